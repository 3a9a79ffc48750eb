"""Who gives each supported person which type of care: distinct givers, by person and type."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from mapping.analysis.reading import Reading
from mapping.columns import distinct
from mapping.network import Codes, Truths


class TypesGiven:
    """Each supported person and type of care that somebody gives them now, and how many do.

    Parameters
    ----------
    reading
        n elements and m connections.
    """

    def __init__(self, reading: Reading) -> None:
        network = reading.network
        self._n, self._types = network.n, max(len(network.care_types.words), 1)
        cares = reading.care & reading.active & reading.supported_people[network.target]
        rows, types = network.care_types.pairs(cares)
        cell = network.target[rows].astype(np.int64) * self._types + types
        self._pairs = distinct(cell * self._n + network.source[rows])
        self._cells, self.givers = np.unique(self._pairs // max(self._n, 1), return_counts=True)

    @cached_property
    def people(self) -> Codes:
        """The person of each, in order, shape (k,)."""
        return self._cells // self._types

    @cached_property
    def types(self) -> Codes:
        """The place of the type of care of each, shape (k,)."""
        return self._cells % self._types

    def look_up(self, people: Codes, types: Codes, givers: Codes) -> tuple[Codes, Truths]:
        """Return how many give a type of care to a person, and whether this giver does."""
        cells = people.astype(np.int64) * self._types + types
        at, there = _found(self._cells, cells)
        counts = np.where(there, np.append(self.givers, 0)[at], 0)
        return counts, _found(self._pairs, cells * self._n + givers)[1]


def _found(ordered: Codes, keys: Codes) -> tuple[Codes, Truths]:
    """Return where each key stands, or would, and whether it is there."""
    at = np.searchsorted(ordered, keys)
    return at, np.append(ordered, -1)[at] == keys
