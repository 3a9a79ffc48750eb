"""A network of care from `elements.csv` and `connections.csv`, for analysis without a store.

More forgiving than `tabular.py`, which reads what is to be kept: here an id may be any text, a kind
or a care type that we do not know is kept, and a connection to nobody is counted, not refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from mapping.interchange.table import read_table
from mapping.interchange.text import FileTrouble
from mapping.network import (
    FORMALITIES,
    FREQUENCIES,
    STATES,
    TYPES,
    CareNetwork,
    ConnectionFacts,
    ElementFacts,
    is_supported,
    make_network,
    sector_of,
)

Cells = dict[str, str]
Say = Callable[[str], None]


def from_tables(elements: Path, connections: Path, *, say: Say = lambda _: None) -> CareNetwork:
    """Return the network of two tables.

    A blank state reads as unclassified, and a membership's `active` as engaged. Columns that are
    not known are not looked at.

    Parameters
    ----------
    elements
        A table with at least `id` and `kind`.
    connections
        A table with at least `type`, `from` and `to`.
    say
        Is told, in a sentence each, what was odd about the files' bytes and how it was read.

    Raises
    ------
    FileTrouble
        If a file cannot be read, lacks a column, repeats an id, or has a word that means nothing
        here; it names the file, the line and the field.
    """
    return make_network(list(_elements(elements, say)), list(_connections(connections, say)))


def _elements(path: Path, say: Say) -> Iterator[ElementFacts]:
    seen: dict[str, int] = {}
    for line, row in _rows(path, ("id", "kind"), say):
        for field in ("id", "kind"):
            if not row[field]:
                raise _trouble(path, line, field, "is empty. Write one there")
        _check_new(path, line, row["id"], seen)
        kind, roles = row["kind"].casefold(), _several(row, "roles")
        sector, from_kind = sector_of(kind, row.get("sector", "").casefold(), roles)
        yield ElementFacts(
            id=row["id"],
            kind=kind,
            name=row.get("name") or row["id"],
            sector=sector,
            sector_from_kind=from_kind,
            roles=roles,
            supported=is_supported(kind, roles),
        )


def _connections(path: Path, say: Say) -> Iterator[ConnectionFacts]:
    seen: dict[str, int] = {}
    for line, row in _rows(path, ("type", "from", "to"), say):
        if row.get("id"):
            _check_new(path, line, row["id"], seen)
        type_ = _one_of(path, line, row, "type", TYPES)
        if not type_:
            raise _trouble(path, line, "type", f"is empty. Use one of {', '.join(TYPES)}")
        if type_ == "member_of" and row.get("state", "").casefold() == "active":
            row["state"] = "engaged"
        yield ConnectionFacts(
            id=row.get("id") or f"line-{line}",
            type=type_,
            from_=row["from"],
            to=row["to"],
            state=_one_of(path, line, row, "state", STATES) or "unclassified",
            care_types=_several(row, "care_types"),
            formality=_one_of(path, line, row, "formality", FORMALITIES),
            frequency=_one_of(path, line, row, "frequency", FREQUENCIES),
        )


def _check_new(path: Path, line: int, id_: str, seen: dict[str, int]) -> None:
    if id_ in seen:
        raise _trouble(path, line, "id", f"was used before, on line {seen[id_]}. Give each its own")
    seen[id_] = line


def _several(row: Cells, field: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in row.get(field, "").split("|") if part.strip())


def _one_of(path: Path, line: int, row: Cells, field: str, words: tuple[str, ...]) -> str | None:
    word = row.get(field, "").casefold()
    if word and word not in words:
        raise _trouble(path, line, field, f"is not one that we know. Use {', '.join(words)}")
    return word or None


def _rows(path: Path, needed: tuple[str, ...], say: Say) -> Iterator[tuple[int, Cells]]:
    """Yield the line and the cells of every row that has any, by its column's name."""
    table = read_table(path, needed)
    for oddity in table.oddities:
        line = f", line {oddity.line}" if oddity.line else ""
        say(f"{path.name}{line}: {oddity.words}.")
    for row in table.rows():
        if row.overfull:
            words = "has more cells than there are columns. Put quotes round a text"
            raise FileTrouble(f"{path.name}, line {row.line}: {words} with a comma in it.")
        yield row.line, row.cells


def _trouble(path: Path, line: int, field: str, words: str) -> FileTrouble:
    return FileTrouble(f"{path.name}, line {line}, {field}: {words}.")
