"""Asking to see a map: told the same whether there is one, passed on, answered kindly or not."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapping import audit, ending
from mapping.model import new_id
from mapping.service import Service
from tests.api.conftest import Browser
from tests.api.test_access import Kitchen, in_days, kitchen
from tests.conftest import Cypher
from tests.helpers import account, assert_problem, reader

__all__ = ["kitchen"]

ASK = "/api/v1/access-requests"
SENTENCE = "I am Ivy's neighbour from the corner, and bring her soup"


def asks(page: TestClient, address: str, sentence: str = SENTENCE) -> Any:
    return page.post(ASK, json={"address": address, "sentence": sentence})


def of(kitchen: Kitchen) -> str:
    return kitchen.map.removeprefix("/api/v1")


def waiting(kitchen: Kitchen) -> list[Any]:
    found: list[Any] = kitchen.ivy.get(f"{kitchen.map}/access-requests").json()
    return found


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    sentence=st.text(min_size=1, max_size=300).filter(lambda text: text.strip() != ""),
    rest=st.sampled_from(["", "/", "/sharing", "/team?x=1", "#here"]),
    again=st.booleans(),
)
def test_nobody_learns_by_asking_whether_there_is_a_map(
    kitchen: Kitchen,
    sentence: str,
    rest: str,
    again: bool,
) -> None:
    """A map, one taken away, and one that never was: status, headers and body, byte for byte."""
    gone = kitchen.browser(kitchen.accounts["Ivy"]).post(
        "/api/v1/care-maps", json={"owner_name": "Ivy", "mine": True}
    )
    gone_id = gone.json()["document"]["id"]
    ivy = reader(kitchen.service, kitchen.accounts["Ivy"])
    ending.take_away(kitchen.service, ivy, gone_id)
    asker = account(kitchen.service, f"Femi{new_id()}")
    page = kitchen.browser(asker)
    there, away, never = (
        [asks(page, f"{address}{rest}", sentence) for _ in range(1 + again)]
        for address in (of(kitchen), f"/care-maps/{gone_id}", f"/care-maps/{new_id()}")
    )
    told = [(one.status_code, one.content, one.headers) for one in (*there, *away, *never)]
    assert all(one == told[0] for one in told)
    assert told[0][0] in {202, 422}  # a hidden character is refused, wherever it is sent
    # Nor do they see it from what they asked, while nobody answers, or it is put aside.
    for asked in waiting(kitchen):
        kitchen.ivy.delete(f"{kitchen.map}/access-requests/{asked['id']}")
    kept = page.get("/api/v1/me/data").json()
    told_of = {one["action"] for one in kept["record"] if one["action"].startswith("access.")}
    assert told_of <= {"access.asked"}
    mine = page.get("/api/v1/me/access-requests").json()
    assert len(mine) == len(kept["asked"]) == (3 if told[0][0] == 202 else 0)
    assert len({str({**one, "id": "", "asked_at": ""}) for one in mine}) <= 1


def test_an_owner_lets_in_who_asks_until_a_day(kitchen: Kitchen) -> None:
    femi = kitchen.page("Femi")
    asks(femi, of(kitchen))
    assert kitchen.ivy.get("/api/v1/me/reminders").json()[0]["what"] == "asked"
    (asked,) = waiting(kitchen)
    assert (asked["name"], asked["sentence"]) == ("Femi", SENTENCE)
    yes = f"{kitchen.map}/access-requests/{asked['id']}/yes"
    refused = kitchen.ivy.post(yes, json={"role": "owner"})
    assert_problem(refused, 422, "not-well-formed", field="role")
    assert kitchen.ivy.post(yes, json={"role": "viewer", "until": in_days(9)}).status_code == 204
    assert kitchen.until("Femi") == in_days(9)
    (mine,) = femi.get("/api/v1/me/access-requests").json()
    assert (mine["answer"], mine["until"]) == ("given", in_days(9))
    assert femi.get(kitchen.map).status_code == 200
    assert waiting(kitchen) == kitchen.ivy.get("/api/v1/me/reminders").json() == []
    assert_problem(kitchen.ivy.post(yes, json={"role": "viewer"}), 404, "not-found")
    said = kitchen.ivy.get(f"{kitchen.map}/history?what=shared").json()["entries"]
    assert said[0]["sentence"] == "You let Femi open this map, who had asked."
    assert audit.check(kitchen.service) == []


def test_a_no_is_kind_and_not_asked_away(kitchen: Kitchen, cypher: Cypher) -> None:
    femi = kitchen.page("Femi")
    asks(femi, of(kitchen))
    (asked,) = waiting(kitchen)
    no = f"{kitchen.map}/access-requests/{asked['id']}/no"
    empty = kitchen.ivy.post(no, json={"sentence": "  "})
    assert_problem(empty, 422, "not-well-formed", field="sentence")
    kind = "Thank you, but I keep it to myself"
    assert kitchen.ivy.post(no, json={"sentence": kind}).status_code == 204
    (mine,) = femi.get("/api/v1/me/access-requests").json()
    assert (mine["answer"], mine["answered"], mine["care_map"]) == ("refused", kind, None)
    assert femi.delete(f"/api/v1/me/access-requests/{mine['id']}").status_code == 204
    assert asks(femi, of(kitchen)).status_code == 202
    assert waiting(kitchen) == []
    kept = str(cypher("MATCH (n) RETURN properties(n) AS p"))
    assert kind not in kept
    assert SENTENCE not in kept
    assert femi.get(kitchen.map).status_code == 404


def test_only_an_owner_answers_and_only_their_own_is_taken_back(
    kitchen: Kitchen,
    service: Service,
    browser: Browser,
) -> None:
    kitchen.accept("Rosa", kitchen.link("editor"))
    asks(kitchen.page("Femi"), of(kitchen))
    (asked,) = waiting(kitchen)
    at = f"{kitchen.map}/access-requests/{asked['id']}"
    bodies = {"/yes": {"role": "viewer"}, "/no": {"sentence": "No"}}
    for name, status, slug in (("Rosa", 403, "not-allowed"), ("Otto", 404, "not-found")):
        page = kitchen.page(name)
        for end, body in bodies.items():
            assert_problem(page.post(f"{at}{end}", json=body), status, slug)
        assert_problem(page.delete(at), status, slug)
        taken = page.delete(f"/api/v1/me/access-requests/{asked['id']}")
        assert_problem(taken, 404, "not-found")
    admin = browser(account(service, "Ada", "administrator"))
    assert_problem(asks(admin, of(kitchen)), 403, "not-allowed")
    assert_problem(
        asks(kitchen.page("Otto"), "/neighbourhoods/x"), 422, "not-well-formed", field="address"
    )


@pytest.mark.usefixtures("kitchen")
def test_nobody_asks_about_one_map_after_another(kitchen: Kitchen) -> None:
    femi = kitchen.page("Femi")
    for _ in range(5):
        assert asks(femi, f"/care-maps/{new_id()}").status_code == 202
    for address in (of(kitchen), f"/care-maps/{new_id()}"):
        assert_problem(asks(femi, address), 429, "too-many-asked")
    assert waiting(kitchen) == []
