"""Columns of many rows: texts, and several words for each row, compressed.

A million names take as much room here as their letters do, and are Python's own only when somebody
asks for them. What a column means is not known here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Final, SupportsIndex, overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Codes = NDArray[np.signedinteger[Any]]
"""Places in a list. Mostly int32: widen before you multiply two of them, for numpy does not."""
Truths = NDArray[np.bool_]
Hashes = NDArray[np.uint64]

NONE: Final = -1
"""The place of what is not there, or nobody has said."""

_AT_ONCE: Final = 65_536
_ODD: Final = np.uint64(0x9E3779B97F4A7C15)  # 2^64 divided by the golden ratio, made odd
_FOLD: Final = np.uint64(29)
_EIGHT: Final = np.uint64(8)
_ALL_BITS: Final = np.uint64(2**64 - 1)


class Texts(Sequence[str]):
    """A text for each row, none missing; it reads like a tuple of them.

    Parameters
    ----------
    array
        An arrow array of strings without nulls.
    """

    def __init__(self, array: pa.Array) -> None:
        self.array = array.cast(pa.large_string())

    @classmethod
    def of(cls, texts: Iterable[str]) -> Texts:
        """Return these texts."""
        return cls(pa.array(list(texts), pa.large_string()))

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.array)

    @overload
    def __getitem__(self, row: SupportsIndex) -> str: ...

    @overload
    def __getitem__(self, row: slice) -> Texts: ...

    def __getitem__(self, row: SupportsIndex | slice) -> str | Texts:
        """Return the text of one row, or those of some rows that follow each other."""
        if isinstance(row, slice):
            return self.take(np.arange(len(self))[row])
        text: str = self.array[row.__index__()].as_py()
        return text

    def __iter__(self) -> Iterator[str]:
        """Yield every text."""
        for some in self.chunks():
            yield from some

    def chunks(self) -> Iterator[list[str]]:
        """Yield all of them as Python's own, some at a time."""
        for start in range(0, len(self), _AT_ONCE):
            yield self.array.slice(start, _AT_ONCE).to_pylist()

    def __contains__(self, text: object) -> bool:
        """Whether any row has this text."""
        return isinstance(text, str) and self.places([text])[0] != NONE

    def index(self, value: str, start: int = 0, stop: int | None = None) -> int:
        """Return the row of a text; of one that several have, any.

        Raises
        ------
        ValueError
            If no row between `start` and `stop` has it.
        """
        row = int(self.places([value])[0])
        if row < start or (stop is not None and row >= stop):
            raise ValueError("There is no such text.")
        return row

    def __eq__(self, other: object) -> bool:
        """Whether these are the same texts in the same order, whatever holds the others."""
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    def __repr__(self) -> str:
        """Return it as the tuple of its texts."""
        return repr(tuple(self))

    def take(self, rows: Codes) -> Texts:
        """Return the texts of some rows, in their order."""
        return Texts(self.array.take(pa.array(rows)))

    def only(self, rows: Truths) -> Texts:
        """Return the texts of the rows for which it is so, shape (rows,)."""
        return self.take(np.flatnonzero(rows))

    def tolist(self) -> list[str]:
        """Return them as Python's own."""
        texts: list[str] = self.array.to_pylist()
        return texts

    def places(self, texts: Texts | Sequence[str]) -> Codes:
        """Return the row of each of some texts, or `NONE`, shape (texts,)."""
        return self._lookup.places(texts if isinstance(texts, Texts) else Texts.of(texts))

    @cached_property
    def _lookup(self) -> _Lookup:
        return _Lookup(self)


class Numbered(Texts):
    """A text for each row that is a word and a number, such as `line-2`; made when asked for."""

    def __init__(self, word: str, numbers: Codes) -> None:
        self._word = word
        self._numbers = numbers

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._numbers)

    @cached_property
    def array(self) -> pa.Array:
        """The texts."""
        numbers = pa.array(self._numbers).cast(pa.large_string())
        return pc.binary_join_element_wise(
            pa.scalar(self._word, pa.large_string()), numbers, pa.scalar("", pa.large_string())
        )

    def take(self, rows: Codes) -> Texts:
        """Return the texts of some rows, in their order."""
        return Numbered(self._word, self._numbers[rows])


