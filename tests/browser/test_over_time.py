"""A map over time: kept, listed, opened again, brought back, closed; and the page that lists maps.

At a desk and on a phone.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from mapping import care_maps, drawings, people
from mapping.drawings import Keeping
from mapping.model import day_in_words
from mapping.policy import Reader
from mapping.redrawing import steps_between
from mapping.steps import Set
from tests import worked_example
from tests.browser.conftest import OF_THE_PAGE, Sit, Site, Someone
from tests.browser.test_drawing import RULES, saved
from tests.helpers import PASSWORD
from tests.tables import Table

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PHONE = {"width": 390, "height": 844, "touch": True}
DESK_AND_PHONE = [{}, PHONE]
DESK_ON_BOTH_STORES_AND_PHONE = pytest.mark.parametrize(
    ("engine", "window"),
    [("embedded", {}), ("embedded", PHONE), ("neo4j", {})],
    indirect=["engine"],
)
"""What a phone shows does not depend on the store."""


@pytest.fixture
def table(site: Site) -> Table:
    """Nadia's table, with Rosa and Ben on Ivy's map."""
    account = people.create_account(
        site.service, name="Nadia Hassan", email="nadia@example.org", password=PASSWORD
    )
    nadia = Reader(account_id=account, name="Nadia Hassan")
    opened = care_maps.create(site.service, nadia, owner_name="Ivy Adeyemi").document
    roles = {opened.id: "editor"}
    nadia = Reader(account_id=account, name="Nadia Hassan", care_map_roles=roles)
    table = Table(site.service, nadia, opened.id, opened.owner_elements[0])
    rosa = table.draw_person("Rosa Delgado")
    table.draw_arrow(rosa, table.owner, frequency="daily", formality="gifted")
    return table


def at(table: Table, rest: str = "") -> str:
    return f"/care-maps/{table.map_id}{rest}"


def nadia(sit: Sit, window: dict[str, int]) -> Someone:
    return sit(**window).signs_in("nadia@example.org", PASSWORD)


def choose_to_keep(page: Page) -> None:
    keep = page.get_by_role("button", name="Keep this drawing")
    more = page.get_by_role("button", name="More", exact=True)
    more.wait_for()
    if not keep.is_visible():
        more.click()
    keep.click()


@DESK_ON_BOTH_STORES_AND_PHONE
def test_a_drawing_is_kept_opened_again_and_the_map_brought_back_to_it(
    sit: Sit, table: Table, window: dict[str, int]
) -> None:
    someone = nadia(sit, window).opens(at(table))
    page = someone.page
    choose_to_keep(page)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Who was there?")).to_have_value("Ivy Adeyemi, Nadia Hassan")
    dialog.get_by_label("In a sentence").fill("Rosa holds everything up")
    dialog.get_by_role("button", name="In 3 months").click()
    dialog.get_by_role("button", name="Keep it").click()
    expect(dialog).to_contain_text("stays as it is. The map goes on from here")
    dialog.get_by_role("button", name="Go on drawing").click()
    table.draw_person("Ben")

    someone.opens(at(table, "/drawings"))
    kept = page.get_by_role("listitem").filter(has_text="Rosa holds everything up")
    expect(kept).to_contain_text("Drawn by Nadia Hassan, with Ivy Adeyemi. 2 on the map.")
    kept.get_by_role("link", name=re.compile("^Open")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Drawing of")
    expect(page.get_by_text("This was kept, and cannot be changed.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Rosa Delgado, person")).click()
    details = page.get_by_role("complementary", name="Details")
    expect(details.get_by_label("Name")).to_be_disabled()
    expect(page.get_by_role("button", name=re.compile("^Ben, person"))).to_have_count(0)

    page.get_by_role("button", name="Start again from this").click()
    asked = page.get_by_role("dialog")
    asked.get_by_role("button", name="Start again from this").click()
    expect(asked).to_contain_text("Undo on the map takes that back")
    asked.get_by_role("link", name="Carry on drawing").click()
    ben = page.get_by_role("button", name=re.compile("^Ben, person"))
    page.get_by_role("button", name="Undo").wait_for()
    expect(ben).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(ben.first).to_be_visible()
    saved(page)
    assert len(drawings.list_of(table.service, table.map_id)) == 1


@OF_THE_PAGE
def test_a_timeline_of_fifty_drawings_fetches_older_ones_as_they_come_near(
    sit: Sit, table: Table
) -> None:
    for n in range(50):
        drawings.keep(table.service, table.reader, table.map_id, Keeping(sentence=f"Time {n}."))
    page = nadia(sit, {}).opens(at(table, "/drawings")).page
    shown = page.get_by_role("listitem").filter(has_text="Time ")
    expect(page.get_by_text("Time 49.")).to_be_visible()
    assert shown.count() < 50
    for _ in range(12):
        page.mouse.wheel(0, 4_000)
        page.wait_for_timeout(150)
    expect(shown).to_have_count(50)
    expect(page.get_by_text("Time 0.")).to_be_attached()


@DESK_ON_BOTH_STORES_AND_PHONE
def test_the_first_page_says_what_is_due_and_whose_turn_finds_maps_and_keeps_closed_ones_apart(
    sit: Sit, table: Table, window: dict[str, int]
) -> None:
    otto = care_maps.create(table.service, table.reader, owner_name="Otto Weiss").document
    now = (dt.date.today() - dt.timedelta(days=3)).isoformat()
    table.save(Set(on="map", id=table.map_id, field="review_on", was=None, now=now))
    page = nadia(sit, window).page
    cards = page.get_by_role("listitem").filter(has=page.get_by_role("heading", level=2))
    expect(cards.first).to_contain_text(f"Review was due {day_in_words(now)[:-5]}")
    expect(page.get_by_text("1 needs a review. It is your turn on 1.")).to_be_visible()

    page.get_by_role("button", name="Review due, 1").click()
    expect(cards).to_have_count(1)
    cards.first.get_by_role("button", name="Put off 3 months").click()
    expect(page.get_by_text("You can open 2 care maps.")).to_be_visible()
    expect(cards).to_have_count(0)
    page.get_by_role("button", name="All, 2").click()
    expect(page.get_by_text(re.compile("^Next review"))).to_be_visible()
    page.get_by_role("button", name=re.compile("^More : Ivy")).click()
    page.get_by_role("button", name="Review date").click()
    page.get_by_label("Review date").fill(dt.date.today().isoformat())
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(cards.first).to_contain_text("Review due today")
    page.get_by_role("button", name="All, 2").click()
    page.get_by_label("Find").fill("delgado")
    expect(cards).to_have_count(1)
    expect(cards.first).to_contain_text("Rosa Delgado is on this map")
    page.get_by_label("Find").fill("")

    page.get_by_role("button", name=f"More : {otto.title}").click()
    page.get_by_role("button", name="Close this map").click()
    page.get_by_role("dialog").get_by_role("button", name="Close it").click()
    closed = page.get_by_role("region", name="Closed, 1")
    expect(closed.get_by_role("heading", name=otto.title)).to_be_visible()
    closed.get_by_role("link", name=re.compile("^Open")).click()
    page.get_by_role("button", name="More", exact=True).wait_for()
    expect(page.get_by_role("button", name="Keep this drawing")).to_have_count(0)
    if not window:
        expect(page.get_by_text("This map is closed.")).to_be_visible()


@OF_THE_PAGE
@pytest.mark.parametrize("window", DESK_AND_PHONE)
@pytest.mark.parametrize("dark", [False, True])
def test_pages_over_time_pass_axe_and_never_scroll_sideways(
    sit: Sit, table: Table, window: dict[str, int], dark: bool
) -> None:
    kept = drawings.keep(table.service, table.reader, table.map_id, Keeping(sentence="So it is"))
    someone = nadia(sit, window)
    page = someone.page
    page.emulate_media(color_scheme="dark" if dark else "light")
    for address in ("/", at(table, "/drawings"), at(table, f"/drawings/{kept.id}")):
        someone.opens(address)
        page.get_by_role("heading", level=1).wait_for()
        page.wait_for_timeout(500)
        assert Axe().run(page, options=RULES).response["violations"] == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


@pytest.fixture
def ada(table: Table) -> Table:
    """Ada's map of the measures: drawn as it was, kept, and drawn again as it is."""
    opened = care_maps.create(table.service, table.reader, owner_name="Ada").document
    roles = {**table.reader.care_map_roles, opened.id: "editor"}
    reader = Reader(table.reader.account_id, "Nadia Hassan", care_map_roles=roles)
    hers = Table(table.service, reader, opened.id, opened.owner_elements[0])
    for lines in (worked_example.EARLIER, worked_example.LATER):
        wanted = worked_example.drawing(lines, scope=hers.map_id, ada=hers.owner)
        now = hers.stored().document()
        hers.save(*steps_between(now, wanted.changed(title=now.title)))
        if lines is worked_example.EARLIER:
            drawings.keep(hers.service, hers.reader, hers.map_id, Keeping(sentence="Ben does it"))
    return hers


