"""Areas from a file of boundaries: their codes, names, vintage and outlines, checked and repaired.

Whatever is wrong with a file is refused in a sentence that names the file and the row or column;
nothing is guessed that the file does not say. Where points lie is `placing.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

import geopandas
import numpy as np
import shapely

from mapping.refusals import NotWellFormed

DEGREES: Final = "EPSG:4326"
METRES: Final = "EPSG:27700"
"""OSGB36 / British National Grid: distances, areas and joins in Great Britain are made in it."""

GREAT_BRITAIN: Final = (-9.0, 49.5, 2.2, 61.2)
"""West, south, east and north of it, in degrees; Northern Ireland lies inside too."""

LEAST_OVERLAP: Final = 1.0
"""Areas of one file that overlap by more square metres than this are reported."""

LARGEST: Final = 200 * 1024 * 1024
"""No larger file is read, packed or not: those of a whole country have half of it."""

GSS: Final = re.compile(r"[ENSW]\d{8}")
"""A code of the government statistical service, such as E01001714."""

_COLUMN: Final = re.compile(
    r"(?P<stem>OA|LSOA|MSOA|WD|LAD|LTLA|UTLA|CED|PAR|ICB|SICBL|RGN|CTRY|DZ|IZ)(?P<year>\d{2})CD",
    re.IGNORECASE,
)
_KINDS: Final = {"wd": "ward", "par": "parish", "rgn": "region", "ctry": "country"}
_PLAIN_CODES: Final = ("code", "area_code", "id")
_PLAIN_NAMES: Final = ("name", "area_name")
_FILES: Final = frozenset({".geojson", ".json", ".gpkg", ".zip", ".shp"})


@dataclass(frozen=True)
class Areas:
    """The areas of one file.

    Parameters
    ----------
    table
        A GeoDataFrame indexed by `code`, with `name`, `kind`, `vintage` and `geometry` in metres,
        and `point`, a point inside each area.
    kind, vintage
        What they are (`lsoa`, `ward`, …) and of which year, if the file says so.
    repaired
        Codes of areas whose outline crossed itself and was made valid.
    overlaps
        Pairs of codes that overlap, with square metres.
    """

    table: Any
    kind: str
    vintage: int | None
    repaired: tuple[str, ...] = ()
    overlaps: tuple[tuple[str, str, float], ...] = ()

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every code, in the order of the file."""
        return tuple(self.table.index)

    def in_degrees(self) -> Any:
        """Return the table in WGS84, outlines to a millionth of a degree, which is 0.1 m."""
        table = self.table.set_geometry("point").to_crs(DEGREES).set_geometry("geometry")
        outlines = table.geometry.to_crs(DEGREES)
        table["geometry"] = shapely.set_precision(outlines.to_numpy(), 1e-6)
        return table.set_geometry("geometry", crs=DEGREES)


def load_areas(
    path: Path,
    *,
    code: str | None = None,
    name: str | None = None,
    kind: str | None = None,
    layer: str | None = None,
    metric_crs: str = METRES,
) -> Areas:
    """Read areas from GeoJSON, GeoPackage or a zipped Shapefile.

    Parameters
    ----------
    path
        The file.
    code, name
        The columns of codes and names; found by how statistical offices name them, such as
        `LSOA21CD` and `LSOA21NM`, if not given, else `code` or `id`, and `name`.
    kind
        What the areas are, such as `ward`; found from the code's column if not given.
    layer
        Which layer, where a GeoPackage has several.
    metric_crs
        In which system to measure metres. Outside Great Britain the caller names one.

    Raises
    ------
    NotWellFormed
        Naming the file, and what in it cannot be taken.
    """
    table = _read(path, layer)
    column = _code_column(path, table, code)
    names = _name_column(path, table, column, name)
    found = _COLUMN.fullmatch(column)
    made = geopandas.GeoDataFrame(
        {
            "code": _codes(path, table[column]),
            "name": [_text(value) for value in table[names]] if names else None,
            "geometry": table.geometry.to_numpy(),
        },
        crs=table.crs,
    )
    made["name"] = [name or code for code, name in zip(made["code"], made["name"], strict=True)]
    made = made.set_index("code")
    _check_place(path, made, in_britain=metric_crs == METRES)
    made, repaired = _repaired(path, made.to_crs(metric_crs))
    made["point"] = made.representative_point()
    stem = found["stem"].lower() if found else "area"
    made["kind"] = kind or _KINDS.get(stem, stem)
    vintage = 2000 + int(found["year"]) if found else None
    made["vintage"] = vintage
    return Areas(made, kind or _KINDS.get(stem, stem), vintage, repaired, _overlaps(made))


