"""The report on bridging: what it counts, what must not change it, and what it says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.pilot import make
from mapping.analysis import USUAL, Options, bridging_words, report
from mapping.analysis.adjacency import adjacency
from mapping.analysis.bridging import Bridging, bridging, participation
from mapping.analysis.kernels import Kernel
from mapping.analysis.mixing import mixing
from mapping.analysis.reading import Reading
from mapping.analysis.small import small_network
from mapping.interchange.network_tables import from_tables
from mapping.network import SECTORS, CareNetwork, ConnectionFacts, ElementFacts, make_network
from tests.analysis.networks import ACTIVE, TIES, random_network, tie_graph

PILOT = Path(make.__file__).parent
SEEDS = range(60)
ANY = st.integers(0, 10_000)


def said_of(network: CareNetwork, options: Options = USUAL) -> list[str]:
    found: list[str] = report(network, "bridging", options)["sentences"]
    return found


@pytest.mark.parametrize("seed", range(50))
def test_both_kinds_of_care_and_crossing_ties_are_as_counted_one_by_one(seed: int) -> None:
    network = random_network(seed)
    graph, found = tie_graph(network), bridging(network)
    side = dict(graph.nodes(data="side"))
    lines = [line for line in network.to_networkx().edges(data=True) if line[2]["state"] in ACTIVE]
    cares = [line for line in lines if line[2]["type"] == "cares_for"]
    people = Reading(network).ids(Reading(network).supported_people)
    by_side = {
        one: {
            of: len({giver for giver, to, _ in cares if to == one and side[giver] == of})
            for of in ("formal", "informal")
        }
        for one in people
    }
    assert found["givers_by_side"] == by_side
    assert found["supported"] == len(people)
    assert found["with_both"] == sum(all(of.values()) for of in by_side.values())
    assert found["with_neither"] == sum(not any(of.values()) for of in by_side.values())
    paid_and_gifted = {
        one: {said["formality"] for _, to, said in cares if to == one} - {None} for one in people
    }
    of_formality = found["both_by_formality"]
    assert of_formality["with_both"] == sum(len(of) == 2 for of in paid_and_gifted.values())
    assert of_formality["paid_only"] == sum(of == {"paid"} for of in paid_and_gifted.values())
    crossing = {"formal", "informal"}
    ties = [line for line in lines if line[2]["type"] in TIES]
    assert found["cross_side_connections"] == sum(
        {side[one], side[other]} == crossing for one, other, _ in ties
    )
    assert found["cross_side_ties"] == sum({side[a], side[b]} == crossing for a, b in graph.edges)
    assert found["cross_side_ties"] == mixing(network)["cross_side_ties"]


@pytest.mark.parametrize("seed", range(50))
def test_participation_is_one_less_the_squared_shares_of_each_sector(seed: int) -> None:
    network = random_network(seed)
    graph = tie_graph(network)
    found = participation(adjacency(Reading(network)), Reading(network).position)
    for row, id_ in enumerate(network.ids):
        of = [graph.nodes[one]["position"] for one in graph[id_]]
        of = [position for position in of if position != 4]
        shares = [of.count(position) / len(of) for position in set(of)]
        expected = 1 - sum(share**2 for share in shares) if of else float("nan")
        assert found[row] == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("seed", range(12))
def test_it_is_the_same_as_it_stands_and_compiled(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On networks of up to 150 elements; each measure also against others, in its own tests."""
    network = random_network(seed, most=150)
    found = []
    for run in (Kernel.compiled, lambda kernel: kernel.plain):
        monkeypatch.setattr(Kernel, "__call__", lambda self, *args, run=run: run(self)(*args))
        found.append(bridging(network))
    assert found[0] == found[1]


@settings(deadline=None, max_examples=40)
@given(ANY, st.randoms(use_true_random=False))
def test_other_ids_in_another_order_change_nothing_but_the_ids(seed: int, chance: Any) -> None:
    network = random_network(seed, most=12)
    others = [f"x{place:03}" for place in range(network.n)]
    chance.shuffle(others)
    renamed = dict(zip(network.ids, others, strict=True))
    elements, connections = facts(network)
    moved = make_network(
        [one._replace(id=renamed[one.id]) for one in elements],
        [one._replace(from_=renamed[one.from_], to=renamed[one.to]) for one in connections],
    )
    before, after = figures(bridging(network)), figures(bridging(moved))
    assert after == pytest.approx(
        {(field, renamed.get(id_, id_), name): of for (field, id_, name), of in before.items()}
    )


@settings(deadline=None, max_examples=40)
@given(ANY)
def test_one_more_who_is_tied_to_nobody_changes_only_what_counts_carers(seed: int) -> None:
    network = random_network(seed, most=12)
    elements, connections = facts(network)
    alone = ElementFacts(
        id="zz", kind="group", name="zz", sector="community", sector_from_kind=True
    )
    before, after = bridging(network), bridging(make_network([*elements, alone], connections))
    for field in ("constraint", "effective_size", "participation", "core", "givers_by_side"):
        left = {id_: of for id_, of in after[field].items() if id_ != "zz"}
        assert left == before[field]
    if before["carers"]["informal"]:
        assert after["disjoint_paths"] == before["disjoint_paths"]
        assert after["go_between_paths"] == before["go_between_paths"]
        assert after["cut_elements"] == before["cut_elements"]
    assert after["constraint"]["zz"] is None


