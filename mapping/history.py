"""A care map's history in words: who saw and changed what, for its Team Owner to read.

Sentences are made on reading, from the audit trail and the kept edits, and never stored; a name
whose key was destroyed reads "someone who was removed".
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, Literal

from mapping import audit, drawings, quietly
from mapping.access_words import ABOUT_ACCOUNTS, ACCESS_WORDS
from mapping.care_maps import By, account_names
from mapping.credentials import begins_at
from mapping.edit_log import kept_steps
from mapping.model import CareMap, Element, Frozen, Id, day_in_words
from mapping.policy import NotFound, Reader
from mapping.service import Service
from mapping.steps import (
    Add,
    Connect,
    Disconnect,
    House,
    Move,
    Pick,
    RubOut,
    Set,
    Step,
    Tick,
    Unhouse,
)
from mapping.store import Row, Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.vocabulary import HATS

PAGE: Final = 50
"""How many entries are read at once."""


What = Literal["saw", "changed", "shared", "copied"]
"""What somebody did: looked, drew or wrote, let others see or in, took a copy along."""

_SHARED: Final = frozenset(
    {
        *("consent.given", "consent.withdrawn", "told.set", "role.ended", "role.until"),
        *quietly.QUIET,
        *("acting.stated", "acting.reviewed", "acting.ended"),
        *("access.given", "access.refused", "access.put_aside"),
        *("invitation.made", "invitation.accepted", "invitation.withdrawn"),
    }
)
_ACTIONS: Final[dict[What, frozenset[str]]] = {
    "saw": audit.SAW,
    "copied": audit.COPIED,
    "shared": _SHARED,
}


class Only(Frozen):
    """Which part of a history is wanted: who, what, and from which day to which, both included."""

    who: Id | None = None
    what: What | None = None
    since: dt.date | None = None
    until: dt.date | None = None


class Entry(Frozen):
    """One thing that happened, in a sentence; `n` is its place in what the reader may see of it.

    It is not the place in the audit chain, by whose gaps they could tell that there is more.
    """

    n: int
    at: str
    sentence: str
    by: Id | None = None
    what: What = "changed"


class History(Frozen):
    """A page of a map's history, the latest first; `next` is where the page before it begins.

    `people` are all who did anything, so that one can be chosen.
    """

    entries: tuple[Entry, ...]
    next: int | None
    people: tuple[By, ...] = ()


def history(
    service: Service,
    reader: Reader,
    map_id: str,
    *,
    before: int | None = None,
    only: Only | None = None,
) -> History:
    """Return a page of what happened to a care map, the latest first.

    Parameters
    ----------
    before
        Only entries before this place, the first of all being 1; None for the latest.
    only
        Which part of it; None for all.
    """
    records = Records(service.sealer, map_id)
    asked = _asked(only or Only())
    rows, last, edits, care_map, accounts, people = service.read(
        lambda tx: _look(tx, service, records, reader, asked, before)
    )
    names = _Names(care_map, edits.values(), accounts, reader.account_id)
    if any(row["action"].startswith("drawing.") for row in rows):
        names.kept_at = {one.id: one.kept_at for one in drawings.list_of(service, map_id)}
    entries = tuple(
        Entry(
            n=n,
            at=row["at"],
            sentence=_sentence(row, edits, names),
            by=row["account"],
            what=_what(row["action"]),
        )
        for n, row in zip(range(last, 0, -1), rows, strict=False)
    )
    return History(
        entries=entries,
        next=entries[-1].n if len(rows) < last else None,
        people=tuple(By(id=id_, name=names.account(id_)) for id_ in people),
    )


def as_table(service: Service, reader: Reader, map_id: str, only: Only) -> str:
    """Return a history as CSV, the latest first; that it was taken along is in it from then on."""
    said = io.StringIO()
    table = csv.writer(said)
    table.writerow(["when", "what", "in_words"])
    page, before = history(service, reader, map_id, only=only), None
    while True:
        for entry in page.entries:
            table.writerow([entry.at, entry.what, _safe(entry.sentence)])
        before = page.next
        if before is None:
            break
        page = history(service, reader, map_id, before=before, only=only)
    service.write(
        lambda tx: audit.record(
            tx, service, chain=map_id, account=reader.account_id, action="history.copied"
        )
    )
    return said.getvalue()


def _safe(sentence: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; a sentence begins with a name."""
    return f"'{sentence}" if sentence[:1] in "=+-@" else sentence


