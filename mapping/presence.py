"""Who is at a care map now, as those with a role on it see each other: by first name.

A mark in the store says that an account is at a map. It ends by itself unless it is renewed, so
that whoever lost their network, or was served by a process that died, goes away too; and since it
is in the store, people served by different processes see each other. Nothing of it is kept once it
ended. Who renews marks for open pages is `watching.py`.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from typing import Final

from mapping.care_maps import account_names
from mapping.credentials import has_ended, later
from mapping.model import Frozen, Id, instant
from mapping.policy import CareMapRole, Reader
from mapping.service import Service
from mapping.store import Row, Transaction

LASTS: Final = dt.timedelta(seconds=30)
"""A mark that is not renewed ends after this."""
ASKING_LASTS: Final = dt.timedelta(seconds=15)
"""The same for a page that is not followed: it says so every ten seconds, never that it left."""
RENEWED_EVERY: Final = 10.0
"""Seconds after which the mark of a page that is still open is renewed."""


_TITLES: Final = ("dr", "doctor", "nurse", "mr", "mrs", "ms", "miss", "mx", "sister", "rev", "prof")


class Present(Frozen):
    """Somebody who is at the map now, by first name."""

    account_id: Id
    first_name: str
    mine: bool


class Standing(Frozen):
    """How a reader stands on a care map now: their role, who is there, and whom to ask for more."""

    role: CareMapRole
    edit_seq: int
    here: tuple[Present, ...]
    ask: tuple[str, ...]


def mark_id(by: str, care_map: str, account: str) -> str:
    """Return the id of the mark that an account is at a care map, as one process sees it."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"{by} {care_map} {account}").hex


def mark(by: str, care_map: str, account: str, lasts: dt.timedelta = LASTS) -> Row:
    """Return the mark that an account is at a care map, as one process sees it."""
    return {
        "id": mark_id(by, care_map, account),
        "care_map": care_map,
        "account": account,
        "until": later(lasts),
    }


def say_here(service: Service, reader: Reader, map_id: str) -> None:
    """Mark a reader as being at a map for a while, for a page that cannot be followed."""
    row = mark("asks", map_id, reader.account_id, ASKING_LASTS)
    service.write(lambda tx: tx.run("mark_here", rows=[row]))


def renew(service: Service, rows: Iterable[Row], gone: Iterable[str]) -> None:
    """Keep marks, and take those of others away; ended ones go too."""
    rows, gone = list(rows), sorted(gone)

    def work(tx: Transaction) -> None:
        if rows:
            tx.run("mark_here", rows=rows)
        tx.run("unmark_here", ids=gone, now=instant())

    service.write(work)


def standing(
    service: Service, reader: Reader, map_id: str, hiding: Callable[[Transaction], set[str]]
) -> Standing:
    """Return how a reader stands on a care map that they have a role on.

    `hiding` gives the accounts that hide from the reader: these are not shown as here.
    """

    def look(tx: Transaction) -> Standing:
        roles = {
            row["account_id"]: row["role"]
            for row in tx.rows("people_of_care_map", care_map=map_id)
            if not has_ended(row["until"])
        }
        marks = tx.rows("who_is_here", care_maps=[map_id], now=instant())
        unseen = hiding(tx)
        here = [row["account"] for row in marks if row["account"] in roles.keys() - unseen]
        names = _first_names(tx, service, roles)
        place = tx.rows("edit_places", ids=[map_id])
        return Standing(
            role=roles[reader.account_id],
            edit_seq=place[0]["seq"] if place else 0,
            here=tuple(_present(id_, names, reader) for id_ in here),
            ask=_to_ask(roles, names, reader),
        )

    return service.read(look)


def _present(account: str, names: dict[str, str], reader: Reader) -> Present:
    return Present(account_id=account, first_name=names[account], mine=account == reader.account_id)


def _first_names(tx: Transaction, service: Service, accounts: Iterable[str]) -> dict[str, str]:
    names = account_names(tx, service, accounts)
    return {id_: first_name(name) for id_, name in names.items()}


def first_name(name: str) -> str:
    """Return a name's first word; after a title alone nobody is known, so it stays whole."""
    first, *rest = name.split()
    return name if rest and first.rstrip(".").casefold() in _TITLES else first


def _to_ask(roles: dict[str, str], names: dict[str, str], reader: Reader) -> tuple[str, ...]:
    """Return who can let somebody draw: the map's owners, or while it has none, its editors."""
    for role in ("owner", "editor"):
        found = [id_ for id_, held in roles.items() if held == role and id_ != reader.account_id]
        if found:
            return tuple(sorted(names[id_] for id_ in found))
    return ()
