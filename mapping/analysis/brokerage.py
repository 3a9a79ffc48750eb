"""Brokerage: who passes care between sectors, in which role, and what chance would give.

Groups are positions; elements without one are left out, with their ties. For a broker b, an *open
pair* (a, c) is one that care can flow between through b and not at once: a -> b -> c, a other than
c, no a -> c. The groups of a, b and c tell the role. Source: Gould and Fernandez (1989),
Structures of mediation.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Final

import numpy as np

from mapping.analysis.adjacency import Adjacency
from mapping.analysis.kernels import Bytes, Floats, Numbers, Places, Truths, kernel

ROLES: Final = ("coordinator", "consultant", "gatekeeper", "representative", "liaison")
GROUPS: Final = 4
"""Groups are numbered from 0; any other number is no group."""
NO_GROUP: Final = -1

ENOUGH: Final = 10
"""With fewer elements that have a group, no z is given."""

_NEGLIGIBLE: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Brokerage:
    """How often each element has each role, what chance would give, and how far apart these are.

    Parameters
    ----------
    found, expected, z
        By element and role, shape (n, 5); z is NaN where there is none.
    grouped
        Whether each element has a group, shape (n,). Others are no brokers.
    open_pairs
        How many each has, shape (n,).
    """

    found: Numbers
    expected: Floats
    z: Floats
    grouped: Truths
    open_pairs: Floats


def role_of(a: int, b: int, c: int) -> int:
    """Return the place in `ROLES` of a broker of group b from group a to group c.

    Examples
    --------
    >>> ROLES[role_of(0, 0, 0)], ROLES[role_of(1, 0, 1)], ROLES[role_of(1, 0, 2)]
    ('coordinator', 'consultant', 'liaison')
    >>> ROLES[role_of(1, 0, 0)], ROLES[role_of(0, 0, 1)]
    ('gatekeeper', 'representative')
    """
    if a == b:
        return 0 if c == b else 3
    if c == b:
        return 2
    return 1 if a == c else 4


def brokerage(ties: Adjacency, group: Places) -> Brokerage:
    """Return each element's brokerage beside what chance would give.

    By chance means: the network and the broker's own group as they are, the groups of all others
    shuffled among those who have one. Mean and variance are exact, from counts of how open pairs
    meet. z needs `ENOUGH` elements with a group and a variance above 0. O(m^1.5).

    Parameters
    ----------
    ties
        n elements and m ties.
    group
        Of each element, shape (n,): 0 to 3, or another number for none.
    """
    n = ties.n
    grouped = (group >= 0) & (group < GROUPS)
    closed_from, closed_to = (np.zeros(2 * ties.m, np.int32) for _ in range(2))
    close = np.zeros(n, np.int64)
    roles = np.array([role_of(*three) for three in product(range(GROUPS), repeat=3)])
    own = np.where(grouped, group, NO_GROUP).astype(np.int32)
    found = np.zeros(n * len(ROLES), np.int64)
    counts = np.zeros(n * len(MEETINGS), np.float64)
    shape = (ties.start, ties.neighbour, ties.opposite, ties.flow, *ties.upward)
    _closed_pairs(*shape, own, roles, closed_from, closed_to, found, close)
    outline = (ties.start, ties.neighbour, ties.flow)
    _open_pairs(*outline, own, roles, closed_from, closed_to, close, found, counts)
    by_role: Numbers = found.reshape(n, len(ROLES))
    by_meeting: Floats = counts.reshape(n, len(MEETINGS))
    expected, z = _by_chance(by_role, by_meeting, own, grouped)
    return Brokerage(by_role, expected, z, grouped, by_meeting[:, 0])


MEETINGS: Final = ("one", "same_from", "same_to", "chained", "reversed", "apart")
"""How two open pairs of a broker meet; `one` is for a pair alone."""

_ELEMENTS: Final = {
    "one": ((0, 1),),
    "same_from": ((0, 1), (0, 2)),
    "same_to": ((0, 1), (2, 1)),
    "chained": ((0, 1), (1, 2)),
    "reversed": ((0, 1), (1, 0)),
    "apart": ((0, 1), (2, 3)),
}
"""Of each meeting, the pairs, as places in a list of different elements."""


def _by_chance(
    found: Numbers, counts: Floats, group: Places, grouped: Truths
) -> tuple[Floats, Floats]:
    """Return mean and z, by element and role.

    With k open pairs, P the probability that one has the role, and P' that two have it which meet
    in some way: k² is k and the numbers of all meetings together, so that the variance, k P + sum
    of (number P') - (k P)², is k (P - P²) + sum of (number (P' - P²)); without cancellation.
    """
    sizes = tuple(np.bincount(group[grouped], minlength=GROUPS).tolist())
    expected, z = np.zeros(found.shape), np.full(found.shape, np.nan)
    for own in range(GROUPS):
        brokers = np.flatnonzero(grouped & (group == own))
        if not len(brokers):
            continue
        mean, spread = chances(own, sizes)
        expected[brokers] = counts[brokers, :1] * mean
        if sum(sizes) < ENOUGH:
            continue
        variance = counts[brokers] @ spread.T
        scale = counts[brokers] @ np.abs(spread).T
        sd = np.sqrt(np.where(variance > _NEGLIGIBLE * scale, variance, np.nan))
        z[brokers] = (found[brokers] - expected[brokers]) / sd
    return expected, z


@cache
def chances(own: int, sizes: tuple[int, ...]) -> tuple[Floats, Floats]:
    """Return, for a broker of a group, the chance of each role and the parts of its variance.

    Parameters
    ----------
    own
        The broker's group.
    sizes
        How many elements each group has, the broker included.

    Returns
    -------
    tuple
        P of each role, shape (5,); and by role and meeting P' - P², shape (5, 6), with P - P² for
        a pair alone.
    """
    others = [size - (place == own) for place, size in enumerate(sizes)]
    mean = np.zeros(len(ROLES))
    spread = np.zeros((len(ROLES), len(MEETINGS)))
    for role in range(len(ROLES)):
        one = _chance(own, others, role, _ELEMENTS["one"])
        mean[role] = float(one)
        for place, meeting in enumerate(MEETINGS):
            both = _chance(own, others, role, _ELEMENTS[meeting])
            spread[role, place] = float(both - one * one)
    return mean, spread


def _chance(own: int, others: list[int], role: int, pairs: tuple[tuple[int, int], ...]) -> Fraction:
    """Return the probability that pairs of different elements all have a role, drawn from others.

    Different elements have the groups g1 to gk with probability prod (m_gj - earlier equal ones) /
    (N' - j + 1).
    """
    elements = 1 + max(place for pair in pairs for place in pair)
    ways = sum(
        _ways(groups, others)
        for groups in product(range(GROUPS), repeat=elements)
        if all(role_of(groups[a], own, groups[c]) == role for a, c in pairs)
    )
    all_ways = 1
    for place in range(elements):
        all_ways *= sum(others) - place
    return Fraction(ways, all_ways) if all_ways > 0 else Fraction(0)


def _ways(groups: tuple[int, ...], others: list[int]) -> int:
    """Return in how many ways different elements can be drawn that have these groups in turn."""
    ways = 1
    for place, group in enumerate(groups):
        ways *= max(others[group] - groups[:place].count(group), 0)
    return ways


@kernel
def _closed_pairs(
    start: Numbers,
    neighbour: Places,
    opposite: Places,
    flow: Bytes,
    up_start: Numbers,
    up: Places,
    group: Places,
    roles: Numbers,
    closed_from: Places,
    closed_to: Places,
    found: Numbers,
    close: Numbers,
) -> None:
    """Count what each triangle closes for each of its three as broker.

    `closed_from` of the entry (b, a): how many c there are with a -> b -> c and a -> c;
    `closed_to` of (b, c) the same by a; `found` of b loses one for each, by role. `close` of b: how
    many ties join two who both give to b and get from b. Who has no group is in no triangle.
    """
    entry = np.full(len(start) - 1, -1, np.int32)
    b, a, c = np.empty(6, np.int32), np.empty(6, np.int32), np.empty(6, np.int32)
    ba, bc, ac = np.empty(6, np.int32), np.empty(6, np.int32), np.empty(6, np.int32)
    for u in range(len(start) - 1):
        if group[u] < 0:
            continue
        for i in range(up_start[u], up_start[u + 1]):
            if group[neighbour[up[i]]] >= 0:
                entry[neighbour[up[i]]] = up[i]
        for i in range(up_start[u], up_start[u + 1]):
            uv = up[i]
            v = neighbour[uv]
            if group[v] < 0:
                continue
            for j in range(up_start[v], up_start[v + 1]):
                vw = up[j]
                w = neighbour[vw]
                uw = entry[w]
                if uw < 0:
                    continue
                vu, wu, wv = opposite[uv], opposite[uw], opposite[vw]
                b[0], a[0], c[0], ba[0], bc[0], ac[0] = u, v, w, uv, uw, vw
                b[1], a[1], c[1], ba[1], bc[1], ac[1] = u, w, v, uw, uv, wv
                b[2], a[2], c[2], ba[2], bc[2], ac[2] = v, u, w, vu, vw, uw
                b[3], a[3], c[3], ba[3], bc[3], ac[3] = v, w, u, vw, vu, wu
                b[4], a[4], c[4], ba[4], bc[4], ac[4] = w, u, v, wu, wv, uv
                b[5], a[5], c[5], ba[5], bc[5], ac[5] = w, v, u, wv, wu, vu
                for k in range(6):
                    if flow[ba[k]] & 2 and flow[bc[k]] & 1 and flow[ac[k]] & 1:
                        closed_from[ba[k]] += 1
                        closed_to[bc[k]] += 1
                        role = roles[16 * group[a[k]] + 4 * group[b[k]] + group[c[k]]]
                        found[5 * b[k] + role] -= 1
                    if k % 2 == 0 and flow[ba[k]] == 3 and flow[bc[k]] == 3:
                        close[b[k]] += 1
        for i in range(up_start[u], up_start[u + 1]):
            entry[neighbour[up[i]]] = -1


@kernel
def _open_pairs(
    start: Numbers,
    neighbour: Places,
    flow: Bytes,
    group: Places,
    roles: Numbers,
    closed_from: Places,
    closed_to: Places,
    close: Numbers,
    found: Numbers,
    counts: Floats,
) -> None:
    """Count each broker's open pairs, by role into `found`, and by how two meet into `counts`.

    `found` begins with what is closed taken off. It has n rows of 5 and `counts` n rows of 6, in
    the order of `ROLES` and `MEETINGS`.
    """
    gives, gets, both = np.zeros(4, np.int64), np.zeros(4, np.int64), np.zeros(4, np.int64)
    for b in range(len(start) - 1):
        gives[:] = 0
        gets[:] = 0
        both[:] = 0
        if group[b] < 0:
            continue
        for e in range(start[b], start[b + 1]):
            g = group[neighbour[e]]
            if g < 0:
                continue
            gives[g] += flow[e] & 1
            gets[g] += flow[e] >> 1
            both[g] += flow[e] == 3
        for x in range(4):
            for y in range(4):
                role = roles[16 * x + 4 * group[b] + y]
                found[5 * b + role] += gets[x] * gives[y] - (both[x] if x == y else 0)
        given, got, mutual = gives.sum(), gets.sum(), both.sum()
        k = same_from = same_to = through = 0.0
        for e in range(start[b], start[b + 1]):
            if group[neighbour[e]] < 0:
                continue
            r = t = 0.0
            if flow[e] & 2:
                r = float(given - (flow[e] & 1) - closed_from[e])
            if flow[e] & 1:
                t = float(got - (flow[e] >> 1) - closed_to[e])
            k += r
            same_from += r * (r - 1)
            same_to += t * (t - 1)
            through += r * t
        turned = float(mutual * (mutual - 1) - 2 * close[b])
        chained = 2 * (through - turned)
        at = 6 * b
        counts[at], counts[at + 1], counts[at + 2] = k, same_from, same_to
        counts[at + 3], counts[at + 4] = chained, turned
        counts[at + 5] = k * (k - 1) - same_from - same_to - chained - turned
