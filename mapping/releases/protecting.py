"""Protecting all that a release answers together: what one question hides, no other gives away.

Here settled answers are matched with what they count; which numbers are hidden is decided in
`disclosure/together.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from mapping.disclosure import Answer, Mark, Shown, Told, protect_together
from mapping.disclosure.counts import HIDDEN

Pair = tuple[Answer, Answer]
"""An answer as it goes out, and the same as it was counted for this release."""


def protected(
    settled: Sequence[Pair], kept: Sequence[Pair], *, threshold: int, round_to: int
) -> list[Answer]:
    """Return settled answers with what tells of others hidden, or not listed.

    Parameters
    ----------
    settled
        Those that are to go out.
    kept
        Those that the release has given: they stay as they are.
    """
    told: dict[str, list[Told]] = defaultdict(list)
    for answer, counted in [*kept, *settled]:
        told[counted.counts] += _told(answer, counted)
    of_kept = {answer.question for answer, _ in kept}
    marks: dict[tuple[str, ...], Mark] = {}
    for numbers in told.values():
        decided = sum(one.code[0] in of_kept for one in numbers)
        found = protect_together(numbers, decided=decided, threshold=threshold, round_to=round_to)
        marks |= zip((one.code for one in numbers), found, strict=True)
    return [_marked(answer, marks) for answer, _ in settled]


def _told(answer: Answer, counted: Answer) -> list[Told]:
    """Return the numbers of an answer that are of something now."""
    now = {one.code: one for one in counted.numbers}
    return [
        Told(
            code=(answer.question, *one.code),
            things=now[one.code].things,
            people=now[one.code].behind,
            shown=one.shown,
            is_old=one.people != now[one.code].people,
        )
        for one in answer.numbers
        if one.code in now and now[one.code].things
    ]


def _marked(answer: Answer, marks: dict[tuple[str, ...], Mark]) -> Answer:
    numbers = []
    for one in answer.numbers:
        mark = marks.get((answer.question, *one.code), Mark.SHOWN)
        if mark is Mark.IN_A_SMALL_SUM:
            # As what is 0: else one could tell how many share a number that is small itself.
            one = replace(one, shown=Shown(0))
        elif mark is not Mark.SHOWN:
            one = replace(one, shown=HIDDEN)
        numbers.append(replace(one, things=frozenset(), behind=None))
    return replace(answer, numbers=tuple(numbers), counts="")
