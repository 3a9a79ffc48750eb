"""Constraint and effective size: who is hemmed in by contacts who all know each other.

Both are on strength: contacts a week over all that joins two, either way. p_ij is the part of all
of i's contacts that is with j. Two contacts who are tied to each other are less than two contacts.
Sources: Burt (1992), Structural holes; Borgatti (1997), Structural holes: unpacking Burt's
redundancy measures.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np

from mapping.analysis.adjacency import Adjacency
from mapping.analysis.kernels import Floats, Numbers, Places, kernel, side_by_side


def constraint_and_effective_size(ties: Adjacency) -> tuple[Floats, Floats]:
    """Return constraint and effective size of each element, shape (n,); NaN without a tie.

    constraint_i = sum over neighbours j of (p_ij + sum_q p_iq p_qj)²; effective_size_i = sum over
    neighbours j of (1 - sum_q p_iq s_jq / max_k s_jk), q a neighbour of both. O(m^1.5).

    networkx 3.6 gives another effective size to weighted ties unless it is told `nodes`.

    Parameters
    ----------
    ties
        n elements and m ties.
    """
    total, most = _totals(ties)
    indirect = np.zeros(len(ties.neighbour))
    redundant = np.zeros(ties.n)
    up_start, up = ties.upward
    _indirect(
        ties.start,
        ties.neighbour,
        ties.opposite,
        ties.strength,
        up_start,
        up,
        total,
        most,
        indirect,
        redundant,
    )
    row = ties.row
    indirect += ties.strength / total[row]
    indirect *= indirect
    alone = ties.degree == 0
    constraint = np.bincount(row, indirect, ties.n)
    return np.where(alone, np.nan, constraint), np.where(alone, np.nan, ties.degree - redundant)


def constraint_of_two_steps(ties: Adjacency) -> Floats:
    """Return constraint as Burt sums it: over contacts and over contacts of contacts, shape (n,).

    O(sum of squared degrees). Otherwise as `constraint_and_effective_size`.
    """
    total, _ = _totals(ties)
    found = np.full(ties.n, np.nan)
    bounds = np.linspace(0, ties.n, _PIECES + 1).astype(int).tolist()
    side_by_side(
        [
            lambda a=a, b=b: _two_steps(  # type: ignore[misc]
                ties.start, ties.neighbour, ties.strength, total, a, b, found
            )
            for a, b in pairwise(bounds)
        ]
    )
    return found


_PIECES: Final = 16


def _totals(ties: Adjacency) -> tuple[Floats, Floats]:
    """Return the sum and the most of each element's strengths; 1 without a tie."""
    total, most = np.ones(ties.n), np.ones(ties.n)
    tied = np.flatnonzero(ties.degree)
    if len(tied):
        total[tied] = np.add.reduceat(ties.strength, ties.start[tied])
        most[tied] = np.maximum.reduceat(ties.strength, ties.start[tied])
    return total, most


@kernel
def _indirect(
    start: Numbers,
    neighbour: Places,
    opposite: Places,
    strength: Floats,
    up_start: Numbers,
    up: Places,
    total: Floats,
    most: Floats,
    indirect: Floats,
    redundant: Floats,
) -> None:
    """Add, of each triangle, sum_q p_iq p_qj to `indirect` by entry, and to `redundant` by i."""
    entry = np.full(len(start) - 1, -1, np.int32)
    for u in range(len(start) - 1):
        for i in range(up_start[u], up_start[u + 1]):
            entry[neighbour[up[i]]] = up[i]
        for i in range(up_start[u], up_start[u + 1]):
            uv = up[i]
            v = neighbour[uv]
            for j in range(up_start[v], up_start[v + 1]):
                vw = up[j]
                w = neighbour[vw]
                uw = entry[w]
                if uw < 0:
                    continue
                s_uv, s_uw, s_vw = strength[uv], strength[uw], strength[vw]
                through_w = s_uw * s_vw / total[w]
                through_v = s_uv * s_vw / total[v]
                through_u = s_uv * s_uw / total[u]
                indirect[uv] += through_w / total[u]
                indirect[opposite[uv]] += through_w / total[v]
                indirect[uw] += through_v / total[u]
                indirect[opposite[uw]] += through_v / total[w]
                indirect[vw] += through_u / total[v]
                indirect[opposite[vw]] += through_u / total[w]
                redundant[u] += s_vw * (s_uw / most[v] + s_uv / most[w]) / total[u]
                redundant[v] += s_uw * (s_vw / most[u] + s_uv / most[w]) / total[v]
                redundant[w] += s_uv * (s_vw / most[u] + s_uw / most[v]) / total[w]
        for i in range(up_start[u], up_start[u + 1]):
            entry[neighbour[up[i]]] = -1


@kernel
def _two_steps(
    start: Numbers,
    neighbour: Places,
    strength: Floats,
    total: Floats,
    first: int,
    last: int,
    found: Floats,
) -> None:
    """Fill `found` from the element `first` to before `last`."""
    part = np.zeros(len(start) - 1)
    touched = np.empty(len(start) - 1, np.int32)
    for i in range(first, last):
        if start[i] == start[i + 1]:
            continue
        count = 0
        for e in range(start[i], start[i + 1]):
            q = neighbour[e]
            p_iq = strength[e] / total[i]
            if part[q] == 0:
                touched[count] = q
                count += 1
            part[q] += p_iq
            for f in range(start[q], start[q + 1]):
                j = neighbour[f]
                if j == i:
                    continue
                if part[j] == 0:
                    touched[count] = j
                    count += 1
                part[j] += p_iq * strength[f] / total[q]
        squares = 0.0
        for k in range(count):
            squares += part[touched[k]] ** 2
            part[touched[k]] = 0
        found[i] = squares
