"""Rows that break a rule: each is left out and told by file, row and field; the rest goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapping.interchange import open_referral, tabular
from mapping.interchange.checking import Checked, check
from mapping.interchange.plan import Plan

GOOD = "hub,organisation,Hub\n"


def make_id(what: str, source: str) -> str:
    return f"{what[:1]}.{source.encode().hex()[:40]}"


def checked(plan: Plan, *, people: bool = False) -> Checked:
    return check(plan, scope="larkmead", make_id=make_id, people=people)


def tables(folder: Path, elements: str, connections: str = "") -> Checked:
    paths = [folder / "elements.csv", folder / "connections.csv"]
    paths[0].write_text(elements, encoding="utf-8")
    paths[1].write_text("id,type,from,to\n" + connections, encoding="utf-8")
    return checked(tabular.read(paths))


def left_out(found: Checked) -> list[str]:
    return [
        f"{one.file}, {one.rows}, {one.field}: {one.words}."
        for one in found.findings.of("left_out")
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("hub,group,Other\n", "[3], id: was used before, in row 2. Give each its own."),
        (",group,Nameless\n", "[3], id: is empty."),
        ("x,spaceship,X\n", "[3], kind: is not one that we know. Use person, pet, group,"),
        ("x,,X\n", "[3], kind: is empty. Use person,"),
        (f"x,group,{'x' * 10_000}\n", "[3], name: has 10,000 characters. Use 200 or fewer."),
        ("x,group,a\x07b\n", "[3], name: has a hidden control character in it. Type it again."),
        ("x,group,X,12,13\n", "[3], None: has more cells than there are columns."),
    ],
)
def test_an_element_that_breaks_a_rule_is_left_out(tmp_path: Path, row: str, told: str) -> None:
    found = tables(tmp_path, "id,kind,name\n" + GOOD + row)
    assert [element.name for _, element in found.elements] == ["Hub"]
    (words,) = left_out(found)
    assert words.startswith(f"elements.csv, {told}")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("c,cares_for,hub,nobody\n", "[3], to: names nobody that was read from these files."),
        ("c,cares_for,,hub\n", "[3], from: is empty."),
        ("c,cares_for,hub,hub\n", "[3], to: goes from someone to themselves."),
        ("c,feeds,hub,club\n", "[3], type: is not one that we know. Use cares_for,"),
        ("b,within,hub,club\n", "[3], id: was used before, in row 2. Give each its own."),
    ],
)
def test_a_connection_that_breaks_a_rule_is_left_out(tmp_path: Path, row: str, told: str) -> None:
    elements = "id,kind,name\n" + GOOD + "club,group,Club\n"
    found = tables(tmp_path, elements, "b,member_of,club,hub\n" + row)
    assert len(found.connections) == 1
    (words,) = left_out(found)
    assert words.startswith(f"connections.csv, {told}")


@pytest.mark.parametrize(
    ("lon", "lat", "told"),
    [
        ("51.56", "-0.06", "lon and lat look exchanged: this way round it is not in Great Britain"),
        ("-0.06", "100", "lat is 100, which is nowhere on earth"),
        ("190", "51.5", "lon is 190, which is nowhere on earth"),
        ("0", "0", "lon and lat are both 0"),
        ("-0.06", "", "lat is missing"),
        ("nan", "51.5", "lon is nan, which is nowhere on earth"),
        ("north", "51.5", "lon and lat are not both numbers"),
    ],
)
def test_a_place_that_cannot_be_is_told_and_never_mended(
    tmp_path: Path, lon: str, lat: str, told: str
) -> None:
    """A body of Clapton is near lon -0.06, lat 51.56."""
    found = tables(tmp_path, f"id,kind,lon,lat\nhub,organisation,{lon},{lat}\n")
    ((_, element),) = found.elements
    assert element.point is None
    assert left_out(found) == [f"elements.csv, [2], lat: {told}, so it was left unplaced."]


def test_a_good_place_is_kept(tmp_path: Path) -> None:
    ((_, element),) = tables(tmp_path, "id,kind,lon,lat\nh,group,-0.06,51.56\n").elements
    assert element.point == (-0.06, 51.56)


def test_scripts_and_formulas_are_kept_as_the_text_they_are(tmp_path: Path) -> None:
    name = "<script>alert(1)</script> =1+1"
    ((_, element),) = tables(tmp_path, f"id,kind,name\nx,group,{name}\n").elements
    assert element.name == name


def test_half_a_letter_in_json_is_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "services.json"
    rows = [{"id": "a", "name": "Hub"}, {"id": "b", "name": "Bad \ud800 name"}]
    path.write_text(json.dumps(rows))
    found = checked(open_referral.read([path]))
    assert [element.name for _, element in found.elements] == ["Hub"]
    assert left_out(found)[0].startswith("services.json, [2], name: has a broken character in it.")


def test_of_a_person_only_what_a_neighbourhood_needs_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "elements.csv"
    path.write_text("id,kind,name,contact,address,health\nada,person,Ada,a@b.org,1 High St,poor\n")
    found = checked(tabular.read([path]), people=True)
    ((_, ada),) = found.elements
    assert (ada.name, ada.contact, ada.address) == ("Ada", None, None)
    assert ada.extra == {"source_id": "ada"}
    assert len(left_out(found)) == 3


def test_people_wait_with_their_connections_and_children_always_do(tmp_path: Path) -> None:
    path, lines = tmp_path / "elements.csv", tmp_path / "connections.csv"
    path.write_text(
        "id,kind,child,individual\nada,person,,\nkid,person,yes,\nsolo,business,,yes\nhub,group,,\n"
    )
    lines.write_text("type,from,to\ncares_for,ada,hub\ncares_for,kid,ada\nmember_of,solo,hub\n")
    plan = tabular.read([path, lines])
    for people, elements, connections in ((False, 1, 0), (True, 3, 2)):
        found = checked(plan, people=people)
        assert (len(found.elements), len(found.connections)) == (elements, connections)
        assert (found.people, found.children) == (4 - elements, 1)
        assert found.lines_of_people == 3 - connections
