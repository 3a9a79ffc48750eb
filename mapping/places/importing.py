"""Taking areas, and what is drawn with them, into the store: a whole file, or nothing of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from shapely import GEOSException, from_geojson, set_precision, to_geojson

from mapping import audit
from mapping.interchange.figures import Figures, read_figures
from mapping.locality.apart import load_areas_apart
from mapping.locality.areas import GSS, Areas, load_areas
from mapping.locality.indicators import Indicator
from mapping.model import new_id
from mapping.policy import NotFound
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Transaction

MOST_AREAS: Final = 5_000
"""No file with more areas is taken: a neighbourhood has hundreds."""

MOST_TEXT: Final = 20_000_000
"""Nor one whose outlines are longer than this, written out."""

FEATURES: Final = ("park", "water", "street")
"""What may be drawn with the areas to know the place by."""

ONS_LICENCE: Final = (
    "Source: Office for National Statistics, licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right."
)
"""What must stand on every map of areas that have the codes of the statistical service."""

_ROWS: Final = 200


@dataclass(frozen=True)
class AreasReport:
    """What importing areas did, or would do.

    Parameters
    ----------
    kind, vintage
        What the areas are and of which year.
    areas, replaced
        How many there are, and how many of that kind there were before.
    repaired
        Codes of areas whose outline was mended.
    overlaps
        Pairs of codes that overlap, with square metres.
    indicators
        The columns of figures that were taken.
    joined, only_in_table, only_in_map
        How the codes of the figures' table go with those of the areas; None without a table.
    dry_run
        Whether nothing was kept.
    """

    kind: str
    vintage: int | None
    areas: int
    replaced: int
    repaired: tuple[str, ...] = ()
    overlaps: tuple[tuple[str, str, float], ...] = ()
    indicators: tuple[str, ...] = ()
    joined: int | None = None
    only_in_table: tuple[str, ...] = ()
    only_in_map: tuple[str, ...] = ()
    dry_run: bool = False


def import_areas(
    service: Service,
    neighbourhood: str,
    path: Path,
    *,
    kind: str | None = None,
    code: str | None = None,
    name: str | None = None,
    layer: str | None = None,
    indicators: Path | None = None,
    licence: str | None = None,
    account: str | None = None,
    dry_run: bool = False,
    apart: bool = False,
) -> AreasReport:
    """Take areas from a file, in the place of those of the same kind.

    All are kept in one transaction, or none.

    Parameters
    ----------
    service
        What the use case works on.
    neighbourhood
        Its id.
    path
        GeoJSON, GeoPackage or a zipped Shapefile.
    kind
        What they are, such as `ward`. Found from the code's column, else `area`.
    code, name, layer
        The columns of codes and names, and the layer, where they cannot be told.
    indicators
        A table with a column `area_code`, and `population`, `lon` and `lat` of where people live,
        or any other column of figures.
    licence
        The line that must stand on every map of these areas.
    account
        Whose doing it is; None for the command line.
    dry_run
        Whether to say only what would be done.
    apart
        Whether to read the file in a process of its own, with a limit to its memory: it is not of
        this house.

    Raises
    ------
    NotFound
        If there is no such neighbourhood.
    NotWellFormed
        Naming the file, and what in it cannot be taken.
    """
    read = load_areas_apart if apart else load_areas
    areas = read(path, code=code, name=name, kind=kind, layer=layer)
    if len(areas.codes) > MOST_AREAS:
        raise NotWellFormed(
            path.name, f"It has {len(areas.codes):,} areas. Give at most {MOST_AREAS:,}."
        )
    figures = read_figures(indicators, areas) if indicators else Figures()
    rows = list(_area_rows(neighbourhood, path, areas, figures, licence))
    if sum(len(row["geometry"]) for row in rows) > MOST_TEXT:
        raise NotWellFormed(path.name, "Its outlines are too fine. Give a generalised version.")

    def work(tx: Transaction) -> int:
        before = _count(tx, neighbourhood, areas.kind)
        if not dry_run:
            tx.run("delete_areas", scope=neighbourhood, kind=areas.kind)
            _create(tx, "create_areas", rows)
            _note_change(tx, service, neighbourhood, account, "areas.imported", areas.kind)
        return before

    replaced = service.read(work) if dry_run else service.write(work)
    joined = figures.joined
    return AreasReport(
        kind=areas.kind,
        vintage=areas.vintage,
        areas=len(areas.codes),
        replaced=replaced,
        repaired=areas.repaired,
        overlaps=areas.overlaps,
        indicators=tuple(one.name for one in figures.indicators),
        joined=joined.joined if joined else None,
        only_in_table=joined.only_in_table if joined else (),
        only_in_map=joined.only_in_map if joined else (),
        dry_run=dry_run,
    )


def import_underlay(
    service: Service, neighbourhood: str, path: Path, *, account: str | None = None
) -> int:
    """Take parks, water and streets from GeoJSON, in the place of those there, and count them.

    Parameters
    ----------
    service, neighbourhood, account
        As in `import_areas`.
    path
        GeoJSON in longitude and latitude; each feature has a property `feature`, one of `FEATURES`,
        and may have a `name`.
    """
    rows = list(_underlay_rows(neighbourhood, path))

    def work(tx: Transaction) -> None:
        _count(tx, neighbourhood, "")
        tx.run("delete_underlay", scope=neighbourhood)
        _create(tx, "create_underlay", rows)
        _note_change(tx, service, neighbourhood, account, "underlay.imported", "underlay")

    service.write(work)
    return len(rows)


def _count(tx: Transaction, neighbourhood: str, kind: str) -> int:
    """Return how many areas of a kind there are, in a neighbourhood that exists."""
    if tx.one("neighbourhood", id=neighbourhood) is None:
        raise NotFound
    return sum(row["kind"] == kind for row in tx.rows("area_points", scope=neighbourhood))


def _create(tx: Transaction, query: str, rows: Sequence[dict[str, Any]]) -> None:
    for start in range(0, len(rows), _ROWS):
        tx.run(query, rows=rows[start : start + _ROWS])


def _note_change(
    tx: Transaction,
    service: Service,
    neighbourhood: str,
    account: str | None,
    action: str,
    what: str,
) -> None:
    tx.run("advance_view", id=neighbourhood)
    audit.record(tx, service, chain=neighbourhood, account=account, action=action, fields=[what])


def _area_rows(
    neighbourhood: str, path: Path, areas: Areas, figures: Figures, licence: str | None
) -> Iterator[dict[str, Any]]:
    loaded_on = dt.datetime.now(dt.UTC).date()
    table = areas.in_degrees()
    for code, area in zip(areas.codes, table.itertuples(), strict=True):
        lon, lat = figures.points.get(code) or (area.point.x, area.point.y)
        yield {
            "id": new_id(),
            "scope": neighbourhood,
            "code": code,
            "name": area.name,
            "kind": areas.kind,
            "vintage": areas.vintage,
            "geometry": to_geojson(area.geometry),
            "lon": round(lon, 6),
            "lat": round(lat, 6),
            "population": figures.populations.get(code),
            "indicators": json.dumps(list(_indicators_of(code, figures.indicators))),
            "source": path.name,
            "loaded_on": loaded_on,
            "licence": licence or (ONS_LICENCE if GSS.fullmatch(code) else None),
        }


def _indicators_of(code: str, indicators: Sequence[Indicator]) -> Iterator[dict[str, Any]]:
    for one in indicators:
        yield {
            "name": one.name,
            "column": one.column,
            "higher_is_worse": one.higher_is_worse,
            "value": one.values.get(code),
        }


def _underlay_rows(neighbourhood: str, path: Path) -> Iterator[dict[str, Any]]:
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
    except (OSError, ValueError, KeyError, TypeError):
        raise NotWellFormed(path.name, "It cannot be read as GeoJSON. Save it again.") from None
    for number, feature in enumerate(features, start=1):
        told = feature.get("properties") or {}
        if told.get("feature") not in FEATURES:
            raise NotWellFormed(
                path.name, f"Row {number}: feature is not one of {', '.join(FEATURES)}. Say which."
            )
        try:
            outline = set_precision(from_geojson(json.dumps(feature["geometry"])), 1e-6)
        except (GEOSException, KeyError):
            raise NotWellFormed(path.name, f"Row {number} has no outline. Give it one.") from None
        yield {
            "id": new_id(),
            "scope": neighbourhood,
            "feature": told["feature"],
            "name": str(told["name"])[:200] if told.get("name") else None,
            "geometry": to_geojson(outline),
            "position": number,
        }
