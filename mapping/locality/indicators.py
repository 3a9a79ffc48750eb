"""What stands in each area, counted and set against its population and other figures of it.

Assets are public bodies and places, so their numbers are exact. People are never counted here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from scipy.special import gammaincinv

Column = Literal["count", "rate", "score", "rank", "decile"]

PER: Final = 1_000
"""Rates are per so many people."""


@dataclass(frozen=True)
class Asset:
    """A public body or place, with the care that it gives to anyone who comes."""

    id: str
    kind: str
    sector: str | None
    care_types: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Counts:
    """How many assets are in an area.

    Parameters
    ----------
    all
        Distinct assets.
    by_kind, by_sector
        The same, each under its own; a place has no sector.
    by_care_type
        Distinct assets that give each type of care; one that gives three is in three.
    """

    all: int = 0
    by_kind: Mapping[str, int] = field(default_factory=dict)
    by_sector: Mapping[str, int] = field(default_factory=dict)
    by_care_type: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Rate:
    """A number per 1,000 people, with the exact 95 % interval of a Poisson count."""

    per_1000: float
    low: float
    high: float


@dataclass(frozen=True)
class Indicator:
    """One column of a table of figures by area.

    Parameters
    ----------
    name
        Its header.
    column
        What sort of figure it is.
    higher_is_worse
        Which way need goes, if that is known: a deprivation rank of 1 is the most deprived.
    values
        The figure of each area that has one, by its code.
    """

    name: str
    column: Column
    higher_is_worse: bool | None
    values: Mapping[str, float]


@dataclass(frozen=True)
class Joined:
    """How a table's codes go with a map's: in both, and in one of them alone."""

    joined: int
    only_in_table: tuple[str, ...]
    only_in_map: tuple[str, ...]


def count_assets(assets: Iterable[Asset]) -> Counts:
    """Return how many assets there are, by kind, sector and care type."""
    assets = list(assets)
    return Counts(
        all=len(assets),
        by_kind=_tally(assets, lambda one: [one.kind]),
        by_sector=_tally(assets, lambda one: [one.sector] if one.sector else []),
        by_care_type=_tally(assets, lambda one: one.care_types),
    )


def rate(number: int, population: int | None) -> Rate | None:
    """Return a number per 1,000 people, or None where nobody lives or nobody has said.

    The interval is the exact one for a Poisson count n: from chi2(0.025, 2n)/2, or 0 for none, to
    chi2(0.975, 2n + 2)/2, over the population.

    Examples
    --------
    >>> rate(3, 1_500)
    Rate(per_1000=2.0, low=0.412, high=5.845)
    """
    if not population:
        return None
    # chi2.ppf(p, 2k) / 2 is gammaincinv(k, p), which loads in a tenth of the time.
    low = gammaincinv(number, 0.025) if number else 0.0
    high = gammaincinv(number + 1, 0.975)
    per = PER / population
    return Rate(round(number * per, 3), round(float(low) * per, 3), round(float(high) * per, 3))


def indicator(name: str, values: Mapping[str, float]) -> Indicator:
    """Return a column with what its header says of it."""
    lower = name.lower()
    words: tuple[Column, ...] = ("rank", "decile", "score", "rate")
    column: Column = next((word for word in words if word in lower), "count")
    higher: bool | None = None
    if any(word in lower for word in ("depriv", "imd", "poverty", "need")):
        higher = column not in {"rank", "decile"}
    return Indicator(name, column, higher, values)


def join(table: Sequence[str], codes: Sequence[str]) -> Joined:
    """Return how the codes of a table go with those of a map."""
    ours, theirs = set(codes), set(table)
    return Joined(len(ours & theirs), tuple(sorted(theirs - ours)), tuple(sorted(ours - theirs)))


def need_ranks(found: Indicator, codes: Iterable[str]) -> dict[str, int]:
    """Return the place of each area from the most need, 1, on; equal figures share a place."""
    values = {code: found.values[code] for code in codes if code in found.values}
    sign = -1 if found.higher_is_worse else 1
    return {
        code: 1 + sum(sign * other < sign * value for other in values.values())
        for code, value in values.items()
    }


def _tally(assets: Sequence[Asset], of: Callable[[Asset], Iterable[str]]) -> dict[str, int]:
    tally = Counter(one for asset in assets for one in of(asset))
    return dict(sorted(tally.items()))


def smoothed(counts: Sequence[float], population: Sequence[float]) -> list[float]:
    """Return rates drawn towards that of all areas together, those of few people more.

    Global empirical Bayes (Marshall 1991): r_i' = w_i r_i + (1 - w_i) r, r the rate of all,
    s² = sum b_i (r_i - r)² / sum b - r / mean(b), at least 0, w_i = s² / (s² + r / b_i). They are
    shown beside raw rates, never in their place. Every area has people.

    Parameters
    ----------
    counts, population
        Of each area, shape (n,).

    Returns
    -------
    list of float
        Per head.

    Examples
    --------
    >>> [round(rate, 4) for rate in smoothed([0, 10, 2], [100, 1000, 100])]
    [0.01, 0.01, 0.01]
    """
    e, b = np.asarray(counts, dtype=float), np.asarray(population, dtype=float)
    if not e.any():
        return [0.0] * len(e)
    raw, whole = e / b, e.sum() / b.sum()
    spread = max(0.0, float(np.sum(b * (raw - whole) ** 2) / b.sum() - whole / b.mean()))
    own = spread / (spread + whole / b)
    return [float(one) for one in own * raw + (1 - own) * whole]
