"""How far it is on foot from where people live to what is offered, and what nobody is near to.

Distances are straight lines between an area's point and an asset's, or along streets from a file
(`streets.py`). Rivers, railways and canals make straight lines wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from mapping.locality.choices import LIMIT, Choices
from mapping.locality.ground import Ground, Numbers

BAND: Final = 2_500.0
"""Metres round the map: assets this near outside it count in distances."""


@dataclass(frozen=True, eq=False)
class Nearest:
    """The nearest asset of some from each area's point.

    Parameters
    ----------
    metres
        How far it is, shape (n,).
    asset
        Its place among all assets, shape (n,).
    within
        How many are within `walk_minutes`, shape (n,).
    """

    metres: Numbers
    asset: NDArray[np.int64]
    within: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Areas and assets at most so far apart: places of each, and metres, shape (pairs,)."""

    area: NDArray[np.int64]
    asset: NDArray[np.int64]
    metres: Numbers


class Ways(Protocol):
    """What says how far it is: straight lines, or streets.

    `along_streets` says whether metres are as walked; else a walk is longer by the detour. `off`
    marks areas, then assets, that no street is near to.
    """

    along_streets: bool
    off: NDArray[np.bool_]

    def nearest(self, assets: NDArray[np.int64], reach: float) -> Nearest:
        """Return the nearest of some assets to each area, and how many are within reach."""

    def pairs(self, assets: NDArray[np.int64], reach: float) -> Pairs:
        """Return areas and assets within reach of each other."""


class StraightLines:
    """Straight lines from areas' points to assets, in metres.

    Parameters
    ----------
    ground
        n areas and the assets in and near them.
    """

    along_streets = False

    def __init__(self, ground: Ground) -> None:
        self.off = np.zeros(ground.n + len(ground.assets), dtype=bool)
        self._home, self._assets = ground.home, ground.asset_points
        self._tree = cKDTree(ground.home) if ground.n else None

    def nearest(self, assets: NDArray[np.int64], reach: float) -> Nearest:
        """Return the nearest of some assets; of several at one point, the first by id."""
        points, first = np.unique(self._assets[assets], axis=0, return_index=True)
        metres, which = cKDTree(points).query(self._home)
        near = cKDTree(self._assets[assets]).query_ball_point(
            self._home, reach + LIMIT, return_length=True
        )
        return Nearest(metres, assets[first[which]], near)

    def pairs(self, assets: NDArray[np.int64], reach: float) -> Pairs:
        """Return areas and assets within reach, in the order of both."""
        if self._tree is None or not len(assets):
            nothing = np.empty(0, dtype=np.int64)
            return Pairs(nothing, nothing, np.empty(0))
        found = self._tree.sparse_distance_matrix(
            cKDTree(self._assets[assets]), reach + LIMIT, output_type="ndarray"
        )
        order = np.lexsort((found["j"], found["i"]))
        return Pairs(found["i"][order], assets[found["j"][order]], found["v"][order])


def assets_by_type(ground: Ground) -> Mapping[str, NDArray[np.int64]]:
    """Return the places among `assets` of those that offer each type of care, on the map or near.

    Asking for an asset that is farther from the map than `BAND` would name one that is no use.
    """
    near = _near_the_map(ground)
    by_type: dict[str, list[int]] = {}
    for at, id_ in enumerate(ground.assets):
        if near[at]:
            for type_ in ground.care_types.get(id_, ()):
                by_type.setdefault(type_, []).append(at)
    return {type_: np.array(by_type[type_], dtype=np.int64) for type_ in sorted(by_type)}


def nearest_by_type(ground: Ground, ways: Ways, choices: Choices) -> Mapping[str, Nearest]:
    """Return the nearest asset of each type of care to each area, and how many are within reach.

    A type that nothing on the map offers is not there: no value, not infinity. O(types x n log
    assets). Definition: section 3 of the locality notes.
    """
    reach = choices.metres(choices.walk_minutes)
    return {
        type_: ways.nearest(some, reach)
        for type_, some in assets_by_type(ground).items()
        if ground.n
    }


def is_far(metres: Numbers, choices: Choices) -> NDArray[np.bool_]:
    """Return which areas are more than `walk_minutes` on foot from it, shape (n,)."""
    far: NDArray[np.bool_] = choices.minutes(metres) > choices.walk_minutes + LIMIT
    return far


def near_the_edge(ground: Ground, minutes: float, choices: Choices) -> NDArray[np.bool_]:
    """Return which areas' points are nearer to the outer border than a walk of so many minutes.

    What lies beyond the border is not known, so such an area may have more than is counted.
    """
    away: Numbers = shapely.distance(shapely.points(ground.home), ground.border)
    near: NDArray[np.bool_] = away < choices.metres(minutes)
    return near


def _near_the_map(ground: Ground) -> NDArray[np.bool_]:
    inside = np.array([id_ in ground.placed for id_ in ground.assets], dtype=bool)
    if inside.all():
        return inside
    tree = shapely.STRtree(ground.areas.table.geometry.to_numpy())
    out = np.flatnonzero(~inside)
    found = tree.query(shapely.points(ground.asset_points[out]), predicate="dwithin", distance=BAND)
    inside[out[np.unique(found[0])]] = True
    return inside
