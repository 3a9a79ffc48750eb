"""`care-mapping import`: what an operator types, what it says and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mapping import neighbourhoods
from mapping.cli import app
from mapping.interchange.formats import FORMATS
from mapping.service import Service, open_service
from mapping.settings import Settings
from tests.interchange.shared import KUMU, real


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, Path]]:
    """A data folder that is being served, which the commands join."""
    data = tmp_path_factory.mktemp("served")
    service = open_service(Settings(data=data))
    yield service, data
    service.close()


def run(served: tuple[Service, Path], *words: str | Path) -> Result:
    said = ["import", *map(str, words), "--data", str(served[1])]
    return CliRunner().invoke(app, said, env={"COLUMNS": "200"})


def test_a_dry_run_then_the_import_of_the_real_export_by_command(
    served: tuple[Service, Path], tmp_path: Path
) -> None:
    """The counts are those of the files; the byte is in row 19."""
    service, _ = served
    larkmead = neighbourhoods.create(service, name="Larkmead")
    files = real(*KUMU)
    dry = run(served, "kumu", *files, "--neighbourhood", larkmead, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert "This would be imported; nothing was changed." in dry.stdout
    assert "Elements: 54 new, 0 changed, 0 the same as before." in dry.stdout
    assert "vc-spec-map-elements.csv, row 19: a byte that is not UTF-8 (A0)" in dry.stdout
    assert neighbourhoods.view(service, larkmead).elements == ()
    kept = tmp_path / "report.json"
    done = run(served, "kumu", *files, "--into", f"neighbourhood:{larkmead}", "--report", kept)
    assert done.exit_code == 0, done.output
    assert "Imported." in done.stdout
    assert "124 of 124 written" in done.stderr
    assert json.loads(kept.read_text())["connections"]["new"] == 70
    again = run(served, "kumu", *files, "--neighbourhood", larkmead, "--json")
    found = json.loads(again.stdout)
    assert (found["elements"]["same"], found["connections"]["same"]) == (54, 70)


def test_people_wait_and_how_they_may_be_seen_is_said(
    served: tuple[Service, Path], tmp_path: Path
) -> None:
    path = tmp_path / "elements.csv"
    path.write_text("id,kind,name,child\nada,person,Ada,\nkid,person,Kid,yes\nhub,group,Hub,\n")
    larkmead = neighbourhoods.create(served[0], name="Larkmead")
    found = run(served, "tabular", path, "--neighbourhood", larkmead)
    assert "1 person was not imported: nobody has stated on what ground" in found.stdout
    assert "1 child was not imported: children never are." in found.stdout
    assert "Ada" not in found.output
    stated = run(served, "tabular", path, "--neighbourhood", larkmead, "--ground", "Asked Ada")
    assert "Elements: 1 new, 0 changed, 1 the same as before." in stated.stdout


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n\0\0", b"id,kind\n", b"PK\x03\x04\0", b"{"]
)
def test_what_is_no_file_of_a_format_is_refused_with_exit_1(
    served: tuple[Service, Path], tmp_path: Path, format_: str, data: bytes
) -> None:
    path = tmp_path / "elements.csv"
    path.write_bytes(data)
    refused = run(served, format_, path, "--neighbourhood", "any")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("elements.csv")
    assert refused.stderr.endswith("Nothing was imported.\n")


def test_a_neighbourhood_that_is_not_there_is_refused_with_exit_1(
    served: tuple[Service, Path],
) -> None:
    refused = run(served, "kumu", *real(*KUMU), "--neighbourhood", "nowhere")
    assert refused.exit_code == 1
    assert refused.stderr == "There is no such neighbourhood. Check its id.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense", "x.csv", "--neighbourhood", "n"),
        ("kumu", "x.csv"),
        ("kumu", "x.csv", "--into", "care-map:x"),
        ("kumu", "--neighbourhood", "n"),
    ],
)
def test_wrong_usage_exits_2(served: tuple[Service, Path], words: tuple[str, ...]) -> None:
    assert run(served, *words).exit_code == 2


def test_help_lists_every_format(served: tuple[Service, Path]) -> None:
    said = run(served, "--help").stdout
    assert all(name in said for name in FORMATS)
