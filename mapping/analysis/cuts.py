"""What parts formal from informal care: single elements, single links, and pairs of elements.

A carer is *joined* if its component of the ties holds carers of both sides. Some elements taken
away *strand* the other carers that were joined and then are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from mapping.analysis.adjacency import Adjacency
from mapping.analysis.depth_first import Walk, walked
from mapping.analysis.kernels import Numbers, Places, Truths, kernel_of

MOST_FOR_PAIRS: Final = 2_000
"""With more elements than this, pairs are not searched: it would take a walk for each element."""


@dataclass(frozen=True, eq=False)
class Cuts:
    """What is lost with each single element and link.

    Parameters
    ----------
    stranded
        How many carers each element strands by leaving, itself not counted, shape (n,).
    holds_together
        Whether the component of each falls apart without it (an articulation point), shape (n,).
    bridges
        The two ends of each tie without which its component falls apart, the smaller first,
        shape (k, 2), in order.
    crossing
        Whether the loss of each of these ties strands a carer, shape (k,).
    """

    stranded: Numbers
    holds_together: Truths
    bridges: Places
    crossing: Truths


@dataclass(frozen=True)
class CutPair:
    """Two elements that by both leaving strand carers whom neither strands alone."""

    one: int
    other: int
    strands: int


def cuts(ties: Adjacency, formal: Truths, informal: Truths) -> Cuts:
    """Return what is lost with each single element and link, O(n + m).

    One walk, depth first, with the carers of each side counted below each element. Source:
    Hopcroft and Tarjan (1973), Efficient algorithms for graph manipulation.

    Parameters
    ----------
    ties
        n elements and m ties.
    formal, informal
        Whether each element is a carer of that side, shape (n,).
    """
    walk = walked(ties)
    below = [walk.below(side) for side in (formal, informal)]
    whole = [sums[walk.top] for sums in below]
    joined = (whole[0] > 0) & (whole[1] > 0)
    bridges = walk.bridges
    ends = np.sort(
        np.stack([walk.order[walk.parent[bridges]], walk.order[bridges]], axis=1), axis=1
    )
    parts = [sums[bridges] for sums in below]
    rests = [sums[bridges] - part for sums, part in zip(whole, parts, strict=True)]
    crossing = joined[bridges] & ((_one_sided(*parts) > 0) | (_one_sided(*rests) > 0))
    in_order = np.lexsort((ends[:, 1], ends[:, 0]))
    return Cuts(
        stranded=_stranded(walk, formal, informal, below),
        holds_together=walk.holds_together,
        bridges=ends[in_order],
        crossing=crossing[in_order],
    )


def _stranded(walk: Walk, formal: Truths, informal: Truths, below: list[Numbers]) -> Numbers:
    """Return by element how many carers it strands: those of the parts that lack a side then."""
    whole = [sums[walk.top] for sums in below]
    own = [side[walk.order] for side in (formal, informal)]
    rests = [
        sums - mine - walk.cut_off_sums(part)
        for sums, mine, part in zip(whole, own, below, strict=True)
    ]
    lost = walk.cut_off_sums(_one_sided(*below)) + _one_sided(*rests)
    lost[(whole[0] == 0) | (whole[1] == 0)] = 0
    return walk.by_element(lost)


def _one_sided(formal: Numbers, informal: Numbers) -> Numbers:
    """Return how many carers there are where only one side is."""
    return np.where((formal == 0) | (informal == 0), formal + informal, 0)


def cut_pairs(ties: Adjacency, formal: Truths, informal: Truths) -> list[CutPair] | None:
    """Return the pairs that strand carers together, most first, then by element; O(n(n + m)).

    None with more than `MOST_FOR_PAIRS` elements. For each element u the walk is repeated without
    it, which gives what each other v strands then; from that is taken what v strands alone, but
    for what u strands too.
    """
    n = ties.n
    if n > MOST_FOR_PAIRS:
        return None
    lost = np.zeros(n * n, dtype=np.int64)
    _stranded_without(ties.start, ties.neighbour, formal, informal, lost)
    alone = stranded_sets(ties, formal, informal)
    shared = (alone.astype(np.float32) @ alone.T.astype(np.float32)).astype(np.int64)
    together = lost.reshape(n, n) - (alone.sum(axis=1)[None, :] - shared - alone.T)
    one, other = np.nonzero(np.triu(together > 0, 1))
    strands = together[one, other]
    return [
        CutPair(*(int(value) for value in row))
        for row in sorted(
            zip(one.tolist(), other.tolist(), strands.tolist(), strict=True),
            key=lambda row: (-row[2], row[0], row[1]),
        )
    ]


def stranded_sets(ties: Adjacency, formal: Truths, informal: Truths) -> Truths:
    """Return whether each element, in a row, strands each carer, shape (n, n)."""
    walk = walked(ties)
    below = [walk.below(side) for side in (formal, informal)]
    strands = _stranded(walk, formal, informal, below)
    carer = formal | informal
    found = np.zeros((walk.n, walk.n), dtype=bool)
    for number in np.flatnonzero(strands[walk.order] > 0).tolist():
        rest = np.zeros(walk.n, dtype=bool)
        top = int(walk.top[number])
        rest[top : top + walk.size[top]] = True
        rest[number] = False
        lost = np.zeros(walk.n, dtype=bool)
        for child in np.flatnonzero(walk.cut_off & (walk.parent == number)).tolist():
            part = slice(child, child + int(walk.size[child]))
            rest[part] = False
            lost[part] = below[0][child] == 0 or below[1][child] == 0
        if not _both_there(walk.order[rest], formal, informal):
            lost |= rest
        found[walk.order[number], walk.order[lost]] = True
    return found & carer[None, :]


def _both_there(elements: Places, formal: Truths, informal: Truths) -> bool:
    return bool(formal[elements].any() and informal[elements].any())


@kernel_of(small=60_000)
def _stranded_without(
    start: Numbers, neighbour: Places, formal: Truths, informal: Truths, lost: Numbers
) -> None:
    """Fill `lost`, n rows of n: what each strands when the row's element is not there."""
    n = len(start) - 1
    order, parent, low = np.empty(n, np.int32), np.empty(n, np.int32), np.empty(n, np.int32)
    below_f, below_i = np.empty(n, np.int32), np.empty(n, np.int32)
    rest_f, rest_i = np.empty(n, np.int32), np.empty(n, np.int32)
    for gone in range(n):
        row, met = gone * n, 0
        number = np.full(n, -1, np.int32)
        following = start[:-1].copy()
        for first in range(n):
            if first == gone or number[first] >= 0:
                continue
            top, at, here = met, first, -1
            while at >= 0:
                if number[at] < 0:
                    number[at] = low[met] = met
                    order[met], parent[met] = at, here
                    below_f[met], below_i[met] = formal[at], informal[at]
                    met += 1
                here = number[at]
                while following[at] < start[at + 1]:
                    other = neighbour[following[at]]
                    following[at] += 1
                    if other == gone:
                        continue
                    if number[other] < 0:
                        at = other
                        break
                    if number[other] != parent[here]:
                        low[here] = min(low[here], number[other])
                else:
                    above, at = parent[here], -1
                    if above >= 0:
                        low[above] = min(low[above], low[here])
                        below_f[above] += below_f[here]
                        below_i[above] += below_i[here]
                        at = order[above]
            if below_f[top] == 0 or below_i[top] == 0:
                continue
            for i in range(top, met):
                rest_f[i] = below_f[top] - formal[order[i]]
                rest_i[i] = below_i[top] - informal[order[i]]
            for i in range(top + 1, met):
                above = parent[i]
                if low[i] >= above:
                    rest_f[above] -= below_f[i]
                    rest_i[above] -= below_i[i]
                    if below_f[i] == 0 or below_i[i] == 0:
                        lost[row + order[above]] += below_f[i] + below_i[i]
            for i in range(top, met):
                if rest_f[i] == 0 or rest_i[i] == 0:
                    lost[row + order[i]] += rest_f[i] + rest_i[i]
