"""Areas are kept whole or not at all, and show public bodies by area and nothing of anyone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mapping import audit, neighbourhoods
from mapping.locality import placing
from mapping.model import Connection, Element, new_id
from mapping.places import Places, import_areas, import_underlay, places
from mapping.policy import NotFound
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.steps import Add
from mapping.vocabulary import ConnectionType, Kind, Sector, State, Told
from tests.conftest import Cypher
from tests.drawings import figure
from tests.locality.ground import HACKNEY, grid, needs_hackney, polygon, square, write
from tests.places import body, listed, started
from tests.test_consent import Street


def by_code(found: Places) -> dict[str, Any]:
    return {area.code: area for area in found.areas}


def test_bodies_are_counted_in_the_area_they_stand_in(service: Service, tmp_path: Path) -> None:
    """Rates by hand: 2 of 1,000 people, 1 of 500; nobody lives in A2, of A3 nobody knows."""
    place = started(service, tmp_path)
    listed(
        service,
        place,
        body(place, "Lunch club", (0, 0), offers=("meals", "social")),
        body(place, "GP", (0, 0), kind=Kind.HEALTH_CARE_PROVIDER, offers=("health_care",)),
        body(place, "Hall", (1, 0), kind=Kind.PLACE),
        body(place, "Pantry", (0, 1), offers=("meals",)),
    )
    found = places(service, place)
    areas = by_code(found)
    assert [areas[f"A{n}"].number for n in range(4)] == [2, 1, 1, 0]
    assert [areas[f"A{n}"].per_1000 for n in range(4)] == [2.0, 2.0, None, None]
    assert areas["A0"].counts.model_dump() == {
        "all": 2,
        "by_kind": {"group": 1, "health_care_provider": 1},
        "by_sector": {"community": 1, "formal": 1},
        "by_care_type": {"health_care": 1, "meals": 1, "social": 1},
    }
    assert areas["A0"].indicators[0].rank == 1
    assert (found.kind, found.steps["per_1000"][0].areas) == ("area", 2)
    assert {asset.label: asset.area for asset in found.assets}["Hall"] == "A1"
    meals = places(service, place, care="meals")
    assert [by_code(meals)[f"A{n}"].number for n in range(4)] == [1, 0, 1, 0]
    assert meals.sentences[0] == "Square 1 and Square 3 have no offer of meals."
    formal = places(service, place, sectors=("formal",))
    assert [asset.label for asset in formal.assets] == ["GP"]


def test_a_body_at_home_is_counted_in_its_area_and_never_a_dot(
    service: Service, tmp_path: Path
) -> None:
    place = started(service, tmp_path)
    listed(
        service,
        place,
        body(place, "Sewing at Ann's", (0, 0), at_home=True, area="A1"),
        body(place, "Choir", area="square 2"),
        body(place, "Phone line"),
        body(place, "Elsewhere", area="Nowhere"),
    )
    found = places(service, place)
    assert found.assets == ()
    assert [(area.number, area.by_area_only) for area in found.areas] == [
        (0, 0),
        (1, 1),
        (1, 1),
        (0, 0),
    ]
    assert {one.label: one.reason for one in found.unplaced} == {
        "Phone line": placing.NO_POINT,
        "Elsewhere": placing.NO_POINT,
    }


def test_swapped_coordinates_are_said_to_be_swapped(service: Service, tmp_path: Path) -> None:
    place = started(service, tmp_path)
    listed(service, place, body(place, "Swapped", lon=51.505, lat=-0.095))
    (one,) = places(service, place).unplaced
    assert one.reason == placing.SWAPPED


def test_care_counts_from_the_neighbourhoods_own_active_connections(
    service: Service, tmp_path: Path
) -> None:
    place = started(service, tmp_path)
    club, gp = body(place, "Club", (0, 0)), body(place, "GP", (1, 0))
    lines = [
        Connection.model_validate(
            {
                "id": new_id(),
                "type": ConnectionType.CARES_FOR,
                "from": club.id,
                "to": gp.id,
                "care_types": [care],
                "state": state,
            }
        )
        for care, state in (("meals", State.GENERATIVE), ("arts", State.INACTIVE))
    ]
    neighbourhoods.add_to_directory(service, place, [club, gp], lines)
    assert places(service, place).care_types == ("meals",)


def test_people_teams_and_what_care_maps_share_are_never_counted_or_named(
    service: Service, tmp_path: Path
) -> None:
    """What a care map shares, by its owner's consent, is planted and looked for in the answer."""
    street = Street(service)
    place = started(service, tmp_path, street.larkmead)
    listed(
        service,
        place,
        body(place, "Pantry", (0, 0)),
        body(place, "Asha Rao", (0, 0), kind=Kind.PERSON, area="A0"),
        body(place, "Sole trader", (0, 0), kind=Kind.BUSINESS, individual=True, area="A0"),
        body(place, "Team B", (0, 0), kind=Kind.TEAM),
        body(place, "Tanyard circle", (0, 0), kind=Kind.CIRCLE),
    )
    table = street.table
    prayers = new_id()
    group = Element(
        id=prayers,
        scope=table.map_id,
        kind=Kind.GROUP,
        name="Prayer group",
        offers=("faith",),
        area="A0",
    )
    table.save(Add(element=group, figure=figure(prayers)))
    to_pantry = table.draw_arrow(prayers, street.rosa, care_types=("faith",))
    for one in (street.rosa, prayers):
        street.told(one, Told.AGREED)
    street.share(prayers, table.owner, street.rosa, street.arrow, to_pantry)
    seen = neighbourhoods.view(service, place)
    private = [one.id for one in seen.elements if one.private]
    private += [one.id for one in seen.connections if one.private]
    assert len(private) == 5
    found = places(service, place)
    assert [one.label for one in found.assets] == ["Pantry"]
    assert [area.number for area in found.areas] == [1, 0, 0, 0]
    text = found.model_dump_json()
    for secret in ("Prayer", "faith", "Asha", "Sole trader", "Team B", "Rosa", prayers, *private):
        assert secret not in text


