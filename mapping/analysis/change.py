"""Change between two drawings: what began and ended, and whether paid care added to gifted care.

Elements are matched by id; connections by type and ends, since a redrawing may give one a new id.
`comparison.py` matches them; here is what it means, and `change_words.py` says it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from typing_extensions import TypedDict

from mapping.analysis.basis import Basis, basis
from mapping.analysis.comparison import Comparison, compared
from mapping.analysis.load import given, load_gini, received
from mapping.analysis.options import USUAL, Options
from mapping.analysis.reading import CONTACTS_UNIT, Reading
from mapping.network import CareNetwork
from mapping.refusals import NotWellFormed

WITHIN_ERROR: Final = (9, 10)
"""Gifted care has held if so much of it is left: a tenth is within one band of drawing error."""


class PersonChange(TypedDict):
    """What changed in the care that one supported person receives, in contacts a week."""

    paid_before: float
    paid_after: float
    gifted_before: float
    gifted_after: float
    gifted_givers_before: int
    gifted_givers_after: int
    effective_givers_before: float | None
    effective_givers_after: float | None
    evenness_before: float | None
    evenness_after: float | None
    max_share_before: float | None
    max_share_after: float | None
    verdict: str
    displacement: float | None


class StrengthChange(TypedDict):
    """What changed in a connection that is active in both drawings."""

    connection: list[str]
    contacts_before: float
    contacts_after: float
    formality_before: list[str]
    formality_after: list[str]


class Given(TypedDict):
    """Contacts a week that one supported person gives."""

    before: float
    after: float


class Change(TypedDict):
    """The fields of the report; `DEFINITIONS` says what each means."""

    new: list[list[str]]
    gone: list[list[str]]
    stronger: list[list[str]]
    weaker: list[list[str]]
    formality_changed: list[list[str]]
    care_types_changed: list[list[str]]
    changed: list[StrengthChange]
    frequency_not_said: list[list[str]]
    unchanged: int
    new_elements: list[str]
    gone_elements: list[str]
    people: dict[str, PersonChange]
    given_by_people: dict[str, Given]
    verdicts: dict[str, int]
    overall: str | None
    load_gini_before: float | None
    load_gini_after: float | None
    basis_earlier: Basis


def change(earlier: CareNetwork, later: CareNetwork, options: Options = USUAL) -> Change:
    """Return what changed between two drawings of one map, or of one neighbourhood. O(n + m).

    Active `cares_for`, `collaborates_with`, `member_of` and `related_to` are compared. Repeats are
    merged: contacts add, formalities form a set of those that were said. A supported person is one
    by role in either drawing; if neither records such a role, whoever receives care in either.
    Sources: Greene (1983), Substitution between formally and informally provided care; Chappell and
    Blandford (1991), Exploring the complementarity; Motel-Klingebiel et al. (2005), Welfare states
    do not crowd out the family.

    Parameters
    ----------
    earlier, later
        n elements and m connections each; they are not changed.
    options
        How to read both.

    Examples
    --------
    >>> from mapping.analysis.small import small_network
    >>> found = change(small_network("ben>ada"), small_network("ben>ada cy>ada", supported="ada"))
    >>> found["new"], found["new_elements"], found["overall"]
    ([['cares_for', 'cy', 'ada', 'absent']], ['cy'], 'paid_unchanged')
    """
    return Redrawing(earlier, later, options).report()


class Redrawing:
    """Two drawings read alike: the report, and the care of anybody on both.

    Parameters
    ----------
    earlier, later, options
        As `change` has them.
    """

    def __init__(self, earlier: CareNetwork, later: CareNetwork, options: Options = USUAL) -> None:
        self._before, self._after = _read(earlier, later, options)

    def report(self) -> Change:
        """Return the report. O(n + m)."""
        before, after = self._before, self._after
        people = self._people(self._supported())
        verdicts = Counter(verdict(*care) for care in people.values())
        return {
            **_connections(compared(before, after)),
            "new_elements": sorted(set(after.network.ids) - set(before.network.ids)),
            "gone_elements": sorted(set(before.network.ids) - set(after.network.ids)),
            "people": {id_: _person(*care) for id_, care in people.items()},
            "given_by_people": {id_: _given(*care) for id_, care in people.items()},
            "verdicts": dict(sorted(verdicts.items())),
            "overall": _overall(list(people.values())),
            "load_gini_before": load_gini(given(before)),
            "load_gini_after": load_gini(given(after)),
            "basis_earlier": basis(before),
        }

    def everybody(self) -> dict[str, tuple[PersonChange, Given]]:
        """Return the care of each person on both who is cared for in either, and what they give."""
        cared_for = {id_ for one in self._readings for id_ in one.ids(one.people_cared_for)}
        people = self._people(cared_for)
        return {id_: (_person(*care), _given(*care)) for id_, care in people.items()}

    def givers(self) -> tuple[int, int]:
        """Return how many elements give active care, before and after."""
        before, after = (int((given(one) > 0).sum()) for one in self._readings)
        return before, after

    @property
    def _readings(self) -> tuple[Reading, Reading]:
        return self._before, self._after

    def _supported(self) -> set[str]:
        """Return who is supported in either, by role; if neither records one, who receives care."""
        by_role = any(one.supported_by_role for one in self._readings)
        return {
            id_
            for one in self._readings
            for id_ in one.ids(one.network.supported if by_role else one.supported_people)
        }

    def _people(self, people: set[str]) -> dict[str, tuple[Care, Care]]:
        """Return the care before and after of those of some people who are on both."""
        before, after = (cares.of(people) for cares in self._cares)
        return {id_: (before[id_], after[id_]) for id_ in sorted(before.keys() & after.keys())}

    @cached_property
    def _cares(self) -> tuple[_Cares, _Cares]:
        return _Cares(self._before), _Cares(self._after)


class Care(NamedTuple):
    """The active care that one person receives, and what they give.

    Contacts are in thirteenths of a contact a week.
    """

    paid: int
    gifted: int
    gifted_givers: int = 0
    givers: int = 0
    given: int = 0
    effective_givers: float = 0
    evenness: float = 0
    max_share: float = 0

    def shared(self, number: float) -> float | None:
        """Return what says how it is shared, None where nobody gives."""
        return number if self.givers else None


def verdict(before: Care, after: Care) -> str:
    """Return whether paid care added to gifted care or took its place.

    Examples
    --------
    >>> verdict(Care(paid=13, gifted=286), Care(paid=91, gifted=104))
    'displaced'
    """
    if after.paid == before.paid:
        return "paid_unchanged"
    if after.paid < before.paid:
        return "filled_in" if after.gifted > before.gifted else "reduced"
    if not before.gifted and not after.gifted:
        return "paid_only"
    part, whole = WITHIN_ERROR
    return "complemented" if whole * after.gifted >= part * before.gifted else "displaced"


def _overall(people: list[tuple[Care, Care]]) -> str | None:
    """Return the verdict on the sums of everybody's care, None of nobody."""
    if not people:
        return None
    before, after = (
        Care(sum(care.paid for care in side), sum(care.gifted for care in side))
        for side in zip(*people, strict=True)
    )
    return verdict(before, after)