def _asked(only: Only) -> Row:
    """Return what is asked of the audit chain."""
    named = frozenset().union(*_ACTIONS.values())
    return {
        "account": only.who,
        "only": sorted(_ACTIONS.get(only.what, ())) if only.what else [],
        "but_not": sorted(named) if only.what == "changed" else [],
        "since": begins_at(only.since) if only.since else "0",
        "until": begins_at(only.until + dt.timedelta(days=1)) if only.until else "9999",
    }


def _what(action: str) -> What:
    return next((what for what, actions in _ACTIONS.items() if action in actions), "changed")


def _look(
    tx: Transaction,
    service: Service,
    records: Records,
    reader: Reader,
    asked: Row,
    before: int | None,
) -> tuple[list[Row], int, dict[str, tuple[Step, ...]], CareMap, dict[str, str], list[str]]:
    care_map = whole_map(tx, records)
    if care_map is None:
        raise NotFound
    seen = _seen_by(tx, reader, records.map_id)
    counted = tx.one("history_length", **seen, **asked)
    there = counted["length"] if counted else 0
    last = there if before is None else max(min(before - 1, there), 0)
    rows = tx.rows("history_entries", **seen, **asked, skip=there - last, limit=PAGE)
    everybody = [row["account"] for row in tx.rows("accounts_in_chain", **seen)]
    kept = [row["about_ids"][0] for row in rows if row["action"] == "care_map.edited"]
    edits = {
        row["id"]: kept_steps(records, row["fields"])
        for row in (tx.rows("edits_by_id", scope=records.map_id, ids=kept) if kept else [])
    }
    people = {row["account"] for row in rows} | {
        id_ for row in rows if row["action"].startswith(ABOUT_ACCOUNTS) for id_ in row["about_ids"]
    }
    named = account_names(tx, service, (people | {*everybody}) - {None})
    return rows, last, edits, care_map, named, everybody


def _seen_by(tx: Transaction, reader: Reader, map_id: str) -> Row:
    """Return of which chain one owner reads what: not what another did, or looked at, quietly."""
    return {
        "chain": map_id,
        "reader": reader.account_id,
        "quiet": list(quietly.QUIET),
        "hidden": quietly.hidden_from(tx, map_id, reader.account_id),
        "looks": sorted(audit.SAW | audit.COPIED),
    }


class _Names:
    """What to call accounts and figures in a sentence."""

    def __init__(
        self,
        care_map: CareMap,
        edits: Iterable[tuple[Step, ...]],
        accounts: Mapping[str, str],
        you: str,
    ) -> None:
        self.map = care_map
        self.accounts = accounts
        self.you = you
        self.kept_at: Mapping[str, str] = {}
        self.figures = {
            step.element.id: step.element.name
            for steps in edits
            for step in steps
            if isinstance(step, Add | RubOut) and isinstance(step.element, Element)
        } | {id_: element.name for id_, element in care_map.elements.items()}
        self.lines = {
            line.id: (line.from_, line.to)
            for steps in edits
            for step in steps
            if isinstance(step, Connect | Disconnect)
            for line in (step.connection,)
        } | {id_: (line.from_, line.to) for id_, line in care_map.connections.items()}

    def account(self, id_: str | None) -> str:
        if id_ is None:
            return "Care Mapping"
        return "You" if id_ == self.you else self.accounts.get(id_, "Someone who left")

    def figure(self, id_: str) -> str:
        return self.figures.get(id_, "someone")

    def line(self, id_: str) -> str:
        ends = self.lines.get(id_)
        if ends is None:
            return "a line"
        return f"the line from {self.figure(ends[0])} to {self.figure(ends[1])}"

    def drawing(self, id_: str) -> str:
        at = self.kept_at.get(id_)
        return f"the drawing of {day_in_words(at)}" if at else "a drawing"

    def drawings(self, ids: Sequence[str]) -> str:
        both = [self.drawing(id_) for id_ in ids]
        return f"{both[0]} with {both[1] if len(both) > 1 else 'the map as it was then'}"

    def supposed(self, ids: Sequence[str]) -> str:
        people = [id_ for id_ in ids if id_ not in self.lines]
        if not ids:
            return "somebody could not come"
        if people:
            return f"{_and_others(self.figure(people[0]), len(people))} could not come"
        return f"{_and_others(self.line(ids[0]), len(ids))} came to be"

    def thing(self, id_: str) -> str:
        return self.line(id_) if id_ in self.lines else self.figure(id_)


