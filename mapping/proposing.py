"""Proposing something for a neighbourhood's directory: who is not an organiser suggests it.

A member suggests a new entry, another value of a field of one, or a connection between two. An
owner of a care map proposes a body, group, service or place that is drawn there: only the fields
that they choose leave the map, nothing of who is tied to it, and never a person. What is proposed
is sealed, of a care map under the key of what is proposed, so that it goes when that is removed.
Whoever proposed it can take it back while it waits, and reads what became of it (`proposals.py`).
Deciding is in `deciding.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import ValidationError

from mapping import audit, directory, throttle
from mapping.directory_edits import OF_PEOPLE, DirectoryEntry, DirectoryStep
from mapping.entries import entries
from mapping.model import CareMap, Connection, Element, Frozen, Id, instant, new_id
from mapping.policy import NotFound, Reader
from mapping.proposals import (
    Body,
    ChangeAsked,
    FromMap,
    FromMapField,
    NewProposal,
    Proposal,
    ProposedChange,
    ProposedConnection,
    ProposedEntry,
    entries_of,
    read,
)
from mapping.refusals import AlreadyUsed, NotWellFormed, in_our_words
from mapping.remarks import remarks_key, seal
from mapping.service import Service
from mapping.sheet import EditRefused
from mapping.steps import Connect, Set
from mapping.store import Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.vocabulary import Kind

MOST_IN_A_WINDOW: Final = 20
"""How many things one account may propose within a quarter of an hour."""

NEVER: Final = OF_PEOPLE | {Kind.TEAM}
"""Kinds that are never proposed: people share themselves, and a team is shared by its owner."""

_NO_PEOPLE: Final = (
    "People and teams are not proposed for the directory: they are shared from a care map, by their"
    " own yes. Choose a body, a group, a service or a place."
)


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
    """Suggest an entry of a directory, a change of one or a connection; nothing is changed by it.

    Raises
    ------
    NotWellFormed
        If it is not one of the three, is a person, or cannot be made.
    NotFound
        If there is no such entry in use.
    TooManyTries
        If one proposed too much within a quarter of an hour.
    """
    throttle.count_doing(service, "proposal", reader.account_id, most=MOST_IN_A_WINDOW)
    if len([one for one in (wanted.entry, wanted.change, wanted.connection) if one]) != 1:
        raise NotWellFormed("entry", "Suggest a new entry, a change of one, or a connection.")
    if wanted.entry and wanted.entry.kind in NEVER:
        raise NotWellFormed("entry.kind", _NO_PEOPLE)
    service.sealer.keys.make([remarks_key(neighbourhood)])

    def work(tx: Transaction) -> None:
        change = _checked(tx, neighbourhood, wanted.change) if wanted.change else None
        if wanted.connection:
            _check_connection(tx, neighbourhood, wanted.connection)
        body = Body(entry=wanted.entry, change=change, connection=wanted.connection, why=wanted.why)
        _write(tx, service, reader, neighbourhood, neighbourhood, body, entries_of(body))

    service.write(work)


def _checked(tx: Transaction, neighbourhood: str, wanted: ProposedChange) -> ChangeAsked:
    """Return a change with what the entry says now, if the field can have the value."""
    entry = entries(tx, neighbourhood, [wanted.entry_id]).get(wanted.entry_id)
    if entry is None or not entry.in_use or entry.scope != neighbourhood:
        raise NotFound
    was = entry.model_dump(mode="json")[wanted.field]
    if was == wanted.now:
        raise NotWellFormed("change.now", "It says this already.")
    step = Set(on="element", id=entry.id, field=wanted.field, was=was, now=wanted.now)
    _check_step(tx, neighbourhood, step, "change.now")
    return ChangeAsked(**wanted.model_dump(), was=was)


def _check_connection(tx: Transaction, neighbourhood: str, wanted: ProposedConnection) -> None:
    step = Connect(connection=line_of(wanted))
    found = entries(tx, neighbourhood, [wanted.from_, wanted.to])
    if len([one for one in found.values() if one.in_use]) != 2:
        raise NotFound
    _check_step(tx, neighbourhood, step, "connection")


def _check_step(tx: Transaction, neighbourhood: str, step: DirectoryStep, where: str) -> None:
    try:
        directory.rehearse(tx, neighbourhood, [step])
    except EditRefused as refused:
        raise NotWellFormed(where, refused.sentence) from None


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


def line_of(proposed: ProposedConnection) -> Connection:
    """Return the new connection that a proposal would be.

    Raises
    ------
    NotWellFormed
        If it cannot be one.
    """
    try:
        return Connection(id=new_id(), **dict(proposed))
    except ValidationError as error:
        raise NotWellFormed("connection", in_our_words(error.errors()[0])) from None
