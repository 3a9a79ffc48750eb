"""What is kept about somebody is theirs to have: all of it, and nothing of anybody else."""

from __future__ import annotations

from mapping import audit, consent, deciding, neighbourhoods, own_data, own_places, proposing
from mapping.consent import Detail, Purpose
from mapping.deciding import Decision
from mapping.model import DirectoryElement, new_id
from mapping.proposals import NewProposal
from mapping.service import Service
from mapping.sharing import Wording, keep_wordings
from mapping.steps import Set
from mapping.vocabulary import Kind, Told
from tests.helpers import account, reader
from tests.tables import sit_down
from tests.test_ending import owned
from tests.test_team import Kitchen


def test_the_person_of_an_account_gets_all_on_them_and_nothing_of_others(service: Service) -> None:
    larkmead = neighbourhoods.create(service, name="Larkmead")
    words = Wording(id="n", version=3, purpose=Purpose.NEIGHBOURHOOD, text="It will show.")
    keep_wordings(service, [words])
    table, other = sit_down(service, neighbourhood=larkmead), sit_down(service)
    account = owned(table)
    service.write(
        lambda tx: tx.one(
            "give_care_map_role", account=account, care_map=other.map_id, role="viewer", until=None
        )
    )
    rosa = table.draw_person("Rosalind Quill", note="has a spare key")
    table.draw_arrow(rosa, table.owner, note="Rosalind on Sundays")
    ivy = reader(service, account)
    consent.tell(service, ivy, table.map_id, rosa, told=Told.AGREED)
    consent.give(
        service,
        ivy,
        table.map_id,
        about=[rosa],
        about_kind="element",
        purpose=Purpose.NEIGHBOURHOOD,
        detail=Detail.NAMED,
        wording="n",
    )

    found = own_data.own_data(service, ivy)

    assert (found.name, len(found.signed_in)) == ("Ivy Adeyemi", 1)
    assert {(one.role, one.title) for one in found.care_maps} == {
        ("owner", "Ivy\u2019s care map"),
        ("viewer", None),
    }
    (mine,) = [one.drawn_as for one in found.care_maps if one.drawn_as]
    assert mine.element["name"] == "Ivy Adeyemi"
    assert [(one.gives, one.other_kind) for one in mine.connections] == [(False, "person")]
    assert [one.wording for one in found.consents] == ["It will show. (version 3)"]
    actions = {(one.action, one.by_you) for one in found.record}
    assert {("consent.given", True), ("account.created", True)} <= actions
    said = found.model_dump_json()
    for word in ("Rosalind", "Quill", "spare key", "Nadia", table.reader.account_id):
        assert word not in said
    assert found.drawn_by_others == ()
    # That they asked is on record, and so in the answer from then on.
    again = own_data.own_data(service, reader(service, account))
    assert "account.data_given" in [one.action for one in again.record]
    assert audit.check(service) == []


def test_who_is_drawn_on_somebody_elses_map_has_how_they_are_drawn_and_what_they_said(
    service: Service,
) -> None:
    kitchen = Kitchen(service)
    rosa = kitchen.joins(kitchen.rosa, "Rosa Delgado", "meals")
    ben = kitchen.table.draw_person("Ben Okafor")
    kitchen.table.draw_arrow(ben, kitchen.rosa, note="Ben drives her")
    note = {"on": "figure", "id": kitchen.rosa, "field": "note"}
    kitchen.table.save(Set(**note, was=None, now="has a spare key"))
    own_places.say_not_right(service, rosa, kitchen.rosa, "I gave the key back")
    found = own_data.own_data(service, rosa)
    [drawn] = found.drawn_by_others
    assert (drawn.element["name"], drawn.figure["note"]) == ("Rosa Delgado", "has a spare key")
    lines = sorted((one.gives, one.other_kind) for one in drawn.connections)
    assert lines == [(False, "person"), (True, "person")]
    assert [one.text for one in found.said] == ["I gave the key back"]
    said = found.model_dump_json()
    assert not [word for word in ("Ben", "Ivy", "Nadia", ben, kitchen.map_id) if word in said]


def test_what_somebody_proposed_is_theirs_and_what_others_wrote_of_it_is_not(
    service: Service,
) -> None:
    larkmead = neighbourhoods.create(service, name="Larkmead")
    club, hub = (
        DirectoryElement(id=new_id(), scope=larkmead, kind=Kind.GROUP, name=name, contact="Zeph")
        for name in ("Lunch club", "Tanyard hub")
    )
    neighbourhoods.add_to_directory(service, larkmead, [club, hub])
    mo, femi = (reader(service, account(service, name)) for name in ("Mo Reed", "Femi Balogun"))
    meals = {"type": "cares_for", "from": club.id, "to": hub.id, "care_types": ["meals"]}
    for wanted in (
        {"entry": {"kind": "group", "name": "Choir"}, "why": "I sing there"},
        {"change": {"entry_id": hub.id, "field": "contact", "now": "Ask at the door"}},
        {"connection": meals},
    ):
        proposing.suggest(service, mo, larkmead, NewProposal.model_validate(wanted))
    last = deciding.queue(service, larkmead)[0]
    no = Decision(accepts=False, reason="Not yet")
    deciding.decide(service, femi, larkmead, last.id, no)

    found = own_data.own_data(service, mo)

    line, change, entry = found.proposed
    assert (line.connection, line.care_types) == ("cares_for", ("meals",))
    assert (line.standing, line.reason) == ("declined", "Not yet")
    assert (change.field, change.now) == ("contact", "Ask at the door")
    assert entry.entry is not None
    assert (entry.entry.name, entry.why, entry.standing) == ("Choir", "I sing there", "waiting")
    said = found.model_dump_json()
    for theirs in ("Zeph", "Femi", "Lunch club", "Tanyard hub", club.id, hub.id):
        assert theirs not in said
    assert own_data.own_data(service, femi).proposed == ()
