"""Walks along streets, from a file of them: GraphML as osmnx keeps it, or OpenStreetMap's own XML.

Nothing is fetched: networkx and the standard library read the file, and no library that downloads
maps is here. Walkers go either way along every street; motorways and what is not built are no way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError, iterparse

import networkx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from mapping.locality.choices import LIMIT
from mapping.locality.ground import Ground, Numbers
from mapping.locality.placing import to_metres
from mapping.locality.walking import Nearest, Pairs
from mapping.refusals import NotWellFormed

SNAP: Final = 250.0
"""Metres: what is farther from any street is walked to in a straight line instead."""

_NO_WAY: Final = frozenset(
    {"motorway", "motorway_link", "construction", "proposed", "raceway", "abandoned", "razed"}
)
_AT_ONCE: Final = 200

Edge = tuple[str, str, float]


@dataclass(frozen=True, eq=False)
class Streets:
    """Junctions and streets between them; only the largest connected part.

    Parameters
    ----------
    points
        Of n junctions, in metres, shape (n, 2).
    lengths
        Metres from one to the other, both ways, shape (n, n).
    left_out
        How many junctions are not in the largest part.
    """

    points: Numbers
    lengths: csr_array
    left_out: int


def load_streets(path: Path, crs: str) -> Streets:
    """Read streets from a file.

    Parameters
    ----------
    path
        `.graphml`, whose nodes have `x` and `y` in degrees and whose edges may have a `length` in
        metres; or `.osm` or `.xml`.
    crs
        The system, in metres, to bring them into.

    Raises
    ------
    NotWellFormed
        Naming the file, and what in it cannot be taken.
    """
    if not path.is_file():
        raise NotWellFormed(path.name, "There is no such file. Check its name.")
    try:
        degrees, edges = _graphml(path) if path.suffix == ".graphml" else _osm(path)
    except (ParseError, networkx.NetworkXError, KeyError, ValueError):
        raise NotWellFormed(path.name, "It cannot be read as a file of streets.") from None
    if not edges:
        raise NotWellFormed(path.name, "There are no streets in it.")
    ids = list(degrees)
    lon, lat = np.array([degrees[id_] for id_ in ids], dtype=float).T
    points = np.column_stack(to_metres(crs).transform(lon, lat))
    if not np.isfinite(points).all():
        raise NotWellFormed(path.name, "Some of its coordinates are not degrees.")
    return _largest(points, _matrix(ids, points, edges))


def _graphml(path: Path) -> tuple[dict[str, tuple[float, float]], list[Edge]]:
    graph = networkx.read_graphml(path)
    degrees = {id_: (float(said["x"]), float(said["y"])) for id_, said in graph.nodes(data=True)}
    edges = [
        (one, other, float(said.get("length", "nan")))
        for one, other, said in graph.edges(data=True)
    ]
    return degrees, edges


def _osm(path: Path) -> tuple[dict[str, tuple[float, float]], list[Edge]]:
    degrees: dict[str, tuple[float, float]] = {}
    edges: list[Edge] = []
    for _, found in iterparse(path):
        if found.tag == "node":
            degrees[found.attrib["id"]] = (float(found.attrib["lon"]), float(found.attrib["lat"]))
            found.clear()
        elif found.tag == "way":
            tags = {tag.attrib["k"]: tag.attrib["v"] for tag in found.iter("tag")}
            if tags.get("highway", "motorway") not in _NO_WAY and tags.get("foot") != "no":
                ways = [nd.attrib["ref"] for nd in found.iter("nd")]
                edges += [(one, other, float("nan")) for one, other in pairwise(ways)]
            found.clear()
    edges = [(one, other, long) for one, other, long in edges if {one, other} <= degrees.keys()]
    used = {id_ for one, other, _ in edges for id_ in (one, other)}
    return {id_: where for id_, where in degrees.items() if id_ in used}, edges


def _matrix(ids: list[str], points: Numbers, edges: list[Edge]) -> csr_array:
    """Return the shortest length between each two junctions that a street joins."""
    place = {id_: at for at, id_ in enumerate(ids)}
    one = np.array([place[edge[0]] for edge in edges])
    other = np.array([place[edge[1]] for edge in edges])
    straight = np.hypot(*(points[one] - points[other]).T)
    said = np.array([edge[2] for edge in edges])
    length = np.maximum(np.where(np.isfinite(said), said, straight), 1e-6)
    low, high = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((length, high, low))
    low, high, length = low[order], high[order], length[order]
    first = np.r_[True, (np.diff(low) != 0) | (np.diff(high) != 0)] & (low != high)
    size = (len(ids), len(ids))
    half = coo_array((length[first], (low[first], high[first])), shape=size)
    return csr_array(half + half.T)


def _largest(points: Numbers, lengths: csr_array) -> Streets:
    _, part = connected_components(lengths, directed=False)
    kept = np.flatnonzero(part == np.bincount(part).argmax())
    return Streets(points[kept], lengths[kept][:, kept], len(points) - len(kept))


class StreetWays:
    """Walks along streets from areas' points to assets, in metres walked.

    A point goes to the nearest junction in a straight line; one over 250 m from any is walked to
    and from in straight lines, made longer as elsewhere.

    Parameters
    ----------
    ground
        n areas and the assets in and near them.
    streets
        What is walked along.
    detour
        How much longer a straight line is made where there is no street.
    """

    along_streets = True

    def __init__(self, ground: Ground, streets: Streets, detour: float) -> None:
        self._n, self._detour = ground.n, detour
        self._ends = np.vstack([ground.home, ground.asset_points])
        away, node = cKDTree(streets.points).query(self._ends)
        self.off: NDArray[np.bool_] = away > SNAP
        self._graph = _with_ends(streets, away, node, ~self.off)
        self._first = len(streets.points)
        self._reached = lru_cache(maxsize=4)(self._within)

    def nearest(self, assets: NDArray[np.int64], reach: float) -> Nearest:
        """Return the nearest of some assets to each area, and how many are within reach."""
        metres = np.full(self._n, np.inf)
        which = np.zeros(self._n, dtype=np.int64)
        on = assets[~self.off[self._n + assets]]
        if on.size:
            sources = self._first + self._n + on
            found, _, origin = dijkstra(
                self._graph, indices=sources, min_only=True, return_predecessors=True
            )
            here = slice(self._first, self._first + self._n)
            metres = np.where(self.off[: self._n], np.inf, found[here])
            which = np.where(np.isfinite(metres), origin[here] - self._first - self._n, 0)
        for area, some in self._straight(assets):
            straight = self._lines(area, some)
            best = int(straight.argmin())
            if straight[best] < metres[area]:
                metres[area], which[area] = straight[best], some[best]
        pairs = self.pairs(assets, reach)
        return Nearest(metres, which, np.bincount(pairs.area, minlength=self._n))

    def pairs(self, assets: NDArray[np.int64], reach: float) -> Pairs:
        """Return areas and assets within reach, in the order of both."""
        area, asset, metres = self._reached(reach)
        kept = np.isin(asset, assets)
        parts = [Pairs(area[kept], asset[kept], metres[kept])]
        for at, some in self._straight(assets):
            straight = self._lines(at, some)
            near = straight <= reach + LIMIT
            parts.append(Pairs(np.full(near.sum(), at), some[near], straight[near]))
        areas = np.concatenate([one.area for one in parts])
        reached = np.concatenate([one.asset for one in parts])
        order = np.lexsort((reached, areas))
        far = np.concatenate([one.metres for one in parts])
        return Pairs(areas[order], reached[order], far[order])

    def _within(self, reach: float) -> tuple[NDArray[np.int64], NDArray[np.int64], Numbers]:
        """Return every area and asset on streets within reach of each other."""
        parts: list[tuple[NDArray[np.int64], NDArray[np.int64], Numbers]] = []
        on = np.flatnonzero(~self.off[: self._n])
        for start in range(0, len(on), _AT_ONCE):
            some = on[start : start + _AT_ONCE]
            found = dijkstra(self._graph, indices=self._first + some, limit=reach + LIMIT)
            ends = found[:, self._first + self._n :]
            row, asset = np.nonzero(np.isfinite(ends))
            parts.append((some[row], asset, ends[row, asset]))
        nothing = np.empty(0, dtype=np.int64)
        parts.append((nothing, nothing, np.empty(0)))
        areas = np.concatenate([area for area, _, _ in parts])
        assets = np.concatenate([asset for _, asset, _ in parts])
        return areas, assets, np.concatenate([metres for _, _, metres in parts])

    def _straight(self, assets: NDArray[np.int64]) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """Yield the areas and assets that no street joins: either is too far from one."""
        off = assets[self.off[self._n + assets]]
        for area in range(self._n):
            some = assets if self.off[area] else off
            if some.size:
                yield area, some

    def _lines(self, area: int, assets: NDArray[np.int64]) -> Numbers:
        between = self._ends[self._n + assets] - self._ends[area]
        return np.asarray(np.hypot(*between.T) * self._detour, dtype=np.float64)


def _with_ends(
    streets: Streets, away: Numbers, node: NDArray[np.int64], on: NDArray[np.bool_]
) -> csr_array:
    """Return the streets with every point that is near one as a junction of its own."""
    first, size = len(streets.points), len(streets.points) + len(away)
    lengths = coo_array(streets.lengths)
    new = first + np.flatnonzero(on)
    steps = np.maximum(away[on], 1e-6)
    rows = np.concatenate([lengths.row, new, node[on]])
    columns = np.concatenate([lengths.col, node[on], new])
    data = np.concatenate([lengths.data, steps, steps])
    return csr_array((data, (rows, columns)), shape=(size, size))
