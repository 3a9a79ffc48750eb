"""What an import comes to: its rows checked, given ids, and compared with what is there."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from mapping.interchange.checking import Checked, ReadyConnection, check
from mapping.interchange.plan import Plan, PlannedElement
from mapping.interchange.words import plain
from mapping.model import Connection, DirectoryElement
from mapping.policy import NotFound
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Row
from mapping.store.records import Records

BATCH: Final = 2_000
"""How many elements or connections are written in one transaction."""

LONGEST_GROUND: Final = 500

MOST_ELEMENTS: Final = 100_000
MOST_CONNECTIONS: Final = 500_000
"""More than a neighbourhood's view reads; an import that would pass either is refused whole."""


@dataclass(frozen=True)
class Likely:
    """An element that may be there already: its name is that of another; nothing was merged.

    `entry` is the id of the directory's entry, or None if the other is in the files themselves.
    """

    name: str
    file: str
    row: int
    entry: str | None


@dataclass(frozen=True)
class KeptHere:
    """A field that stays as an organiser made it, where the file says something else."""

    entry: str
    name: str
    field: str


@dataclass(frozen=True)
class Known:
    """An import of some files: its id, the ground stated for it, and its state if it was begun."""

    id: str
    ground: str | None
    state: str | None


@dataclass(frozen=True)
class Batch:
    """What one transaction writes: elements or connections, by which query."""

    what: str
    query: str
    rows: list[Row]
    parameters: Row


@dataclass
class Saying:
    """What several connections say alike: their type, fields as stored, and which are new."""

    type: str
    fields: Row
    new: list[Row] = field(default_factory=list)


@dataclass
class Work:
    """Everything that an import comes to, before anything is written."""

    known: Known
    neighbourhood: str
    view_seq: int
    checked: Checked
    new_elements: list[Row] = field(default_factory=list)
    changed_elements: list[Row] = field(default_factory=list)
    retired: int = 0
    sayings: dict[int, Saying] = field(default_factory=dict)
    changed_lines: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    moved_lines: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    likely: tuple[Likely, ...] = ()
    kept_here: tuple[KeptHere, ...] = ()

    def saying(self, says: Connection) -> Saying:
        """Return what is stored of connections that say this."""
        known = self.sayings.get(id(says))
        if known is None:
            fields = Records.directory_connection(says, self.neighbourhood)
            del fields["id"]
            fields["imported"] = _fingerprint({**fields, "type": says.type})
            known = self.sayings[id(says)] = Saying(says.type.value, fields)
        return known

    @property
    def is_any(self) -> bool:
        """Whether there is anything to write."""
        elements = self.new_elements or self.changed_elements
        lines = self.changed_lines or any(said.new for said in self.sayings.values())
        return bool(elements or lines)

    def batches(self) -> list[Batch]:
        """Return what to write in order: elements come before the connections between them."""
        own = {"neighbourhood": self.neighbourhood, "since": dt.datetime.now(dt.UTC).date()}
        scope = {"scope": self.neighbourhood}
        return [
            *_in_batches("elements", "import_elements", self.new_elements, own),
            *_in_batches("elements", "set_elements", self.changed_elements, scope),
            *_in_batches_by_type("disconnect", self.moved_lines, scope),
            *_in_batches_of_sayings(self.sayings.values()),
            *_in_batches_by_type("set_connections", self.changed_lines, scope),
        ]


def check_whole(
    service: Service, neighbourhood: str, plan: Plan, ground: str | None
) -> tuple[Checked, Known]:
    """Check a plan whole, with the ground that is stated now or was for the same files."""
    said = _checked_ground(ground)
    id_ = _import_id(service, neighbourhood, plan)
    row = service.read(lambda tx: tx.one("import_by_id", id=id_, scope=neighbourhood)) or {}
    known = Known(id_, said or row.get("ground"), row.get("state"))

    def make_id(what: str, source: str) -> str:
        return _id(service, neighbourhood, plan.format, what, source)

    people = known.ground is not None
    return check(plan, scope=neighbourhood, make_id=make_id, people=people), known


def compare(service: Service, neighbourhood: str, checked: Checked, known: Known) -> Work:
    """Compare what was checked with what is there."""
    own = service.read(lambda tx: tx.one("neighbourhood", id=neighbourhood))
    if own is None:
        raise NotFound
    there = service.read(lambda tx: tx.rows("imported_elements", neighbourhood=neighbourhood))
    work = Work(known, neighbourhood, own["view_seq"], checked)
    entries = {row["id"]: row for row in there}
    for _, element in checked.elements:
        _compare_element(work, element, entries.get(element.id))
    made = any(row["imported"] is not None for row in there)
    lines = _imported_lines(service, neighbourhood) if made else {}
    for line in checked.connections:
        _compare_line(work, line, lines.get(line.id))
    work.likely = tuple(_likely(checked.elements, there))
    new = sum(len(said.new) for said in work.sayings.values())
    _check_room("elements", len(there) + len(work.new_elements), MOST_ELEMENTS)
    _check_room("connections", len(lines) + new, MOST_CONNECTIONS)
    return work


