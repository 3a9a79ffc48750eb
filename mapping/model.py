"""What a care map is made of: elements, connections, figures and households.

Plain data with its rules and nothing else: no store, no HTTP, no reader's rights. A model here is
frozen; a change makes a new one (`edits.py`). Words are those of the domain, the same in JSON,
Cypher and TypeScript. A `CareMap` is the live state of one map; `CareMap.document()` gives the
plain document that pages, comparison and print take.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Any, Final, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    FiniteFloat,
    StringConstraints,
    model_validator,
)
from uuid6 import uuid7

from mapping.vocabulary import (
    KIND_SECTOR,
    UNDIRECTED,
    CareMapState,
    ConnectionType,
    Formality,
    Frequency,
    Kind,
    Presence,
    Relation,
    Sector,
    State,
    Told,
)

REMOVED: Final = "Someone who was removed"
"""What stands in the place of a name that can no longer be read."""

RINGS: Final[tuple[tuple[Presence, float, float], ...]] = (
    (Presence.LIVES_WITH, 170.0, 150.0),
    (Presence.NEARBY, 350.0, 260.0),
    (Presence.WITHIN_2_HOURS, 450.0, 335.0),
)
"""Half width and half height of each ring, in sheet units; beyond the last is further away."""

ZONE: Final = ZoneInfo("Europe/London")
"""Whose day a moment's day is, on every page and sheet (the pages' twin is `web/src/words.ts`)."""

SHEET_LIMIT: Final = 5_000.0
"""No figure lies further than this from the middle of the sheet, in sheet units."""


def new_id() -> str:
    """Return a new id: UUIDv7 text, which sorts by the time it was made."""
    return str(uuid7())


def today() -> dt.date:
    """Return the date that has begun anywhere on earth, so that no one's today is a future date."""
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=14)).date()


def instant() -> str:
    """Return the instant now as it is stored: UTC, ISO 8601, to the microsecond."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def day_of(at: str) -> dt.date:
    """Return the day that a stored instant fell on in the United Kingdom; of a date, itself.

    Examples
    --------
    >>> day_of("2026-06-30T23:30:00.000000Z").isoformat()
    '2026-07-01'
    """
    if len(at) == len("2026-07-01"):
        return dt.date.fromisoformat(at)
    return dt.datetime.fromisoformat(at).astimezone(ZONE).date()


def day_in_words(at: str) -> str:
    """Return the day of a stored instant or date: "22 November 2026"."""
    day = day_of(at)
    return f"{day.day} {day:%B} {day.year}"


def ring_of(x: float, y: float) -> Presence:
    """Return the ring that a point of the sheet lies in."""
    for presence, half_width, half_height in RINGS:
        if (x / half_width) ** 2 + (y / half_height) ** 2 <= 1:
            return presence
    return Presence.FURTHER_AWAY


_HALF_A_LETTER: Final = re.compile("[\ud800-\udfff]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters (Unicode's category Cc) but for the tab and the new line."""


def _readable(text: str) -> str:
    if _HALF_A_LETTER.search(text):
        raise ValueError("has a broken character in it. Type it again, or leave that letter out")
    if _CONTROL.search(text):
        raise ValueError("has a hidden control character in it. Type it again")
    return unicodedata.normalize("NFC", text).strip()


def _one_line(text: str) -> str:
    return " ".join(_readable(text).split())


def _at_most(most: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if len(text) > most:
            raise ValueError(f"has {len(text):,} characters. Use {most:,} or fewer")
        return text

    return check


def _not_empty(text: str) -> str:
    if not text:
        raise ValueError("is empty. Write something there")
    return text


def as_set(values: object) -> object:
    """Return texts that were given as a list in order, each once; anything else as it is."""
    return (
        sorted(set(values))
        if values
        and isinstance(values, (list, tuple, set, frozenset))
        and all(isinstance(value, str) for value in values)
        else values
    )


def _not_in_the_future(day: dt.date) -> dt.date:
    if day > today():
        raise ValueError("is in the future. Give today or a day before")
    return day


Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,49}$")]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(as_set), Field(max_length=60)]
Name = Annotated[
    str, AfterValidator(_one_line), AfterValidator(_not_empty), AfterValidator(_at_most(200))
]
Line = Annotated[str, AfterValidator(_one_line), AfterValidator(_at_most(300))]
Note = Annotated[str, AfterValidator(_readable), AfterValidator(_at_most(4_000))]
PastDate = Annotated[dt.date, AfterValidator(_not_in_the_future)]
Coordinate = Annotated[FiniteFloat, Field(ge=-SHEET_LIMIT, le=SHEET_LIMIT)]
Length = Annotated[FiniteFloat, Field(gt=0, le=SHEET_LIMIT)]


