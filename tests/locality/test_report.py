"""The locality report of files, by the command line: its fields, its words, its refusals."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from mapping.cli import app
from tests.locality.conftest import write_hackney
from tests.locality.ground import HACKNEY, grid, middle, needs_hackney
from tests.locality.test_care_by_area import CONNECTIONS, ELEMENTS

LSOAS = HACKNEY / "lsoa21_E09000012.geojson"
HOSTILE = "</script><img src=x onerror=alert(1)>"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["locality", *map(str, words)])


@pytest.fixture
def squares(tmp_path: Path) -> list[str | Path]:
    """Four squares with the people and bodies of `test_care_by_area`."""
    (lon, lat), (lon_b, lat_b) = middle(0, 0), middle(1, 0)
    cells = {"a": f"{lon},{lat}", "b": f"{lon_b},{lat_b}", "near": f"{lon + 0.001},{lat}"}
    (tmp_path / "e.csv").write_text(ELEMENTS.format(**cells))
    (tmp_path / "c.csv").write_text(CONNECTIONS)
    (tmp_path / "p.csv").write_text("area_code,population\nA0,1000\nA1,500\nA2,0\nX1,7\n")
    areas = grid(tmp_path / "a.geojson")
    return ["--areas", areas, "--elements", tmp_path / "e.csv", "--population", tmp_path / "p.csv"]


@needs_hackney
def test_the_json_has_the_promised_fields_and_they_equal_plain_geopandas(tmp_path: Path) -> None:
    elements, population, need = write_hackney(tmp_path)
    done = run(
        *("--areas", LSOAS, "--elements", elements, "--population", population),
        *("--indicators", need, "--json", tmp_path / "out.json"),
    )
    assert done.exit_code == 0
    found: dict[str, Any] = json.loads((tmp_path / "out.json").read_text())
    assert {"areas", "placed", "unplaced", "moran", "gaps", "potential_bridges", "report"} <= (
        found.keys()
    )
    file = geopandas.read_file(LSOAS).set_index("LSOA21CD").to_crs(27700)
    rows = pd.read_csv(elements, keep_default_na=False)
    points = geopandas.GeoDataFrame(
        rows, geometry=geopandas.points_from_xy(rows.lon, rows.lat), crs=4326
    ).to_crs(27700)
    within = points.sjoin(file[["geometry"]], predicate="within")
    inside = within.drop_duplicates("id").set_index("id")
    code_of = inside["LSOA21CD"] if "LSOA21CD" in inside else inside["index_right"]
    edge = {id_ for id_ in found["placed"] if id_ not in code_of}
    assert all(found["placed"][id_] == code for id_, code in code_of.items())
    assert edge == set(found["placed_nearest"]), "others lie up to 50 m outside"
    assert len(found["placed"]) + len(found["unplaced"]) == len(rows)

    people = pd.read_csv(population, index_col="area_code").population
    counts = pd.Series(found["placed"]).value_counts()
    for code, area in found["areas"].items():
        assert area["counts"]["all"] == counts.get(code, 0)
        assert area["per_1000"] == pytest.approx(1000 * counts.get(code, 0) / people[code])
        assert area["nearest_min"]["meals"] == pytest.approx(area["nearest_m"]["meals"] * 1.3 / 80)
    assert found["report"] == {
        "repaired": [],
        "overlaps": [],
        "joined": 149,
        "only_in_table": [],
        "only_in_map": [],
    }
    assert found["need"]["name"] == "index of multiple deprivation (imd) score"
    _check_moran(found, file)
    wanted = pd.read_csv(need).set_index("LSOA code (2021)").iloc[:, 0]
    for type_, gaps in found["gaps"].items():
        assert set(gaps) == {
            code
            for code, area in found["areas"].items()
            if area["nearest_min"][type_] > 15 and wanted[code] > wanted.median()
        }


def _check_moran(found: dict[str, Any], file: Any) -> None:
    """Moran's I with a table of ones for neighbours, in five lines of numpy."""
    touch = np.array([file.intersects(shape).to_numpy() for shape in file.geometry], dtype=float)
    np.fill_diagonal(touch, 0)
    weights = touch / touch.sum(axis=1, keepdims=True)
    z = np.array([found["areas"][code]["per_1000"] for code in file.index])
    z -= z.mean()
    assert found["moran"]["I"] == pytest.approx(z @ weights @ z / (z @ z), rel=1e-9)
    assert found["moran"]["expected"] == pytest.approx(-1 / 148)
    assert 0 < found["moran"]["p"] <= 0.5


