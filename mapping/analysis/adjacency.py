"""The ties of a network as compressed rows: who is tied to whom, which way care flows, how much.

Every measure that walks the network starts from this one structure; it is made once a report, in
time linear in connections but for the sorting of rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from mapping.analysis.kernels import Bytes, Floats, Numbers, Places
from mapping.analysis.reading import Reading
from mapping.network import TYPES

GIVES: Final = 1
"""In `flow`: something flows from the row's element to the neighbour."""
GETS: Final = 2
"""In `flow`: something flows from the neighbour to the row's element."""

_CARE: Final = TYPES.index("cares_for")
_TIES: Final = [TYPES.index(type_) for type_ in ("cares_for", "collaborates_with", "member_of")]
_SHIFT: Final = 40


@dataclass(frozen=True, eq=False)
class Adjacency:
    """n elements and m ties; each tie has two *entries*, one in the row of each of its ends.

    Parameters
    ----------
    start
        Where the row of each element begins, and where the last ends, shape (n + 1,).
    neighbour
        The other end of each entry, shape (2m,); in order within a row.
    flow
        `GIVES` and `GETS` of each entry: `cares_for` flows one way, the other types both ways.
    strength
        Contacts a week in thirteenths over all that joins the two, either way, shape (2m,).
    """

    start: Numbers
    neighbour: Places
    flow: Bytes
    strength: Floats

    @property
    def n(self) -> int:
        """How many elements there are."""
        return len(self.start) - 1

    @property
    def m(self) -> int:
        """How many ties there are."""
        return len(self.neighbour) // 2

    @property
    def degree(self) -> Numbers:
        """How many ties each element has, shape (n,)."""
        return np.diff(self.start)

    @property
    def row(self) -> Places:
        """The element in whose row each entry is, shape (2m,)."""
        return np.repeat(np.arange(self.n, dtype=np.int32), self.degree)

    @cached_property
    def opposite(self) -> Places:
        """The entry of the same tie in the neighbour's row, of each entry, shape (2m,)."""
        return _opposite(self.start, self.neighbour)

    @cached_property
    def upward(self) -> tuple[Numbers, Places]:
        """Each tie once: where each element's begin, and the entries.

        A tie is in the row of its end with fewer ties, so no row is longer than sqrt(2m), and
        all triangles are found in O(m^1.5).
        """
        row, degree = self.row, self.degree
        mine, theirs = degree[row], degree[self.neighbour]
        upward = (mine < theirs) | ((mine == theirs) & (row < self.neighbour))
        counts = np.bincount(row[upward], minlength=self.n)
        return _starts(counts), np.flatnonzero(upward).astype(np.int32)

    def among(self, kept: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Adjacency:
        """Return it with the entries that are kept: both of a tie, or neither."""
        counts = np.bincount(self.row[kept], minlength=self.n)
        return Adjacency(
            _starts(counts), self.neighbour[kept], self.flow[kept], self.strength[kept]
        )


def adjacency(reading: Reading) -> Adjacency:
    """Return the ties of a reading as compressed rows.

    Parameters
    ----------
    reading
        Its active `cares_for`, `collaborates_with` and `member_of` are the ties.
    """
    from scipy.sparse import coo_array

    network = reading.network
    joins = reading.active & np.isin(network.type, _TIES)
    source, target = (
        ends[joins].astype(np.int32, copy=False) for ends in (network.source, network.target)
    )
    there = np.int64(1) << _SHIFT
    back = np.where(network.type[joins] == _CARE, np.int64(0), there)
    contacts = reading.contacts[joins].astype(np.int64, copy=False)
    packed = np.concatenate([contacts + there, contacts + back])
    ends = (np.concatenate([source, target]), np.concatenate([target, source]))
    rows = coo_array((packed, ends), shape=(network.n, network.n)).tocsr()
    rows.sort_indices()
    start, neighbour = rows.indptr.astype(np.int64), rows.indices.astype(np.int32, copy=False)
    gives = rows.data >> _SHIFT > 0
    gets = gives[_opposite(start, neighbour)]
    flow = gives.astype(np.uint8) * GIVES + gets.astype(np.uint8) * GETS
    return Adjacency(start, neighbour, flow, (rows.data & (there - 1)).astype(np.float64))


def _opposite(start: Numbers, neighbour: Places) -> Places:
    """Return where each entry's tie stands in the neighbour's row: a transposition of its own."""
    from scipy.sparse import csr_array

    n = len(start) - 1
    entries = np.arange(len(neighbour), dtype=np.int32)
    columns = csr_array((entries, neighbour, start), shape=(n, n)).tocsc()
    opposite: Places = columns.data
    return opposite


def _starts(counts: Numbers) -> Numbers:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])
