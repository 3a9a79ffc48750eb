"""Secrets that are shown once and kept as a hash, and when what they open ends.

Sessions, invitations, roles and keys for programs share this. A secret has 32 random bytes, so a
plain SHA-256 is enough: passwords, which people choose, are in `passwords.py`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from mapping.model import ZONE, day_of, instant


def new_secret() -> str:
    """Return a new secret of 32 random bytes, as text fit for an address."""
    return secrets.token_urlsafe(32)


def as_kept(secret: str) -> str:
    """Return what is stored of a secret: its SHA-256, as 64 hex letters."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def moment(text: str) -> dt.datetime:
    """Return a stored instant as a moment."""
    return dt.datetime.fromisoformat(text)


def later(span: dt.timedelta) -> str:
    """Return the instant that is this long from now, as it is stored."""
    after = moment(instant()) + span
    return after.isoformat(timespec="microseconds").replace("+00:00", "Z")


def has_ended(until: str | None) -> bool:
    """Whether a stored end has come; None never ends."""
    return until is not None and until <= instant()


def begins_at(day: dt.date) -> str:
    """Return the instant, as it is stored, at which a day begins in the United Kingdom."""
    begins = dt.datetime.combine(day, dt.time(), tzinfo=ZONE).astimezone(dt.UTC)
    return begins.isoformat(timespec="microseconds").replace("+00:00", "Z")


def end_of(day: dt.date) -> str:
    """Return the instant at which a day is over: what ends on a day holds all that day.

    Examples
    --------
    >>> end_of(dt.date(2026, 6, 30))
    '2026-06-30T23:00:00.000000Z'
    """
    return begins_at(day + dt.timedelta(days=1))


def last_day(until: str | None) -> dt.date | None:
    """Return the last day on which something holds that ends at a stored instant.

    Examples
    --------
    >>> last_day("2026-06-30T23:00:00.000000Z")
    datetime.date(2026, 6, 30)
    """
    if until is None:
        return None
    return day_of((moment(until) - dt.timedelta(microseconds=1)).isoformat())
