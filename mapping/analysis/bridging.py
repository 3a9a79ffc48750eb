"""Bridging: how formal and informal care are joined, through whom, and what would part them.

The measures are in modules named for what they answer; here they become one report. Carers have a
side; supported people, teams and circles stand between the sides and are what most often joins
them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NotRequired, cast

import numpy as np
from typing_extensions import TypedDict

from mapping.analysis.adjacency import Adjacency, adjacency
from mapping.analysis.betweenness import Betweenness, betweenness, interval_spread, is_exact
from mapping.analysis.both_kinds import BothKinds, ByFormality, both_kinds, by_formality
from mapping.analysis.bridges import Bridge, bridges, convening_partners, interval
from mapping.analysis.bridging_words import DEFINITIONS, sentences
from mapping.analysis.brokerage import ROLES, brokerage
from mapping.analysis.by_element import by_element
from mapping.analysis.communities import communities, modularity, shared_information
from mapping.analysis.constraint import constraint_and_effective_size, constraint_of_two_steps
from mapping.analysis.cores import core
from mapping.analysis.cuts import CutPair, Cuts, cut_pairs, cuts
from mapping.analysis.kernels import Floats, Numbers, Places, Truths, kernel, side_by_side
from mapping.analysis.options import USUAL, Options
from mapping.analysis.paths import disjoint_paths, go_between_paths
from mapping.analysis.reading import SIDES, Reading
from mapping.columns import Codes, Texts
from mapping.network import CareNetwork

__all__ = ["AT_RISK", "DEFINITIONS", "Bridging", "bridging", "sentences"]

AT_RISK: Final = frozenset(
    {
        *("bridges", "givers_by_side", "both_by_formality.givers"),
        *("articulation_points", "cut_elements", "cut_pairs", "bridge_ties", "bridge_ties_cross"),
        *("without_convening_partner.bridges", "without_convening_partner.givers_by_side"),
    }
)
"""Fields that tell who would be left without what, or by whose leaving."""

MOST_PAIRS: Final = 20
"""So many cut pairs are listed; `cut_pairs_total` counts all."""

_SECTORS: Final = 3

ByRole = Mapping[str, dict[str, float | None]]


class CutPairRow(TypedDict):
    """A pair of elements, and how many carers they strand together."""

    pair: list[str]
    strands: int


class Joined(BothKinds):
    """How the two sides are joined, through whom, and how many would have to leave."""

    carers: dict[str, int]
    cross_side_ties: int
    cross_side_share: float | None
    cross_side_connections: int
    reachable_pairs_share: float | None
    mean_distance: float | None
    disjoint_paths: int
    go_between_paths: int
    bridges: NotRequired[list[Bridge]]


class WithoutPartner(Joined):
    """The same without the convening partner."""

    without: list[str]


class Bridging(Joined):
    """The fields of the report; `DEFINITIONS` says what each means."""

    both_by_formality: ByFormality
    brokerage: Mapping[str, dict[str, int]]
    brokerage_expected: ByRole
    brokerage_z: ByRole
    constraint: Mapping[str, float | None]
    effective_size: Mapping[str, float | None]
    betweenness: Mapping[str, float | None]
    betweenness_method: str | None
    betweenness_samples: int | None
    betweenness_interval: Mapping[str, dict[str, float]] | None
    betweenness_unseen: float | None
    mean_distance_error: float | None
    participation: Mapping[str, float | None]
    articulation_points: NotRequired[list[str]]
    cut_elements: NotRequired[Mapping[str, int]]
    bridge_ties: NotRequired[list[list[str]]]
    bridge_ties_cross: NotRequired[list[list[str]]]
    cut_pairs: NotRequired[list[CutPairRow] | None]
    cut_pairs_total: int | None
    core: Mapping[str, int]
    communities: Mapping[str, int]
    community_runs: int
    modularity: float | None
    sector_modularity: float | None
    sector_nmi: float | None
    without_convening_partner: WithoutPartner | None


@dataclass(frozen=True, eq=False)
class _Sides:
    """A reading, its ties, and whether each element is a carer of either side."""

    reading: Reading
    ties: Adjacency
    formal: Truths
    informal: Truths

    @property
    def ids(self) -> Texts:
        return self.reading.network.ids


def bridging(network: CareNetwork, options: Options = USUAL) -> Bridging:
    """Return how formal and informal care are joined, and what would part them.

    Parameters
    ----------
    network
        n elements and m connections; it is not changed.
    options
        How to read it. `community` and `supported` say who is on which side; with `directed`,
        betweenness goes the way care flows; with `two_steps`, constraint counts contacts of
        contacts.

    Examples
    --------
    The GP and Asha both care for Ben, and for him alone.

    >>> from mapping.analysis.small import small_network
    >>> found = bridging(small_network("asha>ben gp>ben", formal="gp", supported="ben"))
    >>> found["with_both"], found["betweenness"], found["cut_elements"]
    (1, {'asha': 0.0, 'ben': 1.0, 'gp': 0.0}, {'ben': 2})
    """
    sides = _sides(network, options)
    ties, formal, informal = sides.ties, sides.formal, sides.informal
    works: list[Callable[[], Any]] = [
        lambda: betweenness(ties, formal, informal, directed=options.directed),
        lambda: _clusters(sides),
        lambda: _roles(sides),
        lambda: _contacts(sides),
        lambda: _paths(sides),
        lambda: cuts(ties, formal, informal),
        lambda: core(ties),
        lambda: cut_pairs(ties, formal, informal),
    ]
    between, clusters, roles, contacts, paths, cut, cores, pairs = side_by_side(works)
    ties.forget()
    found: dict[str, Any] = {
        **_joined(sides, between, cut, paths),
        "both_by_formality": by_formality(sides.reading),
        **roles,
        **contacts,
        **_between(sides.ids, between),
        "participation": by_element(sides.ids, participation(ties, sides.reading.position)),
        **_losses(sides.ids, cut, pairs),
        "core": by_element(sides.ids, cores),
        **clusters,
        "without_convening_partner": _without_partner(sides.reading.network, options),
    }
    return cast(Bridging, found)


def participation(ties: Adjacency, position: Numbers) -> Floats:
    """Return whether contacts are in one sector or spread over all, shape (n,); NaN without any.

    1 - sum over positions of (k_s / k)²: k contacts, k_s of position s; contacts without a position
    are left out. With four positions at most 0.75. O(m). Source: Guimerà and Amaral (2005),
    Functional cartography of complex metabolic networks.

    Parameters
    ----------
    ties
        n elements and m ties.
    position
        Of each element, a place in `POSITIONS`, shape (n,).
    """
    contacts, squares = np.zeros(ties.n, np.int64), np.zeros(ties.n, np.int64)
    _count_positions(ties.start, ties.neighbour, position.astype(np.int32), contacts, squares)
    with np.errstate(invalid="ignore"):
        return np.asarray(1 - squares / contacts.astype(np.float64) ** 2)


@kernel
def _count_positions(
    start: Numbers, neighbour: Places, position: Places, contacts: Numbers, squares: Numbers
) -> None:
    """Count the contacts of each that have a position, and the squares by position together."""
    number = np.zeros(4, np.int64)
    for v in range(len(start) - 1):
        number[:] = 0
        for e in range(start[v], start[v + 1]):
            theirs = position[neighbour[e]]
            if theirs < 4:
                number[theirs] += 1
        for place in range(4):
            contacts[v] += number[place]
            squares[v] += number[place] * number[place]


def _sides(network: CareNetwork, options: Options) -> _Sides:
    reading = Reading.of(network, options)
    return _Sides(reading, adjacency(reading), reading.side == 0, reading.side == 1)


def _joined(sides: _Sides, between: Betweenness | None, cut: Cuts, paths: dict[str, int]) -> Joined:
    """Return how the sides are joined, as far as it is said without the convening partner too."""
    reading = sides.reading
    side = reading.side
    ours, theirs = side[sides.ties.row], side[sides.ties.neighbour]
    carer_ties = int(((ours >= 0) & (theirs >= 0)).sum()) // 2
    across = int(((ours >= 0) & (theirs >= 0) & (ours != theirs)).sum()) // 2
    ends = [side[reading.network.source], side[reading.network.target]]
    joins = reading.joins & (np.minimum(*ends) >= 0) & (ends[0] != ends[1])
    return {
        **both_kinds(reading),
        "carers": dict(
            zip(SIDES, (int(sides.formal.sum()), int(sides.informal.sum())), strict=True)
        ),
        "cross_side_ties": across,
        "cross_side_share": across / carer_ties if carer_ties else None,
        "cross_side_connections": int(joins.sum()),
        "reachable_pairs_share": between.reachable_share if between else None,
        "mean_distance": between.mean_distance if between else None,
        "disjoint_paths": paths["disjoint_paths"],
        "go_between_paths": paths["go_between_paths"],
        "bridges": bridges(reading, between, cut.stranded),
    }


def _paths(sides: _Sides) -> dict[str, int]:
    given = sides.ties, sides.formal, sides.informal
    return {"disjoint_paths": disjoint_paths(*given), "go_between_paths": go_between_paths(*given)}


def _roles(sides: _Sides) -> dict[str, Any]:
    found = brokerage(sides.ties, sides.reading.position.astype(np.int32))
    tables = {
        "brokerage": found.found,
        "brokerage_expected": found.expected,
        "brokerage_z": found.z,
    }
    return {
        name: by_element(sides.ids, dict(zip(ROLES, table.T, strict=True)), found.grouped)
        for name, table in tables.items()
    }


def _contacts(sides: _Sides) -> dict[str, Any]:
    constraint, size = constraint_and_effective_size(sides.ties)
    if sides.reading.options.two_steps:
        constraint = constraint_of_two_steps(sides.ties)
    return {
        "constraint": by_element(sides.ids, constraint),
        "effective_size": by_element(sides.ids, size),
    }


def _between(ids: Texts, between: Betweenness | None) -> dict[str, Any]:
    share = np.full(len(ids), np.nan) if between is None else between.share
    found: dict[str, Any] = {
        "betweenness": by_element(ids, share),
        "betweenness_method": between.method if between else None,
        "betweenness_samples": between.samples if between else None,
        "betweenness_interval": None,
        "betweenness_unseen": None,
        "mean_distance_error": between.mean_distance_error if between else None,
    }
    if between and between.samples:
        low, high = interval(between)
        seen = between.share > 0
        found["betweenness_interval"] = by_element(ids, {"low": low, "high": high}, seen)
        found["betweenness_unseen"] = float(interval_spread(np.zeros(len(ids)), between.samples)[0])
    return found


def _losses(ids: Texts, cut: Cuts, pairs: list[CutPair] | None) -> dict[str, Any]:
    return {
        "articulation_points": ids.only(cut.holds_together).tolist(),
        "cut_elements": by_element(ids, cut.stranded, cut.holds_together),
        "bridge_ties": _named_pairs(ids, cut.bridges),
        "bridge_ties_cross": _named_pairs(ids, cut.bridges[cut.crossing]),
        "cut_pairs": None
        if pairs is None
        else [
            {"pair": [ids[one.one], ids[one.other]], "strands": one.strands}
            for one in pairs[:MOST_PAIRS]
        ],
        "cut_pairs_total": None if pairs is None else len(pairs),
    }


def _named_pairs(ids: Texts, pairs: Codes) -> list[list[str]]:
    ends = [ids.take(pairs[:, end]).tolist() for end in range(2)]
    return [list(pair) for pair in zip(*ends, strict=True)]


def _clusters(sides: _Sides) -> dict[str, Any]:
    ties, position = sides.ties, sides.reading.position
    found = communities(ties)
    counted = (ties.degree > 0) & (position < _SECTORS)
    return {
        "communities": by_element(sides.ids, found.label),
        "community_runs": found.runs,
        "modularity": found.modularity,
        "sector_modularity": modularity(ties, position),
        "sector_nmi": shared_information(found.label[counted], position[counted]),
    }


def _without_partner(network: CareNetwork, options: Options) -> WithoutPartner | None:
    """Return how the sides are joined without the convening partner; None if there is none.

    Betweenness only where it is exact: drawing ways again would take as long as the report.
    """
    partners = convening_partners(network)
    if not partners:
        return None
    sides = _sides(network, replace(options, without=partners))
    given = sides.ties, sides.formal, sides.informal
    between = betweenness(*given, directed=options.directed) if is_exact(*given) else None
    return {**_joined(sides, between, cuts(*given), _paths(sides)), "without": partners}
