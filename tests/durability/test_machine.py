"""Trouble with the machine: each is told in plain words, loses nothing, and passes.

A full disk and a hung server are real ones here, made small and quick.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import pytest
from neo4j.exceptions import DriverError, Neo4jError, ResultFailedError

from mapping import audit
from mapping.service import Service, open_service
from mapping.settings import Settings
from mapping.store import (
    Engine,
    Store,
    StoreBusy,
    StoreError,
    StoreTooNew,
    door,
    embedded,
    open_store,
)
from mapping.store.errors import in_plain_words
from mapping.store.keys import KeyTrouble
from tests.conftest import OpenStores, run_cypher
from tests.desk import Desk, desk_at
from tests.helpers import assert_problem, make_service
from tests.store.test_embedded import servers_of

ROOT = Path(__file__).parent.parent.parent


def fill(disk: Path, leave: int = 0) -> Path:
    """Fill a disk with one file, and return it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)
    os.truncate(filler, max(0, filler.stat().st_size - leave))
    return filler


def test_a_full_disk_for_the_keys_is_told_and_nothing_is_written(
    store: Store, small_disk: Path
) -> None:
    """A new person needs a key of their own; words about somebody who has one do not."""
    service = make_service(store, small_disk)
    with desk_at(service, small_disk) as desk:
        before = desk.opened()
        filler = fill(small_disk)
        adding = desk.edit(*[desk.person(f"Asha {n}") for n in range(40)])
        assert_problem(desk.send(adding), 507, "no-space")
        assert desk.opened() == before
        renaming = desk.edit(desk.set(desk.ivy, "name", "Ivy A", was="Ivy Adeyemi"))
        assert desk.send(renaming).status_code == 200, "the database has room on its own disk"
        filler.unlink()
        assert desk.send(adding).status_code == 200
        assert len(desk.opened().figures) == 41
    assert audit.check(service) == []
    service.sealer.keys.close()
    service.anchors.close()


def test_a_full_disk_for_the_whole_data_folder_is_told_and_loses_nothing(small_disk: Path) -> None:
    """The embedded store: its database is on the same disk."""
    with contextlib.closing(open_service(Settings(data=small_disk / "data"))) as service:
        with desk_at(service, small_disk / "data") as desk:
            desk.opened()  # that somebody opens a map is recorded, so it needs room too
            filler = fill(small_disk, leave=512 * 1024)
            refused = save_until_refused(desk)
            there = desk.opened()
            assert refused["id"] not in [edit["id"] for edit in kept(desk)]
            filler.unlink()
            assert desk.send(refused).status_code == 200
            assert len(desk.opened().figures) == len(there.figures) + 20
        assert audit.check(service) == []


def save_until_refused(desk: Desk) -> dict[str, object]:
    """Save people with long notes until there is no room, and return the edit that was refused."""
    for _ in range(200):
        people = [desk.person(address="x" * 300, opening="y" * 300) for _ in range(20)]
        edit = desk.edit(*people)
        answer = desk.send(edit)
        if answer.status_code != 200:
            assert_problem(answer, 507, "no-space")
            return edit
    raise AssertionError("the disk was never full")


def kept(desk: Desk) -> list[dict[str, object]]:
    answer = desk.page.get(f"/api/v1/care-maps/{desk.map_id}/edits?after=0")
    edits: list[dict[str, object]] = answer.json()["edits"]
    return edits


class Hanging(Protocol):
    """A store that can be made to hang, and a service on it."""

    service: Service

    def hang(self) -> None: ...

    def go_on(self) -> None: ...


class HangingChild:
    """The embedded server, stopped by the system; whoever looks after it starts another."""

    def __init__(self, folder: Path) -> None:
        self.service = open_service(Settings(data=folder))
        self._folder = folder

    def hang(self) -> None:
        (server,) = servers_of(self._folder)
        os.kill(server, signal.SIGSTOP)

    def go_on(self) -> None:
        """Do nothing: it is killed and started again."""


class HangingLine:
    """A Neo4j behind a line that can fall silent."""

    def __init__(self, folder: Path, host: str, port: int) -> None:
        self.service: Service
        self.folder = folder
        self._open = threading.Event()
        self._open.set()
        self._far = (host, port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def hang(self) -> None:
        self._open.clear()

    def go_on(self) -> None:
        self._open.set()

    def close(self) -> None:
        self._open.set()
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(self._far)
                threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        with near, far, contextlib.suppress(OSError):
            while True:
                ready, _, _ = select.select([near, far], [], [])
                for one in ready:
                    words = one.recv(65_536)
                    self._open.wait()
                    if not words:
                        return
                    (far if one is near else near).sendall(words)


@pytest.fixture
def hanging(
    engine: Engine, open_stores: OpenStores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hanging]:
    """A store that hangs when told to; what is waited for is made short."""
    monkeypatch.setattr(door, "SILENT_FOR", 2.0)
    monkeypatch.setattr(door, "RETRIED_FOR", 2.0)
    monkeypatch.setattr(embedded, "SILENT_FOR", 1.0)
    monkeypatch.setattr(embedded, "LOOKED_AT_EVERY", 0.5)
    if engine == "embedded":
        child = HangingChild(tmp_path)
        yield child
        child.service.close()
        return
    driver = open_stores.get(engine)._driver
    host, port = driver.get_server_info().address[:2]
    line = HangingLine(tmp_path, str(host), int(port))
    given = open_stores.given_neo4j()
    uri, user, password = f"bolt://127.0.0.1:{line.port}", given["user"], given["password"]
    store = open_store(tmp_path, uri=uri, user=user, password=password)
    run_cypher(store, "MATCH (n) WHERE NOT n:Service DETACH DELETE n")
    line.service = make_service(store, tmp_path)
    yield line
    line.close()
    line.service.close()


def test_a_store_that_hangs_is_told_within_seconds_and_comes_back(
    hanging: Hanging, tmp_path: Path
) -> None:
    with desk_at(hanging.service, tmp_path) as desk:
        before = desk.opened()
        edit = desk.edit(desk.person())
        hanging.hang()
        began = time.monotonic()
        answer = desk.send(edit)
        assert time.monotonic() - began < 10
        assert_problem(answer, 503, "store-trouble")
        assert answer.headers["retry-after"]
        hanging.go_on()
        until = time.monotonic() + 30
        while desk.send(edit).status_code != 200:
            assert time.monotonic() < until, "it never came back"
            time.sleep(0.2)
        assert len(desk.opened().figures) == len(before.figures) + 1, "it is kept, and once"


def serving(data: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "mapping.cli", "serve", "--data", str(data), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "500"},
    )


