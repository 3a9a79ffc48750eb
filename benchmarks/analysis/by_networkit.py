"""The measures as somebody writes them with networkit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkit
import numpy as np

from benchmarks.analysis.generator import Tables
from benchmarks.analysis.tidy import Tidy, tidied
from benchmarks.analysis.tool import BUILD, Measure, Tool


@dataclass(frozen=True)
class Built:
    """The ties, and the rows they were made of."""

    tidy: Tidy
    ties: Any


def build(tables: Tables) -> Built:
    """Read the tables with pandas, and make a graph of the ties."""
    tidy = tidied(tables)
    return Built(tidy, networkit.GraphFromCoo((tidy.one, tidy.other), n=tidy.n))


def _core(built: Built) -> float:
    found = networkit.centrality.CoreDecomposition(built.ties)
    found.run()
    return float(sum(found.scores()))


def _cut_points(built: Built) -> float:
    found = networkit.components.BiconnectedComponents(built.ties)
    found.run()
    blocks = found.getComponents()
    times = np.bincount(np.concatenate(blocks).astype(int), minlength=built.tidy.n)
    return float((times > 1).sum())


def _any_betweenness(built: Built) -> float:
    found = networkit.centrality.ApproxBetweenness(built.ties, epsilon=0.01, delta=0.1)
    found.run()
    return float(sum(found.scores()))


def _communities(built: Built) -> float:
    def run(seed: int) -> float:
        networkit.setSeed(seed, useThreadId=False)
        found = networkit.community.ParallelLeiden(built.ties)
        found.run()
        return float(networkit.community.Modularity().getQuality(found.getPartition(), built.ties))

    return max(run(seed) for seed in range(10))


NETWORKIT = Tool(
    "networkit",
    lambda: str(networkit.__version__),
    build,
    {
        BUILD: Measure(lambda built: float(built.ties.numberOfEdges())),
        "core": Measure(_core),
        "cut points": Measure(_cut_points),
        "betweenness, sampled": Measure(_any_betweenness, "sampled"),
        "communities": Measure(_communities, "best of some runs"),
    },
    {
        "assortativity of the sides": "It has none for sorts of nodes.",
        "reciprocity": "It has none.",
        "bridge ties": "It has none.",
        "constraint": "It has none.",
        "effective size": "It has none.",
        "betweenness between sides, exact": "Not for chosen sources and targets.",
        "betweenness, sampled": "Between any two elements, at the same error: it has no sides.",
        "disjoint paths": "Flow between two nodes on edges only.",
    },
)
