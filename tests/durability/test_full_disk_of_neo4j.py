"""A full disk under a Neo4j: it stops, which is told, and what was answered is there afterwards.

What Neo4j does then was found by trying, 5.26.20 and its defaults (but a smaller transaction log):
it stops the database, and a change that it called failed may be there afterwards.
"""

from __future__ import annotations

import contextlib
import subprocess
import time
from pathlib import Path

import pytest

from mapping.store import OutcomeUnknown, Store, StoreError, StoreUnavailable, open_store
from tests import neo4j_server
from tests.conftest import NEO4J_VERSION, run_cypher
from tests.durability.test_machine import fill

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

AT_ONCE = 50


def save(store: Store, first: int) -> None:
    rows = [
        {"id": f"e{first + n}", "scope": "larkmead", "kind": "group", "name": "x" * 2_000}
        for n in range(AT_ONCE)
    ]
    store.write(lambda tx: tx.run("create_elements", rows=rows))


def how_many(store: Store) -> int:
    found: int = run_cypher(store, "MATCH (e:Element) RETURN count(e) AS n")[0]["n"]
    return found


def test_a_full_disk_of_a_neo4j_is_told_and_loses_nothing_that_was_answered(
    small_disk: Path, tmp_path: Path
) -> None:
    subprocess.run(["mount", "-o", "remount,size=120m", str(small_disk)], check=True)
    with contextlib.ExitStack() as stack:
        home = small_disk / "neo4j"
        home.mkdir()
        try:
            uri = f"bolt://127.0.0.1:{neo4j_server.configure(home)}"
            with (home / "conf" / "neo4j.conf").open("a") as settings:
                settings.write("\ndb.tx_log.rotation.size=2m\n")
            server = neo4j_server.launch(NEO4J_VERSION, home)
        except neo4j_server.CannotStart as error:
            pytest.skip(str(error))
        stack.callback(lambda: stop(server))
        password = neo4j_server.set_password(uri, server, home)
        store = stack.enter_context(
            contextlib.closing(open_store(tmp_path, uri=uri, password=password))
        )
        filler = fill(small_disk, leave=3 * 1024**2)
        answered, trouble = save_until_refused(store)
        assert isinstance(trouble, OutcomeUnknown)
        assert "free some space and start it again" in str(trouble)
        with pytest.raises(StoreUnavailable, match="Nothing was changed"):
            save(store, 100_000)
        filler.unlink()
        stop(server)
        server = neo4j_server.launch(NEO4J_VERSION, home)
        assert found_when_it_answers(store) in {answered, answered + AT_ONCE}
        save(store, 200_000)


def save_until_refused(store: Store) -> tuple[int, StoreError | None]:
    """Return how many elements were answered to be kept, and why the next were not."""
    for answered in range(0, 20_000, AT_ONCE):
        try:
            save(store, answered)
        except StoreError as error:
            return answered, error
    return 20_000, None


def stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    server.wait(60)


def found_when_it_answers(store: Store) -> int:
    until = time.monotonic() + 90
    while True:
        try:
            store.read(lambda tx: tx.one("read_schema_version"))
            return how_many(store)
        except StoreError:
            assert time.monotonic() < until, "it did not start again"
            time.sleep(0.5)
