"""Members suggest entries, owners put forward what is on their maps, and organisers decide."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mapping import erasure, neighbourhoods
from mapping.model import Element, new_id
from mapping.service import Service
from mapping.steps import Add
from mapping.vocabulary import Kind
from tests.api.conftest import Browser
from tests.api.test_directory import Desk, say
from tests.api.test_reports import account_with_role
from tests.api.test_rights import give
from tests.drawings import figure
from tests.helpers import account, assert_problem, reader
from tests.tables import Table, sit_down


@pytest.fixture
def place(service: Service) -> str:
    return neighbourhoods.create(service, name="Larkmead")


@pytest.fixture
def femi(service: Service, browser: Browser, place: str) -> Desk:
    return Desk(browser(account_with_role(service, "Femi Balogun", "organiser", place)), place)


@pytest.fixture
def mo(service: Service, browser: Browser, place: str) -> Desk:
    return Desk(browser(account_with_role(service, "Mo Reed", "member", place)), place)


def queue(desk: Desk) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.page.get(f"{desk.at}/proposals").json()
    return found


def decide(desk: Desk, proposal: dict[str, Any], **decision: Any) -> Any:
    return desk.page.post(f"{desk.at}/proposals/{proposal['id']}/answer", json=decision)


def test_a_member_suggests_an_entry_or_a_change_and_an_organiser_decides(
    femi: Desk, mo: Desk
) -> None:
    hub = femi.enter("Tanyard hub", "organisation", opening="Mondays")
    path = f"{mo.at}/proposals"
    club = {"kind": "group", "name": "Lunch club", "address": "2 Mill Lane", "offers": ["meals"]}
    assert mo.page.post(path, json={"entry": club, "why": "I go there"}).status_code == 204
    change = {"entry_id": hub, "field": "opening", "now": "Tuesdays"}
    assert mo.page.post(path, json={"change": change}).status_code == 204
    assert femi.page.get(femi.at).json()["proposals_waiting"] == 2
    assert mo.page.get(mo.at).json()["proposals_waiting"] is None

    later, new = queue(femi)
    assert (new["entry"]["name"], new["why"], new["by"]) == ("Lunch club", "I go there", "Mo Reed")
    assert (later["of_entry"], later["change"]["was"]) == ("Tanyard hub", "Mondays")
    assert femi.entry(hub)["entry"]["opening"] == "Mondays", "nothing changes until they agree"

    done = decide(femi, new, accepts=True).json()
    [made] = [id_ for id_, name in femi.seen().items() if name == "Lunch club"]
    entry = femi.entry(made)["entry"]
    assert (entry["address"], entry["offers"]) == ("2 Mill Lane", ["meals"])
    assert_problem(decide(femi, new, accepts=True), 410, "already-used")
    assert_problem(decide(femi, later, accepts=False), 422, "not-well-formed", field="reason")
    assert decide(femi, later, accepts=False, reason="It is closed").status_code == 200
    assert femi.entry(hub)["entry"]["opening"] == "Mondays"
    mine = mo.page.get("/api/v1/me/proposals").json()
    told = [(one["standing"], one["reason"], one["answered_by"]) for one in mine]
    assert told == [
        ("declined", "It is closed", "Femi Balogun"),
        ("accepted", None, "Femi Balogun"),
    ]
    femi.undo(done)
    assert made not in femi.seen()

    assert mo.page.post(path, json={"change": change}).status_code == 204
    femi.made(say(hub, "opening", "Fridays", "Mondays"))
    agreed = decide(femi, queue(femi)[0], accepts=True).json()
    assert agreed["overtaken"][0]["stored"] == "Fridays", "both are in the history"
    assert femi.entry(hub)["entry"]["opening"] == "Tuesdays"


def test_a_member_suggests_a_connection_and_an_organiser_connects_or_says_why_not(
    femi: Desk, mo: Desk
) -> None:
    hub, club = femi.enter("Tanyard hub", "organisation"), femi.enter("Lunch club")
    path = f"{mo.at}/proposals"
    meals = {"type": "cares_for", "from": club, "to": hub, "care_types": ["meals"]}
    works = {"type": "collaborates_with", "from": hub, "to": club, "state": "potential"}
    for wanted in (meals, works):
        body = {"connection": wanted, "why": "On Sundays"}
        assert mo.page.post(path, json=body).status_code == 204
    assert femi.lines() == [], "nothing is connected until they agree"

    later, first = queue(femi)
    assert (first["connection"]["care_types"], first["why"]) == (["meals"], "On Sundays")
    assert first["names"] == {hub: "Tanyard hub", club: "Lunch club"}
    assert_problem(decide(femi, later, accepts=False), 422, "not-well-formed", field="reason")
    assert decide(femi, later, accepts=False, reason="They have met").status_code == 200
    done = decide(femi, first, accepts=True).json()
    [line] = femi.lines()
    kept = (line["type"], line["from"], line["to"], line["care_types"], line["state"])
    assert kept == ("cares_for", club, hub, ["meals"], "engaged")
    mine = mo.page.get("/api/v1/me/proposals").json()
    assert [(one["standing"], one["reason"]) for one in mine] == [
        ("declined", "They have met"),
        ("accepted", None),
    ]
    assert_problem(
        mo.page.post(path, json={"connection": meals}), 422, "not-well-formed", field="connection"
    )
    femi.undo(done)
    assert femi.lines() == []

    # What became impossible meanwhile is not answered by a yes.
    assert mo.page.post(path, json={"connection": meals}).status_code == 204
    femi.made(say(hub, "retired", "2026-01-01"))
    [waiting] = [one for one in queue(femi) if one["standing"] == "waiting"]
    refused = decide(femi, waiting, accepts=True)
    assert_problem(refused, 422, "edit-refused", field="steps[0].connection.to")
    assert queue(femi)[0]["standing"] == "waiting"
    assert_problem(mo.page.post(path, json={"connection": meals}), 404, "not-found")


def test_a_suggestion_that_cannot_be_is_refused_by_its_field_and_one_is_taken_back(
    femi: Desk, mo: Desk
) -> None:
    hub, choir = femi.enter("Tanyard hub", "organisation"), femi.enter("Choir")
    path = f"{mo.at}/proposals"
    cases: dict[str, dict[str, Any]] = {
        "entry": {},
        "entry.kind": {"entry": {"kind": "person", "name": "Rosa"}},
        "change.now": {"change": {"entry_id": hub, "field": "name", "now": ""}},
        "connection": {"connection": {"type": "within", "from": hub, "to": choir}},
    }
    for field, body in cases.items():
        assert_problem(mo.page.post(path, json=body), 422, "not-well-formed", field=field)
    itself = {"connection": {"type": "cares_for", "from": hub, "to": hub}}
    assert_problem(mo.page.post(path, json=itself), 422, "not-well-formed", field="connection")
    for nowhere in (
        {"change": {"entry_id": "not-there", "field": "name", "now": "Hub"}},
        {"connection": {"type": "cares_for", "from": hub, "to": "not-there"}},
    ):
        assert_problem(mo.page.post(path, json=nowhere), 404, "not-found")

    assert mo.page.post(path, json={"entry": {"kind": "group", "name": "Choir"}}).status_code == 204
    [one] = queue(femi)
    own = f"/api/v1/me/proposals/{one['id']}"
    assert_problem(femi.page.delete(own), 404, "not-found")
    assert mo.page.delete(own).status_code == 204
    assert queue(femi) == []
    assert_problem(decide(femi, one, accepts=True), 404, "not-found")


class Kitchen:
    """Ivy's map, with Rosa and a lunch club that cares for Ivy; its owner may put that forward."""

    def __init__(self, service: Service, browser: Browser, place: str) -> None:
        self.table: Table = sit_down(service, neighbourhood=place)
        self.map_id = self.table.map_id
        self.rosa = self.table.draw_person("Rosa Delgado")
        self.club = new_id()
        club = Element(
            id=self.club,
            scope=self.map_id,
            kind=Kind.GROUP,
            name="Lunch club",
            address="2 Mill Lane",
            contact="Ask Rosa Delgado",
            offers=("meals",),
        )
        self.table.save(Add(element=club, figure=figure(self.club, x=300, y=0)))
        self.line = self.table.draw_arrow(self.club, self.table.owner, care_types=("meals",))
        self.ivy = account(service, "Ivy Adeyemi")
        give(service, self.ivy, "owner", care_map=self.map_id)
        self.page = browser(self.ivy)
        self.at = f"/api/v1/care-maps/{self.map_id}/proposals"

    def propose(self, **wanted: Any) -> None:
        answer = self.page.post(self.at, json={"element_id": self.club, **wanted})
        assert answer.status_code == 204, answer.text


