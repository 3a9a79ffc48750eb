"""Reading areas: what is found in a file, what is mended, and what is refused in plain words."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import geopandas
import pytest
from shapely.geometry import box

from mapping.locality import areas
from mapping.locality.areas import load_areas, vintage_of
from mapping.refusals import NotWellFormed
from tests.locality.ground import HACKNEY, grid, needs_hackney, polygon, square, write


@needs_hackney
@pytest.mark.parametrize(
    ("file", "areas", "kind", "vintage", "first"),
    [
        ("lsoa21_E09000012.geojson", 149, "lsoa", 2021, ("E01001714", "Hackney 002A")),
        ("msoa21_E09000012.geojson", 30, "msoa", 2021, ("E02000345", "Hackney 001")),
        ("ward_current_E09000012.geojson", 21, "ward", 2025, ("E05009367", "Brownswood")),
    ],
)
def test_real_areas_are_read_with_code_name_kind_and_vintage(
    file: str, areas: int, kind: str, vintage: int, first: tuple[str, str]
) -> None:
    """Numbers of areas are those of the Office for National Statistics for Hackney."""
    found = load_areas(HACKNEY / file)
    assert (len(found.codes), found.kind, found.vintage) == (areas, kind, vintage)
    assert (found.codes[0], found.table.name.iloc[0]) == first
    assert (found.repaired, found.overlaps) == ((), ())


@needs_hackney
def test_an_areas_point_lies_inside_it_where_its_centroid_need_not() -> None:
    """4 of the 149 small areas of Hackney do not contain their centroid (counted by hand)."""
    table = load_areas(HACKNEY / "lsoa21_E09000012.geojson").table
    assert int((~table.contains(table.centroid)).sum()) == 4
    assert table.contains(table.point).all()


@needs_hackney
def test_outlines_for_maps_are_valid_and_less_than_a_metre_off() -> None:
    found = load_areas(HACKNEY / "lsoa21_E09000012.geojson")
    shown = found.in_degrees()
    assert shown.geometry.is_valid.all()
    # Rounding to a millionth of a degree moves a corner by at most 0.06 m.
    moved = shown.to_crs(found.table.crs).hausdorff_distance(found.table.geometry)
    assert moved.max() < 0.2


def test_a_file_with_plain_columns_is_read(tmp_path: Path) -> None:
    found = load_areas(grid(tmp_path / "patch.geojson"))
    assert found.codes == ("A0", "A1", "A2", "A3")
    assert list(found.table.name) == ["Square 0", "Square 1", "Square 2", "Square 3"]
    assert (found.kind, found.vintage) == ("area", None)


def test_an_area_without_a_name_is_called_by_its_code(tmp_path: Path) -> None:
    file = write(tmp_path / "a.geojson", [({"code": 7}, polygon(square(0, 0)))])
    assert list(load_areas(file).table.name) == ["7"]


@pytest.mark.parametrize("name", ["wards.gpkg", "wards.zip"])
def test_geopackages_and_zipped_shapefiles_are_read(tmp_path: Path, name: str) -> None:
    """Of two columns of codes the one that is unique wins, as in files of wards of one council."""
    table = geopandas.GeoDataFrame(
        {
            "LAD25CD": ["E09000012"] * 2,
            "WD25CD": ["E05009367", "E05009368"],
            "WD25NM": ["Brownswood", "Cazenove"],
        },
        geometry=[box(530_000, 180_000, 530_500, 180_500), box(530_500, 180_000, 531_000, 180_500)],
        crs="EPSG:27700",
    )
    file = tmp_path / name
    if file.suffix == ".gpkg":
        table.to_file(file)
    else:
        table.to_file(tmp_path / "wards.shp")
        with zipfile.ZipFile(file, "w") as packed:
            for part in tmp_path.glob("wards.*"):
                if part != file:
                    packed.write(part, part.name)
    found = load_areas(file)
    assert (found.kind, found.vintage) == ("ward", 2025)
    assert found.codes == ("E05009367", "E05009368")
    assert list(found.table.geometry.area.round()) == [250_000, 250_000]


def test_an_outline_that_crosses_itself_is_mended_and_reported(tmp_path: Path) -> None:
    bow = [[-0.1, 51.5], [-0.09, 51.51], [-0.09, 51.5], [-0.1, 51.51], [-0.1, 51.5]]
    features = [({"code": "A"}, polygon(bow)), ({"code": "B"}, polygon(square(3, 3)))]
    found = load_areas(write(tmp_path / "a.geojson", features))
    assert found.repaired == ("A",)
    assert set(found.table.geom_type) <= {"Polygon", "MultiPolygon"}
    assert found.table.geometry.is_valid.all()


def test_areas_that_overlap_are_reported_and_those_that_touch_are_not(tmp_path: Path) -> None:
    # A corner where C's begins: a straight line in degrees is none in metres.
    wide = [[-0.1, 51.5], [-0.085, 51.5], [-0.085, 51.51], [-0.09, 51.51], [-0.1, 51.51]]
    wide.append(wide[0])
    features = [
        ({"code": "A"}, polygon(wide)),
        ({"code": "B"}, polygon(square(1, 0))),
        ({"code": "C"}, polygon(square(0, 1))),
    ]
    ((one, other, size),) = load_areas(write(tmp_path / "a.geojson", features)).overlaps
    assert (one, other) == ("A", "B")
    # Half a square: 0.005° of longitude at 51.5° north is 347 m, 0.01° of latitude 1,113 m.
    assert size == pytest.approx(347 * 1113, rel=0.01)


def swapped() -> dict[str, Any]:
    return polygon([[lat, lon] for lon, lat in square(0, 0)])


POINT = {"type": "Point", "coordinates": [-0.1, 51.5]}
GSS = {"LSOA21CD": "E01001714", "LSOA11CD": "E01001714"}
REFUSED: dict[str, tuple[list[Any], str]] = {
    "no areas": ([({"code": "A"}, POINT)], "no areas (polygons)"),
    "one without": (
        [({"code": "A"}, polygon(square(0, 0))), ({"code": "B"}, None)],
        "Row 2 has no outline",
    ),
    "twice": ([({"code": "A"}, polygon(square(n, 0))) for n in (0, 1)], "A is there more than"),
    "empty code": (
        [({"code": "A"}, polygon(square(0, 0))), ({"code": " "}, polygon(square(1, 0)))],
        "Row 2 has no code",
    ),
    "no code": ([({"colour": "red"}, polygon(square(0, 0)))], "no column of codes"),
    "several": (
        [(GSS, polygon(square(0, 0)))],
        "Several columns could be the codes: LSOA21CD, LSOA11CD",
    ),
    "swapped": ([({"code": "A"}, swapped())], "swapped"),
    "elsewhere": (
        [({"code": "A"}, polygon([[10, 50], [11, 50], [11, 51], [10, 51], [10, 50]]))],
        "not in Great Britain",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_taken_is_refused_by_file_and_row(tmp_path: Path, name: str) -> None:
    features, words = REFUSED[name]
    file = write(tmp_path / "patch.geojson", features)
    with pytest.raises(NotWellFormed) as refused:
        load_areas(file)
    assert refused.value.field == "patch.geojson"
    assert words in refused.value.detail
    assert refused.value.detail.endswith(".")


def test_a_file_that_does_not_say_its_coordinate_system_is_refused(tmp_path: Path) -> None:
    table = geopandas.GeoDataFrame({"code": ["A"]}, geometry=[box(0, 0, 1, 1)], crs=4326)
    table.to_file(tmp_path / "a.shp")
    (tmp_path / "a.prj").unlink()
    with pytest.raises(NotWellFormed, match=r"coordinate system .*\.prj"):
        load_areas(tmp_path / "a.shp")


def test_a_geopackage_with_several_layers_asks_which(tmp_path: Path) -> None:
    table = geopandas.GeoDataFrame(
        {"code": ["A"]}, geometry=[box(530_000, 180_000, 530_500, 180_500)], crs="EPSG:27700"
    )
    for layer in ("small", "large"):
        table.to_file(tmp_path / "a.gpkg", layer=layer)
    with pytest.raises(NotWellFormed, match="several layers"):
        load_areas(tmp_path / "a.gpkg")
    assert load_areas(tmp_path / "a.gpkg", layer="large").codes == ("A",)


@pytest.mark.parametrize(
    ("name", "text"), [("a.geojson", "not JSON"), ("a.geojson", ""), ("a.csv", "code\nA")]
)
def test_what_is_no_file_of_areas_is_refused(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(NotWellFormed, match=r"\.$"):
        load_areas(tmp_path / name)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(areas, "LARGEST", 2**20)
    (tmp_path / "large.geojson").write_bytes(bytes(2**20 + 1))
    with zipfile.ZipFile(tmp_path / "packed.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.shp", bytes(2**20 + 1))
    assert (tmp_path / "packed.zip").stat().st_size < 2**12
    for name in ("large.geojson", "packed.zip"):
        with pytest.raises(NotWellFormed, match="Files of up to 1 MB are read"):
            load_areas(tmp_path / name)
    (tmp_path / "broken.zip").write_bytes(b"PK")
    with pytest.raises(NotWellFormed, match="no whole zip file"):
        load_areas(tmp_path / "broken.zip")


def test_the_vintage_is_read_from_a_column() -> None:
    """Headers of the Indices of Deprivation of 2019 and 2025, and of the statistical office."""
    assert vintage_of("LSOA code (2011)") == 2011
    assert vintage_of("lsoa code (2021)") == 2021
    assert vintage_of("LSOA21CD") == 2021
    assert vintage_of("area_code") is None
