"""Long work on the command line: it says how far it is, and Ctrl+C leaves nothing half done."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mapping.cli import app
from mapping.long_run import STOPPED
from mapping.whole_file import WholeFile

SLOWLY = """
import sys, time
from mapping import analyse_command, long_run
from mapping.cli import app
from mapping.interchange.network_tables import from_tables

def slowly(*tables, **told):
    network = from_tables(*tables, **told)
    told["progress"](tables[1], 0.5)
    time.sleep(60)
    return network

long_run.QUIET = 0
analyse_command.from_tables = slowly
app(sys.argv[1:])
"""


def tables(folder: Path) -> list[str]:
    """Write two small tables, and return how the command is told of them."""
    rows = {
        "elements": [["id", "kind"], ["ada", "person"], ["hub", "organisation"]],
        "connections": [["type", "from", "to"], ["cares_for", "hub", "ada"]],
    }
    words = []
    for name, some in rows.items():
        with (folder / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows(some)
        words += [f"--{name}", str(folder / f"{name}.csv")]
    return words


def test_ctrl_c_ends_it_at_once_and_leaves_no_half_written_file(tmp_path: Path) -> None:
    """The reading is made to take a minute; stopped in it, what was there before is still there."""
    out = tmp_path / "report.json"
    out.write_text("the last one")
    words = ["analyse", "all", *tables(tmp_path), "--json", str(out)]
    with subprocess.Popen(
        [sys.executable, "-c", SLOWLY, *words], stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        while "Reading connections.csv: 50%" not in process.stderr.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=20)[1]
    assert process.returncode == STOPPED
    assert told.split() == ["Stopped.", "Nothing", "was", "written."]
    assert out.read_text() == "the last one"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "connections.csv",
        "elements.csv",
        "report.json",
    ]


def test_a_folder_that_is_not_there_is_told_before_the_work_and_not_after_it(
    tmp_path: Path,
) -> None:
    words = ["analyse", "all", *tables(tmp_path), "--json", str(tmp_path / "nowhere" / "r.json")]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 1
    assert "--json: there is no folder" in done.output
    assert "drawn here" not in done.output


def test_a_file_that_cannot_be_written_to_its_end_is_not_there_at_all(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"{"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        WholeFile(tmp_path / "report.json").write(pieces())
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_a_file_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        WholeFile(pipe).write([b"{", b"}"])
        assert reader.communicate()[0] == b"{}"
    assert pipe.is_fifo()