@DESK_ON_BOTH_STORES_AND_PHONE
def test_the_worked_example_is_compared_word_for_number(
    sit: Sit, ada: Table, window: dict[str, int]
) -> None:
    page = nadia(sit, window).opens(at(ada, "/comparison")).page
    title = "Paid care rose and given care fell; care for Ada is shared more evenly"
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    for name, sentences in (
        ("New, 2", ["Home care works with Nurse, every month.", "Cy works with Garden"]),
        ("Stronger, 1", ["Home care cares for Ada every day now. It was every week."]),
        ("Weaker, 1", ["Ben cares for Ada every day now. It was several times a day."]),
        ("Gone, 0", ["Nothing."]),
    ):
        for sentence in sentences:
            expect(page.get_by_role("region", name=name)).to_contain_text(sentence)
    expect(page.get_by_text("2 connections stayed as they were.")).to_be_visible()
    care = page.get_by_role("region", name="Care for Ada", exact=True)
    for label, before, after in (
        ("Paid contacts a week", "1", "7"),
        ("Given contacts a week", "22", "8"),
        ("As if by so many", "1.194", "2.273"),
        ("Evenness", "0.398", "0.758"),
        ("Greatest share", "0.913", "0.467"),
        ("Contacts a week they give", "1", "1"),
        ("Displacement", "", "2.333"),
        ("Sharing of all caring", "0.625", "0.375"),
    ):
        cells = care.get_by_role("row").filter(has_text=label).first.get_by_role("cell")
        expect(cells.nth(0)).to_have_text(before)
        expect(cells.nth(1)).to_have_text(after)
    expect(
        page.get_by_text("Two drawings show what happened together, not why.").first
    ).to_be_visible()

    page.get_by_role("button", name="Overlaid").click()
    expect(page.get_by_role("img", name="Both drawings, one over the other")).to_be_visible()
    page.get_by_role("button", name="Table", exact=True).click()
    row = page.get_by_role("row").filter(has_text="Ben cares for Ada every day now")
    types = "Errands and lifts, Meals"
    told: list[str | re.Pattern[str]] = ["Weaker", re.compile("Ben"), types, types, "21", "7"]
    expect(row.get_by_role("cell")).to_have_text(told)

    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(row).to_be_visible()
    expect(page.get_by_role("button").filter(visible=True)).to_have_count(0)
    page.emulate_media(media="screen")

    page.get_by_label("From").select_option("now")
    expect(page.get_by_text("Nothing changed between these two drawings")).to_be_visible()


