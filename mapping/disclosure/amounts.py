"""Sums of what people give or get, such as hours or money; means, medians, quartiles, and indices.

Never the least or the greatest of them, nor any measure of one person. Section 9.3 of the locality
notes has the rules.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median, quantiles
from typing import Final

from mapping.disclosure.counts import THRESHOLD

P_PER_CENT: Final = 10
"""How near, in hundredths of the largest, the second largest may come to guessing it."""

LEAST_AREAS: Final = 10
"""The fewest areas with a shown number whose index is shown."""


def sum_may_be_shown(
    amounts: Sequence[float], *, threshold: int = THRESHOLD, p: float = P_PER_CENT
) -> bool:
    """Whether a sum of people's amounts may be shown, by the p % rule.

    There are at least `threshold` contributors, and what is left of the sum without the two largest
    is at least p % of the largest: otherwise the second largest contributor, who knows their own
    part, could guess the largest. Source: Hundepool et al., Handbook on Statistical Disclosure
    Control.

    Parameters
    ----------
    amounts
        What each person contributes, 0 or more; those who contribute nothing do not count.

    Raises
    ------
    ValueError
        If an amount is below 0 or not a number.

    Examples
    --------
    >>> sum_may_be_shown([60, 20] + 7 * [1]), sum_may_be_shown([60, 20] + 7 * [0.5])
    (True, False)
    """
    if any(not amount >= 0 or math.isinf(amount) for amount in amounts):
        raise ValueError("An amount is a number of 0 or more.")
    largest, *others = sorted((one for one in amounts if one > 0), reverse=True) or [0.0]
    if 1 + len(others) < max(threshold, 2):
        return False
    return 100 * math.fsum(others[1:]) >= p * largest


def mean_shown(values: Sequence[float], *, threshold: int = THRESHOLD) -> float | None:
    """Return the mean of what people have, to two significant figures; None if they are too few.

    Examples
    --------
    >>> mean_shown([12, 13, 13, 12, 14, 11, 12, 13]), mean_shown([12, 13])
    (12.0, None)
    """
    if len(values) < max(threshold, 1):
        return None
    return _two_figures(math.fsum(values) / len(values))


def median_shown(values: Sequence[float], *, threshold: int = THRESHOLD) -> float | None:
    """Return the median of what people have, to two significant figures; None if they are too few.

    Examples
    --------
    >>> median_shown([1, 2, 3, 4, 123, 200, 300, 400, 500])
    120.0
    """
    if len(values) < max(threshold, 1):
        return None
    return _two_figures(median(values))


def quartiles_shown(
    values: Sequence[float], *, threshold: int = THRESHOLD
) -> tuple[float, float, float] | None:
    """Return the quartiles of what people have, to two significant figures.

    None if there are fewer people than four times the threshold. Of definitions it is the seventh
    of Hyndman and Fan (1996), as numpy has it.

    Examples
    --------
    >>> quartiles_shown(range(101, 134)), quartiles_shown(range(31))
    ((110.0, 120.0, 120.0), None)
    """
    if len(values) < max(4 * threshold, 2):
        return None
    low, middle, high = quantiles(values, n=4, method="inclusive")
    return _two_figures(low), _two_figures(middle), _two_figures(high)


def index_shown(
    value: float, *, people: int, areas_shown: int, threshold: int = THRESHOLD
) -> float | None:
    """Return an index over areas, made of true numbers, to two digits.

    Such are Moran's I, the concentration index and self-containment. None if too few people are
    behind it, or fewer than ten areas have a shown number.

    Examples
    --------
    >>> index_shown(0.4567, people=60, areas_shown=10), index_shown(0.4, people=60, areas_shown=9)
    (0.46, None)
    """
    if people < threshold or areas_shown < LEAST_AREAS:
        return None
    return round(value, 2)


def _two_figures(value: float) -> float:
    return float(f"{value:.1e}")