def _sentence(row: Row, edits: Mapping[str, tuple[Step, ...]], names: _Names) -> str:
    who = names.account(row["account"])
    if row["action"] == "care_map.edited":
        return f"{who} {_what_was_drawn(edits.get(row['about_ids'][0], ()), names)}."
    make = _WORDS.get(row["action"])
    return f"{who} {make(row, names)}." if make else f"{who} did something else on this map."


def _things(row: Row, names: _Names) -> str:
    first = names.thing(row["about_ids"][0]) if row["about_ids"] else "nothing"
    return _and_others(first, len(row["about_ids"]))


def _and_others(first: str, count: int) -> str:
    return first if count <= 1 else f"{first} and {count - 1} other{'s' if count > 2 else ''}"


def _told(row: Row, names: _Names) -> str:
    person = names.figure(row["about_ids"][0])
    return {
        "not_told": f"noted that {person} has not been told yet",
        "told": f"noted that {person} was told",
        "agreed": f"noted that {person} agreed to be shown",
        "objected": f"noted that {person} said no to being shown",
    }[row["fields"][0]]


def _copied(row: Row) -> str:
    which = "a drawing of this map" if row["about_ids"] else "this map"
    return _COPIES[row["fields"][0]].format(which)


_COPIES: Final = {
    "print": "printed {}",
    "print_easy": "printed {} as a list in easy words",
    "pdf": "took a copy of {} as a PDF",
    "png": "took a copy of {} as a picture",
    "svg": "took a copy of {} as a picture",
    "easy": "took a copy of {} as a list in easy words",
    "csv": "took a copy of {} as tables, with every name and note",
    "json": "took a copy of {} as data, with every name and note",
}

_OWN_WORD: Final = {
    "agreed": "agreed to be shown in the neighbourhood",
    "objected": "said no to being shown in the neighbourhood",
}


def _hat(row: Row) -> str:
    hat = str(row["fields"][0])
    return HATS.get(hat, hat).lower()


