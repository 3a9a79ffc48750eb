"""For how long somebody may open a care map: giving a role on it with an end, and changing the end.

An end is chosen as a day, and all of that day counts. An ended role counts for nothing by itself
(`people.reader_from`). A map that has an owner keeps one whose role has no end, so that it is never
left to nobody by a day that passes. Links are in `invitations.py`, acting for somebody, which gives
no right to shut out the person themselves, in `acting.py`.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from mapping import audit, policy
from mapping.care_maps import owners_of
from mapping.credentials import end_of, has_ended
from mapping.model import day_of, instant
from mapping.owners import note_going
from mapping.policy import CARE_MAP_ROLES, CareMapRole, NotAllowed, NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Row, Transaction

LONGEST: Final = dt.timedelta(days=3660)
"""No further ahead is an end chosen: about ten years."""

KEEPS_AN_OWNER: Final = (
    "A care map keeps at least one owner who has no end. Invite another owner first, then try"
    " again. Or take the whole map away."
)


_NOT_THEM: Final = (
    "You act for somebody on this map, so you cannot shut out an owner who decides for themselves."
)


def end_chosen(until: dt.date | None) -> str | None:
    """Return the instant at which access ends that was given until a day, that day included.

    Raises
    ------
    NotWellFormed
        If the day is over, or too far away to be meant.
    """
    if until is None:
        return None
    today = day_of(instant())
    if until < today:
        raise NotWellFormed("until", "This day is over. Choose today or a later day, or no end.")
    if until > today + LONGEST:
        raise NotWellFormed("until", "This is more than ten years away. Choose a nearer day.")
    return end_of(until)


def set_until(
    service: Service, reader: Reader, map_id: str, account_id: str, until: dt.date | None
) -> None:
    """Change until when an account may open a map; None is without an end.

    Raises
    ------
    NotAllowed
        If nobody else would own the map without an end.
    NotFound
        If the account has no role on it now.
    NotWellFormed
        If the day cannot be chosen.
    """
    policy.check(reader, "care_map.until", map_id)
    ends_at = end_chosen(until)

    def work(tx: Transaction) -> None:
        # The entry comes first: it holds the map's chain, so that two ends are not set at once.
        audit.record(
            tx,
            service,
            chain=map_id,
            account=reader.account_id,
            action="role.until",
            about=[account_id],
            fields=[until.isoformat() if until else "no_end"],
        )
        held = role_held(tx, map_id, account_id)
        if held is None:
            raise NotFound
        check_may_shut_out(tx, map_id, reader, account_id)
        write_role(tx, map_id, account_id, held, ends_at)

    service.write(work)


def give_role(
    tx: Transaction, map_id: str, account_id: str, role: CareMapRole, ends_at: str | None
) -> None:
    """Give a role until its end; the same one takes the new end, a stronger one is kept as it is.

    Within a transaction that holds the map's chain already.
    """
    held = role_held(tx, map_id, account_id)
    if held != "owner":  # an owner anew is one in their own right, whatever they once said
        tx.run("end_acting", scope=map_id, account=account_id, at=instant())
    if held is None or CARE_MAP_ROLES.index(role) <= CARE_MAP_ROLES.index(held):
        write_role(tx, map_id, account_id, role, ends_at)


def write_role(
    tx: Transaction, map_id: str, account_id: str, role: str, ends_at: str | None
) -> None:
    """Write a role and its end; an owner's has one only while another owner's has none."""
    if role == "owner" and ends_at and not owners_without_end(tx, map_id) - {account_id}:
        raise NotAllowed(KEEPS_AN_OWNER)
    if role != "owner":
        note_going(tx, map_id, account_id)
    given = tx.one(
        "give_care_map_role", account=account_id, care_map=map_id, role=role, until=ends_at
    )
    if given is None:
        raise NotFound
    view_changed(tx, given["neighbourhood"])


def end_role(tx: Transaction, map_id: str, account_id: str) -> bool:
    """Take an account's role on a map away, within a transaction; return whether it had one."""
    note_going(tx, map_id, account_id)
    ended = tx.one("end_care_map_role", account=account_id, care_map=map_id)
    if ended:
        view_changed(tx, ended["neighbourhood"])
    return ended is not None


def role_held(tx: Transaction, map_id: str, account_id: str) -> str | None:
    """Return the role that an account has on a map now."""
    return next(
        (row["role"] for row in roles_on(tx, map_id) if row["account_id"] == account_id), None
    )


def roles_on(tx: Transaction, map_id: str) -> list[Row]:
    """Return who has a role on a map now."""
    rows = tx.rows("people_of_care_map", care_map=map_id)
    return [row for row in rows if not has_ended(row["until"])]


def owners_without_end(tx: Transaction, map_id: str) -> set[str]:
    """Return the accounts that own a map with no end."""
    return {
        row["account_id"]
        for row in roles_on(tx, map_id)
        if row["role"] == "owner" and row["until"] is None
    }


def view_changed(tx: Transaction, neighbourhood: str | None) -> None:
    """Let the neighbourhood's pages ask again: what they may show goes by the map's owners."""
    if neighbourhood:
        tx.run("advance_view", id=neighbourhood)


def acting_on(tx: Transaction, map_ids: list[str]) -> list[Row]:
    """Return who acts for the people of some maps, on what ground, and owns them now."""
    if not map_ids:
        return []
    owners = {map_id: owners_of(tx, map_id) for map_id in map_ids}
    rows = tx.rows("acting_on", scopes=map_ids)
    return [row for row in rows if row["account"] in owners[row["scope"]]]


def ground_of(tx: Transaction, map_id: str, account_id: str) -> str | None:
    """Return on what ground an account acts for the person of a map; None if it does not."""
    rows = acting_on(tx, [map_id])
    return next((row["ground"] for row in rows if row["account"] == account_id), None)


def check_may_shut_out(tx: Transaction, map_id: str, reader: Reader, account_id: str) -> None:
    """Refuse that whoever acts for somebody shuts out an owner who decides for themselves."""
    if account_id == reader.account_id or not ground_of(tx, map_id, reader.account_id):
        return
    own = owners_of(tx, map_id) - {row["account"] for row in acting_on(tx, [map_id])}
    if account_id in own:
        raise NotAllowed(_NOT_THEM)
