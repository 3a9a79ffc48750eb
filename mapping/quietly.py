"""A quiet way for an owner of a care map to be safe from somebody who controls them.

To stop somebody opening the map, or to hide from another owner what one looks at: nothing is sent
to them, their own data does not tell of it, and only whoever did it reads it in the history. To
somebody stopped it is as if there were no map. Everybody who owns a map in their own right may; who
acts for somebody may not (`acting.py`). Edits stay in everybody's history: they are on the map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from mapping import access, audit, policy, presence
from mapping.care_maps import owners_of
from mapping.model import Frozen, Id, instant, new_id
from mapping.policy import NotAllowed, NotFound, Reader
from mapping.presence import Standing
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Transaction

QUIET: Final = ("quiet.stopped", "quiet.hidden", "quiet.shown")
"""What only whoever did it reads in the history."""

UNTOLD: Final = frozenset({*QUIET, "access.put_aside"})
"""What nobody is told of in their own data to whom it was done: by the last they would learn that
there is a map which they asked to see."""

_NOT_ACTING: Final = "Whoever acts for somebody does nothing quietly. Stop them openly instead."


class Quiet(Frozen):
    """From which other owners the reader hides what they look at."""

    hidden_from: tuple[Id, ...]


def stop(service: Service, reader: Reader, map_id: str, account_id: str) -> None:
    """Stop somebody opening a map so that nothing tells them, nor any other owner.

    Raises
    ------
    NotAllowed
        If the reader acts for somebody, or would leave no owner without an end.
    NotFound
        If the account has no role on the map.
    NotWellFormed
        If it is the reader's own: leaving is done openly.
    """
    if account_id == reader.account_id:
        raise NotWellFormed("account_id", "This is you. Leave the map instead.")

    def work(tx: Transaction) -> None:
        _begin(tx, service, reader, map_id, "quiet.stopped", account_id)
        if access.role_held(tx, map_id, account_id) is None:
            raise NotFound
        if not access.owners_without_end(tx, map_id) - {account_id}:
            raise NotAllowed(access.KEEPS_AN_OWNER)
        tx.run("end_acting", scope=map_id, account=account_id, at=instant())
        access.end_role(tx, map_id, account_id)

    service.write(work)


def set_hidden(
    service: Service, reader: Reader, map_id: str, account_id: str, *, hidden: bool
) -> None:
    """Hide from another owner what the reader looks at and takes along, or show it again.

    Raises
    ------
    NotAllowed
        If the reader acts for somebody.
    NotFound
        If the account is no other owner of the map.
    """

    def work(tx: Transaction) -> None:
        _begin(tx, service, reader, map_id, "quiet.hidden" if hidden else "quiet.shown", account_id)
        if account_id not in owners_of(tx, map_id) - {reader.account_id}:
            raise NotFound
        pair = {"scope": map_id, "by": reader.account_id, "account": account_id}
        tx.run("show_to", **pair)
        if hidden:
            tx.run("hide_from", id=new_id(), at=instant(), **pair)

    service.write(work)


def quiet_of(service: Service, reader: Reader, map_id: str) -> Quiet:
    """Return from whom the reader hides what they look at."""
    rows = service.read(lambda tx: tx.rows("hidden_from", scopes=[map_id]))
    return Quiet(
        hidden_from=tuple(row["account"] for row in rows if row["by"] == reader.account_id)
    )


def who_is_here(service: Service, reader: Reader, map_id: str) -> Standing:
    """Return who is at a map now, without those who hide from the reader what they look at."""
    return presence.standing(
        service, reader, map_id, lambda tx: set(hidden_from(tx, map_id, reader.account_id))
    )


def hidden_from(tx: Transaction, map_id: str, account_id: str) -> list[str]:
    """Return who hides from an account what they look at; nobody does who acts for somebody."""
    return sorted(hiding_on(tx, [map_id]).get((map_id, account_id), ()))


def hiding_on(tx: Transaction, map_ids: Iterable[str]) -> dict[tuple[str, str], set[str]]:
    """Return who hides on some care maps what they look at, by map and from whom."""
    rows = tx.rows("hidden_from", scopes=sorted(map_ids))
    some = sorted({row["scope"] for row in rows})
    acting = {(row["scope"], row["account"]) for row in access.acting_on(tx, some)}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        if (row["scope"], row["by"]) not in acting:
            found[row["scope"], row["account"]].add(row["by"])
    return found


def _begin(
    tx: Transaction, service: Service, reader: Reader, map_id: str, action: str, about: str
) -> None:
    policy.check(reader, "care_map.quiet", map_id)
    # It comes first: it holds the map's chain, so that no role is changed meanwhile.
    audit.record(tx, service, chain=map_id, account=reader.account_id, action=action, about=[about])
    if access.ground_of(tx, map_id, reader.account_id):
        raise NotAllowed(_NOT_ACTING)
