"""Care wealth: which types of care are given as gifts, how often, and by whom."""

from __future__ import annotations

import numpy as np
from typing_extensions import TypedDict

from mapping.analysis.options import USUAL, Options
from mapping.analysis.reading import Reading
from mapping.analysis.words import Named, care_type, count_of, listed, percent
from mapping.network import SECTORS, CareNetwork, Truths

Pairs = set[tuple[int, str]]
"""Distinct givers, by their place in the network, and the types of care that they give."""


class Wealth(TypedDict):
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
    givers: dict[str, list[str]]
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
    reading = Reading(network, options)
    cares = reading.care & _received(reading)
    gifted, paid = (cares & reading.formality_is(formality) for formality in ("gifted", "paid"))
    offering = len(_givers(reading, gifted & reading.active))
    actors = int(reading.actors.sum())
    pairs = _pairs(reading, gifted & reading.active)
    mentions = _by_type(pairs)
    unused = _by_type(_pairs(reading, gifted & ~reading.active) - pairs)
    return {
        "actors": actors,
        "offering_gifted": offering,
        "offering_gifted_share": offering / actors if actors else None,
        "not_offering_gifted": actors - offering,
        "giving_no_care": actors - len(_givers(reading, cares & reading.active)),
        "mentions": mentions,
        "mentions_total": len(pairs),
        "types": len(mentions),
        "mentions_by_sector": _by_sector(reading, pairs),
        "givers": {
            type_: sorted(reading.network.ids[giver] for giver, given in pairs if given == type_)
            for type_ in mentions
        },
        "concentration": concentration(mentions),
        "breadth": breadth(mentions),
        "missing_types": sorted(set(options.vocabulary) - mentions.keys()),
        "paid_mentions": _by_type(_pairs(reading, paid & reading.active)),
        "unused": unused,
        "unused_total": sum(unused.values()),
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
    to, network = set(reading.options.to), reading.network
    if not to:
        return np.ones(network.m, dtype=bool)
    named = np.array([id_ in to for id_ in network.ids], dtype=bool)
    return (named | network.kind_is(to))[network.target]


def _givers(reading: Reading, connections: Truths) -> set[int]:
    givers = np.unique(reading.network.source[connections])
    return set(givers[reading.actors[givers]].tolist())


def _pairs(reading: Reading, connections: Truths) -> Pairs:
    """Return the distinct (giver, care type) pairs of some connections, actors' only."""
    network = reading.network
    rows, types = network.care_types.pairs(connections & reading.actors[network.source])
    words = network.care_types.words
    return {
        (giver, words[type_])
        for giver, type_ in zip(network.source[rows].tolist(), types.tolist(), strict=True)
    }


def _by_type(pairs: Pairs) -> dict[str, int]:
    types = [type_ for _, type_ in pairs]
    return {type_: types.count(type_) for type_ in sorted(set(types))}


def _by_sector(reading: Reading, pairs: Pairs) -> dict[str, dict[str, int]]:
    found = {type_: dict.fromkeys(SECTORS, 0) for type_ in sorted({type_ for _, type_ in pairs})}
    for giver, type_ in pairs:
        found[type_][SECTORS[reading.network.sector[giver]]] += 1
    return found


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
    if found["unused_total"]:
        said.append(f"{count_of(found['unused_total'], 'offer')} of care could still be taken up.")
    return said


def _is_are(number: int) -> str:
    return "is" if number == 1 else "are"