def _read(earlier: CareNetwork, later: CareNetwork, options: Options) -> tuple[Reading, Reading]:
    """Return both readings; who is taken away first need be on one of the two only."""
    without = set(options.without)
    if not without <= {*earlier.ids, *later.ids}:
        raise NotWellFormed("without", "One of these ids is on neither drawing. Leave it out.")
    before, after = (
        Reading(one, replace(options, without=without & set(one.ids))) for one in (earlier, later)
    )
    return before, after


class _Cares:
    """The care that each element of one drawing receives and gives, to be asked for some."""

    def __init__(self, reading: Reading) -> None:
        care, paid, gifted = (received(reading, one) for one in (None, "paid", "gifted"))
        self._ids = reading.network.ids
        self._columns = {
            "paid": paid.contacts,
            "gifted": gifted.contacts,
            "gifted_givers": gifted.givers,
            "givers": care.givers,
            "given": given(reading),
            "effective_givers": care.effective_givers,
            "evenness": care.evenness,
            "max_share": care.max_share,
        }

    def of(self, people: set[str]) -> dict[str, Care]:
        """Return the care of some people, of those who are on this drawing."""
        there = {id_: row for row, id_ in enumerate(self._ids) if id_ in people}
        rows = np.array(list(there.values()), dtype=np.int64)
        table = zip(*(column[rows].tolist() for column in self._columns.values()), strict=True)
        return {
            id_: Care(**dict(zip(self._columns, cells, strict=True)))
            for id_, cells in zip(there, table, strict=True)
        }


