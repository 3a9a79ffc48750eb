"""Walks, gaps and bridges near by in a browser: the figures of the API, of all areas and of one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from mapping.vocabulary import Kind
from tests.browser.conftest import Sit, Site
from tests.browser.test_place import HOSTILE, RULES, femi, look
from tests.helpers import PASSWORD
from tests.places import body, listed, started

pytestmark = pytest.mark.browser


@pytest.fixture
def larkmead(site: Site, tmp_path: Path) -> str:
    """Four squares with a club and a health centre near each other, and one person of the list."""
    place = started(site.service, tmp_path)
    listed(
        site.service,
        place,
        body(place, HOSTILE, (0, 0), offers=("meals", "social")),
        body(place, "Health centre", (0, 0), kind=Kind.HEALTH_CARE_PROVIDER, offers=("meals",)),
        body(place, "Asha Rao", kind=Kind.PERSON, area="A0"),
    )
    femi(site.service, place)
    return place


def test_the_page_says_what_the_api_says_of_all_areas_and_of_one(sit: Sit, larkmead: str) -> None:
    someone = sit().signs_in("femi@example.org", PASSWORD)
    page = someone.opens(f"/neighbourhoods/{larkmead}/locality").page
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(
        "1 area is more than 15 minutes on foot from meals and has more need than the middle area:"
        " Square 3"
    )
    address = f"/api/v1/neighbourhoods/{larkmead}/reports/locality"
    answer = page.request.get(address).json()
    head = page.locator(".head")  # the pictures below say some of it again
    for sentence in answer["sentences"][1:]:
        expect(head.get_by_text(sentence, exact=True)).to_be_visible()
    row = page.get_by_role("row").filter(has=page.get_by_role("button", name="Square 0"))
    minutes = round(answer["areas"]["A0"]["nearest_min"]["meals"])
    assert minutes == 0
    expect(row).to_contain_text(f"{minutes} min")
    expect(row).to_contain_text("fewer than 8 or hidden")
    pair = page.get_by_role("row").filter(has_text="Health centre")
    expect(pair).to_contain_text("same building")
    expect(pair).to_contain_text(HOSTILE)
    assert page.evaluate("window.hit ?? 0") == 0
    pictures = page.locator("figure > [role=img] > svg")
    expect(pictures).to_have_count(3)
    walks = page.request.get(
        f"/api/v1/neighbourhoods/{larkmead}/places?layer=walks&care=meals"
    ).json()["layer"]
    page.get_by_label("Walks to the nearest").select_option("meals")
    on_foot = page.get_by_role("region", name="On foot to meals")
    for sentence in walks["sentences"]:
        expect(on_foot).to_contain_text(sentence)
    for code, said in walks["areas"].items():
        named = on_foot.get_by_role("row").filter(has_text=f"Square {code[1:]}")
        expect(named).to_contain_text(said["words"])
    need = page.get_by_role("region", name="Care that is offered, beside need")
    expect(need.locator("figcaption")).to_contain_text("little care, much need")
    expect(pictures.first).to_contain_text("Square 0")
    look(page, "locality")
    found = Axe().run(page, options=RULES)
    assert found.response["violations"] == [], found.generate_report()

    page.get_by_label("To pass on").uncheck()
    expect(row).not_to_contain_text("hidden")
    page.get_by_label("Walking slowly").check()
    expect(page.get_by_role("status")).to_have_count(0)
    page.get_by_label("Tell of").select_option("A3")
    expect(heading).to_have_text("Square 3")
    expect(page.get_by_text(re.compile("More than 15 minutes on foot away: "))).to_be_visible()
    page.get_by_role("button", name="Square 0").press("Enter")
    expect(heading).to_have_text("Square 0")
    look(page, "locality-area")
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 780})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    look(page, "locality-phone")
    page.emulate_media(media="print")
    expect(page.get_by_role("combobox")).to_have_count(0)
    look(page, "locality-print")

    page.emulate_media(media="screen")
    shown = "?kind=health_care_provider"
    part = page.request.get(address, params={"shown": shown}).json()
    someone.opens(f"/neighbourhoods/{larkmead}/locality{shown}")
    expect(page.get_by_text(re.compile("Counted of 1 element of 3: kind: "))).to_be_visible()
    for sentence in part["sentences"][1:]:
        expect(head.get_by_text(sentence, exact=True)).to_be_visible()
    page.get_by_role("button", name="Count everything").click()
    expect(head.get_by_text(answer["sentences"][1], exact=True)).to_be_visible()
