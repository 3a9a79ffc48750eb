"""Numbers in plain words, for the sentences of reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from mapping.vocabulary import CARE_TYPES

Named = Callable[[str], str]
"""Returns the name by which the element with an id is shown to whoever asked."""

_MANY: Final = {
    "person": "people",
    "supported person": "supported people",
    "person or body": "people and bodies",
}


def count_of(number: int, what: str) -> str:
    """Return how many of something, as it is said.

    Examples
    --------
    >>> count_of(1, "link"), count_of(2, "link"), count_of(0, "person")
    ('1 link', '2 links', '0 people')
    """
    return f"{number:,} {what if number == 1 else _MANY.get(what, what + 's')}"


def begun(sentence: str) -> str:
    """Return a sentence that begins with somebody's name, with a capital: of one who is not named.

    Examples
    --------
    >>> begun("a team is in touch with 2."), begun("Team B is in touch with 2.")
    ('A team is in touch with 2.', 'Team B is in touch with 2.')
    """
    return sentence[:1].upper() + sentence[1:]


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


def amount(number: float) -> str:
    """Return an amount as it is said: to one decimal, and never as nothing if it is something.

    Examples
    --------
    >>> amount(6.125), amount(7.0), amount(1 / 52)
    ('6.1', '7', 'less than 0.1')
    """
    said = f"{number:,.1f}".removesuffix(".0")
    return "less than 0.1" if number and said == "0" else said


def contacts(number: float) -> str:
    """Return contacts a week as they are said.

    Examples
    --------
    >>> contacts(1.0), contacts(6.125)
    ('1 contact a week', '6.1 contacts a week')
    """
    said = amount(number)
    return f"{said} {'contact' if said == '1' else 'contacts'} a week"


def some_of(words: Sequence[str], most: int = 3) -> str:
    """Return the first of some words as they are listed in a sentence, and how many more there are.

    Examples
    --------
    >>> some_of(["Ada", "Ben"]), some_of(["Ada", "Ben", "Cy", "Dee", "Eli"])
    ('Ada and Ben', 'Ada, Ben, Cy and 2 more')
    """
    left = len(words) - most
    return listed([*words[:most], f"{left} more"] if left > 0 else words)


def care_type(id_: str) -> str:
    """Return a care type in the words shown for it; one that we do not know, as it is.

    Examples
    --------
    >>> care_type("meals"), care_type("listening")
    ('meals', 'listening')
    """
    words = CARE_TYPES.get(id_, id_)
    return words[0].lower() + words[1:]
