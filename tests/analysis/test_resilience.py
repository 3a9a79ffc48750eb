"""Resilience: against taking each element out and looking again, and against networkx."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from typing import Any

import networkx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.analysis import Options, departures, report
from mapping.analysis.leaving import leaving
from mapping.analysis.load import load_gini
from mapping.analysis.resilience import resilience, sentences
from mapping.analysis.small import small_network
from mapping.network import CareNetwork, ConnectionFacts
from tests.analysis.drawn import THIRTEENTHS, Drawn, drawn, element, what_is_lost


@given(drawn())
def test_every_departure_is_what_is_not_there_without_it(drawing: Drawn) -> None:
    """Expected: paths and givers with and without it, one element after the other."""
    found = resilience(drawing.network)
    fails = []
    for id_ in drawing.ids:
        lost: dict[str, Any] = {**found["departures"][id_]}
        for field, value in what_is_lost(drawing, frozenset({id_})).items():
            assert lost[field] == (value if isinstance(value, list) else pytest.approx(value))
        fails += [id_] * any(lost[f"loses_{what}"] for what in ("all_care", "formal", "informal"))
    assert found["single_points_of_failure"] == fails
    assert set(found["gravest_departures"]) <= set(fails)
    assert found["departures_not_listed"] == 0


@given(drawn())
def test_a_departure_is_the_same_asked_for_alone(drawing: Drawn) -> None:
    every = resilience(drawing.network)["departures"]
    for id_ in drawing.ids:
        alone: dict[str, Any] = {**leaving(drawing.network, [id_])}
        for field, value in every[id_].items():
            assert alone[field] == (value if isinstance(value, list) else pytest.approx(value))


@given(drawn())
def test_a_bad_case_is_found_step_by_step(drawing: Drawn) -> None:
    """Expected: every giver tried at every step, from the definition."""
    gone: list[str] = []
    expected = []
    while len(gone) < 5:
        people = drawing.supported - set(gone)
        givers = {g for g, p in drawing.care if p in people} - set(gone)
        tried = []
        for giver in givers:
            leave = {*gone, giver}
            stay = [p for p in drawing.supported - leave if drawing.givers(p)]
            without = sum(drawing.givers(p) <= leave for p in stay)
            lost = sum(n for (g, p), n in drawing.care.items() if g in leave and p in stay)
            tried.append((-without, -lost, giver))
        if not tried:
            break
        without, lost, giver = min(tried)
        gone.append(giver)
        expected.append((giver, -without, -lost / 13))
    found = resilience(drawing.network)["combined_departures"]
    assert [(s["element"], s["people_without_care"], s["contacts_lost"]) for s in found] == expected
    assert [step["step"] for step in found] == list(range(1, len(found) + 1))


def gini(values: list[float]) -> float:
    """Return the Gini index by its definition: every ordered pair."""
    pairs = itertools.product(values, values)
    return sum(abs(a - b) for a, b in pairs) / (2 * len(values) ** 2 * float(np.mean(values)))


@given(drawn())
def test_loads_and_shares_are_as_defined(drawing: Drawn) -> None:
    found = resilience(drawing.network)
    given_, received = Counter[str](), Counter[str]()
    for (giver, receiver), contacts in drawing.care.items():
        given_[giver] += contacts
        received[receiver] += contacts
    loads = [float(n) for n in given_.values()]
    assert found["load_gini"] == (pytest.approx(gini(loads)) if loads else None)
    assert found["givers"] == len(loads)
    for id_ in drawing.ids:
        gives, gets = given_[id_], received[id_]
        assert found["given"][id_] == pytest.approx(gives / 13)
        assert found["received"][id_] == pytest.approx(gets / 13)
        balance = (gives - gets) / (gives + gets) if gives + gets else None
        assert found["balance"][id_] == pytest.approx(balance)
    people = {p: [n for (_, to), n in drawing.care.items() if to == p] for p in drawing.supported}
    shares = {p: [n / sum(some) for n in some] for p, some in people.items() if some}
    assert found["max_share"] == pytest.approx({p: max(some) for p, some in shares.items()})
    effective = {p: 1 / sum(share**2 for share in some) for p, some in shares.items()}
    assert found["effective_givers"] == pytest.approx(effective)
    assert found["people_with_one_giver"] == sum(len(some) == 1 for some in people.values())
    assert found["supported_who_give"] == len(drawing.supported & given_.keys())


@given(drawn())
def test_reciprocity_is_that_of_networkx(drawing: Drawn) -> None:
    """Expected: networkx's overall reciprocity; its correction and weights from the definitions."""
    found = resilience(drawing.network)
    care = drawing.care
    if not care:
        assert found["reciprocity"] is found["reciprocity_weighted"] is None
        return
    share = networkx.overall_reciprocity(networkx.DiGraph(list(care)))
    assert found["reciprocity"] == pytest.approx(share)
    n = len(drawing.ids)
    chance = len(care) / (n * (n - 1))
    corrected = (share - chance) / (1 - chance) if chance < 1 else None
    assert found["reciprocity_corrected"] == pytest.approx(corrected)
    both = sum(min(amount, care.get((b, a), 0)) for (a, b), amount in care.items())
    assert found["reciprocity_weighted"] == pytest.approx(both / sum(care.values()))