class _Lookup:
    """Finds the rows of texts: an open table of 64-bit hashes, and what it finds is compared."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._hashes = hashes_of(texts.array)
        bits = max(4, (2 * len(texts)).bit_length())
        self._shift = np.uint64(64 - bits)
        self._last = (1 << bits) - 1
        self._table = np.full(1 << bits, NONE, dtype=np.int32)
        rows, slots = np.arange(len(texts), dtype=np.int32), self._slots(self._hashes)
        while len(rows):
            free = self._table[slots] == NONE
            self._table[slots[free]] = rows[free]
            lost = self._table[slots] != rows
            rows, slots = rows[lost], (slots[lost] + 1) & self._last

    def _slots(self, hashes: Hashes) -> NDArray[np.int64]:
        return (hashes >> self._shift).astype(np.int64)

    def places(self, texts: Texts) -> Codes:
        if not len(self._texts):
            return np.full(len(texts), NONE, dtype=np.int32)
        hashes = hashes_of(texts.array)
        slots = self._slots(hashes)
        found = self._table[slots]
        others = np.flatnonzero((found != NONE) & (self._hashes[found] != hashes))
        while len(others):
            slots[others] = (slots[others] + 1) & self._last
            found[others] = self._table[slots[others]]
            there = found[others]
            others = others[(there != NONE) & (self._hashes[there] != hashes[others])]
        return self._sure(texts, found)

    def _sure(self, texts: Texts, found: Codes) -> Codes:
        """Return the same rows, those found by hash whose text is another looked for one by one."""
        known = np.flatnonzero(found != NONE)
        same = pc.equal(self._texts.take(found[known]).array, texts.take(known).array)
        wrong = known[~same.to_numpy(zero_copy_only=False)]
        if len(wrong):
            rows = pc.index_in(texts.take(wrong).array, value_set=self._texts.array)
            found[wrong] = pc.fill_null(rows, NONE).to_numpy()
        return found


def hashes_of(array: pa.Array) -> Hashes:
    """Return a 64-bit hash of each text; it is for finding, and no secret rests on it.

    Eight bytes at a time, over many rows at once: each is multiplied in and folded over.
    """
    parts = (array.slice(at, _AT_ONCE) for at in range(0, len(array), _AT_ONCE))
    return np.concatenate([np.empty(0, dtype=np.uint64), *map(_hashes, parts)])


def _hashes(array: pa.Array) -> Hashes:
    _, offsets, letters = array.buffers()
    ends = np.frombuffer(offsets, dtype=np.int64)[array.offset : array.offset + len(array) + 1]
    data = np.zeros(ends[-1] - ends[0] + 8, dtype=np.uint8)  # the last text may be read past
    if letters is not None:
        data[:-8] = np.frombuffer(letters, dtype=np.uint8)[ends[0] : ends[-1]]
    words = np.ndarray((len(data) - 7,), "<u8", buffer=data.data, strides=(1,))
    starts, lengths = ends[:-1] - ends[0], np.diff(ends)
    hashes = lengths.astype(np.uint64) * _ODD
    for at in range(0, int(lengths.max()), 8):
        rows = np.flatnonzero(lengths > at)
        spare = 8 - np.minimum(lengths[rows] - at, 8)
        word = words[starts[rows] + at] & (_ALL_BITS >> (_EIGHT * spare.astype(np.uint64)))
        mixed = (hashes[rows] ^ word) * _ODD
        hashes[rows] = mixed ^ (mixed >> _FOLD)
    return hashes * _ODD


def distinct(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each of some codes, 0 or more, once and in order; `numpy.unique` takes far longer."""
    in_order = np.sort(codes)
    first: Truths = np.diff(in_order, prepend=NONE) != 0
    return in_order[first]


