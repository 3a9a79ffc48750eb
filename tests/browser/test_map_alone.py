"""The map as a file of its own: it opens with no network, and every name in it stays text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from typer.testing import CliRunner

from mapping.cli import app
from tests.browser.test_place import HOSTILE, RULES, look
from tests.locality.ground import middle, polygon, square, write

pytestmark = pytest.mark.browser


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Four squares whose names are hostile, two bodies in one building, and three people."""
    (lon, lat), name = middle(0, 0), HOSTILE.replace('"', "")
    rows = [
        "id,kind,name,sector,offers,lon,lat,area",
        f'club,group,"{name}",community,meals|social,{lon},{lat},',
        f"gp,health_care_provider,Health centre,formal,meals,{lon},{lat},",
        *(f"p{n},person,Asha Rao {n},informal,faith,,,A0" for n in range(3)),
    ]
    (tmp_path / "e.csv").write_text("\n".join(rows))
    (tmp_path / "need.csv").write_text(
        "area_code,population,deprivation_score\nA0,1000,30\nA1,500,10\nA2,300,20\nA3,400,25\n"
    )
    squares = [(0, 0), (1, 0), (0, 1), (1, 1)]
    areas = write(
        tmp_path / "a.geojson",
        [
            ({"code": f"A{n}", "name": f"{HOSTILE} {n}"}, polygon(square(*at)))
            for n, at in enumerate(squares)
        ],
    )
    words = ["locality", "--areas", areas, "--elements", tmp_path / "e.csv"]
    words += ["--indicators", tmp_path / "need.csv", "--map", tmp_path / "map.html"]
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return tmp_path / "map.html"


def test_a_map_in_a_file_opens_with_no_network_and_holds_no_person(
    chromium: Browser, file: Path
) -> None:
    text = file.read_text(encoding="utf-8")
    assert "Asha" not in text
    assert "<img" not in text
    context = chromium.new_context(offline=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    troubles: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(file.as_uri())
    areas = page.locator("path.area.leaflet-interactive")
    expect(areas).to_have_count(4)
    told = json.loads(
        page.locator("#told").inner_text() or page.locator("#told").text_content() or ""
    )
    assert [one["number"] for one in told["alone"]["places"]["areas"]] == [2, 0, 0, 0]

    what = page.get_by_label("What to show")
    what.select_option(label="how far it is on foot, and gaps: meals")
    expect(page.get_by_role("heading", level=1)).to_contain_text("more than 15 minutes on foot")
    expect(page.locator("path.hatch").first).to_be_visible()
    row = page.get_by_role("row").filter(has_text=f"{HOSTILE} 0")
    row.get_by_role("button").press("Enter")
    expect(page.locator(".leaflet-popup")).to_contain_text("Meals: 0 minutes on foot")
    areas.first.focus()
    page.keyboard.press("Enter")
    expect(row.get_by_role("button")).to_have_attribute("aria-pressed", "false")
    what.select_option(label="bridges that could be built")
    page.get_by_role("button", name="Health centre").last.press("Enter")
    expect(page.locator(".leaflet-popup")).to_contain_text("in the same building")
    expect(page.locator("path.line")).to_have_class(re.compile("chosen"))
    look(page, "map-alone")
    assert page.evaluate("window.hit ?? 0") == 0
    found = Axe().run(page, options=RULES)
    assert found.response["violations"] == [], found.generate_report()
    page.set_viewport_size({"width": 390, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    look(page, "map-alone-phone")
    assert [one for one in asked if not one.startswith(("file:", "data:"))] == []
    assert troubles == []
    context.close()
