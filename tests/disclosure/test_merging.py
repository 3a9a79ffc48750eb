"""No row of a sensitive table tells the same thing of everybody in it (9.2.6 of the notes)."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.disclosure import UseLargerAreas, merge_telling_rows

TABLES = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from(["meals", "money", "respite"])),
    st.integers(0, 20),
    min_size=1,
)


def test_a_row_of_one_category_is_put_together_with_the_next_smallest() -> None:
    """All 9 of b get respite; c has 12 people, a 40 and d only 8."""
    merged = merge_telling_rows(
        {
            ("a", "meals"): 30,
            ("a", "respite"): 10,
            ("b", "meals"): 0,
            ("b", "respite"): 9,
            ("c", "meals"): 4,
            ("c", "respite"): 8,
            ("d", "meals"): 4,
            ("d", "respite"): 4,
        }
    )
    assert {merged.label(row) for row in merged.rows} == {"a", "2 areas together", "d"}
    assert merged.rows["b + c"] == ("b", "c")
    assert merged.counts["b + c", "respite"] == 17


def test_it_goes_on_until_no_row_tells() -> None:
    counts = {("a", "meals"): 9, ("b", "meals"): 10, ("c", "meals"): 11, ("c", "money"): 9}
    merged = merge_telling_rows(counts)
    assert [merged.label(row, "wards") for row in merged.rows] == ["3 wards together"]


def test_the_largest_row_is_put_together_with_the_one_before_it() -> None:
    counts = {("a", "meals"): 5, ("a", "money"): 5, ("b", "meals"): 4, ("b", "money"): 5}
    merged = merge_telling_rows({**counts, ("c", "meals"): 90})
    assert set(merged.rows) == {"a + c", "b"}


def test_a_row_that_is_hidden_whole_tells_nothing() -> None:
    counts = {("a", "meals"): 7, ("b", "meals"): 12, ("b", "money"): 8}
    assert dict(merge_telling_rows(counts).counts) == counts


def test_a_table_of_one_category_is_refused() -> None:
    with pytest.raises(UseLargerAreas, match="larger areas"):
        merge_telling_rows({("a", "meals"): 9, ("b", "meals"): 12, ("c", "meals"): 0})


@given(TABLES, st.randoms(use_true_random=False))
def test_nobody_is_lost_and_no_row_tells_in_whichever_order_rows_come(
    counts: dict[tuple[str, str], int], random: Random
) -> None:
    shuffled = dict(random.sample(list(counts.items()), len(counts)))
    try:
        merged = merge_telling_rows(counts)
    except UseLargerAreas:
        with pytest.raises(UseLargerAreas):
            merge_telling_rows(shuffled)
        return
    assert merge_telling_rows(shuffled) == merged
    people, in_column, largest = Counter[str](), Counter[str](), Counter[str]()
    for (row, column), count in merged.counts.items():
        people[row] += count
        in_column[column] += count
        largest[row] = max(largest[row], count)
    assert all(people[row] < 8 or largest[row] < people[row] for row in merged.rows)
    for column in in_column:
        assert in_column[column] == sum(n for (_, c), n in counts.items() if c == column)
    assert sorted(one for made_of in merged.rows.values() for one in made_of) == sorted(
        {row for row, _ in counts}
    )
