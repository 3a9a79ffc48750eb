"""A map while an edit is being applied to it, and what each kind of step does to it.

Used by `edits.py`, which is the door, and by a directory's own edits. `Sheet` copies the map's
parts, so that the map given is never changed; each handler below returns the steps as they truly
took effect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Final, TypeVar

from mapping.model import CareMap, Figure, Frozen, Place, ring_of
from mapping.steps import (
    Add,
    Connect,
    Disconnect,
    House,
    Move,
    Pick,
    RubOut,
    Set,
    Step,
    Tick,
    Unhouse,
)
from mapping.vocabulary import Told

T = TypeVar("T")
P = TypeVar("P", bound=Place)


class Overtaken(Frozen):
    """A value that a `set` replaced without its author having seen it."""

    step: int
    stored: Any = None


class NotDone(Frozen):
    """A step that had no effect, and why in plain words."""

    step: int
    why: str


@dataclass(frozen=True)
class Outcome:
    """What became of an edit: the new map, and the steps as they took effect."""

    care_map: CareMap
    steps: tuple[Step, ...]
    overtaken: tuple[Overtaken, ...]
    skipped: tuple[NotDone, ...]
    left_alone: tuple[NotDone, ...]


class EditRefused(Exception):
    """An edit that cannot be applied to any version of this map; nothing was changed.

    Parameters
    ----------
    field
        Where in the edit the trouble is, such as `steps[3].connection.to`.
    sentence
        What is wrong and what to do, in plain words.
    """

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"{field}: {sentence}")
        self.field = field
        self.sentence = sentence


SETTABLE: Final[dict[str, frozenset[str]]] = {
    "element": frozenset(
        {
            "name",
            "kind",
            "sector",
            "individual",
            "child",
            "contact",
            "address",
            "area",
            "at_home",
            "opening",
            "faith",
        }
    ),
    "figure": frozenset({"relation", "potential", "note"}),
    "connection": frozenset(
        {"formality", "frequency", "state", "relation", "shared_plan", "since", "until", "note"}
    ),
    "household": frozenset({"x", "y", "width", "height"}),
    "map": frozenset({"title", "review_on"}),
}
"""The fields that a `set` may say, by what it is said of."""

TICKABLE: Final[dict[str, frozenset[str]]] = {
    "element": frozenset({"roles", "offers", "access", "languages"}),
    "connection": frozenset({"care_types", "hats"}),
}
"""The lists that a `tick` may change, by what they belong to."""


class Skipped(Exception):
    """What the step is about was rubbed out meanwhile."""


class LeftAlone(Exception):
    """Someone has since changed what the step would take back."""


class Sheet:
    """A map while an edit is being applied to it."""

    settable: ClassVar = SETTABLE
    tickable: ClassVar = TICKABLE

    def __init__(self, care_map: CareMap, *, cautious: bool) -> None:
        self.start = care_map
        self.cautious = cautious
        self.index = 0
        self.map_fields: dict[str, Any] = {}
        self.elements = dict(care_map.elements)
        self.figures = dict(care_map.figures)
        self.connections = dict(care_map.connections)
        self.households = dict(care_map.households)
        self.gone = set(care_map.rubbed_out)
        self.steps: list[Step] = []
        self.overtaken: list[Overtaken] = []
        self.skipped: list[NotDone] = []
        self.left_alone: list[NotDone] = []

    def outcome(self) -> Outcome:
        """Return the map as it now is, and what became of each step."""
        care_map = self.start.model_copy(
            update={
                **self.map_fields,
                "elements": self.elements,
                "figures": self.figures,
                "connections": self.connections,
                "households": self.households,
                "rubbed_out": frozenset(self.gone),
            }
        )
        return Outcome(
            care_map,
            tuple(self.steps),
            tuple(self.overtaken),
            tuple(self.skipped),
            tuple(self.left_alone),
        )

    def refuse(self, where: str, sentence: str) -> EditRefused:
        """Return the refusal of the step in hand; `where` is the field inside it."""
        return EditRefused(f"steps[{self.index}].{where}", sentence)

    def find(self, things: dict[str, T], id_: str, where: str, what: str) -> T:
        """Return a thing of this map; skip the step if it was rubbed out, refuse if never there."""
        if id_ in things:
            return things[id_]
        if id_ in self.gone:
            raise Skipped(f"The {what} was taken off the map by someone else")
        raise self.refuse(where, f"No {what} on this map has the id {id_}. Check the id.")

    def new(self, things: Iterable[str], id_: str, where: str, what: str) -> None:
        """Check that an id is free; leave alone what someone has already brought back."""
        if id_ not in things:
            return
        if self.cautious:
            raise LeftAlone(f"The {what} is on the map again already")
        raise self.refuse(where, f"The id {id_} is in use on this map already. Use a new id.")

    def only_if(self, unchanged: bool, what: str) -> None:
        """Leave the step alone if it takes something back that someone has changed since."""
        if self.cautious and not unchanged:
            raise LeftAlone(f"Someone has changed the {what} since")

    def settled(self, place: P, where: str) -> P:
        """Return the place, without its household if that was taken away meanwhile."""
        if place.household is None or place.household in self.households:
            return place
        if place.household not in self.gone:
            raise self.refuse(
                f"{where}.household",
                f"No household on this map has the id {place.household}. Check the id.",
            )
        return place.changed(household=None, presence=ring_of(place.x, place.y))


def _add(sheet: Sheet, step: Add) -> list[Step]:
    element, figure = step.element, step.figure
    if element.scope != sheet.start.id:
        raise sheet.refuse("element.scope", f"Say {sheet.start.id}: the map that is drawn on.")
    if figure.element_id != element.id:
        raise sheet.refuse("figure.element_id", f"Say {element.id}, as in element.id.")
    sheet.new(sheet.elements, element.id, "element.id", "figure")
    figure = _drawn(sheet, figure)
    sheet.elements[element.id] = element
    sheet.gone.discard(element.id)
    return [step.model_copy(update={"figure": figure})]


def _pick(sheet: Sheet, step: Pick) -> list[Step]:
    if step.figure.element_id != step.element_id:
        raise sheet.refuse("figure.element_id", f"Say {step.element_id}, as in element_id.")
    if step.element_id in sheet.figures:
        reason = LeftAlone if sheet.cautious else Skipped
        raise reason("It is drawn on this map already")
    element = sheet.elements.get(step.element_id)
    if element is None or element.scope == sheet.start.id:
        raise sheet.refuse(
            "element_id", "The neighbourhood's directory has no such entry. Choose one from it."
        )
    figure = _drawn(sheet, step.figure)
    sheet.gone.discard(step.element_id)
    return [step.model_copy(update={"figure": figure})]


def _drawn(sheet: Sheet, figure: Figure) -> Figure:
    if figure.told is not Told.NOT_TOLD and not sheet.cautious:
        raise sheet.refuse("figure.told", "Say not_told. What they said is recorded on its own.")
    figure = sheet.settled(figure, "figure")
    sheet.figures[figure.element_id] = figure
    return figure


def _rub_out(sheet: Sheet, step: RubOut) -> list[Step]:
    figure = sheet.find(sheet.figures, step.element_id, "element_id", "figure")
    if step.element_id in sheet.start.owner_elements:
        raise sheet.refuse("element_id", "This is whose map it is, so they stay on it.")
    element = sheet.elements[step.element_id]
    private = element if element.scope == sheet.start.id else None
    ends = {c.id: c for c in sheet.connections.values() if step.element_id in (c.from_, c.to)}
    sheet.only_if(
        figure == step.figure
        and private == step.element
        and ends == {c.id: c for c in step.connections},
        "figure",
    )
    for connection_id in ends:
        del sheet.connections[connection_id]
    del sheet.figures[step.element_id]
    if private is not None:
        del sheet.elements[step.element_id]
    sheet.gone |= {step.element_id, *ends}
    lines = tuple(ends[key] for key in sorted(ends))
    return [RubOut(element_id=step.element_id, figure=figure, element=private, connections=lines)]


def _move(sheet: Sheet, step: Move) -> list[Step]:
    figure = sheet.find(sheet.figures, step.element_id, "element_id", "figure")
    was, now = figure.place, sheet.settled(step.now, "now")
    sheet.only_if(was == step.was, "place")
    if was == now:
        return []
    sheet.figures[step.element_id] = figure.changed(**now.model_dump())
    return [Move(element_id=step.element_id, was=was, now=now)]


def _set(sheet: Sheet, step: Set) -> list[Step]:
    _one_of(sheet, step, sheet.settable)
    if step.on == "map":
        return _set_on_map(sheet, step)
    things, thing = _target(sheet, step)
    changed = thing.changed(**{step.field: step.now})
    was, now = _json(thing)[step.field], _json(changed)[step.field]
    if not replaces(sheet, step, was, now):
        return []
    things[step.id] = changed
    return [step.model_copy(update={"was": was, "now": now})]


def _set_on_map(sheet: Sheet, step: Set) -> list[Step]:
    if step.id != sheet.start.id:
        raise sheet.refuse("id", f"Say {sheet.start.id}: the map that is drawn on.")
    now_map = sheet.start.model_copy(update=sheet.map_fields)
    changed = CareMap(id=now_map.id, title=now_map.title, review_on=now_map.review_on).changed(
        **{step.field: step.now}
    )
    was, now = _json(now_map)[step.field], _json(changed)[step.field]
    if not replaces(sheet, step, was, now):
        return []
    sheet.map_fields[step.field] = getattr(changed, step.field)
    return [step.model_copy(update={"was": was, "now": now})]


def replaces(sheet: Sheet, step: Set, stored: Any, now: Any) -> bool:
    """Whether a `set` changes what is stored; note it if its author had not seen that."""
    sheet.only_if(stored == step.was, step.field.replace("_", " "))
    if stored == now:
        return False
    if stored != step.was:
        sheet.overtaken.append(Overtaken(step=sheet.index, stored=stored))
    return True


def _one_of(sheet: Sheet, step: Set | Tick, fields: dict[str, frozenset[str]]) -> None:
    known = fields.get(step.on, frozenset())
    if step.field not in known:
        raise sheet.refuse("field", f"Use one of: {', '.join(sorted(known)) or 'none'}.")


def _target(sheet: Sheet, step: Set | Tick) -> tuple[dict[str, Any], Any]:
    where: dict[str, dict[str, Any]] = {
        "element": sheet.elements,
        "figure": sheet.figures,
        "connection": sheet.connections,
        "household": sheet.households,
    }
    things = where[step.on]
    thing = sheet.find(things, step.id, "id", step.on)
    if step.on == "element" and thing.scope != sheet.start.id:
        raise sheet.refuse(
            "id", "This entry belongs to the neighbourhood. Ask an organiser to change it."
        )
    if step.on == "connection" and (step.type, step.from_, step.to) != (
        thing.type,
        thing.from_,
        thing.to,
    ):
        raise sheet.refuse("id", "The connection with this id has another type or other ends.")
    return things, thing


def _tick(sheet: Sheet, step: Tick) -> list[Step]:
    _one_of(sheet, step, sheet.tickable)
    things, thing = _target(sheet, step)
    values = set(getattr(thing, step.field))
    ticking = step.does == "tick"
    if (step.value in values) is ticking:
        return []
    changed = values | {step.value} if ticking else values - {step.value}
    things[step.id] = thing.changed(**{step.field: tuple(changed)})
    return [step]


def _connect(sheet: Sheet, step: Connect) -> list[Step]:
    connection = step.connection
    sheet.new(sheet.connections, connection.id, "connection.id", "connection")
    try:
        sheet.find(sheet.figures, connection.from_, "connection.from", "figure")
        sheet.find(sheet.figures, connection.to, "connection.to", "figure")
    except Skipped:
        sheet.gone.add(connection.id)  # later steps of its author on it are late, not mistaken
        raise
    sheet.connections[connection.id] = connection
    sheet.gone.discard(connection.id)
    return [step]


def _disconnect(sheet: Sheet, step: Disconnect) -> list[Step]:
    stored = sheet.find(sheet.connections, step.connection.id, "connection.id", "connection")
    sheet.only_if(stored == step.connection, "connection")
    del sheet.connections[stored.id]
    sheet.gone.add(stored.id)
    return [Disconnect(connection=stored)]


def _house(sheet: Sheet, step: House) -> list[Step]:
    sheet.new(sheet.households, step.household.id, "household.id", "household")
    sheet.households[step.household.id] = step.household
    sheet.gone.discard(step.household.id)
    return [step]


def _unhouse(sheet: Sheet, step: Unhouse) -> list[Step]:
    stored = sheet.find(sheet.households, step.household.id, "household.id", "household")
    inside = [f for f in sheet.figures.values() if f.household == stored.id]
    sheet.only_if(stored == step.household and not inside, "household")
    moved: list[Step] = []
    for figure in sorted(inside, key=lambda one: one.element_id):
        out = Place(x=figure.x, y=figure.y, presence=ring_of(figure.x, figure.y))
        moved += _move(sheet, Move(element_id=figure.element_id, was=figure.place, now=out))
    del sheet.households[stored.id]
    sheet.gone.add(stored.id)
    return [*moved, Unhouse(household=stored)]


HOW: Final[dict[type, Callable[[Sheet, Any], list[Step]]]] = {
    Add: _add,
    Pick: _pick,
    RubOut: _rub_out,
    Move: _move,
    Set: _set,
    Tick: _tick,
    Connect: _connect,
    Disconnect: _disconnect,
    House: _house,
    Unhouse: _unhouse,
}


def _json(thing: Frozen) -> dict[str, Any]:
    return thing.model_dump(mode="json", by_alias=False)
