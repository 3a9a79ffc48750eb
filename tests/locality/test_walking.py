"""How far it is on foot, what is within reach, and who has less: set beside brute force."""

from __future__ import annotations

from typing import Any

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.locality import need
from mapping.locality.choices import Choices
from mapping.locality.ground import Ground
from mapping.locality.indicators import indicator
from mapping.locality.reach import e2sfca, weights
from mapping.locality.walking import (
    BAND,
    StraightLines,
    assets_by_type,
    near_the_edge,
    nearest_by_type,
)
from mapping.refusals import NotWellFormed
from tests.locality.ground import HACKNEY, needs_hackney

USUAL = Choices()


def by_hand(ground: Ground) -> tuple[Any, dict[str, Any], Any]:
    """Return minutes from every area to every asset, by geopandas alone, and who offers what."""
    file = geopandas.read_file(HACKNEY / "lsoa21_E09000012.geojson").to_crs(27700)
    homes = file.representative_point()
    ids = ground.network.ids.tolist()
    points = geopandas.GeoSeries(
        [shapely.Point(ground.spots[id_].point) for id_ in ids], crs=4326
    ).to_crs(27700)
    near = points.dwithin(file.union_all(), BAND).to_numpy()
    metres = np.array([homes.distance(point).to_numpy() for point in points]).T
    offers = {
        type_: np.array([type_ in ground.spots[id_].offers for id_ in ids]) & near
        for type_ in ("advocacy", "errands", "meals", "respite", "social")
    }
    return metres, offers, np.array(ids)


@needs_hackney
def test_the_nearest_of_each_type_and_how_many_within_a_walk_equal_brute_force(
    hackney: Ground,
) -> None:
    metres, offers, ids = by_hand(hackney)
    found = nearest_by_type(hackney, StraightLines(hackney), USUAL)
    assert list(found) == list(offers)
    for type_, there in offers.items():
        some = metres[:, there]
        assert found[type_].metres == pytest.approx(some.min(axis=1), abs=0.005)
        named = [hackney.assets[at] for at in found[type_].asset]
        assert named == ids[there][some.argmin(axis=1)].tolist()
        assert found[type_].within.tolist() == (some * 1.3 / 80 <= 15).sum(axis=1).tolist()


@needs_hackney
def test_what_is_within_reach_of_each_head_equals_the_formula_and_nothing_is_lost(
    hackney: Ground,
) -> None:
    """Luo and Qi's two steps with every pair; and the people together have all that is reached."""
    metres, offers, _ = by_hand(hackney)
    minutes, people = metres * 1.3 / 80, hackney.population
    weight = np.where(minutes <= 10, 1, np.where(minutes <= 20, 0.68, 0.22)) * (minutes <= 30)
    for type_, some in assets_by_type(hackney).items():
        each = weight[:, offers[type_]]
        asked = people @ each
        reached = asked > 0
        expected = each[:, reached] @ (1 / asked[reached])
        found = e2sfca(hackney, StraightLines(hackney), some, USUAL)
        assert found is not None
        assert found == pytest.approx(expected, rel=1e-12)
        assert people @ found == pytest.approx(reached.sum(), rel=1e-12)


def test_a_time_on_a_limit_belongs_to_the_nearer_zone_and_gaussian_falls_to_nothing() -> None:
    at = np.array([0.0, 10.0, 10.001, 20.0, 20.001, 30.0, 30.001])
    assert weights(at, USUAL).tolist() == [1, 1, 0.68, 0.68, 0.22, 0.22, 0]
    falling = weights(at, Choices(decay="gaussian"))
    assert (falling[0], falling[-1]) == (1, 0)
    assert falling[-2] == pytest.approx(0, abs=1e-15)
    assert (np.diff(falling[:-1]) < 0).all()
    assert falling[3] == pytest.approx(0.4935, abs=1e-4), (
        "by hand: (e^(-2/9) - e^-0.5)/(1 - e^-0.5)"
    )