class Frozen(BaseModel):
    """Base of every model: frozen, nothing unknown, `from` written as in the domain."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True
    )

    def changed(self, **fields: Any) -> Self:
        """Return a copy with these fields changed, checked again as a whole."""
        return self.model_validate({**self.model_dump(by_alias=False), **fields})


class Element(Frozen):
    """A person, pet, body, group, team, circle or place.

    `scope` is the care map or neighbourhood it belongs to: in a care map it is private, in a
    neighbourhood's directory it is shared. `individual` says whether it is one named human being.
    """

    id: Id
    scope: Id
    kind: Kind
    name: Name
    sector: Sector | None = None
    individual: bool = False
    child: bool = False
    roles: Slugs = ()
    offers: Slugs = ()
    contact: Line | None = None
    address: Line | None = None
    area: Line | None = None
    at_home: bool = False
    opening: Line | None = None
    access: Slugs = ()
    languages: Slugs = ()
    faith: Line | None = None
    extra: dict[str, str] = Field(default_factory=dict)

    @property
    def is_individual(self) -> bool:
        """Whether it is one named human being, and so counts as a person in disclosure control."""
        return self.individual or self.kind is Kind.PERSON

    @property
    def sector_or_kinds(self) -> Sector | None:
        """Its own sector, else formal for a care worker, else its kind's (`measures.md` 1)."""
        if self.sector is not None:
            return self.sector
        if self.kind is Kind.PERSON and "care_worker" in self.roles:
            return Sector.FORMAL
        return KIND_SECTOR.get(self.kind)


class DirectoryElement(Element):
    """An element of a neighbourhood's directory: what is public of it says where it is.

    lon and lat are degrees of WGS84, both or neither. Nothing drawn in a care map has them.
    """

    postcode: Line | None = None
    lon: Annotated[FiniteFloat, Field(ge=-180, le=180)] | None = None
    lat: Annotated[FiniteFloat, Field(ge=-90, le=90)] | None = None

    @model_validator(mode="after")
    def _has_both_or_neither(self) -> Self:
        if (self.lon is None) != (self.lat is None):
            missing = "lon" if self.lon is None else "lat"
            raise ValueError(f"{missing} is missing. Give lon and lat, or neither")
        return self

    @property
    def point(self) -> tuple[float, float] | None:
        """Where it is, (lon, lat); None for what is at somebody's home or is one person."""
        if self.lon is None or self.lat is None or self.at_home or self.is_individual:
            return None
        return self.lon, self.lat


class Place(Frozen):
    """Where a figure is drawn: a point of the sheet, its ring, and the household it is in.

    x and y are sheet units from the middle, x to the right and y down. They lie inside the ring of
    `presence`, except in a household, which may lie across rings.
    """

    x: Coordinate
    y: Coordinate
    presence: Presence
    household: Id | None = None

    @model_validator(mode="after")
    def _lies_in_its_ring(self) -> Self:
        if self.household is None and ring_of(self.x, self.y) is not self.presence:
            raise ValueError(
                f"x and y lie in the ring {ring_of(self.x, self.y)}, but presence says "
                f"{self.presence}. Send a place inside that ring"
            )
        return self


class Figure(Place):
    """What one care map draws of one element; its element's id names it."""

    element_id: Id
    relation: Line | None = None
    potential: bool = False
    note: Note | None = None
    told: Told = Told.NOT_TOLD
    told_on: PastDate | None = None

    @property
    def place(self) -> Place:
        """Where it is drawn."""
        return Place(x=self.x, y=self.y, presence=self.presence, household=self.household)


