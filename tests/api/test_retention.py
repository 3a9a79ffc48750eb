"""Until when a map is kept: chosen, warned of, put off, and then taken away as an owner would."""

from __future__ import annotations

import datetime as dt

from mapping import audit, ending, retention
from tests.api.test_access import Kitchen, in_days, kitchen  # noqa: F401
from tests.conftest import Cypher
from tests.helpers import assert_problem, reader


def test_a_map_goes_after_its_day_with_a_warning_first_and_can_be_put_off(
    kitchen: Kitchen,  # noqa: F811
    cypher: Cypher,
) -> None:
    map_id, service = kitchen.map.rsplit("/", 1)[1], kitchen.service
    at = f"{kitchen.map}/retention"
    assert kitchen.ivy.get(at).json() == {"keep_until": None, "warned": False}
    for near in (in_days(-1), in_days(0), in_days(29), "9999-12-31"):
        refused = kitchen.ivy.put(at, json={"keep_until": near})
        assert_problem(refused, 422, "not-well-formed", field="keep_until")
    assert kitchen.ivy.put(at, json={"keep_until": in_days(400)}).status_code == 204
    assert kitchen.ivy.get("/api/v1/me/reminders").json() == []
    for days in (60, 30):  # warned from 60 days before, so that nobody has less than 30
        kitchen.ivy.put(at, json={"keep_until": in_days(days)})
        assert kitchen.ivy.get(at).json() == {"keep_until": in_days(days), "warned": True}
        (warning,) = kitchen.ivy.get("/api/v1/me/reminders").json()
        assert (warning["what"], warning["day"]) == ("goes", in_days(days))
    assert kitchen.ivy.put(at, json={"keep_until": in_days(365)}).status_code == 204
    assert kitchen.ivy.get("/api/v1/me/reminders").json() == []
    assert retention.take_away_what_is_over(service) == 0

    def comes(day: str) -> int:
        gone = {"id": map_id, "day": dt.date.fromisoformat(day)}
        cypher("MATCH (m:CareMap {id: $id}) SET m.keep_until = $day", **gone)
        return retention.take_away_what_is_over(service)

    assert comes(in_days(0)) == 0  # all of that day counts
    assert kitchen.ivy.get(kitchen.map).status_code == 200
    assert comes(in_days(-1)) == 1
    assert kitchen.ivy.get(kitchen.map).status_code == 404
    assert retention.take_away_what_is_over(service) == 0
    ivy = reader(service, kitchen.accounts["Ivy"])
    assert [one.id for one in ending.list_of(service, ivy)] == [map_id]
    ending.bring_back(service, ivy, map_id)
    assert kitchen.ivy.get(at).json()["keep_until"] is None  # it does not go again at once
    assert retention.take_away_what_is_over(service) == 0
    said = [one["sentence"] for one in kitchen.ivy.get(f"{kitchen.map}/history").json()["entries"]]
    assert "Care Mapping took this map away." in said
    assert any(one.startswith("You said that this map is kept until ") for one in said)
    assert audit.check(service) == []


def test_only_an_owner_chooses_how_long_a_map_is_kept(kitchen: Kitchen) -> None:  # noqa: F811
    kitchen.accept("Rosa", kitchen.link("editor"))
    wanted = {"keep_until": in_days(90)}
    for name, status, slug in (("Rosa", 403, "not-allowed"), ("Femi", 404, "not-found")):
        refused = kitchen.page(name).put(f"{kitchen.map}/retention", json=wanted)
        assert_problem(refused, status, slug)
    assert kitchen.page("Rosa").get(f"{kitchen.map}/retention").status_code == 200
