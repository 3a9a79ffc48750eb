"""Core: how deep somebody is in the knit of the network."""

from __future__ import annotations

import numpy as np

from mapping.analysis.adjacency import Adjacency
from mapping.analysis.kernels import Numbers, Places, kernel


def core(ties: Adjacency) -> Places:
    """Return of each element the greatest k such that it is in a part of least degree k, (n,).

    Elements are taken away in order of how many ties they have left. O(n + m). Sources: Seidman
    (1983), Network structure and minimum degree; Batagelj and Zaversnik (2003), An O(m) algorithm
    for cores decomposition of networks.

    Parameters
    ----------
    ties
        n elements and m ties.
    """
    found = ties.degree.astype(np.int32)
    order = np.argsort(found, kind="stable").astype(np.int32)
    place = np.empty_like(order)
    place[order] = np.arange(ties.n, dtype=np.int32)
    first = np.searchsorted(found[order], np.arange(int(found.max(initial=0)) + 2)).astype(np.int32)
    _peel(ties.start, ties.neighbour, found, order, place, first)
    return found


@kernel
def _peel(
    start: Numbers,
    neighbour: Places,
    core: Places,
    order: Places,
    place: Places,
    first: Places,
) -> None:
    """Lower `core` from degrees to cores; `first` is where each number of ties is in `order`."""
    for turn in range(len(order)):
        v = order[turn]
        for e in range(start[v], start[v + 1]):
            w = neighbour[e]
            if core[w] <= core[v]:
                continue
            head = max(first[core[w]], turn + 1)
            other = order[head]
            order[head], order[place[w]] = w, other
            place[other], place[w] = place[w], head
            first[core[w]] = head + 1
            core[w] -= 1
