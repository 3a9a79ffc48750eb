"""The audit trail: who saw and changed what, as chains of entries that cannot be altered unseen.

One chain a care map, neighbourhood, and one for the service. An entry names ids, an action and
fields; never a name or a text. Each holds an HMAC over itself and the one before, made with a key
that is not in the database, and is written in the transaction of what it records. After that
transaction the chain's length and head are noted in an anchor file, so that a cut tail is seen.
Making sentences of entries is not here (`history.py`).
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapping.model import instant
from mapping.store import Row, Transaction

if TYPE_CHECKING:
    from mapping.service import Service

SERVICE_CHAIN: Final = "service"
"""The chain of what concerns no one map: accounts, sign-ins, roles of the service."""

PAST_THE_END: Final = 2**53
"""A place after every entry of a chain."""

_PAGE: Final = 1_000


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


def record(
    tx: Transaction,
    service: Service,
    *,
    chain: str,
    account: str | None,
    action: str,
    about: Sequence[str] = (),
    fields: Sequence[str] = (),
) -> None:
    """Add an entry to a chain, within the transaction of what it records.

    Parameters
    ----------
    tx
        The write transaction.
    service
        Makes the HMAC and keeps the anchors.
    chain
        The id of the care map or neighbourhood that it concerns, or `SERVICE_CHAIN`.
    account
        Whose doing it was; None for the program itself.
    action
        What was done, in one word or two joined by a dot, such as `care_map.edited`.
    about
        The ids of what it was done to.
    fields
        The names of the fields that were changed.
    """
    end = tx.one("advance_chain", chain=chain)
    assert end is not None
    entry = {
        "chain": chain,
        "n": end["n"],
        "at": instant(),
        "account": account,
        "action": action,
        "about_ids": list(about),
        "fields": list(fields),
        "previous": end["previous"],
    }
    head = _hash(service, entry)
    tx.run("write_audit_entry", id=f"{chain}.{end['n']}", hash=head, **entry)
    service.anchors.hold(tx, chain, end["n"], head)


@dataclass(frozen=True)
class ChainTrouble:
    """A chain that does not check, and why in plain words."""

    chain: str
    why: str


def check(service: Service) -> list[ChainTrouble]:
    """Check every chain from its first entry to its noted end.

    Returns
    -------
    list of ChainTrouble
        Empty if nothing was altered, removed or cut off.
    """
    anchored = service.anchors.all()
    heads = {row["id"]: row for row in service.read(lambda tx: tx.rows("chains"))}
    troubles = [
        ChainTrouble(chain, "the whole chain is missing")
        for chain in anchored.keys() - heads.keys()
    ]
    for chain, end in heads.items():
        why = _trouble_in(service, chain, end, anchored.get(chain))
        if why:
            troubles.append(ChainTrouble(chain, why))
    return sorted(troubles, key=lambda trouble: trouble.chain)


def entries(service: Service, chain: str) -> Iterator[Row]:
    """Yield a chain's entries from the first to the last, read a page at a time."""
    page: list[Row] = [{"n": 0}]
    while page:
        page = service.read(partial(_page, chain=chain, after=page[-1]["n"]))
        yield from page


def _page(tx: Transaction, *, chain: str, after: int) -> list[Row]:
    return tx.rows("audit_entries", chain=chain, after=after, limit=_PAGE)


def _trouble_in(
    service: Service, chain: str, end: Row, anchor: tuple[int, str] | None
) -> str | None:
    previous, length = "", 0
    for entry in entries(service, chain):
        length += 1
        head = entry.pop("hash")
        if entry["n"] != length:
            return f"entry {length} is missing"
        if entry["previous"] != previous or _hash(service, entry) != head:
            return f"entry {length} was altered"
        if anchor and length == anchor[0] and head != anchor[1]:
            return f"entry {length} is not the one that was noted"
        previous = head
    if anchor and length < anchor[0]:
        return f"the last {anchor[0] - length} entries are cut off"
    if (end["length"], end["head"]) != (length, previous):
        return "its end is not its last entry"
    return None


def _hash(service: Service, entry: Row) -> str:
    text = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return service.sealer.digest(text, "audit")
