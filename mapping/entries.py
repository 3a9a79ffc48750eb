"""Reading a neighbourhood's directory: an entry, its history, who may look after it, what is stale.

Changing it is in `directory.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Final

from pydantic import Field

from mapping.care_maps import By, account_names
from mapping.credentials import has_ended
from mapping.directory_edits import DirectoryEntry, DirectoryStep, ListEntry, TellApart
from mapping.edit_log import OvertakenBy
from mapping.edits import NotDone
from mapping.model import Frozen, Id, today
from mapping.policy import NotFound, Reader, allows
from mapping.service import Service
from mapping.steps import Connect, Disconnect, Set, Tick
from mapping.store import Row, Transaction
from mapping.store.records import Records

CHECKED_WITHIN: Final = dt.timedelta(days=365)
"""An entry that nobody checked for longer is listed as unchecked."""

MOST_CHANGES: Final = 200
"""How many changes of an entry its history shows."""

_AT_HOME: Final = ("contact", "address", "postcode", "lon", "lat", "opening", "faith")
"""What only organisers see of an entry that is at somebody's home, or is one person."""


class KeptChange(Frozen):
    """A change in an entry's history, as it took effect."""

    id: Id
    seq: int
    at: str
    by: By
    undoes: Id | None
    steps: tuple[DirectoryStep, ...]


class EntryInFull(Frozen):
    """An entry as its own page shows it."""

    entry: DirectoryEntry
    looked_after_by: Annotated[By | None, Field(description="Who looks after it, by name.")]
    unchecked: Annotated[bool, Field(description="Whether nobody checked it for a year.")]
    mine: Annotated[bool, Field(description="Whether you may change it.")]


class Unchecked(Frozen):
    """An entry that nobody checked for a year."""

    id: Id
    name: str
    kind: str
    checked_on: dt.date | None
    looked_after_by: By | None


class Body(Frozen):
    """What is kept of a change beside its own fields."""

    steps: tuple[DirectoryStep, ...]
    overtaken: tuple[OvertakenBy, ...]
    skipped: tuple[NotDone, ...]
    left_alone: tuple[NotDone, ...]


def kept_steps(fields: Row) -> tuple[DirectoryStep, ...]:
    """Return the steps of a kept change as they took effect."""
    return Body.model_validate_json(fields["body"]).steps


def entries(tx: Transaction, neighbourhood: str, ids: Iterable[str]) -> dict[str, DirectoryEntry]:
    """Return entries of a directory by id, retired and merged ones too."""
    rows = tx.rows("entries_by_id", neighbourhood=neighbourhood, ids=sorted(ids))
    return {row["id"]: Records.entry_from(row["fields"], DirectoryEntry) for row in rows}


def entry(service: Service, reader: Reader, neighbourhood: str, id_: str) -> EntryInFull:
    """Return an entry of a directory, in use or not.

    Of what is at somebody's home or is one person, who is no organiser sees no more than its area.

    Raises
    ------
    NotFound
        If the directory has no such entry; for who is no organiser, none that is in use.
    """
    organises = allows(reader, "neighbourhood.look_after", neighbourhood)

    def look(tx: Transaction) -> tuple[DirectoryEntry | None, By | None]:
        found = entries(tx, neighbourhood, [id_]).get(id_)
        return found, _by(tx, service, found.looked_after_by if found else None)

    found, by = service.read(look)
    if found is None or not (organises or found.in_use):
        raise NotFound
    if not organises and (found.at_home or found.is_individual):
        found = found.model_copy(update=dict.fromkeys(_AT_HOME))
    last = found.checked_on
    return EntryInFull(
        entry=found,
        looked_after_by=by,
        unchecked=last is None or last < today() - CHECKED_WITHIN,
        mine=organises and found.scope == neighbourhood,
    )


def history(service: Service, neighbourhood: str, id_: str) -> list[KeptChange]:
    """Return the changes of an entry and of its own connections, the last one first.

    Raises
    ------
    NotFound
        If the directory has no such entry.
    """

    def look(tx: Transaction) -> tuple[list[Row], dict[str, str]]:
        if id_ not in entries(tx, neighbourhood, [id_]):
            raise NotFound
        rows = tx.rows("edits_about", scope=neighbourhood, about=id_, limit=MOST_CHANGES)
        kept = [row["fields"] for row in rows]
        return kept, account_names(tx, service, {one["by"] for one in kept})

    kept, names = service.read(look)
    return [
        KeptChange(
            id=fields["id"],
            seq=fields["seq"],
            at=fields["at"],
            by=By(id=fields["by"], name=names[fields["by"]]),
            undoes=fields.get("undoes"),
            steps=tuple(step for step in kept_steps(fields) if _is_about(step, id_)),
        )
        for fields in kept
    ]


def _is_about(step: DirectoryStep, id_: str) -> bool:
    match step:
        case ListEntry(element=element):
            return element.id == id_
        case TellApart():
            return id_ in (step.one, step.other)
        case Connect(connection=line) | Disconnect(connection=line):
            return id_ in (line.from_, line.to)
        case Set() | Tick():
            return id_ in (step.id, step.from_, step.to, getattr(step, "now", None))
        case _:
            return False


def people(service: Service, neighbourhood: str) -> list[By]:
    """Return who may look after an entry: the organisers and members of a neighbourhood, by name.

    Parameters
    ----------
    service
        What the use case works on.
    neighbourhood
        Its id.
    """
    rows = service.read(lambda tx: people_there(tx, neighbourhood))
    opened = [(row["account_id"], service.sealer.open(row["name"])) for row in rows]
    return sorted((By(id=id_, name=name) for id_, name in opened if name), key=lambda one: one.name)


def people_there(tx: Transaction, neighbourhood: str) -> list[Row]:
    """Return the accounts that have a role in a neighbourhood now, as stored."""
    rows = tx.rows("people_of_neighbourhood", neighbourhood=neighbourhood)
    return [row for row in rows if not (row["until"] and has_ended(row["until"]))]


def _by(tx: Transaction, service: Service, account: str | None) -> By | None:
    return By(id=account, name=account_names(tx, service, [account])[account]) if account else None


def unchecked(service: Service, neighbourhood: str) -> list[Unchecked]:
    """Return the entries that nobody checked for a year, nor listed within it, by name."""
    before = dt.datetime.now(dt.UTC).date() - CHECKED_WITHIN

    def look(tx: Transaction) -> tuple[list[Row], dict[str, str]]:
        rows = tx.rows(
            "entries_unchecked", neighbourhood=neighbourhood, scope=neighbourhood, before=before
        )
        carers = {row["looked_after_by"] for row in rows if row["looked_after_by"]}
        return rows, account_names(tx, service, carers)

    rows, names = service.read(look)
    found = [
        Unchecked(
            **{name: row[name] for name in ("id", "name", "kind", "checked_on")},
            looked_after_by=By(id=who, name=names[who])
            if (who := row["looked_after_by"])
            else None,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.name.casefold())
