"""Sums, means, medians and quartiles of what people give or get, and indices over areas.

Worked numbers are those of section 9.3 of the locality notes.
"""

from __future__ import annotations

import pytest

from mapping.disclosure import (
    index_shown,
    mean_shown,
    median_shown,
    quartiles_shown,
    sum_may_be_shown,
)


def test_the_second_largest_cannot_guess_the_largest() -> None:
    """60, 20 and seven of 1: 7 >= 6; seven of 0.5: 3.5 < 6."""
    assert sum_may_be_shown([60, 20, *7 * [1]])
    assert not sum_may_be_shown([60, 20, *7 * [0.5]])
    assert not sum_may_be_shown([5] * 7)
    with pytest.raises(ValueError, match="amount"):
        sum_may_be_shown([float("nan")] * 9)


def test_a_mean_is_of_enough_people_and_has_two_figures() -> None:
    assert mean_shown([123.0] * 8) == 120.0
    assert mean_shown([123.0] * 7) is None


def test_a_median_is_of_enough_people_and_quartiles_of_four_times_as_many() -> None:
    assert median_shown([100] * 4 + [123] + [200] * 4) == 120
    assert median_shown([123] * 7) is None
    assert quartiles_shown([1234] * 32) == (1200, 1200, 1200)
    assert quartiles_shown([1234] * 31) is None


def test_an_index_is_of_enough_people_and_of_ten_areas_with_a_shown_number() -> None:
    assert index_shown(-0.3149, people=8, areas_shown=10) == -0.31
    assert index_shown(-0.3149, people=7, areas_shown=10) is None
    assert index_shown(-0.3149, people=8, areas_shown=9) is None
