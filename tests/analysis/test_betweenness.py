"""Betweenness between sides: exact against networkx, sampled within its intervals."""

from __future__ import annotations

from itertools import product
from typing import Any

import networkx
import numpy as np
import pytest

from mapping.analysis.adjacency import Adjacency, adjacency
from mapping.analysis.betweenness import ERROR, betweenness, interval_spread, samples_needed
from mapping.analysis.kernels import Kernel, Truths
from mapping.analysis.reading import Reading
from mapping.analysis.small import small_network
from tests.analysis.networks import carers, flow_graph, random_network, sides_of, tie_graph

COVERED = range(25)


def given(seed: int, most: int = 24) -> tuple[Any, tuple[Adjacency, Truths, Truths]]:
    network = random_network(seed, most)
    return network, (adjacency(Reading(network)), *sides_of(network))


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("directed", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_exact_is_networkx_s_over_the_pairs_of_both_sides(seed: int, directed: bool) -> None:
    """networkx halves what it finds without direction: doubled here, then a share of all pairs."""
    network, sides = given(seed)
    graph = tie_graph(network)
    formal, informal = (carers(graph, side) for side in ("formal", "informal"))
    found = betweenness(*sides, directed=directed)
    if not formal or not informal:
        assert found is None
        return
    ways = flow_graph(network) if directed else graph
    theirs = networkx.betweenness_centrality_subset(ways, formal, informal)
    pairs = len(formal) * len(informal)
    assert found is not None
    assert found.method == "exact"
    scale = (1 if directed else 2) / pairs
    assert found.share == pytest.approx([theirs[id_] * scale for id_ in network.ids])
    steps = dict(networkx.all_pairs_shortest_path_length(ways))
    joined = [steps[f][i] for f, i in product(formal, informal) if i in steps[f]]
    assert found.reachable_share == pytest.approx(len(joined) / pairs)
    assert found.mean_distance == (pytest.approx(np.mean(joined)) if joined else None)


@pytest.mark.parametrize("directed", [False, True])
def test_sampled_is_within_its_error_and_its_intervals_hold_the_exact_share(directed: bool) -> None:
    """All intervals of a network hold at once in 9 of 10 draws at least, as they promise."""
    held = within = drawings = 0
    for seed in COVERED:
        _, sides = given(seed + 1000, most=60)
        exact = betweenness(*sides, directed=directed, exact=True)
        if exact is None:
            continue
        drawings += 1
        drawn = betweenness(*sides, directed=directed, exact=False, seed=seed)
        assert drawn is not None
        assert drawn.spread is not None
        away = np.abs(drawn.share - exact.share)
        held += bool((away <= drawn.spread).all())
        within += bool((away <= ERROR).all())
        if not directed:
            assert drawn.reachable_share == pytest.approx(exact.reachable_share)
        if exact.mean_distance is not None and drawn.mean_distance_error is not None:
            apart = abs((drawn.mean_distance or 0) - exact.mean_distance)
            assert apart <= 5 * drawn.mean_distance_error + 1e-12
    assert drawings > 15
    assert min(held, within) >= 0.9 * drawings


def test_the_same_seed_draws_the_same_ways_compiled_or_not() -> None:
    network = small_network("gp>a gp>b a>i b>i b>j c>j", formal="gp", supported="a b")
    sides = adjacency(Reading(network)), *sides_of(network)
    shares = []
    for run in (Kernel.compiled, lambda kernel: kernel.plain):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Kernel, "__call__", lambda self, *args, run=run: run(self)(*args))
            found = betweenness(*sides, exact=False, seed=3)
            assert found is not None
            shares.append(found.share.tolist())
    assert shares[0] == shares[1]


def test_intervals_cover_what_they_promise_at_any_share() -> None:
    """Drawn by numpy from the binomial: one interval misses far less often than once in ten."""
    chance = np.random.default_rng(1)
    samples = samples_needed(12)
    for share in (0.0, 0.0005, 0.01, 0.2, 0.5, 0.98):
        drawn = chance.binomial(samples, share, 2_000) / samples
        missed = np.abs(drawn - share) > interval_spread(drawn, samples)
        assert missed.mean() < 0.1 / 2_000 * 20
