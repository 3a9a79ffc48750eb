"""Ivy's rights, as she uses them on her phone: somebody let in for a time, or who asks, what is
kept about her, somebody removed, an older backup put back, and her whole map taken away, brought
back and erased. On both stores."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from mapping import audit, care_maps, drawings, people
from mapping.credentials import later
from mapping.service import Service
from tests.browser.conftest import Sit, Site
from tests.browser.test_drawing import RULES
from tests.conftest import Cypher
from tests.helpers import PASSWORD, reader
from tests.tables import Table
from tests.test_erasure import backed_up, put_back

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

NAME = "Zephyrine Quillfeather"


@pytest.fixture
def table(site: Site) -> Table:
    """Ivy's own map, with Zephyrine on it and in a drawing kept of it."""
    service = site.service
    ivy = people.create_account(
        service, name="Ivy Adeyemi", email="ivy@example.org", password=PASSWORD
    )
    people.create_administrator(service, name="Ada Min", email="ada@example.org", password=PASSWORD)
    opened = care_maps.create(
        service, reader(service, ivy), owner_name="Ivy Adeyemi", mine=True
    ).document
    table = Table(service, reader(service, ivy), opened.id, opened.owner_elements[0])
    zeph = table.draw_person(NAME, note="sings")
    table.draw_arrow(zeph, table.owner)
    table.draw_person("Ben", note="Zephyrine's brother")
    drawings.keep(service, table.reader, table.map_id)
    return table


def reads_what_is_kept_about_her(page: Page) -> None:
    page.get_by_role("button", name="Ivy Adeyemi").click()
    page.get_by_role("link", name="What is kept about me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is kept about you")
    expect(page.locator("#page").get_by_text("ivy@example.org")).to_be_visible()
    expect(page.get_by_text("You are drawn as Ivy Adeyemi, with 1 connection")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Take a copy (JSON)").click()
    copy = Path(taken.value.path()).read_text()
    assert "ivy@example.org" in copy
    assert "Zephyrine" not in copy
    assert "Zephyrine" not in page.content()
    is_accessible(page)


def removes_zephyrine(page: Page, table: Table) -> None:
    page.goto(f"/care-maps/{table.map_id}/sharing")
    page.get_by_label("Who?").select_option(label=NAME)
    page.get_by_role("button", name="Remove for good…").click()
    is_accessible(page)
    page.get_by_role("dialog").get_by_role("button", name="Remove for good").click()
    expect(page.get_by_text("1 drawing kept before now has a gap there.")).to_be_visible()
    expect(page.get_by_text("the note about Ben")).to_be_visible()
    expect(page.get_by_text("You removed somebody for good, and left a gap")).to_be_visible()
    page.get_by_text("Show only some of it").click()
    page.get_by_label("What", exact=True).select_option(label="Looked at it")
    expect(page.get_by_text("You opened this map.").first).to_be_visible()
    expect(page.get_by_text("You removed somebody for good")).to_have_count(0)
    is_accessible(page)


def sees_a_gap(page: Page, table: Table) -> None:
    page.goto(f"/care-maps/{table.map_id}")
    expect(page.get_by_role("button", name="Someone who was removed, ")).to_be_visible()
    assert NAME not in page.content()


def ben_asks_what_is_kept_about_him(desk: Page, page: Page) -> None:
    """He has no account: the administrator learns how many there are, the reviewer what is kept."""
    desk.goto("/administration")
    desk.get_by_label("The name that they give").fill("Ben")
    desk.get_by_label("Email of the reviewer").fill("ivy@example.org")
    desk.get_by_role("button", name="Look for them").click()
    expect(desk.get_by_text("1 person found, on 1 map.")).to_be_visible()
    assert "brother" not in desk.content()
    is_accessible(desk)
    page.goto(desk.locator("code").inner_text())
    expect(page.get_by_text("Zephyrine's brother")).to_be_visible()
    is_accessible(page)


def lets_femi_in_for_a_time(page: Page, table: Table) -> str:
    """Ivy chooses an end while she makes the link, and changes it afterwards with one action."""
    page.goto(f"/care-maps/{table.map_id}/sharing")
    page.get_by_role("button", name="Let someone else see it").click()
    page.get_by_label("A month, until").check()
    is_accessible(page)
    page.get_by_role("button", name="Make a link").click()
    expect(page.get_by_role("dialog").get_by_text("Access until")).to_be_visible()
    link = page.get_by_label("Link to give them").input_value()
    page.get_by_role("button", name="Done").click()
    people = page.get_by_role("region", name="People who can open it")
    expect(people.get_by_text("The link works until")).to_be_visible()
    expect(people.get_by_text("Access until")).to_be_visible()
    return link


def femi_comes_in_and_runs_out_of_time(
    page: Page, guest: Page, link: str, table: Table, service: Service
) -> None:
    guest.goto(link)
    expect(guest.get_by_text("You can open it until the end of")).to_be_visible()
    is_accessible(guest)
    guest.get_by_label("Your name").fill("Femi Balogun")
    guest.get_by_label("Email").fill("femi@example.org")
    guest.get_by_label("Password").fill(PASSWORD)
    guest.get_by_role("button", name="Accept the invitation").click()
    first = guest.get_by_role("button", name=f"{NAME}, ").first
    expect(first).to_be_visible(timeout=15_000)  # a store that was not asked before is slow
    page.reload()
    page.get_by_role("button", name="Change the end for Femi Balogun").click()
    page.get_by_label("Three months").check()
    is_accessible(page)
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("You said that Femi Balogun can open this map until")).to_be_visible()
    over = {"account": person_called(service, "femi"), "until": later(dt.timedelta(seconds=1))}
    service.write(
        lambda tx: tx.one("give_care_map_role", care_map=table.map_id, role="viewer", **over)
    )
    gone = guest.locator("p", has_text="It is not here, or it was not shared")
    expect(gone).to_be_visible(timeout=15_000)
    assert NAME not in guest.content()
    guest.goto("/")
    expect(guest.get_by_text("Draw your first care map")).to_be_visible()


