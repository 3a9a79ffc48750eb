"""Looking after a neighbourhood's directory: changing its entries, their history, taking it back.

An organiser's changes are edits of the neighbourhood's scope (`directory_edits.py`), each kept with
its audit entry in one transaction. Of a directory nothing is personal, so they are kept in clear.
Only what the neighbourhood itself keeps is changed here: what a care map shares is its owner's.
Reading it is in `entries.py`, likely duplicates and merging in `merging.py`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from mapping import audit
from mapping.care_maps import By, account_names
from mapping.directory_edits import (
    Directory,
    DirectoryEdit,
    DirectoryEntry,
    DirectoryStep,
    Expect,
    ListEntry,
    apply,
    opposite,
    touched,
)
from mapping.edit_log import EditIdReused, OvertakenBy
from mapping.edits import NotDone, Outcome
from mapping.entries import MOST_CHANGES, Body, entries, kept_steps, people_there
from mapping.model import Connection, Frozen, Id, instant
from mapping.policy import NotFound, Reader
from mapping.service import Service
from mapping.sheet import EditRefused
from mapping.steps import Set, Tick
from mapping.store import AlreadyThere, Row, Transaction
from mapping.store.maps import difference
from mapping.store.records import Records


class Done(Frozen):
    """What became of a change; the same for every time that it is sent."""

    id: Id
    seq: int
    at: str
    overtaken: tuple[OvertakenBy, ...]
    skipped: tuple[NotDone, ...]
    left_alone: tuple[NotDone, ...]


class _Known(Exception):
    """The change was kept before."""

    def __init__(self, fields: Row) -> None:
        super().__init__()
        self.fields = fields


Steps = Callable[[Transaction], Sequence[DirectoryStep]]
"""What gives the steps of a change, from what is stored then."""


def change(service: Service, reader: Reader, neighbourhood: str, edit: DirectoryEdit) -> Done:
    """Make a change to a directory, once, with its record and audit entry.

    Raises
    ------
    EditRefused
        If it cannot be made. Nothing was changed.
    EditIdReused
        If another change was kept under this id.
    NotFound
        If there is no such neighbourhood.
    """
    asked = edit.model_dump_json(exclude={"id"})
    return make(service, reader, neighbourhood, edit.id, asked, lambda _: edit.steps)


def undo(service: Service, reader: Reader, neighbourhood: str, undone: str, edit_id: str) -> Done:
    """Take a change back: each of its steps where nobody has changed the same thing since.

    Parameters
    ----------
    service, reader, neighbourhood
        As of `change`.
    undone
        The change to take back.
    edit_id
        The new change's own id.

    Raises
    ------
    NotFound
        If the neighbourhood has no such change.
    """

    def steps(tx: Transaction) -> Sequence[DirectoryStep]:
        kept = tx.one("edit", id=undone)
        if kept is None or kept["fields"]["scope"] != neighbourhood:
            raise NotFound
        return opposite(kept_steps(kept["fields"]))

    return make(service, reader, neighbourhood, edit_id, undone, steps, undoes=undone)


def make(
    service: Service,
    reader: Reader,
    neighbourhood: str,
    edit_id: str,
    asked: str,
    steps: Steps,
    *,
    undoes: str | None = None,
) -> Done:
    """Make a change whose steps are found in the transaction that it is made in.

    Parameters
    ----------
    service, reader, neighbourhood, edit_id
        As of `undo`.
    asked
        What was asked for: under one id, it is done once, and nothing else is.
    steps
        What gives the steps.
    undoes
        The change that it takes back.
    """
    digest = _digest(service, neighbourhood, asked)

    def work(tx: Transaction) -> Done:
        fields = {"id": edit_id, "body_digest": digest, "undoes": undoes}
        return _take(tx, service, reader, neighbourhood, fields, steps)

    try:
        return service.write(work)
    except _Known as known:
        if known.fields["body_digest"] != digest:
            raise EditIdReused from None
        return _done(known.fields)
    except AlreadyThere:
        raise EditRefused("steps", "An id here is in use elsewhere. Use new ids.") from None


def make_within(
    tx: Transaction,
    service: Service,
    reader: Reader,
    neighbourhood: str,
    edit_id: str,
    steps: Sequence[DirectoryStep],
) -> Done:
    """Make a new change within a transaction that does something else as well."""
    digest = _digest(service, neighbourhood, edit_id)
    fields = {"id": edit_id, "body_digest": digest, "undoes": None}
    return _take(tx, service, reader, neighbourhood, fields, lambda _: steps)


def rehearse(tx: Transaction, neighbourhood: str, steps: Sequence[DirectoryStep]) -> None:
    """Refuse steps that could not be made now; nothing is written.

    Raises
    ------
    EditRefused
        If they could not.
    """
    apply(_part(tx, neighbourhood, steps, cautious=False), steps, cautious=False)


def _digest(service: Service, neighbourhood: str, asked: str) -> str:
    return service.sealer.digest(f"{neighbourhood} {asked}", "edit")


def _take(
    tx: Transaction,
    service: Service,
    reader: Reader,
    neighbourhood: str,
    fields: Row,
    steps: Steps,
) -> Done:
    """Take the next place in a directory's edits, and keep one there."""
    head = tx.one("advance_directory", id=neighbourhood, edit=fields["id"])
    if head is None:
        raise NotFound
    if head["known"] is not None:
        raise _Known(head["known"])
    placed = {**fields, "seq": head["seq"]}
    return _keep(tx, service, reader, neighbourhood, placed, steps(tx))


