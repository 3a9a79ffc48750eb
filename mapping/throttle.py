"""How often somebody may try something: counters in the store, so that all processes share them.

A try is counted before it is looked at, so that many at once gain nothing. What is counted (an
email, a client's address) is kept only as a fingerprint.
"""

from __future__ import annotations

import datetime as dt
import math
from functools import partial
from typing import Final

from mapping.credentials import later, moment
from mapping.model import instant
from mapping.refusals import TooManyTries
from mapping.service import Service
from mapping.store import Row, Transaction

WINDOW: Final = dt.timedelta(minutes=15)
MOST_FOR_AN_EMAIL: Final = 10
MOST_FROM_A_CLIENT: Final = 100


def count_try(service: Service, *, email: str, client: str) -> None:
    """Count one try for a normalised email and one from a client's address.

    Raises
    ------
    TooManyTries
        If either has had its share of this quarter of an hour.
    """
    limits = {
        _counter(service, "client", client): MOST_FROM_A_CLIENT,
        _counter(service, "email", email): MOST_FOR_AN_EMAIL,
    }
    for counter, most in limits.items():
        _count_within(service, counter, most, "Somebody tried to sign in too often")


def count_doing(service: Service, what: str, account: str, *, most: int) -> None:
    """Count once that an account does something which may be done only so often.

    Parameters
    ----------
    what
        What is counted, in a word of the program's own.
    most
        How often within a quarter of an hour.

    Raises
    ------
    TooManyTries
        If the account has had its share of this quarter of an hour.
    """
    _count_within(service, _counter(service, what, account), most, "You did this too often")


def _count_within(service: Service, counter: str, most: int, what: str) -> None:
    row = service.write(partial(_count, counter))
    if row and row["tries"] > most:
        ends = moment(row["begins_at"]) + WINDOW
        wait = (ends - moment(instant())).total_seconds()
        raise TooManyTries(max(1, math.ceil(wait)), what)


def _count(counter: str, tx: Transaction) -> Row | None:
    return tx.one("count_try", id=counter, now=instant(), before=later(-WINDOW))


def email_counter(service: Service, email: str) -> str:
    """Return the id of an email's counter, so that it can be cleared after the right password."""
    return _counter(service, "email", email)


def _counter(service: Service, kind: str, text: str) -> str:
    return service.sealer.digest(f"{kind}:{text}", "throttle")