class Household(Frozen):
    """The outline round people who live together; x and y are its middle, in sheet units."""

    id: Id
    x: Coordinate
    y: Coordinate
    width: Length
    height: Length


_ONLY_OF: Final[dict[str, tuple[ConnectionType, str]]] = {
    "care_types": (ConnectionType.CARES_FOR, "care"),
    "formality": (ConnectionType.CARES_FOR, "care"),
    "shared_plan": (ConnectionType.CARES_FOR, "care"),
    "relation": (ConnectionType.RELATED_TO, "people who are related"),
    "hats": (ConnectionType.MEMBER_OF, "members"),
}


class Connection(Frozen):
    """A relationship from one element to another.

    Ends and type never change. Undirected types are kept from the smaller id to the greater.
    A missing frequency or formality means that nobody has said.
    """

    id: Id
    type: ConnectionType
    from_: Id = Field(alias="from")
    to: Id
    care_types: Slugs = ()
    formality: Formality | None = None
    frequency: Frequency | None = None
    state: State = State.UNCLASSIFIED
    relation: Relation | None = None
    hats: Slugs = ()
    shared_plan: bool | None = None
    since: PastDate | None = None
    until: dt.date | None = None
    note: Note | None = None

    @model_validator(mode="before")
    @classmethod
    def _undirected_from_smaller_to_greater(cls, fields: Any) -> Any:
        if not isinstance(fields, dict) or fields.get("type") not in UNDIRECTED:
            return fields
        start = "from" if "from" in fields else "from_"
        one, other = fields.get(start), fields.get("to")
        if isinstance(one, str) and isinstance(other, str) and other < one:
            return {**fields, start: other, "to": one}
        return fields

    @model_validator(mode="after")
    def _says_only_what_its_type_can(self) -> Self:
        for field, (type_, words) in _ONLY_OF.items():
            if self.type is not type_ and getattr(self, field) not in (None, ()):
                raise ValueError(f"{field} is said of {words} only. Leave it out here")
        return self

    @model_validator(mode="after")
    def _joins_two_things_in_order_of_time(self) -> Self:
        if self.from_ == self.to:
            raise ValueError("goes from someone to themselves. Choose who else it goes to")
        if self.since and self.until and self.until < self.since:
            raise ValueError("until is before since. Change one of the two days")
        return self


class Document(Frozen):
    """A care map as plain lists, live or kept: what pages, comparison and print take."""

    id: Id
    title: Name
    neighbourhood: Id | None
    state: CareMapState
    review_on: dt.date | None
    edit_seq: int
    owner_elements: tuple[Id, ...]
    elements: tuple[Element, ...]
    figures: tuple[Figure, ...]
    connections: tuple[Connection, ...]
    households: tuple[Household, ...]


class CareMap(Frozen):
    """The live state of one care map, or as much of it as one edit touches.

    `elements` may hold bodies of the directory that are not drawn: those with a figure are.
    `rubbed_out` are ids that were once in it, so that a late step on them can be told from a
    mistaken one.
    """

    id: Id
    title: Name
    neighbourhood: Id | None = None
    state: CareMapState = CareMapState.OPEN
    review_on: dt.date | None = None
    edit_seq: int = 0
    owner_elements: tuple[Id, ...] = ()
    elements: dict[Id, Element] = Field(default_factory=dict)
    figures: dict[Id, Figure] = Field(default_factory=dict)
    connections: dict[Id, Connection] = Field(default_factory=dict)
    households: dict[Id, Household] = Field(default_factory=dict)
    rubbed_out: frozenset[Id] = frozenset()

    def document(self) -> Document:
        """Return the map as plain lists, each sorted by id."""
        return Document(
            **{name: getattr(self, name) for name in _MAP_FIELDS},
            elements=tuple(self.elements[key] for key in sorted(self.figures)),
            figures=tuple(self.figures[key] for key in sorted(self.figures)),
            connections=tuple(self.connections[key] for key in sorted(self.connections)),
            households=tuple(self.households[key] for key in sorted(self.households)),
        )


_MAP_FIELDS: Final = (
    "id",
    "title",
    "neighbourhood",
    "state",
    "review_on",
    "edit_seq",
    "owner_elements",
)
