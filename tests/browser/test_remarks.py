"""“This is not right”, as people say it and answer: on a phone and at a desk, on both stores."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from mapping import neighbourhoods, people
from mapping.model import Element, new_id
from mapping.vocabulary import Kind
from tests.browser.conftest import Sit, Site
from tests.browser.test_team import at_first_sight, neighbourhood_of
from tests.browser.test_team import table as table  # a fixture
from tests.helpers import PASSWORD
from tests.tables import Table

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]


def account(site: Site, name: str, role: str, **thing: str) -> str:
    email = f"{name.split()[0].lower()}@example.org"
    made = people.create_account(site.service, name=name, email=email, password=PASSWORD)
    given = {"account": made, "role": role, "until": None, **thing}
    query = f"give_{next(iter(thing))}_role"
    site.service.write(lambda tx: tx.one(query, **given))
    return email


def sends(page: Page, words: str) -> None:
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(re.compile("^What is not right|^Anything to add")).fill(words)
    dialog.get_by_role("button", name="Send it").click()
    expect(dialog.get_by_text("They say whether they agree")).to_be_visible()


def test_a_viewer_on_a_phone_says_what_is_not_right_and_reads_the_owners_answers(
    sit: Sit, site: Site, table: Table
) -> None:
    table.draw_person("Rosa Delgado", relation="next door")
    grace = sit(width=390, height=844, touch=True).opens("/")
    page = grace.signs_in(
        account(site, "Grace Bell", "viewer", care_map=table.map_id), PASSWORD
    ).page
    page.goto(f"/care-maps/{table.map_id}")
    page.get_by_role("button", name=re.compile("^Rosa Delgado, ")).tap()
    page.get_by_role("button", name=re.compile("^This is not right")).tap()
    at_first_sight(page, "not-right-390")
    sends(page, "She lives in the same house now")
    page.get_by_role("button", name="Done").tap()
    page.get_by_role("button", name=re.compile("^This is not right")).tap()
    page.get_by_label("Care is missing on the map").check()
    page.get_by_label("Who", exact=True).select_option("Ivy")
    page.get_by_label("What kind of care").select_option("Meals")
    at_first_sight(page, "missing-care-390")
    sends(page, "She brings soup")

    ivy = sit().opens("/").signs_in("ivy@example.org", PASSWORD).page
    ivy.get_by_role("link", name=re.compile("^2 remarks from others to answer")).click()
    expect(ivy.get_by_text("She lives in the same house now")).to_be_visible()
    at_first_sight(ivy, "said-1280")
    ivy.emulate_media(color_scheme="dark")
    ivy.set_viewport_size({"width": 390, "height": 844})
    at_first_sight(ivy, "said-dark-390")
    ivy.emulate_media(color_scheme="light")
    ivy.set_viewport_size({"width": 1280, "height": 800})
    ivy.get_by_role("button", name=re.compile("^Agree, and draw it")).click()
    expect(ivy.get_by_text("Ivy Adeyemi agreed.", exact=True)).to_be_visible()
    [line] = table.stored().connections.values()
    assert line.to == table.owner
    ivy.get_by_role("button", name=re.compile("^I do not agree")).click()
    ivy.get_by_label("In a few words").fill("She has her own flat upstairs")
    ivy.get_by_role("button", name="Send the answer").click()
    expect(ivy.get_by_role("list", name="Waiting for your answer")).to_have_count(0)

    page.get_by_role("link", name="See what I said").tap()
    expect(page.get_by_text("She has her own flat upstairs")).to_be_visible()
    expect(page.get_by_text("Agreed", exact=True)).to_be_visible()
    at_first_sight(page, "what-i-said-390")


def test_a_member_says_that_a_number_is_not_right_and_an_organiser_answers(
    sit: Sit, site: Site, table: Table
) -> None:
    place = neighbourhood_of(table)
    member = (
        sit()
        .opens("/")
        .signs_in(account(site, "Mo Bell", "member", neighbourhood=place), PASSWORD)
        .page
    )
    give_bodies(site, place, "Lunch club", "Tanyard hub")
    member.goto(f"/neighbourhoods/{place}/who")
    member.get_by_role("button", name="This is not right : people and bodies on the map").click()
    sends(member, "There are more of us")
    at_first_sight(member, "number-said-1280")
    suggests_two_connections(member, place)

    femi = sit(width=390, height=844, touch=True).opens("/")
    page = femi.signs_in("femi@example.org", PASSWORD).opens(f"/neighbourhoods/{place}").page
    page.get_by_role("link", name="What others said, 1").click()
    page.get_by_role("button", name=re.compile("^I agree")).tap()
    expect(page.get_by_text("Femi Balogun agreed.")).to_be_visible()
    at_first_sight(page, "said-of-larkmead-390")
    connects_one_and_says_no_to_the_other(page, place)
    reads_the_answers_and_what_is_kept(member)


def suggests_two_connections(page: Page, place: str) -> None:
    """One from the picture's panel, by keyboard alone, and one from the page of an entry."""
    page.goto(f"/neighbourhoods/{place}?as=table")
    page.get_by_role("button", name="Lunch club", exact=True).first.press("Enter")
    page.get_by_role("button", name="Suggest a connection").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("How").select_option("gives care to")
    dialog.get_by_label("Whom or what").fill("Nobody")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("Choose one of the names in the list")
    at_first_sight(page, "suggest-a-connection-1280")
    dialog.get_by_label("Whom or what").fill("tanyard hub")
    dialog.get_by_role("button", name="Meals", exact=True).press("Space")
    dialog.get_by_label("Anything to add").fill("On Sundays")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("It was sent to the organisers.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Suggest a connection")).to_be_focused()
    page.get_by_role("link", name="Open its page").press("Enter")
    page.get_by_role("button", name="Suggest a connection").click()
    dialog.get_by_label("Whom or what").fill("Tanyard hub")
    dialog.get_by_role("button", name="Send it").click()
    expect(dialog.get_by_text("It was sent to the organisers.")).to_be_visible()
    page.get_by_role("link", name="See what I said").click()
    mine = page.get_by_text("Lunch club cares for Tanyard hub: meals", exact=True)
    expect(mine).to_be_visible()
    expect(page.get_by_text("Waits for an answer")).to_have_count(3)


