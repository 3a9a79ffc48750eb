"""The whole story, as people live it: drawn, shared, seen, taken back, gone, asked about.

On both stores, at a desk and on a phone.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from mapping import people, releases
from mapping.consent import Purpose
from mapping.releases import Release, counting
from mapping.sharing import Wording, keep_wordings
from tests.browser.conftest import Sit, Site, Someone
from tests.browser.test_rights_story import is_accessible
from tests.helpers import PASSWORD
from tests.places import body, listed, started

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]


@pytest.fixture
def larkmead(site: Site, tmp_path: Path) -> str:
    """Larkmead on four squares, a lunch club in one; a team starter, an organiser, an analyst."""
    service = site.service
    id_ = started(service, tmp_path)
    listed(service, id_, body(id_, "Tanyard lunch club", (0, 0), offers=("meals",)))
    keep_wordings(
        service,
        [
            Wording(id="n-1", version=1, purpose=Purpose.NEIGHBOURHOOD, text="It will show."),
            Wording(id="e-1", version=1, purpose=Purpose.EVALUATION, text="It will count."),
        ],
    )
    people.create_account(
        service,
        name="Dr Lin Zhao",
        email="lin@example.org",
        password=PASSWORD,
        service_roles=["analyst"],
    )
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


def test_a_map_is_drawn_shared_seen_taken_back_and_asked_about(
    sit: Sit, site: Site, larkmead: str
) -> None:
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
    ivy.page.get_by_label("No, I decide here for somebody else").check()
    expect(ivy.page.get_by_label("I am their attorney")).to_be_visible()
    is_accessible(ivy.page)
    ivy.page.get_by_label("Yes, it is my own").check()
    expect(ivy.page.get_by_label("I am their attorney")).to_have_count(0)
    ivy.page.get_by_role("button", name="Accept the invitation").click()
    ivy.page.wait_for_url(lambda url: "/invitations/" not in url)
    share_rosa(ivy.page, map_address)

    femi = sit().opens("/").signs_in("femi@example.org", PASSWORD)
    femi.opens(map_address)
    expect(femi.page.get_by_role("heading", level=1)).to_have_text("We cannot show this map")
    expect(femi.page.get_by_text("Rosa")).to_have_count(0)

    pages = read_the_neighbourhood(femi, larkmead)
    before = releases.make(site.service, larkmead)
    assert "person" in released(site, before)
    assert people_in(site, before)

    ivy.page.get_by_role("button", name="Stop sharing everything").click()
    ivy.page.get_by_role("dialog").get_by_role("button", name="Stop sharing everything").click()
    for page, gone in pages:
        expect(gone).to_have_count(0, timeout=4_000)
        expect(page.get_by_text("no longer shared")).to_be_visible()

    after = releases.make(site.service, larkmead, reason="somebody withdrew")
    assert not people_in(site, after)
    # Where so few have gone the numbers stand still, or their difference would tell of whom.
    assert released(site, after) == released(site, before)
    lin = sit().opens("/sign-in").page
    expect(ask_as_an_analyst(lin, after)).to_be_visible(timeout=90_000)


def read_the_neighbourhood(femi: Someone, larkmead: str) -> list[tuple[Page, Locator]]:
    """Read it as picture, table, figures and place; return pages and what must go from them."""
    address = f"/neighbourhoods/{larkmead}"
    network = femi.opens(address).page
    drawn = network.get_by_role("img", name="Picture of 3 elements and 1 connection")
    expect(drawn).to_be_visible()

    table = femi.context.new_page()
    table.goto(address)
    table.get_by_role("button", name="Table", exact=True).click()
    arrows = table.get_by_role("row").filter(has_text="cares for")
    expect(arrows.filter(has_text="a supported person")).to_have_count(1)
    expect(table.get_by_text("Rosa Delgado")).to_have_count(0)

    care = femi.context.new_page()
    care.goto(f"{address}/care")
    wealth = care.get_by_text("1 of 3 people and bodies (33.3%) give care as a gift")
    expect(wealth).to_be_visible()

    place = femi.context.new_page()
    place.goto(f"{address}/place")
    expect(place.get_by_role("heading", level=1)).to_contain_text("have no place or group")
    expect(place.frame_locator("iframe").get_by_text("Tanyard lunch club").first).to_be_visible()
    expect(place.frame_locator("iframe").get_by_text("neighbour")).to_have_count(0)
    place.close()
    return [(network, drawn), (table, arrows), (care, wealth)]


def released(site: Site, release: Release) -> str:
    """Return the table of who is in a release, as anybody takes it away."""
    folder = site.service.released.folder / release.id / "outer"
    return (folder / "people_by_kind_and_sector.csv").read_text()


def people_in(site: Site, release: Release) -> bool:
    """Whether the database of a release holds anybody."""
    there = site.service.released.store(release.id, wait=60)
    answer = counting.counted(there, "people_by_kind_and_sector", {}, release)
    return any(number.people for number in answer.numbers)


def ask_as_an_analyst(page: Page, release: Release) -> Locator:
    """Ask a release who is in it, and return what is said of so few."""
    page.get_by_label("Email").fill("lin@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", level=1, name="Questions").wait_for()
    page.get_by_role("button", name="Who is here").click()
    page.get_by_label("Release").select_option(release.id)
    page.get_by_role("button", name="Run").click()
    return page.get_by_text("Too few people are behind this answer")


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
    page.get_by_role("switch", name="Used to learn from").click()
    expect(page.get_by_text("It will count.")).to_be_visible()
    page.get_by_role("button", name="Share it").click()
    expect(page.get_by_text("is counted in numbers for researchers")).to_be_visible()
