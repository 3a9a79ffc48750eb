"""Reports of a neighbourhood: the pilot's figures through the API, and what must not leak in."""

from __future__ import annotations

import json
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
import typer
from fastapi.testclient import TestClient
from pydantic import TypeAdapter
from typer.testing import CliRunner

from fixtures.pilot import make
from mapping import analyse_command, neighbourhoods
from mapping.analysis import REPORTS, Options, answers, report, what_if_they_left
from mapping.analysis.answers import AllReports
from mapping.chosen import chosen_by, part_of
from mapping.counting import Count, Counting
from mapping.interchange.network_tables import from_tables
from mapping.interchange.tabular import read_connections, read_elements
from mapping.model import Element, new_id
from mapping.neighbourhoods import View
from mapping.network import CareNetwork
from mapping.reports import network_of, report_of
from mapping.service import Service
from mapping.vocabulary import Kind
from tests.analysis.published import assert_published
from tests.api.conftest import Browser
from tests.api.test_leaks import BODIES, plant
from tests.helpers import account, assert_problem

PILOT = Path(make.__file__).parent


@pytest.fixture
def pilot(service: Service) -> str:
    """The pilot, loaded into a neighbourhood's directory as anybody's would be."""
    place = neighbourhoods.create(service, name="Clapton pilot")
    rows = read_elements(PILOT / "elements.csv", scope=place)
    lines = read_connections(PILOT / "connections.csv")
    neighbourhoods.add_to_directory(service, place, [row.element for row in rows], lines)
    return place


@pytest.fixture
def organiser(service: Service, browser: Browser, pilot: str) -> TestClient:
    return browser(account_with_role(service, "Femi Balogun", "organiser", pilot))


@pytest.fixture
def member(service: Service, browser: Browser, pilot: str) -> TestClient:
    return browser(account_with_role(service, "Mo Reed", "member", pilot))


def account_with_role(service: Service, name: str, role: str, place: str) -> str:
    held = account(service, name)
    service.write(
        lambda tx: tx.one(
            "give_neighbourhood_role", account=held, role=role, until=None, neighbourhood=place
        )
    )
    return held


def by_command(service: Service, place: str, *more: str) -> Any:
    """Return what `care-mapping analyse all --neighbourhood` prints, of this store."""
    app = typer.Typer()
    analyse_command.register(app, lambda _data: nullcontext(service))
    asked = ["analyse", "all", "--neighbourhood", place, *more, "--json", "-"]
    done = CliRunner().invoke(app, asked)
    return json.loads(done.stdout)


def ask(organiser: TestClient, place: str, name: str, **query: Any) -> Any:
    return organiser.get(f"/api/v1/neighbourhoods/{place}/reports/{name}", params=query)


def test_the_pilot_says_the_same_by_api_by_command_and_from_its_tables(
    service: Service, organiser: TestClient, pilot: str
) -> None:
    """Expected: the published figures, and every field equal whichever way it is asked for."""
    by_api = ask(organiser, pilot, "all").json()
    tables = from_tables(PILOT / "elements.csv", PILOT / "connections.csv")
    assert_published(by_api)
    assert by_api == json.loads(json.dumps(report(tables, "all")))
    assert by_api == by_command(service, pilot)
    for name in [name for name, one in REPORTS.items() if not one.compares]:
        assert ask(organiser, pilot, name).json() == {"basis": by_api["basis"], **by_api[name]}


@pytest.mark.parametrize("name", [*REPORTS, "all"])
def test_every_report_has_the_shape_that_the_document_tells(name: str) -> None:
    """A neighbourhood is compared with itself here: the shape of a change is that of any."""
    shape = AllReports if name == "all" else getattr(answers, f"{name.title()}Report")
    pilot = from_tables(PILOT / "elements.csv", PILOT / "connections.csv")
    found = report(pilot, name, earlier=pilot)
    assert TypeAdapter(shape).validate_python(found) == found
    assert AllReports.__annotations__.keys() >= REPORTS.keys()


