"""Protecting tables of people with their totals, also those of nested areas.

A table is laid out here as numbers and the lines that add them up; `numbers.py` says which are
shown. The same table with its rows and columns in another order hides the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mapping.disclosure.audit import Line
from mapping.disclosure.counts import HIDDEN, ROUND_TO, THRESHOLD, Shown, shown
from mapping.disclosure.numbers import Mark, Number, protect_numbers

TOTAL: Final = ""
"""What stands for all rows, or all columns, in the code of a number."""


@dataclass(frozen=True)
class ProtectedTable:
    """A table of rows and columns as it may be shown.

    Parameters
    ----------
    cells, marks
        By row and column; totals have `TOTAL` for all rows or all columns.
    """

    cells: Mapping[tuple[str, str], Shown]
    marks: Mapping[tuple[str, str], Mark]
    counts_above_none: int
    hidden_above_none: int

    @property
    def offer_larger_areas(self) -> bool:
        """Whether more than half of what is not zero is hidden: larger areas would tell more."""
        return 2 * self.hidden_above_none > self.counts_above_none


def protect(
    counts: Mapping[tuple[str, str], int],
    *,
    threshold: int = THRESHOLD,
    round_to: int = ROUND_TO,
) -> ProtectedTable:
    """Return a table of people with all its totals, as it may be shown.

    Parameters
    ----------
    counts
        How many people for each row and column; each person is in one cell. What is missing is 0.

    Raises
    ------
    UseLargerAreas
        If nothing that may be hidden would help.

    Examples
    --------
    12, 12, 12, 7 would be shown as 10, 10, 10, *, total 45, and then * can only be 7.

    >>> table = protect({("all", str(n)): v for n, v in enumerate([12, 12, 12, 7])})
    >>> [str(table.cells["all", str(n)]) for n in range(4)], str(table.cells["all", TOTAL])
    (['*', '10', '10', '*'], '45')
    """
    numbers, lines = laid_out(counts)
    marks = protect_numbers(numbers, lines, threshold=threshold, round_to=round_to)
    return _table(numbers, marks, threshold, round_to)


def protect_nested(
    counts: Mapping[tuple[str, str], int],
    larger: Mapping[str, str],
    *,
    threshold: int = THRESHOLD,
    round_to: int = ROUND_TO,
) -> tuple[ProtectedTable, ProtectedTable]:
    """Return a table of small areas and that of the larger ones they make up, for going out both.

    The larger areas are protected first and stay as they are. Then the smaller ones are, with the
    two audited together.

    Parameters
    ----------
    counts
        How many people for each small area and column; each person is in one cell.
    larger
        The larger area of each small one.

    Raises
    ------
    UseLargerAreas
        If nothing that may be hidden would help.
    KeyError
        If a small area is in no larger one.
    """
    sums: dict[tuple[str, str], int] = {}
    for (area, column), count in counts.items():
        sums[larger[area], column] = sums.get((larger[area], column), 0) + count
    big, big_lines = laid_out(sums, every_total=True)
    fixed = protect_numbers(big, big_lines, threshold=threshold, round_to=round_to)
    small, small_lines = laid_out(counts, every_total=True)
    place = {number.code: nth for nth, number in enumerate(big)}
    # A total over all areas is one number, whichever table shows it.
    places = {
        code: place[code] if code[0] == TOTAL else len(big) + nth
        for nth, code in enumerate(number.code for number in small)
    }
    numbers = big + small
    rows = {area for area, _ in counts}
    columns = sorted({column for _, column in counts} | {TOTAL})
    inside = [
        Line(
            place[one, column],
            tuple(places[area, column] for area in sorted(rows) if larger[area] == one),
        )
        for one in sorted({larger[area] for area in rows})
        for column in columns
    ]
    across = [
        Line(places[small[line.total].code], tuple(places[small[at].code] for at in line.parts))
        for line in small_lines
        if small[line.total].code[0] != TOTAL
    ]
    marks = protect_numbers(
        numbers, [*inside, *across, *big_lines], threshold=threshold, round_to=round_to, fixed=fixed
    )
    shown_small = [marks[places[number.code]] for number in small]
    return (
        _table(small, shown_small, threshold, round_to),
        _table(big, marks[: len(big)], threshold, round_to),
    )


def laid_out(
    counts: Mapping[tuple[str, str], int], *, every_total: bool = False
) -> tuple[list[Number], list[Line]]:
    """Return the numbers of a table, totals among them, and what adds up to what.

    A single row has no totals of its columns, nor a single column of its rows, unless asked for:
    they would be the same numbers again.
    """
    rows = sorted({row for row, _ in counts})
    columns = sorted({column for _, column in counts})
    all_rows = [*rows, TOTAL] if every_total or len(rows) > 1 else rows
    all_columns = [*columns, TOTAL] if every_total or len(columns) > 1 else columns
    codes = [(row, column) for row in all_rows for column in all_columns]
    place = {code: at for at, code in enumerate(codes)}
    sums = dict.fromkeys(codes, 0)
    for (row, column), count in counts.items():
        for code in ((row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
            if code in sums:
                sums[code] += count

    def lines() -> Iterator[Line]:
        for row in all_rows if TOTAL in all_columns else ():
            yield Line(place[row, TOTAL], tuple(place[row, column] for column in columns))
        for column in all_columns if TOTAL in all_rows else ():
            yield Line(place[TOTAL, column], tuple(place[row, column] for row in rows))

    return [Number(code, sums[code]) for code in codes], list(lines())


def _table(
    numbers: Sequence[Number], marks: Sequence[Mark], threshold: int, round_to: int
) -> ProtectedTable:
    cells: dict[tuple[str, str], Shown] = {}
    for number, mark in zip(numbers, marks, strict=True):
        row, column = number.code
        cells[row, column] = (
            shown(number.count, number.behind, threshold=threshold, round_to=round_to)
            if mark is Mark.SHOWN
            else HIDDEN
        )
    inner = [one for one in numbers if TOTAL not in one.code and one.count]
    return ProtectedTable(
        cells=cells,
        marks={(one.code[0], one.code[1]): mark for one, mark in zip(numbers, marks, strict=True)},
        counts_above_none=len(inner),
        hidden_above_none=sum(cells[one.code[0], one.code[1]].hidden for one in inner),
    )
