"""Networks of a shape that breaks what was not thought through, at any size.

Each is a table of elements and one of connections; `SHAPES` names them as the figures do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv

from benchmarks.analysis.generator import Tables

Rows = NDArray[np.int64]


def _people(n: int, kind: str = "person") -> pa.Table:
    return pa.table({"id": _ids(np.arange(n)), "kind": pa.repeat(kind, n)})


def _care(one: Rows, other: Rows, state: str = "generative") -> pa.Table:
    said = {"type": "cares_for", "state": state, "formality": "gifted", "care_types": "meals"}
    columns = {name: pa.repeat(word, len(one)) for name, word in said.items()}
    return pa.table({**columns, "from": _ids(one), "to": _ids(other)})


def _ids(rows: Rows) -> pa.Array:
    return pa.compute.binary_join_element_wise("e", pa.array(rows).cast(pa.string()), "")


def _isolates(n: int) -> tuple[pa.Table, pa.Table]:
    return _people(n), _care(np.arange(0), np.arange(0))


def _hub(n: int) -> tuple[pa.Table, pa.Table]:
    return _people(n), _care(np.zeros(n - 1, dtype=np.int64), np.arange(1, n))


def _potential(n: int) -> tuple[pa.Table, pa.Table]:
    rows = np.arange(n)
    return _people(n), _care(rows, (rows + 1) % n, "potential")


def _formal_only(n: int) -> tuple[pa.Table, pa.Table]:
    rows = np.arange(n)
    return _people(n, "statutory_service"), _care(rows, (rows + 1) % n)


def _no_sector(n: int) -> tuple[pa.Table, pa.Table]:
    rows = np.arange(n)
    return _people(n, "spaceship"), _care(rows, (rows + 1) % n)


def _to_themselves(n: int) -> tuple[pa.Table, pa.Table]:
    return _people(n), _care(np.arange(n), np.arange(n))


def _to_nobody(n: int) -> tuple[pa.Table, pa.Table]:
    return _people(n), _care(np.arange(n), np.arange(n) + n)


def _chain(n: int) -> tuple[pa.Table, pa.Table]:
    return _people(n), _care(np.arange(n - 1), np.arange(1, n))


SHAPES: Final[Mapping[str, Callable[[int], tuple[pa.Table, pa.Table]]]] = {
    "nobody connected": _isolates,
    "one hub": _hub,
    "all potential": _potential,
    "one sector": _formal_only,
    "no sector": _no_sector,
    "each to themselves": _to_themselves,
    "each to nobody": _to_nobody,
    "one long chain": _chain,
}


def write_shape(folder: Path, name: str, elements: int) -> Tables:
    """Write the two tables of a network of some shape.

    Parameters
    ----------
    folder
        Where to.
    name
        One of `SHAPES`.
    elements
        How many.
    """
    tables = Tables(folder / "elements.csv", folder / "connections.csv")
    for path, table in zip(
        (tables.elements, tables.connections), SHAPES[name](elements), strict=True
    ):
        csv.write_csv(table, path)
    return tables
