"""The embedded server is looked after: whatever is killed, what was answered is there again."""

import contextlib
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j.exceptions
import pytest

from mapping.store import (
    DataFolderInUse,
    Store,
    StoreFull,
    StoreUnavailable,
    door,
    embedded,
    open_store,
)
from tests.conftest import run_cypher

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder of a test's own, with nothing left running on it."""
    yield tmp_path / "data"
    for process in servers_of(tmp_path / "data"):
        os.kill(process, signal.SIGKILL)


@contextlib.contextmanager
def opened(data: Path, heap: str | None = None) -> Iterator[Store]:
    with contextlib.closing(open_store(data, heap=heap)) as store:
        yield store


@contextlib.contextmanager
def another_process(data: Path) -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.store.serving", str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with process:
        yield process
        process.kill()


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def servers_of(data: Path) -> list[int]:
    """The servers that run on this folder, by the system's own list of processes."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = path.read_bytes().decode(errors="replace").split("\0")
            if str(data / "graph") in words:
                found.append(int(path.parent.name))
    return found


def until(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def plant(store: Store, name: str) -> None:
    run_cypher(store, "CREATE (:Element {id: $id})", id=name)


def planted(store: Store) -> list[str]:
    found = run_cypher(store, "MATCH (e:Element) RETURN e.id AS id ORDER BY id")
    return [row["id"] for row in found]


def version(store: Store) -> object:
    return store.read(lambda tx: tx.one("read_schema_version"))


def test_a_killed_server_is_restarted_once_and_what_was_saved_is_there(data: Path) -> None:
    with opened(data) as store:
        plant(store, "asha")
        before = version(store)
        (first,) = servers_of(data)

        os.kill(first, signal.SIGKILL)
        assert version(store) == before, "the same store answers again, within its own retries"
        assert planted(store) == ["asha"]
        (second,) = servers_of(data)
        assert second != first

        os.kill(second, signal.SIGKILL)
        began = time.monotonic()
        with pytest.raises(StoreUnavailable, match="stopped twice within a few minutes"):
            version(store)
        assert time.monotonic() - began < 5
        assert servers_of(data) == []


def test_the_server_ends_with_its_parent_even_when_the_parent_is_killed(data: Path) -> None:
    with another_process(data) as parent:
        assert said(parent) == "ready"
        (server,) = servers_of(data)
        parent.kill()
        parent.wait()
        assert until(lambda: servers_of(data) == [], 5), f"{server} is still running"
    with opened(data) as store:
        assert version(store)


@pytest.mark.slow
def test_what_was_answered_as_saved_survives_kills_and_nothing_is_there_by_half(
    data: Path,
) -> None:
    """8 writers save pairs of nodes; their process is killed, or its server, again and again."""
    answered: set[str] = set()
    for run in range(4):
        command = [sys.executable, "-m", "tests.store.saving", str(data), str(run)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            assert process.stdout is not None
            answered.update(itertools.islice(process.stdout, 200))
            if run % 2:
                os.kill(servers_of(data)[0], signal.SIGKILL)
            process.kill()
            whole = (line for line in process.stdout if line.endswith("\n"))
            answered.update(whole)
    with opened(data) as store:
        there = planted(store)
    firsts, seconds = ({name[:-2] for name in there if name.endswith(end)} for end in ("-a", "-b"))
    assert firsts == seconds, "nothing is kept by half"
    assert {line.strip() for line in answered} <= firsts, "everything that was answered is there"


def test_a_start_right_after_a_kill_waits_for_the_earlier_server_to_end(data: Path) -> None:
    with another_process(data) as parent:
        assert said(parent) == "ready"
        parent.kill()
        parent.wait()
        with opened(data) as store:
            assert version(store)


def test_a_second_process_on_the_same_folder_is_refused_and_told_what_to_do(data: Path) -> None:
    with opened(data) as store:
        with another_process(data) as second:
            words = said(second)
        assert words.startswith(f"DataFolderInUse: The data folder {data} is in use by another")
        assert "--data" in words
        with pytest.raises(DataFolderInUse):
            open_store(data)
        assert version(store), "the first goes on"


def test_the_command_line_joins_a_running_server_and_leaves_it_running(data: Path) -> None:
    with another_process(data) as serving:
        assert said(serving) == "ready"
        with contextlib.closing(open_store(data, join=True)) as joined:
            plant(joined, "asha")
        with contextlib.closing(open_store(data, join=True)) as joined:
            assert planted(joined) == ["asha"]
        assert len(servers_of(data)) == 1


def test_only_its_owner_can_read_what_is_kept(data: Path) -> None:
    with opened(data):
        assert oct((data / "store.json").stat().st_mode)[-3:] == "600"
        assert oct((data / "graph").stat().st_mode)[-3:] == "700"
        details = json.loads((data / "store.json").read_text())
        (server,) = servers_of(data)
        assert details["password"].encode() not in Path(f"/proc/{server}/cmdline").read_bytes()
        assert details["password"].encode() not in Path(f"/proc/{server}/environ").read_bytes()
    assert not (data / "store.json").exists()


def test_the_server_listens_on_loopback_for_bolt_and_nothing_else(data: Path) -> None:
    """Read from the system's own table of sockets: 0A is listening."""
    with opened(data):
        (server,) = servers_of(data)
        port = int(json.loads((data / "store.json").read_text())["uri"].rsplit(":", 1)[1])
        links = [os.readlink(path) for path in Path(f"/proc/{server}/fd").iterdir()]
        listening = []
        for table in ("tcp", "tcp6"):
            for line in Path(f"/proc/{server}/net/{table}").read_text().splitlines()[1:]:
                local, state, inode = (line.split()[n] for n in (1, 3, 9))
                if state == "0A" and f"socket:[{inode}]" in links:
                    listening.append(local.split(":"))
    loopback = ("0100007F", "0000000000000000FFFF00000100007F")
    assert [(address in loopback, int(number, 16)) for address, number in listening] == [
        (True, port)
    ]


