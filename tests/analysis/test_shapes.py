"""Networks that are hardly any: every report answers plainly, in null and never in NaN."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from benchmarks.analysis.shapes import SHAPES, write_shape
from mapping.analysis import REPORTS, findings, pieces, report
from mapping.interchange.network_tables import from_tables
from mapping.network import CareNetwork


def network_of(folder: Path, shape: str, elements: int) -> CareNetwork:
    tables = write_shape(folder, shape, elements)
    return from_tables(tables.elements, tables.connections)


def numbers_in(found: Any) -> list[float]:
    if isinstance(found, dict):
        return [number for value in found.values() for number in numbers_in(value)]
    if isinstance(found, list | tuple):
        return [number for value in found for number in numbers_in(value)]
    return [found] if isinstance(found, float) else []


@pytest.mark.parametrize("elements", [1, 2, 30])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_report_of_every_shape_is_whole_and_in_plain_words(
    tmp_path: Path, shape: str, elements: int
) -> None:
    network = network_of(tmp_path, shape, elements)
    found = report(network, "all")
    assert all(math.isfinite(number) for number in numbers_in(found))
    for name in REPORTS.keys() & found.keys():
        assert found[name]["sentences"], name
        assert not any("nan" in sentence.split() for sentence in found[name]["sentences"])
    assert json.loads(b"".join(pieces(findings(network, "all")))) == json.loads(json.dumps(found))


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        ("one sector", "Only one side is drawn, so we cannot say how the two are joined."),
        ("nobody connected", "Only one side is drawn, so we cannot say how the two are joined."),
        ("no sector", "Only one side is drawn, so we cannot say how the two are joined."),
    ],
)
def test_mixing_says_why_there_is_no_answer(tmp_path: Path, shape: str, words: str) -> None:
    found = report(network_of(tmp_path, shape, 30), "mixing")
    assert (found["ei_z"], found["yule_q"]) == (None, None)
    assert words in found["sentences"]


@pytest.mark.parametrize(
    ("shape", "counted"),
    [
        ("each to themselves", "self_connections"),
        ("each to nobody", "dangling_connections"),
    ],
)
def test_what_cannot_count_is_counted_and_told(tmp_path: Path, shape: str, counted: str) -> None:
    basis = report(network_of(tmp_path, shape, 30), "who")["basis"]
    assert (basis[counted], basis["ties"]) == (30, 0)
    assert basis["notes"][0].startswith("30 connections could not be counted")


def test_all_potential_counts_nothing_until_it_is_asked_for(tmp_path: Path) -> None:
    network = network_of(tmp_path, "all potential", 30)
    found = report(network, "all")
    assert found["basis"]["connections_by_state"]["potential"] == 30
    assert (found["basis"]["ties"], found["who"]["unconnected"]) == (0, sorted(network.ids))
