"""The key store: one data key for each private thing, wrapped by the master key.

A SQLite file beside the data that no backup of the data contains. Destroying a key makes every copy
of the text sealed under it unreadable at once, in backups too. Destroyed keys are also listed in an
append-only file, applied whenever the store is opened, so that an older copy of the key store put
back does not bring them to life. What is sealed, and how, is in `sealing.py`.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import datetime as dt
import json
import os
import secrets
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from mapping.store.errors import StoreFull

_CANARY: Final = "canary"
_SEVERAL: Final = "SELECT id, wrapped FROM keys WHERE id IN (SELECT value FROM json_each(?))"


class KeyTrouble(Exception):
    """The keys cannot be used; the message says why and what to do."""


def master_key(folder: Path, given: str | None = None) -> bytes:
    """Return the master key: the one given, else the one kept in the folder, made if missing.

    Parameters
    ----------
    folder
        The data folder, where `master.key` is read or made, for its owner's eyes only.
    given
        32 bytes as base64 text, from the environment or a secrets file.

    Raises
    ------
    KeyTrouble
        If what is given or kept is not 32 bytes of base64, or the folder has keys already but
        not the master key that they were made with.
    """
    if given is None:
        given = _kept_or_new(folder)
    try:
        key = base64.b64decode(given.strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != 32:
        raise KeyTrouble(
            "The master key is not 32 bytes written as base64. Check CARE_MAPPING_MASTER_KEY, "
            "or the file master.key in the data folder."
        )
    return key


def _kept_or_new(folder: Path) -> str:
    path = folder / "master.key"
    if not path.exists() and (folder / "keys.sqlite3").exists():
        raise KeyTrouble(
            "The master key of this data folder is missing, so names cannot be read. Put the file "
            "master.key back, or give the key in CARE_MAPPING_MASTER_KEY. Nothing was changed."
        )
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(base64.b64encode(secrets.token_bytes(32)).decode())
        file.flush()
        os.fsync(file.fileno())
    return path.read_text()


class KeyStore:
    """Data keys by the id of the thing whose text they seal. Safe for threads and processes.

    Parameters
    ----------
    folder
        The data folder; `keys.sqlite3` and `destroyed-keys.txt` are kept in it.
    master
        32 bytes that wrap every data key.

    Raises
    ------
    KeyTrouble
        If the master key is not the one that these keys were made with.
    """

    def __init__(self, folder: Path, master: bytes) -> None:
        self._master = master
        self._destroyed = folder / "destroyed-keys.txt"
        self._lock = threading.Lock()
        path = folder / "keys.sqlite3"
        path.touch(mode=0o600)
        self._db = sqlite3.connect(path, check_same_thread=False, timeout=10, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA secure_delete = ON")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS keys (id TEXT PRIMARY KEY, wrapped BLOB NOT NULL)"
        )
        self._db.execute("CREATE TABLE IF NOT EXISTS condemned (id TEXT PRIMARY KEY)")
        self._check_master()
        self._finish()
        self._forget(self.destroyed())

    def _check_master(self) -> None:
        self.make([_CANARY])
        try:
            self.get(_CANARY)
        except InvalidUnwrap:
            raise KeyTrouble(
                "The master key does not fit the keys in this data folder, so names cannot be "
                "read. Put back the master key that was used before."
            ) from None

    def make(self, ids: Iterable[str]) -> None:
        """Make a key for each id that has none; a destroyed one is never made again.

        Raises
        ------
        StoreFull
            If the disk has no room for them. None is made then.
        """
        gone = self.destroyed()
        rows = [
            (id_, aes_key_wrap(self._master, secrets.token_bytes(32)))
            for id_ in ids
            if id_ not in gone
        ]
        if not rows:
            return
        try:
            with self._lock, self._db:
                self._db.execute("BEGIN IMMEDIATE")
                self._db.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", rows)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
                raise StoreFull from None
            raise

    def get(self, id_: str) -> bytes | None:
        """Return a key of 32 bytes, or None if it was destroyed or never made."""
        with self._lock:
            row = self._db.execute("SELECT wrapped FROM keys WHERE id = ?", (id_,)).fetchone()
        return None if row is None else aes_key_unwrap(self._master, row[0])

    def get_all(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Return the keys of those that have one, fetched together."""
        wanted = json.dumps([*ids])
        with self._lock:
            rows = self._db.execute(_SEVERAL, (wanted,)).fetchall()
        return {id_: aes_key_unwrap(self._master, wrapped) for id_, wrapped in rows}

    def destroy(self, *ids: str) -> None:
        """Destroy keys for good: what they sealed can never be read again."""
        at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        descriptor = os.open(self._destroyed, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.writelines(f"{id_} {at}\n" for id_ in ids)
            file.flush()
            os.fsync(file.fileno())
        self._forget(set(ids))

    @contextlib.contextmanager
    def destroying(self, ids: Collection[str]) -> Iterator[None]:
        """Do some work, then destroy keys; where the work raises they are kept.

        Whoever is stopped in the middle, as by a cut of the power, has them destroyed when the key
        store is opened again: what was asked to go never stays readable by accident.
        """
        named = [(id_,) for id_ in ids]
        with self._lock:
            self._db.executemany("INSERT OR IGNORE INTO condemned VALUES (?)", named)
        try:
            yield
            self.destroy(*ids)
        finally:
            with self._lock:
                self._db.executemany("DELETE FROM condemned WHERE id = ?", named)

    def _finish(self) -> None:
        """Destroy the keys of work that was stopped in the middle."""
        condemned = [id_ for (id_,) in self._db.execute("SELECT id FROM condemned")]
        if condemned:
            self.destroy(*condemned)
            self._db.execute("DELETE FROM condemned")

    def destroyed(self) -> set[str]:
        """Return the ids whose keys were destroyed."""
        if not self._destroyed.exists():
            return set()
        return {line.split()[0] for line in self._destroyed.read_text().splitlines() if line}

    def _forget(self, ids: set[str]) -> None:
        with self._lock:
            gone = self._db.executemany("DELETE FROM keys WHERE id = ?", [(id_,) for id_ in ids])
            if gone.rowcount > 0:
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file."""
        self._db.close()
