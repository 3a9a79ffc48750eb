"""Teams: how each team's connections stand now, and how deep and how broad they go.

Few deep connections beat many thin ones: depth is shown with breadth, and never as their product.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from typing_extensions import TypedDict

from mapping.analysis.options import USUAL, Options
from mapping.analysis.reading import CONTACTS_UNIT, SIDES, Reading
from mapping.analysis.words import Named, amount, count_of, listed
from mapping.columns import distinct
from mapping.network import STATES, CareNetwork, Codes, Truths

MOST_TOLD: Final = 3
"""So many teams are read out."""

_TAKEN: Final = frozenset({"basis", "sentences", "definitions"})
"""What a report has besides its fields, which here are ids."""


class Team(TypedDict):
    """What is said of one team; `DEFINITIONS` says what each field means."""

    by_state: dict[str, int]
    generative_share: float | None
    breadth: int
    contacts: float
    depth: float | None
    formal: int
    informal: int


DEFINITIONS = {
    "by_state": "For each team, by its id: its connections of care, collaboration and membership,"
    " by how they stand. Repeats are counted.",
    "generative_share": "The share that flows now (generative) of those that are generative,"
    " engaged or inactive.",
    "breadth": "How many people and bodies the team is in touch with now.",
    "contacts": "Contacts a week of the care that the team gives and gets.",
    "depth": "Those contacts for each one that it shares care with. Read it with breadth: few deep"
    " connections beat many thin ones.",
    "formal": "How many of those in touch are formal carers.",
    "informal": "How many of those in touch are informal carers.",
}


def teams(network: CareNetwork, options: Options = USUAL) -> dict[str, Team]:
    """Return what is said of each team, by id. O(connections).

    Parameters
    ----------
    network
        n elements and m connections; it is not changed.
    options
        How to read it. `by_state` counts every state, whichever of them are active.

    Examples
    --------
    >>> from mapping.analysis.small import small_network
    >>> teams(small_network("ben>ada"))
    {}
    """
    reading = Reading.of(network, options)
    is_team = reading.network.kind_is(["team"])
    rows = np.flatnonzero(is_team)
    states = _states(reading, is_team)[rows]
    contacts = _contacts(reading)[rows].tolist()
    sharing = _partners(reading.care_ties[:2], is_team)[rows].tolist()
    breadth, formal, informal = (
        _partners(reading.ties, is_team, side)[rows].tolist()
        for side in (None, *(reading.side == place for place in range(len(SIDES))))
    )
    return {
        f"team:{id_}" if id_ in _TAKEN else id_: {
            "by_state": dict(sorted(zip(STATES, by_state, strict=True))),
            "generative_share": _generative_share(dict(zip(STATES, by_state, strict=True))),
            "breadth": breadth[at],
            "contacts": contacts[at] / CONTACTS_UNIT,
            "depth": contacts[at] / CONTACTS_UNIT / sharing[at] if sharing[at] else None,
            "formal": formal[at],
            "informal": informal[at],
        }
        for at, (id_, by_state) in enumerate(
            zip(reading.network.ids.take(rows), states.tolist(), strict=True)
        )
    }


def _generative_share(by_state: dict[str, int]) -> float | None:
    known = by_state["generative"] + by_state["engaged"] + by_state["inactive"]
    return by_state["generative"] / known if known else None


def _states(reading: Reading, is_team: Truths) -> Codes:
    """Return how many connections of each state each team has at either end, shape (n, states)."""
    network, k = reading.network, len(STATES)
    found = np.zeros(network.n * k, dtype=np.int64)
    for ends in (network.source, network.target):
        theirs = reading.of_ties & is_team[ends]
        cells = ends[theirs].astype(np.int64) * k + network.state[theirs]
        found += np.bincount(cells, minlength=network.n * k)
    return found.reshape(network.n, k)


def _contacts(reading: Reading) -> Codes:
    """Return contacts of active care that each element gives and gets, in thirteenths."""
    givers, receivers, contacts = reading.care_ties
    n = reading.network.n
    sums = np.bincount(givers, contacts, n) + np.bincount(receivers, contacts, n)
    return sums.astype(np.int64)


def _partners(pairs: tuple[Codes, Codes], is_team: Truths, side: Truths | None = None) -> Codes:
    """Return how many others, of a side, each team has in some pairs, shape (n,)."""
    n = len(is_team)
    theirs_too = is_team[pairs[0]] | is_team[pairs[1]]
    one, other = (ends[theirs_too].astype(np.int64) for ends in pairs)
    both = distinct(np.concatenate([one * n + other, other * n + one]))
    mine, theirs = both // max(n, 1), both % max(n, 1)
    counts = mine if side is None else mine[side[theirs]]
    return np.bincount(counts, minlength=n)


def sentences(found: Mapping[str, Team], named: Named) -> list[str]:
    """Return the report in plain words."""
    if not found:
        return ["No team is drawn here.", "Draw a team to see how its connections stand."]
    flowing = sum(team["by_state"]["generative"] for team in found.values())
    idle = sum(team["by_state"]["inactive"] for team in found.values())
    said = [
        f"{count_of(len(found), 'team')} {'has' if len(found) == 1 else 'have'}"
        f" {count_of(flowing, 'connection')} that flow{'s' if flowing == 1 else ''} now and {idle}"
        f" that {'is' if idle == 1 else 'are'} inactive."
    ]
    broadest = sorted(found, key=lambda id_: (-found[id_]["breadth"], id_))[:MOST_TOLD]
    said += [_of_team(named(id_), found[id_]) for id_ in broadest]
    return [*said, "Few deep connections beat many thin ones, so read depth and breadth together."]


def _of_team(name: str, team: Team) -> str:
    states = [f"{number} {state}" for state, number in team["by_state"].items() if number]
    if not states:
        return f"{name} has no connections yet."
    deep = (
        ""
        if team["depth"] is None
        else f", with {amount(team['depth'])} contacts a week for each that it shares care with"
    )
    return (
        f"{name} is in touch with {team['breadth']} ({team['formal']} formal, {team['informal']}"
        f" informal){deep}; its connections: {listed(states)}."
    )
