"""What a reader can work out of hidden numbers from all that is shown beside them.

Each number lies in an interval that its mark or its rounding allows, and lines say which numbers
add up to which. Linear programming (HiGHS) gives the least and the greatest value that each can
have. What to hide is decided in `tables.py`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

_ALMOST: Final = 1e-6


@dataclass(frozen=True)
class Line:
    """Numbers that add up to another: all are named by their places.

    Parameters
    ----------
    total
        The sum.
    parts
        What is added up.
    """

    total: int
    parts: tuple[int, ...]


class Audit:
    """All that a reader is told, and what follows of it.

    Every solution found is a table that the reader cannot rule out, so it also says of the other
    numbers what they can be; hiding more only allows more, so what is known to be wide stays so.

    Parameters
    ----------
    lines
        What adds up to what.
    least, most
        The interval of each number, shape (n,); `most` may be infinite.
    in_fractions
        Whether numbers may be broken ones, where whole ones would take too long to find. It then
        finds a number at least as wide as it is.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        least: NDArray[np.float64],
        most: NDArray[np.float64],
        *,
        in_fractions: bool = False,
    ) -> None:
        # Here, so that who only rounds a number does not wait for it; and not its own `Highs`,
        # which prints a banner before it can be told to be silent.
        import highspy
        from highspy._core import _Highs

        self._model = model = _Highs()
        self._most_of, self._least_of = highspy.ObjSense.kMaximize, highspy.ObjSense.kMinimize
        self._optimal = highspy.HighsModelStatus.kOptimal
        for option, value in (("output_flag", False), ("threads", 1), ("presolve", "off")):
            model.setOptionValue(option, value)
        self._in_fractions = in_fractions
        self._size = size = len(least)
        self._duals: NDArray[np.float64] = np.zeros(size)
        self._seen_least = np.full(size, np.inf)
        self._seen_most = np.full(size, -np.inf)
        # A bound that no number reaches keeps every problem bounded, and is wide enough to be safe.
        self._ceiling = 1_000.0 + 4 * float(np.sum(most[np.isfinite(most)]))
        model.addVars(size, least, np.minimum(most, self._ceiling))
        for line in lines:
            places = np.array([line.total, *line.parts], np.int32)
            weights = np.array([-1.0] + [1.0] * len(line.parts))
            model.addRow(0.0, 0.0, len(places), places, weights)
        self._whole = not in_fractions and not _ends_are_whole(lines, size)
        if self._whole:
            every = np.arange(size, dtype=np.int32)
            model.changeColsIntegrality(size, every, np.ones(size, np.uint8))

    def relax(self, number: int, least: float, most: float) -> None:
        """Let a number have more values: it is hidden now."""
        self._model.changeColBounds(number, least, min(most, self._ceiling))

    def exposed(self, numbers: Iterable[int], enough: int) -> dict[int, int]:
        """Return, of the numbers given, those with fewer values than enough, and how many."""
        undecided = [one for one in numbers if not self._is_wide(one, enough)]
        if len(undecided) > 1:
            for most in (True, False):
                self._solve(undecided, most)
        found: dict[int, int] = {}
        for one in undecided:
            if self._is_wide(one, enough):
                continue
            greatest, least = (self._solve([one], most) for most in (True, False))
            values = int(math.floor(greatest + _ALMOST) - math.ceil(least - _ALMOST)) + 1
            if values < enough:
                found[one] = values
        return found

    def held_by(self, number: int) -> set[int]:
        """Return the numbers whose bounds hold this one: hiding any other cannot help."""
        held: set[int] = set()
        for most in (True, False):
            self._solve([number], most)
            held |= set(np.flatnonzero(np.abs(self._duals) > _ALMOST).tolist())
        return held

    def _is_wide(self, number: int, enough: int) -> bool:
        return bool(self._seen_most[number] - self._seen_least[number] + 1 >= enough)

    def _solve(self, numbers: Sequence[int], most: bool) -> float:
        model = self._model
        places = np.array(numbers, np.int32)
        model.changeColsCost(len(places), places, np.ones(len(places)))
        model.changeObjectiveSense(self._most_of if most else self._least_of)
        model.run()
        if model.getModelStatus() != self._optimal:
            raise ArithmeticError("What is shown contradicts itself.")
        solution = model.getSolution()
        values, self._duals = np.array(solution.col_value), np.array(solution.col_dual)
        model.changeColsCost(len(places), places, np.zeros(len(places)))
        # Of a broken number, the whole ones that lie between it and others seen.
        above, below = np.ceil(values - _ALMOST), np.floor(values + _ALMOST)
        if self._in_fractions or (above == below).all():
            np.minimum(self._seen_least, above, out=self._seen_least)
            np.maximum(self._seen_most, below, out=self._seen_most)
        return float(values[places].sum())


def _ends_are_whole(lines: Sequence[Line], size: int) -> bool:
    """Whether linear programming alone gives whole numbers.

    It does if the sets that are summed fall into two families in each of which any two sets are
    disjoint or one holds the other: the matrix is then totally unimodular (Edmonds 1970). Tables of
    rows and columns are so, also with rows that add up to those of larger areas.
    """
    inner: list[int | None] = [None] * size
    by_total = {line.total: line for line in reversed(lines)}

    def leaves(number: int) -> int:
        known = inner[number]
        if known is None:
            line = by_total.get(number)
            known = 1 << number if line is None else 0
            for part in line.parts if line else ():
                known |= leaves(part)
            inner[number] = known
        return known

    sets = sorted({leaves(line.total) for line in lines})
    crossing: dict[int, list[int]] = {one: [] for one in sets}
    for one, other in combinations(sets, 2):
        if (both := one & other) and both not in (one, other):
            crossing[one].append(other)
            crossing[other].append(one)
    side: dict[int, bool] = {}
    for start in sets:
        waiting = [] if start in side else [start]
        side.setdefault(start, True)
        while waiting:
            one = waiting.pop()
            for other in crossing[one]:
                if other not in side:
                    side[other] = not side[one]
                    waiting.append(other)
                elif side[other] == side[one]:
                    return False
    return True
