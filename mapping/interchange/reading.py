"""What readers of tables share: opening each file once, telling which it is, and noting it all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from mapping.interchange.plan import Plan, SourceFile, What
from mapping.interchange.table import Row, Table, table_of
from mapping.interchange.text import FileTrouble, Text, contents_of, text_of

TRUTH: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
"""How a table says yes or no."""

SEVERAL: Final = frozenset({"roles", "offers", "care_types", "hats", "access", "languages"})
"""Columns whose cells hold several values, separated by `|`."""

_TRUTHS: Final = frozenset({"potential", "individual", "child", "at_home", "shared_plan"})


def value_of(name: str, text: str) -> Any:
    """Return what a cell of one of our columns says; what cannot be read stays text."""
    if name in SEVERAL:
        return several(text)
    if name in _TRUTHS:
        return TRUTH.get(text.casefold(), text)
    return text


def several(text: str) -> tuple[str, ...]:
    """Return the values of a cell."""
    return tuple(part.strip() for part in text.split("|") if part.strip())


def open_text(plan: Plan, path: Path) -> Text:
    """Read a file as text into a plan: its digest, and what was odd about its bytes."""
    data = contents_of(path)
    read = text_of(path.name, data)
    plan.files.append(SourceFile(path.name, hashlib.sha256(data).hexdigest()))
    for oddity in read.oddities:
        plan.findings.note("noticed", path.name, oddity.line, None, oddity.words)
    return read


def open_tables(plan: Plan, paths: Sequence[Path]) -> tuple[list[Table], list[Table]]:
    """Open tables of elements and of connections; those with `from` and `to` are connections.

    Raises
    ------
    FileTrouble
        If no table of elements is among them, or none has a row.
    """
    elements: list[Table] = []
    connections: list[Table] = []
    for path in paths:
        table = table_of(open_text(plan, path))
        (connections if {"from", "to"} <= set(table.columns) else elements).append(table)
    if not elements:
        raise FileTrouble("There is no table of elements among these files. Give that one too.")
    return elements, connections


def full_rows(plan: Plan, table: Table) -> list[Row]:
    """Return a table's rows, those left out that have more cells than there are columns."""
    rows = []
    for row in table.rows():
        if row.overfull:
            words = "has more cells than there are columns. Put quotes round a text with a comma"
            plan.findings.note("left_out", table.file, row.line, None, words)
        else:
            rows.append(row)
    return rows


def check_some(plan: Plan, tables: Sequence[Table]) -> None:
    """Raise FileTrouble where tables of elements gave nothing and nothing was left out."""
    if not plan.elements and not plan.findings.of("left_out"):
        raise FileTrouble(
            f"{tables[0].file} has its columns and no rows. Add some, then try again."
        )


def tell_columns(plan: Plan, table: Table, read_as: Mapping[str, str]) -> None:
    """Note what became of each column of which there is something to say, as `was …`."""
    for column in table.columns:
        if column in read_as:
            what: What = "left_out" if read_as[column].startswith("left out") else "mapped"
            plan.findings.note(what, table.file, None, column, f"was {read_as[column]}")