def _check_room(what: str, number: int, most: int) -> None:
    if number > most:
        raise NotWellFormed(
            "files",
            f"with these the neighbourhood would have {number:,} {what}, and {most:,} is the most. "
            "Import fewer.",
        )


def _checked_ground(ground: str | None) -> str | None:
    if ground is None:
        return None
    said = " ".join(ground.split())
    if not said:
        raise NotWellFormed("ground", "is empty. Say on what ground these people may be seen.")
    if len(said) > LONGEST_GROUND:
        words = f"has {len(said):,} characters. Use {LONGEST_GROUND} or fewer."
        raise NotWellFormed("ground", words)
    return said


def _import_id(service: Service, neighbourhood: str, plan: Plan) -> str:
    digests = sorted(file.digest for file in plan.files)
    return _id(service, neighbourhood, plan.format, "import", *digests)


def _id(service: Service, *parts: str) -> str:
    """Return the id of a thing that is imported: always the same, and nobody else's.

    What a file calls it is never used as it is, even where that would do for an id: two
    neighbourhoods' files may use the same one, and a file must not choose to be somebody else.
    """
    return service.sealer.digest(ascii(parts), "import")[:32]


def _imported_lines(service: Service, neighbourhood: str) -> dict[str, Row]:
    rows = service.read(
        lambda tx: tx.rows("imported_connections", neighbourhood=neighbourhood, scope=neighbourhood)
    )
    return {row["id"]: row for row in rows}


def _compare_element(work: Work, element: DirectoryElement, there: Row | None) -> None:
    row = Records.directory_element(element)
    row["imported"] = _fingerprint(row)
    if there is None:
        work.new_elements.append(_said(row))
    elif there["retired"]:
        work.retired += 1
    elif there["imported"] != row["imported"]:
        work.changed_elements.append(row)


def _compare_line(work: Work, line: ReadyConnection, there: Row | None) -> None:
    said = work.saying(line.says)
    if there is None:
        said.new.append(_ends(line))
        return
    was = (there["type"].lower(), there["from_id"], there["to_id"])
    if was != (said.type, line.from_, line.to):
        gone = {name: there[name] for name in ("id", "from_id", "to_id")}
        work.moved_lines[was[0]].append(gone)
        said.new.append(_ends(line))
    elif there["imported"] != said.fields["imported"]:
        work.changed_lines[said.type].append({**_ends(line), "fields": said.fields})


def _ends(line: ReadyConnection) -> Row:
    return {"id": line.id, "from_id": line.from_, "to_id": line.to}


def _said(row: Row) -> Row:
    """Return the fields of a new thing that say something."""
    return {name: value for name, value in row.items() if value not in (None, [])}


def _fingerprint(row: Row) -> str:
    """Return a fingerprint of what is written, to tell later whether the file has changed."""
    text = json.dumps(row, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _likely(
    elements: Sequence[tuple[PlannedElement, DirectoryElement]], there: Sequence[Row]
) -> Iterator[Likely]:
    """Yield the bodies whose name is that of another entry, or of another row."""
    ours = {element.id for _, element in elements}
    entries = {
        plain(row["name"]): row["id"]
        for row in there
        if row["id"] not in ours and not row["retired"] and not row["individual"]
    }
    rows: set[str] = set()
    for planned, element in elements:
        name = plain(element.name)
        if not element.is_individual and (name in entries or name in rows):
            yield Likely(element.name, planned.file, planned.row, entries.get(name))
        rows.add(name)


def _in_batches(what: str, query: str, rows: list[Row], parameters: Row) -> Iterator[Batch]:
    for start in range(0, len(rows), BATCH):
        yield Batch(what, query, rows[start : start + BATCH], parameters)


def _in_batches_of_sayings(sayings: Iterable[Saying]) -> Iterator[Batch]:
    """Put new connections of one type together; each row names the place of what it says.

    They go in the order of where they start: what one element gives is then written at once.
    """
    by_type: dict[str, list[tuple[str, Row, Saying]]] = defaultdict(list)
    for said in sayings:
        by_type[said.type].extend((row["from_id"], row, said) for row in said.new)
    for type_, lines in by_type.items():
        lines.sort(key=itemgetter(0))
        for start in range(0, len(lines), BATCH):
            places: dict[int, int] = {}
            says: list[Row] = []
            rows: list[Row] = []
            for _, row, said in lines[start : start + BATCH]:
                place = places.setdefault(id(said), len(says))
                if place == len(says):
                    says.append(_said(said.fields))
                rows.append({**row, "says": place})
            yield Batch("connections", "import_connections", rows, {"type": type_, "says": says})


def _in_batches_by_type(query: str, by_type: dict[str, list[Row]], more: Row) -> Iterator[Batch]:
    for type_, rows in by_type.items():
        yield from _in_batches("connections", query, rows, {**more, "type": type_})
