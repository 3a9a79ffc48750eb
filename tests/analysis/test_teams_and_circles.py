"""Teams and circles: from the definitions with sets and loops, and what the pilot published."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.pilot import make
from mapping.analysis import report
from mapping.analysis.circles import circles
from mapping.analysis.small import small_network
from mapping.analysis.teams import sentences, teams
from mapping.interchange.network_tables import from_tables
from mapping.network import ConnectionFacts
from tests.analysis.drawn import STATES, TIE_TYPES, Drawn, drawn, element

PILOT = Path(make.__file__).parent


def of_kind(drawing: Drawn, kind: str) -> list[str]:
    return sorted(one.id for one in drawing.elements if one.kind == kind)


@given(drawn())
def test_teams_are_as_defined(drawing: Drawn) -> None:
    found = teams(drawing.network)
    assert list(found) == of_kind(drawing, "team")
    for team, fields in found.items():
        mine = [c for c in drawing.usable if c.type in TIE_TYPES and team in (c.from_, c.to)]
        states = Counter(one.state for one in mine)
        assert fields["by_state"] == {state: states[state] for state in STATES}
        known = states["generative"] + states["engaged"] + states["inactive"]
        assert fields["generative_share"] == (states["generative"] / known if known else None)
        partners = {other for tie in drawing.ties if team in tie for other in tie - {team}}
        care = {ends: n for ends, n in drawing.care.items() if team in ends}
        sharing = {end for ends in care for end in ends} - {team}
        assert fields["breadth"] == len(partners)
        assert fields["contacts"] == pytest.approx(sum(care.values()) / 13)
        depth = sum(care.values()) / 13 / len(sharing) if sharing else None
        assert fields["depth"] == pytest.approx(depth)
        assert fields["formal"] == len(partners & drawing.side("formal"))
        assert fields["informal"] == len(partners & drawing.side("informal"))


@given(drawn(most_connections=40))
def test_circles_are_as_defined(drawing: Drawn) -> None:
    found = circles(drawing.network)
    every, people = of_kind(drawing, "circle"), of_kind(drawing, "person")
    members = {
        circle: {
            c.from_
            for c in drawing.active
            if (c.type, c.to) == ("member_of", circle) and c.from_ in people
        }
        for circle in every
    }
    assert found["members"] == {circle: len(some) for circle, some in members.items()}
    expected = []
    for at, one in enumerate(every):
        for other in every[at + 1 :]:
            joined = any(
                {c.from_, c.to} == {one, other}
                for c in drawing.active
                if c.type in ("collaborates_with", "member_of", "within")
            )
            shared = len(members[one] & members[other])
            if joined or shared:
                expected.append(
                    {
                        "circles": [one, other],
                        "expected": joined,
                        "shared_members": shared,
                        "double_linked": shared >= 2,
                        "missing": max(0, 2 - shared),
                    }
                )
    assert found["pairs"] == expected


@given(drawn(), st.integers(0, 99))
def test_other_ids_change_nothing_but_the_ids(drawing: Drawn, seed: int) -> None:
    other, to = drawing.relabelled(seed)
    one, two = teams(drawing.network), teams(other.network)
    assert {to[id_]: team for id_, team in one.items()} == two
    members = circles(drawing.network)["members"]
    assert {to[id_]: number for id_, number in members.items()} == circles(other.network)["members"]


@pytest.mark.parametrize(
    ("team", "states", "share"),
    [
        ("clapton-team-b", {"generative": 5, "engaged": 1, "inactive": 1}, 5 / 7),
        ("clapton-team-d", {"generative": 2, "engaged": 1, "inactive": 2}, 2 / 5),
    ],
)
def test_two_teams_of_the_pilot_stand_as_published(
    team: str, states: dict[str, int], share: float
) -> None:
    """Published: five generative (four groups and a worker), one engaged, one inactive; and D."""
    found = teams(from_tables(PILOT / "elements.csv", PILOT / "connections.csv"))[team]
    assert {state: n for state, n in found["by_state"].items() if n} == states
    assert found["generative_share"] == share
    assert found["breadth"] == states["generative"] + states["engaged"]


def test_the_pilot_has_one_pair_of_circles_that_is_doubly_linked() -> None:
    tables = from_tables(PILOT / "elements.csv", PILOT / "connections.csv")
    pairs = circles(tables)["pairs"]
    assert [(p["circles"][0][8:12], p["shared_members"], p["missing"]) for p in pairs] == [
        ("lear", 1, 1),
        ("main", 2, 0),
    ]
    said = report(tables, "circles")["sentences"]
    assert "Learning circle and Work circle share 1 person: 1 more person in both would" in said[2]


def test_teams_and_circles_are_told_by_name() -> None:
    network = Drawn(
        (element("ada"), element("t", "team"), element("x", "circle")),
        (ConnectionFacts("1", "cares_for", "ada", "t", "generative", (), "gifted", "daily"),),
    ).network
    assert report(network, "teams")["sentences"] == [
        "1 team has 1 connection that flows now and 0 that are inactive.",
        "T is in touch with 1 (0 formal, 1 informal), with 7 contacts a week for each that it"
        " shares care with; its connections: 1 generative.",
        "Few deep connections beat many thin ones, so read depth and breadth together.",
    ]
    assert report(network, "circles")["sentences"][1].startswith("No connection joins one")


def test_where_there_is_no_team_or_circle_that_is_told() -> None:
    found: dict[str, Any] = report(small_network("ben>ada"), "all")
    assert found["teams"]["sentences"][0] == "No team is drawn here."
    assert found["circles"]["sentences"][0] == "No circle is drawn here."


def test_a_team_whose_id_is_a_word_of_the_report_is_not_lost() -> None:
    network = Drawn((element("basis", "team"),), ()).network
    assert list(teams(network)) == ["team:basis"]
    assert sentences(teams(network), str)[1] == "team:basis has no connections yet."