class Several:
    """Several words for each row, compressed: what many rows say alike is kept once.

    Parameters
    ----------
    words
        Every word there is, sorted.
    start
        Where each saying begins in `code`, and where the last ends: one more than there are.
    code
        Places in `words`, saying after saying, each in order and once.
    which
        The saying of each row.
    """

    def __init__(self, words: tuple[str, ...], start: Codes, code: Codes, which: Codes) -> None:
        self.words = words
        self.start = start
        self.code = code
        self.which = which

    @classmethod
    def of(cls, rows: Iterable[Collection[str]]) -> Several:
        """Return these rows."""
        sayings: dict[tuple[str, ...], int] = {}
        which = [sayings.setdefault(tuple(row), len(sayings)) for row in rows]
        return cls.saying(list(sayings), np.array(which, dtype=np.int32))

    @classmethod
    def saying(cls, sayings: Sequence[Collection[str]], which: Codes) -> Several:
        """Return rows that say these things; two may be the same, and some said by none.

        Parameters
        ----------
        sayings
            Words of each.
        which
            A place in `sayings` for each row.
        """
        used = np.bincount(which, minlength=len(sayings)) > 0
        said = [sorted(set(one)) for one, here in zip(sayings, used, strict=True) if here]
        words = tuple(sorted({word for one in said for word in one}))
        place = {word: row for row, word in enumerate(words)}
        start = np.cumsum([0, *(len(one) for one in said)])
        code = np.array([place[word] for one in said for word in one], dtype=np.int32)
        return cls(words, start, code, (np.cumsum(used) - 1).astype(np.int32)[which])

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.which)

    def __getitem__(self, row: int) -> tuple[str, ...]:
        """Return the words of one row."""
        return self._words_of(int(self.which[row]))

    def _words_of(self, saying: int) -> tuple[str, ...]:
        codes = self.code[self.start[saying] : self.start[saying + 1]]
        return tuple(self.words[code] for code in codes.tolist())

    def sayings(self) -> list[tuple[str, ...]]:
        """Return the words of each saying; a row's is at its place in `which`."""
        return [self._words_of(saying) for saying in range(len(self.start) - 1)]

    def counts(self) -> dict[str, int]:
        """Return how many rows have each word."""
        times = np.bincount(self.which, minlength=len(self.start) - 1)
        found = np.zeros(len(self.words), dtype=np.int64)
        np.add.at(found, self.code, np.repeat(times, np.diff(self.start)))
        return dict(zip(self.words, found.tolist(), strict=True))

    def pairs(self, rows: Truths) -> tuple[Codes, Codes]:
        """Return the row and the word of every entry of some rows."""
        return self._spread(np.flatnonzero(rows), self.which[rows])

    def distinct(self, rows: Truths, of: Codes) -> tuple[Codes, Codes]:
        """Return the distinct pairs of whose each row is and of a word in it, in order.

        Parameters
        ----------
        rows
            Which rows count, shape (rows,).
        of
            Whose each row is, such as its giver, shape (rows,).
        """
        sayings, words = max(len(self.start) - 1, 1), max(len(self.words), 1)
        said = distinct(of[rows].astype(np.int64) * sayings + self.which[rows])
        whose, word = self._spread(said // sayings, said % sayings)
        pairs = distinct(whose * words + word)
        return pairs // words, pairs % words

    def _spread(self, of: Codes, sayings: Codes) -> tuple[Codes, Codes]:
        """Return each of some things once for every word of its saying, and those words."""
        lengths = np.diff(self.start)[sayings]
        before = np.cumsum(lengths) - lengths
        at = np.repeat(self.start[:-1][sayings] - before, lengths) + np.arange(lengths.sum())
        return np.repeat(of, lengths), self.code[at]

    def only(self, rows: Truths) -> Several:
        """Return some of the rows, with the words that they use."""
        return Several.saying(self.sayings(), self.which[rows])
