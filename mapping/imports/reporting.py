"""What an import says it did, or would do."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from mapping.imports.comparing import KeptHere, Likely, Work
from mapping.interchange.plan import Finding, Plan


@dataclass(frozen=True)
class Counts:
    """What becomes of the elements, or the connections, of the files.

    `retired` are those that somebody retired here since: they stay so.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    retired: int = 0


@dataclass(frozen=True)
class Waiting:
    """Who stays unseen, and how many connections with them. `people` counts children too."""

    people: int = 0
    children: int = 0
    connections: int = 0


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or would do."""

    id: str
    format: str
    files: tuple[str, ...]
    neighbourhood: str
    dry_run: bool
    ground: str | None
    elements: Counts
    connections: Counts
    waiting: Waiting
    noticed: tuple[Finding, ...]
    mapped: tuple[Finding, ...]
    guessed: tuple[Finding, ...]
    left_out: tuple[Finding, ...]
    likely_duplicates: tuple[Likely, ...]
    kept_here: tuple[KeptHere, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain data, ready to be written as JSON."""
        return asdict(self)


def report(plan: Plan, work: Work, *, dry_run: bool) -> ImportReport:
    """Return the report of what was found out before anything was written."""
    checked, found = work.checked, work.checked.findings
    new, changed = len(work.new_elements), len(work.changed_elements)
    moved = sum(map(len, work.moved_lines.values()))
    new_lines = sum(len(said.new) for said in work.sayings.values()) - moved
    changed_lines = sum(map(len, work.changed_lines.values())) + moved
    return ImportReport(
        id=work.known.id,
        format=plan.format,
        files=tuple(file.name for file in plan.files),
        neighbourhood=work.neighbourhood,
        dry_run=dry_run,
        ground=work.known.ground,
        elements=Counts(
            new, changed, len(checked.elements) - new - changed - work.retired, work.retired
        ),
        connections=Counts(
            new_lines, changed_lines, len(checked.connections) - new_lines - changed_lines
        ),
        waiting=Waiting(checked.people, checked.children, checked.lines_of_people),
        noticed=tuple(found.of("noticed")),
        mapped=tuple(found.of("mapped")),
        guessed=tuple(found.of("guessed")),
        left_out=tuple(found.of("left_out")),
        likely_duplicates=work.likely,
        kept_here=work.kept_here,
    )
