"""The embedded server, looked after: started as a child process, restarted once, always stopped.

What the child does is in `child.py`. This side chooses ports and password, waits for the child's
answer, and restarts it on the same port with the same password if it dies, so that the driver finds
it again. A child that hangs is killed and restarted too. It knows nothing of queries.
"""

import contextlib
import json
import os
import secrets
import select
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal

from mapping.store import child
from mapping.store.errors import DataFolderInUse, StoreError, StoreFull, StoreUnavailable

STARTS_WITHIN = 60.0
"""Seconds that the first start on a slow machine with much to recover may take."""
STOPS_WITHIN = 10.0
LOOKED_AT_EVERY = 3.0
SILENT_FOR = 5.0
"""Seconds without an answer to a greeting after which the server is taken for hung."""
BOLT_GREETING = bytes.fromhex("6060b017 00000404 00000000 00000000 00000000")
"""The first bytes of every Bolt connection: it offers version 4.4 alone."""
DIES_AGAIN_WITHIN = 300.0
"""Seconds in which a second death is trouble that a restart does not cure."""
LARGEST_HEAP = 2 * 1024**3
SMALLEST_HEAP = 256 * 1024**2
Serves = Literal["store", "release", "releases"]
PORT_TROUBLE = ("Address already in use", "Unable to listen", "BindException")
MEMORY_TROUBLE = ("reserve enough space", "OutOfMemory", "Invalid maximum heap", "heap size")
"""What the system, the JVM and the server say when they get no port or no memory."""


@dataclass(frozen=True)
class Address:
    """Where a server answers, and to whom. It prints without the password."""

    uri: str
    user: str
    password: str

    def __repr__(self) -> str:
        """Show the address only."""
        return f"Address({self.uri!r})"


