"""The place view in a browser: map and table are the same numbers, and names are only text."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FrameLocator, Page, expect

from mapping import neighbourhoods, people
from mapping.places import import_areas, import_underlay
from mapping.service import Service
from tests.browser.conftest import OF_THE_PAGE, Sit, Site, Someone
from tests.helpers import PASSWORD
from tests.locality.ground import polygon, square, write
from tests.places import body, listed, started

pytestmark = pytest.mark.browser

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
HOSTILE = "</script><img src=x onerror='window.hit=1'>`${window.hit=1}`"


@pytest.fixture
def larkmead(site: Site, tmp_path: Path) -> str:
    """Four squares with a lunch club, a health centre, a hall and somebody's home in them."""
    place = started(site.service, tmp_path)
    listed(
        site.service,
        place,
        body(place, "Tanyard lunch club", (0, 0), offers=("meals", "social")),
        body(place, "Health centre", (1, 0), kind="health_care_provider", offers=("health_care",)),
        body(place, "Meals at Ann's", area="A2", at_home=True, offers=("meals",)),
    )
    river = {"type": "LineString", "coordinates": [[-0.1, 51.505], [-0.08, 51.506]]}
    features = [({"feature": "water", "name": "River Lark"}, river)]
    import_underlay(site.service, place, write(tmp_path / "u.geojson", features))
    femi(site.service, place)
    return place


def femi(service: Service, place: str) -> None:
    account = people.create_account(
        service, name="Femi Balogun", email="femi@example.org", password=PASSWORD
    )
    service.write(
        lambda tx: tx.one(
            "give_neighbourhood_role",
            account=account,
            neighbourhood=place,
            role="organiser",
            until=None,
        )
    )


