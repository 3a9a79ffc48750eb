"""A `care-mapping serve` to measure, on either store, and a way in for its makers."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapping.service import Service, open_service
from mapping.settings import Settings
from mapping.store import Engine
from mapping.store.child import DATABASE
from mapping.store.embedded import Address
from tests import neo4j_server

NEO4J_VERSION = os.environ.get("CARE_MAPPING_TEST_NEO4J_VERSION", "5.26.20")
PATIENCE = 300.0
"""Seconds after which what was started is taken for hung: a demonstration takes 100 on a machine
that runs tests beside it."""


@dataclass(frozen=True)
class Place:
    """Where the data of a measure is: a folder, and a Neo4j if it is on one."""

    engine: Engine
    folder: Path
    neo4j: Address | None = None

    def settings(self) -> Settings:
        """Return the settings of a program that is at this place, its accounts invented."""
        given: dict[str, Any] = {"data": self.folder, "demo": True}
        if self.neo4j is not None:
            given |= {"store": self.neo4j.uri, "store_password": self.neo4j.password}
        return Settings(**given)

    def environment(self) -> Mapping[str, str]:
        """Return what the program is started with."""
        if self.neo4j is None:
            return os.environ
        return {
            **os.environ,
            "CARE_MAPPING_STORE": self.neo4j.uri,
            "CARE_MAPPING_STORE_PASSWORD": self.neo4j.password,
        }

    def address(self) -> tuple[Address, str | None]:
        """Return where its running database answers, and the database's name."""
        if self.neo4j is not None:
            return self.neo4j, None
        return Address(**json.loads((self.folder / "store.json").read_text())), DATABASE


@contextlib.contextmanager
def new_place(engine: Engine) -> Iterator[Place]:
    """Make an empty place; on Neo4j with a server of its own."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        given = None
        if engine == "neo4j":
            given = Address(**stack.enter_context(neo4j_server.running(NEO4J_VERSION)))
        yield Place(engine, folder / "data", given)


class Page:
    """A browser's connection to the program, kept open."""

    def __init__(
        self, port: int, cookie: str = "", headers: Mapping[str, str] | None = None
    ) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        shown = {"Cookie": cookie} if headers is None else headers
        self._headers = {"Content-Type": "application/json", **shown}

    def ask(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        """Ask, and return the status and the JSON answered, or None if it is no JSON."""
        text = None if body is None else json.dumps(body)
        self._connection.request(method, path, text, self._headers)
        answer = self._connection.getresponse()
        said = answer.read()
        is_json = "json" in answer.headers.get("content-type", "")
        return answer.status, json.loads(said) if is_json else None

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


@dataclass
class Started:
    """A program that serves, and the seconds after which each thing was there."""

    port: int
    page: float
    ready: float


@contextlib.contextmanager
def serve(place: Place, *options: str) -> Iterator[Started]:
    """Start the program and wait until it is ready."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "mapping.cli", "serve", "--data", str(place.folder)]
    process = subprocess.Popen(
        [*command, "--port", "0", *options],
        stdout=subprocess.PIPE,
        text=True,
        env=place.environment(),
        cwd=Path(__file__).parent.parent,
    )
    with process:
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline().rsplit(":", 1)[1])
            page = _wait(port, "/", began, lambda status, _: status is not None)
            ready = _wait(
                port, "/api/v1/health", began, lambda _, said: said["state"] != "starting"
            )
            yield Started(port, page, ready)
        finally:
            process.terminate()
            process.wait(30)


def _wait(port: int, path: str, began: float, is_there: Any) -> float:
    while True:
        with contextlib.suppress(OSError), contextlib.closing(Page(port)) as page:
            if is_there(*page.ask("GET", path)):
                return time.perf_counter() - began
        assert time.perf_counter() - began < PATIENCE, "it did not start"
        time.sleep(0.01)


@contextlib.contextmanager
def joined(place: Place) -> Iterator[Service]:
    """Open the data of a program that runs, to prepare what is measured."""
    service = open_service(place.settings(), join=True)
    with contextlib.closing(service):
        yield service
