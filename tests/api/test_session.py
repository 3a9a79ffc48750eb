"""Signing in and out, one's account, invitations and keys, over HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.rights import COOKIE
from mapping import neighbourhoods, people, throttle
from mapping.service import Service
from mapping.store import Store
from tests.api.conftest import Browser
from tests.helpers import PASSWORD, account, assert_problem, make_service

IVY = {"email": "ivy@example.org", "password": PASSWORD}


def test_signing_in_sets_a_cookie_that_opens_ones_account(
    service: Service, browser: Browser
) -> None:
    ivy = account(service, "Ivy Adeyemi")
    page = browser()
    answer = page.post("/api/v1/session", json=IVY)
    me = {
        "id": ivy,
        "name": "Ivy Adeyemi",
        "email": "ivy@example.org",
        "title": "Team member",
        "service_roles": [],
        "care_maps": [],
        "neighbourhoods": [],
        "demo": False,
    }
    assert answer.json() == me
    assert page.get("/api/v1/me").json() == me


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(
    service: Service, browser: Browser
) -> None:
    account(service, "Ivy Adeyemi")
    cookie = browser().post("/api/v1/session", json=IVY).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    elsewhere = browser(host="maps.example.org").post("/api/v1/session", json=IVY)
    assert "Secure" in elsewhere.headers["set-cookie"].split("; ")


def test_signing_out_ends_it_here_and_in_the_store(service: Service, browser: Browser) -> None:
    page = browser(account(service, "Ivy Adeyemi"))
    secret = page.cookies[COOKIE]
    answer = page.delete("/api/v1/session")
    assert answer.status_code == 204
    assert f'{COOKIE}=""' in answer.headers["set-cookie"]
    assert people.reader_of_session(service, secret) is None
    assert_problem(page.get("/api/v1/me"), 401, "not-signed-in")


def test_a_wrong_password_and_an_unknown_address_get_one_answer(
    service: Service, browser: Browser
) -> None:
    account(service, "Ivy Adeyemi")
    answers = [
        browser().post("/api/v1/session", json={"email": email, "password": "not this one"})
        for email in ("ivy@example.org", "nobody@example.org", "no email at all", "")
    ]
    for answer in answers:
        assert_problem(answer, 401, "wrong-sign-in")
    assert len({answer.content for answer in answers}) == 1


def test_too_many_tries_are_told_how_long_to_wait(
    service: Service, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    account(service, "Ivy Adeyemi")
    monkeypatch.setattr(throttle, "MOST_FOR_AN_EMAIL", 0)
    answer = browser().post("/api/v1/session", json=IVY)
    problem = assert_problem(answer, 429, "too-many-tries")
    assert problem["detail"] == (
        "Somebody tried to sign in too often. Wait 15 minutes, then try again."
    )
    assert 890 <= int(answer.headers["retry-after"]) <= 900


def test_a_new_password_is_refused_under_the_name_of_its_field(
    service: Service, browser: Browser
) -> None:
    page = browser(account(service, "Ivy Adeyemi"))
    for old, new, field in (
        ("not mine", "quite another sentence", "old"),
        (PASSWORD, "short", "new"),
        (PASSWORD, "password1234", "new"),
    ):
        answer = page.put("/api/v1/me/password", json={"old": old, "new": new})
        assert_problem(answer, 422, "not-well-formed", field=field)
    changed = page.put(
        "/api/v1/me/password", json={"old": PASSWORD, "new": "quite another sentence"}
    )
    assert changed.status_code == 204


def test_an_invitation_brings_a_newcomer_onto_the_map(service: Service, browser: Browser) -> None:
    ivy = browser(account(service, "Ivy Adeyemi"))
    started = ivy.post("/api/v1/care-maps", json={"owner_name": "Ivy Adeyemi", "mine": True})
    care_map = started.json()["document"]["id"]
    invited = ivy.post(f"/api/v1/care-maps/{care_map}/invitations", json={"role": "viewer"})
    assert invited.status_code == 201
    link = f"/api/v1{invited.json()['link_path']}"

    rosa = browser()
    shown = rosa.get(link).json()
    assert (shown["inviter_first_name"], shown["role"]) == ("Ivy", "viewer")
    assert shown["needs_account"]
    assert_problem(rosa.post(f"{link}/acceptance", json={}), 422, "not-well-formed", field="name")
    new = {"name": "Rosa Delgado", "email": "rosa@example.org", "password": PASSWORD}
    me = rosa.post(f"{link}/acceptance", json=new).json()
    title = started.json()["document"]["title"]
    assert me["care_maps"] == [{"id": care_map, "title": title, "role": "viewer"}]
    assert rosa.get(f"/api/v1/care-maps/{care_map}").json()["role"] == "viewer"

    assert_problem(browser().get(link), 410, "already-used")
    assert_problem(browser().get(f"{link}x"), 404, "not-found")
    listed = ivy.get(f"/api/v1/care-maps/{care_map}/people").json()
    assert [(one["name"], one["role"], one["mine"]) for one in listed["people"]] == [
        ("Ivy Adeyemi", "owner", True),
        ("Rosa Delgado", "viewer", False),
    ]
    assert listed["invitations"] == []


def test_the_administrator_invites_an_organiser_who_then_sees_the_neighbourhood(
    service: Service, browser: Browser
) -> None:
    larkmead = neighbourhoods.create(service, name="Larkmead")
    admin = browser(account(service, "Ada", "administrator"))
    wanted = {"neighbourhood": larkmead, "role": "organiser"}
    link = admin.post("/api/v1/accounts/invitations", json=wanted).json()["link_path"]
    femi = browser(account(service, "Femi Balogun"))
    me = femi.post(f"/api/v1{link}/acceptance", json={}).json()
    assert me["neighbourhoods"] == [{"id": larkmead, "name": "Larkmead", "role": "organiser"}]
    assert femi.get(f"/api/v1/neighbourhoods/{larkmead}").json() == {
        "id": larkmead,
        "name": "Larkmead",
        "role": "organiser",
        "elements": 0,
        "connections": 0,
        "view_seq": femi.get(f"/api/v1/neighbourhoods/{larkmead}").json()["view_seq"],
        "remarks_waiting": 0,
        "proposals_waiting": 0,
        "expected": [],
    }
    trail = admin.get("/api/v1/audit").json()
    assert [entry["action"] for entry in trail if entry["about_ids"]].count("invitation.made") == 1
    assert "Femi" not in str(trail)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"role": "organiser"}, "neighbourhood"),
        ({"neighbourhood": "nowhere"}, "role"),
        ({"neighbourhood": "nowhere", "role": "member"}, "neighbourhood"),
        (
            {"neighbourhood": "n", "role": "member", "service_roles": ["analyst"]},
            "service_roles",
        ),
        ({"service_roles": ["king"]}, "service_roles[0]"),
    ],
)
def test_an_invitation_that_makes_no_sense_names_the_field(
    service: Service, browser: Browser, wanted: dict[str, object], field: str
) -> None:
    admin = browser(account(service, "Ada", "administrator"))
    answer = admin.post("/api/v1/accounts/invitations", json=wanted)
    assert_problem(answer, 422, "not-well-formed", field=field)


def test_a_program_uses_its_key_and_the_key_ends(service: Service, browser: Browser) -> None:
    ivy = browser(account(service, "Ivy Adeyemi"))
    wanted = {"label": "My diary", "scopes": ["read"], "days": 30}
    made = ivy.post("/api/v1/tokens", json=wanted).json()
    program = browser()
    program.headers["Authorization"] = f"Bearer {made['secret']}"
    assert program.get("/api/v1/me").json()["name"] == "Ivy Adeyemi"
    assert_problem(
        program.post("/api/v1/care-maps", json={"owner_name": "Ivy"}), 403, "not-allowed"
    )
    assert_problem(program.get("/api/v1/tokens"), 403, "not-allowed")
    assert ivy.delete(f"/api/v1/tokens/{made['id']}").status_code == 204
    assert_problem(program.get("/api/v1/me"), 401, "not-signed-in")


class TestDemonstration:
    @pytest.fixture
    def service(self, store: Store, tmp_path: Path) -> Service:
        return make_service(store, tmp_path, demo=True)

    def test_a_visitor_looks_around_as_somebody_invented(
        self, service: Service, browser: Browser
    ) -> None:
        ivy = people.create_account(
            service,
            name="Ivy Adeyemi",
            email="ivy@example.org",
            title="Team Owner",
            does="See your own care map.",
        )
        page = browser()
        assert page.get("/api/v1/session/choices").json() == [
            {
                "account_id": ivy,
                "name": "Ivy Adeyemi",
                "title": "Team Owner",
                "does": "See your own care map.",
            }
        ]
        me = page.post("/api/v1/session/choice", json={"account_id": ivy}).json()
        assert (me["name"], me["title"], me["demo"]) == ("Ivy Adeyemi", "Team Owner", True)

    @pytest.mark.parametrize(
        "headers",
        [
            {"Forwarded": "for=192.0.2.1"},
            {"X-Forwarded-For": "192.0.2.1"},
            {"X-Forwarded-Host": "localhost"},
            {"Host": "maps.example.org"},
            {"Host": "127.0.0.1.example.org"},
            {"Host": "192.168.1.20:8000"},
        ],
    )
    def test_it_is_for_this_computer_only(self, browser: Browser, headers: dict[str, str]) -> None:
        for path in ("/api/v1/health", "/", "/api/v1/session/choices"):
            answer = browser().get(path, headers=headers)
            assert_problem(answer, 403, "demonstration-only-here")

    @pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
    def test_it_opens_by_every_name_of_this_computer(self, browser: Browser, host: str) -> None:
        assert browser().get("/api/v1/health", headers={"Host": host}).status_code == 200


def test_outside_the_demonstration_nobody_can_be_chosen(service: Service, browser: Browser) -> None:
    ivy = account(service, "Ivy Adeyemi")
    assert_problem(browser().get("/api/v1/session/choices"), 404, "not-found")
    chosen = browser().post("/api/v1/session/choice", json={"account_id": ivy})
    assert_problem(chosen, 404, "not-found")
