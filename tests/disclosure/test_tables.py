"""Numbers that go out together give no small one away, as section 9.2 of the locality notes.

Worked numbers are those of the notes. `test_attacks.py` tries every table there could be.
"""

from __future__ import annotations

import numpy as np
import pytest

from mapping.disclosure import (
    Line,
    Mark,
    Number,
    Shown,
    protect,
    protect_nested,
    protect_numbers,
)
from mapping.disclosure.audit import Audit
from mapping.disclosure.tables import TOTAL
from tests.disclosure.trial_tables import exposed, random_table, table_of


def test_a_seven_among_twelves_cannot_be_worked_out() -> None:
    """Rounded alone, 10, 10, 10, *, 45 leaves only 43 - 36 = 7 for the star."""
    lines = [Line(4, (0, 1, 2, 3))]
    least, most = np.array([8.0, 8, 8, 1, 43]), np.array([12.0, 12, 12, 7, 47])
    assert Audit(lines, least, most).exposed([3], 5) == {3: 1}
    counts = table_of([[12, 12, 12, 7]])
    table = protect(counts)
    assert [str(table.cells["r000", f"c{c}"]) for c in range(4)] == ["*", "10", "10", "*"]
    assert not exposed(table, counts)


def test_a_two_beside_an_eighteen_cannot_be_worked_out() -> None:
    """Rounded alone, 20, * of 20 leaves 1 to 4."""
    least, most = np.array([18.0, 1, 18]), np.array([22.0, 7, 22])
    assert Audit([Line(2, (0, 1))], least, most).exposed([1], 5) == {1: 4}
    counts = table_of([[18, 2]])
    table = protect(counts)
    assert table.cells["r000", "c0"].hidden
    assert not exposed(table, counts)


def test_all_parts_of_a_small_sum_are_hidden_zeros_too() -> None:
    """Else 1, 2, 2, 1 of a hidden 6 are known to be at most 4."""
    counts = table_of([[1, 2, 3, 0], [20, 30, 40, 50], [25, 35, 45, 55]])
    table = protect(counts)
    assert {table.marks["r000", f"c{c}"] for c in range(4)} == {Mark.IN_A_SMALL_SUM}
    assert table.marks["r000", TOTAL] is Mark.SMALL


def test_a_row_of_nothing_is_shown_also_where_a_column_is_small() -> None:
    """Found by the random tables: its 0 follows from the row's 0, and nothing could hide it."""
    counts = table_of([[10, 3, 4], [0, 0, 0], [4, 6, 0]])
    table = protect(counts)
    assert table.cells["r001", "c2"] == Shown(0)
    assert table.cells["r002", "c2"].hidden
    assert not exposed(table, counts)


def test_what_makes_up_a_shown_none_is_shown_as_none() -> None:
    """In a small sum of areas (3 + 0), an area of nobody, by another table, with its own parts."""
    counts = [3, 0, 3, 0, 0, 0, 0]
    numbers = [Number((str(at),), count) for at, count in enumerate(counts)]
    lines = [Line(0, (1, 2)), Line(3, (1, 4)), Line(1, (5, 6))]
    shown_at = [at for at, mark in enumerate(protect_numbers(numbers, lines)) if mark is Mark.SHOWN]
    assert shown_at == [1, 3, 4, 5, 6]


def test_the_larger_areas_stay_as_they_are_beside_the_small_ones() -> None:
    """40 areas in 8, as the notes' trials: all twelve close, and a small sum hides its parts."""
    random = np.random.default_rng(6)
    for _ in range(12):
        counts = random_table(random, 40, 3)
        larger = {row: f"m{int(row[1:]) // 5}" for row, _ in counts}
        small, big = protect_nested(counts, larger)
        alone = protect(
            {
                (m, c): sum(v for (r, k), v in counts.items() if larger[r] == m and k == c)
                for m in set(larger.values())
                for c in ("c0", "c1", "c2")
            }
        )
        assert big.cells == alone.cells
        for area in set(larger.values()):
            for column in ("c0", "c1", "c2"):
                inside = {code: v for code, v in counts.items() if larger[code[0]] == area}
                if big.marks[area, column] is Mark.SMALL:
                    assert all(small.cells[code].hidden for code in inside if code[1] == column)


def test_where_sums_cross_whole_numbers_are_sought() -> None:
    """Three pairs of three numbers: halves would fit, and no whole numbers do."""
    lines = [Line(3, (0, 1)), Line(4, (1, 2)), Line(5, (0, 2))]
    least = np.array([0.0, 0, 0, 1, 1, 0])
    most = np.array([7.0, 7, 7, 1, 1, 2])
    assert Audit(lines, least, most).exposed([0], 5) == {0: 2}


def test_many_visits_by_few_people_are_hidden_with_what_gives_them_away() -> None:
    """Twenty visits by one neighbour beside thirty by thirty: * of 50 is 16 to 24, nine values."""
    numbers = [Number(("few",), 20, 1), Number(("many",), 30, 30), Number(("all",), 50, 31)]
    marks = protect_numbers(numbers, [Line(2, (0, 1))])
    assert marks == [Mark.SMALL, Mark.SHOWN, Mark.SHOWN]


def test_a_table_that_is_mostly_hidden_offers_larger_areas() -> None:
    assert protect(table_of([[2, 3, 40], [1, 4, 50]])).offer_larger_areas
    assert not protect(table_of([[20, 30, 40], [0, 40, 50]])).offer_larger_areas


def test_a_table_of_nothing_is_shown_as_it_is() -> None:
    assert protect(table_of([[0, 0], [0, 0]])).cells["r000", "c0"] == Shown(0)


def test_the_audit_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """The solver's banner would spoil what a command gives as JSON."""
    protect(table_of([[18, 2]]))
    assert capfd.readouterr() == ("", "")
