"""A reader with patience: tries every table and keeps those that would be shown just so.

It shares nothing with the audit: it rounds and hides by its own words and never solves anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from mapping.disclosure import Mark
from mapping.disclosure.tables import TOTAL, ProtectedTable

MOST_TRIED = 60
"""As far as a number is tried that nothing bounds by itself."""

Code = tuple[str, str]


@dataclass(frozen=True)
class Attacker:
    """Who knows the rules, reads one or two tables, and tries every table of small areas.

    Parameters
    ----------
    small
        What is shown of each row and column.
    threshold, round_to
        The rules.
    larger
        What is shown of the larger areas that the rows make up, if it is.
    within
        The larger area of each row.
    of_mentions
        Whether few people may be behind a great number.
    """

    small: ProtectedTable
    threshold: int
    round_to: int
    larger: ProtectedTable | None = None
    within: Mapping[str, str] | None = None
    of_mentions: bool = False

    def values_left(
        self, rows: Sequence[str], columns: Sequence[str], enough: int
    ) -> dict[Code, set[int]]:
        """Return for each inner number the values that it has in tables that fit.

        All of them where they are fewer than enough; else the first that were found.
        """
        fits = {row: self._rows_that_fit(row, columns) for row in rows}
        groups: dict[str, list[str]] = {}
        for row in rows:
            groups.setdefault(self.within[row] if self.within else TOTAL, []).append(row)
        sums = {
            area: self._fit_as(area, self._sums([fits[row] for row in inside], columns), columns)
            for area, inside in groups.items()
        }
        found: dict[Code, set[int]] = {}
        for area, inside in groups.items():
            elsewhere = self._sums([sums[one] for one in groups if one != area], columns)
            for row in inside:
                others = self._sums([fits[one] for one in inside if one != row], columns)
                known = [found.setdefault((row, column), set()) for column in columns]
                for own in fits[row]:
                    if all(
                        len(values) >= enough or value in values
                        for values, value in zip(known, own.tolist(), strict=True)
                    ):
                        continue
                    whole = self._fit_as(area, others + own, columns)
                    both = (whole[:, None] + elsewhere[None]).reshape(-1, len(columns))
                    if self._fits_as(TOTAL, both, columns).any():
                        for values, value in zip(known, own.tolist(), strict=True):
                            values.add(value)
        return found

    def _rows_that_fit(self, row: str, columns: Sequence[str]) -> Any:
        tries = np.arange(MOST_TRIED + 1)
        choices = [
            tries[self._fits(self.small, (row, column), tries)].tolist() for column in columns
        ]
        every = np.array(list(product(*choices)), int)
        return every[self._fits(self.small, (row, TOTAL), every.sum(axis=1))]

    def _sums(self, fits: Sequence[Any], columns: Sequence[str]) -> Any:
        """Return every sum of one row of each that is not more than the total already."""
        most = [self._most(column) for column in columns]
        digits = 10_000 ** np.arange(len(columns))
        sums = np.zeros((1, len(columns)), int)
        for one in fits:
            every = (sums[:, None] + one[None]).reshape(-1, len(columns))
            below = (every <= most).all(axis=1) & (every.sum(axis=1) <= self._most(TOTAL))
            _, places = np.unique(every[below] @ digits, return_index=True)
            sums = every[below][places]
        return sums

    def _most(self, column: str) -> int:
        tries = np.arange(10 * MOST_TRIED)
        return int(tries[self._fits(self.larger or self.small, (TOTAL, column), tries)].max())

    def _fit_as(self, area: str, sums: Any, columns: Sequence[str]) -> Any:
        return sums if area == TOTAL else sums[self._fits_as(area, sums, columns)]

    def _fits_as(self, area: str, sums: Any, columns: Sequence[str]) -> Any:
        """Whether rows of numbers fit what is shown of a larger area, or of all."""
        table = self.larger or self.small
        good = self._fits(table, (area, TOTAL), sums.sum(axis=1))
        for at, column in enumerate(columns):
            good = good & self._fits(table, (area, column), sums[:, at])
        return good

    def _fits(self, table: ProtectedTable, code: Code, true: Any) -> Any:
        """Whether each true value would be shown as the table shows it."""
        if code not in table.cells:
            return np.ones(true.shape, bool)
        mark, value = table.marks[code], table.cells[code].value
        few = np.ones(true.shape, bool) if self.of_mentions else true < self.threshold
        if mark is Mark.SMALL:
            return (true >= 1) & few
        if mark is Mark.IN_A_SMALL_SUM:
            return few
        if mark is Mark.BESIDE:
            return true >= 1
        rounded = np.floor(true / self.round_to + 0.5) * self.round_to
        return (rounded == value) & ((true == 0) | (true >= self.threshold))
