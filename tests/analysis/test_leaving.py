"""Some leaving together: against taking them out of the network and looking again."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.analysis.leaving import leaving, sentences
from mapping.analysis.small import small_network
from mapping.refusals import NotWellFormed
from tests.analysis.drawn import Drawn, drawn, what_is_lost


def some_of(drawing: Drawn, data: st.DataObject) -> frozenset[str]:
    return frozenset(data.draw(st.sets(st.sampled_from(drawing.ids or ["nobody"])))) & set(
        drawing.ids
    )


@given(drawn(), st.data())
def test_what_is_lost_is_what_is_not_there_when_they_are_taken_out(
    drawing: Drawn, data: st.DataObject
) -> None:
    """Expected: paths and givers with and without them, from the definition."""
    gone = some_of(drawing, data)
    found: dict[str, Any] = {**leaving(drawing.network, gone)}
    for field, value in what_is_lost(drawing, gone).items():
        assert found[field] == (
            value if field[:3] in ("los", "cut", "str") else pytest.approx(value)
        )


@given(drawn(), st.data())
def test_the_parts_add_up(drawing: Drawn, data: st.DataObject) -> None:
    found = leaving(drawing.network, some_of(drawing, data))
    covered = sum(found["pick_up"].values())
    assert math.isclose(covered + found["uncovered_contacts"], found["contacts_lost"], abs_tol=1e-9)
    by_person = [sum(shares.values()) for shares in found["pick_up_for"].values()]
    assert sum(by_person) == pytest.approx(covered)
    assert sum(found["uncovered"].values()) == pytest.approx(found["uncovered_contacts"])
    assert sum(one["contacts"] for one in found["lost_care"]) == pytest.approx(
        found["contacts_lost"]
    )
    assert not {one["receiver"] for one in found["lost_care"]} & set(found["leaving"])


@given(drawn(), st.data())
def test_with_one_more_gone_no_one_who_stays_loses_less(
    drawing: Drawn, data: st.DataObject
) -> None:
    gone = some_of(drawing, data)
    more = gone | some_of(drawing, data)
    one, other = leaving(drawing.network, gone), leaving(drawing.network, more)
    for field in ("loses_all_care", "loses_formal", "loses_informal", "cut_off"):
        lost = set(one[field])
        assert lost - more <= set(other[field])


@given(drawn(), st.data())
def test_types_lost_are_those_that_nobody_who_stays_gives(
    drawing: Drawn, data: st.DataObject
) -> None:
    gone = some_of(drawing, data)
    expected = {}
    for receiver in set(drawing.ids) - gone:
        cares = [c for c in drawing.active if (c.type, c.to) == ("cares_for", receiver)]
        lost, kept = (
            {type_ for c in cares if (c.from_ in gone) is left for type_ in c.care_types}
            for left in (True, False)
        )
        if lost - kept:
            expected[receiver] = sorted(lost - kept)
    assert leaving(drawing.network, gone)["care_types_lost"] == expected


def test_what_two_leave_is_told_in_words() -> None:
    network = small_network("gp>ada ben>ada:meals cy>ada ben>dee", formal="gp", supported="ada dee")
    assert sentences(leaving(network, ["gp", "ben"]), str.title) == [
        "Without Ben and Gp, Ada and Dee would lose 3 contacts a week of care.",
        "Dee would be left without any care.",
        "Ada would be left without formal care.",
        "To make up for it the others would need to give more: Cy about 2 contacts a week. That is"
        " arithmetic on this map, not a forecast.",
        "Nobody else on the map gives care to Dee: 1 contact a week would have no one to turn to.",
        "Nobody else gives Ada meals.",
    ]


def test_of_nobody_nothing_is_lost_and_somebody_unknown_is_refused() -> None:
    network = small_network("ben>ada")
    assert sentences(leaving(network, []), str) == ["Nobody leaves, so nothing is lost."]
    assert leaving(small_network(""), [])["contacts_lost"] == 0
    with pytest.raises(NotWellFormed, match="not in the network"):
        leaving(network, ["zoe"])
