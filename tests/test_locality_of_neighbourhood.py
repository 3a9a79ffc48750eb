"""The locality report of a neighbourhood: the figures of the place view and of files, and people
protected in all that leaves the circle."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from mapping import locality_command
from mapping.interchange.local_report import Files, report_of_files
from mapping.locality.areas import load_areas
from mapping.locality.choices import Choices
from mapping.locality.ground import Ground, Spot, stand
from mapping.locality.report import Tables, locality_report
from mapping.network import ConnectionFacts, ElementFacts, make_network
from mapping.places import places, report_of_places
from mapping.places.outside import A_PART, LARGER_AREAS, for_outside
from mapping.policy import NotFound
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.vocabulary import Kind, Told
from tests.locality.ground import grid
from tests.places import body, listed, started
from tests.test_consent import Street

USUAL = Choices(permutations=99)


def test_it_has_the_figures_of_the_place_view_and_of_the_same_files(
    service: Service, tmp_path: Path
) -> None:
    place = started(service, tmp_path)
    bodies = [
        body(place, "Lunch club", (0, 0), offers=("meals", "social")),
        body(place, "GP", (0, 0), kind=Kind.HEALTH_CARE_PROVIDER, offers=("health_care",)),
        body(place, "Pantry", (0, 1), offers=("meals",)),
        body(place, "Sewing at Ann's", at_home=True, area="A1", offers=("arts",)),
    ]
    listed(service, place, *bodies)
    found = report_of_places(service, place, area="A0")
    shown = {area.code: area for area in places(service, place).areas}
    for code, area in found["areas"].items():
        assert area["counts"] == shown[code].counts.model_dump()
        assert area["per_1000"] == shown[code].per_1000
        assert (area["need"], area["need_rank"]) == (
            shown[code].indicators[0].value,
            shown[code].indicators[0].rank,
        )
    assert found["of_area"]["sentences"][0] == "1,000 people live in Square 0."
    rows = ["id,kind,name,offers,lon,lat,area,at_home"]
    for one in bodies:
        where = f"{one.lon or ''},{one.lat or ''},{one.area or ''},{one.at_home or ''}"
        rows.append(f'{one.id},{one.kind.value},"{one.name}",{"|".join(one.offers)},{where}')
    (tmp_path / "e.csv").write_text("\n".join(rows))
    figures = tmp_path / "figures.csv"
    files = report_of_files(
        Files(tmp_path / "squares.geojson", tmp_path / "e.csv", None, figures, figures)
    )
    for code, area in files["areas"].items():
        for field in ("counts", "per_1000", "need", "nearest_asset", "within_walk", "flags"):
            assert found["areas"][code][field] == area[field]
        for field in ("nearest_m", "e2sfca"):
            # The store keeps points to a millionth of a degree.
            assert found["areas"][code][field] == pytest.approx(area[field], abs=0.2)
    assert found["gaps"] == files["gaps"]
    assert found["sentences"] == files["sentences"]


def test_of_a_part_it_says_what_place_and_command_say_and_no_number_of_people(
    service: Service, tmp_path: Path
) -> None:
    place = started(service, tmp_path)
    listed(
        service,
        place,
        body(place, "Lunch club", (0, 0), offers=("meals",)),
        body(place, "GP", (1, 0), kind=Kind.HEALTH_CARE_PROVIDER, offers=("health_care",)),
        *(body(place, f"Person {n}", kind=Kind.PERSON, area="A0") for n in range(12)),
    )
    groups = "?kind=group,person"
    found = report_of_places(service, place, shown=groups)
    for area in places(service, place, shown=groups).areas:
        assert found["areas"][area.code]["counts"] == area.counts.model_dump()
    assert found["sentences"][0] != report_of_places(service, place)["sentences"][0]
    assert sum(one["counts"]["all"] for one in found["areas"].values()) == 1
    assert by_command(service, place, "--shown", groups) == json.loads(json.dumps(found))

    assert report_of_places(service, place)["areas"]["A0"]["people"]["value"] == 10
    assert found["areas"]["A0"]["people"] == {"value": None, "hidden": True}
    assert found["hidden_because"] == [A_PART]
    inside = report_of_places(service, place, shown=groups, outside=False)
    assert inside["areas"]["A0"]["people"] == {"value": 12, "hidden": False}
    nothing = report_of_places(service, place, shown="kind=")
    assert sum(one["counts"]["all"] for one in nothing["areas"].values()) == 0


def by_command(service: Service, place: str, *more: str) -> Any:
    """Return what `care-mapping locality --neighbourhood` prints, of this store."""
    app = typer.Typer()
    app.callback()(lambda: None)  # one command alone would have no name
    locality_command.register(
        app, lambda _data: nullcontext(service), lambda: pytest.fail("no map is asked for")
    )
    asked = ["locality", "--neighbourhood", place, *more, "--json", "-"]
    return json.loads(CliRunner().invoke(app, asked, catch_exceptions=False).stdout)


def test_nothing_of_a_care_map_is_named_or_counted_outside(
    service: Service, tmp_path: Path
) -> None:
    """Rosa, Ivy and the arrow between them are shared; inside the circle it is counted."""
    street = Street(service)
    place = started(service, tmp_path, street.larkmead)
    pantry = body(place, "Pantry", (0, 0))
    listed(service, place, pantry)
    street.told(street.rosa, Told.AGREED)
    street.share(street.table.owner, street.rosa, street.arrow)
    found = report_of_places(service, place)
    text = json.dumps(found)
    for secret in ("Rosa", "Ivy", street.rosa, street.table.owner, street.arrow.id):
        assert secret not in text
    assert found["for_outside"]
    inside = report_of_places(service, place, outside=False)
    assert inside["flows"]["not_known"] == 1
    assert found["flows"]["not_known"] is None


def test_what_is_not_there_is_refused(service: Service, tmp_path: Path) -> None:
    place = started(service, tmp_path)
    with pytest.raises(NotFound):
        report_of_places(service, "nowhere")
    with pytest.raises(NotWellFormed, match="Use one of area"):
        report_of_places(service, place, kind="ward")
    with pytest.raises(NotWellFormed, match="no area with this code"):
        report_of_places(service, place, area="A9")


def peopled(tmp_path: Path, seed: int, side: int = 4) -> Ground:
    """Return sixteen squares with some hundred people, a few bodies, and care among them."""
    random = np.random.default_rng(seed)
    areas = load_areas(grid(tmp_path / f"{seed}.geojson", side, side))
    where = [f"A{n}" for n in random.integers(0, side * side, 150) // random.integers(1, 3, 150)]
    ids = [f"p{n}" for n in range(150)]
    people = [ElementFacts(id_, "person", f"Person {id_}", "informal", True) for id_ in ids]
    club = ElementFacts("club", "group", "Club", "community", True)
    lines = [
        ConnectionFacts(
            f"c{n}", "cares_for", ids[a], ids[b], "generative", ("meals", "errands")[: 1 + n % 2]
        )
        for n, (a, b) in enumerate(random.integers(0, 150, (400, 2)))
        if a != b
    ]
    spots = {id_: Spot(area=code) for id_, code in zip(ids, where, strict=True)}
    network = make_network([*people, club], lines)
    spots["club"] = Spot(area="A0", offers=frozenset({"meals"}))
    return stand(areas, network, spots, {}, {})


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_number_of_people_from_1_to_7_leaves_the_circle(tmp_path: Path, seed: int) -> None:
    ground = peopled(tmp_path, seed)
    exact = locality_report(ground, Tables(), USUAL)
    found = for_outside(exact, ground, USUAL)
    numbers = [one[field] for one in found["areas"].values() for field in ("people",)]
    numbers += [one["care_wealth"]["of_people"] for one in found["areas"].values()]
    flows: list[dict[str, Any]] = found["flows"]["by_pair"]
    numbers += [{"value": one["connections"], "hidden": one["hidden"]} for one in flows]
    true = [one["people"]["value"] for one in exact["areas"].values()]
    assert any(0 < one < 8 for one in true)
    for one in numbers:
        assert one["hidden"] == (one["value"] is None)
        assert one["value"] is None or one["value"] == 0 or one["value"] >= 10
        assert (one["value"] or 0) % 5 == 0
    assert found["placed"] == {"club": "A0"}
    assert "p1" not in json.dumps(found)
    for code, area in found["areas"].items():
        shown, here = area["people"]["value"], exact["areas"][code]["people"]["value"]
        assert shown is None or shown == 5 * ((2 * here + 5) // 10)
        assert area["counts"] == exact["areas"][code]["counts"], "bodies stay exact"
    smaller = for_outside(exact, ground, USUAL, no_people=LARGER_AREAS)
    assert all(one["people"]["hidden"] for one in smaller["areas"].values())
    assert smaller["flows"]["by_pair"] is None
