"""The locality report beside the plain geopandas script that a user would write for the same."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from functools import partial

import geopandas
import numpy as np
import shapely

from benchmarks.desks import timed
from benchmarks.figure import Figure
from mapping.locality.areas import METRES, Areas
from mapping.locality.choices import Choices
from mapping.locality.ground import Ground, Spot, stand
from mapping.locality.placing import to_metres
from mapping.locality.report import Tables, locality_report
from mapping.network import ElementFacts, make_network

SIZES = ((149, 1_000, 2.0), (35_000, 10_000, 30.0))
"""Areas, assets, and in how many seconds the report is to be made."""
TYPES = ("meals", "social", "advocacy", "errands", "health_care", "respite")
LARGE = 2_000
"""With more areas the plain script is not waited for."""


def locality() -> Iterator[Figure]:
    """Make the report of a borough, and of the small areas of a country."""
    for areas, assets, target in SIZES:
        what = f"{areas:,} areas, {assets:,} assets"
        ground = _ground(areas, assets)
        few = Choices(permutations=9_999 if areas < LARGE else 999)
        report = partial(locality_report, ground, Tables(), few)
        yield Figure(f"locality report, {what}", timed(report), "s", target)
        if areas < LARGE:
            yield Figure(f"plain geopandas, {what}", timed(partial(_plain, ground)), "s", None)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    yield Figure("locality report, most memory", memory, "GB", 2)


def _ground(areas: int, assets: int) -> Ground:
    """Return invented areas of a borough's size each, with assets spread over them."""
    random = np.random.default_rng(1)
    side = 357.0 * areas**0.5  # the mean of Hackney's small areas is 357 m square
    west, south = 530_000.0, 180_000.0
    spots = random.uniform((west, south), (west + side, south + side), (areas, 2))
    frame = shapely.box(west, south, west + side, south + side)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(spots), extend_to=frame))
    table = geopandas.GeoDataFrame(
        {"geometry": shapely.intersection(cells, frame)},
        index=[f"A{n:05}" for n in range(len(cells))],
        crs=METRES,
    )
    table["name"], table["point"] = table.index, table.representative_point()
    where = random.uniform((west, south), (west + side, south + side), (assets, 2))
    lon, lat = to_metres(METRES).transform(*where.T, direction="INVERSE")
    kinds = ("group", "health_care_provider", "organisation", "statutory_service")
    sectors = {"group": "community", "organisation": "community"}
    facts, at = [], {}
    for n in range(assets):
        kind = kinds[n % 4]
        facts.append(ElementFacts(f"e{n}", kind, f"Body {n}", sectors.get(kind, "formal"), True))
        offers = frozenset(random.choice(TYPES, 2).tolist())
        at[f"e{n}"] = Spot((float(lon[n]), float(lat[n])), offers=offers)
    people = {code: int(random.integers(1_000, 2_600)) for code in table.index}
    return stand(Areas(table, "lsoa", 2021), make_network(facts, ()), at, people, {})


def _plain(ground: Ground) -> None:
    """Count, find the nearest, and work out E2SFCA for six types, as is usually written."""
    table = ground.areas.table.reset_index(names="code")
    homes = geopandas.GeoDataFrame({"code": table.code}, geometry=table.point, crs=METRES)
    points = geopandas.GeoDataFrame(
        {"id": ground.assets}, geometry=geopandas.points_from_xy(*ground.asset_points.T), crs=METRES
    )
    points.sjoin(table[["code", "geometry"]], predicate="within").groupby("code").size()
    for type_ in TYPES:
        some = points[[type_ in ground.care_types[id_] for id_ in points.id]]
        homes.sjoin_nearest(some, distance_col="metres")
        reach = np.zeros(len(homes))
        for asset in some.geometry:
            minutes = homes.distance(asset) * 1.3 / 80
            weight = np.select([minutes <= 10, minutes <= 20, minutes <= 30], [1, 0.68, 0.22], 0)
            asked = (weight * ground.population).sum()
            reach += weight / asked if asked else 0
