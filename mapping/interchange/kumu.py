"""Kumu: the two tables of elements and connections that it exports.

`Label` is what connections find an element by; `Type` is in the words of whoever drew the map,
which `words.py` puts into ours. Columns that we have no word for are kept as extra fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from mapping.interchange import words
from mapping.interchange.plan import (
    Occurrences,
    Plan,
    PlannedConnection,
    PlannedElement,
    What,
)
from mapping.interchange.reading import (
    check_some,
    full_rows,
    open_tables,
    several,
    tell_columns,
    value_of,
)
from mapping.interchange.table import Row, Table
from mapping.vocabulary import ConnectionType, Kind

FILES: Final = "Kumu's elements (Label, Type, …) and connections (From, To, Type, …), saved as CSV"

_ELEMENT_COLUMNS: Final = {
    "label": "name",
    "type": "kind",
    "latitude": "lat",
    "longitude": "lon",
    "lat": "lat",
    "lon": "lon",
    "sector": "sector",
    "offers": "offers",
    "care types": "offers",
    "area": "area",
    "ward": "area",
    "address": "address",
    "postcode": "postcode",
    "contact": "contact",
    "opening times": "opening",
}
_CONNECTION_COLUMNS: Final = {
    "from": "from",
    "to": "to",
    "type": "type",
    "direction": "direction",
    "description": "note",
    "since": "since",
    "until": "until",
    "frequency": "frequency",
    "formality": "formality",
    "state": "state",
    "status": "state",
    "care types": "care_types",
}
_SLUGS: Final = frozenset({"sector", "frequency", "formality", "state"})
_SAYS_PERSON: Final = "if any of these is a person, write Person there, so that they stay unseen"


def read(paths: Sequence[Path]) -> Plan:
    """Read a Kumu map's tables for an import.

    Raises
    ------
    FileTrouble
        If a file cannot be understood as such a table.
    """
    plan = Plan("kumu")
    elements, connections = open_tables(plan, paths)
    for table in elements:
        table.require(("label",))
        kept = dict.fromkeys(filter(None, table.columns), "kept as an extra field")
        tell_columns(plan, table, {**kept, **_read_as(_ELEMENT_COLUMNS)})
        for row in full_rows(plan, table):
            _plan_element(plan, table, row)
    labels = _Labels(plan)
    occurrences = Occurrences()
    for table in connections:
        unused = dict.fromkeys(filter(None, table.columns), "left out: connections keep none")
        tell_columns(plan, table, {**unused, **_read_as(_CONNECTION_COLUMNS)})
        for row in full_rows(plan, table):
            _plan_connection(plan, table, row, labels, occurrences)
    check_some(plan, elements)
    return plan


def _read_as(columns: Mapping[str, str]) -> dict[str, str]:
    return {column: f"read as {name}" for column, name in columns.items()}


def _plan_element(plan: Plan, table: Table, row: Row) -> None:
    cells = {name: text for name, text in row.cells.items() if text}
    label = cells.get("label")
    if label is None:
        plan.findings.note("left_out", table.file, row.line, "label", "is empty")
        return
    fields: dict[str, Any] = {"extra": {}}
    for column, text in cells.items():
        name = _ELEMENT_COLUMNS.get(column)
        if name is None or column == "type":
            fields["extra"][column] = text
        else:
            fields[name] = _in_our_words(name, text)
    _set_kind(plan, table, row, fields, cells.get("type", ""))
    _set_offers(plan, table, row, fields, cells.get("tags", ""))
    plan.elements.append(PlannedElement(label, table.file, row.line, fields))


def _set_kind(plan: Plan, table: Table, row: Row, fields: dict[str, Any], said: str) -> None:
    kind, more, guessed = words.kind_of(said)
    fields |= {"kind": kind or Kind.ORGANISATION, **more}
    if not said:
        told = f"no type is given, so organisation; {_SAYS_PERSON}"
    else:
        told = f"\u2018{said}\u2019 was read as {fields['kind']}"
    if said and guessed and kind is None:
        told += f", as it is no word that we know; {_SAYS_PERSON}"
    if said.casefold() != fields["kind"]:
        what: What = "guessed" if guessed else "mapped"
        plan.findings.note(what, table.file, row.line, "type", told)


def _set_offers(plan: Plan, table: Table, row: Row, fields: dict[str, Any], tags: str) -> None:
    found = {tag: words.care_type_of(tag) for tag in several(tags)}
    offers = {care_type for care_type in found.values() if care_type}
    if offers:
        fields["offers"] = tuple(sorted({*fields.get("offers", ()), *offers}))
    for tag, care_type in found.items():
        if care_type:
            told = f"the tag \u2018{tag}\u2019 was read as an offer of {care_type}"
            plan.findings.note("guessed", table.file, row.line, "tags", told)


def _in_our_words(name: str, text: str) -> Any:
    if name in {"offers", "care_types"}:
        return tuple(words.care_type_of(part) or words.slug(part) for part in several(text))
    return words.slug(text) if name in _SLUGS else value_of(name, text)


class _Labels:
    """Finds an element by its label, as Kumu does: capitals make no difference."""

    def __init__(self, plan: Plan) -> None:
        self._exact = {one.source for one in plan.elements}
        self._plain = {words.plain(one.source): one.source for one in plan.elements}
        self._plan = plan

    def find(self, table: Table, row: Row, end: str) -> str:
        """Return what the elements' table calls an end; what is not there as it is written."""
        said = row.cells[end]
        if said in self._exact or not said:
            return said
        found = self._plain.get(words.plain(said))
        if found is None:
            return said
        told = f"\u2018{said}\u2019 was read as \u2018{found}\u2019, which is written otherwise"
        self._plan.findings.note("guessed", table.file, row.line, end, told)
        return found


def _plan_connection(
    plan: Plan, table: Table, row: Row, labels: _Labels, occurrences: Occurrences
) -> None:
    cells = row.cells
    fields: dict[str, Any] = {
        name: _in_our_words(name, cells[column])
        for column, name in _CONNECTION_COLUMNS.items()
        if cells.get(column) and name not in {"from", "to", "type", "direction"}
    }
    said = cells.get("type", "")
    type_, more = words.connection_of(said)
    fields |= {"type": type_ or ConnectionType.COLLABORATES_WITH, **more}
    if type_ is None:
        told = f"\u2018{said}\u2019 was read as collaborates_with, as it is no word that we know"
        if not said:
            told = "no type is given, so collaborates_with"
        plan.findings.note("guessed", table.file, row.line, "type", told)
    elif said.casefold() != type_:
        told = f"\u2018{said}\u2019 was read as {type_}"
        plan.findings.note("mapped", table.file, row.line, "type", told)
    from_, to = labels.find(table, row, "from"), labels.find(table, row, "to")
    ends = [(from_, to)]
    if _goes_both_ways(cells, fields):
        ends.append((to, from_))
        told = "goes both ways, so it was read as one connection each way"
        plan.findings.note("guessed", table.file, row.line, "direction", told)
    for one, other in ends:
        source = occurrences.name(words.plain(said), one, other)
        plan.connections.append(PlannedConnection(source, table.file, row.line, one, other, fields))


def _goes_both_ways(cells: Mapping[str, str], fields: Mapping[str, Any]) -> bool:
    return cells.get("direction", "").casefold() == "mutual" and (
        fields["type"] == ConnectionType.CARES_FOR
    )
