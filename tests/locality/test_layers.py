"""The layers of the map: they say what the report says, in its own numbers and no others."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from mapping.interchange.local_report import Files, report_of_files
from mapping.locality.choices import Choices
from mapping.locality.flows import BEYOND
from mapping.locality.layer_answers import LayerName
from mapping.locality.layer_parts import MOST_LINES
from mapping.locality.layers import layer_of
from mapping.locality.report import Tables, locality_report
from mapping.locality.report_words import in_words
from mapping.places.outside import LARGER_AREAS, for_outside
from tests.locality.conftest import write_hackney
from tests.locality.ground import HACKNEY, needs_hackney
from tests.test_locality_of_neighbourhood import peopled

USUAL = Choices(permutations=99)


@pytest.fixture(scope="module")
def hackney_report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    elements, population, need = write_hackney(tmp_path_factory.mktemp("layers"))
    areas = HACKNEY / "lsoa21_E09000012.geojson"
    return report_of_files(
        Files(areas, elements, None, population, need), Choices(permutations=2_999)
    )


def points(report: dict[str, Any]) -> dict[str, tuple[float, float]]:
    return dict.fromkeys([*report["areas"], *report["names"]], (0.0, 51.5))


@needs_hackney
def test_walks_hatch_gaps_and_far_areas_as_the_report_lists_them(
    hackney_report: dict[str, Any],
) -> None:
    layer = layer_of(hackney_report, LayerName.WALKS, "respite", points(hackney_report))
    hatched = {code: one.hatch for code, one in layer.areas.items() if one.hatch}
    assert set(hatched) == set(hackney_report["far"]["respite"])
    gaps = {code for code, hatch in hatched.items() if hatch == "gap"}
    assert gaps == set(hackney_report["gaps"]["respite"])
    assert gaps
    for code, one in layer.areas.items():
        minutes = hackney_report["areas"][code]["nearest_min"]["respite"]
        assert one.words == f"{minutes:.0f} min"
        assert (one.fill == "step-1") == (minutes > 15)
    tally = Counter(one.fill for one in layer.areas.values())
    assert {one.fill: one.areas for one in layer.legend if one.fill} == dict(tally)
    assert [round(ring.metres) for ring in layer.rings] == [308, 615, 923]
    every = layer_of(hackney_report, LayerName.WALKS, None, points(hackney_report))
    code = hackney_report["far"]["respite"][0]
    assert "a break for carers" in every.areas[code].sentences[1]
    none = layer_of(hackney_report, LayerName.WALKS, "faith", points(hackney_report))
    assert {one.words for one in none.areas.values()} == {"not offered"}


@needs_hackney
def test_need_and_patterns_have_the_classes_of_the_report(hackney_report: dict[str, Any]) -> None:
    need = layer_of(hackney_report, LayerName.NEED, None, points(hackney_report))
    patterns = layer_of(hackney_report, LayerName.PATTERNS, None, points(hackney_report))
    for code, area in hackney_report["areas"].items():
        pair = area["two_at_once"]
        assert need.areas[code].fill == f"two-{pair['care_wealth']}{pair['need']}"
        assert patterns.areas[code].words == area["pattern"]
    assert len(need.legend) == 9
    assert sum(one.areas for one in need.legend) == 149
    assert "Moran's I is" in " ".join(patterns.cautions)
    assert "These figures are of areas, not of the people in them." in patterns.cautions


@needs_hackney
def test_bridges_are_drawn_the_likeliest_first_and_no_more_than_can_be_seen(
    hackney_report: dict[str, Any],
) -> None:
    layer = layer_of(hackney_report, LayerName.BRIDGES, None, points(hackney_report))
    pairs = hackney_report["potential_bridges"]
    assert len(layer.lines) == MOST_LINES < len(pairs)
    assert layer.lines_left_out == len(pairs) - MOST_LINES
    first = pairs[0]
    assert layer.lines[0].key == f"{first['formal']} {first['community']}"


def test_flows_have_only_numbers_that_may_leave_the_circle(tmp_path: Path) -> None:
    ground = peopled(tmp_path, 1, side=2)
    exact = locality_report(ground, Tables(), USUAL)
    outside = in_words(for_outside(exact, ground, USUAL), {})
    layer = layer_of(outside, LayerName.FLOWS, None, points(outside))
    shown = {
        (one["from"], one["to"]): one["connections"]
        for one in outside["flows"]["by_pair"]
        if one["connections"] and one["from"] != one["to"] and BEYOND not in one.values()
    }
    assert {tuple(one.key.split()): int(one.words) for one in layer.lines} == shown
    assert shown
    numbers = [int(one.words) for one in layer.lines]
    assert all(number % 5 == 0 and number >= 10 for number in numbers)
    assert all(one >= other for one, other in pairwise(numbers)), "sorted by what is shown"
    hidden = [one for one in layer.areas.values() if one.fill == "hidden"]
    assert hidden
    assert all(one.order is None for one in hidden)
    larger = in_words(for_outside(exact, ground, USUAL, no_people=LARGER_AREAS), {})
    told = layer_of(larger, LayerName.FLOWS, None, points(larger))
    assert not told.lines
    assert "use larger ones" in told.sentences[0]


def test_without_need_or_enough_areas_a_layer_says_so(tmp_path: Path) -> None:
    ground = peopled(tmp_path, 2)
    found = in_words(
        locality_report(ground, Tables(), USUAL) | {"hidden_because": []}, {"club": "Club"}
    )
    assert "not both known" in layer_of(found, LayerName.NEED, None, {}).sentences[0]
    patterns = layer_of(found, LayerName.PATTERNS, None, {})
    assert {one.fill for one in patterns.areas.values()} == {"no-number"}
    walks = layer_of(found, LayerName.WALKS, "meals", {})
    assert {one.hatch for one in walks.areas.values()} <= {None, "far"}
    assert "not called gaps" in " ".join(walks.sentences)