@settings(deadline=None, max_examples=40)
@given(ANY, ANY)
def test_two_networks_side_by_side_have_the_paths_and_losses_of_each(one: int, other: int) -> None:
    parts = [random_network(seed, most=10) for seed in (one, other)]
    both: tuple[list[ElementFacts], list[ConnectionFacts]] = ([], [])
    for prefix, network in zip("ab", parts, strict=True):
        elements, connections = facts(network)
        both[0].extend(it._replace(id=prefix + it.id) for it in elements)
        both[1].extend(
            it._replace(from_=prefix + it.from_, to=prefix + it.to) for it in connections
        )
    found, alone = bridging(make_network(*both)), [bridging(network) for network in parts]
    for field in ("disjoint_paths", "go_between_paths", "cross_side_ties"):
        assert found[field] == sum(each[field] for each in alone)
    assert dict(found["cut_elements"]) == {
        prefix + id_: strands
        for prefix, each in zip("ab", alone, strict=True)
        for id_, strands in each["cut_elements"].items()
    }


@settings(deadline=None, max_examples=40)
@given(ANY)
def test_one_more_tie_takes_no_path_away_and_lowers_no_core(seed: int) -> None:
    network = random_network(seed, most=12)
    elements, connections = facts(network)
    if network.n < 2:
        return
    more = ConnectionFacts(
        id="more",
        type="collaborates_with",
        from_=elements[0].id,
        to=elements[-1].id,
        state="generative",
    )
    before, after = bridging(network), bridging(make_network(elements, [*connections, more]))
    for field in ("disjoint_paths", "go_between_paths", "cross_side_ties"):
        assert after[field] >= before[field]
    assert all(after["core"][id_] >= core for id_, core in before["core"].items())


def test_options_say_who_is_on_which_side() -> None:
    network = small_network("gp>ada hub>ada ben>hub", formal="gp", community="hub", supported="ada")
    assert bridging(network)["betweenness"]["ada"] == 1
    assert bridging(network, Options(community="formal"))["cross_side_ties"] == 1
    apart = bridging(network, Options(community="apart"))
    assert (apart["carers"], apart["go_between_paths"]) == ({"formal": 1, "informal": 1}, 1)
    assert apart["betweenness"]["hub"] == 1
    own = bridging(network, Options(supported="own"))
    assert own["cross_side_ties"] == 1
    assert bridging(network, Options(without=["ada"]))["reachable_pairs_share"] == 0
    ways = bridging(network, Options(directed=True))
    assert (ways["reachable_pairs_share"], ways["mean_distance"]) == (0, None)
    two = bridging(network, Options(two_steps=True))["constraint"]
    assert two["gp"] == pytest.approx(1 + 0.5**2)


def test_it_is_shown_without_the_convening_partner_too() -> None:
    network = from_tables(PILOT / "elements.csv", PILOT / "connections.csv")
    found = bridging(network)
    without = found["without_convening_partner"]
    assert without is not None
    assert without["without"] == ["clapton-convening-partner"]
    expected = bridging(network, Options(without=without["without"]))
    for field in ("disjoint_paths", "reachable_pairs_share", "bridges", "with_both"):
        assert without[field] == expected[field]
    assert bridging(small_network("a>b"))["without_convening_partner"] is None


@pytest.mark.parametrize(
    ("network", "words"),
    [
        (small_network(""), "Nobody is drawn here yet."),
        (small_network("", alone="ada"), "There is no formal carer here"),
        (small_network("a>b b>c"), "There is no formal carer here"),
        (small_network("a>b", formal="a b"), "There is no informal carer here"),
        (small_network("", alone="a b", formal="a"), "no way leads from one side to the other"),
    ],
)
def test_with_one_side_or_none_it_says_so_and_gives_null(network: CareNetwork, words: str) -> None:
    found = report(network, "bridging")
    assert words in " ".join(found["sentences"])
    text = json.dumps(found, allow_nan=False)
    assert "null" in text
    assert set(found["betweenness"].values()) <= {None, 0}


def test_if_all_is_potential_nothing_joins_unless_it_is_asked_what_if() -> None:
    elements = [_person("a"), _person("b", sector="formal")]
    line = ConnectionFacts(id="1", type="cares_for", from_="a", to="b", state="potential")
    network = make_network(elements, [line])
    assert bridging(network)["reachable_pairs_share"] == 0
    what_if = Options(states=("generative", "engaged", "potential"))
    assert bridging(network, what_if)["cross_side_ties"] == 1


def test_a_share_of_people_is_said_from_five_on_and_only_a_count_below() -> None:
    for number, words in ((4, "4 have both"), (5, "5 (100.0%) have both")):
        people = [f"p{place}" for place in range(number)]
        ties = " ".join(f"gp>{one} z>{one}" for one in people)
        network = small_network(ties, formal="gp", supported=" ".join(people))
        assert f"Of {number} supported people, {words} formal" in said_of(network)[0]


