"""Elements, figures, connections and edits as they are stored: personal text sealed and opened.

Which texts are personal stands here and nowhere else (`PERSONAL`). Text about a private element is
sealed under that element's key; text about a body of the directory, and a map's title, under the
map's; a connection's note under the key of each private end.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from mapping.model import REMOVED, Connection, DirectoryElement, Element, Figure, Frozen, Household
from mapping.store.door import Row
from mapping.store.sealing import Sealer
from mapping.vocabulary import ConnectionType

PERSONAL: Final[dict[str, tuple[str, ...]]] = {
    "element": ("name", "contact", "address", "opening", "faith", "extra"),
    "figure": ("relation", "note"),
    "connection": ("note",),
    "map": ("title",),
}
"""The fields that hold personal text, by what they belong to."""

_PERSONAL: Final = {kind: frozenset(names) for kind, names in PERSONAL.items()}

UNREAD: Final = "…"
"""What stands for a name where none is read, as in a small picture."""

_NEEDED: Final = ("name", "title")

D = TypeVar("D", bound=DirectoryElement)
Json = dict[str, Any]
Slot = tuple[Json, str, tuple[str, ...]]
"""A text in a nested value: what holds it, under which name, and the ids it is about."""


class Records:
    """Turns the things of one care map into stored properties and back.

    Parameters
    ----------
    sealer
        Seals and opens.
    map_id
        The care map: a thing with this scope is private to it.
    """

    def __init__(self, sealer: Sealer, map_id: str) -> None:
        self.sealer = sealer
        self.map_id = map_id

    def element(self, element: Element) -> Row:
        """Return a private element's properties, sealed."""
        row = _row(element)
        self._seal(_slots_of(row, "element", (element.id,)))
        return row

    def element_from(self, row: Row) -> Element:
        """Return an element, private or of the directory, from its properties."""
        if row["scope"] != self.map_id:
            return Element.model_validate(_clear(row, Element))
        fields = _known(row, Element)
        self._open(_slots_of(fields, "element", ()))
        return Element.model_validate(fields)

    @staticmethod
    def directory_element(element: Element) -> Row:
        """Return the properties of an element of a directory, in clear."""
        row = _row(element)
        return {**row, "extra": json.dumps(element.extra, ensure_ascii=False)}

    @staticmethod
    def directory_element_from(row: Row) -> DirectoryElement:
        """Return an element of a directory from its properties."""
        return DirectoryElement.model_validate(_clear(row, DirectoryElement))

    @staticmethod
    def entry_from(row: Row, model: type[D]) -> D:
        """Return an entry of a directory, with all that is kept of it, from its properties."""
        return model.model_validate(_clear(row, model))

    def figure(self, figure: Figure) -> Row:
        """Return a figure's properties, sealed."""
        row = _row(figure, "element_id")
        self._seal(_slots_of(row, "figure", (figure.element_id,)))
        return row

    def figure_from(self, element_id: str, row: Row) -> Figure:
        """Return a figure from its properties."""
        fields = _known(row, Figure)
        self._open(_slots_of(fields, "figure", ()))
        return Figure.model_validate({**fields, "element_id": element_id})

    def connection(self, connection: Connection) -> Row:
        """Return a connection's properties, sealed, its scope among them."""
        row = _row(connection, "from", "to", "type")
        self._seal(_slots_of(row, "connection", (connection.from_, connection.to)))
        return {**row, "scope": self.map_id}

    def connection_from(self, row: Row) -> Connection:
        """Return a connection from a row of type, from_id, to_id and fields."""
        fields = _known(row["fields"], Connection)
        self._open(_slots_of(fields, "connection", ()))
        return _connection(row, fields)

    @staticmethod
    def directory_connection(connection: Connection, scope: str) -> Row:
        """Return the properties of a connection that a neighbourhood itself keeps, in clear."""
        row = _row(connection, "from", "to", "type")
        return {**row, "scope": scope}

    @staticmethod
    def directory_connection_from(row: Row) -> Connection:
        """Return a neighbourhood's own connection from a row of type, from_id, to_id and fields."""
        return _connection(row, _known(row["fields"], Connection))

    def household(self, household: Household) -> Row:
        """Return a household's properties, its scope among them."""
        return {**_row(household), "scope": self.map_id}

    def household_from(self, row: Row) -> Household:
        """Return a household from its properties."""
        return Household.model_validate({name: row[name] for name in Household.model_fields})

    def title(self, title: str) -> str:
        """Return the map's title, sealed under the map's key."""
        return self.sealer.seal(title, self.map_id)

    def title_from(self, sealed: str) -> str:
        """Return the map's title."""
        return self.sealer.open(sealed) or REMOVED

    def seal_steps(self, steps: list[Json]) -> None:
        """Seal the personal text of an edit's steps, given as JSON, where it stands."""
        self._seal(slot for step in steps for slot in _slots_of_step(step))

    def open_steps(self, steps: list[Json]) -> None:
        """Open the personal text of an edit's steps, given as JSON, where it stands."""
        self._open(slot for step in steps for slot in _slots_of_step(step))

    def seal_document(self, document: Json) -> None:
        """Seal the personal text of a map's document, given as JSON, where it stands.

        What is left to say of somebody whose key was destroyed is sealed under the map's.
        """
        gone = self.sealer.keys.destroyed()
        self._seal(
            (holder, name, tuple(id_ for id_ in about if id_ not in gone))
            for holder, name, about in _slots_of_document(document)
        )

    def open_document(self, document: Json) -> None:
        """Open the personal text of a map's document, given as JSON, where it stands."""
        self._open(_slots_of_document(document))

    @staticmethod
    def bare_document(document: Json) -> None:
        """Take the personal text out of a sealed document, without opening any of it."""
        for holder, name, _ in _slots_of_document(document):
            holder[name] = {} if name == "extra" else UNREAD if name in _NEEDED else None

    def seal_text(self, text: str, about: tuple[str, ...]) -> str:
        """Return a text sealed under the keys of what it is about.

        What stands in the place of a removed name says nothing of anybody, so it may be written.
        """
        if text == REMOVED:
            gone = self.sealer.keys.destroyed()
            about = tuple(id_ for id_ in about if id_ not in gone)
        return self.sealer.seal(text, *self._key_ids(about))

    def _key_ids(self, about: tuple[str, ...]) -> tuple[str, ...]:
        """Return the private ones of what a text is about, or the map if there is none."""
        return tuple(id_ for id_ in about if self.sealer.is_private(id_)) or (self.map_id,)

    def _seal(self, slots: Iterator[Slot]) -> None:
        for holder, name, about in slots:
            value = holder[name]
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            holder[name] = self.seal_text(text, about)

    def _open(self, slots: Iterator[Slot]) -> None:
        found = list(slots)
        texts = self.sealer.open_all(holder[name] for holder, name, _ in found)
        for (holder, name, _), text in zip(found, texts, strict=True):
            if name == "extra":
                holder[name] = {} if text in (None, "{}") else json.loads(text)
            else:
                holder[name] = REMOVED if text is None else text


