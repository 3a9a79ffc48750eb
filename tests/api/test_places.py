"""The place view as programs get it, and the page of its map."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import geopandas
import pandas as pd
from fastapi.testclient import TestClient

from api import site
from mapping import neighbourhoods
from mapping.model import Connection, new_id
from mapping.service import Service
from tests.api.conftest import Browser
from tests.api.test_leaks import give
from tests.helpers import account, assert_problem
from tests.places import body, listed, started

HOSTILE = "</script><img src=x onerror=alert(1)>`${alert(1)}`"


def organiser(service: Service, browser: Browser, place: str) -> TestClient:
    femi = account(service, "Femi Balogun")
    give(service, femi, place, "organiser")
    return browser(femi)


def test_the_numbers_of_areas_are_answered_for_what_is_asked(
    service: Service, browser: Browser, tmp_path: Path
) -> None:
    place = started(service, tmp_path)
    listed(
        service,
        place,
        body(place, "Club", (0, 0), offers=("meals",)),
        body(place, "Hall", (1, 1), kind="place"),
    )
    client, address = organiser(service, browser, place), f"/api/v1/neighbourhoods/{place}/places"
    everything = client.get(address).json()
    assert [area["number"] for area in everything["areas"]] == [1, 0, 0, 1]
    assert everything["areas"][0]["per_1000"] == 1.0
    assert everything["areas"][3]["per_1000"] is None
    meals = client.get(address, params={"care": "meals", "sector": "community,formal"}).json()
    assert [area["number"] for area in meals["areas"]] == [1, 0, 0, 0]
    assert (meals["care"], meals["sectors"]) == ("meals", ["community", "formal"])
    assert client.get(address, params={"sector": ""}).json()["assets"] == []
    wrong = client.get(address, params={"kind": "ward"})
    assert "area" in assert_problem(wrong, 422, "not-well-formed", field="kind")["detail"]
    assert_problem(
        client.get(address, params={"sector": "x"}), 422, "not-well-formed", field="sector"
    )


def test_a_layer_comes_with_the_numbers_and_holds_no_person(
    service: Service, browser: Browser, tmp_path: Path
) -> None:
    place = started(service, tmp_path)
    listed(
        service,
        place,
        body(place, "Club", (0, 0), offers=("meals",)),
        body(place, "Asha Rao", kind="person", area="A0", offers=("faith",)),
    )
    client, address = organiser(service, browser, place), f"/api/v1/neighbourhoods/{place}/places"
    assert client.get(address).json()["layer"] is None
    for name in ("walks", "need", "patterns", "flows", "bridges"):
        answer = client.get(address, params={"layer": name})
        assert answer.json()["layer"]["areas"].keys() == {"A0", "A1", "A2", "A3"}
        assert "Asha" not in answer.text
    walks = client.get(address, params={"layer": "walks", "care": "meals"}).json()["layer"]
    assert walks["areas"]["A0"]["words"] == "0 min"
    assert_problem(
        client.get(address, params={"layer": "x"}), 422, "not-well-formed", field="layer"
    )


def test_the_page_of_the_map_runs_only_our_own_file_and_holds_no_name(
    service: Service, browser: Browser, tmp_path: Path
) -> None:
    place = started(service, tmp_path)
    listed(service, place, body(place, HOSTILE, (0, 0)))
    answer = organiser(service, browser, place).get(f"/api/v1/neighbourhoods/{place}/places/map")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = dict(
        part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; ")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"
    assert "onerror" not in answer.text
    scripts = re.findall(r"<script([^>]*)>", answer.text)
    assert [bool(re.search(r'src="/assets/|type="application/json"', one)) for one in scripts] == [
        True,
        True,
    ]
    assert not re.search(r"//|\son\w+=|style=", answer.text)
    for file in re.findall(r'(?:src|href)="(/assets/[^"]+)"', answer.text):
        assert (site.PAGES / file.lstrip("/")).is_file()


def test_what_is_written_in_a_file_is_answered_as_it_is_and_never_not_a_number(
    service: Service, browser: Browser, tmp_path: Path
) -> None:
    place = started(service, tmp_path)
    listed(service, place, body(place, HOSTILE, (0, 0)))
    answer = organiser(service, browser, place).get(f"/api/v1/neighbourhoods/{place}/places")
    assert answer.json()["assets"][0]["label"] == HOSTILE
    assert not re.search(r"\b(NaN|Infinity)\b", answer.text)


def test_the_map_is_a_file_with_the_figures_of_the_page_and_nobody_in_it(
    service: Service, browser: Browser, tmp_path: Path
) -> None:
    place = started(service, tmp_path)
    listed(
        service,
        place,
        body(place, "=Club <b>", (0, 0), offers=("meals",)),
        body(place, "Health centre", (0, 0), kind="health_care_provider", offers=("meals",)),
        body(place, "Asha Rao", kind="person", area="A0", offers=("faith",)),
    )
    client, address = organiser(service, browser, place), f"/api/v1/neighbourhoods/{place}/places"

    def kept(format_: str, **asked: str) -> Path:
        answer = client.get(f"{address}/file", params={"format": format_, **asked})
        assert answer.status_code == 200, answer.text
        saved = f'attachment; filename="map-of-areas.{format_}"'
        assert answer.headers["content-disposition"] == saved
        file = tmp_path / f"kept.{format_}"
        file.write_bytes(answer.content)
        assert b"Asha" not in file.read_bytes()
        return file

    for layer in ("walks", "need", "patterns", "flows", "bridges"):
        page = client.get(address, params={"layer": layer}).json()
        geojson = kept("geojson", layer=layer)
        assert b"<" not in geojson.read_bytes()
        whole = geopandas.read_file(geojson)
        areas = whole[whole.what == "area"]
        package = geopandas.read_file(kept("gpkg", layer=layer), layer="areas")
        table = pd.read_csv(kept("csv", layer=layer))
        for found in (areas, package, table):
            assert list(found.area_code) == [one["code"] for one in page["areas"]]
            assert list(found.number) == [one["number"] for one in page["areas"]]
            rates = [one["per_1000"] for one in page["areas"]]
            assert (
                found.per_1000.astype(object).where(found.per_1000.notna(), None).tolist() == rates
            )
            said = [page["layer"]["areas"][code]["words"] for code in found.area_code]
            assert list(found.layer_says.astype(str)) == said
            assert found.deprivation_score.tolist() == [30, 10, 20, 25]
        assert package.crs == whole.crs == "EPSG:4326"
        assert package.geometry.geom_equals(areas.geometry.reset_index(drop=True)).all()
        assert set(whole[whole.what == "place"].name) == {"=Club <b>", "Health centre"}
    lines = geopandas.read_file(kept("gpkg", layer="bridges"), layer="lines")
    assert "in the same building" in lines.sentence[0]
    about = geopandas.read_file(kept("gpkg"), layer="about").set_index("what").says
    assert about["source"].startswith("Areas from squares.geojson, loaded")
    near = client.get(f"{address}/file", params={"format": "csv", "shown": "kind=person"})
    assert [row["number"] for row in csv.DictReader(io.StringIO(near.text))] == ["0"] * 4
    assert_problem(
        client.get(f"{address}/file", params={"format": "x"}),
        422,
        "not-well-formed",
        field="format",
    )
    alone = kept("html").read_text()
    assert "connect-src" not in alone
    assert "default-src 'none'" in alone
    assert "<b>" not in alone


def test_a_file_for_anybody_is_not_chosen_by_who_is_tied_to_somebody(
    service: Service, browser: Browser, tmp_path: Path
) -> None:
    place = started(service, tmp_path)
    asha = body(place, "Asha Rao", kind="person", area="A0")
    hers, other = (body(place, name, (0, 0), offers=("meals",)) for name in ("Hers", "Other"))
    line = Connection(id=new_id(), type="cares_for", from_=hers.id, to=asha.id, state="engaged")
    neighbourhoods.add_to_directory(service, place, [asha, hers, other], [line])
    client, address = organiser(service, browser, place), f"/api/v1/neighbourhoods/{place}/places"
    for told_by in (asha, hers):
        shown = f"near={told_by.id}&steps=1"
        here = client.get(address, params={"shown": shown}).json()
        assert here["areas"][0]["number"] == 1
        told = client.get(f"{address}/file", params={"format": "csv", "shown": shown}).text
        [first, *_] = csv.DictReader(io.StringIO(told.removeprefix("\ufeff")))
        assert first["number"] == ("1" if told_by is hers else "0")