def connects_one_and_says_no_to_the_other(page: Page, place: str) -> None:
    page.goto(f"/neighbourhoods/{place}/directory")
    expect(page.get_by_text("On Sundays")).to_be_visible()
    at_first_sight(page, "proposed-connections-390")
    page.emulate_media(color_scheme="dark")
    at_first_sight(page, "proposed-connections-dark-390")
    page.get_by_role("button", name=re.compile("^Connect them.*cares for")).tap()
    expect(page.get_by_role("region", name="Last change")).to_contain_text("Saved.")
    page.get_by_role("button", name=re.compile("^Say no.*works with")).tap()
    page.get_by_label("In a few words").fill("They have not met yet")
    page.get_by_role("button", name="Send the answer").tap()
    expect(page.get_by_text("Nothing waits for an answer.")).to_be_visible()
    page.get_by_text("Answered", exact=True).tap()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(color_scheme="light")
    at_first_sight(page, "answered-connections-1280")


def reads_the_answers_and_what_is_kept(page: Page) -> None:
    page.reload()
    expect(page.get_by_text("They have not met yet")).to_be_visible()
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    at_first_sight(page, "what-i-proposed-1280")
    page.goto("/me/data")
    kept = page.get_by_role("region", name="What you proposed for a directory")
    expect(kept.get_by_text("one cares for the other: meals. You said: On Sundays")).to_be_visible()
    expect(kept.get_by_text("Not agreed: They have not met yet")).to_be_visible()
    assert "Tanyard hub" not in kept.inner_text()
    page.set_viewport_size({"width": 390, "height": 844})
    at_first_sight(page, "what-is-kept-390")


def give_bodies(site: Site, place: str, *names: str) -> None:
    some = [Element(id=new_id(), scope=place, kind=Kind.GROUP, name=name) for name in names]
    neighbourhoods.add_to_directory(site.service, place, some)