def _row(thing: Frozen, *leave_out: str) -> Row:
    """Return a model's fields as properties: enumerations as text, dates as dates."""
    dates = {name: value for name, value in thing if isinstance(value, dt.date)}
    fields = {**thing.model_dump(mode="json"), **dates}
    return {name: value for name, value in fields.items() if name not in leave_out}


def _connection(row: Row, fields: Json) -> Connection:
    ends = {"from": row["from_id"], "to": row["to_id"]}
    return Connection.model_validate(
        {**fields, **ends, "type": ConnectionType(row["type"].lower())}
    )


def _known(row: Row, model: type[Frozen]) -> Json:
    """Return the stored properties that a model has."""
    return {name: row[name] for name in model.model_fields if row.get(name) is not None}


def _clear(row: Row, model: type[Frozen]) -> Json:
    return {**_known(row, model), "extra": json.loads(row.get("extra") or "{}")}


def _slots_of(holder: Json, kind: str, about: tuple[str, ...]) -> Iterator[Slot]:
    for name in PERSONAL[kind]:
        if holder.get(name) is not None:
            yield holder, name, about


def _slots_of_document(document: Json) -> Iterator[Slot]:
    yield from _slots_of(document, "map", (document["id"],))
    for element in document["elements"]:
        if element["scope"] == document["id"]:
            yield from _slots_there(element, "element", (element["id"],))
    for figure in document["figures"]:
        yield from _slots_there(figure, "figure", (figure["element_id"],))
    for connection in document["connections"]:
        yield from _slots_there(connection, "connection", (connection["from"], connection["to"]))


def _slots_there(holder: Json, kind: str, about: tuple[str, ...]) -> Iterator[Slot]:
    """Yield the slots that hold a text; most of the many things of a document have one or none."""
    for name in _PERSONAL[kind] & holder.keys():
        if holder[name] not in (None, {}):
            yield holder, name, about


def _slots_of_step(step: Json) -> Iterator[Slot]:
    yield from _SLOTS.get(step["does"], _slots_of_nothing)(step)


def _slots_of_nothing(_: Json) -> Iterator[Slot]:
    yield from ()


def _slots_of_figure_step(step: Json) -> Iterator[Slot]:
    element = step.get("element")
    about = (step["figure"]["element_id"],)
    if element is not None:
        yield from _slots_of(element, "element", about)
    yield from _slots_of(step["figure"], "figure", about)
    for connection in step.get("connections", ()):
        yield from _slots_of_connection(connection)


def _slots_of_connection_step(step: Json) -> Iterator[Slot]:
    yield from _slots_of_connection(step["connection"])


def _slots_of_connection(connection: Json) -> Iterator[Slot]:
    yield from _slots_of(connection, "connection", (connection["from"], connection["to"]))


def _slots_of_set(step: Json) -> Iterator[Slot]:
    if step["field"] not in PERSONAL.get(step["on"], ()):
        return
    about = (step["from"], step["to"]) if step["on"] == "connection" else (step["id"],)
    for name in ("was", "now", "stored"):
        if step.get(name) is not None:
            yield step, name, about


_SLOTS: Final[dict[str, Callable[[Json], Iterator[Slot]]]] = {
    "add": _slots_of_figure_step,
    "pick": _slots_of_figure_step,
    "rub_out": _slots_of_figure_step,
    "connect": _slots_of_connection_step,
    "disconnect": _slots_of_connection_step,
    "set": _slots_of_set,
}
