"""Trouble at the table: signed out by time, a server that restarts, a device looked into."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mapping import care_maps
from tests.browser.conftest import OF_THE_PAGE, Sit, Site, Someone
from tests.browser.test_drawing import add_person, figure, names, saved, stored
from tests.browser.test_together import at_the_map, joins, leaves, notices, person
from tests.helpers import PASSWORD
from tests.tables import Table

pytestmark = pytest.mark.browser

KEPT_ON_DEVICE = """
async () => {
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => done(asked.result);
    });
    for (const store of db.objectStoreNames) {
      const rows = await new Promise((done) => {
        const asked = db.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => done(asked.result);
      });
      for (const row of rows) found.push({ store, row });
    }
    db.close();
  }
  const bytes = (value) => Array.from(new Uint8Array(value.buffer ?? value));
  const isBytes = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);
  const plain = (_key, value) =>
    value instanceof CryptoKey ? { extractable: value.extractable }
    : isBytes(value) ? String.fromCharCode(...bytes(value))
    : value;
  return JSON.stringify(found, plain);
}
"""


HAS_SEEN = """
async () => {
  const db = await new Promise((done) => {
    const asked = indexedDB.open('care-mapping-last-seen', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('seen');
    asked.onsuccess = () => done(asked.result);
  });
  const count = await new Promise((done) => {
    const asked = db.transaction('seen').objectStore('seen').count();
    asked.onsuccess = () => done(asked.result);
  });
  db.close();
  return count > 0;
}
"""

PUT_BY = """
async () => {
  const kept = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = await Promise.all(kept.map((cache) => cache.keys()));
  return requests.flat().map(({ url }) => new URL(url).pathname);
}
"""


@pytest.fixture
def table(site: Site) -> Table:
    """Nadia's table, with Ivy's map on it."""
    nadia = person(site, "Nadia Hassan", "nadia@example.org")
    opened = care_maps.create(site.service, nadia, owner_name="Ivy Adeyemi", mine=True).document
    return Table(site.service, nadia, opened.id, opened.owner_elements[0])


def end_sessions(table: Table) -> None:
    """Let time run out for everyone who is signed in."""
    table.service.write(
        lambda tx: tx.run("end_other_sessions", account=table.reader.account_id, but="none-of-them")
    )


def sign_in_again(page: Page, email: str = "nadia@example.org") -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def on_device(page: Page) -> Any:
    return json.loads(page.evaluate(KEPT_ON_DEVICE))


def test_signed_out_by_time_hides_the_page_and_signing_in_returns_to_the_same_figure(
    sit: Sit, table: Table
) -> None:
    table.draw_person("Rosa Delgado")
    page = at_the_map(sit(), table, "nadia@example.org")
    figure(page, "Rosa Delgado").click()
    end_sessions(table)
    expect(page.get_by_role("heading", level=1)).to_have_text("Draw who cares for who")
    expect(page.get_by_text("Your work is kept.")).to_be_visible()
    expect(page.get_by_text("Rosa Delgado").first).to_be_hidden()
    assert "Ivy" not in page.title()
    sign_in_again(page)
    rosa = figure(page, "Rosa Delgado")
    expect(rosa).to_be_focused()
    expect(rosa).to_have_attribute("aria-pressed", "true")


def test_not_a_stroke_is_lost_when_time_signs_somebody_out_while_drawing(
    sit: Sit, table: Table
) -> None:
    page = at_the_map(sit(), table, "nadia@example.org")
    page.route("**/events", lambda route: route.abort())
    page.route("**/edits", lambda route: route.abort())
    for name in ("Rosa", "Ben"):
        add_person(page, name)
    end_sessions(table)
    page.unroute("**/edits")
    expect(page.get_by_label("Password")).to_be_visible(timeout=15_000)
    sign_in_again(page)
    saved(page)
    assert names(table) == {"Ivy Adeyemi", "Rosa", "Ben"}
    assert stored(table).edit_seq == 2


@OF_THE_PAGE
def test_another_person_who_signs_in_there_sees_nothing_of_it(
    sit: Sit, table: Table, site: Site
) -> None:
    person(site, "Sam Lee", "sam@example.org")
    page = at_the_map(sit(), table, "nadia@example.org")
    end_sessions(table)
    sign_in_again(page, "sam@example.org")
    page.get_by_role("heading", level=1, name="Good ").wait_for()
    expect(page.get_by_text("Ivy")).to_have_count(0)


@OF_THE_PAGE
def test_what_waits_on_the_device_cannot_be_read_there(sit: Sit, table: Table) -> None:
    someone: Someone = sit()
    page = at_the_map(someone, table, "nadia@example.org")
    someone.context.set_offline(True)
    add_person(page, "Rosa Delgado")
    expect(page.locator("[data-saving=offline]")).to_contain_text("1 change kept")
    rows = on_device(page)
    assert [row["store"] for row in rows if row["store"] == "waiting"] == ["waiting"]
    assert {"extractable": False} in [row["row"] for row in rows]
    assert not re.search("Rosa|Delgado|element", json.dumps(rows))
    someone.context.set_offline(False)
    saved(page)
    assert [row for row in on_device(page) if row["store"] == "waiting"] == []


def test_a_server_that_restarts_in_the_middle_of_a_drag_loses_nothing(
    sit: Sit, table: Table, site: Site
) -> None:
    table.draw_person("Rosa Delgado")
    page = at_the_map(sit(), table, "nadia@example.org")
    box = figure(page, "Rosa Delgado").bounding_box()
    middle = figure(page, "Ivy Adeyemi").bounding_box()
    assert box
    assert middle
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(middle["x"] + 140, middle["y"] + 30, steps=6)
    site.stop()
    page.mouse.move(middle["x"] + 90, middle["y"] + 60, steps=6)
    page.mouse.up()
    expect(page.locator("[data-saving=offline]")).to_contain_text("1 change kept")
    site.start()
    saved(page)
    (rosa,) = (one for one in stored(table).figures.values() if one.element_id != table.owner)
    assert rosa.presence == "lives_with"
    assert stored(table).edit_seq == 2


def test_a_refused_change_is_said_and_a_copy_is_kept(sit: Sit, table: Table) -> None:
    page = at_the_map(sit(), table, "nadia@example.org")
    page.route(
        "**/edits",
        lambda route: route.fulfill(
            status=422,
            content_type="application/problem+json",
            body='{"type": "/problems/edit-refused", "detail": "This map is closed."}',
        ),
    )
    add_person(page, "Rosa")
    expect(notices(page)).to_contain_text("One change could not be kept on the map")
    expect(notices(page)).to_contain_text("This map is closed.")
    with page.expect_download() as downloading:
        notices(page).get_by_role("button", name="Download a copy").click()
    assert "Rosa" in downloading.value.path().read_text()
    expect(figure(page, "Rosa")).to_have_count(0)


def has_the_editor_at_hand(page: Page) -> None:
    """Wait until the browser has put by what a reload without a network needs."""
    page.wait_for_function(
        "async () => Boolean((await navigator.serviceWorker.getRegistration())?.active)"
    )


def test_a_reload_without_a_network_shows_the_map_and_what_waits_and_sends_it_once(
    sit: Sit, table: Table, site: Site
) -> None:
    page = at_the_map(sit(), table, "nadia@example.org")
    add_person(page, "Rosa Delgado")
    saved(page)
    has_the_editor_at_hand(page)
    site.stop()
    add_person(page, "Ben Okafor")
    expect(page.locator("[data-saving=offline]")).to_contain_text("1 change kept")
    page.reload()
    expect(notices(page)).to_contain_text("This is the map as this device last had it.")
    for name in ("Ivy Adeyemi", "Rosa Delgado", "Ben Okafor"):
        expect(figure(page, name)).to_be_visible()
    # Undo knows what was sent before the reload, and what waits.
    for button, left in (("Undo", 1), ("Undo", 0), ("Redo", 0), ("Redo", 1)):
        page.get_by_role("button", name=button).click()
        expect(figure(page, "Ben Okafor")).to_have_count(left if button == "Redo" else 0)
        expect(figure(page, "Rosa Delgado")).to_have_count(1 if button == "Redo" else left)
    add_person(page, "Dr Ahmed")
    expect(page.locator("[data-saving=offline]")).to_contain_text("6 changes kept")
    page.goto("/")
    page.get_by_role("heading", name="We could not reach Care Mapping").wait_for()
    at_hand = page.get_by_role("region", name="On this device")
    at_hand.get_by_role("link", name=stored(table).title).click()
    for name in ("Rosa Delgado", "Ben Okafor", "Dr Ahmed"):
        expect(figure(page, name)).to_be_visible()
    site.start()
    saved(page)
    expect(notices(page)).to_be_hidden()
    assert names(table) == {"Ivy Adeyemi", "Rosa Delgado", "Ben Okafor", "Dr Ahmed"}
    assert stored(table).edit_seq == 7


@OF_THE_PAGE
def test_what_is_put_by_for_no_network_is_our_own_page_and_a_map_that_is_sealed(
    sit: Sit, table: Table
) -> None:
    page = at_the_map(sit(), table, "nadia@example.org")
    add_person(page, "Rosa Delgado")
    saved(page)
    has_the_editor_at_hand(page)
    addresses = page.evaluate(PUT_BY)
    assert "/" in addresses
    assert {address.split("/")[1] for address in addresses} == {"", "assets"}
    rows = on_device(page)
    assert [row["row"]["account"] for row in rows if row["store"] == "seen"] == [
        table.reader.account_id
    ]
    assert not re.search("Rosa|Delgado|Adeyemi|Nadia", json.dumps(rows))


def maps_on(page: Page) -> int:
    return [row["store"] for row in on_device(page)].count("seen")


@OF_THE_PAGE
def test_signed_out_by_oneself_or_by_time_or_shut_out_nothing_of_a_map_is_left_on_the_device(
    sit: Sit, table: Table, site: Site
) -> None:
    grace = person(site, "Grace Obi", "grace@example.org")
    joins(table, grace, "editor")
    page = at_the_map(sit(), table, "grace@example.org")
    page.wait_for_function(HAS_SEEN)
    leaves(table, grace)
    expect(page.locator("p", has_text="It is not here, or it was not shared")).to_be_visible()
    assert maps_on(page) == 0

    page = at_the_map(sit(), table, "nadia@example.org")
    has_the_editor_at_hand(page)
    page.wait_for_function(HAS_SEEN)
    page.goto("/")
    page.get_by_role("button", name="Nadia Hassan").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Password").wait_for()
    assert maps_on(page) == 0
    sign_in_again(page)
    page.get_by_role("link", name="Ivy").last.click()
    page.wait_for_function(HAS_SEEN)
    end_sessions(table)
    expect(page.get_by_label("Password")).to_be_visible(timeout=15_000)
    assert maps_on(page) == 0
    site.stop()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("We could not reach Care Mapping")
    expect(page.get_by_text("Ivy")).to_have_count(0)
    site.start()