def vintage_of(column: str) -> int | None:
    """Return the year of the areas that a column of codes is of: LSOA21CD, LSOA code (2021)."""
    found = _COLUMN.fullmatch(column.strip())
    if found:
        return 2000 + int(found["year"])
    said = re.search(r"\((20\d{2})\)", column)
    return int(said[1]) if said else None


def _refuse(path: Path, detail: str) -> NotWellFormed:
    return NotWellFormed(path.name, detail)


def _check_size(path: Path) -> None:
    """Refuse a file that is too large to read, before it is: packed or not."""
    size = path.stat().st_size
    try:
        if path.suffix.lower() == ".zip":
            with ZipFile(path) as packed:
                size = max(size, sum(one.file_size for one in packed.infolist()))
    except BadZipFile:
        raise _refuse(path, "It is no whole zip file. Save it again.") from None
    if size > LARGEST:
        raise _refuse(
            path,
            f"It has {size / 2**20:,.0f} MB. Files of up to {LARGEST // 2**20} MB are read: give a"
            " generalised version, or only the areas that are wanted.",
        )


def _read(path: Path, layer: str | None) -> Any:
    if not path.is_file():
        raise _refuse(path, "There is no such file. Check its name.")
    if path.suffix.lower() not in _FILES:
        raise _refuse(path, "Give areas as GeoJSON, GeoPackage or a zipped Shapefile.")
    _check_size(path)
    try:
        listed = geopandas.list_layers(path)
        layers = list(listed.name[listed.geometry_type.notna()])
        if layer is None and len(layers) > 1:
            raise _refuse(path, f"It has several layers: {', '.join(layers)}. Say which.")
        if layer is not None and layer not in layers:
            raise _refuse(path, f"It has no such layer. It has {', '.join(layers) or 'none'}.")
        table = geopandas.read_file(path, layer=layer or (layers[0] if layers else None))
    except (RuntimeError, ValueError):
        raise _refuse(path, "It cannot be read as a file of areas. Save it again.") from None
    if not isinstance(table, geopandas.GeoDataFrame) or table.empty:
        raise _refuse(path, "It has no areas in it.")
    outlined = table.geometry.geom_type.isin(["Polygon", "MultiPolygon", "GeometryCollection"])
    if not outlined.any():
        raise _refuse(path, "It has points or lines, and no areas (polygons). Choose another file.")
    if not outlined.all():
        row = int(np.argmin(outlined)) + 1
        raise _refuse(path, f"Row {row} has no outline (polygon). Give it one, or leave it out.")
    if table.crs is None:
        raise _refuse(
            path,
            "It does not say which coordinate system (CRS) it is in. Save it again with one; "
            "a Shapefile needs its .prj file.",
        )
    return table


def _code_column(path: Path, table: Any, given: str | None) -> str:
    columns = [str(column) for column in table.columns if column != table.geometry.name]
    if given is not None:
        if given not in columns:
            raise _refuse(path, f"It has no column {given}. It has {', '.join(columns)}.")
        return given
    fitting = [c for c in columns if _COLUMN.fullmatch(c) and _is_gss(table[c])]
    unique = [column for column in fitting if table[column].is_unique]
    if len(unique) == 1:
        return unique[0]
    if len(unique) > 1:
        raise _refuse(
            path, f"Several columns could be the codes: {', '.join(unique)}. Say which with code."
        )
    if len(fitting) == 1:
        return fitting[0]  # the codes that are there twice are named further on
    plain = [c for name in _PLAIN_CODES for c in columns if c.lower() == name]
    if not plain:
        raise _refuse(
            path, f"It has no column of codes. Say which one is: {', '.join(columns) or 'none'}."
        )
    return plain[0]


