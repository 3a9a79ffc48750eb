"""A neighbourhood: its directory, and the one view of it that anybody else ever reads.

`view` is the only way from private care maps to others. Pages, reports, exports and releases take
what it returns and nothing else. How it is put together is in `view.py`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Final

from mapping import audit
from mapping.credentials import has_ended
from mapping.model import Connection, Element, Name, new_id
from mapping.policy import NotFound
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Row, Transaction
from mapping.store.records import Records
from mapping.view import View, ViewConnection, ViewElement, read_view

__all__ = [
    "View",
    "ViewConnection",
    "ViewElement",
    "add_to_directory",
    "create",
    "search_directory",
    "view",
]

BATCH: Final = 2_000
"""How many elements or connections are written in one transaction."""

MOST_FOUND: Final = 20
"""How many entries of the directory are offered for a text."""


def create(service: Service, *, name: Name, account: str | None = None) -> str:
    """Make a neighbourhood with an empty directory, and return its id."""
    id_ = new_id()

    def work(tx: Transaction) -> None:
        tx.run("create_neighbourhood", id=id_, name=name)
        audit.record(tx, service, chain=id_, account=account, action="neighbourhood.started")

    service.write(work)
    return id_


def add_to_directory(
    service: Service,
    neighbourhood: str,
    elements: Sequence[Element],
    connections: Sequence[Connection] = (),
    *,
    account: str | None = None,
) -> None:
    """List elements in a neighbourhood's directory and draw its own connections.

    Written in batches: elements first, then the connections, whose ends must be listed.

    Raises
    ------
    NotWellFormed
        If an element's scope is not the neighbourhood, or a connection's end is unknown.
    """
    _check_directory(neighbourhood, elements, connections)
    for start in range(0, len(elements), BATCH):
        some = elements[start : start + BATCH]
        service.write(
            partial(
                _list, service=service, neighbourhood=neighbourhood, elements=some, account=account
            )
        )
    for start in range(0, len(connections), BATCH):
        lines = connections[start : start + BATCH]
        service.write(
            partial(
                _draw, service=service, neighbourhood=neighbourhood, lines=lines, account=account
            )
        )


def _check_directory(
    neighbourhood: str, elements: Sequence[Element], connections: Sequence[Connection]
) -> None:
    for index, element in enumerate(elements):
        if element.scope != neighbourhood:
            raise NotWellFormed(f"elements[{index}].scope", "Say the neighbourhood's id.")
    known = {element.id for element in elements}
    for index, line in enumerate(connections):
        for end, id_ in (("from", line.from_), ("to", line.to)):
            if id_ not in known:
                raise NotWellFormed(
                    f"connections[{index}].{end}", "No element of the directory has this id."
                )


def _list(
    tx: Transaction,
    service: Service,
    neighbourhood: str,
    elements: Sequence[Element],
    account: str | None,
) -> None:
    ids = [element.id for element in elements]
    tx.run("create_elements", rows=[Records.directory_element(one) for one in elements])
    today = dt.datetime.now(dt.UTC).date()
    tx.run("list_in_directory", neighbourhood=neighbourhood, since=today, ids=ids)
    _note_change(tx, service, neighbourhood, account, ids)


def _draw(
    tx: Transaction,
    service: Service,
    neighbourhood: str,
    lines: Sequence[Connection],
    account: str | None,
) -> None:
    by_type: dict[str, list[Row]] = defaultdict(list)
    for line in lines:
        fields = Records.directory_connection(line, neighbourhood)
        by_type[line.type.value].append(
            {"id": line.id, "from_id": line.from_, "to_id": line.to, "fields": fields}
        )
    for type_, rows in by_type.items():
        tx.run("connect", type=type_, rows=rows)
    _note_change(tx, service, neighbourhood, account, [line.id for line in lines])


def _note_change(
    tx: Transaction,
    service: Service,
    neighbourhood: str,
    account: str | None,
    ids: Sequence[str],
) -> None:
    tx.run("advance_view", id=neighbourhood)
    audit.record(
        tx,
        service,
        chain=neighbourhood,
        account=account,
        action="directory.extended",
        about=ids[:50],
    )


def search_directory(service: Service, neighbourhood: str, text: str) -> Sequence[Element]:
    """Return the entries of a directory whose name has the text in it, best first."""
    wanted = " ".join(text.casefold().split())
    rows = service.read(lambda tx: tx.rows("directory", neighbourhood=neighbourhood))
    found = [
        Records.directory_element_from(row["element"])
        for row in rows
        if wanted in row["element"]["name"].casefold() and not row["element"].get("merged_into")
    ]
    return sorted(found, key=lambda one: (not one.name.casefold().startswith(wanted), one.name))[
        :MOST_FOUND
    ]


def view(service: Service, neighbourhood: str) -> View:
    """Return everything that a neighbourhood sees now.

    Its own directory and connections, and of private care maps those elements that every owner
    consents to share and whose person agreed (`consent.seen_detail`), and those connections with a
    consent of their own whose two ends are both seen. Of a private element it tells an alias, kind,
    sector, whether supported, and the label that its detail allows; no note, presence, household,
    relation or other role. Equal `person_id`s are one element.

    What was read before is given again only while the store says the same `view_seq`, which every
    change of what is seen advances in its own transaction, and while no owner's time has run out.

    Raises
    ------
    NotFound
        If there is no such neighbourhood.
    """
    with service.memory.turn(neighbourhood) as kept:
        seen, ends = service.read(lambda tx: _view(tx, service, neighbourhood, kept.value))
        kept.value = seen, ends
        kept.size = len(seen.elements) + len(seen.connections)
    return seen


def _view(
    tx: Transaction, service: Service, neighbourhood: str, kept: tuple[View, str | None] | None
) -> tuple[View, str | None]:
    own = tx.one("neighbourhood", id=neighbourhood)
    if own is None:
        raise NotFound
    if kept and kept[0].view_seq == own["view_seq"] and not (kept[1] and has_ended(kept[1])):
        return kept
    return read_view(tx, service, own)
