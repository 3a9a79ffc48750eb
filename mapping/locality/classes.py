"""The steps that a map is coloured by: natural breaks, made from the numbers as they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

STEPS: Final = 5

MANY_ZEROS: Final = 0.2
"""With more zeros than this share, zero is a step of its own."""


@dataclass(frozen=True)
class Step:
    """One step: the least and the greatest number in it, and how many areas it has."""

    low: float
    high: float
    areas: int


def steps(numbers: Sequence[float], most: int = STEPS) -> list[Step]:
    """Return at most so many steps, from low to high, that numbers are sorted into.

    Natural breaks (Fisher 1958; Jenks 1977): of all ways to cut the sorted numbers, the one whose
    steps have the least squared distance from their means. Where over a fifth are 0, 0 is a step
    of its own. Fewer distinct numbers than steps: a step a number.

    Parameters
    ----------
    numbers
        As they are shown, rounded: the steps' ends are among them. d distinct ones take O(d²).
    most
        How many steps at most.

    Examples
    --------
    >>> [(one.low, one.high, one.areas) for one in steps([1, 2, 2, 9, 10], most=2)]
    [(1.0, 2.0, 3), (9.0, 10.0, 2)]
    """
    tally = Counter(map(float, numbers))
    distinct = sorted(tally)
    alone = distinct[:1] if tally[0.0] > MANY_ZEROS * len(numbers) else []
    rest = distinct[len(alone) :]
    cuts = _cuts(rest, [tally[value] for value in rest], most - len(alone))
    groups = ([alone] if alone else []) + cuts
    return [Step(one[0], one[-1], sum(tally[value] for value in one)) for one in groups]


def step_of(number: float, found: Sequence[Step]) -> int:
    """Return which step, from 0 on, a number that the steps were made from is in."""
    return next(index for index, one in enumerate(found) if number <= one.high)


def _cuts(values: list[float], counts: list[int], most: int) -> list[list[float]]:
    if len(values) <= most:
        return [[value] for value in values]
    spread = _spread(np.array(values), np.array(counts, dtype=float))
    best, began = spread[0].copy(), [np.zeros(len(values), dtype=int)]
    for _ in range(1, most):
        before = np.concatenate([[np.inf], best[:-1]])
        totals = before[:, None] + spread
        began.append(totals.argmin(axis=0))
        best = totals.min(axis=0)
    groups: list[list[float]] = []
    end = len(values)
    for starts in reversed(began):
        start = int(starts[end - 1])
        groups.insert(0, values[start:end])
        end = start
    return groups


def _spread(values: Any, counts: Any) -> Any:
    """Return the squared distance from their mean of the values from i to j, infinite if i > j."""
    n, s, q = (np.concatenate([[0], np.cumsum(counts * values**p)]) for p in (0, 1, 2))
    size = n[None, 1:] - n[:-1, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        found = q[None, 1:] - q[:-1, None] - (s[None, 1:] - s[:-1, None]) ** 2 / size
    return np.where(size > 0, found, np.inf)


def thirds(numbers: Sequence[float | None]) -> list[int | None]:
    """Return which third of the areas shown each number is in, 0 to 2; equal ones are in the same.

    The ends are the quantiles 1/3 and 2/3 (numpy's, the seventh of Hyndman and Fan); a number on an
    end is in the lower third. What is missing has none.

    Examples
    --------
    >>> thirds([1, 2, 3, None, 4, 5, 6])
    [0, 0, 1, None, 1, 2, 2]
    """
    there = [one for one in numbers if one is not None]
    if not there:
        return [None for _ in numbers]
    ends = np.quantile(there, [1 / 3, 2 / 3])
    return [None if one is None else int(np.searchsorted(ends, one)) for one in numbers]


def two_at_once(
    one: Sequence[float | None], other: Sequence[float | None]
) -> list[tuple[int, int] | None]:
    """Return of each area the thirds that its two numbers are in; None without either.

    Thirds are of the areas that have both.
    """
    both = [a is not None and b is not None for a, b in zip(one, other, strict=True)]
    first = thirds([a if has else None for a, has in zip(one, both, strict=True)])
    second = thirds([b if has else None for b, has in zip(other, both, strict=True)])
    return [None if a is None or b is None else (a, b) for a, b in zip(first, second, strict=True)]
