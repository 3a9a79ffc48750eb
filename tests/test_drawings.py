"""Dated drawings: kept whole, sealed, never changed, and still whole when a person is removed.

Both engines. What a drawing must say is what was on the map when it was kept.
"""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapping import (
    audit,
    care_maps,
    closing,
    drawings,
    edit_log,
    going_back,
    neighbourhoods,
    review_dates,
)
from mapping.drawings import Keeping, Plan
from mapping.edits import opposite
from mapping.history import history
from mapping.model import REMOVED, Document, Element, day_in_words, new_id
from mapping.policy import NotFound
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.sheet import EditRefused
from mapping.steps import Pick, RubOut
from mapping.vocabulary import CareMapState, Kind
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
    first = drawings.keep(
        table.service, table.reader, table.map_id, Keeping(sentence="Just us two")
    )
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
    drawings.keep(table.service, table.reader, table.map_id, Keeping(sentence=words))
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
        kept_now = drawings.keep(
            table.service, table.reader, table.map_id, Keeping(sentence=sentence)
        )
        before = drawings.read(table.service, table.map_id, kept_now.id).document
        assert "has a spare key" in before.model_dump_json()  # and the process remembers it
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
    kept = drawings.keep(table.service, table.reader, table.map_id, Keeping(sentence="As it is"))
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


def test_who_was_there_and_the_review_date_are_kept_with_it(table: Table, cypher: Cypher) -> None:
    rosa = table.draw_person("Rosa Delgado")
    day = dt.date.today() + dt.timedelta(days=180)
    said = Keeping(sentence="As it is", present=("Rosa Delgado", "Grace"), review_on=day)
    kept = drawings.keep(table.service, table.reader, table.map_id, said)
    assert table.stored().review_on == day
    assert drawings.read(table.service, table.map_id, kept.id).document.review_on == day
    assert kept.present == ("Rosa Delgado", "Grace")
    assert "Grace" not in json.dumps(cypher("MATCH (d:Drawing) RETURN properties(d) AS kept"))
    table.service.sealer.keys.destroy(rosa)
    assert drawings.list_of(table.service, table.map_id)[0].present == (REMOVED, "Grace")
    assert drawings.altered(table.service, table.map_id) == []
    assert audit.check(table.service) == []


def test_a_review_in_the_past_is_refused_and_nothing_is_kept(table: Table) -> None:
    past = Keeping(review_on=dt.date.today() - dt.timedelta(days=30))
    with pytest.raises(NotWellFormed, match="in the past"):
        drawings.keep(table.service, table.reader, table.map_id, past)
    assert drawings.list_of(table.service, table.map_id) == []


def test_a_review_is_put_off_by_an_edit_that_can_be_undone(table: Table) -> None:
    day = dt.date.today() + dt.timedelta(days=90)
    review_dates.set_date(table.service, table.reader, table.map_id, day)
    review_dates.set_date(table.service, table.reader, table.map_id, day)  # is no edit again
    [put_off] = edit_log.last_edits(table.service, table.reader, table.map_id, limit=5)
    assert table.stored().review_on == day
    table.save(*opposite(put_off.steps), undoes=put_off.id)
    assert table.stored().review_on is None
    past = day - dt.timedelta(days=200)
    with pytest.raises(NotWellFormed, match="in the past"):
        review_dates.set_date(table.service, table.reader, table.map_id, past)


def test_keeping_sent_again_keeps_one_drawing(table: Table) -> None:
    said = Keeping(sentence="Just us two")
    first = drawings.keep(table.service, table.reader, table.map_id, said)
    table.draw_person("Rosa")
    assert drawings.keep(table.service, table.reader, table.map_id, said) == first
    assert drawings.list_of(table.service, table.map_id) == [first]


def test_a_timeline_is_read_page_by_page_and_its_pictures_hold_no_names(table: Table) -> None:
    table.draw_person("Rosa Delgado", relation="next door", note="has a spare key")
    kept = [drawings.keep(table.service, table.reader, table.map_id) for _ in range(5)]
    first = drawings.timeline(table.service, table.map_id, limit=3)
    rest = drawings.timeline(table.service, table.map_id, before=first.next, limit=3)
    shown = [one.id for one in (*first.drawings, *rest.drawings)]
    assert shown == [one.id for one in reversed(kept)]
    assert rest.next is None
    pictures = "".join(one.picture.model_dump_json() for one in first.drawings)
    for text in ("Rosa", "Ivy", "next door", "spare key"):
        assert text not in pictures
    assert len(first.drawings[0].picture.figures) == 2


def test_looking_at_a_drawing_is_in_the_history_once_an_hour(table: Table) -> None:
    kept = drawings.keep(table.service, table.reader, table.map_id)
    for _ in range(2):
        drawings.open_drawing(table.service, table.reader, table.map_id, kept.id)
    told = [one.sentence for one in history(table.service, table.reader, table.map_id).entries]
    looked = f"You looked at the drawing of {day_in_words(kept.kept_at)}."
    assert told[:2] == [looked, "You kept this drawing."]


