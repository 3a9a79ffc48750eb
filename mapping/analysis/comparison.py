"""The connections of two drawings, matched by type and ends: the arrays that `change.py` reads.

A redrawing may give a connection a new id, so ids are not looked at. `collaborates_with` and
`related_to` have no direction. Places and areas are not compared: they carry no care.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mapping.analysis.reading import Reading
from mapping.network import FORMALITIES, NONE, STATES, TYPES, Codes, Truths
from mapping.vocabulary import UNDIRECTED

COMPARED: Final = ("cares_for", "collaborates_with", "member_of", "related_to")
ABSENT: Final = "absent"

_FIRST: Final = ("generative", "engaged", "inactive", "unclassified", "potential")
"""Of repeats that are not active the state that stands first here is told: what was nearest."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """One drawing's connections, repeats merged; one row for each of the k of either drawing.

    Parameters
    ----------
    active
        Whether any repeat is active, shape (k,).
    contacts
        Of the active repeats together, in thirteenths of a contact a week, shape (k,).
    formalities
        Those said of the active repeats, a bit for each of `FORMALITIES`, shape (k,).
    unsaid
        Whether any active repeat does not say how often, shape (k,).
    state
        A place in `STATES` of what is not active, `NONE` where it is absent, shape (k,).
    care
        Each row with each type of its active care, in order: the row times the types that either
        drawing names, and the type's place among them.
    """

    active: Truths
    contacts: Codes
    formalities: Codes
    unsaid: Truths
    state: Codes
    care: Codes

    def said_formalities(self, row: int) -> list[str]:
        """Return the formalities said of one row, sorted."""
        bits = int(self.formalities[row])
        return [word for bit, word in enumerate(FORMALITIES) if bits >> bit & 1]

    def state_word(self, row: int) -> str:
        """Return the state of one row that is not active, or `absent`."""
        place = int(self.state[row])
        return ABSENT if place == NONE else STATES[place]


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two drawings' connections side by side, in order of type and ends.

    Parameters
    ----------
    ids
        Of the elements on either drawing, in order.
    type, from_, to
        Places in `TYPES`, `ids` and `ids` of each of the k connections, shape (k,).
    types
        How many types of care either drawing names.
    before, after
        What each drawing says of them.
    """

    ids: list[str]
    type: Codes
    from_: Codes
    to: Codes
    types: int
    before: Drawn
    after: Drawn

    def key(self, row: int) -> list[str]:
        """Return the type and the ends of one row, as they are told."""
        return [TYPES[self.type[row]], self.ids[self.from_[row]], self.ids[self.to[row]]]

    @property
    def other_care(self) -> Truths:
        """Whether the active care of each row is of other types than before, shape (k,)."""
        found = np.zeros(len(self.type), dtype=bool)
        differ = np.setxor1d(self.before.care, self.after.care, assume_unique=True)
        found[differ // max(self.types, 1)] = True
        return found

    def rows(self, which: Truths) -> list[int]:
        """Return the rows for which something holds, by type in alphabetic order, then by ends."""
        order: list[int] = np.flatnonzero(which).tolist()
        return sorted(order, key=lambda row: TYPES[self.type[row]])


def compared(before: Reading, after: Reading) -> Comparison:
    """Return the connections of two drawings side by side. O(n + m log m).

    Parameters
    ----------
    before, after
        How each drawing is read: which states are active.
    """
    ids = sorted({*before.network.ids, *after.network.ids})
    place = {id_: row for row, id_ in enumerate(ids)}
    rows, keys = zip(*(_keys(one, place) for one in (before, after)), strict=True)
    both = np.unique(np.concatenate(keys))
    types = sorted({*before.network.care_types.words, *after.network.care_types.words})
    n = max(len(ids), 1)
    return Comparison(
        ids=ids,
        type=both // n**2,
        from_=both // n % n,
        to=both % n,
        types=len(types),
        before=_drawn(before, rows[0], np.searchsorted(both, keys[0]), len(both), types),
        after=_drawn(after, rows[1], np.searchsorted(both, keys[1]), len(both), types),
    )


def _keys(reading: Reading, place: dict[str, int]) -> tuple[Codes, Codes]:
    """Return the rows that are compared, and a number for the type and ends of each."""
    network, n = reading.network, max(len(place), 1)
    types = [TYPES.index(type_) for type_ in COMPARED]
    undirected = [TYPES.index(type_) for type_ in COMPARED if type_ in UNDIRECTED]
    rows = np.flatnonzero(np.isin(network.type, types))
    places = np.array([place[id_] for id_ in network.ids], dtype=np.int64)
    type_, source, target = network.type[rows], network.source[rows], network.target[rows]
    one, other = places[source], places[target]
    turned = np.isin(type_, undirected) & (other < one)
    first, second = np.where(turned, other, one), np.where(turned, one, other)
    return rows, (type_.astype(np.int64) * n + first) * n + second


def _drawn(
    reading: Reading, rows: Codes, where: NDArray[np.intp], k: int, types: list[str]
) -> Drawn:
    """Return what one drawing says of each of k connections; `where` is the place of each row."""
    network = reading.network
    now = reading.active[rows]
    active = _any(where[now], k)
    contacts = np.bincount(where[now], reading.contacts[rows[now]], minlength=k)
    formalities = np.zeros(k, dtype=np.int64)
    for bit in range(len(FORMALITIES)):
        formalities |= (
            _any(where[now & (network.formality[rows] == bit)], k).astype(np.int64) << bit
        )
    rank = np.array([_FIRST.index(state) for state in STATES])[network.state[rows]]
    first = np.full(k, len(_FIRST))
    np.minimum.at(first, where, rank)
    states = np.array([*(STATES.index(state) for state in _FIRST), NONE])
    return Drawn(
        active=active,
        contacts=contacts.astype(np.int64),
        formalities=formalities,
        unsaid=_any(where[now & (network.frequency[rows] == NONE)], k),
        state=states[first],
        care=_care(reading, rows, where, types),
    )


def _care(reading: Reading, rows: Codes, where: NDArray[np.intp], types: list[str]) -> Codes:
    """Return the types of active care of each place that a row has, as `Drawn.care` has them."""
    said = reading.network.care_types
    place = np.array([types.index(word) for word in said.words], dtype=np.int64)
    of = np.zeros(reading.network.m, dtype=np.int64)
    of[rows] = where
    connection, word = said.distinct(reading.care & reading.active, of)
    return connection * len(types) + place[word]


def _any(where: NDArray[np.intp], k: int) -> Truths:
    found = np.zeros(k, dtype=bool)
    found[where] = True
    return found
