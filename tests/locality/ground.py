"""Invented areas to test with, and where the real ones are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

HACKNEY = Path(__file__).parents[2].parent / "shared" / "data" / "hackney"
needs_hackney = pytest.mark.skipif(
    not HACKNEY.is_dir(), reason="the real boundaries of Hackney are not beside this checkout"
)

WEST, SOUTH, SIDE = -0.1, 51.5, 0.01
"""Where the invented squares begin, and how wide they are, in degrees."""

Corner = tuple[int, int]


def square(column: int, row: int) -> list[list[float]]:
    """Return the ring of one square of a grid."""
    west, south = WEST + column * SIDE, SOUTH + row * SIDE
    east, north = west + SIDE, south + SIDE
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def middle(column: int, row: int) -> tuple[float, float]:
    """Return the longitude and latitude of a square's middle."""
    return WEST + (column + 0.5) * SIDE, SOUTH + (row + 0.5) * SIDE


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def write(
    path: Path,
    features: Sequence[tuple[Mapping[str, Any], Mapping[str, Any] | None]],
    **more: Any,
) -> Path:
    """Write features, (properties, geometry), as GeoJSON."""
    found = [
        {"type": "Feature", "properties": told, "geometry": outline} for told, outline in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": found, **more}))
    return path


def grid(path: Path, columns: int = 2, rows: int = 2, **told: Any) -> Path:
    """Write a grid of squares with the codes A0, A1, … by row from the south-west."""
    places = [(column, row) for row in range(rows) for column in range(columns)]
    return write(
        path,
        [
            ({"code": f"A{n}", "name": f"Square {n}", **told}, polygon(square(*place)))
            for n, place in enumerate(places)
        ],
    )
