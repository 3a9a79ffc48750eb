"""Running Cypher that was not written by us: only on the graphs of releases, only to read.

What a query may say is decided before (`mapping/releases/cypher_rules.py`); how long it may run and
that it cannot write, by the database (`child.py`). The live store has no door for this.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import neo4j.exceptions
from neo4j.graph import Node, Path, Relationship

from mapping.store.door import Store, Transaction
from mapping.store.errors import StoreError

MOST_ROWS: Final = 1_000
"""Rows that are given; what is over is left off, and said."""


class CannotRun(StoreError):
    """A query of somebody's own could not be run."""


@dataclass(frozen=True)
class Given:
    """What a query gave, as JSON has it; `more` if there were more rows than are given."""

    columns: list[str]
    rows: list[list[Any]]
    more: bool


def run(store: Store, cypher: str, parameters: Mapping[str, object]) -> Given:
    """Run one query.

    Raises
    ------
    CannotRun
        If the database cannot make sense of it, or it takes too long or too much memory.
    """
    return store.read(partial(_run, cypher=cypher, parameters=parameters))


def _run(tx: Transaction, *, cypher: str, parameters: Mapping[str, object]) -> Given:
    try:
        result = tx._driven.run(cypher, dict(parameters))
        rows = [[_as_json(value) for value in row.values()] for row in result.fetch(MOST_ROWS + 1)]
        result.consume()
    except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError) as error:
        raise CannotRun(_why(error)) from None
    return Given(list(result.keys()), rows[:MOST_ROWS], len(rows) > MOST_ROWS)


def _why(error: Exception) -> str:
    """Return why there is no answer; the database's own words are of its inside."""
    code = getattr(error, "code", None) or ""
    if code.startswith("Neo.ClientError") and "TimedOut" not in code:
        return (
            "The database cannot make sense of it. Check the names, and what is done with each:"
            " every name in RETURN has to come from a MATCH, WITH or UNWIND before it."
        )
    return (
        "It took more than ten seconds or too much memory, so it was stopped. Ask for less: join"
        " the parts of a MATCH, count before you combine, or add a LIMIT."
    )


def _as_json(value: Any) -> Any:
    if isinstance(value, Path):
        return {
            "elements": [_as_json(one) for one in value.nodes],
            "connections": [_as_json(one) for one in value.relationships],
        }
    if isinstance(value, Relationship):
        ends = zip(("from", "to"), value.nodes, strict=True)
        return {
            "type": value.type.lower(),
            **{name: node["id"] for name, node in ends if node is not None and "id" in node},
            **{name: _as_json(one) for name, one in value.items()},
        }
    if isinstance(value, Node | Mapping):
        return {name: _as_json(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_as_json(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if value is None or isinstance(value, str | int | float) else str(value)
