"""The demonstration as a visitor finds it, on both stores: whole, consented to, and sealed.

Counts follow from the tables of `fixtures/`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar, cast

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping import audit, demo, drawings, neighbourhoods, releases, team_page
from mapping.edits import apply
from mapping.interchange.tabular import read_connections, read_elements
from mapping.model import CareMap
from mapping.neighbourhoods import View
from mapping.places import places
from mapping.policy import Reader
from mapping.redrawing import steps_between
from mapping.service import Service
from mapping.sharing import sharing
from mapping.store import Engine, Store, Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.vocabulary import Kind, Sector
from tests.conftest import ENGINES, OpenStores, run_cypher
from tests.drawings import care_maps, edit, edits_for
from tests.helpers import account, make_service

T = TypeVar("T")

pytestmark = pytest.mark.timeout(400)  # thousands of elements are loaded before the first test

LARKMEAD = demo.FIXTURES / "larkmead"


@dataclass
class Demonstration:
    """A loaded demonstration, and a way to look at what the store holds."""

    service: Service

    def cypher(self, text: str, **parameters: Any) -> list[dict[str, Any]]:
        return run_cypher(self.service.store, text, **parameters)

    def view(self, name: str) -> View:
        (row,) = self.cypher("MATCH (n:Neighbourhood {name: $name}) RETURN n.id AS id", name=name)
        return neighbourhoods.view(self.service, row["id"])

    def care_maps(self) -> list[CareMap]:
        rows = self.cypher("MATCH (m:CareMap) RETURN m.id AS id ORDER BY id")
        return [self.care_map(row["id"]) for row in rows]

    def care_map(self, id_: str) -> CareMap:
        found = self.service.read(lambda tx: whole_map(tx, Records(self.service.sealer, id_)))
        assert found is not None
        return found

    def counts(self) -> dict[str, int]:
        """Count every kind of node but those of the audit, which grow with every try."""
        labels = ["Element", "CareMap", "Neighbourhood", "Household", "Drawing", "Edit", "Consent"]
        return {
            label: self.cypher(f"MATCH (n:{label}) RETURN count(n) AS n")[0]["n"]
            for label in (*labels, "Wording", "Account")
        }


@pytest.fixture(scope="module", params=ENGINES)
def demonstration(
    request: pytest.FixtureRequest,
    open_stores: OpenStores,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Demonstration]:
    """The demonstration on each engine in turn, loaded once for all tests here."""
    engine: Engine = request.param
    store = open_stores.get(engine)
    run_cypher(store, "MATCH (n) WHERE NOT n:Service DETACH DELETE n")
    run_cypher(store, "MATCH (s:Service) SET s.demonstration = null")
    service = make_service(store, tmp_path_factory.mktemp("demonstration"), demo=True)
    demo.load(service)
    yield Demonstration(service)
    run_cypher(store, "MATCH (n) WHERE NOT n:Service DETACH DELETE n")
    run_cypher(store, "MATCH (s:Service) SET s.demonstration = null")
    service.released.close()
    service.sealer.keys.close()
    service.anchors.close()


def test_larkmead_shows_64_elements_and_142_connections(demonstration: Demonstration) -> None:
    """49 and 102 of the directory's tables; 15 and 40 that care maps share."""
    view = demonstration.view("Larkmead")
    assert Counter(one.private for one in view.elements) == {False: 49, True: 15}
    assert Counter(one.private for one in view.connections) == {False: 102, True: 40}


def test_what_larkmeads_tables_say_is_what_its_view_shows(demonstration: Demonstration) -> None:
    view = demonstration.view("Larkmead")
    rows = read_elements(LARKMEAD / "elements.csv", scope="any")
    told = {one.id: (one.kind, one.label, one.offers, one.area) for one in view.elements}
    for element in (row.element for row in rows):
        assert told[element.id] == (element.kind, element.name, element.offers, element.area)
    shown = {one.id: (one.type, one.from_, one.to, one.state) for one in view.connections}
    for line in read_connections(LARKMEAD / "connections.csv"):
        assert shown[line.id] == (line.type, line.from_, line.to, line.state)


