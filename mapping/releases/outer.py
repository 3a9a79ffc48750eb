"""The outer extract of a release: files that are meant to be taken away.

Public bodies and their ties, and controlled tables about people, each as CSV and Parquet, and a
README.txt with the rules. What goes into them is decided in `contents.py` and `asking.py`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from mapping.releases.kept import ReleasedFile
from mapping.releases.questions import QuestionColumn
from mapping.store import Row

BODIES: Final = {
    "id": pa.string(),
    "kind": pa.string(),
    "name": pa.string(),
    "sector": pa.string(),
    "offers": pa.list_(pa.string()),
    "area": pa.string(),
}
TIES: Final = {
    "type": pa.string(),
    "from": pa.string(),
    "to": pa.string(),
    "care_types": pa.list_(pa.string()),
    "formality": pa.string(),
    "frequency": pa.string(),
    "state": pa.string(),
}

README: Final = """\
{name}

These files were made by Care Mapping on {made}, for people who study care in a neighbourhood.
They can be used until {ends}. Please delete them then: people may change their minds.

bodies      groups, organisations, services, circles and places that are public, by name
ties        what the neighbourhood's own directory says of how these are connected
others      numbers about people: each file is one question, named in it

bodies-and-ties.graphml has the first two as a graph, for programs that draw or measure networks.
datapackage.json says of every table what its columns are (a Frictionless Data Package).

Each table is there twice, as .csv and as .parquet. Several values in a cell of a .csv are separated
by |. The ids were made for these files alone and mean nothing anywhere else.

How numbers about people were made:

- A number with fewer than {threshold} people behind it is hidden, and so is one that is too close
  to another answer, or would tell of one beside others. A .csv has * for it; a .parquet has nothing
  there, and true in the column that ends in _hidden.
- A number stands still until {threshold} people have come or gone behind it.
- Any other number is rounded to the nearest {round_to}, by itself. So rows need not add up.
- 0 is 0. What is not listed is 0, or was 0 until a few people came, or is of a few people who are
  hidden together.
- Percentages: use shown numbers only, and only of {least} or more.

What is not here: names of people, notes, dates, homes, pictures of who is tied to whom, private
groups, teams, and bodies at somebody's home.
"""


def write_table(
    folder: Path, name: str, columns: dict[str, pa.DataType], rows: Sequence[Row]
) -> None:
    """Write rows as CSV and as Parquet."""
    write_csv(folder / f"{name}.csv", list(columns), rows)
    arrays = {column: [row[column] for row in rows] for column in columns}
    table = pa.table({name: pa.array(arrays[name], kind) for name, kind in columns.items()})
    pq.write_table(table, folder / f"{name}.parquet")


def write_controlled(
    folder: Path, name: str, columns: Sequence[QuestionColumn], rows: Sequence[Row]
) -> None:
    """Write the answer to a question: each number with a column that says if it is hidden."""
    write_csv(folder / f"{name}.csv", [column.name for column in columns], rows)
    arrays: dict[str, pa.Array] = {}
    for column in columns:
        cells = [row[column.name] for row in rows]
        if column.counts_people:
            arrays[column.name] = pa.array([cell.value for cell in cells], pa.int64())
            arrays[f"{column.name}_hidden"] = pa.array([cell.hidden for cell in cells], pa.bool_())
        else:
            arrays[column.name] = pa.array(cells, pa.string())
    pq.write_table(pa.table(arrays), folder / f"{name}.parquet")


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows as CSV, UTF-8 without a byte order mark."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([[as_cell(row[column]) for column in columns] for row in rows])


def as_cell(value: Any) -> str:
    """Return a value as a cell of a CSV has it.

    A text that a spreadsheet would run as a formula gets an apostrophe before it, as such programs
    themselves write it.
    """
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "|".join(value)
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def zipped(folder: Path, name: str) -> bytes:
    """Return an extract's files as one ZIP file, in a folder of this name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as whole:
        for path in sorted(folder.iterdir()):
            whole.write(path, f"{name}/{path.name}")
    return file.getvalue()


def digests(folder: Path) -> tuple[ReleasedFile, ...]:
    """Return the name, length and SHA-256 of every file."""
    return tuple(
        ReleasedFile(
            name=path.name,
            bytes=path.stat().st_size,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(folder.iterdir())
    )
