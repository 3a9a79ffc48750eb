"""What an address chooses of a neighbourhood's map: the same in Python and on the pages."""

from __future__ import annotations

import json

import networkx as nx
import pytest

from mapping.chosen import LONGEST, chosen_by, memberships, part_of
from mapping.refusals import NotWellFormed
from tests.vectors.chosen import FILE, drawn, made


def test_the_cases_that_the_pages_are_held_to_are_current() -> None:
    assert json.loads(FILE.read_text()) == json.loads(json.dumps(made()))


def test_nothing_chosen_is_the_whole_map_and_a_part_adds_nothing() -> None:
    view = drawn()
    assert part_of(view, chosen_by("as=table&size=core")) is view
    for case in made()["cases"]:
        part = part_of(view, chosen_by(case["query"]))
        assert set(part.elements) <= set(view.elements)
        ids = {one.id for one in part.elements}
        assert all({line.from_, line.to} <= ids for line in part.connections)


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_steps_and_ways_are_those_of_networkx(steps: int) -> None:
    view = drawn()
    graph = nx.Graph([(line.from_, line.to) for line in view.connections])
    for start in sorted(graph):
        near = part_of(view, chosen_by(f"near={start}&steps={steps}"))
        wanted = nx.single_source_shortest_path_length(graph, start, cutoff=steps)
        assert {one.id for one in near.elements} == set(wanted)
        path = part_of(view, chosen_by(f"near={start}&path=e0"))
        on = set() if start == "e0" else {start, "e0"}
        if start != "e0" and nx.has_path(graph, start, "e0"):
            on = {one for way in nx.all_shortest_paths(graph, start, "e0") for one in way}
        assert {one.id for one in path.elements} == (on or {"e0"})


def test_who_belonged_once_and_does_again_is_active() -> None:
    stands = memberships(drawn())
    assert set(stands.values()) == {"active", "inactive"}
    assert "e5" not in stands


def test_an_address_that_is_too_long_is_refused() -> None:
    with pytest.raises(NotWellFormed):
        chosen_by("find=" + "a" * LONGEST)
