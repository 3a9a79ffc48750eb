"""Printing a care map and taking copies of it, at a desk and on a phone.

What the page shows, what comes out of the printer, and what the API gives are held to be one.
"""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from mapping import care_maps, comparisons, drawings, people
from mapping.drawings import Keeping, Plan
from mapping.history import history
from mapping.model import day_in_words
from mapping.policy import Reader
from tests.browser.conftest import Sit, Site, Someone
from tests.browser.test_drawing import RULES
from tests.helpers import PASSWORD
from tests.tables import Table

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(300),
    # What the page does with its answers: the journeys through the store run on both.
    pytest.mark.parametrize("engine", ["embedded"], indirect=True),
]

SAME_PICTURE = """async address => {
  const text = await (await fetch(address)).text();
  const theirs = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
  return theirs.isEqualNode(document.querySelector('.sheet svg'));
}"""
DIFFERENCE = """async ([address, shot]) => {
  const pixels = async source => {
    const image = Object.assign(new Image(), { src: source });
    await image.decode();
    const canvas = new OffscreenCanvas(561, 397);
    const pen = canvas.getContext('2d');
    pen.drawImage(image, 0, 0, 561, 397);
    return pen.getImageData(0, 0, 561, 397).data;
  };
  const [one, other] = [await pixels(address), await pixels(shot)];
  let sum = 0;
  for (let n = 0; n < one.length; n += 1) sum += Math.abs(one[n] - other[n]);
  return sum / one.length;
}"""
# One of the two is always at another day than the United Kingdom, whose days pages and paper have.
FAR_AWAY: list[dict[str, Any]] = [
    {"zone": "Pacific/Pago_Pago"},
    {"width": 390, "height": 844, "touch": True, "zone": "Pacific/Kiritimati"},
]
COUNT_PRINTS = """window.print = () => {
  const { dataset } = document.documentElement;
  dataset.prints = Number(dataset.prints ?? 0) + 1;
};"""


@pytest.fixture
def table(site: Site) -> Table:
    """Nadia's table, with Rosa on Ivy's map, who comes every day."""
    account = people.create_account(
        site.service, name="Nadia Hassan", email="nadia@example.org", password=PASSWORD
    )
    nadia = Reader(account_id=account, name="Nadia Hassan")
    opened = care_maps.create(site.service, nadia, owner_name="Ivy Adeyemi").document
    table = Table(site.service, nadia, opened.id, opened.owner_elements[0])
    rosa = table.draw_person("Rosa Delgado")
    table.draw_arrow(rosa, table.owner, frequency="daily", formality="gifted")
    return table


def at(table: Table, rest: str = "") -> str:
    return f"/care-maps/{table.map_id}{rest}"


def nadia(sit: Sit, window: dict[str, Any]) -> Someone:
    return sit(**window).signs_in("nadia@example.org", PASSWORD)


