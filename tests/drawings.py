"""Care maps and edits for tests, in the domain's words, and hypothesis strategies that make them.

A generated edit is well made for the map it is made for; whether it still is for another version of
the map is what the properties are about.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from mapping.edits import apply
from mapping.model import (
    RINGS,
    CareMap,
    Connection,
    Element,
    Figure,
    Household,
    Place,
    ring_of,
)
from mapping.steps import (
    Add,
    Connect,
    Disconnect,
    Edit,
    House,
    Move,
    Pick,
    RubOut,
    Set,
    Step,
    Tick,
    Unhouse,
)
from mapping.vocabulary import (
    CARE_TYPES,
    ConnectionType,
    Frequency,
    Kind,
    Presence,
    State,
)

MAP = "map"
OWNER = "ivy"
DIRECTORY = ("lunch", "hub")

MIDDLES = {presence: (half_width - 20, 0.0) for presence, half_width, _ in RINGS} | {
    Presence.FURTHER_AWAY: (500.0, 0.0)
}
"""A point well inside each ring."""


def person(id_: str, name: str | None = None, scope: str = MAP, **fields: Any) -> Element:
    """Return somebody private to the map."""
    return Element(id=id_, scope=scope, kind=Kind.PERSON, name=name or id_.title(), **fields)


def figure(id_: str, presence: Presence = Presence.NEARBY, **fields: Any) -> Figure:
    """Return a figure inside its ring."""
    x, y = MIDDLES[presence]
    return Figure(**{"element_id": id_, "x": x, "y": y, "presence": presence, **fields})


def care(id_: str, giver: str, getter: str, **fields: Any) -> Connection:
    """Return a new arrow: care flows, and nothing else is said."""
    return Connection(
        **{
            "id": id_,
            "type": ConnectionType.CARES_FOR,
            "from_": giver,
            "to": getter,
            "state": State.GENERATIVE,
            **fields,
        }
    )


def add(id_: str, presence: Presence = Presence.NEARBY, **fields: Any) -> Add:
    """Return the step that draws a person."""
    return Add(element=person(id_, **fields), figure=figure(id_, presence))


def rename(id_: str, was: str, now: str) -> Set:
    """Return the step that changes a name."""
    return Set(on="element", id=id_, field="name", was=was, now=now)


def edit(*steps: Step, id_: str = "edit", scope: str = MAP, undoes: str | None = None) -> Edit:
    """Return an edit of the map."""
    return Edit(id=id_, scope=scope, steps=steps, undoes=undoes)


def ivys_map(*people: str) -> CareMap:
    """Return Ivy's map with these people nearby, and a directory to pick from."""
    directory = {
        id_: Element(id=id_, scope="larkmead", kind=Kind.GROUP, name=id_.title())
        for id_ in DIRECTORY
    }
    start = CareMap(
        id=MAP,
        title="Ivy's care map",
        neighbourhood="larkmead",
        owner_elements=(OWNER,),
        elements={**directory, OWNER: person(OWNER)},
        figures={OWNER: figure(OWNER, Presence.LIVES_WITH)},
    )
    return apply(start, edit(*(add(one) for one in people))).care_map if people else start


@st.composite
def steps_for(draw: st.DrawFn, care_map: CareMap, fresh: str) -> Step:
    """Draw one step that is well made for a map; `fresh` begins the ids of new things."""
    makers = [_draw_someone, _move_someone, _rename_someone, _retitle, _make_home]
    if len(care_map.figures) > 1:
        makers += [_connect_two, _rub_someone_out]
    if care_map.elements.keys() - care_map.figures.keys():
        makers.append(_pick_a_body)
    if care_map.connections:
        makers += [_say_how_often, _tick_care, _disconnect_two]
    if care_map.households:
        makers += [_leave_home, _break_up_home]
    return draw(st.sampled_from(makers))(draw, care_map, fresh)


@st.composite
def edits_for(draw: st.DrawFn, care_map: CareMap, name: str, most: int = 4) -> Edit:
    """Draw an edit that is well made for a map."""
    steps: list[Step] = []
    seen = care_map
    for number in range(draw(st.integers(1, most))):
        steps.append(draw(steps_for(seen, f"{name}-{number}")))
        seen = apply(seen, edit(steps[-1])).care_map
    return edit(*steps, id_=name, scope=care_map.id)


@st.composite
def care_maps(draw: st.DrawFn) -> CareMap:
    """Draw a care map as a few edits would leave it."""
    care_map = ivys_map("rosa", "ben")
    for number in range(draw(st.integers(0, 4))):
        care_map = apply(care_map, draw(edits_for(care_map, f"before-{number}"))).care_map
    return care_map


