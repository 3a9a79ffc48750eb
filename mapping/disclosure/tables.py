"""Protecting numbers about people that go out together: tables, their totals, nested areas.

Small numbers are hidden (primary), and as long as a reader can work one out from the rest, a
further number is hidden (secondary). Section 9.2 of the locality notes has the rules. The same
table with its rows and columns in another order hides the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import inf
from typing import Final

import numpy as np

from mapping.disclosure.audit import Audit, Line
from mapping.disclosure.counts import HIDDEN, ROUND_TO, THRESHOLD, Shown, shown

TOTAL: Final = ""
"""What stands for all rows, or all columns, in the code of a number."""


class Mark(Enum):
    """Whether a number is shown, and if not, why: a reader may know it, and learns no more."""

    SHOWN = "shown"
    SMALL = "small"
    IN_A_SMALL_SUM = "in a small sum"
    BESIDE = "beside a small one"


class UseLargerAreas(ValueError):
    """Nothing is left to hide, and a small number can still be worked out."""

    def __init__(self) -> None:
        super().__init__(
            "These numbers cannot be shown together without telling of single people."
            " Use larger areas, or fewer kinds."
        )


@dataclass(frozen=True)
class Number:
    """A true number that may go out.

    Parameters
    ----------
    code
        What it is called, row and column for example: what is otherwise equal goes by it.
    count
        How many.
    people
        How many distinct people are behind it, on the side that has fewest; None if it counts
        people.
    """

    code: tuple[str, ...]
    count: int
    people: int | None = None

    @property
    def behind(self) -> int:
        """How many people are behind it."""
        return self.count if self.people is None else self.people


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
    numbers, lines = _two_way(counts)
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
    big, big_lines = _two_way(sums, every_total=True)
    fixed = protect_numbers(big, big_lines, threshold=threshold, round_to=round_to)
    small, small_lines = _two_way(counts, every_total=True)
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


def protect_numbers(
    numbers: Sequence[Number],
    lines: Sequence[Line],
    *,
    threshold: int = THRESHOLD,
    round_to: int = ROUND_TO,
    fixed: Sequence[Mark] = (),
) -> list[Mark]:
    """Return of numbers that go out together which are shown.

    Parameters
    ----------
    numbers
        The true ones, the totals among them.
    lines
        What adds up to what; where two would do as well, what stands earlier is hidden first.
    fixed
        Marks of the first numbers, which have been decided and stay.

    Raises
    ------
    UseLargerAreas
        If nothing that may be hidden would help.
    """
    marks = _small(numbers, lines, threshold)
    marks[: len(fixed)] = fixed

    def interval(at: int) -> tuple[float, float]:
        return _interval(numbers[at], marks[at], threshold, round_to)

    bounds = np.array([interval(at) for at in range(len(numbers))], float).reshape(-1, 2)
    audit = Audit(lines, bounds[:, 0].copy(), bounds[:, 1].copy())
    small = [at for at, mark in enumerate(marks) if mark in (Mark.SMALL, Mark.IN_A_SMALL_SUM)]
    search = _Search(numbers, lines, marks, len(fixed), threshold, round_to)
    enough = min(round_to, threshold - 1)
    while exposed := audit.exposed(small, enough):
        worst = min(exposed, key=lambda at: (exposed[at], numbers[at].count, numbers[at].code))
        hide = search.next_to_hide(worst)
        if hide is None:
            raise UseLargerAreas
        marks[hide] = Mark.BESIDE
        audit.relax(hide, *interval(hide))
        small = list(exposed)
    return marks


def _small(numbers: Sequence[Number], lines: Sequence[Line], threshold: int) -> list[Mark]:
    """Mark every small number; where a sum is small, all its parts, zeros too."""
    marks = [
        Mark.SMALL if one.count and min(one.count, one.behind) < threshold else Mark.SHOWN
        for one in numbers
    ]
    within = {at for at, mark in enumerate(marks) if mark is Mark.SMALL}
    found = True
    while found:
        parts = {part for line in lines if line.total in within for part in line.parts}
        found = not parts <= within | {at for at in parts if marks[at] is Mark.IN_A_SMALL_SUM}
        within |= parts
        for part in parts:
            marks[part] = Mark.IN_A_SMALL_SUM
    # Of what is shown to be none, every part is none: a mark there would hide nothing.
    nothing = [one for one in lines if not numbers[one.total].count and one.total not in within]
    for line in nothing:
        for part in line.parts:
            marks[part] = Mark.SHOWN
    return marks


def _interval(number: Number, mark: Mark, threshold: int, round_to: int) -> tuple[float, float]:
    """Return the least and the greatest value that a mark, or a shown number, leaves open."""
    if mark is Mark.BESIDE:
        return 1, inf
    if mark is not Mark.SHOWN:
        # Of what people do or give, few people may be behind a great number.
        return int(mark is Mark.SMALL), threshold - 1 if number.people is None else inf
    value = shown(number.count, number.behind, threshold=threshold, round_to=round_to).value
    if not value:
        return 0, 0
    return max(threshold, (2 * value - round_to + 1) // 2), (2 * value + round_to + 1) // 2 - 1


class _Search:
    """What to hide next, by the rule: in the line with fewest hidden, the smallest shown number."""

    def __init__(
        self,
        numbers: Sequence[Number],
        lines: Sequence[Line],
        marks: list[Mark],
        fixed: int,
        threshold: int,
        round_to: int,
    ) -> None:
        self._numbers, self._lines, self._marks, self._fixed = numbers, lines, marks, fixed
        self._rule = {"threshold": threshold, "round_to": round_to}
        self._of_part: dict[int, list[int]] = {}
        for nth, line in enumerate(lines):
            for part in line.parts:
                self._of_part.setdefault(part, []).append(nth)

    def next_to_hide(self, exposed: int) -> int | None:
        """Return a number; None if there is none left that could help."""
        waiting, seen = [exposed], {exposed}
        while waiting:
            lines = sorted(
                {nth for at in waiting for nth in self._of_part.get(at, ())},
                key=lambda nth: (self._hidden_in(self._lines[nth]), nth),
            )
            for nth in lines:
                if (found := self._smallest(self._lines[nth].parts)) is not None:
                    return found
            totals = {self._lines[nth].total for nth in lines}
            if (found := self._smallest(t for t in totals if t in self._of_part)) is not None:
                return found
            waiting = sorted(totals - seen)
            seen |= totals
        return self._smallest(range(len(self._numbers)))

    def _hidden_in(self, line: Line) -> int:
        return sum(self._marks[part] is not Mark.SHOWN for part in line.parts)

    def _smallest(self, places: Iterable[int]) -> int | None:
        """Return the smallest number above 0 that may still be hidden, by what is shown of it."""
        free = [at for at in places if at >= self._fixed and self._marks[at] is Mark.SHOWN]
        above = [(value, self._numbers[at].code, at) for at in free if (value := self._value(at))]
        return min(above)[2] if above else None

    def _value(self, at: int) -> int:
        number = self._numbers[at]
        return shown(number.count, number.behind, **self._rule).value or 0


def _two_way(
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
