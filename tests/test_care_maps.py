"""Care maps in the store: the stored map always equals the pure one, and edits are kept once.

Every test runs on both engines. Expected maps come from the pure `apply`.
"""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapping import audit, care_maps, edit_log, neighbourhoods
from mapping.edits import EditRefused, apply, opposite
from mapping.model import REMOVED, Element, new_id
from mapping.service import Service
from mapping.steps import Add, Edit, House, Pick, RubOut, Tick
from mapping.vocabulary import Kind, Told
from tests.conftest import Cypher
from tests.drawings import edits_for, figure, rename
from tests.tables import Table, new_account, sit_down


@pytest.fixture
def table(service: Service) -> Table:
    return sit_down(service)


@given(data=st.data())
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_stored_map_always_equals_the_pure_one(service: Service, data: st.DataObject) -> None:
    table = sit_down(service)
    pure = table.stored()
    for number in range(1, 5):
        sent = data.draw(edits_for(pure, new_id()))
        outcome = apply(pure, sent)
        answer = edit_log.save_edit(service, table.reader, sent)
        assert (answer.steps, answer.seq) == (outcome.steps, number)
        pure = outcome.care_map.model_copy(update={"edit_seq": number})
        assert table.stored().document() == pure.document()


def test_the_same_edit_again_gets_the_first_answer_and_changes_nothing(table: Table) -> None:
    rosa = table.draw_person("Rosa")
    sent = table.edit(rename(rosa, "Rosa", "Rose"))
    first = edit_log.save_edit(table.service, table.reader, sent)
    table.save(rename(rosa, "Rose", "Rosalind"))
    assert edit_log.save_edit(table.service, table.reader, sent) == first
    assert table.stored().elements[rosa].name == "Rosalind"
    assert table.stored().edit_seq == 3


def test_the_same_id_with_another_body_is_refused(table: Table) -> None:
    rosa = table.draw_person("Rosa")
    sent = table.edit(rename(rosa, "Rosa", "Rose"))
    edit_log.save_edit(table.service, table.reader, sent)
    other = sent.model_copy(update={"steps": (rename(rosa, "Rosa", "Ros"),)})
    with pytest.raises(edit_log.EditIdReused):
        edit_log.save_edit(table.service, table.reader, other)


def test_an_edit_that_is_refused_leaves_nothing_of_itself(table: Table) -> None:
    before = table.stored()
    with pytest.raises(EditRefused):
        table.save(_add(table, new_id(), "Asha"), rename("nobody", "", "Mo"))
    assert table.stored() == before
    assert edit_log.edits_after(table.service, table.reader, table.map_id, after=0) == []


def test_an_id_of_another_map_is_refused_and_that_map_unchanged(table: Table) -> None:
    other = sit_down(table.service)
    theirs = other.stored()
    with pytest.raises(EditRefused, match="in use elsewhere"):
        table.save(_add(table, other.owner, "Asha"))
    house = next(iter(theirs.households.values()))
    with pytest.raises(EditRefused, match="in use elsewhere"):
        table.save(House(household=house))
    with pytest.raises(EditRefused, match="No element on this map"):
        table.save(rename(other.owner, "Ivy", "Mo"))
    assert other.stored() == theirs


def test_undo_gives_back_what_was_rubbed_out_with_its_arrows(table: Table) -> None:
    rosa = table.draw_person("Rosa", note="has a key")
    table.draw_arrow(rosa, table.owner, care_types=("meals",), note="on Sundays")
    before = table.stored()
    gone = table.save(RubOut(element_id=rosa, figure=before.figures[rosa]))
    assert table.stored().connections == {}
    table.save(*opposite(gone.steps), undoes=gone.id)
    assert table.stored().document() == before.document().model_copy(update={"edit_seq": 4})


def test_a_late_step_on_someone_rubbed_out_is_skipped(table: Table) -> None:
    rosa = table.draw_person("Rosa")
    table.save(RubOut(element_id=rosa, figure=table.stored().figures[rosa]))
    answer = table.save(rename(rosa, "Rosa", "Rose"))
    assert [one.step for one in answer.skipped] == [0]


def test_who_is_overtaken_is_told_by_whom(table: Table) -> None:
    rosa = table.draw_person("Rosa")
    grace = replace(table.reader, account_id=new_account(table.service, "Grace Obi"), name="Grace")
    edit_log.save_edit(table.service, grace, table.edit(rename(rosa, "Rosa", "Rose"), base=1))
    answer = table.save(rename(rosa, "Rosa", "Rosalind"), base=1)
    (overtaken,) = answer.overtaken
    assert (overtaken.stored, overtaken.by and overtaken.by.name) == ("Rose", "Grace Obi")


def test_two_who_save_at_once_both_get_a_place_of_their_own(table: Table) -> None:
    rosa = table.draw_person("Rosa")
    line = table.draw_arrow(rosa, table.owner)
    found = {"on": "connection", "id": line.id, "type": "cares_for", "from": rosa} | {
        "to": table.owner
    }
    types = ["meals", "errands", "social", "arts", "digital", "money", "faith", "space"]
    edits = [
        table.edit(
            Tick.model_validate({**found, "does": "tick", "field": "care_types", "value": t})
        )
        for t in types
    ]
    answers: list[edit_log.Answer] = []

    def send(one: Edit) -> None:
        answers.append(edit_log.save_edit(table.service, table.reader, one))

    threads = [threading.Thread(target=send, args=(one,)) for one in edits]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.seq for answer in answers) == list(range(3, 3 + len(types)))
    assert table.stored().connections[line.id].care_types == tuple(sorted(types))


