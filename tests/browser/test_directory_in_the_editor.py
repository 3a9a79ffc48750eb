"""A body of the neighbourhood's directory is found while its name is typed, and picked, not copied.

Expected: the same node on every map, and nothing of what a map draws of it for whoever reads the
neighbourhood.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from mapping import care_maps, neighbourhoods, people
from mapping.model import Element, new_id
from mapping.policy import Reader
from mapping.vocabulary import Kind
from tests.browser.conftest import OF_THE_PAGE, Sit, Site, Someone
from tests.browser.test_drawing import open_map, saved, stored
from tests.helpers import PASSWORD
from tests.tables import Table

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

CLUB = "Tanyard lunch club"


@pytest.fixture
def larkmead(site: Site) -> tuple[Table, Element]:
    """Nadia's table in Larkmead, whose directory has a lunch club and the arts beside it."""
    place = neighbourhoods.create(site.service, name="Larkmead")
    club, arts = (
        Element(id=new_id(), scope=place, kind=Kind.GROUP, name=name)
        for name in (CLUB, "Tanyard Arts")
    )
    neighbourhoods.add_to_directory(site.service, place, [club, arts])
    accounts = {}
    for name, role in (("Nadia Hassan", "member"), ("Femi Balogun", "organiser")):
        email = f"{name.split()[0].lower()}@example.org"
        account = people.create_account(site.service, name=name, email=email, password=PASSWORD)
        give_role(site, account, place, role)
        accounts[role] = account
    nadia = Reader(
        account_id=accounts["member"], name="Nadia Hassan", neighbourhood_roles={place: "member"}
    )
    opened = care_maps.create(
        site.service, nadia, owner_name="Ivy Adeyemi", neighbourhood=place
    ).document
    return Table(site.service, nadia, opened.id, opened.owner_elements[0]), club


def give_role(site: Site, account: str, place: str, role: str) -> None:
    given = {"account": account, "neighbourhood": place, "role": role, "until": None}
    site.service.write(lambda tx: tx.one("give_neighbourhood_role", **given))


def type_name(page: Page, text: str) -> None:
    page.get_by_role("button", name="Add someone").click()
    page.get_by_label("Name").fill(text)


def test_a_body_is_found_while_typing_and_picked_not_copied(
    sit: Sit, larkmead: tuple[Table, Element]
) -> None:
    table, club = larkmead
    page = open_map(sit(), table)
    type_name(page, "Rosa, tanya")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowDown")
    while CLUB not in page.locator("[role=option][aria-selected=true]").inner_text():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("From the directory")).to_be_visible()
    saved(page)
    care_map = stored(table)
    assert care_map.elements[club.id].scope == club.scope != table.map_id
    assert {one.name for one in care_map.elements.values()} == {"Ivy Adeyemi", "Rosa", CLUB}
    assert {one.to for one in care_map.connections.values()} >= {club.id}

    page.get_by_role("button", name="Undo").click()
    saved(page)
    assert club.id not in stored(table).figures
    nobody_reads_of_it(sit(), table, club)


@OF_THE_PAGE
def test_what_was_typed_whole_can_be_the_directorys_after_all(
    sit: Sit, larkmead: tuple[Table, Element]
) -> None:
    """Several at once are drawn privately; the directory's is offered, and takes their arrows."""
    table, club = larkmead
    page = open_map(sit(), table)
    type_name(page, f"{CLUB.lower()}, Rosa")
    page.get_by_label("Name").press("Enter")
    page.get_by_role("button", name=f"Use {CLUB} of the directory").click()
    saved(page)
    care_map = stored(table)
    assert club.id in care_map.figures
    assert len(care_map.figures) == 3
    assert {one.to for one in care_map.connections.values()} >= {club.id}
    page.get_by_role("button", name="Undo").click()
    saved(page)
    assert club.id not in stored(table).figures
    assert len(stored(table).figures) == 3
    page.get_by_role("button", name="Redo").click()
    saved(page)
    nobody_reads_of_it(sit(), table, club)


def nobody_reads_of_it(femi: Someone, table: Table, club: Element) -> None:
    """Femi, who looks after Larkmead, reads the club and no arrow, name or map of Ivy's."""
    femi.signs_in("femi@example.org", PASSWORD)
    care_map = stored(table)
    secrets = {table.map_id, table.owner, "Ivy", *care_map.connections}
    for path in ("elements", "connections", "reports/all", "directory?text=tanyard"):
        answer = femi.page.request.get(f"/api/v1/neighbourhoods/{club.scope}/{path}")
        assert answer.ok
        assert [one for one in secrets if one in answer.text()] == []
