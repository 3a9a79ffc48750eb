"""Answers to questions that overlap in any way give no small number away, whoever tries them all.

The attacker knows which things are in which numbers, but not how many: each tries every size of
every group of things that no number tells apart. It shares nothing with the audit.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest

from mapping.disclosure import Mark, Told, protect_together, shown
from tests.disclosure.trial_tables import SMALL

Rule = tuple[int, int]
"""The least number of people, and what is rounded to."""


def numbers_of(sizes: Sequence[int], asked: Sequence[tuple[int, ...]], rule: Rule) -> list[Told]:
    """Return what each question counts: some of the groups of people, of these sizes."""
    ends = np.cumsum(sizes).tolist()
    groups = [range(end - size, end) for end, size in zip(ends, sizes, strict=True)]
    told = []
    for nth, some in enumerate(asked):
        people = frozenset(one for group in some for one in groups[group])
        if people:
            alone = shown(len(people), len(people), threshold=rule[0], round_to=rule[1])
            told.append(Told((f"question {nth % 3}", str(nth)), people, len(people), alone))
    return told


def values_left(
    numbers: Sequence[Told], marks: Sequence[Mark], rule: Rule, most: int
) -> list[set[int]]:
    """Return for each number the values that fit all that is shown, each group at most so large."""
    everything = sorted(set().union(*(one.things for one in numbers)))
    held_in = [tuple(thing in one.things for one in numbers) for thing in everything]
    groups = sorted(set(held_in))
    tries = np.array(list(product(range(most + 1), repeat=len(groups))))
    sums = tries @ np.array(groups, int)
    fits = np.ones(len(sums), bool)
    for at, (one, mark) in enumerate(zip(numbers, marks, strict=True)):
        fits &= _fits(one, mark, sums[:, at], *rule)
    return [set(column.tolist()) for column in sums[fits].T]


def _fits(one: Told, mark: Mark, true: Any, threshold: int, round_to: int) -> Any:
    """Whether each value would be shown, or marked, as this number is."""
    if mark is Mark.SMALL:
        return (true >= 1) & (true < threshold)
    if mark is Mark.IN_A_SMALL_SUM:
        return true < threshold
    if mark is Mark.BESIDE:
        return true >= 1
    rounded = np.floor(true / round_to + 0.5) * round_to
    return (rounded == one.shown.value) & ((true == 0) | (true >= threshold))


def exposed(sizes: Sequence[int], asked: Sequence[tuple[int, ...]], rule: Rule) -> list[Told]:
    threshold, round_to = rule
    numbers = numbers_of(sizes, asked, rule)
    marks = protect_together(numbers, threshold=threshold, round_to=round_to)
    left = values_left(numbers, marks, rule, 2 * threshold + round_to)
    enough = min(round_to, threshold - 1)
    return [
        one
        for one, mark, values in zip(numbers, marks, left, strict=True)
        if mark in SMALL and len(values) < enough
    ]


def random_questions(random: Random, groups: int) -> list[tuple[int, ...]]:
    every = [some for some in product((False, True), repeat=groups) if any(some)]
    asked = random.sample(every, min(len(every), random.randint(4, 9)))
    return [tuple(at for at, is_in in enumerate(some) if is_in) for some in asked]


def test_two_hundred_random_sets_of_questions_leave_nothing_exposed() -> None:
    random = Random(9)
    for nth in range(200):
        rule = random.choice([(3, 2), (4, 4), (5, 5), (8, 5)])
        groups = random.randint(2, 4 if rule[0] < 8 else 3)
        sizes = [
            random.choice([1, 2, 3, rule[0], random.randint(1, 2 * rule[0])]) for _ in range(groups)
        ]
        asked = random_questions(random, groups)
        assert not exposed(sizes, asked, rule), (nth, sizes, asked, rule)


@pytest.mark.parametrize(
    ("sizes", "asked", "rule"),
    [
        # Of three, each two are listed: nobody is left out of all of them, so 1 they are not.
        ([2, 1, 1], [(0,), (1, 2), (0, 2), (1,), (0, 1), (2,), (0, 1, 2)], (5, 5)),
        # A solution in halves was taken for the whole numbers on either side of it.
        ([1, 3, 3], [(0,), (0, 2), (0, 1, 2), (1, 2), (0, 1)], (5, 5)),
    ],
)
def test_what_once_gave_a_number_away_does_not_any_more(
    sizes: list[int], asked: list[tuple[int, ...]], rule: Rule
) -> None:
    assert not exposed(sizes, asked, rule)


def test_every_small_set_of_questions_leaves_nothing_exposed() -> None:
    """Two groups of up to four people, and every set of questions about them."""
    every = [(0,), (1,), (0, 1)]
    for sizes in product(range(1, 5), repeat=2):
        for wanted in product((False, True), repeat=3):
            asked = [one for one, is_asked in zip(every, wanted, strict=True) if is_asked]
            if asked:
                assert not exposed(sizes, asked, (3, 2)), (sizes, asked)
