"""The benchmarks' own arithmetic, and that two kept runs can be set beside each other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.analysis import generator
from benchmarks.analysis.running import Result, agrees, growth
from benchmarks.analysis.table import behind, table
from benchmarks.compare import compare
from mapping.interchange.network_tables import from_tables


def result(tool: str, elements: int, seconds: float | None, value: float = 7) -> Result:
    return Result("core", tool, elements, seconds=seconds, peak_mb=100, value=value)


def test_time_that_grows_with_the_square_of_the_size_is_said_to() -> None:
    assert growth([result("igraph", 1_000, 0.1), result("igraph", 10_000, 10)]) == pytest.approx(2)
    assert growth([result("igraph", 1_000, 0.1), result("igraph", 10_000, None)]) is None


def test_where_another_tool_is_quicker_it_is_told() -> None:
    ours, theirs = (
        result("care-mapping", 1_000, 0.2),
        result("igraph", 1_000, 0.1),
    )
    assert behind([ours, theirs]) == ["core, 1,000: igraph 100 ms, ours 200 ms"]
    assert agrees(theirs, ours)
    assert agrees(result("igraph", 1_000, 0.1, value=8), ours) is False
    shown = Console(width=200, record=True)
    shown.print(table([ours, theirs], "a run"))
    assert "0.5 times ours at 1,000, same answer" in shown.export_text()


def test_two_runs_are_set_beside_each_other(tmp_path: Path) -> None:
    for name, seconds in (("before", 0.1), ("after", 0.3)):
        rows = [result("care-mapping", 1_000, seconds).as_row()]
        (tmp_path / name).write_text(json.dumps({"load": 0.1, "results": rows}))
    shown = Console(width=200, record=True)
    assert compare(tmp_path / "before", tmp_path / "after", shown) == 1
    assert "3.00" in shown.export_text()


@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_an_invented_neighbourhood_is_the_same_each_time(tmp_path: Path, ending: str) -> None:
    """Five connections for each element; none dangles, goes to itself, or lacks what it needs."""
    tables = generator.write(tmp_path, 500, ending=ending)
    first = tables.connections.read_bytes()
    network = from_tables(tables.elements, tables.connections)
    assert (network.n, network.m) == (500, 2_500)
    assert (network.self_connections, network.dangling_connections) == (0, 0)
    generator.write(tmp_path, 500, ending=ending)
    assert tables.connections.read_bytes() == first
