"""Care by area: how much is offered, how varied it is, and where it goes.

Numbers here count what people give and get. They are exact; whoever shows them outside the circle
protects them first, with the people behind each number that are counted here.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from mapping.analysis.reading import CONTACTS, CONTACTS_UNIT
from mapping.locality.choices import LIMIT, Choices
from mapping.locality.ground import Drawn, Ground
from mapping.locality.placing import OUTSIDE

BEYOND: Final = "outside"
"""What stands for every place outside the areas."""

IN_ONE_AREA: Final = 0.59
"""The mean distance of two random points in one area, over the root of its size: 0.51 of a disc,
0.59 of Hackney's small areas."""


@dataclass(frozen=True)
class CareWealth:
    """The care offered by elements in one area.

    Parameters
    ----------
    mentions
        Distinct pairs of an element and a type of care that it offers or gives now.
    gifted, paid
        Those of them given freely, and for pay; a pair can be both.
    not_said
        Those of which nobody has said whether it is paid for.
    range
        How many types of care.
    evenness
        As varied as so many equally common types: exp of the Shannon entropy; None without any.
    of_people, people
        Mentions that are of people, and how many people they are of.
    """

    mentions: int = 0
    gifted: int = 0
    paid: int = 0
    not_said: int = 0
    range: int = 0
    evenness: float | None = None
    of_people: int = 0
    people: int = 0


def care_wealth(ground: Ground, *, of_assets: bool = False) -> dict[str, CareWealth]:
    """Return the care wealth of each area; elements in none are left out. O(elements + care).

    Parameters
    ----------
    ground
        n areas and what stands in them.
    of_assets
        Whether to count only what public bodies and places offer.
    """
    how: dict[tuple[str, str], set[str]] = defaultdict(set)
    for id_, types in ground.care_types.items():
        for type_ in types:
            how[id_, type_]  # an offer, of which nothing need be said
    for line in ground.active_care:
        for type_ in line.care_types if ground.may_tell(line, line.source) else ():
            how[line.source, type_].update([line.formality] if line.formality else [])
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for id_, type_ in how:
        if id_ in ground.placed and (ground.is_asset(id_) or not of_assets):
            found[ground.placed[id_]].append((id_, type_))
    return {code: _wealth(ground, found.get(code, ()), how) for code in ground.areas.codes}


def _wealth(
    ground: Ground,
    mentions: Collection[tuple[str, str]],
    how: Mapping[tuple[str, str], Collection[str]],
) -> CareWealth:
    by_type = Counter(type_ for _, type_ in mentions)
    givers = [id_ for id_, _ in mentions if ground.is_protected(id_)]
    return CareWealth(
        mentions=len(mentions),
        gifted=sum("gifted" in how[one] for one in mentions),
        paid=sum("paid" in how[one] for one in mentions),
        not_said=sum(not how[one] for one in mentions),
        range=len(by_type),
        evenness=evenness(list(by_type.values())) if by_type else None,
        of_people=len(givers),
        people=len(set(givers)),
    )


def evenness(counts: Collection[int]) -> float:
    """Return as how many equally common types some counts are as varied.

    Examples
    --------
    >>> round(evenness([3, 3, 3]), 12), round(evenness([8, 1, 1]), 2)
    (3.0, 1.89)
    """
    total = sum(counts)
    return math.exp(-sum(one / total * math.log(one / total) for one in counts if one))


@dataclass
class Flow:
    """Care from one area to another.

    Parameters
    ----------
    amount
        Connections, or contacts a week.
    connections
        How many connections.
    givers, receivers
        The people among those who give and get it; a side without people is made of bodies.
    """

    amount: float = 0.0
    connections: int = 0
    givers: set[str] = field(default_factory=set)
    receivers: set[str] = field(default_factory=set)

    @property
    def people(self) -> int | None:
        """How many people are behind it, on the side with fewest; None if only bodies are."""
        sides = [len(side) for side in (self.givers, self.receivers) if side]
        return min(sides, default=None)


