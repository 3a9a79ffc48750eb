"""What if somebody could not come: worked by hand on Ada's map, and what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.comparing import compare
from mapping.model import CareMap, Document
from mapping.refusals import NotWellFormed
from mapping.what_if import LEVELS, imagined, what_if
from tests.drawings import care_maps
from tests.worked_example import later


def losses(document: Document, *without: str) -> list[tuple[str, str, list[str]]]:
    found = what_if(document, without, ())
    return [(one.what, one.level, [left.who.name for left in one.left]) for one in found.losses]


def test_without_ben_nobody_is_left_for_ada_s_meals() -> None:
    """Ben gives meals and errands every day; Cy runs errands every week, the garden gives none."""
    found = what_if(later(), ["b"], ())
    assert found.title == "Without Ben, nobody would be left for meals for Ada"
    assert losses(later(), "b") == [
        ("meals for Ada", "none", []),
        ("errands and lifts for Ada", "much_less", ["Cy"]),
    ]
    assert found.losses[1].sentence == "Now from Ben every day."
    assert found.losses[1].left[0].how_often == "every week"
    assert (found.losses[1].contacts_lost, found.losses[1].contacts_left) == (7, 1)
    assert found.leaving["pick_up"] == pytest.approx({"c": 0.875, "h": 6.125})


def test_without_cy_errands_have_one_left_and_cy_would_lose_something_too() -> None:
    found = what_if(later(), ["c"], ())
    assert losses(later(), "c") == [("errands and lifts for Ada", "one", ["Ben"])]
    assert found.they_lose == ("Ada cares for Cy: listening, every week.",)


def test_several_can_be_missing_together_and_are_never_among_those_who_lose() -> None:
    found = what_if(later(), ["b", "c", "h"], ())
    assert {one.level for one in found.losses} == {"none"}
    assert found.leaving["loses_all_care"] == ["a"]
    assert found.could_share[0].sentence == "Garden might help Ada with company."
    assert what_if(later(), ["a", "c"], ()).losses == ()


def test_what_might_be_comes_to_be_where_it_is_supposed() -> None:
    found = what_if(later(), [], ["7"])
    assert found.gains == (
        "Garden would give Ada company, every week. Nobody else gives that now.",
    )
    assert [(one.id, one.alive) for one in found.possible] == [("7", True), ("8", False)]
    assert what_if(later(), ["b", "c", "h"], ["7"]).leaving["loses_all_care"] == []


def test_a_plan_is_compared_as_what_would_change() -> None:
    [new, gone] = compare(later(), imagined(later(), ["b"], ["7"])).connections
    assert (new.what, gone.what) == ("new", "gone")
    assert new.sentence == (
        "Garden cares for Ada: company, every week, given freely. Before, it was only possible."
    )
    assert gone.sentence == "Ben\u2019s care for Ada has stopped. It was every day, given freely."


@pytest.mark.parametrize(
    ("field", "without", "alive"), [("without", ["x"], []), ("alive", [], ["1"])]
)
def test_what_is_not_on_the_map_cannot_be_supposed(
    field: str, without: list[str], alive: list[str]
) -> None:
    with pytest.raises(NotWellFormed) as refused:
        what_if(later(), without, alive)
    assert refused.value.field == field


@given(care_maps(), st.data())
@settings(max_examples=40, deadline=None)
def test_losses_come_worst_first_and_a_plan_has_none_of_that_care(
    care_map: CareMap, data: st.DataObject
) -> None:
    document = care_map.document()
    ids = sorted(care_map.figures)
    without = data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=3))
    found = what_if(document, without, ())
    levels = [LEVELS.index(one.level) for one in found.losses]
    assert levels == sorted(levels)
    for loss in found.losses:
        assert loss.receiver.id not in without
        assert {one.id for one in loss.givers} <= set(without)
        assert not {left.who.id for left in loss.left} & set(without)
    assert what_if(imagined(document, without, ()), without, ()).losses == ()
    assert care_map.document() == document
