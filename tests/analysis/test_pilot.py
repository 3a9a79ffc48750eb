"""The pilot's tables reproduce what was published; through the API: `tests/api/test_reports.py`."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fixtures.pilot import make
from mapping.analysis import Options
from mapping.analysis.reading import Reading
from mapping.analysis.wealth import wealth
from mapping.cli import app
from mapping.interchange.network_tables import from_tables
from mapping.network import SECTORS, STATES, TYPES, CareNetwork
from tests.analysis.published import assert_published

PILOT = Path(make.__file__).parent


@pytest.fixture
def pilot() -> CareNetwork:
    return from_tables(PILOT / "elements.csv", PILOT / "connections.csv")


def connections_of(network: CareNetwork, element: str) -> list[tuple[str, str, str]]:
    """Return type, other end and state of each connection of one element."""
    found = []
    for row in range(network.m):
        ends = [network.ids[network.source[row]], network.ids[network.target[row]]]
        if element in ends:
            ends.remove(element)
            found.append((TYPES[network.type[row]], ends[0], STATES[network.state[row]]))
    return found


def test_the_tables_are_what_the_script_makes() -> None:
    """Made anew by `python -m fixtures.pilot.make`."""
    for name, rows in (("elements", make.elements()), ("connections", make.connections())):
        assert (PILOT / f"{name}.csv").read_text(encoding="utf-8") == make.table(rows)


def test_the_command_line_tells_the_published_figures(tmp_path: Path) -> None:
    out = tmp_path / "all.json"
    tables = [f"--{name}={PILOT / name}.csv" for name in ("elements", "connections")]
    done = CliRunner().invoke(app, ["analyse", "all", *tables, "--json", str(out)])
    assert done.exit_code == 0, done.output
    assert_published(json.loads(out.read_text()))


def test_all_gifts_go_to_a_circle_or_a_team(pilot: CareNetwork) -> None:
    """Published: 32 offered gifted care to the circle or one of its teams."""
    assert wealth(pilot, Options(to=["circle", "team"])) == wealth(pilot)


@pytest.mark.parametrize(
    ("team", "states"),
    [
        ("clapton-team-b", {"generative": 5, "engaged": 1, "inactive": 1}),
        ("clapton-team-d", {"generative": 2, "engaged": 1, "inactive": 2}),
    ],
)
def test_two_teams_have_their_published_connections(
    pilot: CareNetwork, team: str, states: dict[str, int]
) -> None:
    found = connections_of(pilot, team)
    assert Counter(state for _, _, state in found) == states


def test_team_b_is_joined_by_four_groups_a_worker_and_a_forum(pilot: CareNetwork) -> None:
    """Published; and one that is inactive towards team D is generative towards team B."""
    b, d = (
        {other: state for _, other, state in connections_of(pilot, f"clapton-team-{letter}")}
        for letter in "bd"
    )
    generative = [other for other, state in b.items() if state == "generative"]
    sorts = Counter(other.split("-")[1] for other in generative)
    assert sorts == {"group": 4, "worker": 1}
    assert b["clapton-neighbourhood-forum"] == "engaged"
    assert b["clapton-worker-2"] == "inactive"
    assert [other for other, state in d.items() if state == "inactive" and other in generative]


def test_twenty_three_bodies_are_members_of_the_convening_partner(pilot: CareNetwork) -> None:
    members = [
        other
        for type_, other, state in connections_of(pilot, "clapton-convening-partner")
        if (type_, state) == ("member_of", "engaged")
    ]
    assert len(set(members)) == 23


def test_two_ties_join_formal_and_community(pilot: CareNetwork) -> None:
    one, other = Reading(pilot).ties
    sectors = [
        {SECTORS[pilot.sector[a]], SECTORS[pilot.sector[b]]}
        for a, b in zip(one, other, strict=True)
    ]
    assert sectors.count({"formal", "community"}) == 2


def test_one_pair_of_circles_is_doubly_linked_and_one_is_not(pilot: CareNetwork) -> None:
    people = {
        circle: {other for type_, other, _ in connections_of(pilot, circle) if type_ == "member_of"}
        for circle in ("clapton-main-circle", "clapton-work-circle", "clapton-learning-circle")
    }
    main, work, learning = people.values()
    assert (len(main & work), len(work & learning), len(main & learning)) == (2, 1, 0)
