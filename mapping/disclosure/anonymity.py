"""Rows about people in which nobody is one of few, section 9.5 of the locality notes.

What is known of somebody from elsewhere (quasi-identifiers: kind, sector, area, household) must be
shared by enough people, and must not tell what is sensitive of them. Fields are said less finely,
step by step, until nearly all are so; the few others are left out. Counts are not made here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mapping.disclosure.counts import THRESHOLD, Shown, shown

MOST_LEFT_OUT: Final = 0.05
"""The share of people that may be left out rather than say a field less finely."""
LEAST_VALUES: Final = 3
"""How many values a sensitive field has at least among people who look alike."""
LARGEST_SHARE: Final = 0.8
"""The largest share of one value among them."""

Person = Mapping[str, str]
Coarser = Callable[[str], str]


class TooFew(ValueError):
    """Even said as coarsely as may be, too many people are one of few."""

    def __init__(self) -> None:
        super().__init__(
            "Too few people are alike to release them one by one. Leave fields out, or release"
            " tables only."
        )


@dataclass(frozen=True)
class Anonymous:
    """People as they may be released.

    Parameters
    ----------
    people
        Those who are left, their fields said as finely as all of them allow.
    steps
        For each field how often it was said less finely.
    left_out
        How many are not among them, as may be shown.
    """

    people: tuple[Person, ...]
    steps: Mapping[str, int]
    left_out: Shown


def anonymous(
    people: Iterable[Person],
    ladders: Mapping[str, Sequence[Coarser]],
    *,
    sensitive: Sequence[str] = (),
    threshold: int = THRESHOLD,
) -> Anonymous:
    """Return people so that each combination of what is known of them is shared by enough.

    The field with most values is said less finely first. The people keep their order.

    Parameters
    ----------
    people
        Each with the fields known from elsewhere and the sensitive ones.
    ladders
        For each field known from elsewhere the ways to say it, from fine to coarse, each from the
        value as it came: area, larger area, ward, the whole map. A field with none stays as it is.
    sensitive
        Fields that must have several values among people who look alike: 3 or more, and none of
        them above 80 %.
    threshold
        How many people share a combination at least.

    Raises
    ------
    TooFew
        If more than 5 % fall short of that at the coarsest.

    Examples
    --------
    Of 20 people in two homes' areas only 4 share one of them.

    >>> people = [{"area": "L01"}] * 16 + [{"area": "L02"}] * 4
    >>> found = anonymous(people, {"area": [lambda area: "Larkmead"]})
    >>> len(found.people), found.people[0], found.left_out
    (20, {'area': 'Larkmead'}, Shown(value=0))
    """
    came = list(people)
    steps = dict.fromkeys(sorted(ladders), 0)
    said = [dict(one) for one in came]
    while True:
        short = _short(said, list(steps), sensitive, threshold)
        if len(short) <= MOST_LEFT_OUT * len(said):
            left = tuple(one for at, one in enumerate(said) if at not in short)
            return Anonymous(left, steps, shown(len(short), len(short), threshold=threshold))
        field = _next_to_coarsen(said, steps, ladders)
        if field is None:
            raise TooFew
        coarser = ladders[field][steps[field]]
        steps[field] += 1
        for one, before in zip(said, came, strict=True):
            one[field] = coarser(before[field])


def _short(
    people: Sequence[Person], fields: Sequence[str], sensitive: Sequence[str], threshold: int
) -> set[int]:
    """Return the places of those who are one of few, or of whom something sensitive is told."""
    alike: dict[tuple[str, ...], list[int]] = {}
    for at, one in enumerate(people):
        alike.setdefault(tuple(one[field] for field in fields), []).append(at)
    return {
        at
        for places in alike.values()
        if len(places) < threshold
        or not all(_is_diverse([people[at][field] for at in places]) for field in sensitive)
        for at in places
    }


def _is_diverse(values: Sequence[str]) -> bool:
    counts = Counter(values)
    return len(counts) >= LEAST_VALUES and max(counts.values()) <= LARGEST_SHARE * len(values)


def _next_to_coarsen(
    people: Sequence[Person], steps: Mapping[str, int], ladders: Mapping[str, Sequence[Coarser]]
) -> str | None:
    values = {
        field: len({one[field] for one in people})
        for field, step in steps.items()
        if step < len(ladders[field])
    }
    return max(values, key=lambda field: (values[field], field), default=None)
