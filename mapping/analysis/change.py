"""Change between two drawings: what began and ended, and whether paid care added to gifted care.

Elements are matched by id; connections by type and ends, since a redrawing may give one a new id.
`comparison.py` matches them; here is what it means.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from typing_extensions import TypedDict

from mapping.analysis.basis import Basis, basis
from mapping.analysis.comparison import Comparison, compared
from mapping.analysis.load import given, load_gini, received
from mapping.analysis.options import USUAL, Options
from mapping.analysis.reading import CONTACTS_UNIT, Reading
from mapping.analysis.words import Named, amount, contacts, count_of, listed, percent
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


DEFINITIONS = {
    "new": "Connections that are active in the later drawing only: type, from, to, and what they"
    " were in the earlier one.",
    "gone": "Connections that are active in the earlier drawing only: type, from, to, and what they"
    " are in the later one.",
    "stronger": "Connections active in both, with more contacts a week in the later one.",
    "weaker": "Connections active in both, with fewer contacts a week in the later one.",
    "formality_changed": "Connections active in both that became paid, or became a gift.",
    "changed": "Those that are stronger, weaker or changed formality, with both drawings' contacts"
    " a week and formality.",
    "frequency_not_said": "Those of the stronger and weaker where one drawing does not say how"
    " often: they may only have been drawn more fully.",
    "unchanged": "How many connections are active in both, and the same.",
    "new_elements": "Who and what is on the later drawing only.",
    "gone_elements": "Who and what is on the earlier drawing only.",
    "people": "For each supported person on both drawings: paid and gifted contacts a week, how"
    " many give gifts, as how many equal givers would share the care as evenly, that number over"
    " the givers there are (evenness, up to 1), the greatest giver's share, and the verdict."
    " Displacement is the gifted contacts gone for each paid one gained; below 0 the gifts grew.",
    "given_by_people": "Contacts a week that each of them gives, in either drawing.",
    "verdicts": "How many people have each verdict. Paid care rose and gifted care held (at least"
    " nine tenths are left): complemented; rose and gifted care fell: displaced; rose where no"
    " care was or is a gift: paid_only. Paid care fell and gifted care rose: filled_in; fell and"
    " it did not: reduced. Paid care stayed: paid_unchanged.",
    "overall": "The verdict on all their care together.",
    "load_gini_before": "How unevenly caring was shared among those who give, from 0 (all alike)"
    " to nearly 1 (on one).",
    "load_gini_after": "The same, in the later drawing.",
    "basis_earlier": "What the earlier drawing's figures stand on; `basis` is the later one's.",
}


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
    before, after = _read(earlier, later, options)
    people = _people(before, after)
    verdicts = Counter(verdict(*care) for care in people.values())
    return {
        **_connections(compared(before, after)),
        "new_elements": sorted(set(after.network.ids) - set(before.network.ids)),
        "gone_elements": sorted(set(before.network.ids) - set(after.network.ids)),
        "people": {id_: _person(*care) for id_, care in people.items()},
        "given_by_people": {
            id_: {"before": one.given / CONTACTS_UNIT, "after": other.given / CONTACTS_UNIT}
            for id_, (one, other) in people.items()
        },
        "verdicts": dict(sorted(verdicts.items())),
        "overall": _overall(list(people.values())),
        "load_gini_before": load_gini(given(before)),
        "load_gini_after": load_gini(given(after)),
        "basis_earlier": basis(before),
    }


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


def _people(before: Reading, after: Reading) -> dict[str, tuple[Care, Care]]:
    """Return the care before and after of each person supported in either, and on both."""
    readings = (before, after)
    by_role = any(one.supported_by_role for one in readings)
    supported = {
        id_
        for one in readings
        for id_ in one.ids(one.network.supported if by_role else one.supported_people)
    }
    cares = [_cares(one, supported) for one in readings]
    both = sorted(cares[0].keys() & cares[1].keys())
    return {id_: (cares[0][id_], cares[1][id_]) for id_ in both}


def _cares(reading: Reading, people: set[str]) -> dict[str, Care]:
    """Return the care that each of some people receives, of those who are on this drawing."""
    ids = reading.network.ids
    rows = np.array([row for row, id_ in enumerate(ids) if id_ in people], dtype=np.int64)
    care, paid, gifted = (received(reading, formality) for formality in (None, "paid", "gifted"))
    columns = {
        "paid": paid.contacts,
        "gifted": gifted.contacts,
        "gifted_givers": gifted.givers,
        "givers": care.givers,
        "given": given(reading),
        "effective_givers": care.effective_givers,
        "evenness": care.evenness,
        "max_share": care.max_share,
    }
    table = zip(*(column[rows].tolist() for column in columns.values()), strict=True)
    return {
        ids[row]: Care(**dict(zip(columns, cells, strict=True)))
        for row, cells in zip(rows.tolist(), table, strict=True)
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


class _Connections(TypedDict):
    new: list[list[str]]
    gone: list[list[str]]
    stronger: list[list[str]]
    weaker: list[list[str]]
    formality_changed: list[list[str]]
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


def sentences(found: Change, named: Named) -> list[str]:
    """Return the report in plain words."""
    said = [_of_connections(found)]
    if not found["people"]:
        said.append("No supported person is on both drawings, so we cannot compare their care.")
    elif len(found["people"]) == 1:
        [(id_, person)] = found["people"].items()
        said += [_of_care(person, named(id_)), _of_sharing(person, named(id_))]
        said += _of_giving(found["given_by_people"][id_], named(id_))
    else:
        said += [_of_many(found), _of_load(found)]
    return [*said, _caution(found)]


def _of_connections(found: Change) -> str:
    parts = {
        "began": len(found["new"]),
        "ended": len(found["gone"]),
        "became more frequent": len(found["stronger"]),
        "became less frequent": len(found["weaker"]),
        "changed between paid and given": len(found["formality_changed"]),
    }
    happened = [f"{number} {words}" for words, number in parts.items() if number]
    same = found["unchanged"]
    if not happened:
        return (
            f"Both drawings show the same {count_of(same, 'connection')}."
            if same
            else "Neither drawing shows a connection that is active."
        )
    return f"Of the connections, {listed(happened)}; {same} {_are(same)} as {_they(same)}."


def _of_care(person: PersonChange, name: str) -> str:
    paid = f"from {amount(person['paid_before'])} to {contacts(person['paid_after'])}"
    gifted = f"from {amount(person['gifted_before'])} to {contacts(person['gifted_after'])}"
    words = {
        "complemented": f"rose {paid}, and gifted care held ({gifted}): paid care was added to it",
        "displaced": f"rose {paid}, while gifted care fell {gifted}: as drawn, it was displaced",
        "paid_only": f"rose {paid}, and none of the care is a gift",
        "filled_in": f"fell {paid}, and gifted care rose {gifted}: gifts filled in",
        "reduced": f"fell {paid}, and gifted care did not rise ({gifted}): care was reduced",
        "paid_unchanged": f"stayed at {contacts(person['paid_after'])}; gifted care went {gifted}",
    }
    return f"Paid care for {name} {words[person['verdict']]}."


def _of_sharing(person: PersonChange, name: str) -> str:
    one, other = person["evenness_before"], person["evenness_after"]
    before, after = person["max_share_before"], person["max_share_after"]
    if one is None or other is None or before is None or after is None:
        return f"{name} has care in one drawing only, so we cannot say if it is shared more evenly."
    how = (
        "as evenly as"
        if one == other
        else "more evenly than"
        if other > one
        else ("less evenly than")
    )
    said = (
        f"{name}'s care is shared {how} before: whoever gives most gives"
        f" {percent(after)} of it, and gave {percent(before)}"
    )
    both = other > one and person["gifted_after"] < person["gifted_before"]
    return f"{said}; and less of it is a gift, so look at both." if both else f"{said}."


def _of_giving(gave: Given, name: str) -> list[str]:
    before, after = gave["before"], gave["after"]
    if before == after:
        return [f"{name} gives {contacts(after)}, as before."] if after else []
    return [f"{name} gives {contacts(after)}, and gave {contacts(before)}."]


def _of_many(found: Change) -> str:
    words = {
        "complemented": "paid care was added and gifted care held",
        "displaced": "paid care rose and gifted care fell",
        "paid_only": "paid care rose and none is a gift",
        "filled_in": "paid care fell and gifted care rose",
        "reduced": "paid care fell and gifted care did not rise",
        "paid_unchanged": "paid care stayed as it was",
    }
    each = [f"for {number} {words[one]}" for one, number in found["verdicts"].items()]
    return f"Of {count_of(len(found['people']), 'supported person')}, {listed(each)}."


def _of_load(found: Change) -> str:
    before, after = found["load_gini_before"], found["load_gini_after"]
    if before is None or after is None:
        return "Care is given in one drawing only, so we cannot say if it is shared more evenly."
    how = (
        "as unevenly as"
        if before == after
        else "less unevenly than"
        if after < before
        else ("more unevenly than")
    )
    return (
        f"Caring is shared {how} before among those who give ({after:.2f}, and it was"
        f" {before:.2f}; 0 is all alike)."
    )


def _caution(found: Change) -> str:
    unsaid = len(found["frequency_not_said"])
    if unsaid:
        return (
            f"In {count_of(unsaid, 'change')} one drawing does not say how often, so perhaps only"
            " the drawing became fuller; and two drawings show what happened together, not why."
        )
    return "Two drawings show what happened together, not why."


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _they(number: int) -> str:
    return "it was" if number == 1 else "they were"
