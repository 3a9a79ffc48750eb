"""Answers that tell of single people only when they are set against each other.

Two numbers made from nearly the same people tell of those by whom they differ. So a number that is
too close to an earlier one is hidden, and one from nearly the people that it was last made from is
shown as it was then. Section 9.4 of the locality notes has the rules. It looks at numbers in pairs;
those that add up to others are for
`together.py`. Keeping what was answered is not done here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mapping.disclosure.counts import HIDDEN, THRESHOLD, Shown


@dataclass(frozen=True)
class Answered:
    """A number that goes out or went out, and whom it was made from.

    Parameters
    ----------
    code
        Its row and column.
    people
        The people behind it, one bit each; of bodies alone there are none.
    shown
        The number as it is shown; of what is not listed it is 0.
    things, behind
        What it counts, and how many people are behind it (`together.py`), while that is known: it
        is not kept.
    """

    code: tuple[str, ...]
    people: int
    shown: Shown
    things: frozenset[int] = frozenset()
    behind: int | None = None

    @property
    def tells(self) -> bool:
        """Whether something can be worked out by setting it against another."""
        return bool(self.people and self.shown.value)

    def differs(self, people: int) -> int:
        """Return by how many people this was made from others than these."""
        return (self.people ^ people).bit_count()


@dataclass(frozen=True)
class Answer:
    """All the numbers that answer a question.

    Parameters
    ----------
    question
        Its name and what was chosen in it.
    counts
        What its numbers count; those of answers that count the same are protected together.
    """

    question: str
    numbers: tuple[Answered, ...]
    counts: str = ""


def settle(
    new: Iterable[Answer],
    earlier: Sequence[Answer],
    *,
    everybody: int,
    threshold: int = THRESHOLD,
) -> list[Answer]:
    """Return new answers as they may be shown beside all earlier ones and each other.

    Parameters
    ----------
    new
        With each number as it may be shown by itself. Of two that are too close, the first is
        shown.
    earlier
        What was answered before, the earliest first.
    everybody
        All the people there are: whoever is not behind a number is known by it too.

    Returns
    -------
    list of Answer
        In the order given, each number by its code. One that stands still keeps the people it was
        last made from; what is 0 is not to be listed.
    """
    last = {(answer.question, one.code): one for answer in earlier for one in answer.numbers}
    known = {answer.question for answer in earlier}
    told = [
        _sized(everybody),
        *(_sized(one.people) for each in earlier for one in each.numbers if one.tells),
    ]

    def is_too_close(people: int) -> bool:
        size, _ = _sized(people)
        # Sets whose sizes lie far apart differ by as many: most are not looked at.
        near = (other for so_many, other in told if abs(so_many - size) < threshold)
        return any(1 <= (people ^ other).bit_count() < threshold for other in near)

    settled = []
    for answer in new:
        now = {one.code: one for one in answer.numbers}
        before = {code for question, code in last if question == answer.question}
        numbers = []
        for code in sorted(before | now.keys()):
            none = Answered(code, 0, Shown(0))
            one = now.get(code, none)
            then = last.get((answer.question, code), none if answer.question in known else None)
            if then and 1 <= then.differs(one.people) < threshold:
                one = then
            elif one.tells and is_too_close(one.people):
                one = replace(one, shown=HIDDEN)
            numbers.append(one)
            if one.tells:
                told.append(_sized(one.people))
        settled.append(replace(answer, numbers=tuple(numbers)))
    return settled


def _sized(people: int) -> tuple[int, int]:
    return people.bit_count(), people