def _name_column(path: Path, table: Any, code: str, given: str | None) -> str | None:
    columns = [str(column) for column in table.columns]
    if given is not None:
        if given not in columns:
            raise _refuse(path, f"It has no column {given}. It has {', '.join(columns)}.")
        return given
    wanted = (re.sub(r"CD$", "NM", code, flags=re.IGNORECASE).lower(), *_PLAIN_NAMES)
    found = [c for name in wanted for c in columns if c.lower() == name and c != code]
    return found[0] if found else None


def _is_gss(column: Any) -> bool:
    filled = [text for text in map(_text, column) if text]
    return bool(filled) and all(GSS.fullmatch(text) for text in filled)


def _text(value: Any) -> str:
    missing = value is None or (isinstance(value, float) and np.isnan(value))
    if missing:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _codes(path: Path, column: Any) -> list[str]:
    codes = [_text(value) for value in column]
    if "" in codes:
        raise _refuse(path, f"Row {codes.index('') + 1} has no {column.name}. Give it one.")
    again = [code for code, number in Counter(codes).items() if number > 1]
    if again:
        raise _refuse(
            path, f"The code {again[0]} is there more than once. Each area needs its own code."
        )
    return codes


def _check_place(path: Path, table: Any, *, in_britain: bool) -> None:
    bounds = table.to_crs(DEGREES).total_bounds
    if not np.isfinite(bounds).all():
        raise _refuse(path, "Some of its coordinates are not numbers of its coordinate system.")
    if not in_britain or _within(bounds):
        return
    if _within(bounds[[1, 0, 3, 2]]):
        raise _refuse(
            path, "Its longitudes and latitudes are swapped. Save it with the longitude first."
        )
    raise _refuse(
        path,
        "Its areas are not in Great Britain, where this measures metres. Check which coordinate "
        "system it was saved in.",
    )


def _within(bounds: Sequence[float]) -> bool:
    west, south, east, north = GREAT_BRITAIN
    return bool(
        west <= bounds[0] and south <= bounds[1] and bounds[2] <= east and bounds[3] <= north
    )


def _repaired(path: Path, table: Any) -> tuple[Any, tuple[str, ...]]:
    """Return the table with every outline valid and made of polygons alone, and whose were not."""
    shapes = table.geometry.to_numpy()
    broken = ~shapely.is_valid(shapes) | (shapely.get_type_id(shapes) == _COLLECTION)
    for index in np.flatnonzero(broken):
        shapes[index] = _polygons(shapely.make_valid(shapes[index]))
    empty = np.flatnonzero(shapely.area(shapes) == 0)
    if empty.size:
        raise _refuse(path, f"The outline of {table.index[empty[0]]} has nothing inside. Mend it.")
    table = table.set_geometry(shapes, crs=table.crs)
    return table, tuple(table.index[broken])


_COLLECTION: Final = 7
_POLYGON: Final = 3


def _polygons(shape: Any) -> Any:
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.union_all(parts[shapely.get_type_id(parts) == _POLYGON])


def _overlaps(table: Any) -> tuple[tuple[str, str, float], ...]:
    shapes = table.geometry.to_numpy()
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    one, other = one[one < other], other[one < other]
    sizes = shapely.area(shapely.intersection(shapes[one], shapes[other]))
    return tuple(
        (table.index[i], table.index[j], round(float(size), 1))
        for i, j, size in zip(one, other, sizes, strict=True)
        if size > LEAST_OVERLAP
    )