def _keep(
    tx: Transaction,
    service: Service,
    reader: Reader,
    neighbourhood: str,
    fields: Row,
    steps: Sequence[DirectoryStep],
) -> Done:
    """Apply steps and write what they change, with their record and audit entry."""
    cautious = fields["undoes"] is not None
    _check_carers(tx, neighbourhood, steps)
    before = _part(tx, neighbourhood, steps, cautious=cautious)
    outcome = apply(before, steps, cautious=cautious)
    assert isinstance(outcome.care_map, Directory)
    about = _write(tx, neighbourhood, before, outcome.care_map)
    body = {
        "steps": [step.model_dump(mode="json") for step in outcome.steps],
        "overtaken": [
            one.model_dump(mode="json")
            for one in _overtaken(tx, service, neighbourhood, steps, outcome)
        ],
        "skipped": [one.model_dump() for one in outcome.skipped],
        "left_alone": [one.model_dump() for one in outcome.left_alone],
    }
    kept = {
        **fields,
        "scope": neighbourhood,
        "by": reader.account_id,
        "at": instant(),
        "body": json.dumps(body, ensure_ascii=False),
        "about": about,
    }
    audit.record(
        tx,
        service,
        chain=neighbourhood,
        account=reader.account_id,
        action="directory.changed",
        about=[kept["id"], *about[:50]],
        fields=sorted(_fields_of(steps)),
        end=tx.one("advance_chain", chain=neighbourhood),
        edit=kept,
    )
    return _done(kept)


def _fields_of(steps: Sequence[DirectoryStep]) -> set[str]:
    expected = {"expected_kinds" for step in steps if isinstance(step, Expect)}
    return expected | {step.field for step in steps if isinstance(step, (Set, Tick))}


def _part(
    tx: Transaction, neighbourhood: str, steps: Sequence[DirectoryStep], *, cautious: bool
) -> Directory:
    """Return as much of a directory as steps are about, as a map without figures."""
    ids, lines, starts = touched(steps)
    drawn = (
        tx.rows("connections_of_elements", scope=neighbourhood, element_ids=sorted(starts))
        if starts
        else []
    )
    connections = {row["id"]: Records.directory_connection_from(row) for row in drawn}
    # What takes something back skips what is not there any more; else a wrong id is refused.
    gone = lines - connections.keys() if cautious else set()
    own = tx.one("neighbourhood", id=neighbourhood)
    return Directory(
        id=neighbourhood,
        title="directory",
        elements=dict(entries(tx, neighbourhood, ids)),
        connections=connections,
        rubbed_out=frozenset(gone),
        expected_kinds=tuple(own["expected_kinds"]) if own else (),
    )


