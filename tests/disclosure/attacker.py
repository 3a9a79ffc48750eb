"""A reader with patience: tries every table and keeps those that would be shown just so.

It shares nothing with the audit: it rounds and hides by its own words and never solves anything.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from mapping.disclosure import Mark
from mapping.disclosure.tables import TOTAL, ProtectedTable

MOST_BESIDE = 60
"""As far as what is hidden beside a small number is tried."""


def values_left(
    table: ProtectedTable, rows: list[str], columns: list[str], *, threshold: int, round_to: int
) -> dict[tuple[str, str], set[int]]:
    """Return for each inner number every value that it has in some table that fits."""
    fits = [_rows_that_fit(table, row, columns, threshold, round_to) for row in rows]
    found: dict[tuple[str, str], set[int]] = {}
    for nth, row in enumerate(rows):
        others = np.zeros((1, len(columns)), int)
        for other in (one for at, one in enumerate(fits) if at != nth):
            others = np.unique((others[:, None] + other[None]).reshape(-1, len(columns)), axis=0)
        for own in fits[nth]:
            sums = others + own
            good = _fits(table, (TOTAL, TOTAL), sums.sum(axis=1), threshold, round_to)
            for at, column in enumerate(columns):
                good &= _fits(table, (TOTAL, column), sums[:, at], threshold, round_to)
            if good.any():
                for at, column in enumerate(columns):
                    found.setdefault((row, column), set()).add(int(own[at]))
    return found


def _rows_that_fit(
    table: ProtectedTable, row: str, columns: list[str], threshold: int, round_to: int
) -> Any:
    tries = np.arange(MOST_BESIDE + 1)
    choices = [
        tries[_fits(table, (row, column), tries, threshold, round_to)].tolist()
        for column in columns
    ]
    every = np.array(list(product(*choices)), int)
    return every[_fits(table, (row, TOTAL), every.sum(axis=1), threshold, round_to)]


def _fits(
    table: ProtectedTable, code: tuple[str, str], true: Any, threshold: int, round_to: int
) -> Any:
    """Whether each true value would be shown as the table shows it."""
    if code not in table.cells:
        return np.ones(true.shape, bool)
    mark, value = table.marks[code], table.cells[code].value
    if mark is Mark.SMALL:
        return (true >= 1) & (true < threshold)
    if mark is Mark.IN_A_SMALL_SUM:
        return true < threshold
    if mark is Mark.BESIDE:
        return true >= 1
    rounded = np.floor(true / round_to + 0.5) * round_to
    return (rounded == value) & ((true == 0) | (true >= threshold))
