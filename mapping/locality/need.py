"""Provision against need: gaps, and whether worse-off areas have less.

Need is a column that others publish, such as the score of the Index of Multiple Deprivation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mapping.locality.choices import Choices
from mapping.locality.ground import Ground, Numbers
from mapping.locality.indicators import Indicator
from mapping.locality.walking import is_far
from mapping.refusals import NotWellFormed

FEWEST: Final = 10
"""With fewer areas there is no concentration index and no Gini."""

_KNOWN: Final = ("imd", "multiple deprivation", "depriv", "need", "poverty")


def chosen_need(indicators: Sequence[Indicator], name: str | None) -> Indicator | None:
    """Return the column that need is read from: the one named, else the first that is about it.

    A score of deprivation goes before its rank or decile. A column that does not say which way
    need goes is taken only if it is named; then a higher figure is more need.

    Raises
    ------
    NotWellFormed
        If there is no such column.
    """
    if name is not None:
        for one in indicators:
            if one.name.casefold() == name.casefold():
                return one
        there = ", ".join(one.name for one in indicators) or "none"
        raise NotWellFormed("need", f"There is no such column of figures. There is {there}.")

    def order(one: Indicator) -> tuple[int, int]:
        about = next((at for at, word in enumerate(_KNOWN) if word in one.name.casefold()), 9)
        return about // 2, ("score", "rate", "count", "decile", "rank").index(one.column)

    told = [one for one in indicators if one.higher_is_worse is not None]
    return min(told, key=order, default=None)


def need_of(found: Indicator, codes: Sequence[str]) -> Numbers:
    """Return the need of each area, a higher one more, nan where nobody has said, shape (n,)."""
    sign = -1.0 if found.higher_is_worse is False else 1.0
    return np.array([sign * found.values.get(code, np.nan) for code in codes], dtype=float)


def gaps(
    ground: Ground, metres: Mapping[str, Numbers], need: Numbers, choices: Choices
) -> dict[str, list[str]]:
    """Return for each type of care the areas that are far from it and in need, the worst first.

    Far is more than `walk_minutes` on foot; in need is strictly above the median of the areas
    shown. Ordered by people times the minutes above that; an area whose population nobody has said
    comes last. An area without a figure of need is never a gap.
    """
    in_need = need > np.nanmedian(need) if np.isfinite(need).any() else np.zeros(ground.n, bool)
    return {
        type_: [
            ground.areas.codes[at]
            for at in _worst_first(ground, some, is_far(some, choices) & in_need, choices)
        ]
        for type_, some in metres.items()
    }


def far_areas(
    ground: Ground, metres: Mapping[str, Numbers], choices: Choices
) -> dict[str, list[str]]:
    """Return for each type of care the areas that are far from it, the worst first."""
    return {
        type_: [
            ground.areas.codes[at]
            for at in _worst_first(ground, some, is_far(some, choices), choices)
        ]
        for type_, some in metres.items()
    }


def concentration_index(health: Numbers, weight: Numbers, worst_first: Numbers) -> float | None:
    """Return how much better-off areas have more: above 0 if they do (O'Donnell et al. 2008).

    C = (2 / mu) sum_i w_i (h_i - mu)(r_i - 1/2), r the weighted fractional rank, in which equal
    ones share their mean rank. None if nothing is there to be shared.

    Parameters
    ----------
    health
        What each area has, such as its E2SFCA, shape (n,).
    weight
        Its people, shape (n,).
    worst_first
        What areas are ranked by, the lowest the worst off, shape (n,).

    Examples
    --------
    >>> ones, ranked = np.ones(4), np.arange(4.0)
    >>> round(concentration_index(np.array([1, 2, 3, 4.0]), ones, ranked), 12)
    0.25
    """
    share = weight / weight.sum()
    mean = float(share @ health)
    if not mean:
        return None
    return float(2 / mean * np.sum(share * (health - mean) * (_ranks(share, worst_first) - 0.5)))


def gini(health: Numbers, weight: Numbers) -> float | None:
    """Return how unevenly it is shared out, from 0: the same index, ranked by what each has."""
    return concentration_index(health, weight, health)


def equity(
    ground: Ground, health: Numbers, need: Numbers | None
) -> dict[str, float | int | None] | None:
    """Return the concentration index and the Gini of what areas have; None if there are too few.

    Areas without people, or for C without a figure of need, are left out; `areas` says how many
    stay. Not shown for fewer than 10 areas, or if no area has any.
    """
    lived_in = np.nan_to_num(ground.population) > 0
    ranked = lived_in & np.isfinite(need) if need is not None else np.zeros(ground.n, bool)
    if lived_in.sum() < FEWEST or not health[lived_in].any():
        return None
    enough = ranked.sum() >= FEWEST and need is not None
    return {
        "areas": int(lived_in.sum()),
        "ranked_areas": int(ranked.sum()),
        "concentration_index": concentration_index(
            health[ranked], ground.population[ranked], -need[ranked]
        )
        if enough and need is not None
        else None,
        "gini": gini(health[lived_in], ground.population[lived_in]),
    }


def _ranks(share: Numbers, by: Numbers) -> Numbers:
    """Return the weighted fractional rank of each, the lowest first; equal ones share theirs."""
    group = np.unique(by, return_inverse=True)[1]
    sizes = np.bincount(group, share)
    middles: Numbers = (np.cumsum(sizes) - sizes / 2)[group]
    return middles


def _worst_first(
    ground: Ground, metres: Numbers, among: NDArray[np.bool_], choices: Choices
) -> list[int]:
    beyond = np.nan_to_num(ground.population) * (choices.minutes(metres) - choices.walk_minutes)
    codes = ground.areas.codes
    return sorted(np.flatnonzero(among).tolist(), key=lambda at: (-beyond[at], codes[at]))
