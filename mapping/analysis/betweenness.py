"""Betweenness between sides: how often the shortest way from formal to informal leads through one.

Take one formal and one informal carer at random, and one of the shortest ways between them: the
betweenness of v is how often it leads through v. Steps are counted, never contacts. Without
direction by default, since formal and informal carers both point at the person between them and no
directed way would join them. Sources: Freeman (1977), A set of measures of centrality based on
betweenness; Brandes (2001), A faster algorithm for betweenness centrality, and (2008), On variants
of shortest-path betweenness centrality; Flom et al. (2004), A new measure of linkage between two
sub-networks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from mapping.analysis.adjacency import GETS, GIVES, Adjacency
from mapping.analysis.kernels import (
    Floats,
    Numbers,
    Places,
    Truths,
    cores,
    kernel,
    kernel_of,
    side_by_side,
)

MOST_STEPS: Final = 200_000_000
"""It is exact while the smaller side times elements and ties is below this."""
ERROR: Final = 0.01
"""Sampled, all errors together are below this ..."""
RISK: Final = 0.1
"""... but for this risk."""

_SEED: Final = 20_240_229


@dataclass(frozen=True, eq=False)
class Betweenness:
    """How often each element is between the sides, and how far these are from each other.

    Parameters
    ----------
    share
        Of each element, 0 to 1, shape (n,).
    method, samples
        Whether all pairs were looked at, or how many drawn ones; None if all were.
    spread
        Half the width of each interval, shape (n,); None if exact.
    reachable_share
        The share of pairs that any way joins.
    mean_distance
        Mean steps over those; None without any.
    mean_distance_error
        One standard error of that mean, if it is sampled.
    """

    share: Floats
    method: Literal["exact", "sampled"]
    samples: int | None
    spread: Floats | None
    reachable_share: float
    mean_distance: float | None
    mean_distance_error: float | None


def betweenness(
    ties: Adjacency,
    formal: Truths,
    informal: Truths,
    *,
    directed: bool = False,
    exact: bool | None = None,
    seed: int = _SEED,
) -> Betweenness | None:
    """Return betweenness between the sides, exact or sampled; None if a side is empty.

    Exact in O(min(nF, nI)(n + m)), by Brandes's algorithm from each carer of the smaller side.
    Sampled: N pairs are drawn, and one of the shortest ways of each, all equally likely.

    Parameters
    ----------
    ties
        n elements and m ties.
    formal, informal
        Whether each element is a carer of that side, shape (n,).
    directed
        Whether ways go from formal to informal as care flows, or in any direction.
    exact
        Whether to look at all pairs; by default if that is not too much work.
    seed
        The same seed draws the same pairs and ways.
    """
    sides = [np.flatnonzero(side).astype(np.int32) for side in (formal, informal)]
    if not min(len(side) for side in sides):
        return None
    if is_exact(ties, formal, informal) if exact is None else exact:
        return _exact(ties, sides[0], sides[1], directed=directed)
    return _sampled(ties, sides[0], sides[1], directed=directed, seed=seed)


def is_exact(ties: Adjacency, formal: Truths, informal: Truths) -> bool:
    """Return whether all pairs are looked at unless a caller says otherwise."""
    smaller = min(int(formal.sum()), int(informal.sum()))
    return smaller * (ties.n + ties.m) < MOST_STEPS


def samples_needed(longest: int) -> int:
    """Return how many pairs to draw, if no shortest way has more elements than `longest`.

    N = ceil(0.5 / e² (floor(log2(max(L - 2, 1))) + 1 + ln(1 / d))): all errors are below e =
    `ERROR` with probability 1 - d, d = `RISK`. Source: Riondato and Kornaropoulos (2016), Fast
    approximation of betweenness centrality through sampling.

    Examples
    --------
    >>> samples_needed(3), samples_needed(20)
    (16513, 36513)
    """
    depth = math.floor(math.log2(max(longest - 2, 1))) + 1
    return math.ceil(0.5 / ERROR**2 * (depth + math.log(1 / RISK)))


def interval_spread(share: Floats, samples: int) -> Floats:
    """Return half the width of the interval of each sampled share, n together right but for d.

    sqrt(2 v l / N) + 3 l / N with v = p (1 - p) and l = ln(3 n / d). Source: Audibert, Munos and
    Szepesvári (2009), Exploration-exploitation tradeoff using variance estimates.
    """
    logarithm = math.log(3 * max(len(share), 1) / RISK)
    variance = share * (1 - share)
    spread: Floats = np.sqrt(2 * variance * logarithm / samples) + 3 * logarithm / samples
    return spread


def _exact(ties: Adjacency, formal: Places, informal: Places, *, directed: bool) -> Betweenness:
    turned = len(informal) < len(formal)
    sources, targets = (informal, formal) if turned else (formal, informal)
    start, neighbour = _ways(ties, directed=directed, back=turned)
    is_target = np.zeros(ties.n, dtype=bool)
    is_target[targets] = True
    pieces = [sources[place :: cores()].copy() for place in range(min(cores(), len(sources)))]
    sums = [np.zeros(ties.n) for _ in pieces]
    steps = [np.zeros(2) for _ in pieces]
    side_by_side(
        [
            lambda args=args: _from_each(  # type: ignore[misc]
                start, neighbour, args[0], is_target, *args[1:]
            )
            for args in zip(pieces, sums, steps, strict=True)
        ]
    )
    pairs = len(formal) * len(informal)
    joined, distance = (float(number) for number in np.sum(steps, axis=0))
    return Betweenness(
        share=np.sum(sums, axis=0) / pairs,
        method="exact",
        samples=None,
        spread=None,
        reachable_share=joined / pairs,
        mean_distance=distance / joined if joined else None,
        mean_distance_error=None,
    )


def _sampled(
    ties: Adjacency, formal: Places, informal: Places, *, directed: bool, seed: int
) -> Betweenness:
    component, longest = _components(ties)
    number = samples_needed(int(np.bincount(component).max()) if directed else longest)
    chance = np.random.default_rng(seed)
    drawn = np.stack([chance.choice(side, number) for side in (formal, informal)], axis=1)
    seeds = chance.integers(1, 2**31 - 1, number)
    pieces = [slice(place, None, cores()) for place in range(cores())]
    there, back = (_ways(ties, directed=directed, back=turned) for turned in (False, True))
    hits = [np.zeros(ties.n, np.int64) for _ in pieces]
    distances = [np.full(len(seeds[piece]), -1, np.int32) for piece in pieces]
    side_by_side(
        [
            lambda p=piece, h=hit, d=distance: _draw_ways(  # type: ignore[misc]
                *there,
                *back,
                drawn[p].ravel(),
                np.ascontiguousarray(seeds[p]),
                h,
                d,
            )
            for piece, hit, distance in zip(pieces, hits, distances, strict=True)
        ]
    )
    share = np.sum(hits, axis=0) / number
    reach = _reachable(component, formal, informal)
    found = np.concatenate(distances)
    found = found[found >= 0]
    return Betweenness(
        share=share,
        method="sampled",
        samples=number,
        spread=interval_spread(share, number),
        reachable_share=len(found) / number if directed else reach,
        mean_distance=float(found.mean()) if len(found) else None,
        mean_distance_error=float(found.std() / math.sqrt(len(found))) if len(found) else None,
    )


def _ways(ties: Adjacency, *, directed: bool, back: bool) -> tuple[Numbers, Places]:
    """Return the entries by which a way can go on, from formal to informal or back."""
    if not directed:
        return ties.start, ties.neighbour
    kept = ties.among((ties.flow & (GETS if back else GIVES)) > 0)
    return kept.start, kept.neighbour


def _components(ties: Adjacency) -> tuple[Places, int]:
    """Return the component of each element, and a bound on the elements in any shortest way.

    The bound is 1 and twice the eccentricity of one element, the greatest over components.
    """
    component, depth = np.full(ties.n, -1, np.int32), np.zeros(ties.n, np.int32)
    _measure_components(ties.start, ties.neighbour, component, depth)
    return component, 1 + 2 * int(depth.max(initial=0))


def _reachable(component: Places, formal: Places, informal: Places) -> float:
    """Return the share of pairs in one component, exact."""
    parts = int(component.max(initial=-1)) + 1
    by_side = [np.bincount(component[side], minlength=parts) for side in (formal, informal)]
    return float((by_side[0] * by_side[1]).sum()) / (len(formal) * len(informal))


@kernel
def _measure_components(
    start: Numbers, neighbour: Places, component: Places, depth: Places
) -> None:
    """Fill `component`, numbered from 0, and how many steps each is from where it was begun."""
    queue = np.empty(len(component), np.int32)
    parts = 0
    for first in range(len(component)):
        if component[first] >= 0:
            continue
        component[first] = parts
        queue[0] = first
        head, tail = 0, 1
        while head < tail:
            v = queue[head]
            head += 1
            for e in range(start[v], start[v + 1]):
                w = neighbour[e]
                if component[w] < 0:
                    component[w] = parts
                    depth[w] = depth[v] + 1
                    queue[tail] = w
                    tail += 1
        parts += 1


@kernel_of(small=6_000)
def _from_each(
    start: Numbers,
    neighbour: Places,
    sources: Places,
    is_target: Truths,
    sums: Floats,
    steps: Floats,
) -> None:
    """Add to `sums` what each source's ways to all targets give to each element between.

    `steps` gets how many pairs are joined, and their steps together. On the way out, the entries
    by which ways go on are noted, so that the way back looks at no others.
    """
    n = len(start) - 1
    distance = np.full(n, -1, np.int32)
    ways, worth = np.zeros(n), np.zeros(n)
    queue, onward = np.empty(n, np.int32), np.empty(len(neighbour), np.int32)
    first = np.empty(n + 1, np.int64)
    for source in sources:
        distance[source], ways[source], queue[0] = 0, 1.0, source
        head, tail, noted = 0, 1, 0
        while head < tail:
            v = queue[head]
            first[head] = noted
            head += 1
            further = distance[v] + 1
            for e in range(start[v], start[v + 1]):
                w = neighbour[e]
                if distance[w] < 0:
                    distance[w], ways[w] = further, ways[v]
                    queue[tail], onward[noted] = w, w
                    tail += 1
                    noted += 1
                elif distance[w] == further:
                    ways[w] += ways[v]
                    onward[noted] = w
                    noted += 1
        first[tail] = noted
        for place in range(tail - 1, 0, -1):
            v = queue[place]
            beyond = 0.0
            for e in range(first[place], first[place + 1]):
                beyond += worth[onward[e]]
            sums[v] += ways[v] * beyond
            worth[v] = beyond
            if is_target[v]:
                worth[v] += 1 / ways[v]
                steps[0] += 1
                steps[1] += distance[v]
        for place in range(tail):
            distance[queue[place]] = -1


@kernel
def _draw_ways(
    start: Numbers,
    neighbour: Places,
    back_start: Numbers,
    back_neighbour: Places,
    ends: Places,
    seeds: Numbers,
    hits: Numbers,
    distances: Places,
) -> None:
    """Draw one shortest way between each two `ends`; count in `hits` what it leads through.

    The search goes from both ends, a step at a time from where it has fewer entries to look at,
    until the two meet. What belongs to the search from the second end stands n places further on.
    Numbers at random are those of Park and Miller (1988), each way from a seed of its own.
    """
    n = len(start) - 1
    seen = np.zeros(4 * n, np.int64)  # of each element twice: when, at what distance; and by
    ways = seen.view(np.float64)  # how many ways. Side by side, so that it is fetched at once.
    queue, meeting = np.empty(2 * n, np.int32), np.empty(n, np.int32)
    head, tail, work = np.zeros(2, np.int64), np.zeros(2, np.int64), np.zeros(2, np.int64)
    starts, neighbours = (start, back_start), (neighbour, back_neighbour)
    for k in range(len(seeds)):
        now = (k + 1) << 32
        for side in range(2):
            end = ends[2 * k + side]
            at = 4 * np.int64(end) + 2 * side
            seen[at], ways[at + 1], queue[side * n] = now, 1.0, end
            head[side], tail[side] = 0, 1
            work[side] = starts[side][end + 1] - starts[side][end]
        meetings = 0
        while meetings == 0 and head[0] < tail[0] and head[1] < tail[1]:
            side = 0 if work[0] <= work[1] else 1
            own, level = side * n, tail[side]
            work[side] = 0
            for place in range(head[side], level):
                v = queue[own + place]
                further = seen[4 * np.int64(v) + 2 * side] + 1
                by = ways[4 * np.int64(v) + 2 * side + 1]
                for e in range(starts[side][v], starts[side][v + 1]):
                    w = neighbours[side][e]
                    at = 4 * np.int64(w) + 2 * side
                    if seen[at] < now:
                        seen[at], ways[at + 1] = further, by
                        queue[own + tail[side]] = w
                        tail[side] += 1
                        work[side] += starts[side][w + 1] - starts[side][w]
                        if seen[at ^ 2] >= now:
                            meeting[meetings] = w
                            meetings += 1
                    elif seen[at] == further:
                        ways[at + 1] += by
            head[side] = level
        if meetings == 0:
            continue
        total = 0.0
        for place in range(meetings):
            at = 4 * np.int64(meeting[place])
            total += ways[at + 1] * ways[at + 3]
        state = seeds[k] * 48271 % 2147483647
        left = total * state / 2147483647
        x = meeting[0]
        for place in range(meetings):
            x = meeting[place]
            left -= ways[4 * np.int64(x) + 1] * ways[4 * np.int64(x) + 3]
            if left <= 0:
                break
        at = 4 * np.int64(x)
        distances[k] = seen[at] + seen[at + 2] - 2 * now
        if seen[at] > now and seen[at + 2] > now:
            hits[x] += 1
        for side in range(2):
            y = x
            while seen[4 * np.int64(y) + 2 * side] > now + 1:
                at = 4 * np.int64(y) + 2 * side
                state = state * 48271 % 2147483647
                left = ways[at + 1] * state / 2147483647
                z, before = y, seen[at] - 1
                for e in range(starts[1 - side][y], starts[1 - side][y + 1]):
                    w = neighbours[1 - side][e]
                    at = 4 * np.int64(w) + 2 * side
                    if seen[at] == before:
                        z = w
                        left -= ways[at + 1]
                        if left <= 0:
                            break
                hits[z] += 1
                y = z
