"""Drawing, sharing and reading over HTTP: the shapes that the page relies on, and bad input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from mapping import neighbourhoods
from mapping.consent import Purpose
from mapping.model import Element, new_id
from mapping.service import Service
from mapping.sharing import Wording, keep_wordings
from mapping.vocabulary import Kind
from tests.api.conftest import Browser
from tests.helpers import account, assert_problem

Json = dict[str, Any]


@pytest.fixture
def larkmead(service: Service) -> str:
    words = Wording(id="neighbourhood-1", version=1, purpose=Purpose.NEIGHBOURHOOD, text="We show…")
    keep_wordings(service, [words])
    return neighbourhoods.create(service, name="Larkmead")


@pytest.fixture
def people_of_larkmead(service: Service, larkmead: str) -> Callable[[str, str], str]:
    def made(name: str, role: str) -> str:
        id_ = account(service, name)
        service.write(
            lambda tx: tx.one(
                "give_neighbourhood_role",
                account=id_,
                neighbourhood=larkmead,
                role=role,
                until=None,
            )
        )
        return id_

    return made


@pytest.fixture
def ivy(people_of_larkmead: Callable[[str, str], str], browser: Browser) -> TestClient:
    return browser(people_of_larkmead("Ivy Adeyemi", "member"))


@pytest.fixture
def care_map(ivy: TestClient, larkmead: str) -> Json:
    started = ivy.post(
        "/api/v1/care-maps",
        json={"owner_name": "Ivy Adeyemi", "neighbourhood": larkmead, "mine": True},
    )
    assert started.status_code == 201
    document: Json = started.json()["document"]
    return document


def person(care_map: Json, name: str, **fields: Any) -> Json:
    """Return the step that draws somebody nearby."""
    id_ = new_id()
    return {
        "does": "add",
        "element": {"id": id_, "scope": care_map["id"], "kind": "person", "name": name, **fields},
        "figure": {"element_id": id_, "x": 200, "y": 0, "presence": "nearby"},
    }


def cares(giver: str, receiver: str, **fields: Any) -> Json:
    connection = {"id": new_id(), "type": "cares_for", "from": giver, "to": receiver, **fields}
    return {"does": "connect", "connection": {"state": "generative", **connection}}


def edit(care_map: Json, *steps: Json, **fields: Any) -> Json:
    return {"id": new_id(), "scope": care_map["id"], "base": 0, "steps": list(steps), **fields}


def at(care_map: Json, rest: str = "") -> str:
    return f"/api/v1/care-maps/{care_map['id']}{rest}"


def test_what_is_drawn_is_there_for_whoever_opens_the_map(ivy: TestClient, care_map: Json) -> None:
    me = care_map["owner_elements"][0]
    rosa = person(care_map, "Rosa <script>alert(1)</script> \u05e8\u05d5\u05d6\u05d4")
    drawn = edit(care_map, rosa, cares(rosa["element"]["id"], me, frequency="weekly"))
    answer = ivy.post(at(care_map, "/edits"), json=drawn)
    assert answer.status_code == 200
    assert (answer.json()["seq"], answer.json()["id"]) == (1, drawn["id"])

    opened = ivy.get(at(care_map)).json()
    assert (opened["role"], opened["edit_seq"], opened["owners"]) == ("owner", 1, 1)
    names = [element["name"] for element in opened["document"]["elements"]]
    assert rosa["element"]["name"] in names
    line = opened["document"]["connections"][0]
    assert (line["from"], line["to"]) == (rosa["element"]["id"], me)

    after = ivy.get(at(care_map, "/edits?after=0")).json()
    assert after["edit_seq"] == 1
    assert after["edits"][0]["mine"]
    assert after["edits"][0]["steps"][1]["connection"]["from"] == rosa["element"]["id"]
    assert ivy.get(at(care_map, "/edits?after=1")).json() == {"edits": [], "edit_seq": 1}

    jo = person(care_map, "Jo")
    ivy.post(at(care_map, "/edits"), json=edit(care_map, jo))
    last = ivy.get(at(care_map, "/edits?last=true&limit=1")).json()
    assert [one["seq"] for one in last["edits"]] == [last["edit_seq"]] == [2]
    assert ivy.get(at(care_map, "/edits?last=true")).json()["edits"][0] == after["edits"][0]

    cards = ivy.get("/api/v1/care-maps").json()
    assert [(card["id"], card["figures"]) for card in cards] == [(care_map["id"], 3)]


def test_an_edit_sent_twice_is_kept_once(ivy: TestClient, care_map: Json) -> None:
    drawn = edit(care_map, person(care_map, "Rosa"))
    first, again = (ivy.post(at(care_map, "/edits"), json=drawn) for _ in range(2))
    assert again.json() == first.json()
    other = {**edit(care_map, person(care_map, "Otto")), "id": drawn["id"]}
    assert_problem(ivy.post(at(care_map, "/edits"), json=other), 409, "edit-id-reused")
    assert len(ivy.get(at(care_map)).json()["document"]["figures"]) == 2


def bad_edits() -> list[Any]:
    """Every kind of bad input of issue 3, with the field that its answer names."""

    def case(make: Callable[[Json], Json], field: str, slug: str = "not-well-formed") -> Any:
        return pytest.param(make, field, slug, id=f"{field} {slug}")

    return [
        case(lambda m: edit(m, person(m, "Rosa", kind="dragon")), "steps[0].element.kind"),
        case(lambda m: edit(m, person(m, "R" * 10_000)), "steps[0].element.name"),
        case(lambda m: edit(m, person(m, "")), "steps[0].element.name"),
        case(lambda m: edit(m, person(m, "Rosa", colour="red")), "steps[0].element.colour"),
        case(lambda m: edit(m, cares("a", "a")), "steps[0].connection"),
        case(lambda m: edit(m, cares("a", "b", since="2999-01-01")), "steps[0].connection.since"),
        case(lambda m: edit(m, *[person(m, "Rosa")] * 501), "steps"),
        case(lambda m: edit(m), "steps"),
        case(lambda m: edit(m, {"does": "fly"}), "steps[0]"),
        case(lambda m: {**edit(m, person(m, "Rosa")), "scope": "another"}, "scope"),
        case(lambda m: {**edit(m, person(m, "Rosa")), "id": ""}, "id"),
        case(
            lambda m: edit(m, cares("nobody", m["owner_elements"][0])),
            "steps[0].connection.from",
            "edit-refused",
        ),
        case(lambda m: edit(m, *[person(m, "Rosa")] * 2), "steps[1].element.id", "edit-refused"),
    ]


@pytest.mark.parametrize(("make", "field", "slug"), bad_edits())
def test_bad_input_names_the_field_and_changes_nothing(
    ivy: TestClient, care_map: Json, make: Callable[[Json], Json], field: str, slug: str
) -> None:
    answer = ivy.post(at(care_map, "/edits"), json=make(care_map))
    assert_problem(answer, 422, slug, field=field)
    assert "RRRR" not in answer.text
    opened = ivy.get(at(care_map)).json()
    assert (opened["edit_seq"], len(opened["document"]["figures"])) == (0, 1)


def test_what_the_owner_shares_is_in_the_neighbourhood_and_gone_when_taken_back(
    ivy: TestClient,
    browser: Browser,
    care_map: Json,
    larkmead: str,
    people_of_larkmead: Callable[[str, str], str],
) -> None:
    femi = browser(people_of_larkmead("Femi Balogun", "organiser"))
    me = care_map["owner_elements"][0]
    rosa = person(care_map, "Rosa Delgado")
    line = cares(rosa["element"]["id"], me)
    ivy.post(at(care_map, "/edits"), json=edit(care_map, rosa, line))
    ids = [me, rosa["element"]["id"]]

    ivy.put(at(care_map, f"/told/{ids[1]}"), json={"told": "agreed"}).raise_for_status()
    wording = ivy.get("/api/v1/wordings").json()[0]
    consent = {"purpose": "neighbourhood", "detail": "first_name", "wording": wording["id"]}
    for kind, about in (("element", ids), ("connection", [line["connection"]["id"]])):
        given = ivy.post(
            at(care_map, "/consents"), json={**consent, "about": about, "about_kind": kind}
        )
        assert given.status_code == 201
        assert [one["about"] for one in given.json()] == about
    sharing = ivy.get(at(care_map, "/sharing")).json()
    assert sharing["neighbourhood"] == {"id": larkmead, "name": "Larkmead"}
    assert all(thing["shared"] and thing["seen"] for thing in sharing["things"])

    there = f"/api/v1/neighbourhoods/{larkmead}"
    seen = femi.get(f"{there}/elements").json()
    assert sorted(one["label"] for one in seen["items"]) == ["Ivy", "Rosa"]
    lines = femi.get(f"{there}/connections").json()["items"]
    assert {lines[0]["from"], lines[0]["to"]} == {one["id"] for one in seen["items"]}
    for secret in (*ids, care_map["id"], line["connection"]["id"], "Delgado"):
        assert secret not in str(seen) + str(lines)

    taken_back = ivy.post(at(care_map, "/consents/withdrawal"), json={"about": "everything"})
    assert taken_back.json() == {"withdrawn": 3}
    now = femi.get(f"{there}/elements").json()
    assert now["items"] == []
    assert now["view_seq"] > seen["view_seq"]

    told = [entry["sentence"] for entry in ivy.get(at(care_map, "/history")).json()["entries"]]
    assert any(sentence.startswith("You stopped sharing") for sentence in told)
    assert all("something else" not in sentence for sentence in told)


def test_a_long_neighbourhood_is_read_page_by_page(
    service: Service, ivy: TestClient, larkmead: str
) -> None:
    clubs = [
        Element(id=f"club-{n}", scope=larkmead, kind=Kind.GROUP, name=f"Club {n}") for n in range(5)
    ]
    neighbourhoods.add_to_directory(service, larkmead, clubs)
    found: list[str] = []
    after = ""
    while True:
        page = ivy.get(
            f"/api/v1/neighbourhoods/{larkmead}/elements?limit=2" + (after and f"&after={after}")
        ).json()
        assert len(page["items"]) <= 2
        found += [one["id"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert found == [club.id for club in clubs]
    picked = ivy.get(f"/api/v1/neighbourhoods/{larkmead}/directory?text=club 3").json()
    assert [one["name"] for one in picked] == ["Club 3"]


def test_an_open_page_is_told_that_something_changed_and_nothing_of_what(
    ivy: TestClient, care_map: Json
) -> None:
    """It says hello, how far the edits have come and that somebody is here; then a test's end."""
    ivy.app.state.longest_stream = 2.0  # type: ignore[attr-defined]
    ivy.post(at(care_map, "/edits"), json=edit(care_map, person(care_map, "Rosa Delgado")))
    answer = ivy.get(at(care_map, "/events"))
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    told = [dict(parts(event)) for event in answer.text.strip().split("\n\n")]
    assert told[0] == {"event": "hello", "data": "", "retry": "2000"}
    assert {"event": "changed", "data": "", "id": "1"} in told
    assert {"event": "here", "data": "", "id": "1"} in told
    assert "Rosa" not in answer.text


def parts(event: str) -> list[tuple[str, str]]:
    return [(line.partition(": ")[0], line.partition(": ")[2]) for line in event.split("\n")]


def test_who_is_here_is_told_by_first_name(ivy: TestClient, care_map: Json) -> None:
    assert ivy.get(at(care_map, "/here")).json()["here"] == []
    standing = ivy.put(at(care_map, "/here"), json={}).json()
    (here,) = standing["here"]
    assert (here["first_name"], here["mine"], standing["role"]) == ("Ivy", True, "owner")