def test_it_says_in_words_what_is_known_and_what_cannot_be_concluded(
    squares: list[str | Path], tmp_path: Path
) -> None:
    """A0 and A1 have 3 bodies and 1,500 people; the middles above are 1,112 m from the GP's."""
    done = run(*squares, "--connections", tmp_path / "c.csv")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[:10] == [
        "All areas",
        *(
            f"  2 areas are more than 15 minutes on foot from {care}: Square 2 and Square 3."
            for care in ("health care", "meals", "company")
        ),
        "  No figures of need were given, so these are far areas and not called gaps.",
        "  3 places and groups stand in 4 areas.",
        "  That is 2.0 for every 1,000 people who live there.",
        "  There are too few areas, or too little differs, to say if near ones are alike.",
        "  Within 500 metres there is no pair of a formal body and one of the community that never"
        " worked together.",
        "  1 pair within 500 metres worked together once, and not now.",
    ]
    assert "These figures are of areas, not of the people in them." in done.stdout
    assert "may be connected already" not in done.stdout
    one = run(*squares, "--area", "A1")
    assert one.stdout.splitlines()[:4] == [
        "Square 1",
        "  500 people live in Square 1.",
        "  1 place or group stands here, 2.0 for every 1,000 people: number 1 of 2 areas.",
        "  They offer 1 type of care, most often meals.",
    ]
    assert "may be connected already" in one.stdout


def test_json_on_the_screen_holds_nothing_but_json(
    squares: list[str | Path], tmp_path: Path
) -> None:
    rows = list(csv.reader((tmp_path / "e.csv").read_text().splitlines()))
    text = "\n".join(",".join(row).replace("club", HOSTILE) for row in rows)
    (tmp_path / "e.csv").write_text(text)
    found = json.loads(run(*squares, "--json", "-").stdout)
    assert found["names"][HOSTILE] == HOSTILE
    assert found["areas"]["A2"]["per_1000"] is None
    assert found["areas"]["A3"]["population"] is None
    assert found["moran"] is None
    assert found["gaps"] is None
    assert found["report"]["only_in_table"] == ["X1"]
    assert found["report"]["only_in_map"] == ["A3"]
    assert found["areas"]["A0"]["care_wealth"]["of_people"] == {"value": 0, "hidden": False}
    reasons = {one["id"]: one["reason"] for one in found["unplaced"]}
    assert reasons == {
        "far": "It is outside these areas.",
        "lost": "Nobody has said where it is.",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--need", "cars"], "need: There is no such column of figures. There is none."),
        (["--walk-speed", "0"], "walk_speed: Choose from 10 to 300."),
        (["--walk-speed", "fast"], "walk_speed: Give metres a minute, or slow."),
        (["--decay", "cliff"], "decay: Choose one of step, gaussian."),
        (["--area", "Z9"], "area: There is no area with this code. Check it."),
        (["--json", "nowhere/out.json"], "--json: there is no folder nowhere."),
        (["--connections", "none.csv"], "none.csv"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_exit_1(
    squares: list[str | Path], words: list[str], said: str
) -> None:
    done = run(*squares, *words)
    assert done.exit_code == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_areas_and_elements_go_together(squares: list[str | Path]) -> None:
    assert run(*squares[:2]).exit_code == 2
    assert run(*squares, "--neighbourhood", "x").exit_code == 2


def test_supply_by_capacity_and_points_of_where_people_live_are_used(tmp_path: Path) -> None:
    """A place for 30 is all there is beside one that has not said; walks begin at homes."""
    (lon, lat), (lon_b, lat_b) = middle(0, 0), middle(1, 1)
    (tmp_path / "e.csv").write_text(
        "id,kind,name,offers,lon,lat,capacity\n"
        f"big,group,Big,meals,{lon},{lat},30\nsmall,group,Small,meals,{lon},{lat},\n"
    )
    people = tmp_path / "p.csv"
    people.write_text(f"area_code,population,lon,lat\nA0,100,{lon},{lat}\nA3,50,{lon_b},{lat_b}\n")
    given: list[str | Path] = [
        "--areas",
        grid(tmp_path / "a.geojson"),
        "--elements",
        tmp_path / "e.csv",
    ]
    found = {}
    for supply in ("one", "capacity"):
        words = [*given, "--population", people, "--supply", supply, "--json", "-"]
        found[supply] = json.loads(run(*words).stdout)["areas"]
    for code in ("A0", "A3"):
        one, capacity = (found[supply][code]["e2sfca"]["meals"] for supply in ("one", "capacity"))
        assert one > 0
        assert capacity / one == pytest.approx(30 / 2)
    assert found["one"]["A0"]["nearest_m"]["meals"] == pytest.approx(0, abs=0.1)
    people.write_text(f"area_code,population,lon,lat\nA0,100,{lon + 0.004},{lat}\n")
    moved = json.loads(run(*given, "--population", people, "--json", "-").stdout)["areas"]
    assert moved["A0"]["nearest_m"]["meals"] == pytest.approx(277, rel=0.02)
