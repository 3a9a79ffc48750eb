"""The locality report as it may leave the circle: section 9 of the locality notes.

Numbers of bodies and what others publish stay exact. Numbers of people, of what is drawn only in
care maps, and of what is made of them are hidden or rounded, those that go out together audited
together; no such element is named, and none has a place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from mapping.disclosure import (
    Line,
    Mark,
    Number,
    Shown,
    UseLargerAreas,
    index_shown,
    protect_numbers,
    share,
    shown,
)
from mapping.locality.choices import Choices
from mapping.locality.flows import BEYOND, Flow, Flows, care_flows
from mapping.locality.ground import Ground

MOST_IN_A_TABLE: Final = 40
"""With more areas, nearly every flow from one to another is hidden, and checking takes minutes."""

ALL: Final = ""
"""What stands for all areas in the code of a number."""

LARGER: Final = "Numbers of people are shown for the largest areas only, so that no two sets of"
LARGER_AREAS: Final = f"{LARGER} areas tell of single people."
A_PART: Final = (
    "Numbers of people are shown of the whole map only, so that no two parts tell of single people."
)
NOT_TOGETHER: Final = "These areas are too small to show numbers of people for. Use larger ones."
ROUNDED: Final = (
    "Numbers of people under 8 are hidden, and others rounded to the nearest 5, so they need not"
    " add up."
)

Hidden = dict[str, Any]


def for_outside(
    found: Mapping[str, Any], ground: Ground, choices: Choices, *, no_people: str | None = None
) -> dict[str, Any]:
    """Return a report as it may leave the circle.

    Parameters
    ----------
    found
        As `locality_report` returns it.
    ground, choices
        What it was made of.
    no_people
        Why no number of people may be shown at all, in a sentence: of nested areas those of the
        largest alone are, and of the whole map alone.
    """
    assets = {id_ for id_ in ground.spots if ground.is_asset(id_)}
    living = {} if no_people else _people(ground)
    mentions = {} if no_people else _mentions(ground)
    areas = {
        code: {
            **area,
            "people": _said(living.get((code,))),
            "care_wealth": {
                **area["care_wealth"]["of_bodies"],
                "of_bodies": area["care_wealth"]["of_bodies"],
                "of_people": _said(mentions.get((code,))),
                "people": _said(None),
            },
        }
        for code, area in found["areas"].items()
    }
    note = no_people or (ROUNDED if living else NOT_TOGETHER)
    return {
        **found,
        "areas": areas,
        "placed": {id_: code for id_, code in found["placed"].items() if id_ in assets},
        "unplaced": [one for one in found["unplaced"] if one["id"] in assets],
        "placed_nearest": [id_ for id_ in found["placed_nearest"] if id_ in assets],
        "flows": _no_flows() if no_people else _flows(ground, choices),
        "for_outside": True,
        "hidden_because": [note],
    }


def _said(number: Shown | None) -> Hidden:
    return {"value": None if number is None else number.value, "hidden": number is None} | (
        {"hidden": True} if number is not None and number.hidden else {}
    )


def _people(ground: Ground) -> dict[tuple[str, ...], Shown]:
    """Return how many people of the map live in each area, and in all."""
    counts = dict.fromkeys(ground.areas.codes, 0)
    for id_, code in ground.placed.items():
        counts[code] += ground.is_protected(id_)
    return _in_one_line([Number((code,), number) for code, number in counts.items()], None)


def _mentions(ground: Ground) -> dict[tuple[str, ...], Shown]:
    """Return how many mentions of care there are by people of each area, and of all."""
    numbers = []
    everybody = 0
    for code in ground.areas.codes:
        people = [
            id_ for id_, at in ground.placed.items() if at == code and ground.is_protected(id_)
        ]
        giving = [id_ for id_ in people if ground.care_types.get(id_)]
        number = sum(len(ground.care_types[id_]) for id_ in giving)
        numbers.append(Number((code,), number, len(giving)))
        everybody += len(giving)
    return _in_one_line(numbers, everybody)


def _in_one_line(numbers: Sequence[Number], people: int | None) -> dict[tuple[str, ...], Shown]:
    """Return numbers and their total as they may go out; none of them if that cannot be."""
    every = [*numbers, Number((ALL,), sum(one.count for one in numbers), people)]
    line = Line(len(numbers), tuple(range(len(numbers))))
    return _protected(every, [line])


def _protected(numbers: Sequence[Number], lines: Sequence[Line]) -> dict[tuple[str, ...], Shown]:
    try:
        marks = protect_numbers(numbers, lines)
    except UseLargerAreas:
        return {}
    return {
        one.code: shown(one.count, one.behind) if mark is Mark.SHOWN else Shown(None)
        for one, mark in zip(numbers, marks, strict=True)
    }


def _no_flows() -> dict[str, Any]:
    return {
        "by_pair": None,
        "self_containment": None,
        "of_giving": {},
        "of_receiving": {},
        "within_walk": None,
        "not_known": None,
    }


def _flows(ground: Ground, choices: Choices) -> dict[str, Any]:
    """Return care between areas: its table, and shares made of shown numbers alone."""
    found = care_flows(ground, choices)
    places = sorted({code for pair in found.by_pair for code in pair})
    if len(places) > MOST_IN_A_TABLE or choices.weight != "none":
        return _no_flows()
    table = _protected(*_laid_out(found, places))
    if not table:
        return _no_flows()
    own = [code for code in places if code != BEYOND]
    people = {id_ for one in found.by_pair.values() for id_ in one.givers | one.receivers}
    areas_shown = sum(not table[code, code].hidden for code in own)

    def index(value: float | None) -> float | None:
        if value is None:
            return None
        return index_shown(value, people=len(people), areas_shown=areas_shown)

    return {
        "by_pair": [
            {"from": giver, "to": receiver, "connections": number.value, "hidden": number.hidden}
            for (giver, receiver), number in sorted(table.items())
            if ALL not in (giver, receiver) and (number.hidden or number.value)
        ],
        "self_containment": index(found.self_containment()),
        "of_giving": {code: _part(table[code, code], table[code, ALL]) for code in own},
        "of_receiving": {code: _part(table[code, code], table[ALL, code]) for code in own},
        "within_walk": index(found.within_reach),
        "not_known": None,
    }


def _part(part: Shown, whole: Shown) -> float | None:
    per_cent = share(part, whole).value
    return None if per_cent is None else per_cent / 100


def _laid_out(found: Flows, places: Sequence[str]) -> tuple[list[Number], list[Line]]:
    """Return every cell and total of the table of flows, and what adds up to what."""
    every = [*places, ALL]
    codes = [(giver, receiver) for giver in every for receiver in every]
    at = {code: nth for nth, code in enumerate(codes)}
    sums = {code: Flow() for code in codes}
    for (giver, receiver), one in found.by_pair.items():
        for code in ((giver, receiver), (giver, ALL), (ALL, receiver), (ALL, ALL)):
            sums[code].connections += one.connections
            sums[code].givers |= one.givers
            sums[code].receivers |= one.receivers
    numbers = [Number(code, one.connections, one.people) for code, one in sums.items()]
    rows = [Line(at[one, ALL], tuple(at[one, other] for other in places)) for one in every]
    columns = [Line(at[ALL, one], tuple(at[other, one] for other in places)) for one in every]
    return numbers, [*rows, *columns]
