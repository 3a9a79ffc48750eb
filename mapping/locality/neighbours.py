"""Which areas are neighbours: those that share a border or a corner (queen contiguity)."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.spatial import cKDTree


def neighbours(shapes: NDArray[Any], points: NDArray[np.float64]) -> csr_array:
    """Return for each area its neighbours, each weighed alike so that they add up to 1.

    An area that touches no other is joined, both ways, to the nearest one. O(n log n).

    Parameters
    ----------
    shapes
        Outlines of n areas, in metres.
    points
        A point of each, shape (n, 2).

    Returns
    -------
    csr_array
        Row-standardised weights, shape (n, n).
    """
    n = len(shapes)
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    apart = one != other
    one, other = one[apart], other[apart]
    alone = np.setdiff1d(np.arange(n), one)
    if n > 1 and alone.size:
        _, nearest = cKDTree(points).query(points[alone], k=2)
        nearest = np.where(nearest[:, 0] == alone, nearest[:, 1], nearest[:, 0])
        one, other = np.r_[one, alone, nearest], np.r_[other, nearest, alone]
    pairs = np.unique(np.column_stack([one, other]), axis=0) if one.size else np.empty((0, 2), int)
    number = np.bincount(pairs[:, 0], minlength=n)
    return csr_array((1 / number[pairs[:, 0]], (pairs[:, 0], pairs[:, 1])), shape=(n, n))
