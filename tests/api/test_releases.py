"""An analyst asks a release through the API, with a key of their own; nobody else may."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from mapping import audit, cli, releases, tokens
from mapping.allowance import Allowance
from mapping.policy import RULES
from mapping.releases import Release, asking
from mapping.service import Service
from mapping.store import Store
from mapping.store.released import ReleasedServer, ReleaseOpening
from tests.api.conftest import Browser
from tests.api.test_rights import ENDPOINTS, body_for, filled
from tests.helpers import account, assert_problem, make_service, reader
from tests.releases.conftest import FEW, Street, street

__all__ = ["street"]


@pytest.fixture
def service(store: Store, tmp_path: Path) -> Iterator[Service]:
    made = make_service(store, tmp_path)
    yield made
    made.released.close()
    made.released_graphs.close()


@pytest.fixture
def release(street: Street) -> Release:
    return street.release()


@pytest.fixture
def program(service: Service, browser: Browser) -> TestClient:
    """A program of an analyst's, with a key that reads."""
    analyst = reader(service, account(service, "Lin Zhao", "analyst"))
    key = tokens.make(service, analyst, label="My notebook", scopes=["read"], days=30)
    client = browser()
    client.headers["Authorization"] = f"Bearer {key.secret}"
    return client


def test_an_analyst_finds_a_release_and_asks_it(program: TestClient, release: Release) -> None:
    """12 neighbours give meals, shown as 10; 3 give money, hidden; the club's gift is exact."""
    [found] = program.get("/api/v1/releases").json()
    assert (found["id"], found["bodies"], found["people"]) == (release.id, 2, 10)
    assert release.reason
    assert "reason" not in found
    here = f"/api/v1/releases/{release.id}"
    assert program.get(here).json() == found
    questions = {one["name"]: one for one in program.get(f"{here}/queries").json()}
    assert len(questions) >= 25
    [formality] = questions["care_types_given"]["parameters"]
    assert (formality["values"], formality["usual"]) == (["gifted", "paid"], "gifted")
    answer = program.get(f"{here}/queries/care_types_given")
    assert answer.headers["content-type"] == "application/json"
    told = answer.json()
    assert told["rows"] == [
        {"care_type": "meals", "mentions": 10, "mentions_hidden": False},
        {"care_type": "money", "mentions": None, "mentions_hidden": True},
        {"care_type": "space", "mentions": 1, "mentions_hidden": False},
    ]
    assert told["parameters"] == {"formality": "gifted"}
    assert "fewer than 8 people" in told["notes"][0]
    assert (told["release"], told["release_name"]) == (release.id, release.name)
    _as_csv(program, here)
    _bad_input_is_told_with_its_field(program, here)
    _no_number_of_people_is_small(program, here, {name: questions[name] for name in FEW})


def _as_csv(program: TestClient, here: str) -> None:
    path = f"{here}/queries/mixing_of_sectors?formality=paid"
    asked = program.get(path, headers={"Accept": "text/csv"})
    assert asked.content == program.get(f"{path}&format=csv").content
    assert asked.headers["content-type"] == "text/csv; charset=utf-8"
    assert asked.headers["content-disposition"].startswith(
        'attachment; filename="mixing_of_sectors-20'
    )
    rows = list(csv.DictReader(io.StringIO(asked.text)))
    assert {(row["giver"], row["getter"]): row["care_ties"] for row in rows} == {
        ("all", "all"): "*",  # 13: too close to the twelve neighbours
        ("all", "informal"): "10",
        ("all", "none"): "*",
        ("formal", "all"): "*",
        ("formal", "informal"): "10",
        ("formal", "none"): "*",
    }
    assert {row["per_cent"] for row in rows} == {"*"}
    parquet = program.get(f"{path}&format=parquet")
    assert parquet.headers["content-type"] == "application/vnd.apache.parquet"
    table = pq.read_table(io.BytesIO(parquet.content))
    assert table.column("care_ties").to_pylist() == [None, 10, None] * 2
    assert table.column("care_ties_hidden").to_pylist() == [True, False, True] * 2


def _bad_input_is_told_with_its_field(program: TestClient, here: str) -> None:
    asked = program.get(f"{here}/queries/care_types_given?formality=kindly")
    problem = assert_problem(asked, 422, "not-well-formed", field="formality")
    assert problem["detail"] == "Choose one of: gifted, paid."
    assert "kindly" not in asked.text
    for wrong, field in (
        ("formalty=paid", "formalty"),
        ("formality=paid&formality=gifted", "formality"),
        ("format=xml", "format"),
    ):
        asked = program.get(f"{here}/queries/care_types_given?{wrong}")
        assert_problem(asked, 422, "not-well-formed", field=field)
    unknown = assert_problem(program.get(f"{here}/queries/mixing_of_sector"), 404, "not-found")
    assert "did you mean mixing_of_sectors?" in unknown["detail"]
    itself = program.get(f"{here}/queries/care_types_given?since={here.rpartition('/')[2]}")
    problem = assert_problem(itself, 422, "not-well-formed", field="since")
    assert problem["detail"] == "Choose an earlier release of the same neighbourhood."
    nowhere = program.get("/api/v1/releases/nowhere/queries/care_types_given")
    assert_problem(nowhere, 404, "not-found")


