"""What a reader chose of a neighbourhood's map, as the address of its pages says it, and that part.

Network, table, place, every report and the command line take the same address, and show the same
part of the map. The pages' twin is `web/src/pages/neighbourhood/chosen.ts` and `shown.ts`; both are
held to `tests/vectors/chosen.json`. Pure: it takes a view, which holds only what may be seen, and
never adds to it.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Final
from urllib.parse import parse_qs

from mapping.refusals import NotWellFormed
from mapping.view import View, ViewConnection, ViewElement
from mapping.vocabulary import ConnectionType, Formality, Kind, Sector, State

SIDES: Final = (*(sector.value for sector in Sector), "none")
KINDS: Final = tuple(kind.value for kind in Kind)
TYPES: Final = tuple(type_.value for type_ in ConnectionType)
STATES: Final = tuple(state.value for state in State)
FORMALITIES: Final = (*(one.value for one in Formality), "unsaid")
PLANS: Final = ("in", "outside", "unsaid")
MEMBERSHIPS: Final = ("active", "inactive", "none")
MOST_STEPS: Final = 3
LONGEST: Final = 2_000
"""So many characters of an address are read."""


@dataclass(frozen=True)
class Chosen:
    """What is chosen; what is empty or None limits nothing.

    Parameters
    ----------
    sectors, kinds, types, states
        Those that are shown; None is all of them.
    care, formality, plan
        Only care of this type, given in this way, in or outside a shared support plan; and who
        gives or gets it. What an element offers to anyone counts as care of its type.
    membership
        Only who stands so to the Care Commons, which is to say to its convening partner.
    team, circle
        Only this one and what is connected with it.
    near, steps
        Only this element and what is so many steps from it.
    path
        With `near`: only what lies on a shortest way between the two.
    find
        Only what has this text in its name, and what is connected with it.
    without
        Everything but these, as it would be if they left.
    """

    sectors: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    types: frozenset[str] | None = None
    states: frozenset[str] | None = None
    care: str | None = None
    formality: str | None = None
    plan: str | None = None
    membership: str | None = None
    team: str | None = None
    circle: str | None = None
    near: str | None = None
    steps: int = 1
    path: str | None = None
    find: str = ""
    without: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """What to keep by, of what is made of this part: equal choices have the same."""
        parts = astuple(self)
        return str([sorted(one) if isinstance(one, frozenset) else one for one in parts])


EVERYTHING: Final = Chosen()


def chosen_by(query: str) -> Chosen:
    """Return what the query of an address chooses: "sector=formal&care=meals", or nothing.

    A word that is not in the vocabulary chooses nothing; what else the address says is the page's.

    Raises
    ------
    NotWellFormed
        If it is too long.

    Examples
    --------
    >>> chosen_by("?near=rosa&steps=2").steps
    2
    """
    if len(query) > LONGEST:
        raise NotWellFormed("shown", f"Use {LONGEST:,} characters or fewer.")
    said = {
        name: values[0]
        for name, values in parse_qs(query.removeprefix("?"), keep_blank_values=True).items()
    }
    return Chosen(
        sectors=_some(said.get("sector"), SIDES),
        kinds=_some(said.get("kind"), KINDS),
        types=_some(said.get("type"), TYPES),
        states=_some(said.get("state"), STATES),
        care=said.get("care") or None,
        formality=_one(said.get("formality"), FORMALITIES),
        plan=_one(said.get("plan"), PLANS),
        membership=_one(said.get("membership"), MEMBERSHIPS),
        team=said.get("team") or None,
        circle=said.get("circle") or None,
        near=said.get("near") or None,
        steps=_steps(said.get("steps")),
        path=said.get("path") or None,
        find=said.get("find", ""),
        without=frozenset(filter(None, said.get("without", "").split(","))),
    )


def _some(text: str | None, all_: Collection[str]) -> frozenset[str] | None:
    return None if text is None else frozenset(text.split(",")) & frozenset(all_)


def _one(text: str | None, all_: Collection[str]) -> str | None:
    return text if text in all_ else None


def _steps(text: str | None) -> int:
    return int(text) if text in {str(step) for step in range(1, MOST_STEPS + 1)} else 1


def part_of(view: View, chosen: Chosen) -> View:
    """Return what is chosen of a view; the view itself where nothing is.

    What is connected with a name that was found is in it, so that its connections have both ends.
    """
    if chosen == EVERYTHING:
        return view
    elements = _elements(view, chosen)
    allowed = {one.id for one in elements}
    lines = [
        line
        for line in view.connections
        if line.from_ in allowed and line.to in allowed and _asked(line, chosen)
    ]
    if chosen.care or chosen.formality or chosen.plan:
        ends = _ends(lines)
        elements = [
            one
            for one in elements
            if one.id in ends or (not (chosen.formality or chosen.plan) and _offers(one, chosen))
        ]
    for group in (chosen.team, chosen.circle):
        if group is not None:
            elements, lines = _around(elements, lines, group, 1)
    if chosen.near is not None:
        if chosen.path is not None:
            elements, lines = _between(elements, lines, chosen.near, chosen.path)
        else:
            elements, lines = _around(elements, lines, chosen.near, chosen.steps)
    if words := plain(chosen.find):
        elements, lines = _found(elements, lines, words)
    return view.model_copy(update={"elements": tuple(elements), "connections": tuple(lines)})


def open_part(view: View) -> View:
    """Return what of a view may leave the circle one by one: public bodies, places and circles.

    With the ties between them; not a person, a team, or anything that a care map shares. What is
    chosen for outside is chosen of this, or else it would tell who is tied to somebody.
    """
    elements = tuple(one for one in view.elements if _is_open(one))
    ids = {one.id for one in elements}
    lines = tuple(
        line
        for line in view.connections
        if not line.private and line.from_ in ids and line.to in ids
    )
    return view.model_copy(update={"elements": elements, "connections": lines})


def _is_open(element: ViewElement) -> bool:
    of_people = element.kind in {Kind.PERSON, Kind.PET, Kind.TEAM}
    return not (element.private or element.individual or of_people)


def plain(text: str) -> str:
    """Return text as it is searched: case, accents and spaces make no difference."""
    apart = unicodedata.normalize("NFD", text)
    bare = "".join(letter for letter in apart if not unicodedata.category(letter).startswith("M"))
    return " ".join(bare.lower().split())


def _elements(view: View, chosen: Chosen) -> list[ViewElement]:
    stands = memberships(view) if chosen.membership else {}
    return [
        one
        for one in view.elements
        if one.id not in chosen.without
        and (chosen.sectors is None or (one.sector or "none") in chosen.sectors)
        and (chosen.kinds is None or one.kind in chosen.kinds)
        and (chosen.membership is None or stands.get(one.id, "none") == chosen.membership)
    ]


def memberships(view: View) -> dict[str, str]:
    """Return how those who ever belonged stand to the Care Commons, by id: active or inactive."""
    partners = {one.id for one in view.elements if "convening_partner" in one.roles}
    found: dict[str, str] = {}
    for line in view.connections:
        if line.type is ConnectionType.MEMBER_OF and line.to in partners:
            active = line.state in {State.GENERATIVE, State.ENGAGED}
            if active or line.from_ not in found:
                found[line.from_] = "active" if active else "inactive"
    return found


def _asked(line: ViewConnection, chosen: Chosen) -> bool:
    return (
        (chosen.types is None or line.type in chosen.types)
        and (chosen.states is None or line.state in chosen.states)
        and (chosen.care is None or chosen.care in line.care_types)
        and (
            chosen.formality is None or _is_care(line, line.formality or "unsaid", chosen.formality)
        )
        and (chosen.plan is None or _is_care(line, _plan(line), chosen.plan))
    )


def _is_care(line: ViewConnection, said: str, wanted: str) -> bool:
    return line.type is ConnectionType.CARES_FOR and said == wanted


def _plan(line: ViewConnection) -> str:
    return {True: "in", False: "outside", None: "unsaid"}[line.shared_plan]


def _offers(element: ViewElement, chosen: Chosen) -> bool:
    return chosen.care in element.offers


def _ends(lines: Iterable[ViewConnection]) -> set[str]:
    return {end for line in lines for end in (line.from_, line.to)}


Part = tuple[list[ViewElement], list[ViewConnection]]


def _around(
    elements: Sequence[ViewElement], lines: Sequence[ViewConnection], centre: str, steps: int
) -> Part:
    away = _distances(lines, centre, steps)
    return _inside(elements, lines, lambda id_: id_ in away)


def _between(
    elements: Sequence[ViewElement], lines: Sequence[ViewConnection], one: str, other: str
) -> Part:
    """Return what lies on a shortest way between two; the two alone if there is none."""
    there, back = _distances(lines, one), _distances(lines, other)
    length = there.get(other)
    if length is None:
        return _inside(elements, (), lambda id_: id_ in {one, other})
    on = {id_ for id_, steps in there.items() if steps + back.get(id_, length + 1) == length}
    ways = [line for line in lines if abs(there.get(line.from_, 0) - there.get(line.to, 0)) == 1]
    return _inside(elements, ways, on.__contains__)


def _distances(
    lines: Iterable[ViewConnection], centre: str, most: int | None = None
) -> dict[str, int]:
    """Return how many steps each is from one, up to so many."""
    neighbours: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        neighbours[line.from_].append(line.to)
        neighbours[line.to].append(line.from_)
    away, waiting = {centre: 0}, deque([centre])
    while waiting:
        here = waiting.popleft()
        if away[here] == most:
            break
        for other in neighbours[here]:
            if other not in away:
                away[other] = away[here] + 1
                waiting.append(other)
    return away


def _inside(
    elements: Iterable[ViewElement], lines: Iterable[ViewConnection], is_in: Callable[[str], bool]
) -> Part:
    return (
        [one for one in elements if is_in(one.id)],
        [line for line in lines if is_in(line.from_) and is_in(line.to)],
    )


def _found(elements: Sequence[ViewElement], lines: Sequence[ViewConnection], words: str) -> Part:
    ids = {one.id for one in elements if words in plain(one.label)}
    theirs = [line for line in lines if line.from_ in ids or line.to in ids]
    shown = ids | _ends(theirs)
    return [one for one in elements if one.id in shown], theirs
