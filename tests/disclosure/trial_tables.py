"""Tables to try the protection on, and what an attacker works out of them."""

from __future__ import annotations

import numpy as np

from mapping.disclosure import Mark, ProtectedTable
from tests.disclosure.attacker import Attacker

Counts = dict[tuple[str, str], int]
SMALL = {Mark.SMALL, Mark.IN_A_SMALL_SUM}


def table_of(rows: list[list[int]]) -> Counts:
    return {
        (f"r{r:03}", f"c{c}"): value for r, row in enumerate(rows) for c, value in enumerate(row)
    }


def random_table(random: np.random.Generator, rows: int, columns: int) -> Counts:
    """As the notes' trial tables: gamma-Poisson."""
    return table_of(random.poisson(random.gamma(1, 8, (rows, columns))).clip(max=50).tolist())


def exposed(
    table: ProtectedTable,
    counts: Counts,
    threshold: int = 8,
    round_to: int = 5,
    *,
    larger: ProtectedTable | None = None,
    within: dict[str, str] | None = None,
) -> list[tuple[str, str]]:
    """Return the small numbers that an attacker knows better than a shown one."""
    rows, columns = (sorted({code[at] for code in counts}) for at in (0, 1))
    attacker = Attacker(table, threshold, round_to, larger, within)
    enough = min(round_to, threshold - 1)
    left = attacker.values_left(rows, columns, enough)
    return [code for code in counts if table.marks[code] in SMALL and len(left[code]) < enough]
