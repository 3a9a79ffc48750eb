"""Opening the store: the embedded server in a data folder, or a Neo4j somewhere else."""

import contextlib
import fcntl
import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import neo4j
import neo4j.exceptions

from mapping.store import child, schema
from mapping.store.door import Engine, Store
from mapping.store.embedded import Address, EmbeddedServer, in_use_sentence, open_private
from mapping.store.errors import DataFolderInUse, StoreError, StoreFull, StoreUnavailable
from queries import FOLDER, load

DRIVER_SETTINGS: dict[str, Any] = {
    "max_transaction_retry_time": 0,  # the door has its own short list of what is retried
    "connection_timeout": 3.0,
    "connection_acquisition_timeout": 10.0,
    "keep_alive": True,
}
LEAST_ROOM = 1024**2
"""Bytes of free disk below which a failure of the embedded store is put down to a full disk."""
NOT_AN_ADDRESS = (
    "The address of the store is not understood. It begins with neo4j:// or bolt://, for example"
    " neo4j://localhost:7687."
)


def open_store(
    data: Path,
    *,
    uri: str | None = None,
    user: str = "neo4j",
    password: str = "",
    join: bool = False,
    heap: str | None = None,
) -> Store:
    """Open the store and bring its schema up to date.

    Parameters
    ----------
    data
        The data folder; made with owner-only rights if it is not there.
    uri, user, password
        A Neo4j to use, `neo4j://...` or `bolt://...`. Without it, the embedded server is started
        in the data folder and stopped when the store is closed.
    join
        Whether to use the embedded server that another process has running on this data folder, as
        the command line does. Its maker stops it.
    heap
        The most memory of the embedded server; by default what CARE_MAPPING_STORE_HEAP says, else a
        quarter of the machine's, 2 GB at most.

    Raises
    ------
    DataFolderInUse
        If another process has the folder open, and `join` is false.
    StoreUnavailable, StoreTooNew, StoreFull
        With a sentence that says what to do.
    """
    if uri is not None:
        return connected("neo4j", Address(uri, user, password), None)
    lock = lock_folder(data)
    if lock is None:
        if join and (address := running_in(data)):
            return connected("embedded", address, child.DATABASE)
        raise DataFolderInUse(in_use_sentence(data))
    try:
        return _started(data, lock, heap or os.environ.get("CARE_MAPPING_STORE_HEAP"))
    except BaseException:
        os.close(lock)
        raise


def check_free(data: Path) -> None:
    """Check that no process has the embedded store of a data folder open.

    Raises
    ------
    DataFolderInUse
        If one has.
    """
    lock = lock_folder(data)
    if lock is None:
        raise DataFolderInUse(in_use_sentence(data))
    os.close(lock)


def _started(data: Path, lock: int, heap: str | None) -> Store:
    """Start the embedded server and connect to it, or leave nothing running."""
    server = EmbeddedServer(data / "graph", heap)
    note = data / "store.json"

    def close() -> None:
        note.unlink(missing_ok=True)
        server.stop()
        os.close(lock)

    try:
        with open_private(note) as file:
            file.write(json.dumps(asdict(server.address)).encode())
        return connected(
            "embedded",
            server.address,
            child.DATABASE,
            closing=close,
            trouble=lambda: server.trouble or _no_room(data),
        )
    except BaseException:
        note.unlink(missing_ok=True)
        server.stop()
        raise


def _no_room(data: Path) -> StoreFull | None:
    """Return that the disk is full if it is: the embedded server does not say why it failed."""
    return StoreFull() if shutil.disk_usage(data).free < LEAST_ROOM else None


def connected(
    engine: Engine,
    address: Address,
    database: str | None,
    closing: Callable[[], None] = lambda: None,
    trouble: Callable[[], StoreError | None] = lambda: None,
    migrations: Path = schema.MIGRATIONS,
    for_analysts: bool = False,
) -> Store:
    """Return a store on a server that answers, its schema up to date.

    It knows no query of analysts unless it is said to be for them: those run on releases alone.
    """
    queries = load(FOLDER)
    if not for_analysts:
        queries = {name: one for name, one in queries.items() if one.audience != "analyst"}
    driver = open_driver(engine, address)
    store = Store(
        engine=engine,
        driver=driver,
        database=database,
        queries=queries,
        closing=closing,
        trouble=trouble,
    )
    try:
        schema.bring_up_to_date(store, driver, database, schema.migrations(migrations))
    except BaseException:
        driver.close()
        raise
    return store


def open_driver(engine: Engine, address: Address) -> neo4j.Driver:
    """Return a driver, which connects when it is first used."""
    settings = dict(DRIVER_SETTINGS)
    if engine == "neo4j":
        settings["notifications_min_severity"] = "OFF"  # they quote the query, and warn of nothing
    if not re.fullmatch(r"(neo4j|bolt)(\+s|\+ssc)?://\S+", address.uri):
        raise StoreUnavailable(NOT_AN_ADDRESS)
    try:
        return neo4j.GraphDatabase.driver(
            address.uri, auth=(address.user, address.password), **settings
        )
    except (ValueError, neo4j.exceptions.DriverError):
        raise StoreUnavailable(NOT_AN_ADDRESS) from None


def lock_folder(data: Path) -> int | None:
    """Take the folder's lock, which the system gives back however this process ends."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(data / "store.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    return lock


def running_in(data: Path) -> Address | None:
    """Return where the server answers that another process has running on a folder."""
    with contextlib.suppress(FileNotFoundError, ValueError, TypeError):
        return Address(**json.loads((data / "store.json").read_text(encoding="utf-8")))
    return None
