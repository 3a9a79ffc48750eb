"""Migrations are applied once, in order, on both engines; newer data is refused."""

import re
from pathlib import Path

import pytest

from mapping.store import AlreadyThere, Store, StoreTooNew, schema
from mapping.store.door import plain_errors
from tests.conftest import Cypher

LABELS = [
    "Element",
    "CareMap",
    "Neighbourhood",
    "Household",
    "Drawing",
    "Edit",
    "Consent",
    "Wording",
    "Account",
    "Session",
    "Token",
    "Invitation",
    "Audit",
    "Layout",
    "Service",
    "Throttle",
]


def apply(store: Store, steps: list[schema.Migration]) -> None:
    schema.bring_up_to_date(store, store._driver, store._database, steps)


def test_applying_all_again_from_the_start_changes_nothing(store: Store, cypher: Cypher) -> None:
    """As after a process was killed before it could note how far it came."""
    before = cypher("SHOW INDEXES YIELD name RETURN name ORDER BY name")
    cypher("MATCH (s:Service) SET s.schema_version = 0")
    apply(store, schema.migrations())
    assert cypher("SHOW INDEXES YIELD name RETURN name ORDER BY name") == before
    newest = schema.migrations()[-1].number
    assert store.read(lambda tx: tx.one("read_schema_version")) == {"version": newest}
    assert cypher("MATCH (n) RETURN count(n) AS n") == [{"n": 1}]
    assert cypher("MATCH ()-[r]->() RETURN count(r) AS n") == [{"n": 0}]


def test_data_of_a_newer_program_is_refused_and_left_alone(store: Store, cypher: Cypher) -> None:
    newest = schema.migrations()[-1].number
    cypher("MATCH (s:Service) SET s.schema_version = 999")
    try:
        with pytest.raises(StoreTooNew, match=r"data version 999.*Install the newer program"):
            apply(store, schema.migrations())
        assert store.read(lambda tx: tx.one("read_schema_version")) == {"version": 999}
    finally:
        cypher("MATCH (s:Service) SET s.schema_version = $n", n=newest)


@pytest.mark.parametrize("label", LABELS)
def test_every_label_has_one_node_an_id(store: Store, cypher: Cypher, label: str) -> None:
    cypher(f"CREATE (:{label} {{id: 'once'}})")
    with pytest.raises(AlreadyThere), plain_errors():
        cypher(f"CREATE (:{label} {{id: 'once'}})")
    cypher(f"MATCH (n:{label} {{id: 'once'}}) DELETE n")
    assert store.engine


def test_the_numbers_of_the_migrations_are_1_2_3_without_a_gap() -> None:
    steps = schema.migrations()
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))


def test_a_semicolon_in_a_comment_or_in_quotes_ends_no_statement() -> None:
    source = "// one; two\nMERGE (a {n: ';'});\nMATCH (a)\nDELETE a;\n"
    found = schema.statements(source)
    assert [re.sub(r"//.*\n", "", text) for text in found] == [
        "MERGE (a {n: ';'})",
        "MATCH (a)\nDELETE a",
    ]


def test_every_statement_of_a_migration_is_ended(tmp_path: Path) -> None:
    for path in schema.MIGRATIONS.glob("*.cypher"):
        assert path.read_text(encoding="utf-8").rstrip().endswith(";"), path.name
    assert schema.migrations(tmp_path) == []
