"""The analysis beside networkx, igraph and networkit, at a thousand to a million elements.

`python -m benchmarks analysis [--sizes 1000 10000] [--limit SECONDS]` makes one table in one run:
for each measure and tool the wall time and the peak memory in a process of its own, building from
two CSV files as a line of its own, and how time grows with size. What a tool cannot do is said;
what takes longer than the limit is stopped, and larger sizes are then not tried. Figures of sizes
that are not asked for stay as they were kept.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.analysis import generator
from benchmarks.analysis.by_cypher import LARGEST, in_cypher
from benchmarks.analysis.ours import beside_cypher
from benchmarks.analysis.running import Result, run, run_shapes
from benchmarks.analysis.table import behind, seconds, table
from benchmarks.analysis.tool import MEASURES
from benchmarks.machine import circumstances, in_words
from mapping.interchange.network_tables import from_tables
from mapping.store import Engine
from tests.neo4j_server import CannotStart


def measure(
    console: Console, kept: Path, sizes: Sequence[int], limit: float, engines: Sequence[Engine]
) -> None:
    """Measure, print the table, keep it, and say where another tool is quicker.

    Parameters
    ----------
    console
        Where to print.
    kept
        The file of JSON to write.
    sizes
        Numbers of elements, from the smallest.
    limit
        Seconds that a measure may take.
    engines
        The stores that are asked in Cypher.
    """

    def told(one: Result) -> None:
        words = seconds(one.seconds) if one.seconds is not None else one.why
        console.print(f"{one.elements:,}: {one.measure}: {one.tool}: {words}", style="dim")

    started = circumstances()
    others = [one for one in _kept(kept) if one.elements not in sizes]
    results = run(sizes, limit, MEASURES, told, others)
    for size in [size for size in sizes if size <= LARGEST]:
        for result in _beside_cypher(console, size, engines):
            told(result)
            results.append(result)
    results += run_shapes(max(sizes), limit, told)
    results = sorted([*others, *results], key=lambda one: one.elements)
    console.print(table(results, in_words(started)))
    for words in behind(results):
        console.print(f"[bold]Behind[/bold] {words}")
    kept.parent.mkdir(exist_ok=True)
    whole = {**started, "limit": limit, "results": [one.as_row() for one in results]}
    kept.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


def _kept(path: Path) -> list[Result]:
    """Return what was measured before at other sizes, which stays."""
    if not path.exists():
        return []
    rows = json.loads(path.read_text(encoding="utf-8"))["results"]
    return [Result(**row) for row in rows]


def _beside_cypher(console: Console, size: int, engines: Sequence[Engine]) -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        tables = generator.write(Path(folder), size)
        network = from_tables(tables.elements, tables.connections)
    found = [
        Result(measure, "care-mapping", size, seconds=spent, value=value)
        for measure, spent, value in beside_cypher(network)
    ]
    for engine in engines:
        try:
            found += in_cypher(network, engine)
        except CannotStart as error:
            console.print(f"{engine}: not measured: {error}")
    return found
