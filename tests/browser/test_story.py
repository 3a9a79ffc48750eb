"""The whole story, as people live it: drawn, shared, seen, taken back, gone.

On both stores, at a desk and on a phone.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from mapping import neighbourhoods, people
from mapping.consent import Purpose
from mapping.model import Element, new_id
from mapping.sharing import Wording, keep_wordings
from mapping.vocabulary import Kind
from tests.browser.conftest import Sit, Site, Someone
from tests.helpers import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def larkmead(site: Site) -> str:
    """Larkmead, with a lunch club in its directory, a team starter and an organiser."""
    service = site.service
    id_ = neighbourhoods.create(service, name="Larkmead")
    club = Element(id=new_id(), scope=id_, kind=Kind.GROUP, name="Tanyard lunch club")
    neighbourhoods.add_to_directory(service, id_, [club])
    words = Wording(id="n-1", version=1, purpose=Purpose.NEIGHBOURHOOD, text="It will show.")
    keep_wordings(service, [words])
    for name, role in (("Nadia Hassan", "member"), ("Femi Balogun", "organiser")):
        email = f"{name.split()[0].lower()}@example.org"
        account = people.create_account(service, name=name, email=email, password=PASSWORD)
        service.write(
            lambda tx, account=account, role=role: tx.one(  # type: ignore[misc]
                "give_neighbourhood_role",
                account=account,
                neighbourhood=id_,
                role=role,
                until=None,
            )
        )
    return id_


def start_ivys_map(nadia: Someone) -> Page:
    page = nadia.page
    page.get_by_role("button", name="Start a care map").first.click()
    page.get_by_label("Their name").fill("Ivy Adeyemi")
    page.get_by_role("button", name="Start drawing").click()
    page.get_by_role("heading", level=1, name="care map").wait_for()
    return page


def add_who_cares_for_ivy(page: Page, names: str) -> None:
    page.get_by_role("button", name="Who cares for you?").click()
    page.get_by_role("button", name="Add someone").click()
    page.get_by_label("Name").fill(names)
    page.get_by_label("Name").press("Enter")
    page.get_by_role("button", name="Done").click()


def saved(page: Page) -> None:
    expect(page.get_by_text("All changes saved")).to_be_visible(timeout=15_000)


def test_a_map_is_drawn_shared_seen_and_taken_back(sit: Sit, larkmead: str) -> None:
    nadia = sit().opens("/").signs_in("nadia@example.org", PASSWORD)
    page = start_ivys_map(nadia)
    add_who_cares_for_ivy(page, "Rosa Delgado")
    say_how_rosa_cares(page)
    saved(page)
    map_address = page.url
    page.reload()
    arrow = page.get_by_role("button", name="Rosa cares for Ivy")
    expect(arrow.first).to_have_accessible_name(
        "Rosa cares for Ivy: meals. Every day, given freely, care flows."
    )

    link = invite_the_owner(page, map_address)
    ivy = sit(width=390, height=844, touch=True).opens(link)
    ivy.page.get_by_label("Your name").fill("Ivy Adeyemi")
    ivy.page.get_by_label("Email").fill("ivy@example.org")
    ivy.page.get_by_label("Password").fill(PASSWORD)
    ivy.page.get_by_role("button", name="Accept the invitation").click()
    ivy.page.wait_for_url(lambda url: "/invitations/" not in url)
    share_rosa(ivy.page, map_address)

    femi = sit().opens("/").signs_in("femi@example.org", PASSWORD)
    femi.opens(map_address)
    expect(femi.page.get_by_role("heading", level=1)).to_have_text("We cannot show this map")
    expect(femi.page.get_by_text("Rosa")).to_have_count(0)

    femi.opens(f"/neighbourhoods/{larkmead}")
    arrows = femi.page.get_by_role("row").filter(has_text="cares for")
    expect(arrows.filter(has_text="a supported person")).to_have_count(1)
    expect(femi.page.get_by_text("Rosa Delgado")).to_have_count(0)
    wealth = femi.page.get_by_text("1 of 3 people and bodies (33.3%) give care as a gift.")
    expect(wealth).to_be_visible()
    ivy.page.get_by_role("button", name="Stop sharing everything").click()
    ivy.page.get_by_role("dialog").get_by_role("button", name="Stop sharing everything").click()
    expect(arrows).to_have_count(0, timeout=4_000)
    expect(wealth).to_have_count(0)
    expect(femi.page.get_by_text("no longer shared")).to_be_visible()


def say_how_rosa_cares(page: Page) -> None:
    page.get_by_role("button", name="Rosa Delgado, person").focus()
    page.keyboard.press("l")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Rosa cares for Ivy").wait_for()
    page.get_by_role("radio", name="Every day", exact=True).check()
    page.get_by_role("radio", name="Given freely").check()
    page.get_by_role("button", name="Add care").click()
    page.get_by_role("button", name="Meals").click()


def invite_the_owner(page: Page, map_address: str) -> str:
    page.goto(f"{map_address}/sharing")
    page.get_by_role("button", name="Invite the person whose map it is").click()
    page.get_by_role("button", name="Make a link").click()
    return page.get_by_label("Link to give them").input_value()


def share_rosa(page: Page, map_address: str) -> None:
    page.goto(f"{map_address}/sharing")
    page.get_by_role("switch", name="Share You", exact=True).click()
    expect(page.get_by_text("It will show.")).to_be_visible()
    page.get_by_role("button", name="Share it").click()
    page.get_by_role("switch", name="Share Rosa Delgado", exact=True).click()
    page.get_by_role("switch", name="Share Rosa Delgado cares for you").click()
    expect(page.get_by_text("Not seen yet").first).to_be_visible()
    page.get_by_label("Did Rosa Delgado agree?").select_option("agreed")
    expect(page.get_by_text("Not seen yet")).to_have_count(0)
