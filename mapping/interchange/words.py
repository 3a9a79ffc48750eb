"""The words that other programs' maps use, and what they mean in ours.

A word that stands in a table whole is mapped; a table's word inside a longer text is a guess, which
the report says. What is no word of ours at all is decided by the format.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

from mapping.vocabulary import CARE_TYPES, ConnectionType, Kind

_KIND_WORDS: Final[dict[Kind, str]] = {
    Kind.PERSON: "person, people, individual, volunteer, neighbour, neighbor, carer, friend, "
    "family, relative, resident, member, peer supporter, team owner, supported person, "
    "team starter, "
    "care worker, paid worker, worker, personal assistant, organiser",
    Kind.PET: "pet, dog, cat, animal",
    Kind.STATUTORY_SERVICE: "statutory service, statutory, council, local authority, "
    "public service, school, library, police, social services, adult social care, jobcentre",
    Kind.HEALTH_CARE_PROVIDER: "health care provider, healthcare provider, health, gp, "
    "gp practice, surgery, clinic, hospital, nhs, nhs trust, pharmacy, dentist, health centre",
    Kind.SOCIAL_CARE_PROVIDER: "social care provider, care provider, care home, home care, "
    "homecare, care agency, domiciliary care",
    Kind.BUSINESS: "business, company, shop, cafe, social enterprise, ethical business, "
    "cooperative, co-operative, co-op, coop",
    Kind.TEAM: "team, care team",
    Kind.CIRCLE: "circle, care circle",
    Kind.PLACE: "place, venue, location, building, park",
    Kind.GROUP: "group, community group, mutual aid, mutual aid group, grassroots, club, society, "
    "network, collective, support group, faith group",
    Kind.ORGANISATION: "organisation, organization, charity, cic, community interest company, hub, "
    "community hub, voluntary organisation, community organisation, vcs, ngo, association, forum, "
    "convening partner, initiative, alliance, agency, trust, service",
}
_PERSONS_ROLES: Final = {
    "team owner": "team_owner",
    "supported person": "supported_person",
    "team starter": "team_starter",
    "care worker": "care_worker",
    "paid worker": "care_worker",
    "personal assistant": "care_worker",
    "organiser": "organiser",
    "convening partner": "convening_partner",
}
_CONNECTION_WORDS: Final[dict[ConnectionType, str]] = {
    ConnectionType.CARES_FOR: "cares for, care, gives care to, supports, support, helps, help, "
    "looks after, provides care to",
    ConnectionType.MEMBER_OF: "member of, member, membership, belongs to, commons membership, "
    "inactive commons membership, is part of the team",
    ConnectionType.LOCATED_AT: "located at, based at, meets at, location",
    ConnectionType.WITHIN: "within, part of, inside",
    ConnectionType.RELATED_TO: "family, kin, relative, friend, neighbour, neighbor, colleague, "
    "partner of, parent, sibling",
    ConnectionType.COLLABORATES_WITH: "collaborates with, collaborates, collaboration, "
    "works with, cooperates with, partners with, partnership, refers to, connected to",
}
_SAYS_MORE: Final[dict[str, dict[str, Any]]] = {
    "commons membership": {"state": "engaged"},
    "inactive commons membership": {"state": "inactive"},
    "participating in a shared support plan": {"shared_plan": True},
    "not participating": {"shared_plan": False},
    "not participating in a shared support plan": {"shared_plan": False},
    "friend": {"relation": "friend"},
    "neighbour": {"relation": "neighbour"},
    "neighbor": {"relation": "neighbour"},
    "colleague": {"relation": "colleague"},
    "family": {"relation": "other_family"},
    "kin": {"relation": "other_family"},
    "relative": {"relation": "other_family"},
    "partner of": {"relation": "partner"},
    "parent": {"relation": "parent"},
    "sibling": {"relation": "sibling"},
}
"""What a connection's word says beside its type."""

_CARE_STEMS: Final[dict[str, str]] = {
    "wellness": "counsell, mental health, wellbeing, well-being, wellness, emotional, mindful, "
    "listening, bereavement, therap",
    "social": "befriend, social club, companionship, lonel, isolation, pals, coffee morning",
    "recreation": "leisure, recreation, sport, exercise, dance, yoga, games, walking group, swim",
    "education": "education, training, learning, skills, class, tutor, academy, workshops, school",
    "advocacy": "advoca, legal, rights",
    "practical_help": "practical help, cleaning, handy, household help, help at home",
    "meals": "meal, lunch, food, breakfast, supper, pantry",
    "errands": "transport, errand, shopping, minibus, driver",
    "childcare": "childcare, nursery, creche, playgroup, toddler",
    "personal_care": "personal care, home care, homecare, domiciliary",
    "medicines": "medicine, medication, pharmac",
    "health_care": "clinic, nurse, nursing, medical, health care, healthcare, physio, dentist, "
    "surgery",
    "coordination": "care coordinat, navigator, link worker, social prescri",
    "money": "debt, benefits, money, financ, hardship",
    "housing": "housing, homeless, repairs, shelter, tenancy",
    "digital": "digital, computer, coding, internet, online skills",
    "faith": "faith, worship, prayer, church, mosque, synagogue, temple, cultural",
    "arts": "art, craft, creative, music, singing, choir, theatre, drama",
    "gardening": "garden, allotment, nature, green space, conservation, conservancy",
    "safety": "safety, safeguard, domestic abuse, domestic violence, crime",
    "space": "room hire, community centre, meeting space, equipment loan",
    "respite": "respite, carers' break, sitting service",
    "information": "information, advice, signpost, helpline",
}
_WHOLE_WORD: Final = {"art", "class", "food", "rights", "games"}
"""Stems that mean something else inside longer words; they match with an `s` at most."""


