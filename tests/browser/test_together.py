"""Two people at one map: they converge, also through a cut of the network, and see each other."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mapping import care_maps, invitations, people
from mapping.policy import Reader
from tests.browser.conftest import Sit, Site, Someone
from tests.browser.test_drawing import add_person, figure, names, saved, stored
from tests.helpers import PASSWORD
from tests.tables import Table

pytestmark = pytest.mark.browser

SOON = 10_000
"""Milliseconds to wait at most; how long it takes is measured in `benchmarks`."""


def person(site: Site, name: str, email: str) -> Reader:
    id_ = people.create_account(site.service, name=name, email=email, password=PASSWORD)
    return Reader(account_id=id_, name=name)


def joins(table: Table, who: Reader, role: str) -> None:
    table.service.write(
        lambda tx: tx.one(
            "give_care_map_role",
            account=who.account_id,
            care_map=table.map_id,
            role=role,
            until=None,
        )
    )


def leaves(table: Table, who: Reader) -> None:
    owner = Reader(
        account_id=table.reader.account_id,
        name="Nadia",
        care_map_roles={table.map_id: "owner"},
    )
    invitations.remove_person(table.service, owner, table.map_id, who.account_id)


@pytest.fixture
def table(site: Site) -> Table:
    """Nadia's table with Ivy's map on it, which is Nadia's own to share."""
    nadia = person(site, "Nadia Hassan", "nadia@example.org")
    opened = care_maps.create(site.service, nadia, owner_name="Ivy Adeyemi", mine=True).document
    return Table(site.service, nadia, opened.id, opened.owner_elements[0])


@pytest.fixture
def grace(site: Site, table: Table) -> Reader:
    found = person(site, "Grace Obi", "grace@example.org")
    joins(table, found, "editor")
    return found


ALL_HAS_COME = """() => performance.getEntriesByType("resource")
    .some((one) => one.name.includes("/quick-add-") && one.responseEnd > 0)"""
"""Whether what a page fetches last, when the map is seen already, is there."""


def at_the_map(someone: Someone, table: Table, email: str) -> Page:
    someone.signs_in(email, PASSWORD).opens(f"/care-maps/{table.map_id}")
    someone.page.get_by_role("heading", level=1, name="care map").wait_for()
    someone.page.wait_for_function(ALL_HAS_COME)
    return someone.page


@pytest.fixture
def two(sit: Sit, table: Table, grace: Reader) -> tuple[Someone, Someone]:
    """Nadia and Grace, each at a browser of their own, with the map open."""
    assert grace
    one, other = sit(), sit()
    at_the_map(one, table, "nadia@example.org")
    at_the_map(other, table, "grace@example.org")
    expect(one.page.get_by_text("Grace is here too")).to_be_visible()
    expect(other.page.get_by_text("Nadia is here too")).to_be_visible()
    return one, other


def drawn(page: Page) -> list[str]:
    """Return the names of all figures and arrows on a page, as a screen reader hears them."""
    found: list[str] = page.locator("svg [data-grip=figure], svg [data-grip=line]").evaluate_all(
        "all => all.map((one) => one.getAttribute('aria-label'))"
    )
    return sorted(found)


def converge(table: Table, *pages: Page) -> None:
    for page in pages:
        saved(page)
        for name in names(table):
            expect(figure(page, name)).to_have_count(1, timeout=SOON)
    assert drawn(pages[0]) == drawn(pages[1])


def test_two_people_draw_at_once_and_see_the_same(
    two: tuple[Someone, Someone], table: Table
) -> None:
    nadia, grace = (someone.page for someone in two)
    for page, mine in ((nadia, ["Rosa", "Ben"]), (grace, ["Asha", "Kofi"])):
        for name in mine:
            add_person(page, name)
    expect(figure(nadia, "Kofi")).to_be_visible(timeout=SOON)
    expect(figure(grace, "Ben")).to_be_visible(timeout=SOON)
    converge(table, nadia, grace)
    assert names(table) == {"Ivy Adeyemi", "Rosa", "Ben", "Asha", "Kofi"}


def test_they_converge_also_through_a_cut_of_the_network(
    two: tuple[Someone, Someone], table: Table
) -> None:
    nadia, grace = (someone.page for someone in two)
    add_person(nadia, "Rosa")
    expect(figure(grace, "Rosa")).to_be_visible(timeout=SOON)
    two[1].context.set_offline(True)
    add_person(grace, "Asha")
    rename(grace, "Rosa", "Rosa Delgado")
    add_person(nadia, "Ben")
    rename(nadia, "Rosa", "Rosie")
    saved(nadia)
    expect(grace.locator("[data-saving=offline]")).to_contain_text("2 changes kept")
    assert names(table) == {"Ivy Adeyemi", "Rosie", "Ben"}
    two[1].context.set_offline(False)
    expect(grace.locator("[data-saving=sent]")).to_contain_text("All 2 changes sent")
    converge(table, nadia, grace)
    assert names(table) == {"Ivy Adeyemi", "Rosa Delgado", "Ben", "Asha"}
    expect(notices(nadia)).to_contain_text("Grace changed")
    notices(nadia).get_by_role("button", name="Undo").click()
    expect(figure(grace, "Rosie")).to_be_visible(timeout=SOON)
    converge(table, nadia, grace)


