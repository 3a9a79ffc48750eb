"""`care-mapping areas import`: what an operator types, and what it says."""

from __future__ import annotations

import json
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import geopandas
import pytest
from shapely import box
from typer.testing import CliRunner, Result

from mapping import neighbourhoods
from mapping.cli import app
from mapping.locality import apart
from mapping.places import places
from mapping.service import Service, open_service
from mapping.settings import Settings
from tests.locality.ground import grid, polygon, square, write


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, Path, str]]:
    """A data folder that is being served, which the command joins, with a neighbourhood."""
    data = tmp_path_factory.mktemp("served")
    service = open_service(Settings(data=data))
    yield service, data, neighbourhoods.create(service, name="Larkmead")
    service.close()


def run(data: Path, place: str, *words: str) -> Result:
    given = ["areas", "import", *words, "--neighbourhood", place, "--data", str(data)]
    return CliRunner().invoke(app, given)


def test_areas_are_loaded_beside_a_server_and_reported_in_plain_words(
    served: tuple[Service, Path, str], tmp_path: Path
) -> None:
    service, data, place = served
    file, figures = grid(tmp_path / "squares.geojson"), tmp_path / "figures.csv"
    figures.write_text("area_code,population\nA0,1000\nA1,500\nA2,700\nX9,1\n")
    dry = run(data, place, str(file), "--dry-run")
    assert dry.exit_code == 0
    assert dry.stdout.endswith("Nothing was kept: leave out --dry-run to load them.\n")
    assert places(service, place).areas == ()
    done = run(data, place, str(file), "--indicators", str(figures))
    assert (done.exit_code, done.stdout.splitlines()) == (
        0,
        [
            "4 areas of the kind area.",
            "3 of them are in the table of figures.",
            "Not in the table: A3.",
            "Only in the table, and left out: X9.",
        ],
    )
    assert [area.population for area in places(service, place).areas] == [1000, 500, 700, None]
    page = file.with_name("map.html")
    words = ["locality", "--neighbourhood", place, "--map", str(page), "--data", str(data)]
    drawn = CliRunner().invoke(app, words)
    assert drawn.exit_code == 0, drawn.output
    assert "<title>Map of Larkmead</title>" in page.read_text()
    assert all(f"Square {n}" in page.read_text() for n in range(4))
    again = run(data, place, str(file), "--kind", "ward", "--json")
    report = json.loads(again.stdout)
    assert (report["kind"], report["areas"], report["replaced"]) == ("ward", 4, 0)


def test_what_cannot_be_taken_is_refused_with_exit_1_and_no_traceback(
    served: tuple[Service, Path, str], tmp_path: Path
) -> None:
    _, data, place = served
    twice = write(
        tmp_path / "twice.geojson", [({"code": "A"}, polygon(square(n, 0))) for n in (0, 1)]
    )
    for words, said in [
        ([str(twice)], "twice.geojson: The code A is there more than once."),
        ([str(tmp_path / "gone.geojson")], "gone.geojson: There is no such file."),
    ]:
        refused = run(data, place, *words)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert refused.stderr.startswith(said)
        assert "Traceback" not in refused.stderr
    for nowhere in ("nowhere", "", "x" * 200):
        refused = run(data, nowhere, str(grid(tmp_path / "squares.geojson")))
        assert (refused.exit_code, refused.stderr) == (
            1,
            "There is no such neighbourhood. Check its id.\n",
        )


def test_a_file_that_grows_without_end_is_refused_and_nothing_else_notices(
    served: tuple[Service, Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """100 kB that say they are 200 GB when they are read: a table that makes up its own rows."""
    _, data, place = served
    file = tmp_path / "bomb.gpkg"
    outline = geopandas.GeoDataFrame({"code": ["A"]}, geometry=[box(-0.1, 51.5, 0, 51.6)], crs=4326)
    outline.to_file(file, layer="areas")
    with closing(sqlite3.connect(file)) as package, package:
        for (name,) in package.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            package.execute(f'DROP TRIGGER "{name}"')
        package.execute("ALTER TABLE areas RENAME TO few")
        package.execute(
            "CREATE VIEW areas AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
            " SELECT i AS fid, geom, hex(zeroblob(1000000)) || i AS code FROM few, n"
        )
        package.execute("UPDATE gpkg_ogr_contents SET feature_count = 100000")
    assert file.stat().st_size < 200_000
    monkeypatch.setattr(apart, "MOST_MEMORY", 2**30)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused = run(data, place, str(file))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("bomb.gpkg: Reading it takes more memory or time than")
    assert "Traceback" not in refused.stderr
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # kB
