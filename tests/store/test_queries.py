"""Every query of the program can be prepared by both databases."""

import datetime
from typing import Any

import pytest

from mapping.store import Store
from queries import FOLDER, Parameter, load
from tests.conftest import Cypher

QUERIES = load(FOLDER)
TEXTS = [(name, key) for name, query in QUERIES.items() for key in query.texts]
SOME: dict[str, Any] = {
    "integer": 1,
    "number": 1.5,
    "truth": True,
    "date": datetime.date(2026, 1, 31),
    "map": {"id": "a"},
    "json": "{}",
}


def some(parameter: Parameter) -> Any:
    """Any value of a parameter's type, or the usual one of those it lists."""
    if parameter.values:
        return parameter.values[0]
    word = parameter.type.removesuffix("?")
    if word.startswith("list of "):
        return [SOME.get(word.removeprefix("list of "), "a")]
    return SOME.get(word, "a")


@pytest.mark.parametrize(("name", "connection_type"), TEXTS)
def test_both_stores_can_prepare(
    store: Store, cypher: Cypher, name: str, connection_type: str
) -> None:
    query = QUERIES[name]
    given = {parameter.name: some(parameter) for parameter in query.parameters}
    if connection_type:
        given["type"] = connection_type
    text, values = query.prepare(given)
    cypher(f"EXPLAIN {text}", **values)
    assert store.engine in {"embedded", "neo4j"}
