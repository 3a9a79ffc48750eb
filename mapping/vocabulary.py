"""The words that elements and connections are described with, as ids, and what they default to.

Ids are the same in JSON, Cypher and TypeScript; the words on screen are the page's.
"""

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What an element is."""

    PERSON = "person"
    PET = "pet"
    GROUP = "group"
    ORGANISATION = "organisation"
    BUSINESS = "business"
    SOCIAL_CARE_PROVIDER = "social_care_provider"
    HEALTH_CARE_PROVIDER = "health_care_provider"
    STATUTORY_SERVICE = "statutory_service"
    TEAM = "team"
    CIRCLE = "circle"
    PLACE = "place"


class Sector(StrEnum):
    """Whose care it is: paid and regulated, organised and voluntary, or unpaid individuals."""

    FORMAL = "formal"
    COMMUNITY = "community"
    INFORMAL = "informal"


class ConnectionType(StrEnum):
    """How two elements are connected."""

    CARES_FOR = "cares_for"
    COLLABORATES_WITH = "collaborates_with"
    MEMBER_OF = "member_of"
    RELATED_TO = "related_to"
    LOCATED_AT = "located_at"
    WITHIN = "within"


class Formality(StrEnum):
    """Whether care is given freely or paid for."""

    GIFTED = "gifted"
    PAID = "paid"


class Frequency(StrEnum):
    """How often, most often first."""

    SEVERAL_DAILY = "several_daily"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    OCCASIONAL = "occasional"


class State(StrEnum):
    """How a connection is now."""

    GENERATIVE = "generative"
    ENGAGED = "engaged"
    INACTIVE = "inactive"
    POTENTIAL = "potential"
    UNCLASSIFIED = "unclassified"


class Presence(StrEnum):
    """How near somebody is in daily life: the rings of the drawing, inner to outer."""

    LIVES_WITH = "lives_with"
    NEARBY = "nearby"
    WITHIN_2_HOURS = "within_2_hours"
    FURTHER_AWAY = "further_away"


class Relation(StrEnum):
    """How two people are related."""

    PARTNER = "partner"
    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    OTHER_FAMILY = "other_family"
    FRIEND = "friend"
    NEIGHBOUR = "neighbour"
    COLLEAGUE = "colleague"


class Told(StrEnum):
    """Whether a person drawn knows of it, and what they said."""

    NOT_TOLD = "not_told"
    TOLD = "told"
    AGREED = "agreed"
    OBJECTED = "objected"


class CareMapState(StrEnum):
    """Whether a care map is still drawn on."""

    OPEN = "open"
    CLOSED = "closed"


ROLES: Final = (
    "team_owner",
    "supported_person",
    "team_starter",
    "care_worker",
    "convening_partner",
    "organiser",
)
HATS: Final[dict[str, str]] = {
    "team_member": "Team member",
    "profile_holder": "Profile holder",
    "rota_wrangler": "Rota wrangler",
    "medication_holder": "Medicines holder",
    "check_in_facilitator": "Check-ins",
    "safeguarding_lead": "Safeguarding lead",
}
"""Hat id to the plain words shown for it. Everybody on a team is a team member."""
CARE_TYPES: Final[dict[str, str]] = {
    "wellness": "Wellbeing and listening",
    "social": "Company",
    "recreation": "Leisure and fun",
    "education": "Learning and skills",
    "advocacy": "Speaking up for someone",
    "practical_help": "Help at home",
    "meals": "Meals",
    "errands": "Errands and lifts",
    "childcare": "Looking after children",
    "personal_care": "Washing and dressing",
    "medicines": "Help with medicines",
    "health_care": "Health care",
    "coordination": "Organising care",
    "money": "Money and benefits",
    "housing": "Housing and repairs",
    "digital": "Phones and computers",
    "faith": "Faith and culture",
    "arts": "Arts and making",
    "gardening": "Gardens and nature",
    "safety": "Keeping safe",
    "space": "Space and equipment",
    "respite": "A break for carers",
    "information": "Advice and finding help",
}
"""Care type id to the plain words shown for it. An id that is not here is kept as it is."""

KIND_SECTOR: Final[dict[Kind, Sector]] = {
    Kind.PERSON: Sector.INFORMAL,
    Kind.PET: Sector.INFORMAL,
    Kind.GROUP: Sector.COMMUNITY,
    Kind.ORGANISATION: Sector.COMMUNITY,
    Kind.BUSINESS: Sector.COMMUNITY,
    Kind.SOCIAL_CARE_PROVIDER: Sector.FORMAL,
    Kind.HEALTH_CARE_PROVIDER: Sector.FORMAL,
    Kind.STATUTORY_SERVICE: Sector.FORMAL,
}
"""The sector a kind has unless its element says otherwise; teams, circles and places have none."""

UNDIRECTED: Final = frozenset({ConnectionType.COLLABORATES_WITH, ConnectionType.RELATED_TO})
