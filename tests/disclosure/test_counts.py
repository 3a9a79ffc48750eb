"""Small numbers of people are hidden and the rest rounded, as section 9.1 of the locality notes.

Expected values are the worked numbers of those notes, or follow from their words.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.disclosure import Shown, share, shown

counts = st.integers(0, 500)
people = st.integers(0, 500)
thresholds = st.sampled_from([5, 8, 10])


@pytest.mark.parametrize(
    ("count", "as_shown"),
    [(0, 0), (1, None), (7, None), (8, 10), (12, 10), (13, 15), (18, 20), (43, 45), (120, 120)],
)
def test_numbers_of_people_are_hidden_when_small_and_else_to_the_nearest_five(
    count: int, as_shown: int | None
) -> None:
    """The notes' 12, 12, 12, 7, total 43 is shown 10, 10, 10, *, 45; and 18, 2, 20."""
    assert shown(count, count).value == as_shown


def test_halves_are_rounded_up_from_the_true_value() -> None:
    assert [shown(n, n, round_to=10).value for n in (14, 15, 24, 25)] == [10, 20, 20, 30]


def test_twenty_visits_by_one_neighbour_is_one_person() -> None:
    assert shown(20, 1).hidden
    assert shown(20, 7).hidden
    assert shown(20, 8) == Shown(20)


def test_what_nobody_is_behind_is_exact() -> None:
    """Counts of bodies are not controlled."""
    assert shown(3, None) == Shown(3)


def test_a_file_has_a_star_where_a_number_is_hidden() -> None:
    assert [str(shown(n, n)) for n in (0, 3, 12)] == ["0", "*", "10"]


def test_shares_are_made_of_shown_numbers_and_only_of_fifty_or_more() -> None:
    """13 of 27 is 48 % and would be shown as 15 of 25, 60 %: so it is hidden."""
    assert share(shown(13, 13), shown(27, 27)).hidden
    assert share(shown(3, 3), shown(100, 100)).hidden
    assert share(shown(13, 13), shown(49, 49)) == Shown(30)  # 15 of 50
    assert share(shown(0, 0), shown(48, 48)) == Shown(0)


def test_a_population_is_public_and_stays_exact_in_a_rate() -> None:
    assert share(shown(13, 13), Shown(1_630), per=1_000) == Shown(9)  # 15 of 1,630


@pytest.mark.parametrize(("whole", "points"), [(25, 16), (50, 8), (100, 4), (200, 2)])
def test_shares_mislead_by_at_most_so_many_points(whole: int, points: int) -> None:
    """Which is why they are of fifty or more: every number that is shown as these is tried."""
    worst = max(
        abs(100 * part / of - 100 * shown_part / whole)
        for of in range(whole - 2, whole + 3)
        for part in range(of + 1)
        if (shown_part := shown(part, part).value) is not None and shown_part <= whole
    )
    assert round(worst) == points


def test_a_share_of_true_numbers_would_give_them_away() -> None:
    """7.7 % of what is shown as 15 is 1 of 13 and nothing else."""
    fits = [
        (part, of)
        for of in range(13, 18)
        for part in range(of + 1)
        if round(100 * part / of, 1) == 7.7
    ]
    assert fits == [(1, 13)]


@pytest.mark.parametrize("wrong", [{"threshold": 8, "round_to": 20}, {"round_to": 0}])
def test_a_rounding_that_shows_a_number_below_the_threshold_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match="rounding"):
        shown(9, 9, **wrong)


@given(counts, people, thresholds, thresholds)
def test_a_higher_threshold_shows_no_number_that_a_lower_one_hides(
    count: int, behind: int, one: int, other: int
) -> None:
    low, high = sorted((one, other))
    if shown(count, behind, threshold=low).hidden:
        assert shown(count, behind, threshold=high).hidden


@given(counts, people, thresholds)
def test_no_shown_number_of_people_is_small_or_exact(
    count: int, behind: int, threshold: int
) -> None:
    value = shown(count, behind, threshold=threshold).value
    assert value is None or value == 0 or (value >= threshold and value % 5 == 0)
    assert value is None or abs(value - count) <= 2


@given(counts, people, thresholds)
def test_a_number_is_hidden_exactly_when_somebody_but_too_few_are_behind_it(
    count: int, behind: int, threshold: int
) -> None:
    too_few = count > 0 and min(count, behind) < threshold
    assert shown(count, behind, threshold=threshold).hidden == too_few
