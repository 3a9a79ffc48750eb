"""What each departure would leave: of every element at once, from a few passes over the network.

Nothing here is per pair of elements: who would lose what is read off the care ties and off walks,
depth first, in which what hangs on an element lies in one piece. It is told of some elements at a
time, so memory stays bounded however many contacts a hub has.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

import numpy as np
from numpy.typing import NDArray
from typing_extensions import TypedDict

from mapping.analysis.adjacency import Adjacency, adjacency
from mapping.analysis.cuts import cuts
from mapping.analysis.depth_first import Walk, walked
from mapping.analysis.kernels import Numbers, side_by_side
from mapping.analysis.load import Received, given, received
from mapping.analysis.reading import CONTACTS_UNIT, SIDES, Reading
from mapping.network import Codes, Truths

LISTED_EACH: Final = 1_000
"""At most so many ids stand in one list of one departure."""
LISTED_IN_ALL: Final = 500_000
"""Departures are listed, the gravest first, until they name so many ids together."""
SHARED_OUT: Final = 1_000
"""Care to whoever has more givers than this is not shared out among them by name."""

FORMAL, INFORMAL = (SIDES.index(side) for side in ("formal", "informal"))
LOSES: Final = ("loses_all_care", "loses_formal", "loses_informal")
CUT_OFF: Final = ("cut_off_from_formal", "cut_off_from_informal", "cut_off")

_AT_ONCE: Final = 2_000_000
"""So many shares of a pick-up are worked out at once."""


class Departure(TypedDict):
    """What one departure would leave."""

    loses_all_care: list[str]
    loses_formal: list[str]
    loses_informal: list[str]
    cut_off_from_formal: list[str]
    cut_off_from_informal: list[str]
    cut_off: list[str]
    stranded: int
    contacts_lost: float
    pick_up: dict[str, float]
    uncovered_contacts: float


@dataclass(frozen=True, eq=False)
class Losers:
    """Who loses by each departure: pieces of one array of elements.

    Parameters
    ----------
    people
        Elements, shape (k,).
    leaver, first, last
        For each piece who would leave, in order, and where it begins and ends in `people`.
    """

    people: Codes
    leaver: Numbers
    first: Numbers
    last: Numbers

    def count(self, n: int) -> Numbers:
        """Return how many lose by the departure of each of n elements."""
        return np.bincount(self.leaver, self.last - self.first, minlength=n).astype(np.int64)

    def of_each(self, leavers: Numbers) -> list[Codes]:
        """Return who loses by each of some departures, in order, `LISTED_EACH` at most each."""
        start, end = np.searchsorted(self.leaver, [leavers, leavers + 1])
        found = [self.people[:0]] * len(leavers)
        for at in np.flatnonzero(end > start).tolist():
            some = slice(start[at], end[at])
            pieces = zip(self.first[some].tolist(), self.last[some].tolist(), strict=True)
            people = np.concatenate([self.people[first:last] for first, last in pieces])
            found[at] = np.sort(people)[:LISTED_EACH]
        return found


class Departures:
    """What each departure would leave.

    Parameters
    ----------
    reading
        n elements and m connections.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._people = reading.supported_people
        self._formal, self._informal = reading.side == FORMAL, reading.side == INFORMAL

    @cached_property
    def _ties(self) -> Adjacency:
        return adjacency(self.reading)

    @cached_property
    def _received(self) -> Received:
        return received(self.reading)

    @cached_property
    def losers(self) -> dict[str, Losers]:
        """Who would lose what, by field."""
        anyone = np.ones(self.reading.network.n, dtype=bool)
        sides = (anyone, self._formal, self._informal)
        goals = (self._formal, self._informal, self._formal | self._informal)
        walks = side_by_side([partial(walked, self._ties, goal) for goal in goals])
        return {field: self._sole(side) for field, side in zip(LOSES, sides, strict=True)} | {
            field: self._parted(walk) for field, walk in zip(CUT_OFF, walks, strict=True)
        }

    def _sole(self, side: Truths) -> Losers:
        """Return the people whose only giver, of one side, each giver is."""
        givers, receivers, _ = self.reading.care_ties
        counts = side[givers]
        number = np.bincount(receivers[counts], minlength=self.reading.network.n)
        sole = np.flatnonzero(counts & (number[receivers] == 1) & self._people[receivers])
        places = np.arange(len(sole))
        return Losers(receivers[sole], givers[sole], places, places + 1)

    def _parted(self, walk: Walk) -> Losers:
        """Return the people whom each departure parts from where the walk begins.

        By the walk's numbers what hangs on an element alone is one piece for each child.
        """
        there = self._people[walk.order]
        before = np.concatenate([[0], np.cumsum(there)])
        child = np.flatnonzero(walk.cut_off & walk.joined)
        first, last = before[child], before[child + walk.size[child]]
        some = last > first
        leaver = walk.order[walk.parent[child[some]]]
        by_leaver = np.argsort(leaver, kind="stable")
        return Losers(
            people=walk.order[there],
            leaver=leaver[by_leaver],
            first=first[some][by_leaver],
            last=last[some][by_leaver],
        )

    @cached_property
    def counts(self) -> Numbers:
        """How many people lose by each departure, a column for each of the fields, shape (n, 6)."""
        n = self.reading.network.n
        return np.stack([self.losers[field].count(n) for field in (*LOSES, *CUT_OFF)], axis=1)

    @cached_property
    def stranded(self) -> Numbers:
        """How many carers each departure strands, shape (n,)."""
        return cuts(self._ties, self._formal, self._informal).stranded

    @cached_property
    def contacts(self) -> Numbers:
        """Contacts that each gives, to anyone, in thirteenths, shape (n,)."""
        return given(self.reading)

    @cached_property
    def uncovered(self) -> Numbers:
        """Contacts of each departure that nobody else could pick up, in thirteenths, shape (n,)."""
        givers, receivers, contacts = self.reading.care_ties
        alone = self._received.givers[receivers] == 1
        n = self.reading.network.n
        return np.bincount(givers[alone], contacts[alone], minlength=n).astype(np.int64)

    @cached_property
    def widely_shared(self) -> Truths:
        """Whether each element has too many givers to share its care out among them by name."""
        return self._received.givers > SHARED_OUT

    @property
    def fails(self) -> Truths:
        """Whether each is the only giver, of a side or of all, that somebody has."""
        return np.asarray(self.counts[:, : len(LOSES)].any(axis=1))

    @cached_property
    def listed(self) -> Numbers:
        """The elements whose departures are listed, in order: all, or the gravest."""
        grave = self._by_gravity
        named = (
            np.minimum(self.counts, LISTED_EACH).sum(axis=1)
            + np.minimum(self._shares_before_cut, LISTED_EACH)
            + 1
        )
        return np.sort(grave[np.cumsum(named[grave]) <= LISTED_IN_ALL])

    @cached_property
    def _by_gravity(self) -> Numbers:
        """Every element, by how many people its departure leaves how badly off."""
        all_care, formal, informal, *off = self.counts.T
        keys = (all_care, formal + informal, sum(off), self.stranded, self.contacts)
        return np.lexsort([-key for key in reversed(keys)])

    def gravest(self, most: int) -> Numbers:
        """Return the gravest single points of failure, the gravest first."""
        some = self._by_gravity[:most]
        return some[self.fails[some]]

    def tell(self, rows: Numbers) -> list[Departure]:
        """Return what each of some departures would leave."""
        contacts, uncovered = self.contacts, self.uncovered
        lists = {field: self._named(one.of_each(rows)) for field, one in self.losers.items()}
        return [
            {
                "loses_all_care": lists["loses_all_care"][at],
                "loses_formal": lists["loses_formal"][at],
                "loses_informal": lists["loses_informal"][at],
                "cut_off_from_formal": lists["cut_off_from_formal"][at],
                "cut_off_from_informal": lists["cut_off_from_informal"][at],
                "cut_off": lists["cut_off"][at],
                "stranded": int(self.stranded[row]),
                "contacts_lost": int(contacts[row]) / CONTACTS_UNIT,
                "pick_up": pick_up,
                "uncovered_contacts": int(uncovered[row]) / CONTACTS_UNIT,
            }
            for at, (row, pick_up) in enumerate(
                zip(rows.tolist(), self._pick_up(rows), strict=True)
            )
        ]

    def _pick_up(self, rows: Numbers) -> Iterator[dict[str, float]]:
        """Yield who would need to give how much more if each of some left, `LISTED_EACH` at most.

        What somebody loses is shared among their other givers in proportion to what each gives now.
        """
        for some in self._in_portions(rows):
            start, helpers, shares = self._shares_of(some)
            most = [_greatest(shares, *ends) for ends in itertools.pairwise(start.tolist())]
            names = self._named([helpers[places] for places in most])
            for places, who in zip(most, names, strict=True):
                yield dict(zip(who, shares[places].tolist(), strict=True))

    def _named(self, lists: list[Codes]) -> list[list[str]]:
        """Return the ids of lists of elements."""
        if not lists:
            return []
        ids = iter(self.reading.network.ids.take(np.concatenate(lists)).tolist())
        return [list(itertools.islice(ids, len(one))) for one in lists]

    def _in_portions(self, rows: Numbers) -> list[Numbers]:
        """Return rows in portions, each of so few shares that they fit into memory."""
        portion = np.cumsum(self._shares_before_cut[rows]) // _AT_ONCE
        return np.split(rows, np.flatnonzero(np.diff(portion)) + 1) if len(rows) else []

    def _shares_of(self, rows: Numbers) -> tuple[Numbers, Numbers, NDArray[np.float64]]:
        """Return where the pick-up of each row begins, who would give, and contacts a week."""
        givers, receivers, contacts = self.reading.care_ties
        start, by_receiver = self._givers_of
        ties = _ranges(*np.searchsorted(givers, [rows, rows + 1]))
        ties = ties[~self.widely_shared[receivers[ties]]]
        theirs = receivers[ties]
        number = start[theirs + 1] - start[theirs]
        others = by_receiver[_ranges(start[theirs], start[theirs + 1])]
        lost = np.repeat(ties, number)
        stays = others != lost
        others, lost = others[stays], lost[stays]
        left = self._received.contacts[receivers[lost]] - contacts[lost]
        share = contacts[lost].astype(np.float64) * contacts[others] / left / CONTACTS_UNIT
        place = np.searchsorted(rows, givers[lost])
        from scipy import sparse  # a tenth of a second that no other command needs to wait

        n = self.reading.network.n
        table = sparse.coo_array((share, (place, givers[others])), shape=(len(rows), n)).tocsr()
        table.sort_indices()
        return table.indptr, table.indices, table.data

    @cached_property
    def _givers_of(self) -> tuple[Numbers, Codes]:
        """Where each receiver's care ties begin, shape (n + 1,), and which they are."""
        by_receiver = np.argsort(self.reading.care_ties[1], kind="stable").astype(np.int32)
        return np.concatenate([[0], np.cumsum(self._received.givers)]), by_receiver

    @cached_property
    def _shares_before_cut(self) -> Numbers:
        """At most how many shares the pick-up from each is made of, shape (n,)."""
        givers, receivers, _ = self.reading.care_ties
        others = np.where(self.widely_shared, 0, self._received.givers)[receivers]
        n = self.reading.network.n
        return np.bincount(givers, others, minlength=n).astype(np.int64)


def _greatest(shares: NDArray[np.float64], first: int, last: int) -> Numbers:
    """Return the places of the greatest shares in one piece, `LISTED_EACH` at most, in order."""
    if last - first <= LISTED_EACH:
        return np.arange(first, last)
    greatest = np.argsort(-shares[first:last], kind="stable")[:LISTED_EACH]
    return np.asarray(first + np.sort(greatest))


def _ranges(first: Numbers, last: Numbers) -> Numbers:
    """Return the numbers of several ranges, one after the other.

    Examples
    --------
    >>> _ranges(np.array([3, 7]), np.array([5, 8])).tolist()
    [3, 4, 7]
    """
    lengths = last - first
    steps = np.repeat(first - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
    return steps + np.arange(int(lengths.sum()))
