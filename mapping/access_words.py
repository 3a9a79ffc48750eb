"""What a care map's history says of who was let in, and for how long (`history.py`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from mapping.model import day_in_words
from mapping.store import Row

ABOUT_ACCOUNTS: Final = ("role.", "access.")
"""How actions begin that are done to accounts."""


class Naming(Protocol):
    """What accounts are called in a sentence; the reader is "You"."""

    def account(self, id_: str | None) -> str:
        """Return a name."""


def _them(row: Row, names: Naming) -> str:
    who = names.account(row["about_ids"][0])
    return "you" if who == "You" else who


def _ended(row: Row, names: Naming) -> str:
    if row["about_ids"][0] == row["account"]:
        return "left this map"
    return f"stopped {_them(row, names)} from opening this map"


def _until(row: Row, names: Naming) -> str:
    day = row["fields"][0]
    end = "without an end" if day == "no_end" else f"until {day_in_words(day)}"
    return f"said that {_them(row, names)} can open this map {end}"


ACCESS_WORDS: Final[dict[str, Callable[[Row, Naming], str]]] = {
    "invitation.made": lambda _row, _names: "made a link that lets someone else open this map",
    "invitation.accepted": lambda _row, _names: "accepted a link to this map",
    "invitation.withdrawn": lambda _row, _names: "took back a link to this map",
    "access.given": lambda row, names: f"let {_them(row, names)} open this map, who had asked",
    "access.refused": lambda row, names: (
        f"said no to {_them(row, names)}, who asked to see this map"
    ),
    "access.put_aside": lambda row, names: (
        f"put aside that {_them(row, names)} asks to see this map, without an answer"
    ),
    "role.ended": _ended,
    "role.until": _until,
}
"""The rest of a sentence that begins with who did it, by action."""