def femi_asks_to_see_it_and_is_let_in(page: Page, guest: Page, table: Table) -> None:
    """What he is told is the same at an address that is no map's."""
    said = []
    for place in ("nowhere/sharing", table.map_id):
        guest.goto(f"/care-maps/{place}")
        guest.get_by_role("button", name="Ask the person whose map it is").click()
        guest.get_by_label("Who you are, and why").fill("I bring Ivy her soup")
        is_accessible(guest)
        guest.get_by_role("button", name="Ask", exact=True).click()
        told = guest.locator("#page").get_by_text("We have passed it on, if there is a map")
        expect(told).to_be_visible()
        said.append(told.inner_text())
    assert said[0] == said[1]
    page.goto("/")
    expect(page.get_by_text("Somebody asks to see “Ivy\u2019s care map”.")).to_be_visible()
    is_accessible(page)
    page.get_by_role("link", name="Look at it").click()
    asked = page.get_by_role("region", name="Somebody asks to see this map")
    expect(asked.get_by_text("I bring Ivy her soup")).to_be_visible()
    asked.get_by_role("button", name="Say no…").click()
    is_accessible(page)
    page.get_by_role("button", name="Not now").click()
    asked.get_by_role("button", name="Let them see it…").click()
    page.get_by_label("A month, until").check()
    is_accessible(page)
    page.get_by_role("button", name="Let them see it", exact=True).click()
    expect(asked).to_have_count(0)
    expect(page.get_by_text("You let Femi Balogun open this map")).to_be_visible()
    guest.goto("/")
    expect(guest.get_by_text("You were let in, until the end of")).to_be_visible()
    expect(guest.get_by_text("There is no answer.")).to_be_visible()
    is_accessible(guest)
    guest.get_by_role("link", name="Open the map", exact=True).click()
    first = guest.get_by_role("button", name=f"{NAME}, ").first
    expect(first).to_be_visible(timeout=15_000)  # a store that was not asked before is slow


def what_is_said(guest: Page) -> tuple[str, str]:
    """Return a page's title, and its words but for what was read out when they came."""
    return guest.title(), guest.locator("main").inner_text().split("Back to care maps")[0]


def stops_him_quietly(page: Page, guest: Page, table: Table) -> None:
    """His open page loses the map; what he reads of himself does not say that he was stopped."""
    page.goto(f"/care-maps/{table.map_id}/sharing")
    page.get_by_role("button", name="Stop Femi Balogun opening it").click()
    page.get_by_text("Does Femi Balogun control you").click()
    is_accessible(page)
    page.get_by_role("button", name="Stop them quietly").click()
    expect(
        page.get_by_text("You stopped Femi Balogun from opening this map, quietly")
    ).to_be_visible()
    gone = guest.locator("p", has_text="It is not here, or it was not shared")
    expect(gone).to_be_visible(timeout=15_000)
    ask = guest.get_by_role("button", name="Ask the person whose map it is")
    expect(ask).to_be_visible()
    said = [what_is_said(guest)]
    guest.reload()
    expect(ask).to_be_visible()
    assert NAME not in guest.content()
    guest.goto("/care-maps/nowhere")
    expect(ask).to_be_visible()
    said.append(what_is_said(guest))
    assert said[0] == said[1]  # no more than at an address that is no map's
    guest.goto("/me/data")
    expect(guest.get_by_role("heading", level=1)).to_have_text("What is kept about you")
    assert "quiet" not in guest.content()


