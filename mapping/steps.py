"""The shapes of an edit: its steps, as they come over HTTP and are kept.

Data only. What a step does to a map is in `edits.py`.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, model_validator

from mapping.model import (
    Connection,
    Element,
    Figure,
    Frozen,
    Household,
    Id,
    Line,
    Place,
    Slug,
)
from mapping.vocabulary import ConnectionType

MOST_STEPS: Final = 500
"""The most steps that one edit may have."""


class Add(Frozen):
    """Draw somebody or something that is private to this map."""

    does: Literal["add"] = "add"
    element: Element
    figure: Figure


class Pick(Frozen):
    """Draw a body of the neighbourhood's directory."""

    does: Literal["pick"] = "pick"
    element_id: Id
    figure: Figure


class RubOut(Frozen):
    """Take a figure off the map, with the connections of this map that it has."""

    does: Literal["rub_out"] = "rub_out"
    element_id: Id
    figure: Figure
    element: Element | None = None
    connections: tuple[Connection, ...] = ()


class Move(Frozen):
    """Put a figure elsewhere."""

    does: Literal["move"] = "move"
    element_id: Id
    was: Place
    now: Place


class OnOneThing(Frozen):
    """A step on one field of one thing; a connection is found by its type and ends as well."""

    on: Literal["element", "figure", "connection", "household", "map"]
    id: Id
    type: ConnectionType | None = None
    from_: Id | None = Field(default=None, alias="from")
    to: Id | None = None
    field: Slug

    @model_validator(mode="after")
    def _a_connection_is_found_by_its_ends(self) -> Self:
        if self.on == "connection" and None in (self.type, self.from_, self.to):
            raise ValueError("lacks the connection's type, from or to. Say all three")
        return self


class Set(OnOneThing):
    """Say one field of something."""

    does: Literal["set"] = "set"
    was: Any = None
    now: Any = None


class Tick(OnOneThing):
    """Put one value into a list, such as a care type, or take it out."""

    does: Literal["tick", "untick"]
    value: Slug


class Connect(Frozen):
    """Draw a connection."""

    does: Literal["connect"] = "connect"
    connection: Connection


class Disconnect(Frozen):
    """Take a connection off the map."""

    does: Literal["disconnect"] = "disconnect"
    connection: Connection


class House(Frozen):
    """Draw a household's outline."""

    does: Literal["house"] = "house"
    household: Household


class Unhouse(Frozen):
    """Take a household's outline away; who was in it stays where they are."""

    does: Literal["unhouse"] = "unhouse"
    household: Household


Step = Annotated[
    Add | Pick | RubOut | Move | Set | Tick | Connect | Disconnect | House | Unhouse,
    Field(discriminator="does"),
]


class Edit(Frozen):
    """One change to one map, as a person made it.

    `base` is the `edit_seq` of the map they saw; `undoes` the id of the edit it takes back;
    `made_at` their device's clock, kept but never used for order.
    """

    id: Id
    scope: Id
    base: Annotated[int, Field(ge=0, le=2**53)] = 0
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=MOST_STEPS)]
    label: Line | None = None
    undoes: Id | None = None
    made_at: dt.datetime | None = None
