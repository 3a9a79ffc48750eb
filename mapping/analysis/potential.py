"""Potential connections that would help most: of the links drawn as possible, which fill most gaps.

Nobody is proposed who is not drawn as possible: that is for the Team Owner. A *cell* is one thing
that can be short of somebody: a supported person's formal givers, their givers of one type of care,
a carer's partners on the other side. It counts distinct others, up to a cap.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, NotRequired

import numpy as np
from typing_extensions import TypedDict

from mapping.analysis.options import USUAL, Options
from mapping.analysis.reading import SIDES, Reading
from mapping.analysis.types_given import TypesGiven
from mapping.analysis.words import Named, care_type, count_of, listed
from mapping.network import STATES, TYPES, CareNetwork, Codes, Truths

MOST: Final = 10
"""At most so many connections are suggested."""
CAPS: Final = (2, 2, 1)
"""So many givers on a side, givers of a type of care, and partners across are enough."""
WEIGHTS: Final = (1, 1, 1)
MOST_TOLD: Final = 3
"""So many suggestions are read out."""

_CARE: Final = TYPES.index("cares_for")
_POTENTIAL: Final = STATES.index("potential")

Fill = tuple[str, str, str, int]
"""Who gains; `formal`, `informal`, `care_type` or `bridge`; the type of care; the count after."""
Ends = tuple[str, str, str]
"""Type, from and to."""


class Suggestion(TypedDict):
    """One connection to bring to life, and what it fills."""

    connection: str
    gain: float
    fills: list[Fill]


class Potential(TypedDict):
    """The fields of the report; `DEFINITIONS` says what each means."""

    value_before: float
    value_after: float
    suggestions: NotRequired[list[Suggestion]]
    connections: NotRequired[dict[str, Ends]]
    candidates: int


AT_RISK: Final = frozenset({"suggestions", "connections"})
"""Fields that tell who is short of what."""

DEFINITIONS = {
    "value_before": "What is filled now: for each supported person up to two givers on each side"
    " and up to two of each type of care, and for each carer one partner on the other side.",
    "value_after": "What would be filled with the suggestions.",
    "suggestions": "The potential connections that would fill most, the best first, each with what"
    " it adds to those before it. fills: who gains, what (a formal or informal giver, a giver of a"
    " type of care, or a bridge to the other side), the type of care, and how many they would have."
    " Together they fill at least 63% of what the best choice of as many would.",
    "connections": "Type, from and to of each that is suggested.",
    "candidates": "How many connections are drawn as potential.",
}


def potential(
    network: CareNetwork,
    options: Options = USUAL,
    *,
    weights: tuple[float, float, float] = WEIGHTS,
    caps: tuple[int, int, int] = CAPS,
    most: int = MOST,
) -> Potential:
    """Return which potential connections would fill most gaps.

    The value of a set of connections is the sum over cells of min(cap, distinct others): monotone
    and submodular, so the greedy choice gains at least 1 - 1/e of the best for as many. Greatest
    gain first; of equal ones most contacts, then the smallest id. Gains are kept right as cells
    fill up: O(connections log connections), and each choice O(cells). Source: Nemhauser, Wolsey and
    Fisher (1978), An analysis of approximations for maximizing submodular set functions.

    Parameters
    ----------
    network
        n elements and m connections; it is not changed.
    options
        How to read it. Where `states` has `potential`, nothing is left to suggest.
    weights, caps
        Of the three sorts of cells: givers on a side, givers of a type of care, partners across.
    most
        At most so many are suggested.

    Examples
    --------
    >>> from mapping.analysis.small import small_network
    >>> potential(small_network("gp>ada ben>ada", formal="gp", supported="ada"))["value_before"]
    2
    """
    reading = Reading.of(network, options)
    filled = _Filled(reading)
    search = _Search(reading, filled, weights, caps)
    before = filled.value(weights, caps)
    chosen = search.greedy(most)
    return {
        "value_before": _number(before),
        "value_after": _number(before + sum(one["gain"] for one in chosen.values())),
        "suggestions": list(chosen.values()),
        "connections": {one["connection"]: _ends(reading, row) for row, one in chosen.items()},
        "candidates": len(search.rows),
    }


def _ends(reading: Reading, row: int) -> Ends:
    network = reading.network
    ids = network.ids.take(np.array([network.source[row], network.target[row]])).tolist()
    return TYPES[network.type[row]], ids[0], ids[1]


def _number(value: float) -> float:
    """Return a whole number as one."""
    return int(value) if value == int(value) else value


class _Filled:
    """How many count in each cell now."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        n, side = reading.network.n, reading.side
        givers, receivers, _ = reading.care_ties
        counts = (side[givers] >= 0) & reading.supported_people[receivers]
        cells = receivers[counts].astype(np.int64) * len(SIDES) + side[givers[counts]]
        self.on_side = np.bincount(cells, minlength=n * len(SIDES))
        self.types = TypesGiven(reading)
        one, other = reading.ties
        crosses = (side[one] >= 0) & (side[other] >= 0) & (side[one] != side[other])
        self.across = np.bincount(np.concatenate([one[crosses], other[crosses]]), minlength=n)

    def value(self, weights: Sequence[float], caps: Sequence[int]) -> float:
        """Return the value of what is active now."""
        sorts = (self.on_side, self.types.givers, self.across)
        sums = [int(np.minimum(count, cap).sum()) for count, cap in zip(sorts, caps, strict=True)]
        return float(np.dot(sums, weights))


