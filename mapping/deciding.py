"""Deciding on what was proposed for a neighbourhood's directory: organisers do, once each.

A yes makes an entry, changes one or connects two, by an edit like any other: it is in the history
and can be taken back. What was proposed of a care map is then drawn there as the directory's entry,
by an edit of the owner who proposed it, which their undo takes back; its connections stay private.
A no has its reason. Proposing is in `proposing.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from mapping import audit, directory
from mapping.care_maps import owners_of
from mapping.directory import Done
from mapping.directory_edits import DirectoryStep, ListEntry
from mapping.edit_log import save_within
from mapping.entries import entries
from mapping.likely_same import Listed, likely_same, listed_from
from mapping.merging import Alike, is_person, shown
from mapping.model import CareMap, Frozen, Id, Line, instant, new_id
from mapping.policy import NotFound, Reader
from mapping.proposals import Body, Proposal, ProposedEntry, read
from mapping.proposing import entry_of, line_of
from mapping.refusals import AlreadyUsed, NotWellFormed
from mapping.remarks import remarks_key, seal
from mapping.service import Service
from mapping.steps import Connect, Edit, Pick, RubOut, Set, Step
from mapping.store import Row, Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.vocabulary import CareMapState, Told


class ProposalToAnswer(Proposal):
    """A proposal as organisers read it, with entries that it may be already."""

    of_entry: Annotated[str | None, Field(description="The name of the entry it changes.")] = None
    alike: tuple[Alike, ...] = ()


class Decision(Frozen):
    """Whether a proposal is agreed to; a no has its reason.

    `as_entry` is an entry that it is already, in place of a new one.
    """

    accepts: bool
    reason: Line | None = None
    as_entry: Id | None = None


def queue(service: Service, neighbourhood: str) -> list[ProposalToAnswer]:
    """Return what was proposed for a directory: what waits first, then the latest answered."""

    def look(tx: Transaction) -> list[ProposalToAnswer]:
        rows = [row["fields"] for row in tx.rows("proposals_for", neighbourhood=neighbourhood)]
        found = list(read(tx, service, rows))
        listed = _listed(tx, neighbourhood) if any(_is_new(one) for one in found) else []
        return [
            ProposalToAnswer(
                **dict(one),
                of_entry=one.names.get(one.change.entry_id) if one.change else None,
                alike=_alike(listed, one.entry) if one.entry and _is_new(one) else (),
            )
            for one in found
        ]

    return sorted(service.read(look), key=lambda one: one.standing != "waiting")


def _is_new(one: Proposal) -> bool:
    return one.standing == "waiting" and one.entry is not None


def _listed(tx: Transaction, neighbourhood: str) -> list[Listed]:
    rows = tx.rows("names_in_directory", neighbourhood=neighbourhood, scope=neighbourhood)
    return [listed_from(row["fields"]) for row in rows if not is_person(row["fields"])]


def _alike(listed: Sequence[Listed], entry: ProposedEntry) -> tuple[Alike, ...]:
    where = {name: getattr(entry, name) for name in ("address", "postcode")}
    this = Listed("-", entry.kind.value, entry.name, **where, not_same_as=frozenset())
    return tuple(shown(pair.other) for pair in likely_same([*listed, this], of="-")[:5])


def decide(
    service: Service, reader: Reader, neighbourhood: str, proposal: str, decision: Decision
) -> Done | None:
    """Agree with a proposal, or say why not; return the change that a yes made, if it made one.

    Raises
    ------
    NotFound, AlreadyUsed
        If there is no such proposal, or it was answered.
    NotWellFormed
        If a no has no reason, or `as_entry` is no entry in use.
    EditRefused
        If the entry can no longer be changed so. Nothing is answered then.
    """
    if not decision.accepts and not decision.reason:
        raise NotWellFormed("reason", "Say in a few words why not. Whoever proposed it reads it.")
    service.sealer.keys.make([remarks_key(neighbourhood)])

    def work(tx: Transaction) -> Done | None:
        tx.run("advance_view", id=neighbourhood)  # holds it, so that two cannot answer at once
        row = _waiting(tx, neighbourhood, proposal)
        text = service.sealer.open(row["body"])
        if text is None:
            raise NotFound
        made, done = None, None
        if decision.accepts:
            body = Body.model_validate_json(text)
            made, steps = _steps(tx, neighbourhood, body, decision.as_entry)
            if steps:
                done = directory.make_within(tx, service, reader, neighbourhood, new_id(), steps)
            if made and row["scope"] != neighbourhood:
                _draw_entry(tx, service, row, made)
        _note(tx, service, reader, row, decision, made)
        return done

    return service.write(work)


def _waiting(tx: Transaction, neighbourhood: str, proposal: str) -> Row:
    found = tx.one("proposal", id=proposal)
    if found is None or found["fields"]["neighbourhood"] != neighbourhood:
        raise NotFound
    row: Row = found["fields"]
    if row["standing"] != "waiting":
        raise AlreadyUsed("This was answered already. Read the page again.")
    return row


def _steps(
    tx: Transaction, neighbourhood: str, body: Body, as_entry: str | None
) -> tuple[str | None, list[DirectoryStep]]:
    """Return the entry that a yes makes or names, and the steps that it takes."""
    if body.change:
        asked = body.change
        step = Set(on="element", id=asked.entry_id, field=asked.field, was=asked.was, now=asked.now)
        return asked.entry_id, [step]
    if body.connection:
        return body.connection.from_, [Connect(connection=line_of(body.connection))]
    assert body.entry is not None
    if as_entry is None:
        entry = entry_of(body.entry, neighbourhood)
        return entry.id, [ListEntry(element=entry)]
    known = entries(tx, neighbourhood, [as_entry]).get(as_entry)
    if known is None or not known.in_use:
        raise NotWellFormed("as_entry", "The directory has no such entry in use. Choose another.")
    return known.id, []


def _draw_entry(tx: Transaction, service: Service, row: Row, entry: str) -> None:
    """Draw the directory's entry on the map that it was proposed from, where it still can be.

    Its connections are drawn anew, since ends never change: none of them is shared by that.
    """
    map_id, [element_id] = row["scope"], row["of"]
    care_map = whole_map(tx, Records(service.sealer, map_id))
    if (
        care_map is None
        or care_map.state is CareMapState.CLOSED
        or element_id not in care_map.figures
        or entry in care_map.figures
        or row["by"] not in owners_of(tx, map_id)
    ):
        return
    steps = tuple(_in_its_place(care_map, element_id, entry))
    owner = Reader(account_id=row["by"], name="")
    save_within(tx, service, owner, Edit(id=new_id(), scope=map_id, steps=steps))


def _in_its_place(care_map: CareMap, element_id: str, entry: str) -> list[Step]:
    figure = care_map.figures[element_id]
    lines = [line for line in care_map.connections.values() if element_id in (line.from_, line.to)]
    drawn = figure.changed(element_id=entry, told=Told.NOT_TOLD, told_on=None)
    return [
        RubOut(
            element_id=element_id,
            figure=figure,
            element=care_map.elements[element_id],
            connections=tuple(lines),
        ),
        Pick(element_id=entry, figure=drawn),
        *(
            Connect(
                connection=line.changed(
                    id=new_id(),
                    from_=entry if line.from_ == element_id else line.from_,
                    to=entry if line.to == element_id else line.to,
                )
            )
            for line in lines
        ),
    ]


def _note(
    tx: Transaction,
    service: Service,
    reader: Reader,
    row: Row,
    decision: Decision,
    made: str | None,
) -> None:
    """Keep the answer, and write down who gave it, also where it was drawn."""
    standing = "accepted" if decision.accepts else "declined"
    fields = {
        "standing": standing,
        "answered_by": reader.account_id,
        "answered_at": instant(),
        "made": made,
    }
    if decision.reason:
        fields["reason"] = seal(service, row["neighbourhood"], decision.reason, ())
    tx.run("set_proposal", id=row["id"], fields=fields)
    for chain in sorted({row["neighbourhood"], row["scope"]}):
        about = row["of"] if chain == row["scope"] else []
        audit.record(
            tx,
            service,
            chain=chain,
            account=reader.account_id,
            action=f"proposal.{standing}",
            about=about,
        )