def test_team_owners_are_seen_as_they_chose(demonstration: Demonstration) -> None:
    """From `sharing.csv` of each map; four share nothing at all."""
    private = [one for one in demonstration.view("Larkmead").elements if one.private]
    teams = Counter(one.label for one in private if one.kind is Kind.TEAM)
    assert teams == {"a team": 2, "Ivy\u2019s team": 1, "Kestrel\u2019s team": 1}
    owners = Counter(one.label for one in private if one.supported)
    assert owners == {"a supported person": 4, "Gethin Pryce": 1, "Kestrel": 1, "Amara Nwosu": 1}
    others = {one.label for one in private if one.kind is Kind.PERSON and not one.supported}
    assert others == {"Rosa", "Marek", "Nimal Fernando", "Robin"}


def test_formal_and_informal_care_are_bridged_by_few_and_most_by_the_lunch_club(
    demonstration: Demonstration,
) -> None:
    """Which bridge is strongest is asked of networkx."""
    view = demonstration.view("Larkmead")
    network = nx.Graph(
        (line.from_, line.to)
        for line in view.connections
        if line.state in {"generative", "engaged"}
        and line.type in {"cares_for", "collaborates_with", "member_of"}
    )
    carers = {one.id: one.sector for one in view.elements if one.sector and not one.supported}
    formal = {id_ for id_, sector in carers.items() if sector is Sector.FORMAL} & network.nodes
    others = {*carers} - formal & network.nodes
    across = [
        ends for ends in network.edges if len(formal & {*ends}) == 1 and {*ends} <= carers.keys()
    ]
    assert len(across) <= 8
    between = nx.betweenness_centrality_subset(network, formal, others & network.nodes)
    labels = {one.id: one.label for one in view.elements}
    assert labels[max(between, key=lambda id_: between[id_])] == "Tanyard lunch club"


def test_two_people_link_most_circles_and_one_links_the_rest(demonstration: Demonstration) -> None:
    view = demonstration.view("Larkmead")
    kinds = {one.id: one.kind for one in view.elements}
    within: dict[str, set[str]] = {}
    for line in view.connections:
        if line.type == "member_of" and kinds[line.to] is Kind.CIRCLE:
            within.setdefault(line.to, set()).add(line.from_)
    links = sorted(
        len({id_ for id_ in one & other if kinds[id_] is Kind.PERSON})
        for name, one in within.items()
        for other_name, other in within.items()
        if name < other_name
    )
    assert links == [0, 1, 1, 2, 2, 2]


def test_the_pilot_and_the_borough_are_there_too(demonstration: Demonstration) -> None:
    pilot, borough = demonstration.view("Clapton pilot"), demonstration.view("Borough (made up)")
    assert (len(pilot.elements), len(pilot.connections)) == (50, 72)
    assert (len(borough.elements), len(borough.connections)) == (2_300, 11_500)
    assert sum(one.individual for one in borough.elements) == 2_000


def test_larkmeads_bodies_stand_in_its_areas_and_wards(demonstration: Demonstration) -> None:
    """35 have a point and the tenants' group is told by its area; the phone line has no place."""
    larkmead = demonstration.view("Larkmead").id
    shown = {kind: places(demonstration.service, larkmead, kind=kind) for kind in ("area", "ward")}
    assert {kind: len(one.areas) for kind, one in shown.items()} == {"area": 25, "ward": 4}
    assert [area.code for area in shown["area"].areas if area.population is None] == ["L18"]
    assert [one.label for one in shown["area"].unplaced] == ["Friendly Phone Line"]
    assert len(shown["area"].underlay) == 13
    for one in shown.values():
        assert len(one.assets) == 35
        assert sum(area.counts.all for area in one.areas) == 35 + 1


def test_twelve_care_maps_keep_their_dated_drawings(demonstration: Demonstration) -> None:
    service, maps = demonstration.service, demonstration.care_maps()
    kept = {one.id: drawings.list_of(service, one.id) for one in maps}
    assert Counter(len(some) for some in kept.values()) == {2: 7, 3: 5}
    for one in maps:
        latest = drawings.read(service, one.id, kept[one.id][-1].id).document
        assert {figure.element_id for figure in latest.figures} == one.figures.keys()
        assert {*latest.connections} == {*one.connections.values()}
        assert drawings.altered(service, one.id) == []


