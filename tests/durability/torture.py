"""Kill the program with -9 while 8 writers save, again and again, and look what is kept.

    python -m tests.durability.torture --store embedded --rounds 100
    python -m tests.durability.torture --store neo4j --rounds 100 --folder FOLDER

A round starts a process (`writers.py`) that sends again what an earlier one left unanswered, checks
everything that was kept, and draws; at a random moment it is killed, alone or with its database
server. After every round: each edit that was answered is there with its place; no place is missing
or taken twice; the kept edits make exactly the stored map by the pure rules; nothing else is in
the store; the audit chains check; an edit that is sent again has one effect. Every tenth round is
killed while it starts. Prints what it found; exit 1 if anything was wrong, and the folder is left
to look at. What a loss of power does to a disk is not tried here.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Protocol

import neo4j
import neo4j.exceptions

from mapping.store import Engine
from tests import neo4j_server

ROOT = Path(__file__).parent.parent.parent
WRITERS = 8
NEW_MAPS_EVERY = 10
ANSWERS_WITHIN = 120.0
NEO4J_VERSION = os.environ.get("CARE_MAPPING_TEST_NEO4J_VERSION", "5.26.20")

Killed = Literal["program", "both", "store first", "while starting"]


class Server(Protocol):
    """The database server of a torture, which can be killed."""

    environment: dict[str, str]
    shares: tuple[int, int, int]
    """How often to kill the program alone, both at once, or the server first."""

    def kill(self) -> None: ...

    def make_ready(self) -> None: ...


class EmbeddedOnes:
    """The embedded server: the program starts a new one every time."""

    shares = (2, 2, 1)

    def __init__(self, data: Path) -> None:
        self.environment: dict[str, str] = {}
        self._graph = str(data / "graph").encode()

    def kill(self) -> None:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                words = path.read_bytes().split(b"\0")
                if self._graph in words:
                    os.kill(int(path.parent.name), signal.SIGKILL)

    def make_ready(self) -> None:
        """Do nothing: the program starts it."""


class Neo4jServer:
    """A Neo4j of our own, killed and started again on the same files."""

    shares = (7, 2, 1)

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True)
        self._home = home
        uri = f"bolt://127.0.0.1:{neo4j_server.configure(home)}"
        self._process = neo4j_server.launch(NEO4J_VERSION, home)
        password = neo4j_server.set_password(uri, self._process, home)
        self.environment = {"CARE_MAPPING_STORE": uri, "CARE_MAPPING_STORE_PASSWORD": password}
        self._driver = neo4j.GraphDatabase.driver(uri, auth=("neo4j", password))

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def make_ready(self) -> None:
        if self._process.poll() is not None:
            self._process = neo4j_server.launch(NEO4J_VERSION, self._home)
        until = time.monotonic() + ANSWERS_WITHIN
        while True:
            try:
                self._driver.verify_connectivity()
                return
            except neo4j.exceptions.DriverError:
                assert time.monotonic() < until, "Neo4j did not come back"
                time.sleep(0.2)

    def stop(self) -> None:
        self._driver.close()
        self._process.terminate()
        self._process.wait(60)


@contextlib.contextmanager
def server_of(store: Engine, folder: Path) -> Iterator[Server]:
    if store == "embedded":
        yield EmbeddedOnes(folder / "data")
        return
    server = Neo4jServer(folder / "neo4j")
    try:
        yield server
    finally:
        server.stop()


class WentWrong(Exception):
    """Something was lost, doubled, altered or there by half; the message says what."""


class Torture:
    """Rounds of drawing and killing on one data folder."""

    def __init__(self, folder: Path, server: Server, seed: int) -> None:
        self.folder = folder
        self.server = server
        self.random = random.Random(seed)
        self.counts: Counter[str] = Counter()
        self.answered: dict[int, int] = {}
        self._rounds = 0

    def run(self, rounds: int, *, say: bool = False) -> None:
        """Draw and kill this many times, then look at everything once more."""
        for number in range(rounds):
            began = time.monotonic()
            killed = self.round(number)
            if say:
                spent, answered = time.monotonic() - began, sum(self.answered.values())
                print(
                    f"round {number + 1}: killed {killed}; {answered} answered before it; "
                    f"{spent:.1f} s",
                    flush=True,
                )
        for series in range((rounds - 1) // NEW_MAPS_EVERY + 1):
            self._heed(series, self._look(series))

    def round(self, number: int) -> Killed:
        self.server.make_ready()
        series = number // NEW_MAPS_EVERY
        killed = self._how(number)
        with self._writers(series, WRITERS) as process:
            if killed == "while starting":
                time.sleep(self.random.uniform(0.3, 5))
            else:
                self._heed(series, _told(process))
                time.sleep(self.random.uniform(0.05, 2.5))
            self._kill(process, killed)
        self.counts[f"killed {killed}"] += 1
        return killed

    def _how(self, number: int) -> Killed:
        if number % 10 == 9:
            return "while starting"
        ways: list[Killed] = ["program", "both", "store first"]
        return self.random.choices(ways, self.server.shares)[0]

    def _kill(self, process: subprocess.Popen[str], killed: Killed) -> None:
        if killed == "store first":
            self.server.kill()
            time.sleep(self.random.uniform(0.0, 6.0))
        if killed == "both" and self.random.random() < 0.5:
            self.server.kill()
        process.kill()
        if killed == "both":
            self.server.kill()
        process.wait()

    def _look(self, series: int) -> dict[str, Any]:
        """Check what is kept of one series of maps, and draw nothing."""
        self.server.make_ready()
        with self._writers(series, 0) as process:
            return _told(process)

    def _heed(self, series: int, told: dict[str, Any]) -> None:
        if told["troubles"]:
            raise WentWrong("\n".join(told["troubles"]))
        self.answered[series] = told["answered"]
        self.counts["sent again"] += told["sent_again"]
        self.counts["of those, kept before"] += told["kept_before"]
        self.counts["looked"] += 1

    @contextlib.contextmanager
    def _writers(self, series: int, writers: int) -> Iterator[subprocess.Popen[str]]:
        journal, seed = self.folder / f"journal-{series}", self.random.randrange(10**9)
        arguments = [str(self.folder / "data"), str(journal), str(writers), str(seed)]
        with (
            (self.folder / "writers.log").open("ab") as log,
            subprocess.Popen(
                [sys.executable, "-m", "tests.durability.writers", *arguments],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=ROOT,
                env={**os.environ, **self.server.environment},
            ) as process,
        ):
            try:
                yield process
            except BaseException:
                process.kill()
                raise


def _told(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], ANSWERS_WITHIN)
    line = process.stdout.readline() if ready else ""
    if not line:
        raise WentWrong("The program did not open what an earlier one left; see writers.log.")
    told: dict[str, Any] = json.loads(line)
    return told


def main() -> int:
    """Torture one store and print what became of it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--store", choices=["embedded", "neo4j"], required=True)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--folder", type=Path, help="where to keep what is left; else removed")
    parser.add_argument("--seed", type=int, default=random.randrange(10**9))
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="torture-"))
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{given.rounds} rounds on {given.store}, seed {given.seed}", flush=True)
    with server_of(given.store, folder) as server:
        torture = Torture(folder, server, given.seed)
        try:
            torture.run(given.rounds, say=True)
        except WentWrong as wrong:
            print(f"WRONG: {wrong}\nWhat is left is in {folder}.")
            return 1
    counts = ", ".join(f"{name} {number}" for name, number in sorted(torture.counts.items()))
    print(f"All is there: {sum(torture.answered.values())} edits answered; {counts}.")
    if given.folder is None:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
