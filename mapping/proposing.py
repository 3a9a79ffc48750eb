"""Proposing something for a neighbourhood's directory: who is not an organiser suggests it.

A member suggests a new entry, or another value of a field of one. An owner of a care map proposes a
body, group, service or place that is drawn there: only the fields that they choose leave the map,
nothing of who is tied to it, and never a person. What is proposed is sealed, of a care map under
the key of what is proposed, so that it goes when that is removed. Whoever proposed it can take it
back while it waits, and reads what became of it. Deciding is in `deciding.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Final, Literal

from pydantic import Field, ValidationError

from mapping import audit, throttle
from mapping.care_maps import account_names
from mapping.directory_edits import OF_PEOPLE, Directory, DirectoryEntry, apply
from mapping.entries import entries
from mapping.model import (
    CareMap,
    Element,
    Frozen,
    Id,
    Line,
    Name,
    Note,
    Slugs,
    instant,
    new_id,
)
from mapping.policy import NotFound, Reader
from mapping.refusals import AlreadyUsed, NotWellFormed, in_our_words
from mapping.remarks import remarks_key, seal
from mapping.service import Service
from mapping.sheet import EditRefused
from mapping.steps import Set
from mapping.store import Row, Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.vocabulary import Kind, Sector

Standing = Literal["waiting", "accepted", "declined"]
Asked = Literal["name", "kind", "sector", "contact", "address", "postcode", "area", "opening"]
"""The fields of an entry of which another value can be suggested."""
FromMapField = Literal[
    "sector", "offers", "contact", "address", "area", "opening", "access", "languages"
]
"""The fields that may leave a care map beside what it is and its name."""

MOST_IN_A_WINDOW: Final = 20
"""How many things one account may propose within a quarter of an hour."""

NEVER: Final = OF_PEOPLE | {Kind.TEAM}
"""Kinds that are never proposed: people share themselves, and a team is shared by its owner."""

_NO_PEOPLE: Final = (
    "People and teams are not proposed for the directory: they are shared from a care map, by their"
    " own yes. Choose a body, a group, a service or a place."
)


class ProposedEntry(Frozen):
    """What would be entered."""

    kind: Kind
    name: Name
    sector: Sector | None = None
    offers: Slugs = ()
    contact: Line | None = None
    address: Line | None = None
    postcode: Line | None = None
    area: Line | None = None
    at_home: bool = False
    opening: Line | None = None
    access: Slugs = ()
    languages: Slugs = ()


class ProposedChange(Frozen):
    """Another value of one field of an entry."""

    entry_id: Id
    field: Asked
    now: str | None = None


class NewProposal(Frozen):
    """What a member suggests: a new entry, or a change of one; and why, in their words."""

    entry: ProposedEntry | None = None
    change: ProposedChange | None = None
    why: Annotated[Note, Field(max_length=500)] = ""


class FromMap(Frozen):
    """What an owner proposes of their map, and which of its fields go with its name."""

    element_id: Id
    fields: tuple[FromMapField, ...] = ()
    at_home: Annotated[bool, Field(description="It is at somebody's home: show its area only.")] = (
        False
    )


class ChangeAsked(ProposedChange):
    """A change that is proposed, and what the entry said when it was."""

    was: str | None = None


class Body(Frozen):
    """What is sealed of a proposal."""

    entry: ProposedEntry | None = None
    change: ChangeAsked | None = None
    why: str = ""


class Proposal(Body):
    """A proposal as it is read: what, by whom, and what became of it.

    `made` is the entry that it became. `from_map` says that it was drawn on somebody's care map;
    which one is not told.
    """

    id: Id
    by: str
    at: str
    from_map: bool
    standing: Standing
    reason: str | None
    answered_by: str | None
    answered_at: str | None
    made: Id | None


class MayPropose(Frozen):
    """Something drawn that could be proposed, and what of it could be said."""

    id: Id
    name: str
    kind: Kind
    fields: tuple[FromMapField, ...]


class OfMap(Frozen):
    """What of a care map could be proposed for the directory, and what was."""

    neighbourhood: str | None
    drawn: tuple[MayPropose, ...]
    proposed: tuple[Proposal, ...]


def suggest(service: Service, reader: Reader, neighbourhood: str, wanted: NewProposal) -> None:
    """Suggest a new entry of a directory, or a change of one; nothing is changed by it.

    Raises
    ------
    NotWellFormed
        If it is neither or both, is a person, or the field cannot have this value.
    NotFound
        If there is no such entry in use.
    TooManyTries
        If one proposed too much within a quarter of an hour.
    """
    throttle.count_doing(service, "proposal", reader.account_id, most=MOST_IN_A_WINDOW)
    if (wanted.entry is None) == (wanted.change is None):
        raise NotWellFormed("entry", "Suggest a new entry, or a change of one.")
    if wanted.entry and wanted.entry.kind in NEVER:
        raise NotWellFormed("entry.kind", _NO_PEOPLE)
    service.sealer.keys.make([remarks_key(neighbourhood)])

    def work(tx: Transaction) -> None:
        change = _checked(tx, neighbourhood, wanted.change) if wanted.change else None
        body = Body(entry=wanted.entry, change=change, why=wanted.why)
        about = [change.entry_id] if change else []
        _write(tx, service, reader, neighbourhood, neighbourhood, body, about)

    service.write(work)


def _checked(tx: Transaction, neighbourhood: str, wanted: ProposedChange) -> ChangeAsked:
    """Return a change with what the entry says now, if the field can have the value."""
    found = entries(tx, neighbourhood, [wanted.entry_id])
    entry = found.get(wanted.entry_id)
    if entry is None or not entry.in_use or entry.scope != neighbourhood:
        raise NotFound
    was = entry.model_dump(mode="json")[wanted.field]
    if was == wanted.now:
        raise NotWellFormed("change.now", "It says this already.")
    step = Set(on="element", id=entry.id, field=wanted.field, was=was, now=wanted.now)
    try:
        apply(Directory(id=neighbourhood, title="-", elements=dict(found)), [step], cautious=False)
    except EditRefused as refused:
        raise NotWellFormed("change.now", refused.sentence) from None
    return ChangeAsked(**wanted.model_dump(), was=was)


def propose_from_map(service: Service, reader: Reader, map_id: str, wanted: FromMap) -> None:
    """Propose something that is drawn on one's own care map for its neighbourhood's directory.

    Raises
    ------
    NotWellFormed
        If it is a person or a team, it waits for an answer already, or the map is of no
        neighbourhood.
    NotFound
        If it is not drawn on this map, or is the directory's already.
    TooManyTries
        If one proposed too much within a quarter of an hour.
    """
    throttle.count_doing(service, "proposal", reader.account_id, most=MOST_IN_A_WINDOW)
    records = Records(service.sealer, map_id)

    def work(tx: Transaction) -> None:
        care_map = whole_map(tx, records)
        if care_map is None or wanted.element_id not in care_map.figures:
            raise NotFound
        element = care_map.elements[wanted.element_id]
        if element.scope != map_id:
            raise NotFound
        if care_map.neighbourhood is None:
            raise NotWellFormed("element_id", "This care map belongs to no neighbourhood.")
        if not _may_be_proposed(element):
            raise NotWellFormed("element_id", _NO_PEOPLE)
        rows = [row["fields"] for row in tx.rows("proposals_of", scope=map_id)]
        if any(r["standing"] == "waiting" and r["of"] == [element.id] for r in rows):
            raise NotWellFormed("element_id", "This waits for an answer already.")
        said = {name: getattr(element, name) for name in ("kind", "name", *wanted.fields)}
        body = Body(entry=ProposedEntry(**said, at_home=wanted.at_home or element.at_home))
        _write(tx, service, reader, care_map.neighbourhood, map_id, body, [element.id])

    service.write(work)


def _may_be_proposed(element: Element) -> bool:
    return not (element.is_individual or element.child or element.kind in NEVER)


def _write(
    tx: Transaction,
    service: Service,
    reader: Reader,
    neighbourhood: str,
    scope: str,
    body: Body,
    about: list[str],
) -> None:
    """Write a proposal down; of a care map it is sealed under the key of what is proposed."""
    of = about if scope != neighbourhood else []
    proposal = {
        "id": new_id(),
        "scope": scope,
        "neighbourhood": neighbourhood,
        "by": reader.account_id,
        "at": instant(),
        "standing": "waiting",
        "of": of,
        "body": seal(service, scope, body.model_dump_json(), of),
    }
    tx.run("advance_view", id=neighbourhood)  # open pages of organisers ask again
    tx.run("write_proposal", proposal=proposal)
    audit.record(
        tx,
        service,
        chain=scope,
        account=reader.account_id,
        action="proposal.made",
        about=about,
    )


def of_map(service: Service, map_id: str) -> OfMap:
    """Return what of a care map could be proposed for the directory, and what was.

    Raises
    ------
    NotFound
        If there is no such map.
    """

    def look(tx: Transaction) -> OfMap:
        care_map = whole_map(tx, Records(service.sealer, map_id))
        if care_map is None:
            raise NotFound
        rows = [row["fields"] for row in tx.rows("proposals_of", scope=map_id)]
        own = tx.one("neighbourhood", id=care_map.neighbourhood) if care_map.neighbourhood else None
        return OfMap(
            neighbourhood=own["name"] if own else None,
            drawn=tuple(_drawn(care_map)) if own else (),
            proposed=tuple(read(tx, service, rows)),
        )

    return service.read(look)


def _drawn(care_map: CareMap) -> Iterator[MayPropose]:
    found = [care_map.elements[id_] for id_ in care_map.figures]
    for one in sorted(found, key=lambda each: each.name.casefold()):
        if one.scope == care_map.id and _may_be_proposed(one):
            said = tuple(name for name in _FIELDS if getattr(one, name))
            yield MayPropose(id=one.id, name=one.name, kind=one.kind, fields=said)


_FIELDS: Final[tuple[FromMapField, ...]] = (
    *("sector", "offers", "contact", "address"),
    *("area", "opening", "access", "languages"),
)


def of_reader(service: Service, reader: Reader) -> list[Proposal]:
    """Return what somebody proposed, the latest first, with what became of it."""

    def look(tx: Transaction) -> list[Proposal]:
        rows = tx.rows("proposals_by", account=reader.account_id)
        return list(read(tx, service, [row["fields"] for row in rows]))

    return service.read(look)


def waiting_on(service: Service, neighbourhood: str) -> int:
    """Return how many proposals wait for an organiser's answer."""
    row = service.read(lambda tx: tx.one("proposals_waiting", neighbourhood=neighbourhood))
    return int(row["waiting"]) if row else 0


