"""Disjoint paths: how many would have to leave to part formal from informal care altogether.

As many paths from one side to the other as there can be with no element in common are as many as
the fewest elements that meet every path. Sources: Menger (1927), Zur allgemeinen Kurventheorie;
Even and Tarjan (1975), Network flow and testing graph connectivity.
"""

from __future__ import annotations

import numpy as np

from mapping.analysis.adjacency import Adjacency
from mapping.analysis.kernels import Numbers, Places, Truths, kernel


def disjoint_paths(ties: Adjacency, formal: Truths, informal: Truths) -> int:
    """Return the most paths from formal to informal carers with no element in common.

    Ends are elements too. It is the fewest elements, carers included, that meet every such path.
    O(m sqrt(n)).

    Parameters
    ----------
    ties
        n elements and m ties.
    formal, informal
        Whether each element is a carer of that side, shape (n,).
    """
    forward, backward = (np.full(ties.n, -1, np.int32) for _ in range(2))
    level, queue = (np.empty(2 * ties.n, np.int32) for _ in range(2))
    state = (ties.start, ties.neighbour, formal, informal, forward, backward, level)
    while _set_levels(*state, queue):
        _push(*state, ties.start[:-1].copy(), queue)
    return int((forward[formal] >= 0).sum())


def go_between_paths(ties: Adjacency, formal: Truths, informal: Truths) -> int:
    """Return the most paths between the sides that share no go-between.

    Go-betweens are the elements on no side: supported people, teams, circles. Carers may be on
    any number of paths, and ties from side to side are put aside. Such a path needs no carer but
    its ends; so these are the disjoint paths among go-betweens, from those tied to formal carers to
    those tied to informal ones. Who is tied to both is a path alone.

    Parameters
    ----------
    ties
        n elements and m ties.
    formal, informal
        Whether each element is a carer of that side, shape (n,).
    """
    between = ~(formal | informal)
    row = ties.row
    by_formal, by_informal = (
        between & (ties.count(side[ties.neighbour]) > 0) for side in (formal, informal)
    )
    alone = by_formal & by_informal
    kept = between & ~alone
    rest = ties.among(kept[row] & kept[ties.neighbour])
    return int(alone.sum()) + disjoint_paths(rest, by_formal & ~alone, by_informal & ~alone)


@kernel
def _set_levels(
    start: Numbers,
    neighbour: Places,
    formal: Truths,
    informal: Truths,
    forward: Places,
    backward: Places,
    level: Places,
    queue: Places,
) -> bool:
    """Set how far each state is from a formal carer without a path; say if another can be found.

    `forward` and `backward` of an element are its neighbours on its path, -1 without one. It has
    two states: 2v, somebody came to its door, and 2v + 1, one may go on from it. From the door of
    an element on a path there is only the way back, to what was before it on the path; from
    behind an element on a path there is a way to its own door too.
    """
    level[:] = -1
    head, tail, last = 0, 0, len(level) + 1
    for v in range(len(formal)):
        if formal[v] and forward[v] < 0:
            level[2 * v + 1] = 0
            queue[tail] = 2 * v + 1
            tail += 1
    while head < tail and level[queue[head]] < last:
        x = queue[head]
        head += 1
        v = x >> 1
        if x & 1:
            if not informal[v]:
                for e in range(start[v], start[v + 1]):
                    w = neighbour[e]
                    if not formal[w] and forward[v] != w and level[2 * w] < 0:
                        level[2 * w] = level[x] + 1
                        queue[tail] = 2 * w
                        tail += 1
                        if informal[w] and backward[w] < 0:
                            last = level[2 * w]
            y = x - 1 if forward[v] >= 0 and not formal[v] else -1
        elif backward[v] >= 0:
            y = 2 * backward[v] + 1
        else:
            y = -1 if informal[v] else x + 1
        if y >= 0 and level[y] < 0:
            level[y] = level[x] + 1
            queue[tail] = y
            tail += 1
    return last <= len(level)


@kernel
def _push(
    start: Numbers,
    neighbour: Places,
    formal: Truths,
    informal: Truths,
    forward: Places,
    backward: Places,
    level: Places,
    following: Numbers,
    trail: Places,
) -> None:
    """Add paths that go one level further with each step, until no more can be added.

    A state passed, or found to lead nowhere, gets the level -2.
    """
    for first in range(len(formal)):
        if not formal[first] or forward[first] >= 0:
            continue
        depth, trail[0] = 0, 2 * first + 1
        while depth >= 0:
            x = trail[depth]
            v = x >> 1
            y = -1
            if x & 1:
                while following[v] < start[v + 1] and y < 0 and not informal[v]:
                    w = neighbour[following[v]]
                    if not formal[w] and forward[v] != w and level[2 * w] == level[x] + 1:
                        y = 2 * w
                    else:
                        following[v] += 1
                if y < 0 and forward[v] >= 0 and not formal[v]:
                    y = x - 1
            elif backward[v] >= 0:
                y = 2 * backward[v] + 1
            elif not informal[v]:
                y = x + 1
            else:
                break
            if y >= 0 and level[y] == level[x] + 1:
                depth += 1
                trail[depth] = y
            else:
                level[x] = -2
                depth -= 1
        for step in range(depth):
            u, v = trail[step] >> 1, trail[step + 1] >> 1
            if u != v and trail[step + 1] & 1:
                forward[v], backward[u] = -1, -1
        for step in range(depth):
            u, v = trail[step] >> 1, trail[step + 1] >> 1
            if u != v and trail[step] & 1:
                forward[u], backward[v] = v, u
        for step in range(depth + 1):
            level[trail[step]] = -2
