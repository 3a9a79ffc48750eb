"""The shape of what is shown of a neighbourhood by area: plain data, light to load."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field

from mapping.locality.layer_answers import Layer
from mapping.model import Frozen, Id
from mapping.vocabulary import Kind, Sector

Geometry = Annotated[dict[str, Any], Field(description="GeoJSON, in degrees.")]


class Counts(Frozen):
    """How many bodies and places are in an area, whatever was chosen."""

    all: int
    by_kind: dict[str, int]
    by_sector: dict[str, int]
    by_care_type: dict[str, int]


class AreaIndicator(Frozen):
    """A figure of an area that others publish; `rank` 1 is the most need."""

    name: str
    column: Literal["count", "rate", "score", "rank", "decile"]
    value: float | None
    higher_is_worse: bool | None
    rank: int | None


class AreaShown(Frozen):
    """One area with its numbers; `number` and the rates are of what was chosen."""

    code: str
    name: str
    lon: float
    lat: float
    geometry: Geometry
    population: int | None
    counts: Counts
    number: int
    per_1000: float | None
    low: float | None = Field(description="The least that the rate may be, 95 % sure.")
    high: float | None = Field(description="The most that the rate may be, 95 % sure.")
    step: dict[str, int | None] = Field(description="Its step of `steps`, by measure, from 0 on.")
    by_area_only: int = Field(description="How many of them are shown by area only.")
    indicators: tuple[AreaIndicator, ...]


class AssetShown(Frozen):
    """A public body or place that stands on the map."""

    id: str
    label: str
    kind: Kind
    sector: Sector | None
    offers: tuple[str, ...]
    lon: float
    lat: float
    area: str | None
    nearest: bool = Field(description="Whether it lies a little outside its area.")


class Unplaced(Frozen):
    """A body or place that is in no area, and why."""

    id: str
    label: str
    reason: str


class StepShown(Frozen):
    """One step that areas are coloured by: its least and greatest number, and how many areas."""

    low: float
    high: float
    areas: int


class UnderlayFeature(Frozen):
    """A park, water or street to know the place by."""

    feature: str
    name: str | None
    geometry: Geometry


class KindOfArea(Frozen):
    """Areas of one kind that are loaded, and of which year."""

    kind: str
    vintage: int | None
    areas: int


class Source(Frozen):
    """Where the areas come from, for the line that every map has."""

    file: str
    loaded_on: dt.date
    vintage: int | None
    licence: str | None


class Places(Frozen):
    """A neighbourhood by area."""

    id: Id
    name: str
    view_seq: int
    kind: str | None
    kinds: tuple[KindOfArea, ...]
    care: str | None
    care_types: tuple[str, ...] = Field(description="Those that any body or place here gives.")
    sectors: tuple[str, ...]
    population_from: str | None = Field(
        description="The smaller areas that populations were added up from, if they were."
    )
    sentences: tuple[str, ...]
    areas: tuple[AreaShown, ...]
    steps: dict[str, tuple[StepShown, ...]] = Field(description="By measure: per_1000, number.")
    assets: tuple[AssetShown, ...]
    unplaced: tuple[Unplaced, ...]
    underlay: tuple[UnderlayFeature, ...]
    source: Source | None
    layer: Layer | None = Field(description="What else the map shows, if it was asked for.")
