"""Hats: worn by a member's and the Team Owner's yes, until a day, and objected to with a reason.

Hats are no edits, and undo does not touch them. What a term is stands in `team.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from mapping import policy
from mapping.model import Line, instant
from mapping.policy import Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Transaction
from mapping.store.records import Records
from mapping.team import (
    HatTerm,
    Member,
    Objection,
    Side,
    Team,
    Yes,
    checked_term,
    record_of_team,
    written_by,
)


def offer(
    service: Service, reader: Reader, map_id: str, element_id: str, *, hat: str, until: dt.date
) -> None:
    """Ask a member to wear a hat until a day; an owner who asks has said yes by it."""
    term = checked_term(hat, until)
    if reader.care_map_roles.get(map_id) == "owner":
        yes = Yes(side="owner", by=reader.account_id, at=term.asked_at)
        term = term.answered("owner", yes)
    _change(service, reader, map_id, element_id, "hat.asked", hat, lambda one: one.with_hat(term))


def answer(
    service: Service,
    reader: Reader,
    map_id: str,
    element_id: str,
    hat: str,
    *,
    side: Side,
    agrees: bool,
    reason: Line | None = None,
    said: Line | None = None,
) -> None:
    """Say yes to a hat, or object with a reason, for the Team Owner or as told in person.

    Raises
    ------
    NotWellFormed
        If a no has no reason, or what somebody else said has no words on where they said it.
    """
    policy.check(reader, "team.answer", map_id, sometimes=bool(said))
    if side == "person" and not said:
        raise NotWellFormed("said", "Say where they said it, such as: at the table.")
    written = said if side == "person" else written_by(reader, map_id, said)
    say(
        service,
        reader,
        map_id,
        element_id,
        hat,
        side=side,
        agrees=agrees,
        reason=reason,
        said=written,
    )


def say(
    service: Service,
    reader: Reader,
    map_id: str,
    element_id: str,
    hat: str,
    *,
    side: Side,
    agrees: bool,
    reason: Line | None,
    said: Line | None,
) -> None:
    """Keep one side's yes or objection to a hat."""
    if not agrees and not reason:
        raise NotWellFormed("reason", "Say why not, in a few words.")
    now, by = instant(), reader.account_id

    def change(member: Member) -> Member:
        term = member.hat(hat)
        if agrees:
            given: Yes | Objection = Yes(side=side, by=by, at=now, said=said)
        else:
            given = Objection(side=side, by=by, at=now, reason=reason or "")
        return member.with_hat(term.answered(side, given))

    action = "hat.agreed" if agrees else "hat.objected"
    _change(service, reader, map_id, element_id, action, hat, change)


def take_off(service: Service, reader: Reader, map_id: str, element_id: str, hat: str) -> None:
    """Take a hat off a member, or take back that they were asked."""

    def change(member: Member) -> Member:
        member.hat(hat)
        left: tuple[HatTerm, ...] = tuple(one for one in member.hats if one.hat != hat)
        return member.changed(hats=left)

    _change(service, reader, map_id, element_id, "hat.taken_off", hat, change)


def _change(
    service: Service,
    reader: Reader,
    map_id: str,
    element_id: str,
    action: str,
    hat: str,
    change: Callable[[Member], Member],
) -> None:
    """Change what is kept of one member's hats, and write down who did."""
    records = Records(service.sealer, map_id)

    def work(tx: Transaction) -> None:
        # The entry comes first: it holds the map's chain, so that no other change is lost.
        record_of_team(tx, service, reader, map_id, action, element_id, hat)
        team = Team(tx, records)
        team.keep(change(team.member(element_id)))

    service.write(work)
