"""What a person at a full sheet relies on: finding, bringing out, arranging, taking it back."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from mapping.model import CareMap, Connection, Element, Figure, new_id, ring_of
from mapping.steps import Add, Connect, Step
from mapping.vocabulary import ConnectionType, Formality, Frequency, Kind, State
from tests.browser.conftest import Sit
from tests.browser.test_drawing import RULES, figure, open_map, saved, stored, table
from tests.tables import Table

__all__ = ["table"]

pytestmark = [
    pytest.mark.browser,
    # What the page does with its answers: the journeys through the store run on both.
    pytest.mark.parametrize("engine", ["embedded"], indirect=True),
]

NEIGHBOURS = ("Amina Yusuf", "Rosa Delgado", "Tomasz Nowak", "Grace Adeyemi")


def draw_neighbours(table: Table) -> None:
    """Draw four people, close together, who care for Ivy; Amina is paid, and helps Rosa too."""
    steps: list[Step] = []
    ids = [new_id() for _ in NEIGHBOURS]
    for number, (id_, name) in enumerate(zip(ids, NEIGHBOURS, strict=True)):
        x, y = 230 + 12 * number, 40 + 9 * number
        element = Element(id=id_, scope=table.map_id, kind=Kind.PERSON, name=name)
        drawn = Figure(element_id=id_, x=x, y=y, presence=ring_of(x, y))
        steps += [Add(element=element, figure=drawn), care(id_, table.owner, paid=number == 0)]
    table.save(*steps, care(ids[0], ids[1], paid=True))


def care(giver: str, receiver: str, *, paid: bool) -> Connect:
    return Connect(
        connection=Connection(
            id=new_id(),
            type=ConnectionType.CARES_FOR,
            from_=giver,
            to=receiver,
            state=State.GENERATIVE,
            formality=Formality.PAID if paid else None,
            frequency=Frequency.WEEKLY if paid else None,
        )
    )


def places(care_map: CareMap) -> dict[str, tuple[float, float]]:
    return {id_: (one.x, one.y) for id_, one in care_map.figures.items()}


def middle(page: Page, name: str) -> tuple[float, float]:
    box = figure(page, name).bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_someone_is_found_by_keyboard_and_brought_into_the_middle(sit: Sit, table: Table) -> None:
    draw_neighbours(table)
    page = open_map(sit(), table)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("rosa")
    expect(page.get_by_role("status")).to_contain_text("1 fits")
    page.keyboard.press("Enter")
    expect(figure(page, "Rosa Delgado")).to_be_focused()
    expect(figure(page, "Rosa Delgado")).to_have_attribute("aria-pressed", "true")
    paper = page.get_by_role("region", name="Drawing").bounding_box()
    x, y = middle(page, "Rosa Delgado")
    assert paper
    assert abs(x - paper["x"] - paper["width"] / 2) < 30
    assert abs(y - paper["y"] - paper["height"] / 2) < 30


def test_what_one_person_gives_is_brought_out_and_said(sit: Sit, table: Table) -> None:
    draw_neighbours(table)
    page = open_map(sit(), table)
    page.get_by_role("button", name="Bring out").click()
    page.get_by_label("Who gives", exact=True).select_option(label="Amina")
    out = page.get_by_role("region", name="Brought out")
    expect(out).to_contain_text("2 of 5 arrows: what Amina gives.")
    expect(page.get_by_text(re.compile(r"^Amina gives care to "))).to_be_visible()
    expect(page.locator(".line.pale")).to_have_count(3)
    expect(page.locator(".line:not(.pale)")).to_have_count(2)
    expect(page.locator(".figure.pale")).to_have_count(2)
    page.get_by_label("How often", exact=True).select_option(label="Not said yet")
    expect(out).to_contain_text("None of 5 arrows")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [one["id"] for one in found] == []
    out.get_by_role("button", name="Show everything alike").click()
    expect(page.locator(".pale")).to_have_count(0)
    assert stored(table).edit_seq == 1


def test_care_in_both_directions_says_what_nobody_has_said(sit: Sit, table: Table) -> None:
    draw_neighbours(table)
    page = open_map(sit(), table)
    both = page.get_by_role("region", name="Care both ways")
    expect(both).to_contain_text("Ivy gives care to no one yet.")
    expect(both).to_contain_text("Ivy gets care from 4 others, about once a week.")
    expect(both).to_contain_text("How often is not said yet for 3 arrows")


def test_arranging_is_one_edit_and_one_undo_also_after_a_reload(sit: Sit, table: Table) -> None:
    draw_neighbours(table)
    page = open_map(sit(), table)
    before = places(stored(table))
    page.get_by_role("button", name="Arrange neatly").click()
    expect(page.get_by_role("status")).to_contain_text("moved")
    saved(page)
    arranged = stored(table)
    assert arranged.edit_seq == 2
    assert places(arranged) != before
    assert {one.presence for one in arranged.figures.values()} == {
        one.presence for one in stored(table).figures.values()
    }
    page.get_by_role("button", name="Arrange neatly").click()
    expect(page.get_by_role("status")).to_contain_text("arranged neatly already")
    page.reload()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Undone")
    saved(page)
    assert places(stored(table)) == before
    page.reload()
    page.get_by_role("button", name="Redo").click()
    saved(page)
    assert places(stored(table)) == places(arranged)


def test_names_lie_on_no_name_and_no_figure_as_the_browser_draws_them(
    sit: Sit, table: Table
) -> None:
    draw_neighbours(table)
    page = open_map(sit(), table)
    page.get_by_role("button", name="Arrange neatly").click()
    page.wait_for_timeout(300)
    clashes = page.evaluate(
        """() => {
            const boxes = [...document.querySelectorAll('.labels text')].map(one => ({
                name: one.textContent, of: one.parentElement, box: one.getBoundingClientRect()}));
            const shapes = [...document.querySelectorAll('.figure > g')].map(one => ({
                name: 'figure', of: one, box: one.getBoundingClientRect()}));
            const meet = (one, other) =>
                Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1
                && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 6;
            return boxes.flatMap((one, n) => [...boxes.slice(n + 1), ...shapes]
                .filter(other => other.of !== one.of && meet(one.box, other.box))
                .map(other => `${one.name} on ${other.name}`));
        }"""
    )
    assert clashes == []


def test_a_phone_finds_and_arranges_too(sit: Sit, table: Table) -> None:
    draw_neighbours(table)
    page = open_map(sit(width=390, height=844, touch=True), table)
    page.get_by_role("button", name="Drawing").tap()
    page.get_by_role("button", name="More").tap()
    page.get_by_role("button", name="Find", exact=True).tap()
    page.get_by_role("searchbox").fill("grace")
    page.get_by_role("button", name=re.compile("^Grace Adeyemi")).last.tap()
    expect(page.get_by_role("heading", name="Grace Adeyemi")).to_be_visible()
    page.get_by_role("button", name="More").tap()
    page.get_by_role("button", name="Arrange neatly").tap()
    expect(page.get_by_role("status")).to_contain_text("moved")