class EmbeddedServer:
    """A running embedded server on one data folder.

    Parameters
    ----------
    folder
        Where its files are; made with owner-only rights.
    heap
        The most memory it may use for objects, as `512m` or `2g`. By default a quarter of the
        machine's, between 256 MB and 2 GB.
    serves
        The one database of the `store`, whose user may do everything, or of a `release` for the
        moment in which it is made; or the `releases` that are in the folder, whose user may only
        read.
    """

    def __init__(self, folder: Path, heap: str | None = None, *, serves: Serves = "store") -> None:
        self._folder = folder
        self._serves = serves
        self._heap = heap or _default_heap()
        self._password = secrets.token_urlsafe(32)
        self._bolt = 0
        self._stopping = threading.Event()
        self._trouble: StoreError | None = None
        self._process = self._start_on_free_ports()
        self._keeper = threading.Thread(target=self._keep_alive, name="store keeper", daemon=True)
        self._keeper.start()

    @property
    def address(self) -> Address:
        """Where it answers; the same after a restart."""
        user = child.READER if self._serves == "releases" else "root"
        return Address(f"bolt://127.0.0.1:{self._bolt}", user, self._password)

    @property
    def trouble(self) -> StoreError | None:
        """Why it will not answer again, or None while it answers or is being restarted."""
        return self._trouble

    def stop(self) -> None:
        """Stop the child, and wait until its files are closed."""
        self._stopping.set()
        _end(self._process)
        self._keeper.join(STOPS_WITHIN)

    def _start_on_free_ports(self) -> "subprocess.Popen[bytes]":
        """Start it; another program may take a port before the child does, so try some more."""
        for _ in range(2):
            self._bolt = _free_port()
            try:
                return self._start()
            except _PortTaken:
                continue
        self._bolt = _free_port()
        return self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        with open_private(self._folder / "server.log") as log:
            process = subprocess.Popen(
                [
                    sys.executable,
                    child.__file__,
                    str(self._folder),
                    str(self._bolt),
                    str(_free_port()),
                    self._heap,
                    self._serves,
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=self._folder,
                start_new_session=True,  # Ctrl-C is for the program, which then stops the child
            )
        try:
            self._greet(process)
        except BaseException:
            _end(process)
            raise
        return process

    def _greet(self, process: "subprocess.Popen[bytes]") -> None:
        """Give the child its password and wait until it is ready."""
        assert process.stdin is not None
        try:
            process.stdin.write(f"{self._password}\n".encode())
            process.stdin.flush()
        except BrokenPipeError:
            raise self._failure("") from None
        answer = _first_line(process, STARTS_WITHIN)
        if not answer.get("ready"):
            raise self._failure(str(answer.get("failed", "")))

    def _failure(self, why: str) -> StoreError:
        """Return the plain sentence for what the child, the JVM or the system said."""
        said = why + (self._folder / "server.log").read_text(errors="replace")
        if any(words in said for words in PORT_TROUBLE):
            return _PortTaken(
                "The store found no free port on this machine."
                " Close other programs, then start again."
            )
        if any(words in said for words in MEMORY_TROUBLE):
            return StoreUnavailable(
                f"The store could not get {self._heap} of memory. Close other programs, or set"
                " CARE_MAPPING_STORE_HEAP to less (for example 512m), then start again."
            )
        if "No space left" in said:
            return StoreFull()
        if child.IN_USE in said:
            return DataFolderInUse(in_use_sentence(self._folder.parent))
        if "Permission denied" in said:
            return StoreUnavailable(
                f"The store may not write in {self._folder}. Make it yours, then start again."
            )
        return _DidNotStart(
            f"The store did not start. What it said is in {self._folder / 'server.log'}."
        )

    def _keep_alive(self) -> None:
        """Restart the child when it dies; give up when it dies again soon."""
        died_at: float | None = None
        while not self._stopping.is_set():
            self._wait_for_its_end()
            if self._stopping.is_set():
                return
            now = time.monotonic()
            if died_at is not None and now - died_at < DIES_AGAIN_WITHIN:
                self._give_up()
                return
            died_at = now
            _end(self._process)
            try:
                self._process = self._start()
            except _DidNotStart:
                self._give_up()
                return
            except StoreError as error:
                self._trouble = error
                return
        _end(self._process)  # it was stopped while it was being restarted

    def _wait_for_its_end(self) -> None:
        """Wait until the child has died; one that hangs is killed, as what it kept is safe."""
        while not self._stopping.is_set():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(LOOKED_AT_EVERY)
                return
            if not _speaks(self._bolt):
                self._process.kill()

    def _give_up(self) -> None:
        self._trouble = StoreUnavailable(
            "The store stopped twice within a few minutes. What was saved is safe."
            f" Start the program again; what the store said is in {self._folder / 'server.log'}."
        )


class _DidNotStart(StoreUnavailable):
    """The child ended, or said nothing in time, for a reason that we do not know."""


class _PortTaken(StoreUnavailable):
    """Another program took the port between our choosing it and the child's using it."""


def in_use_sentence(data: Path) -> str:
    """Return what to tell somebody who opens a data folder a second time."""
    return (
        f"The data folder {data} is in use by another Care Mapping on this machine."
        " Use that one, or stop it first, or choose another folder with --data."
    )


def _first_line(process: "subprocess.Popen[bytes]", seconds: float) -> dict[str, object]:
    """Return the child's answer, or an empty one if it ends or says nothing in time."""
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], seconds)
    line = process.stdout.readline() if ready else b""
    answer: dict[str, object] = json.loads(line) if line else {}
    return answer


def _speaks(port: int) -> bool:
    """Whether a server answers the greeting of Bolt; a busy one does, a hung one does not."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=SILENT_FOR) as asked:
            asked.sendall(BOLT_GREETING)
            return bool(asked.recv(4))
    except OSError:
        return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the child's input, which stops it; kill it if it does not stop."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    try:
        process.wait(STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def open_private(path: Path) -> IO[bytes]:
    """Make a new file that only its owner may read, from its first moment on."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _default_heap() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{max(SMALLEST_HEAP, min(LARGEST_HEAP, memory // 4)) // 1024**2}m"