def fits_and_reads_well(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []


def texts(page: Page) -> list[str]:
    return page.locator(".sheet svg text").all_text_contents()


def pages_of(pdf: bytes) -> list[tuple[int, int]]:
    """Return the width and height of each page, in points."""
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


@pytest.mark.parametrize("window", [{}, {"width": 390, "height": 844, "touch": True}])
def test_a_map_is_printed_from_its_editor(sit: Sit, table: Table, window: dict[str, int]) -> None:
    person = nadia(sit, window)
    page = person.page
    page.add_init_script(COUNT_PRINTS)
    person.opens(at(table))
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("link", name="Print or download").click()
    expect(page.get_by_role("heading", level=1, name="Print or download")).to_be_visible()
    assert "Rosa Delgado" in texts(page)
    for choice, seen in (
        ("Initials", "R. D."),
        ("No names", "A care map"),
        ("First names", "Rosa"),
    ):
        page.get_by_text(choice, exact=True).click()
        expect(page.locator(".sheet svg text").filter(has_text=seen).first).to_be_visible()
        assert "Rosa Delgado" not in texts(page)
    page.get_by_role("button", name="Print", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-prints", "1")
    told = [one.sentence for one in history(table.service, table.reader, table.map_id).entries]
    assert told[0] == "You printed this map."
    page.reload()
    expect(page.get_by_role("radio", name="First names")).to_be_checked()
    fits_and_reads_well(page)

    page.get_by_text("A list in easy words", exact=True).click()
    easy = page.get_by_role("article")
    for said in ("Rosa is nearby.", "Rosa cares for Ivy.", "Every day."):
        expect(easy.get_by_text(said, exact=True)).to_be_visible()
    assert set(pages_of(page.pdf(prefer_css_page_size=True))) == {(595, 842)}
    fits_and_reads_well(page)


@pytest.mark.parametrize("window", FAR_AWAY)
def test_a_kept_drawing_is_printed_and_downloaded_from_its_own_page(
    sit: Sit, table: Table, window: dict[str, Any]
) -> None:
    said = Keeping(sentence="Rosa holds everything up", present=("Ivy Adeyemi",))
    kept = drawings.keep(table.service, table.reader, table.map_id, said)
    table.draw_person("Joseph Cohen", x=-300)
    page = nadia(sit, window).page
    page.add_init_script(COUNT_PRINTS)
    page.goto(at(table, f"/drawings/{kept.id}"))
    page.get_by_role("link", name="Print or download").click()
    page.locator(".sheet svg").wait_for()
    day = day_in_words(kept.kept_at)
    expect(page.get_by_text(f"The drawing of {day}", exact=True)).to_be_visible()
    assert f"Drawn {day} with Nadia Hassan and Ivy Adeyemi." in texts(page)
    assert "“Rosa holds everything up”" in texts(page)
    assert "Joseph Cohen" not in texts(page)
    picture = f"/api/v1{at(table)}/picture?drawing={kept.id}"
    assert page.evaluate(SAME_PICTURE, picture)
    fits_and_reads_well(page)

    page.get_by_text("First names", exact=True).click()
    expect(page.get_by_text("it is printed with full names only")).to_be_visible()
    assert not any("holds everything" in line for line in texts(page))
    page.reload()
    expect(page.get_by_role("radio", name="First names")).to_be_checked()
    assert not any("Joseph" in line for line in texts(page))
    page.get_by_role("button", name="Print", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-prints", "1")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as PDF").click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF")
    told = [one.sentence for one in history(table.service, table.reader, table.map_id).entries]
    assert told[:2] == [
        "You took a copy of a drawing of this map as a PDF.",
        "You printed a drawing of this map.",
    ]

    page.get_by_text("A list in easy words", exact=True).click()
    easy = page.get_by_role("article")
    expect(easy.get_by_text("With Nadia and Ivy.", exact=True)).to_be_visible()
    assert "Joseph" not in easy.inner_text()
    page.get_by_role("link", name="Back to the drawing").click()
    expect(page.get_by_text("This was kept, and cannot be changed.")).to_be_visible()


def test_a_plan_on_paper_says_that_it_has_not_happened(sit: Sit, table: Table) -> None:
    rosa = next(one.id for one in table.stored().elements.values() if one.name == "Rosa Delgado")
    said = Keeping(sentence="If Rosa moves")
    plan = comparisons.keep_plan(
        table.service, table.reader, table.map_id, said, Plan(without=(rosa,))
    )
    page = nadia(sit, {}).opens(at(table, f"/drawings/{plan.id}")).page
    page.get_by_role("link", name="Print or download").click()
    page.locator(".sheet svg").wait_for()
    assert "This is a plan. It has not happened." in texts(page)
    assert page.evaluate(SAME_PICTURE, f"/api/v1{at(table)}/picture?drawing={plan.id}")
    page.get_by_text("A list in easy words", exact=True).click()
    day = day_in_words(plan.kept_at)
    heard = f"This is a plan of {day}. It has not happened."
    expect(page.get_by_role("article").get_by_text(heard, exact=True)).to_be_visible()


def test_what_is_seen_is_what_the_api_gives_and_what_the_printer_prints(
    sit: Sit, table: Table
) -> None:
    table.draw_person("রহিমা খাতুন", x=-300)
    table.draw_person("فاطمة الزهراء", x=0, y=-200)
    page = nadia(sit, FAR_AWAY[0]).page
    for paper, way, size in (
        ("a4", "portrait", (595, 842)),
        ("a3", "landscape", (1191, 842)),
        ("a4", "landscape", (842, 595)),
    ):
        asked = f"paper={paper}&way={way}"
        page.goto(at(table, f"/print?{asked}"))
        page.locator(".sheet svg").wait_for()
        picture = f"/api/v1{at(table)}/picture?{asked}"
        assert page.evaluate(SAME_PICTURE, picture)
        assert pages_of(page.pdf(prefer_css_page_size=True, print_background=True)) == [size]
    page.evaluate("document.fonts.ready")
    shot = base64.b64encode(page.locator(".sheet").screenshot()).decode()
    shown = f"data:image/png;base64,{shot}"
    assert page.evaluate(DIFFERENCE, [f"{picture}&format=png", shown]) < 3
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as PDF").click()
    assert waiting.value.path().read_bytes().startswith(b"%PDF")
