"""Brokerage: against counting every pair, and chance against every shuffle of the groups."""

from __future__ import annotations

import math
from collections import Counter
from itertools import permutations
from statistics import fmean, pvariance

import networkx
import numpy as np
import pytest

from mapping.analysis.adjacency import adjacency
from mapping.analysis.brokerage import MEETINGS, ROLES, Brokerage, brokerage, chances
from mapping.analysis.reading import Reading
from mapping.network import CareNetwork
from tests.analysis.networks import flow_graph, random_network, tie_graph

pytestmark = pytest.mark.usefixtures("way")

NONE = 4


def found_of(network: CareNetwork) -> Brokerage:
    reading = Reading(network)
    return brokerage(adjacency(reading), reading.position.astype(np.int32))


def groups_of(network: CareNetwork) -> dict[str, int]:
    positions = tie_graph(network).nodes(data="position")
    return {node: position for node, position in positions if position != NONE}


def role(a: int, b: int, c: int) -> str:
    """Return the role of a broker of group b: the definition, word by word."""
    if a == b == c:
        return "coordinator"
    if a == c:
        return "consultant"
    if c == b:
        return "gatekeeper"
    if a == b:
        return "representative"
    return "liaison"


def open_pairs(flow: networkx.DiGraph, broker: str, grouped: set[str]) -> list[tuple[str, str]]:
    return [
        (a, c)
        for a in flow.predecessors(broker)
        for c in flow.successors(broker)
        if a != c and {a, c} <= grouped and not flow.has_edge(a, c)
    ]


@pytest.mark.parametrize("seed", range(60))
def test_roles_are_those_of_every_open_pair(seed: int) -> None:
    network = random_network(seed)
    group, flow = groups_of(network), flow_graph(network)
    found = found_of(network)
    for row, id_ in enumerate(network.ids):
        assert found.grouped[row] == (id_ in group)
        if id_ in group:
            pairs = open_pairs(flow, id_, set(group))
            counted = Counter(role(group[a], group[id_], group[c]) for a, c in pairs)
            assert found.found[row].tolist() == [counted[name] for name in ROLES]
            assert found.open_pairs[row] == len(pairs)


@pytest.mark.parametrize("seed", range(40))
def test_what_chance_would_give_is_the_mean_and_variance_of_all_shuffles(seed: int) -> None:
    """The broker keeps its group; those of the others are given to them in every order."""
    network = random_network(seed, most=7)
    group, flow = groups_of(network), flow_graph(network)
    found = found_of(network)
    for row, id_ in enumerate(network.ids):
        if id_ not in group:
            continue
        others = [one for one in group if one != id_]
        pairs = open_pairs(flow, id_, set(group))
        every: dict[str, list[int]] = {name: [] for name in ROLES}
        for order in permutations([group[one] for one in others]):
            given = dict(zip(others, order, strict=True))
            counted = Counter(role(given[a], group[id_], given[c]) for a, c in pairs)
            for name in ROLES:
                every[name].append(counted[name])
        assert found.expected[row].tolist() == pytest.approx([fmean(every[n]) for n in ROLES])
        assert np.isnan(found.z[row]).all()  # fewer than ten have a group
        sizes = tuple(Counter(group.values())[place] for place in range(4))
        _, spread = chances(group[id_], sizes)
        variance = spread @ np.array(meetings(pairs))
        assert variance.tolist() == pytest.approx(
            [pvariance(every[name]) for name in ROLES], abs=1e-9
        )


def meetings(pairs: list[tuple[str, str]]) -> list[int]:
    """Return how many ordered pairs of open pairs meet in each way, counted one by one."""
    counted = Counter({"one": len(pairs)})
    for (a, c), (b, d) in permutations(pairs, 2):
        if (a, c) == (d, b):
            counted["reversed"] += 1
        elif a == b:
            counted["same_from"] += 1
        elif c == d:
            counted["same_to"] += 1
        else:
            counted["chained" if a == d or c == b else "apart"] += 1
    return [counted[name] for name in MEETINGS]


@pytest.mark.parametrize("seed", range(60, 120))
def test_z_is_the_distance_from_chance_in_standard_deviations(seed: int) -> None:
    """Expected: mean and variance from meetings counted one by one; see the test of shuffles."""
    network = random_network(seed, most=20)
    group, flow = groups_of(network), flow_graph(network)
    found = found_of(network)
    sizes = tuple(Counter(group.values())[place] for place in range(4))
    for row, id_ in enumerate(network.ids):
        if id_ not in group or len(group) < 10:
            assert np.isnan(found.z[row]).all()
            continue
        pairs = open_pairs(flow, id_, set(group))
        mean, spread = chances(group[id_], sizes)
        variance = spread @ np.array(meetings(pairs))
        for place in range(len(ROLES)):
            if variance[place] > 1e-9:
                away = found.found[row][place] - len(pairs) * mean[place]
                assert found.z[row][place] == pytest.approx(away / math.sqrt(variance[place]))
            else:
                assert math.isnan(found.z[row][place])