def test_a_second_serve_on_the_same_folder_ends_with_a_plain_sentence(tmp_path: Path) -> None:
    with serving(tmp_path) as first:
        try:
            wait_for_store(tmp_path)
            second = serving(tmp_path)
            out, err = second.communicate(timeout=30)
            assert second.returncode == 1
            assert out == ""
            assert err.startswith(f"The data folder {tmp_path} is in use by another Care Mapping")
            assert "Traceback" not in err
            assert first.poll() is None, "the first goes on"
        finally:
            first.send_signal(signal.SIGINT)
            first.wait(30)


def wait_for_store(data: Path) -> None:
    until = time.monotonic() + 60
    while not (data / "store.json").exists():
        assert time.monotonic() < until, "it did not start"
        time.sleep(0.1)


def test_a_wrong_or_lost_master_key_is_told_and_nothing_is_changed(tmp_path: Path) -> None:
    with (
        contextlib.closing(open_service(Settings(data=tmp_path))) as service,
        desk_at(service, tmp_path) as desk,
    ):
        map_id, title = desk.map_id, desk.opened().title
    key = tmp_path / "master.key"
    right, wrong = key.read_text(), "A" * 43 + "="
    keys = (tmp_path / "keys.sqlite3").read_bytes()
    for given, words in ((wrong, "does not fit"), (None, "is missing"), ("x", "not 32 bytes")):
        key.unlink(missing_ok=True)
        if given is not None:
            key.write_text(given)
        with pytest.raises(KeyTrouble, match=words):
            open_service(Settings(data=tmp_path))
        assert (key.read_text() if key.exists() else None) == given
        assert (tmp_path / "keys.sqlite3").read_bytes() == keys
        assert servers_of(tmp_path) == []
    key.write_text(right)
    with contextlib.closing(open_service(Settings(data=tmp_path))) as service:
        row = service.read(lambda tx: tx.one("care_map", id=map_id))
        assert row is not None
        assert service.sealer.open(row["fields"]["title"]) == title


def test_a_lost_key_store_is_told_before_anyone_is_shown_as_removed(tmp_path: Path) -> None:
    with (
        contextlib.closing(open_service(Settings(data=tmp_path))) as service,
        desk_at(service, tmp_path) as desk,
    ):
        map_id, title = desk.map_id, desk.opened().title
    kept = (tmp_path / "keys.sqlite3").rename(tmp_path / "elsewhere")
    with pytest.raises(KeyTrouble, match=r"Put the file keys\.sqlite3 back"):
        open_service(Settings(data=tmp_path))
    kept.rename(tmp_path / "keys.sqlite3")
    with contextlib.closing(open_service(Settings(data=tmp_path))) as service:
        row = service.read(lambda tx: tx.one("care_map", id=map_id))
        assert row is not None
        assert service.sealer.open(row["fields"]["title"]) == title


def test_data_of_a_newer_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    with contextlib.closing(open_store(tmp_path)) as store:
        run_cypher(store, "MATCH (s:Service) SET s.schema_version = 999")
    with pytest.raises(StoreTooNew, match=re.escape("data version 999")):
        open_service(Settings(data=tmp_path))
    assert servers_of(tmp_path) == [], "and nothing is left running"


def test_many_who_draw_on_one_map_wait_for_each_other_and_nobody_is_refused(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Neo4j, waiting at the map's own node once ran into deadlocks; now none is refused."""
    refused: list[str] = []

    def noting(error: Neo4jError | DriverError, query: str = "") -> StoreError:
        refused.append(type(error).__name__)
        return in_plain_words(error, query)

    monkeypatch.setattr(door, "in_plain_words", noting)
    with desk_at(service, tmp_path) as desk, ThreadPoolExecutor(8) as writers:
        edits = []
        for _ in range(80):
            asha = desk.person()
            edits.append(desk.edit(asha, desk.care(asha["element"]["id"], desk.ivy)))
        answers = list(writers.map(desk.send, edits))
        assert [answer.status_code for answer in answers] == [200] * 80
        assert sorted(answer.json()["seq"] for answer in answers) == list(range(1, 81))
    assert refused == []


def test_a_failure_told_twice_by_the_driver_is_told_by_its_cause() -> None:
    """When a transaction that failed is rolled back, the driver raises this in place of why."""
    again = ResultFailedError(None, "The result has failed.")
    again.__cause__ = Neo4jError._basic_hydrate(
        neo4j_code="Neo.TransientError.Transaction.DeadlockDetected", message="two wait"
    )
    told = in_plain_words(again)
    assert isinstance(told, StoreBusy)
    assert told.may_be_retried
