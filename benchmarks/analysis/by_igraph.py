"""The measures as somebody writes them with igraph."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import igraph
import numpy as np

from benchmarks.analysis.generator import Tables
from benchmarks.analysis.tidy import Tidy, carers, sides, tidied
from benchmarks.analysis.tool import BUILD, Measure, Tool


@dataclass(frozen=True)
class Built:
    """The ties with contacts, the care ties, and the rows they were made of."""

    tidy: Tidy
    ties: Any
    care: Any
    contacts: list[float]


def build(tables: Tables) -> Built:
    """Read the tables with pandas, and make a graph of the ties and one of care."""
    tidy = tidied(tables)
    ties = igraph.Graph(tidy.n, np.column_stack([tidy.one, tidy.other]))
    care = igraph.Graph(tidy.n, np.column_stack([tidy.giver, tidy.receiver]), directed=True)
    # igraph 1.0 takes no notice of an attribute's name as the weights of constraint
    return Built(tidy, ties, care, tidy.contacts.astype(float).tolist())


def _assortativity(built: Built) -> float:
    graph = igraph.Graph(built.tidy.n, np.column_stack(carers(built.tidy)))
    sides_of_all = np.maximum(built.tidy.side, 0).tolist()
    return float(graph.assortativity_nominal(sides_of_all, directed=False))


def _betweenness(built: Built) -> float:
    formal, informal = sides(built.tidy)
    found = built.ties.betweenness(sources=formal, targets=informal, directed=False)
    return float(2 * sum(found) / (len(formal) * len(informal)))


def _disjoint_paths(built: Built) -> float:
    tidy, rows = built.tidy, np.arange(built.tidy.n)
    start, end = 2 * tidy.n, 2 * tidy.n + 1
    formal, informal = (np.flatnonzero(tidy.side == side) for side in (0, 1))
    tails = [rows, tidy.one + tidy.n, tidy.other + tidy.n, np.full(len(formal), start)]
    heads = [rows + tidy.n, tidy.other, tidy.one, formal]
    tails, heads = [*tails, informal + tidy.n], [*heads, np.full(len(informal), end)]
    edges = np.column_stack([np.concatenate(tails), np.concatenate(heads)])
    flow = igraph.Graph(2 * tidy.n + 2, edges, directed=True)
    return float(flow.maxflow_value(start, end, capacity=[1] * len(edges)))


def _communities(built: Built) -> float:
    def run(seed: int) -> float:
        igraph.set_random_number_generator(random.Random(seed))
        found = built.ties.community_leiden(objective_function="modularity", n_iterations=-1)
        return float(found.modularity)

    return max(run(seed) for seed in range(10))


IGRAPH = Tool(
    "igraph",
    lambda: str(igraph.__version__),
    build,
    {
        BUILD: Measure(lambda built: float(built.ties.ecount())),
        "assortativity of the sides": Measure(_assortativity),
        "reciprocity": Measure(lambda built: float(built.care.reciprocity())),
        "core": Measure(lambda built: float(sum(built.ties.coreness()))),
        "cut points": Measure(lambda built: len(built.ties.articulation_points())),
        "bridge ties": Measure(lambda built: len(built.ties.bridges())),
        "constraint": Measure(
            lambda built: float(np.nansum(built.ties.constraint(weights=built.contacts)))
        ),
        "betweenness between sides, exact": Measure(_betweenness),
        "disjoint paths": Measure(_disjoint_paths),
        "communities": Measure(_communities, "best of some runs"),
    },
    {"effective size": "It has none."},
)
