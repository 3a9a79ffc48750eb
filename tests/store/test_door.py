"""What everybody relies on at the door to the database, held on both engines."""

import threading
from pathlib import Path

import pytest

from mapping.store import (
    AlreadyThere,
    NotAllowedHere,
    Store,
    StoreError,
    TooManyRows,
    Transaction,
)
from mapping.store.door import plain_errors
from queries import ParameterError, load
from tests.conftest import Cypher

QUERIES = Path(__file__).parent / "queries"


@pytest.fixture
def door(store: Store) -> Store:
    """The same database, with the queries of these tests."""
    return Store(
        engine=store.engine,
        driver=store._driver,
        database=store._database,
        queries=load(QUERIES),
    )


def names(cypher: Cypher) -> list[str]:
    return [row["id"] for row in cypher("MATCH (e:Element) RETURN e.id AS id ORDER BY id")]


def test_what_a_piece_of_work_wrote_is_read_back(door: Store) -> None:
    door.write(lambda tx: tx.run("plant", id="asha", scope="map"))
    assert door.read(lambda tx: tx.rows("planted", scopes=["map"])) == [{"id": "asha"}]
    assert door.read(lambda tx: tx.one("planted_one", id="asha")) == {"scope": "map"}
    assert door.read(lambda tx: tx.one("planted_one", id="nobody")) is None


def test_work_that_raises_leaves_nothing(door: Store, cypher: Cypher) -> None:
    def work(tx: Transaction) -> None:
        tx.run("plant", id="asha", scope="map")
        raise KeyError("the domain found a fault")

    with pytest.raises(KeyError, match="found a fault"):
        door.write(work)
    assert names(cypher) == []


def test_an_id_that_is_taken_is_already_there_and_nothing_else_is_kept(
    door: Store, cypher: Cypher
) -> None:
    door.write(lambda tx: tx.run("plant", id="asha", scope="map"))

    def work(tx: Transaction) -> None:
        tx.run("plant", id="ben", scope="map")
        tx.run("plant", id="asha", scope="other")

    with pytest.raises(AlreadyThere, match="there already") as raised:
        door.write(work)
    assert "asha" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert names(cypher) == ["asha"]


def test_no_increment_is_lost_between_eight_writers(door: Store, cypher: Cypher) -> None:
    """8 writers add 1 to one counter 25 times each: 200, and each number is answered once."""
    cypher("CREATE (:Element {id: 'counter', n: 0})")
    answers: list[int] = []

    def count() -> None:
        for _ in range(25):
            row = door.write(lambda tx: tx.one("count_up", id="counter"))
            assert row is not None
            answers.append(row["n"])

    writers = [threading.Thread(target=count) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert cypher("MATCH (c:Element {id: 'counter'}) RETURN c.n AS n") == [{"n": 200}]
    assert sorted(answers) == list(range(1, 201))


def test_two_processes_that_write_the_same_are_both_kept(store: Store, cypher: Cypher) -> None:
    """Two doors take no turns with each other, as a command line that joined takes none."""
    cypher("CREATE (:Element {id: 'counter', n: 0})")
    doors = [
        Store(engine=store.engine, driver=store._driver, database=store._database,
              queries=load(QUERIES))
        for _ in range(4)
    ]  # fmt: skip

    def count(door: Store) -> None:
        for _ in range(10):
            door.write(lambda tx: tx.one("count_up", id="counter"))

    writers = [threading.Thread(target=count, args=(door,)) for door in doors]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert cypher("MATCH (c:Element {id: 'counter'}) RETURN c.n AS n") == [{"n": 40}]


def test_an_answer_longer_than_its_header_promises_is_refused_whole(door: Store) -> None:
    for number in range(4):
        door.write(lambda tx, n=number: tx.run("plant", id=f"e{n}", scope="map"))  # type: ignore[misc]
    with pytest.raises(TooManyRows, match="more than 3 rows"):
        door.read(lambda tx: tx.rows("planted", scopes=["map"]))


def test_a_read_cannot_write(door: Store, cypher: Cypher) -> None:
    with pytest.raises(NotAllowedHere, match=r"use it in store\.write"):
        door.read(lambda tx: tx.run("plant", id="asha", scope="map"))
    assert names(cypher) == []


def test_a_query_is_called_as_its_header_says(door: Store) -> None:
    with pytest.raises(NotAllowedHere, match="did you mean planted"):
        door.read(lambda tx: tx.rows("plantd"))
    with pytest.raises(NotAllowedHere, match=r"call \.rows\(\)"):
        door.read(lambda tx: tx.one("planted", scopes=["map"]))


@pytest.mark.parametrize("nothing", [None, "", "  ", "x" * 65, 7, "half \ud83d"])
def test_an_id_that_is_none_never_reaches_the_database(
    door: Store, cypher: Cypher, nothing: object
) -> None:
    with pytest.raises(ParameterError, match="`id`"):
        door.write(lambda tx: tx.run("plant", id=nothing, scope="map"))
    assert names(cypher) == []


@pytest.mark.parametrize(
    "text",
    ["שרה", "علي", "অনিতা", "👵🏽", "a\x00b", "line\nbreak", "'; DROP", "e\u0301", "x" * 10_000],
)
def test_any_text_comes_back_as_it_was_written(cypher: Cypher, text: str) -> None:
    cypher("CREATE (:Element {id: 'asha', name: $text})", text=text)
    assert cypher("MATCH (e:Element {id: 'asha'}) RETURN e.name AS name") == [{"name": text}]


def test_a_database_error_comes_out_without_what_it_quotes(cypher: Cypher) -> None:
    """A date that is none, and an id twice: Neo4j's own messages quote both."""
    with pytest.raises(StoreError) as raised, plain_errors():
        cypher("RETURN date($name)", name="Asha")
    assert "Asha" not in str(raised.value)
    with pytest.raises(AlreadyThere) as raised, plain_errors():
        cypher("CREATE (:Account {id: $id}) CREATE (:Account {id: $id})", id="Asha")
    assert "Asha" not in str(raised.value)
