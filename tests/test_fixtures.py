"""The invented neighbourhoods: their ground fits, their tables agree, and anyone can make them.

Sizes are those that the demonstration promises; what must agree is in the tables themselves.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from typer.testing import CliRunner

from fixtures.borough.make import Borough, generate
from fixtures.larkmead import make_patch
from mapping import neighbourhoods
from mapping.analysis import report
from mapping.cli import app
from mapping.consent import SPEAKS_FOR_ITSELF, Detail
from mapping.interchange.network_tables import from_tables
from mapping.interchange.tabular import ElementRow, read_connections, read_elements
from mapping.model import Connection, DirectoryElement
from mapping.reports import report_of
from mapping.service import Service
from mapping.vocabulary import CARE_TYPES, Frequency, Kind

LARKMEAD = Path(make_patch.__file__).parent
CARE_MAPS = sorted((LARKMEAD / "care-maps").iterdir())
OPEN_SEA = shapely.union_all(
    [shapely.box(-5.2, 53.85, -4.9, 54), shapely.box(-5.7, 53.5, -5.4, 53.7)]
)
"""Two boxes of the Irish Sea with no land in them."""


def ground(text: str) -> dict[str, BaseGeometry]:
    """Return the shapes of a GeoJSON file by code."""
    features: list[dict[str, Any]] = json.loads(text)["features"]
    return {one["properties"]["code"]: shape(one["geometry"]) for one in features}


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def directory() -> list[ElementRow]:
    return read_elements(LARKMEAD / "elements.csv", scope="larkmead")


@pytest.fixture(scope="module")
def areas() -> dict[str, BaseGeometry]:
    return ground((LARKMEAD / "areas.geojson").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def borough() -> Borough:
    return generate(elements=2_300)


class TestLarkmeadsGround:
    def test_the_files_are_what_the_script_makes(self) -> None:
        """Made anew by `python -m fixtures.larkmead.make_patch`."""
        for name, text in make_patch.files().items():
            assert (LARKMEAD / name).read_text(encoding="utf-8") == text

    def test_25_areas_share_their_borders_exactly(self, areas: dict[str, BaseGeometry]) -> None:
        assert list(areas) == [f"L{number:02}" for number in range(1, 26)]
        assert all(one.is_valid and one.geom_type == "Polygon" for one in areas.values())
        assert shapely.coverage_is_valid(list(areas.values()))

    def test_4_wards_are_exact_unions_of_areas(self, areas: dict[str, BaseGeometry]) -> None:
        wards = ground((LARKMEAD / "wards.geojson").read_text(encoding="utf-8"))
        inside = {
            ward: [area for area in areas.values() if whole.covers(area)]
            for ward, whole in wards.items()
        }
        assert [len(some) for some in inside.values()] == [6, 6, 6, 7]
        for ward, some in inside.items():
            assert shapely.coverage_union_all(some).equals(wards[ward])

    def test_it_is_open_sea(self, areas: dict[str, BaseGeometry]) -> None:
        assert all(OPEN_SEA.contains(area) for area in areas.values())

    def test_water_parks_and_streets_lie_under_it(self, areas: dict[str, BaseGeometry]) -> None:
        features = json.loads((LARKMEAD / "underlay.geojson").read_text())["features"]
        kinds = Counter(one["properties"]["feature"] for one in features)
        assert kinds == {"water": 1, "park": 4, "street": 8}
        whole = shapely.union_all(list(areas.values()))
        assert all(whole.intersects(shape(one["geometry"])) for one in features)

    def test_every_area_has_figures_but_one_has_no_population(
        self, areas: dict[str, BaseGeometry]
    ) -> None:
        rows = cells(LARKMEAD / "indicators.csv")
        assert [row["area_code"] for row in rows] == list(areas)
        assert [row["area_code"] for row in rows if not row["population"]] == ["L18"]
        assert all(0 < float(row["deprivation_score"]) < 60 for row in rows)


class TestLarkmeadsDirectory:
    def test_every_body_with_a_point_stands_in_its_area(
        self, areas: dict[str, BaseGeometry]
    ) -> None:
        placed = 0
        for row in directory():
            one = row.element
            if isinstance(one, DirectoryElement) and one.lon is not None:
                assert areas[one.area or ""].contains(shapely.Point(one.lon, one.lat)), one.name
                placed += 1
        assert placed == 35

    def test_what_is_at_somebodys_home_and_who_is_a_person_has_no_point(self) -> None:
        without = [row.element for row in directory() if not getattr(row.element, "point", None)]
        assert Counter(one.kind for one in without if not one.at_home) == {
            Kind.PERSON: 8,
            Kind.CIRCLE: 4,
            Kind.ORGANISATION: 1,
        }
        assert [one.name for one in without if one.at_home] == ["Lower Larkmead Tenants"]

    def test_its_words_are_known_and_its_connections_have_ends(self) -> None:
        ids = {row.element.id for row in directory()}
        lines = read_connections(LARKMEAD / "connections.csv")
        assert {end for line in lines for end in (line.from_, line.to)} <= ids
        assert {type_ for line in lines for type_ in line.care_types} <= CARE_TYPES.keys()
        assert {type_ for row in directory() for type_ in row.element.offers} <= CARE_TYPES.keys()

    def test_the_published_command_reads_it(self) -> None:
        tables = [f"--{name}={LARKMEAD / name}.csv" for name in ("elements", "connections")]
        done = CliRunner().invoke(app, ["analyse", "all", *tables])
        assert done.exit_code == 0, done.output
        assert "43 people and bodies are drawn here." in done.output

    def test_its_figures_in_the_store_are_those_of_its_tables(self, service: Service) -> None:
        place = neighbourhoods.create(service, name="Larkmead")
        rows = read_elements(LARKMEAD / "elements.csv", scope=place)
        lines = read_connections(LARKMEAD / "connections.csv")
        neighbourhoods.add_to_directory(service, place, [row.element for row in rows], lines)
        network = from_tables(LARKMEAD / "elements.csv", LARKMEAD / "connections.csv")
        assert report_of(service, place, "all") == report(network, "all")


@pytest.mark.parametrize("folder", CARE_MAPS, ids=lambda path: str(path.name))
class TestLarkmeadsCareMaps:
    def test_it_has_two_or_three_dated_drawings_and_each_differs(self, folder: Path) -> None:
        kept = [row["kept_at"] for row in cells(folder / "drawings.csv")]
        assert len(kept) in {2, 3}
        assert kept == sorted(kept)
        assert "2025-11" <= kept[0] < kept[-1] < "2026-12"
        drawn = [
            tuple(
                (folder / at[:10] / f"{name}.csv").read_text()
                for name in ("elements", "connections")
            )
            for at in kept
        ]
        assert len(set(drawn)) == len(drawn)

    def test_its_figures_lie_in_their_rings_and_its_connections_have_ends(
        self, folder: Path
    ) -> None:
        for drawing in sorted(one for one in folder.iterdir() if one.is_dir()):
            rows = read_elements(drawing / "elements.csv", scope="map")
            ids = {row.element.id for row in rows}
            assert all(row.figure for row in rows)
            assert "team_owner" in rows[0].element.roles
            for line in read_connections(drawing / "connections.csv"):
                assert {line.from_, line.to} <= ids

    def test_it_shares_only_what_may_be_seen(self, folder: Path) -> None:
        """Those who agreed, pets and places, and owners; and lines between those and bodies."""
        latest = max(one for one in folder.iterdir() if one.is_dir())
        rows = {
            one.element.id: one.element
            for one in read_elements(latest / "elements.csv", scope="map")
        }
        owner = next(iter(rows))
        shared = [row for row in cells(folder / "sharing.csv") if row["detail"]]
        public = {row.element.name for row in directory()}
        seen = {id_ for id_, one in rows.items() if one.name in public}
        for row in (one for one in shared if one["about_kind"] == "element"):
            element = rows[row["about"]]
            assert not element.child
            asked = element.id != owner and element.kind not in SPEAKS_FOR_ITSELF
            told_enough = row["told"] == "agreed" or row["detail"] == Detail.NEIGHBOUR.value
            assert told_enough or not asked
            seen.add(element.id)
        lines = {line.id: line for line in read_connections(latest / "connections.csv")}
        for row in (one for one in shared if one["about_kind"] == "connection"):
            assert {lines[row["about"]].from_, lines[row["about"]].to} <= seen


def test_care_maps_differ_in_what_they_share() -> None:
    sharing = {folder.name: bool(cells(folder / "sharing.csv")) for folder in CARE_MAPS}
    assert len(sharing) == 12
    assert [name for name, some in sharing.items() if not some] == [
        "bao",
        "bronwen",
        "pita",
        "yusuf",
    ]


def test_between_drawings_care_is_new_stronger_weaker_and_gone() -> None:
    found: Counter[str] = Counter()
    for folder in CARE_MAPS:
        dates = sorted(one for one in folder.iterdir() if one.is_dir())
        for before, after in itertools.pairwise(dates):
            found += _what_became(
                *(
                    {one.id: one for one in read_connections(at / "connections.csv")}
                    for at in (before, after)
                )
            )
    assert min(found[change] for change in ("new", "stronger", "weaker", "gone")) >= 5


def _what_became(before: dict[str, Connection], after: dict[str, Connection]) -> Counter[str]:
    often = [*reversed(Frequency)]
    found: Counter[str] = Counter()
    for id_ in before.keys() | after.keys():
        was, now = (
            often.index(one.frequency) + 1
            if one and one.frequency and one.state == "generative"
            else 0
            for one in (before.get(id_), after.get(id_))
        )
        if was and now:
            found["stronger" if now > was else "weaker" if now < was else "unchanged"] += 1
        elif was or now:
            found["new" if now else "gone"] += 1
    return found


class TestBorough:
    def test_the_same_seed_makes_the_same_borough(self, borough: Borough) -> None:
        def digest(made: Borough) -> str:
            return hashlib.sha256(json.dumps(made.files).encode()).hexdigest()

        assert digest(generate(elements=2_300)) == digest(borough)
        assert digest(generate(elements=2_300, seed=2)) != digest(borough)

    @pytest.mark.parametrize("elements", [1_000, 10_000])
    def test_it_comes_in_any_size_with_five_connections_an_element(self, elements: int) -> None:
        made = generate(elements=elements)
        assert len(made.elements) == elements
        assert len(made.connections) == 5 * elements

    def test_it_has_2000_people_without_a_point_and_300_bodies_in_their_areas(
        self, borough: Borough
    ) -> None:
        areas = {one.code: one.ground for one in borough.areas}
        people = [row for row in borough.elements if row["kind"] == "person"]
        bodies = [row for row in borough.elements if row["kind"] != "person"]
        assert (len(people), len(bodies), len(areas)) == (2_000, 300, 40)
        assert not any(row["lon"] or row["lat"] for row in people)
        assert {row["area"] for row in people} == areas.keys()
        for row in bodies:
            assert areas[row["area"]].contains(shapely.Point(float(row["lon"]), float(row["lat"])))

    def test_a_few_have_many_connections(self, borough: Borough) -> None:
        """Were they dealt evenly, the best connected tenth would have about a fifth."""
        ties = Counter(row[end] for row in borough.connections for end in ("from", "to"))
        tenth = sorted(ties.values(), reverse=True)[: len(borough.elements) // 10]
        assert sum(tenth) > 0.33 * sum(ties.values())

    def test_its_8_wards_are_unions_of_areas_at_sea(self, borough: Borough) -> None:
        areas = [one.ground for one in borough.areas]
        wards = ground(borough.files["wards.geojson"])
        assert shapely.coverage_is_valid(areas)
        assert all(OPEN_SEA.contains(area) for area in areas)
        assert len(wards) == 8
        for whole in wards.values():
            assert sum(whole.covers(area) for area in areas) == 5

    def test_its_tables_are_read_as_anybodys(self, borough: Borough, tmp_path: Path) -> None:
        borough.write(tmp_path)
        assert len(read_elements(tmp_path / "elements.csv", scope="borough")) == 2_300
        assert len(read_connections(tmp_path / "connections.csv")) == 11_500
