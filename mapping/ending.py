"""Taking a whole care map away: hidden at once, brought back, or erased after 30 days.

Hidden is done by taking every role on it away: then no page, program or neighbourhood finds it, by
the rules that hold for everybody. Who had which role is kept with it, so that it can be brought
back; what it shared is not. Erased is done by destroying its keys, so that no backup can be read,
and removing what it had. Its audit chain stays: it has no names.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Final

from mapping import audit, policy, tracings
from mapping.care_maps import owner_count
from mapping.credentials import later
from mapping.model import REMOVED, Frozen, Id, instant
from mapping.policy import NotFound, Reader
from mapping.service import Service
from mapping.store import Row, Transaction

MAY_COME_BACK_FOR: Final = dt.timedelta(days=30)
_EVER: Final = "9999"
_PURPOSES: Final = ("team", "neighbourhood", "evaluation")
_SETTLES: Final = ("owner", "editor")
"""Who may bring a map back or erase it: its owners; where it had none, its editors."""


class Ending(Frozen):
    """A care map that was taken away, and when it is erased."""

    id: Id
    title: str
    ends_at: str


def take_away(service: Service, reader: Reader, map_id: str) -> Ending:
    """Hide a care map from everybody at once; after 30 days it is erased.

    Raises
    ------
    NotAllowed
        If the reader is no owner of it, while it has one.
    NotFound
        If there is no such map.
    """

    def work(tx: Transaction) -> Ending:
        ownerless = owner_count(tx, map_id) == 0
        policy.check(reader, "care_map.end", map_id, sometimes=ownerless)
        return hide_within(tx, service, map_id, by=reader.account_id)

    return service.write(work)


def hide_within(tx: Transaction, service: Service, map_id: str, *, by: str | None) -> Ending:
    """Hide a map within a transaction; `by` is None where its time is over."""
    _record(tx, service, map_id, by, "care_map.ended")
    head = tx.one("care_map", id=map_id)
    if head is None:
        raise NotFound
    roles = [
        {"account": row["account_id"], "role": row["role"], "until": row["until"]}
        for row in tx.rows("people_of_care_map", care_map=map_id)
    ]
    ends_at = later(MAY_COME_BACK_FOR)
    fields = {"ends_at": ends_at, "roles_before": json.dumps(roles)}
    tx.run("set_care_map", id=map_id, fields=fields)
    tx.run("take_roles_away", care_map=map_id)
    tx.run("remove_open_invitations", care_map=map_id)
    tx.run("remove_askings_of", team_of=map_id, figure=None)
    about = sorted({row["fields"]["about"] for row in tx.rows("consents_in_force", scope=map_id)})
    if about:
        tx.one(
            "withdraw_consents", scope=map_id, about=about, purposes=list(_PURPOSES), at=instant()
        )
    if head["fields"].get("neighbourhood"):
        tx.run("advance_view", id=head["fields"]["neighbourhood"])
    title = service.sealer.open(head["fields"]["title"]) or REMOVED
    return Ending(id=map_id, title=title, ends_at=ends_at)


def list_of(service: Service, reader: Reader) -> list[Ending]:
    """Return the maps that the reader took away, or another owner, and can bring back."""
    rows = service.read(lambda tx: tx.rows("ending_care_maps", before=_EVER))
    return [
        Ending(
            id=row["id"],
            title=service.sealer.open(row["title"]) or REMOVED,
            ends_at=row["ends_at"],
        )
        for row in rows
        if _settles(row, reader)
    ]


def bring_back(service: Service, reader: Reader, map_id: str) -> None:
    """Give everybody the role back that they had; what was shared is not shared again."""

    def work(tx: Transaction) -> None:
        row = _ending(tx, reader, map_id)
        for had in json.loads(row["roles"]):
            tx.one("give_care_map_role", care_map=map_id, **had)
        tx.run("set_care_map", id=map_id, fields={"ends_at": None, "roles_before": None})
        _record(tx, service, map_id, reader.account_id, "care_map.brought_back")

    service.write(work)


def erase_now(service: Service, reader: Reader, map_id: str) -> None:
    """Erase a map that was taken away: nothing and nobody brings it back, nor a backup."""
    service.read(lambda tx: _ending(tx, reader, map_id))
    _erase(service, map_id, by=reader.account_id)


def erase_what_is_over(service: Service) -> int:
    """Erase the maps whose 30 days are over; return how many."""
    rows = service.read(lambda tx: tx.rows("ending_care_maps", before=instant()))
    for row in rows:
        _erase(service, row["id"], by=None)
    return len(rows)


def _erase(service: Service, map_id: str, *, by: str | None) -> None:
    drawn = service.read(
        lambda tx: [
            *tx.rows("drawn_privately", scope=map_id),
            *tx.rows("rubbed_out_ever", scope=map_id),
        ]
    )
    held = service.sealer.keys.get_all({row["id"] for row in drawn} | {map_id})
    keys = [*held, *tracings.key_of(service, map_id)]

    def work(tx: Transaction) -> None:
        _record(tx, service, map_id, by, "care_map.erased")
        tx.run("remove_lines_of", scope=map_id)
        tx.run("remove_things_of", scope=map_id)
        tx.run("remove_care_map", id=map_id)

    with service.destroying(keys):
        service.write(work)


def _ending(tx: Transaction, reader: Reader, map_id: str) -> Row:
    for row in tx.rows("ending_care_maps", before=_EVER):
        if row["id"] == map_id and _settles(row, reader):
            return row
    raise NotFound


def _settles(row: Row, reader: Reader) -> bool:
    had: list[dict[str, Any]] = json.loads(row["roles"])
    strongest = next((role for role in _SETTLES if any(one["role"] == role for one in had)), None)
    return any(one["account"] == reader.account_id and one["role"] == strongest for one in had)


def _record(tx: Transaction, service: Service, map_id: str, by: str | None, action: str) -> None:
    audit.record(tx, service, chain=map_id, account=by, action=action, about=[map_id])
