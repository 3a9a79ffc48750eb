"""Measure what was named, or everything; print a table and keep the figures as JSON.

`compare A B` prints two kept runs side by side instead.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks import analysis
from benchmarks.analysis.running import LIMIT, SIZES
from benchmarks.compare import compare
from benchmarks.figure import Figure
from benchmarks.machine import circumstances, in_words, load
from benchmarks.measures import MEASURES, WITHOUT_STORE
from mapping.store import Engine
from tests.neo4j_server import CannotStart

RESULTS = Path(__file__).parent / "results"
ENGINES: tuple[Engine, ...] = ("embedded", "neo4j")

ANALYSIS: Final = "analysis"
"""The measure that has no store: the analysis beside what else one would use."""

_out = Console()


def main(words: Sequence[str]) -> None:
    """Measure, print, keep; or compare."""
    if words[:1] == ["compare"]:
        _compare(words[1:])
        return
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    known = [*MEASURES, *WITHOUT_STORE, ANALYSIS]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(known)}")
    parser.add_argument("--store", choices=ENGINES, help="by default both")
    parser.add_argument(
        "--sizes", nargs="+", type=int, default=SIZES, help="of analysis: numbers of elements"
    )
    parser.add_argument("--limit", type=float, default=LIMIT, help="of analysis: seconds")
    given = parser.parse_args(words)
    unknown = set(given.names) - set(known)
    if unknown:
        parser.error(f"there is no measure {', '.join(sorted(unknown))}")
    names = given.names or known
    engines = (given.store,) if given.store else ENGINES
    rows: list[dict[str, Any]] = []
    for name in [name for name in names if name in MEASURES]:
        for engine in engines:
            rows += _measured(name, engine, MEASURES[name](engine))
    for name in [name for name in names if name in WITHOUT_STORE]:
        rows += _measured(name, "none", WITHOUT_STORE[name]())
    if rows:
        _out.print(_table(rows))
        _keep(rows)
    if ANALYSIS in names:
        analysis.measure(_out, RESULTS / "analysis.json", sorted(given.sizes), given.limit, engines)


def _compare(words: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="benchmarks compare", description=compare.__doc__)
    parser.add_argument(
        "one", type=Path, metavar="A", help="a kept run, such as results/latest.json"
    )
    parser.add_argument("other", type=Path, metavar="B", help="another")
    given = parser.parse_args(words)
    compare(given.one, given.other, _out)


def _measured(name: str, store: str, figures: Iterable[Figure]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    try:
        for figure in figures:
            _out.print(f"{store}: {figure.what}: {_number(figure)}", style="dim")
            fields = asdict(figure)
            fields["measured"] = round(figure.measured, 3)
            found.append({"measure": name, "store": store, **fields, "load": load()})
    except CannotStart as error:
        _out.print(f"{store}: not measured: {error}")
    return found


def _number(figure: Figure) -> str:
    return f"{figure.measured:,.{2 if figure.unit == 's' else 1}f} {figure.unit}"


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table("what", "store", "measured", "target", "", title=in_words(circumstances()))
    for row in rows:
        figure = Figure(row["what"], row["measured"], row["unit"], row["target"])
        target = "" if figure.target is None else f"{figure.target:g} {figure.unit}"
        verdict = ""
        if figure.target is not None:
            verdict = "reached" if figure.measured <= figure.target else "[bold]missed[/bold]"
        table.add_row(figure.what, row["store"], _number(figure), target, verdict)
    return table


def _keep(rows: list[dict[str, Any]]) -> None:
    """Write the figures over those of the same measure and store; others stay."""
    path = RESULTS / "latest.json"
    RESULTS.mkdir(exist_ok=True)
    kept = json.loads(path.read_text())["figures"] if path.exists() else []
    fresh = {(row["measure"], row["store"]) for row in rows}
    rows = [row for row in kept if (row["measure"], row["store"]) not in fresh] + rows
    figures = sorted(rows, key=lambda row: (row["measure"], row["store"]))
    told = {**circumstances(), "figures": figures}
    path.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
