"""Fields of a report that say something of every element, held as the arrays they came from.

A dict of a million dicts takes more memory than everything it was computed from. Above `LISTED`
elements figures stay in arrays: they read as a dictionary by id, and are written out as JSON piece
by piece, a column at a time. Entries that are all zero or null are left out then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from mapping.columns import NONE, Codes, Texts, Truths

LISTED: Final = 20_000
"""Up to so many elements every entry is there, in a plain dict."""

AT_ONCE: Final = 16_384
"""So many elements are told of at once."""

_BYTES: Final = pa.large_binary()
_PLAIN: Final = np.array([byte >= 0x20 and byte not in b'"\\' for byte in range(256)])
"""Whether a byte stands in JSON text as it is."""

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

    def written(self) -> Iterator[bytes]:
        """Yield the inside of its JSON, some elements at a time: what is between the braces."""
        for chunk in self.chunks():
            yield orjson.dumps(chunk)[1:-1]

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


class Figures(ByElement):
    """A figure of elements by id, or some figures of each by name.

    Parameters
    ----------
    ids, rows
        As of `ByElement`.
    columns
        A figure for each of n elements, or a column of figures for each name; NaN is null.
    """

    def __init__(self, ids: Texts, columns: Columns, rows: Codes) -> None:
        super().__init__(ids, self._told, rows)
        self._columns = columns

    def _told(self, some: Codes) -> list[Any]:
        columns = self._columns
        if not isinstance(columns, Mapping):
            return without_nan(columns[some])
        said = [without_nan(column[some]) for column in columns.values()]
        return [dict(zip(columns, row, strict=True)) for row in zip(*said, strict=True)]

    def written(self) -> Iterator[bytes]:
        """Yield the inside of its JSON: columns are put together as text, not as Python's own."""
        for start in range(0, len(self), AT_ONCE):
            rows = self._rows[start : start + AT_ONCE]
            parts = [*_keys(self._ids.take(rows)), *self._values(rows), b""]
            scalars = (pa.scalar(one, _BYTES) if isinstance(one, bytes) else one for one in parts)
            yield _content(pc.binary_join_element_wise(*scalars))[:-1]

    def _values(self, rows: Codes) -> Iterator[bytes | pa.Array]:
        """Yield the parts of what is said of each of some elements, and a comma."""
        columns = self._columns
        if not isinstance(columns, Mapping):
            yield _numbers(columns[rows], b",")
            return
        between, last = b"{", len(columns) - 1
        for place, (name, column) in enumerate(columns.items()):
            yield between + orjson.dumps(name) + b":"
            yield _numbers(column[rows], b"}" if place == last else b",")
            between = b""
        yield b","


def _keys(ids: Texts) -> list[bytes | pa.Array]:
    """Return the parts of what stands before the value of each id."""
    letters = np.frombuffer(_content(ids.array), dtype=np.uint8)
    if (_PLAIN[letters]).all():
        return [b'"', ids.array.cast(_BYTES), b'":']
    return [pa.array([orjson.dumps(id_) for id_ in ids], _BYTES), b":"]


def _numbers(values: NDArray[Any], ending: bytes) -> pa.Array:
    """Return each number as JSON, with one byte after it."""
    text = (
        orjson.dumps(np.ascontiguousarray(values), option=orjson.OPT_SERIALIZE_NUMPY)[1:-1] + b","
    )
    ends = np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == ord(",")) + 1
    offsets = pa.py_buffer(np.concatenate([[0], ends]).astype(np.int64))
    data = pa.py_buffer(text.replace(b",", ending))
    return pa.Array.from_buffers(_BYTES, len(values), [None, offsets, data])


def _content(texts: pa.Array) -> bytes:
    """Return what some texts are, one after the other."""
    _, offsets, data = texts.buffers()
    ends = np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    return bytes(memoryview(data)[ends[0] : ends[-1]]) if data is not None else b""


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

    found = Figures(ids, columns, np.flatnonzero(kept).astype(np.int32))
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
