"""The map of areas as one file that opens with no network: data, script and styles are all in it.

Scripts keep their parts: each is an address that holds it (`data:`), named by an import map. Names
come as JSON that is not run, and reach the page as text; the page may load nothing from anywhere.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

import shapely

from mapping.locality.classes import step_of, steps
from mapping.locality.ground import Ground
from mapping.locality.layer_answers import Layer, LayerName
from mapping.locality.layer_parts import Points
from mapping.locality.layers import layer_of
from mapping.locality.page import PlaceMap
from mapping.locality.placing import to_metres

POLICY: Final = (
    "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline'; img-src data:"
)
"""What the file may load: nothing that is not in it."""

_MEASURES: Final = ("per_1000", "number")
_ADDRESS: Final = re.compile(r"url\((?!['\"]?(?:data:|#))[^)]*\)")


@dataclass(frozen=True)
class Built:
    """Our own script and styles, as they were built.

    Parameters
    ----------
    entry
        The name of the script that draws.
    scripts
        It and all that it imports, by name.
    styles
        In their order.
    """

    entry: str
    scripts: Mapping[str, str]
    styles: tuple[str, ...]


def map_alone(
    report: Mapping[str, Any], ground: Ground, built: Built, *, title: str, source: str
) -> str:
    """Return the map of files as one page.

    Parameters
    ----------
    report
        With its words, as it may leave the circle.
    ground
        What it was made of.
    built
        Our own script and styles.
    title
        What the page is called.
    source
        Where the areas come from, and their licence.
    """
    points = _points(report, ground)
    layers = [one.model_dump(mode="json") for one in every_layer(report, points)]
    told = {"places": _places(report, ground, points, title), "layers": layers, "source": source}
    return page_alone(told, built, title=title)


def every_layer(report: Mapping[str, Any], points: Points) -> list[Layer]:
    """Return all that a map can show of a report beside how much there is."""
    return [
        layer_of(report, name, care, points)
        for name in LayerName
        for care in ((None, *report["care_types"]) if name is LayerName.WALKS else (None,))
    ]


def page_alone(told: Mapping[str, Any], built: Built, *, title: str) -> str:
    """Return the whole page.

    Parameters
    ----------
    told
        What the API answers of places, every layer, and where the areas come from.
    built
        Our own script and styles.
    title
        What the page is called.
    """
    names = {name: f"data:text/javascript;base64,{_coded(_named(text, built))}"
             for name, text in built.scripts.items()}  # fmt: skip
    page = PlaceMap("", scripts=[], styles=[], alone=dict(told), title=title)
    page.head = (
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        + "".join(f"<style>{_closed(_ADDRESS.sub('none', one))}</style>" for one in built.styles)
        + f'<script type="importmap">{json.dumps({"imports": names})}</script>'
        f'<script type="module">import {json.dumps(built.entry)};</script>'
    )
    return page.html()


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")


def _named(text: str, built: Built) -> str:
    """Return a script that imports its parts by name, not from beside it."""
    for name in built.scripts:
        for quote in "\"'`":
            text = text.replace(f"{quote}./{name}{quote}", f"{quote}{name}{quote}")
    return text


def _closed(style: str) -> str:
    return style.replace("</", "<\\/")


def _points(report: Mapping[str, Any], ground: Ground) -> dict[str, tuple[float, float]]:
    """Return longitude and latitude of areas, and of bodies that stand at a point."""
    x, y = ground.home.T
    lon, lat = to_metres(ground.areas.table.crs.to_wkt()).transform(x, y, direction="INVERSE")
    found = {
        code: (round(float(lon[at]), 6), round(float(lat[at]), 6))
        for at, code in enumerate(ground.areas.codes)
    }
    for id_ in report["names"]:
        point = ground.spots[id_].point
        if point is not None and None not in point and id_ not in ground.by_area_only:
            found[id_] = (round(float(point[0] or 0), 6), round(float(point[1] or 0), 6))
    return found


def _places(
    report: Mapping[str, Any],
    ground: Ground,
    points: Mapping[str, tuple[float, float]],
    title: str,
) -> dict[str, Any]:
    """Return what the pages' API answers of places, of everything that stands there."""
    rows = [_area(code, report, points) for code in ground.areas.codes]
    outlines = shapely.to_geojson(ground.areas.in_degrees().geometry.to_numpy())
    made = {
        measure: steps([row[measure] for row in rows if row[measure] is not None])
        for measure in _MEASURES
    }
    for row, outline in zip(rows, outlines, strict=True):
        row["geometry"] = json.loads(outline)
        row["step"] = {
            measure: None if row[measure] is None else step_of(row[measure], made[measure])
            for measure in _MEASURES
        }
    return {
        "id": "",
        "name": title,
        "kind": report["kind"],
        "care": None,
        "sentences": report["sentences"],
        "areas": rows,
        "steps": {measure: [asdict(one) for one in some] for measure, some in made.items()},
        "assets": [_asset(id_, report, ground, points) for id_ in report["names"] if id_ in points],
        "unplaced": [],
        "underlay": [],
        "source": None,
        "layer": None,
    }


def _area(
    code: str, report: Mapping[str, Any], points: Mapping[str, tuple[float, float]]
) -> dict[str, Any]:
    area = report["areas"][code]
    need = report["need"]
    rates = {name: _rounded(area[name]) for name in ("per_1000", "low", "high")}
    figure = need and {
        "name": need["name"],
        "value": area["need"],
        "rank": area["need_rank"],
        "higher_is_worse": need["higher_is_worse"],
    }
    return {
        "code": code,
        "name": area["name"],
        "lon": points[code][0],
        "lat": points[code][1],
        "population": area["population"],
        "number": area["counts"]["all"],
        **rates,
        "by_area_only": 0,
        "indicators": [figure] if figure else [],
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 1)


def _asset(
    id_: str, report: Mapping[str, Any], ground: Ground, points: Mapping[str, tuple[float, float]]
) -> dict[str, Any]:
    sector = ground.sectors[id_]
    return {
        "id": id_,
        "label": report["names"][id_],
        "kind": ground.kinds[id_],
        "sector": None if sector == "none" else sector,
        "offers": sorted(ground.care_types.get(id_, ())),
        "lon": points[id_][0],
        "lat": points[id_][1],
        "area": report["placed"].get(id_),
    }
