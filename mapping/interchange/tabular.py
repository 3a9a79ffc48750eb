"""`elements.csv` and `connections.csv`: the tables that people and programs exchange.

Only `id, kind` and `type, from, to` are required; several values in a cell are separated by `|`;
columns that are not known are kept as extra fields. What a row becomes in a map is decided
elsewhere.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from mapping.model import Connection, DirectoryElement, Element, Figure, ring_of
from mapping.vocabulary import Presence

SEVERAL: Final = frozenset({"roles", "offers", "care_types", "hats", "access", "languages"})
"""Columns whose cells hold several values."""

_FIGURE: Final = frozenset({"presence", "household", "potential", "x", "y", "relation", "note"})
_TRUTH: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class TableTrouble(Exception):
    """A table that cannot be read; the message names the file, the row and the field."""


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
        The file, UTF-8 with or without a byte order mark.
    scope
        The care map or neighbourhood that the elements are to belong to.

    Raises
    ------
    TableTrouble
        At the first row that cannot be read.
    """
    return [_element(path, number, row, scope) for number, row in _rows(path, ("id", "kind"))]


def read_connections(path: Path) -> list[Connection]:
    """Read `connections.csv`; a row without an id is given the number of its line."""
    rows = []
    for number, row in _rows(path, ("type", "from", "to")):
        fields = {name: _value(name, text) for name, text in row.items() if text}
        try:
            rows.append(Connection.model_validate({"id": f"line-{number}", **fields}))
        except ValidationError as error:
            raise _trouble(path, number, error) from None
    return rows


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for name in needed:
            if name not in (reader.fieldnames or ()):
                raise TableTrouble(f"{path.name} has no column {name}. Add it, then try again.")
        for row in reader:
            yield reader.line_num, {key: (text or "").strip() for key, text in row.items() if key}


def _element(path: Path, number: int, row: dict[str, str], scope: str) -> ElementRow:
    given = {name: _value(name, text) for name, text in row.items() if text}
    figure = {name: given.pop(name) for name in _FIGURE & given.keys()}
    model = DirectoryElement if {"lon", "lat", "postcode"} & given.keys() else Element
    known = {name: given.pop(name) for name in model.model_fields if name in given}
    extra = {name: str(value) for name, value in given.items()}
    try:
        element = model.model_validate(
            {"name": known["id"], **known, "scope": scope, "extra": extra}
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


def _value(name: str, text: str) -> Any:
    if name in SEVERAL:
        return tuple(part.strip() for part in text.split("|") if part.strip())
    if name in {"potential", "individual", "child", "at_home", "shared_plan"}:
        return _TRUTH.get(text.casefold(), text)
    return text


def _trouble(path: Path, number: int, error: ValidationError) -> TableTrouble:
    first = error.errors()[0]
    field = str(first["loc"][0]) if first["loc"] else "the row"
    words = first["msg"].removeprefix("Value error, ").rstrip(".")
    return TableTrouble(f"{path.name}, line {number}, {field}: {words}.")
