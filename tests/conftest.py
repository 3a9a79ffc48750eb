"""The `store` fixture: a test that asks for it runs on both engines, each time on an empty store.

The embedded server and a real Neo4j are each started once a session, when first asked for. Neo4j
is the server that CARE_MAPPING_TEST_NEO4J names (with CARE_MAPPING_TEST_NEO4J_USER and _PASSWORD),
else one from Maven Central of the version CARE_MAPPING_TEST_NEO4J_VERSION. Where it cannot be had
its tests are skipped and the summary says so, unless CARE_MAPPING_REQUIRE_BOTH_STORES=1.
"""

import contextlib
import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import settings

from mapping import neighbourhoods, passwords
from mapping.service import Service
from mapping.store import Engine, Store, Transaction, open_store
from mapping.store.anchors import Anchors
from mapping.store.keys import KeyStore, master_key
from mapping.store.released import SERVED_IN, ReleasedServer
from mapping.store.sealing import Sealer
from tests import neo4j_server

ENGINES: tuple[Engine, ...] = ("embedded", "neo4j")
NEO4J_VERSION = os.environ.get("CARE_MAPPING_TEST_NEO4J_VERSION", "5.26.20")
SUMMARY = Path(__file__).parent.parent / ".pytest-stores.json"

# A busy machine is not a fault: what is fast is shown in benchmarks/. Each run draws others, so
# many short runs find what one long one would; CARE_MAPPING_EXAMPLES=1000 searches for longer.
EXAMPLES = int(os.environ.get("CARE_MAPPING_EXAMPLES", "50"))
settings.register_profile("care-mapping", deadline=None, max_examples=EXAMPLES)
settings.load_profile("care-mapping")

Cypher = Callable[..., list[dict[str, Any]]]

_passed: Counter[str] = Counter()
_missing: dict[str, str] = {}
"""The engines that this process could not start, and why."""

_untested: dict[str, str] = {}
"""The engines whose tests were skipped in any process, and why."""


def run_cypher(store: Store, text: str, /, **parameters: Any) -> list[dict[str, Any]]:
    """Run Cypher that is not one of the program's queries: to plant things and to look at them."""
    with store._driver.session(database=store._database) as session:
        return session.execute_write(lambda tx: [dict(row) for row in tx.run(text, parameters)])


