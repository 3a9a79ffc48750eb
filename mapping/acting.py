"""Acting for the person whose care map it is: on what ground, until when, and looked at again.

An owner who is not the person themselves says on what ground they decide for them. Everybody who
can open the map sees it. It is looked at again after six months, which nothing ends by itself, and
it ends by its day, by the person, or by whoever acts; their owner's rights end with it. Who acts
for somebody never shuts out an owner who decides for themselves.
"""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

from mapping import access, audit, policy
from mapping.model import Frozen, Name, PastDate, day_of, instant, new_id
from mapping.policy import NotAllowed, NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Row, Transaction

Ground = Literal["own_consent", "health_and_welfare_attorney", "deputy", "best_interests"]

MONTHS: Final = 6
"""After so many months it is looked at again."""

_NOBODY_ELSE: Final = (
    "Nobody else owns this map. If this ended now, nobody could decide for it. Invite another owner"
    " first, such as the person themselves, then end it. Or take the whole map away."
)


class ActingWanted(Frozen):
    """On what ground somebody acts; a best-interests decision has its day and its decision-maker.

    `until` is the last day of it, and of the owner's rights that it gives.
    """

    ground: Ground
    decided_on: PastDate | None = None
    decided_by: Name | None = None
    until: dt.date | None = None


class Acting(Frozen):
    """That an account acts for the person, as everybody sees it who can open the map."""

    ground: Ground
    decided_on: dt.date | None
    decided_by: str | None
    since: dt.date
    review_on: dt.date


def state(service: Service, reader: Reader, map_id: str, wanted: ActingWanted) -> None:
    """Say that the reader, an owner, acts for the person; what they said before is replaced.

    Raises
    ------
    NotAllowed
        If it should end on a day on which nobody else would own the map.
    NotWellFormed
        If a best-interests decision lacks its day or decision-maker, or another ground has them.
    """
    _check(wanted)
    ends_at = access.end_chosen(wanted.until)

    def work(tx: Transaction) -> None:
        policy.check(reader, "care_map.act", map_id)
        # It comes first: it holds the map's chain, so that two owners do not both end meanwhile.
        _state(tx, service, reader.account_id, map_id, wanted)
        if ends_at:
            access.write_role(tx, map_id, reader.account_id, "owner", ends_at)

    service.write(work)


def state_on_joining(
    tx: Transaction, service: Service, account_id: str, map_id: str, wanted: ActingWanted
) -> None:
    """Say it for somebody who becomes an owner, within the transaction that makes them one.

    Raises
    ------
    NotWellFormed
        As `state`; or if it has an end: that is for whoever invited them to say.
    """
    _check(wanted)
    if wanted.until:
        raise NotWellFormed("acting", "The link says until when. Leave the end out.")
    _state(tx, service, account_id, map_id, wanted)


def _state(
    tx: Transaction, service: Service, account_id: str, map_id: str, wanted: ActingWanted
) -> None:
    _record(tx, service, account_id, map_id, "acting.stated", account_id, wanted.ground)
    end_within(tx, map_id, account_id)
    decided_by = service.sealer.seal(wanted.decided_by, map_id) if wanted.decided_by else None
    row: Row = {
        "id": new_id(),
        "scope": map_id,
        "account": account_id,
        "ground": wanted.ground,
        "decided_on": wanted.decided_on,
        "decided_by": decided_by,
        "at": instant(),
        "review_on": _months_ahead(day_of(instant())),
    }
    tx.run("state_acting", acting=row)


def look_again(service: Service, reader: Reader, map_id: str, account_id: str) -> None:
    """Note that an owner looked again at whether it is still right; the next time is in 6 months.

    Raises
    ------
    NotFound
        If nobody with this account acts for the person.
    """

    def work(tx: Transaction) -> None:
        policy.check(reader, "care_map.act", map_id)
        _record(tx, service, reader.account_id, map_id, "acting.reviewed", account_id)
        found = _of(tx, map_id, account_id)
        fields = {"review_on": _months_ahead(day_of(instant()))}
        tx.run("set_acting", id=found["id"], fields=fields)

    service.write(work)


def end(service: Service, reader: Reader, map_id: str, account_id: str) -> None:
    """End that an account acts for the person, and with it its owner's rights.

    Raises
    ------
    NotAllowed
        If nobody else owns the map without an end.
    NotFound
        If nobody with this account acts for the person.
    """

    def work(tx: Transaction) -> None:
        policy.check(reader, "care_map.act", map_id)
        _record(tx, service, reader.account_id, map_id, "acting.ended", account_id)
        _of(tx, map_id, account_id)
        if not access.owners_without_end(tx, map_id) - {account_id}:
            raise NotAllowed(_NOBODY_ELSE)
        end_within(tx, map_id, account_id)
        access.end_role(tx, map_id, account_id)

    service.write(work)


def end_within(tx: Transaction, map_id: str, account_id: str) -> None:
    """End what an account said of acting for somebody, if it did, within a transaction."""
    tx.run("end_acting", scope=map_id, account=account_id, at=instant())


def acting_for(service: Service, tx: Transaction, map_id: str) -> dict[str, Acting]:
    """Return who acts for the person of a map now, by account."""
    return {
        row["account"]: Acting(
            ground=row["ground"],
            decided_on=row["decided_on"],
            decided_by=service.sealer.open(row["decided_by"]) if row["decided_by"] else None,
            since=day_of(row["at"]),
            review_on=row["review_on"],
        )
        for row in access.acting_on(tx, [map_id])
    }


def _check(wanted: ActingWanted) -> None:
    decided = wanted.ground == "best_interests"
    if decided and wanted.decided_on is None:
        raise NotWellFormed("decided_on", "Give the day on which it was decided.")
    if decided and wanted.decided_by is None:
        raise NotWellFormed("decided_by", "Say who decided it.")
    if not decided and (wanted.decided_on or wanted.decided_by):
        raise NotWellFormed("ground", "Only a best-interests decision has a day and a decider.")


def _of(tx: Transaction, map_id: str, account_id: str) -> Row:
    for row in access.acting_on(tx, [map_id]):
        if row["account"] == account_id:
            return row
    raise NotFound


def _months_ahead(day: dt.date) -> dt.date:
    months = day.month - 1 + MONTHS
    year, month = day.year + months // 12, months % 12 + 1
    last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    return min(last.replace(day=1) + dt.timedelta(days=day.day - 1), last)


def _record(
    tx: Transaction,
    service: Service,
    account_id: str,
    map_id: str,
    action: str,
    about: str,
    *fields: str,
) -> None:
    audit.record(
        tx, service, chain=map_id, account=account_id, action=action, about=[about], fields=fields
    )
