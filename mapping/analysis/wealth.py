"""Care wealth: which types of care are given as gifts, how often, and by whom."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np

from mapping.analysis.idle import IDLE_DEFINITIONS, Idle, idle
from mapping.analysis.idle import sentences as idle_sentences
from mapping.analysis.options import USUAL, Options
from mapping.analysis.reading import Reading
from mapping.analysis.words import Named, care_type, count_of, listed, percent
from mapping.network import NONE, SECTORS, CareNetwork, Codes, Truths

Pairs = tuple[Codes, Codes]
"""Distinct givers and the types of care that they give: rows of elements, and of words of care."""


class Wealth(Idle):
    """The fields of the report; `DEFINITIONS` says what each means."""

    actors: int
    offering_gifted: int
    offering_gifted_share: float | None
    not_offering_gifted: int
    giving_no_care: int
    mentions: dict[str, int]
    mentions_total: int
    types: int
    mentions_by_sector: dict[str, dict[str, int]]
    givers: Mapping[str, Sequence[str]]
    concentration: float | None
    breadth: float | None
    missing_types: list[str]
    paid_mentions: dict[str, int]
    unused: dict[str, int]
    unused_total: int


DEFINITIONS = {
    "actors": "How many people and bodies there are. Teams, circles and places are besides.",
    "offering_gifted": "How many of them give care as a gift now.",
    "offering_gifted_share": "The share of people and bodies that give care as a gift now.",
    "not_offering_gifted": "How many of them give no care as a gift now.",
    "giving_no_care": "How many of them give no care at all now, gifted or paid.",
    "mentions": "How many people and bodies give each type of care as a gift. Somebody who gives"
    " the same care twice, or to two people, counts once.",
    "mentions_total": "All the mentions together.",
    "types": "How many types of care are given as gifts.",
    "mentions_by_sector": "The same mentions, by the sector of who gives.",
    "givers": "Who gives each type of care as a gift.",
    "concentration": "How much the mentions lie on few types, from nearly 0 to 1. It is the chance"
    " that two mentions picked at random are of one type.",
    "breadth": "Gifted care is as varied as this many equally common types.",
    "missing_types": "Types of care on our list that nobody gives as a gift yet.",
    "paid_mentions": "How many people and bodies give each type of care for pay.",
    "unused": "Offers lying idle: gifted care by type that is drawn, and does not flow now.",
    "unused_total": "All the idle offers together.",
    **IDLE_DEFINITIONS,
}


def wealth(network: CareNetwork, options: Options = USUAL) -> Wealth:
    """Return which care is given as gifts, how often each type is mentioned, and by whom.

    A mention is a distinct (giver, care type) pair over active gifted `cares_for` by actors; a
    second connection, receiver or repeat adds none. A gift without a type counts its giver as
    offering and adds no mention. Care whose formality nobody has said is neither gifted nor paid.
    O(connections).

    Parameters
    ----------
    network
        n elements and m connections; it is not changed.
    options
        How to read it. `to` names ids or kinds of receivers; `vocabulary` the types that ought
        to be there, without which `missing_types` is empty.

    Examples
    --------
    >>> from mapping.analysis.small import small_network
    >>> found = wealth(small_network("asha>ben:meals|company gp>asha:company ben>gp"))
    >>> found["mentions"], found["offering_gifted"]
    ({'company': 2, 'meals': 1}, 3)
    """
    reading = Reading.of(network, options)
    cares = reading.care & _received(reading)
    gifted, paid = (cares & reading.formality_is(formality) for formality in ("gifted", "paid"))
    offering = _givers(reading, gifted & reading.active)
    actors = int(reading.actors.sum())
    pairs = _pairs(reading, gifted & reading.active)
    mentions = _by_type(reading, pairs)
    unused = _by_type(reading, _less(_pairs(reading, gifted & ~reading.active), pairs))
    return {
        "actors": actors,
        "offering_gifted": offering,
        "offering_gifted_share": offering / actors if actors else None,
        "not_offering_gifted": actors - offering,
        "giving_no_care": actors - _givers(reading, cares & reading.active),
        "mentions": mentions,
        "mentions_total": sum(mentions.values()),
        "types": len(mentions),
        "mentions_by_sector": _by_sector(reading, pairs),
        "givers": _ids_by_type(reading, pairs),
        "concentration": concentration(mentions),
        "breadth": breadth(mentions),
        "missing_types": sorted(set(options.vocabulary) - mentions.keys()),
        "paid_mentions": _by_type(reading, _pairs(reading, paid & reading.active)),
        "unused": unused,
        "unused_total": sum(unused.values()),
        **idle(reading, cares),
    }


def concentration(mentions: dict[str, int]) -> float | None:
    """Return how much mentions lie on few types: the sum of p squared, p a type's share of them.

    From 1/types to 1; None without a mention. Sources: Simpson (1949), Measurement of diversity;
    Hirschman (1964), The paternity of an index.

    Examples
    --------
    >>> concentration({"errands": 2, "listening": 1, "meals": 1})
    0.375
    """
    total = sum(mentions.values())
    return sum(number**2 for number in mentions.values()) / total**2 if total else None


def breadth(mentions: dict[str, int]) -> float | None:
    """Return as how many equally common types the mentions are as varied: 1 / concentration.

    None without a mention. Source: Hill (1973), Diversity and evenness.

    Examples
    --------
    >>> breadth({"errands": 5, "meals": 5})
    2.0
    """
    squares = sum(number**2 for number in mentions.values())
    return sum(mentions.values()) ** 2 / squares if squares else None


def _received(reading: Reading) -> Truths:
    """Return whether each connection goes to a receiver that counts, shape (m,)."""
    to, network = reading.options.to, reading.network
    if not to:
        return np.ones(network.m, dtype=bool)
    counts = network.kind_is(to)
    named = network.ids.places(list(to))
    counts[named[named != NONE]] = True
    return counts[network.target]


def _givers(reading: Reading, connections: Truths) -> int:
    """Return how many actors give by some connections."""
    gives = np.zeros(reading.network.n, dtype=bool)
    gives[reading.network.source[connections]] = True
    return int((gives & reading.actors).sum())


def _pairs(reading: Reading, connections: Truths) -> Pairs:
    """Return the distinct (giver, care type) pairs of some connections, actors' only."""
    source = reading.network.source
    return reading.network.care_types.distinct(connections & reading.actors[source], of=source)


