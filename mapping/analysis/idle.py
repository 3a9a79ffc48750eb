"""Care that is there and does not flow, as two numbers: offers nobody uses, and care gone idle.

They are met in two ways: the first by an introduction, the second by asking what happened. A part
of care wealth (`wealth.py`).
"""

from __future__ import annotations

from functools import reduce

import numpy as np
from numpy.typing import NDArray
from typing_extensions import TypedDict

from mapping.analysis.reading import Reading
from mapping.analysis.words import count_of
from mapping.columns import Several, distinct
from mapping.network import STATES, Truths

_Pairs = NDArray[np.int64]
"""Distinct pairs of a giver and a type of care, each as one number."""


class Idle(TypedDict):
    """The fields; `IDLE_DEFINITIONS` says what each means."""

    offers_unused: dict[str, int]
    offers_unused_total: int
    gone_idle: dict[str, int]
    gone_idle_total: int
    not_said: dict[str, int]
    not_said_total: int


IDLE_DEFINITIONS = {
    "offers_unused": "Offers nobody uses yet, by type: care that somebody offers to anyone who"
    " comes, or might give as a gift, and that nobody is drawn as getting from them, then or now.",
    "offers_unused_total": "All the offers that nobody uses yet together.",
    "gone_idle": "Care gone idle, by type: what somebody gave as a gift, and nobody gets from them"
    " as a gift now.",
    "gone_idle_total": "All the care gone idle together.",
    "not_said": "Care by type of which nobody has said how it stands. It is neither an offer that"
    " nobody uses yet nor care gone idle.",
    "not_said_total": "All of that together.",
}


def idle(reading: Reading, cares: Truths) -> Idle:
    """Return offers nobody uses yet and care gone idle, in distinct (giver, care type) pairs.

    *Care gone idle*: pairs of gifted care that is inactive, less those of gifted care that is
    active. *Offers nobody uses yet*: pairs of an actor's own offers and of gifted care that is
    potential, less those of any care that is active, inactive or unclassified, gifted or not: it
    is used, was, or may be. So no pair is in both. O(elements + connections).

    Missing data: a pair of which only unclassified care is drawn is in neither, and in `not_said`.
    Care of which nobody said whether it is a gift uses an offer, and is not care gone idle. What an
    element offers of which nothing is written down cannot be counted.

    Source: `wealth`'s own `unused` (gifted pairs of care that is not active), parted by state after
    the Service Map's inactive and potential connections, with the offers that have none.

    Parameters
    ----------
    reading
        The network, and how to read it.
    cares
        The connections of care that count, active or not, shape (m,).

    Examples
    --------
    >>> from mapping.analysis.small import small_network
    >>> reading = Reading.of(small_network("asha>ben:meals"))
    >>> idle(reading, reading.care)["gone_idle_total"]
    0
    """
    counted = _Counted(reading)
    gifted = cares & reading.formality_is("gifted")
    active, was = counted.given(cares & reading.active), counted.given(cares, "inactive")
    unsaid = counted.given(cares, "unclassified")
    offered = np.union1d(counted.offered(), counted.given(gifted, "potential"))
    unused = counted.by_type(_less(offered, active, was, unsaid))
    gone = counted.by_type(
        _less(counted.given(gifted, "inactive"), counted.given(gifted & reading.active))
    )
    not_said = counted.by_type(_less(unsaid, active, was))
    return {
        "offers_unused": unused,
        "offers_unused_total": sum(unused.values()),
        "gone_idle": gone,
        "gone_idle_total": sum(gone.values()),
        "not_said": not_said,
        "not_said_total": sum(not_said.values()),
    }


class _Counted:
    """Pairs of actors and types of care, whether they are offered or given."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        given, offers = reading.network.care_types.words, reading.network.offers.words
        self.words = sorted({*given, *offers})

    def given(self, connections: Truths, state: str | None = None) -> _Pairs:
        """Return the pairs of some connections; of a state that is not active, if one is said."""
        reading, source = self.reading, self.reading.network.source
        if state is not None:
            is_so = np.equal(reading.network.state, STATES.index(state))
            connections = connections & is_so & ~reading.active
        counts = connections & reading.actors[source]
        return self._pairs(reading.network.care_types, counts, source.astype(np.int64))

    def offered(self) -> _Pairs:
        """Return the pairs of what actors offer to anyone who comes."""
        network = self.reading.network
        return self._pairs(network.offers, self.reading.actors, np.arange(network.n))

    def by_type(self, pairs: _Pairs) -> dict[str, int]:
        """Return how many pairs there are of each type."""
        numbers = np.bincount(pairs % max(len(self.words), 1), minlength=len(self.words)).tolist()
        return {word: number for word, number in zip(self.words, numbers, strict=False) if number}

    def _pairs(self, types: Several, rows: Truths, of: NDArray[np.int64]) -> _Pairs:
        whose, word = types.distinct(rows, of)
        places = np.array([self.words.index(one) for one in types.words], dtype=np.int64)
        return distinct(whose * len(self.words) + places[word]) if len(word) else _NO_PAIRS


_NO_PAIRS: _Pairs = np.empty(0, dtype=np.int64)


def _less(pairs: _Pairs, *others: _Pairs) -> _Pairs:
    """Return the pairs that are among none of the others."""
    return reduce(np.setdiff1d, others, pairs)


def sentences(found: Idle) -> list[str]:
    """Return both numbers in plain words, and what is not known; nothing of a number that is 0."""
    unused, gone, unsaid = (
        found["offers_unused_total"],
        found["gone_idle_total"],
        found["not_said_total"],
    )
    return [
        *([f"Nobody uses {count_of(unused, 'offer')} of care yet."] if unused else []),
        *([f"{count_of(gone, 'gift')} of care {_has_have(gone)} gone idle."] if gone else []),
        *(
            [f"Of {count_of(unsaid, 'kind')} of care nobody has said how it stands."]
            if unsaid
            else []
        ),
    ]


def _has_have(number: int) -> str:
    return "has" if number == 1 else "have"
