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

from mapping.analysis.kernels import Floats, Numbers, Places, Truths, kernel_of, side_by_side
from mapping.analysis.load import load_gini
from mapping.analysis.reading import SIDES, Reading
from mapping.network import FORMALITIES, NONE, Codes

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

    A tie that one connection alone makes goes with it, so nothing of it need be looked up: only the
    others are numbered.

    Parameters
    ----------
    tie
        The carer tie that each is of, `ALONE` less whether it crosses, or none, shape (k,).
    crosses
        Whether each of those that are numbered crosses, shape (ties,).
    care
        The care tie that each is of, `ALONE`, or none, shape (k,).
    giver, contacts
        Who gives, and contacts in thirteenths, shape (k,).
    gift
        Whether an actor offers it as a gift, shape (k,).
    cell
        Twice the place of the supported person who receives it, plus the side of the giver; a cell
        after all others where there is none, shape (k,).
    twin
        The reverse of each numbered care tie, or none, shape (care ties,).
    """

    tie: Places
    crosses: Places
    care: Places
    giver: Places
    contacts: Places
    gift: Truths
    cell: Places
    twin: Places

    @property
    def k(self) -> int:
        """How many active connections there are."""
        return len(self.tie)


ALONE: Final = -2
"""The place of a tie that is of one connection, and needs no number."""


def facts(reading: Reading) -> Facts:
    """Return what there is to know of the active connections of the three types of ties."""
    n, side = max(reading.network.n, 1), reading.side
    cares, source, target, frequency, formality = _in_order(reading)
    carers = (side[source] >= 0) & (side[target] >= 0)
    tie, crosses = _carer_ties(source, target, carers, side[source] != side[target])
    care, twin = _care_ties(n, source, target, cares)
    gifts = cares & (formality == FORMALITIES.index("gifted")) & reading.actors[source]
    to_people = cares & reading.supported_people[target] & (side[source] >= 0)
    return Facts(
        tie=tie,
        crosses=crosses,
        care=care,
        giver=np.where(cares, source, NONE).astype(np.int32),
        contacts=reading.contacts_by_frequency[frequency].astype(np.int32),
        gift=gifts,
        cell=_cells(reading.supported_people, to_people, side[source], target),
        twin=twin,
    )


def _cells(people: Truths, counts: Truths, side: Codes, receiver: Places) -> Places:
    """Return the cell of each connection that counts, and of the others one that none is."""
    place = np.cumsum(people, dtype=np.int32) - 1
    found = np.full(len(counts), len(SIDES) * int(people.sum()), dtype=np.int32)
    found[counts] = place[receiver[counts]] * len(SIDES) + side[counts]
    return found


def _in_order(reading: Reading) -> tuple[Truths, Places, Places, Codes, Codes]:
    """Return the connections that may be dropped, care last, by ends and what is said of them.

    Whatever order they came in: so the same seed drops the same ones, read from tables or from a
    store. Of each whether it is care, source, target, frequency and formality. All of it is sorted
    as one whole number, which has room for 2**27 elements.
    """
    network, rows = reading.network, np.flatnonzero(reading.joins)
    ends, words = (max(network.n, 1)).bit_length(), 3
    keys = reading.care[rows].astype(np.int64)
    for one in (network.source, network.target):
        keys = (keys << ends) | one[rows]
    for one in (network.type, network.frequency, network.formality):
        keys = (keys << words) | (one[rows].astype(np.int64) + 1)
    keys.sort()
    which, word = (1 << ends) - 1, (1 << words) - 1
    formality = (keys & word).astype(np.int8) - 1
    frequency = ((keys >> words) & word).astype(np.int8) - 1
    keys >>= 3 * words
    source, target = (((keys >> bits) & which).astype(np.int32) for bits in (ends, 0))
    return keys >> 2 * ends > 0, source, target, frequency, formality


def _carer_ties(
    source: Places, target: Places, carers: Truths, crosses: Truths
) -> tuple[Places, Places]:
    """Return the carer tie that each connection is of, and whether each numbered one crosses."""
    tie = np.full(len(source), NONE, dtype=np.int32)
    tie[carers] = ALONE - crosses[carers]
    rows = np.flatnonzero(carers).astype(np.int32)
    one, other = source[rows], target[rows]
    ends = (np.minimum(one, other).astype(np.int64) << 32) | np.maximum(one, other)
    order = np.argsort(ends)
    rows = rows[order]
    number, several = _numbered(ends[order])
    tie[rows[several]] = number[several]
    crossing = np.zeros(int(number.max(initial=NONE)) + 1, dtype=np.int32)
    crossing[number[several]] = crosses[rows[several]]
    return tie, crossing


def _care_ties(n: int, source: Places, target: Places, cares: Truths) -> tuple[Places, Places]:
    """Return the care tie that each connection is of, and the reverse of each numbered one.

    Those are numbered that are of several connections, or have a reverse.
    """
    first = int(len(cares) - cares.sum())  # care comes last, in order
    there = source[first:].astype(np.int64) * n + target[first:]
    begins = np.diff(there, prepend=NONE) != 0
    which = np.cumsum(begins) - 1
    each = there[begins]
    twin = _twins(n, each)
    watched = (np.bincount(which, minlength=len(each)) > 1) | (twin >= 0)
    number = np.where(watched, np.cumsum(watched) - 1, ALONE).astype(np.int32)
    care = np.full(len(cares), NONE, dtype=np.int32)
    care[first:] = number[which]
    twins = twin[watched]
    return care, np.where(twins >= 0, number[twins], NONE).astype(np.int32)


def _numbered(in_order: Numbers) -> tuple[Numbers, Truths]:
    """Return a number for each of those that are there several times, and which these are."""
    begins = np.diff(in_order, prepend=NONE) != 0
    alone = begins & np.append(begins[1:], True)
    number = np.cumsum(begins & ~alone, dtype=np.int32) - 1
    return np.where(alone, NONE, number), ~alone


def _twins(n: int, each: Numbers) -> Numbers:
    """Return the place of the reverse of each care tie, or none; they are in order."""
    back = each % n * n + each // n
    order = np.argsort(back)
    at = np.searchsorted(each, back[order])
    found = np.full(len(each), NONE, dtype=np.int64)
    there = np.append(each, NONE)[at] == back[order]
    found[order[there]] = at[there]
    return found


@dataclass(frozen=True, eq=False)
class Left:
    """What is left of the network while some connections are dropped, as numbers.

    Parameters
    ----------
    ties, care
        Connections of each numbered carer tie and care tie, shape (ties,) and (care ties,).
    givers
        Givers of each cell, and in two more of nobody, shape (2 people + 2,).
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
        numbered, alone = known.care >= 0, known.care == ALONE
        care = np.bincount(known.care[numbered], minlength=len(known.twin))
        cell = np.zeros(len(known.twin), dtype=np.int32)
        cell[known.care[numbered]] = known.cell[numbered]
        cells, nobody = np.concatenate([known.cell[alone], cell]), people * len(SIDES)
        givers = np.bincount(cells, minlength=nobody + len(SIDES))
        givers[nobody:] = known.k + 1  # never used up
        gifts = np.bincount(known.giver[known.gift], minlength=n)
        both = (givers[:nobody].reshape(people, len(SIDES)) > 0).all(axis=1)
        tally = [
            int((known.tie == ALONE).sum() + (known.crosses == 0).sum()),
            int((known.tie == ALONE - 1).sum() + known.crosses.sum()),
            int(alone.sum()) + len(care),
            int((known.twin >= 0).sum()),
            int(both.sum()),
            int((gifts > 0).sum()),
        ]
        ties = np.bincount(known.tie[known.tie >= 0], minlength=len(known.crosses))
        cared = known.giver >= 0
        load = np.bincount(known.giver[cared], known.contacts[cared], minlength=n)
        return cls(
            _narrow(ties),
            _narrow(care),
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
    gift: Truths,
    cell: Places,
    twin: Places,
    ties: Places,
    care_left: Places,
    givers: Places,
    gifts: Places,
    load: Places,
    tally: Numbers,
) -> None:
    """Drop some connections; a tie or a giver counts while any connection of it is left.

    Where a condition holds now and then it is counted rather than branched on: a processor that
    guesses wrong loses more time than the sum takes.
    """
    within = across = care_ties = both = offering = 0
    for i in range(len(some)):
        one = some[i]
        t = tie[one]
        within += t == -2
        across += t == -3
        if t >= 0:
            ties[t] -= 1
            across += (ties[t] == 0) & (crosses[t] == 1)
            within += (ties[t] == 0) & (crosses[t] == 0)
        c = care[one]
        if c == -1:
            continue
        v = giver[one]
        load[v] -= contacts[one]
        gifts[v] -= gift[one]
        offering += gift[one] & (gifts[v] == 0)
        if c >= 0:
            care_left[c] -= 1
            if care_left[c] > 0:
                continue
            if twin[c] >= 0 and care_left[twin[c]] > 0:
                tally[3] -= 2
        care_ties += 1
        p = cell[one]
        givers[p] -= 1
        both += (givers[p] == 0) & (givers[p ^ 1] > 0)
    tally[0] -= within
    tally[1] -= across
    tally[2] -= care_ties
    tally[4] -= both
    tally[5] -= offering
