"""Communities: as good as igraph's, modularity and information as by other programs."""

from __future__ import annotations

import igraph
import networkx
import numpy as np
import pytest

from mapping.analysis.adjacency import adjacency
from mapping.analysis.communities import communities, modularity, shared_information
from mapping.analysis.reading import Reading
from mapping.analysis.small import small_network
from mapping.network import CareNetwork
from tests.analysis.networks import random_network, tie_graph


def igraph_s(network: CareNetwork) -> igraph.Graph:
    graph = tie_graph(network)
    place = {id_: row for row, id_ in enumerate(network.ids)}
    ties = [(place[one], place[other]) for one, other in graph.edges]
    return igraph.Graph(network.n, ties)


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("seed", range(50))
def test_the_division_is_as_good_as_igraph_s_best_of_ten(seed: int) -> None:
    """Within 2 %, as the definitions ask; and connected, as Leiden promises."""
    network = random_network(seed, most=40)
    ties = adjacency(Reading(network))
    found = communities(ties)
    if not ties.m:
        assert found.modularity is None
        return
    graph = igraph_s(network)
    best = max(graph.community_leiden("modularity", n_iterations=-1).modularity for _ in range(10))
    assert found.modularity is not None
    assert found.modularity >= best - 0.02 * abs(best)
    assert found.modularity == pytest.approx(graph.modularity(found.label.tolist()))
    for label in set(found.label.tolist()):
        members = np.flatnonzero(found.label == label).tolist()
        assert graph.induced_subgraph(members).is_connected()


def test_labels_go_by_size_and_then_by_the_first_element() -> None:
    network = random_network(17, most=40)
    label = communities(adjacency(Reading(network))).label
    sizes = np.bincount(label)
    assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)
    firsts = [label.tolist().index(place) for place in range(len(sizes))]
    assert all(
        firsts[place] < firsts[place + 1]
        for place in range(len(sizes) - 1)
        if sizes[place] == sizes[place + 1]
    )


def test_two_cliques_joined_by_one_tie_are_two_communities() -> None:
    """A made network whose division anybody can see."""

    cliques = [[f"{side}{number}" for number in range(6)] for side in "ab"]
    ties = [
        f"{one}>{other}" for names in cliques for one in names for other in names if one < other
    ]
    network = small_network(" ".join([*ties, "a0>b0"]))
    found = communities(adjacency(Reading(network)))
    assert found.label.tolist() == [0] * 6 + [1] * 6


@pytest.mark.parametrize("seed", range(50))
def test_modularity_of_any_division_is_networkx_s(seed: int) -> None:
    network = random_network(seed)
    graph = tie_graph(network)
    group = Reading(network).position
    found = modularity(adjacency(Reading(network)), group)
    if not graph.size():
        assert found is None
        return
    sets = [{id_ for id_, of in zip(network.ids, group, strict=True) if of == g} for g in range(5)]
    assert found == pytest.approx(networkx.community.modularity(graph, sets, weight=None))


@pytest.mark.parametrize("seed", range(50))
def test_shared_information_is_igraph_s(seed: int) -> None:
    chance = np.random.default_rng(seed)
    one, other = chance.integers(0, chance.integers(1, 6), (2, chance.integers(1, 40)))
    found = shared_information(one, other)
    if found is None:
        assert len(set(one.tolist())) == len(set(other.tolist())) == 1
        return
    theirs = igraph.compare_communities(one.tolist(), other.tolist(), method="nmi")
    assert found == pytest.approx(theirs, abs=1e-9)
