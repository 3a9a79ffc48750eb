"""The same map for everybody: every action by every means, and every view of it read by everyone.

The rows of `ACTIONS` are those of the look's table "every action by every means". A means that has
no cell there is not asked (zoom and pan are not needed in the list).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from mapping.model import Element, Figure, new_id, ring_of
from mapping.steps import Add
from mapping.vocabulary import Kind
from tests.browser import acts
from tests.browser.acts import At
from tests.browser.conftest import Sit
from tests.browser.test_drawing import RULES, open_map, table
from tests.tables import Table

__all__ = ["table"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(400),
    pytest.mark.parametrize("engine", ["embedded"], indirect=True),
]

Act = Callable[[At], None]


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


def tied(kind: str) -> Callable[[At], bool]:
    """Return whether a line of this kind is on the map."""
    return lambda at: kind in {one.type for one in at.now().connections.values()}


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
    "Relate": tied("related_to"),
    "Work together": tied("collaborates_with"),
    "Move": lambda at: where(at) == "further_away",
    "Household": home,
    "Several": lambda at: all(at.now().figures[one].potential for one in (at.rosa, at.ben)),
    "Remove": lambda at: "Ben" not in names(at),
}
ORDER = tuple(EFFECTS)


MEANS = ("mouse", "touch", "keyboard", "list")
VERBS = dict(
    zip(
        ORDER,
        (
            "adds",
            "connects",
            "changes",
            "relates",
            "joins",
            "moves",
            "houses",
            "several",
            "removes",
        ),
        strict=True,
    )
)


@pytest.mark.parametrize("means", MEANS)
def test_every_action_of_the_table_is_done_undone_and_done_again(
    sit: Sit, table: Table, means: str
) -> None:
    rosa, ben = table.draw_person("Rosa Delgado"), table.draw_person("Ben", x=-200.0, y=160.0)
    table.draw_arrow(rosa, table.owner)
    for name, x in (("Club", -120.0), ("Shop", 160.0)):
        draw_body(table, name, x)
    seat = {"width": 390, "height": 844, "touch": True} if means == "touch" else {}
    page = open_map(sit(**seat), table)
    page.get_by_role("button", name="List" if means == "list" else "Drawing", exact=True).click()
    at = At(page, table, rosa, ben)
    for action, done in EFFECTS.items():
        if means == "touch":
            at.button("Show all").tap()
        assert not done(at), action
        act: Act = getattr(acts, f"{means}_{VERBS[action]}")
        act(at)
        assert done(at), action
        press(at, means, "Undo")
        assert not done(at), f"{action} is undone"
        press(at, means, "Redo")
        assert done(at), f"{action} is done again"
        at.keys("Escape", "Escape")


def draw_body(table: Table, name: str, x: float) -> None:
    element = Element(id=new_id(), scope=table.map_id, kind=Kind.GROUP, name=name)
    figure = Figure(element_id=element.id, x=x, y=-250.0, presence=ring_of(x, -250.0))
    table.save(Add(element=element, figure=figure))


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