def plain(text: str) -> str:
    """Return a text to compare by: small letters, no accents, one space between words."""
    kept = text.casefold()
    if not kept.isascii():  # most are, and have no accents
        letters = unicodedata.normalize("NFKD", kept)
        kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(kept.replace("_", " ").replace("\u2019", "'").split())


def kind_of(text: str) -> tuple[Kind | None, dict[str, Any], bool]:
    """Return the kind that a text means, what else it says, and whether that is a guess.

    In a longer text the last word counts most, then any word for a person, so that a `hospital
    volunteer` is a person, whom nobody sees without a ground, and a `residents association` is not.
    """
    word = plain(text)
    if word in _KINDS:
        role = _PERSONS_ROLES.get(word)
        return _KINDS[word], {"roles": (role,)} if role else {}, False
    known = (
        next((known for known in _BY_LENGTH if _stands_in(known, word, at_its_end=True)), None)
        or next((known for known in _PERSONS if _stands_in(known, word)), None)
        or next((known for known in _BY_LENGTH if _stands_in(known, word)), None)
    )
    return (_KINDS[known] if known else None), {}, True


def body_in(text: str) -> tuple[Kind, str] | None:
    """Return the kind of body that a text seems to be about, and the word that says so."""
    word = plain(text)
    return next(
        ((_KINDS[known], known) for known in _BODIES if _stands_in(known, word)),
        None,
    )


def connection_of(text: str) -> tuple[ConnectionType | None, dict[str, Any]]:
    """Return the type of connection that a text means whole, and what else it says."""
    word = plain(text)
    return _CONNECTIONS.get(word), _SAYS_MORE.get(word, {})


def care_types_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield each care type that a text may be about, with the word that says so."""
    words = plain(text)
    for care_type, expression in _CARE.items():
        match = expression.search(words)
        if match:
            yield care_type, match[0]


def slug(text: str) -> str:
    """Return a text as an id of the domain: `Practical help` is `practical_help`."""
    return re.sub(r"[^a-z0-9]+", "_", plain(text)).strip("_")


def care_type_of(text: str) -> str | None:
    """Return the care type that has this id or these plain words."""
    word = slug(text)
    return word if word in CARE_TYPES else _CARE_WORDS.get(word)


def _split(words: str) -> list[str]:
    return [word.strip() for word in words.split(",")]


def _stands_in(known: str, text: str, *, at_its_end: bool = False) -> bool:
    end = "$" if at_its_end else r"\b"
    return re.search(rf"\b{re.escape(known)}s?{end}", text) is not None


def _any_of(stems: str) -> re.Pattern[str]:
    ends = [
        rf"{re.escape(stem)}s?\b" if stem in _WHOLE_WORD else rf"{re.escape(stem)}\w*"
        for stem in _split(stems)
    ]
    return re.compile(rf"\b(?:{'|'.join(ends)})")


_KINDS: Final = {
    **{word: kind for kind, words in _KIND_WORDS.items() for word in _split(words)},
    **{plain(kind.value): kind for kind in Kind},
}
_BY_LENGTH: Final = sorted(_KINDS, key=len, reverse=True)
_PERSONS: Final = [word for word in _BY_LENGTH if _KINDS[word] is Kind.PERSON]
_NO_BODIES: Final = {Kind.PERSON, Kind.PET, Kind.PLACE, Kind.TEAM, Kind.CIRCLE}
_BODIES: Final = [word for word in _BY_LENGTH if _KINDS[word] not in _NO_BODIES]
_CONNECTIONS: Final = {
    **{word: type_ for type_, words in _CONNECTION_WORDS.items() for word in _split(words)},
    **{plain(type_.value): type_ for type_ in ConnectionType},
    "participating in a shared support plan": ConnectionType.CARES_FOR,
    "not participating": ConnectionType.CARES_FOR,
    "not participating in a shared support plan": ConnectionType.CARES_FOR,
}
_CARE: Final = {care_type: _any_of(stems) for care_type, stems in _CARE_STEMS.items()}
_CARE_WORDS: Final = {slug(words): care_type for care_type, words in CARE_TYPES.items()}
