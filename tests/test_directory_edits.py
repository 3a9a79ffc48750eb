"""A directory's edits: whatever is changed, taking it back brings exactly what was there."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mapping.directory_edits import (
    Directory,
    DirectoryEntry,
    DirectoryStep,
    Expect,
    ListEntry,
    TellApart,
    apply,
    opposite,
)
from mapping.model import Connection
from mapping.sheet import EditRefused
from mapping.steps import Connect, Disconnect, Set, Tick
from mapping.vocabulary import ConnectionType, Kind, State

PLACE = "larkmead"
IDS = ("club", "hub", "choir")


def directory() -> Directory:
    line = Connection.model_validate(
        {"id": "line", "type": "collaborates_with", "from": "club", "to": "hub"}
    )
    kinds = zip(IDS, (Kind.GROUP, Kind.ORGANISATION, Kind.GROUP), strict=True)
    elements: Any = {
        id_: DirectoryEntry(id=id_, scope=PLACE, kind=kind, name=id_.title()) for id_, kind in kinds
    }
    return Directory(
        id=PLACE,
        title="directory",
        elements=elements,
        connections={"line": line},
        expected_kinds=("group",),
    )


ids = st.sampled_from(IDS)
values = {
    "name": st.sampled_from(["Soup club", "Club"]),
    "opening": st.sampled_from(["Tuesdays", None]),
    "point": st.sampled_from([[-0.05, 51.5], None]),
    "retired": st.sampled_from(["2026-05-04", None]),
    "merged_into": st.one_of(ids, st.none()),
}
sets = st.sampled_from(sorted(values)).flatmap(
    lambda field: st.builds(
        Set, on=st.just("element"), id=ids, field=st.just(field), now=values[field]
    )
)
ticks = st.builds(
    Tick,
    does=st.sampled_from(["tick", "untick"]),
    on=st.just("element"),
    id=ids,
    field=st.just("offers"),
    value=st.sampled_from(["meals", "social"]),
)
lines = st.builds(
    Connection,
    id=st.sampled_from(["one", "other"]),
    type=st.just(ConnectionType.CARES_FOR),
    from_=st.just("club"),
    to=st.sampled_from(["hub", "choir"]),
    state=st.just(State.GENERATIVE),
)
steps: st.SearchStrategy[DirectoryStep] = st.one_of(
    sets,
    ticks,
    st.builds(Connect, connection=lines),
    st.builds(Disconnect, connection=st.just(directory().connections["line"])),
    st.builds(
        TellApart, does=st.sampled_from(["tell_apart", "tell_apart_no_more"]), one=ids, other=ids
    ),
    st.builds(
        Expect,
        does=st.sampled_from(["expect", "expect_no_more"]),
        what=st.sampled_from(["Food bank", "food bank", "group"]),
    ),
)


@given(st.lists(steps, min_size=1, max_size=6))
def test_taking_an_edit_back_brings_exactly_what_was_there(some: list[DirectoryStep]) -> None:
    before = directory()
    try:
        outcome = apply(before, some, cautious=False)
    except EditRefused:
        return
    back = apply(outcome.care_map, opposite(outcome.steps), cautious=True)
    assert back.left_alone == ()
    assert back.care_map == before.model_copy(update={"rubbed_out": back.care_map.rubbed_out})


def test_a_new_entry_taken_back_is_retired_and_comes_back_as_it_was() -> None:
    before = directory()
    new = DirectoryEntry(id="new", scope=PLACE, kind=Kind.GROUP, name="Allotment")
    made = apply(before, [ListEntry(element=new)], cautious=False)
    gone = apply(made.care_map, opposite(made.steps), cautious=True)
    assert isinstance(left := gone.care_map.elements["new"], DirectoryEntry)
    assert not left.in_use
    again = apply(gone.care_map, opposite(gone.steps), cautious=True)
    assert again.care_map.elements["new"] == new
