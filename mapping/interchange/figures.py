"""Reading a table of figures by area: populations, where people live, and indicators."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mapping.interchange.table import Row, read_table
from mapping.interchange.text import FileTrouble
from mapping.locality.areas import Areas, vintage_of
from mapping.locality.indicators import Indicator, Joined, indicator, join
from mapping.refusals import NotWellFormed

_CODES: Final = ("area_code", "code")
_NOT_INDICATORS: Final = frozenset({"population", "lon", "lat", "name", "area_name"})


@dataclass
class Figures:
    """A table of figures by area: population, points where people live, and indicators."""

    populations: dict[str, int] = field(default_factory=dict)
    points: dict[str, tuple[float, float]] = field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    joined: Joined | None = None


def read_figures(path: Path, areas: Areas) -> Figures:
    """Return the table of figures that goes with these areas."""
    try:
        table = read_table(path)
        rows = list(table.rows())
    except FileTrouble as error:
        raise NotWellFormed(path.name, str(error)) from None
    column = _code_column(path, table.columns)
    by_code = _by_code(path, rows, column)
    joined = join(list(by_code), areas.codes)
    vintage = vintage_of(column)
    if vintage and areas.vintage and vintage != areas.vintage:
        raise NotWellFormed(
            path.name,
            f"These are {vintage} codes, the map has {areas.vintage} ones: {len(by_code)} and "
            f"{len(areas.codes)} areas, {joined.joined} codes in common. Give the table of "
            f"{areas.vintage}.",
        )
    if not joined.joined:
        raise NotWellFormed(path.name, "None of its codes is on this map. Check which areas.")
    names = [name for name in table.columns if name not in _NOT_INDICATORS and name != column]
    numbers = {name: _numbers(path, by_code, name) for name in names}
    return Figures(
        populations=dict(_populations(path, by_code)),
        points=dict(_points(path, by_code)),
        indicators=tuple(indicator(name, found) for name, found in numbers.items() if found),
        joined=joined,
    )


def _code_column(path: Path, columns: Sequence[str]) -> str:
    wanted = [name for name in columns if vintage_of(name) and "code" in name.replace("cd", "code")]
    found = [name for name in _CODES if name in columns] + wanted
    if not found:
        raise NotWellFormed(path.name, "It has no column area_code. Add it, then try again.")
    return found[0]


def _by_code(path: Path, rows: Sequence[Row], column: str) -> dict[str, Row]:
    by_code: dict[str, Row] = {}
    for row in rows:
        code = row.cells[column]
        if not code:
            raise NotWellFormed(path.name, f"Line {row.line} has no {column}. Give it one.")
        if code in by_code:
            raise NotWellFormed(
                path.name, f"Line {row.line}: {column} {code} is there twice. Take one away."
            )
        by_code[code] = row
    return by_code


def _numbers(path: Path, by_code: Mapping[str, Row], name: str) -> dict[str, float]:
    """Return the numbers of a column; a column of words is none of ours."""
    numbers: dict[str, float] = {}
    words: Row | None = None
    for code, row in by_code.items():
        text = row.cells[name].replace(",", "")
        if not text:
            continue
        try:
            numbers[code] = float(text)
        except ValueError:
            words = words or row
    if numbers and words:
        raise NotWellFormed(path.name, f"Line {words.line}: {name} is not a number. Correct it.")
    for code, number in numbers.items():
        if not math.isfinite(number):
            line = by_code[code].line
            raise NotWellFormed(
                path.name, f"Line {line}: {name} is not a number. Leave it empty if nobody knows."
            )
    return numbers


def _populations(path: Path, by_code: Mapping[str, Row]) -> Iterator[tuple[str, int]]:
    if not any("population" in row.cells for row in by_code.values()):
        return
    for code, number in _numbers(path, by_code, "population").items():
        if number < 0 or not number.is_integer():
            line = by_code[code].line
            raise NotWellFormed(
                path.name, f"Line {line}: population is not a whole number of people. Correct it."
            )
        yield code, int(number)


def _points(path: Path, by_code: Mapping[str, Row]) -> Iterator[tuple[str, tuple[float, float]]]:
    if not all({"lon", "lat"} <= row.cells.keys() for row in by_code.values()):
        return
    lon, lat = (_numbers(path, by_code, name) for name in ("lon", "lat"))
    yield from ((code, (lon[code], lat[code])) for code in lon.keys() & lat.keys())
