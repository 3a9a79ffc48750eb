"""A neighbourhood: its directory, and the one view of it that anybody else ever reads.

`view` is the only way from private care maps to others. Pages, reports, exports and releases take
what it returns and nothing else. What may be shared, and how it is named, is decided in
`consent.py`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from pydantic import Field

from mapping import audit
from mapping.consent import Consent, Detail, InForce, Purpose, seen_detail
from mapping.model import Connection, DirectoryElement, Element, Frozen, Id, Name, instant, new_id
from mapping.policy import NotFound
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Row, Transaction
from mapping.store.records import Records
from mapping.vocabulary import (
    ConnectionType,
    Formality,
    Frequency,
    Kind,
    Sector,
    State,
    Told,
)

BATCH: Final = 2_000
"""How many elements or connections are written in one transaction."""

MOST_FOUND: Final = 20
"""How many entries of the directory are offered for a text."""

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


class View(Frozen):
    """Everything that a neighbourhood sees, at one `view_seq`."""

    id: Id
    name: str
    view_seq: int
    elements: tuple[ViewElement, ...]
    connections: tuple[ViewConnection, ...]


def create(service: Service, *, name: Name, account: str | None = None) -> str:
    """Make a neighbourhood with an empty directory, and return its id."""
    id_ = new_id()

    def work(tx: Transaction) -> None:
        tx.run("create_neighbourhood", id=id_, name=name)
        audit.record(tx, service, chain=id_, account=account, action="neighbourhood.started")

    service.write(work)
    return id_


def add_to_directory(
    service: Service,
    neighbourhood: str,
    elements: Sequence[Element],
    connections: Sequence[Connection] = (),
    *,
    account: str | None = None,
) -> None:
    """List elements in a neighbourhood's directory and draw its own connections.

    Written in batches: elements first, then the connections, whose ends must be listed.

    Raises
    ------
    NotWellFormed
        If an element's scope is not the neighbourhood, or a connection's end is unknown.
    """
    _check_directory(neighbourhood, elements, connections)
    for start in range(0, len(elements), BATCH):
        some = elements[start : start + BATCH]
        service.write(lambda tx, some=some: _list(tx, service, neighbourhood, some, account))  # type: ignore[misc]
    for start in range(0, len(connections), BATCH):
        lines = connections[start : start + BATCH]
        service.write(lambda tx, lines=lines: _draw(tx, service, neighbourhood, lines, account))  # type: ignore[misc]


def _check_directory(
    neighbourhood: str, elements: Sequence[Element], connections: Sequence[Connection]
) -> None:
    for index, element in enumerate(elements):
        if element.scope != neighbourhood:
            raise NotWellFormed(f"elements[{index}].scope", "Say the neighbourhood's id.")
    known = {element.id for element in elements}
    for index, line in enumerate(connections):
        for end, id_ in (("from", line.from_), ("to", line.to)):
            if id_ not in known:
                raise NotWellFormed(
                    f"connections[{index}].{end}", "No element of the directory has this id."
                )


def _list(
    tx: Transaction,
    service: Service,
    neighbourhood: str,
    elements: Sequence[Element],
    account: str | None,
) -> None:
    ids = [element.id for element in elements]
    tx.run("create_elements", rows=[Records.directory_element(one) for one in elements])
    today = dt.datetime.now(dt.UTC).date()
    tx.run("list_in_directory", neighbourhood=neighbourhood, since=today, ids=ids)
    _note_change(tx, service, neighbourhood, account, ids)


def _draw(
    tx: Transaction,
    service: Service,
    neighbourhood: str,
    lines: Sequence[Connection],
    account: str | None,
) -> None:
    by_type: dict[str, list[Row]] = defaultdict(list)
    for line in lines:
        fields = Records.directory_connection(line, neighbourhood)
        by_type[line.type.value].append(
            {"id": line.id, "from_id": line.from_, "to_id": line.to, "fields": fields}
        )
    for type_, rows in by_type.items():
        tx.run("connect", type=type_, rows=rows)
    _note_change(tx, service, neighbourhood, account, [line.id for line in lines])


def _note_change(
    tx: Transaction,
    service: Service,
    neighbourhood: str,
    account: str | None,
    ids: Sequence[str],
) -> None:
    tx.run("advance_view", id=neighbourhood)
    audit.record(
        tx,
        service,
        chain=neighbourhood,
        account=account,
        action="directory.extended",
        about=ids[:50],
    )


def search_directory(service: Service, neighbourhood: str, text: str) -> Sequence[Element]:
    """Return the entries of a directory whose name has the text in it, best first."""
    wanted = " ".join(text.casefold().split())
    rows = service.read(lambda tx: tx.rows("directory", neighbourhood=neighbourhood))
    found = [
        Records.directory_element_from(row["element"])
        for row in rows
        if wanted in row["element"]["name"].casefold() and not row["element"].get("merged_into")
    ]
    return sorted(found, key=lambda one: (not one.name.casefold().startswith(wanted), one.name))[
        :MOST_FOUND
    ]


def view(service: Service, neighbourhood: str) -> View:
    """Return everything that a neighbourhood sees now.

    Its own directory and connections, and of private care maps those elements that every owner
    consents to share and whose person agreed (`consent.seen_detail`), and those connections with a
    consent of their own whose two ends are both seen. Of a private element it tells an alias, kind,
    sector, whether supported, and the label that its detail allows; no note, presence, household,
    relation or other role. Equal `person_id`s are one element.

    Raises
    ------
    NotFound
        If there is no such neighbourhood.
    """
    return service.read(lambda tx: _view(tx, service, neighbourhood))


def _view(tx: Transaction, service: Service, neighbourhood: str) -> View:
    own = tx.one("neighbourhood", id=neighbourhood)
    if own is None:
        raise NotFound
    shown = _Shown(service, neighbourhood)
    shown.add_directory(tx)
    shared = _shared(tx, neighbourhood)
    shown.add_private(tx, shared)
    return View(
        id=neighbourhood,
        name=own["name"],
        view_seq=own["view_seq"],
        elements=tuple(sorted(shown.elements.values(), key=lambda one: one.id)),
        connections=tuple(sorted(shown.connections.values(), key=lambda one: one.id)),
    )


def _shared(tx: Transaction, neighbourhood: str) -> dict[str, InForce]:
    """Return what each care map shares with a neighbourhood."""
    consents: dict[str, list[Consent]] = defaultdict(list)
    for row in tx.rows("consents_to", to=neighbourhood, purpose=Purpose.NEIGHBOURHOOD.value):
        consents[row["scope"]].append(Consent.model_validate(row["fields"]))
    owners: dict[str, set[str]] = defaultdict(set)
    now = instant()
    for row in tx.rows("people_of_care_maps", scopes=sorted(consents)) if consents else []:
        if row["role"] == "owner" and (row["until"] is None or row["until"] > now):
            owners[row["scope"]].add(row["account_id"])
    return {scope: InForce(some, frozenset(owners[scope])) for scope, some in consents.items()}


class _Shown:
    """What a view shows, while it is put together."""

    def __init__(self, service: Service, neighbourhood: str) -> None:
        self.service = service
        self.neighbourhood = neighbourhood
        self.elements: dict[str, ViewElement] = {}
        self.connections: dict[str, ViewConnection] = {}
        self._shown_as: dict[str, str] = {}

    def add_directory(self, tx: Transaction) -> None:
        for row in tx.rows("directory", neighbourhood=self.neighbourhood):
            merged_into = row["element"].get("merged_into")
            self._shown_as[row["id"]] = merged_into or row["id"]
            if not merged_into:
                element = Records.directory_element_from(row["element"])
                self.elements[element.id] = _directory_element(element)
        rows = tx.rows(
            "directory_connections", neighbourhood=self.neighbourhood, scope=self.neighbourhood
        )
        for row in rows:
            self._add_line(Records.directory_connection_from(row), private=False)

    def add_private(self, tx: Transaction, shared: dict[str, InForce]) -> None:
        scopes = sorted(shared)
        about = sorted({thing for one in shared.values() for thing in one.things()})
        if not about:
            return
        for row in tx.rows("shared_figures", scopes=scopes, about=about):
            self._add_private_element(row, shared[row["scope"]])
        for row in tx.rows("shared_connections", scopes=scopes, about=about):
            if shared[row["scope"]].detail(row["id"]) is not None:
                line = Records(self.service.sealer, row["scope"]).connection_from(row)
                self._add_line(line, private=True)

    def _add_private_element(self, row: Row, shared: InForce) -> None:
        element = Records(self.service.sealer, row["scope"]).element_from(row["element"])
        detail = seen_detail(
            element, Told(row["told"]), shared.detail(element.id), is_owner=row["is_owner"]
        )
        if detail is None:
            return
        alias = self._alias(row["element"].get("person_id") or element.id)
        self._shown_as[element.id] = alias
        self.elements.setdefault(alias, _private_element(element, alias, detail))

    def _add_line(self, line: Connection, *, private: bool) -> None:
        from_, to = self._shown_as.get(line.from_), self._shown_as.get(line.to)
        if from_ not in self.elements or to not in self.elements or from_ == to:
            return
        id_ = self._alias(line.id) if private else line.id
        self.connections[id_] = ViewConnection(
            **line.model_dump(
                include=set(ViewConnection.model_fields) - {"id", "from_", "to", "private"}
            ),
            id=id_,
            from_=from_,
            to=to,
            private=private,
        )

    def _alias(self, id_: str) -> str:
        return self.service.sealer.digest(f"{id_} {self.neighbourhood}", "alias")[:32]


def _directory_element(element: DirectoryElement) -> ViewElement:
    lon, lat = element.point or (None, None)
    return ViewElement(
        id=element.id,
        kind=element.kind,
        sector=element.sector_or_kinds,
        sector_from_kind=element.sector is None,
        supported=_supported(element.roles),
        individual=element.is_individual,
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
