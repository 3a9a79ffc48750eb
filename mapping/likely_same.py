"""Which entries of a directory are likely one: nearly the same name, or a like one at one address.

Pure. Not every two are compared: only those that have an uncommon word of their names, a name or a
postcode in common. What is compared is compared by rapidfuzz, many pairs at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from mapping.interchange.words import plain

SAME_NAME: Final = 88.0
LIKE_NAME: Final = 80.0
SAME_ADDRESS: Final = 90.0
COMMON: Final = 60
"""A word that so many names have tells none from another."""

_Places = NDArray[np.int64]
_Scores = NDArray[np.float64]


class Listed(NamedTuple):
    """What of an entry says whether it is another."""

    id: str
    kind: str
    name: str
    address: str | None
    postcode: str | None
    not_same_as: frozenset[str]


class Pair(NamedTuple):
    """Two entries that are likely one: how alike their names are, of 100, and where they stand."""

    one: Listed
    other: Listed
    name: float
    same_address: bool


def likely_same(listed: Sequence[Listed], of: str | None = None) -> list[Pair]:
    """Return which entries are likely the same, the likeliest first.

    Parameters
    ----------
    listed
        The entries. Two of which either is `not_same_as` the other are no pair.
    of
        One entry, if only what may be the same as it is wanted; it is then `one` of each pair, and
        is compared with every other.
    """
    read = _Read(listed)
    if of is None:
        first, second = _near(read)
    else:
        this = next((place for place, one in enumerate(listed) if one.id == of), None)
        if this is None:
            return []
        second = np.delete(np.arange(len(listed)), this)
        first = np.full(len(second), this)
    pairs = [one for one in _likely(read, first, second) if not _told_apart(one)]
    return sorted(pairs, key=lambda one: (-one.same_address, -round(one.name), one.one.name))


class _Read:
    """Entries with their names and addresses as they are compared."""

    def __init__(self, listed: Sequence[Listed]) -> None:
        self.listed = listed
        self.names = [plain(one.name) for one in listed]
        self.words = [frozenset(name.split()) for name in self.names]
        # The ratio of two texts with their words in order is what rapidfuzz calls token_sort_ratio.
        self.sorted_names = [_in_order(name) for name in self.names]
        self.addresses = [_in_order(plain(one.address or "")) for one in listed]
        self.postcodes = [plain(one.postcode or "").replace(" ", "") for one in listed]
        # "Group 1" and "Group 2" are two, however alike the names are.
        self.number = _numbered(
            frozenset(word for word in words if len(word) == 1 or word[0].isdigit())
            for words in self.words
        )
        self.postcode = _numbered(self.postcodes)


def _in_order(text: str) -> str:
    return " ".join(sorted(text.split()))


def _numbered(values: Iterable[object]) -> _Places:
    """Return a number for each value, the same for equal ones; 0 is the first, if it is empty."""
    seen: dict[object, int] = {"": 0}
    return np.array([seen.setdefault(value, len(seen)) for value in values], dtype=np.int64)


def _near(read: _Read) -> tuple[_Places, _Places]:
    """Return pairs that have something uncommon in common, and no other number in their names."""
    having: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, name in enumerate(read.names):
        having["name", name].append(place)
        for start in {word[:5] for word in read.words[place]}:
            having["word", start].append(place)
        if read.postcodes[place]:
            having["postcode", read.postcodes[place]].append(place)
    some = [
        np.array(places[:COMMON], dtype=np.int64)
        for (what, _), places in having.items()
        if len(places) > 1 and (what == "name" or len(places) <= COMMON)
    ]
    n = max(len(read.names), 1)
    found = [_NOTHING]
    for places in some:
        one, other = _each_two(len(places))
        found.append(places[one] * n + places[other])
    both = np.unique(np.concatenate(found))
    first, second = both // n, both % n
    alike = read.number[first] == read.number[second]
    return first[alike], second[alike]


@lru_cache(COMMON)
def _each_two(number: int) -> tuple[_Places, _Places]:
    return np.triu_indices(number, 1)


_NOTHING: Final[_Places] = np.empty(0, dtype=np.int64)


def _likely(read: _Read, first: _Places, second: _Places) -> list[Pair]:
    """Return those of some pairs that are likely one entry."""
    alike = read.number[first] == read.number[second]
    first, second = first[alike], second[alike]
    address = _at_one_address(read, first, second)
    name = _ratios(read.sorted_names, first, second, at_least=LIKE_NAME)
    for row in np.flatnonzero(address):
        ours, theirs = read.names[first[row]], read.names[second[row]]
        name[row] = max(name[row], fuzz.token_set_ratio(ours, theirs))
    likely = np.flatnonzero(name >= np.where(address, LIKE_NAME, SAME_NAME))
    return [
        Pair(
            read.listed[first[row]],
            read.listed[second[row]],
            float(name[row]),
            bool(address[row]),
        )
        for row in likely.tolist()
    ]


def _at_one_address(read: _Read, first: _Places, second: _Places) -> NDArray[np.bool_]:
    """Return whether the two of each pair stand at one address, shape (pairs,)."""
    has = np.array([bool(address) for address in read.addresses], dtype=bool)
    ours, theirs = read.postcode[first], read.postcode[second]
    elsewhere = (ours > 0) & (theirs > 0) & (ours != theirs)
    rows = np.flatnonzero(has[first] & has[second] & ~elsewhere)
    same = np.zeros(len(first), dtype=bool)
    same[rows] = (
        _ratios(read.addresses, first[rows], second[rows], at_least=SAME_ADDRESS) >= SAME_ADDRESS
    )
    return same


def _ratios(texts: Sequence[str], first: _Places, second: _Places, *, at_least: float) -> _Scores:
    """Return how alike the texts of each pair are, of 100; 0 where less than is asked for."""
    if not len(first):
        return np.empty(0, dtype=np.float64)
    return process.cpdist(
        [texts[place] for place in first.tolist()],
        [texts[place] for place in second.tolist()],
        scorer=fuzz.ratio,
        score_cutoff=at_least,
        dtype=np.float64,
    )


def _told_apart(pair: Pair) -> bool:
    return pair.other.id in pair.one.not_same_as or pair.one.id in pair.other.not_same_as


def listed_from(row: Mapping[str, Any]) -> Listed:
    """Return what says whether an entry is another, from its properties."""
    apart = frozenset(row.get("not_same_as") or ())
    where = {name: row.get(name) for name in ("address", "postcode")}
    return Listed(row["id"], row["kind"], row["name"], **where, not_same_as=apart)
