"""The chief measures of the analysis, of a release: made of shown numbers, and of nothing else.

Each is a share or an index of numbers that the named questions give, with its whole; it is hidden
if any of them is, or if the whole is shown as less than 50. So it tells nothing that these do not,
and is as rough as they are: rounding can move a share of 50 by 8 points. The exact ones, of one's
own files, are `mapping/analysis`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from mapping.disclosure import LEAST_WHOLE, Shown, share
from mapping.model import Frozen
from mapping.releases.asking import shown_rows
from mapping.releases.kept import open_now
from mapping.releases.questions import ALL, keys_of, query_named
from mapping.service import Service
from mapping.store import Row
from mapping.store.released import ANSWERS_WITHIN

Unit = Literal["per_cent", "index"]


class Measure(Frozen):
    """A figure of a release, with its whole; null and hidden if it may not be shown."""

    name: str
    topic: str
    words: str
    definition: str
    unit: Unit
    value: float | None
    value_hidden: bool
    whole: int | None
    query: str


@dataclass(frozen=True)
class _Share:
    """What share the rows with these words are of all rows of a question."""

    name: str
    words: str
    query: str
    part: tuple[str, ...]
    choice: Mapping[str, str] = field(default_factory=dict)


_GIFTED: Final = {"formality": "gifted"}
_SHARES: Final = (
    _Share("in_touch_with_nobody", "People in touch with nobody", "people_in_touch", (ALL, "no")),
    _Share(
        "offering_gifted_share",
        "People and bodies who give care as a gift",
        "who_gives_care",
        (ALL, "yes"),
        _GIFTED,
    ),
    _Share(
        "cross_side_share", "Ties that join formal and other care", "ties_across_sides", ("across",)
    ),
    _Share("reciprocity", "Care that is returned", "care_returned", (ALL, "yes")),
    _Share(
        "with_both_share",
        "Supported people with care from both sides",
        "care_from_both_sides",
        ("both",),
    ),
    _Share("people_who_bridge", "People who know both sides", "people_who_bridge", (ALL, "both")),
    _Share(
        "people_with_one_giver_share",
        "Supported people who rely on one giver",
        "people_by_number_of_givers",
        ("1",),
    ),
    _Share(
        "supported_who_give_share",
        "Supported people who give care themselves",
        "supported_people_who_give",
        ("yes",),
    ),
    _Share("members_share", "People who belong to a circle", "members_of_circles", (ALL, "yes")),
    _Share(
        "flowing_share",
        "Gifted care that flows now, of all that is drawn",
        "care_by_state",
        ("generative",),
        _GIFTED,
    ),
)
_EI: Final = "ties_across_sides"


def measures(
    service: Service, release_id: str, *, wait: float = ANSWERS_WITHIN
) -> Sequence[Measure]:
    """Return the chief measures of a release.

    Raises
    ------
    NotFound
        If there is no such release.
    ReleaseOver
        If it has ended or was withdrawn.
    """
    release = open_now(service, release_id)

    def numbers(query: str, choice: Mapping[str, str]) -> dict[tuple[str, ...], Shown]:
        return _numbers(query, shown_rows(service, release, query_named(query), choice, wait))

    return [*(_share(one, numbers(one.query, one.choice)) for one in _SHARES), _ei_index(numbers)]


def _numbers(query: str, rows: Sequence[Row]) -> dict[tuple[str, ...], Shown]:
    question = query_named(query)
    [column] = question.controls
    names = keys_of(question)
    return {tuple(row[name] for name in names): row[column] for row in rows}


def _share(one: _Share, numbers: Mapping[tuple[str, ...], Shown]) -> Measure:
    question = query_named(one.query)
    whole = numbers.get(tuple(ALL for _ in one.part), Shown(0))
    value = share(numbers.get(one.part, Shown(0)), whole)
    return Measure(
        name=one.name,
        topic=question.topic,
        words=one.words,
        definition=question.definition,
        unit="per_cent",
        value=value.value,
        value_hidden=value.hidden,
        whole=whole.value,
        query=one.query,
    )


def _ei_index(
    numbers: Callable[[str, Mapping[str, str]], Mapping[tuple[str, ...], Shown]],
) -> Measure:
    """Krackhardt & Stern's E-I index of carers' ties, of shown numbers: across less within."""
    told = numbers(_EI, {})
    parts = [
        told.get((side,), Shown(0)).value for side in ("across", "within_formal", "within_informal")
    ]
    known = [part for part in parts if part is not None]
    whole = sum(known)
    value = None
    if len(known) == len(parts) and whole >= LEAST_WHOLE:
        value = round((known[0] - known[1] - known[2]) / whole, 2)
    return Measure(
        name="ei_index",
        topic=query_named(_EI).topic,
        words="Do carers link across (+1) or among their own (-1)?",
        definition="Ties across the sides less ties within them, over all; sides of unequal size"
        " alone make it negative, so never rank by it (Krackhardt & Stern 1988).",
        unit="index",
        value=value,
        value_hidden=value is None,
        whole=whole if len(known) == len(parts) else None,
        query=_EI,
    )
