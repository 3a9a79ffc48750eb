"""Importing into a neighbourhood: what comes in, what stays out, and what nothing can break."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mapping import audit, directory, imports, neighbourhoods
from mapping.directory_edits import DirectoryEdit
from mapping.entries import entries
from mapping.imports import comparing
from mapping.interchange import kumu, open_referral, tabular
from mapping.interchange.plan import Plan
from mapping.model import new_id
from mapping.neighbourhoods import View, view
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.steps import Set
from tests.conftest import Cypher
from tests.interchange.shared import KUMU, ONE_SERVICE, ORGANISATIONS, SERVICES, real
from tests.tables import new_account

Write = Callable[..., Plan]

ELEMENTS = (
    "id,kind,name\nhub,organisation,Hub\nclub,group,Lunch club\nsurgery,health_care_provider,GP\n"
)
CONNECTIONS = (
    "id,type,from,to,state\nc1,member_of,club,hub,active\nc2,collaborates_with,hub,surgery,\n"
)
PEOPLE = ELEMENTS + "ada,person,Ada Min\nkim,person,Kim Okafor\n"
OF_PEOPLE = CONNECTIONS + "c3,cares_for,ada,club,generative\nc4,cares_for,ada,kim,generative\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write two tables and return the plan of them."""

    def written(elements: str = ELEMENTS, connections: str = CONNECTIONS) -> Plan:
        paths = [tmp_path / "elements.csv", tmp_path / "connections.csv"]
        for path, text in zip(paths, (elements, connections), strict=True):
            path.write_text(text, encoding="utf-8")
        return tabular.read(paths)

    return written


@pytest.fixture
def larkmead(service: Service) -> str:
    return neighbourhoods.create(service, name="Larkmead")


def whole(cypher: Cypher) -> list[str]:
    """Return everything that is in the store."""
    nodes = cypher("MATCH (n) RETURN labels(n) AS labels, properties(n) AS fields")
    lines = cypher(
        "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, properties(r) AS fields, b.id AS b"
    )
    return sorted(json.dumps(row, sort_keys=True, default=str) for row in [*nodes, *lines])


