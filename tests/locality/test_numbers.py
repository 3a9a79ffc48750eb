"""The numbers of areas: counts, rates with their interval, steps, ranks and sentences."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mapping.locality.classes import step_of, steps
from mapping.locality.findings import AreaNumbers, sentences
from mapping.locality.indicators import (
    Asset,
    Counts,
    count_assets,
    indicator,
    join,
    need_ranks,
    rate,
)


def test_an_asset_counts_once_in_all_and_once_in_each_of_its_care_types() -> None:
    assets = [
        Asset("hall", "place", None),
        Asset("club", "group", "community", frozenset({"meals", "social"})),
        Asset("cafe", "business", "community", frozenset({"meals"})),
    ]
    assert count_assets(assets) == Counts(
        all=3,
        by_kind={"business": 1, "group": 1, "place": 1},
        by_sector={"community": 2},
        by_care_type={"meals": 2, "social": 1},
    )


@pytest.mark.parametrize(
    ("number", "low", "high"),
    [(0, 0.0, 3.689), (1, 0.025, 5.572), (10, 4.795, 18.39)],
)
def test_a_rate_has_the_exact_interval_of_a_poisson_count(
    number: int, low: float, high: float
) -> None:
    """Limits of counts of 0, 1 and 10 as tables of the Poisson distribution print them."""
    found = rate(number, 1_000)
    assert found
    assert (found.per_1000, found.low, found.high) == pytest.approx((number, low, high), abs=2e-3)


@pytest.mark.parametrize("population", [0, None])
def test_where_nobody_lives_or_nobody_has_said_there_is_no_rate(population: int | None) -> None:
    assert rate(3, population) is None


@settings(deadline=None)
@given(
    st.lists(st.integers(0, 40).map(lambda n: n / 10), min_size=1, max_size=12), st.integers(1, 4)
)
def test_steps_are_the_best_way_to_cut_the_numbers(numbers: list[float], most: int) -> None:
    """Against every way to cut them, for numbers of which not over a fifth are 0."""
    distinct = sorted(set(numbers))
    assume(numbers.count(0.0) <= 0.2 * len(numbers) and len(distinct) >= most)
    found = steps(numbers, most)
    groups = [[n for n in numbers if one.low <= n <= one.high] for one in found]
    assert [len(group) for group in groups] == [one.areas for one in found]
    assert all(number in groups[step_of(number, found)] for number in numbers)

    def spread(some: list[list[float]]) -> float:
        means = [sum(group) / len(group) for group in some]
        return sum((n - mean) ** 2 for group, mean in zip(some, means, strict=True) for n in group)

    ways = itertools.combinations(range(1, len(distinct)), most - 1)
    best = min(
        spread(
            [
                [n for n in numbers if n in distinct[a:b]]
                for a, b in itertools.pairwise([0, *way, len(distinct)])
            ]
        )
        for way in ways
    )
    assert spread(groups) == pytest.approx(best, abs=1e-9)


def test_where_over_a_fifth_are_zero_zero_is_a_step_of_its_own() -> None:
    found = steps([0, 0, 0, 0.1, 5, 6, 7, 8, 9, 10])
    assert (found[0].low, found[0].high, found[0].areas) == (0, 0, 3)
    assert len(found) == 5


def test_fewer_numbers_than_steps_are_a_step_each() -> None:
    assert [(one.low, one.high) for one in steps([2, 1, 1])] == [(1, 1), (2, 2)]
    assert steps([]) == []


def test_need_goes_the_way_that_the_header_says() -> None:
    """A high score is much need; rank and decile 1 are the most deprived."""
    values = {"A": 10.0, "B": 30.0, "C": 30.0, "D": 1.0}
    score, rank = (indicator(f"deprivation_{word}", values) for word in ("score", "rank"))
    assert need_ranks(score, "ABCDE") == {"A": 3, "B": 1, "C": 1, "D": 4}
    assert need_ranks(rank, "ABCDE") == {"A": 2, "B": 3, "C": 3, "D": 1}
    assert indicator("car_count", values).higher_is_worse is None


def test_a_join_says_what_is_in_one_alone() -> None:
    joined = join(["A", "B", "X"], ["A", "B", "C"])
    assert (joined.joined, joined.only_in_table, joined.only_in_map) == (2, ("X",), ("C",))


def areas(*numbers: int) -> list[AreaNumbers]:
    return [AreaNumbers(f"Area {n}", one, float(one), n + 1) for n, one in enumerate(numbers)]


def test_the_finding_comes_first_and_names_few_areas() -> None:
    assert sentences(areas(0, 3, 1), "meals", 0) == [
        "Area 0 has no offer of meals.",
        "Area 0 is the area with the most need.",
        "Area 1 has the most offers of meals for its people: 3.0 per 1,000.",
    ]
    assert sentences(areas(0, 0, 0, 0, 2), None, 2)[0] == "4 of 5 areas have no place or group."
    assert sentences(areas(1, 2), None, 0)[0] == "Every area has a place or group."
    assert sentences(areas(0, 0), "meals", 0) == ["Nobody on this map offers meals."]
    assert sentences([], None, 0) == ["No areas are loaded yet."]
