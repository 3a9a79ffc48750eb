"""An attacker who tries every table that could be shown just so finds no small number.

The attacker of `attacker.py` shares nothing with the audit.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement, product
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.disclosure import (
    Line,
    Mark,
    Number,
    ProtectedTable,
    UseLargerAreas,
    protect,
    protect_nested,
    protect_numbers,
    shown,
)
from mapping.disclosure.counts import HIDDEN
from mapping.disclosure.tables import TOTAL
from tests.disclosure.attacker import Attacker
from tests.disclosure.trial_tables import SMALL, Counts, exposed, random_table, table_of

RULES = st.sampled_from([(8, 5), (5, 5), (10, 5), (3, 2), (4, 4)])
TABLES = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(
            st.one_of(st.integers(0, 12), st.integers(0, 60)), min_size=columns, max_size=columns
        ),
        min_size=1,
        max_size=5,
    )
)


def small_tables(rows: int, columns: int, most: int) -> Iterator[list[list[int]]]:
    """Every table, but not those that are another one with its rows exchanged."""
    every = list(product(range(most + 1), repeat=columns))
    return (list(map(list, one)) for one in combinations_with_replacement(every, rows))


def test_two_hundred_random_tables_leave_nothing_exposed() -> None:
    """The brute force on 3 x 3 tables agrees with the audit, which is new for each table."""
    random = np.random.default_rng(9)
    for nth in range(200):
        counts = random_table(random, 3, 3)
        table = protect(counts)
        assert not exposed(table, counts), (nth, counts)


@pytest.mark.parametrize(
    ("rows", "columns", "most", "threshold", "round_to"),
    [(2, 2, 5, 3, 2), (2, 2, 5, 4, 4), (1, 3, 10, 5, 3), (3, 2, 3, 3, 2)],
)
def test_all_small_tables_leave_nothing_exposed(
    rows: int, columns: int, most: int, threshold: int, round_to: int
) -> None:
    for table in small_tables(rows, columns, most):
        counts = table_of(table)
        shown = protect(counts, threshold=threshold, round_to=round_to)
        assert not exposed(shown, counts, threshold, round_to), counts


def test_small_areas_leave_nothing_exposed_beside_the_larger_ones_they_make_up() -> None:
    """Tables that are each safe exposed 11, 19 and 23 cells in the notes' trials."""
    random = np.random.default_rng(19)
    within = {"r000": "m0", "r001": "m0", "r002": "m1", "r003": "m1", "r004": "m1"}
    refused = 0
    for nth in range(60):
        counts = random_table(random, 5, 2)
        try:
            small, larger = protect_nested(counts, within)
        except UseLargerAreas:
            refused += 1
            continue
        assert not exposed(small, counts, larger=larger, within=within), (nth, counts)
    assert refused < 6


def test_all_small_nested_tables_leave_nothing_exposed() -> None:
    within = {"r000": "m0", "r001": "m0", "r002": "m1", "r003": "m1"}
    for one, other, third, fourth in product(range(6), repeat=4):
        if one <= other and third <= fourth and (one, other) <= (third, fourth):
            counts = table_of([[one], [other], [third], [fourth]])
            try:
                small, larger = protect_nested(counts, within, threshold=3, round_to=2)
            except UseLargerAreas:
                continue
            assert not exposed(small, counts, 3, 2, larger=larger, within=within), counts


def test_numbers_of_mentions_cannot_be_worked_out_either() -> None:
    """Few people may be behind a great number, and their number is no sum."""
    random = np.random.default_rng(3)
    columns = ["c0", "c1", "c2"]
    for nth in range(60):
        visits = random.poisson(random.gamma(0.3, 3, (3, 20))).clip(max=15)
        counts = [*visits.sum(axis=1).tolist(), int(visits.sum())]
        people = [*(visits > 0).sum(axis=1).tolist(), int(visits.any(axis=0).sum())]
        codes = [("r", column) for column in [*columns, TOTAL]]
        numbers = [Number(*each) for each in zip(codes, counts, people, strict=True)]
        marks = dict(zip(codes, protect_numbers(numbers, [Line(3, (0, 1, 2))]), strict=True))
        cells = {
            code: shown(one.count, one.behind) if marks[code] is Mark.SHOWN else HIDDEN
            for code, one in zip(codes, numbers, strict=True)
        }
        table = ProtectedTable(cells, marks, 0, 0)
        left = Attacker(table, 8, 5, of_mentions=True).values_left(["r"], columns, 5)
        found = [code for code in codes[:3] if marks[code] in SMALL and len(left[code]) < 5]
        assert not found, (nth, numbers)


def hidden(table: ProtectedTable) -> set[tuple[str, str]]:
    return {code for code, cell in table.cells.items() if cell.hidden}


@given(TABLES, RULES)
@settings(deadline=None)
def test_no_line_with_one_hidden_number_gives_it_away(
    rows: list[list[int]], rule: tuple[int, int]
) -> None:
    """As anybody would do by hand: from the total take what is shown of the rest."""
    threshold, round_to = rule
    table = protect(table_of(rows), threshold=threshold, round_to=round_to)
    lines = {row for row, _ in table.cells} | {column for _, column in table.cells}
    for line in lines - {TOTAL}:
        codes = [code for code in table.cells if line in code and TOTAL not in code]
        total = next((code for code in table.cells if line in code and TOTAL in code), None)
        unknown = [code for code in codes if table.cells[code].hidden]
        if total is None or table.cells[total].value is None or len(unknown) != 1:
            continue
        if table.marks[unknown[0]] not in SMALL:
            continue
        values = [table.cells[code].value or 0 for code in (total, *codes) if code not in unknown]
        most, *others = ([value - round_to / 2, value + round_to / 2] for value in values if value)
        widest = most[1] - sum(least for least, _ in others)
        narrowest = most[0] - sum(greatest for _, greatest in others)
        left = min(widest, threshold - 1) - max(narrowest, 1) + 1
        assert left >= min(round_to, threshold - 1) - 1, (line, rows)


@given(TABLES, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_rows_and_columns_does_not_matter(
    rows: list[list[int]], random: Random
) -> None:
    counts = list(table_of(rows).items())
    shuffled = random.sample(counts, len(counts))
    assert protect(dict(shuffled)).marks == protect(dict(counts)).marks
    within = {row: f"m{int(row[1:]) % 2}" for (row, _), _ in counts}
    assert nested_or_refused(dict(shuffled), within) == nested_or_refused(dict(counts), within)


def nested_or_refused(counts: Counts, within: dict[str, str]) -> object:
    try:
        return protect_nested(counts, within)
    except UseLargerAreas:
        return None


@given(TABLES, RULES)
@settings(deadline=None)
def test_what_is_shown_stays_as_it_is_when_it_is_rounded_again(
    rows: list[list[int]], rule: tuple[int, int]
) -> None:
    """And so is never small, and is as near to the truth as rounding says."""
    threshold, round_to = rule
    counts = table_of(rows)
    table = protect(counts, threshold=threshold, round_to=round_to)
    for code, cell in table.cells.items():
        if cell.value is not None:
            assert shown(cell.value, cell.value, threshold=threshold, round_to=round_to) == cell
            assert code not in counts or 2 * abs(cell.value - counts[code]) <= round_to


@given(TABLES)
@settings(deadline=None)
def test_a_higher_threshold_shows_no_number_that_a_lower_one_hides_as_small(
    rows: list[list[int]],
) -> None:
    counts = table_of(rows)
    low, high = protect(counts, threshold=5), protect(counts, threshold=10)
    assert {code for code, mark in low.marks.items() if mark in SMALL} <= hidden(high)
