"""Numbers in plain words, for the sentences of reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from mapping.vocabulary import CARE_TYPES

_MANY: Final = {"person": "people", "person or body": "people and bodies"}


def count_of(number: int, what: str) -> str:
    """Return how many of something, as it is said.

    Examples
    --------
    >>> count_of(1, "link"), count_of(2, "link"), count_of(0, "person")
    ('1 link', '2 links', '0 people')
    """
    return f"{number:,} {what if number == 1 else _MANY.get(what, what + 's')}"


def percent(share: float) -> str:
    """Return a share as a percentage with one decimal.

    Examples
    --------
    >>> percent(32 / 42)
    '76.2%'
    """
    return f"{100 * share:.1f}%"


def listed(words: Sequence[str]) -> str:
    """Return words as they are listed in a sentence.

    Examples
    --------
    >>> listed(["meals", "company", "advice"])
    'meals, company and advice'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def care_type(id_: str) -> str:
    """Return a care type in the words shown for it; one that we do not know, as it is.

    Examples
    --------
    >>> care_type("meals"), care_type("listening")
    ('meals', 'listening')
    """
    words = CARE_TYPES.get(id_, id_)
    return words[0].lower() + words[1:]