def _draw_someone(draw: st.DrawFn, care_map: CareMap, fresh: str) -> Step:
    name, presence = draw(st.sampled_from(["Asha", "بنت"])), draw(st.sampled_from(Presence))
    return add(fresh, presence, name=name, scope=care_map.id)


def _pick_a_body(draw: st.DrawFn, care_map: CareMap, _: str) -> Step:
    id_ = draw(st.sampled_from(sorted(care_map.elements.keys() - care_map.figures.keys())))
    return Pick(element_id=id_, figure=figure(id_))


def _rub_someone_out(draw: st.DrawFn, care_map: CareMap, _: str) -> Step:
    id_ = draw(st.sampled_from(sorted(care_map.figures.keys() - {*care_map.owner_elements})))
    element = care_map.elements[id_]
    return RubOut(
        element_id=id_,
        figure=care_map.figures[id_],
        element=element if element.scope == care_map.id else None,
        connections=tuple(
            line for line in care_map.connections.values() if id_ in (line.from_, line.to)
        ),
    )


def _move_someone(draw: st.DrawFn, care_map: CareMap, _: str) -> Step:
    id_ = draw(st.sampled_from(sorted(care_map.figures)))
    presence = draw(st.sampled_from(Presence))
    x, y = MIDDLES[presence]
    now = Place(x=x, y=y, presence=presence)
    return Move(element_id=id_, was=care_map.figures[id_].place, now=now)


def _leave_home(draw: st.DrawFn, care_map: CareMap, _: str) -> Step:
    id_ = draw(st.sampled_from(sorted(care_map.figures)))
    home = care_map.households[draw(st.sampled_from(sorted(care_map.households)))]
    now = Place(x=home.x, y=home.y, presence=ring_of(home.x, home.y), household=home.id)
    return Move(element_id=id_, was=care_map.figures[id_].place, now=now)


def _make_home(draw: st.DrawFn, _: CareMap, fresh: str) -> Step:
    x = draw(st.sampled_from([-300.0, 0.0, 300.0]))
    return House(household=Household(id=fresh, x=x, y=0, width=200, height=150))


def _break_up_home(draw: st.DrawFn, care_map: CareMap, _: str) -> Step:
    id_ = draw(st.sampled_from(sorted(care_map.households)))
    return Unhouse(household=care_map.households[id_])


def _rename_someone(draw: st.DrawFn, care_map: CareMap, _: str) -> Step:
    private = sorted(id_ for id_, one in care_map.elements.items() if one.scope == care_map.id)
    id_ = draw(st.sampled_from(private))
    return rename(id_, care_map.elements[id_].name, draw(st.sampled_from(["Mo", "<b>Mo</b>"])))


def _retitle(draw: st.DrawFn, care_map: CareMap, _: str) -> Step:
    now = draw(st.sampled_from(["Ours", "Ivy and Desmond"]))
    return Set(on="map", id=care_map.id, field="title", was=care_map.title, now=now)


def _connect_two(draw: st.DrawFn, care_map: CareMap, fresh: str) -> Step:
    ends = draw(st.permutations(sorted(care_map.figures)))
    type_ = draw(st.sampled_from([ConnectionType.CARES_FOR, ConnectionType.RELATED_TO]))
    return Connect(connection=care(fresh, ends[0], ends[1], type=type_))


def _some_line(draw: st.DrawFn, care_map: CareMap) -> Connection:
    return care_map.connections[draw(st.sampled_from(sorted(care_map.connections)))]


def _found_by(line: Connection) -> dict[str, Any]:
    return {"on": "connection", "id": line.id, "type": line.type, "from_": line.from_} | {
        "to": line.to
    }


def _say_how_often(draw: st.DrawFn, care_map: CareMap, _: str) -> Step:
    line = _some_line(draw, care_map)
    was = line.frequency.value if line.frequency else None
    now = draw(st.sampled_from([None, *(one.value for one in Frequency)]))
    return Set(**_found_by(line), field="frequency", was=was, now=now)


def _tick_care(draw: st.DrawFn, care_map: CareMap, _: str) -> Step:
    line = _some_line(draw, care_map)
    if line.type is not ConnectionType.CARES_FOR:
        return _say_how_often(draw, care_map, _)
    value = draw(st.sampled_from(sorted(CARE_TYPES)))
    does = "untick" if value in line.care_types else "tick"
    return Tick(**_found_by(line), does=does, field="care_types", value=value)


def _disconnect_two(draw: st.DrawFn, care_map: CareMap, _: str) -> Step:
    return Disconnect(connection=_some_line(draw, care_map))
