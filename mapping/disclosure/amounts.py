"""Sums of amounts that people give or get, such as hours or money, and means of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from mapping.disclosure.counts import THRESHOLD

P_PER_CENT: Final = 10
"""How near, in hundredths of the largest, the second largest may come to guessing it."""


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
    return float(f"{math.fsum(values) / len(values):.1e}")