def test_ivys_drawings_tell_of_care_that_came_and_went(demonstration: Demonstration) -> None:
    """From her tables: June is gone by November; Halima came; Rosa comes daily, once monthly."""
    service = demonstration.service
    ivy = next(one for one in demonstration.care_maps() if one.title.startswith("Ivy"))
    documents = [
        drawings.read(service, ivy.id, one.id).document for one in drawings.list_of(service, ivy.id)
    ]
    names = [{one.id: one.name for one in document.elements} for document in documents]
    assert ["June Watts" in some.values() for some in names] == [True, True, False]
    assert ["Halima Yusuf" in some.values() for some in names] == [False, False, True]
    rosas = [
        next(
            line.frequency
            for line in document.connections
            if (some[line.from_], some[line.to]) == ("Rosa Delgado", "Ivy Adeyemi")
        )
        for document, some in zip(documents, names, strict=True)
    ]
    assert rosas == ["monthly", "weekly", "daily"]


def test_no_private_name_is_in_the_store_in_clear(demonstration: Demonstration) -> None:
    private = {
        element.name
        for care_map in demonstration.care_maps()
        for element in care_map.elements.values()
        if element.scope == care_map.id
    }
    rows = [
        *demonstration.cypher("MATCH (n) RETURN properties(n) AS p"),
        *demonstration.cypher("MATCH ()-[r]->() RETURN properties(r) AS p"),
    ]
    text = re.sub(r"k1:[^\"\\]*", "", json.dumps(rows, ensure_ascii=False, default=str))
    assert "Tanyard lunch club" in text
    assert len(private) > 50
    words = {*re.findall(r"\w+", text)}  # most names are ruled out by their words alone
    possible = [name for name in private if {*re.findall(r"\w+", name)} <= words]
    assert [name for name in possible if re.search(rf"\b{re.escape(name)}\b", text)] == []


def test_one_release_of_the_borough_waits_for_the_analyst(demonstration: Demonstration) -> None:
    (release,) = releases.listed(demonstration.service)
    borough = demonstration.view("Borough (made up)")
    assert release.neighbourhood == borough.id
    assert release.bodies == sum(
        not one.individual and one.kind not in {Kind.CIRCLE, Kind.PLACE} for one in borough.elements
    )


def test_every_audit_chain_checks(demonstration: Demonstration) -> None:
    assert audit.check(demonstration.service) == []


def test_only_the_five_can_be_chosen_to_look_around_as(demonstration: Demonstration) -> None:
    chosen = demonstration.cypher(
        "MATCH (a:Account) WHERE a.title IS NOT NULL RETURN count(a) AS n, min(a.invented) AS all"
    )
    assert chosen == [{"n": len(demo.PEOPLE), "all": True}]
    assert demonstration.counts()["Account"] == len(demo.PEOPLE) + 11


def test_four_team_owners_let_others_learn_from_what_they_share(
    demonstration: Demonstration,
) -> None:
    anybody = Reader("anybody", "Anybody")
    learned_from = {
        one.title.split("\u2019")[0]
        for one in demonstration.care_maps()
        if sharing(demonstration.service, anybody, one.id).evaluation
    }
    assert learned_from == {"Gethin", "Sunita", "Amara", "Zofia"}


def test_those_who_look_around_open_the_maps_that_are_theirs(demonstration: Demonstration) -> None:
    """Ivy her own; Nadia the five she draws; Rosa the one she is drawn on."""
    rows = demonstration.cypher(
        "MATCH (a:Account)-[r:HAS_ROLE]->(m:CareMap) WHERE a.title IS NOT NULL "
        "RETURN a.title AS who, r.role AS role, m.id AS map"
    )
    titles = {one.id: one.title for one in demonstration.care_maps()}
    found = Counter((row["who"], row["role"]) for row in rows)
    assert found == {
        ("Team Owner", "owner"): 1,
        ("Team starter", "editor"): 5,
        ("Team member", "viewer"): 1,
    }
    rosas = [titles[row["map"]] for row in rows if row["role"] in {"owner", "viewer"}]
    assert rosas == ["Ivy\u2019s care map"] * 2


