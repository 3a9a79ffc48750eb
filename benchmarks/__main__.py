"""Measure what was named, or everything; print a table and keep the figures as JSON."""

from __future__ import annotations

import argparse
import json
import os
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.figure import Figure
from benchmarks.measures import MEASURES
from mapping.store import Engine
from tests.neo4j_server import CannotStart

RESULTS = Path(__file__).parent / "results"
ENGINES: tuple[Engine, ...] = ("embedded", "neo4j")

_out = Console()


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(MEASURES)}")
    parser.add_argument("--store", choices=ENGINES, help="by default both")
    given = parser.parse_args()
    unknown = set(given.names) - MEASURES.keys()
    if unknown:
        parser.error(f"there is no measure {', '.join(sorted(unknown))}")
    names = given.names or list(MEASURES)
    rows: list[dict[str, Any]] = []
    for name in names:
        for engine in (given.store,) if given.store else ENGINES:
            rows += _measured(name, engine)
    _out.print(_table(rows))
    _keep(rows)


def _measured(name: str, engine: Engine) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    try:
        for figure in MEASURES[name](engine):
            _out.print(f"{engine}: {figure.what}: {_number(figure)}", style="dim")
            figures = asdict(figure)
            figures["measured"] = round(figure.measured, 3)
            found.append({"measure": name, "store": engine, **figures, "load": _load()})
    except CannotStart as error:
        _out.print(f"{engine}: not measured: {error}")
    return found


def _load() -> float:
    """Return how many processes wanted a core lately: with more than there are, others worked."""
    return round(os.getloadavg()[0], 1)


def _number(figure: Figure) -> str:
    return f"{figure.measured:,.{2 if figure.unit == 's' else 1}f} {figure.unit}"


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table("what", "store", "measured", "target", "", title=_circumstances())
    for row in rows:
        figure = Figure(row["what"], row["measured"], row["unit"], row["target"])
        target = "" if figure.target is None else f"{figure.target:g} {figure.unit}"
        verdict = ""
        if figure.target is not None:
            verdict = "reached" if figure.measured <= figure.target else "[bold]missed[/bold]"
        table.add_row(figure.what, row["store"], _number(figure), target, verdict)
    return table


def _circumstances() -> str:
    return f"{os.cpu_count()} cores, load {_load()}, Python {platform.python_version()}"


def _keep(rows: list[dict[str, Any]]) -> None:
    """Write the figures over those of the same measure and store; others stay."""
    path = RESULTS / "latest.json"
    RESULTS.mkdir(exist_ok=True)
    kept = json.loads(path.read_text())["figures"] if path.exists() else []
    fresh = {(row["measure"], row["store"]) for row in rows}
    rows = [row for row in kept if (row["measure"], row["store"]) not in fresh] + rows
    told = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "figures": sorted(rows, key=lambda row: (row["measure"], row["store"])),
    }
    path.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