def notices(page: Page) -> Any:
    return page.get_by_role("region", name="Notices")


def rename(page: Page, name: str, now: str) -> None:
    figure(page, name).click()
    field = page.get_by_role("complementary", name="Details").get_by_label("Name", exact=True)
    field.fill(now)
    field.press("Enter")


@pytest.mark.usefixtures("grace")
def test_where_events_do_not_arrive_the_page_asks(sit: Sit, table: Table) -> None:
    someone = sit()
    someone.context.route("**/events", lambda route: route.abort())
    page = at_the_map(someone, table, "grace@example.org")
    table.draw_person("Rosa Delgado")
    expect(figure(page, "Rosa Delgado")).to_be_visible(timeout=SOON)


def test_who_left_is_not_shown_as_here(two: tuple[Someone, Someone]) -> None:
    nadia, grace = (someone.page for someone in two)
    grace.goto("/")
    expect(nadia.get_by_text("is here too")).to_have_count(0, timeout=SOON)


def test_a_viewer_changes_nothing_and_is_told_whom_to_ask(
    sit: Sit, table: Table, site: Site
) -> None:
    sam = person(site, "Sam Lee", "sam@example.org")
    joins(table, sam, "viewer")
    table.draw_person("Rosa Delgado")
    page = at_the_map(sit(), table, "sam@example.org")
    expect(notices(page)).to_contain_text("You can look at this map, but not change it.")
    expect(notices(page)).to_contain_text("Ask Nadia, whose map it is, to let you draw.")
    expect(page.get_by_role("button", name="Person", exact=True)).to_be_disabled()
    figure(page, "Rosa Delgado").focus()
    for key in ("Delete", "n", "c", "ArrowRight", "h"):
        page.keyboard.press(key)
    assert names(table) == {"Ivy Adeyemi", "Rosa Delgado"}
    assert stored(table).edit_seq == 1
    joins(table, sam, "editor")
    expect(notices(page)).to_contain_text("You can draw on this map now.", timeout=SOON)
    add_person(page, "Ben")
    saved(page)
    assert "Ben" in names(table)


def test_access_that_ends_while_drawing_is_said_and_the_strokes_stay_with_who_drew_them(
    two: tuple[Someone, Someone], table: Table, grace: Reader
) -> None:
    page = two[1].page
    two[1].context.set_offline(True)
    add_person(page, "Asha")
    expect(page.locator("[data-saving=offline]")).to_be_visible()
    leaves(table, grace)
    two[1].context.set_offline(False)
    gone = page.locator("p", has_text="It is not here, or it was not shared")
    expect(gone).to_be_visible()
    expect(page.get_by_text("Nadia")).to_have_count(0)
    expect(page.get_by_text("Ivy Adeyemi")).to_have_count(0)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download a copy").click()
    copy = downloading.value.path().read_text()
    assert "Asha" in copy
    assert "Ivy" not in copy
    assert names(table) == {"Ivy Adeyemi"}
    page.reload()
    page.get_by_role("button", name="Delete from this device…").click()
    page.get_by_role("button", name="Delete 1 change for good").click()
    expect(page.get_by_role("button", name="Download a copy")).to_have_count(0)


def test_access_that_ends_takes_the_map_off_an_open_page(
    two: tuple[Someone, Someone], table: Table, grace: Reader
) -> None:
    page = two[1].page
    leaves(table, grace)
    expect(page.locator("p", has_text="It is not here, or it was not shared")).to_be_visible(
        timeout=SOON
    )
    expect(page.get_by_text("Ivy Adeyemi")).to_have_count(0)
    expect(two[0].page.get_by_text("is here too")).to_have_count(0, timeout=SOON)


def test_somebody_who_may_only_look_from_now_on_keeps_what_they_drew(
    two: tuple[Someone, Someone], table: Table, grace: Reader
) -> None:
    page = two[1].page
    page.route(
        "**/edits",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    add_person(page, "Asha")
    joins(table, grace, "viewer")
    page.unroute("**/edits")
    expect(notices(page)).to_contain_text("not change it any more", timeout=SOON)
    expect(page.get_by_role("button", name="Download a copy")).to_be_visible()
    assert names(table) == {"Ivy Adeyemi"}
