"""Tracing a photograph of a paper map: laid beneath, drawn over, kept private, saved on purpose."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from mapping import care_maps, tracings
from tests.browser.conftest import OF_THE_PAGE, Sit, Site, Someone
from tests.browser.test_drawing import RULES, add_person, names, saved
from tests.browser.test_together import at_the_map, joins, person
from tests.browser.test_trouble import on_device
from tests.pictures import EXIF
from tests.tables import Table

pytestmark = pytest.mark.browser

PHOTOGRAPH = """
() => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [2400, 1800];
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#8a7560';
  pen.fillRect(0, 0, 2400, 1800);
  pen.setTransform(1, 0.08, -0.06, 1, 180, 20);
  pen.fillStyle = '#fffdf5';
  pen.fillRect(100, 100, 1900, 1400);
  pen.strokeStyle = '#20242c';
  pen.lineWidth = 10;
  for (const [rx, ry] of [[299, 262], [616, 455], [792, 586]]) {
    pen.beginPath();
    pen.ellipse(1050, 800, rx, ry, 0, 0, 7);
    pen.stroke();
  }
  pen.font = '90px sans-serif';
  pen.fillStyle = '#20242c';
  pen.fillText('Rosa', 1500, 560);
  return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
}
"""


@pytest.fixture
def table(site: Site) -> Table:
    """Nadia's table, with Ivy's map on it."""
    nadia = person(site, "Nadia Hassan", "nadia@example.org")
    opened = care_maps.create(site.service, nadia, owner_name="Ivy Adeyemi", mine=True).document
    return Table(site.service, nadia, opened.id, opened.owner_elements[0])


def photograph(page: Page, folder: Path) -> Path:
    """Photograph a sheet as a phone does, with where and when it was taken in the file."""
    plain = base64.b64decode(page.evaluate(PHOTOGRAPH))
    path = folder / "IMG_2041.jpg"
    path.write_bytes(plain[:2] + EXIF + plain[2:])
    return path


def start_tracing(page: Page) -> Locator:
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Trace a paper map").click()
    return page.get_by_role("region", name="Trace a paper map")


def choose(page: Page, path: Path) -> None:
    page.get_by_label("Choose a photograph").set_input_files(path)


def traced(page: Page) -> Locator:
    return page.locator("image.traced")


def test_a_photograph_is_traced_and_nothing_of_its_exif_is_kept(
    sit: Sit, table: Table, tmp_path: Path
) -> None:
    someone: Someone = sit()
    page = at_the_map(someone, table, "nadia@example.org")
    bar = start_tracing(page)
    choose(page, photograph(page, tmp_path))
    expect(bar).to_contain_text("Kept on this device only, encrypted")
    expect(traced(page)).to_have_attribute("opacity", "0.5")
    bar.get_by_label("How strong").fill("30")
    expect(traced(page)).to_have_attribute("opacity", "0.3")
    straighten(page)
    page.get_by_role("button", name="Done").click()
    add_person(page, "Rosa")
    saved(page)
    assert names(table) == {"Ivy Adeyemi", "Rosa"}
    kept = [row["row"] for row in on_device(page) if row["store"] == "pictures"]
    assert len(kept) == 1
    assert not re.search("Exif|GPS|JFIF|phone", str(kept))
    assert tracings.read(table.service, table.map_id) is None
    page.reload()
    expect(traced(page)).to_have_count(1)


def straighten(page: Page) -> None:
    """Put the corners on the corners of the paper, by keys, and make it straight."""
    page.get_by_role("button", name="Straighten…").click()
    dialog = page.get_by_role("dialog", name="Straighten the photograph")
    for corner, keys in (
        ("Top left", ["Shift+ArrowRight"]),
        ("Top right", ["Shift+ArrowLeft", "Shift+ArrowDown"]),
        ("Bottom right", ["Shift+ArrowLeft"]),
        ("Bottom left", ["ArrowUp"]),
    ):
        dialog.get_by_role("button", name=f"{corner} corner").focus()
        for key in keys:
            page.keyboard.press(key)
    dialog.get_by_label("It is our blank sheet").check()
    dialog.get_by_role("button", name="Straighten", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(traced(page)).to_have_attribute("transform", re.compile(r"translate\(0 0\) rotate\(0\)"))


@OF_THE_PAGE
def test_the_photograph_is_moved_sized_and_turned_by_hand_by_keys_and_by_numbers(
    sit: Sit, table: Table, tmp_path: Path
) -> None:
    page = at_the_map(sit(), table, "nadia@example.org")
    bar = start_tracing(page)
    choose(page, photograph(page, tmp_path))
    bar.get_by_text("By numbers").click()
    held = page.get_by_role("button", name="The photograph.")
    box = held.bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1] - 40, steps=5)
    page.mouse.up()
    assert float(bar.get_by_label("Across").input_value()) > 0
    assert float(bar.get_by_label("Down").input_value()) < 0
    held.focus()
    before = float(bar.get_by_label("Across").input_value())
    for key in ("ArrowRight", "Shift+ArrowRight", ".", ".", "-"):
        page.keyboard.press(key)
    assert float(bar.get_by_label("Across").input_value()) == pytest.approx(before + 50)
    expect(bar.get_by_label("Turn")).to_have_value("2")
    bar.get_by_label("Turn").fill("-12.5")
    bar.get_by_label("Turn").press("Enter")
    expect(traced(page)).to_have_attribute("transform", re.compile(r"rotate\(-12\.5\)"))
    bar.get_by_role("button", name="Quarter turn").click()
    expect(bar.get_by_label("Turn")).to_have_value("0")
    bar.get_by_role("button", name="Hide it").click()
    expect(traced(page)).to_have_count(0)
    assert names(table) == {"Ivy Adeyemi"}


def test_it_is_saved_with_the_map_on_purpose_and_seen_by_those_with_a_role_only(
    sit: Sit, table: Table, site: Site, tmp_path: Path
) -> None:
    sam = person(site, "Sam Lee", "sam@example.org")
    joins(table, sam, "viewer")
    theirs = at_the_map(sit(), table, "sam@example.org")
    page = at_the_map(sit(), table, "nadia@example.org")
    bar = start_tracing(page)
    choose(page, photograph(page, tmp_path))
    bar.get_by_role("button", name="Save it with the map…").click()
    expect(bar).to_contain_text("Everyone who can open this map will see the whole photograph")
    assert tracings.read(table.service, table.map_id) is None
    bar.get_by_role("button", name="Save it", exact=True).click()
    expect(bar).to_contain_text("Saved with the map by Nadia Hassan")
    kept = tracings.read(table.service, table.map_id)
    assert kept
    assert not re.search(b"Exif|GPS|phone|JFIF", base64.b64decode(kept.picture))
    assert [row for row in on_device(page) if row["store"] == "pictures"] == []

    # It comes to whoever has the map open, and goes from them when it is removed.
    expect(traced(theirs)).to_have_count(1)
    their_bar = start_tracing(theirs)
    expect(their_bar.get_by_role("button", name="Move it")).to_have_count(0)
    expect(their_bar.get_by_role("button", name="Remove…")).to_have_count(0)

    bar.get_by_role("button", name="Remove…").click()
    bar.get_by_role("button", name="Remove the photograph").click()
    expect(traced(page)).to_have_count(0)
    expect(traced(theirs)).to_have_count(0)
    assert tracings.read(table.service, table.map_id) is None


@OF_THE_PAGE
def test_signing_out_says_that_a_photograph_on_this_device_goes(
    sit: Sit, table: Table, tmp_path: Path
) -> None:
    page = at_the_map(sit(), table, "nadia@example.org")
    bar = start_tracing(page)
    choose(page, photograph(page, tmp_path))
    expect(bar).to_contain_text("Kept on this device only")
    page.goto("/")
    page.get_by_role("button", name="Nadia Hassan").click()
    page.get_by_role("button", name="Sign out").click()
    dialog = page.get_by_role("dialog", name="A photograph is on this device only")
    dialog.get_by_role("button", name="Sign out anyway").click()
    page.get_by_label("Password").wait_for()
    assert [row for row in on_device(page) if row["store"] == "pictures"] == []


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64)
BAD_FILES: list[tuple[str, bytes, str]] = [
    ("letter.txt", b"Dear Ivy", "This file is not a picture."),
    ("map.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This file is not a picture."),
    ("empty.jpg", b"", "This file is empty."),
    ("broken.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(300), "It may be broken"),
    ("IMG_2041.HEIC", HEIC, "This browser cannot read HEIC"),
    ("scan.pdf", b"%PDF-1.7", "This is a PDF."),
    ("huge.jpg", b"\xff\xd8\xff" + bytes(50_000_000), "This file has 50 MB"),
]


@OF_THE_PAGE
def test_a_bad_file_is_refused_in_plain_words(sit: Sit, table: Table, tmp_path: Path) -> None:
    page = at_the_map(sit(), table, "nadia@example.org")
    bar = start_tracing(page)
    for name, content, words in BAD_FILES:
        path = tmp_path / name
        path.write_bytes(content)
        choose(page, path)
        expect(bar).to_contain_text(words)
    expect(traced(page)).to_have_count(0)
    choose(page, photograph(page, tmp_path))
    expect(traced(page)).to_have_count(1)


@OF_THE_PAGE
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_tracing_passes_axe_and_never_scrolls_sideways(
    sit: Sit, table: Table, tmp_path: Path, width: int
) -> None:
    page = at_the_map(sit(width=width), table, "nadia@example.org")
    start_tracing(page)
    for _ in range(2):
        found: Any = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if traced(page).count() == 0:
            choose(page, photograph(page, tmp_path))
            expect(traced(page)).to_have_count(1)


@OF_THE_PAGE
def test_a_blank_sheet_prints_on_one_page_of_a4_and_of_a3(sit: Sit, table: Table) -> None:
    page = at_the_map(sit(), table, "nadia@example.org")
    page.goto(f"/care-maps/{table.map_id}/blank-sheet")
    page.get_by_role("heading", level=1, name="A blank sheet to draw on").wait_for()
    sheet = page.get_by_role("img", name="A sheet with three rings")
    expect(sheet).to_be_visible()
    expect(sheet).not_to_contain_text("Ivy")
    for paper, box in (("A4", "841.92 594.96"), ("A3", "1190.88 841.92")):
        page.get_by_role("button", name=paper, exact=True).click()
        printed = page.pdf(prefer_css_page_size=True, print_background=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
        assert re.search(rb"/MediaBox\s*\[0 0 " + box.split()[0][:3].encode(), printed)
    page.get_by_label("With the first name").check()
    expect(sheet).to_contain_text("Lives with Ivy")
