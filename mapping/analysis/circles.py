"""Circles: whether each is linked to the next by at least two people."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from typing_extensions import TypedDict

from mapping.analysis.options import USUAL, Options
from mapping.analysis.reading import Reading
from mapping.analysis.words import Named, count_of, listed
from mapping.network import TYPES, CareNetwork, Codes

LINKED_BY: Final = 2
"""So many people who belong to both make two circles doubly linked."""
MOST_TOLD: Final = 2
"""So many pairs are read out."""

_JOIN: Final = [TYPES.index(type_) for type_ in ("collaborates_with", "member_of", "within")]
_MEMBER: Final = TYPES.index("member_of")


class Pair(TypedDict):
    """Two circles that are expected to be linked, or share somebody."""

    circles: list[str]
    expected: bool
    shared_members: int
    double_linked: bool
    missing: int


class Circles(TypedDict):
    """The fields of the report; `DEFINITIONS` says what each means."""

    members: dict[str, int]
    pairs: list[Pair]


DEFINITIONS = {
    "members": "How many people are members of each circle now. People who keep their membership to"
    " themselves are missing here.",
    "pairs": "Two circles that a connection joins, so that they are expected to be linked, and any"
    " two that share somebody: how many people belong to both, whether that is two or more"
    " (double_linked), and how many are missing for it.",
}


def circles(network: CareNetwork, options: Options = USUAL) -> Circles:
    """Return whether circles are doubly linked. O(connections, and members' pairs of circles).

    Two circles are expected to be linked if an active `collaborates_with`, `member_of` or `within`
    joins them. Source: Endenburg (1998), Sociocracy.

    Parameters
    ----------
    network
        n elements and m connections; it is not changed.
    options
        How to read it.

    Examples
    --------
    >>> from mapping.analysis.small import small_network
    >>> circles(small_network("ben>ada"))
    {'members': {}, 'pairs': []}
    """
    reading = Reading.of(network, options)
    ids = reading.network.ids
    rows = np.flatnonzero(reading.network.kind_is(["circle"]))
    names = ids.take(rows).tolist()
    membership = _membership(reading, rows)
    shared, expected = _shared(membership), _expected(reading, rows)
    pairs = sorted({*shared, *expected})
    return {
        "members": dict(zip(names, membership.sum(axis=0).tolist(), strict=True)),
        "pairs": [
            {
                "circles": [names[one], names[other]],
                "expected": (one, other) in expected,
                "shared_members": shared.get((one, other), 0),
                "double_linked": shared.get((one, other), 0) >= LINKED_BY,
                "missing": max(LINKED_BY - shared.get((one, other), 0), 0),
            }
            for one, other in pairs
        ],
    }


def _membership(reading: Reading, circles: Codes) -> Any:
    """Return who is a member of which circle now: a sparse matrix of 1, shape (n, circles)."""
    from scipy import sparse  # a tenth of a second that no other command needs to wait

    network = reading.network
    place = _places(network.n, circles)
    member = reading.active & (network.type == _MEMBER) & (place[network.target] >= 0)
    member &= network.kind_is(["person"])[network.source]
    ends = (network.source[member], place[network.target[member]])
    ones = np.ones(int(member.sum()), dtype=np.int64)
    found = sparse.coo_array((ones, ends), shape=(network.n, len(circles))).tocsr()
    found.data[:] = 1
    return found


def _shared(membership: Any) -> dict[tuple[int, int], int]:
    """Return how many people two circles share, of those that share any, the smaller first."""
    both = (membership.T @ membership).tocoo()
    return {
        (one, other): number
        for one, other, number in zip(
            both.row.tolist(), both.col.tolist(), both.data.tolist(), strict=True
        )
        if one < other
    }


def _expected(reading: Reading, circles: Codes) -> set[tuple[int, int]]:
    """Return the pairs of circles that an active connection joins, the smaller first."""
    network = reading.network
    place = _places(network.n, circles)
    joins = reading.active & np.isin(network.type, _JOIN)
    one, other = place[network.source[joins]], place[network.target[joins]]
    both = (one >= 0) & (other >= 0)
    ends = zip(one[both].tolist(), other[both].tolist(), strict=True)
    return {(min(pair), max(pair)) for pair in ends}


def _places(n: int, circles: Codes) -> Codes:
    """Return the place of each element among the circles, -1 of all else, shape (n,)."""
    place = np.full(n, -1, dtype=np.int64)
    place[circles] = np.arange(len(circles))
    return place


def sentences(found: Circles, named: Named) -> list[str]:
    """Return the report in plain words."""
    if not found["members"]:
        return [
            "No circle is drawn here.",
            "Draw circles and who belongs to them to see the links.",
        ]
    expected = [pair for pair in found["pairs"] if pair["expected"]]
    number = len(found["members"])
    said = [f"{count_of(number, 'circle')} {'is' if number == 1 else 'are'} drawn here."]
    if not expected:
        said.append("No connection joins one to another, so no link by two people is expected.")
    else:
        linked = sum(pair["double_linked"] for pair in expected)
        said.append(
            f"Of {count_of(len(expected), 'pair')} that ought to be linked, {linked}"
            f" {'is' if linked == 1 else 'are'} linked by two people or more."
        )
        said += [_missing(pair, named) for pair in _worst(expected)]
    return [*said, "People who keep their membership to themselves are not counted here."]


def _worst(pairs: list[Pair]) -> list[Pair]:
    missing = [pair for pair in pairs if pair["missing"]]
    return sorted(missing, key=lambda pair: (-pair["missing"], pair["circles"]))[:MOST_TOLD]


def _missing(pair: Pair, named: Named) -> str:
    names = listed([named(id_) for id_ in pair["circles"]])
    shared = pair["shared_members"]
    return (
        f"{names} share {count_of(shared, 'person') if shared else 'nobody'}:"
        f" {pair['missing']} more {'person' if pair['missing'] == 1 else 'people'} in both would"
        " link them."
    )