def _less(pairs: Pairs, others: Pairs) -> Pairs:
    """Return the pairs that are not among others."""
    width = 1 + max((int(types.max()) for _, types in (pairs, others) if len(types)), default=0)
    one, other = (givers * width + types for givers, types in (pairs, others))
    left = np.setdiff1d(one, other, assume_unique=True)
    return left // width, left % width


def _by_type(reading: Reading, pairs: Pairs) -> dict[str, int]:
    words = reading.network.care_types.words
    numbers = np.bincount(pairs[1], minlength=len(words)).tolist()
    return {word: number for word, number in zip(words, numbers, strict=True) if number}


def _by_sector(reading: Reading, pairs: Pairs) -> dict[str, dict[str, int]]:
    words, (givers, types) = reading.network.care_types.words, pairs
    found = np.zeros((len(words), len(SECTORS)), dtype=np.int64)
    np.add.at(found, (types, reading.network.sector[givers]), 1)
    return {
        word: dict(zip(SECTORS, numbers, strict=True))
        for word, numbers in zip(words, found.tolist(), strict=True)
        if any(numbers)
    }


def _ids_by_type(reading: Reading, pairs: Pairs) -> dict[str, Sequence[str]]:
    words, (givers, types) = reading.network.care_types.words, pairs
    order = np.argsort(types, kind="stable")
    starts = np.searchsorted(types[order], np.arange(len(words) + 1))
    parts = (order[start:end] for start, end in itertools.pairwise(starts))
    return {
        word: reading.network.ids.take(givers[rows])
        for word, rows in zip(words, parts, strict=True)
        if len(rows)
    }


def sentences(found: Wealth, _: Named) -> list[str]:
    """Return the report in plain words."""
    share, broad = found["offering_gifted_share"], found["breadth"]
    if share is None:
        return ["Nobody is drawn here yet.", "Add people and bodies to see the care they give."]
    said = [
        f"{found['offering_gifted']} of {count_of(found['actors'], 'person or body')}"
        f" ({percent(share)}) give care as a gift."
    ]
    if broad is None:
        return [*said, "No type of gifted care is named yet."]
    most = sorted(found["mentions"], key=lambda type_: (-found["mentions"][type_], type_))[:3]
    said.append(
        f"{count_of(found['types'], 'type')} of gifted care {_is_are(found['types'])} named,"
        f" as varied as {broad:.1f} equally common ones."
    )
    tops = [f"{care_type(type_)} ({found['mentions'][type_]})" for type_ in most]
    said.append(f"Named most often: {listed(tops)}.")
    return [*said, *idle_sentences(found)]


def _is_are(number: int) -> str:
    return "is" if number == 1 else "are"
