"""Constraint and effective size: against networkx and igraph, and Burt's sum against its words."""

from __future__ import annotations

import igraph
import networkx
import numpy as np
import pytest

from mapping.analysis.adjacency import adjacency
from mapping.analysis.constraint import constraint_and_effective_size, constraint_of_two_steps
from mapping.analysis.reading import Reading
from tests.analysis.networks import random_network, tie_graph

pytestmark = pytest.mark.usefixtures("way")


@pytest.mark.parametrize("seed", range(60))
def test_they_are_those_of_networkx_and_igraph(seed: int) -> None:
    """networkx 3.6 must be told `nodes`: without, it divides by the wrong maximum."""
    network = random_network(seed)
    graph = tie_graph(network)
    constraint, size = constraint_and_effective_size(adjacency(Reading(network)))
    if not network.n:
        assert len(constraint) == len(size) == 0
        return
    theirs = networkx.constraint(graph, weight="s")
    assert constraint == pytest.approx([theirs[id_] for id_ in network.ids], nan_ok=True)
    sizes = networkx.effective_size(graph, nodes=list(graph), weight="s")
    assert size == pytest.approx([sizes[id_] for id_ in network.ids], nan_ok=True)
    if graph.size():
        ties = igraph.Graph.TupleList(graph.edges(data="s"), weights=True)
        by_igraph = dict(zip(ties.vs["name"], ties.constraint(weights="weight"), strict=True))
        for id_, found in zip(network.ids, constraint, strict=True):
            assert found == pytest.approx(by_igraph.get(id_, float("nan")), nan_ok=True)


@pytest.mark.parametrize("seed", range(50))
def test_two_steps_is_burt_s_sum_over_contacts_of_contacts(seed: int) -> None:
    """Expected: (p + p²)² summed over everybody else, as matrices."""
    network = random_network(seed)
    graph = tie_graph(network)
    found = constraint_of_two_steps(adjacency(Reading(network)))
    s = np.zeros((network.n, network.n))
    row = {id_: place for place, id_ in enumerate(network.ids)}
    for one, other, contacts in graph.edges(data="s"):
        s[row[one], row[other]] = s[row[other], row[one]] = contacts
    p = s / np.maximum(s.sum(axis=1, keepdims=True), 1)
    through = p + p @ p
    np.fill_diagonal(through, 0)
    expected = np.where(s.sum(axis=1) > 0, (through**2).sum(axis=1), np.nan)
    assert found == pytest.approx(expected, nan_ok=True)
