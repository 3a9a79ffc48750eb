"""Every query of the program can be prepared by both databases."""

import pytest

from mapping import care_maps
from mapping.store import Store
from queries import FOLDER, load
from tests.conftest import Cypher

QUERIES = load(FOLDER)
TEXTS = [(name, key) for name, query in QUERIES.items() for key in query.texts]


@pytest.mark.parametrize(("name", "connection_type"), TEXTS)
def test_both_stores_can_prepare(
    store: Store, cypher: Cypher, name: str, connection_type: str
) -> None:
    query = QUERIES[name]
    given = query.for_nothing()
    if connection_type:
        given["type"] = connection_type
    text, values = query.prepare(given)
    cypher(f"EXPLAIN {text}", **values)
    assert store.engine in {"embedded", "neo4j"}


def test_rehearsing_asks_each_query_that_reads_and_changes_nothing(
    store: Store, cypher: Cypher
) -> None:
    before = cypher("MATCH (n) RETURN count(n) AS n")

    store.rehearse(care_maps.OPENING)
    store.rehearse()

    assert cypher("MATCH (n) RETURN count(n) AS n") == before
