"""Passwords: which are good enough, and keeping and checking them with argon2id.

Length is what counts; there are no rules about letters and digits. Checking for an address that
nobody has takes as long as checking for one that somebody has.
"""

from __future__ import annotations

import threading
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from mapping.refusals import NotWellFormed

SHORTEST: Final = 12
LONGEST: Final = 200

_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=2)
_at_once = threading.BoundedSemaphore(4)
"""Each check takes 64 MiB, so that a crowd at the door must not be let in all at once."""

NOBODYS: Final = (
    "$argon2id$v=19$m=65536,t=3,p=2$bm9ib2R5LW5vYm9keS1ubw"
    "$YQ0mUn3wCMvuNX+9oRjHcl1fjpjrGXm5BqYH1rvp4lE"
)
"""A hash in the usual shape that no password fits, for addresses that nobody has."""

_COMMON: Final = frozenset(
    word
    for line in (
        "password password1 passw0rd letmein welcome iloveyou qwerty qwertyuiop asdfghjkl zxcvbnm",
        "1q2w3e4r 1qaz2wsx qazwsx abc abcdef abcdefgh abcdefghijkl abcdefghijklm admin",
        "administrator changeme default football baseball basketball liverpool chelsea arsenal",
        "superman batman princess sunshine monkey dragon master shadow michael jordan trustno1",
        "starwars pokemon whatever secret mypassword thisismypassword correcthorsebatterystaple",
        "caremap caremapping care test guest login hello",
    )
    for word in line.split()
)
_FILLERS: Final = "0123456789!?.*#@$%&+-_= "
_RUNS: Final = ("0123456789" * 20, "9876543210" * 20, "abcdefghijklmnopqrstuvwxyz" * 8)


def check_is_good(password: str, *, field: str = "password", email: str = "") -> None:
    """Raise unless a password may be chosen.

    Parameters
    ----------
    password
        What somebody would like.
    field
        The name of the field that it came in.
    email
        Their normalised email, which is too easily guessed.

    Raises
    ------
    NotWellFormed
        With what to do instead.
    """
    if len(password) < SHORTEST:
        raise NotWellFormed(field, f"Use {SHORTEST} letters or more. Three or four words are good.")
    if len(password) > LONGEST:
        raise NotWellFormed(field, f"Use at most {LONGEST} letters.")
    if _is_common(password.casefold(), email):
        raise NotWellFormed(field, "This one is easily guessed. Try three or four words of yours.")


def _is_common(password: str, email: str) -> bool:
    core = password.strip(_FILLERS)
    halves = range(1, len(core) // 2 + 1)
    repeats = any(core == core[:size] * (len(core) // size) for size in halves)
    return (
        len(set(password)) < 5
        or not core
        or repeats
        or core in _COMMON
        or (bool(email) and core in {email, email.split("@")[0]})
        or any(password in run for run in _RUNS)
    )


def hashed(password: str) -> str:
    """Return what is stored of a password."""
    with _at_once:
        return _hasher.hash(password.encode(errors="replace"))


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one kept; as slow when nothing is kept."""
    with _at_once:
        try:
            return _hasher.verify(kept or NOBODYS, password.encode(errors="replace"))
        except (VerificationError, InvalidHashError):
            return False