def _check_carers(tx: Transaction, neighbourhood: str, steps: Sequence[DirectoryStep]) -> None:
    """Check that who is to look after an entry is somebody of the neighbourhood."""
    people: set[str] | None = None
    for index, step in enumerate(steps):
        match step:
            case Set(on="element", field="looked_after_by", now=who) if who is not None:
                where = f"steps[{index}].now"
            case ListEntry(element=DirectoryEntry(looked_after_by=str(who))):
                where = f"steps[{index}].element.looked_after_by"
            case _:
                continue
        people = people or {row["account_id"] for row in people_there(tx, neighbourhood)}
        if who not in people:
            raise EditRefused(where, "Choose an organiser or a member of this neighbourhood.")


def _write(tx: Transaction, neighbourhood: str, before: Directory, after: Directory) -> list[str]:
    """Write what changed, and return the ids of every entry that it is about."""
    if after.expected_kinds != before.expected_kinds:
        tx.run("set_expected_kinds", id=neighbourhood, expected=list(after.expected_kinds))
    new, changed, _ = difference(before.elements, after.elements)
    if new:
        tx.run("create_elements", rows=[Records.directory_element(one) for one in new])
        since = dt.datetime.now(dt.UTC).date()
        ids = [one.id for one in new]
        tx.run("list_in_directory", neighbourhood=neighbourhood, since=since, ids=ids)
    if changed:
        rows = [Records.directory_element(one) for one in changed]
        tx.run("set_elements", scope=neighbourhood, rows=rows)
    lines = difference(before.connections, after.connections)
    for query, some in (
        ("disconnect", lines.gone),
        ("connect", lines.new),
        ("set_connections", lines.changed),
    ):
        for type_, rows in _by_type(neighbourhood, some).items():
            own = {} if query == "connect" else {"scope": neighbourhood}
            tx.run(query, type=type_, rows=rows, **own)
    ends = {end for some in lines for line in some for end in (line.from_, line.to)}
    return sorted({*(one.id for one in (*new, *changed)), *ends})


def _by_type(neighbourhood: str, lines: Iterable[Connection]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for line in lines:
        ends = {"id": line.id, "from_id": line.from_, "to_id": line.to}
        fields = Records.directory_connection(line, neighbourhood)
        rows[line.type.value].append({**ends, "fields": fields})
    return rows


def _overtaken(
    tx: Transaction,
    service: Service,
    neighbourhood: str,
    steps: Sequence[DirectoryStep],
    outcome: Outcome,
) -> list[OvertakenBy]:
    """Return the values that were replaced unseen, and whose they were."""
    found = []
    for one in outcome.overtaken:
        ours = steps[one.step]
        assert isinstance(ours, Set)
        about = ours.from_ if ours.on == "connection" else ours.id
        rows = tx.rows("edits_about", scope=neighbourhood, about=about, limit=MOST_CHANGES)
        whose = next((row["fields"] for row in rows if _says_same(ours, row["fields"])), None)
        names = account_names(tx, service, [whose["by"]]) if whose else {}
        found.append(
            OvertakenBy(
                step=one.step,
                stored=one.stored,
                by=By(id=whose["by"], name=names[whose["by"]]) if whose else None,
                at=whose["at"] if whose else None,
            )
        )
    return found


def _says_same(ours: Set, kept: Row) -> bool:
    return any(
        isinstance(one, Set) and (one.on, one.id, one.field) == (ours.on, ours.id, ours.field)
        for one in kept_steps(kept)
    )


def _done(fields: Row) -> Done:
    body = Body.model_validate_json(fields["body"])
    told = {name: getattr(body, name) for name in ("overtaken", "skipped", "left_alone")}
    return Done(id=fields["id"], seq=fields["seq"], at=fields["at"], **told)
