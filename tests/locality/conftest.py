"""The real areas of Hackney with invented assets and people, made once."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from mapping.interchange.local_tables import read_ground
from mapping.locality.areas import load_areas
from mapping.locality.ground import Ground, stand
from tests.locality.ground import HACKNEY

TYPES = ("meals", "advocacy", "errands", "social", "respite")
KINDS = ("group", "organisation", "health_care_provider", "statutory_service", "place")


def write_hackney(folder: Path, assets: int = 300, seed: int = 5) -> tuple[Path, Path, Path]:
    """Write invented elements, populations and need of Hackney's small areas, with a fixed seed."""
    random = np.random.default_rng(seed)
    west, south, east, north = -0.104, 51.519, -0.017, 51.577
    with (folder / "elements.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "kind", "name", "offers", "lon", "lat"])
        for n in range(assets):
            offers = [type_ for type_ in TYPES[:4] if random.random() < 0.25]
            if n < 3:
                offers.append("respite")
            place = random.uniform((west, south), (east, north)).round(6).tolist()
            rows.writerow([f"e{n:04}", KINDS[n % 5], f"Body {n}", "|".join(offers), *place])
    codes = sorted(load_areas(HACKNEY / "lsoa21_E09000012.geojson").codes)
    with (folder / "population.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["area_code", "population"])
        rows.writerows([code, int(random.integers(1_000, 2_600))] for code in codes)
    with (folder / "need.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["LSOA code (2021)", "Index of Multiple Deprivation\n(IMD) Score", "IMD Rank"]
        )
        rows.writerows(
            [code, round(float(random.gamma(4, 8)), 3), n + 1] for n, code in enumerate(codes)
        )
    return folder / "elements.csv", folder / "population.csv", folder / "need.csv"


@pytest.fixture(scope="session")
def hackney(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """Hackney's 149 small areas with 300 assets, some of which lie outside, and populations."""
    elements, population, _ = write_hackney(tmp_path_factory.mktemp("hackney"))
    network, spots = read_ground(elements, None)
    areas = load_areas(HACKNEY / "lsoa21_E09000012.geojson")
    with population.open() as file:
        people = {row["area_code"]: int(row["population"]) for row in csv.DictReader(file)}
    return stand(areas, network, spots, people, {})
