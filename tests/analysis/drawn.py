"""Any network, as its plain facts: what the checks of reports draw, and read for themselves.

`Drawn` keeps what was made, so that a check can compute a figure from the definition alone, with
sets and loops, and compare it with what the arrays give.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any, Final

from hypothesis import strategies as st

from mapping.network import (
    CareNetwork,
    ConnectionFacts,
    ElementFacts,
    is_supported,
    make_network,
    sector_of,
)

THIRTEENTHS: Final = {
    "several_daily": 273,
    "daily": 91,
    "weekly": 13,
    "monthly": 3,
    "occasional": 1,
    None: 1,
}
TIE_TYPES: Final = ("cares_for", "collaborates_with", "member_of")
TYPES: Final = (*TIE_TYPES, "related_to", "located_at", "within")
STATES: Final = ("generative", "engaged", "inactive", "potential", "unclassified")
ACTIVE: Final = ("generative", "engaged")
KINDS: Final = (
    *("person", "person", "person", "person", "group", "organisation", "health_care_provider"),
    *("team", "circle", "place", "pet", "spaceship"),
)


@dataclass(frozen=True)
class Drawn:
    """Elements and connections as plain facts."""

    elements: tuple[ElementFacts, ...]
    connections: tuple[ConnectionFacts, ...]

    @property
    def network(self) -> CareNetwork:
        return make_network(self.elements, self.connections)

    @property
    def ids(self) -> list[str]:
        return sorted(one.id for one in self.elements)

    @property
    def usable(self) -> list[ConnectionFacts]:
        here = set(self.ids)
        return [c for c in self.connections if c.from_ != c.to and {c.from_, c.to} <= here]

    @property
    def active(self) -> list[ConnectionFacts]:
        return [one for one in self.usable if one.state in ACTIVE]

    @property
    def care(self) -> dict[tuple[str, str], int]:
        """Thirteenths of a contact a week of each care tie."""
        found: dict[tuple[str, str], int] = defaultdict(int)
        for one in self.active:
            if one.type == "cares_for":
                found[one.from_, one.to] += THIRTEENTHS[one.frequency]
        return dict(found)

    @property
    def ties(self) -> set[frozenset[str]]:
        return {frozenset({c.from_, c.to}) for c in self.active if c.type in TIE_TYPES}

    @property
    def supported(self) -> set[str]:
        """Supported people; where no role is recorded, persons who receive active care."""
        by_role = {one.id for one in self.elements if one.supported}
        persons = {one.id for one in self.elements if one.kind == "person"}
        return by_role or {receiver for _, receiver in self.care} & persons

    def side(self, which: str) -> set[str]:
        """Return the carers of one side."""
        sectors = {"formal": {"formal"}, "informal": {"community", "informal"}}[which]
        return {e.id for e in self.elements if e.sector in sectors and not e.supported}

    def reaches(self, start: str, goals: set[str], without: frozenset[str] = frozenset()) -> bool:
        """Whether a path of ties leads to any goal, or it is one, when some are not there."""
        near: dict[str, set[str]] = defaultdict(set)
        for tie in self.ties:
            if not tie & without:
                one, other = tie
                near[one].add(other)
                near[other].add(one)
        seen, edge = {start}, [start]
        while edge:
            for other in near[edge.pop()] - seen:
                seen.add(other)
                edge.append(other)
        return bool(seen & (goals - without))

    def givers(self, receiver: str) -> set[str]:
        return {giver for giver, one in self.care if one == receiver}

    def relabelled(self, seed: int) -> tuple[Drawn, dict[str, str]]:
        """Return it with other ids and in another order, and which id became which."""
        chance = random.Random(seed)
        new = [f"x{number:02}" for number in range(len(self.elements))]
        chance.shuffle(new)
        to = dict(zip(self.ids, new, strict=True))
        elements = [one._replace(id=to[one.id]) for one in self.elements]
        connections = [
            one._replace(from_=to.get(one.from_, one.from_), to=to.get(one.to, one.to))
            for one in self.connections
        ]
        chance.shuffle(elements)
        chance.shuffle(connections)
        return Drawn(tuple(elements), tuple(connections)), to

    def with_isolate(self) -> Drawn:
        return replace(self, elements=(*self.elements, element("zz-alone", "organisation")))


def element(id_: str, kind: str = "person", sector: str | None = None, *roles: str) -> ElementFacts:
    found, from_kind = sector_of(kind, sector, roles)
    return ElementFacts(
        id=id_,
        kind=kind,
        name=id_.title(),
        sector=found,
        sector_from_kind=from_kind,
        roles=roles,
        supported=is_supported(kind, roles),
    )


@st.composite
def elements(draw: st.DrawFn, most: int = 9) -> tuple[ElementFacts, ...]:
    """Return elements of any kind and sector; some are supported, or are care workers."""
    count = draw(st.integers(0, most))
    roles: st.SearchStrategy[str] = st.sampled_from(["team_owner", "care_worker", "", "", ""])
    sectors = st.sampled_from([None, None, "formal", "community", "informal"])
    return tuple(
        element(
            f"e{row}", draw(st.sampled_from(KINDS)), draw(sectors), *filter(None, [draw(roles)])
        )
        for row in range(count)
    )


@st.composite
def connections(draw: st.DrawFn, ids: list[str], most: int = 24) -> tuple[ConnectionFacts, ...]:
    """Return connections of any type and state: repeats, loops and loose ends among them."""
    end = st.sampled_from([*ids, *ids, *ids, "nobody"])
    made = []
    for row in range(draw(st.integers(0, most))):
        type_ = draw(st.sampled_from([*["cares_for"] * 6, *TYPES]))
        cares = type_ == "cares_for"
        made.append(
            ConnectionFacts(
                id=f"c{row:02}",
                type=type_,
                from_=draw(end),
                to=draw(end),
                state=draw(st.sampled_from([*["generative"] * 4, *STATES])),
                care_types=tuple(draw(st.sets(st.sampled_from("xyz"), max_size=2)))
                if cares
                else (),
                formality=draw(st.sampled_from(["gifted", "paid", None])) if cares else None,
                frequency=draw(st.sampled_from(list(THIRTEENTHS))),
            )
        )
    return tuple(made)


@st.composite
def drawn(draw: st.DrawFn, most: int = 9, most_connections: int = 24) -> Drawn:
    """Return any network of a few elements, none and one among them."""
    some = draw(elements(most))
    return Drawn(some, draw(connections([one.id for one in some], most_connections)))


@st.composite
def two_drawings(draw: st.DrawFn) -> tuple[Drawn, Drawn]:
    """Return two drawings that share some elements; what they say of those may differ."""
    everyone = draw(elements(8))
    halves = []
    for _ in range(2):
        some = tuple(one for one in everyone if draw(st.integers(0, 5)))
        halves.append(Drawn(some, draw(connections([one.id for one in some], 16))))
    return halves[0], halves[1]


def what_is_lost(drawing: Drawn, gone: frozenset[str]) -> dict[str, Any]:
    """Return what is lost: everybody who stays, looked at before and after."""
    people = drawing.supported - gone
    formal, informal = drawing.side("formal"), drawing.side("informal")
    sides = {"all_care": set(drawing.ids), "formal": formal, "informal": informal}
    found: dict[str, Any] = {
        f"loses_{name}": sorted(
            p for p in people if drawing.givers(p) & side and not (drawing.givers(p) & side) - gone
        )
        for name, side in sides.items()
    }
    goals = {"_from_formal": formal, "_from_informal": informal, "": formal | informal}
    for name, goal in goals.items():
        found[f"cut_off{name}"] = sorted(
            p for p in people if drawing.reaches(p, goal) and not drawing.reaches(p, goal, gone)
        )
    found["stranded"] = sum(
        all(drawing.reaches(carer, side) for side in (formal, informal))
        and not all(drawing.reaches(carer, side, gone) for side in (formal, informal))
        for carer in (formal | informal) - gone
    )
    return found | _picked_up(drawing, gone)


def _picked_up(drawing: Drawn, gone: frozenset[str]) -> dict[str, Any]:
    pick_up: dict[str, float] = defaultdict(float)
    lost = uncovered = 0.0
    for receiver in set(drawing.ids) - gone:
        others = drawing.givers(receiver) - gone
        total = sum(drawing.care[giver, receiver] for giver in others)
        for giver in drawing.givers(receiver) & gone:
            amount = drawing.care[giver, receiver] / 13
            lost += amount
            uncovered += 0 if others else amount
            for other in others:
                pick_up[other] += amount * drawing.care[other, receiver] / total
    return {"contacts_lost": lost, "uncovered_contacts": uncovered, "pick_up": dict(pick_up)}
