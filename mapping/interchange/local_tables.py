"""Where elements are, from `elements.csv`: for questions of place asked of files, without a store.

More forgiving than `tabular.py`, as `network_tables.py` is: what cannot be placed is kept, and said
to have no place and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mapping.interchange.network_tables import Say, from_tables
from mapping.interchange.table import Row, read_table
from mapping.interchange.text import FileTrouble
from mapping.locality.ground import Spot
from mapping.network import CareNetwork, ElementFacts, is_supported, make_network, sector_of

_YES: Final = frozenset({"true", "yes", "1", "y", "t"})


def read_ground(
    elements: Path, connections: Path | None, *, say: Say = lambda _: None
) -> tuple[CareNetwork, Mapping[str, Spot]]:
    """Return the network of one or two tables, and where each element of it is.

    Parameters
    ----------
    elements
        CSV with `id` and `kind`; `lon`, `lat` or `area`, `offers`, `individual`, `at_home` and
        `capacity` if there are any.
    connections
        CSV or Parquet with `type`, `from` and `to`; without it nothing is connected.
    say
        Is told what was odd about the files' bytes.

    Raises
    ------
    FileTrouble
        If a file cannot be read, lacks a column or repeats an id; it names file, line and field.
    """
    table = read_table(elements, ("id", "kind"))
    rows = {row.cells["id"]: row for row in table.rows()}
    spots = {id_: _spot(row) for id_, row in rows.items()}
    if connections is not None:
        return from_tables(elements, connections, say=say), spots
    for oddity in table.oddities:
        line = f", line {oddity.line}" if oddity.line else ""
        say(f"{table.file}{line}: {oddity.words}.")
    facts: dict[str, ElementFacts] = {}
    for row in table.rows():
        id_ = row.cells["id"]
        if not id_ or not row.cells["kind"]:
            field = "kind" if id_ else "id"
            raise FileTrouble(f"{table.file}, line {row.line}, {field}: is empty. Write one there.")
        if id_ in facts:
            raise FileTrouble(
                f"{table.file}, line {row.line}, id: was used before. Give each its own."
            )
        facts[id_] = _facts(row)
    return make_network(facts.values(), ()), spots


def _facts(row: Row) -> ElementFacts:
    cells = row.cells
    kind, roles = cells["kind"].casefold(), _several(cells.get("roles", ""))
    sector, from_kind = sector_of(kind, cells.get("sector", "").casefold() or None, roles)
    return ElementFacts(
        id=cells["id"],
        kind=kind,
        name=cells.get("name") or cells["id"],
        sector=sector,
        sector_from_kind=from_kind,
        roles=roles,
        supported=is_supported(kind, roles),
    )


def _spot(row: Row) -> Spot:
    cells = row.cells
    lon, lat = _number(cells.get("lon", "")), _number(cells.get("lat", ""))
    return Spot(
        point=None if lon is None and lat is None else (lon, lat),
        area=cells.get("area") or None,
        offers=frozenset(_several(cells.get("offers", ""))),
        individual=cells.get("individual", "").casefold() in _YES,
        at_home=cells.get("at_home", "").casefold() in _YES,
        capacity=_number(cells.get("capacity", "")),
    )


def _number(cell: str) -> float | None:
    """Return a number; nan for what is none, so that placing says so."""
    if not cell:
        return None
    try:
        return float(cell)
    except ValueError:
        return float("nan")


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
