"""The servers of releases: only reading, only what was released, and never the live graph.

These run against the database itself, past every check of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import neo4j.exceptions
import pytest

from mapping.releases import making
from mapping.store import NotAllowedHere, Store, TooManyRows
from mapping.store.embedded import EmbeddedServer
from mapping.store.own_cypher import MOST_ROWS, CannotRun
from mapping.store.released import (
    ReleasedServer,
    ReleaseMissing,
    ReleaseOpening,
)

MANY = 150
"""More than the rows that a question may give."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReleasedServer]:
    """Two releases: many of one kind, and as many of kinds of their own."""
    server = ReleasedServer(tmp_path_factory.mktemp("data") / "releases")
    kinds = {"larkmead": ["person"] * MANY, "elsewhere": [f"kind_{n}" for n in range(MANY)]}
    for release, them in kinds.items():
        rows = [
            {"id": f"{n}", "place": n, "people": True, "sector": "informal", "kind": kind}
            for n, kind in enumerate(them)
        ]
        (server.folder / release).mkdir(parents=True)
        with server.building(server.folder / release) as made_of:
            made_of["inner"].write(
                partial(making._run, query="create_released_elements", rows=rows)
            )
            made_of["graph"].write(partial(making._run, query="create_elements", rows=rows))
    yield server
    server.close()


@pytest.fixture(scope="module")
def larkmead(server: ReleasedServer) -> Store:
    return server.store("larkmead", wait=60)


@pytest.fixture(scope="module")
def graphs(server: ReleasedServer) -> Iterator[ReleasedServer]:
    """The same releases' graphs."""
    graphs = ReleasedServer(server.folder, "graph")
    yield graphs
    graphs.close()


def run(store: Store, text: str) -> list[dict[str, Any]]:
    with store._driver.session(database=store._database) as session, session._pipelined_begin:
        return session.execute_write(lambda tx: [dict(row) for row in tx.run(text)])


def test_each_release_answers_for_itself_and_never_at_more_length_than_it_said(
    server: ReleasedServer, larkmead: Store
) -> None:
    rows = larkmead.read(lambda tx: tx.rows("people_by_kind_and_sector"))
    assert [row["people"] for row in rows] == [MANY]
    elsewhere = server.store("elsewhere", wait=60)
    with pytest.raises(TooManyRows):
        elsewhere.read(lambda tx: tx.rows("people_by_kind_and_sector"))


@pytest.mark.parametrize(
    "writes",
    [
        "CREATE (:ReleasedElement {id: 'new'})",
        "MERGE (n:ReleasedElement {id: 'new'}) RETURN n",
        "MATCH (n:ReleasedElement {id: '1'}) SET n.kind = 'pet'",
        "MATCH (n:ReleasedElement {id: '1'}) REMOVE n.kind",
        "MATCH (n:ReleasedElement {id: '1'}) DETACH DELETE n",
        "MATCH (a:ReleasedElement {id: '1'}), (b {id: '2'}) CREATE (a)-[:KNOWS]->(b)",
        "CREATE (:NewLabel {id: 'new'})",
        "CREATE INDEX kinds FOR (n:ReleasedElement) ON (n.kind)",
        "LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line",
    ],
)
def test_the_database_itself_refuses_everything_but_reading(
    larkmead: Store, graphs: ReleasedServer, writes: str
) -> None:
    graph = graphs.store("larkmead", wait=60)
    for store, text in ((larkmead, writes), (graph, writes.replace("Released", ""))):
        with pytest.raises(neo4j.exceptions.Forbidden):
            run(store, text)
        assert run(store, "MATCH (n) WHERE n.kind = 'person' RETURN count(n) AS n") == [{"n": MANY}]


def test_a_graph_holds_nothing_of_the_rows_that_are_counted(graphs: ReleasedServer) -> None:
    def given(cypher: str) -> list[list[object]]:
        return graphs.run("larkmead", cypher, {}, wait=60).rows

    assert given("MATCH (n:ReleasedElement) RETURN count(n)") == [[0]]
    assert given("MATCH (n:Element) RETURN count(n)") == [[MANY]]


def test_analysts_cypher_may_ask_in_parts_and_whether_something_is_there(
    graphs: ReleasedServer,
) -> None:
    """Both are put to the database as they are written, so it must understand them."""
    few = "MATCH (a:Element) WHERE a.place < 3 RETURN a.place AS place"
    for text, rows in (
        (f"{few} UNION {few}", [[0], [1], [2]]),
        (f"{few}\nUNION ALL {few}", [[0], [0], [1], [1], [2], [2]]),
        ("MATCH (a:Element) WHERE EXISTS { (a)-[]-(b:Element) } RETURN count(a) AS n", [[0]]),
        ("MATCH (a) WHERE EXISTS { MATCH (a) WHERE a.place = 1 RETURN a } RETURN a.place", [[1]]),
    ):
        assert sorted(graphs.run("larkmead", text, {}, wait=60).rows) == rows, text