@DESK_ON_BOTH_STORES_AND_PHONE
def test_what_if_is_asked_from_the_drawing_and_kept_as_a_plan(
    sit: Sit, ada: Table, window: dict[str, int]
) -> None:
    someone = nadia(sit, window).opens(at(ada))
    page = someone.page
    page.get_by_role("button", name=re.compile("^Ben, person")).click()
    page.get_by_role("link", name="What if Ben stops?").click()
    heading = page.get_by_role(
        "heading", name="Without Ben, nobody would be left for meals for Ada"
    )
    expect(heading).to_be_visible()
    losses = page.get_by_role("list", name="Care that would be lost").get_by_role("listitem")
    expect(losses.first).to_contain_text("No one left")
    expect(losses.nth(1)).to_contain_text("Left: Cy, every week.")

    page.get_by_label("And if also").select_option(label="Cy")
    expect(page.get_by_text("Ben and Cy would lose something too.")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Suppose so")).first.click()
    expect(page.get_by_text("Garden would give Ada company")).to_be_visible()
    page.get_by_role("button", name="Put another beside it").click()
    expect(page.get_by_role("region", name="What if 2")).to_be_visible()
    second = page.get_by_role("region", name="What if 2")
    second.get_by_role("button", name="Cy could not come").click()
    expect(second.get_by_role("heading", name="Without Ben, ")).to_be_visible()

    first = page.get_by_role("region", name="What if 1")
    first.get_by_role("button", name="Keep this as a plan").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep the plan").click()
    expect(page.get_by_role("dialog")).to_contain_text("The map itself did not change")
    page.get_by_role("dialog").get_by_role("link", name="See all drawings").click()
    plan = page.get_by_role("listitem").filter(has_text="A plan: this has not happened")
    plan.get_by_role("link", name=re.compile("^What it would change")).click()
    expect(page.get_by_text("The later one is a plan. It has not happened.")).to_be_visible()
    expect(page.get_by_role("region", name="Gone, ")).to_contain_text(
        "Ben\u2019s care for Ada has stopped."
    )


def test_a_map_tells_whom_its_care_rests_on_and_leads_to_what_if(sit: Sit, ada: Table) -> None:
    page = nadia(sit, {}).opens(at(ada, "/rests-on")).page
    expect(page.get_by_role("heading", level=1)).to_have_text("This care rests on Home care")
    expect(page.get_by_role("region", name="What might help most")).to_contain_text("Garden")
    page.get_by_role("link", name="What if Home care could not come?").click()
    expect(page.get_by_role("heading", name="Without Home care")).to_be_visible()


@OF_THE_PAGE
@pytest.mark.parametrize("window", DESK_AND_PHONE)
@pytest.mark.parametrize("dark", [False, True])
def test_comparing_and_supposing_pass_axe_and_never_scroll_sideways(
    sit: Sit, ada: Table, window: dict[str, int], dark: bool
) -> None:
    someone = nadia(sit, window)
    page = someone.page
    page.emulate_media(color_scheme="dark" if dark else "light")
    for address, part in (
        (at(ada, "/comparison"), "#finding"),
        (at(ada, "/what-if?without=b"), ".losses"),
        (at(ada, "/rests-on"), "#only"),
    ):
        someone.opens(address)
        page.locator(part).wait_for()
        page.wait_for_timeout(300)
        assert Axe().run(page, options=RULES).response["violations"] == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