def _no_number_of_people_is_small(
    program: TestClient, here: str, questions: dict[str, dict[str, Any]]
) -> None:
    for name, question in questions.items():
        usual = {one["name"]: one["usual"] for one in question["parameters"]}
        for row in program.get(f"{here}/queries/{name}", params=usual).json()["rows"]:
            numbers = [value for value in row.values() if isinstance(value, int | None)]
            # The lunch club gives space to the circle: nobody is behind that.
            alone = {("care_type", "space"), ("giver", "community"), ("getter", "none")}
            bodies_alone = bool(alone & set(row.items()))
            assert bodies_alone or all(n is None or n is True or not 0 < n < 8 for n in numbers)


def test_only_analysts_ask_and_administrators_may_look(
    service: Service, browser: Browser, release: Release
) -> None:
    here = f"/api/v1/releases/{release.id}"
    administrator = browser(account(service, "Ada", "administrator"))
    assert administrator.get(here).status_code == 200
    asked = administrator.get(f"{here}/queries/care_types_given")
    assert_problem(asked, 403, "not-allowed")
    stranger = browser(account(service, "Otto"))
    for path in ("/api/v1/releases", here, f"{here}/queries", f"{here}/queries/care_types_given"):
        assert_problem(stranger.get(path), 403, "not-allowed")
        assert_problem(browser().get(path), 401, "not-signed-in")


def test_a_key_limited_to_a_release_opens_that_and_nothing_else(
    service: Service, browser: Browser, street: Street, release: Release
) -> None:
    other = street.release()
    analyst = reader(service, account(service, "Lin Zhao", "analyst"))
    page = browser(analyst.account_id)
    wanted = {"label": "Notebook", "scopes": ["read"], "releases": [release.id]}
    made = page.post("/api/v1/tokens", json=wanted).json()
    assert (made["releases"], made["used_at"]) == ([release.id], None)
    key = browser()
    key.headers["Authorization"] = f"Bearer {made['secret']}"
    assert [one["id"] for one in key.get("/api/v1/releases").json()] == [release.id]
    asked = "queries/care_types_given"
    assert key.get(f"/api/v1/releases/{release.id}/{asked}").status_code == 200
    nowhere = key.get(f"/api/v1/releases/nowhere/{asked}")
    assert key.get(f"/api/v1/releases/{other.id}/{asked}").content == nowhere.content
    for endpoint in ENDPOINTS:
        rule = RULES[endpoint.action]
        if rule.on != "open" and not rule.of_releases:
            path = filled(endpoint.path, {})
            answer = key.request(endpoint.method, path, json=body_for(endpoint.method))
            assert answer.status_code in {403, 404}, endpoint
    [listed] = page.get("/api/v1/tokens").json()
    assert listed["used_at"] is not None
    assert "secret" not in listed
    entries = audit.entries(service, audit.SERVICE_CHAIN)
    assert [e["about_ids"] for e in entries if e["action"] == "token.made"] == [
        [made["id"], release.id]
    ]
    unknown = page.post("/api/v1/tokens", json={**wanted, "releases": ["nowhere"]})
    assert_problem(unknown, 422, "not-well-formed", field="releases")
    stranger = browser(account(service, "Otto"))
    assert stranger.post("/api/v1/tokens", json=wanted).content == unknown.content
    assert page.delete(f"/api/v1/tokens/{made['id']}").status_code == 204
    assert_problem(key.get("/api/v1/releases"), 401, "not-signed-in")


def test_every_answer_says_how_many_questions_are_left_until_there_are_none(
    app: FastAPI, browser: Browser, service: Service
) -> None:
    app.state.allowance = Allowance(most=2)
    page = browser(account(service, "Lin Zhao", "analyst"))
    for left in (1, 0):
        answer = page.get("/api/v1/releases")
        assert answer.status_code == 200
        assert answer.headers["ratelimit-policy"] == '"questions";q=2;w=60'
        assert answer.headers["ratelimit"].startswith(f'"questions";r={left};t=')
    refused = page.get("/api/v1/releases/nowhere")
    assert_problem(refused, 429, "too-many-questions")
    assert 0 < int(refused.headers["retry-after"]) <= 60
    assert refused.headers["ratelimit"].startswith('"questions";r=0;')
    assert page.get("/api/v1/me").status_code == 200
    assert browser(account(service, "Otto")).get("/api/v1/releases").status_code == 403


