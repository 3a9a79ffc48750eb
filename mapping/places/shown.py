"""What is shown of a neighbourhood by area: numbers of its bodies and places, and where they are.

All numbers, steps and sentences are made here, so that page, map, table and programs have the same.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Final

from mapping import neighbourhoods
from mapping.analysis.options import ACTIVE
from mapping.chosen import EVERYTHING, chosen_by, open_part, part_of
from mapping.locality import classes
from mapping.locality.findings import AreaNumbers, sentences
from mapping.locality.indicators import (
    Asset,
    Indicator,
    count_assets,
    need_ranks,
    rate,
)
from mapping.locality.layer_answers import Layer, LayerName
from mapping.locality.layers import layer_of
from mapping.neighbourhoods import View, ViewElement
from mapping.places.answers import (
    AreaIndicator,
    AreaShown,
    AssetShown,
    Counts,
    Places,
    StepShown,
    Unplaced,
)
from mapping.places.loaded import Loaded, Where
from mapping.places.report import report_of_places
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Row
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
    shown: str = "",
    layer: LayerName | None = None,
    outside: bool = False,
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
    shown
        Only what the address of a page chooses.
    layer
        What of the locality report to show with it, as it may leave the circle.
    outside
        Whether it is to leave the circle: then nothing is chosen by whom it is tied to.

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
    loaded = service.read(lambda tx: Loaded(tx, neighbourhood, kind))
    some = chosen_by(shown)
    part = part_of(open_part(view) if outside and some != EVERYTHING else view, some)
    seen = {one.id for one in part.elements}
    gives, counted = _care_types(view), _care_types(part)
    standing = [one for one in view.elements if _can_stand(one)]
    chosen = [
        one
        for one in standing
        if one.id in seen
        and (one.sector.value if one.sector else "none") in sectors
        and (care is None or care in counted[one.id])
    ]
    where = loaded.where(standing)
    loaded.add_up_populations()
    inside = [one for one in standing if one.id in seen]
    areas = _areas(loaded, where, inside, {one.id for one in chosen}, counted)
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
        layer=None
        if layer is None or not loaded.rows
        else _layer(service, loaded, view.id, standing, layer, care, shown),
    )


def _layer(
    service: Service,
    loaded: Loaded,
    neighbourhood: str,
    standing: Sequence[ViewElement],
    name: LayerName,
    care: str | None,
    shown: str,
) -> Layer:
    """Return one layer of the locality report, which is of every sector."""
    points = {row["code"]: (row["lon"], row["lat"]) for row in loaded.rows}
    points |= {
        one.id: (one.lon, one.lat)
        for one in standing
        if one.lon is not None and one.lat is not None and not one.at_home
    }
    report = report_of_places(service, neighbourhood, kind=loaded.kind, shown=shown)
    return layer_of(report, name, care, points)


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


def _areas(
    loaded: Loaded,
    where: Where,
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
    where: Where,
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


def _asset(element: ViewElement, where: Where, gives: Mapping[str, frozenset[str]]) -> AssetShown:
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