_WORDS: Final[dict[str, Callable[[Row, _Names], str]]] = {
    "care_map.started": lambda _row, _names: "started this map",
    "drawing.kept": lambda _row, _names: "kept this drawing",
    "drawing.planned": lambda _row, _names: "kept a plan of what might be",
    "drawing.opened": lambda row, names: f"looked at {names.drawing(row['about_ids'][0])}",
    "drawing.compared": lambda row, names: f"compared {names.drawings(row['about_ids'])}",
    "what_if.asked": lambda row, names: f"asked what if {names.supposed(row['about_ids'])}",
    "drawing.returned": lambda row, names: (
        f"brought the map back to {names.drawing(row['about_ids'][0])}"
    ),
    "element.erased": lambda row, _names: (
        "removed somebody for good, and left "
        + ("a gap without a name" if row["fields"] == ["gap"] else "nothing of them")
    ),
    "tracing.kept": lambda _row, _names: "saved a photograph of a paper map with this map",
    "tracing.moved": lambda _row, _names: "moved the photograph of a paper map",
    "tracing.removed": lambda _row, _names: "removed the photograph of a paper map",
    "care_map.opened": lambda _row, _names: "opened this map",
    "care_map.copied": lambda row, _names: _copied(row),
    "person.found": lambda _row, _names: (
        "was asked what is kept about somebody, who may be on this map; a reviewer can see that"
    ),
    "person.reviewed": lambda row, names: (
        f"looked at what this map says of {names.figure(row['about_ids'][0])}, who may ask"
    ),
    "history.copied": lambda _row, _names: "took a copy of this history",
    "care_map.closed": lambda _row, _names: "closed this map",
    "care_map.ended": lambda _row, _names: "took this map away",
    "care_map.brought_back": lambda _row, _names: "brought this map back",
    "care_map.reopened": lambda _row, _names: "opened this map again for drawing",
    "consent.given": lambda row, names: f"shared {_things(row, names)}",
    "consent.withdrawn": lambda row, names: f"stopped sharing {_things(row, names)}",
    "told.set": _told,
    "team.asked": lambda row, names: f"asked {_things(row, names)} to join the team",
    "team.asking_withdrawn": lambda row, names: f"took back the link for {_things(row, names)}",
    "team.accepted": lambda row, names: (
        f"said yes to joining the team as {_things(row, names)}, and has to be confirmed"
    ),
    "team.declined": lambda row, names: f"noted a no: {_things(row, names)} does not join the team",
    "team.joined": lambda row, names: (
        f"confirmed that it is {_things(row, names)}, who is on the team now"
    ),
    "team.not_them": lambda row, names: (
        f"said that who accepted is not {_things(row, names)}. Nothing was joined"
    ),
    "team.joined_in_person": lambda row, names: (
        f"wrote down that {_things(row, names)} said yes in person, and is on the team now"
    ),
    "team.left": lambda _row, _names: "left the team",
    "team.ended": lambda row, names: f"took {_things(row, names)} off the team",
    "hat.asked": lambda row, names: f"asked {_things(row, names)} to be {_hat(row)}",
    "hat.agreed": lambda row, names: f"said yes to {_things(row, names)} as {_hat(row)}",
    "hat.objected": lambda row, names: f"objected to {_things(row, names)} as {_hat(row)}",
    "hat.taken_off": lambda row, names: f"ended that {_things(row, names)} is {_hat(row)}",
    "told.by_themselves": lambda row, _names: _OWN_WORD[row["fields"][0]],
    "place.linked": lambda _row, _names: "said that they are drawn on another map too",
    "place.unlinked": lambda _row, _names: "is no longer linked with another map",
    "place.let_go": lambda row, names: (
        f"does not look after the figure of {_things(row, names)} any more"
    ),
    "remark.made": lambda row, names: (
        f"said that something about {_things(row, names)} is not right"
    ),
    "remark.suggested": lambda row, names: (
        "suggested a line from " + " to ".join(names.figure(id_) for id_ in row["about_ids"])
    ),
    "remark.accepted": lambda row, names: f"agreed with what was said of {_things(row, names)}",
    "remark.declined": lambda row, names: (
        f"did not agree with what was said of {_things(row, names)}"
    ),
    "proposal.made": lambda row, names: (
        f"proposed {_things(row, names)} for the neighbourhood's directory"
    ),
    "proposal.taken_back": lambda row, names: (
        f"took back that {_things(row, names)} was proposed for the directory"
    ),
    "proposal.accepted": lambda row, names: (
        f"said yes to {_things(row, names)} for the neighbourhood's directory"
    ),
    "proposal.declined": lambda row, names: (
        f"said no to {_things(row, names)} for the neighbourhood's directory"
    ),
    **ACCESS_WORDS,
}


def _what_was_drawn(steps: tuple[Step, ...], names: _Names) -> str:
    """Return what an edit did in words: its weightiest step, and how many more there were."""
    if not steps:
        return "changed nothing"
    weighty = min(steps, key=lambda step: _WEIGHT[type(step)])
    return _and_others(_step_in_words(weighty, names), len(steps)).replace(" other", " other step")


_WEIGHT: Final[dict[type, int]] = {
    kind: place
    for place, kind in enumerate(
        (RubOut, Add, Pick, Connect, Disconnect, House, Unhouse, Set, Tick, Move)
    )
}


def _step_in_words(step: Step, names: _Names) -> str:
    match step:
        case Add() | Pick():
            return f"drew {names.figure(step.figure.element_id)}"
        case RubOut():
            return f"took {names.figure(step.element_id)} off the map"
        case Move():
            return f"moved {names.figure(step.element_id)}"
        case Connect(connection=line):
            return f"drew {names.line(line.id).replace('the line', 'a line', 1)}"
        case Disconnect(connection=line):
            return f"took away {names.line(line.id)}"
        case House() | Unhouse():
            return "changed who lives together"
        case Set(on="map") | Set(on="household"):
            return f"changed the {step.field.replace('_', ' ')} of the map"
        case Set() | Tick():
            return f"changed {names.thing(step.id)}: {step.field.replace('_', ' ')}"