def test_members_are_not_told_who_would_be_left_without_what(
    organiser: TestClient, member: TestClient, pilot: str
) -> None:
    """Every other field is the same; no sentence of those reports names anybody."""
    whole, told = (ask(reader, pilot, "all").json() for reader in (organiser, member))
    names = {row.element.name for row in read_elements(PILOT / "elements.csv", scope=pilot)}
    for report_name, one in REPORTS.items():
        if one.compares:
            continue
        fields, theirs = whole[report_name], told[report_name]
        hidden = set(flat(fields)) - set(flat(theirs))
        assert hidden == one.at_risk, report_name
        same = flat(theirs).keys() - {"sentences"}
        assert {name: flat(fields)[name] for name in same} == {n: flat(theirs)[n] for n in same}
        if one.at_risk:
            assert set(theirs["sentences"]) <= set(fields["sentences"])
            assert [name for name in names if name in " ".join(theirs["sentences"])] == []
    assert TypeAdapter(AllReports).validate_python(told) == told
    alone = ask(member, pilot, "resilience").json()
    assert alone == {"basis": whole["basis"], **told["resilience"]}
    leaving = member.get(f"/api/v1/neighbourhoods/{pilot}/departures", params={"leaving": "x"})
    assert_problem(leaving, 403, "not-allowed")


