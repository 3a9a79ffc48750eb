"""The ties of a network as compressed rows: who is tied to whom, which way care flows, how much.

Every measure that walks the network starts from this one structure; it is made once a report, in
time linear in connections but for the sorting of rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mapping.analysis.kernels import Bytes, Floats, Numbers, Places, Truths
from mapping.analysis.reading import Reading
from mapping.network import TYPES

GIVES: Final = 1
"""In `flow`: something flows from the row's element to the neighbour."""
GETS: Final = 2
"""In `flow`: something flows from the neighbour to the row's element."""

_CARE: Final = TYPES.index("cares_for")
_COUNTS: Final = 2.0**26
_KEPT: Final = "adjacency"


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
        return _starts(self.count(upward)), np.flatnonzero(upward).astype(np.int32)

    def forget(self) -> None:
        """Forget what can be made again, and only walks over triangles ask for."""
        for name in ("opposite", "upward"):
            vars(self).pop(name, None)

    def count(self, chosen: Truths) -> Numbers:
        """Return how many of each element's entries are chosen, shape (n,)."""
        sums = _starts(chosen)
        return np.asarray(sums[self.start[1:]] - sums[self.start[:-1]])

    def among(self, kept: Truths) -> Adjacency:
        """Return it with the entries that are kept: both of a tie, or neither."""
        return Adjacency(
            _starts(self.count(kept)),
            self.neighbour[kept],
            self.flow[kept],
            self.strength[kept],
        )


def adjacency(reading: Reading) -> Adjacency:
    """Return the ties of a reading as compressed rows; asked for again they are the same ones.

    Parameters
    ----------
    reading
        Its active `cares_for`, `collaborates_with` and `member_of` are the ties.
    """
    kept = vars(reading)
    if _KEPT not in kept:
        kept[_KEPT] = _made(reading)
    found: Adjacency = kept[_KEPT]
    return found


def _made(reading: Reading) -> Adjacency:
    from scipy.sparse import coo_array

    n = reading.network.n
    less, greater, sums = _pairs(reading)
    there, back = sums.imag % _COUNTS > 0, sums.imag >= _COUNTS
    pairs = np.arange(len(less), dtype=np.int32)
    ends = (np.concatenate([greater, less]), np.concatenate([less, greater]))
    rows = coo_array((np.concatenate([pairs, ~pairs]), ends), shape=(n, n)).tocsr()
    from_less = rows.data < 0
    pair = np.where(from_less, ~rows.data, rows.data)
    gives = np.where(from_less, there[pair], back[pair])
    gets = np.where(from_less, back[pair], there[pair])
    return Adjacency(
        rows.indptr.astype(np.int64),
        rows.indices.astype(np.int32, copy=False),
        gives.astype(np.uint8) * GIVES + gets.astype(np.uint8) * GETS,
        sums.real[pair],
    )


def _pairs(reading: Reading) -> tuple[Places, Places, NDArray[np.complex128]]:
    """Return the two ends of each tie, the smaller first, and sums over its connections.

    Their real part is contacts; the imaginary one counts those that flow to the greater end, and
    `_COUNTS` times those that flow to the smaller: one pass sums all three, without rounding.
    """
    from scipy.sparse import coo_array

    network, joins = reading.network, reading.joins
    source, target = (
        ends[joins].astype(np.int32, copy=False) for ends in (network.source, network.target)
    )
    one_way = network.type[joins] == _CARE
    sums = reading.contacts[joins].astype(np.complex128)
    sums.imag[:] = np.where(source < target, 1.0, _COUNTS)
    sums.imag[~one_way] = 1 + _COUNTS
    shape = (network.n, network.n)
    rows = coo_array((sums, (np.minimum(source, target), np.maximum(source, target))), shape=shape)
    merged = rows.tocsr()
    less = np.repeat(np.arange(network.n, dtype=np.int32), np.diff(merged.indptr))
    return less, merged.indices.astype(np.int32, copy=False), merged.data


def _opposite(start: Numbers, neighbour: Places) -> Places:
    """Return where each entry's tie stands in the neighbour's row: a transposition of its own."""
    from scipy.sparse import csr_array

    n = len(start) - 1
    entries = np.arange(len(neighbour), dtype=np.int32)
    columns = csr_array((entries, neighbour, start), shape=(n, n)).tocsc()
    opposite: Places = columns.data
    return opposite


def _starts(counts: Numbers | Truths) -> Numbers:
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts
