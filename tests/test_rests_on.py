"""Who the care on one map rests on: worked by hand on Ada's map, and what must always hold."""

from __future__ import annotations

from hypothesis import given, settings

from mapping.model import CareMap
from mapping.rests_on import rests_on
from tests.drawings import care_maps
from tests.worked_example import later


def test_ada_s_care_rests_on_home_care_for_it_is_the_only_formal_giver() -> None:
    """As in the worked example: 7 contacts a week would go, 6.125 and 0.875 make up for them."""
    found = rests_on(later())
    assert found.title == "This care rests on Home care"
    assert found.sentences[0] == (
        "Ada has formal care (paid, or from a service) from 1 giver, and informal care (family,"
        " friends, neighbours, groups) from 2."
    )
    [only] = found.only_ones
    assert only.sentence == "Only Home care gives Ada formal care (paid, or from a service)."
    assert only.to_make_up == (
        "To make up for it, the others would need to give more: Ben 6.1 contacts a week and Cy 0.9"
        " contacts a week."
    )
    assert found.joins[0] == (
        "No formal carer here is linked with an informal one directly. They may never speak."
    )
    assert [one.connection for one in found.might_help] == ["8", "7"]
    assert "a first link to the other side" in found.might_help[0].sentence


@settings(max_examples=60)
@given(care_maps())
def test_every_map_is_told_of_in_whole_sentences(care_map: CareMap) -> None:
    """Nothing is left blank, nobody is named by an id, and the map stays as it is."""
    document = care_map.document()
    found = rests_on(document)
    said = (*found.sentences, *found.joins, *(one.sentence for one in found.only_ones))
    assert all(one[0].isupper() or one[0].isdigit() or not one[0].isascii() for one in said if one)
    assert all(one.endswith(".") for one in said)
    assert care_map.document() == document