@given(drawn())
def test_every_type_of_care_of_every_person_is_counted_by_giver(drawing: Drawn) -> None:
    cells: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one in drawing.active:
        if one.type == "cares_for" and one.to in drawing.supported:
            for type_ in one.care_types:
                cells[one.to][type_].add(one.from_)
    expected = {p: {t: len(givers) for t, givers in some.items()} for p, some in cells.items()}
    found = resilience(drawing.network)
    assert found["care_type_givers"] == expected
    numbers = [number for some in expected.values() for number in some.values()]
    assert found["single_giver_types"] == numbers.count(1)
    share = numbers.count(1) / len(numbers) if numbers else None
    assert found["single_giver_share"] == share


@given(drawn(), st.integers(0, 99))
def test_other_ids_change_nothing_but_the_ids(drawing: Drawn, seed: int) -> None:
    """Of equal departures the smallest id goes first, so only the sizes of a bad case are alike."""
    other, to = drawing.relabelled(seed)
    one, two = resilience(drawing.network), resilience(other.network)
    for field in ("load_gini", "reciprocity", "reciprocity_weighted", "single_giver_share"):
        assert one[field] == two[field]
    for id_, lost in one["departures"].items():
        moved = two["departures"][to[id_]]
        assert sorted(to[p] for p in lost["cut_off"]) == moved["cut_off"]
        assert {to[p]: n for p, n in lost["pick_up"].items()} == pytest.approx(moved["pick_up"])
        assert lost["stranded"] == moved["stranded"]


@given(drawn())
def test_somebody_more_who_knows_nobody_changes_no_departure(drawing: Drawn) -> None:
    one, two = (resilience(d.network) for d in (drawing, drawing.with_isolate()))
    assert one["departures"] == {id_: two["departures"][id_] for id_ in drawing.ids}
    assert one["load_gini"] == two["load_gini"]
    assert one["combined_departures"] == two["combined_departures"]


@given(st.lists(st.integers(1, 500), min_size=1, max_size=30), st.integers(1, 9))
def test_the_load_is_as_uneven_whatever_it_is_measured_in(loads: list[int], times: int) -> None:
    one, other = load_gini(np.array(loads)), load_gini(np.array(loads) * times)
    assert one == pytest.approx(other)
    assert one is not None
    assert -1e-12 <= one <= 1 - 1 / len(loads) + 1e-12


def hub(size: int) -> CareNetwork:
    """Return a body that alone cares for many, and a circle that many care for."""
    people = [f"p{number:04}" for number in range(size)]
    lines = [*((("hub", p), "weekly") for p in people), *(((p, "round"), "daily") for p in people)]
    return Drawn(
        (element("hub", "organisation"), element("round", "circle"), *map(_supported, people)),
        tuple(
            ConnectionFacts(str(row), "cares_for", *ends, "generative", (), "gifted", often)
            for row, (ends, often) in enumerate(lines)
        ),
    ).network


