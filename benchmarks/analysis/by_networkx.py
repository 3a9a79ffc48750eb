"""The measures as somebody writes them with networkx."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from benchmarks.analysis.generator import Tables
from benchmarks.analysis.tidy import Tidy, sides, tidied
from benchmarks.analysis.tool import BUILD, Measure, Tool


@dataclass(frozen=True)
class Built:
    """The ties with contacts, the care ties, and the rows they were made of."""

    tidy: Tidy
    ties: Any
    care: Any


def build(tables: Tables) -> Built:
    """Read the tables with pandas, and make a graph of the ties and one of care."""
    tidy = tidied(tables)
    ties = nx.from_pandas_edgelist(
        pd.DataFrame({"a": tidy.one, "b": tidy.other, "contacts": tidy.contacts}),
        "a",
        "b",
        "contacts",
    )
    ties.add_nodes_from(range(tidy.n))
    nx.set_node_attributes(ties, dict(enumerate(tidy.side.tolist())), "side")
    care = nx.from_pandas_edgelist(
        pd.DataFrame({"a": tidy.giver, "b": tidy.receiver}), "a", "b", create_using=nx.DiGraph
    )
    return Built(tidy, ties, care)


def _assortativity(built: Built) -> float:
    carers = [row for row, side in built.ties.nodes(data="side") if side >= 0]
    return float(nx.attribute_assortativity_coefficient(built.ties.subgraph(carers), "side"))


def _constraint(built: Built) -> float:
    found = nx.constraint(built.ties, weight="contacts")
    return float(np.nansum(list(found.values())))


def _effective_size(built: Built) -> float:
    found = nx.effective_size(built.ties, nodes=list(built.ties), weight="contacts")
    return float(np.nansum(list(found.values())))


def _betweenness(built: Built) -> float:
    formal, informal = sides(built.tidy)
    found = nx.betweenness_centrality_subset(built.ties, formal, informal)
    return float(2 * sum(found.values()) / (len(formal) * len(informal)))


def _disjoint_paths(built: Built) -> float:
    flow = nx.DiGraph()
    flow.add_edges_from((("in", v), ("out", v)) for v in built.ties)
    for one, other in built.ties.edges:
        flow.add_edge(("out", one), ("in", other))
        flow.add_edge(("out", other), ("in", one))
    formal, informal = sides(built.tidy)
    flow.add_edges_from(("from", ("in", v)) for v in formal)
    flow.add_edges_from((("out", v), "to") for v in informal)
    nx.set_edge_attributes(flow, 1, "capacity")
    return float(nx.maximum_flow_value(flow, "from", "to"))


def _communities(built: Built) -> float:
    runs = (nx.community.louvain_communities(built.ties, weight=None, seed=s) for s in range(10))
    return float(max(nx.community.modularity(built.ties, run, weight=None) for run in runs))


NETWORKX = Tool(
    "networkx",
    lambda: str(nx.__version__),
    build,
    {
        BUILD: Measure(lambda built: float(built.ties.number_of_edges())),
        "assortativity of the sides": Measure(_assortativity),
        "reciprocity": Measure(lambda built: float(nx.overall_reciprocity(built.care))),
        "core": Measure(lambda built: float(sum(nx.core_number(built.ties).values()))),
        "cut points": Measure(lambda built: len(list(nx.articulation_points(built.ties)))),
        "bridge ties": Measure(lambda built: len(list(nx.bridges(built.ties)))),
        "constraint": Measure(_constraint),
        "effective size": Measure(_effective_size),
        "betweenness between sides, exact": Measure(_betweenness),
        "disjoint paths": Measure(_disjoint_paths),
        "communities": Measure(_communities, "best of some runs"),
    },
    {"communities": "Louvain, ten runs: it has no Leiden of its own."},
)
