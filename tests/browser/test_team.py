"""A team from the map, as people live it: asked, accepted on a phone, a hat, one's own figure.

On both stores: at a desk for the Team Owner, at phone width for whoever is asked.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from mapping import consent, neighbourhoods, people, team_page
from mapping.sharing import keep_wordings, wordings_on_file
from mapping.vocabulary import Presence, Told
from tests.browser.conftest import Sit, Site, Someone
from tests.browser.test_drawing import RULES
from tests.helpers import PASSWORD
from tests.tables import Table, sit_down

pytestmark = [pytest.mark.browser, pytest.mark.timeout(200)]


def at_first_sight(page: Page, name: str) -> None:
    """Check a page with axe and that it fits its width; keep a picture where one is asked for."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [one["id"] for one in found] == []
    if folder := os.environ.get("CARE_MAPPING_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture
def table(site: Site) -> Table:
    """Ivy's map in Larkmead with Rosa on it; Ivy owns it, and Femi looks after Larkmead."""
    service = site.service
    keep_wordings(service, wordings_on_file())
    larkmead = neighbourhoods.create(service, name="Larkmead")
    made = sit_down(service, neighbourhood=larkmead)
    for name, role, thing in (
        ("Ivy Adeyemi", "owner", {"care_map": made.map_id}),
        ("Femi Balogun", "organiser", {"neighbourhood": larkmead}),
    ):
        email = f"{name.split()[0].lower()}@example.org"
        account = people.create_account(service, name=name, email=email, password=PASSWORD)
        query = f"give_{next(iter(thing))}_role"
        given = {"account": account, "role": role, "until": None, **thing}
        service.write(lambda tx, query=query, given=given: tx.one(query, **given))  # type: ignore[misc]
    return made


def neighbourhood_of(table: Table) -> str:
    found = table.stored().neighbourhood
    assert found
    return found


def test_somebody_is_asked_joins_wears_a_hat_is_shown_by_their_own_word_and_leaves(
    sit: Sit, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.draw_person("Rosa Delgado", relation="next door")
    table.draw_person("Ben Okafor", presence=Presence.FURTHER_AWAY, potential=True)
    ivy = sit().opens("/").signs_in("ivy@example.org", PASSWORD)
    ivy.opens(f"/care-maps/{table.map_id}/team")
    first = ivy.page.get_by_role("button", name=re.compile("^Ask (Rosa|Ben) to join$"))
    expect(first).to_be_visible()
    at_first_sight(ivy.page, "team-at-first-1280")
    link = asks_rosa(ivy, table)
    ivy.page.evaluate("window.same = true")

    rosa = sit(width=390, height=844, touch=True).opens(link)
    expect(rosa.page.get_by_role("heading", level=1)).to_have_text(
        "Ivy asks you to join a care team"
    )
    expect(rosa.page.get_by_text("Rosa")).to_have_count(0)
    at_first_sight(rosa.page, "invitation-390")
    for label, words in (
        ("Your name", "Rosa Delgado"),
        ("Email", "rosa@example.org"),
        ("Password", PASSWORD),
    ):
        rosa.page.get_by_label(label).fill(words)
    rosa.page.get_by_role("button", name="Yes, I join the team").tap()
    expect(rosa.page.get_by_text("says that it is you")).to_be_visible()
    rosa.page.goto(f"/care-maps/{table.map_id}")
    expect(rosa.page.get_by_role("heading", level=1)).to_have_text("We cannot show this map")

    # What others do appears on the open page by itself.
    expect(ivy.page.get_by_role("button", name="Is it Rosa?")).to_be_visible(timeout=2_000)
    ivy.page.get_by_role("button", name="Is it Rosa?").click()
    ivy.page.get_by_role("button", name="Yes, it is Rosa").click()
    expect(ivy.page.get_by_text("Both said yes")).to_be_visible()
    gives_a_hat(ivy.page)

    place = rosa.opens("/own-places").page
    expect(place.get_by_text("You are asked to wear it until")).to_be_visible()
    at_first_sight(place, "own-places-390")
    place.get_by_role("button", name="Yes, I will").tap()
    expect(place.get_by_text("You wear it until")).to_be_visible()
    place.get_by_role("button", name="Correct what I give").tap()
    place.get_by_label("Gardens and nature").check()
    place.get_by_role("button", name="Put it right").tap()
    expect(place.get_by_text("gardens and nature, meals")).to_be_visible()
    place.get_by_role("button", name="Agree to be shown").tap()
    place.get_by_role("radio", name="“Rosa”", exact=True).check()
    place.get_by_role("button", name="I agree", exact=True).tap()
    expect(place.get_by_text("Ivy decides as well")).to_be_visible()

    row = ivy.page.get_by_role("row").filter(has_text="Rosa Delgado")
    expect(row.get_by_text("Until")).to_be_visible()
    assert ivy.page.evaluate("window.same"), "the page was loaded anew"
    at_first_sight(ivy.page, "team-1280")
    ivy.page.set_viewport_size({"width": 390, "height": 844})
    at_first_sight(ivy.page, "team-390")

    later = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=400)
    monkeypatch.setattr(team_page, "today_here", lambda: later)
    ivy.page.reload()
    expect(row.get_by_text("Ended")).to_be_visible()
    expect(ivy.page.get_by_text("Rosa wore the hat")).to_be_visible()

    place.get_by_role("button", name="Leave Ivy").tap()
    place.get_by_role("button", name="Leave the team").tap()
    expect(place.get_by_text("You are not on Ivy")).to_be_visible()
    expect(row.get_by_text("Left today")).to_be_visible()


def asks_rosa(ivy: Someone, table: Table) -> str:
    """Ask Rosa from her figure's panel, and return the link that is also there as a code."""
    page = ivy.opens(f"/care-maps/{table.map_id}").page
    page.get_by_role("button", name="Rosa Delgado, person").click()
    page.get_by_role("link", name="Ask them to join the team").click()
    page.get_by_role("dialog").get_by_label("Meals").check()
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_role("img", name="The link as a code")).to_be_visible()
    if os.environ.get("CARE_MAPPING_PICTURES"):
        at_first_sight(page, "asked-1280")
    link = page.get_by_label("Link to give them").input_value()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Asked today")).to_be_visible()
    return link


