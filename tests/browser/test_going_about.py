"""Going about the drawing by every means: choose, zoom, pan, go to another, stop; and what is said.

Those rows of the look's table "every action by every means" that change nothing of the map, the
order in which Tab comes to the parts of the page, and sentences that a screen reader hears. Keys
are pressed as a hand does: nothing is focused by script.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Sit
from tests.browser.means import Keys
from tests.browser.test_drawing import figure, open_map, saved, stored, table
from tests.tables import Table

__all__ = ["table"]

pytestmark = [
    pytest.mark.browser,
    # What the page does by itself: no store is in it.
    pytest.mark.parametrize("engine", ["embedded"], indirect=True),
]

PART = """() => {
  const parts = '.skip, header, nav, [role=application], [aria-label=Zoom], section, aside';
  const part = document.activeElement.closest(parts);
  if (!part) return document.activeElement.tagName;
  if (part.matches('[role=application]')) return 'the drawing';
  return part.getAttribute('aria-label') ?? (part.matches('header') ? 'the bar' : part.innerText);
}"""
ORDER = (
    "Go to the page",
    "Go to the drawing",
    "the bar",
    "Three questions",
    "Add to the map",
    "the drawing",
    "Zoom",
    "Details",
)

Seen = tuple[str, str, str]


def seen(page: Page) -> Seen:
    """Return what part of the sheet is seen, and how large: what panning and zooming change."""
    sheet = page.locator("[role=application] > g").first.get_attribute("transform") or ""
    at = [figure(page, name).get_attribute("transform") or "" for name in ("Rosa Delgado", "Ben")]
    return sheet, at[0], at[1]


def zooms_and_back(page: Page, nearer: Callable[[], None], back: Callable[[], None]) -> None:
    before = seen(page)
    nearer()
    page.wait_for_timeout(100)
    assert seen(page)[1:] != before[1:]
    back()
    page.wait_for_timeout(100)
    assert seen(page)[1:] == before[1:]


def pans(page: Page, act: Callable[[], None]) -> None:
    before = seen(page)
    act()
    page.wait_for_timeout(100)
    after = seen(page)
    assert after[0] != before[0]
    assert after[1:] == before[1:]


def says(page: Page, sentence: str) -> None:
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{sentence}\s?$"))


def with_rosa_and_ben(table: Table) -> None:
    table.draw_arrow(table.draw_person("Rosa Delgado", x=300.0, y=-80.0), table.owner)
    table.draw_person("Ben", x=-220.0, y=140.0)


def test_by_keys_every_part_and_figure_is_reached_in_order_and_what_happens_is_said(
    sit: Sit, table: Table
) -> None:
    with_rosa_and_ben(table)
    page = open_map(sit(), table)
    keys = Keys(page)
    rosa, ben, ivy = (figure(page, name) for name in ("Rosa Delgado", "Ben", "Ivy Adeyemi"))
    parts: list[str] = []
    while not parts or parts[-1] != ORDER[-1]:
        keys.presses("Tab")
        parts.append(page.evaluate(PART))
    assert tuple(dict.fromkeys(parts)) == ORDER
    assert parts.count("the drawing") == 1

    page.reload()
    keys.goes_until(page.get_by_role("link", name="Go to the drawing"), "Tab")
    keys.presses("Enter")
    for way, there in (("Right", rosa), ("Left", ivy), ("Left", ben), ("Right", ivy)):
        keys.presses(f"Alt+Arrow{way}")
        expect(there).to_be_focused()
    keys.presses("Alt+ArrowRight")
    keys.presses("Enter")
    expect(rosa).to_have_attribute("aria-pressed", "true")
    expect(rosa).to_be_focused()
    keys.presses("Enter")
    expect(page.get_by_role("heading", name="Rosa Delgado")).to_be_focused()
    keys.presses("Escape")
    expect(rosa).to_be_focused()
    keys.presses("c")
    says(page, "Rosa gives care. Choose who gets it.")
    keys.presses("Escape")
    says(page, "Stopped.")
    expect(rosa).to_be_focused()

    zooms_and_back(page, lambda: keys.presses("+"), lambda: keys.presses("0"))
    zooms_and_back(page, lambda: keys.presses("-"), lambda: keys.presses("0"))
    keys.presses("+", 6)
    pans(page, lambda: keys.presses("Alt+ArrowLeft", 2))
    expect(ben).to_be_focused()
    expect(ben).to_be_in_viewport(ratio=1)
    keys.presses("Shift+ArrowUp", 12)
    says(page, "Ben is now .+")
    keys.presses("Control+z")
    says(page, "Undone: Ben is now nearby.")
    keys.presses("Tab")
    assert page.evaluate(PART) == "Zoom"
    keys.presses("Shift+Tab")
    expect(ben).to_be_focused()


def test_by_mouse_the_sheet_is_zoomed_and_panned_and_escape_puts_back_what_is_dragged(
    sit: Sit, table: Table
) -> None:
    with_rosa_and_ben(table)
    page = open_map(sit(), table)
    zoom = page.get_by_role("group", name="Zoom")
    paper = page.get_by_role("application").bounding_box()
    assert paper
    x, y = paper["x"] + paper["width"] / 2, paper["y"] + paper["height"] - 60

    def wheel(down: float, held: str | None = None) -> None:
        page.mouse.move(x, y)
        if held:
            page.keyboard.down(held)
        page.mouse.wheel(0, down)
        if held:
            page.keyboard.up(held)

    def drag(by: float) -> None:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + by, y - 20, steps=4)
        page.mouse.up()

    all_of_it = zoom.get_by_role("button", name="Show all").click
    all_of_it()
    zooms_and_back(page, zoom.get_by_role("button", name="Zoom in").click, all_of_it)
    zooms_and_back(page, lambda: wheel(-120, "Control"), all_of_it)
    pans(page, lambda: wheel(80))
    pans(page, lambda: drag(90))
    all_of_it()
    rosa = figure(page, "Rosa Delgado")
    was, box, seq = seen(page), rosa.bounding_box(), stored(table).edit_seq
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(x, y, steps=6)
    page.keyboard.press("Escape")
    page.mouse.up()
    page.wait_for_timeout(200)
    assert seen(page) == was
    rosa.click()
    expect(rosa).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Connect", exact=True).click()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_have_count(0)
    saved(page)
    assert stored(table).edit_seq == seq


def test_by_touch_the_sheet_is_pinched_and_panned_and_a_figure_is_chosen_by_a_tap(
    sit: Sit, table: Table
) -> None:
    with_rosa_and_ben(table)
    someone = sit(width=390, height=844, touch=True)
    page = open_map(someone, table)
    page.get_by_role("button", name="Drawing", exact=True).tap()
    page.get_by_role("button", name="Show all").tap()
    paper = page.get_by_role("application").bounding_box()
    assert paper
    middle, low = paper["x"] + paper["width"] / 2, paper["y"] + paper["height"] - 30
    browser = someone.context.new_cdp_session(page)

    def fingers(what: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": n} for n, (x, y) in enumerate(at)]
        browser.send("Input.dispatchTouchEvent", {"type": what, "touchPoints": points})

    def drag(start: float, end: float, apart: float = 0.0) -> None:
        """Move one finger, or two that go apart by so much."""

        def at(share: float) -> list[tuple[float, float]]:
            x, spread = start + (end - start) * share, apart * share
            one = (x - 40 - spread, low)
            return [one, (x + 40 + spread, low)] if apart else [one]

        fingers("touchStart", *at(0))
        for share in (0.3, 0.6, 1.0):
            fingers("touchMove", *at(share))
        fingers("touchEnd")

    pans(page, lambda: drag(middle, middle - 50))
    page.get_by_role("button", name="Show all").tap()
    zooms_and_back(
        page,
        lambda: drag(middle, middle, apart=50),
        page.get_by_role("button", name="Show all").tap,
    )
    rosa = figure(page, "Rosa Delgado")
    rosa.tap()
    expect(rosa).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Gives care to…").tap()
    page.get_by_role("button", name="Stop", exact=True).tap()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_have_count(0)
    saved(page)
    assert len(stored(table).connections) == 1
