"""Organisers look after their neighbourhood's directory: entries, connections, history, undo."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from mapping import neighbourhoods
from mapping.model import DirectoryElement, new_id, today
from mapping.reports import report_of
from mapping.service import Service
from mapping.vocabulary import Kind
from tests.api.conftest import Browser
from tests.api.test_reports import account_with_role
from tests.helpers import assert_problem
from tests.tables import sit_down


@dataclass
class Desk:
    """One organiser's page of a neighbourhood's directory."""

    page: TestClient
    place: str

    @property
    def at(self) -> str:
        return f"/api/v1/neighbourhoods/{self.place}"

    def send(self, *steps: dict[str, Any], id: str | None = None) -> Response:
        return self.page.post(f"{self.at}/edits", json={"id": id or new_id(), "steps": steps})

    def made(self, *steps: dict[str, Any]) -> dict[str, Any]:
        answer = self.send(*steps)
        assert answer.status_code == 200, answer.text
        done: dict[str, Any] = answer.json()
        return done

    def undo(self, change: dict[str, Any]) -> dict[str, Any]:
        answer = self.page.post(f"{self.at}/edits/{change['id']}/undo", json={"id": new_id()})
        assert answer.status_code == 200, answer.text
        done: dict[str, Any] = answer.json()
        return done

    def enter(self, name: str, kind: str = "group", **fields: Any) -> str:
        id_ = new_id()
        element = {"id": id_, "scope": self.place, "kind": kind, "name": name, **fields}
        self.made({"does": "list", "element": element})
        return id_

    def connect(self, type_: str, from_: str, to: str, **fields: Any) -> dict[str, Any]:
        line = {"id": new_id(), "type": type_, "from": from_, "to": to, **fields}
        return {"does": "connect", "connection": line}

    def entry(self, id_: str) -> dict[str, Any]:
        found: dict[str, Any] = self.page.get(f"{self.at}/entries/{id_}").json()
        return found

    def seen(self) -> dict[str, str]:
        items = self.page.get(f"{self.at}/elements").json()["items"]
        return {one["id"]: one["label"] for one in items}

    def lines(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page.get(f"{self.at}/connections").json()["items"]
        return found


def say(id_: str, field: str, now: Any, was: Any = None) -> dict[str, Any]:
    return {"does": "set", "on": "element", "id": id_, "field": field, "was": was, "now": now}


@pytest.fixture
def place(service: Service) -> str:
    return neighbourhoods.create(service, name="Larkmead")


@pytest.fixture
def femi(service: Service, browser: Browser, place: str) -> Desk:
    return Desk(browser(account_with_role(service, "Femi Balogun", "organiser", place)), place)


@pytest.fixture
def grace(service: Service, browser: Browser, place: str) -> Desk:
    return Desk(browser(account_with_role(service, "Grace Hill", "organiser", place)), place)


def test_two_organisers_editing_one_entry_both_keep_their_fields(femi: Desk, grace: Desk) -> None:
    club = femi.enter("Lunch club", address="2 Mill Lane")
    assert femi.seen() == {club: "Lunch club"}

    femi.made(say(club, "name", "Tanyard lunch club", "Lunch club"))
    grace.made(say(club, "opening", "Tuesdays at noon"))
    entry = femi.entry(club)["entry"]
    assert (entry["name"], entry["opening"]) == ("Tanyard lunch club", "Tuesdays at noon")

    answer = grace.made(say(club, "name", "Lunch at the Tanyard", "Lunch club"))
    [overtaken] = answer["overtaken"]
    assert (overtaken["stored"], overtaken["by"]["name"]) == ("Tanyard lunch club", "Femi Balogun")
    assert femi.entry(club)["entry"]["name"] == "Lunch at the Tanyard"
    history = femi.page.get(f"{femi.at}/entries/{club}/history").json()
    said = [
        (one["by"]["name"], step.get("field", step["does"]), step.get("now"))
        for one in history
        for step in one["steps"]
    ]
    assert said == [
        ("Grace Hill", "name", "Lunch at the Tanyard"),
        ("Grace Hill", "opening", "Tuesdays at noon"),
        ("Femi Balogun", "name", "Tanyard lunch club"),
        ("Femi Balogun", "list", None),
    ]


def test_a_change_sent_twice_is_made_once_and_can_be_taken_back(
    femi: Desk, service: Service
) -> None:
    club = femi.enter("Lunch club")
    once: dict[str, Any] = {"id": new_id(), "steps": [say(club, "area", "Tanyard")]}
    first, again = (femi.page.post(f"{femi.at}/edits", json=once) for _ in range(2))
    assert first.json() == again.json()
    other = femi.send(say(club, "area", "Elsewhere"), id=once["id"])
    assert_problem(other, 409, "edit-id-reused")

    ticked = femi.made(
        {"does": "tick", "on": "element", "id": club, "field": "offers", "value": "meals"}
    )
    femi.undo(first.json())
    assert femi.entry(club)["entry"]["area"] is None
    assert femi.entry(club)["entry"]["offers"] == ["meals"]
    femi.made(say(club, "name", "Soup club", "Lunch club"))
    femi.undo(ticked)
    assert femi.entry(club)["entry"]["offers"] == []

    renamed = femi.made(say(club, "name", "Soup and song", "Soup club"))
    femi.made(say(club, "name", "Song and soup", "Soup and song"))
    left = femi.undo(renamed)
    assert len(left["left_alone"]) == 1
    assert femi.seen()[club] == "Song and soup"
    rows = service.read(lambda tx: tx.rows("audit_entries", chain=femi.place, after=0, limit=50))
    assert {row["action"] for row in rows} == {"neighbourhood.started", "directory.changed"}


def test_an_entry_taken_out_is_kept_and_comes_back_with_its_connections(femi: Desk) -> None:
    club, hub = femi.enter("Lunch club"), femi.enter("Tanyard hub", "organisation")
    femi.made(femi.connect("collaborates_with", club, hub, state="engaged"))
    [line] = femi.lines()
    gone = femi.made(say(club, "retired", today().isoformat()))
    assert femi.seen() == {hub: "Tanyard hub"}
    assert femi.lines() == []
    assert femi.entry(club)["entry"]["retired"]
    refused = femi.send(femi.connect("cares_for", club, hub))
    problem = assert_problem(refused, 422, "edit-refused", field="steps[0].connection.from")
    assert "not in the directory any more" in problem["detail"]
    femi.undo(gone)
    assert femi.seen() == {club: "Lunch club", hub: "Tanyard hub"}
    assert femi.lines() == [line]


def test_who_looks_after_an_entry_and_when_it_was_checked(femi: Desk, grace: Desk) -> None:
    club, choir = femi.enter("Lunch club"), femi.enter("Choir")
    whose = {one["name"]: one["id"] for one in femi.page.get(f"{femi.at}/people").json()}
    femi.made(say(club, "looked_after_by", whose["Grace Hill"]))
    assert femi.entry(club)["looked_after_by"]["name"] == "Grace Hill"
    nobody = femi.send(say(choir, "looked_after_by", "nobody-here"))
    assert_problem(nobody, 422, "edit-refused", field="steps[0].now")

    long_ago = (today() - dt.timedelta(days=400)).isoformat()
    femi.made(say(club, "checked_on", long_ago))
    [stale] = grace.page.get(f"{grace.at}/unchecked").json()
    assert (stale["name"], stale["checked_on"]) == ("Lunch club", long_ago)
    assert stale["looked_after_by"]["name"] == "Grace Hill"
    checked = grace.made(say(club, "checked_on", today().isoformat(), long_ago))
    assert checked["overtaken"] == []
    assert grace.page.get(f"{grace.at}/unchecked").json() == []
    assert not grace.entry(club)["unchecked"]


def test_commons_membership_is_active_or_inactive(femi: Desk) -> None:
    partner = femi.enter("Clapton Commons", "organisation", roles=["convening_partner"])
    club = femi.enter("Lunch club")
    flowing = femi.send(femi.connect("member_of", club, partner, state="generative"))
    assert_problem(flowing, 422, "edit-refused", field="steps[0].connection.state")
    active = femi.connect("member_of", club, partner, state="engaged")
    femi.made(active)
    again = femi.send(femi.connect("member_of", club, partner, state="engaged"))
    assert_problem(again, 422, "edit-refused", field="steps[0].connection.to")
    line = active["connection"]
    ends = {name: line[name] for name in ("id", "type", "from", "to")}
    now = {"does": "set", "on": "connection", **ends, "field": "state"}
    femi.made({**now, "was": "engaged", "now": "inactive"})
    assert [one["state"] for one in femi.lines()] == ["inactive"]


def test_bad_input_says_which_field_and_what_to_do(femi: Desk) -> None:
    club = femi.enter("Lunch club")
    cases = {
        "steps[0].element.kind": {
            "does": "list",
            "element": {"id": new_id(), "scope": femi.place, "kind": "person", "name": "Rosa"},
        },
        "steps[0].element.scope": {
            "does": "list",
            "element": {"id": new_id(), "scope": "elsewhere", "kind": "group", "name": "Choir"},
        },
        "steps[0].now": say(club, "name", "", "Lunch club"),
        "steps[0].field": say(club, "extra", {}),
        "steps[0].id": say("not-there", "name", "x"),
    }
    for field, step in cases.items():
        assert_problem(femi.send(step), 422, "edit-refused", field=field)
    for now in ("far away", [200, 51.5], [1]):
        assert_problem(
            femi.send(say(club, "point", now)), 422, "edit-refused", field="steps[0].now"
        )
    femi.made(say(club, "point", [-0.05, 51.56]))
    assert femi.entry(club)["entry"]["lat"] == 51.56
    assert_problem(
        femi.send(say(club, "kind", "person", "group")), 422, "edit-refused", field="steps[0].now"
    )


def test_what_a_care_map_shares_and_what_another_place_keeps_are_not_edited_here(
    femi: Desk, service: Service
) -> None:
    table = sit_down(service, neighbourhood=femi.place)
    private = femi.send(say(table.owner, "name", "Somebody else"))
    assert_problem(private, 422, "edit-refused", field="steps[0].id")
    assert table.stored().elements[table.owner].name != "Somebody else"
    elsewhere = neighbourhoods.create(service, name="Elsewhere")
    hub = DirectoryElement(id=new_id(), scope=elsewhere, kind=Kind.GROUP, name="Hub")
    neighbourhoods.add_to_directory(service, elsewhere, [hub])
    since = dt.date(2026, 1, 1)
    service.write(
        lambda tx: tx.run("list_in_directory", neighbourhood=femi.place, since=since, ids=[hub.id])
    )
    assert not femi.entry(hub.id)["mine"]
    theirs = femi.send(say(hub.id, "name", "Ours", "Hub"))
    problem = assert_problem(theirs, 422, "edit-refused", field="steps[0].id")
    assert "Another neighbourhood" in problem["detail"]


def test_a_member_reads_an_entry_and_of_one_at_home_only_its_area(
    femi: Desk, service: Service, browser: Browser
) -> None:
    member = Desk(browser(account_with_role(service, "Mo Reed", "member", femi.place)), femi.place)
    home = femi.enter("Knitting circle", at_home=True, address="9 Mill Lane", area="Tanyard")
    hall = femi.enter("Hall", "place", address="1 Mill Lane")
    assert femi.entry(home)["entry"]["address"] == "9 Mill Lane"
    seen = member.entry(home)
    assert (seen["entry"]["address"], seen["entry"]["area"]) == (None, "Tanyard")
    assert not seen["mine"]
    assert member.entry(hall)["entry"]["address"] == "1 Mill Lane"
    assert_problem(member.send(say(hall, "name", "Mine", "Hall")), 403, "not-allowed")
    assert_problem(member.page.get(f"{member.at}/entries/{hall}/history"), 403, "not-allowed")


def test_two_entries_are_merged_with_a_preview_and_it_is_undone_exactly(femi: Desk) -> None:
    club = femi.enter("Tanyard lunch club", address="2 Mill Lane", offers=["meals"])
    twin = femi.enter(
        "The Tanyard Lunch Club", address="2 mill lane", opening="Tuesdays", offers=["social"]
    )
    hub, choir = femi.enter("Hub", "organisation"), femi.enter("Choir")
    femi.enter("Group 1"), femi.enter("Group 2")
    for end in (club, twin):
        femi.made(femi.connect("collaborates_with", end, hub, state="engaged"))
    femi.made(femi.connect("cares_for", twin, choir, state="generative", care_types=["meals"]))
    femi.made(femi.connect("collaborates_with", club, twin, state="potential"))
    before = femi.seen(), femi.lines(), femi.entry(club), femi.entry(twin)

    [pair] = femi.page.get(f"{femi.at}/likely-duplicates").json()
    assert {pair["one"]["id"], pair["other"]["id"]} == {club, twin}
    assert pair["same_address"]
    asked = femi.page.get(f"{femi.at}/likely-duplicates", params={"entry": twin}).json()
    assert [one["other"]["id"] for one in asked] == [club]

    at = f"{femi.at}/entries/{club}/merging/{twin}"
    seen = femi.page.get(at).json()
    assert {one["field"]: one["takes_other"] for one in seen["fields"]} == {
        "name": False,
        "address": False,
        "opening": True,
    }
    assert seen["added"] == {"offers": ["social"]}
    assert sorted((one["twice"], one["between"]) for one in seen["lines"]) == [
        (False, False),
        (False, True),
        (True, False),
    ]
    wanted = {"id": new_id(), "take": ["name", "opening"]}
    merged = femi.page.post(at, json=wanted)
    assert merged.status_code == 200, merged.text
    assert femi.page.post(at, json=wanted).json() == merged.json(), "it is done once"
    assert femi.seen().keys() == before[0].keys() - {twin}
    assert femi.seen()[club] == "The Tanyard Lunch Club"
    entry = femi.entry(club)["entry"]
    assert (entry["opening"], entry["offers"]) == ("Tuesdays", ["meals", "social"])
    ends = {(line["type"], line["from"], line["to"]) for line in femi.lines()}
    assert len(femi.lines()) == 2
    assert ("cares_for", club, choir) in ends
    assert_problem(femi.page.get(at), 422, "not-well-formed", field="other")

    femi.undo(merged.json())
    assert (femi.seen(), femi.lines(), femi.entry(club), femi.entry(twin)) == before


def test_what_was_merged_into_a_merged_entry_is_the_last_one(femi: Desk) -> None:
    first, second, third = femi.enter("Club"), femi.enter("Club"), femi.enter("Club")
    hub = femi.enter("Hub", "organisation")
    femi.made(femi.connect("cares_for", first, hub, state="generative"))
    for other, kept in ((first, second), (second, third)):
        wanted = {"id": new_id()}
        at = f"{femi.at}/entries/{kept}/merging/{other}"
        assert femi.page.post(at, json=wanted).status_code == 200
    assert [(line["from"], line["to"]) for line in femi.lines()] == [(third, hub)]
    itself = femi.page.post(f"{femi.at}/entries/{hub}/merging/{hub}", json={"id": new_id()})
    assert_problem(itself, 404, "not-found")


def test_two_entries_told_apart_are_not_asked_about_again_until_it_is_taken_back(
    femi: Desk,
) -> None:
    club, twin = femi.enter("Tanyard lunch club"), femi.enter("The Tanyard lunch club")
    choir = femi.enter("Choir")

    def asked() -> list[Any]:
        of_one = femi.page.get(f"{femi.at}/likely-duplicates", params={"entry": twin}).json()
        return [*femi.page.get(f"{femi.at}/likely-duplicates").json(), *of_one]

    assert len(asked()) == 2
    told = femi.made({"does": "tell_apart", "one": twin, "other": club})
    assert asked() == []
    history = femi.page.get(f"{femi.at}/entries/{club}/history").json()
    assert history[0]["steps"][0]["does"] == "tell_apart"
    femi.undo(told)
    assert len(asked()) == 2

    step = {"does": "tell_apart", "one": choir, "other": choir}
    assert_problem(femi.send(step), 422, "edit-refused", field="steps[0].other")
    step = {"does": "tell_apart", "one": choir, "other": "not-there"}
    assert_problem(femi.send(step), 422, "edit-refused", field="steps[0].other")


def test_who_is_missing_is_told_against_the_neighbourhoods_own_list(
    femi: Desk, grace: Desk, service: Service, browser: Browser
) -> None:
    member = Desk(browser(account_with_role(service, "Mo Reed", "member", femi.place)), femi.place)
    bank = femi.enter("Tanyard food bank", "organisation", offers=["meals"])
    club = femi.enter("Lunch club")
    femi.made(femi.connect("cares_for", bank, club, state="inactive", care_types=["money"]))

    femi.made({"does": "expect", "what": "Food bank"})
    added = grace.made({"does": "expect", "what": "health_care_provider"})
    femi.made({"does": "expect", "what": "FOOD BANK"})
    about = member.page.get(member.at).json()
    assert about["expected"] == ["Food bank", "health_care_provider"]

    found = member.page.get(f"{member.at}/reports/who").json()
    assert found["expected_here"] == {"Food bank": 1, "health_care_provider": 0}
    assert found["missing_expected"] == ["health_care_provider"]
    assert "Of 2 on the list of what to expect here, 1 is drawn." in found["sentences"]
    assert found == report_of(service, femi.place, "who"), "as the command line says it"
    some = member.page.get(f"{member.at}/reports/who", params={"shown": "kind=group"}).json()
    assert some["missing_expected"] == ["Food bank", "health_care_provider"]
    asked = member.page.get(f"{member.at}/reports/who", params={"expected": "choir"}).json()
    assert asked["expected_here"] == {"choir": 0}

    wealth = member.page.get(f"{member.at}/reports/wealth").json()
    assert (wealth["offers_unused"], wealth["gone_idle_total"]) == ({"meals": 1}, 0)
    assert wealth == report_of(service, femi.place, "wealth")

    femi.undo(added)
    assert femi.page.get(femi.at).json()["expected"] == ["Food bank"]
    assert_problem(member.send({"does": "expect", "what": "Choir"}), 403, "not-allowed")
    full = [{"does": "expect", "what": f"Club {number}"} for number in range(100)]
    assert_problem(femi.send(*full), 422, "edit-refused", field="steps[99].what")
