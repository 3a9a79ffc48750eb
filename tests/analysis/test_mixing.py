"""Mixing: against networkx, and against every shuffle of the sides on small networks."""

from __future__ import annotations

import itertools
import json
import math
import statistics

import networkx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mapping.analysis import Options, report
from mapping.analysis.mixing import mixing
from mapping.analysis.reading import Reading
from mapping.analysis.small import small_network
from mapping.network import CareNetwork

NAMES = "abcdefg"


@st.composite
def small_networks(draw: st.DrawFn) -> CareNetwork:
    """Return up to seven persons with any ties and any sectors, some supported, some alone."""
    names = NAMES[: draw(st.integers(0, len(NAMES)))]
    pairs = [f"{one}>{other}" for one, other in itertools.permutations(names, 2)]
    ties = draw(st.lists(st.sampled_from(pairs), max_size=12)) if pairs else []
    kinds = [draw(st.sampled_from(["formal", "community", "informal"])) for _ in names]
    return small_network(
        " ".join(ties),
        formal=" ".join(n for n, k in zip(names, kinds, strict=True) if k == "formal"),
        community=" ".join(n for n, k in zip(names, kinds, strict=True) if k == "community"),
        supported=" ".join(n for n in names if draw(st.integers(0, 5)) == 0),
        alone=" ".join(names),
    )


def carer_graph(network: CareNetwork) -> networkx.Graph:
    """Return the carer ties as a simple networkx graph, by its own way from the directed one."""
    graph = networkx.Graph(network.to_networkx())
    reading = Reading(network)
    for row, id_ in enumerate(network.ids):
        if reading.side[row] < 0:
            graph.remove_node(id_)
        else:
            graph.nodes[id_]["side"] = int(reading.side[row])
            graph.nodes[id_]["sector"] = int(network.sector[row])
    return graph


def crossing_index(graph: networkx.Graph, sides: dict[str, int]) -> float:
    ties = list(graph.edges)
    across = sum(sides[one] != sides[other] for one, other in ties)
    return (2 * across - len(ties)) / len(ties)


@given(small_networks())
@example(small_network("a>b c>d", formal="a c"))
@example(small_network("a>b", formal="a"))
def test_what_chance_would_give_is_the_mean_of_all_shuffles(network: CareNetwork) -> None:
    """Expected: every way to give the sides to the carers, one after the other."""
    found, graph = mixing(network), carer_graph(network)
    if not graph.size():
        assert (found["ei_index"], found["ei_expected"], found["ei_sd"]) == (None, None, None)
        return
    sides = dict(graph.nodes(data="side"))
    formal = [carer for carer, side in sides.items() if side == 0]
    every = [
        crossing_index(graph, {carer: int(carer not in chosen) for carer in sides})
        for chosen in itertools.combinations(sides, len(formal))
    ]
    assert found["ei_index"] == pytest.approx(crossing_index(graph, sides))
    assert found["ei_expected"] == pytest.approx(statistics.fmean(every))
    assert found["ei_sd"] == pytest.approx(statistics.pstdev(every), abs=1e-9)
    assert found["ei_z"] is None  # fewer than ten carers


@given(small_networks())
def test_assortativity_is_that_of_networkx(network: CareNetwork) -> None:
    """Expected: networkx's attribute assortativity; NaN or a division by 0 there is null here."""
    found, graph = mixing(network), carer_graph(network)
    for field, attribute in (("assortativity_sides", "side"), ("assortativity_sectors", "sector")):
        groups = {graph.nodes[end][attribute] for tie in graph.edges for end in tie}
        ours = found[field]  # type: ignore[literal-required]
        if len(groups) < 2:
            assert ours is None
        else:
            oracle = networkx.attribute_assortativity_coefficient(graph, attribute)
            assert ours == pytest.approx(oracle)


@given(small_networks())
def test_the_sides_and_the_elements_add_up_to_the_whole(network: CareNetwork) -> None:
    found = mixing(network)
    assert found["carer_ties"] == found["cross_side_ties"] + sum(found["within_side_ties"].values())
    assert sum(found["sides"].values()) == len(found["ei_by_element"])
    care_ties = sum(sum(row.values()) for row in found["matrix"].values())
    assert care_ties == len(Reading(network).care_ties[0])


@given(
    small_networks(),
    st.sampled_from(["informal", "formal", "apart"]),
    st.sampled_from(["between", "own"]),
)
def test_every_report_of_any_network_is_json_without_nan(
    network: CareNetwork, community: str, supported: str
) -> None:
    options = Options(community=community, supported=supported)  # type: ignore[arg-type]
    json.dumps(report(network, "all", options), allow_nan=False)


def test_five_formal_carers_among_a_hundred_cross_seldom_by_chance_alone() -> None:
    """Expected: -0.81, from the definitions' warning on sizes (2 * 2 * 5 * 95 / (100 * 99) - 1)."""
    names = [f"p{number:02}" for number in range(100)]
    ties = " ".join(f"{one}>{other}" for one, other in itertools.pairwise(names))
    found = mixing(small_network(ties, formal=" ".join(names[:5])))
    assert found["ei_expected"] == pytest.approx(-0.808, abs=0.001)
    assert found["ei_z"] is not None
    assert not math.isnan(found["ei_z"])


def test_with_one_side_only_nothing_is_said_of_chance() -> None:
    found = mixing(small_network("a>b b>c"))
    assert (found["ei_index"], found["ei_expected"], found["ei_sd"]) == (-1, -1, 0)
    assert found["ei_z"] is found["yule_q"] is found["assortativity_sides"] is None
    assert found["coleman"] == {"formal": None, "informal": None}


def test_a_supported_person_is_between_the_sides_unless_asked_otherwise() -> None:
    network = small_network("gp>ada ben>ada", formal="gp", supported="ada")
    assert mixing(network)["carer_ties"] == 0
    assert mixing(network, Options(supported="own"))["cross_side_ties"] == 1


def test_community_is_on_the_side_that_the_caller_says() -> None:
    network = small_network("gp>hub ben>hub", formal="gp", community="hub")
    crossing = {
        side: mixing(network, Options(community=side))["cross_side_ties"]
        for side in ("informal", "formal", "apart")
    }
    assert crossing == {"informal": 1, "formal": 1, "apart": 0}
    assert mixing(network, Options(community="apart"))["sides"] == {"formal": 1, "informal": 1}
