"""Asking to see a care map that one has no role on, and being answered kindly, or not at all.

Whoever asks gives an address, and is told the same whether or not there is such a map: what they
ask is written down without looking, sealed under their own key, and shown to the owners of a map
with that id, if there is one. An owner lets them in for a time, says no with a kind sentence, or
puts it aside, which tells them nothing. What was asked is forgotten after 30 days. Nobody becomes
an owner by asking.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator

from mapping import access, audit, people, policy
from mapping.care_maps import account_names
from mapping.credentials import last_day, later
from mapping.model import Frozen, Id, Line, instant, new_id
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Row, Transaction

KEPT_FOR: Final = dt.timedelta(days=30)
MOST_IN_A_DAY: Final = 5
"""How many different maps one account may ask to see within a day."""

_DAY: Final = dt.timedelta(days=1)
_MAP: Final = re.compile(r"/care-maps/([A-Za-z0-9][A-Za-z0-9_.\-]{0,63})(?:[/?#]|$)")

AskedRole = Literal["viewer", "editor"]
Answer = Literal["given", "refused"]


def _says_something(text: str) -> str:
    if not text:
        raise ValueError("is empty. Say who you are and why you ask, in a sentence")
    return text


Sentence = Annotated[Line, AfterValidator(_says_something)]


class TooManyAsked(Exception):
    """An account asked to see too many maps within a day."""


class Asked(Frozen):
    """Somebody who asks to see a map, as its owners see it."""

    id: Id
    name: str
    sentence: str
    asked_at: str


class OwnAsked(Frozen):
    """What the reader asked, and what was answered; the map is named only where they were let in.

    `until` is the last day of the access that was given.
    """

    id: Id
    sentence: str
    asked_at: str
    answer: Answer | None
    answered: str | None
    care_map: Id | None
    until: dt.date | None


def ask(service: Service, reader: Reader, *, address: str, sentence: str) -> None:
    """Ask to see the map at an address. What happens is the same whether or not there is one.

    Asking again changes the sentence, while nobody has answered; after a no it changes nothing, so
    that a no is not asked away.

    Raises
    ------
    NotWellFormed
        If the address is not that of a care map.
    TooManyAsked
        If the reader asked about too many maps within a day.
    """
    found = _MAP.search(address)
    if found is None:
        raise NotWellFormed("address", "This is not the address of a care map. Check the link.")
    row = {
        "id": new_id(),
        "by": reader.account_id,
        "care_map": found[1],
        "sentence": service.sealer.seal(sentence, reader.account_id),
        "at": instant(),
    }

    def work(tx: Transaction) -> None:
        # The entry comes first: it holds the chain, so that what was asked today is counted right.
        _record(tx, service, audit.SERVICE_CHAIN, reader, "access.asked", row["id"])
        tx.run("forget_asked", before=later(-KEPT_FOR))
        mine = tx.rows("asked_by", account=reader.account_id)
        today = {one["care_map"] for one in mine if one["at"] > later(-_DAY)}
        if len(today | {row["care_map"]}) > MOST_IN_A_DAY:
            raise TooManyAsked
        tx.run("keep_asked", **row)

    service.write(work)


def mine(service: Service, reader: Reader, *, put_away: bool = False) -> list[OwnAsked]:
    """Return what the reader asked within 30 days, the last first, with the answers.

    Parameters
    ----------
    put_away
        Whether what they took back or put away is given too: it is kept until it is forgotten.
    """
    rows = service.read(lambda tx: tx.rows("asked_by", account=reader.account_id))
    return [
        OwnAsked(
            id=row["id"],
            sentence=people.opened(service, row["sentence"]),
            asked_at=row["at"],
            answer=row["answer"],
            answered=service.sealer.open(row["answered"]) if row["answered"] else None,
            care_map=row["care_map"] if row["answer"] == "given" else None,
            until=last_day(row["until"]),
        )
        for row in rows
        if row["at"] > later(-KEPT_FOR) and (put_away or not row["put_away"])
    ]


def take_back(service: Service, reader: Reader, asked_id: str) -> None:
    """Take back what the reader asked, or put its answer away."""

    def work(tx: Transaction) -> None:
        _record(tx, service, audit.SERVICE_CHAIN, reader, "access.asking_ended", asked_id)
        if tx.one("put_asked_away", id=asked_id, account=reader.account_id) is None:
            raise NotFound

    service.write(work)


def waiting(service: Service, map_id: str) -> list[Asked]:
    """Return who asks to see a map and has no answer yet, the first asked first."""

    def look(tx: Transaction) -> tuple[list[Row], dict[str, str]]:
        rows = waiting_in(tx, [map_id])
        return rows, account_names(tx, service, {row["by"] for row in rows})

    rows, names = service.read(look)
    return [
        Asked(
            id=row["id"],
            name=names[row["by"]],
            sentence=people.opened(service, row["sentence"]),
            asked_at=row["at"],
        )
        for row in rows
    ]


def waiting_in(tx: Transaction, map_ids: list[str]) -> list[Row]:
    """Return what is asked of some maps and has no answer yet."""
    return tx.rows("asked_of", care_maps=map_ids, since=later(-KEPT_FOR)) if map_ids else []


def let_in(
    service: Service,
    reader: Reader,
    map_id: str,
    asked_id: str,
    *,
    role: AskedRole,
    until: dt.date | None,
) -> None:
    """Let somebody in who asked, until a day or without an end."""
    ends_at = access.end_chosen(until)

    def work(tx: Transaction) -> None:
        row = _answer(tx, service, reader, map_id, asked_id, "given", until=ends_at)
        access.give_role(tx, map_id, row["by"], role, ends_at)

    service.write(work)


def refuse(service: Service, reader: Reader, map_id: str, asked_id: str, *, sentence: str) -> None:
    """Say no to somebody who asked, with a sentence that they read."""
    sealed = service.sealer.seal(sentence, map_id)
    service.write(
        lambda tx: _answer(tx, service, reader, map_id, asked_id, "refused", answered=sealed)
    )


def put_aside(service: Service, reader: Reader, map_id: str, asked_id: str) -> None:
    """Leave somebody who asked without an answer: they are told nothing, as if no map was there."""
    service.write(lambda tx: _answer(tx, service, reader, map_id, asked_id, "put_aside"))


def _answer(
    tx: Transaction,
    service: Service,
    reader: Reader,
    map_id: str,
    asked_id: str,
    answer: str,
    *,
    until: str | None = None,
    answered: str | None = None,
) -> Row:
    policy.check(reader, "care_map.let_in", map_id)
    end = tx.one("advance_chain", chain=map_id)
    row = next((one for one in waiting_in(tx, [map_id]) if one["id"] == asked_id), None)
    if row is None:
        raise NotFound
    fields = {"answer": answer, "until": until, "answered": answered}
    tx.run("answer_asked", id=asked_id, fields=fields)
    audit.record(
        tx,
        service,
        chain=map_id,
        account=reader.account_id,
        action=f"access.{answer}",
        about=[row["by"]],
        end=end,
    )
    return row


def _record(
    tx: Transaction, service: Service, chain: str, reader: Reader, action: str, about: str
) -> None:
    audit.record(tx, service, chain=chain, account=reader.account_id, action=action, about=[about])
