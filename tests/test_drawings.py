"""Dated drawings: kept whole, sealed, never changed, and still whole when a person is removed.

Both engines. What a drawing must say is what was on the map when it was kept.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapping import audit, drawings, edit_log, neighbourhoods
from mapping.history import history
from mapping.model import Element, new_id
from mapping.policy import NotFound
from mapping.service import Service
from mapping.steps import Pick
from mapping.store.records import REMOVED
from mapping.vocabulary import Kind
from tests.conftest import Cypher
from tests.drawings import edits_for, figure, rename
from tests.tables import Table, sit_down


@pytest.fixture
def table(service: Service) -> Table:
    return sit_down(service)


@given(data=st.data())
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_drawing_read_again_is_the_map_as_it_was_kept(
    service: Service, data: st.DataObject
) -> None:
    table = sit_down(service)
    for _ in range(3):
        before = table.stored()
        edit_log.save_edit(service, table.reader, data.draw(edits_for(before, new_id())))
    then = table.stored().document()
    kept = drawings.keep(service, table.reader, table.map_id)
    edit_log.save_edit(service, table.reader, data.draw(edits_for(table.stored(), new_id())))
    assert drawings.read(service, table.map_id, kept.id).document == then
    assert drawings.altered(service, table.map_id) == []


def test_drawings_are_listed_by_the_day_they_were_kept(table: Table) -> None:
    first = drawings.keep(table.service, table.reader, table.map_id, sentence="Just us two")
    table.draw_person("Rosa")
    second = drawings.keep(table.service, table.reader, table.map_id)
    assert drawings.list_of(table.service, table.map_id) == [first, second]
    assert (first.sentence, first.kept_by.name) == ("Just us two", "Nadia Hassan")
    assert first.kept_at < second.kept_at


def test_keeping_a_drawing_is_no_edit_but_is_in_the_history(table: Table) -> None:
    table.draw_person("Rosa")
    before = table.stored()
    drawings.keep(table.service, table.reader, table.map_id)
    assert table.stored() == before
    latest = history(table.service, table.reader, table.map_id).entries[0]
    assert latest.sentence == "You kept this drawing."
    assert audit.check(table.service) == []


def test_nobodys_words_are_kept_in_clear(table: Table, cypher: Cypher) -> None:
    rosa = table.draw_person("Rosa Delgado", relation="next door", note="has a spare key")
    table.draw_arrow(rosa, table.owner, note="brings soup on Fridays")
    words = "Rosa now comes every day"
    drawings.keep(table.service, table.reader, table.map_id, sentence=words)
    stored = json.dumps(cypher("MATCH (d:Drawing) RETURN properties(d) AS kept"))
    for text in ("Rosa", "Ivy", "next door", "spare key", "soup", "every day", "care map"):
        assert text not in stored


def test_a_body_of_the_directory_stays_as_it_was_then(service: Service) -> None:
    larkmead = neighbourhoods.create(service, name="Larkmead")
    club = Element(id=new_id(), scope=larkmead, kind=Kind.GROUP, name="Tanyard lunch club")
    neighbourhoods.add_to_directory(service, larkmead, [club])
    table = sit_down(service, neighbourhood=larkmead)
    table.save(Pick(element_id=club.id, figure=figure(club.id, note="the soup is good")))
    kept = drawings.keep(service, table.reader, table.map_id)
    document = drawings.read(service, table.map_id, kept.id).document
    assert club in document.elements
    assert {one.note for one in document.figures if one.element_id == club.id} == {
        "the soup is good"
    }


def test_somebody_removed_is_unreadable_in_every_drawing_and_each_still_checks(
    table: Table,
) -> None:
    rosa = table.draw_person("Rosa Delgado", note="has a spare key")
    ben = table.draw_person("Ben")
    said = ("Rosa comes every day", "Ben moved in")
    for sentence in said:
        drawings.keep(table.service, table.reader, table.map_id, sentence=sentence)
    table.service.sealer.keys.destroy(rosa)
    later = drawings.keep(table.service, table.reader, table.map_id)
    kept = drawings.list_of(table.service, table.map_id)
    assert [one.sentence for one in kept] == [None, "Ben moved in", None]
    for one in kept:
        document = drawings.read(table.service, table.map_id, one.id).document
        names = {element.id: element.name for element in document.elements}
        assert (names[rosa], names[ben]) == (REMOVED, "Ben")
        assert "spare key" not in document.model_dump_json()
    assert later in kept
    assert drawings.altered(table.service, table.map_id) == []


@pytest.mark.parametrize("field", ["kept_at", "kept_by", "document", "sentence"])
def test_a_drawing_that_was_altered_is_found(table: Table, cypher: Cypher, field: str) -> None:
    kept = drawings.keep(table.service, table.reader, table.map_id, sentence="As it is")
    cypher(f"MATCH (d:Drawing) SET d.{field} = d.{field} + ' '")
    assert drawings.altered(table.service, table.map_id) == [kept.id]


def test_a_drawing_of_another_map_is_not_there(table: Table) -> None:
    other = sit_down(table.service)
    kept = drawings.keep(table.service, table.reader, table.map_id)
    with pytest.raises(NotFound):
        drawings.read(table.service, other.map_id, kept.id)
    with pytest.raises(NotFound):
        drawings.keep(table.service, table.reader, new_id())
    assert drawings.list_of(table.service, other.map_id) == []


def test_only_the_demonstration_may_say_when(table: Table) -> None:
    with pytest.raises(ValueError, match="only the demonstration"):
        drawings.keep(
            table.service, table.reader, table.map_id, kept_at="2025-11-20T10:00:00.000000Z"
        )


def test_a_redrawing_does_not_reach_a_drawing_kept_before(table: Table) -> None:
    rosa = table.draw_person("Rosa")
    kept = drawings.keep(table.service, table.reader, table.map_id)
    table.save(rename(rosa, "Rosa", "Rosalind"))
    names = [
        one.name for one in drawings.read(table.service, table.map_id, kept.id).document.elements
    ]
    assert "Rosa" in names
    assert "Rosalind" not in names
