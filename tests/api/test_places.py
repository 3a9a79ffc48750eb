"""The place view as programs get it, and the page of its map."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi.testclient import TestClient

from api import site
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
