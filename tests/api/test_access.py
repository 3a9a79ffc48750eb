"""Access to a care map for a time: given with its last day, changed in one action, gone at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient

from mapping import care_maps
from mapping.model import day_of, instant
from mapping.service import Service
from tests.api.conftest import Browser
from tests.api.test_rights import give
from tests.helpers import account, assert_problem, reader


def in_days(days: int) -> str:
    return (day_of(instant()) + dt.timedelta(days=days)).isoformat()


@dataclass
class Kitchen:
    """Ivy's map, her page, and anybody's page by name."""

    service: Service
    browser: Browser
    accounts: dict[str, str]
    map: str

    def page(self, name: str) -> TestClient:
        if name not in self.accounts:
            self.accounts[name] = account(self.service, name)
        return self.browser(self.accounts[name])

    @property
    def ivy(self) -> TestClient:
        return self.page("Ivy")

    def link(self, role: str, until: str | None = None) -> str:
        made = self.ivy.post(f"{self.map}/invitations", json={"role": role, "until": until})
        assert made.status_code == 201, made.text
        return f"/api/v1{made.json()['link_path']}"

    def accept(self, name: str, link: str) -> Any:
        return self.page(name).post(f"{link}/acceptance", json={})

    def until(self, name: str) -> str | None:
        people = self.ivy.get(f"{self.map}/people").json()["people"]
        ends: dict[str, str | None] = {one["account_id"]: one["until"] for one in people}
        return ends[self.accounts[name]]

    def set_until(self, name: str, day: str | None, *, by: str = "Ivy") -> Any:
        address = f"{self.map}/people/{self.accounts[name]}/until"
        return self.page(by).put(address, json={"until": day})


@pytest.fixture
def kitchen(service: Service, browser: Browser) -> Kitchen:
    ivy = account(service, "Ivy")
    opened = care_maps.create(service, reader(service, ivy), owner_name="Ivy", mine=True)
    address = f"/api/v1/care-maps/{opened.document.id}"
    return Kitchen(service, browser, {"Ivy": ivy}, address)


def test_access_is_given_until_a_day_and_the_link_says_both_days(kitchen: Kitchen) -> None:
    link = kitchen.link("viewer", in_days(3))
    open_link = kitchen.ivy.get(f"{kitchen.map}/people").json()["invitations"][0]
    assert open_link["until"] == in_days(3)
    assert day_of(open_link["expires_at"]).isoformat() == in_days(4)  # it gives nothing after
    assert kitchen.browser().get(link).json()["until"] == in_days(3)
    assert kitchen.accept("Femi", link).status_code == 200
    assert kitchen.until("Femi") == in_days(3)
    long = kitchen.link("viewer", in_days(90))
    shown = kitchen.browser().get(long).json()
    assert shown["until"] == in_days(90)
    assert day_of(shown["expires_at"]).isoformat() == in_days(14)


def test_the_same_role_again_gives_the_new_day_and_a_stronger_one_is_kept(
    kitchen: Kitchen,
) -> None:
    for until in (in_days(3), in_days(30), in_days(1), None):
        assert kitchen.accept("Femi", kitchen.link("editor", until)).status_code == 200
        assert kitchen.until("Femi") == until
    assert kitchen.accept("Femi", kitchen.link("viewer", in_days(1))).status_code == 200
    assert kitchen.until("Femi") is None


def test_the_owner_changes_an_end_and_nobody_else_does(kitchen: Kitchen) -> None:
    kitchen.accept("Femi", kitchen.link("editor"))
    kitchen.accept("Rosa", kitchen.link("viewer"))
    for day in (in_days(0), in_days(90), None, in_days(5)):
        assert kitchen.set_until("Femi", day).status_code == 204
        assert kitchen.until("Femi") == day
    assert_problem(kitchen.set_until("Femi", None, by="Femi"), 403, "not-allowed")
    assert_problem(kitchen.set_until("Femi", None, by="Rosa"), 403, "not-allowed")
    assert_problem(kitchen.set_until("Femi", None, by="Stranger"), 404, "not-found")
    for day in (in_days(-1), in_days(4000), "9999-12-31"):
        refused = kitchen.set_until("Femi", day)
        assert_problem(refused, 422, "not-well-formed", field="until")
    said = [one["sentence"] for one in kitchen.ivy.get(f"{kitchen.map}/history").json()["entries"]]
    assert any(one.startswith("You said that Femi can open this map until ") for one in said)
    assert "You said that Femi can open this map without an end." in said


def test_a_map_never_waits_for_a_day_on_which_it_has_no_owner(kitchen: Kitchen) -> None:
    """The only owner gets no end, by no way; one of two may, and then the other cannot go."""
    assert_problem(kitchen.set_until("Ivy", in_days(1)), 403, "not-allowed")
    kitchen.accept("Otto", kitchen.link("owner", in_days(9)))
    assert_problem(kitchen.set_until("Ivy", in_days(1)), 403, "not-allowed")
    leaving = kitchen.ivy.delete(f"{kitchen.map}/people/{kitchen.accounts['Ivy']}")
    assert_problem(leaving, 403, "not-allowed")
    kitchen.set_until("Otto", None)
    ottos = kitchen.page("Otto").post(
        f"{kitchen.map}/invitations", json={"role": "owner", "until": in_days(2)}
    )
    link = f"/api/v1{ottos.json()['link_path']}"
    assert kitchen.accept("Ivy", link).status_code == 200  # the same role, with a new day
    assert kitchen.until("Ivy") == in_days(2)
    kitchen.set_until("Ivy", None)
    lone = kitchen.link("owner", in_days(2))
    kitchen.ivy.delete(f"{kitchen.map}/people/{kitchen.accounts['Ivy']}")
    assert_problem(kitchen.accept("Otto", lone), 410, "already-used")  # its inviter has gone


def test_when_the_day_is_over_an_open_page_gets_nothing_more(kitchen: Kitchen) -> None:
    kitchen.accept("Femi", kitchen.link("viewer", in_days(1)))
    page = kitchen.page("Femi")
    assert page.get(kitchen.map).status_code == 200
    over = instant()
    give(
        kitchen.service,
        kitchen.accounts["Femi"],
        "viewer",
        until=over,
        care_map=kitchen.map.rsplit("/", 1)[1],
    )
    nowhere = page.get("/api/v1/care-maps/nowhere")
    for what in ("", "/people", "/drawings", "/edits", "/picture?format=svg", "/here"):
        answer = page.get(f"{kitchen.map}{what}")
        assert (answer.status_code, answer.content) == (404, nowhere.content), what
    assert page.get("/api/v1/me").json()["care_maps"] == []
    # Whoever comes again by a new link is not held to the day that was.
    kitchen.accept("Femi", kitchen.link("viewer"))
    assert kitchen.until("Femi") is None