def take_back(service: Service, reader: Reader, proposal: str) -> None:
    """Take a proposal of one's own back while it waits; nobody can read it then.

    Raises
    ------
    NotFound
        If one made no such proposal.
    AlreadyUsed
        If it was answered.
    """

    def work(tx: Transaction) -> None:
        found = tx.one("proposal", id=proposal)
        if found is None or found["fields"]["by"] != reader.account_id:
            raise NotFound
        row = found["fields"]
        tx.run("advance_view", id=row["neighbourhood"])  # holds it, so that nobody answers now
        again = tx.one("proposal", id=proposal)
        if again is None:
            raise NotFound
        if again["fields"]["standing"] != "waiting":
            raise AlreadyUsed("This was answered already. Read the page again.")
        tx.run("remove_proposal", id=proposal)
        audit.record(
            tx,
            service,
            chain=row["scope"],
            account=reader.account_id,
            action="proposal.taken_back",
            about=row["of"],
        )

    service.write(work)


def read(tx: Transaction, service: Service, rows: Iterable[Row]) -> Iterator[Proposal]:
    """Yield proposals with their words; of what was removed for good there is none any more."""
    some = list(rows)
    opened = service.sealer.open_all(row["body"] for row in some)
    whose = {row["by"] for row in some} | {r["answered_by"] for r in some if r.get("answered_by")}
    names = account_names(tx, service, whose)
    for row, text in zip(some, opened, strict=True):
        if text is None:
            continue
        yield Proposal(
            **dict(Body.model_validate_json(text)),
            id=row["id"],
            by=names[row["by"]],
            at=row["at"],
            from_map=row["scope"] != row["neighbourhood"],
            standing=row["standing"],
            reason=service.sealer.open(row["reason"]) if row.get("reason") else None,
            answered_by=names.get(row.get("answered_by", "")),
            answered_at=row.get("answered_at"),
            made=row.get("made"),
        )


def entry_of(proposed: ProposedEntry, neighbourhood: str) -> DirectoryEntry:
    """Return the new entry that a proposal would be.

    Raises
    ------
    NotWellFormed
        If it cannot be one.
    """
    try:
        return DirectoryEntry(id=new_id(), scope=neighbourhood, **dict(proposed))
    except ValidationError as error:
        raise NotWellFormed("entry", in_our_words(error.errors()[0])) from None
