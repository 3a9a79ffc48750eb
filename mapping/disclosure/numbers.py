"""Which numbers about people that go out together are shown, whatever their sums look like.

Small numbers are hidden (primary), and as long as a reader can work one out from the rest, a
further number is hidden (secondary). Section 9.2 of the locality notes has the rules. Tables of
rows and columns are laid out in `tables.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from math import inf

import numpy as np

from mapping.disclosure.audit import Audit, Line
from mapping.disclosure.counts import ROUND_TO, THRESHOLD, shown


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
        return interval_of(numbers[at], marks[at], threshold, round_to)

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
    waiting = [at for at, mark in enumerate(marks) if mark is Mark.SMALL]
    parts_of = _parts(lines)
    while waiting:
        for part in parts_of.get(waiting.pop(), ()):
            if marks[part] is not Mark.IN_A_SMALL_SUM:
                marks[part] = Mark.IN_A_SMALL_SUM
                waiting.append(part)
    # Of what is shown to be none, every part is none: a mark there would hide nothing.
    waiting = [at for at, one in enumerate(numbers) if not one.count and marks[at] is Mark.SHOWN]
    while waiting:
        for part in parts_of.get(waiting.pop(), ()):
            if marks[part] is not Mark.SHOWN:
                marks[part] = Mark.SHOWN
                waiting.append(part)
    return marks


def _parts(lines: Sequence[Line]) -> dict[int, list[int]]:
    parts: dict[int, list[int]] = {}
    for line in lines:
        parts.setdefault(line.total, []).extend(line.parts)
    return parts


def interval_of(number: Number, mark: Mark, threshold: int, round_to: int) -> tuple[float, float]:
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
