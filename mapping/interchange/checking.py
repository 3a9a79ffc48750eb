"""A plan checked row by row before anything is written: what can be kept, under ids of ours.

A row that breaks a rule is left out and reported; the rest goes on. Nothing here knows a store.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from mapping.interchange.plan import Findings, Plan, PlannedConnection, PlannedElement
from mapping.interchange.points import trouble_with
from mapping.model import Connection, DirectoryElement
from mapping.refusals import in_our_words
from mapping.vocabulary import UNDIRECTED, ConnectionType, Formality, Frequency, Kind, Sector, State

SOURCE_ID: Final = "source_id"
"""The extra field that keeps what the file called an element."""

_NOT_OF_PEOPLE: Final = (
    "contact", "address", "postcode", "lon", "lat", "opening", "access", "faith", "extra",
)  # fmt: skip
"""What is not taken over of one human being: a neighbourhood's map needs none of it."""

_CHOICES: Final = {
    "kind": Kind, "type": ConnectionType, "sector": Sector, "formality": Formality,
    "frequency": Frequency, "state": State,
}  # fmt: skip


@dataclass(slots=True)
class ReadyConnection:
    """A connection that can be kept.

    `says` is what it says of itself, shared by all that say the same: its own ends are not in it.
    """

    id: str
    from_: str
    to: str
    says: Connection


@dataclass
class Checked:
    """What can be kept of a plan, and everything that the report says of it.

    Parameters
    ----------
    elements, connections
        Those that can be kept.
    people, children, lines_of_people
        How many individuals, children among them, and connections of theirs wait unseen.
    """

    findings: Findings
    elements: list[tuple[PlannedElement, DirectoryElement]] = field(default_factory=list)
    connections: list[ReadyConnection] = field(default_factory=list)
    people: int = 0
    children: int = 0
    lines_of_people: int = 0


def check(plan: Plan, *, scope: str, make_id: Callable[[str, str], str], people: bool) -> Checked:
    """Check every row of a plan.

    Parameters
    ----------
    plan
        What the files say.
    scope
        The neighbourhood it is for.
    make_id
        Makes an id of ours from `element` or `connection` and what the file calls it.
    people
        Whether a ground was stated on which individuals may be seen; children never are.
    """
    checked = Checked(Findings())
    checked.findings.also(plan.findings)
    ends = _check_elements(plan, checked, scope, make_id, people=people)
    _check_connections(plan, checked, ends, make_id)
    return checked


def _check_elements(
    plan: Plan, checked: Checked, scope: str, make_id: Callable[[str, str], str], *, people: bool
) -> dict[str, str | None]:
    """Return the id of each element by what its file calls it; None of who waits."""
    ends: dict[str, str | None] = {}
    seen: dict[str, int] = {}
    for planned in plan.elements:
        if planned.source in seen:
            words = f"was used before, in row {seen[planned.source]}. Give each its own"
            checked.findings.note("left_out", planned.file, planned.row, "id", words)
            continue
        seen[planned.source] = planned.row
        id_ = make_id("element", planned.source)
        element = _element(planned, scope, id_, checked.findings, people=people)
        if element is None:
            continue
        if element.is_individual and (element.child or not people):
            checked.people += 1
            checked.children += element.child
            ends[planned.source] = None
            continue
        checked.elements.append((planned, element))
        ends[planned.source] = element.id
    return ends


def _element(
    planned: PlannedElement, scope: str, id_: str, findings: Findings, *, people: bool
) -> DirectoryElement | None:
    fields = dict(planned.fields)
    if fields.get("kind") == Kind.PERSON or fields.get("individual"):
        _leave_out_private(planned, fields, findings if people else Findings())
    _check_point(planned, fields, findings)
    fields["extra"] = {**fields.get("extra", {}), SOURCE_ID: planned.source}
    try:
        return DirectoryElement.model_validate({**fields, "id": id_, "scope": scope})
    except ValidationError as error:
        _note_broken(planned, error, findings)
        return None


def _leave_out_private(planned: PlannedElement, fields: dict[str, Any], findings: Findings) -> None:
    for name in _NOT_OF_PEOPLE:
        if fields.pop(name, None):
            words = "was left out of people: a neighbourhood's map does not keep it"
            findings.note("left_out", planned.file, planned.row, name, words)


def _check_point(planned: PlannedElement, fields: dict[str, Any], findings: Findings) -> None:
    """Take lon and lat away where they cannot be, and say why; they are never mended unseen."""
    given = (fields.get("lon"), fields.get("lat"))
    if given == (None, None):
        return
    words = trouble_with(*given)
    if words:
        fields.pop("lon", None)
        fields.pop("lat", None)
        findings.note(
            "left_out", planned.file, planned.row, "lat", f"{words}, so it was left unplaced"
        )


def _check_connections(
    plan: Plan, checked: Checked, ends: dict[str, str | None], make_id: Callable[[str, str], str]
) -> None:
    says: dict[tuple[Any, ...], Connection | ValidationError] = {}
    seen: dict[str, int] = {}
    for planned in plan.connections:
        if planned.source in seen:
            words = f"was used before, in row {seen[planned.source]}. Give each its own"
            checked.findings.note("left_out", planned.file, planned.row, "id", words)
            continue
        seen[planned.source] = planned.row
        if _ends_nowhere(planned, ends, checked.findings):
            continue
        from_, to = ends[planned.from_], ends[planned.to]
        if from_ is None or to is None:
            checked.lines_of_people += 1
            continue
        key = tuple(planned.fields.items())
        if key not in says:
            says[key] = _says(planned)
        said = says[key]
        if isinstance(said, ValidationError):
            _note_broken(planned, said, checked.findings)
            continue
        if said.type in UNDIRECTED and to < from_:
            from_, to = to, from_
        id_ = make_id("connection", planned.source)
        checked.connections.append(ReadyConnection(id_, from_, to, said))


def _ends_nowhere(
    planned: PlannedConnection, ends: dict[str, str | None], findings: Findings
) -> bool:
    for name, end in (("from", planned.from_), ("to", planned.to)):
        if end not in ends:
            words = "is empty" if not end else "names nobody that was read from these files"
            findings.note("left_out", planned.file, planned.row, name, words)
            return True
    if planned.from_ == planned.to:
        words = "goes from someone to themselves"
        findings.note("left_out", planned.file, planned.row, "to", words)
        return True
    return False


def _says(planned: PlannedConnection) -> Connection | ValidationError:
    """Check what a connection says of itself, between two ends that stand for any."""
    try:
        return Connection.model_validate({**planned.fields, "id": "x", "from": "a", "to": "b"})
    except ValidationError as error:
        return error


def _note_broken(
    planned: PlannedElement | PlannedConnection, error: ValidationError, findings: Findings
) -> None:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else None
    words = in_our_words(first).rstrip(".")
    if name in _CHOICES:
        words = f"is not one that we know. Use {', '.join(_CHOICES[name])}"
        if not planned.fields.get(name):
            words = f"is empty. Use {', '.join(_CHOICES[name])}"
    findings.note("left_out", planned.file, planned.row, name, words)
