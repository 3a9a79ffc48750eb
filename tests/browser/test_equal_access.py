"""The same map for everybody: every action by every means, and every view of it read by everyone.

The rows of `ACTIONS` are those of the look's table "every action by every means". A means that has
no cell there is not asked (zoom and pan are not needed in the list).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from mapping.model import CareMap
from tests.browser.conftest import Sit
from tests.browser.test_drawing import RULES, open_map, saved, stored, table
from tests.tables import Table

__all__ = ["table"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(400),
    pytest.mark.parametrize("engine", ["embedded"], indirect=True),
]

Act = Callable[["At"], None]


class At:
    """Somebody at the map of Ivy, with Rosa, Ben and the lunch club on it, by one means."""

    def __init__(self, page: Page, table: Table, rosa: str, ben: str) -> None:
        self.page, self.table, self.rosa, self.ben = page, table, rosa, ben

    def of(self, name: str) -> Locator:
        """Return somebody's figure, or their row in the list."""
        return self.page.get_by_role("button", name=re.compile(rf"^{name}( \w+)?, "))

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def focus(self, name: str) -> Locator:
        found = self.of(name)
        found.focus()
        return found

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


def names(at: At) -> set[str]:
    return {one.name for one in at.now().elements.values()}


def gives(at: At) -> set[tuple[str, str]]:
    care_map = at.now()
    return {
        (care_map.elements[one.from_].name, care_map.elements[one.to].name)
        for one in care_map.connections.values()
    }


def where(at: At) -> str:
    return at.now().figures[at.rosa].presence


def home(at: At) -> bool:
    figures = at.now().figures
    return figures[at.ben].household is not None and (
        figures[at.ben].household == figures[at.table.owner].household
    )


# What each action does, read from what is stored: before it is not so, after it is.
EFFECTS: dict[str, Callable[[At], bool]] = {
    "Add": lambda at: "Asha" in names(at),
    "Connect": lambda at: ("Ben", "Ivy Adeyemi") in gives(at),
    "Change a connection": lambda at: (
        "daily" in {one.frequency for one in at.now().connections.values()}
    ),
    "Move": lambda at: where(at) == "further_away",
    "Household": home,
    "Several": lambda at: all(at.now().figures[one].potential for one in (at.rosa, at.ben)),
    "Remove": lambda at: "Ben" not in names(at),
}
ORDER = tuple(EFFECTS)


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
    at.page.get_by_role("button", name="Rosa cares for Ivy").dispatch_event("click")
    at.of("Rosa").click()
    panel = at.page.get_by_role("complementary", name="Details")
    panel.get_by_role("button", name="Rosa cares for Ivy").click()
    at.page.get_by_role("radio", name="Every day", exact=True).click()


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
    at.focus("Ivy")
    at.keys("n", "Enter")
    expect(at.page.get_by_label("Name")).to_be_focused()
    at.page.keyboard.type("Asha")
    at.keys("Enter", "Escape")


def keyboard_connects(at: At) -> None:
    at.focus("Ben")
    at.keys("c")
    at.focus("Ivy")
    at.keys("Enter")
    at.keys("Escape")


def keyboard_changes(at: At) -> None:
    at.focus("Rosa")
    at.keys("l")
    expect(at.page.get_by_role("button", name="Rosa cares for Ivy").first).to_be_focused()
    at.keys("2")


def keyboard_moves(at: At) -> None:
    rosa = at.focus("Rosa")
    for _ in range(14):
        at.keys("Shift+ArrowUp")
    expect(rosa).to_have_accessible_name(re.compile("further away"))


def keyboard_houses(at: At) -> None:
    at.focus("Ben")
    at.keys("h")
    expect(at.page.get_by_label("Lives with")).to_be_focused()
    at.page.keyboard.type("Ivy")
    at.keys("Escape")


def keyboard_several(at: At) -> None:
    at.focus("Rosa")
    at.keys("s")
    at.focus("Ben")
    at.keys("s")
    at.page.get_by_label("Might help").focus()
    at.keys("Space", "Escape", "Escape")


