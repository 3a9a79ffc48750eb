"""Numbers of many questions that go out together: which are shown, so that none tells of another.

Questions count the same things in many ways, and what one splits another adds up. Nobody says here
which numbers make up which: each comes with the things it counts, and things that are in the same
numbers are put together as one unknown. A reader who knew all of these unknowns but their sizes,
which nobody does, is the attacker: every number is a sum of some of them, and linear programming
(`audit.py`) says how far a small one can be told. Of the numbers that hold it there the smallest
shown one is hidden, until it can be told no better than a shown number. What few people are behind
is hidden by itself (`counts.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from mapping.disclosure.audit import Audit, Line
from mapping.disclosure.counts import ROUND_TO, THRESHOLD, Shown
from mapping.disclosure.numbers import Mark

Interval = tuple[float, float]


@dataclass(frozen=True)
class Told:
    """A number as it would go out by itself.

    Parameters
    ----------
    code
        Its question, row and column: what is otherwise equal goes by it.
    things
        What it counts, each thing once; not empty.
    people
        How many distinct people are behind it, on the side that has fewest; None if nobody is, and
        then it is exact.
    shown
        As it would be shown.
    is_old
        Whether it stands as it was in an earlier release, made from a few others than these.
    """

    code: tuple[str, ...]
    things: frozenset[int]
    people: int | None
    shown: Shown
    is_old: bool = False

    @property
    def counts_people(self) -> bool:
        """Whether it is just as large as the people behind it are many."""
        return self.people == len(self.things)

    def is_small(self, threshold: int) -> bool:
        """Whether it is hidden because it is small, and not as it was in an earlier release."""
        return not self.is_old and min(len(self.things), self.people or 0) < threshold


def protect_together(
    numbers: Sequence[Told],
    *,
    decided: int = 0,
    threshold: int = THRESHOLD,
    round_to: int = ROUND_TO,
) -> list[Mark]:
    """Return of numbers that count the same kind of things which are shown.

    Parameters
    ----------
    numbers
        All that go out or have gone out.
    decided
        How many of the first have gone out already, and stay as they are.

    Examples
    --------
    Of 40 people 7 get both kinds of care, and another question tells who gets at least one. With
    18, 15 and 40 shown, as 20, 15 and 40, the 7 could only be from 1 to 9; they stay hidden.

    >>> def told(name, first, last):
    ...     things = frozenset(range(first, last))
    ...     return Told((name,), things, len(things), shown(len(things), len(things)))
    >>> from mapping.disclosure.counts import shown
    >>> marks = protect_together([told("all", 0, 43), told("a", 0, 12), told("b", 12, 24),
    ...                           told("c", 24, 36), told("d", 36, 43)])
    >>> [mark.value for mark in marks]
    ['shown', 'beside a small one', 'shown', 'shown', 'small']
    """
    marks = _by_themselves(numbers, threshold)
    small = [at for at, mark in enumerate(marks) if mark in (Mark.SMALL, Mark.IN_A_SMALL_SUM)]
    if not small:
        return marks
    audit, unknowns = _audit(numbers, marks, threshold, round_to)
    enough = min(round_to, threshold - 1)
    waiting = [unknowns + at for at in small]
    while exposed := audit.exposed(waiting, enough):
        worst = min(exposed, key=lambda at: (exposed[at], numbers[at - unknowns].code))
        waiting = list(exposed)
        holding = {at - unknowns for at in audit.held_by(worst)}
        may_be_hidden = [
            (one.shown.value, one.code, at)
            for at, one in enumerate(numbers)
            if at in holding and at >= decided and marks[at] is Mark.SHOWN
            if one.people is not None and one.shown.value
        ]
        # That a number is listed as hidden says that it is 1 or more: where nothing else holds one,
        # such a one is not listed, as if it were none; in the end the exposed number itself.
        may_be_left_out = [
            (len(numbers[at].things), numbers[at].code, at)
            for at in holding
            if at >= decided and marks[at] is Mark.SMALL
        ]
        hide = min(may_be_hidden or may_be_left_out, default=(0, (), worst - unknowns))[2]
        marks[hide] = Mark.BESIDE if may_be_hidden else Mark.IN_A_SMALL_SUM
        audit.relax(unknowns + hide, *_interval(numbers[hide], marks[hide], threshold, round_to))
        if not (may_be_hidden or may_be_left_out):
            waiting.remove(worst)
    return marks


def _audit(
    numbers: Sequence[Told], marks: Sequence[Mark], threshold: int, round_to: int
) -> tuple[Audit, int]:
    """Return the system of all numbers, and how many unknowns come before them in it."""
    parts, unknowns = _parts(numbers)
    intervals = [
        *[(0.0, inf)] * unknowns,
        *(
            _interval(one, mark, threshold, round_to)
            for one, mark in zip(numbers, marks, strict=True)
        ),
    ]
    bounds = np.array(intervals, float)
    lines = [Line(unknowns + at, tuple(sorted(part))) for at, part in enumerate(parts)]
    return Audit(lines, bounds[:, 0].copy(), bounds[:, 1].copy(), in_fractions=True), unknowns


def _by_themselves(numbers: Sequence[Told], threshold: int) -> list[Mark]:
    """Mark what is hidden already; small numbers within another small one of its question apart."""
    marks = [
        Mark.SHOWN
        if not one.shown.hidden
        else Mark.SMALL
        if one.is_small(threshold)
        else Mark.BESIDE
        for one in numbers
    ]
    small = [at for at, mark in enumerate(marks) if mark is Mark.SMALL]
    for at in small:
        whole = [other for other in small if numbers[other].code[0] == numbers[at].code[0]]
        if any(numbers[at].things < numbers[other].things for other in whole):
            marks[at] = Mark.IN_A_SMALL_SUM
    return marks


def _parts(numbers: Sequence[Told]) -> tuple[list[frozenset[int]], int]:
    """Return the unknowns that make up each number, and how many unknowns there are."""
    member_of: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(numbers):
        for thing in one.things:
            member_of[thing].append(at)
    unknowns = {numbers_of: nth for nth, numbers_of in enumerate({*map(tuple, member_of.values())})}
    parts: list[set[int]] = [set() for _ in numbers]
    for numbers_of, nth in unknowns.items():
        for at in numbers_of:
            parts[at].add(nth)
    return [frozenset(part) for part in parts], len(unknowns)


def _interval(one: Told, mark: Mark, threshold: int, round_to: int) -> Interval:
    """Return the least and the greatest that a reader must reckon with."""
    value = one.shown.value
    if one.people is None:
        return len(one.things), len(one.things)
    if mark is Mark.BESIDE:
        return int(not one.is_old), inf
    if one.is_old and not one.counts_people:
        return 0, inf
    drift = threshold - 1 if one.is_old else 0
    if mark is not Mark.SHOWN:
        # Few people may be behind a great number of what they do or give.
        most = threshold - 1 + drift if one.counts_people else inf
        return int(mark is Mark.SMALL and not one.is_old), most
    if not value:
        return 0, drift
    least = max(threshold, (2 * value - round_to + 1) // 2)
    return max(0, least - drift), (2 * value + round_to + 1) // 2 - 1 + drift