def test_a_plan_is_kept_apart_and_the_map_stays_as_it_is(table: Table) -> None:
    rosa = table.draw_person("Rosa")
    before = table.stored()
    plan = Plan(without=(rosa,))
    kept = drawings.keep_plan(
        table.service,
        table.reader,
        table.map_id,
        Keeping(sentence="If Rosa could not come"),
        plan,
        lambda document: document.changed(connections=()),
    )
    assert table.stored() == before
    assert drawings.read(table.service, table.map_id, kept.id).plan == plan
    assert drawings.altered(table.service, table.map_id) == []
    card = care_maps.list_maps(table.service, table.reader)[0]
    assert (card.drawings, card.last_kept_at) == (0, None)


@given(data=st.data())
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_map_brought_back_to_a_drawing_is_as_it_was_and_undo_takes_it_back(
    service: Service, data: st.DataObject
) -> None:
    table = sit_down(service)
    edit_log.save_edit(service, table.reader, data.draw(edits_for(table.stored(), new_id())))
    kept = drawings.keep(service, table.reader, table.map_id)
    then = table.stored().document()
    for _ in range(3):
        edit = data.draw(edits_for(table.stored(), new_id()))
        edit_log.save_edit(service, table.reader, edit)
    before = table.stored().document()
    went = going_back.go_back(service, table.reader, table.map_id, kept.id)
    now = table.stored().document()
    assert drawn(now) == drawn(then)
    assert (now.title, went.left_out) == (before.title, 0)
    if went.steps:
        edits = edit_log.edits_after(service, table.reader, table.map_id, after=went.edit_seq - 1)
        table.save(*opposite(edits[0].steps), undoes=edits[0].id)
        assert drawn(table.stored().document()) == drawn(before)
    assert drawings.read(service, table.map_id, kept.id).document == then


def drawn(document: Document) -> Document:
    """Return what is drawn: all but the map's own fields."""
    return document.changed(title="Any", review_on=None, edit_seq=0)


def test_who_was_removed_for_good_does_not_come_back_with_a_drawing(table: Table) -> None:
    rosa, ben = table.draw_person("Rosa"), table.draw_person("Ben")
    kept = drawings.keep(table.service, table.reader, table.map_id)
    for id_ in (rosa, ben):
        figures = table.stored().figures
        element = table.stored().elements[id_]
        table.save(RubOut(element_id=id_, figure=figures[id_], element=element))
    table.service.sealer.keys.destroy(rosa)
    went = going_back.go_back(table.service, table.reader, table.map_id, kept.id)
    assert went.left_out == 1
    assert ben in table.stored().figures
    assert rosa not in table.stored().figures
    told = [one.sentence for one in history(table.service, table.reader, table.map_id).entries]
    assert told[0].startswith("You brought the map back to the drawing of ")


def test_a_body_that_left_the_directory_does_not_come_back(service: Service) -> None:
    larkmead = neighbourhoods.create(service, name="Larkmead")
    table = sit_down(service, neighbourhood=larkmead)
    club = Element(id=new_id(), scope=larkmead, kind=Kind.GROUP, name="Tanyard lunch club")
    neighbourhoods.add_to_directory(service, larkmead, [club])
    table.save(Pick(element_id=club.id, figure=figure(club.id)))
    kept = drawings.keep(service, table.reader, table.map_id)
    table.save(RubOut(element_id=club.id, figure=table.stored().figures[club.id]))
    assert going_back.go_back(service, table.reader, table.map_id, kept.id).left_out == 0
    assert club.id in table.stored().figures


def test_nobody_draws_on_a_closed_map_until_it_is_opened_again(table: Table) -> None:
    kept = drawings.keep(table.service, table.reader, table.map_id)
    closing.set_state(table.service, table.reader, table.map_id, CareMapState.CLOSED)
    with pytest.raises(EditRefused, match="closed"):
        table.draw_person("Rosa")
    with pytest.raises(NotWellFormed, match="closed"):
        drawings.keep(table.service, table.reader, table.map_id)
    assert drawings.read(table.service, table.map_id, kept.id).document.state == "open"
    closing.set_state(table.service, table.reader, table.map_id, CareMapState.OPEN)
    table.draw_person("Rosa")
    assert audit.check(table.service) == []


def test_a_map_on_the_first_page_says_who_drew_last_and_what_was_kept(table: Table) -> None:
    table.draw_person("Rosa")
    kept = drawings.keep(table.service, table.reader, table.map_id)
    card = care_maps.list_maps(table.service, table.reader)[0]
    assert card.last_edit_by is not None
    assert (card.last_edit_by.name, card.last_edit_mine) == ("Nadia Hassan", True)
    assert (card.drawings, card.last_kept_at) == (1, kept.kept_at)
