"""The same writes by the driver alone: no model, no sealing, no rights. To compare with."""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import neo4j

from mapping.model import new_id
from mapping.store.embedded import Address

QUERIES = Path(__file__).parent / "queries"


class Bare:
    """A driver and the few queries that it runs, each in one managed transaction.

    On the embedded store writers take turns, as the program's do: without, two of them took the
    same place in a map.
    """

    def __init__(self, driver: neo4j.Driver, database: str | None) -> None:
        self._driver = driver
        self._database = database
        self._turns = threading.Lock() if database else contextlib.nullcontext()
        self._texts = {path.stem: path.read_text() for path in QUERIES.glob("*.cypher")}

    def save_edit(self, map_id: str, owner: str) -> None:
        """Write what one edit writes: somebody drawn with an arrow, its record and audit entry."""
        sealed = f"k1:{new_id()}:{secrets.token_urlsafe(60)}"
        element = new_id()
        self._write(
            "save_edit",
            map=map_id,
            chain=map_id,
            owner=owner,
            element=element,
            element_fields={"scope": map_id, "kind": "person", "name": sealed},
            figure_fields={"x": 300, "y": 0, "presence": "nearby", "potential": False},
            line_fields={"id": new_id(), "scope": map_id, "state": "generative"},
            edit=new_id(),
            body=secrets.token_urlsafe(700),
            hash=secrets.token_hex(32),
        )

    def load(self, neighbourhood: str, elements: Sequence[Any], lines: Sequence[Any]) -> None:
        """Write a directory in batches of 2,000."""
        for some in _batches(elements):
            self._write("make_elements", neighbourhood=neighbourhood, rows=some)
        for some in _batches(lines):
            self._write("make_connections", rows=some)

    def _write(self, query: str, **parameters: Any) -> None:
        with self._turns, self._driver.session(database=self._database) as session:
            session.execute_write(lambda tx: tx.run(self._texts[query], parameters).consume())


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), 2_000):
        yield rows[start : start + 2_000]


@contextlib.contextmanager
def connected(address: Address, database: str | None) -> Iterator[Bare]:
    """Connect a driver of its own to a server."""
    with neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
        yield Bare(driver, database)
