"""Which area a point is in: every point once, whatever order points and areas come in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import pyproj
import shapely

from mapping.locality.areas import DEGREES, Areas

ON_BORDER: Final = 0.1
"""Metres: a point this near to an area is in it, and of several in that with the lowest code."""

NEAREST: Final = 50.0
"""Metres: published boundaries are generalised, so a point this far outside is in the nearest."""

NO_POINT: Final = "Nobody has said where it is."
NOT_NUMBERS: Final = "Its longitude or latitude is not a number."
OUT_OF_RANGE: Final = "Its latitude is beyond 90 degrees or its longitude beyond 180."
ZERO: Final = "It is at 0, 0, which is in the sea off Africa: nobody filled it in."
SWAPPED: Final = "Its longitude and latitude are swapped."
OUTSIDE: Final = "It is outside these areas."

Point = tuple[float | None, float | None]
"""Longitude and latitude, in degrees."""


@dataclass(frozen=True)
class Placed:
    """Where points lie.

    Parameters
    ----------
    area
        The code of the area that each point is in.
    nearest
        Those of them that lie a little outside it.
    unplaced
        Why each other point is in no area.
    """

    area: Mapping[str, str]
    nearest: frozenset[str]
    unplaced: Mapping[str, str]


def place_points(points: Mapping[str, Point | None], areas: Areas) -> Placed:
    """Return the area of each point, or why it has none.

    Parameters
    ----------
    points
        Longitude and latitude by id; None where nobody has said.
    areas
        The areas, in metres.
    """
    unplaced = {id_: why for id_, point in points.items() if (why := _trouble(point))}
    good = {id_: p for id_, p in points.items() if p is not None and id_ not in unplaced}
    area, nearest = _areas_of(good, areas)
    out = {id_: good[id_] for id_ in good if id_ not in area}
    turned = {id_: (lat, lon) for id_, (lon, lat) in out.items() if abs(lon or 0) <= 90}
    swapped, _ = _areas_of(turned, areas)
    unplaced |= {id_: SWAPPED if id_ in swapped else OUTSIDE for id_ in out}
    return Placed(area, frozenset(nearest), unplaced)


def _trouble(point: Point | None) -> str | None:
    if point is None or point[0] is None or point[1] is None:
        return NO_POINT
    lon, lat = point
    if not (math.isfinite(lon or 0) and math.isfinite(lat or 0)):
        return NOT_NUMBERS
    if abs(lat or 0) > 90 or abs(lon or 0) > 180:
        return OUT_OF_RANGE
    return ZERO if lon == 0 and lat == 0 else None


def _areas_of(points: Mapping[str, Any], areas: Areas) -> tuple[dict[str, str], set[str]]:
    if not points or not areas.codes:
        return {}, set()
    ids, (lon, lat) = list(points), np.array(list(points.values()), dtype=float).T
    where = shapely.points(*to_metres(areas.table.crs.to_wkt()).transform(lon, lat))
    tree = shapely.STRtree(areas.table.geometry.to_numpy())
    found = _lowest(tree.query(where, predicate="dwithin", distance=ON_BORDER), areas)
    rest = np.array([index for index in range(len(ids)) if index not in found], dtype=int)
    if not rest.size:
        return {ids[index]: code for index, code in found.items()}, set()
    pairs = tree.query_nearest(where[rest], max_distance=NEAREST, all_matches=True)
    near = {rest[index]: code for index, code in _lowest(pairs, areas).items()}
    return {ids[index]: code for index, code in (found | near).items()}, {ids[i] for i in near}


@cache
def to_metres(system: str) -> Any:
    """Return what turns degrees into the metres of a system; making one takes 0.05 s."""
    return pyproj.Transformer.from_crs(DEGREES, system, always_xy=True)


def _lowest(pairs: Any, areas: Areas) -> dict[int, str]:
    """Return for each point the lowest code of the areas that it is paired with."""
    codes = areas.codes
    found: dict[int, str] = {}
    for point, area in zip(*pairs.tolist(), strict=True):
        found[point] = min(found.get(point, codes[area]), codes[area])
    return found
