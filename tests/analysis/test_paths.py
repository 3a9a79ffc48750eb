"""Disjoint paths and cores: against networkx's flow and cores, and against leaving one by one."""

from __future__ import annotations

from itertools import combinations

import networkx
import pytest

from mapping.analysis.adjacency import adjacency
from mapping.analysis.cores import core
from mapping.analysis.paths import disjoint_paths, go_between_paths
from mapping.analysis.reading import Reading
from tests.analysis.networks import carers, random_network, sides_of, tie_graph

pytestmark = pytest.mark.usefixtures("way")


def flow_value(graph: networkx.Graph, *, limited: set[str], direct: bool) -> int:
    """Return the greatest flow from formal to informal, those who are limited passing one each."""
    formal, informal = (carers(graph, side) for side in ("formal", "informal"))
    net = networkx.DiGraph()
    net.add_nodes_from(["from", "to"])
    for node in graph:
        net.add_edge(("in", node), ("out", node), **({"capacity": 1} if node in limited else {}))
    for one, other in [*graph.edges, *[tie[::-1] for tie in graph.edges]]:
        if direct or not ({one, other} & formal and {one, other} & informal):
            net.add_edge(("out", one), ("in", other))
    net.add_edges_from(("from", ("in", node)) for node in formal)
    net.add_edges_from((("out", node), "to") for node in informal)
    return int(networkx.maximum_flow_value(net, "from", "to"))


@pytest.mark.parametrize("seed", range(60))
def test_disjoint_paths_are_the_greatest_flow(seed: int) -> None:
    network = random_network(seed)
    graph = tie_graph(network)
    given = adjacency(Reading(network)), *sides_of(network)
    assert disjoint_paths(*given) == flow_value(graph, limited=set(graph), direct=True)
    between = set(graph) - carers(graph, "formal") - carers(graph, "informal")
    assert go_between_paths(*given) == flow_value(graph, limited=between, direct=False)


@pytest.mark.parametrize("seed", range(60))
def test_so_many_must_leave_to_part_the_sides(seed: int) -> None:
    """Expected: the fewest elements that meet every path, found by trying all sets."""
    network = random_network(seed, most=9)
    graph = tie_graph(network)
    number = disjoint_paths(adjacency(Reading(network)), *sides_of(network))
    fewest = next(
        size
        for size in range(network.n + 1)
        if any(parted(graph, leavers) for leavers in combinations(network.ids, size))
    )
    assert number == fewest


def parted(graph: networkx.Graph, leavers: tuple[str, ...]) -> bool:
    left = graph.copy()
    left.remove_nodes_from(leavers)
    both = [carers(left, side) for side in ("formal", "informal")]
    return not any(
        part & both[0] and part & both[1] for part in networkx.connected_components(left)
    )


@pytest.mark.parametrize("seed", range(60))
def test_cores_are_networkx_s(seed: int) -> None:
    network = random_network(seed)
    theirs = networkx.core_number(tie_graph(network))
    assert core(adjacency(Reading(network))).tolist() == [theirs[id_] for id_ in network.ids]