def test_the_worked_example_is_read_out_with_names() -> None:
    folder = Path(__file__).parent / "worked_example"
    said = said_of(from_tables(folder / "elements.csv", folder / "connections.csv"))
    assert said == [
        "Of 1 supported person, 1 has both formal and informal care; 0 only formal, 0 only"
        " informal, 0 neither.",
        "0 links join a formal and an informal carer directly; 100.0% of formal and informal carers"
        " can reach each other, in 2.8 steps on average, and it would take only one leaving to part"
        " the two sides altogether.",
        "Ada and Home care carry most of the bridging: 100.0% and 50.0% of the shortest ways"
        " between formal and informal carers lead through each of them.",
        "Without Ada, 5 carers would have no way to the other side; without Home care, 4 carers"
        " would have no way to the other side and 1 person would lose the only giver on a side.",
        "These figures are exact for what is drawn; a link that nobody drew can change who matters"
        " most.",
    ]


def test_a_rank_is_given_only_where_intervals_do_not_overlap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mapping.analysis.betweenness.MOST_STEPS", 1)
    names = [f"i{number:02}" for number in range(30)]
    ties = [f"{name}>hub" for name in names] + ["hub>mid", "mid>gp", "gp>near"]
    found = bridging(small_network(" ".join(ties), formal="gp", supported="hub mid"))
    assert found["betweenness_method"] == "sampled"
    first, second = found["bridges"][:2]
    assert {first["element"], second["element"]} == {"hub", "mid"}
    assert first["rank"] is second["rank"] is None
    assert "drawn at random" in bridging_words.sentences(found, str)[-1]
    interval = found["betweenness_interval"]
    assert interval is not None
    share = found["betweenness"]["hub"]
    assert share is not None
    assert interval["hub"]["low"] < share <= interval["hub"]["high"]


def test_equal_exact_shares_have_one_rank() -> None:
    found = bridging(small_network("gp>a gp>b a>i b>i", formal="gp", supported="a b"))
    assert [(one["element"], one["rank"]) for one in found["bridges"]] == [("a", 1), ("b", 1)]


def test_above_a_size_zeros_and_nulls_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    network = random_network(3)
    whole = bridging(network)
    monkeypatch.setattr("mapping.analysis.by_element.LISTED", 0)
    found = bridging(network)
    for field in ("betweenness", "constraint", "core", "cut_elements"):
        kept = {id_: of for id_, of in whole[field].items() if of}
        assert found[field] == kept


@pytest.mark.slow
def test_a_hub_and_isolates_by_the_ten_thousand_take_no_more_than_they_must() -> None:
    """A hub with 30,000 contacts, and as many who have none: each field, and bounded in time."""
    n = 30_000
    people = [_person(f"p{number:06}") for number in range(2 * n)]
    hub = _person("hub", sector="formal")
    lines = [
        ConnectionFacts(
            id=str(number), type="cares_for", from_="hub", to=one.id, state="generative"
        )
        for number, one in enumerate(people[:n])
    ]
    found = bridging(make_network([hub, *people], lines))
    assert found["cut_elements"] == {"hub": n}
    assert (found["disjoint_paths"], found["cut_pairs"], found["modularity"]) == (1, None, 0)
    assert found["constraint"]["hub"] == pytest.approx(1 / n)


def figures(found: Bridging) -> dict[tuple[str, str, str], Any]:
    """Return every figure by field, id and name, but for those that go by the order of ids."""
    by_order = ("communities", "modularity", "sector_nmi", "bridges", "cut_pairs")
    said: dict[tuple[str, str, str], Any] = {}
    for field, value in found.items():
        if field in by_order or isinstance(value, list):
            continue
        if not isinstance(value, Mapping):
            said[field, "", ""] = value
        elif field not in ("both_by_formality", "without_convening_partner"):
            for id_, figure in value.items():
                each = figure if isinstance(figure, Mapping) else {"": figure}
                said |= {(field, id_, name): of for name, of in each.items()}
    return said


def facts(network: CareNetwork) -> tuple[list[ElementFacts], list[ConnectionFacts]]:
    """Return what a network was made of."""
    graph = network.to_networkx()
    elements = [
        ElementFacts(
            id=id_,
            kind=said["kind"],
            name=said["name"],
            sector=said.get("sector", _sector(network, id_)),
            sector_from_kind="sector" not in said,
            roles=said["roles"],
            supported=bool(network.supported[network.ids.index(id_)]),
        )
        for id_, said in graph.nodes(data=True)
    ]
    connections = [
        ConnectionFacts(id=key, from_=one, to=other, **said)
        for one, other, key, said in graph.edges(keys=True, data=True)
    ]
    return elements, connections


def _sector(network: CareNetwork, id_: str) -> str:
    return str(SECTORS[network.sector[network.ids.index(id_)]])


def _person(id_: str, sector: str = "informal") -> ElementFacts:
    return ElementFacts(id=id_, kind="person", name=id_, sector=sector, sector_from_kind=False)