def reads_where_to_turn(sit: Sit) -> None:
    page = sit(width=390, height=844).page
    page.goto("/sign-in")
    page.get_by_role("link", name="Worried about someone?").click()
    expect(page.get_by_text("If somebody is in danger now, call 999.")).to_be_visible()
    expect(page.get_by_text("has not written here yet")).to_be_visible()
    is_accessible(page)
    page.get_by_role("button", name="Leave this page quickly").click()
    page.wait_for_url("about:blank")


def says_that_she_acts_and_until_when_it_is_kept(page: Page, table: Table) -> None:
    page.goto(f"/care-maps/{table.map_id}/sharing")
    page.get_by_role("button", name="I act for somebody else…").click()
    page.get_by_label("It was decided in their best interests").check()
    page.get_by_label("The day on which it was decided").fill("2026-05-04")
    page.get_by_label("Who decided it").fill("Dr Okoro")
    is_accessible(page)
    page.get_by_role("button", name="Write it down").click()
    ground = "by a best-interests decision of 4 May 2026 by Dr Okoro"
    expect(page.get_by_text(f"You act for them {ground}")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Who sees “")
    expect(page.get_by_text("choose what leaves it as they would")).to_be_visible()
    page.get_by_role("button", name="It is still right").click()
    page.get_by_role("button", name="End this…").click()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_text("Nobody else owns this map.")).to_be_visible()
    page.get_by_role("button", name="Not now").click()
    page.get_by_text("Choose a day", exact=True).click()
    soon = (dt.date.today() + dt.timedelta(days=40)).isoformat()
    page.get_by_label("The last day").fill(soon)
    page.get_by_role("button", name="Keep it until then").click()
    expect(page.get_by_text("This map goes after")).to_be_visible()
    is_accessible(page)
    page.goto("/")
    expect(page.get_by_text("You can keep it for longer.")).to_be_visible()
    page.get_by_role("link", name="Look at it").click()
    page.get_by_role("button", name="Keep it a year from now").click()
    expect(page.get_by_text("Owners are reminded 60 days before.")).to_be_visible()


def person_called(service: Service, name: str) -> str:
    index = people.email_index(service, f"{name}@example.org")
    found = service.read(lambda tx: tx.one("account_by_email", email_index=index))
    assert found is not None
    return str(found["id"])


def is_accessible(page: Page) -> None:
    assert Axe().run(page, options=RULES).response["violations"] == []


def test_ivy_reads_what_is_kept_removes_somebody_and_takes_her_map_away(
    sit: Sit, table: Table, service: Service, tmp_path: Path, cypher: Cypher
) -> None:
    page = sit(width=390, height=844).signs_in("ivy@example.org", PASSWORD).page
    backup = backed_up(service, tmp_path)
    link = lets_femi_in_for_a_time(page, table)
    guest = sit().page
    femi_comes_in_and_runs_out_of_time(page, guest, link, table, service)
    femi_asks_to_see_it_and_is_let_in(page, guest, table)
    stops_him_quietly(page, guest, table)
    reads_where_to_turn(sit)
    says_that_she_acts_and_until_when_it_is_kept(page, table)
    reads_what_is_kept_about_her(page)
    desk = sit().signs_in("ada@example.org", PASSWORD).page
    ben_asks_what_is_kept_about_him(desk, page)
    removes_zephyrine(page, table)
    sees_a_gap(page, table)
    assert audit.check(service) == []

    # The backup from before is put back: the name cannot be read, and the cut record is noticed.
    put_back(service.store, backup)
    sees_a_gap(page, table)
    cut = {trouble.chain: trouble.why for trouble in audit.check(service)}
    assert "cut off" in cut[table.map_id]
    cypher("MATCH (a:Audit {chain: $c, n: 2}) SET a.account = 'me'", c=table.map_id)
    altered = {trouble.chain: trouble.why for trouble in audit.check(service)}
    assert altered[table.map_id] == "entry 2 was altered"

    going = page.get_by_role("heading", name="Maps that were taken away")
    for ends_with in (("Bring it back",), ("Erase it now", "Erase for good")):
        page.goto(f"/care-maps/{table.map_id}/sharing")
        page.get_by_role("button", name="Take this map away…").click()
        page.get_by_role("button", name="Take it away").click()
        expect(going).to_be_visible()
        is_accessible(page)
        for button in ends_with:
            page.get_by_role("button", name=button).click()
        expect(going).to_have_count(0, timeout=15_000)
    page.goto(f"/care-maps/{table.map_id}")
    expect(page.get_by_text("We cannot show this map")).to_be_visible()
    assert cypher("MATCH (n {scope: $id}) RETURN count(n) AS n", id=table.map_id)[0]["n"] == 0
