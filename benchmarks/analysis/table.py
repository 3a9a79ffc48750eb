"""The one table of a run: a line for each measure and tool, a column for each size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.table import Table

from benchmarks.analysis.running import Result, agrees, growth

OURS = "care-mapping"


def table(results: Sequence[Result], title: str) -> Table:
    """Return the results as they are shown: seconds and peak memory, how time grows, who agrees."""
    sizes = sorted({one.elements for one in results})
    shown = Table("measure", "tool", "how", title=title)
    for size in sizes:
        shown.add_column(f"{size:,}", justify="right")
    shown.add_column("grows as")
    shown.add_column("beside ours")
    order = {one.measure: row for row, one in reversed(list(enumerate(results)))}
    in_order = sorted(results, key=lambda one: (order[one.measure], one.tool != OURS, one.tool))
    for measure, of_measure in groupby(in_order, key=lambda one: one.measure):
        first = True
        by_tool = {t: list(some) for t, some in groupby(of_measure, key=lambda one: one.tool)}
        for tool, some in by_tool.items():
            cells = [_cell(some, size) for size in sizes]
            beside = "" if tool == OURS else _beside(some, by_tool.get(OURS, []))
            name = f"[bold]{tool}[/bold]" if tool == OURS else tool
            how = next((one.how for one in some if one.how), "")
            shown.add_row(measure if first else "", name, how, *cells, _growth(some), beside)
            first = False
        shown.add_section()
    return shown


def _cell(some: Iterable[Result], size: int) -> str:
    for one in some:
        if one.elements == size:
            if one.seconds is None:
                return one.why
            memory = f", {one.peak_mb:,.0f} MB" if one.peak_mb else ""
            return seconds(one.seconds) + memory
    return ""


def seconds(number: float) -> str:
    """Return a time in words that fit a table.

    Examples
    --------
    >>> seconds(0.00123), seconds(0.25), seconds(12.345)
    ('1.2 ms', '250 ms', '12.3 s')
    """
    if number >= 1:
        return f"{number:,.1f} s"
    return f"{1000 * number:.{0 if number >= 0.01 else 1}f} ms"


def _growth(some: Sequence[Result]) -> str:
    exponent = growth(some)
    return "" if exponent is None else f"n^{exponent:.2f}"


def _beside(theirs: Sequence[Result], ours: Sequence[Result]) -> str:
    """Return how many times ours the tool took at the largest size both did, and if it agrees."""
    mine = {one.elements: one for one in ours if one.seconds}
    both = [(one, mine[one.elements]) for one in theirs if one.seconds and one.elements in mine]
    if not both:
        return ""
    their, our = max(both, key=lambda pair: pair[0].elements)
    assert their.seconds
    assert our.seconds
    same = {True: ", same answer", False: ", [bold]another answer[/bold]", None: ""}
    times = their.seconds / our.seconds
    return f"{times:.1f} times ours at {their.elements:,}{same[agrees(their, our)]}"


def behind(results: Sequence[Result]) -> list[str]:
    """Return where a tool was quicker than ours, in words; empty if nowhere."""
    mine = {(one.measure, one.elements): one for one in results if one.tool == OURS}
    found = []
    for one in results:
        our = mine.get((one.measure, one.elements))
        if our and our.seconds and one.seconds and one.seconds < our.seconds:
            found.append(
                f"{one.measure}, {one.elements:,}: {one.tool} {seconds(one.seconds)}, "
                f"ours {seconds(our.seconds)}"
            )
    return found