@pytest.fixture
def kitchen(service: Service, browser: Browser, place: str) -> Kitchen:
    return Kitchen(service, browser, place)


def test_what_is_drawn_on_a_map_goes_into_the_directory_and_is_drawn_as_its_entry(
    femi: Desk, kitchen: Kitchen
) -> None:
    offered = kitchen.page.get(kitchen.at).json()
    assert [one["name"] for one in offered["drawn"]] == ["Lunch club"], "people are never offered"
    kitchen.propose(fields=["address", "offers"])
    again = kitchen.page.post(kitchen.at, json={"element_id": kitchen.club})
    assert_problem(again, 422, "not-well-formed", field="element_id")
    person = kitchen.page.post(kitchen.at, json={"element_id": kitchen.rosa})
    assert_problem(person, 422, "not-well-formed", field="element_id")

    [one] = queue(femi)
    assert one["from_map"]
    assert (one["entry"]["address"], one["entry"]["contact"]) == ("2 Mill Lane", None)
    said = json.dumps(one)
    for private in ("Rosa", kitchen.map_id, kitchen.club, kitchen.rosa, kitchen.line.id):
        assert private not in said, "only what was chosen leaves the map"
    assert "Lunch club" not in femi.seen().values()

    done = decide(femi, one, accepts=True).json()
    [entry] = [id_ for id_, name in femi.seen().items() if name == "Lunch club"]
    assert femi.entry(entry)["entry"]["contact"] is None
    drawn = kitchen.table.stored()
    assert kitchen.club not in drawn.figures
    assert (drawn.figures[entry].x, drawn.figures[entry].y) == (300, 0)
    [line] = drawn.connections.values()
    assert (line.from_, line.to, line.care_types) == (entry, kitchen.table.owner, ("meals",))
    assert femi.lines() == [], "its connections stay private"
    [told] = kitchen.page.get(kitchen.at).json()["proposed"]
    assert (told["standing"], told["made"]) == ("accepted", entry)

    femi.undo(done)
    assert entry not in femi.seen()
    assert entry in kitchen.table.stored().figures, "what is drawn stays drawn"