class _Entries(NamedTuple):
    """Who would count in which cell by which potential connection, of those who do not now.

    The place of the connection, whose cell it is, the side or the type of care, who would count in
    it, and how many do now (`there`); shape (k,) each.
    """

    candidate: Codes
    element: Codes
    of: Codes
    member: Codes
    there: Codes

    def only(self, which: Truths) -> _Entries:
        """Return some of them."""
        return _Entries(*(column[which] for column in self))


class _Search:
    """The greedy search: the gain of every potential connection, kept right as some are chosen."""

    def __init__(
        self, reading: Reading, filled: _Filled, weights: Sequence[float], caps: Sequence[int]
    ) -> None:
        network = reading.network
        self._reading, self._weights = reading, np.asarray(weights, dtype=float)
        self.rows = np.flatnonzero(
            (network.state == _POTENTIAL) & ~reading.active & reading.of_ties
        )
        sorts = [
            entries.only(entries.there < cap)
            for entries, cap in zip(self._entries(filled), caps, strict=True)
        ]
        self._sort = np.repeat(np.arange(len(sorts)), [len(one.member) for one in sorts])
        self._all = _Entries(*(np.concatenate(column) for column in zip(*sorts, strict=True)))
        cells = np.stack([self._sort, self._all.element, self._all.of])
        _, first, self._cell = np.unique(cells, axis=1, return_index=True, return_inverse=True)
        self._count, self._cap = self._all.there[first], np.asarray(caps)[self._sort[first]]
        self._useful = np.ones(len(self._cell), dtype=bool)
        self._gain = np.bincount(
            self._all.candidate, self._weights[self._sort], minlength=len(self.rows)
        )

    def _entries(self, filled: _Filled) -> tuple[_Entries, _Entries, _Entries]:
        """Return the entries of the three sorts of cells."""
        reading, network = self._reading, self._reading.network
        n, side = network.n, reading.side
        source, target = (
            ends[self.rows].astype(np.int64) for ends in (network.source, network.target)
        )
        care = (network.type[self.rows] == _CARE) & reading.supported_people[target]
        giver_side = side[source]
        some = np.flatnonzero(
            care & (giver_side >= 0) & ~_among(source * n + target, *reading.care_ties[:2], n)
        )
        of_side = giver_side[some]
        on_side = _Entries(
            some,
            target[some],
            of_side,
            source[some],
            filled.on_side[target[some] * len(SIDES) + of_side],
        )
        ends = np.minimum(source, target) * n + np.maximum(source, target)
        crosses = (giver_side >= 0) & (side[target] >= 0) & (giver_side != side[target])
        across = np.flatnonzero(crosses & ~_among(ends, *reading.ties, n))
        both = np.concatenate([source[across], target[across]])
        bridges = _Entries(
            np.tile(across, 2),
            both,
            np.zeros_like(both),
            np.concatenate([target[across], source[across]]),
            filled.across[both],
        )
        return on_side, self._of_types(filled.types, care, source, target), bridges

    def _of_types(self, types: TypesGiven, care: Truths, source: Codes, target: Codes) -> _Entries:
        connections = np.zeros(self._reading.network.m, dtype=bool)
        connections[self.rows[care]] = True
        rows, of = self._reading.network.care_types.pairs(connections)
        candidate = np.searchsorted(self.rows, rows)
        count, there = types.look_up(target[candidate], of, source[candidate])
        found = _Entries(candidate, target[candidate], of, source[candidate], count)
        return found.only(~there)

    def greedy(self, most: int) -> dict[int, Suggestion]:
        """Return the suggestions by their rows, the best first."""
        contacts = self._reading.contacts[self.rows]
        ids = self._reading.network.connection_ids
        found: dict[int, Suggestion] = {}
        while len(found) < min(most, len(self.rows)) and self._gain.max() > 0:
            best = np.flatnonzero(self._gain == self._gain.max())
            best = best[contacts[best] == contacts[best].max()]
            names = ids.take(self.rows[best]).tolist()
            choice = int(best[names.index(min(names))])
            gain = float(self._gain[choice])
            found[int(self.rows[choice])] = {
                "connection": min(names),
                "gain": _number(gain),
                "fills": self._choose(choice),
            }
        return found

    def _choose(self, choice: int) -> list[Fill]:
        """Count a potential connection as active, and return what it fills."""
        filled = np.flatnonzero(self._useful & (self._all.candidate == choice))
        for entry in filled.tolist():
            cell, member = self._cell[entry], self._all.member[entry]
            self._count[cell] += 1
            full = self._count[cell] >= self._cap[cell]
            over = self._useful & (self._cell == cell) & (full | (self._all.member == member))
            self._useful[over] = False
            np.subtract.at(self._gain, self._all.candidate[over], self._weights[self._sort[over]])
        self._gain[choice] = 0
        return sorted(self._fill(entry) for entry in filled.tolist())

    def _fill(self, entry: int) -> Fill:
        id_ = self._reading.network.ids[int(self._all.element[entry])]
        after = int(self._count[self._cell[entry]])
        sort, of = int(self._sort[entry]), int(self._all.of[entry])
        if sort == 1:
            return id_, "care_type", self._reading.network.care_types.words[of], after
        return id_, SIDES[of] if sort == 0 else "bridge", "", after


