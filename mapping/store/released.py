"""The servers of releases: the embedded one again, on released databases alone.

Processes of their own, so that a question that runs away cannot stop anybody drawing; and a user
whom the database itself lets do nothing but read. One answers the named questions from the inner
databases; another, which has none of these within reach, runs analysts' own Cypher on the graphs
that may be taken away. Each is started when it is first asked, and is the same where the store is a
Neo4j. What a release holds is decided in `mapping/releases`.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import asdict
from pathlib import Path
from typing import Final, Literal

from mapping.store import child, own_cypher, schema
from mapping.store.door import Store
from mapping.store.embedded import Address, EmbeddedServer, open_private
from mapping.store.errors import StoreError, StoreUnavailable
from mapping.store.opening import connected, lock_folder, open_driver, running_in
from mapping.store.own_cypher import CannotRun, Given
from queries import FOLDER, load

ANSWERS_WITHIN: Final = 20.0
"""Seconds that a question waits for the server to start before it is told to come again."""
HEAP: Final = "512m"
"""The most memory that questions and making a release may take from the rest of the machine."""
Part = Literal["inner", "graph"]
"""Of a release: the rows that the named questions count, or the graph that may be taken away."""
SERVED_IN: Final[dict[Part, str]] = {"inner": ".server", "graph": ".server-of-graphs"}
MIGRATIONS: Final[dict[Part, Path]] = {
    "inner": schema.MIGRATIONS / "released",
    "graph": schema.MIGRATIONS / "released-graph",
}
AT_ONCE: Final = 2
"""Queries of analysts' own that run at the same time; others wait for one to end."""


class ReleaseOpening(StoreUnavailable):
    """The server of releases is starting."""

    sentence = (
        "The release is being opened, which takes some seconds the first time."
        " Ask again in a moment."
    )


class ReleaseMissing(StoreUnavailable):
    """A release is known to the store, and its files are not on this machine."""

    sentence = (
        "The files of this release are not on this machine. Ask the one that it was made on,"
        " or put the folder `releases` back into the data folder."
    )


class ReleasedServer:
    """The releases in a folder, and the server that answers questions to one part of them.

    Nothing is started or made until it is needed. Safe to share by threads.

    Parameters
    ----------
    folder
        Where the releases are, `<data>/releases`; each in a folder named by its id.
    part
        The part that it serves; it can reach no other.
    """

    def __init__(self, folder: Path, part: Part = "inner") -> None:
        self.folder = folder
        self._part: Part = part
        self._served = folder / SERVED_IN[part]
        self._lock = threading.Lock()
        self._address: Future[Address] | None = None
        self._server: EmbeddedServer | None = None
        self._stack = contextlib.ExitStack()
        self._stores: dict[str, Store] = {}
        self._at_once = threading.BoundedSemaphore(AT_ONCE)

    def store(self, release: str, *, wait: float = ANSWERS_WITHIN) -> Store:
        """Return a store on this part of one release, which can only be read.

        Parameters
        ----------
        release
            Its id.
        wait
            How many seconds to wait for the server.

        Raises
        ------
        ReleaseOpening
            If the server is still starting then.
        StoreUnavailable
            If it does not start, or the release's files are not here.
        """
        files = self.folder / release / self._part
        if not self.has(release):
            raise ReleaseMissing
        address = self._started(wait)
        with self._lock:
            if release not in self._stores:
                self._link(release, files)
                self._stores[release] = self._open(address, release)
            return self._stores[release]

    @contextlib.contextmanager
    def building(self, release: Path) -> Iterator[dict[Part, Store]]:
        """Give stores on new and empty databases, a part each; then put them into a folder."""
        with tempfile.TemporaryDirectory(dir=release, prefix="building-") as place:
            server = EmbeddedServer(Path(place), HEAP, serves="release")
            try:
                with contextlib.ExitStack() as open_ones:
                    yield {part: _empty(server, part, open_ones) for part in _DATABASES}
            finally:
                server.stop()
            for part, database in _DATABASES.items():
                (Path(place) / "databases" / database).rename(release / part)

    def run(self, release: str, cypher: str, given: Mapping[str, object], *, wait: float) -> Given:
        """Run Cypher that was not written by us on this part of a release.

        Raises
        ------
        CannotRun
            If it makes no sense, takes too much, or too many others run now.
        """
        store = self.store(release, wait=wait)
        if not self._at_once.acquire(timeout=wait):
            raise CannotRun("Others are running queries of their own. Try again in a moment.")
        try:
            return own_cypher.run(store, cypher, given)
        finally:
            self._at_once.release()

    def has(self, release: str) -> bool:
        """Whether this part of a release is on this machine."""
        return (self.folder / release / self._part).is_dir()

    def forget(self, release: str) -> None:
        """Stop answering for a release whose files are about to go."""
        with self._lock:
            store = self._stores.pop(release, None)
        if store is not None:
            store.close()
        self._place(release).unlink(missing_ok=True)

    def close(self) -> None:
        """Stop the server, if this process started it."""
        with self._lock:
            address, self._address = self._address, None
        if address is not None:
            with contextlib.suppress(StoreError, NotYet):
                address.result(timeout=ANSWERS_WITHIN)
        for store in self._stores.values():
            store.close()
        self._stores.clear()
        self._stack.close()

    def _started(self, wait: float) -> Address:
        with self._lock:
            starts = self._address is None
            if self._address is None:
                self._address = Future()
            address = self._address
        if starts:
            starter = threading.Thread(target=self._start, args=(address,), name="releases' server")
            starter.daemon = True
            starter.start()
        try:
            return address.result(timeout=wait)
        except NotYet:
            raise ReleaseOpening from None

    def _start(self, address: Future[Address]) -> None:
        """Start the server, or join the one of another process of this data folder."""
        try:
            address.set_result(self._join_or_start())
        except BaseException as error:
            with self._lock:
                self._address = None  # the next question tries again
            address.set_exception(error)

    def _join_or_start(self) -> Address:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = lock_folder(self._served)
        if lock is None:
            joined = running_in(self._served)
            if joined is None:
                raise ReleaseOpening
            return joined
        self._stack.callback(os.close, lock)
        self._server = EmbeddedServer(self._served / "server", HEAP, serves="releases")
        self._stack.callback(self._server.stop)
        note = self._served / "store.json"
        with open_private(note) as file:
            file.write(json.dumps(asdict(self._server.address)).encode())
        self._stack.callback(note.unlink, missing_ok=True)
        return self._server.address

    def _open(self, address: Address, release: str) -> Store:
        server = self._server
        return Store(
            engine="embedded",
            driver=open_driver("embedded", address),
            database=release,
            queries={name: one for name, one in load(FOLDER).items() if one.audience == "analyst"},
            trouble=lambda: server.trouble if server else None,
        )

    def _link(self, release: str, files: Path) -> None:
        """Put a release where the server looks for a database of its name."""
        place = self._place(release)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            place.symlink_to(files.resolve(), target_is_directory=True)

    def _place(self, release: str) -> Path:
        return self._served / "server" / "databases" / release


_DATABASES: Final[dict[Part, str]] = {"inner": child.DATABASE, "graph": child.OUTER}
"""Their names on the server on which a release is made."""


def _empty(server: EmbeddedServer, part: Part, open_ones: contextlib.ExitStack) -> Store:
    store = connected(
        "embedded",
        server.address,
        _DATABASES[part],
        migrations=MIGRATIONS[part],
        for_analysts=True,
    )
    open_ones.callback(store.close)
    return store
