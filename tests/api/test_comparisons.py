"""Comparing and asking what if over HTTP: what programs and pages rely on, and bad input."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response

from mapping.history import history
from mapping.model import day_in_words, new_id
from mapping.service import Service
from tests.desk import Desk, desk_at
from tests.helpers import assert_problem, reader

Json = dict[str, Any]


@pytest.fixture
def desk(service: Service, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(service, tmp_path) as desk:
        yield desk


@pytest.fixture
def rosa(desk: Desk) -> str:
    """Rosa, who brings Ivy a meal every week."""
    drawn = desk.person("Rosa Delgado")
    id_ = str(drawn["element"]["id"])
    meals = {"care_types": ["meals"], "frequency": "weekly", "formality": "gifted"}
    arrow = desk.care(id_, desk.ivy, state="generative", **meals)
    assert desk.send(desk.edit(drawn, arrow)).status_code == 200
    return id_


def at(desk: Desk, rest: str) -> str:
    return f"/api/v1/care-maps/{desk.map_id}{rest}"


def keep(desk: Desk, **said: Any) -> Json:
    answer = desk.page.post(at(desk, "/drawings"), json=said)
    assert answer.status_code == 201, answer.text
    kept: Json = answer.json()
    return kept


def comparison(desk: Desk, **query: str) -> Response:
    return desk.page.get(at(desk, "/comparison"), params=query)


def test_two_drawings_are_compared_whatever_order_they_are_named_in(desk: Desk, rosa: str) -> None:
    first = keep(desk, sentence="Rosa comes")
    ben = desk.person("Ben")
    id_ = ben["element"]["id"]
    desk.send(desk.edit(ben, desk.care(id_, desk.ivy, state="generative", frequency="daily")))
    second = keep(desk)
    there = comparison(desk, earlier=first["id"], later=second["id"]).json()
    back = comparison(desk, earlier=second["id"], later=first["id"]).json()
    assert (there["swapped"], back["swapped"]) == (False, True)
    assert there["comparison"] == back["comparison"]
    sentences = [one["sentence"] for one in there["comparison"]["connections"]]
    assert sentences == ["Ben cares for Ivy, every day."]
    assert there["earlier"]["kept"]["sentence"] == "Rosa comes"
    assert comparison(desk).json()["comparison"]["same"] is True
    itself = comparison(desk, earlier=first["id"], later=first["id"]).json()
    assert (itself["swapped"], itself["comparison"]["same"]) == (False, True)
    assert rosa in {one["element_id"] for one in there["earlier"]["document"]["figures"]}


def test_who_was_removed_for_good_is_compared_without_a_name_from_then_on(
    desk: Desk, service: Service, rosa: str
) -> None:
    kept = keep(desk, sentence="Rosa comes", present=["Rosa Delgado"])
    desk.send(desk.edit(desk.person("Ben")))
    assert "Rosa" in comparison(desk, earlier=kept["id"]).text
    service.sealer.keys.destroy(rosa)
    after = comparison(desk, earlier=kept["id"])
    assert "Rosa" not in after.text
    told = after.json()["comparison"]["cannot"]
    assert any("1 person was removed for good" in one for one in told)


def test_without_a_drawing_before_there_is_nothing_to_compare_and_it_says_so(desk: Desk) -> None:
    refused = assert_problem(comparison(desk), 422, "not-well-formed", field="earlier")
    assert "Keep one first" in refused["detail"]
    assert_problem(comparison(desk, earlier="nowhere"), 404, "not-found")


def test_what_if_tells_what_would_be_lost_and_changes_nothing(desk: Desk, rosa: str) -> None:
    before = desk.opened()
    found = desk.page.get(at(desk, "/what-if"), params={"without": rosa}).json()
    assert found["title"] == "Without Rosa, nobody would be left for meals for Ivy"
    assert found["losses"][0]["level"] == "none"
    assert desk.opened() == before
    refused = desk.page.get(at(desk, "/what-if"), params={"without": "nobody"})
    assert_problem(refused, 422, "not-well-formed", field="without")


def test_asking_what_if_of_somebody_is_in_the_history_once_an_hour(
    desk: Desk, service: Service, rosa: str
) -> None:
    asha = desk.person("Asha")
    id_ = asha["element"]["id"]
    might = desk.care(id_, desk.ivy, state="potential")
    assert desk.send(desk.edit(asha, might)).status_code == 200
    line = might["connection"]["id"]
    for asked in (
        {},
        {"without": [rosa]},
        {"without": [rosa]},
        {"without": [rosa, id_]},
        {"alive": [line]},
    ):
        assert desk.page.get(at(desk, "/what-if"), params=asked).status_code == 200
    me = desk.page.get("/api/v1/me").json()["id"]
    entries = history(service, reader(service, me), desk.map_id).entries
    told = [one.sentence for one in entries if "what if" in one.sentence]
    assert told[::-1] == [
        "You asked what if Rosa Delgado could not come.",
        "You asked what if Rosa Delgado and 1 other could not come.",
        "You asked what if the line from Asha to Ivy Adeyemi came to be.",
    ]


def test_a_plan_is_never_compared_as_if_it_had_happened(desk: Desk, rosa: str) -> None:
    keep(desk)
    wanted = {"said": {"id": new_id(), "sentence": "If Rosa moved"}, "plan": {"without": [rosa]}}
    plan = desk.page.post(at(desk, "/plans"), json=wanted).json()
    again = desk.page.post(at(desk, "/plans"), json=wanted).json()
    assert plan == again
    assert comparison(desk).json()["comparison"]["same"] is True
    refused = comparison(desk, later=plan["id"])
    assert_problem(refused, 422, "not-well-formed", field="later")
    asked = comparison(desk, later=plan["id"], plans="true").json()
    assert [one["what"] for one in asked["comparison"]["connections"]] == ["gone"]
    # A plan comes after what was, also after what was kept later.
    keep(desk)
    turned = comparison(desk, earlier=plan["id"], later="now", plans="true").json()
    assert (turned["swapped"], turned["later"]["kept"]["id"]) == (True, plan["id"])
    nothing = desk.page.post(at(desk, "/plans"), json={"said": {}, "plan": {}})
    assert_problem(nothing, 422, "not-well-formed", field="without")


def test_bad_input_names_its_field_and_keeps_nothing(desk: Desk) -> None:
    yesterday = (dt.date.today() - dt.timedelta(days=9)).isoformat()
    refused = desk.page.post(at(desk, "/drawings"), json={"review_on": yesterday})
    assert_problem(refused, 422, "not-well-formed", field="review_on")
    long = desk.page.post(at(desk, "/drawings"), json={"sentence": "a" * 400})
    assert_problem(long, 422, "not-well-formed", field="sentence")
    assert desk.page.get(at(desk, "/drawings")).json() == {"drawings": [], "next": None}


def test_keeping_looking_and_comparing_are_in_the_history(desk: Desk, service: Service) -> None:
    kept = keep(desk)
    desk.page.get(at(desk, f"/drawings/{kept['id']}"))
    for _ in range(2):
        comparison(desk)
    me = desk.page.get("/api/v1/me").json()["id"]
    entries = history(service, reader(service, me), desk.map_id).entries
    day = day_in_words(kept["kept_at"])
    assert [one.sentence for one in entries[:4]] == [
        f"You compared the drawing of {day} with the map as it was then.",
        f"You looked at the drawing of {day}.",
        "You opened this map.",
        "You kept this drawing.",
    ]
