"""The audit trail: who saw and changed what, as chains of entries that cannot be altered unseen.

One chain a care map, neighbourhood, and one for the service. An entry names ids, an action and
fields; never a name or a text. Each holds an HMAC over itself and the one before, made with a key
that is not in the database, and is written in the transaction of what it records. After that
transaction the chain's length and head are noted in an anchor file, so that a cut tail is seen.
Making sentences of entries is not here (`history.py`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from mapping.model import instant
from mapping.service import Service
from mapping.store import Row, Transaction

SERVICE_CHAIN: Final = "service"
"""The chain of what concerns no one map: accounts, sign-ins, roles of the service."""

PAST_THE_END: Final = 2**53
"""A place after every entry of a chain."""

SAW: Final = frozenset(
    {"person.reviewed", "care_map.opened", "drawing.opened", "drawing.compared", "what_if.asked"}
)
COPIED: Final = frozenset({"care_map.copied", "history.copied"})
"""What was only looked at, or taken along: an owner may hide that they did."""

_PAGE: Final = 1_000


def record(
    tx: Transaction,
    service: Service,
    *,
    chain: str,
    account: str | None,
    action: str,
    about: Sequence[str] = (),
    fields: Sequence[str] = (),
    end: Row | None = None,
    edit: Row | None = None,
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
    end
        The place in the chain (`n`, `previous`), if it was taken together with something else.
    edit
        The stored fields of the edit that it records, kept in the same query.
    """
    end = end or tx.one("advance_chain", chain=chain)
    assert end is not None
    entry: Row = {
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
    entry |= {"id": f"{chain}.{end['n']}", "hash": head}
    if edit is None:
        tx.run("write_audit_entry", **entry, tells=int(_tells(action)))
    else:
        tx.run("keep_edit", edit=edit, **entry)
    service.anchors.hold(tx, chain, end["n"], head)


def _tells(action: str) -> bool:
    """Whether open pages are told of it: of a look nobody is, nor of what is done quietly.

    Whoever watched their page being told could else tell that something was done unseen.
    """
    return action not in SAW | COPIED and not action.startswith("quiet.")


def noted_this_hour(
    tx: Transaction, chain: str, account: str, action: str, about: Sequence[str] = ()
) -> bool:
    """Whether an account is on record as having done this to these things within this hour.

    What is only looked at is recorded once an account, thing and hour.
    """
    row = tx.one(
        "done_since",
        chain=chain,
        account=account,
        action=action,
        about=list(about),
        since=instant()[:13],
    )
    return row is not None and row["times"] > 0


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
