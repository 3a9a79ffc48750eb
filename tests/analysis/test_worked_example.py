"""The worked examples of the definitions: every field, against the answers kept beside them."""

from __future__ import annotations

import doctest
import importlib
import json
import pkgutil
from pathlib import Path
from typing import Any

import pytest

from mapping import analysis
from mapping.analysis import REPORTS, measures_page, report
from mapping.interchange.network_tables import from_tables
from mapping.network import from_networkx

EXAMPLE = Path(__file__).parent / "worked_example"
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(params=[EXAMPLE, EXAMPLE / "teams_and_circles"], ids=["ada", "teams"])
def folder(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def made(folder: Path) -> dict[str, Any]:
    """Return every report; one of the examples has an earlier drawing, and so a change."""
    network = from_tables(folder / "elements.csv", folder / "connections.csv")
    before = (folder / "earlier-elements.csv", folder / "earlier-connections.csv")
    earlier = from_tables(*before) if before[0].exists() else None
    reports = report(network, "all", earlier=earlier)
    found: dict[str, Any] = json.loads(json.dumps(reports, allow_nan=False))
    return found


@pytest.mark.parametrize("name", ["basis", *REPORTS])
def test_every_field_is_as_in_the_worked_example(folder: Path, name: str) -> None:
    """Expected: `expected.json`, which came with the definitions; ours may say more, not other."""
    expected = json.loads((folder / "expected.json").read_text()).get(name)
    found = made(folder).get(name)
    if expected is None or found is None:
        assert (name, expected, found) == ("change", None, None)
        return
    found = {field: found.get(field, "missing") for field in expected}
    assert as_compared(found) == as_compared(expected)


def as_compared(found: Any) -> Any:
    """Return a report without what may differ: communities' labels, and the last of 16 digits."""
    if isinstance(found, float):
        return float(f"{found:.12g}")
    if isinstance(found, list):
        return [as_compared(one) for one in found]
    if not isinstance(found, dict):
        return found
    return {
        field: sorted(sorted(id_ for id_ in of if of[id_] == label) for label in set(of.values()))
        if field == "communities"
        else as_compared(of)
        for field, of in found.items()
    }


@pytest.mark.parametrize("name", REPORTS)
def test_every_field_has_a_definition_and_the_report_its_sentences(folder: Path, name: str) -> None:
    found = made(folder).get(name)
    if found is None:
        assert name == "change"
        return
    fields = found.keys() - {"sentences", "definitions"}
    if REPORTS[name].of_each:
        fields = {field for id_ in fields for field in found[id_]} or REPORTS[
            name
        ].definitions.keys()
    assert fields == REPORTS[name].definitions.keys()
    assert found["definitions"] == REPORTS[name].definitions
    assert 2 <= len(found["sentences"]) <= 5
    assert all(sentence.endswith(".") for sentence in found["sentences"])


def test_a_network_comes_back_the_same_from_networkx(folder: Path) -> None:
    network = from_tables(folder / "elements.csv", folder / "connections.csv")
    assert report(from_networkx(network.to_networkx()), "all") == report(network, "all")


def test_the_page_of_measures_is_current() -> None:
    """Made anew by `care-mapping measures docs/measures.md`."""
    assert (DOCS / "measures.md").read_text(encoding="utf-8") == measures_page()


@pytest.mark.parametrize(
    "module", [one.name for one in pkgutil.iter_modules(analysis.__path__, "mapping.analysis.")]
)
def test_the_examples_in_docstrings_run(module: str) -> None:
    assert doctest.testmod(importlib.import_module(module)).failed == 0
