"""Whether a place that a file gives can be one: the same rule for every format."""

from __future__ import annotations

from typing import Any


def trouble_with(lon: Any, lat: Any) -> str | None:
    """Return why a point cannot be kept, in words, or None; it is never mended unseen."""
    for name, value in (("lon", lon), ("lat", lat)):
        if value in (None, ""):
            return f"{name} is missing"
    try:
        east, north = float(lon), float(lat)
    except (TypeError, ValueError):
        return "lon and lat are not both numbers"
    if not abs(north) <= 90:
        return f"lat is {north:g}, which is nowhere on earth"
    if not abs(east) <= 180:
        return f"lon is {east:g}, which is nowhere on earth"
    if east == north == 0:
        return "lon and lat are both 0"
    if -9 <= north <= 2.5 and 49 <= east <= 61.5:
        return "lon and lat look exchanged: this way round it is not in Great Britain"
    return None