def test_areas_of_a_kind_stand_in_the_place_of_those_before(
    service: Service, tmp_path: Path, cypher: Cypher
) -> None:
    place = started(service, tmp_path)
    before = neighbourhoods.view(service, place).view_seq
    wards = import_areas(service, place, grid(tmp_path / "w.geojson", 1, 2), kind="ward")
    again = import_areas(service, place, grid(tmp_path / "b.geojson", 3, 1))
    assert (wards.kind, wards.areas, wards.replaced) == ("ward", 2, 0)
    assert (again.kind, again.areas, again.replaced) == ("area", 3, 4)
    kept = cypher("MATCH (a:Area) RETURN a.kind AS kind, count(a) AS n ORDER BY kind")
    assert kept == [{"kind": "area", "n": 3}, {"kind": "ward", "n": 2}]
    assert neighbourhoods.view(service, place).view_seq == before + 2
    assert places(service, place).kind == "area"
    assert len(places(service, place, kind="ward").areas) == 2
    assert [entry["action"] for entry in audit.entries(service, place)].count("areas.imported") == 3
    assert audit.check(service) == []


def test_a_dry_run_says_what_it_would_do_and_keeps_nothing(
    service: Service, tmp_path: Path, cypher: Cypher
) -> None:
    place = started(service, tmp_path)
    before = neighbourhoods.view(service, place).view_seq
    report = import_areas(service, place, grid(tmp_path / "b.geojson", 3, 1), dry_run=True)
    assert (report.areas, report.replaced, report.dry_run) == (3, 4, True)
    assert cypher("MATCH (a:Area) RETURN count(a) AS n") == [{"n": 4}]
    assert neighbourhoods.view(service, place).view_seq == before


def test_a_table_reports_what_is_in_one_alone(service: Service, tmp_path: Path) -> None:
    place = neighbourhoods.create(service, name="Larkmead")
    table = tmp_path / "f.csv"
    table.write_text("area_code;population;lon;lat;imd_rank\nA0;10;-0.091;51.501;2\nX9;1;;;\n")
    report = import_areas(service, place, grid(tmp_path / "a.geojson"), indicators=table)
    assert (report.joined, report.only_in_table) == (1, ("X9",))
    assert report.only_in_map == ("A1", "A2", "A3")
    assert report.indicators == ("imd_rank",)
    area = by_code(places(service, place))["A0"]
    assert (area.lon, area.lat, area.population) == (-0.091, 51.501, 10)


BAD_TABLES = {
    "no code": ("name,population\nA,1\n", "area_code"),
    "no code in a row": ("area_code,population\n,1\n", "Line 2 has no area_code"),
    "twice": ("area_code,population\nA0,1\nA0,2\n", "Line 3"),
    "words": ("area_code,population\nA0,1\nA1,many\n", "Line 3: population is not a number"),
    "half a person": ("area_code,population\nA0,1.5\n", "not a whole number"),
    "fewer than none": ("area_code,population\nA0,-1\n", "not a whole number"),
    "nan": ("area_code,score\nA0,nan\n", "Line 2: score is not a number"),
    "other areas": ("area_code,population\nZ1,1\n", "None of its codes"),
    "empty": ("", "is empty"),
}


@pytest.mark.parametrize("name", BAD_TABLES)
def test_a_bad_table_is_refused_by_row_and_nothing_is_kept(
    service: Service, tmp_path: Path, cypher: Cypher, name: str
) -> None:
    text, words = BAD_TABLES[name]
    place = neighbourhoods.create(service, name="Larkmead")
    (tmp_path / "f.csv").write_text(text)
    with pytest.raises(NotWellFormed) as refused:
        import_areas(service, place, grid(tmp_path / "a.geojson"), indicators=tmp_path / "f.csv")
    assert refused.value.field == "f.csv"
    assert words in refused.value.detail
    assert cypher("MATCH (a:Area) RETURN count(a) AS n") == [{"n": 0}]


