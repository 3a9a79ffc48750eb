"""Edits as `storage.md` promises them: pure, undone, raced, reordered.

Expected values follow from the rules written there; none is taken from the program's own output.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.edits import EditRefused, apply, opposite
from mapping.model import CareMap
from mapping.steps import Connect, Disconnect, Edit, Move, RubOut, Set, Tick
from mapping.vocabulary import Presence, Told
from tests.drawings import (
    OWNER,
    add,
    care,
    care_maps,
    edit,
    edits_for,
    figure,
    ivys_map,
    person,
    rename,
)


def same(one: CareMap, other: CareMap) -> bool:
    """Two maps that nobody could tell apart, whatever was once rubbed out."""
    nobody = frozenset[str]()
    return one.model_copy(update={"rubbed_out": nobody}) == other.model_copy(
        update={"rubbed_out": nobody}
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[CareMap, Edit]:
    care_map = draw(care_maps())
    return care_map, draw(edits_for(care_map, "edit"))


@st.composite
def races(draw: st.DrawFn) -> tuple[CareMap, Edit, Edit]:
    care_map = draw(care_maps())
    return care_map, draw(edits_for(care_map, "grace")), draw(edits_for(care_map, "nadia"))


@given(cases())
def test_undoing_an_edit_gives_back_the_same_care_map(case: tuple[CareMap, Edit]) -> None:
    care_map, done = case
    outcome = apply(care_map, done)
    if outcome.steps:
        undo = edit(*opposite(outcome.steps), undoes=done.id)
        undone = apply(outcome.care_map, undo)
        assert undone.left_alone == ()
        assert same(undone.care_map, care_map)


@given(cases())
def test_applying_an_edit_never_changes_the_map_it_was_given(case: tuple[CareMap, Edit]) -> None:
    care_map, done = case
    before = care_map.model_copy(deep=True)
    apply(care_map, done)
    assert care_map == before


@given(cases())
def test_the_steps_that_took_effect_give_the_same_map_again(case: tuple[CareMap, Edit]) -> None:
    care_map, done = case
    outcome = apply(care_map, done)
    if outcome.steps:
        again = apply(care_map, edit(*outcome.steps))
        assert same(again.care_map, outcome.care_map)
        assert again.steps == outcome.steps
        assert not again.overtaken
        assert not again.skipped


@given(races())
def test_of_two_who_draw_at_once_neither_is_refused(race: tuple[CareMap, Edit, Edit]) -> None:
    care_map, graces, nadias = race
    first = apply(care_map, graces)
    second = apply(first.care_map, nadias)
    lost = {one.step for one in second.skipped}
    assert lost <= set(range(len(nadias.steps)))
    _no_loose_ends(second.care_map)


@given(races())
def test_an_undo_after_a_race_leaves_what_the_other_drew(race: tuple[CareMap, Edit, Edit]) -> None:
    care_map, graces, nadias = race
    first = apply(care_map, graces)
    second = apply(first.care_map, nadias)
    if not first.steps:
        return
    undone = apply(second.care_map, edit(*opposite(first.steps), undoes=graces.id))
    _no_loose_ends(undone.care_map)
    for id_, element in second.care_map.elements.items():
        hers = first.care_map.elements.get(id_)
        if hers is None or hers.name == element.name or id_ not in undone.care_map.elements:
            continue  # a value that equals her own cannot be told from it
        assert undone.care_map.elements[id_].name == element.name


@given(care_maps(), st.sampled_from(["weekly", "daily"]), st.sampled_from(["gifted", "paid"]))
@settings(max_examples=30)
def test_edits_of_different_fields_may_come_in_any_order(
    care_map: CareMap, frequency: str, formality: str
) -> None:
    if "rosa" not in care_map.figures:
        return
    care_map = apply(care_map, edit(Connect(connection=care("arrow", "rosa", OWNER)))).care_map
    ends = {"on": "connection", "id": "arrow", "type": "cares_for", "from": "rosa", "to": OWNER}
    edits = [
        edit(Set.model_validate({**ends, "field": "frequency", "now": frequency})),
        edit(Set.model_validate({**ends, "field": "formality", "now": formality})),
        edit(
            Tick.model_validate({**ends, "does": "tick", "field": "care_types", "value": "meals"})
        ),
        edit(Tick.model_validate({**ends, "does": "tick", "field": "care_types", "value": "arts"})),
    ]
    there, back = care_map, care_map
    for one in edits:
        there = apply(there, one).care_map
    for one in reversed(edits):
        back = apply(back, one).care_map
    assert there == back


def _no_loose_ends(care_map: CareMap) -> None:
    for line in care_map.connections.values():
        assert {line.from_, line.to} <= care_map.figures.keys()
    for one in care_map.figures.values():
        assert one.household is None or one.household in care_map.households
    assert OWNER in care_map.figures


def test_a_set_wins_and_says_whose_value_it_replaced() -> None:
    graces = apply(ivys_map("rosa"), edit(rename("rosa", "Rosa", "Rose"))).care_map
    outcome = apply(graces, edit(rename("rosa", "Rosa", "Rosalind")))
    assert outcome.care_map.elements["rosa"].name == "Rosalind"
    assert [(one.step, one.stored) for one in outcome.overtaken] == [(0, "Rose")]


def test_an_undo_leaves_alone_what_someone_has_changed_since() -> None:
    mine = apply(ivys_map("rosa"), edit(rename("rosa", "Rosa", "Rosalind")))
    theirs = apply(mine.care_map, edit(rename("rosa", "Rosalind", "Rose"))).care_map
    undone = apply(theirs, edit(*opposite(mine.steps), undoes="edit"))
    assert undone.care_map.elements["rosa"].name == "Rose"
    assert [one.why for one in undone.left_alone] == ["Someone has changed the name since"]


def test_a_step_on_someone_rubbed_out_is_skipped_and_the_others_stand() -> None:
    care_map = ivys_map("rosa", "ben")
    gone = apply(
        care_map,
        edit(RubOut(element_id="rosa", figure=care_map.figures["rosa"], element=person("rosa"))),
    ).care_map
    outcome = apply(gone, edit(rename("rosa", "Rosa", "Rose"), rename("ben", "Ben", "Benjamin")))
    assert outcome.care_map.elements["ben"].name == "Benjamin"
    assert [one.step for one in outcome.skipped] == [0]


def test_rubbing_someone_out_takes_arrows_drawn_meanwhile_and_undo_brings_them_back() -> None:
    care_map = ivys_map("rosa")
    arrow = Connect(connection=care("arrow", "rosa", OWNER))
    drawn = apply(care_map, edit(arrow)).care_map
    unaware = RubOut(element_id="rosa", figure=care_map.figures["rosa"], element=person("rosa"))
    outcome = apply(drawn, edit(unaware))
    assert outcome.care_map.connections == {}
    undone = apply(outcome.care_map, edit(*opposite(outcome.steps), undoes="edit"))
    assert undone.care_map.connections == drawn.connections


def test_undoing_an_undo_is_redo() -> None:
    care_map = ivys_map("rosa")
    done = apply(care_map, edit(rename("rosa", "Rosa", "Rose")))
    undone = apply(done.care_map, edit(*opposite(done.steps), undoes="edit"))
    redone = apply(undone.care_map, edit(*opposite(undone.steps), undoes="undo"))
    assert redone.care_map == done.care_map


@pytest.mark.parametrize(
    ("steps", "field", "words"),
    [
        ((rename("nobody", "", "Mo"),), "steps[0].id", "No element on this map has the id"),
        ((add("rosa"),), "steps[0].element.id", "in use on this map already"),
        (
            (Connect(connection=care("arrow", "rosa", "nobody")),),
            "steps[0].connection.to",
            "No figure on this map has the id nobody",
        ),
        (
            (add("asha"), rename("rosa", "Rosa", "x" * 10_000)),
            "steps[1].now",
            "name has 10,000 characters. Use 200 or fewer",
        ),
        (
            (Set(on="element", id="rosa", field="scope", now="other"),),
            "steps[0].field",
            "Use one of",
        ),
        (
            (RubOut(element_id=OWNER, figure=figure(OWNER, Presence.LIVES_WITH)),),
            "steps[0].element_id",
            "whose map it is",
        ),
        (
            (
                add("asha").model_copy(
                    update={"figure": figure("asha", told=Told.AGREED)},
                ),
            ),
            "steps[0].figure.told",
            "not_told",
        ),
        (
            (Disconnect(connection=care("never", "rosa", OWNER)),),
            "steps[0].connection.id",
            "No connection on this map",
        ),
    ],
)
def test_a_step_that_is_not_well_made_refuses_the_whole_edit(
    steps: tuple[Set, ...], field: str, words: str
) -> None:
    care_map = ivys_map("rosa")
    with pytest.raises(EditRefused, match=re.escape(words)) as refused:
        apply(care_map, edit(*steps))
    assert refused.value.field == field


def test_a_body_of_the_directory_is_changed_by_organisers_only() -> None:
    with pytest.raises(EditRefused, match="belongs to the neighbourhood"):
        apply(ivys_map(), edit(rename("lunch", "Lunch", "Dinner")))


def test_a_place_outside_the_ring_that_presence_says_is_not_well_formed() -> None:
    with pytest.raises(ValueError, match="x and y lie in the ring further_away"):
        Move.model_validate(
            {
                "element_id": "rosa",
                "was": {"x": 0, "y": 0, "presence": "lives_with"},
                "now": {"x": 500, "y": 0, "presence": "nearby"},
            }
        )


def test_steps_on_an_arrow_that_could_not_be_drawn_are_skipped_too() -> None:
    care_map = ivys_map("rosa")
    gone = apply(
        care_map,
        edit(RubOut(element_id="rosa", figure=care_map.figures["rosa"], element=person("rosa"))),
    ).care_map
    arrow = care("arrow", "rosa", OWNER)
    outcome = apply(gone, edit(Connect(connection=arrow), Disconnect(connection=arrow)))
    assert [one.step for one in outcome.skipped] == [0, 1]


VECTORS = json.loads((Path(__file__).parent / "vectors" / "edits.json").read_text())


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_the_cases_that_the_pages_are_held_to_are_still_right(vector: dict[str, Any]) -> None:
    care_map = CareMap.model_validate(vector["map"])
    sent = Edit.model_validate(vector["edit"])
    if "refused" in vector:
        with pytest.raises(EditRefused) as refused:
            apply(care_map, sent)
        assert refused.value.field == vector["refused"]["field"]
        return
    outcome = apply(care_map, sent)
    expected = vector["outcome"]
    assert outcome.care_map == CareMap.model_validate(expected["map"])
    for part in ("steps", "overtaken", "skipped", "left_alone"):
        assert [one.model_dump(mode="json") for one in getattr(outcome, part)] == expected[part]
