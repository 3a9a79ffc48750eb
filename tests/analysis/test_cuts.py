"""What parts the two sides: against networkx, and against taking things away one by one."""

from __future__ import annotations

from itertools import combinations

import networkx
import numpy as np
import pytest

from mapping.analysis.adjacency import adjacency
from mapping.analysis.cuts import cut_pairs, cuts, stranded_sets
from mapping.analysis.depth_first import walked
from mapping.analysis.reading import Reading
from tests.analysis.networks import carers, random_network, sides_of, tie_graph

SEEDS = range(60)

pytestmark = pytest.mark.usefixtures("way")


def joined(graph: networkx.Graph) -> set[str]:
    """Return the carers in a component with both sides."""
    both = [carers(graph, side) for side in ("formal", "informal")]
    parts = networkx.connected_components(graph)
    return {node for part in parts if part & both[0] and part & both[1] for node in part} & (
        both[0] | both[1]
    )


def stranded(graph: networkx.Graph, leavers: tuple[str, ...]) -> set[str]:
    """Return who is joined now and is not once these have left: the definition, word by word."""
    left = graph.copy()
    left.remove_nodes_from(leavers)
    return joined(graph) - joined(left) - set(leavers)


@pytest.mark.parametrize("seed", SEEDS)
def test_single_losses_are_those_of_taking_each_away(seed: int) -> None:
    network = random_network(seed)
    graph = tie_graph(network)
    found = cuts(adjacency(Reading(network)), *sides_of(network))
    expected = [len(stranded(graph, (id_,))) for id_ in network.ids]
    assert found.stranded.tolist() == expected
    holders = {network.ids[row] for row in np.flatnonzero(found.holds_together)}
    assert holders == set(networkx.articulation_points(graph))


@pytest.mark.parametrize("seed", SEEDS)
def test_bridge_ties_are_networkx_s_and_cross_if_their_loss_strands_a_carer(seed: int) -> None:
    network = random_network(seed)
    graph = tie_graph(network)
    found = cuts(adjacency(Reading(network)), *sides_of(network))
    ties = [(network.ids[one], network.ids[other]) for one, other in found.bridges]
    assert ties == sorted(tuple(sorted(tie)) for tie in networkx.bridges(graph))
    for tie, crosses in zip(ties, found.crossing, strict=True):
        left = graph.copy()
        left.remove_edge(*tie)
        assert crosses == bool(joined(graph) - joined(left))


@pytest.mark.parametrize("seed", SEEDS)
def test_cut_pairs_strand_whom_neither_strands_alone(seed: int) -> None:
    network = random_network(seed, most=14)
    graph = tie_graph(network)
    found = cut_pairs(adjacency(Reading(network)), *sides_of(network))
    expected = {}
    for pair in combinations(network.ids, 2):
        lost = stranded(graph, pair)
        lost -= stranded(graph, pair[:1]) | stranded(graph, pair[1:])
        if lost:
            expected[pair] = len(lost)
    assert found is not None
    assert [(one.strands, one.one) for one in found] == sorted(
        ((one.strands, one.one) for one in found), key=lambda key: (-key[0], key[1])
    )
    assert {(network.ids[p.one], network.ids[p.other]): p.strands for p in found} == expected


@pytest.mark.parametrize("seed", range(60))
def test_whom_each_strands_is_who_is_left_without_a_side(seed: int) -> None:
    network = random_network(seed)
    graph = tie_graph(network)
    sets = stranded_sets(adjacency(Reading(network)), *sides_of(network))
    for id_, row in zip(network.ids, sets, strict=True):
        assert {network.ids[place] for place in np.flatnonzero(row)} == stranded(graph, (id_,))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_hangs_on_one_element_has_no_way_to_the_roots_without_it(seed: int) -> None:
    """Of a walk from the formal carers: who could not reach one if the element were not there."""
    network = random_network(seed)
    graph = tie_graph(network)
    formal = sides_of(network)[0]
    walk = walked(adjacency(Reading(network)), formal)
    lost = walk.by_element(walk.cut_off_sums(walk.below(np.ones(network.n, dtype=bool))))
    reach = reaching(graph, carers(graph, "formal"))
    assert {network.ids[row] for row in walk.order[walk.joined]} == reach
    for row, id_ in enumerate(network.ids):
        if id_ not in reach:
            continue
        left = graph.copy()
        left.remove_node(id_)
        gone = reach - {id_} - reaching(left, carers(left, "formal"))
        assert lost[row] == len(gone)


def reaching(graph: networkx.Graph, some: set[str]) -> set[str]:
    parts = networkx.connected_components(graph)
    return {node for part in parts if part & some for node in part}
