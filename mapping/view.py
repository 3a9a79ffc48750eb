"""What a neighbourhood sees of itself: its directory, and of private maps what consent lets it see.

`read_view` puts a `View` together in one transaction. Others ask `neighbourhoods.view`, the only
way from private care maps to anybody else. What may be shared, and how it is named, is decided in
`consent.py`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import Field

from mapping.consent import DETAILS, Consent, Detail, InForce, Purpose, seen_detail
from mapping.model import DirectoryElement, Element, Frozen, Id
from mapping.owners import owners_of_maps
from mapping.service import Service
from mapping.store import Row, Transaction
from mapping.store.records import Records
from mapping.vocabulary import (
    UNDIRECTED,
    ConnectionType,
    Formality,
    Frequency,
    Kind,
    Sector,
    State,
    Told,
)

SUPPORTED: Final = frozenset({"team_owner", "supported_person"})
"""The roles of a supported person."""

NEUTRAL: Final[dict[Kind, str]] = {
    Kind.PERSON: "a neighbour",
    Kind.PET: "a pet",
    Kind.GROUP: "a group",
    Kind.ORGANISATION: "an organisation",
    Kind.BUSINESS: "a business",
    Kind.SOCIAL_CARE_PROVIDER: "a care provider",
    Kind.HEALTH_CARE_PROVIDER: "a health professional or service",
    Kind.STATUTORY_SERVICE: "a public service",
    Kind.TEAM: "a team",
    Kind.CIRCLE: "a circle",
    Kind.PLACE: "a place",
}
"""What a private element is called where its name is not shared."""


class ViewElement(Frozen):
    """An element as the neighbourhood sees it; a private one has an alias for an id."""

    id: str
    kind: Kind
    sector: Sector | None
    sector_from_kind: bool = Field(description="Whether it has none of its own.")
    supported: bool
    individual: bool
    at_home: bool = Field(default=False, description="Of a body: at somebody's home.")
    label: str
    area: str | None = None
    lon: float | None = Field(default=None, description="Degrees; none of a home or a person.")
    lat: float | None = Field(default=None, description="Degrees; none of a home or a person.")
    roles: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    private: bool


class ViewConnection(Frozen):
    """A connection as the neighbourhood sees it."""

    id: str
    type: ConnectionType
    from_: str = Field(alias="from")
    to: str
    care_types: tuple[str, ...]
    formality: Formality | None
    frequency: Frequency | None
    state: State
    shared_plan: bool | None
    since: dt.date | None
    until: dt.date | None
    hats: tuple[str, ...]
    private: bool


def what_is_said(line: ViewConnection) -> tuple[object, ...]:
    """Return all that a connection says, but for its id: two that say the same are one."""
    ends = (line.from_, line.to)
    ordered = tuple(sorted(ends)) if line.type in UNDIRECTED else ends
    return (line.type, ordered, *(getattr(line, name) for name in _SAID))


_SAID: Final[Mapping[str, object]] = {
    "care_types": (),
    "formality": None,
    "frequency": None,
    "state": State.UNCLASSIFIED,
    "shared_plan": None,
    "since": None,
    "until": None,
    "hats": (),
}
"""What is told of a connection beside its ends, as it is where the store has nothing; its note and
relation never are.
"""


class View(Frozen):
    """Everything that a neighbourhood sees, at one `view_seq`."""

    id: Id
    name: str
    view_seq: int
    elements: tuple[ViewElement, ...]
    connections: tuple[ViewConnection, ...]
    expected: tuple[str, ...] = ()


def read_view(tx: Transaction, service: Service, own: Row) -> tuple[View, str | None]:
    """Return what a neighbourhood sees, and the instant when that ends by itself, if it will.

    Parameters
    ----------
    tx
        A transaction that only reads.
    service
        What opens names and makes aliases.
    own
        The row of the query `neighbourhood`, asked earlier in the same transaction: what is read
        after it is at least as new as its `view_seq`.
    """
    shared, ends = shared_for(tx, own["id"], Purpose.NEIGHBOURHOOD)
    shown = _Shown(service, own["id"])
    shown.add_directory(tx)
    shown.add_private(tx, shared)
    view = View(
        id=own["id"],
        name=own["name"],
        view_seq=own["view_seq"],
        elements=tuple(sorted(shown.elements.values(), key=lambda one: one.id)),
        connections=tuple(sorted(shown.connections.values(), key=lambda one: one.id)),
        expected=tuple(own["expected_kinds"]),
    )
    return view, ends


def shared_for(
    tx: Transaction, neighbourhood: str, purpose: Purpose
) -> tuple[dict[str, InForce], str | None]:
    """Return what each care map shares with a neighbourhood for one purpose.

    And the instant when the first ownership ends, if any does.
    """
    consents: dict[str, list[Consent]] = defaultdict(list)
    for row in tx.rows("consents_to", to=neighbourhood, purpose=purpose.value):
        consents[row["scope"]].append(Consent.model_validate(row["fields"]))
    owners = owners_of_maps(tx, consents)
    ends = [one.ends_at for one in owners.values() if one.ends_at]
    shared = {scope: InForce(some, owners[scope]) for scope, some in consents.items()}
    return shared, min(ends, default=None)


class _Shown:
    """What a view shows, while it is put together."""

    def __init__(self, service: Service, neighbourhood: str) -> None:
        self.service = service
        self.neighbourhood = neighbourhood
        self.elements: dict[str, ViewElement] = {}
        self.connections: dict[str, ViewConnection] = {}
        self._shown_as: dict[str, str] = {}
        self._details: dict[str, Detail] = {}

    def add_directory(self, tx: Transaction) -> None:
        own = self.neighbourhood
        rows = tx.rows("seen_of_directory", neighbourhood=own)
        merged = {row["id"]: row["merged_into"] for row in rows if row["merged_into"]}
        for row in rows:
            self._shown_as[row["id"]] = _at_the_end(merged, row["id"])
            if not row["merged_into"]:
                element = Records.directory_element_from(row["fields"])
                self.elements[element.id] = _directory_element(element)
        rows = tx.rows("seen_of_directory_connections", neighbourhood=own, scope=own)
        lines = [{**line, "from": row["from_id"]} for row in rows for line in row["lines"]]
        for line in lines:
            if not merged.keys() & {line["from"], line["to"]}:
                self._add_line(line, private=False)
        self._add_moved([one for one in lines if merged.keys() & {one["from"], one["to"]}])

    def _add_moved(self, lines: Iterable[Mapping[str, Any]]) -> None:
        """Show the connections of merged entries at what they are now, but none of them twice."""
        there = {what_is_said(one) for one in self.connections.values()} if lines else set()
        for line in lines:
            self._add_line(line, private=False)
            shown = self.connections.get(line["id"])
            if shown is None:
                continue
            if what_is_said(shown) in there:
                del self.connections[shown.id]
            there.add(what_is_said(shown))

    def add_private(self, tx: Transaction, shared: dict[str, InForce]) -> None:
        scopes = sorted(shared)
        about = sorted({thing for one in shared.values() for thing in one.things()})
        if not about:
            return
        for row in tx.rows("shared_figures", scopes=scopes, about=about):
            self._add_private_element(row, shared[row["scope"]])
        for row in tx.rows("shared_connections", scopes=scopes, about=about):
            if shared[row["scope"]].detail(row["id"]) is not None:
                ends = {"type": row["type"], "from": row["from_id"], "to": row["to_id"]}
                self._add_line({**row["fields"], **ends}, private=True)

    def _add_private_element(self, row: Row, shared: InForce) -> None:
        element = Records(self.service.sealer, row["scope"]).element_from(row["element"])
        detail = seen_detail(
            element, Told(row["told"]), shared.detail(element.id), is_owner=row["is_owner"]
        )
        if detail is None:
            return
        alias = self._alias(row["element"].get("person_id") or element.id)
        self._shown_as[element.id] = alias
        said = self._details.get(alias)
        # One person on two maps: what is said of them is what both maps' owners allow.
        if said is None or DETAILS.index(detail) < DETAILS.index(said):
            self._details[alias] = detail
            self.elements[alias] = _private_element(element, alias, detail)

    def _add_line(self, line: Mapping[str, Any], *, private: bool) -> None:
        """Show a connection, given as it is stored, if both of its ends are shown."""
        from_, to = self._shown_as.get(line["from"]), self._shown_as.get(line["to"])
        if from_ not in self.elements or to not in self.elements or from_ == to:
            return
        id_ = self._alias(line["id"]) if private else line["id"]
        said = {name: line[name] for name in _SAID if line.get(name) is not None}
        self.connections[id_] = ViewConnection.model_validate(
            {
                **_SAID,
                **said,
                "id": id_,
                "type": line["type"].lower(),
                "from": from_,
                "to": to,
                "private": private,
            }
        )

    def _alias(self, id_: str) -> str:
        return alias_of(self.service, self.neighbourhood, id_)


def _at_the_end(merged: Mapping[str, str], id_: str) -> str:
    """Return the entry that one is now: it may be merged into one that was merged itself."""
    while id_ in merged:
        id_ = merged[id_]
    return id_


def alias_of(service: Service, neighbourhood: str, id_: str) -> str:
    """Return the id by which a neighbourhood sees a private element or connection.

    Parameters
    ----------
    id_
        The connection's id; of an element the id of its person, if it has one, else its own.
    """
    return service.sealer.digest(f"{id_} {neighbourhood}", "alias")[:32]


def _directory_element(element: DirectoryElement) -> ViewElement:
    lon, lat = element.point or (None, None)
    return ViewElement(
        id=element.id,
        kind=element.kind,
        sector=element.sector_or_kinds,
        sector_from_kind=element.sector is None,
        supported=_supported(element.roles),
        individual=element.is_individual,
        at_home=element.at_home,
        label=element.name,
        area=element.area,
        lon=lon,
        lat=lat,
        roles=element.roles,
        offers=element.offers,
        private=False,
    )


def _private_element(element: Element, alias: str, detail: Detail) -> ViewElement:
    return ViewElement(
        id=alias,
        kind=element.kind,
        sector=element.sector_or_kinds,
        sector_from_kind=element.sector is None,
        supported=_supported(element.roles),
        individual=element.is_individual,
        label=_label(element, detail),
        private=True,
    )


def _label(element: Element, detail: Detail) -> str:
    if detail is Detail.NAMED:
        return element.name
    if detail is Detail.FIRST_NAME and element.is_individual:
        return element.name.split()[0]
    if _supported(element.roles):
        return "a supported person"
    return NEUTRAL[element.kind]


def _supported(roles: Iterable[str]) -> bool:
    return not SUPPORTED.isdisjoint(roles)
