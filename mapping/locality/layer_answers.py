"""The shape of one layer of the map of areas: what colours and hatches them, and lines between.

Plain data, light to load. `layers.py` makes it of a locality report; every map, table, picture and
file shows what is here and works out nothing of its own.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from mapping.model import Frozen


class LayerName(StrEnum):
    """What a map can show beside how much there is in each area."""

    WALKS = "walks"
    NEED = "need"
    PATTERNS = "patterns"
    FLOWS = "flows"
    BRIDGES = "bridges"


class Swatch(Frozen):
    """One line of a legend: how areas look, what that means, and how many look so."""

    fill: str | None = Field(description="The colour's name; null if only the hatching says it.")
    hatch: str | None
    words: str
    areas: int


class AreaSaid(Frozen):
    """How one area looks, and what is said of it."""

    fill: str
    hatch: str | None
    words: str
    order: float | None = Field(description="What the table is sorted by; null comes last.")
    sentences: tuple[str, ...]


class LineSaid(Frozen):
    """A line between two bodies, or from one area to another."""

    key: str
    one: str
    other: str
    start: tuple[float, float] = Field(description="Longitude and latitude.")
    end: tuple[float, float] = Field(description="Longitude and latitude.")
    words: str
    sentence: str
    weight: Annotated[int, Field(ge=1, le=5)]
    directed: bool


class Ring(Frozen):
    """How far one comes on foot: a circle about what is chosen."""

    metres: float
    words: str


class Layer(Frozen):
    """One layer: the same for map, table, picture and files."""

    name: LayerName
    care: str | None
    column: str = Field(description="What the table calls it.")
    sentences: tuple[str, ...]
    cautions: tuple[str, ...]
    legend: tuple[Swatch, ...]
    areas: dict[str, AreaSaid] = Field(description="By the code of the area.")
    lines: tuple[LineSaid, ...]
    lines_left_out: int = Field(description="How many there are besides those.")
    rings: tuple[Ring, ...]