def test_of_analysts_cypher_the_first_rows_are_given_and_that_there_were_more_is_said(
    graphs: ReleasedServer,
) -> None:
    pairs = "MATCH (a:Element), (b:Element) WHERE a.place < $least RETURN a.id AS a, b.id AS b"
    many = graphs.run("larkmead", pairs, {"least": 10}, wait=60)
    assert (many.columns, len(many.rows), many.more) == (["a", "b"], MOST_ROWS, True)
    few = graphs.run("larkmead", pairs, {"least": 2}, wait=60)
    assert (len(few.rows), few.more) == (2 * MANY, False)


@pytest.mark.parametrize(
    "greedy",
    [
        "MATCH (a), (b), (c), (d) WHERE a.id + b.id + c.id + d.id = 'x' RETURN count(*)",
        "MATCH (a), (b), (c), (d) RETURN collect(a.id + b.id + c.id + d.id)",
        "MATCH (a) WITH 'xxxxxxxx' AS s " + "WITH s + s AS s " * 40 + "RETURN size(s)",
    ],
    ids=["time", "rows in memory", "a text in memory"],
)
def test_analysts_cypher_that_takes_too_much_is_stopped_and_the_next_is_answered(
    graphs: ReleasedServer, greedy: str
) -> None:
    with pytest.raises(CannotRun, match="was stopped"):
        graphs.run("larkmead", greedy, {}, wait=60)
    assert graphs.run("larkmead", "RETURN 1 AS one", {}, wait=60).rows == [[1]]


def test_what_the_database_makes_no_sense_of_is_told_in_our_words(graphs: ReleasedServer) -> None:
    with pytest.raises(CannotRun, match="cannot make sense of it") as refused:
        graphs.run("larkmead", "MATCH (a) RETURN nowhere", {}, wait=60)
    assert "nowhere" not in str(refused.value)


def test_a_question_that_runs_away_is_stopped(larkmead: Store) -> None:
    """Four of 150 are half a thousand million."""
    with pytest.raises(neo4j.exceptions.Neo4jError):
        run(
            larkmead,
            "MATCH (a:ReleasedElement), (b:ReleasedElement), (c:ReleasedElement),"
            " (d:ReleasedElement) WHERE a.id + b.id + c.id + d.id = 'x' RETURN count(*) AS n",
        )
    assert run(larkmead, "RETURN 1 AS one") == [{"one": 1}]


def test_no_query_of_the_program_but_those_of_analysts_is_known_there(larkmead: Store) -> None:
    with pytest.raises(NotAllowedHere):
        larkmead.read(lambda tx: tx.rows("releases"))
    with pytest.raises(NotAllowedHere):
        larkmead.write(lambda tx: tx.run("create_released_elements", rows=[]))


def test_the_live_store_knows_no_query_of_analysts(store: Store) -> None:
    with pytest.raises(NotAllowedHere):
        store.read(lambda tx: tx.rows("people_by_kind_and_sector"))


def test_a_release_whose_files_are_not_here_is_told_in_plain_words(
    server: ReleasedServer,
) -> None:
    with pytest.raises(ReleaseMissing, match="not on this machine"):
        server.store("nowhere")


def test_another_process_of_the_same_folder_joins_the_server(
    server: ReleasedServer, larkmead: Store
) -> None:
    """As `care-mapping query` does beside `care-mapping serve`."""
    assert larkmead.engine == "embedded"
    other = ReleasedServer(server.folder)
    joined = other.store("larkmead", wait=10)
    assert len(joined.read(lambda tx: tx.rows("people_by_kind_and_sector"))) == 1
    other.close()
    assert run(larkmead, "RETURN 1 AS one") == [{"one": 1}]


def test_who_asks_while_it_starts_is_told_to_come_again(
    server: ReleasedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one that could not start is started anew by the next question."""
    starting = ReleasedServer(tmp_path / "releases")
    (tmp_path / "releases" / "larkmead").mkdir(parents=True)
    (tmp_path / "releases" / "larkmead" / "inner").symlink_to(server.folder / "larkmead" / "inner")

    def broken(*_: object, **__: object) -> None:
        raise ReleaseOpening

    with monkeypatch.context() as patched:
        patched.setattr("mapping.store.released.EmbeddedServer", broken)
        with pytest.raises(ReleaseOpening):
            starting.store("larkmead", wait=5)
    with pytest.raises(ReleaseOpening, match="Ask again in a moment"):
        starting.store("larkmead", wait=0.0)
    starting.close()


def test_its_folder_is_the_owners_alone(server: ReleasedServer, larkmead: Store) -> None:
    assert larkmead.engine == "embedded"
    note = server.folder / ".server" / "store.json"
    assert note.stat().st_mode & 0o777 == 0o600
    assert server._served.joinpath("server").stat().st_mode & 0o777 == 0o700
    assert isinstance(server._server, EmbeddedServer)