def test_who_asks_too_soon_is_told_when_to_come_again(
    program: TestClient, street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a release was not asked when it was made, its own database answers."""
    with monkeypatch.context() as older:
        known = [one for one in releases.questions() if one.name != "care_types_given"]
        older.setattr(asking, "questions", lambda: known)
        release = street.release()

    def starting(*_: object, **__: object) -> None:
        raise ReleaseOpening

    monkeypatch.setattr(ReleasedServer, "store", starting)
    asked = program.get(f"/api/v1/releases/{release.id}/queries/care_types_given")
    problem = assert_problem(asked, 503, "release-opening")
    assert "takes some seconds" in problem["detail"]
    assert int(asked.headers["retry-after"]) > 0


def test_an_analyst_runs_cypher_of_their_own_on_what_may_be_taken_away(
    program: TestClient, release: Release, street: Street, service: Service
) -> None:
    """The club and the surgery are there, and what the directory says of them; nobody else is."""
    here = f"/api/v1/releases/{release.id}/cypher"
    bodies = {"cypher": "MATCH (body:Element) RETURN body.name AS name, body.offers AS offers"}
    asked = program.post(here, json=bodies)
    while asked.status_code == 503:
        asked = program.post(here, json=bodies)
    told = asked.json()
    assert (told["columns"], told["more"]) == (["name", "offers"], False)
    assert sorted(told["rows"]) == [
        ["Larkmead Surgery", []],
        ["Larkmead circle", []],
        ["Tanyard lunch club", ["meals", "other"]],
    ]
    assert "nothing from anybody's care map" in told["notes"][0]
    for example in program.get(here).json()["examples"]:
        assert program.post(here, json={"cypher": example["cypher"]}).status_code == 200
    whole = {"cypher": "MATCH (a) OPTIONAL MATCH path = (a)-[c]-(b) RETURN a, c, path"}
    everything = program.post(here, json=whole).text
    assert not {word for word in street.private_words() if word in everything}
    named = {**bodies, "parameters": {"kind": "group"}}
    named["cypher"] = (
        "MATCH (body:Element {kind: $kind}) RETURN body.name AS name, [body.kind] AS k"
    )
    assert program.post(f"{here}?format=csv", json=named).text == (
        "name,k\nTanyard lunch club,group\n"
    )
    people = program.post(here, json={"cypher": "MATCH (a:Person) RETURN count(a)"})
    problem = assert_problem(people, 422, "not-well-formed", field="cypher")
    assert "on the list of questions" in problem["detail"]
    greedy = program.post(here, json={"cypher": "MATCH (a) RETURN b"})
    assert_problem(greedy, 422, "not-well-formed", field="cypher")
    taken = program.get(here.replace("cypher", "extract"))
    with zipfile.ZipFile(io.BytesIO(taken.content)) as files:
        contents = {name.split("/")[-1]: files.read(name) for name in files.namelist()}
    assert {file.name for file in release.files} == contents.keys()
    assert not {word for word in street.private_words() if word in str(contents)}
    *_, last, got = list(audit.entries(service, street.larkmead))
    assert (got["action"], got["about_ids"]) == ("release.taken", [release.id])
    assert (last["action"], last["about_ids"]) == ("release.cypher_run", [release.id])
    assert "RETURN" not in str(last)


def test_the_command_line_makes_lists_shows_and_asks(
    street: Street, service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Lent(Service):
        def close(self) -> None:
            """Leave it open for the next command."""

    lent = Lent(**vars(service))
    monkeypatch.setattr("mapping.service.open_service", lambda *_, **__: lent)

    def run(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(cli.app, words)
        assert done.exit_code == code, done.output
        return done.output

    made = run("release", "make", "--neighbourhood", street.larkmead)
    assert "2 bodies; people: about 10." in made
    refused = run("release", "make", "--neighbourhood", street.larkmead, code=1)
    assert "less than 80 days ago" in " ".join(refused.split())
    id_ = run("release", "list").split()[0]
    assert "bodies.csv" in run("release", "show", id_)
    asked = ("query", "care_types_given", "--release", id_)
    assert "money,*" in run(*asked, "--csv")
    mixing = ("query", "mixing_of_sectors", "--release", id_, "--param", "formality=paid")
    assert "rounded to the nearest 5" in run(*mixing)
    few = run(*asked, "--param", "formality=paid", code=1)
    assert "Too few people are behind this answer" in " ".join(few.split())
    assert '"mentions_hidden": true' in run(*asked, "--json")
    assert "Choose one of: gifted, paid." in run(*asked, "--param", "formality=x", code=1)
    assert "There is no such release" in run("release", "show", "nowhere", code=1)
    assert "There is no such question" in run("query", "all", "--release", id_, code=1)
    run(*asked, "--param", "formality", code=2)
    query = tmp_path / "bodies.cypher"
    query.write_text("MATCH (body:Element {kind: $kind}) RETURN body.name AS name")
    own = run("release", "cypher", id_, str(query), "--param", "kind=group")
    assert own.startswith("name\nTanyard lunch club\n")
    query.write_text("MATCH (body) DELETE body")
    assert "may only read" in run("release", "cypher", id_, str(query), code=1)
