"""Patterns of numbers on the map, set beside PySAL's libraries and what can be counted by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.stats
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from mapping.locality.choices import Choices
from mapping.locality.classes import steps, thirds, two_at_once
from mapping.locality.ground import Ground
from mapping.locality.indicators import smoothed
from mapping.locality.neighbours import neighbours
from mapping.locality.patterns import (
    dealings_for,
    fdr,
    local_patterns,
    moran,
    moran_of_rates,
)
from mapping.locality.reach import e2sfca
from mapping.locality.walking import StraightLines, assets_by_type
from tests.locality.ground import HACKNEY, needs_hackney

PERMUTATIONS = 2_999
Said = tuple[dict[str, Any], dict[str, Any]]


@pytest.fixture(scope="module")
def said(hackney: Ground, tmp_path_factory: pytest.TempPathFactory) -> Said:
    """What was asked of the libraries, of numbers that lie together and of counts, and answered."""
    random = np.random.default_rng(11)
    x, y = (hackney.home - hackney.home.mean(axis=0)).T / 1_000
    values = np.exp(0.4 * x - 0.3 * y + random.normal(0, 0.3, hackney.n))
    counts = random.poisson(hackney.population / 400 * random.gamma(2, 0.5, hackney.n))
    some = assets_by_type(hackney)["meals"]
    pairs = StraightLines(hackney).pairs(some, Choices().metres(30))
    asked = {
        "areas": str(HACKNEY / "lsoa21_E09000012.geojson"),
        "values": values.tolist(),
        "counts": counts.tolist(),
        "people": hackney.population.tolist(),
        "permutations": PERMUTATIONS,
        "p": [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216],
        "to_class": np.round(values, 1).tolist(),
        "assets": some.tolist(),
        "pairs": {
            "origin": pairs.area.tolist(),
            "dest": pairs.asset.tolist(),
            "cost": Choices().minutes(pairs.metres).tolist(),
        },
    }
    folder = tmp_path_factory.mktemp("oracle")
    (folder / "asked.json").write_text(json.dumps(asked))
    command = [sys.executable, "-m", "tests.locality.oracle", "asked.json", "answered.json"]
    command[3:] = [str(folder / name) for name in command[3:]]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[2], timeout=120)
    return asked, json.loads((folder / "answered.json").read_text())


def near(hackney: Ground) -> csr_array:
    return neighbours(hackney.areas.table.geometry.to_numpy(), hackney.home)


@needs_hackney
def test_neighbours_and_every_statistic_equal_pysals(hackney: Ground, said: Said) -> None:
    asked, theirs = said
    weights = near(hackney)
    rows, columns = weights.nonzero()
    assert list(zip(rows.tolist(), columns.tolist(), strict=True)) == [
        tuple(pair) for pair in theirs["neighbours"]
    ]
    assert weights.data == pytest.approx(theirs["weights"])
    assert len(rows) / 149 == pytest.approx(5.29, abs=0.005)

    values = np.array(asked["values"])
    counts, people = np.array(asked["counts"]), hackney.population
    whole = moran(values, weights, PERMUTATIONS)
    rates = moran_of_rates(counts, people, weights, PERMUTATIONS)
    assert whole
    assert rates
    for ours, name in ((whole, "moran"), (rates, "moran_rate")):
        index, expected, p = theirs[name]
        assert (ours.index, ours.expected) == pytest.approx((index, expected), rel=1e-12)
        assert ours.p == pytest.approx(p, abs=0.04), "two different dealings"
    assert smoothed(asked["counts"], asked["people"]) == pytest.approx(
        theirs["smoothed"], rel=1e-12
    )
    assert fdr(np.array(asked["p"])) == pytest.approx(theirs["fdr"])
    ours_reach = e2sfca(hackney, StraightLines(hackney), np.array(asked["assets"]), Choices())
    assert ours_reach == pytest.approx(theirs["e2sfca"], rel=1e-12)
    assert [one.high for one in steps(asked["to_class"])] == pytest.approx(theirs["breaks"])


@needs_hackney
def test_local_patterns_equal_esdas(hackney: Ground, said: Said) -> None:
    asked, theirs = said
    found = local_patterns(np.array(asked["values"]), near(hackney), PERMUTATIONS)
    assert found
    assert found.index == pytest.approx(theirs["local"], abs=1e-12)
    assert found.g_star == pytest.approx(theirs["g_star"], rel=1e-12)
    assert found.g_star_z == pytest.approx(theirs["g_star_z"], abs=1e-9)
    for ours, name in ((found.p, "local_p"), (found.g_star_p, "g_star_p")):
        assert np.abs(ours - np.array(theirs[name])).max() < 0.06
        assert np.abs(ours - np.array(theirs[name])).mean() < 0.01
    named = {1: "high among high", 2: "low among high", 3: "low among low", 4: "high among low"}
    passes = found.p <= fdr(found.p)
    assert 5 < passes.sum() < 149
    for word, passed, quadrant in zip(found.words, passes, theirs["quadrants"], strict=True):
        assert word == (named[quadrant] if passed else "no pattern found")


def line(n: int) -> csr_array:
    """Return n squares in a row as neighbours."""
    boxes = np.array([shapely.box(at, 0, at + 1, 1) for at in range(n)])
    return neighbours(boxes, np.array([[at + 0.5, 0.5] for at in range(n)]))


def test_an_area_that_touches_none_is_joined_both_ways_to_the_nearest() -> None:
    boxes = np.array([shapely.box(at, 0, at + 1, 1) for at in (0, 1, 9)])
    weights = neighbours(boxes, np.array([[0.5, 0.5], [1.5, 0.5], [9.5, 0.5]])).toarray()
    assert weights.tolist() == [[0, 1, 0], [0.5, 0, 0.5], [0, 1, 0]]


def test_morans_index_by_hand() -> None:
    """Ten squares in a row, five of 0 and five of 1: 18 of 20 ends of weight meet their like."""
    found = moran(np.repeat([0.0, 1.0], 5), line(10), 999)
    assert found
    assert found.index == pytest.approx(0.8), "8 ends of 1, 2 of nothing"
    assert found.expected == pytest.approx(-1 / 9)
    assert found.p < 0.02
    again = moran(np.repeat([0.0, 1.0], 5), line(10), 999)
    assert found == again, "the dealing begins with the same seed"


def test_few_areas_and_equal_numbers_say_nothing() -> None:
    assert moran(np.arange(9.0), line(9)) is None
    assert moran(np.ones(12), line(12)) is None
    assert local_patterns(np.arange(29.0), line(29)) is None
    assert local_patterns(np.ones(40), line(40)) is None
    assert moran_of_rates(np.zeros(12), np.ones(12), line(12)) is None


def test_nothing_among_nothing_is_no_pattern_where_nearly_all_have_nothing() -> None:
    """Counting equal outcomes on one side only would call every empty area among such rare."""
    values = np.zeros(60)
    values[[5, 30, 50]] = 1.0
    found = local_patterns(values, line(60), 999)
    assert found
    assert set(found.words) == {"no pattern found"}


def test_dealings_are_many_enough_for_one_area_to_pass() -> None:
    for n in (30, 149, 500, 2_000):
        assert 1 / (dealings_for(n, 999) + 1) <= 0.05 / n * (1 + 1e-12)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(-20, 20), min_size=10, max_size=16), st.integers(1, 9))
def test_morans_index_does_not_change_with_units(numbers: list[int], unit: int) -> None:
    values = np.array(numbers, dtype=float)
    one, other = (
        moran(values, line(len(values)), 99),
        moran(values * unit + 7, line(len(values)), 99),
    )
    assert (one is None) == (other is None)
    if one and other:
        assert one.index == pytest.approx(other.index)
        assert one.p == other.p


@given(st.lists(st.integers(0, 1_000).map(lambda n: n / 1_000), min_size=1, max_size=30))
def test_what_passes_the_false_discovery_rate_is_what_scipy_says(p: list[float]) -> None:
    adjusted = scipy.stats.false_discovery_control(p)
    clear = np.abs(adjusted - 0.05) > 1e-9
    passes = np.array(p) <= fdr(np.array(p)) + 1e-12
    assert (passes == (adjusted <= 0.05))[clear].all()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(50, 3_000)), min_size=1, max_size=15))
def test_smoothed_rates_lie_between_their_own_and_that_of_all(rows: list[tuple[int, int]]) -> None:
    counts, people = zip(*rows, strict=True)
    whole = sum(counts) / sum(people)
    for raw, found in zip((n / b for n, b in rows), smoothed(counts, people), strict=True):
        assert min(raw, whole) - 1e-12 <= found <= max(raw, whole) + 1e-12


def test_two_at_once_needs_both_numbers() -> None:
    assert thirds([3, 1, 2, None]) == [2, 0, 1, None]
    assert thirds([None]) == [None]
    assert two_at_once([1, 2, 3, None], [30, 20, 10, 5]) == [(0, 2), (1, 1), (2, 0), None]
    assert two_at_once([1, 1, 1], [1, 1, 1]) == [(0, 0)] * 3
