"""How sure: figures after dropping connections, against looking at what is left of a drawing."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.analysis import forgotten, report
from mapping.analysis.forgotten import Left, draws, facts, look_at
from mapping.analysis.mixing import mixing
from mapping.analysis.reading import Reading
from mapping.analysis.resilience import resilience
from mapping.analysis.small import small_network
from mapping.analysis.uncertainty import sentences, uncertainty
from mapping.analysis.wealth import wealth
from mapping.network import FORMALITIES, FREQUENCIES, NONE, TYPES, ConnectionFacts
from tests.analysis.drawn import KINDS, TIE_TYPES, Drawn, drawn, element
from tests.analysis.test_resilience import gini

ACTORS = set(KINDS) - {"team", "circle", "place", "spaceship"}


def by_definition(drawing: Drawn, people: set[str]) -> dict[str, float | None]:
    """Return the figures of a drawing, with sets and loops; who is supported is given."""
    formal, informal = drawing.side("formal"), drawing.side("informal")
    ties = [tie for tie in drawing.ties if tie <= formal | informal]
    across = sum(bool(tie & formal) and bool(tie & informal) for tie in ties)
    actors = [e.id for e in drawing.elements if e.kind in ACTORS]
    gives = {c.from_ for c in drawing.active if (c.type, c.formality) == ("cares_for", "gifted")}
    loads = Counter[str]()
    for (giver, _), contacts in drawing.care.items():
        loads[giver] += contacts
    both = [p for p in people if drawing.givers(p) & formal and drawing.givers(p) & informal]
    returned = [ends for ends in drawing.care if ends[::-1] in drawing.care]
    return {
        "ei_index": (2 * across - len(ties)) / len(ties) if ties else None,
        "load_gini": gini([float(n) for n in loads.values()]) if loads else None,
        "offering_gifted_share": len(gives & set(actors)) / len(actors) if actors else None,
        "reciprocity": len(returned) / len(drawing.care) if drawing.care else None,
        "with_both_share": len(both) / len(people) if people else None,
    }


def _said(one: ConnectionFacts) -> tuple[object, ...]:
    """Return what connections are put in order by: their ends, then what is said of them."""
    frequency = FREQUENCIES.index(one.frequency) if one.frequency else NONE
    formality = FORMALITIES.index(one.formality) if one.formality else NONE
    return one.from_, one.to, TYPES.index(one.type), frequency, formality


def dropped_from(drawing: Drawn, some: list[int]) -> Drawn:
    """Return the drawing without some of the connections that may be dropped, in their order."""
    joins = [c for c in drawing.active if c.type in TIE_TYPES]
    care = [c for c in joins if c.type == "cares_for"]
    order = sorted((c for c in joins if c not in care), key=_said) + sorted(care, key=_said)
    gone = {order[at].id for at in some}
    return replace(drawing, connections=tuple(c for c in drawing.connections if c.id not in gone))


@given(drawn(), st.data())
def test_what_is_left_is_what_is_drawn_without_those_dropped(
    drawing: Drawn, data: st.DataObject
) -> None:
    """Expected: the figures of a drawing in which they are not, from the definitions."""
    reading = Reading(drawing.network)
    known = facts(reading)
    people, actors = int(reading.supported_people.sum()), int(reading.actors.sum())
    whole = Left.of(known, reading.network.n, people)
    assert look_at(whole, people, actors) == _near(by_definition(drawing, drawing.supported))
    some = sorted(data.draw(st.sets(st.integers(0, known.k - 1)))) if known.k else []
    left = whole.copied()
    left.drop(known, np.array(some, dtype=np.int32))
    rest = dropped_from(drawing, some)
    assert look_at(left, people, actors) == _near(by_definition(rest, drawing.supported))
    left.reset(whole)
    for field in fields(Left):
        assert (getattr(left, field.name) == getattr(whole, field.name)).all()


def _near(figures: dict[str, float | None]) -> Any:
    return {name: pytest.approx(value) for name, value in figures.items()}


@given(drawn())
def test_the_figures_of_now_are_those_of_the_other_reports(drawing: Drawn) -> None:
    network = drawing.network
    reading = Reading(network)
    people, actors = int(reading.supported_people.sum()), int(reading.actors.sum())
    now = look_at(Left.of(facts(reading), reading.network.n, people), people, actors)
    assert now["ei_index"] == mixing(network)["ei_index"]
    assert now["load_gini"] == resilience(network)["load_gini"]
    assert now["reciprocity"] == resilience(network)["reciprocity"]
    assert now["offering_gifted_share"] == wealth(network)["offering_gifted_share"]


def ring(size: int) -> Any:
    names = [f"p{number:04}" for number in range(size)]
    ties = " ".join(f"{names[at]}>{names[at - 1]}" for at in range(size))
    return small_network(ties, formal=" ".join(names[::3]), supported=" ".join(names[::7]))


@pytest.mark.parametrize("block", [16, 32_768])
def test_every_connection_is_as_likely_to_be_dropped(
    monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    """100 connections, 10 dropped, 2,000 times: 200 each, with a deviation of 13.4."""
    monkeypatch.setattr(forgotten, "BLOCK", block)
    reading = Reading(ring(100))
    known = facts(reading)
    whole = Left.of(known, 100, int(reading.supported_people.sum()))
    seen = draws(known, whole, 10, 2_000, 3, lambda left: left.load == 0)
    assert {int(gone.sum()) for gone in seen} == {10}
    times = np.sum(seen, axis=0)
    assert np.abs(times - 200).max() < 5 * 13.4
    assert times.std() == pytest.approx(13.4, rel=0.3)


def test_draws_are_the_same_for_the_same_seed_only() -> None:
    network = ring(60)
    one, again, other = (uncertainty(network, seed=seed) for seed in (4, 4, 5))
    assert one == again
    assert one["top_givers"] != other["top_givers"]


def test_compiled_it_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    network = ring(60)
    plain = uncertainty(network)
    for kernel in (forgotten._pick, forgotten._drop):
        monkeypatch.setattr(kernel, "small", -1)
    assert uncertainty(network) == plain


def test_a_figure_that_no_draw_can_say_is_null_and_counted() -> None:
    """With one connection and it dropped, no share of care ties can be said."""
    found = uncertainty(small_network("ben>ada"))
    nothing = {"low": None, "median": None, "high": None, "undefined": 200}
    assert (found["dropped"], found["drop10"]["reciprocity"]) == (1, nothing)
    assert found["drop10"]["offering_gifted_share"]["high"] == 0


def test_who_gives_most_is_listed_with_how_often_they_stay() -> None:
    """Six give to two each; of those that are equal the first five by id are listed."""
    ties = " ".join(f"g{at}>p{at} g{at}>q{at}" for at in range(5))
    found = uncertainty(small_network(f"{ties} z>p0 z>q0"))
    assert [one["element"] for one in found["top_givers"]] == [f"g{at}" for at in range(5)]
    assert all(0.5 < one["stayed"] <= 1 for one in found["top_givers"])
    assert any(one["stayed"] < 1 for one in found["top_givers"])


def test_workers_whom_nobody_has_marked_are_tried_as_formal() -> None:
    """Bea is paid for care, and linked with Cy: counted as formal, that link crosses."""
    people = (element("ada", "person", None, "team_owner"), element("bea"), element("cy"))
    line = ConnectionFacts("1", "cares_for", "bea", "ada", "generative", (), "paid", "daily")
    lines = (line, line._replace(id="2", from_="cy", formality="gifted"))
    tie = ConnectionFacts("3", "collaborates_with", "bea", "cy", "generative")
    found = uncertainty(Drawn(people, (*lines, tie)).network)
    assert (found["now"]["ei_index"], found["now"]["with_both_share"]) == (-1, 0)
    assert found["if_paid_givers_formal"] == {"ei_index": 1, "with_both_share": 1}
    assert (found["doubtful"], found["sectors_matter"]) == (1, True)
    assert sentences(found, str)[-1] == (
        "1 person gives paid care unmarked: counted as formal, the figure on links across is 1.00."
        " Ask for their sectors."
    )


def test_small_networks_are_told_in_counts_and_empty_ones_plainly() -> None:
    found = report(small_network("gp>ada ben>ada", formal="gp", supported="ada"), "uncertainty")
    assert (found["counts_not_shares"], found["too_few_for_z"]) == (True, True)
    assert (
        "Of 1 supported person, 0 would have care from both sides; as drawn, 1."
        in (found["sentences"][1])
    )
    assert report(small_network(""), "uncertainty")["sentences"][0].startswith("No connection is")