def keyboard_removes(at: At) -> None:
    at.focus("Ben")
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


MEANS = ("mouse", "touch", "keyboard", "list")
VERBS = dict(
    zip(
        ORDER,
        ("adds", "connects", "changes", "moves", "houses", "several", "removes"),
        strict=True,
    )
)


@pytest.mark.parametrize("means", MEANS)
def test_every_action_of_the_table_is_done_undone_and_done_again(
    sit: Sit, table: Table, means: str
) -> None:
    rosa, ben = table.draw_person("Rosa Delgado"), table.draw_person("Ben", x=-200.0, y=160.0)
    table.draw_arrow(rosa, table.owner)
    seat = {"width": 390, "height": 844, "touch": True} if means == "touch" else {}
    page = open_map(sit(**seat), table)
    page.get_by_role("button", name="List" if means == "list" else "Drawing", exact=True).click()
    at = At(page, table, rosa, ben)
    for action, done in EFFECTS.items():
        if means == "touch":
            at.button("Show all").tap()
        assert not done(at), action
        act: Act = globals().get(f"{means}_{VERBS[action]}") or globals()[f"mouse_{VERBS[action]}"]
        act(at)
        assert done(at), action
        press(at, means, "Undo")
        assert not done(at), f"{action} is undone"
        press(at, means, "Redo")
        assert done(at), f"{action} is done again"
        at.keys("Escape", "Escape")


def press(at: At, means: str, what: str) -> None:
    if means == "keyboard":
        at.keys({"Undo": "Control+z", "Redo": "Control+Shift+z"}[what])
    else:
        at.button(what).click()


def views(page: Page, *, narrow: bool) -> Iterator[str]:
    """Go through every view of the editor, and say which one is shown."""

    def press(*names: str) -> None:
        for name in names:
            page.get_by_role("button", name=name, exact=True).click()

    press("List")
    yield "the list"
    press("Type names" if narrow else "Add someone")
    page.get_by_label("Name").fill("Mum, Rosa next door, فاطمة الزهراء, Tesco")
    page.keyboard.press("Enter")
    page.get_by_text("Just added").wait_for()
    yield "names that are typed"
    press("Done")
    page.get_by_role("button", name=re.compile("^Rosa Delgado, ")).click()
    yield "a figure"
    press("Close", "Arrows", "Choose several")
    page.get_by_role("button", name=re.compile(r"^All \d+ ?: Care for Ivy")).click()
    press(*["Change together"] * narrow, "Add care")
    yield "several"
    press("Close", "Stop" if narrow else "Choose one again")
    page.get_by_role("button", name="Rosa Delgado cares for Ivy").click()
    yield "an arrow"
    press("Close", "More", "The map in words, and print")
    yield "the map in words"
    press("Close", "Drawing")
    yield "the drawing"


@pytest.mark.parametrize(
    ("width", "look"),
    [(1280, "light"), (768, "dark"), (390, "forced"), (320, "rtl"), (1280, "200 %"), (1280, "rtl")],
)
def test_every_view_can_be_read_by_everyone(sit: Sit, table: Table, width: int, look: str) -> None:
    """Expected: axe finds nothing, and nothing makes the page wider than the screen."""
    table.draw_arrow(table.draw_person("Rosa Delgado"), table.owner, care_types=("meals",))
    page = open_map(sit(width=width), table)
    page.emulate_media(
        color_scheme="dark" if look == "dark" else "light",
        forced_colors="active" if look == "forced" else "none",
        reduced_motion="reduce",
    )
    if look == "rtl":
        page.evaluate("document.documentElement.dir = 'rtl'")
    if look == "200 %":
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        expect(page.locator(".care-map-editor.narrow")).to_be_visible()
    narrow = width <= 768 or look == "200 %"
    for name in views(page, narrow=narrow):
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], one["nodes"][0]["target"]) for one in found] == [], name
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} wide"
        moving = page.evaluate("document.getAnimations().length")
        assert moving == 0, f"something moves in {name}"
