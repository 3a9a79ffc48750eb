"""Keys that people make for their own programs: scoped, ending, shown once.

A key may be limited to some releases; it then opens nothing else. When one was last used is kept to
the hour, so that who only asks writes little.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from typing import Final

from pydantic import TypeAdapter, ValidationError

from mapping import audit, credentials
from mapping.credentials import has_ended, later
from mapping.model import Frozen, Id, Name, instant, new_id
from mapping.people import opened, reader_from
from mapping.policy import NotFound, Reader, Scope
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import StoreError, Transaction

MOST_DAYS: Final = 366
MOST_KEYS: Final = 50
MOST_RELEASES: Final = 20
USE_IS_NOTED: Final = dt.timedelta(hours=1)
"""How long after a use the next one is noted."""
_LABEL: Final = TypeAdapter[str](Name)


class Token(Frozen):
    """A key as its owner sees it in the list; its secret is not kept."""

    id: Id
    label: str
    scopes: tuple[Scope, ...]
    releases: tuple[Id, ...] = ()
    made_at: str
    expires_at: str
    used_at: str | None = None


class NewToken(Token):
    """A key just made, with its secret for this one time."""

    secret: str


def make(
    service: Service,
    reader: Reader,
    *,
    label: str,
    scopes: Sequence[Scope],
    days: int,
    releases: Sequence[str] = (),
) -> NewToken:
    """Make a key that does no more than its scopes, for at most a year.

    Parameters
    ----------
    releases
        If there are any, the key opens these releases and nothing else.

    Raises
    ------
    NotWellFormed
        If something in what is wanted cannot be.
    """
    if not 1 <= days <= MOST_DAYS:
        raise NotWellFormed("days", f"Choose from 1 to {MOST_DAYS} days.")
    if not scopes:
        raise NotWellFormed("scopes", "Choose what the program may do: read, draw or both.")
    if len(mine(service, reader)) >= MOST_KEYS:
        raise NotWellFormed("label", f"You have {MOST_KEYS} keys already. End one of them first.")
    limited = _releases(service, reader, releases)
    secret, token_id, sealed = credentials.new_secret(), new_id(), _sealed(service, reader, label)
    made = {
        "id": token_id,
        "scopes": sorted(set(scopes)),
        "releases": limited,
        "made_at": instant(),
        "expires_at": later(dt.timedelta(days=days)),
    }

    def work(tx: Transaction) -> None:
        tx.run(
            "write_token",
            account=reader.account_id,
            label=sealed,
            secret_hash=credentials.as_kept(secret),
            **made,
        )
        _record(tx, service, reader, "token.made", token_id, *limited)

    service.write(work)
    return NewToken.model_validate({**made, "label": opened(service, sealed), "secret": secret})


def mine(service: Service, reader: Reader) -> list[Token]:
    """Return the reader's keys, those that have ended among them."""
    rows = service.read(lambda tx: tx.rows("tokens_of_account", account=reader.account_id))
    return [Token.model_validate({**row, "label": opened(service, row["label"])}) for row in rows]


def end(service: Service, reader: Reader, token_id: str) -> None:
    """End one of the reader's keys; nothing opens with it from now on."""

    def work(tx: Transaction) -> None:
        if not tx.one("end_token", id=token_id, account=reader.account_id):
            raise NotFound
        _record(tx, service, reader, "token.ended", token_id)

    service.write(work)


def reader_of_token(service: Service, secret: str) -> Reader | None:
    """Return who a program acts for, or None if its key is unknown or has ended."""
    kept = credentials.as_kept(secret)
    rows = service.read(lambda tx: tx.rows("reader_of_token", secret_hash=kept))
    if not rows or has_ended(rows[0]["expires_at"]):
        return None
    _note_use(service, kept, rows[0]["used_at"])
    return reader_from(
        service,
        rows,
        scopes=frozenset(rows[0]["scopes"]),
        releases=frozenset(rows[0]["releases"]),
    )


def _note_use(service: Service, kept: str, used_at: str | None) -> None:
    if used_at is not None and used_at > later(-USE_IS_NOTED):
        return
    with contextlib.suppress(StoreError):  # that it is not noted stops nobody
        service.write(lambda tx: tx.run("note_use_of_token", secret_hash=kept, at=instant()))


def _releases(service: Service, reader: Reader, wanted: Sequence[str]) -> list[str]:
    """Return the releases that a key is to be limited to; only analysts know which there are."""
    found = sorted(set(wanted))
    if len(found) > MOST_RELEASES:
        raise NotWellFormed("releases", f"Choose at most {MOST_RELEASES} releases.")
    known = "analyst" in reader.service_roles and service.read(
        lambda tx: all(tx.one("release_by_id", id=one) for one in found)
    )
    if found and not known:
        raise NotWellFormed("releases", "There is no such release. Choose from your list.")
    return found


def _sealed(service: Service, reader: Reader, label: str) -> str:
    try:
        return service.sealer.seal(_LABEL.validate_python(label), reader.account_id)
    except ValidationError:
        raise NotWellFormed("label", "Give it a name of 1 to 200 letters.") from None


def _record(tx: Transaction, service: Service, reader: Reader, action: str, *about: str) -> None:
    audit.record(
        tx,
        service,
        chain=audit.SERVICE_CHAIN,
        account=reader.account_id,
        action=action,
        about=list(about),
    )
