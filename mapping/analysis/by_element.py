"""Fields of a report that say something of every element, held as the arrays they came from.

A dict of a million dicts takes more memory than everything it was computed from. Above `LISTED`
elements figures stay in arrays: they read as a dictionary by id, and `as_json.py` writes them out
piece by piece. Entries that are all zero or null are left out then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mapping.columns import NONE, Codes, Texts, Truths

LISTED: Final = 20_000
"""Up to so many elements every entry is there, in a plain dict."""

AT_ONCE: Final = 16_384
"""So many elements are told of at once."""

Columns = NDArray[Any] | Mapping[str, NDArray[Any]]

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


def by_element(ids: Texts, columns: Columns, rows: Truths | None = None) -> Mapping[str, Any]:
    """Return figures by the ids of elements.

    Parameters
    ----------
    ids
        Of all n elements, in order.
    columns
        A figure for each, shape (n,), or a column of figures for each name; NaN is null.
    rows
        Which of them have an entry, shape (n,); by default all.
    """
    kept = np.ones(len(ids), dtype=bool) if rows is None else rows
    if len(ids) > LISTED:
        each = columns.values() if isinstance(columns, Mapping) else [columns]
        kept = kept & np.logical_or.reduce([np.nan_to_num(column) != 0 for column in each])

    def tell(some: Codes) -> list[Any]:
        if not isinstance(columns, Mapping):
            return without_nan(columns[some])
        said = [without_nan(column[some]) for column in columns.values()]
        return [dict(zip(columns, row, strict=True)) for row in zip(*said, strict=True)]

    found = ByElement(ids, tell, np.flatnonzero(kept))
    return found if len(ids) > LISTED else found.whole()


def without_nan(values: NDArray[Any]) -> list[Any]:
    """Return numbers as Python's own, None for each that is not a number.

    Examples
    --------
    >>> without_nan(np.array([0.5, np.nan]))
    [0.5, None]
    """
    if values.dtype.kind != "f" or not np.isnan(values).any():
        return list(values.tolist())
    said = values.astype(object)
    said[np.isnan(values)] = None
    return list(said.tolist())
