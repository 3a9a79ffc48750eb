"""Communities: clusters of the network, and whether they follow the sectors or mix them.

Found by Leiden on ties, each counted once, for modularity at resolution 1. They are not unique:
another run may draw other borders with a modularity as good. Compare modularity, never labels.
Sources: Traag, Waltman and van Eck (2019), From Louvain to Leiden: guaranteeing well-connected
communities; Newman and Girvan (2004), Finding and evaluating community structure in networks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from mapping.analysis.adjacency import Adjacency
from mapping.analysis.kernels import Floats, Numbers, Places, kernel_of, side_by_side
from mapping.columns import Codes

RUNS: Final = 10
MANY_TIES: Final = 1_000_000
RUNS_OF_MANY: Final = 2
"""With more than `MANY_TIES`, so many runs: they differ by 1 in 5,000 in modularity then."""
FEW_TIES: Final = 20_000
"""Up to so many ties a run goes on for as long as it finds better; else it is one cycle."""

_SEED: Final = 20_190_326


@dataclass(frozen=True, eq=False)
class Communities:
    """The best of several runs.

    Parameters
    ----------
    label
        Of each element, shape (n,): 0 for the largest; of equal ones, that of the first element.
    modularity
        Of this division; None without a tie.
    runs
        How many runs it is the best of.
    """

    label: Numbers
    modularity: float | None
    runs: int


class _Level(NamedTuple):
    """A network whose elements are communities of the one before; `strength` has what is inside."""

    start: Numbers
    neighbour: Places
    weight: Floats
    strength: Floats


def communities(ties: Adjacency, *, runs: int | None = None, seed: int = _SEED) -> Communities:
    """Return the division of greatest modularity that some seeded runs of Leiden find.

    About O(m log n) a run. Elements without a tie are communities of one.

    Parameters
    ----------
    ties
        n elements and m ties.
    runs
        By default `RUNS`, or `RUNS_OF_MANY` for a very large network.
    seed
        The same seed finds the same.
    """
    if not ties.m:
        return Communities(np.arange(ties.n), None, 0)
    number = runs or (RUNS if ties.m <= MANY_TIES else RUNS_OF_MANY)
    whole = _Level(ties.start, ties.neighbour, np.ones(2 * ties.m), ties.degree.astype(np.float64))
    seeds = np.random.default_rng(seed).spawn(number)
    works = [lambda one=one: _one_run(ties, whole, one) for one in seeds]
    score, label = max(side_by_side(works), key=lambda one: one[0])
    return Communities(_named(label), score, number)


def modularity(ties: Adjacency, group: Numbers | Places) -> float | None:
    """Return the modularity of a division: ties within groups, less what degrees would give.

    The sum over groups of (share of ties within) - (share of tie ends)². None without a tie.

    Parameters
    ----------
    ties
        n elements and m ties.
    group
        Of each element, shape (n,), from 0.
    """
    if not ties.m:
        return None
    row = ties.row
    ends_within = int((group[row] == group[ties.neighbour]).sum())
    squares = sum(int(ends) ** 2 for ends in np.bincount(group, ties.degree).tolist())
    return (2 * ties.m * ends_within - squares) / (2 * ties.m) ** 2


def shared_information(one: Numbers, other: Numbers) -> float | None:
    """Return how much two divisions of the same elements say of each other, 0 to 1.

    2 I / (H + H'), I their mutual information and H, H' their entropies; None if both are 0.
    Source: Danon et al. (2005), Comparing community structure identification.

    Parameters
    ----------
    one, other
        The group of each element in either, shape (n,), from 0.

    Examples
    --------
    >>> shared_information(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    if not len(one):
        return None
    width = int(other.max()) + 1
    pairs = np.unique(one * width + other, return_counts=True)[1]
    entropies = [_entropy(np.bincount(group)) for group in (one, other)]
    if not sum(entropies):
        return None
    return 2 * (sum(entropies) - _entropy(pairs)) / sum(entropies)


def _entropy(counts: Numbers) -> float:
    shares = counts[counts > 0] / counts.sum()
    return abs(float((shares * np.log(shares)).sum()))


def _named(label: Numbers) -> Numbers:
    """Return labels from 0 in order of size, then of the first element of each."""
    _, first, group, size = np.unique(
        label, return_index=True, return_inverse=True, return_counts=True
    )
    place = np.empty_like(size)
    place[np.lexsort((first, -size))] = np.arange(len(size))
    return np.asarray(place[group])


def _one_run(ties: Adjacency, whole: _Level, chance: np.random.Generator) -> tuple[float, Numbers]:
    """Return modularity and labels of one run: cycles, if there are few ties, as each is better."""
    best, found = -1.0, np.arange(len(whole.strength))
    while True:
        label = _one_cycle(whole, found.astype(np.int32), chance)
        score = modularity(ties, label) or 0.0
        if score <= best + 1e-9:
            return best, found
        best, found = score, label
        if ties.m > FEW_TIES:
            return best, found


def _one_cycle(whole: _Level, community: Places, chance: np.random.Generator) -> Numbers:
    """Move elements to the communities they are most tied to, refine, put together, and again."""
    level = whole
    place: Codes = np.arange(len(whole.strength))  # of each element, the one it is in here
    while True:
        _move(*level, _order(chance, level), community, float(whole.strength.sum()))
        refined = np.arange(len(level.strength), dtype=np.int32)
        _refine(*level, _order(chance, level), community, refined, float(whole.strength.sum()))
        new = _numbered(refined)
        parts = int(new.max()) + 1
        if parts == len(level.strength):
            return _numbered(community)[place].astype(np.int64)
        level = _put_together(level, new, parts)
        within = np.empty(parts, dtype=np.int32)
        within[new] = community  # all of a part are in one community
        community = _numbered(within)
        place = new[place]


def _order(chance: np.random.Generator, level: _Level) -> Places:
    return chance.permutation(len(level.strength)).astype(np.int32)


def _numbered(community: Places) -> Places:
    """Return communities numbered anew from 0, in the same order."""
    there = np.zeros(int(community.max(initial=-1)) + 1, dtype=bool)
    there[community] = True
    return (np.cumsum(there, dtype=np.int32) - 1)[community]


def _put_together(level: _Level, part: Places, parts: int) -> _Level:
    """Return the network of parts: what ties them, and the strength of all in each."""
    members = np.argsort(part, kind="stable").astype(np.int32)
    first = np.searchsorted(part[members], np.arange(parts + 1))
    start = np.zeros(parts + 1, np.int64)
    neighbour, weight = np.empty_like(level.neighbour), np.empty_like(level.weight)
    _sum_up(*level[:3], part, members, first, start, neighbour, weight)
    strength = np.bincount(part, level.strength, parts).astype(np.float64, copy=False)
    return _Level(start, neighbour[: start[-1]].copy(), weight[: start[-1]].copy(), strength)


@kernel_of(small=8_000)
def _move(
    start: Numbers,
    neighbour: Places,
    weight: Floats,
    strength: Floats,
    order: Places,
    community: Places,
    whole: float,
) -> None:
    """Move each element to where it adds most to modularity, again as its neighbours move."""
    n = len(strength)
    total, to = np.zeros(n), np.zeros(n)
    touched = np.empty(n, np.int32)
    for v in range(n):
        total[community[v]] += strength[v]
    queue, waits = order.copy(), np.full(n, True)
    head, waiting = 0, n
    while waiting:
        v = queue[head]
        head = head + 1 if head + 1 < n else 0
        waiting -= 1
        waits[v] = False
        count = 0
        for e in range(start[v], start[v + 1]):
            c = community[neighbour[e]]
            if to[c] == 0:
                touched[count] = c
                count += 1
            to[c] += weight[e]
        own = community[v]
        total[own] -= strength[v]
        best, most = own, to[own] - strength[v] * total[own] / whole
        for place in range(count):
            c = touched[place]
            gain = to[c] - strength[v] * total[c] / whole
            if gain > most + 1e-12:
                best, most = c, gain
            to[c] = 0
        total[best] += strength[v]
        if best == own:
            continue
        community[v] = best
        for e in range(start[v], start[v + 1]):
            w = neighbour[e]
            if not waits[w] and community[w] != best:
                waits[w] = True
                queue[(head + waiting) % n] = w
                waiting += 1


@kernel_of(small=8_000)
def _refine(
    start: Numbers,
    neighbour: Places,
    weight: Floats,
    strength: Floats,
    order: Places,
    community: Places,
    refined: Places,
    whole: float,
) -> None:
    """Divide each community anew: from single elements, each joins a part well tied to the rest."""
    n = len(strength)
    total, out, to = np.zeros(n), np.zeros(n), np.zeros(n)
    touched = np.empty(n, np.int32)
    alone = np.full(n, True)
    inside = strength.copy()
    for v in range(n):
        total[community[v]] += strength[v]
        for e in range(start[v], start[v + 1]):
            if community[neighbour[e]] == community[v]:
                out[v] += weight[e]
    for v in order:
        rest = total[community[v]]
        if not alone[v] or out[v] < strength[v] * (rest - strength[v]) / whole:
            continue
        count = 0
        for e in range(start[v], start[v + 1]):
            w = neighbour[e]
            if community[w] == community[v]:
                part = refined[w]
                if to[part] == 0:
                    touched[count] = part
                    count += 1
                to[part] += weight[e]
        best, most = v, 0.0
        for place in range(count):
            part = touched[place]
            gain = to[part] - strength[v] * inside[part] / whole
            if gain > most and out[part] >= inside[part] * (rest - inside[part]) / whole:
                best, most = part, gain
        if best != v:
            refined[v] = best
            alone[best] = False
            inside[best] += strength[v]
            out[best] += out[v] - 2 * to[best]
        for place in range(count):
            to[touched[place]] = 0


@kernel_of(small=8_000)
def _sum_up(
    start: Numbers,
    neighbour: Places,
    weight: Floats,
    part: Places,
    members: Places,
    first: Numbers,
    new_start: Numbers,
    new_neighbour: Places,
    new_weight: Floats,
) -> None:
    """Fill the network of parts: entries of the `members` of each, by the part they lead to."""
    parts = len(new_start) - 1
    to = np.zeros(parts)
    at = 0
    for own in range(parts):
        begin = at
        for place in range(first[own], first[own + 1]):
            v = members[place]
            for e in range(start[v], start[v + 1]):
                other = part[neighbour[e]]
                if other == own:
                    continue
                if to[other] == 0:
                    new_neighbour[at] = other
                    at += 1
                to[other] += weight[e]
        for entry in range(begin, at):
            new_weight[entry] = to[new_neighbour[entry]]
            to[new_neighbour[entry]] = 0
        new_start[own + 1] = at
