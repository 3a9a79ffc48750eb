"""Walks along streets from a file: set beside networkx, and nothing is fetched."""

from __future__ import annotations

import math
import socket
from pathlib import Path
from typing import Any

import networkx
import numpy as np
import pytest

from mapping.interchange.local_tables import read_ground
from mapping.locality.areas import METRES, load_areas
from mapping.locality.choices import Choices
from mapping.locality.ground import Ground, stand
from mapping.locality.placing import to_metres
from mapping.locality.report import NO_STREET, Tables, locality_report
from mapping.locality.streets import StreetWays, load_streets
from mapping.refusals import NotWellFormed
from tests.locality.ground import grid, middle


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    really = socket.socket.connect

    def only_on_this_machine(self: socket.socket, address: Any) -> None:
        # Stores that earlier tests left open are greeted on it every few seconds.
        if not str(address[0]).startswith("127."):
            raise AssertionError(f"something looked for the network: {address}")
        really(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_on_this_machine)


@pytest.fixture
def lattice(tmp_path: Path) -> Path:
    """Streets of a lattice of 12 by 12 junctions over four squares, some blocks one-way or shut."""
    random = np.random.default_rng(2)
    graph = networkx.MultiDiGraph()
    for column in range(12):
        for row in range(12):
            lon, lat = -0.0995 + column * 0.0017, 51.5005 + row * 0.0017
            graph.add_node(column * 12 + row, x=str(lon), y=str(lat))
    for at in range(144):
        ahead = [at + 12] if at < 132 else []
        for other in [*ahead, *([at + 1] if at % 12 < 11 else [])]:
            if random.random() < 0.85:
                graph.add_edge(at, other, length=str(round(float(random.uniform(118, 260)), 3)))
    graph.add_node(999, x="-0.05", y="51.49")
    graph.add_node(998, x="-0.051", y="51.49")
    graph.add_edge(999, 998, length="5.0")
    networkx.write_graphml(graph, tmp_path / "streets.graphml")
    return tmp_path / "streets.graphml"


@pytest.fixture
def ground(tmp_path: Path) -> Ground:
    random = np.random.default_rng(4)
    rows = ["id,kind,offers,lon,lat"]
    for n in range(20):
        lon, lat = random.uniform((-0.099, 51.501), (-0.081, 51.519)).round(6)
        rows.append(f"e{n:02},group,{'meals' if n % 3 else 'arts'},{lon},{lat}")
    rows.append("x,group,meals,-0.074,51.51")  # 400 m east of every street
    (tmp_path / "e.csv").write_text("\n".join(rows))
    network, spots = read_ground(tmp_path / "e.csv", None)
    areas = load_areas(grid(tmp_path / "a.geojson"))
    return stand(areas, network, spots, {"A0": 100, "A1": 200, "A2": 300, "A3": 50}, {})


def test_walks_equal_those_of_networkx(lattice: Path, ground: Ground) -> None:
    streets = load_streets(lattice, METRES)
    assert streets.left_out >= 2, "only the largest connected part is walked"
    graph = networkx.Graph()
    read = networkx.read_graphml(lattice)
    where = {
        id_: to_metres(METRES).transform(float(said["x"]), float(said["y"]))
        for id_, said in read.nodes(data=True)
    }
    for one, other, said in read.edges(data=True):
        graph.add_edge(one, other, length=float(said["length"]))
    graph = graph.subgraph(max(networkx.connected_components(graph), key=len)).copy()
    junctions = list(graph)
    ends = {f"home {n}": point for n, point in enumerate(ground.home)}
    ends |= dict(zip(ground.assets, ground.asset_points, strict=True))
    for name, point in ends.items():
        near = min(junctions, key=lambda at: math.dist(where[at], point))
        if math.dist(where[near], point) <= 250:
            graph.add_edge(name, near, length=math.dist(where[near], point))
    ways = StreetWays(ground, streets, 1.3)
    meals = np.array(
        [n for n, id_ in enumerate(ground.assets) if "meals" in ground.care_types[id_]]
    )
    found = ways.nearest(meals, 1_200)
    for area in range(4):
        walks = networkx.single_source_dijkstra_path_length(graph, f"home {area}", weight="length")
        walks["x"] = 1.3 * math.dist(ground.home[area], ends["x"])
        there = {ground.assets[at]: walks[ground.assets[at]] for at in meals}
        assert found.metres[area] == pytest.approx(min(there.values()), abs=1e-4)
        assert ground.assets[found.asset[area]] == min(there, key=lambda id_: there[id_])
        assert found.within[area] == sum(one <= 1_200 for one in there.values())
    pairs = ways.pairs(meals, 1_200)
    assert len(pairs.metres) == found.within.sum()


def test_the_report_walks_along_streets_and_says_where_there_is_none(
    lattice: Path, ground: Ground
) -> None:
    ways = StreetWays(ground, load_streets(lattice, METRES), 1.3)
    found = locality_report(ground, Tables(), Choices(permutations=99), ways=ways)
    straight = locality_report(ground, Tables(), Choices(permutations=99))
    assert found["along_streets"]
    for code, area in found["areas"].items():
        minutes, metres = area["nearest_min"]["arts"], area["nearest_m"]["arts"]
        assert minutes == pytest.approx(metres / 80)
        assert metres >= straight["areas"][code]["nearest_m"]["arts"] - 1e-6
        assert NO_STREET not in area["flags"]
    people = sum(one["population"] * one["e2sfca"]["arts"] for one in found["areas"].values())
    assert people == pytest.approx(round(people)), "nothing that is reached is lost"


def test_openstreetmaps_own_file_is_read_without_motorways(tmp_path: Path) -> None:
    nodes = [(n, *middle(0, 0)) for n in range(4)]
    lines = [f'<node id="{n}" lon="{lon + n * 0.001}" lat="{lat}"/>' for n, lon, lat in nodes] + [
        '<way id="1"><nd ref="0"/><nd ref="1"/><nd ref="2"/><tag k="highway" v="footway"/></way>',
        '<way id="2"><nd ref="2"/><nd ref="3"/><tag k="highway" v="motorway"/></way>',
        '<way id="3"><nd ref="2"/><nd ref="9"/><tag k="highway" v="path"/></way>',
    ]
    file = tmp_path / "town.osm"
    file.write_text(f"<osm>{''.join(lines)}</osm>")
    streets = load_streets(file, METRES)
    assert len(streets.points) == 3
    assert streets.lengths.sum() / 2 == pytest.approx(2 * 69.4, abs=0.5), "metres by hand"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.osm", "<osm/>", "There are no streets in it."),
        ("a.osm", "<osm", "It cannot be read as a file of streets."),
        ("a.graphml", "{}", "It cannot be read as a file of streets."),
        ("a.osm", None, "There is no such file."),
    ],
)
def test_what_is_no_file_of_streets_is_refused(
    tmp_path: Path, name: str, text: str | None, said: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    with pytest.raises(NotWellFormed, match=said):
        load_streets(tmp_path / name, METRES)
