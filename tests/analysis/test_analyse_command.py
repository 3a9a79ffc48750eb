"""`care-mapping analyse`, as somebody types it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mapping.cli import app

EXAMPLE = Path(__file__).parent / "worked_example"
TABLES = [
    *("--elements", str(EXAMPLE / "elements.csv")),
    *("--connections", str(EXAMPLE / "connections.csv")),
]
EARLIER = [
    *("--earlier-elements", str(EXAMPLE / "earlier-elements.csv")),
    *("--earlier-connections", str(EXAMPLE / "earlier-connections.csv")),
]


def test_a_report_is_told_in_plain_words_and_written_as_json(tmp_path: Path) -> None:
    out = tmp_path / "wealth.json"
    done = CliRunner().invoke(app, ["analyse", "wealth", *TABLES, "--json", str(out)])
    assert done.exit_code == 0
    assert "3 of 6 people and bodies (50.0%) give care as a gift." in done.stdout
    assert json.loads(out.read_text())["mentions"] == {"errands": 2, "listening": 1, "meals": 1}


def test_options_are_taken_as_words() -> None:
    words = ["--states", "potential", "--to", "a", "--vocabulary", "--json", "-"]
    done = CliRunner().invoke(app, ["analyse", "wealth", *TABLES, *words])
    found = json.loads(done.stdout)
    assert found["mentions"] == {"company": 1}
    assert "meals" in found["missing_types"]
    assert found["basis"]["notes"] == ["This is a what-if. It counts potential connections."]


def test_two_drawings_are_compared_and_all_has_the_change(tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    done = CliRunner().invoke(app, ["analyse", "all", *TABLES, *EARLIER, "--json", str(out)])
    assert done.exit_code == 0
    assert "Paid care for Ada rose from 1 to 7 contacts a week" in done.stdout
    assert json.loads(out.read_text())["change"]["overall"] == "displaced"


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["change", *TABLES], 2, "compares two drawings"),
        (["change", *TABLES, *EARLIER[:2]], 2, "--earlier-connections together"),
        (["change", "--neighbourhood", "larkmead", *EARLIER], 2, "compared with tables"),
        (["who", *TABLES, *EARLIER], 2, "for change, or for all"),
        (["gossip", *TABLES], 2, "who, wealth"),
        (["who"], 2, "--neighbourhood"),
        (["who", *TABLES[:2]], 2, "together"),
        (["who", *TABLES, "--neighbourhood", "larkmead"], 2, "alone"),
        (["who", *TABLES, "--community", "both"], 2, "'informal', 'formal', 'apart'"),
        (["who", *TABLES, "--without", "zoe"], 1, "--without: One of these ids"),
        (["who", *TABLES[:3], __file__], 1, "has no column type"),
    ],
)
def test_what_cannot_be_done_is_told_plainly(words: list[str], code: int, told: str) -> None:
    done = CliRunner().invoke(app, ["analyse", *words], env={"COLUMNS": "200"})
    assert done.exit_code == code
    assert told in done.output
    assert "Traceback" not in done.output


def test_from_tables_it_starts_without_the_store_or_the_pages() -> None:
    program = (
        "import sys; from mapping.cli import app; app(sys.argv[1:], standalone_mode=False);"
        "print(sorted({'neo4j', 'fastapi', 'mapping.service', 'networkx'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "analyse", "all", *TABLES],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"
