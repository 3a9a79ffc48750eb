"""The report of a release for whoever makes it: what is not in it and why, and who is one of few.

Its numbers are controlled as any that leave the circle, and are still told to makers alone: set
beside those of the next release they could tell that somebody has gone.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from mapping.disclosure import THRESHOLD, Shown, TooFew, anonymous, shown
from mapping.releases.contents import Contents, is_public
from mapping.releases.kept import LeftOut
from mapping.view import View
from mapping.vocabulary import Kind

KNOWN_FROM_ELSEWHERE: Final = ("kind", "position", "ties_out", "ties_in")
"""What is known of somebody who is in the inner database, and could find them there."""
NEVER: Final = (
    "Names of people, notes, contacts, dates, homes, and exact numbers of ties: nobody may have"
    " them."
)
NOT_ASKED: Final = "People and bodies of care maps: nobody agreed to have them evaluated."
LINES: Final = "Connections of care maps: nobody agreed, or only bodies are at both ends."
NOT_BY_NAME: Final = (
    "Listed people, teams, and bodies at somebody's home: counted, and not in the files by name."
)
ONE_OF_FEW: Final = (
    "People of whom fewer than {threshold} are alike in kind, position and ties in bands: counted,"
    " and never given one by one."
)
MANY_ARE: Final = (
    "More than 5 in 100 people are one of fewer than {threshold} who are alike in kind, position"
    " and ties in bands. They are counted, and never given one by one: keep the inner database on"
    " this machine."
)


def left_out(view: View, evaluated: Collection[str], contents: Contents) -> tuple[LeftOut, ...]:
    """Return what a release leaves out of a view.

    Parameters
    ----------
    view
        What it was made of.
    evaluated
        Of its private things, the ids of those that may be evaluated.
    contents
        What the release holds.
    """
    private = [one for one in view.elements if one.private and one.id not in evaluated]
    unnamed = [one for one in view.elements if not one.private and not is_public(one)]
    return (
        _said(NOT_ASKED, shown(len(private), len(private))),
        LeftOut(words=LINES),
        _said(NOT_BY_NAME, shown(len(unnamed), len(unnamed))),
        _one_of_few(contents),
        LeftOut(words=NEVER),
    )


def _one_of_few(contents: Contents) -> LeftOut:
    """Return how many people the inner database could tell apart, were it ever read row by row."""
    people = [
        {field: str(row[field]) for field in KNOWN_FROM_ELSEWHERE}
        for row in contents.elements
        if row["kind"] == Kind.PERSON.value
    ]
    try:
        found = anonymous(people, dict.fromkeys(KNOWN_FROM_ELSEWHERE, ()))
    except TooFew:
        return LeftOut(words=MANY_ARE.format(threshold=THRESHOLD))
    return _said(ONE_OF_FEW.format(threshold=THRESHOLD), found.left_out)


def _said(words: str, number: Shown) -> LeftOut:
    return LeftOut(words=words, number=number.value, hidden=number.hidden)
