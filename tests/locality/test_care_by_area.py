"""Care wealth and flows by area, and bridging in place: worked by hand, and brute force."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.interchange.local_tables import read_ground
from mapping.locality.areas import load_areas
from mapping.locality.choices import Choices
from mapping.locality.flows import BEYOND, care_flows, care_wealth, evenness
from mapping.locality.ground import Ground, stand
from mapping.locality.near_bridges import does_nearness_bridge, near_bridges
from mapping.refusals import NotWellFormed
from tests.locality.ground import grid, middle, needs_hackney

USUAL = Choices()
ELEMENTS = """id,kind,offers,lon,lat,area,at_home,individual
ada,person,,{a},A0,,
ben,person,,{b},A1,,
cy,person,,,,Square 1,,
far,person,,-3.0,55.0,,,
lost,person,,,,,,
club,group,meals|social,{a},,,
gp,health_care_provider,health_care,{near},,,
sitter,business,childcare,{b},,yes,yes
guild,group,meals,{b},,yes,
"""
CONNECTIONS = """type,from,to,care_types,formality,state,frequency
cares_for,ben,ada,errands|meals,gifted,generative,weekly
cares_for,cy,ada,errands,paid,engaged,daily
cares_for,gp,ada,health_care,paid,generative,
cares_for,far,ada,advice,,generative,
cares_for,lost,ada,advice,,generative,
cares_for,ada,cy,company,gifted,potential,daily
collaborates_with,gp,club,,,inactive,
"""


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    """Four squares: Ada in the first, Ben and Cy in the second, and who cares for whom."""
    (lon, lat), (lon_b, lat_b) = middle(0, 0), middle(1, 0)
    cells = {"a": f"{lon},{lat}", "b": f"{lon_b},{lat_b}", "near": f"{lon + 0.001},{lat}"}
    (tmp_path / "e.csv").write_text(ELEMENTS.format(**cells))
    (tmp_path / "c.csv").write_text(CONNECTIONS)
    network, spots = read_ground(tmp_path / "e.csv", tmp_path / "c.csv")
    return stand(load_areas(grid(tmp_path / "a.geojson")), network, spots, {"A0": 100}, {})


def test_everybody_is_where_somebody_said_or_nowhere_with_a_reason(ground: Ground) -> None:
    assert ground.placed == {
        "ada": "A0",
        "ben": "A1",
        "cy": "A1",
        "club": "A0",
        "gp": "A0",
        "sitter": "A1",
        "guild": "A1",
    }
    assert ground.unplaced.keys() == {"far", "lost"}
    assert ground.assets == ("club", "gp", "guild"), "people and what is individual are no assets"
    assert ground.by_area_only == {"cy", "sitter", "guild"}, "a home is shown by area only"
    assert ground.point_of("guild") == tuple(ground.home[1])


def test_care_wealth_by_hand(ground: Ground) -> None:
    """In A1: Ben's errands and meals, Cy's errands, the sitter's childcare, the guild's meals."""
    found = care_wealth(ground)
    one = found["A1"]
    assert (one.mentions, one.gifted, one.paid, one.not_said, one.range) == (5, 2, 1, 2, 3)
    assert one.evenness == pytest.approx(math.exp(-(2 * 0.4 * math.log(0.4) + 0.2 * math.log(0.2))))
    assert (one.of_people, one.people) == (4, 3)
    assert (found["A0"].mentions, found["A0"].of_people) == (3, 0)
    assert found["A3"].evenness is None


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8).filter(any))
def test_evenness_is_between_one_and_the_number_of_types(counts: list[int]) -> None:
    assert 1 - 1e-9 <= evenness(counts) <= sum(one > 0 for one in counts) + 1e-9
    assert evenness([3] * len(counts)) == pytest.approx(len(counts))


def test_care_flows_by_hand(ground: Ground) -> None:
    """To Ada: Ben and Cy from A1, the GP from A0, one from outside; one nobody can place."""
    found = care_flows(ground, USUAL)
    amounts = {pair: one.amount for pair, one in found.by_pair.items()}
    assert amounts == {("A1", "A0"): 2, ("A0", "A0"): 1, (BEYOND, "A0"): 1}
    assert found.not_known == 1
    assert found.self_containment() == 0.25
    assert (found.of_giving("A0"), found.of_giving("A1"), found.of_giving("A3")) == (1, 0, None)
    assert found.of_receiving("A0") == 0.25
    assert found.by_pair["A1", "A0"].people == 1, "two give to one person"
    assert found.by_pair["A0", "A0"].people == 1, "a body gives: its side does not count"
    weekly = care_flows(ground, Choices(weight="frequency"))
    assert weekly.by_pair["A1", "A0"].amount == pytest.approx(1 + 7)
    assert weekly.by_pair["A0", "A0"].amount == pytest.approx(1 / 13), "not said: now and then"


def test_care_within_a_walk_by_hand(ground: Ground) -> None:
    """A0 to A1 is 694 m, 11 minutes; half of a square's side, 0.59 of it, is 8 to 11 minutes."""
    assert care_flows(ground, USUAL).within_reach == 0.75, "all but who lives far away"
    assert care_flows(ground, Choices(walk_minutes=11)).within_reach == 0.0 + 0.25
    assert care_flows(ground, Choices(walk_minutes=1)).within_reach == 0
    assert care_flows(ground, Choices(walk_minutes=1, same_area="zero")).within_reach == 0.25


