"""The map of the look is drawn from empty by mouse, by touch and by keyboard alone.

Expected: what `web/dev/ivy.json` says, which is that map as a document: 25 figures and 30 arrows.
Each means needs fewer than 200 actions (`means.py` says what one is), and finds the same map after
a reload, on the page and on the API. By mouse on both stores; by the others on the embedded one.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Sit
from tests.browser.means import Keys, Means, Mouse, Pointing, Said, Touch
from tests.browser.test_drawing import open_map, saved, table
from tests.tables import Table

__all__ = ["table"]

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

LOOK = Path(__file__).parents[2] / "web" / "dev" / "ivy.json"
MOST = 200

CARED_FOR = (
    "Desmond (husband)",
    "Biscuit the cat",
    "Rosa Delgado next door",
    "Zuri (grandchild, 9)",
)
CARES_FOR_DESMOND = (
    "Rosa",
    "Halima Yusuf care worker",
    "Tomasz Nowak care worker",
    "Dr Raman (GP)",
    "Eilidh Munro (district nurse)",
    "Memory clinic (hospital)",
    "Tunde son-in-law",
    "Joseph Cohen (old friend)",
    "Quayside Pharmacy",
    "Canal Walkers might help",
)
CARES_FOR_IVY = (
    "Desmond",
    "Biscuit",
    "Rosa",
    "Grace",
    "Kofi (grandson, 14)",
    "Tanyard lunch club",
    "Tuesday Singers",
    "Ropewalk Gardeners",
    "Social work team (council)",
    "Michael son",
    "Mei-Ling Tan (worked together)",
    "Folake (sister, Lagos)",
    "Friendly Phone Line (charity)",
    "Arjun gardener might help",
)
WITHIN_2_HOURS = ("Eilidh Munro", "Memory clinic", "Michael", "Canal Walkers")
FURTHER_AWAY = ("Social work team", "Mei-Ling Tan", "Folake", "Friendly Phone Line")
GRACES_HOME = ("Grace", "Tunde", "Kofi", "Zuri")

# Which arrows are not every week, by how often, in the order they are listed.
SEVERAL_DAILY = (("Ivy", "Desmond"), ("Halima", "Desmond"))
DAILY = (
    ("Biscuit", "Ivy"),
    ("Desmond", "Ivy"),
    ("Rosa", "Ivy"),
    ("Tomasz", "Desmond"),
    ("Ivy", "Biscuit"),
    ("Grace", "Zuri"),
)
MONTHLY = (
    ("Mei-Ling", "Ivy"),
    ("Dr Raman", "Desmond"),
    ("Quayside Pharmacy", "Desmond"),
    ("Tunde", "Desmond"),
)
NOW_AND_THEN = (
    ("Friendly Phone Line", "Ivy"),
    ("Ropewalk Gardeners", "Ivy"),
    ("Social work team", "Ivy"),
    ("Memory clinic", "Desmond"),
)
STATES = {("Ropewalk Gardeners", "Ivy"): "x", ("Social work team", "Ivy"): "e"}
CARE = {
    "Company": (
        ("Biscuit", "Ivy"),
        ("Desmond", "Ivy"),
        ("Rosa", "Ivy"),
        ("Tanyard lunch club", "Ivy"),
    ),
    "Meals": (("Rosa", "Ivy"), ("Tanyard lunch club", "Ivy")),
    "Errands and lifts": (("Grace", "Ivy"), ("Rosa", "Ivy")),
    "Phones and computers": (("Kofi", "Ivy"),),
}
# The same, with what is said of somebody when it is typed: how often, and how far away.
MORE_OF_THE_CARED_FOR: tuple[Said, ...] = (
    ("Desmond (husband)", "several times a day", "who lives with me"),
    ("Biscuit the cat", "every day", "who lives with me"),
    "Rosa Delgado next door",
    "Zuri (grandchild, 9)",
    "Tanyard lunch club",
)
MORE_OF_DESMONDS: tuple[Said, ...] = (
    "Rosa",
    ("Halima Yusuf care worker", "several times a day"),
    ("Tomasz Nowak care worker", "every day"),
    ("Dr Raman (GP)", "once a month"),
    ("Eilidh Munro (district nurse)", "an hour away"),
    ("Memory clinic (hospital)", "now and then", "an hour away"),
    ("Tunde son-in-law", "every month"),
    "Joseph Cohen (old friend)",
    ("Quayside Pharmacy", "every month"),
    ("Canal Walkers might help", "an hour away"),
)
MORE_OF_IVYS: tuple[Said, ...] = (
    ("Desmond", "every day"),
    ("Biscuit", "every day"),
    ("Rosa", "every day"),
    "Grace",
    "Kofi (grandson, 14)",
    "Tanyard lunch club",
    "Tuesday Singers",
    ("Ropewalk Gardeners", "now and then"),
    ("Social work team (council)", "now and then", "far away"),
    ("Michael son", "an hour away"),
    ("Mei-Ling Tan (worked together)", "every month", "far away"),
    ("Folake (sister, Lagos)", "far away"),
    ("Friendly Phone Line (charity)", "now and then", "far away"),
    "Arjun gardener might help",
)


def facts(document: dict[str, Any]) -> dict[str, Any]:
    """Return all that a map says but ids, places on the sheet, and what nobody was asked."""
    elements = {one["id"]: one for one in document["elements"]}
    names = {id_: one["name"] for id_, one in elements.items()}
    homes: dict[str, list[str]] = {}
    for figure in document["figures"]:
        if figure.get("household"):
            homes.setdefault(figure["household"], []).append(names[figure["element_id"]])
    return {
        "figures": {
            names[one["element_id"]]: (
                elements[one["element_id"]]["kind"],
                elements[one["element_id"]].get("sector"),
                tuple(elements[one["element_id"]].get("roles", ())),
                elements[one["element_id"]].get("child", False),
                one.get("relation"),
                one["presence"],
                one.get("potential", False),
            )
            for one in document["figures"]
        },
        "homes": sorted(sorted(home) for home in homes.values()),
        "arrows": {
            (names[one["from"]], names[one["to"]]): (
                tuple(one.get("care_types", ())),
                one.get("frequency"),
                one.get("formality"),
                one["state"],
            )
            for one in document["connections"]
        },
    }


def as_in_the_look() -> dict[str, Any]:
    document = json.loads(LOOK.read_text())
    expected = facts(document)
    assert (len(expected["figures"]), len(expected["arrows"])) == (25, 30)
    return expected


def on_the_api(page: Page, table: Table) -> dict[str, Any]:
    document: dict[str, Any] = page.request.get(f"/api/v1/care-maps/{table.map_id}").json()[
        "document"
    ]
    return document


def told(page: Page) -> str:
    """Return the whole map as the page tells it in words."""
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="The map in words").click()
    words = page.get_by_role("region", name="The map in words").inner_text()
    page.get_by_role("button", name="Close").click()
    return words


def is_the_map_of_the_look(means: Means, table: Table) -> None:
    page = means.page
    saved(page)
    drawn = on_the_api(page, table)
    looks = as_in_the_look()
    for what, said in facts(drawn).items():
        assert said == looks[what], what
    words = told(page)
    page.reload()
    page.get_by_role("heading", level=1, name="care map").wait_for()
    saved(page)
    assert told(page) == words
    assert on_the_api(page, table) == drawn
    assert means.actions < MOST, f"{type(means).__name__} needed {means.actions} actions"


def draws_who_cares(hand: Pointing) -> None:
    """Answer the three questions by name."""
    hand.writes(*CARED_FOR, "Tanyard lunch club")
    hand.at(hand.button("Next question", exact=False).last)
    hand.writes(*CARES_FOR_DESMOND)
    hand.chooses("Arrow", "They care for Zuri")
    hand.at(hand.page.get_by_label("Name"))
    hand.writes("Grace daughter")
    hand.at(hand.button("Next question", exact=False).last)
    hand.writes(*CARES_FOR_IVY)
    hand.at(hand.button("Done"))


def says_of_arrows(hand: Pointing, change: str | None = None) -> None:
    """Say of many arrows at once what is true of most, then of the others what is true of them."""

    def together(*arrows: tuple[str, str]) -> None:
        hand.all(hand.arrow(*ends) for ends in arrows)
        if change:
            hand.at(hand.button(change))

    def answer(name: str, role: Any = "radio") -> None:
        hand.at(hand.page.get_by_role(role, name=name, exact=True))

    def close() -> None:
        hand.at(hand.button("Close"))

    hand.at(hand.button("Arrows"))
    hand.at(hand.button("Choose several"))
    hand.at(hand.button("How often not said:", exact=False))
    if change:
        hand.at(hand.button(change))
    answer("Every week")
    answer("Given freely")
    close()
    hand.at(hand.button("From paid people and services:", exact=False))
    if change:
        hand.at(hand.button(change))
    answer("Paid for")
    close()
    for often, arrows in (
        ("Several times a day", SEVERAL_DAILY),
        ("Every day", DAILY),
        ("Every month", MONTHLY),
        ("Now and then", NOW_AND_THEN),
    ):
        together(*arrows)
        answer(often)
        close()
    for care, given in CARE.items():
        together(*given)
        hand.at(hand.button("Add care"))
        answer(care, "button")
        close()
    for arrow, state in (
        (("Ropewalk Gardeners", "Ivy"), "Inactive"),
        (("Social work team", "Ivy"), "In contact"),
    ):
        together(arrow)
        hand.chooses("How is it now?", state)
        close()


def test_the_map_of_the_look_is_drawn_by_mouse(sit: Sit, table: Table) -> None:
    page = open_map(sit(), table)
    mouse = Mouse(page)
    mouse.at(mouse.button("Add someone"))
    draws_who_cares(mouse)
    ivy = mouse.row("Ivy Adeyemi").bounding_box()
    paper = page.get_by_role("application").bounding_box()
    assert ivy
    assert paper
    x, y = ivy["x"] - paper["x"] + ivy["width"] / 2, ivy["y"] - paper["y"] + ivy["height"] / 2
    mouse.drags(mouse.row("Desmond"), x + 65, y - 20)
    mouse.drags(mouse.row("Biscuit"), x + 60, y + 40)
    choose_and_say(mouse, GRACES_HOME, "Live with", "Each other")
    choose_and_say(mouse, WITHIN_2_HOURS, "Where", "Within 2 hours")
    choose_and_say(mouse, FURTHER_AWAY, "Where", "Further away")
    mouse.at(mouse.row("Quayside Pharmacy"))
    mouse.chooses("Whose care it is", "Formal, paid")
    mouse.at(mouse.button("List"))
    says_of_arrows(mouse)
    is_the_map_of_the_look(mouse, table)


def choose_and_say(mouse: Mouse, names: tuple[str, ...], label: str, option: str) -> None:
    first, *others = names
    mouse.at(mouse.row(first))
    for name in others:
        mouse.also(mouse.row(name))
    mouse.chooses(label, option)
    mouse.at(mouse.button("Close"))


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
def test_the_map_of_the_look_is_drawn_by_touch(sit: Sit, table: Table) -> None:
    page = open_map(sit(width=390, height=844, touch=True), table)
    finger = Touch(page)
    finger.at(finger.button("Type names"))
    draws_who_cares(finger)
    finger.at(finger.button("Choose several"))
    for names, label, option in (
        (("Desmond", "Biscuit"), "Where", "Lives with Ivy"),
        (GRACES_HOME, "Live with", "Each other"),
        (WITHIN_2_HOURS, "Where", "Within 2 hours"),
        (FURTHER_AWAY, "Where", "Further away"),
        (("Quayside Pharmacy",), "Whose care it is", "Formal, paid"),
    ):
        finger.all(finger.row(name) for name in names)
        finger.at(finger.button("Change together"))
        finger.chooses(label, option)
        finger.at(finger.button("Close"))
    finger.at(finger.button("Stop"))
    says_of_arrows(finger, change="Change together")
    is_the_map_of_the_look(finger, table)


@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
def test_the_map_of_the_look_is_drawn_by_keyboard_alone(sit: Sit, table: Table) -> None:
    page = open_map(sit(), table)
    keys = Keys(page)
    answers_by_keys(keys)
    keys.presses("Escape")
    keys.presses("v")
    people_by_keys(keys)
    arrows_by_keys(keys)
    is_the_map_of_the_look(keys, table)


def answers_by_keys(keys: Keys) -> None:
    """Type who it is, and with whom it differs from most, how often they come and how far away."""
    field = keys.page.get_by_label("Name")
    keys.goes_until(keys.page.get_by_role("link", name="Go to the drawing"), "Tab")
    keys.presses("Enter")
    keys.presses("a")
    expect(field).to_be_focused()
    keys.writes(*MORE_OF_THE_CARED_FOR)
    keys.presses("Enter")
    keys.writes(*MORE_OF_DESMONDS)
    keys.presses("Tab")
    keys.words("They care for Z")
    keys.presses("Shift+Tab")
    expect(field).to_be_focused()
    keys.writes(("Grace daughter", "every day"))
    keys.presses("Enter")
    keys.writes(*MORE_OF_IVYS)
    keys.presses("Escape")


def people_by_keys(keys: Keys) -> None:
    keys.presses("Home")
    for name in GRACES_HOME:
        keys.goes_to(keys.row(name))
        keys.presses("s")
    keys.presses("h")
    keys.words("Each")
    keys.presses("Escape", 2)
    keys.goes_to(keys.row("Quayside Pharmacy"))
    keys.presses("Enter")
    keys.goes_until(keys.page.get_by_label("Whose care it is"), "Tab")
    keys.words("Formal")
    keys.presses("Escape")


def arrows_by_keys(keys: Keys) -> None:
    keys.presses("Home")
    keys.goes_until(keys.button("Arrows"), "Shift+Tab")
    keys.presses("Enter")
    keys.goes_until(keys.button("Choose several"), "Tab")
    keys.presses("Enter")
    for chip, answer in (
        ("How often not said:", "3"),
        ("Given or paid not said:", "g"),
        ("From paid people and services:", "p"),
    ):
        keys.goes_until(keys.button(chip, exact=False), "Tab")
        keys.presses("Enter")
        keys.presses(answer)
        keys.presses("Escape")
    keys.presses("Escape")
    expect(keys.button("Choose several")).to_be_focused()
    keys.presses("Tab")
    for ends in (
        ("Biscuit", "Ivy"),
        ("Desmond", "Ivy"),
        ("Grace", "Ivy"),
        ("Kofi", "Ivy"),
        *STATES,
    ):
        keys.goes_to(keys.arrow(*ends))
        keys.presses(STATES.get(ends, "w"))
        if ends not in STATES:
            says_what_care(keys, ends)
    for ends in (("Tanyard lunch club", "Ivy"), ("Rosa", "Ivy")):
        keys.goes_to(keys.arrow(*ends))
        keys.presses("w")
        says_what_care(keys, ends)


def says_what_care(keys: Keys, ends: tuple[str, str]) -> None:
    for care, arrows in CARE.items():
        if ends in arrows:
            keys.words(care)
            keys.presses("Enter")
    keys.presses("Escape")
