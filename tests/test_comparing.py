"""Two drawings compared: the worked example word for number, what must always hold, and trouble."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.comparing import Comparison, compare
from mapping.drawn_changes import What
from mapping.edits import apply
from mapping.model import REMOVED, Document, Element, Figure, Household
from mapping.vocabulary import Kind, Presence
from tests.drawings import care_maps, edits_for, figure, ivys_map, person
from tests.worked_example import earlier, later


@pytest.fixture(scope="module")
def found() -> Comparison:
    return compare(earlier(), later())


def sentences(found: Comparison, what: What) -> list[str]:
    return [one.sentence for one in found.connections if one.what == what]


def test_the_worked_example_says_what_changed_in_sentences(found: Comparison) -> None:
    assert found.title == ("Paid care rose and given care fell; care for Ada is shared more evenly")
    assert sentences(found, "new") == [
        "Cy works with Garden, every month. Before, it was only possible.",
        "Home care works with Nurse, every month.",
    ]
    assert sentences(found, "stronger") == [
        "Home care cares for Ada every day now. It was every week."
    ]
    assert sentences(found, "weaker") == [
        "Ben cares for Ada every day now. It was several times a day."
    ]
    assert sentences(found, "gone") == []
    assert found.unchanged == 2
    assert found.figures == ()


def test_the_worked_example_has_the_numbers_of_the_measures(found: Comparison) -> None:
    [ada, cy] = found.people
    numbers = {one.field: (one.before, one.after) for one in ada.figures}
    assert numbers["paid"] == (1, 7)
    assert numbers["gifted"] == (22, 8)
    assert numbers["effective_givers"] == pytest.approx((1.194, 2.273), abs=5e-4)
    assert numbers["evenness"] == pytest.approx((0.398, 0.758), abs=5e-4)
    assert numbers["max_share"] == pytest.approx((0.913, 0.467), abs=5e-4)
    assert numbers["given"] == (1, 1)
    assert ada.verdict == "displaced"
    assert ada.displacement == pytest.approx(2.333, abs=5e-4)
    assert (ada.sharing, ada.supported, cy.supported) == ("more", True, False)
    assert (found.change["load_gini_before"], found.change["load_gini_after"]) == (0.625, 0.375)
    assert ada.sentences == (
        "Paid care rose and given care fell: paid from 1 to 7 contacts a week and given from 22 to"
        " 8 contacts a week.",
        "For each paid contact gained, 2.3 given ones went.",
        "Whoever gives Ada the most gives 46.7% of it, less than before (91.3%).",
        "Ada gives 1 contact a week of care, as before.",
    )


def test_the_facts_are_counted_on_the_drawings(found: Comparison) -> None:
    told = {one.label: (one.before, one.after) for one in found.facts}
    assert told["People and places giving care"] == (4, 4)
    assert told["Paid connections"] == (1, 1)
    assert told["Greatest share of Ada\u2019s care"] == pytest.approx((0.913, 0.467), abs=5e-4)


@given(care_maps())
@settings(max_examples=30, deadline=None)
def test_a_map_compared_with_itself_has_no_change(care_map: Any) -> None:
    found = compare(care_map.document(), care_map.document())
    assert found.same
    assert (found.connections, found.figures) == ((), ())
    assert found.title == "Nothing changed between these two drawings"


@st.composite
def redrawn(draw: st.DrawFn, times: int) -> list[Document]:
    """Draw a map and what becomes of it, edit by edit."""
    care_map = draw(care_maps())
    drawings = [care_map.document()]
    for time in range(times):
        for n in range(draw(st.integers(1, 3))):
            care_map = apply(care_map, draw(edits_for(care_map, f"t{time}-{n}"))).care_map
        drawings.append(care_map.document())
    return drawings


MIRRORED: dict[What, What] = {
    "new": "gone",
    "gone": "new",
    "stronger": "weaker",
    "weaker": "stronger",
    "formality": "formality",
    "care_types": "care_types",
}


def keys(found: Comparison, *whats: What) -> set[tuple[str, str, str, str]]:
    return {
        (one.what, one.type.value, one.giver, one.receiver)
        for one in found.connections
        if not whats or one.what in whats
    }


@given(redrawn(1))
@settings(max_examples=60, deadline=None)
def test_comparing_the_other_way_round_mirrors(drawings: list[Document]) -> None:
    there, back = compare(*drawings), compare(*reversed(drawings))
    assert keys(back) == {(MIRRORED[what], *rest) for what, *rest in keys(there)}  # type: ignore[index]
    assert there.unchanged == back.unchanged
    assert [one.element for one in there.people] == [one.element for one in back.people]
    for one, other in zip(there.people, back.people, strict=True):
        assert [(f.before, f.after) for f in one.figures] == [
            (f.after, f.before) for f in other.figures
        ]


Ends = tuple[str, str, str]


@given(redrawn(2))
@settings(max_examples=60, deadline=None)
def test_two_steps_in_time_come_to_the_same_as_one(drawings: list[Document]) -> None:
    """What is active at the end follows from the start by one comparison or by two."""
    first, second, third = drawings

    def through(before: set[Ends], found: Comparison) -> set[Ends]:
        new, gone = ({key[1:] for key in keys(found, what)} for what in ("new", "gone"))
        assert new.isdisjoint(before)
        assert gone <= before
        return (before - gone) | new

    empty = first.changed(connections=())
    start = {key[1:] for key in keys(compare(empty, first), "new")}
    by_two = through(through(start, compare(first, second)), compare(second, third))
    assert by_two == through(start, compare(first, third))


@given(redrawn(1))
@settings(max_examples=40, deadline=None)
def test_connections_drawn_again_under_other_ids_change_nothing(drawings: list[Document]) -> None:
    before, after = drawings
    again = after.changed(
        connections=tuple(
            line.changed(id=f"again-{n}", from_=line.from_)
            for n, line in enumerate(after.connections)
        )
    )
    assert keys(compare(before, again)) == keys(compare(before, after))


def test_a_map_with_nothing_on_it_yet_says_so() -> None:
    bare = earlier().changed(connections=())
    fewer = bare.changed(figures=bare.figures[:3], elements=bare.elements[:3])
    assert [compare(*pair).title for pair in ((bare, later()), (later(), bare), (bare, fewer))] == [
        "The earlier drawing has no care on it, so all of it is new",
        "The later drawing has no care on it",
        "Neither drawing has care on it, so there is none to compare",
    ]


def swapped(document: Document, gone: str, new: Element) -> Document:
    """Return a document in which somebody was taken off, and somebody else drawn."""
    figures = tuple(one for one in document.figures if one.element_id != gone)
    place = next(one for one in document.figures if one.element_id == gone)
    drawn = Figure(element_id=new.id, x=place.x, y=place.y, presence=place.presence)
    return document.changed(
        elements=(*(one for one in document.elements if one.id != gone), new),
        figures=(*figures, drawn),
        connections=tuple(c for c in document.connections if gone not in (c.from_, c.to)),
    )


def test_who_was_drawn_again_or_became_a_directory_entry_is_told() -> None:
    again = swapped(later(), "c", person("c2", "Cy", scope="ada-map"))
    assert any(
        "Cy was taken off and drawn again" in one for one in compare(earlier(), again).cannot
    )
    entry = Element(id="entry", scope="larkmead", kind=Kind.GROUP, name="Garden")
    told = compare(earlier(), swapped(later(), "g", entry)).cannot
    assert any("Garden is now drawn from the neighbourhood" in one for one in told)


def test_somebody_who_was_removed_is_compared_without_a_name() -> None:
    gone = tuple(one.changed(name=REMOVED) if one.id == "b" else one for one in earlier().elements)
    found = compare(earlier().changed(elements=gone), later().changed(elements=gone))
    assert "1 person was removed for good" in " ".join(found.cannot)
    assert "Ben" not in found.model_dump_json()
    assert sentences(found, "weaker")[0].startswith(f"{REMOVED} cares for Ada every day now.")


def test_who_came_moved_nearer_or_lives_elsewhere_is_told() -> None:
    before = ivys_map("rosa", "ben")
    moved = before.changed(
        figures={
            **before.figures,
            "rosa": figure("rosa", Presence.LIVES_WITH),
            "asha": figure("asha", potential=True),
        },
        elements={**before.elements, "asha": person("asha")},
    )
    found = compare(before.document(), moved.document())
    assert [one.sentence for one in found.figures] == [
        "Asha is new on the map, nearby, and might help.",
        "Rosa is nearer: at home now, nearby before.",
    ]
    home = Household(id="home", x=0, y=0, width=200, height=200)
    together = {
        id_: one.changed(household="home" if id_ in ("rosa", "ben") else None)
        for id_, one in before.figures.items()
    }
    shared = before.changed(households={"home": home}, figures=together)
    assert [one.sentence for one in compare(before.document(), shared.document()).figures] == [
        "Ben and Rosa live together now."
    ]
    assert [one.sentence for one in compare(shared.document(), before.document()).figures] == [
        "Ben and Rosa no longer live together."
    ]


def changed(id_: str, **said: Any) -> Document:
    """Return the earlier drawing with one connection changed."""
    return earlier().changed(
        connections=tuple(
            one.changed(**said, from_=one.from_) if one.id == id_ else one
            for one in earlier().connections
        )
    )


def test_care_of_other_types_is_told_though_it_is_as_often_as_before() -> None:
    found = compare(earlier(), changed("2", care_types=("errands", "meals")))
    assert not found.same
    assert sentences(found, "care_types") == [
        "Cy\u2019s care for Ada: errands and lifts and meals now. It was errands and lifts."
    ]
    [line] = found.connections
    assert (line.care_before, line.care_after) == (("errands",), ("errands", "meals"))
    assert (line.contacts_before, line.contacts_after) == (None, None)
    assert found.unchanged == 3
    assert found.sentences[0] == (
        "Of the connections, 1 changed only what the care is; 3 are as they were."
    )
    assert found.change["unchanged"] == 4
    back = compare(changed("2", care_types=()), earlier())
    assert sentences(back, "care_types") == [
        "Cy\u2019s care for Ada: errands and lifts now. Before, nobody said what it was."
    ]


def test_care_that_is_more_often_and_of_other_types_is_told_once() -> None:
    found = compare(earlier(), changed("2", care_types=("meals",), frequency="daily"))
    assert sentences(found, "care_types") == []
    assert sentences(found, "stronger") == [
        "Cy cares for Ada every day now. It was every week. The care: meals now. It was"
        " errands and lifts."
    ]
    assert found.unchanged == 3


def test_care_that_became_paid_is_told() -> None:
    found = compare(earlier(), changed("2", formality="paid"))
    assert sentences(found, "formality") == [
        "Cy\u2019s care for Ada is paid for now. It was given freely."
    ]