def test_a_start_that_was_killed_half_way_is_begun_again(data: Path) -> None:
    """What a kill while the database was being made leaves: a folder without a schema."""
    half = data / "graph" / "databases" / "care"
    half.mkdir(parents=True)
    (half / "dictionary.0.65536.v1.dict").write_bytes(b"\0" * 100)
    (data / "graph" / "half-made").touch()
    with opened(data) as store:
        assert version(store)
    assert not (data / "graph" / "half-made").exists()


def test_lock_files_and_notes_that_a_killed_process_left_are_no_hindrance(data: Path) -> None:
    with opened(data) as store:
        plant(store, "asha")
    for name in ("store.lock", "graph/server.lock", "graph/databases/care/database.lck"):
        (data / name).write_text("4711")
    (data / "store.json").write_text('{"uri": "bolt://127.0.0.1:1", "user"')
    (data / "graph" / "config" / "server-users.jsonl").write_text('{"name": "ro')
    with opened(data) as store:
        assert planted(store) == ["asha"]


def test_too_little_memory_is_explained(data: Path) -> None:
    with pytest.raises(StoreUnavailable, match="CARE_MAPPING_STORE_HEAP to less"):
        open_store(data, heap="900000g")
    assert not (data / "store.json").exists()


def test_a_port_that_another_program_took_is_not_used(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = embedded._free_port
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ports = iter([taken.getsockname()[1], free(), free(), free()])
        monkeypatch.setattr(embedded, "_free_port", lambda: next(ports))
        with opened(data) as store:
            assert version(store)


def test_a_store_that_is_down_says_so_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "RETRIED_FOR", 1.0)
    began = time.monotonic()
    with pytest.raises(StoreUnavailable, match="not answering"):
        open_store(tmp_path, uri=f"bolt://127.0.0.1:{embedded._free_port()}", password="x")
    assert time.monotonic() - began < 5


def test_a_full_disk_is_told_and_loses_nothing_that_was_saved(small_disk: Path) -> None:
    many = "UNWIND range(1, 500) AS n CREATE (:Element {id: $i + '-' + toString(n), name: $text})"
    with opened(small_disk / "data") as store:
        saved = 0
        with contextlib.suppress(neo4j.exceptions.Neo4jError):
            while saved < 400:
                run_cypher(store, many, i=str(saved), text="x" * 200)
                saved += 1
        assert saved < 400
        with pytest.raises(StoreFull, match="Free some space"):
            store.write(lambda tx: tx.run("write_schema_version", version=3))
        subprocess.run(["mount", "-o", "remount,size=99m", str(small_disk)], check=True)
        assert len(planted(store)) == saved * 500
        store.write(lambda tx: tx.run("write_schema_version", version=3))


@pytest.mark.parametrize("uri", ["http://localhost:7474", "localhost", "neo4j://", "bolt:x"])
def test_an_address_that_is_none_is_explained(tmp_path: Path, uri: str) -> None:
    with pytest.raises(StoreUnavailable, match="begins with neo4j://"):
        open_store(tmp_path, uri=uri)
