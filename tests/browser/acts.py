"""What somebody does at the drawing to make one change, by each of four means."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from mapping.model import CareMap
from tests.browser.test_drawing import saved, stored
from tests.tables import Table

MIDDLE = """(path) => {
  const half = path.getPointAtLength(path.getTotalLength() / 2);
  const { x, y } = half.matrixTransform(path.getScreenCTM());
  return [x, y];
}"""
IN_THE_DRAWING = "() => document.activeElement.closest('[role=application]') !== null"


class At:
    """Somebody at the map of Ivy, with Rosa, Ben, a club and a shop on it, by one means."""

    def __init__(self, page: Page, table: Table, rosa: str, ben: str) -> None:
        self.page, self.table, self.rosa, self.ben = page, table, rosa, ben

    def of(self, name: str) -> Locator:
        """Return somebody's figure, or their row in the list."""
        return self.page.get_by_role("button", name=re.compile(rf"^{name}( \w+)?, "))

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def goes_to(self, name: str) -> Locator:
        """Go to somebody by keys alone: Tab into the drawing, then whichever way they are."""
        wanted = self.of(name)
        for _ in range(40):
            if self.page.evaluate(IN_THE_DRAWING):
                break
            self.keys("Tab")
        for nth in range(12):
            if wanted.evaluate("(one) => one === document.activeElement"):
                return wanted
            there, here = wanted.bounding_box(), self.page.locator(":focus").bounding_box()
            assert there
            assert here
            across, down = there["x"] - here["x"], there["y"] - here["y"]
            sideways = (abs(across) > abs(down)) == (nth < 6)
            way = (
                ("Right" if across > 0 else "Left") if sideways else ("Down" if down > 0 else "Up")
            )
            self.keys(f"Alt+Arrow{way}")
        raise AssertionError(f"the arrow keys never come to {name}")

    def keys(self, *chords: str) -> None:
        for chord in chords:
            self.page.keyboard.press(chord)

    def now(self) -> CareMap:
        saved(self.page)
        return stored(self.table)

    def middle(self, name: str) -> tuple[float, float]:
        box = self.of(name).bounding_box()
        assert box
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def zoom(self) -> str:
        return self.of("Rosa").get_attribute("transform") or ""


def mouse_adds(at: At) -> None:
    at.button("Person").click()
    at.page.get_by_label("Name").fill("Asha")
    at.button("Add").click()
    at.button("Done").click()


def mouse_connects(at: At) -> None:
    at.button("Connect").click()
    at.of("Ben").click()
    at.of("Ivy").click()


def mouse_changes(at: At) -> None:
    line = at.page.get_by_role("button", name="Rosa cares for Ivy").first
    at.page.mouse.click(*line.locator(".hit").evaluate(MIDDLE))
    at.page.get_by_role("radio", name="Every day", exact=True).click()


def mouse_ties(at: At, what: str, one: str, other: str) -> None:
    at.button("Connect").click()
    at.page.get_by_label("What is drawn").select_option(label=what)
    at.of(one).click()
    at.of(other).click()


def mouse_relates(at: At) -> None:
    mouse_ties(at, "Related", "Rosa", "Ben")


def mouse_joins(at: At) -> None:
    mouse_ties(at, "Work together", "Club", "Shop")


def mouse_moves(at: At) -> None:
    at.page.mouse.move(*at.middle("Rosa"))
    at.page.mouse.down()
    x, y = at.middle("Ivy")
    at.page.mouse.move(x + 380, y - 300, steps=5)
    at.page.mouse.up()


def mouse_houses(at: At) -> None:
    at.of("Ben").click()
    at.page.get_by_label("Lives with").select_option(label="Ivy")


def mouse_several(at: At) -> None:
    at.of("Rosa").click()
    at.of("Ben").click(modifiers=["Shift"])
    at.page.get_by_label("Might help").click()
    at.button("Close").click()


def mouse_removes(at: At) -> None:
    at.of("Ben").click()
    at.button("Remove").click()
    at.button("Remove Ben").click()


def touch_adds(at: At) -> None:
    at.button("Person").tap()
    at.page.get_by_label("Name").fill("Asha")
    at.button("Add").tap()
    at.button("Done").tap()


def touch_connects(at: At) -> None:
    at.of("Ben").tap()
    at.button("Gives care to…").tap()
    at.of("Ivy").tap()


def touch_changes(at: At) -> None:
    at.of("Rosa").tap()
    at.button("Open").tap()
    at.page.get_by_role("region", name="Arrows").get_by_role("button", name="Rosa cares").tap()
    at.page.get_by_role("radio", name="Every day", exact=True).tap()
    at.button("Close").tap()


def touch_ties(at: At, label: str, one: str, other: str) -> None:
    at.of(one).tap()
    at.button("Open").tap()
    at.page.get_by_label(label).select_option(label=other)
    at.button("Close").tap()


