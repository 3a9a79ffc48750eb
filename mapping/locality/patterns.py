"""Whether numbers of areas lie on the map by chance: Moran's I, whole and local, and Getis-Ord G*.

p values are pseudo ones: numbers are dealt out to the areas anew many times, from a given seed, and
it is counted how often what comes out is as extreme, on the side where it was seen, as what was
seen. Of many local p values some are small by chance, so a local pattern is named only if it passes
the false discovery rate (Benjamini and Hochberg 1995).

esda, which the tests set this beside, answers the same; it is not used here because loading it
takes longer than the whole report, and its local statistics compile for 20 seconds first. Where
several outcomes are equal this counts them as extreme on both sides; esda counts them on one, and
would find a pattern in every area without anything whose neighbours have nothing either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from mapping.locality.ground import Numbers

FEWEST: Final = 10
"""With fewer areas nothing is said of patterns."""

FEWEST_LOCAL: Final = 30
"""With fewer areas than this nothing local is said, and the whole with a caution."""

MOST_LOCAL: Final = 2_000
"""With more, so many dealings would be needed for one area to stand out that none is tried."""

SURE: Final = 0.05
EQUAL: Final = 1e-9
"""Outcomes this near to each other are equal: sums differ in their last digits."""

_AT_ONCE: Final = 5_000_000

Word = Literal[
    "high among high",
    "low among low",
    "high among low",
    "low among high",
    "no pattern found",
]


@dataclass(frozen=True)
class Moran:
    """Moran's I: above `expected` if near areas are alike, below if they are unlike."""

    index: float
    expected: float
    p: float


@dataclass(frozen=True, eq=False)
class Local:
    """What each area is among its neighbours, shape (n,) each.

    Parameters
    ----------
    index, p
        Local Moran's I, and its pseudo p value.
    g_star, g_star_z, g_star_p
        Getis and Ord's G* with the area itself among its neighbours, its standard score, its p.
    words, g_star_words
        What passes the false discovery rate, in words; of G*, "hot" or "cold".
    """

    index: Numbers
    p: Numbers
    g_star: Numbers
    g_star_z: Numbers
    g_star_p: Numbers
    words: tuple[Word, ...]
    g_star_words: tuple[str, ...]


