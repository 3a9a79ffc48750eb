"""One walk through the network, depth first, from which all single losses are read off.

The walk numbers the elements in the order in which it meets them and says, of each, where it came
from and how far up another way leads from what lies below. If no way leads above v from the part
below v that begins with i, then that part hangs on v alone: take v away and it is *cut off*.

For "who could no longer reach F without v", let the walk begin at F (`rooted`): it is as if one
more element, tied to all of F, stood above everything. Source: Hopcroft and Tarjan (1973),
Efficient algorithms for graph manipulation.

Examples
--------
Of a path a - b - c, b holds the two ends together.

>>> from mapping.analysis.adjacency import adjacency
>>> from mapping.analysis.reading import Reading
>>> from mapping.analysis.small import small_network
>>> walk = walked(adjacency(Reading(small_network("a>b b>c"))))
>>> walk.holds_together.tolist()
[False, True, False]
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mapping.analysis.adjacency import Adjacency
from mapping.analysis.kernels import Numbers, Places, Truths, kernel

Entry = TypeVar("Entry", bound=np.generic)


@dataclass(frozen=True, eq=False)
class Walk:
    """A walk through n elements; *number* is an element's place in it, *element* its row.

    Parameters
    ----------
    order
        The element that has each number, shape (n,).
    parent
        By number: the number from which it was met; -1 where the walk began anew.
    low
        By number: the least number tied to it or to anything below it, its own if none is less;
        -1 where one of these is rooted.
    size
        By number: how many lie below it, itself included. They have the numbers that follow.
    rooted
        Whether each element was one to begin at, shape (n,).
    """

    order: Places
    parent: Places
    low: Places
    size: Places
    rooted: Truths

    @property
    def n(self) -> int:
        """How many elements there are."""
        return len(self.order)

    @cached_property
    def top(self) -> Numbers:
        """By number: the number at which the walk began that met it: one a component."""
        began = np.flatnonzero(self.parent < 0)
        return np.asarray(began[np.cumsum(self.parent < 0) - 1])

    @cached_property
    def joined(self) -> Truths:
        """By number: whether it has a way to one that is rooted."""
        return self.rooted[self.order[self.top]]

    @cached_property
    def cut_off(self) -> Truths:
        """By number: whether what begins here hangs on its parent alone."""
        return (self.parent >= 0) & (self.low >= self.parent)

    @property
    def holds_together(self) -> Truths:
        """By element: whether its component falls apart without it (an articulation point)."""
        parts = np.bincount(self.parent[self.cut_off], minlength=self.n)
        holds = parts > (self.parent < 0)
        return self.by_element(holds)

    @property
    def bridges(self) -> Numbers:
        """The numbers that hang on one tie, that to their parent (bridges)."""
        return np.flatnonzero((self.parent >= 0) & (self.low > self.parent))

    def below(self, weight: Numbers | Truths) -> Numbers:
        """By number: the sum of a weight, given by element, over what begins there."""
        sums: Numbers = np.zeros(self.n + 1, dtype=np.int64)
        np.cumsum(weight[self.order], dtype=np.int64, out=sums[1:])
        first = np.arange(self.n)
        return np.asarray(sums[first + self.size] - sums[first])

    def cut_off_sums(self, weight: Numbers) -> Numbers:
        """By number: the sum of a weight, given by number, over the parts that hang on it."""
        cut = self.cut_off
        sums = np.bincount(self.parent[cut], weight[cut], self.n)  # whole, so exact to 2**53
        return sums.astype(np.int64)

    def by_element(self, by_number: NDArray[Entry]) -> NDArray[Entry]:
        """Return by element what is given by number."""
        found = np.empty_like(by_number)
        found[self.order] = by_number
        return found


def walked(ties: Adjacency, rooted: Truths | None = None) -> Walk:
    """Return a walk through all elements, O(n + m).

    Parameters
    ----------
    ties
        n elements and m ties.
    rooted
        Whether each element is one to begin at, shape (n,); by default none is.
    """
    begins = np.zeros(ties.n, dtype=bool) if rooted is None else rooted
    order, parent, low, size = (np.empty(ties.n, dtype=np.int32) for _ in range(4))
    if ties.n:
        _walk(ties.start, ties.neighbour, begins, order, parent, low, size)
    return Walk(order, parent, low, size, begins)


@kernel
def _walk(
    start: Numbers,
    neighbour: Places,
    rooted: Truths,
    order: Places,
    parent: Places,
    low: Places,
    size: Places,
) -> None:
    """Walk from each rooted element, then from each other that was not met."""
    n = len(start) - 1
    number = np.full(n, -1, np.int32)
    following = start[:-1].copy()
    met = 0
    for turn in range(2):
        for first in range(n):
            if number[first] >= 0 or rooted[first] == (turn == 1):
                continue
            at, here = first, -1
            while at >= 0:
                if number[at] < 0:
                    number[at] = met
                    order[met], parent[met] = at, here
                    low[met] = -1 if rooted[at] else met
                    met += 1
                here = number[at]
                while following[at] < start[at + 1]:
                    other = neighbour[following[at]]
                    following[at] += 1
                    if number[other] < 0:
                        at = other
                        break
                    if number[other] != parent[here]:
                        low[here] = min(low[here], number[other])
                else:
                    above, at = parent[here], -1
                    size[here] = met - here
                    if above >= 0:
                        low[above] = min(low[above], low[here])
                        at = order[above]
