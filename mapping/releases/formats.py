"""An answer as a file: CSV for people and spreadsheets, Parquet for programs."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from mapping.releases.asking import Table
from mapping.releases.outer import as_cell


def as_csv(table: Table) -> str:
    """Return an answer as CSV, with * for what is hidden."""
    names = [column.name for column in table.columns]
    lines = [names, *([_cell(row, name) for name in names] for row in table.rows)]
    return "".join(",".join(line) + "\n" for line in lines)


def as_parquet(table: Table) -> bytes:
    """Return an answer as Parquet: a hidden number is null, and true in the column beside it.

    What the answer is, and how its numbers were made, is in the file's own metadata.
    """
    arrays: dict[str, pa.Array] = {}
    for column in table.columns:
        cells = [row[column.name] for row in table.rows]
        if column.counts_people:
            arrays[column.name] = pa.array(cells, pa.int64())
            hidden = [row[f"{column.name}_hidden"] for row in table.rows]
            arrays[f"{column.name}_hidden"] = pa.array(hidden, pa.bool_())
        else:
            arrays[column.name] = pa.array(cells, pa.string())
    about = {
        "question": table.words,
        "definition": table.definition,
        "release": f"{table.release_name} ({table.release})",
        "notes": "\n".join(table.notes),
    }
    file = io.BytesIO()
    pq.write_table(pa.table(arrays).replace_schema_metadata(about), file)
    return file.getvalue()


def _cell(row: Mapping[str, Any], name: str) -> str:
    return "*" if row.get(f"{name}_hidden") else as_cell(row[name])