def look(page: Page, name: str) -> None:
    """Keep a picture of the whole page, if somebody wants to look at it."""
    if folder := os.environ.get("CARE_MAPPING_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def opened(someone: Someone, place: str, query: str = "") -> Page:
    someone.signs_in("femi@example.org", PASSWORD)
    someone.opens(f"/neighbourhoods/{place}/place{query}")
    someone.page.get_by_role("region", name="Table of areas").wait_for()
    return someone.page


def drawn(page: Page) -> FrameLocator:
    """Return the map, once it is drawn."""
    frame = page.frame_locator("iframe[title='Map of the areas']")
    frame.locator("path.area").first.wait_for()
    return frame


def rows(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
    )
    return found


def test_the_table_and_the_map_say_what_the_api_says(sit: Sit, larkmead: str) -> None:
    someone = sit()
    page = opened(someone, larkmead)
    answer = page.request.get(f"/api/v1/neighbourhoods/{larkmead}/places").json()
    expected = {
        area["name"]: [str(area["number"]), rate(area["per_1000"])] for area in answer["areas"]
    }
    assert expected["Square 0"] == ["1", "1.0"]  # one body for 1,000 people
    assert {name: numbers for name, *numbers, _ in rows(page)} == expected
    frame = drawn(page)
    labels = frame.locator("path.area").evaluate_all(
        "paths => paths.map(path => path.getAttribute('aria-label'))"
    )
    assert labels == [
        f"{name}: {numbers[1]}, places and groups per 1,000 people"
        for name, numbers in expected.items()
    ]
    expect(page.get_by_role("heading", level=1)).to_have_text("Square 3 has no place or group")
    legend = frame.get_by_label("What the map shows")
    expect(legend).to_contain_text("no data (2 areas)")
    expect(legend).to_contain_text("Areas from squares.geojson, loaded")
    expect(frame.get_by_role("button", name="Tanyard lunch club")).to_be_visible()
    assert "Ann's" not in frame.locator("body").inner_text(), "a home is no dot and has no name"


def rate(number: float | None) -> str:
    return "not known" if number is None else "0" if number == 0 else f"{number:.1f}"


@OF_THE_PAGE
def test_choosing_care_or_sector_changes_table_map_and_address(sit: Sit, larkmead: str) -> None:
    page = opened(sit(), larkmead)
    frame = drawn(page)
    page.get_by_role("combobox", name="of", exact=True).select_option("meals")
    expect(page).to_have_url(re.compile(r"care=meals"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("no offer of meals")
    expect(frame.get_by_role("button", name="Health centre")).to_have_count(0)
    page.get_by_role("combobox", name="as", exact=True).select_option("number")
    expect(frame.locator("path.area").nth(2)).to_have_attribute(
        "aria-label", "Square 2: 1, offers of meals"
    )
    page.goto(f"/neighbourhoods/{larkmead}/place?sector=formal")
    frame = drawn(page)
    expect(page.get_by_text("Counting formal only.")).to_be_visible()
    expect(frame.get_by_role("button", name="Tanyard lunch club")).to_have_count(0)
    page.get_by_role("button", name="Count all").click()
    expect(frame.get_by_role("button", name="Tanyard lunch club")).to_be_visible()


@OF_THE_PAGE
def test_a_row_chooses_its_area_and_an_area_its_row(sit: Sit, larkmead: str) -> None:
    page = opened(sit(), larkmead)
    frame = drawn(page)
    page.get_by_role("button", name="Square 2").click()
    popup = frame.locator(".leaflet-popup")
    expect(popup).to_contain_text("1 is shown by area only")
    expect(frame.locator("path.area.chosen")).to_have_attribute(
        "aria-label", re.compile("Square 2")
    )
    frame.locator("path.area").nth(1).focus()
    page.keyboard.press("Enter")
    expect(popup).to_contain_text("Health centre")
    expect(page.get_by_role("button", name="Square 1")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    expect(page.get_by_role("button", name="Square 1")).to_have_attribute("aria-pressed", "false")


@OF_THE_PAGE
def test_the_map_is_gone_through_by_keyboard(sit: Sit, site: Site, larkmead: str) -> None:
    page = opened(sit(), larkmead)
    frame = drawn(page)
    frame.locator("path.area[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    expect(frame.locator("path.area").nth(1)).to_be_focused()
    frame.get_by_role("button", name="Tanyard lunch club").focus()
    page.keyboard.press("Enter")
    expect(frame.locator(".leaflet-popup")).to_contain_text("Offers: meals, company.")
    for name in ("Zoom in", "Zoom out"):
        box = frame.get_by_role("button", name=name).bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
    many = [
        body(larkmead, f"Body {n}", lon=-0.099 + n % 15 / 800, lat=51.501 + n // 15 / 800)
        for n in range(210)
    ]
    listed(site.service, larkmead, *many)
    symbols = frame.locator(".asset")
    expect(symbols).not_to_have_count(2)

    def standing() -> list[int]:
        found: list[int] = symbols.evaluate_all(
            "all => all.map(one => Number(one.querySelector('.how-many')?.textContent ?? 1))"
        )
        return found

    far = standing()
    frame.get_by_role("button", name="Zoom in").click(click_count=8)
    near = standing()
    assert sum(far) == sum(near) == 212, "each stands on the map once, however near the others"
    assert len(far) < len(near) == 212


@OF_THE_PAGE
def test_layers_are_read_by_keyboard_and_say_what_the_api_says(
    sit: Sit, site: Site, larkmead: str
) -> None:
    listed(
        site.service,
        larkmead,
        body(larkmead, HOSTILE, (0, 0), kind="health_care_provider", offers=("meals",)),
    )
    page = opened(sit(), larkmead)
    frame = drawn(page)
    what = page.get_by_label("What to show")
    what.focus()
    page.keyboard.press("ArrowDown")
    expect(what).to_have_value("walks")
    page.get_by_role("combobox", name="to", exact=True).select_option("health_care")
    address = f"/api/v1/neighbourhoods/{larkmead}/places"
    asked = "layer=walks&care=health_care"
    layer = page.request.get(f"{address}?{asked}").json()["layer"]
    gaps = sum(area["hatch"] == "gap" for area in layer["areas"].values())
    assert gaps
    expect(frame.locator("path.hatch.gap")).to_have_count(gaps)
    expect(page.get_by_role("heading", level=1)).to_have_text(layer["sentences"][0].rstrip("."))
    assert {row[0]: row[1] for row in rows(page)} == {
        f"Square {code[1:]}": said["words"] for code, said in layer["areas"].items()
    }
    legend = frame.get_by_label("What the map shows")
    for swatch in layer["legend"]:
        expect(legend).to_contain_text(swatch["words"])
    frame.locator("path.area").first.focus()
    page.keyboard.press("Enter")
    expect(frame.locator(".leaflet-popup")).to_contain_text(layer["areas"]["A0"]["sentences"][0])
    frame.get_by_role("button", name="Health centre").focus()
    page.keyboard.press("Enter")
    expect(frame.locator("path.ring")).to_have_count(3)
    expect(frame.get_by_text("15 min", exact=True)).to_be_visible()

    what.select_option("bridges")
    line = frame.locator("path.line")
    expect(line).to_have_count(1)
    row = page.get_by_role("region", name="Table of lines").get_by_role("button")
    row.press("Enter")
    expect(frame.locator(".leaflet-popup")).to_contain_text("in the same building")
    expect(frame.locator(".leaflet-popup")).to_contain_text(HOSTILE)
    expect(line).to_have_class(re.compile("chosen"))
    row.press("Enter")
    line.focus()
    page.keyboard.press("Enter")
    expect(row).to_have_attribute("aria-pressed", "true")
    for name, fill in (("need", "two-"), ("patterns", "no-number"), ("flows", "no-number")):
        what.select_option(name)
        expect(frame.locator("path.area").first).to_have_class(re.compile(fill))
    expect(page.get_by_text("These figures are of areas, not of the people")).to_be_visible()
    for where in page.frames:
        assert where.evaluate("window.hit ?? 0") == 0


@OF_THE_PAGE
def test_the_table_sorts_and_is_downloaded_as_shown(sit: Sit, larkmead: str) -> None:
    page = opened(sit(), larkmead)
    page.get_by_role("button", name="Number").click()
    page.get_by_role("button", name="Number").click()
    assert [row[0] for row in rows(page)] == ["Square 0", "Square 1", "Square 2", "Square 3"]
    page.get_by_role("button", name="Need, 1 is most").click()
    assert [row[0] for row in rows(page)] == ["Square 0", "Square 3", "Square 2", "Square 1"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Download table").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    assert lines[0].startswith("code,name,population,number,per_1000,")
    assert lines[1].startswith("A0,Square 0,1000,1,1,")
    assert lines[2].startswith("A3,Square 3,,0,,,,")


@OF_THE_PAGE
def test_the_map_is_taken_along_as_picture_and_as_files(
    sit: Sit, site: Site, larkmead: str, tmp_path: Path
) -> None:
    hall = body(larkmead, HOSTILE, (1, 1), kind="place", offers=("meals",))
    listed(site.service, larkmead, hall)
    page = opened(sit(), larkmead, "?care=meals")
    page.get_by_label("What to show").select_option("walks")
    page.get_by_role("button", name="Take along").click()
    dialog = page.get_by_role("dialog", name="Take the map along")
    kept: dict[str, Path] = {}
    names = ["Picture (PNG)", "Picture (SVG)", "GeoJSON", "GeoPackage", "no network"]
    for name in names:
        with page.expect_download() as download:
            dialog.get_by_text(re.compile(re.escape(name))).click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        kept[file.suffix] = file
    assert kept.keys() == {".png", ".svg", ".geojson", ".gpkg", ".html"}
    assert kept[".png"].read_bytes().startswith(b"\x89PNG")
    drawing = ElementTree.parse(kept[".svg"])
    said = " ".join(drawing.getroot().itertext())
    for words in (
        "On foot",
        "up to 5 minutes on foot (3 areas)",
        "Areas from squares.geojson",
        "Square 2",
    ):
        assert words in said
    assert "</script><img" in said
    assert [one.tag for one in drawing.iter() if one.tag.endswith(("img", "script"))] == []
    answer = page.request.get(f"/api/v1/neighbourhoods/{larkmead}/places?layer=walks&care=meals")
    rows = json.loads(kept[".geojson"].read_text())["features"]
    for row in rows[:4]:
        of_layer = answer.json()["layer"]["areas"][row["properties"]["area_code"]]
        assert row["properties"]["layer_says"] == of_layer["words"]
    found = Axe().run(page, options=RULES)
    assert found.response["violations"] == [], found.generate_report()

    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(offline=True)
    alone = context.new_page()
    alone.goto(kept[".html"].as_uri())
    expect(alone.locator("path.area.leaflet-interactive")).to_have_count(4)
    alone.get_by_label("What to show").select_option(label="bridges that could be built")
    assert alone.evaluate("window.hit ?? 0") == 0
    context.close()


@OF_THE_PAGE
def test_areas_bodies_and_teams_are_found_by_keyboard_without_asking_anybody(
    sit: Sit, site: Site, larkmead: str
) -> None:
    listed(
        site.service,
        larkmead,
        body(larkmead, HOSTILE, (1, 1), offers=("meals",)),
        body(larkmead, "Tuesday team", kind="team"),
    )
    page = opened(sit(), larkmead)
    frame = drawn(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    field = page.get_by_label("Find on the map")
    popup = frame.locator(".leaflet-popup")
    field.press_sequentially("square 2")
    field.press("Enter")
    expect(popup).to_contain_text("1 is shown by area only")
    expect(page.get_by_role("button", name="Square 2")).to_have_attribute("aria-pressed", "true")
    field.press_sequentially("</script")
    expect(page.get_by_role("status").filter(has_text="1 is found")).to_have_count(1)
    look(page, "place-found")
    field.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(popup).to_contain_text(HOSTILE)
    field.press_sequentially("zzz")
    expect(page.get_by_text("Nothing here has that in its name.")).to_be_visible()
    field.press("Escape")
    expect(field).to_have_value("")
    found = [one for one in asked if "/presence" not in one and "/events" not in one]
    assert found == [], "to find is not to ask"
    field.press_sequentially("tuesday")
    field.press("Enter")
    expect(page).to_have_url(re.compile("team="))
    for where in page.frames:
        assert where.evaluate("window.hit ?? 0") == 0


@OF_THE_PAGE
def test_one_map_is_printed_on_one_page_with_the_areas_at_both_ends(
    sit: Sit, larkmead: str, tmp_path: Path
) -> None:
    page = opened(sit(), larkmead)
    drawn(page)
    paper = page.locator(".one-page")
    expect(paper).to_have_count(0)
    file = page.pdf(path=tmp_path / "place.pdf", prefer_css_page_size=True)
    page.emulate_media(media="print")
    expect(paper.locator("svg").first).to_be_visible()
    expect(paper.get_by_role("table")).to_contain_text("All 4 areas")
    expect(paper).to_contain_text("no data (2 areas)")
    expect(paper).to_contain_text("Areas from squares.geojson")
    expect(page.locator("iframe")).to_be_hidden()
    assert file.count(b"/Type /Page\n") == 1
    width, height = _size(file)
    assert width > height, "on its side"


def _size(file: bytes) -> tuple[float, float]:
    found = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", file)
    assert found
    return float(found[1]), float(found[2])


@OF_THE_PAGE
def test_names_from_anyone_are_only_text(sit: Sit, site: Site, tmp_path: Path) -> None:
    place = neighbourhoods.create(site.service, name=HOSTILE[:60])
    features: list[tuple[dict[str, Any], Any]] = [
        ({"code": f"A{n}", "name": HOSTILE}, polygon(square(n, 0))) for n in (0, 1)
    ]
    import_areas(site.service, place, write(tmp_path / "a.geojson", features), licence=HOSTILE)
    listed(
        site.service, place, body(place, HOSTILE, (0, 0), offers=("meals",)), body(place, HOSTILE)
    )
    femi(site.service, place)
    someone = sit()
    page = opened(someone, place)
    frame = drawn(page)
    frame.locator("path.area").first.focus()
    page.keyboard.press("Enter")
    expect(frame.locator(".leaflet-popup")).to_contain_text("</script><img")
    frame.locator(".asset").focus()
    page.keyboard.press("Enter")
    expect(frame.locator(".leaflet-popup h2")).to_have_text(HOSTILE)
    page.get_by_text("in none of these areas").click()
    for where in page.frames:
        assert where.evaluate("window.hit ?? 0") == 0
        assert where.locator("img[src=x]").count() == 0


def test_what_is_added_comes_to_an_open_page(sit: Sit, site: Site, larkmead: str) -> None:
    page = opened(sit(), larkmead)
    frame = drawn(page)
    listed(site.service, larkmead, body(larkmead, "New pantry", (1, 1), offers=("meals",)))
    expect(frame.get_by_role("button", name="New pantry")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Every area has a place or group")


@OF_THE_PAGE
def test_messages_of_other_windows_are_not_heard(sit: Sit, larkmead: str) -> None:
    page = opened(sit(), larkmead)
    drawn(page)
    page.evaluate("postMessage({from: 'place-map', chosen: 'A1'}, '*')")
    page.wait_for_timeout(200)
    expect(page.get_by_role("button", name="Square 1")).to_have_attribute("aria-pressed", "false")


@OF_THE_PAGE
def test_on_a_phone_the_table_comes_first_and_nothing_goes_sideways(
    sit: Sit, larkmead: str
) -> None:
    page = opened(sit(width=390, height=780), larkmead)
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 780})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.locator("iframe")).to_have_count(0)
    page.get_by_role("button", name="Show the map").click()
    frame = drawn(page)
    assert frame.locator("body").evaluate("body => body.scrollWidth <= innerWidth")


@OF_THE_PAGE
def test_without_areas_the_page_says_what_to_do(sit: Sit, site: Site) -> None:
    place = neighbourhoods.create(site.service, name="Bare")
    femi(site.service, place)
    someone = sit().signs_in("femi@example.org", PASSWORD)
    page = someone.opens(f"/neighbourhoods/{place}/place").page
    expect(page.get_by_role("heading", level=1)).to_have_text("No areas are loaded yet")
    expect(page.get_by_text("care-mapping areas import FILE")).to_be_visible()


@OF_THE_PAGE
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_and_map_keep_the_rules_of_accessibility(sit: Sit, larkmead: str, scheme: Any) -> None:
    page = opened(sit(), larkmead)
    page.emulate_media(color_scheme=scheme)
    frame = drawn(page)
    page.get_by_role("button", name="Square 0").click()
    expect(frame.locator(".leaflet-popup")).to_be_visible()
    found = Axe().run(page, options=RULES)
    assert found.response["violations"] == [], found.generate_report()
