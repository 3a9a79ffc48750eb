"""A field of a report that has something to say of every element, held as the array it came from.

It reads like a dictionary by id. A million of Python's own dictionaries would not fit beside the
network; this takes what its array takes, and `as_json.py` writes it out piece by piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mapping.columns import NONE, Codes, Texts

AT_ONCE: Final = 16_384
"""So many elements are told of at once."""

Tell = Callable[[Codes], list[Any]]
"""Returns what there is to say of some elements, given their rows in the network."""


class ByElement(Mapping[str, Any]):
    """What there is to say of elements, by id, in the order of ids.

    Parameters
    ----------
    ids
        Of the network's n elements.
    tell
        What there is to say; asked for some elements at a time.
    rows
        The elements of which there is something to say, in order; by default all.
    """

    def __init__(self, ids: Texts, tell: Tell, rows: Codes | None = None) -> None:
        self._ids = ids
        self._tell = tell
        self._rows = np.arange(len(ids)) if rows is None else rows

    @classmethod
    def of(cls, ids: Texts, values: NDArray[Any], rows: Codes | None = None) -> ByElement:
        """Return a number for each element, None where it is not a number.

        Parameters
        ----------
        values
            Of all n elements, shape (n,); or shape (n, k), told as a list of k numbers.
        """
        return cls(ids, lambda some: without_nan(values[some]), rows)

    @classmethod
    def named(
        cls, ids: Texts, names: Sequence[str], values: NDArray[Any], rows: Codes | None = None
    ) -> ByElement:
        """Return several numbers for each element by name, None where one is not a number.

        Parameters
        ----------
        names
            Of the k columns.
        values
            Of all n elements, shape (n, k).
        """

        def tell(some: Codes) -> list[Any]:
            return [dict(zip(names, row, strict=True)) for row in without_nan(values[some])]

        return cls(ids, tell, rows)

    def __len__(self) -> int:
        """Return of how many elements there is something to say."""
        return len(self._rows)

    def __iter__(self) -> Iterator[str]:
        """Yield their ids."""
        return iter(self._ids.take(self._rows))

    def __getitem__(self, id_: str) -> Any:
        """Return what there is to say of one element."""
        row = int(self._ids.places([id_])[0])
        at = int(np.searchsorted(self._rows, row))
        if row == NONE or at == len(self) or self._rows[at] != row:
            raise KeyError(id_)
        return self._tell(self._rows[at : at + 1])[0]

    def chunks(self) -> Iterator[dict[str, Any]]:
        """Yield all of it, some elements at a time."""
        for start in range(0, len(self), AT_ONCE):
            rows = self._rows[start : start + AT_ONCE]
            yield dict(zip(self._ids.take(rows).tolist(), self._tell(rows), strict=True))

    def whole(self) -> dict[str, Any]:
        """Return all of it as Python's own."""
        return {id_: said for chunk in self.chunks() for id_, said in chunk.items()}

    def __eq__(self, other: object) -> bool:
        """Whether the same is said of the same elements, whatever holds it."""
        if not isinstance(other, Mapping):
            return NotImplemented
        return self.whole() == (other.whole() if isinstance(other, ByElement) else dict(other))

    def __repr__(self) -> str:
        """Return it as a dictionary."""
        return repr(self.whole())


def without_nan(values: NDArray[Any]) -> list[Any]:
    """Return numbers as Python's own, shape kept, None for each that is not a number.

    Examples
    --------
    >>> without_nan(np.array([0.5, np.nan])), without_nan(np.array([[1], [2]]))
    ([0.5, None], [[1], [2]])
    """
    if values.dtype.kind != "f" or not np.isnan(values).any():
        return list(values.tolist())
    said = values.astype(object)
    said[np.isnan(values)] = None
    return list(said.tolist())
