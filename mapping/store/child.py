"""The embedded server's own process: it hosts ArcadeDB and answers Bolt until its parent is gone.

Started by `embedded.py` as `python child.py FOLDER BOLT_PORT HTTP_PORT HEAP SERVES`. The password
comes as the first line of standard input and is never on the command line. It answers one line of
JSON on standard output, `{"ready": true}` or `{"failed": why}`, and stops when standard input ends,
which happens when the parent stops it and also when the parent is killed.

SERVES is `store`, `release` or `releases`. Of the store it opens the one database, and the password
is that of a user who may do everything. A release is such a store for the moment in which it is
made. Of releases it opens a database when it is first asked for, and the
password is that of a user whom the databases let read and nothing else.

It imports nothing of the program, so that it starts quickly.
"""

import contextlib
import fcntl
import importlib
import json
import os
import secrets
import shutil
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, TextIO

DATABASE = "care"
OUTER = "outer"
"""Beside it, while a release is being made, what may be taken away of it."""
COMMAND_TIMEOUT_MS = 12_000
IN_USE = "the folder is in use"
WAITS_FOR_EARLIER = 10.0
"""Seconds in which the child of a killed parent has ended, while its follower waits."""
READER = "reader"
READER_TIMEOUT_MS = 10_000
STOPS_WITHIN = 4.0
"""Seconds to close the database in; what was committed is safe on the disk in any case."""

SERVER_SETTINGS = {
    "mode": "production",
    "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "host": "127.0.0.1",
    "serverMetrics": "false",
    "opencypher_loadCsv_allowFileUrls": "false",
    "opencypher_loadCsv_allowRemoteUrls": "false",
    "txWalFlush": "2",
}
"""Loopback only; no reading of files or addresses; flushed to the disk at every commit."""

RELEASES_SETTINGS = {"server_databaseLoadAtStartup": "false", "command_timeout": READER_TIMEOUT_MS}
"""A release is opened when it is first asked for: most are never asked again."""

GROUPS = {
    "admin": {
        "resultSetLimit": -1,
        "readTimeout": -1,
        "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
        "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
    },
    READER: {
        "resultSetLimit": -1,
        "readTimeout": READER_TIMEOUT_MS,
        "access": [],
        "types": {"*": {"access": ["readRecord"]}},
    },
    "*": {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": []}}},
}
"""What users of releases may do: the readers' group may read records, and change nothing."""

JVM_SETTINGS = ["-XX:+UseSerialGC", "-XX:-UsePerfData"]
"""A small heap and few cores: the simplest collector starts soonest; no file in the shared /tmp."""

SOON_OVER = "-XX:TieredStopAtLevel=1"
"""For a moment's work, code that is ready soon: starting takes two fifths less of the processor."""


def main() -> None:
    """Serve one data folder until the parent is gone."""
    folder, bolt, http, heap = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    start = {"store": _serve_store, "release": _serve_release, "releases": _serve_releases}[
        sys.argv[5]
    ]
    os.umask(0o077)
    parent = _only_for_the_parent()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    password = sys.stdin.readline().strip()
    threading.Thread(target=_stop_at_end_of_input, args=(stop,), daemon=True).start()
    try:
        _take(folder)
        _forget_earlier_start(folder)
        server = start(folder, bolt, http, heap, password)
    except Exception as error:
        _answer(parent, {"failed": str(error)})
        os._exit(1)
    _answer(parent, {"ready": True})
    first_parent = os.getppid()
    while not stop.wait(0.5) and os.getppid() == first_parent:
        pass
    threading.Timer(STOPS_WITHIN, os._exit, [0]).start()
    server.stop()
    os._exit(0)


def _only_for_the_parent() -> TextIO:
    """Keep standard output for the answer, and send what the server prints to standard error."""
    parent = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return parent


def _answer(parent: TextIO, answer: dict[str, Any]) -> None:
    with contextlib.suppress(BrokenPipeError):
        print(json.dumps(answer), file=parent, flush=True)


def _stop_at_end_of_input(stop: threading.Event) -> None:
    sys.stdin.read()
    stop.set()


def _serve_release(folder: Path, bolt: int, http: int, heap: str, password: str) -> Any:
    server = _serve_store(folder, bolt, http, heap, password, SOON_OVER)
    server.create_database(OUTER)
    return server


def _serve_store(
    folder: Path, bolt: int, http: int, heap: str, password: str, *jvm_settings: str
) -> Any:
    ports = {"bolt_port": bolt, "http_port": http}
    server = _start(folder, heap, password, ports, *jvm_settings)
    database = _database(server, folder)
    for setting, value in {"txWalFlush": 2, "command.timeout": COMMAND_TIMEOUT_MS}.items():
        database.command("sql", f"ALTER DATABASE `arcadedb.{setting}` {value}")
    return server


def _serve_releases(folder: Path, bolt: int, http: int, heap: str, password: str) -> Any:
    groups = folder / "config" / "server-groups.json"
    groups.parent.mkdir()
    groups.write_text(json.dumps({"databases": {"*": {"groups": GROUPS}}, "version": 2}))
    settings = {**RELEASES_SETTINGS, "bolt_port": bolt, "http_port": http}
    server = _start(folder, heap, secrets.token_urlsafe(32), settings)
    jpype = importlib.import_module("jpype")
    security = server._java_server.getSecurity()
    user = {
        "name": READER,
        "password": str(security.encodePassword(password)),
        "databases": {"*": [READER]},
    }
    as_json = jpype.JClass("com.arcadedb.serializer.json.JSONObject")
    security.createUser(as_json(json.dumps(user)))
    return server


def _start(
    folder: Path, heap: str, root_password: str, settings: dict[str, Any], *jvm_settings: str
) -> Any:
    """Start the server on Bolt alone: HTTP cannot be left out, so it is stopped."""
    arcadedb = importlib.import_module("arcadedb_embedded.server")
    server = arcadedb.ArcadeDBServer(
        str(folder),
        root_password,
        config={**SERVER_SETTINGS, **settings},
        jvm_kwargs={
            "heap_size": heap,
            "jvm_args": [*JVM_SETTINGS, *jvm_settings, *_logging(folder)],
        },
    )
    server.start()
    server._java_server.getHttpServer().stopService()
    return server


def _take(folder: Path) -> None:
    """Hold the folder as long as this process lives, however it ends."""
    lock = os.open(folder / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + WAITS_FOR_EARLIER
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise RuntimeError(IN_USE) from None
            time.sleep(0.1)


def _forget_earlier_start(folder: Path) -> None:
    """Remove the server's users, as it sets a root password only where there is none, and logs."""
    for name in ("config", "log"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _database(server: Any, folder: Path) -> Any:
    """Open the database, or make it; one that a killed process had half made is made again."""
    half_made = folder / "half-made"
    place = folder / "databases" / DATABASE
    if place.exists() and not half_made.exists():
        return server.get_database(DATABASE)
    half_made.touch()
    shutil.rmtree(place, ignore_errors=True)
    database = server.create_database(DATABASE)
    half_made.unlink()
    return database


def _logging(folder: Path) -> list[str]:
    """Say nothing but what broke: the server's other lines quote values that people wrote."""
    settings = folder / "logging.properties"
    settings.write_text(
        "handlers=java.util.logging.ConsoleHandler\n.level=SEVERE\n"
        "java.util.logging.ConsoleHandler.level=SEVERE\n",
        encoding="ascii",
    )
    return [f"-Djava.util.logging.config.file={settings}", f"-XX:ErrorFile={folder}/crash-%p.log"]


if __name__ == "__main__":
    main()
