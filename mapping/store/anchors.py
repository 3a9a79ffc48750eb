"""Where the audit chains were seen to end, noted in a file beside the data.

Whoever cuts the end off a chain in the database cannot cut it here, so the cut is seen. What the
chains are is in `mapping/audit.py`.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import weakref
from pathlib import Path

from mapping.store.door import Transaction


class Anchors:
    """The noted length and head of each chain, in a file beside the data.

    Parameters
    ----------
    folder
        The data folder; `anchors.sqlite3` is kept in it.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / "anchors.sqlite3"
        path.touch(mode=0o600)
        self._lock = threading.Lock()
        self._held: weakref.WeakKeyDictionary[Transaction, dict[str, tuple[int, str]]] = (
            weakref.WeakKeyDictionary()
        )
        self._owed: dict[str, tuple[int, str]] = {}
        self._db = sqlite3.connect(path, check_same_thread=False, timeout=10, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS anchors (chain TEXT PRIMARY KEY, length INT, head TEXT)"
        )

    def hold(self, tx: Transaction, chain: str, length: int, head: str) -> None:
        """Remember a chain's end until its transaction is known to be kept."""
        with self._lock:
            self._held.setdefault(tx, {})[chain] = (length, head)

    def note(self, tx: Transaction) -> None:
        """Note what was held for a transaction that was kept.

        What was kept is kept: where the note cannot be written, as on a full disk, it goes with the
        next one.
        """
        with self._lock:
            for chain, end in self._held.pop(tx, {}).items():
                self._owed[chain] = max(end, self._owed.get(chain, end))
            with contextlib.suppress(sqlite3.OperationalError):
                self._db.executemany(
                    "INSERT INTO anchors VALUES (?, ?, ?) ON CONFLICT (chain) DO UPDATE "
                    "SET length = excluded.length, head = excluded.head "
                    "WHERE excluded.length > anchors.length",
                    [(chain, *end) for chain, end in self._owed.items()],
                )
                self._owed.clear()

    def all(self) -> dict[str, tuple[int, str]]:
        """Return the noted length and head of every chain."""
        with self._lock:
            rows = self._db.execute("SELECT chain, length, head FROM anchors").fetchall()
        return {chain: (length, head) for chain, length, head in rows}

    def close(self) -> None:
        """Close the file."""
        self._db.close()
