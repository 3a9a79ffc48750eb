"""Placing points: each in one area, whatever the order, or unplaced with a reason."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import geopandas
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from mapping.locality import placing
from mapping.locality.areas import METRES, Areas, load_areas
from mapping.locality.placing import place_points
from tests.locality.ground import HACKNEY, SIDE, WEST, grid, middle, needs_hackney


def squares(order: list[int]) -> Areas:
    """Return nine squares of 100 m with the codes A0 to A8, in this order."""
    shapes = [
        box(
            530_000 + 100 * (n % 3),
            180_000 + 100 * (n // 3),
            530_100 + 100 * (n % 3),
            180_100 + 100 * (n // 3),
        )
        for n in order
    ]
    table = geopandas.GeoDataFrame({"geometry": shapes}, index=[f"A{n}" for n in order], crs=METRES)
    return Areas(table, "area", None)


TO_DEGREES = pyproj.Transformer.from_crs(METRES, "EPSG:4326", always_xy=True)


def degrees(x: float, y: float) -> tuple[float, float]:
    lon, lat = TO_DEGREES.transform(x, y)
    return lon, lat


@needs_hackney
def test_every_corner_of_every_real_area_is_placed_once() -> None:
    """Hackney's small areas have 1,980 corners, 1,787 of them on two areas or more."""
    areas = load_areas(HACKNEY / "lsoa21_E09000012.geojson")
    file = geopandas.read_file(HACKNEY / "lsoa21_E09000012.geojson")
    corners = sorted(set(map(tuple, shapely.get_coordinates(file.geometry.to_numpy()).tolist())))
    found = place_points({str(n): corner for n, corner in enumerate(corners)}, areas)
    assert (len(corners), len(found.area), len(found.unplaced)) == (1980, 1980, 0)
    shared: Counter[int] = Counter()
    tree = shapely.STRtree(areas.table.geometry.to_numpy())
    points = geopandas.GeoSeries(map(shapely.Point, corners), crs=4326).to_crs(METRES)
    for point, area in zip(
        *tree.query(points.to_numpy(), predicate="dwithin", distance=0.1), strict=True
    ):
        shared[point] += 1
        assert found.area[str(point)] <= areas.codes[area], "of several, the lowest code"
    assert sum(number > 1 for number in shared.values()) == 1787


coordinates = st.floats(-80, 380, allow_nan=False)


@settings(deadline=None, max_examples=50)
@given(
    spots=st.lists(st.tuples(coordinates, coordinates), min_size=1, max_size=12),
    seed=st.randoms(use_true_random=False),
)
def test_every_point_is_placed_once_and_order_does_not_matter(
    spots: list[tuple[float, float]], seed: random.Random
) -> None:
    points = {str(n): degrees(530_000 + x, 180_000 + y) for n, (x, y) in enumerate(spots)}
    found = place_points(points, squares(list(range(9))))
    assert found.area.keys() | found.unplaced.keys() == points.keys()
    assert not found.area.keys() & found.unplaced.keys()
    names = list(points)
    seed.shuffle(names)
    order = list(range(9))
    seed.shuffle(order)
    assert place_points({name: points[name] for name in names}, squares(order)) == found


def test_a_point_on_a_border_is_in_the_area_of_the_lowest_code() -> None:
    found = place_points({"on": degrees(530_100, 180_100)}, squares([8, 4, 3, 1, 0]))
    assert found.area == {"on": "A0"}
    assert found.nearest == frozenset()


def test_a_point_a_little_outside_is_in_the_nearest_area_and_marked() -> None:
    near, far = degrees(529_960, 180_050), degrees(529_940, 180_050)
    found = place_points({"near": near, "far": far}, squares([0, 1]))
    assert found.area == {"near": "A0"}
    assert found.nearest == {"near"}
    assert found.unplaced == {"far": placing.OUTSIDE}


def test_a_point_that_is_none_says_why(tmp_path: Path) -> None:
    areas = load_areas(grid(tmp_path / "a.geojson"))
    lon, lat = middle(0, 0)
    found = place_points(
        {
            "missing": None,
            "half": (lon, None),
            "zero": (0.0, 0.0),
            "beyond": (lon, 100.0),
            "nan": (float("nan"), lat),
            "swapped": (lat, lon),
            "elsewhere": (-3.0, 55.0),
            "good": (lon, lat),
        },
        areas,
    )
    assert found.area == {"good": "A0"}
    assert found.unplaced == {
        "missing": placing.NO_POINT,
        "half": placing.NO_POINT,
        "zero": placing.ZERO,
        "beyond": placing.OUT_OF_RANGE,
        "nan": placing.NOT_NUMBERS,
        "swapped": placing.SWAPPED,
        "elsewhere": placing.OUTSIDE,
    }


@pytest.mark.parametrize("points", [{}, {"one": (WEST + SIDE, 51.5)}])
def test_without_areas_nothing_is_placed(points: dict[str, tuple[float, float]]) -> None:
    found = place_points(points, squares([]))
    assert found.area == {}
    assert found.unplaced.keys() == points.keys()
