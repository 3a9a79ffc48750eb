"""`elements.csv` and `connections.csv`: the tables that people and programs exchange.

Only `id, kind` and `type, from, to` are required; several values in a cell are separated by `|`;
columns that are not known are kept as extra fields. What a row becomes in a map is decided
elsewhere.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError

from mapping.interchange.plan import Occurrences, Plan, PlannedConnection, PlannedElement
from mapping.interchange.reading import (
    SEVERAL,
    check_some,
    full_rows,
    open_tables,
    tell_columns,
    value_of,
)
from mapping.interchange.table import Table, read_table
from mapping.interchange.text import FileTrouble
from mapping.model import Connection, DirectoryElement, Element, Figure, ring_of
from mapping.vocabulary import Presence

FILES: Final = "elements.csv with id and kind, and connections.csv with type, from and to"

ELEMENT_COLUMNS: Final = tuple(
    name for name in DirectoryElement.model_fields if name not in {"scope", "extra"}
)
FIGURE_COLUMNS: Final = ("presence", "household", "potential", "x", "y", "relation", "note")
CONNECTION_COLUMNS: Final = tuple(
    field.alias or name for name, field in Connection.model_fields.items()
)

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})

_FIGURE: Final = frozenset(FIGURE_COLUMNS)


@dataclass(frozen=True)
class ElementRow:
    """One row of `elements.csv`: the element, and its figure if the table is of a care map."""

    element: Element
    figure: Figure | None


def read_elements(path: Path, *, scope: str) -> list[ElementRow]:
    """Read `elements.csv`.

    Parameters
    ----------
    path
        The file, UTF-8 or another encoding.
    scope
        The care map or neighbourhood that the elements are to belong to.

    Raises
    ------
    FileTrouble
        At the first row that cannot be read.
    """
    return [_element(path, number, row, scope) for number, row in _rows(path, ("id", "kind"))]


def read_connections(path: Path) -> list[Connection]:
    """Read `connections.csv`; a row without an id is given the number of its line."""
    rows = []
    for number, row in _rows(path, ("type", "from", "to")):
        fields = {name: value_of(name, text) for name, text in row.items() if text}
        try:
            rows.append(Connection.model_validate({"id": f"line-{number}", **fields}))
        except ValidationError as error:
            raise _trouble(path, number, error) from None
    return rows


def write_elements(
    path: Path, rows: Iterable[ElementRow], told: Mapping[str, str] = NOTHING
) -> None:
    """Write `elements.csv`, which `read_elements` reads back the same; a scope is not written.

    Parameters
    ----------
    told
        Columns at the end with the same in every row: what is so of the whole table.
    """
    written = [{**_cells_of_element(row), **told} for row in rows]
    extra = {name for cells in written for name in cells} - {*ELEMENT_COLUMNS, *_FIGURE, *told}
    _write(path, (*ELEMENT_COLUMNS, *FIGURE_COLUMNS, *sorted(extra), *told), written)


def write_connections(
    path: Path, connections: Iterable[Connection], told: Mapping[str, str] = NOTHING
) -> None:
    """Write `connections.csv`, which `read_connections` reads back the same if nothing is told.

    Parameters
    ----------
    told
        As `write_elements` has it.
    """
    written = ({**_cells(one.model_dump(mode="json")), **told} for one in connections)
    _write(path, (*CONNECTION_COLUMNS, *told), written)


def read(paths: Sequence[Path]) -> Plan:
    """Read the tables of a neighbourhood's directory for an import.

    Raises
    ------
    FileTrouble
        If a file cannot be understood as such a table.
    """
    plan = Plan("tabular")
    elements, connections = open_tables(plan, paths)
    for table in elements:
        table.require(("id", "kind"))
        _plan_elements(plan, table)
    occurrences = Occurrences()
    for table in connections:
        table.require(("type", "from", "to"))
        _plan_connections(plan, table, occurrences)
    check_some(plan, elements)
    return plan


def _plan_elements(plan: Plan, table: Table) -> None:
    words = "left out: it belongs to the drawing of a care map"
    tell_columns(plan, table, dict.fromkeys(FIGURE_COLUMNS, words))
    known = frozenset(ELEMENT_COLUMNS)
    for row in full_rows(plan, table):
        cells = {name: text for name, text in row.cells.items() if text and name not in _FIGURE}
        source = cells.pop("id", None)
        if source is None:
            plan.findings.note("left_out", table.file, row.line, "id", "is empty")
            continue
        cells["kind"] = cells.get("kind", "").casefold()
        fields = {name: value_of(name, text) for name, text in cells.items() if name in known}
        extra = {name: text for name, text in cells.items() if name and name not in known}
        fields.setdefault("name", source)
        fields["extra"] = extra
        plan.elements.append(PlannedElement(source, table.file, row.line, fields))


def _plan_connections(plan: Plan, table: Table, occurrences: Occurrences) -> None:
    unknown = [name for name in table.columns if name and name not in CONNECTION_COLUMNS]
    tell_columns(plan, table, dict.fromkeys(unknown, "left out: connections keep nothing of it"))
    ends = {"id", "from", "to"}
    known = [name for name in table.columns if name in CONNECTION_COLUMNS and name not in ends]
    sayings: dict[tuple[str, ...], dict[str, Any]] = {}  # of many thousand rows, most say the same
    for row in full_rows(plan, table):
        cells = row.cells
        said = tuple([cells[name] for name in known])
        fields = sayings.get(said)
        if fields is None:
            fields = sayings[said] = _saying(dict(zip(known, said, strict=True)))
        from_, to = cells["from"], cells["to"]
        source = cells.get("id") or occurrences.name(fields["type"], from_, to)
        plan.connections.append(PlannedConnection(source, table.file, row.line, from_, to, fields))


def _saying(cells: Mapping[str, str]) -> dict[str, Any]:
    fields = {name: value_of(name, text) for name, text in cells.items() if text}
    fields["type"] = str(fields.get("type", "")).casefold()
    if fields["type"] == "member_of" and str(fields.get("state")).casefold() == "active":
        fields["state"] = "engaged"
    return fields


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    for row in read_table(path, needed).rows():
        yield row.line, {name: text for name, text in row.cells.items() if name}


def _element(path: Path, number: int, row: dict[str, str], scope: str) -> ElementRow:
    given = {name: value_of(name, text) for name, text in row.items() if text}
    figure = {name: given.pop(name) for name in _FIGURE & given.keys()}
    model = DirectoryElement if {"lon", "lat", "postcode"} & given.keys() else Element
    known = {name: given.pop(name) for name in model.model_fields if name in given}
    extra = {name: str(value) for name, value in given.items()}
    try:
        element = model.model_validate(
            {"name": known.get("id"), **known, "scope": scope, "extra": extra}
        )
        drawn = _figure(element.id, figure) if figure else None
    except ValidationError as error:
        raise _trouble(path, number, error) from None
    return ElementRow(element, drawn)


def _figure(element_id: str, fields: dict[str, Any]) -> Figure:
    if "presence" not in fields and {"x", "y"} <= fields.keys():
        fields = {**fields, "presence": ring_of(float(fields["x"]), float(fields["y"]))}
    placed = {"presence": Presence.NEARBY, "x": -260, "y": 0, **fields}
    return Figure.model_validate({**placed, "element_id": element_id})


def _cells_of_element(row: ElementRow) -> dict[str, str]:
    fields = row.element.model_dump(mode="json", exclude={"scope", "extra"})
    drawn = row.figure.model_dump(mode="json", include=set(_FIGURE)) if row.figure else {}
    return {**row.element.extra, **_cells(fields), **_cells(drawn)}


def _cells(fields: Mapping[str, Any]) -> dict[str, str]:
    return {name: _cell(name, value) for name, value in fields.items() if value is not None}


def _cell(name: str, value: Any) -> str:
    if name in SEVERAL:
        return "|".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def _trouble(path: Path, number: int, error: ValidationError) -> FileTrouble:
    first = error.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else "the row"
    words = first["msg"].removeprefix("Value error, ").rstrip(".")
    return FileTrouble(f"{path.name}, line {number}, {field}: {words}.")