def shown(found: View) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Return what a view shows by names: labels, and connections between them."""
    names = {element.id: element.label for element in found.elements}
    lines = [(names[line.from_], line.type.value, names[line.to]) for line in found.connections]
    return sorted(names.values()), sorted(lines)


def counts(found: imports.ImportReport) -> tuple[Any, ...]:
    return tuple(
        (one.new, one.changed, one.same, one.retired) for one in (found.elements, found.connections)
    )


def test_the_real_kumu_export_is_in_the_view(service: Service, larkmead: str) -> None:
    """54 elements and 70 connections, as counted in the files."""
    found = imports.carry_out(service, larkmead, kumu.read(real(*KUMU)))
    assert counts(found) == ((54, 0, 0, 0), (70, 0, 0, 0))
    seen = view(service, larkmead)
    assert (len(seen.elements), len(seen.connections)) == (54, 70)
    assert audit.check(service) == []


def test_real_open_referral_services_become_entries(service: Service, larkmead: str) -> None:
    """One service that 129 rows tell of, and ten organisations; nothing at a latitude of 100."""
    plan = open_referral.read(real(SERVICES, ONE_SERVICE, ORGANISATIONS))
    imports.carry_out(service, larkmead, plan)
    seen = view(service, larkmead)
    assert len(seen.elements) == 11
    assert not any(element.lat for element in seen.elements)
    (counselling,) = [one for one in seen.elements if one.label == "Community Counselling"]
    assert counselling.offers == ("wellness",)


def test_a_dry_run_says_what_would_be_and_writes_nothing(
    service: Service, larkmead: str, cypher: Cypher, write: Write
) -> None:
    plan = write(PEOPLE, OF_PEOPLE)
    before = whole(cypher)
    looked = imports.look(service, larkmead, plan, ground="They said so.")
    assert whole(cypher) == before
    done = imports.carry_out(service, larkmead, plan, ground="They said so.")
    assert looked.dry_run
    assert counts(looked) == counts(done) == ((5, 0, 0, 0), (4, 0, 0, 0))


def test_the_same_files_again_change_nothing(
    service: Service, larkmead: str, cypher: Cypher, write: Write
) -> None:
    imports.carry_out(service, larkmead, write())
    before = whole(cypher)
    again = imports.carry_out(service, larkmead, write())
    assert counts(again) == ((0, 0, 3, 0), (0, 0, 2, 0))
    assert whole(cypher) == before


def test_a_changed_file_updates_what_it_had_made(
    service: Service, larkmead: str, write: Write
) -> None:
    imports.carry_out(service, larkmead, write())
    first = view(service, larkmead)
    elements = ELEMENTS.replace("GP", "The surgery") + "shed,group,Men's shed\n"
    connections = (
        "id,type,from,to,state\nc1,member_of,club,hub,inactive\nc2,collaborates_with,hub,shed,\n"
    )
    again = imports.carry_out(service, larkmead, write(elements, connections))
    assert counts(again) == ((1, 1, 2, 0), (0, 2, 0, 0))
    seen = view(service, larkmead)
    labels, lines = shown(seen)
    assert labels == ["Hub", "Lunch club", "Men's shed", "The surgery"]
    assert ("Lunch club", "member_of", "Hub") in lines
    assert len(lines) == 2
    assert {one.state.value for one in seen.connections} == {"inactive", "unclassified"}
    assert {one.id for one in first.elements} < {one.id for one in seen.elements}
    assert seen.view_seq > first.view_seq


def test_an_import_that_was_stopped_goes_on_and_doubles_nothing(
    service: Service, cypher: Cypher, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "BATCH", 1)
    plan = write(PEOPLE, OF_PEOPLE)
    for stop in range(1, 9):

        def stopping(_: str, done: int, __: int, stop: int = stop) -> None:
            if done == stop:
                raise KeyboardInterrupt

        other = neighbourhoods.create(service, name=f"Stopped after {stop}")
        with pytest.raises(KeyboardInterrupt):
            imports.carry_out(service, other, plan, ground="Asked", progress=stopping)
        (node,) = cypher("MATCH (i:Import {scope: $other}) RETURN properties(i) AS i", other=other)
        assert (node["i"]["state"], node["i"]["written"]) == ("under_way", stop)
        imports.carry_out(service, other, plan)
        (node,) = cypher("MATCH (i:Import {scope: $other}) RETURN properties(i) AS i", other=other)
        assert (node["i"]["state"], node["i"]["written"]) == ("done", 9)
        labels, lines = shown(view(service, other))
        assert (len(labels), len(lines)) == (5, 4)
        listed = cypher(
            "MATCH (:Element)-[l:LISTED_IN]->(:Neighbourhood {id: $id}) RETURN count(l) AS n",
            id=other,
        )
        assert listed[0]["n"] == 5
    assert audit.check(service) == []


def test_another_import_begun_meanwhile_stops_the_first_and_nothing_is_doubled(
    service: Service, larkmead: str, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "BATCH", 1)
    plan = write()

    def second(*_: object) -> None:
        imports.carry_out(service, larkmead, plan)

    with pytest.raises(imports.Overtaken):
        imports.carry_out(service, larkmead, plan, progress=second)
    labels, lines = shown(view(service, larkmead))
    assert (len(labels), len(lines)) == (3, 2)


def test_people_are_not_kept_until_somebody_states_the_ground(
    service: Service, larkmead: str, cypher: Cypher, write: Write
) -> None:
    plan = write(PEOPLE, OF_PEOPLE)
    found = imports.carry_out(service, larkmead, plan)
    assert found.waiting == imports.Waiting(people=2, children=0, connections=2)
    assert shown(view(service, larkmead))[0] == ["GP", "Hub", "Lunch club"]
    kept = "\n".join(whole(cypher))
    assert not any(word in kept for word in ("Ada", "Min", "Kim", "Okafor", '"ada"'))
    stated = imports.carry_out(service, larkmead, plan, ground="Both said yes on 3 May.")
    assert counts(stated) == ((2, 0, 3, 0), (2, 0, 2, 0))
    labels, lines = shown(view(service, larkmead))
    assert "Ada Min" in labels
    assert ("Ada Min", "cares_for", "Kim Okafor") in lines
    grounds = cypher("MATCH (i:Import) RETURN i.ground AS ground")
    assert grounds == [{"ground": "Both said yes on 3 May."}]
    entries = [entry for entry in audit.entries(service, larkmead) if entry["fields"]]
    assert {entry["action"] for entry in entries} == {
        "import.started",
        "import.went_on",
        "import.carried_out",
    }


def test_a_ground_must_be_said_in_words(service: Service, larkmead: str, write: Write) -> None:
    with pytest.raises(NotWellFormed):
        imports.carry_out(service, larkmead, write(), ground="  ")
    with pytest.raises(NotWellFormed):
        imports.look(service, larkmead, write(), ground="x" * 501)


def test_what_was_retired_here_stays_so(
    service: Service, larkmead: str, cypher: Cypher, write: Write
) -> None:
    imports.carry_out(service, larkmead, write())
    cypher("MATCH (e:Element {name: 'GP'}) SET e.retired = '2026-11-01'")
    again = imports.carry_out(service, larkmead, write(ELEMENTS.replace("GP", "Surgery")))
    assert counts(again)[0] == (0, 0, 2, 1)
    assert shown(view(service, larkmead))[0] == ["Hub", "Lunch club"]


def test_what_an_organiser_changed_stays_theirs_and_the_report_says_so(
    service: Service, larkmead: str, write: Write
) -> None:
    imports.carry_out(service, larkmead, write())
    ids = {one.label: one.id for one in view(service, larkmead).elements}
    femi = Reader(account_id=new_account(service, "Femi Balogun"), name="Femi Balogun")

    def say(field: str, was: Any, now: Any, of: str = "Hub") -> str:
        step = Set(on="element", id=ids[of], field=field, was=was, now=now)
        edit = DirectoryEdit(id=new_id(), steps=(step,))
        return directory.change(service, femi, larkmead, edit).id

    say("name", "Hub", "Tanyard hub")
    undone = say("name", "GP", "Doctors", of="GP")
    directory.undo(service, femi, larkmead, undone, new_id())
    rows = (
        "id,kind,name,opening\nhub,organisation,Hub centre,Mondays\nclub,group,Lunch club,\n"
        "surgery,health_care_provider,Surgery,\n"
    )
    looked = imports.look(service, larkmead, write(rows))
    found = imports.carry_out(service, larkmead, write(rows))
    assert counts(found)[0] == (0, 2, 1, 0)
    kept = [(one.name, one.field) for one in found.kept_here]
    assert kept == [(one.name, one.field) for one in looked.kept_here] == [("Tanyard hub", "name")]
    assert shown(view(service, larkmead))[0] == ["Lunch club", "Surgery", "Tanyard hub"]
    entry = service.read(lambda tx: entries(tx, larkmead, [ids["Hub"]]))[ids["Hub"]]
    assert entry.opening == "Mondays", "what nobody changed here is the file's"
    assert counts(imports.carry_out(service, larkmead, write(rows)))[0] == (0, 0, 3, 0)


def test_two_neighbourhoods_never_share_what_their_files_call_the_same(
    service: Service, larkmead: str, write: Write
) -> None:
    other = neighbourhoods.create(service, name="Elsewhere")
    for neighbourhood in (larkmead, other):
        imports.carry_out(service, neighbourhood, write())
    ids = [{one.id for one in view(service, each).elements} for each in (larkmead, other)]
    assert len(ids[0] | ids[1]) == 6
    assert not (ids[0] | ids[1]) & {"hub", "club", "surgery"}


def test_what_may_be_there_already_is_told_and_not_merged(
    service: Service, larkmead: str, write: Write
) -> None:
    imports.carry_out(service, larkmead, write())
    (hub,) = [one.id for one in view(service, larkmead).elements if one.label == "Hub"]
    rows = "id,kind,name\n1,group,  HUB\n2,group,Choir\n3,group,choir\n"
    found = imports.carry_out(service, larkmead, write(rows, "type,from,to\n"))
    assert [(one.row, one.entry) for one in found.likely_duplicates] == [(2, hub), (4, None)]
    assert len(view(service, larkmead).elements) == 6


def test_into_a_neighbourhood_that_is_not_there_nothing_is_written(
    service: Service, cypher: Cypher, write: Write
) -> None:
    before = whole(cypher)
    for do in (imports.look, imports.carry_out):
        with pytest.raises(NotFound):
            do(service, "nowhere", write())
    assert whole(cypher) == before


def test_more_than_a_neighbourhood_can_show_is_refused_whole(
    service: Service, larkmead: str, cypher: Cypher, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST_ELEMENTS", 2)
    before = whole(cypher)
    with pytest.raises(NotWellFormed, match=r"would have 3 elements, and 2 is the most"):
        imports.carry_out(service, larkmead, write())
    assert whole(cypher) == before