def test_no_name_or_note_is_in_the_database_in_clear(table: Table, cypher: Cypher) -> None:
    rosa = table.draw_person("Rosalind Delgado", note="keeps the spare key", relation="next door")
    line = table.draw_arrow(rosa, table.owner, note="after chapel")
    table.save(rename(rosa, "Rosalind Delgado", "Rosalind Okonkwo"), label="Rename Rosalind")
    table.save(RubOut(element_id=rosa, figure=table.stored().figures[rosa]))
    table.save(rename(table.owner, "Ivy Adeyemi", "Ivy Bello"))
    assert line.id
    everything = str(cypher("MATCH (n) RETURN properties(n) AS p")) + str(
        cypher("MATCH ()-[r]->() RETURN properties(r) AS p")
    )
    for word in ("Rosalind", "Delgado", "Okonkwo", "Adeyemi", "Bello", "spare key", "chapel"):
        assert word not in everything
    assert "next door" not in everything
    assert "Nadia" not in everything


def test_who_was_erased_is_unreadable_everywhere(table: Table) -> None:
    rosa = table.draw_person("Rosa", note="has a key")
    table.draw_arrow(rosa, table.owner, note="on Sundays")
    table.save(rename(rosa, "Rosa", "Rosalind"))
    table.service.sealer.keys.destroy(rosa)
    stored = table.stored()
    assert stored.elements[rosa].name == REMOVED
    assert stored.elements[table.owner].name == "Ivy Adeyemi"
    told = str(edit_log.edits_after(table.service, table.reader, table.map_id, after=0))
    for word in ("Rosa", "has a key", "on Sundays"):
        assert word not in told
    with pytest.raises(EditRefused, match="removed for good"):
        table.save(rename(rosa, REMOVED, "Rosa"))


def test_an_undo_may_not_invent_that_somebody_agreed(table: Table) -> None:
    rosa = table.draw_person("Rosa")
    gone = table.save(RubOut(element_id=rosa, figure=table.stored().figures[rosa]))
    (back,) = opposite(gone.steps)
    assert isinstance(back, Add)
    agreed = back.model_copy(update={"figure": back.figure.changed(told=Told.AGREED)})
    with pytest.raises(EditRefused, match="Say what it was before"):
        table.save(agreed, undoes=gone.id)


def test_a_body_picked_from_the_directory_is_the_same_on_every_map(service: Service) -> None:
    larkmead = neighbourhoods.create(service, name="Larkmead")
    lunch = Element(id=new_id(), scope=larkmead, kind="group", name="Lunch club")
    neighbourhoods.add_to_directory(service, larkmead, [lunch])
    tables = [sit_down(service, neighbourhood=larkmead) for _ in range(2)]
    for table in tables:
        table.save(Pick(element_id=lunch.id, figure=figure(lunch.id, note=f"{table.map_id}")))
    for table in tables:
        assert table.stored().elements[lunch.id] == lunch
        assert table.stored().figures[lunch.id].note == table.map_id
    with pytest.raises(EditRefused, match="Ask an organiser"):
        tables[0].save(rename(lunch.id, "Lunch club", "Mine"))
    tables[0].save(RubOut(element_id=lunch.id, figure=tables[0].stored().figures[lunch.id]))
    assert lunch.id in tables[1].stored().figures


def test_rehearsing_to_open_a_map_leaves_nothing_of_itself(table: Table, cypher: Cypher) -> None:
    table.draw_person("Rosa")
    everything = "MATCH (n) RETURN count(n) AS n, sum(n.length) AS entries"
    before = cypher(everything)

    care_maps.rehearse(table.service)

    assert cypher(everything) == before
    assert audit.check(table.service) == []


def test_the_audit_chain_shows_an_entry_that_was_altered_removed_reordered_or_cut_off(
    table: Table, cypher: Cypher
) -> None:
    table.draw_person("Rosa")
    table.draw_person("Ben")
    assert audit.check(table.service) == []
    last = cypher("MATCH (a:Audit {chain: $c}) RETURN max(a.n) AS n", c=table.map_id)[0]["n"]
    cypher("MATCH (a:Audit {chain: $c, n: 1}) SET a.action = 'nothing'", c=table.map_id)
    assert "entry 1 was altered" in _troubles(table)
    cypher("MATCH (a:Audit {chain: $c, n: 1}) DELETE a", c=table.map_id)
    assert "entry 1 is missing" in _troubles(table)
    mixed = sit_down(table.service)
    mixed.draw_person("Otto")
    cypher("MATCH (a:Audit {chain: $c}) WHERE a.n <= 2 SET a.n = 3 - a.n", c=mixed.map_id)
    assert "entry 1 was altered" in _troubles(mixed)
    other = sit_down(table.service)
    other.draw_person("Mo")
    end = cypher("MATCH (a:Audit {chain: $c, n: 1}) RETURN a.hash AS h", c=other.map_id)[0]["h"]
    cypher("MATCH (a:Audit {chain: $c}) WHERE a.n > 1 DELETE a", c=other.map_id)
    cypher("MATCH (c:Chain {id: $c}) SET c.length = 1, c.head = $h", c=other.map_id, h=end)
    assert last > 1
    assert "entries are cut off" in _troubles(other)


def _troubles(table: Table) -> str:
    return " ".join(t.why for t in audit.check(table.service) if t.chain == table.map_id)


def _add(table: Table, id_: str, name: str) -> Add:
    return Add(
        element=Element(id=id_, scope=table.map_id, kind=Kind.PERSON, name=name),
        figure=figure(id_),
    )
