"""The areas of a neighbourhood as they are kept, and which of them each element is in."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import geopandas
import shapely

from mapping.locality.areas import DEGREES, METRES, Areas
from mapping.locality.indicators import Indicator, indicator
from mapping.locality.placing import place_points, to_metres
from mapping.places.answers import KindOfArea, Source, UnderlayFeature
from mapping.refusals import NotWellFormed
from mapping.store import Row, Transaction
from mapping.view import ViewElement

NO_AREAS: Final = "No areas are loaded yet. Load some with areas import first."


class Where:
    """Which area each body is in, and how that is known."""

    def __init__(self) -> None:
        self.area: dict[str, str] = {}
        self.nearest: frozenset[str] = frozenset()
        self.by_area_only: set[str] = set()
        self.unplaced: dict[str, str] = {}


class Loaded:
    """The areas of one kind as they are kept, and what goes with them."""

    def __init__(self, tx: Transaction, neighbourhood: str, kind: str | None) -> None:
        self.points = tx.rows("area_points", scope=neighbourhood)
        by_kind: dict[str, list[Row]] = defaultdict(list)
        for row in self.points:
            by_kind[row["kind"]].append(row)
        if kind is not None and kind not in by_kind:
            raise NotWellFormed("kind", f"Use one of {', '.join(by_kind) or 'none: no areas yet'}.")
        self.kind = kind or max(by_kind, key=lambda one: len(by_kind[one]), default=None)
        self.population_from: str | None = None
        self.kinds = tuple(
            KindOfArea(kind=one, vintage=rows[0]["vintage"], areas=len(rows))
            for one, rows in by_kind.items()
        )
        found = tx.rows("areas", scope=neighbourhood, kind=self.kind) if self.kind else []
        self.rows: list[Row] = [row["area"] for row in found]
        self.underlay = tuple(
            UnderlayFeature(
                feature=row["feature"], name=row["name"], geometry=json.loads(row["geometry"])
            )
            for row in tx.rows("underlay", scope=neighbourhood)
        )

    @property
    def source(self) -> Source | None:
        """Where the areas come from."""
        if not self.rows:
            return None
        first = self.rows[0]
        return Source(
            file=first["source"],
            loaded_on=first["loaded_on"],
            vintage=first.get("vintage"),
            licence=first.get("licence"),
        )

    def indicators(self) -> list[Indicator]:
        """Return the figures by area that were loaded."""
        values: dict[str, dict[str, float]] = defaultdict(dict)
        for row in self.rows:
            for one in json.loads(row["indicators"]):
                if one["value"] is not None:
                    values[one["name"]][row["code"]] = one["value"]
        return [indicator(name, found) for name, found in values.items()]

    def where(self, elements: Iterable[ViewElement]) -> Where:
        """Return which area each of these is in: by its point, or by what its area is called."""
        where = Where()
        if not self.rows:
            return where
        points: dict[str, tuple[float, float] | None] = {}
        for one in elements:
            said = self._area_called(one.area) if one.lon is None and one.area else None
            if said is not None:
                where.by_area_only.add(one.id)
                points[one.id] = said
            else:
                points[one.id] = None if one.lon is None else (one.lon, one.lat or 0.0)
        found = place_points(points, self.outlines())
        where.area, where.unplaced = dict(found.area), dict(found.unplaced)
        where.nearest = found.nearest - where.by_area_only
        where.by_area_only &= where.area.keys()
        return where

    def add_up_populations(self) -> None:
        """Give areas without populations those of smaller ones that lie in them by best fit.

        A smaller area counts wholly for the one that holds its point. Where the population of one
        of them is not known, that of the larger is not either.
        """
        if any(row.get("population") is not None for row in self.rows):
            return
        known = {row["kind"] for row in self.points if row["population"] is not None}
        number = {one.kind: one.areas for one in self.kinds}
        smaller = max(known, key=lambda one: number[one], default=None)
        if smaller is None or not self.rows:
            return
        parts = {row["code"]: row for row in self.points if row["kind"] == smaller}
        points = {code: (row["lon"], row["lat"]) for code, row in parts.items()}
        found: dict[str, list[int | None]] = defaultdict(list)
        for code, larger in place_points(points, self.outlines()).area.items():
            found[larger].append(parts[code]["population"])
        for row in self.rows:
            numbers = [one for one in found[row["code"]] if one is not None]
            if numbers and len(numbers) == len(found[row["code"]]):
                row["population"] = sum(numbers)
        self.population_from = smaller

    def _area_called(self, text: str) -> tuple[float, float] | None:
        """Return the point of the area with this code or name, of the kind shown before others."""
        wanted = text.casefold()
        for own in (True, False):
            for field in ("code", "name"):
                named = [
                    row
                    for row in self.points
                    if (row["kind"] == self.kind) == own and row[field].casefold() == wanted
                ]
                if len(named) == 1:
                    return named[0]["lon"], named[0]["lat"]
        return None

    def outlines(self) -> Areas:
        """Return the areas of the kind shown, in metres, each with the point kept of it."""
        outlines = shapely.from_geojson([row["geometry"] for row in self.rows])
        table = geopandas.GeoDataFrame(
            {"geometry": outlines, "name": [row["name"] for row in self.rows]},
            index=[row["code"] for row in self.rows],
            crs=DEGREES,
        ).to_crs(METRES)
        lon, lat = ([row[name] for row in self.rows] for name in ("lon", "lat"))
        points = shapely.points(*to_metres(table.crs.to_wkt()).transform(lon, lat))
        table["point"] = geopandas.GeoSeries(points, index=table.index, crs=METRES)
        assert self.kind
        return Areas(table, self.kind, self.rows[0].get("vintage"))
