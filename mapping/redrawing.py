"""The steps of an edit that turns one drawing of a care map into another: pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from mapping.edits import SETTABLE, TICKABLE
from mapping.model import Connection, Document, Element, Frozen
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

On = Literal["element", "figure", "connection", "household", "map"]


def steps_between(before: Document, after: Document) -> Iterator[Step]:
    """Yield the steps from one drawing of a map to another.

    What is in both keeps its kind of connection and its ends; whether people drawn were told is
    no part of an edit, and stays as it is.
    """
    yield from _changes("map", before.id, before, after)
    yield from _households(before, after)
    yield from _figures(before, after)
    yield from _connections(before, after)


def _households(before: Document, after: Document) -> Iterator[Step]:
    """Yield new outlines, then the moves of those who stay, then outlines that are gone."""
    was = {one.id: one for one in before.households}
    now = {one.id: one for one in after.households}
    for id_ in now.keys() - was.keys():
        yield House(household=now[id_])
    for id_ in now.keys() & was.keys():
        yield from _changes("household", id_, was[id_], now[id_])
    places = {one.element_id: one.place for one in after.figures}
    for figure in before.figures:
        place = places.get(figure.element_id)
        if place is not None and place != figure.place:
            yield Move(element_id=figure.element_id, was=figure.place, now=place)
    for id_ in was.keys() - now.keys():
        yield Unhouse(household=was[id_])


def _figures(before: Document, after: Document) -> Iterator[Step]:
    was = {one.element_id: one for one in before.figures}
    elements, drawn_before = _by_id(after.elements), _by_id(before.elements)
    now = {one.element_id: one for one in after.figures}
    for id_ in sorted(was.keys() - now.keys()):
        element = drawn_before[id_]
        yield RubOut(
            element_id=id_,
            figure=was[id_],
            element=element if element.scope == before.id else None,
            connections=tuple(line for line in before.connections if id_ in (line.from_, line.to)),
        )
    for figure in after.figures:
        element = elements[figure.element_id]
        if figure.element_id in was:
            yield from _changes("figure", element.id, was[element.id], figure)
            if element.scope == before.id:
                yield from _changes("element", element.id, drawn_before[element.id], element)
        elif element.scope == before.id:
            yield Add(element=element, figure=figure)
        else:
            yield Pick(element_id=element.id, figure=figure)


def _by_id(elements: Iterable[Element]) -> dict[str, Element]:
    return {one.id: one for one in elements}


def _connections(before: Document, after: Document) -> Iterator[Step]:
    """Yield what becomes of connections; those of a figure that is gone went with it."""
    was = {one.id: one for one in before.connections}
    now = {one.id: one for one in after.connections}
    stay = {one.element_id for one in after.figures}
    for id_ in sorted(was.keys() - now.keys()):
        if was[id_].from_ in stay and was[id_].to in stay:
            yield Disconnect(connection=was[id_])
    for line in after.connections:
        if line.id in was:
            yield from _changes("connection", line.id, was[line.id], line)
        else:
            yield Connect(connection=line)


def _changes(on: On, id_: str, before: Frozen, after: Frozen) -> Iterator[Step]:
    found: dict[str, Any] = {"on": on, "id": id_}
    if isinstance(after, Connection):
        found |= {"type": after.type, "from_": after.from_, "to": after.to}
    was, now = before.model_dump(mode="json"), after.model_dump(mode="json")
    for field in sorted(SETTABLE.get(on, ())):
        if was[field] != now[field]:
            yield Set(**found, field=field, was=was[field], now=now[field])
    for field in sorted(TICKABLE.get(on, ())):
        for value in sorted({*was[field]} ^ {*now[field]}):
            does: Literal["tick", "untick"] = "tick" if value in now[field] else "untick"
            yield Tick(**found, does=does, field=field, value=value)
