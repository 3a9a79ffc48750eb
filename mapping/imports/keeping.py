"""What an import leaves as organisers made it: a field that was changed here is not overwritten.

A file that changed is newer than what it wrote before, and not than what somebody said since. What
an organiser took back themselves is the file's again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from mapping.entries import entries, kept_steps
from mapping.imports.comparing import KeptHere, Work
from mapping.service import Service
from mapping.steps import Set, Tick
from mapping.store import Row, Transaction
from mapping.store.records import Records


def keep_what_was_changed_here(service: Service, work: Work) -> tuple[KeptHere, ...]:
    """Leave out of an import what organisers changed since, and return it.

    Parameters
    ----------
    service
        What the use case works on.
    work
        What the import comes to; fields of it that stay as they are here are taken out.
    """
    lines = [line for some in work.changed_lines.values() for line in some]
    ids = {row["id"] for row in work.changed_elements} | {line["from_id"] for line in lines}
    if not ids:
        return ()

    def look(tx: Transaction) -> tuple[list[Row], dict[str, Row]]:
        rows = tx.rows("edits_of_entries", scope=work.neighbourhood, ids=sorted(ids))
        there = entries(tx, work.neighbourhood, ids)
        return rows, {id_: Records.directory_element(one) for id_, one in there.items()}

    rows, there = service.read(look)
    said = _said_here(row["fields"] for row in rows)
    kept = [
        KeptHere(entry=row["id"], name=there[row["id"]]["name"], field=name)
        for row in work.changed_elements
        for name in _take_out(row, said[row["id"]], there[row["id"]])
    ]
    for line in lines:
        stays = said[line["id"]]
        line["fields"] = {name: one for name, one in line["fields"].items() if name not in stays}
    return tuple(kept)


def _said_here(edits: Iterable[Row]) -> Mapping[str, set[str]]:
    """Return the fields that organisers changed, by what they are of, without what was undone."""
    by: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fields in edits:
        for step in kept_steps(fields):
            if isinstance(step, (Set, Tick)):
                for name in ("lon", "lat") if step.field == "point" else (step.field,):
                    if fields.get("undoes"):
                        by[step.id, name].discard(fields["undoes"])
                    else:
                        by[step.id, name].add(fields["id"])
    found: dict[str, set[str]] = defaultdict(set)
    for (id_, name), some in by.items():
        if some:
            found[id_].add(name)
    return found


def _take_out(row: Row, names: set[str], there: Mapping[str, Any]) -> list[str]:
    """Take fields out of what is written, and return those of which the file says otherwise."""
    taken = {name: row.pop(name) for name in sorted(names & row.keys())}
    return [name for name, value in taken.items() if (value or None) != (there.get(name) or None)]