def _person(before: Care, after: Care) -> PersonChange:
    rose = after.paid - before.paid
    return {
        "paid_before": before.paid / CONTACTS_UNIT,
        "paid_after": after.paid / CONTACTS_UNIT,
        "gifted_before": before.gifted / CONTACTS_UNIT,
        "gifted_after": after.gifted / CONTACTS_UNIT,
        "gifted_givers_before": before.gifted_givers,
        "gifted_givers_after": after.gifted_givers,
        "effective_givers_before": before.shared(before.effective_givers),
        "effective_givers_after": after.shared(after.effective_givers),
        "evenness_before": before.shared(before.evenness),
        "evenness_after": after.shared(after.evenness),
        "max_share_before": before.shared(before.max_share),
        "max_share_after": after.shared(after.max_share),
        "verdict": verdict(before, after),
        "displacement": (before.gifted - after.gifted) / rose if rose > 0 else None,
    }


def _given(before: Care, after: Care) -> Given:
    return {"before": before.given / CONTACTS_UNIT, "after": after.given / CONTACTS_UNIT}


class _Connections(TypedDict):
    new: list[list[str]]
    gone: list[list[str]]
    stronger: list[list[str]]
    weaker: list[list[str]]
    formality_changed: list[list[str]]
    care_types_changed: list[list[str]]
    changed: list[StrengthChange]
    frequency_not_said: list[list[str]]
    unchanged: int


def _connections(found: Comparison) -> _Connections:
    before, after = found.before, found.after
    both = before.active & after.active
    stronger, weaker = (
        both & (after.contacts > before.contacts),
        both & (after.contacts < before.contacts),
    )
    formality = both & (after.formalities != before.formalities)
    changed = stronger | weaker | formality
    unsaid = (stronger | weaker) & (before.unsaid | after.unsaid)
    return {
        "new": [
            [*found.key(row), before.state_word(row)]
            for row in found.rows(after.active & ~before.active)
        ],
        "gone": [
            [*found.key(row), after.state_word(row)]
            for row in found.rows(before.active & ~after.active)
        ],
        "stronger": [found.key(row) for row in found.rows(stronger)],
        "weaker": [found.key(row) for row in found.rows(weaker)],
        "formality_changed": [found.key(row) for row in found.rows(formality)],
        "care_types_changed": [found.key(row) for row in found.rows(both & found.other_care)],
        "changed": [_strength(found, row) for row in found.rows(changed)],
        "frequency_not_said": [found.key(row) for row in found.rows(unsaid)],
        "unchanged": int((both & ~changed).sum()),
    }


def _strength(found: Comparison, row: int) -> StrengthChange:
    return {
        "connection": found.key(row),
        "contacts_before": int(found.before.contacts[row]) / CONTACTS_UNIT,
        "contacts_after": int(found.after.contacts[row]) / CONTACTS_UNIT,
        "formality_before": found.before.said_formalities(row),
        "formality_after": found.after.said_formalities(row),
    }