def moran(
    values: Numbers, weights: csr_array, permutations: int = 9_999, seed: int = 1
) -> Moran | None:
    """Return Moran's I of some numbers; None for fewer than 10 areas, or if all are equal.

    I = (z' W z / z' z) n / sum(W), z the distances from the mean; expected -1 / (n - 1).
    O(permutations x neighbours).

    Parameters
    ----------
    values
        One an area, shape (n,); none missing.
    weights
        Row-standardised, shape (n, n), as `neighbours` returns them.
    permutations, seed
        How often to deal out anew, and what the dealing begins with.
    """
    n = len(values)
    z = values - values.mean()
    spread = float(z @ z)
    if n < FEWEST or spread <= EQUAL * max(1.0, float(values @ values)):
        return None
    scale = n / float(weights.sum()) / spread
    seen = float(z @ (weights @ z)) * scale
    random = np.random.default_rng(seed)
    above = below = 0
    step = max(1, _AT_ONCE // n)
    for start in range(0, permutations, step):
        some = min(step, permutations - start)
        dealt = random.permuted(np.tile(z, (some, 1)), axis=1)
        found = np.einsum("pn,np->p", dealt, weights @ dealt.T) * scale
        above += int((found >= seen - EQUAL).sum())
        below += int((found <= seen + EQUAL).sum())
    p = (min(above, below) + 1) / (permutations + 1)
    return Moran(seen, -1 / (n - 1), p)


def moran_of_rates(
    counts: Numbers,
    population: Numbers,
    weights: csr_array,
    permutations: int = 9_999,
    seed: int = 1,
) -> Moran | None:
    """Return Moran's I of counts over population (Assuncao and Reis 1999).

    Rates of few people swing more; each is set in proportion to how much it swings before it is
    compared. Every area has people.
    """
    if not counts.any():
        return None
    rate, whole = counts / population, counts.sum() / population.sum()
    swing = float(np.sum(population * (rate - whole) ** 2) / population.sum())
    between = swing - whole / population.mean()
    each = between + whole / population
    each = np.where(each <= 0, whole / population, each)
    return moran((rate - whole) / np.sqrt(each), weights, permutations, seed)


def dealings_for(n: int, at_least: int) -> int:
    """Return how often to deal out so that a single one of n areas can pass.

    Examples
    --------
    >>> dealings_for(149, 9_999), dealings_for(149, 999), dealings_for(1_000, 9_999)
    (9999, 2979, 19999)
    """
    return max(at_least, int(np.ceil(n / SURE)) - 1)


def fdr(p: Numbers, sure: float = SURE) -> float:
    """Return up to which p value, of many, a pattern is named (Benjamini and Hochberg 1995).

    The k smallest pass, for the greatest k of which the k-th is at most k / n of `sure`.

    Examples
    --------
    >>> fdr(np.array([0.01, 0.02, 0.9, 0.04]))
    0.025
    """
    n = len(p)
    passing = np.flatnonzero(np.sort(p) <= sure * np.arange(1, n + 1) / n)
    return sure * float(passing.max() + 1 if passing.size else 1) / n


def local_patterns(
    values: Numbers, weights: csr_array, permutations: int = 9_999, seed: int = 1
) -> Local | None:
    """Return local Moran's I (Anselin 1995) and G* of each area; None where it cannot be told.

    I_i = (n - 1) / n z_i sum_j w_ij z_j, z standard scores. The area keeps its number and its
    neighbours' are dealt out anew from all others. None for fewer than 30 areas or more than 2,000,
    or if all numbers are equal. O(permutations x neighbours).

    Parameters
    ----------
    values, weights
        As for `moran`.
    permutations
        Dealings at least; so many are made that one area alone could pass.
    seed
        What the dealing begins with.
    """
    n = len(values)
    if not FEWEST_LOCAL <= n <= MOST_LOCAL or np.ptp(values) <= EQUAL:
        return None
    z = (values - values.mean()) / values.std()
    lag = weights @ z
    rounds = dealings_for(n, permutations)
    above, below = _dealt(z, lag, weights, rounds, seed)
    p = (np.minimum(above, below) + 1) / (rounds + 1)
    star, score = _g_star(values, weights)
    own = np.where(np.abs(z) <= EQUAL, 1.0, p)  # a number at the mean is alike with nothing
    passes, passes_star = own <= fdr(own), p <= fdr(p)
    return Local(
        index=(n - 1) / n * z * lag,
        p=own,
        g_star=star,
        g_star_z=score,
        g_star_p=p,
        words=tuple(
            _word(*each) for each in zip(z.tolist(), lag.tolist(), passes.tolist(), strict=True)
        ),
        g_star_words=tuple(
            _star_word(*each)
            for each in zip(score.tolist(), lag.tolist(), passes_star.tolist(), strict=True)
        ),
    )


def _dealt(
    z: Numbers, lag: Numbers, weights: csr_array, rounds: int, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how often the neighbours' mean was as high as seen, and as low, shape (n,).

    One dealing serves all areas: of the n - 1 others, in an order of their own for each.
    """
    n = len(z)
    degree = np.diff(weights.indptr)
    most = int(degree.max())
    random = np.random.default_rng(seed)
    above, below = np.zeros(n, np.int64), np.zeros(n, np.int64)
    step = max(1, _AT_ONCE // n)
    every = np.arange(n - 1, dtype=np.int32)
    others = [random.permutation(np.delete(z, at)) for at in range(n)]
    for start in range(0, rounds, step):
        some = min(step, rounds - start)
        dealt = random.permuted(np.tile(every, (some, 1)), axis=1)[:, :most]
        for at in range(n):
            found = others[at][dealt[:, : degree[at]]].mean(axis=1)
            above[at] += np.count_nonzero(found >= lag[at] - EQUAL)
            below[at] += np.count_nonzero(found <= lag[at] + EQUAL)
    return above, below


def _g_star(values: Numbers, weights: csr_array) -> tuple[Numbers, Numbers]:
    """Return G* and its standard score; an area is one of its own neighbours (Ord and Getis 1995).

    G*_i = (x_i + sum of its neighbours' x) / (their number and one) / sum x. The score is the mean
    of them set beside the mean and spread of all, without replacement.
    """
    n, size = len(values), np.diff(weights.indptr) + 1.0
    near = ((weights @ values) * (size - 1) + values) / size
    spread = values.std() * np.sqrt((n - size) / (size * (n - 1)))
    total = values.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        score = np.where(spread > 0, (near - values.mean()) / spread, 0.0)
        star = near / total if total else np.full(n, np.nan)
    return star, score


def _word(z: float, lag: float, passes: bool) -> Word:
    if not passes:
        return "no pattern found"
    if z > 0:
        return "high among high" if lag > 0 else "high among low"
    return "low among high" if lag > 0 else "low among low"


def _star_word(score: float, lag: float, passes: bool) -> str:
    if not passes or score * lag <= 0:  # its neighbours stand out one way, it and they another
        return "no pattern found"
    return "hot" if score > 0 else "cold"
