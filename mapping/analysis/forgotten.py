"""What some figures would be if some connections had been forgotten, drawn again and again.

A network with fewer connections is not made: what counts is kept as numbers (how many connections
there still are of each tie, how many givers of each side a person has), and dropping a connection,
changes those that it touches. They are copied back for the next draw, which is soon done.

Source: Costenbader and Valente (2003), The stability of centrality measures when networks are
sampled; Borgatti, Carley and Krackhardt (2006), Robustness of centrality measures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from typing import Final, TypeVar

import numpy as np

from mapping.analysis.kernels import Floats, Numbers, Places, kernel_of, side_by_side
from mapping.analysis.load import load_gini
from mapping.analysis.reading import SIDES, Reading
from mapping.network import Truths

BLOCK: Final = 32_768
"""Connections are dropped block by block, so that a draw stays near in memory."""
SMALL: Final = 30_000
"""On arrays of so many entries together a draw is soon done without being compiled."""

STREAMS: Final = 4
"""The draws are made in so many streams, which may run at once, each with its own chance."""

Seen = TypeVar("Seen")


@dataclass(frozen=True, eq=False)
class Facts:
    """What there is to know of the k active connections; `NONE` is -1.

    Parameters
    ----------
    tie, crosses
        The carer tie that each is of, or none, shape (k,); whether each tie crosses, shape (ties,).
    care, giver, contacts
        The care tie that each is of, who gives, and contacts in thirteenths, shape (k,).
    gift
        Who offers it as a gift, of actors, or none, shape (k,).
    twin, cell
        The reverse of each care tie, or none; and twice the place of the supported person who
        receives it, plus the side of the giver, or none; shape (care ties,).
    """

    tie: Places
    crosses: Places
    care: Places
    giver: Places
    contacts: Places
    gift: Places
    twin: Places
    cell: Places

    @property
    def k(self) -> int:
        """How many active connections there are."""
        return len(self.tie)


def facts(reading: Reading) -> Facts:
    """Return what there is to know of the active connections of the three types of ties."""
    network, side = reading.network, reading.side
    rows = _in_order(reading, np.flatnonzero(reading.joins))
    source, target = (ends[rows].astype(np.int64) for ends in (network.source, network.target))
    cares = reading.care[rows]
    order = np.argsort(np.where(cares, source * network.n + target, -1), kind="stable")
    rows, source, target, cares = rows[order], source[order], target[order], cares[order]
    carers = (side[source] >= 0) & (side[target] >= 0)
    ends = np.minimum(source, target) * network.n + np.maximum(source, target)
    tie, ties = _numbered(ends, carers)
    care, care_ties = _numbered(source * network.n + target, cares)
    gifts = cares & reading.formality_is("gifted")[rows] & reading.actors[source]
    return Facts(
        tie=tie,
        crosses=(side[ties // max(network.n, 1)] != side[ties % max(network.n, 1)]).astype(
            np.int32
        ),
        care=care,
        giver=np.where(cares, source, -1).astype(np.int32),
        contacts=reading.contacts[rows].astype(np.int32),
        gift=np.where(gifts, source, -1).astype(np.int32),
        twin=_twins(network.n, care_ties),
        cell=_cells(reading, care_ties),
    )


def _numbered(keys: Numbers, which: Truths) -> tuple[Places, Numbers]:
    """Return the place of each key among those that differ, -1 where it is not asked, and those."""
    asked = np.flatnonzero(which)
    each, where = np.unique(keys[asked], return_inverse=True)
    found = np.full(len(keys), -1, dtype=np.int32)
    found[asked] = where
    return found, each


def _twins(n: int, care_ties: Numbers) -> Places:
    """Return the place of the reverse of each care tie, or -1."""
    found = np.full(len(care_ties), -1, dtype=np.int32)
    if len(care_ties):
        from scipy import sparse  # a tenth of a second that no other command needs to wait

        numbers = np.arange(1, len(care_ties) + 1)
        ends = (care_ties // n, care_ties % n)
        there = sparse.coo_array((numbers, ends), shape=(n, n)).tocsr()
        back = there.T.tocsr()
        both = there.multiply(back.astype(bool)).data, back.multiply(there.astype(bool)).data
        found[both[0] - 1] = both[1] - 1
    return found


def _cells(reading: Reading, care_ties: Numbers) -> Places:
    n = max(reading.network.n, 1)
    side, people = reading.side[care_ties // n], reading.supported_people
    place = np.cumsum(people) - 1
    receivers = care_ties % n
    counts = (side >= 0) & people[receivers]
    return np.where(counts, place[receivers] * len(SIDES) + side, -1).astype(np.int32)


@dataclass(frozen=True, eq=False)
class Left:
    """What is left of the network while some connections are dropped, as numbers.

    Parameters
    ----------
    ties, care
        Connections of each carer tie and of each care tie, shape (ties,) and (care ties,).
    givers
        Givers of each cell, shape (2 people,).
    gifts, load
        Gifts that each element gives, and contacts in thirteenths, shape (n,).
    tally
        Carer ties within and across sides, care ties, those of them that are returned, supported
        people with care from both sides, and actors who offer gifts, shape (6,).
    """

    ties: Places
    care: Places
    givers: Places
    gifts: Places
    load: Places
    tally: Numbers

    @classmethod
    def of(cls, known: Facts, n: int, people: int) -> Left:
        """Return what there is with nothing dropped."""
        care_ties = np.bincount(known.care[known.care >= 0], minlength=len(known.twin))
        cared = known.giver >= 0
        givers = np.bincount(known.cell[known.cell >= 0], minlength=people * len(SIDES))
        gifts = np.bincount(known.gift[known.gift >= 0], minlength=n)
        both = (givers.reshape(people, len(SIDES)) > 0).all(axis=1)
        tally = [
            int((known.crosses == 0).sum()),
            int((known.crosses == 1).sum()),
            len(care_ties),
            int((known.twin >= 0).sum()),
            int(both.sum()),
            int((gifts > 0).sum()),
        ]
        ties = np.bincount(known.tie[known.tie >= 0], minlength=len(known.crosses))
        load = np.bincount(known.giver[cared], known.contacts[cared], minlength=n)
        return cls(
            _narrow(ties),
            _narrow(care_ties),
            _narrow(givers),
            _narrow(gifts),
            _narrow(load),
            np.array(tally, dtype=np.int64),
        )

    def copied(self) -> Left:
        """Return a copy, to drop from."""
        return Left(*(getattr(self, field.name).copy() for field in fields(self)))

    def reset(self, whole: Left) -> None:
        """Put back all that was dropped."""
        for field in fields(self):
            np.copyto(getattr(self, field.name), getattr(whole, field.name))

    def drop(self, known: Facts, dropped: Places) -> None:
        """Drop connections."""
        told = [getattr(known, field.name) for field in fields(known)]
        _drop(dropped, *told, *(getattr(self, field.name) for field in fields(self)))


def _narrow(counts: Numbers) -> Places:
    return counts.astype(np.int32)


def _in_order(reading: Reading, rows: Numbers) -> Numbers:
    """Return connections by their ends and what is said of them, whatever order they came in.

    So the same seed drops the same ones, read from tables or from a store.
    """
    network = reading.network
    said = (network.formality, network.frequency, network.type, network.target, network.source)
    return rows[np.lexsort([one[rows] for one in said])]


def draws(
    known: Facts, whole: Left, dropped: int, times: int, seed: int, look: Callable[[Left], Seen]
) -> list[Seen]:
    """Return what is seen after each of some random draws, O(dropped + a copy + a look) each.

    Parameters
    ----------
    known, whole
        The connections, and what there is with nothing dropped.
    dropped
        How many connections each draw drops.
    times
        How many draws.
    seed
        The same seed gives the same draws, on any number of cores.
    look
        Is shown what is left; it changes nothing, and keeps nothing of it.
    """
    shares = [len(part) for part in np.array_split(np.arange(times), STREAMS)]
    streams = [
        partial(_stream, known, whole, dropped, share, np.random.default_rng([seed, number]), look)
        for number, share in enumerate(shares)
    ]
    return [seen for stream in side_by_side(streams) for seen in stream]


def _stream(
    known: Facts,
    whole: Left,
    dropped: int,
    times: int,
    chance: np.random.Generator,
    look: Callable[[Left], Seen],
) -> list[Seen]:
    left, order = whole.copied(), np.arange(known.k, dtype=np.int32)
    start = np.arange(0, known.k + BLOCK, BLOCK).clip(max=known.k)
    some, seen = np.empty(dropped, dtype=np.int32), []
    for _ in range(times):
        takes = chance.multivariate_hypergeometric(np.diff(start), dropped)
        _pick(order, start, takes, chance.random(dropped), some)
        left.reset(whole)
        left.drop(known, some)
        seen.append(look(left))
    return seen


def look_at(left: Left, people: int, actors: int) -> dict[str, float | None]:
    """Return the figures of what is left, None for one that cannot be said."""
    within, across, care_ties, returned, both, offering = left.tally.tolist()
    return {
        "ei_index": _ratio(across - within, across + within),
        "load_gini": load_gini(left.load),
        "offering_gifted_share": _ratio(offering, actors),
        "reciprocity": _ratio(returned, care_ties),
        "with_both_share": _ratio(both, people),
    }


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@kernel_of(small=SMALL)
def _pick(order: Places, start: Numbers, takes: Numbers, chance: Floats, some: Places) -> None:
    """Fill `some` with a random choice, so many of each block of `order`, shuffled for it."""
    at = 0
    for block in range(len(takes)):
        first, size = start[block], start[block + 1] - start[block]
        for place in range(takes[block]):
            other = first + place + int(chance[at] * (size - place))
            here = first + place
            order[here], order[other] = order[other], order[here]
            some[at] = order[here]
            at += 1


@kernel_of(small=SMALL)
def _drop(
    some: Places,
    tie: Places,
    crosses: Places,
    care: Places,
    giver: Places,
    contacts: Places,
    gift: Places,
    twin: Places,
    cell: Places,
    ties: Places,
    care_left: Places,
    givers: Places,
    gifts: Places,
    load: Places,
    tally: Numbers,
) -> None:
    """Drop some connections; a tie or a giver counts while any connection of it is left."""
    for i in range(len(some)):
        one = some[i]
        t = tie[one]
        if t >= 0:
            ties[t] -= 1
            if ties[t] == 0:
                tally[crosses[t]] -= 1
        c = care[one]
        if c < 0:
            continue
        load[giver[one]] -= contacts[one]
        g = gift[one]
        if g >= 0:
            gifts[g] -= 1
            if gifts[g] == 0:
                tally[5] -= 1
        care_left[c] -= 1
        if care_left[c] > 0:
            continue
        tally[2] -= 1
        if twin[c] >= 0 and care_left[twin[c]] > 0:
            tally[3] -= 2
        if cell[c] >= 0:
            givers[cell[c]] -= 1
            if givers[cell[c]] == 0 and givers[cell[c] ^ 1] > 0:
                tally[4] -= 1