def _among(keys: Codes, one: Codes, other: Codes, n: int) -> Truths:
    """Return whether each key, one * n + other, is of a pair of those given, which are in order."""
    there = one.astype(np.int64) * n + other
    at = np.minimum(np.searchsorted(there, keys), max(len(there) - 1, 0))
    found: Truths = there[at] == keys if len(there) else np.zeros(len(keys), dtype=bool)
    return found


def sentences(found: Potential, named: Named) -> list[str]:
    """Return the report in plain words."""
    drawn = found["candidates"]
    if not drawn:
        return [
            "No connection is drawn as possible, so there is nothing to suggest.",
            "Draw who might help to see which links would fill most gaps.",
        ]
    links = f"{count_of(drawn, 'connection')} {'is' if drawn == 1 else 'are'} drawn as possible"
    if not found["suggestions"]:
        return [f"{links}.", "None of them would fill a gap that we count."]
    number = len(found["suggestions"])
    return [
        f"{links}; {number} of them would fill gaps that we count.",
        *(suggested(one, found["connections"], named) for one in found["suggestions"][:MOST_TOLD]),
        "Somebody drew them as possible. Whether they come about is for the people in them.",
    ]


def suggested(one: Suggestion, connections: dict[str, Ends], named: Named) -> str:
    """Return in a sentence what a suggestion would fill.

    Parameters
    ----------
    one, connections
        Of a report of `potential`.
    named
        Returns the name of an element.
    """
    type_, from_, to = connections[one["connection"]]
    joins = {"cares_for": "caring for", "member_of": "joining"}.get(type_, "working with")
    whom: dict[str, list[str]] = {}
    for id_, sort, care, after in one["fills"]:
        whom.setdefault(_filled(sort, care, after), []).append(named(id_))
    what: dict[str, list[str]] = {}
    for filled, names in whom.items():
        what.setdefault(listed(names), []).append(filled)
    fills = [f"{listed(some)} for {names}" for names, some in what.items()]
    return f"{named(from_)} {joins} {named(to)} would be {listed(fills)}."


def _filled(sort: str, care: str, after: int) -> str:
    order = {1: "first", 2: "second"}.get(after, f"{after}th")
    if sort == "care_type":
        return f"a {order} giver of {care_type(care)}"
    return f"a {order} link to the other side" if sort == "bridge" else f"a {order} {sort} giver"
