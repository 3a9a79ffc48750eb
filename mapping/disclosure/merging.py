"""Merging the rows of a table that would tell the same thing of everybody in them.

Of what is sensitive (health, faith, ethnicity, what care somebody gets) a row whose people all fall
in one category tells it of each of them, however many they are. Hiding it would not help: the mark
would say the same. Section 9.2.6 of the locality notes has the rule. Merge before protecting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mapping.disclosure.counts import THRESHOLD
from mapping.disclosure.numbers import UseLargerAreas


@dataclass(frozen=True)
class MergedRows:
    """A table of people in which no row tells the same of everybody in it.

    Parameters
    ----------
    counts
        How many people for each row and column; a merged row has a code of its own.
    rows
        For each row of it the rows that it was made of.
    """

    counts: Mapping[tuple[str, str], int]
    rows: Mapping[str, tuple[str, ...]]

    def label(self, row: str, things: str = "areas") -> str:
        """Return what a row is called: its code, or how many were put together."""
        made_of = self.rows[row]
        return row if len(made_of) == 1 else f"{len(made_of)} {things} together"


def merge_telling_rows(
    counts: Mapping[tuple[str, str], int], *, threshold: int = THRESHOLD
) -> MergedRows:
    """Merge each row whose people all fall in one category with the row of the next smallest total.

    A row of fewer people than the threshold tells nothing: it is hidden whole.

    Parameters
    ----------
    counts
        How many people for each row and column, columns being categories of something sensitive.

    Raises
    ------
    UseLargerAreas
        If all the people of a table fall in one category.

    Examples
    --------
    Nine people who all get meals are put together with the next row.

    >>> merged = merge_telling_rows({("a", "meals"): 9, ("b", "meals"): 12, ("b", "money"): 8})
    >>> [(merged.label(row), sum(n for (r, _), n in merged.counts.items() if r == row))
    ...  for row in merged.rows]
    [('2 areas together', 29)]
    """
    groups: dict[tuple[str, ...], dict[str, int]] = {}
    for (row, column), count in counts.items():
        groups.setdefault((row,), {})[column] = count
    while telling := [one for one, cells in groups.items() if _tells(cells, threshold)]:
        first = min(telling, key=lambda one: (_people(groups[one]), one))
        other = _next(groups, first)
        cells, more = groups.pop(first), groups.pop(other)
        sums = {c: cells.get(c, 0) + more.get(c, 0) for c in cells | more}
        groups[tuple(sorted(first + other))] = sums
    codes = {one: " + ".join(one) for one in sorted(groups)}
    return MergedRows(
        counts={(codes[one], c): n for one in codes for c, n in sorted(groups[one].items())},
        rows={code: one for one, code in codes.items()},
    )


def _tells(cells: Mapping[str, int], threshold: int) -> bool:
    return _people(cells) >= threshold and max(cells.values()) == _people(cells)


def _people(cells: Mapping[str, int]) -> int:
    return sum(cells.values())


def _next(
    groups: Mapping[tuple[str, ...], Mapping[str, int]], row: Sequence[str]
) -> tuple[str, ...]:
    """Return the row of the next smallest total, or of the greatest if it has that itself."""
    by_size = sorted(
        (one for one, cells in groups.items() if _people(cells)),
        key=lambda one: (_people(groups[one]), one),
    )
    if len(by_size) == 1:
        raise UseLargerAreas
    at = by_size.index(tuple(row))
    return by_size[at + 1] if at + 1 < len(by_size) else by_size[at - 1]
