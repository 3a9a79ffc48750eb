"""Random networks of care for the tests of measures: every kind, type, state, sector and repeat."""

from __future__ import annotations

import random
from itertools import permutations
from typing import Any

import networkx
import numpy as np

from mapping.analysis.reading import SIDES, Reading
from mapping.network import (
    FREQUENCIES,
    KINDS,
    STATES,
    CareNetwork,
    ConnectionFacts,
    ElementFacts,
    is_supported,
    make_network,
    sector_of,
)

ACTIVE = ("generative", "engaged")
TIES = ("cares_for", "collaborates_with", "member_of")
TYPES = ("cares_for", "cares_for", "collaborates_with", "member_of", "related_to", "located_at")


def random_network(seed: int, most: int = 24) -> CareNetwork:
    """Return a network of up to `most` elements: dense or sparse, in parts, with repeats and loops.

    About one in eight has one side only, and one in ten no connection.
    """
    chance = random.Random(seed)
    n = chance.randint(0, most)
    kinds = chance.choice([KINDS, KINDS, ("person", "health_care_provider", "group", "team")])
    only = chance.choice([None] * 7 + ["informal"])
    elements = [_element(chance, f"e{place:03}", kinds, only) for place in range(n)]
    lines = chance.choice([0, *[n // 2, n, n, 2 * n, 4 * n] * 2]) if n else 0
    parts = chance.choice([1, 1, 2, 3])
    connections = []
    for number in range(lines):
        source = chance.randrange(n)
        target = chance.randrange(source % parts, n, parts) if source % parts < n else source
        connections.append(
            ConnectionFacts(
                id=f"c{number:04}",
                type=chance.choice(TYPES),
                from_=elements[source].id,
                to=elements[target].id,
                state=chance.choice([*STATES, "generative", "engaged", "generative"]),
                formality=chance.choice(["gifted", "paid", None]),
                frequency=chance.choice([*FREQUENCIES, None]),
            )
        )
    return make_network(elements, connections)


def _element(
    chance: random.Random, id_: str, kinds: tuple[str, ...], only: str | None
) -> ElementFacts:
    kind = chance.choice(kinds)
    roles = chance.choice([(), (), (), ("team_owner",), ("care_worker",)])
    own = only or chance.choice([None, None, "formal", "community", "informal"])
    sector, from_kind = sector_of(kind, own, roles)
    return ElementFacts(
        id=id_,
        kind=kind,
        name=f"Name of {id_}",
        sector=sector,
        sector_from_kind=from_kind,
        roles=roles,
        supported=is_supported(kind, roles),
    )


def tie_graph(network: CareNetwork, **options: Any) -> networkx.Graph:
    """Return T as a simple networkx graph, by its own way from the multigraph.

    Nodes have `side` (None, formal, informal) and `position`; edges `s`, contacts in thirteenths.
    """
    contacts = {"several_daily": 273, "daily": 91, "weekly": 13, "monthly": 3, None: 1}
    graph = networkx.Graph()
    reading = Reading(network, **options)
    for row, id_ in enumerate(network.ids):
        side = None if reading.side[row] < 0 else SIDES[reading.side[row]]
        graph.add_node(id_, side=side, position=int(reading.position[row]))
    for one, other, said in network.to_networkx().edges(data=True):
        if said["state"] in ACTIVE and said["type"] in TIES:
            before = graph.get_edge_data(one, other, {"s": 0})["s"]
            graph.add_edge(one, other, s=before + contacts.get(said["frequency"], 1))
    return graph


def flow_graph(network: CareNetwork) -> networkx.DiGraph:
    """Return D as a simple networkx graph."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(network.ids)
    for one, other, said in network.to_networkx().edges(data=True):
        if said["state"] in ACTIVE and said["type"] in TIES:
            graph.add_edge(one, other)
            if said["type"] != "cares_for":
                graph.add_edge(other, one)
    return graph


def carers(graph: networkx.Graph, side: str) -> set[str]:
    """Return the carers of one side."""
    return {node for node, of in graph.nodes(data="side") if of == side}


def ordered_pairs(nodes: list[str]) -> list[tuple[str, str]]:
    """Return every ordered pair of different nodes."""
    return list(permutations(nodes, 2))


def sides_of(network: CareNetwork) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return whether each element is a formal, and an informal, carer."""
    side = Reading(network).side
    return side == 0, side == 1