def touch_relates(at: At) -> None:
    touch_ties(at, "Is related to", "Rosa", "Ben")


def touch_joins(at: At) -> None:
    touch_ties(at, "Works together with", "Club", "Shop")


def touch_moves(at: At) -> None:
    at.of("Rosa").tap()
    at.button("Move to…").tap()
    at.button("Further away").tap()


def touch_houses(at: At) -> None:
    at.of("Ben").tap()
    at.button("Open").tap()
    at.page.get_by_label("Lives with").select_option(label="Ivy")
    at.button("Close").tap()


def touch_several(at: At) -> None:
    at.button("More").tap()
    at.button("Choose several").tap()
    at.button("Show all").tap()
    at.of("Rosa").tap()
    at.of("Ben").tap()
    at.button("Change together").tap()
    at.page.get_by_label("Might help").tap()
    at.button("Close").tap()
    at.button("Stop").tap()


def touch_removes(at: At) -> None:
    at.of("Ben").tap()
    at.button("Open").tap()
    at.button("Remove").tap()
    at.button("Remove Ben").tap()


def keyboard_adds(at: At) -> None:
    at.goes_to("Ivy")
    at.keys("n", "Enter")
    expect(at.page.get_by_label("Name")).to_be_focused()
    at.page.keyboard.type("Asha")
    at.keys("Enter", "Escape")


def keyboard_connects(at: At) -> None:
    at.goes_to("Ben")
    at.keys("c")
    at.goes_to("Ivy")
    at.keys("Enter")
    at.keys("Escape")


def keyboard_changes(at: At) -> None:
    at.goes_to("Rosa")
    at.keys("l")
    expect(at.page.get_by_role("button", name="Rosa cares for Ivy").first).to_be_focused()
    at.keys("2")


def keyboard_ties(at: At, key: str, one: str, other: str) -> None:
    at.goes_to(one)
    at.keys(key)
    at.goes_to(other)
    at.keys("Enter", "Escape")


def keyboard_relates(at: At) -> None:
    keyboard_ties(at, "r", "Rosa", "Ben")


def keyboard_joins(at: At) -> None:
    keyboard_ties(at, "t", "Club", "Shop")


def keyboard_moves(at: At) -> None:
    rosa = at.goes_to("Rosa")
    for _ in range(14):
        at.keys("Shift+ArrowUp")
    expect(rosa).to_have_accessible_name(re.compile("further away"))


def keyboard_houses(at: At) -> None:
    at.goes_to("Ben")
    at.keys("h")
    expect(at.page.get_by_label("Lives with")).to_be_focused()
    at.page.keyboard.type("Ivy")
    at.keys("Escape")


def keyboard_several(at: At) -> None:
    at.goes_to("Rosa")
    at.keys("s")
    at.goes_to("Ben")
    at.keys("s")
    tick = at.page.get_by_label("Might help")
    for _ in range(40):
        if tick.evaluate("(one) => one === document.activeElement"):
            break
        at.keys("Tab")
    at.keys("Space", "Escape", "Escape")


def keyboard_removes(at: At) -> None:
    at.goes_to("Ben")
    at.keys("Delete")
    expect(at.button("Remove Ben")).to_be_focused()
    at.keys("Enter")


def list_adds(at: At) -> None:
    at.button("Add someone").click()
    at.page.get_by_label("Name").fill("Asha")
    at.keys("Enter")
    at.button("Done").click()


def list_connects(at: At) -> None:
    at.of("Ben").click()
    at.page.get_by_label("Gives care to").select_option(label="Ivy")
    at.button("Close").click()


def list_changes(at: At) -> None:
    at.button("Arrows").click()
    at.page.get_by_role("button", name="Rosa cares for Ivy").click()
    at.page.get_by_role("radio", name="Every day", exact=True).click()
    at.button("Close").click()
    at.button("People").click()


def list_ties(at: At, label: str, one: str, other: str) -> None:
    at.of(one).click()
    at.page.get_by_label(label).select_option(label=other)
    at.button("Close").click()


def list_relates(at: At) -> None:
    list_ties(at, "Is related to", "Rosa", "Ben")


def list_joins(at: At) -> None:
    list_ties(at, "Works together with", "Club", "Shop")


def list_moves(at: At) -> None:
    at.of("Rosa").click()
    at.page.get_by_label("Where").select_option(label="Further away")
    at.button("Close").click()


def list_houses(at: At) -> None:
    at.of("Ben").click()
    at.page.get_by_label("Lives with").select_option(label="Ivy")
    at.button("Close").click()


def list_several(at: At) -> None:
    at.button("Choose several").click()
    at.of("Rosa").click()
    at.of("Ben").click()
    at.page.get_by_label("Might help").click()
    at.button("Close").click()
    at.button("Choose one again").click()


list_removes = mouse_removes
