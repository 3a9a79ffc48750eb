"""Applying an edit to a care map, and taking one back: pure.

Every change to a care map is an `Edit` (`steps.py`): steps that apply all together or not at all.
`apply` gives the new map and says what became of each step; `opposite` gives the steps that take
an edit back. Who may send an edit, and keeping it, are not here (`policy.py`, `care_maps.py`).

Three things can become of a step that is well made. It takes *effect*, and `Outcome.steps` has it
with what was truly there before. It is *skipped*, because what it is about was rubbed out by
someone meanwhile. Or, when it takes back an earlier edit, it is *left alone*, because someone has
since changed the same thing. A step that is not well made refuses the whole edit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from mapping.model import CareMap, Element, Place
from mapping.refusals import in_our_words
from mapping.sheet import (
    HOW,
    SETTABLE,
    TICKABLE,
    EditRefused,
    LeftAlone,
    NotDone,
    Outcome,
    Overtaken,
    Sheet,
    Skipped,
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

__all__ = [
    "SETTABLE",
    "TICKABLE",
    "EditRefused",
    "NotDone",
    "Outcome",
    "Overtaken",
    "Touched",
    "apply",
    "opposite",
    "take",
    "touched",
]


def apply(care_map: CareMap, edit: Edit) -> Outcome:
    """Apply an edit to a map.

    Parameters
    ----------
    care_map
        The map, or at least everything of it that `touched` names; it is not changed.
    edit
        The edit. With `undoes` it is cautious: a step takes effect only where the stored value is
        what the step says it was.

    Returns
    -------
    Outcome
        The new map, with the same `edit_seq`, and what became of each step.

    Raises
    ------
    EditRefused
        If any step is not well made for this map. Nothing takes effect then.
    """
    sheet = Sheet(care_map, cautious=edit.undoes is not None)
    take(sheet, edit.steps, HOW, _subject)
    return sheet.outcome()


def take(
    sheet: Sheet,
    steps: Iterable[Any],
    how: Mapping[type, Callable[[Any, Any], list[Any]]],
    subject: Callable[[Any], tuple[str, ...]],
) -> None:
    """Take steps on a sheet, one after the other, and note what becomes of each.

    Parameters
    ----------
    sheet
        What they are taken on; it is changed.
    steps
        The steps.
    how
        What each kind of step does.
    subject
        Says what a step is about.
    """
    left_alone: dict[tuple[str, ...], LeftAlone] = {}
    for index, step in enumerate(steps):
        sheet.index = index
        try:
            # What was left alone once stays so, though an older value of it may look the same.
            if subject(step) in left_alone:
                raise left_alone[subject(step)]
            sheet.steps += how[type(step)](sheet, step)
        except Skipped as reason:
            sheet.skipped.append(NotDone(step=index, why=str(reason)))
        except LeftAlone as reason:
            left_alone[subject(step)] = reason
            sheet.left_alone.append(NotDone(step=index, why=str(reason)))
        except ValidationError as error:
            said = "value" if isinstance(step, Tick) else "now"
            name = getattr(step, "field", "This")
            words = f"{name} {in_our_words(error.errors()[0])}"
            raise EditRefused(f"steps[{index}].{said}", words) from None


def _subject(step: Step) -> tuple[str, ...]:
    """Return what a step is about: one field, one value of a list, one place, or one thing."""
    match step:
        case Set():
            return (step.on, step.id, step.field)
        case Tick():
            return (step.on, step.id, step.field, step.value)
        case Move():
            return ("place", step.element_id)
        case Add():
            return ("figure", step.element.id)
        case Pick() | RubOut():
            return ("figure", step.element_id)
        case Connect(connection=thing) | Disconnect(connection=thing):
            return ("connection", thing.id)
        case House(household=thing) | Unhouse(household=thing):
            return ("household", thing.id)


def opposite(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return the steps that take these back, in the order to apply them.

    Parameters
    ----------
    steps
        Steps as they took effect (`Outcome.steps`).
    """
    return tuple(back for step in reversed(tuple(steps)) for back in _opposite(step))


def _opposite(step: Step) -> tuple[Step, ...]:
    match step:
        case Add(element=element, figure=figure):
            return (RubOut(element_id=element.id, figure=figure, element=element),)
        case Pick(element_id=element_id, figure=figure):
            return (RubOut(element_id=element_id, figure=figure),)
        case RubOut(element=element):
            drawn: Step = (
                Pick(element_id=step.element_id, figure=step.figure)
                if element is None
                else Add(element=element, figure=step.figure)
            )
            return (drawn, *(Connect(connection=c) for c in step.connections))
        case Move() | Set():
            return (step.model_copy(update={"was": step.now, "now": step.was}),)
        case Tick():
            back = "untick" if step.does == "tick" else "tick"
            return (step.model_copy(update={"does": back}),)
        case Connect(connection=connection):
            return (Disconnect(connection=connection),)
        case Disconnect(connection=connection):
            return (Connect(connection=connection),)
        case House(household=household):
            return (Unhouse(household=household),)
        case Unhouse(household=household):
            return (House(household=household),)


@dataclass
class Touched:
    """The ids of everything that an edit reads or changes."""

    elements: set[str] = field(default_factory=set)
    connections: set[str] = field(default_factory=set)
    connection_starts: set[str] = field(default_factory=set)
    connected: set[str] = field(default_factory=set)
    households: set[str] = field(default_factory=set)
    picked: set[str] = field(default_factory=set)
    rubbed_out: set[str] = field(default_factory=set)
    unhoused: set[str] = field(default_factory=set)
    made: set[str] = field(default_factory=set)


def touched(edit: Edit) -> Touched:
    """Return what of a map `apply` must be given for this edit.

    `connection_starts` are the elements at which known connections start; the ids of `connected`
    ones must be looked for in the whole map. `picked` are the directory's bodies. Of `rubbed_out`
    elements every connection is needed as well, and of `unhoused` households every member. It
    makes no difference whether one that is `made` was rubbed out before.
    """
    found = Touched()
    for step in edit.steps:
        _touch(found, step)
    return found


def _touch(found: Touched, step: Step) -> None:
    match step:
        case Add(element=Element(id=element_id), figure=place):
            found.made |= {element_id} - found.elements
            found.elements.add(element_id)
            found.households |= _household_of(place)
        case Pick(element_id=element_id, figure=place):
            found.elements.add(element_id)
            found.picked.add(element_id)
            found.households |= _household_of(place)
        case RubOut(element_id=element_id):
            found.elements.add(element_id)
            found.rubbed_out.add(element_id)
        case Move(element_id=element_id, now=place):
            found.elements.add(element_id)
            found.households |= _household_of(place)
        case Connect(connection=line):
            found.elements |= {line.from_, line.to}
            found.made |= {line.id} - found.connections
            found.connections.add(line.id)
            found.connected.add(line.id)
        case Disconnect(connection=line):
            found.connections.add(line.id)
            found.connection_starts.add(line.from_)
        case House(household=household):
            found.made |= {household.id} - found.households
            found.households.add(household.id)
        case Unhouse(household=household):
            found.households.add(household.id)
            found.unhoused.add(household.id)
        case Set() | Tick():
            _touch_one_thing(found, step)


def _touch_one_thing(found: Touched, step: Set | Tick) -> None:
    match step.on:
        case "element" | "figure":
            found.elements.add(step.id)
        case "connection":
            found.connections.add(step.id)
            found.connection_starts |= {step.from_} if step.from_ else set()
        case "household":
            found.households.add(step.id)


def _household_of(place: Place) -> set[str]:
    return {place.household} if place.household else set()
