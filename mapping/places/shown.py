"""What is shown of a neighbourhood by area: numbers of its bodies and places, and where they are.

All numbers, steps and sentences are made here, so that page, map, table and programs have the same.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Final

import geopandas
import shapely

from mapping import neighbourhoods
from mapping.analysis.options import ACTIVE
from mapping.locality import classes
from mapping.locality.areas import DEGREES, METRES, Areas
from mapping.locality.findings import AreaNumbers, sentences
from mapping.locality.indicators import (
    Asset,
    Indicator,
    count_assets,
    indicator,
    need_ranks,
    rate,
)
from mapping.locality.placing import place_points
from mapping.neighbourhoods import View, ViewElement
from mapping.places.answers import (
    AreaIndicator,
    AreaShown,
    AssetShown,
    Counts,
    KindOfArea,
    Places,
    Source,
    StepShown,
    UnderlayFeature,
    Unplaced,
)
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Row, Transaction
from mapping.vocabulary import ConnectionType, Kind, Sector

NOT_PLACES: Final = frozenset({Kind.PERSON, Kind.PET, Kind.TEAM, Kind.CIRCLE})
"""What is never put on a map: people, and what is made of people."""

SECTORS: Final = frozenset({*(sector.value for sector in Sector), "none"})


def places(
    service: Service,
    neighbourhood: str,
    *,
    kind: str | None = None,
    care: str | None = None,
    sectors: Collection[str] = SECTORS,
) -> Places:
    """Return a neighbourhood's bodies and places by area.

    Parameters
    ----------
    service
        What the use case works on.
    neighbourhood
        Its id.
    kind
        Which areas; by default those that there are most of.
    care
        Only what gives this type of care. A body gives what it offers to anyone who comes, and what
        the neighbourhood's own active connections say; not what people drew on care maps.
    sectors
        Only what is of these sectors; `none` is for places.

    Raises
    ------
    NotFound
        If there is no such neighbourhood.
    NotWellFormed
        If there are no such areas, or no such sector.
    """
    for sector in sectors:
        if sector not in SECTORS:
            raise NotWellFormed("sector", f"Use some of {', '.join(sorted(SECTORS))}.")
    view = neighbourhoods.view(service, neighbourhood)
    loaded = service.read(lambda tx: _Loaded(tx, neighbourhood, kind))
    gives = _care_types(view)
    standing = [one for one in view.elements if _can_stand(one)]
    chosen = [
        one
        for one in standing
        if (one.sector.value if one.sector else "none") in sectors
        and (care is None or care in gives[one.id])
    ]
    where = loaded.where(standing)
    loaded.add_up_populations()
    areas = _areas(loaded, where, standing, {one.id for one in chosen}, gives)
    steps = {measure: _steps(areas, measure) for measure in ("per_1000", "number")}
    return Places(
        id=view.id,
        name=view.name,
        view_seq=view.view_seq,
        kind=loaded.kind,
        kinds=loaded.kinds,
        care=care,
        care_types=tuple(sorted({type_ for one in standing for type_ in gives[one.id]})),
        sectors=tuple(sorted(sectors)),
        population_from=loaded.population_from,
        sentences=tuple(_sentences(areas, care, sum(one.id in where.unplaced for one in chosen))),
        areas=tuple(_with_step(one, steps) for one in areas),
        steps=steps,
        assets=tuple(_asset(one, where, gives) for one in chosen if one.lon is not None),
        unplaced=tuple(
            Unplaced(id=one.id, label=one.label, reason=where.unplaced[one.id])
            for one in chosen
            if one.id in where.unplaced
        ),
        underlay=loaded.underlay,
        source=loaded.source,
    )


def _can_stand(element: ViewElement) -> bool:
    """Whether it is a public body or place; what a care map shares never is."""
    return not (element.private or element.individual or element.kind in NOT_PLACES)


def _care_types(view: View) -> Mapping[str, frozenset[str]]:
    gives: dict[str, set[str]] = defaultdict(set)
    for element in view.elements:
        gives[element.id].update(element.offers)
    for line in view.connections:
        is_care = line.type is ConnectionType.CARES_FOR and line.state.value in ACTIVE
        if is_care and not line.private:
            gives[line.from_].update(line.care_types)
    return defaultdict(frozenset, {id_: frozenset(some) for id_, some in gives.items()})


class _Where:
    """Which area each body is in, and how that is known."""

    def __init__(self) -> None:
        self.area: dict[str, str] = {}
        self.nearest: frozenset[str] = frozenset()
        self.by_area_only: set[str] = set()
        self.unplaced: dict[str, str] = {}


class _Loaded:
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

    def where(self, elements: Iterable[ViewElement]) -> _Where:
        """Return which area each of these is in: by its point, or by what its area is called."""
        where = _Where()
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
        found = place_points(points, self._outlines())
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
        for code, larger in place_points(points, self._outlines()).area.items():
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

    def _outlines(self) -> Areas:
        outlines = shapely.from_geojson([row["geometry"] for row in self.rows])
        table = geopandas.GeoDataFrame(
            {"geometry": outlines}, index=[row["code"] for row in self.rows], crs=DEGREES
        )
        assert self.kind
        return Areas(table.to_crs(METRES), self.kind, None)


def _areas(
    loaded: _Loaded,
    where: _Where,
    standing: Sequence[ViewElement],
    chosen: Collection[str],
    gives: Mapping[str, frozenset[str]],
) -> list[AreaShown]:
    inside: dict[str, list[ViewElement]] = defaultdict(list)
    for one in standing:
        if one.id in where.area:
            inside[where.area[one.id]].append(one)
    indicators = loaded.indicators()
    codes = [row["code"] for row in loaded.rows]
    ranks = {
        one.name: need_ranks(one, codes) if one.higher_is_worse is not None else {}
        for one in indicators
    }
    return [
        _area(row, inside[row["code"]], where, chosen, gives, _of_area(row, indicators, ranks))
        for row in loaded.rows
    ]


def _of_area(
    row: Row, indicators: Iterable[Indicator], ranks: Mapping[str, Mapping[str, int]]
) -> tuple[AreaIndicator, ...]:
    code = row["code"]
    return tuple(
        AreaIndicator(
            name=one.name,
            column=one.column,
            value=one.values.get(code),
            higher_is_worse=one.higher_is_worse,
            rank=ranks[one.name].get(code),
        )
        for one in indicators
    )


def _area(
    row: Row,
    inside: Sequence[ViewElement],
    where: _Where,
    chosen: Collection[str],
    gives: Mapping[str, frozenset[str]],
    indicators: tuple[AreaIndicator, ...],
) -> AreaShown:
    counted = [one for one in inside if one.id in chosen]
    found = rate(len(counted), row.get("population"))
    assets = [
        Asset(one.id, one.kind.value, one.sector.value if one.sector else None, gives[one.id])
        for one in inside
    ]
    return AreaShown(
        **{name: row[name] for name in ("code", "name", "lon", "lat")},
        geometry=json.loads(row["geometry"]),
        population=row.get("population"),
        counts=Counts.model_validate(asdict(count_assets(assets))),
        number=len(counted),
        per_1000=round(found.per_1000, 1) if found else None,
        low=round(found.low, 1) if found else None,
        high=round(found.high, 1) if found else None,
        step={},
        by_area_only=sum(one.id in where.by_area_only for one in counted),
        indicators=indicators,
    )


def _steps(areas: Sequence[AreaShown], measure: str) -> tuple[StepShown, ...]:
    numbers = [number for one in areas if (number := getattr(one, measure)) is not None]
    return tuple(StepShown(**asdict(step)) for step in classes.steps(numbers))


def _with_step(area: AreaShown, steps: Mapping[str, Sequence[StepShown]]) -> AreaShown:
    numbers = {measure: getattr(area, measure) for measure in steps}
    found = {
        measure: None if number is None else _step_of(number, steps[measure])
        for measure, number in numbers.items()
    }
    return area.model_copy(update={"step": found})


def _step_of(number: float, steps: Sequence[StepShown]) -> int:
    return next(index for index, one in enumerate(steps) if number <= one.high)


def _asset(element: ViewElement, where: _Where, gives: Mapping[str, frozenset[str]]) -> AssetShown:
    return AssetShown(
        id=element.id,
        label=element.label,
        kind=element.kind,
        sector=element.sector,
        offers=tuple(sorted(gives[element.id])),
        lon=element.lon or 0.0,
        lat=element.lat or 0.0,
        area=where.area.get(element.id),
        nearest=element.id in where.nearest,
    )


def _sentences(areas: Sequence[AreaShown], care: str | None, outside: int) -> list[str]:
    numbers = [AreaNumbers(one.name, one.number, one.per_1000, _need(one)) for one in areas]
    return sentences(numbers, care, outside)


def _need(area: AreaShown) -> int | None:
    """Return the place of an area by the first figure that says which way need goes."""
    return next((one.rank for one in area.indicators if one.rank is not None), None)
