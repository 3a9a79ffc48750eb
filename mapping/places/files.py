"""The map of areas as files, with the figures of the page: GeoJSON, GeoPackage, CSV, or a page.

A file leaves the circle, so all that is in it may: bodies and places one by one, and what a report
tells for outside. What is hidden is in no file, nor what it could be worked out from.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import geopandas
import pandas as pd
import pyogrio
import shapely

from mapping.locality.alone import Built, every_layer, page_alone
from mapping.locality.areas import DEGREES
from mapping.locality.choices import USUAL, Choices
from mapping.places.answers import AreaShown, Places
from mapping.places.loaded import NO_AREAS
from mapping.places.outside import ROUNDED
from mapping.places.report import report_of_places
from mapping.places.shown import places
from mapping.refusals import NotWellFormed
from mapping.service import Service

Row = dict[str, Any]


class FileKind(StrEnum):
    """What a map of areas can be kept as."""

    GEOJSON = "geojson"
    GEOPACKAGE = "gpkg"
    CSV = "csv"


def map_file(found: Places, kind: FileKind) -> bytes:
    """Return what a map shows as a file.

    Parameters
    ----------
    found
        What is shown, as it may leave the circle.
    kind
        What file to make of it.

    Raises
    ------
    NotWellFormed
        If there are no areas.

    Notes
    -----
    GeoJSON has areas, places and lines in one list, and says in `what` which is which; a GeoPackage
    has each as a layer, and a table that says what it is about. CSV has the areas alone.
    """
    if not found.areas:
        raise NotWellFormed("kind", NO_AREAS)
    match kind:
        case FileKind.GEOJSON:
            return _geojson(found)
        case FileKind.GEOPACKAGE:
            return _geopackage(found)
        case FileKind.CSV:
            return _csv(_areas(found))


def map_page(
    service: Service,
    neighbourhood: str,
    built: Built,
    *,
    kind: str | None = None,
    shown: str = "",
    choices: Choices = USUAL,
) -> str:
    """Return the map of areas with all its layers as one page that opens with no network.

    Parameters
    ----------
    service
        What the use case works on.
    neighbourhood
        Its id.
    built
        Our own script and styles.
    kind
        Which areas; by default those that there are most of.
    shown
        Only what the address of a page chooses.
    choices
        How its layers are worked out.

    Raises
    ------
    NotFound
        If there is no such neighbourhood.
    NotWellFormed
        If there are no such areas, or none at all.
    """
    found = places(service, neighbourhood, kind=kind, shown=shown, outside=True)
    report = report_of_places(service, neighbourhood, kind=kind, shown=shown, choices=choices)
    points = {one.code: (one.lon, one.lat) for one in found.areas}
    points |= {one.id: (one.lon, one.lat) for one in found.assets}
    told = {
        # Links to pages would lead nowhere, and where the areas come from is said once.
        "places": {**found.model_dump(mode="json"), "id": "", "source": None},
        "layers": [one.model_dump(mode="json") for one in every_layer(report, points)],
        "source": source_words(found),
    }
    return page_alone(told, built, title=f"Map of {found.name}")


def source_words(found: Places) -> str:
    """Return where the areas come from, with the licence that every map of them must name."""
    if found.source is None:
        return ""
    vintage = f" of {found.source.vintage}" if found.source.vintage else ""
    day = found.source.loaded_on
    words = f"Areas{vintage} from {found.source.file}, loaded {day.day} {day:%B %Y}."
    added = "Populations are those of smaller areas added up." if found.population_from else ""
    return " ".join(filter(None, (words, found.source.licence, added)))


def _about(found: Places) -> Row:
    """Return what a file is of, for whoever finds it."""
    counted = [found.care.replace("_", " ")] if found.care else ["everything listed"]
    return {
        "neighbourhood": found.name,
        "areas": found.kind,
        "counted": ", ".join(counted),
        "sectors": ", ".join(found.sectors),
        "layer": found.layer.name.value if found.layer else None,
        "says": " ".join(found.layer.sentences if found.layer else found.sentences),
        "cautions": " ".join(found.layer.cautions) if found.layer else None,
        "hidden": ROUNDED,
        "source": source_words(found),
    }


def _areas(found: Places) -> list[Row]:
    """Return the areas as rows: the numbers of the page, and what its layer says of each."""
    return [
        {
            "area_code": one.code,
            "name": one.name,
            "population": one.population,
            "number": one.number,
            "per_1000": one.per_1000,
            "per_1000_low": one.low,
            "per_1000_high": one.high,
            "by_area_only": one.by_area_only,
            **_layer_of(found, one.code),
            **_figures(one),
        }
        for one in found.areas
    ]


def _layer_of(found: Places, code: str) -> Row:
    if found.layer is None:
        return {}
    said = found.layer.areas[code]
    return {
        "layer": found.layer.column,
        "layer_says": said.words,
        "layer_mark": said.hatch,
        "layer_more": " ".join(said.sentences),
    }


_TAKEN: Final = frozenset(
    {"fid", "geom", "geometry", "id", "what", "area_code", "name", "population", "number",
     "per_1000", "per_1000_low", "per_1000_high", "by_area_only", "layer", "layer_says",
     "layer_mark", "layer_more"}
)  # fmt: skip
"""Names of columns, which a column of figures may not take."""


def _figures(area: AreaShown) -> Row:
    """Return the figures that others publish of an area, each under a name of its own."""
    row: Row = {}
    taken = set(_TAKEN)
    for one in area.indicators:
        for key, value in ((one.name, one.value), (f"{one.name}_rank", one.rank)):
            if key.endswith("_rank") and one.higher_is_worse is None:
                continue
            while key.casefold() in taken:
                key = f"figure_{key}"
            taken.add(key.casefold())
            row[key] = value
    return row


def _spots(found: Places) -> list[Row]:
    return [
        {
            "id": one.id,
            "name": one.label,
            "kind": one.kind.value,
            "sector": one.sector.value if one.sector else None,
            "offers": "|".join(one.offers),
            "area_code": one.area,
        }
        for one in found.assets
    ]


def _lines(found: Places) -> list[Row]:
    return [
        {"one": line.one, "other": line.other, "says": line.words, "sentence": line.sentence}
        for line in (found.layer.lines if found.layer else ())
    ]


def _geojson(found: Places) -> bytes:
    ends = found.layer.lines if found.layer else ()
    features = [
        *_features("area", _areas(found), [one.geometry for one in found.areas]),
        *_features("place", _spots(found), [_point(one.lon, one.lat) for one in found.assets]),
        *_features("line", _lines(found), [_line(one.start, one.end) for one in ends]),
    ]
    whole = {"type": "FeatureCollection", "about": _about(found), "features": features}
    # Whatever shows it in a page by mistake still finds no tag in it.
    return json.dumps(whole, ensure_ascii=False).replace("<", "\\u003c").encode()


def _point(lon: float, lat: float) -> Row:
    return {"type": "Point", "coordinates": [lon, lat]}


def _line(start: Sequence[float], end: Sequence[float]) -> Row:
    return {"type": "LineString", "coordinates": [list(start), list(end)]}


def _features(
    what: str, rows: Sequence[Row], shapes: Sequence[Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    for row, shape in zip(rows, shapes, strict=True):
        yield {"type": "Feature", "properties": {"what": what, **row}, "geometry": shape}


def _geopackage(found: Places) -> bytes:
    ends = found.layer.lines if found.layer else ()
    outlines = [json.dumps(one.geometry) for one in found.areas]
    layers = {
        "areas": (_areas(found), shapely.from_geojson(outlines)),
        "places": (_spots(found), [shapely.Point(one.lon, one.lat) for one in found.assets]),
        "lines": (_lines(found), [shapely.LineString([one.start, one.end]) for one in ends]),
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "map.gpkg"
        for name, (rows, shapes) in layers.items():
            if rows:
                table = geopandas.GeoDataFrame(rows, geometry=shapes, crs=DEGREES)
                many = {"promote_to_multi": True} if name == "areas" else {}
                table.to_file(file, layer=name, engine="pyogrio", **many)
        pyogrio.write_dataframe(
            pd.DataFrame(list(_about(found).items()), columns=["what", "says"]), file, layer="about"
        )
        return file.read_bytes()


def _csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(map(_cell, rows[0]))
    lines.writerows([_cell(value) for value in row.values()] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value: Any) -> Any:
    """Return a value that no spreadsheet takes for a formula."""
    is_formula = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if is_formula else value