def test_a_table_of_another_vintage_is_refused(service: Service, tmp_path: Path) -> None:
    """Codes can be the same and the areas not, so even where all match it is refused."""
    place = neighbourhoods.create(service, name="Larkmead")
    file = write(tmp_path / "a.geojson", [({"LSOA21CD": "E01001714"}, polygon(square(0, 0)))])
    (tmp_path / "f.csv").write_text("LSOA code (2011),IMD Score\nE01001714,30\n")
    with pytest.raises(NotWellFormed, match="These are 2011 codes, the map has 2021 ones: 1 and 1"):
        import_areas(service, place, file, indicators=tmp_path / "f.csv")


def test_an_underlay_is_kept_in_the_place_of_the_one_before(
    service: Service, tmp_path: Path
) -> None:
    place = started(service, tmp_path)
    river = {"type": "LineString", "coordinates": [[-0.1, 51.505], [-0.08, 51.506]]}
    features = [
        ({"feature": "water", "name": "River Lark"}, river),
        ({"feature": "park"}, polygon(square(0, 0))),
    ]
    assert import_underlay(service, place, write(tmp_path / "u.geojson", features)) == 2
    assert import_underlay(service, place, write(tmp_path / "u.geojson", features[:1])) == 1
    (one,) = places(service, place).underlay
    assert (one.feature, one.name, one.geometry["type"]) == ("water", "River Lark", "LineString")
    with pytest.raises(NotWellFormed, match="Row 1: feature is not one of park"):
        import_underlay(
            service, place, write(tmp_path / "u.geojson", [({"feature": "sky"}, river)])
        )


def test_an_empty_neighbourhood_and_one_without_areas_are_shown(
    service: Service, tmp_path: Path
) -> None:
    bare = neighbourhoods.create(service, name="Bare")
    listed(service, bare, body(bare, "Club", (0, 0)))
    found = places(service, bare)
    assert (found.areas, found.kind, found.source) == ((), None, None)
    assert found.sentences == ("No areas are loaded yet.",)
    empty = places(service, started(service, tmp_path))
    assert empty.sentences == ("Nothing is on this map yet.",)
    assert "NaN" not in empty.model_dump_json()


def test_what_is_not_there_is_refused(service: Service, tmp_path: Path) -> None:
    place = started(service, tmp_path)
    with pytest.raises(NotFound):
        places(service, "nowhere")
    with pytest.raises(NotFound):
        import_areas(service, "nowhere", grid(tmp_path / "a.geojson"))
    with pytest.raises(NotWellFormed, match="Use one of area"):
        places(service, place, kind="ward")
    with pytest.raises(NotWellFormed, match="community"):
        places(service, place, sectors=("wrong",))


def test_larger_areas_have_the_populations_of_the_smaller_ones_in_them(
    service: Service, tmp_path: Path
) -> None:
    """Two halves, each two squares wide: 1,000 and 500 below; above 0 and one nobody knows."""
    place = started(service, tmp_path)
    halves = [
        (
            {"code": code},
            polygon(
                [[-0.1, low], [-0.08, low], [-0.08, low + 0.01], [-0.1, low + 0.01], [-0.1, low]]
            ),
        )
        for code, low in (("below", 51.5), ("above", 51.51))
    ]
    import_areas(service, place, write(tmp_path / "h.geojson", halves), kind="half")
    listed(service, place, body(place, "Club", (0, 0)))
    found = places(service, place, kind="half")
    areas = by_code(found)
    assert (areas["below"].population, areas["above"].population) == (1500, None)
    assert areas["below"].per_1000 == 0.7
    assert found.population_from == "area"
    assert places(service, place).population_from is None


@needs_hackney
def test_real_areas_are_kept_and_shown_with_their_licence(service: Service) -> None:
    place = neighbourhoods.create(service, name="Hackney")
    report = import_areas(service, place, HACKNEY / "lsoa21_E09000012.geojson")
    import_areas(service, place, HACKNEY / "ward_current_E09000012.geojson")
    assert (report.areas, report.kind, report.vintage) == (149, "lsoa", 2021)
    listed(service, place, body(place, "Town hall", lon=-0.0554, lat=51.5453, sector=Sector.FORMAL))
    found = places(service, place)
    assert [(one.kind, one.vintage, one.areas) for one in found.kinds] == [
        ("lsoa", 2021, 149),
        ("ward", 2025, 21),
    ]
    assert sum(area.number for area in found.areas) == 1
    assert found.source
    assert "Open Government Licence" in (found.source.licence or "")
    assert places(service, place, kind="ward").assets[0].area == "E05009372"  # Hackney Central
