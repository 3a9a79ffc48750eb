"""Secrets that are shown once and kept as a hash, and when what they open ends.

Sessions, invitations and keys for programs share this. A secret has 32 random bytes, so a plain
SHA-256 is enough: passwords, which people choose, are in `passwords.py`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from mapping.model import instant


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