def test_who_was_connected_once_is_listed_apart(ground: Ground) -> None:
    found = near_bridges(ground, USUAL)
    assert found.potential == (), "the guild is at somebody's home, the sitter a person"
    assert [(one.formal, one.community) for one in found.once_connected] == [("gp", "club")]
    assert near_bridges(ground, Choices(within=50)).once_connected == ()


@needs_hackney
def test_potential_bridges_and_bands_equal_brute_force(hackney: Ground) -> None:
    ids = [id_ for id_ in hackney.assets if hackney.kinds[id_] != "place"]
    points = dict(zip(hackney.assets, hackney.asset_points, strict=True))
    formal = [id_ for id_ in ids if hackney.sectors[id_] == "formal"]
    other = [id_ for id_ in ids if hackney.sectors[id_] == "community"]
    offers = {id_: hackney.spots[id_].offers for id_ in ids}
    expected = []
    for one in formal:
        for two in other:
            metres = math.dist(points[one], points[two])
            either, both = offers[one] | offers[two], offers[one] & offers[two]
            if metres <= 500:
                jaccard = len(both) / len(either) if either else 0.0
                expected.append((-jaccard, metres, one, two))
    found = near_bridges(hackney, USUAL).potential
    assert len(found) > 100
    assert [(one.formal, one.community) for one in found] == [
        (one, two) for *_, one, two in sorted(expected)
    ]
    bands = does_nearness_bridge(hackney)
    apart = np.array([math.dist(points[one], points[two]) for one in formal for two in other])
    assert [one.pairs for one in bands] == np.histogram(apart, [0, 250, 500, 1_000, np.inf])[
        0
    ].tolist()
    assert [one.share for one in bands] == [0, 0, 0, 0]


def test_nearness_bridges_where_near_pairs_are_connected_more(tmp_path: Path) -> None:
    """12 groups at one door of the surgery and 12 a kilometre away; it works with 6 and with 1."""
    (lon, lat), (lon_b, lat_b) = middle(0, 0), middle(1, 0)
    rows = ["id,kind,lon,lat", f"gp,health_care_provider,{lon},{lat}"]
    rows += [f"n{n},group,{lon},{lat}" for n in range(12)]
    rows += [f"f{n},group,{lon_b},{lat_b}" for n in range(9)]
    (tmp_path / "e.csv").write_text("\n".join(rows))
    links = [f"collaborates_with,gp,n{n},engaged" for n in range(6)]
    links += ["collaborates_with,gp,f0,generative", "collaborates_with,gp,f1,potential"]
    (tmp_path / "c.csv").write_text("\n".join(["type,from,to,state", *links]))
    network, spots = read_ground(tmp_path / "e.csv", tmp_path / "c.csv")
    made = stand(load_areas(grid(tmp_path / "a.geojson")), network, spots, {}, {})
    near, _, middling, far = does_nearness_bridge(made)
    assert (near.pairs, near.connected, near.share) == (12, 6, 0.5)
    assert (middling.pairs, middling.connected, middling.share) == (9, 1, None), "under 10 pairs"
    assert far.pairs == 0
    found = near_bridges(made, USUAL).potential
    assert len(found) == 6
    assert all(one.same_building for one in found)
    moved = replace(made, spots={**spots, "gp": replace(spots["gp"], at_home=True)})
    assert moved.assets == made.assets


def test_choices_that_mean_nothing_are_refused() -> None:
    with pytest.raises(NotWellFormed, match="one of step, gaussian"):
        Choices(decay="steps")  # type: ignore[arg-type]
    with pytest.raises(NotWellFormed, match="from 10 to 300"):
        Choices(walk_speed=0)
