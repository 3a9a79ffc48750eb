"""Protecting tables of people, and the audit of them beside that by `scipy.optimize.linprog`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from random import Random
from statistics import median

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import lil_array

from benchmarks.desks import timed
from benchmarks.figure import Figure
from mapping.disclosure import (
    ROUND_TO,
    THRESHOLD,
    Answer,
    Answered,
    Line,
    Mark,
    Shown,
    protect,
    settle,
)
from mapping.disclosure.audit import Audit
from mapping.disclosure.numbers import interval_of
from mapping.disclosure.tables import laid_out

SIZES = ((21, 6, 0.1), (149, 6, 3.0))
"""Rows, columns, and in how many seconds a table of them is to be protected."""
ANSWERS, PEOPLE = 2_000, 10_000
"""What a release has answered already, and of whom."""


def disclosure() -> Iterator[Figure]:
    """Protect tables as large as a borough's wards and small areas, by kind of care."""
    protect({("a", "b"): 1, ("a", "c"): 20})  # so that the solver is loaded
    for rows, columns, target in SIZES:
        size = f"{rows} x {columns}"
        counts = _table(rows, columns)
        yield Figure(f"protect a table of {size}", timed(partial(protect, counts)), "s", target)
        yield from _audits(size, counts)
    earlier = [_answer(f"question {nth}", nth) for nth in range(ANSWERS)]
    ask = partial(settle, [_answer("one more", -1)], earlier, everybody=(1 << PEOPLE) - 1)
    what = f"ask the ledger beside {ANSWERS:,} answers about {PEOPLE:,} people"
    yield Figure(what, median(timed(ask) for _ in range(20)) * 1_000, "ms", 5)


def _answer(question: str, seed: int) -> Answer:
    people = Random(seed).getrandbits(PEOPLE)
    return Answer(question, (Answered(("all",), people, Shown(5_000)),))


def _audits(size: str, counts: dict[tuple[str, str], int]) -> Iterator[Figure]:
    """Audit what was protected, all of it anew, by ours and by the usual library."""
    numbers, lines = laid_out(counts)
    marks = protect(counts).marks
    small = [
        at
        for at, one in enumerate(numbers)
        if marks[one.code[0], one.code[1]] in (Mark.SMALL, Mark.IN_A_SMALL_SUM)
    ]
    bounds = np.array(
        [interval_of(one, marks[one.code[0], one.code[1]], THRESHOLD, ROUND_TO) for one in numbers]
    )

    def ours() -> None:
        audit = Audit(lines, bounds[:, 0].copy(), bounds[:, 1].copy())
        assert not audit.exposed(small, ROUND_TO)

    yield Figure(f"audit the {len(small)} small numbers of {size}", timed(ours), "s")
    spent = timed(lambda: _by_linprog(lines, bounds, small))
    yield Figure("the same by scipy.optimize.linprog", spent, "s")


def _by_linprog(lines: Sequence[Line], bounds: NDArray[np.float64], small: Sequence[int]) -> None:
    weights = lil_array((len(lines), len(bounds)))
    for nth, line in enumerate(lines):
        weights[nth, line.total] = -1
        weights[nth, list(line.parts)] = 1
    sums = weights.tocsr()
    for at in small:
        ends = []
        for sign in (1, -1):
            cost = np.zeros(len(bounds))
            cost[at] = sign
            found = linprog(cost, A_eq=sums, b_eq=np.zeros(len(lines)), bounds=bounds)
            ends.append(np.inf if found.status == 3 else abs(found.fun))
        assert ends[1] - ends[0] + 1 >= ROUND_TO - 1e-6


def _table(rows: int, columns: int) -> dict[tuple[str, str], int]:
    """As the trial tables of the tests: gamma-Poisson."""
    random = np.random.default_rng(1)
    cells = random.poisson(random.gamma(1, 8, (rows, columns)))
    return {(f"r{r:03}", f"c{c}"): int(cells[r, c]) for r in range(rows) for c in range(columns)}
