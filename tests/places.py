"""A neighbourhood on the ground of `tests/locality/ground.py`, for tests of its place view."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mapping import neighbourhoods
from mapping.model import DirectoryElement, new_id
from mapping.places import import_areas
from mapping.service import Service
from mapping.vocabulary import Kind
from tests.locality.ground import grid, middle


def started(service: Service, folder: Path, place: str | None = None) -> str:
    """Start a neighbourhood, or take one, of four squares: A0 and A1 below, A2 and A3 above."""
    place = place or neighbourhoods.create(service, name="Larkmead")
    figures = folder / "figures.csv"
    figures.write_text(
        "area_code,population,deprivation_score\nA0,1000,30\nA1,500,10\nA2,0,20\nA3,,25\n"
    )
    import_areas(service, place, grid(folder / "squares.geojson"), indicators=figures)
    return place


def body(place: str, name: str, square: tuple[int, int] | None = None, **fields: Any) -> Any:
    """Return a body of the directory, in the middle of a square if one is named."""
    lon, lat = middle(*square) if square else (None, None)
    given = {"kind": Kind.GROUP, "lon": lon, "lat": lat, **fields}
    return DirectoryElement(id=new_id(), scope=place, name=name, **given)


def listed(service: Service, place: str, *bodies: Any) -> None:
    """List bodies in the neighbourhood's directory."""
    neighbourhoods.add_to_directory(service, place, bodies)