class OpenStores:
    """The stores of this session, each opened when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = contextlib.ExitStack()
        self._open: dict[str, Store] = {}
        self._given: dict[str, str] = {}

    def get(self, engine: Engine) -> Store:
        """Return the store of an engine; skip the test where this machine has none."""
        if engine in _missing:
            _do_without(engine)
        if engine not in self._open:
            try:
                self._open[engine] = self._start(engine)
            except neo4j_server.CannotStart as error:
                _missing[engine] = str(error)
                _do_without(engine)
        return self._open[engine]

    def given_neo4j(self) -> dict[str, str]:
        """Return the address, user and password of the Neo4j that is open."""
        return self._given

    def close(self) -> None:
        self._stack.close()

    def _start(self, engine: Engine) -> Store:
        if engine == "embedded":
            store = open_store(self._folder)
        else:
            self._given = self._neo4j()
            store = _open_neo4j(self._folder, self._given)
        self._stack.callback(store.close)
        return store

    def _neo4j(self) -> dict[str, str]:
        if uri := os.environ.get("CARE_MAPPING_TEST_NEO4J"):
            given = {
                "uri": uri,
                "user": os.environ.get("CARE_MAPPING_TEST_NEO4J_USER", "neo4j"),
                "password": os.environ.get("CARE_MAPPING_TEST_NEO4J_PASSWORD", ""),
            }
            _refuse_a_real_one(self._folder, given)
            return given
        return self._stack.enter_context(neo4j_server.running(NEO4J_VERSION))


def _open_neo4j(folder: Path, given: dict[str, str]) -> Store:
    return open_store(folder, uri=given["uri"], user=given["user"], password=given["password"])


def _refuse_a_real_one(folder: Path, given: dict[str, str]) -> None:
    """Never empty a database that holds anything but what these tests left there."""
    store = _open_neo4j(folder, given)
    with contextlib.closing(store):
        others = run_cypher(store, "MATCH (n) WHERE NOT n:Service RETURN count(n) AS n")[0]["n"]
        marked = run_cypher(store, "MATCH (s:Service) RETURN s.for_tests AS yes")[0]["yes"]
        if others and not marked:
            pytest.exit("The Neo4j of CARE_MAPPING_TEST_NEO4J holds data; tests would delete it.")
        run_cypher(store, "MATCH (s:Service) SET s.for_tests = true")


def _do_without(engine: str) -> None:
    if os.environ.get("CARE_MAPPING_REQUIRE_BOTH_STORES") == "1":
        pytest.fail(f"Both stores must be tested, but there is no {engine}: {_missing[engine]}")
    pytest.skip(f"{_no(engine)}: {_missing[engine]}")


def _no(engine: str) -> str:
    return f"no {engine} here"


@pytest.fixture(scope="session")
def open_stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenStores]:
    stores = OpenStores(tmp_path_factory.mktemp("data"))
    yield stores
    stores.close()


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """The engine that a test runs on; ask for `store` to get the store itself."""
    name: Engine = request.param
    request.node.user_properties.append(("store", name))
    return name


@pytest.fixture
def store(engine: Engine, open_stores: OpenStores) -> Store:
    """An empty store with its schema, on each engine in turn."""
    opened = open_stores.get(engine)
    run_cypher(opened, "MATCH (n) WHERE NOT n:Service DETACH DELETE n")
    return opened


@pytest.fixture(scope="session")
def open_releases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReleasedServer]:
    """The server of releases of this session, started when a release is first asked."""
    server = ReleasedServer(tmp_path_factory.mktemp("released") / "releases")
    yield server
    server.close()


@pytest.fixture(scope="session")
def open_graphs(open_releases: ReleasedServer) -> Iterator[ReleasedServer]:
    """The server of their graphs, started when one is first asked in Cypher."""
    server = ReleasedServer(open_releases.folder, "graph")
    yield server
    server.close()


@pytest.fixture
def releases_server(
    open_releases: ReleasedServer, open_graphs: ReleasedServer
) -> Iterator[ReleasedServer]:
    """A server of releases that holds none."""
    yield open_releases
    folder = open_releases.folder
    for place in folder.iterdir() if folder.is_dir() else ():
        if place.is_dir() and not place.name.startswith("."):
            open_releases.forget(place.name)
            open_graphs.forget(place.name)
        if place.name not in SERVED_IN.values():
            shutil.rmtree(place) if place.is_dir() else place.unlink()


@pytest.fixture
def service(
    store: Store, releases_server: ReleasedServer, open_graphs: ReleasedServer, tmp_path: Path
) -> Iterator[Service]:
    """Everything a use case needs, on each engine in turn, with keys of its own."""
    master = master_key(tmp_path)
    keys, anchors = KeyStore(tmp_path, master), Anchors(tmp_path)
    yield Service(store, Sealer(keys, master), anchors, releases_server, open_graphs)
    keys.close()
    anchors.close()


@pytest.fixture(autouse=True)
def what_is_remembered_is_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare every view that any test is given from memory with the same read anew."""
    given = neighbourhoods._view

    def compared(tx: Transaction, service: Service, neighbourhood: str, kept: Any) -> Any:
        answer = given(tx, service, neighbourhood, kept)
        if kept is not None and answer is kept:
            there, _ = given(tx, service, neighbourhood, None)
            assert there == answer[0] or there.view_seq != answer[0].view_seq
        return answer

    monkeypatch.setattr(neighbourhoods, "_view", compared)


COSTLY = passwords._hasher
CHEAP = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture(autouse=True)
def passwords_cost_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep passwords with argon2id as ever, but without its price: nearly every test signs in."""
    monkeypatch.setattr(passwords, "_hasher", CHEAP)


@pytest.fixture
def passwords_cost_what_they_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep passwords as the service does; what every test is given comes first."""
    monkeypatch.setattr(passwords, "_hasher", COSTLY)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 48 MB, where the system lets this user make one."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only the system's administrator can make a small disk")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def cypher(store: Store) -> Cypher:
    """Run Cypher of the test's own on the store, and return its rows."""
    return lambda text, /, **parameters: run_cypher(store, text, **parameters)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    stores = [str(value) for name, value in report.user_properties if name == "store"]
    if report.when == "call" and report.passed:
        _passed.update(stores)
    elif report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2]
        _untested.update({store: reason for store in stores if _no(store) in reason})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    tested = {engine: _passed[engine] for engine in ENGINES}
    SUMMARY.write_text(json.dumps(tested) + "\n", encoding="ascii")
    if not any(tested.values()) and not _untested:
        return
    counts = ", ".join(f"{engine} {number} passed" for engine, number in tested.items())
    terminalreporter.write_line(f"stores tested: {counts} (Neo4j {NEO4J_VERSION})")
    if "neo4j" in _untested:
        terminalreporter.write_line(
            f"This run was on the embedded store alone: {_untested['neo4j']}"
        )