def test_what_is_here_already_is_no_new_entry_and_what_was_removed_is_no_more_read(
    femi: Desk, kitchen: Kitchen, service: Service
) -> None:
    there = femi.enter("The lunch club", address="2 Mill Lane")
    kitchen.propose(fields=["address"])
    [one] = queue(femi)
    assert [other["id"] for other in one["alike"]] == [there]
    assert decide(femi, one, accepts=True, as_entry=there).json() is None
    assert femi.seen() == {there: "The lunch club"}
    assert there in kitchen.table.stored().figures

    choir = new_id()
    element = Element(id=choir, scope=kitchen.map_id, kind=Kind.GROUP, name="Choir")
    kitchen.table.save(Add(element=element, figure=figure(choir, x=-300, y=0)))
    kitchen.propose(element_id=choir)
    assert queue(femi)[0]["entry"]["name"] == "Choir"
    erasure.erase(service, reader(service, kitchen.ivy), kitchen.map_id, choir, "gap")
    assert [found["standing"] for found in queue(femi)] == ["accepted"]


def test_nobody_but_an_owner_puts_forward_and_nobody_but_an_organiser_decides(
    femi: Desk, mo: Desk, kitchen: Kitchen, service: Service, browser: Browser
) -> None:
    editor = browser(kitchen.table.reader.account_id)
    refused = editor.post(kitchen.at, json={"element_id": kitchen.club})
    assert_problem(refused, 403, "not-allowed")
    kitchen.propose()
    assert_problem(mo.page.get(f"{mo.at}/proposals"), 403, "not-allowed")
    [one] = queue(femi)
    assert_problem(decide(mo, one, accepts=True), 403, "not-allowed")
    elsewhere = neighbourhoods.create(service, name="Elsewhere")
    other = Desk(browser(account_with_role(service, "Ola Reed", "organiser", elsewhere)), elsewhere)
    assert_problem(decide(other, one, accepts=True), 404, "not-found")
    assert queue(other) == []