def flat(fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields by name; those within another are named after it and a dot."""
    parts = {"both_by_formality", "without_convening_partner"}
    found: dict[str, Any] = {}
    for name, value in fields.items():
        if name in parts and value:
            found |= {f"{name}.{inner}": one for inner, one in value.items()}
        else:
            found[name] = value
    return found


def test_a_neighbourhood_has_no_earlier_map_to_compare_with(
    organiser: TestClient, pilot: str
) -> None:
    answer = ask(organiser, pilot, "change")
    problem = assert_problem(answer, 422, "not-well-formed", field="name")
    assert "care-mapping analyse change" in problem["detail"]
    assert "change" not in ask(organiser, pilot, "all").json()


def test_a_neighbourhood_that_there_is_not_is_told_plainly(service: Service) -> None:
    app = typer.Typer()
    analyse_command.register(app, lambda _data: nullcontext(service))
    done = CliRunner().invoke(app, ["analyse", "who", "--neighbourhood", "nowhere"])
    assert done.exit_code == 1
    assert "There is no such neighbourhood. Check its id." in done.output


def test_a_reader_may_choose_how_it_is_read(organiser: TestClient, pilot: str) -> None:
    found = ask(
        organiser, pilot, "wealth", to=["circle"], states=["inactive"], vocabulary=True
    ).json()
    assert found["offering_gifted"] == 0
    assert "meals" in found["missing_types"]
    assert found["basis"]["states"] == ["inactive"]


def test_an_unknown_report_is_answered_with_those_there_are(
    organiser: TestClient, pilot: str
) -> None:
    problem = assert_problem(ask(organiser, pilot, "gossip"), 422, "not-well-formed", field="name")
    assert "who, wealth, mixing" in problem["detail"]


@pytest.mark.parametrize(
    ("query", "field"),
    [({"community": "both"}, "community"), ({"states": "lively"}, "states[0]")],
)
def test_a_choice_that_there_is_not_is_refused_by_its_field(
    organiser: TestClient, pilot: str, query: dict[str, str], field: str
) -> None:
    assert_problem(ask(organiser, pilot, "who", **query), 422, "not-well-formed", field=field)


def test_no_report_holds_what_no_care_map_shares(service: Service) -> None:
    """Private arrows are drawn on every body of a directory; a report of it counts none of them."""
    place, secrets = plant(service)
    found = report_of(service, place, "all")
    assert [secret for secret in secrets if secret in json.dumps(found)] == []
    assert (found["basis"]["elements"], found["basis"]["connections"]) == (BODIES, 0)


def test_shared_people_may_be_the_same_and_that_is_said() -> None:
    """Two private people are seen; nobody said that they are the same one, nor that they are not.

    Each is somebody supported, so she stands between the sides though her view has no role.
    """
    shared = {"kind": "person", "sector": "informal", "sector_from_kind": True, "private": True}
    seen = {"supported": True, "individual": True, "label": "a supported person"}
    elements = [{"id": id_, **shared, **seen} for id_ in ("one", "other")]
    fields = {"id": "larkmead", "name": "Larkmead", "view_seq": 1, "connections": []}
    network = network_of(View.model_validate({**fields, "elements": elements}))
    basis = report(network, "who")["basis"]
    assert basis["supported"] == ["one", "other"]
    assert basis["maybe_repeated_people"] == 2
    assert "Up to 2 people may be drawn on more than one care map" in basis["notes"][0]


def test_an_empty_neighbourhood_has_reports_too(service: Service) -> None:
    place = neighbourhoods.create(service, name="Nowhere yet")
    found = report_of(service, place, "all")
    assert found["wealth"]["offering_gifted_share"] is None
    json.dumps(found, allow_nan=False)


def test_a_report_that_takes_long_says_how_far_it_is_and_can_be_stopped(
    organiser: TestClient, pilot: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = ask(organiser, pilot, "who", to="person").json()
    monkeypatch.setattr("mapping.counting.SMALL", 0)
    monkeypatch.setattr("api.neighbourhoods.REPORT_WITHIN", 0)

    begun = ask(organiser, pilot, "who")
    assert (begun.status_code, begun.headers["retry-after"]) == (202, "1")
    assert begun.json()["of"] == 1

    stopped = organiser.delete(f"/api/v1/neighbourhoods/{pilot}/reports/who")
    assert stopped.status_code == 204

    for _ in range(300):
        made = ask(organiser, pilot, "who")
        if made.status_code == 200:
            break
        time.sleep(0.1)
    assert made.json() == at_once


def test_a_report_is_made_once_until_the_map_changes(
    organiser: TestClient, pilot: str, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    begin = Counting.begin

    def noted(
        counting: Counting, network: CareNetwork, name: str, options: Options, *, at_risk: bool
    ) -> Count:
        begun.append(name)
        return begin(counting, network, name, options, at_risk=at_risk)

    monkeypatch.setattr(Counting, "begin", noted)
    first = ask(organiser, pilot, "who").json()
    assert ask(organiser, pilot, "who").json() == first
    assert begun == ["who"]

    body = Element(id=new_id(), scope=pilot, kind=Kind.GROUP, name="Choir")
    neighbourhoods.add_to_directory(service, pilot, [body], [])

    assert ask(organiser, pilot, "who").json()["actors"] == first["actors"] + 1
    assert begun == ["who", "who"]


def test_what_would_be_lost_if_some_left_is_what_the_network_says(
    organiser: TestClient, pilot: str, service: Service
) -> None:
    network = network_of(neighbourhoods.view(service, pilot))
    one, other = network.ids[0], network.ids[3]

    found = organiser.get(
        f"/api/v1/neighbourhoods/{pilot}/departures", params={"leaving": [one, other]}
    )

    assert found.json() == what_if_they_left(network, [one, other])
    nobody = organiser.get(
        f"/api/v1/neighbourhoods/{pilot}/departures", params={"leaving": new_id()}
    )
    assert_problem(nobody, 422, "not-well-formed", field="leaving")

    shown = f"without={other}"
    asked = {"leaving": one, "shown": shown}
    part = organiser.get(f"/api/v1/neighbourhoods/{pilot}/departures", params=asked)
    view = part_of(neighbourhoods.view(service, pilot), chosen_by(shown))
    assert part.json() == what_if_they_left(network_of(view), [one])
    left = organiser.get(
        f"/api/v1/neighbourhoods/{pilot}/departures", params={"leaving": other, "shown": shown}
    )
    assert_problem(left, 422, "not-well-formed", field="leaving")