def test_ivys_team_has_three_who_said_yes_and_hats_for_two(demonstration: Demonstration) -> None:
    [ivys] = [one for one in demonstration.care_maps() if one.title.startswith("Ivy")]
    [owner] = demonstration.cypher(
        "MATCH (a:Account)-[r:HAS_ROLE {role: 'owner'}]->(:CareMap {id: $id}) RETURN a.id AS id",
        id=ivys.id,
    )
    ivy = Reader(owner["id"], "Ivy Adeyemi", care_map_roles={ivys.id: "owner"})
    page = team_page.team_page(demonstration.service, ivy, ivys.id)
    standing = {one.standing for one in page.members}
    assert (len(page.members), standing) == (3, {"on_team"})
    hats = {hat.hat: hat.worn for one in page.members for hat in one.hats}
    assert hats == {
        "profile_holder": True,
        "check_in_facilitator": True,
        "medication_holder": False,
    }


def test_a_second_start_loads_nothing_again(demonstration: Demonstration) -> None:
    everything = "MATCH (n) RETURN count(n) AS n"
    before = demonstration.cypher(everything)
    demo.load(demonstration.service)
    assert demonstration.cypher(everything) == before


@pytest.mark.slow
@pytest.mark.parametrize("writes", [1, 110])
def test_stopped_in_the_middle_and_started_again_it_is_whole(
    demonstration: Demonstration, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    monkeypatch.setattr(demo, "BOROUGH", 230)
    service = demonstration.service
    demonstration.cypher("MATCH (s:Service) SET s.demonstration = false")
    with pytest.raises(_Stopped):
        demo.load(replace(service, store=cast(Store, _StopsAfter(service.store, writes))))
    demo.load(service)
    teams = 1  # Ivy's: a team is kept beside its map, and drawn on none
    wanted = {"Element": 49 + 50 + 230 + teams, "CareMap": 12, "Neighbourhood": 3, "Drawing": 29}
    counts = demonstration.counts()
    private = sum(
        element.scope == care_map.id
        for care_map in demonstration.care_maps()
        for element in care_map.elements.values()
    )
    assert counts["Element"] - private == wanted.pop("Element")
    assert {label: counts[label] for label in wanted} == wanted
    assert len(demonstration.view("Larkmead").elements) == 64
    made = {one.id for one in releases.listed(service)}
    folders = {
        one.name for one in service.released.folder.iterdir() if not one.name.startswith(".")
    }
    assert folders == made


class _Stopped(Exception):
    pass


class _StopsAfter:
    """A store whose program is stopped after some writes."""

    def __init__(self, store: Any, writes: int) -> None:
        self.store = store
        self.left = writes

    def read(self, work: Callable[[Transaction], T]) -> T:
        found: T = self.store.read(work)
        return found

    def write(self, work: Callable[[Transaction], T]) -> T:
        if self.left == 0:
            raise _Stopped
        self.left -= 1
        found: T = self.store.write(work)
        return found


def test_a_store_with_a_real_account_is_refused_and_unchanged(
    service: Service, tmp_path: Path
) -> None:
    account(service, "Grace Hall")
    before = run_cypher(service.store, "MATCH (n) RETURN count(n) AS n")
    with pytest.raises(demo.NotForDemonstration):
        demo.load(replace(service, demo=True))
    assert run_cypher(service.store, "MATCH (n) RETURN count(n) AS n") == before
    assert list(tmp_path.glob("releases")) == []


@given(data=st.data(), before=care_maps())
@settings(max_examples=60, deadline=None)
def test_the_steps_between_two_drawings_turn_one_into_the_other(
    data: st.DataObject, before: CareMap
) -> None:
    after = before
    for number in range(3):
        after = apply(after, data.draw(edits_for(after, f"later-{number}"))).care_map
    steps = tuple(steps_between(before.document(), after.document()))
    redrawn = apply(before, edit(*steps)).care_map if steps else before
    assert redrawn.document() == after.document()
