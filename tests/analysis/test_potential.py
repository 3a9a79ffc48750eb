"""Potential connections: against trying every choice, with the value from the definition."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.analysis import Options, report
from mapping.analysis.potential import potential, sentences
from mapping.analysis.small import small_network
from mapping.network import ConnectionFacts
from tests.analysis.drawn import THIRTEENTHS, TIE_TYPES, Drawn, connections, drawn, element

CAPS = {"formal": 2, "informal": 2, "care_type": 2, "bridge": 1}
Cell = tuple[str, str, str]


def cells(drawing: Drawn, chosen: tuple[ConnectionFacts, ...]) -> dict[Cell, set[str]]:
    """Return who counts in each cell if some potential connections were active too."""
    found: dict[Cell, set[str]] = defaultdict(set)
    sides = {side: drawing.side(side) for side in ("formal", "informal")}
    for one in (*drawing.active, *chosen):
        for side, carers in sides.items():
            if one.type == "cares_for" and one.to in drawing.supported and one.from_ in carers:
                found[one.to, side, ""].add(one.from_)
        if one.type == "cares_for" and one.to in drawing.supported:
            for type_ in one.care_types:
                found[one.to, "care_type", type_].add(one.from_)
        if one.type in TIE_TYPES:
            for a, b in ((one.from_, one.to), (one.to, one.from_)):
                if (a in sides["formal"]) & (b in sides["informal"]) or (
                    (a in sides["informal"]) & (b in sides["formal"])
                ):
                    found[a, "bridge", ""].add(b)
    return found


def value(drawing: Drawn, chosen: tuple[ConnectionFacts, ...] = ()) -> int:
    return sum(min(len(who), CAPS[cell[1]]) for cell, who in cells(drawing, chosen).items())


def candidates(drawing: Drawn) -> list[ConnectionFacts]:
    return [c for c in drawing.usable if c.state == "potential" and c.type in TIE_TYPES]


@st.composite
def hopeful(draw: st.DrawFn) -> Drawn:
    """Return a network in which many connections are potential."""
    some = draw(drawn(8, 10))
    more = draw(connections([one.id for one in some.elements], 9))
    might = tuple(one._replace(id=f"p{one.id}", state="potential") for one in more)
    return Drawn(some.elements, (*some.connections, *might))


@given(hopeful())
def test_each_choice_is_the_best_that_is_left(drawing: Drawn) -> None:
    """Expected: the value with each candidate added, one after the other, from the definition."""
    left = candidates(drawing)
    chosen: tuple[ConnectionFacts, ...] = ()
    found = potential(drawing.network)
    assert found["value_before"] == value(drawing)
    assert found["candidates"] == len(left)
    for one in found["suggestions"]:
        now = value(drawing, chosen)
        best = min(
            (now - value(drawing, (*chosen, c)), -THIRTEENTHS[c.frequency], c.id) for c in left
        )
        assert (one["connection"], one["gain"]) == (best[2], -best[0])
        before = cells(drawing, chosen)
        pick = next(c for c in left if c.id == one["connection"])
        left.remove(pick)
        chosen = (*chosen, pick)
        after = cells(drawing, chosen)
        fills = [
            (*cell, len(who))
            for cell, who in after.items()
            if min(len(who), CAPS[cell[1]]) > min(len(before[cell]), CAPS[cell[1]])
        ]
        assert one["fills"] == sorted(fills)
    assert found["value_after"] == value(drawing, chosen)
    stopped = len(found["suggestions"]) == 10
    assert stopped or all(value(drawing, (*chosen, c)) == value(drawing, chosen) for c in left)


@given(hopeful(), st.integers(1, 3))
def test_the_choice_is_nearly_as_good_as_the_best_one(drawing: Drawn, most: int) -> None:
    """Expected: at least 1 - 1/e of the gain of the best of all sets of as many."""
    found = potential(drawing.network, most=most)
    sets = itertools.combinations(candidates(drawing), most)
    best = max((value(drawing, chosen) for chosen in sets), default=None)
    if best is None:
        best = value(drawing, tuple(candidates(drawing)))
    gain = found["value_after"] - found["value_before"]
    assert gain >= (1 - 1 / math.e) * (best - found["value_before"]) - 1e-9


@given(hopeful(), st.integers(0, 99))
def test_other_ids_change_no_value_before(drawing: Drawn, seed: int) -> None:
    other, _ = drawing.relabelled(seed)
    one, two = potential(drawing.network), potential(other.network)
    assert one["value_before"] == two["value_before"]
    assert one["candidates"] == two["candidates"]


def might(*lines: tuple[str, str, str]) -> Drawn:
    """Return Ada, who is supported, a GP and two friends, with these potential connections."""
    people = (
        element("ada", "person", None, "team_owner"),
        element("gp", "health_care_provider"),
        element("ben"),
        element("cy"),
    )
    return Drawn(
        people,
        tuple(
            ConnectionFacts(str(row), type_, from_, to, "potential", ("meals",), "gifted", "weekly")
            if type_ == "cares_for"
            else ConnectionFacts(str(row), type_, from_, to, "potential")
            for row, (type_, from_, to) in enumerate(lines)
        ),
    )


def test_suggestions_say_what_they_fill() -> None:
    drawing = might(
        ("cares_for", "gp", "ada"), ("cares_for", "ben", "ada"), ("collaborates_with", "ben", "gp")
    )
    assert sentences(potential(drawing.network), str.title) == [
        "3 connections are drawn as possible; 3 of them would fill gaps that we count.",
        "Gp caring for Ada would be a first giver of meals and a first formal giver for Ada.",
        "Ben caring for Ada would be a second giver of meals and a first informal giver for Ada.",
        "Ben working with Gp would be a first link to the other side for Ben and Gp.",
        "Somebody drew them as possible. Whether they come about is for the people in them.",
    ]


def test_a_second_way_to_the_same_person_adds_nothing() -> None:
    drawing = might(("cares_for", "ben", "ada"), ("cares_for", "ben", "ada"))
    assert [one["connection"] for one in potential(drawing.network)["suggestions"]] == ["0"]


def test_weights_caps_and_number_may_be_chosen() -> None:
    drawing = might(("cares_for", "ben", "ada"), ("collaborates_with", "cy", "gp"))
    network = drawing.network
    first = potential(network, weights=(1, 1, 5), most=1)["suggestions"]
    assert [(one["connection"], one["gain"]) for one in first] == [("1", 10)]
    assert potential(network, caps=(0, 0, 1))["value_after"] == 2
    assert potential(network, weights=(0.5, 0, 0))["value_after"] == 0.5


def test_where_nothing_is_potential_or_all_is_counted_already_that_is_told() -> None:
    network = small_network("ben>ada")
    assert report(network, "potential")["sentences"][0].startswith(
        "No connection is drawn as possible"
    )
    drawing = might(("cares_for", "ben", "ada"))
    counted = potential(drawing.network, Options(states=["generative", "potential"]))
    assert counted["suggestions"] == []
    assert potential(small_network(""))["value_after"] == 0


@pytest.mark.parametrize("members", [0, 1])
def test_a_link_that_fills_no_gap_is_not_suggested(members: int) -> None:
    drawing = might(*[("member_of", "ben", "cy")] * (1 + members))
    said = report(drawing.network, "potential")["sentences"]
    assert said[1] == "None of them would fill a gap that we count."
