"""How sure the figures are: forgotten links, workers who are not marked so, small networks."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
from typing_extensions import TypedDict

from mapping.analysis.basis import doubtful_sector
from mapping.analysis.forgotten import Left, draws, facts, look_at
from mapping.analysis.kernels import Places
from mapping.analysis.mixing import carer_ties, ei_index
from mapping.analysis.options import USUAL, Options
from mapping.analysis.reading import SIDES, Reading
from mapping.analysis.words import Named, count_of, listed, percent
from mapping.network import SECTORS, CareNetwork

TIMES: Final = 200
DROPPED: Final = 10
"""So many in a hundred active connections are dropped."""
SEED: Final = 0
MOST_SAID: Final = 5
TOP: Final = 5
"""So many who give most are listed."""
ENOUGH_CARERS: Final = 10
ENOUGH_ON_A_SIDE: Final = 2
ENOUGH_PEOPLE: Final = 5
"""With fewer supported people counts are told, not shares."""

_BY_SECTOR: Final = ("ei_index", "with_both_share")
_LOOKED_AT: Final = 1_000


class Spread(TypedDict):
    """How a figure is spread over the draws; None where none of them could say it."""

    low: float | None
    median: float | None
    high: float | None
    undefined: int


class TopGiver(TypedDict):
    """One who gives most, and the share of draws in which they stayed among those."""

    element: str
    stayed: float


class Uncertainty(TypedDict):
    """The fields of the report; `DEFINITIONS` says what each means."""

    drop10: dict[str, Spread]
    now: dict[str, float | None]
    times: int
    dropped: int
    seed: int
    top_givers: list[TopGiver]
    doubtful: int
    if_paid_givers_formal: dict[str, float | None]
    sectors_matter: bool
    supported: int
    counts_not_shares: bool
    too_few_for_z: bool


DEFINITIONS: Final = {
    "drop10": f"What figures would be if {DROPPED} in a hundred active connections had been"
    f" forgotten, at random, {TIMES} times: the 5th, 50th and 95th of a hundred (low, median,"
    " high),"
    " and in how many draws a figure cannot be said. It shows how much forgotten links would"
    " matter; it is not a confidence interval. Who is supported is held fixed.",
    "now": "The same figures as drawn.",
    "times": "How many times connections were dropped.",
    "dropped": "How many connections were dropped each time.",
    "seed": "The number from which the same draws can be made again.",
    "top_givers": f"The {TOP} who give most contacts a week, and the share of draws in which each"
    " stayed among them.",
    "doubtful": "How many people give paid care and are informal only for want of a better word:"
    " probably workers whom nobody has marked so.",
    "if_paid_givers_formal": "What two figures would be if they were counted as formal.",
    "sectors_matter": "Whether that changes a figure's sign or its first decimal: then ask for"
    " their sectors.",
    "supported": "How many supported people there are.",
    "counts_not_shares": f"Whether there are fewer than {ENOUGH_PEOPLE}: then tell how many, not"
    " which share.",
    "too_few_for_z": f"Whether there are fewer than {ENOUGH_CARERS} carers, or"
    f" {ENOUGH_ON_A_SIDE} on a side: then nothing is said of chance.",
}


def uncertainty(network: CareNetwork, options: Options = USUAL, *, seed: int = SEED) -> Uncertainty:
    """Return how far some figures can be trusted. O(n + m log m), and O(m) a draw.

    Sources: Costenbader and Valente (2003), The stability of centrality measures when networks are
    sampled; Borgatti, Carley and Krackhardt (2006), Robustness of centrality measures under
    conditions of imperfect data.

    Parameters
    ----------
    network
        n elements and m connections; it is not changed. Connections of care, collaboration and
        membership are dropped.
    options
        How to read it.
    seed
        The same seed gives the same draws.

    Examples
    --------
    >>> from mapping.analysis.small import small_network
    >>> found = uncertainty(small_network("gp>ada ben>ada", formal="gp", supported="ada"))
    >>> found["now"]["with_both_share"], found["drop10"]["with_both_share"]["high"]
    (1.0, 0.0)
    """
    reading = Reading.of(network, options)
    known = facts(reading)
    people, actors = int(reading.supported_people.sum()), int(reading.actors.sum())
    whole = Left.of(known, reading.network.n, people)
    top = _Top(whole.load)
    dropped = _tenth(known.k)
    seen = draws(
        known,
        whole,
        dropped,
        TIMES,
        seed,
        lambda left: (look_at(left, people, actors), top.of(left.load)),
    )
    now = look_at(whole, people, actors)
    sides = [int((reading.side == place).sum()) for place in range(len(SIDES))]
    doubtful = doubtful_sector(reading)
    formal = _if_formal(reading, doubtful) if doubtful else now
    return {
        "drop10": {name: _spread([figures[name] for figures, _ in seen]) for name in now},
        "now": now,
        "times": TIMES,
        "dropped": dropped,
        "seed": seed,
        "top_givers": [
            {
                "element": reading.network.ids[row],
                "stayed": sum(row in rows for _, rows in seen) / TIMES,
            }
            for row in top.of(whole.load)
        ],
        "doubtful": len(doubtful),
        "if_paid_givers_formal": {name: formal[name] for name in _BY_SECTOR},
        "sectors_matter": any(_matters(now[name], formal[name]) for name in _BY_SECTOR),
        "supported": people,
        "counts_not_shares": people < ENOUGH_PEOPLE,
        "too_few_for_z": sum(sides) < ENOUGH_CARERS or min(sides) < ENOUGH_ON_A_SIDE,
    }


def _tenth(connections: int) -> int:
    """Return how many to drop: a tenth, rounded half up, and one at least if there is one.

    Examples
    --------
    >>> [_tenth(connections) for connections in (0, 1, 6, 14, 15)]
    [0, 1, 1, 1, 2]
    """
    return min(connections, max(1, (connections * DROPPED + 50) // 100))


def _spread(values: list[float | None]) -> Spread:
    """Return low, median and high of the values that there are, by linear interpolation."""
    there = [value for value in values if value is not None]
    if not there:
        return {"low": None, "median": None, "high": None, "undefined": len(values)}
    low, median, high = np.percentile(there, [5, 50, 95]).tolist()
    return {"low": low, "median": median, "high": high, "undefined": len(values) - len(there)}


class _Top:
    """Finds who gives most; of equal ones, those of the smaller ids.

    Loads only fall when connections are dropped, so it looks at those who give most now, and at
    all only if one of the others might have come up.
    """

    def __init__(self, load: Places) -> None:
        ordered = np.lexsort((np.arange(len(load)), -load))
        self._some, others = ordered[:_LOOKED_AT], ordered[_LOOKED_AT:]
        self._next = int(load[others[0]]) if len(others) else 0

    def of(self, load: Places) -> list[int]:
        """Return who gives most, most first."""
        some = self._some
        best = some[np.lexsort((some, -load[some]))][:TOP]
        if len(best) and load[best[-1]] <= self._next > 0:
            best = np.lexsort((np.arange(len(load)), -load))[:TOP]
        return [row for row in best.tolist() if load[row] > 0]


def _if_formal(reading: Reading, doubtful: list[str]) -> dict[str, float | None]:
    """Return two figures with some elements counted as formal."""
    network = reading.network
    sector = network.sector.copy()
    sector[network.ids.places(doubtful)] = SECTORS.index("formal")
    other = Reading(replace(network, sector=sector), replace(reading.options, without=()))
    ties, people = carer_ties(other), other.supported_people
    givers, receivers, _ = other.care_ties
    has = np.zeros((network.n, len(SIDES)), dtype=bool)
    counts = other.side[givers] >= 0
    has[receivers[counts], other.side[givers[counts]]] = True
    both = int(has[people].all(axis=1).sum())
    return {
        "ei_index": ei_index(ties.across, sum(ties.within)),
        "with_both_share": both / int(people.sum()) if people.any() else None,
    }


def _matters(one: float | None, other: float | None) -> bool:
    """Whether two figures differ in sign or in the first decimal.

    Examples
    --------
    >>> _matters(0.31, 0.34), _matters(0.31, 0.37), _matters(-0.02, 0.02), _matters(None, 0.5)
    (False, True, True, True)
    """
    if one is None or other is None:
        return one is not other
    return round(one, 1) != round(other, 1) or (one > 0) - (one < 0) != (other > 0) - (other < 0)


def sentences(found: Uncertainty, named: Named) -> list[str]:
    """Return the report in plain words."""
    if not found["dropped"]:
        return [
            "No connection is active here, so there is nothing to be sure of yet.",
            "Say how each connection is now.",
        ]
    said = [
        f"We left out {count_of(found['dropped'], 'active connection')} at random,"
        f" {found['times']} times, to see how much forgotten ones would matter: this is no"
        " confidence interval.",
        _of_both(found),
        *_of_index(found),
        *_of_top(found, named),
        *_of_doubtful(found),
    ]
    return said[:MOST_SAID]


def _of_both(found: Uncertainty) -> str:
    people, spread = found["supported"], found["drop10"]["with_both_share"]
    low, high, now = spread["low"], spread["high"], found["now"]["with_both_share"]
    if low is None or high is None or now is None:
        return "No supported person is drawn, so we cannot say who has care from both sides."
    of = f"Of {count_of(people, 'supported person')}"
    if found["counts_not_shares"]:
        least, most, drawn = (f"{share * people:.0f}" for share in (low, high, now))
        return (
            f"{of}, {_between(least, most)} would have care from both sides; as drawn, {drawn}."
            " They are too few for percentages."
        )
    between = _between(percent(low), percent(high))
    return f"{of}, {between} would have care from both sides; as drawn, {percent(now)}."


def _of_index(found: Uncertainty) -> list[str]:
    spread, now = found["drop10"]["ei_index"], found["now"]["ei_index"]
    if spread["low"] is None or spread["high"] is None or now is None:
        return ["No carer is linked with another, so nothing is said of links across."]
    between = _between(f"{spread['low']:.2f}", f"{spread['high']:.2f}")
    few = " Carers are too few to say if that is chance." if found["too_few_for_z"] else ""
    return [
        f"How far carers link across, from -1 to 1, would be {between}; as drawn, {now:.2f}.{few}"
    ]


def _between(low: str, high: str) -> str:
    return low if low == high else f"between {low} and {high}"


def _of_top(found: Uncertainty, named: Named) -> list[str]:
    if len(found["top_givers"]) < TOP:
        return []
    least = min(found["top_givers"], key=lambda one: one["stayed"])
    names = listed([named(one["element"]) for one in found["top_givers"]])
    return [
        f"Most care comes from {names}; {named(least['element'])} is the least sure to be among"
        f" them, in {percent(least['stayed'])} of the draws."
    ]


def _of_doubtful(found: Uncertainty) -> list[str]:
    number = found["doubtful"]
    if not number:
        return []
    who = f"{count_of(number, 'person')} give{'s' if number == 1 else ''} paid care unmarked"
    if not found["sectors_matter"]:
        return [f"{who}; to count them as formal would change these figures little."]
    index = found["if_paid_givers_formal"]["ei_index"]
    would = "cannot be said" if index is None else f"is {index:.2f}"
    return [f"{who}: counted as formal, the figure on links across {would}. Ask for their sectors."]