@needs_hackney
def test_most_areas_may_have_more_beyond_the_edge(hackney: Ground) -> None:
    """125 of 149 within a walk of 15 minutes, all within 30: counted by another program."""
    assert int(near_the_edge(hackney, 15, USUAL).sum()) == 125
    assert int(near_the_edge(hackney, 30, USUAL).sum()) == 149


@needs_hackney
def test_gaps_are_far_and_in_need_and_stand_in_order_of_people_and_minutes(
    hackney: Ground,
) -> None:
    metres, offers, _ = by_hand(hackney)
    score = np.random.default_rng(3).gamma(4, 8, hackney.n)
    some = {type_: metres[:, there].min(axis=1) for type_, there in offers.items()}
    found = need.gaps(hackney, some, score, USUAL)
    assert found["respite"], "three assets leave gaps"
    for type_, nearest in some.items():
        over = nearest * 1.3 / 80 - 15
        wanted = [n for n in range(149) if over[n] > 0 and score[n] > np.median(score)]
        wanted.sort(key=lambda n: -hackney.population[n] * over[n])
        assert found[type_] == [hackney.areas.codes[n] for n in wanted]
    assert need.far_areas(hackney, some, USUAL)["respite"][0] in hackney.areas.codes
    slow = need.far_areas(hackney, some, Choices(walk_speed=48))
    assert len(slow["respite"]) > len(need.far_areas(hackney, some, USUAL)["respite"])


def test_the_worked_example_of_the_concentration_index() -> None:
    ones, ranked = np.ones(4), np.arange(4.0)
    rising = np.array([1.0, 2, 3, 4])
    assert need.concentration_index(rising, ones, ranked) == pytest.approx(0.25)
    assert need.concentration_index(rising[::-1], ones, ranked) == pytest.approx(-0.25)
    assert need.gini(rising, ones) == pytest.approx(0.25)
    assert need.concentration_index(np.zeros(4), ones, ranked) is None


shares = st.lists(
    st.tuples(st.integers(0, 50), st.integers(1, 30), st.integers(0, 6)), min_size=2, max_size=12
)


@settings(deadline=None, max_examples=60)
@given(shares)
def test_equity_is_that_of_every_person_counted_one_by_one(
    rows: list[tuple[int, int, int]],
) -> None:
    """An area of 7 people is 7 people with its share and rank; turned round, C turns its sign."""
    health, people, rank = (np.array(some, dtype=float) for some in zip(*rows, strict=True))
    found = need.concentration_index(health, people, rank)
    turned = need.concentration_index(health, people, -rank)
    if found is None or turned is None:
        assert not health.any()
        return
    each = np.repeat(np.arange(len(rows)), people.astype(int))
    h, by = health[each], rank[each]
    ranks = np.array([(np.sum(by < one) + np.sum(by == one) / 2) / len(by) for one in by])
    assert found == pytest.approx(2 / h.mean() * np.mean((h - h.mean()) * (ranks - 0.5)), abs=1e-9)
    assert turned == pytest.approx(-found, abs=1e-9)
    spread = np.abs(h[:, None] - h[None, :]).mean() / (2 * h.mean())
    assert need.gini(health, people) == pytest.approx(spread, abs=1e-9)


def test_need_is_the_column_that_is_named_or_says_so() -> None:
    values = {"A": 1.0, "B": 2.0}
    columns = [
        indicator(name, values) for name in ("car_count", "imd_rank", "imd_score", "health_need")
    ]
    assert need.chosen_need(columns, None) is columns[2]
    assert need.chosen_need(columns, "CAR_COUNT") is columns[0]
    assert need.chosen_need(columns[:1], None) is None
    assert need.need_of(columns[1], ["A", "B", "C"]).tolist()[:2] == [-1, -2], "rank 1 is the worst"
    with pytest.raises(NotWellFormed, match="no such column"):
        need.chosen_need(columns, "cars")
    assert need.chosen_need([], None) is None