def _supported(id_: str) -> Any:
    return element(id_, "person", None, "supported_person")


def test_the_lists_of_a_hub_are_cut_and_its_counts_are_whole() -> None:
    """1,500 lose all care if the hub goes; what the round gets from so many is not shared out."""
    found = resilience(hub(1_500))
    gone = found["departures"]["hub"]
    assert len(gone["loses_all_care"]) == departures.LISTED_EACH
    assert found["departures_people"]["hub"]["loses_all_care"] == 1_500
    assert gone["uncovered_contacts"] == 1_500
    assert found["widely_shared"] == ["round"]
    assert found["departures"]["p0000"]["pick_up"] == {}
    assert found["departures"]["p0000"]["contacts_lost"] == 7


def test_of_very_many_departures_the_gravest_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chain of supported people who hang one on the other, so that each parts all behind it."""
    monkeypatch.setattr(departures, "LISTED_IN_ALL", 2_000)
    names = ["gp", *(f"p{number:03}" for number in range(200))]
    chain = " ".join(f"{one}>{other}" for one, other in itertools.pairwise(names))
    found = resilience(small_network(chain, formal="gp", supported=" ".join(names[1:])))
    listed = list(found["departures"])
    assert 0 < len(listed) < 201
    assert found["departures_not_listed"] == 201 - len(listed)
    assert len(found["departures_people"]) == 200  # all but the last in the chain
    left_out = set(names) - set(listed)
    parts = {
        id_: people["cut_off_from_formal"] for id_, people in found["departures_people"].items()
    }
    assert min(parts[id_] for id_ in listed if id_ != "gp") > max(
        parts.get(id_, 0) for id_ in left_out
    )


def test_the_worked_example_is_told_in_words() -> None:
    network = small_network("gp>ada ben>ada:meals ben>dee:meals", formal="gp", supported="ada dee")
    assert sentences(resilience(network), str.title) == [
        "Of 2 supported people, 1 relies on one giver alone, and 0 give care as well.",
        "2 people and bodies are each the only one who gives somebody supported any care, or care"
        " from one side.",
        "If Ben stopped, Dee would be left without any care; Ada would be left without informal"
        " care. To make up for it the others would need to give more: Gp 1 contact a week.",
        "A bad case that we found, perhaps not the worst: without Ben and Gp, 2 of 2 supported"
        " people would have no care.",
        "Among the 2 who give care the load is uneven by 0.17 (0: all alike; 0.50: nearly all on"
        " one); 100.0% of the kinds of care that people get have one giver only.",
    ]


@pytest.mark.parametrize(
    ("network", "told"),
    [
        (small_network(""), "No care that flows now is drawn here"),
        (small_network("", alone="ada", supported="ada"), "No care that flows now is drawn here"),
        (small_network("ada>hub", community="hub", supported="ada"), "Of 1 supported person, 0"),
    ],
)
def test_a_network_with_little_in_it_is_told_plainly(network: CareNetwork, told: str) -> None:
    found = report(network, "resilience")
    assert found["sentences"][0].startswith(told)
    assert 2 <= len(found["sentences"]) <= 5


def test_a_what_if_may_take_somebody_away_or_bring_care_to_life() -> None:
    network = small_network("gp>ada ben>ada", formal="gp", supported="ada")
    found = resilience(network, Options(without=["gp"]))
    assert found["single_points_of_failure"] == ["ben"]
    assert found["departures"]["ben"]["loses_all_care"] == ["ada"]


def test_contacts_of_a_week_are_as_the_definitions_say() -> None:
    """A year's contacts over 52 weeks; what nobody says counts least."""
    assert {word: n / 13 for word, n in THIRTEENTHS.items() if word} == pytest.approx(
        {"several_daily": 21, "daily": 7, "weekly": 1, "monthly": 12 / 52, "occasional": 4 / 52}
    )