def gives_a_hat(page: Page) -> None:
    page.get_by_role("button", name="Give a hat").click()
    page.get_by_role("dialog").get_by_label("Give a hat").select_option(label="Rota wrangler")
    page.get_by_role("button", name="Ask Rosa").click()
    expect(page.get_by_role("dialog").get_by_text("Waits for Rosa")).to_be_visible()
    page.get_by_role("button", name="Close").click()


def test_consent_narrowed_and_taken_back_shows_on_an_organisers_open_page(
    sit: Sit, site: Site, table: Table
) -> None:
    rosa = table.draw_person("Rosa Delgado")
    table.draw_arrow(rosa, table.owner, care_types=("meals",))
    consent.tell(site.service, table.reader, table.map_id, rosa, told=Told.AGREED)
    ivy = sit(width=390, height=844).opens("/").signs_in("ivy@example.org", PASSWORD).page
    ivy.goto(f"/care-maps/{table.map_id}/sharing")
    ivy.get_by_role("switch", name="Share You", exact=True).click()
    ivy.get_by_role("button", name="Share it").click()
    ivy.get_by_role("switch", name="Share Rosa Delgado", exact=True).click()
    ivy.get_by_role("switch", name="Share Rosa Delgado cares for you").click()
    opened = "(one) => { one.open = true }"  # it opens by itself while something is missing
    ivy.locator("details", has_text="Others see").last.evaluate(opened)
    ivy.get_by_label("Others see Rosa Delgado as").select_option("named")

    femi = sit().opens("/").signs_in("femi@example.org", PASSWORD)
    page = femi.opens(f"/neighbourhoods/{neighbourhood_of(table)}").page
    page.get_by_role("button", name="Table", exact=True).click()
    rows = page.get_by_role("row")
    expect(rows.filter(has_text="Rosa Delgado").first).to_be_visible()
    page.evaluate("window.same = true")

    ivy.get_by_label("Others see Rosa Delgado as").select_option("first_name")
    expect(rows.filter(has_text="Rosa Delgado")).to_have_count(0, timeout=2_000)
    expect(rows.filter(has_text="Rosa").first).to_be_visible(timeout=2_000)
    ivy.get_by_label("Others see Rosa Delgado as").select_option("neighbour")
    expect(rows.filter(has_text="Rosa")).to_have_count(0, timeout=2_000)
    expect(rows.filter(has_text="a neighbour").first).to_be_visible(timeout=2_000)
    ivy.get_by_role("switch", name="Share Rosa Delgado", exact=True).click()
    expect(rows.filter(has_text="a neighbour")).to_have_count(0, timeout=2_000)

    # The map has another owner now: what one shares waits until the other agrees too.
    desmond = shares_the_owning(sit, site, table)
    ivy.get_by_role("switch", name="Share Rosa Delgado", exact=True).click()
    expect(ivy.get_by_text("1 other owner has to agree").first).to_be_visible()
    desmond.goto(f"/care-maps/{table.map_id}/sharing")
    expect(desmond.get_by_text("Still needed: you have to agree").first).to_be_visible()
    at_first_sight(desmond, "agree-too-390")
    expect(rows.filter(has_text="a neighbour")).to_have_count(0)
    too = desmond.get_by_role("button", name="Agree too to share Rosa Delgado", exact=True)
    too.tap()
    expect(too).to_have_count(0)
    expect(rows.filter(has_text="a neighbour").first).to_be_visible(timeout=2_000)
    desmond.get_by_role("switch", name="Share Rosa Delgado", exact=True).tap()
    expect(rows.filter(has_text="a neighbour")).to_have_count(0)
    assert page.evaluate("window.same"), "the page was loaded anew"


def shares_the_owning(sit: Sit, site: Site, table: Table) -> Page:
    """Let Desmond own the map as well; return his page, on a phone."""
    email = "desmond@example.org"
    who = people.create_account(site.service, name="Desmond Hill", email=email, password=PASSWORD)
    role = {"account": who, "care_map": table.map_id, "role": "owner", "until": None}
    site.service.write(lambda tx: tx.one("give_care_map_role", **role))
    return sit(width=390, height=844, touch=True).opens("/").signs_in(email, PASSWORD).page
