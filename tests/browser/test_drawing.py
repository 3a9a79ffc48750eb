"""What a person at the drawing relies on: any means will do, and nothing drawn is ever lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mapping import care_maps, people
from mapping.model import CareMap, new_id
from mapping.policy import Reader
from mapping.steps import Set
from mapping.store.maps import whole_map
from mapping.store.records import Records
from tests.browser.conftest import Sit, Site, Someone
from tests.helpers import PASSWORD
from tests.tables import Table

pytestmark = [
    pytest.mark.browser,
    # What the page does with its answers: the journeys through the store run on both.
    pytest.mark.parametrize("engine", ["embedded"], indirect=True),
]

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


@pytest.fixture
def table(site: Site) -> Table:
    """Nadia's table, with Ivy's new map on it."""
    account = people.create_account(
        site.service, name="Nadia Hassan", email="nadia@example.org", password=PASSWORD
    )
    nadia = Reader(account_id=account, name="Nadia Hassan")
    opened = care_maps.create(site.service, nadia, owner_name="Ivy Adeyemi").document
    return Table(site.service, nadia, opened.id, opened.owner_elements[0])


def stored(table: Table) -> CareMap:
    found = table.service.read(
        lambda tx: whole_map(tx, Records(table.service.sealer, table.map_id))
    )
    assert found
    return found


def names(table: Table) -> set[str]:
    return {element.name for element in stored(table).elements.values()}


def open_map(someone: Someone, table: Table) -> Page:
    someone.signs_in("nadia@example.org", PASSWORD).opens(f"/care-maps/{table.map_id}")
    someone.page.get_by_role("heading", level=1, name="care map").wait_for()
    return someone.page


def add_person(page: Page, name: str) -> None:
    page.get_by_role("button", name="Person", exact=True).click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Name").press("Enter")
    page.get_by_role("button", name="Done").click()


def figure(page: Page, name: str) -> Any:
    return page.get_by_role("button", name=re.compile(rf"^{name}, "))


def saved(page: Page) -> None:
    page.locator("[data-saving=saved], [data-saving=sent]").wait_for()


def test_a_figure_is_dragged_into_another_ring(sit: Sit, table: Table) -> None:
    page = open_map(sit(), table)
    add_person(page, "Rosa Delgado")
    saved(page)
    box = figure(page, "Rosa Delgado").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    middle = figure(page, "Ivy Adeyemi").bounding_box()
    assert middle
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(middle["x"] + 90, middle["y"] + 60, steps=8)
    page.mouse.up()
    expect(figure(page, "Rosa Delgado")).to_have_accessible_name(re.compile("lives with Ivy"))
    page.get_by_role("button", name="Undo").click()
    expect(figure(page, "Rosa Delgado")).to_have_accessible_name(re.compile("nearby"))


def test_what_is_drawn_without_a_network_waits_and_goes_once_in_order(
    sit: Sit, table: Table
) -> None:
    someone = sit()
    page = open_map(someone, table)
    add_person(page, "Rosa")
    saved(page)
    someone.context.set_offline(True)
    for name in ("Ben", "Asha", "Kofi"):
        add_person(page, name)
    expect(page.locator("[data-saving=offline]")).to_contain_text("3 changes kept")
    assert names(table) == {"Ivy Adeyemi", "Rosa"}
    someone.context.set_offline(False)
    saved(page)
    assert names(table) == {"Ivy Adeyemi", "Rosa", "Ben", "Asha", "Kofi"}
    assert stored(table).edit_seq == 4


def test_what_waits_survives_a_reload_and_a_store_that_is_away(sit: Sit, table: Table) -> None:
    page = open_map(sit(), table)
    page.route("**/edits", lambda route: route.abort())
    add_person(page, "Rosa")
    expect(page.locator("[data-saving=saved]")).to_have_count(0)
    page.unroute("**/edits")
    page.reload()
    expect(figure(page, "Rosa")).to_be_visible()
    saved(page)
    assert names(table) == {"Ivy Adeyemi", "Rosa"}
    page.get_by_role("button", name="Undo").click()
    expect(figure(page, "Rosa")).to_have_count(0)


def test_a_lost_answer_does_not_draw_anybody_twice(sit: Sit, table: Table) -> None:
    page = open_map(sit(), table)
    lost = iter([True])

    def lose_the_answer(route: Any) -> None:
        if next(lost, False):
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route("**/edits", lose_the_answer)
    add_person(page, "Rosa")
    saved(page)
    assert sorted(names(table)) == ["Ivy Adeyemi", "Rosa"]
    assert stored(table).edit_seq == 1


def test_what_another_draws_appears_and_what_they_overtook_is_told(sit: Sit, table: Table) -> None:
    page = open_map(sit(), table)
    add_person(page, "Rosa")
    saved(page)
    (rosa,) = [one.id for one in stored(table).elements.values() if one.name == "Rosa"]
    grace = people.create_account(
        table.service, name="Grace Obi", email=f"{new_id()}@example.org", password=PASSWORD
    )
    other = Table(table.service, Reader(account_id=grace, name="Grace"), table.map_id, table.owner)
    other.save(Set(on="element", id=rosa, field="name", was="Rosa", now="Rosa Delgado"))
    expect(figure(page, "Rosa Delgado")).to_be_visible(timeout=12_000)


def test_names_are_shown_as_they_are_and_never_run(sit: Sit, table: Table) -> None:
    name = "<img src=x onerror=alert(1)>"
    page = open_map(sit(), table)
    add_person(page, f"{name}")
    add_person(page, "فاطمة الزهراء")
    saved(page)
    assert name in names(table)
    expect(figure(page, re.escape(name))).to_be_visible()
    assert page.locator("img").count() == 0


def test_on_a_phone_a_map_opens_as_a_list_and_is_drawn_by_tapping(sit: Sit, table: Table) -> None:
    rosa = table.draw_person("Rosa Delgado")
    page = open_map(sit(width=390, height=844, touch=True), table)
    page.get_by_role("button", name="Drawing", exact=True).tap()
    page.get_by_role("button", name="Show all").tap()
    figure(page, "Rosa Delgado").tap()
    page.get_by_role("button", name="Gives care to…").tap()
    figure(page, "Ivy Adeyemi").tap()
    saved(page)
    (arrow,) = stored(table).connections.values()
    assert (arrow.from_, arrow.to) == (rosa, table.owner)
    assert (arrow.state, arrow.frequency, arrow.formality) == ("generative", None, None)
