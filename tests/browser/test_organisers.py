"""The organiser's stories: an entry changed by keyboard alone, two merged and taken back, who is
near a team, a circle that lacks a double link, a view bookmarked for another organiser, a phone.

One neighbourhood, made by hand: what must be found follows from it.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from mapping import neighbourhoods
from mapping.model import Connection, DirectoryElement, new_id
from mapping.vocabulary import Kind
from tests.browser.conftest import Sit, Site
from tests.browser.test_neighbourhood import RULES, go
from tests.helpers import PASSWORD, account

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]  # one long story


class Larkmead:
    """A team at the hub; lifts near and far; two circles that one person joins; one club twice."""

    def __init__(self, site: Site) -> None:
        self.service = site.service
        self.id = neighbourhoods.create(site.service, name="Larkmead")
        self.elements: list[DirectoryElement] = []
        at = {"lon": -0.05, "lat": 51.56}
        self.team = self.entry("Team Heron", Kind.TEAM, **at)
        self.near = self.entry("Car share", Kind.GROUP, offers=("errands",), lon=-0.05, lat=51.565)
        self.far = self.entry("Minibus", Kind.GROUP, offers=("errands",), lon=-0.05, lat=51.66)
        self.club = self.entry("Tanyard lunch club", Kind.GROUP, address="2 Mill Lane")
        self.twin = self.entry("The Tanyard Lunch Club", Kind.GROUP, address="2 Mill Lane")
        north, south = (self.entry(f"{one} circle", Kind.CIRCLE) for one in ("North", "South"))
        ada = self.entry("Ada", Kind.PERSON)
        lines = [
            self.line("within", north, south, state="engaged"),
            *(self.line("member_of", ada, one, state="engaged") for one in (north, south)),
            self.line("cares_for", self.twin, self.team, state="generative", care_types=["meals"]),
        ]
        neighbourhoods.add_to_directory(site.service, self.id, self.elements, lines)

    def entry(self, name: str, kind: Kind, **fields: Any) -> str:
        one = DirectoryElement(id=new_id(), scope=self.id, kind=kind, name=name, **fields)
        self.elements.append(one)
        return one.id

    def line(self, type_: str, from_: str, to: str, **fields: Any) -> Connection:
        ends = {"id": new_id(), "type": type_, "from": from_, "to": to}
        return Connection.model_validate({**ends, **fields})

    def labels(self) -> list[str]:
        return sorted(one.label for one in neighbourhoods.view(self.service, self.id).elements)

    def organiser(self, name: str) -> str:
        who = account(self.service, name)
        role = {"account": who, "neighbourhood": self.id, "role": "organiser", "until": None}
        self.service.write(lambda tx: tx.one("give_neighbourhood_role", **role))
        return f"{name.split()[0].lower()}@example.org"


@pytest.fixture
def larkmead(site: Site) -> Larkmead:
    return Larkmead(site)


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def said(page: Page) -> Locator:
    return page.get_by_role("region", name="Last change")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, words: str) -> None:
    """Go on with Tab, as without a mouse, until what is called so has the focus."""
    for _ in range(120):
        press(page, "Tab")
        if words in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"Tab never comes to {words}")


FOCUSED = """() => {
    const one = document.activeElement;
    return one.getAttribute("aria-label") ?? one.labels?.[0]?.textContent
        ?? (one.matches("a, button") ? one.textContent : "");
}"""


def test_what_organisers_do_every_week(larkmead: Larkmead, sit: Sit) -> None:
    femi, grace = (larkmead.organiser(name) for name in ("Femi Balogun", "Grace Hill"))
    page = sit().opens("/").signs_in(femi, PASSWORD).page
    at = f"/neighbourhoods/{larkmead.id}"

    # By keyboard alone: find, filter, open, edit, back, and everything is as it was chosen.
    page.goto(f"{at}?as=table")
    expect(page.get_by_role("table", name="People, bodies and places 8")).to_be_visible()
    tab_to(page, "Find by name")
    page.keyboard.type("minibus")
    expect(page.get_by_role("heading", name="People, bodies and places 1")).to_be_visible()
    tab_to(page, "Informal")
    press(page, "Space")
    expect(page).to_have_url(re.compile("sector=formal,community,none"))
    tab_to(page, "Minibus")
    press(page, "Enter")
    panel = page.get_by_role("complementary", name="Chosen")
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    chosen = page.url
    tab_to(page, "Open its page")
    press(page, "Enter")
    expect(heading(page)).to_have_text("Minibus")
    tab_to(page, "Area of Minibus")
    press(page, "Enter")
    page.keyboard.type("Millside")
    press(page, "Enter")
    expect(said(page)).to_contain_text("Area of Minibus: Millside. Saved.")
    page.go_back()  # which no test can ask of the keyboard
    expect(page.get_by_role("heading", name="People, bodies and places 1")).to_be_visible()
    assert page.url == chosen
    expect(page.get_by_role("cell", name="Millside")).to_be_visible()

    # In the table too: a cell is opened, changed, left as it was, and saved on the way out.
    page.goto(f"{at}?as=table")
    page.get_by_role("button", name="Change entries here").press("Enter")
    cell = page.get_by_role("button", name="Name: Car share")
    cell.press("Enter")
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_be_focused()
    page.keyboard.type("Larkmead car share")
    press(page, "Enter")
    expect(page.get_by_role("button", name="Name: Larkmead car share")).to_be_focused()
    expect(said(page)).to_contain_text("Name of Car share: Larkmead car share. Saved.")
    expect(page.locator("p.sr[aria-live=polite]")).to_contain_text("Saved.")
    press(page, "Enter")
    page.keyboard.type("something else")
    press(page, "Escape")
    expect(page.get_by_role("button", name="Name: Larkmead car share")).to_be_focused()
    page.get_by_role("button", name="Area of Larkmead car share").press("Enter")
    page.keyboard.type("Tanyard")
    press(page, "Tab")
    expect(page.get_by_role("button", name="Area of Larkmead car share: Tanyard")).to_be_visible()
    page.get_by_role("button", name="Name: Minibus").press("Enter")
    press(page, "Delete", "Enter")
    expect(page.get_by_role("alert")).to_contain_text("is empty")
    press(page, "Escape")
    assert "Larkmead car share" in larkmead.labels()

    # The address is a view that another organiser opens, who sees a change while reading.
    page.get_by_role("searchbox", name="Find by name").fill("car")
    expect(page.get_by_role("heading", name="People, bodies and places 1")).to_be_visible()
    other = sit().opens("/").signs_in(grace, PASSWORD).page
    other.goto(page.url.removeprefix(page.url.split("/neighbourhoods")[0]))
    expect(other.get_by_role("heading", name="People, bodies and places 1")).to_be_visible()
    reading = other.locator("tbody").get_by_role("button", name="Larkmead car share")
    reading.click()
    panel = other.get_by_role("complementary", name="Chosen")
    panel.get_by_role("button", name="Show near it").focus()
    other.evaluate("scrollBy(0, 40)")
    stood = other.evaluate("[scrollX, scrollY]")

    page.get_by_role("button", name="Area of Larkmead car share").click()
    page.keyboard.type("Millside")
    press(page, "Enter")
    expect(other.get_by_role("cell", name="Millside")).to_be_visible()
    expect(panel.get_by_role("button", name="Show near it")).to_be_focused()
    expect(reading).to_have_attribute("aria-pressed", "true")
    assert other.evaluate("[scrollX, scrollY]") == stood

    # Who could offer transport within a walk of a team.
    page.goto(f"{at}/elements/{larkmead.team}")
    expect(heading(page)).to_have_text("Team Heron")
    page.get_by_label("Who could give").select_option(label="Errands and lifts")
    expect(page.get_by_role("link", name="Larkmead car share")).to_be_visible()
    expect(page.get_by_role("link", name="Minibus")).to_have_count(0)

    # A circle lacks a double link.
    go(page, "Teams and circles")
    row = page.get_by_role("row").filter(has_text="North circle and South circle")
    expect(row).to_contain_text("1 more person needed")

    # Two entries are compared, made one, and are two again.
    go(page, "Directory")
    page.get_by_role("button", name=re.compile("^Compare")).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Name")
    before = larkmead.labels()
    dialog.get_by_role("button", name="Make them one").click()
    expect(said(page)).to_contain_text("are one entry now")
    assert len(larkmead.labels()) == len(before) - 1
    said(page).get_by_role("button", name="Take it back").click()
    expect(said(page)).to_contain_text("It is as it was before.")
    assert larkmead.labels() == before

    # Its own page says who looks after it, that it was checked, and what was changed.
    page.goto(f"{at}/elements/{larkmead.near}")
    page.get_by_role("button", name="I checked it today").click()
    expect(page.get_by_text("Last checked today.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Who looks after")).click()
    page.get_by_role("combobox", name=re.compile("^Who looks after")).select_option(
        label="Grace Hill"
    )
    press(page, "Enter")
    expect(
        page.get_by_role("button", name=re.compile("Who looks after.*Grace Hill"))
    ).to_be_visible()
    expect(page.get_by_text("Name: Car share → Larkmead car share.", exact=True)).to_be_visible()

    # On a phone nothing is wider than the screen, a row is as tall as its words; axe is content.
    page.set_viewport_size({"width": 390, "height": 800})
    for where in (
        f"{at}/elements/{larkmead.near}",
        f"{at}/directory",
        f"{at}/teams",
        f"{at}?as=picture",
        f"{at}/summary",
        f"{at}?as=table",
    ):
        page.goto(where)
        expect(heading(page)).to_be_visible()
        assert Axe().run(page, options=RULES).response["violations"] == [], where
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, where
    rows = page.locator("tbody tr")
    expect(rows.first).to_be_visible()
    heights = rows.evaluate_all("rows => rows.map((row) => row.offsetHeight)")
    assert max(heights) <= 90, heights
