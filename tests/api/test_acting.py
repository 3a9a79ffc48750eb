"""Acting for the person of a map, and the quiet way of an owner who is controlled."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from mapping import audit, consent, neighbourhoods
from mapping.consent import Detail, Purpose
from mapping.sharing import Wording, keep_wordings
from tests.api.conftest import Browser
from tests.api.test_access import Kitchen, in_days, kitchen
from tests.api.test_rights import give
from tests.conftest import Cypher
from tests.helpers import assert_problem, reader

__all__ = ["kitchen"]

DECIDED = {
    "ground": "best_interests",
    "decided_on": in_days(-9),
    "decided_by": "Dr Quillfeather at the surgery",
}


@pytest.fixture
def otto(kitchen: Kitchen) -> Any:
    """Otto, whom Ivy made an owner of her map too."""
    assert kitchen.accept("Otto", kitchen.link("owner")).status_code == 200
    return kitchen.page("Otto")


def of(kitchen: Kitchen, name: str, *, by: str = "Ivy") -> Any:
    people = kitchen.page(by).get(f"{kitchen.map}/people").json()["people"]
    return next((one for one in people if one["account_id"] == kitchen.accounts[name]), None)


def sentences(kitchen: Kitchen, by: str = "Ivy", only: str = "") -> list[str]:
    told = kitchen.page(by).get(f"{kitchen.map}/history{only}").json()
    return [one["sentence"] for one in told["entries"]]


def test_who_acts_says_on_what_ground_and_everybody_who_sees_the_map_sees_it(
    kitchen: Kitchen,
    otto: Any,
    cypher: Cypher,
) -> None:
    kitchen.accept("Rosa", kitchen.link("viewer"))
    assert otto.put(f"{kitchen.map}/acting", json=DECIDED).status_code == 204
    seen = of(kitchen, "Otto", by="Rosa")["acting"]
    assert (seen["ground"], seen["decided_on"], seen["decided_by"]) == tuple(DECIDED.values())
    in_six = dt.date.fromisoformat(seen["review_on"]) - dt.date.fromisoformat(in_days(0))
    assert 181 <= in_six.days <= 184
    assert "Quillfeather" not in str(cypher("MATCH (n) RETURN properties(n) AS p"))
    said = "Otto said that they act for the person in the middle, by a best-interests decision."
    assert said in sentences(kitchen)
    # Another ground takes its place; it is looked at again, and that day moves.
    ground = {"ground": "health_and_welfare_attorney"}
    assert otto.put(f"{kitchen.map}/acting", json=ground).status_code == 204
    assert of(kitchen, "Otto")["acting"]["decided_by"] is None
    soon = dt.date.fromisoformat(in_days(3))
    cypher("MATCH (a:Acting) WHERE a.ended_at IS NULL SET a.review_on = $day", day=soon)
    (due,) = kitchen.ivy.get("/api/v1/me/reminders").json()
    assert (due["what"], due["day"]) == ("acting_review", in_days(3))
    again = f"{kitchen.map}/acting/{kitchen.accounts['Otto']}/review"
    assert otto.post(again).status_code == 204
    assert kitchen.ivy.get("/api/v1/me/reminders").json() == []
    assert audit.check(kitchen.service) == []


def test_who_accepts_a_link_as_owner_says_with_it_for_whom_and_on_what_ground(
    kitchen: Kitchen,
) -> None:
    def accept(role: str, acting: Any) -> Any:
        address = f"{kitchen.link(role)}/acceptance"
        return kitchen.page("Otto").post(address, json={"acting": acting})

    assert_problem(accept("viewer", DECIDED), 422, "not-well-formed", field="acting")
    without = {"ground": "best_interests", "decided_by": "Dr Q"}
    assert_problem(accept("owner", without), 422, "not-well-formed", field="decided_on")
    ending = {**DECIDED, "until": in_days(9)}
    assert_problem(accept("owner", ending), 422, "not-well-formed", field="acting")
    assert of(kitchen, "Otto") is None  # nothing is joined by halves
    assert accept("owner", DECIDED).status_code == 200
    assert of(kitchen, "Otto")["role"] == "owner"
    assert of(kitchen, "Otto")["acting"]["decided_by"] == DECIDED["decided_by"]
    newcomer = {"name": "Mina", "email": "mina@example.org", "password": "three long words here"}
    said = {**newcomer, "acting": {"ground": "deputy"}}
    assert kitchen.browser().post(f"{kitchen.link('owner')}/acceptance", json=said).is_success
    people = kitchen.ivy.get(f"{kitchen.map}/people").json()["people"]
    assert [one["acting"]["ground"] for one in people if one["name"] == "Mina"] == ["deputy"]
    assert sum("they act for the person" in one for one in sentences(kitchen)) == 2


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"ground": "because"}, "ground"),
        ({"ground": "best_interests", "decided_on": in_days(-1)}, "decided_by"),
        ({"ground": "best_interests", "decided_by": "Dr Q"}, "decided_on"),
        ({**DECIDED, "decided_on": in_days(9)}, "decided_on"),
        ({**DECIDED, "ground": "deputy"}, "ground"),
        ({"ground": "deputy", "until": in_days(-1)}, "until"),
    ],
)
def test_a_ground_is_said_whole(kitchen: Kitchen, wanted: Any, field: str) -> None:
    refused = kitchen.ivy.put(f"{kitchen.map}/acting", json=wanted)
    assert_problem(refused, 422, "not-well-formed", field=field)


def test_it_ends_by_the_person_by_who_acts_and_by_its_day_and_never_leaves_nobody(
    kitchen: Kitchen,
    otto: Any,
) -> None:
    ottos = f"{kitchen.map}/acting/{kitchen.accounts['Otto']}"
    for ender in (kitchen.ivy, otto):
        otto.put(f"{kitchen.map}/acting", json={"ground": "deputy"})
        assert ender.delete(ottos).status_code == 204
        assert otto.get(kitchen.map).status_code == 404
        kitchen.accept("Otto", kitchen.link("owner"))
        assert of(kitchen, "Otto")["acting"] is None  # an owner anew, and on no ground
    until = {"ground": "deputy", "until": in_days(4)}
    assert otto.put(f"{kitchen.map}/acting", json=until).status_code == 204
    assert kitchen.until("Otto") == in_days(4)
    # Ivy is the only owner without an end: who acts on their own is told what to do first.
    kitchen.set_until("Otto", None)
    ivys = f"{kitchen.map}/acting/{kitchen.accounts['Ivy']}"
    kitchen.ivy.put(f"{kitchen.map}/acting", json={"ground": "own_consent"})
    assert otto.delete(ottos).status_code == 204
    alone = kitchen.ivy.delete(ivys)
    assert "Invite another owner first" in assert_problem(alone, 403, "not-allowed")["detail"]
    ended = kitchen.ivy.put(f"{kitchen.map}/acting", json=until)
    assert_problem(ended, 403, "not-allowed")


def test_who_acts_shuts_out_nobody_who_decides_for_themselves(
    kitchen: Kitchen,
    otto: Any,
) -> None:
    kitchen.accept("Rosa", kitchen.link("editor"))
    otto.put(f"{kitchen.map}/acting", json={"ground": "own_consent"})
    ivy = f"{kitchen.map}/people/{kitchen.accounts['Ivy']}"
    assert_problem(otto.delete(ivy), 403, "not-allowed")
    assert_problem(kitchen.set_until("Ivy", in_days(1), by="Otto"), 403, "not-allowed")
    assert otto.delete(f"{kitchen.map}/people/{kitchen.accounts['Rosa']}").status_code == 204
    for what in ({"hidden": True}, {"hidden": False}):
        hidden = otto.put(f"{kitchen.map}/quiet/{kitchen.accounts['Ivy']}", json=what)
        assert_problem(hidden, 403, "not-allowed")
    stopped = otto.delete(f"{kitchen.map}/quiet/{kitchen.accounts['Ivy']}")
    assert_problem(stopped, 403, "not-allowed")


def test_only_owners_act_and_only_who_is_let_in_learns_of_it(
    kitchen: Kitchen,
    otto: Any,
) -> None:
    otto.put(f"{kitchen.map}/acting", json={"ground": "deputy"})
    kitchen.accept("Rosa", kitchen.link("editor"))
    ottos = f"{kitchen.map}/acting/{kitchen.accounts['Otto']}"
    for name, status, slug in (("Rosa", 403, "not-allowed"), ("Femi", 404, "not-found")):
        page = kitchen.page(name)
        wanted = page.put(f"{kitchen.map}/acting", json={"ground": "deputy"})
        for refused in (wanted, page.delete(ottos), page.post(f"{ottos}/review")):
            assert_problem(refused, status, slug)


def test_consent_by_who_acts_says_so_with_the_ground(
    kitchen: Kitchen,
    browser: Browser,
) -> None:
    service, ivy = kitchen.service, kitchen.accounts["Ivy"]
    place = neighbourhoods.create(service, name="Larkmead")
    keep_wordings(service, [Wording(id="n", version=1, purpose=Purpose.NEIGHBOURHOOD, text="It.")])
    give(service, ivy, "member", neighbourhood=place)
    page = browser(ivy)
    wanted = {"owner_name": "Ivy", "mine": True, "neighbourhood": place}
    document = page.post("/api/v1/care-maps", json=wanted).json()["document"]
    (owner,) = document["owner_elements"]
    page.put(f"/api/v1/care-maps/{document['id']}/acting", json={"ground": "deputy"})
    (given,) = consent.give(
        service,
        reader(service, ivy),
        document["id"],
        about=[owner],
        about_kind="element",
        purpose=Purpose.NEIGHBOURHOOD,
        detail=Detail.NAMED,
        wording="n",
    )
    assert (given.as_, given.ground) == ("acting_for", "deputy")
    assert len(neighbourhoods.view(service, place).elements) == 1
    assert consent.withdraw(service, reader(service, ivy), document["id"], about=None) == 1
    assert neighbourhoods.view(service, place).elements == ()
