"""Bridging in place: bodies of two sides that are near each other and not connected.

Bodies only; people never. Those known by area only are left out: how near they are is not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from mapping.locality.choices import LIMIT, Choices
from mapping.locality.ground import ACTIVE, Ground, Numbers

ENDS: Final = (250.0, 500.0, 1_000.0)
"""Metres: the ends of the bands that nearness is compared in."""

FEWEST_PAIRS: Final = 10
"""With fewer pairs in a band there is no share."""

SAME_BUILDING: Final = 0.5
"""Metres: this near to each other, bodies are in the same building."""


@dataclass(frozen=True)
class PotentialBridge:
    """A formal body and one of the community near it.

    Parameters
    ----------
    formal, community
        Their ids.
    metres
        How far apart they are in a straight line.
    shared
        Types of care that both offer or give.
    jaccard
        Those over the types that either does; 0 if neither does any.
    in_common
        Teams and circles that both are of.
    """

    formal: str
    community: str
    metres: float
    shared: tuple[str, ...]
    jaccard: float
    in_common: tuple[str, ...]

    @property
    def same_building(self) -> bool:
        """Whether they are at one address."""
        return self.metres <= SAME_BUILDING


@dataclass(frozen=True)
class NearBridges:
    """Pairs near each other that are not connected.

    Parameters
    ----------
    potential
        Those that never were, the likeliest first.
    once_connected
        Those whose connection is inactive, in the same order.
    """

    potential: tuple[PotentialBridge, ...]
    once_connected: tuple[PotentialBridge, ...]


@dataclass(frozen=True)
class Band:
    """Pairs of a formal body and one of the community, by how far they are apart.

    Parameters
    ----------
    over, to
        Metres; `to` is None of the last.
    pairs, connected
        How many, and how many of them have an active connection.
    share
        Connected over pairs; None for fewer than 10.
    """

    over: float
    to: float | None
    pairs: int
    connected: int
    share: float | None


class _Sides:
    """Bodies of both sides, where each is, and who is connected."""

    def __init__(self, ground: Ground) -> None:
        bodies = [
            (id_, point)
            for id_, point in zip(ground.assets, ground.asset_points, strict=True)
            if ground.kinds[id_] != "place" and id_ not in ground.by_area_only
        ]
        self.formal = [id_ for id_, _ in bodies if ground.sectors[id_] == "formal"]
        self.other = [id_ for id_, _ in bodies if ground.sectors[id_] in ("community", "informal")]
        points = dict(bodies)
        self.formal_points = _rows([points[id_] for id_ in self.formal])
        self.other_points = _rows([points[id_] for id_ in self.other])
        self.active: set[frozenset[str]] = set()
        self.inactive: set[frozenset[str]] = set()
        groups: dict[str, set[str]] = defaultdict(set)
        for one in ground.connections:
            if one.private:
                continue  # that two bodies are not in the list would tell of it
            pair = frozenset((one.source, one.target))
            if one.state in ACTIVE:
                self.active.add(pair)
                if one.type == "member_of" and ground.kinds[one.target] in ("team", "circle"):
                    groups[one.source].add(one.target)
            elif one.state == "inactive":
                self.inactive.add(pair)
        self.groups: Mapping[str, set[str]] = groups


def near_bridges(ground: Ground, choices: Choices) -> NearBridges:
    """Return formal bodies and those of the community near each other, with no active connection.

    Near is at most `within` metres in a straight line; a connection of any type counts, if it is
    generative or engaged. Ordered by shared care (Jaccard), then teams and circles in common, then
    distance, then ids. O(pairs within).
    """
    sides = _Sides(ground)
    if not (sides.formal and sides.other):
        return NearBridges((), ())
    found = cKDTree(sides.formal_points).sparse_distance_matrix(
        cKDTree(sides.other_points), choices.within + LIMIT, output_type="ndarray"
    )
    rows = zip(found["i"].tolist(), found["j"].tolist(), found["v"].tolist(), strict=True)
    potential: list[PotentialBridge] = []
    once: list[PotentialBridge] = []
    for one, other, metres in rows:
        pair = frozenset((sides.formal[one], sides.other[other]))
        if pair not in sides.active:
            bridge = _bridge(ground, sides, sides.formal[one], sides.other[other], metres)
            (once if pair in sides.inactive else potential).append(bridge)
    return NearBridges(tuple(sorted(potential, key=_order)), tuple(sorted(once, key=_order)))


def does_nearness_bridge(ground: Ground) -> tuple[Band, ...]:
    """Return the share of pairs of the two sides that are connected, by how far they are apart.

    A pair on the end of a band belongs to the nearer one. O(bodies log bodies + connections).
    """
    sides = _Sides(ground)
    totals, connected = [0] * 4, [0] * 4
    if sides.formal and sides.other:
        one, other = cKDTree(sides.formal_points), cKDTree(sides.other_points)
        up_to = [int(n) for n in one.count_neighbors(other, np.array(ENDS) + LIMIT)]
        up_to.append(len(sides.formal) * len(sides.other))
        totals = [n - before for n, before in zip(up_to, [0, *up_to[:-1]], strict=True)]
        place = {id_: at for at, id_ in enumerate(sides.formal)}
        others = {id_: at for at, id_ in enumerate(sides.other)}
        for pair in sides.active:
            formal, rest = pair & place.keys(), pair & others.keys()
            if formal and rest:
                a, b = place[next(iter(formal))], others[next(iter(rest))]
                metres = float(np.hypot(*(sides.formal_points[a] - sides.other_points[b])))
                connected[int(np.searchsorted(np.array(ENDS) + LIMIT, metres))] += 1
    return tuple(
        Band(over, to, n, joined, joined / n if n >= FEWEST_PAIRS else None)
        for over, to, n, joined in zip((0.0, *ENDS), (*ENDS, None), totals, connected, strict=True)
    )


def _bridge(
    ground: Ground, sides: _Sides, formal: str, community: str, metres: float
) -> PotentialBridge:
    one = ground.care_types.get(formal, frozenset())
    other = ground.care_types.get(community, frozenset())
    either, common = (
        one | other,
        sides.groups.get(formal, set()) & sides.groups.get(community, set()),
    )
    return PotentialBridge(
        formal=formal,
        community=community,
        metres=metres,
        shared=tuple(sorted(one & other)),
        jaccard=len(one & other) / len(either) if either else 0.0,
        in_common=tuple(sorted(common)),
    )


def _order(one: PotentialBridge) -> tuple[float, int, float, str, str]:
    return -one.jaccard, -len(one.in_common), one.metres, one.formal, one.community


def _rows(points: list[Numbers]) -> Numbers:
    return np.array(points, dtype=float).reshape(-1, 2)
