"""What a care map's history says of who was let in, and for how long (`history.py`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from mapping.model import day_in_words
from mapping.store import Row

ABOUT_ACCOUNTS: Final = ("role.", "access.", "acting.", "quiet.")
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


GROUNDS: Final = {
    "own_consent": "because they asked for it",
    "health_and_welfare_attorney": "as health and welfare attorney",
    "deputy": "as deputy",
    "best_interests": "by a best-interests decision",
}
"""On what ground somebody acts for another, as the end of a sentence."""


def _acts(row: Row, names: Naming) -> str:
    return "you act" if _them(row, names) == "you" else f"{_them(row, names)} acts"


def _until(row: Row, names: Naming) -> str:
    end = _without_or_until(row["fields"][0])
    return f"said that {_them(row, names)} can open this map {end}"


def _without_or_until(day: str) -> str:
    return "without an end" if day == "no_end" else f"until {day_in_words(day)}"


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
    "acting.stated": lambda row, _names: (
        f"said that they act for the person in the middle, {GROUNDS[row['fields'][0]]}"
    ),
    "acting.reviewed": lambda row, names: (
        f"looked again at whether {_acts(row, names)} for the person in the middle:"
        " it is still right"
    ),
    "acting.ended": lambda row, names: (
        f"ended that {_acts(row, names)} for the person in the middle"
    ),
    "quiet.stopped": lambda row, names: (
        f"stopped {_them(row, names)} from opening this map, quietly"
    ),
    "quiet.hidden": lambda row, names: f"hid from {_them(row, names)} what you look at",
    "quiet.shown": lambda row, names: f"let {_them(row, names)} see again what you look at",
    "care_map.keep_until": lambda row, _names: (
        f"said that this map is kept {_without_or_until(row['fields'][0])}"
    ),
    "role.ended": _ended,
    "role.until": _until,
}
"""The rest of a sentence that begins with who did it, by action."""