@dataclass(frozen=True)
class Flows:
    """Care between areas, and beyond them.

    Parameters
    ----------
    by_pair
        By the code of who gives and who gets; `outside` is everywhere else.
    not_known
        Connections left out because nobody has said where an end is.
    within_reach
        The share of it between ends at most `walk_minutes` apart on foot; None if there is none.
    """

    by_pair: Mapping[tuple[str, str], Flow]
    not_known: int
    within_reach: float | None

    def self_containment(self) -> float | None:
        """Return the share of all care, to and from outside included, that stays in its area."""
        return _share(self._inside(), sum(one.amount for one in self.by_pair.values()))

    def of_giving(self, code: str) -> float | None:
        """Return the share of what an area gives that stays in it."""
        given = sum(one.amount for (giver, _), one in self.by_pair.items() if giver == code)
        return _share(self._own(code), given)

    def of_receiving(self, code: str) -> float | None:
        """Return the share of what an area gets that comes from it."""
        got = sum(one.amount for (_, receiver), one in self.by_pair.items() if receiver == code)
        return _share(self._own(code), got)

    def _own(self, code: str) -> float:
        return self.by_pair[code, code].amount if (code, code) in self.by_pair else 0.0

    def _inside(self) -> float:
        return sum(
            one.amount
            for (giver, receiver), one in self.by_pair.items()
            if giver == receiver != BEYOND
        )


def care_flows(ground: Ground, choices: Choices) -> Flows:
    """Return the active care between areas, from where givers live to where receivers do.

    A body lives where it stands. Care of which an end is nowhere known is left out and counted;
    with an end outside the areas it counts as `outside`. Between two people, or a person and a
    body, of one area it is 0.59 times the root of the area's size, or nothing. By frequency,
    one that nobody has said counts as now and then, as in other reports. O(care).
    """
    found: dict[tuple[str, str], Flow] = defaultdict(Flow)
    not_known, near, whole = 0, 0.0, 0.0
    sizes = ground.areas.table.geometry.area.to_numpy()
    for one in ground.active_care:
        ends = _home(ground, one.source), _home(ground, one.target)
        if ends[0] is None or ends[1] is None:
            not_known += 1
            continue
        flow = found[ends[0], ends[1]]
        amount = _amount(one, choices)
        flow.amount += amount
        flow.connections += 1
        flow.givers |= {one.source} if ground.is_protected(one.source) else set()
        flow.receivers |= {one.target} if ground.is_protected(one.target) else set()
        metres = _apart(ground, one, ends[0] == ends[1] != BEYOND, sizes, choices)
        whole += amount
        near += amount * bool(choices.minutes(metres) <= choices.walk_minutes + LIMIT)
    return Flows(dict(found), not_known, _share(near, whole))


def _home(ground: Ground, id_: str) -> str | None:
    code = ground.placed.get(id_)
    return code or (BEYOND if ground.unplaced.get(id_) == OUTSIDE else None)


def _amount(one: Drawn, choices: Choices) -> float:
    if choices.weight == "none":
        return 1.0
    return CONTACTS[one.frequency or "occasional"] / CONTACTS_UNIT


def _apart(
    ground: Ground,
    one: Drawn,
    in_one_area: bool,
    sizes: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
    choices: Choices,
) -> float:
    people = ground.is_protected(one.source) or ground.is_protected(one.target)
    if in_one_area and people:
        if choices.same_area == "zero":
            return 0.0
        return IN_ONE_AREA * math.sqrt(sizes[ground.place[ground.placed[one.source]]])
    return math.dist(_stands(ground, one.source), _stands(ground, one.target))


def _stands(ground: Ground, id_: str) -> tuple[float, float]:
    """Return where an element is, in metres: people are at their area's point."""
    if ground.is_protected(id_) and id_ in ground.placed:
        x, y = ground.home[ground.place[ground.placed[id_]]]
        return float(x), float(y)
    point = ground.point_of(id_)
    assert point is not None, "whoever has a home has a point"
    return point


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
