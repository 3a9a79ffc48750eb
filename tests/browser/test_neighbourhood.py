"""What an organiser relies on: one map as picture, tables and figures; what is withdrawn is gone.

Expected figures: what the pilot published (`tests/analysis/published.py`), and the API's report.
"""

from __future__ import annotations

import csv
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from fixtures.pilot import make
from mapping import neighbourhoods, proposing
from mapping.chosen import STATES
from mapping.consent import withdraw
from mapping.interchange.tabular import read_connections, read_elements
from mapping.model import Connection, Element, new_id
from mapping.proposals import NewProposal, ProposedEntry
from mapping.vocabulary import Formality, Kind, Told
from tests.analysis.published import MENTIONS, assert_published
from tests.browser.conftest import OF_THE_PAGE, Sit, Site, Someone
from tests.browser.test_print import pages_of
from tests.helpers import PASSWORD, account, reader
from tests.test_consent import Street

pytestmark = pytest.mark.browser

PILOT = Path(make.__file__).parent
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
TABS = ("Network", "Who is in it", "Care", "Mixing", "Bridging")
MINUS = "\N{MINUS SIGN}"
HOSTILE = (
    "<img src=x onerror=\"document.title='taken'\">",
    "</script><script>document.title='taken'</script>",
    "{{constructor.constructor('document.title=`taken`')()}}",
)

SEND = """async ([address, id, steps]) => (await fetch(address, {
    method: "POST",
    headers: {"content-type": "application/json"},
    body: JSON.stringify({id, steps}),
})).status"""

Open = Callable[..., Page]


@pytest.fixture
def opens(site: Site, sit: Sit) -> Open:
    """Open a neighbourhood's page as Femi, who looks after it."""
    femi = account(site.service, "Femi Balogun")
    at: list[Someone] = []

    def open_page(neighbourhood: str, tab: str = "", **desk: Any) -> Page:
        role = {"account": femi, "neighbourhood": neighbourhood, "role": "organiser"}
        site.service.write(lambda tx: tx.one("give_neighbourhood_role", **role, until=None))
        if not at or desk:
            at.append(sit(**desk).opens("/").signs_in("femi@example.org", PASSWORD))
        page = at[-1].context.new_page() if at[-1].page.url.count("neighbourhoods") else at[-1].page
        page.on("pageerror", lambda error: at[-1].troubles.append(str(error)))
        page.goto(f"/neighbourhoods/{neighbourhood}{tab}")
        return page

    return open_page


@pytest.fixture
def pilot(site: Site) -> str:
    place = neighbourhoods.create(site.service, name="Clapton pilot")
    rows = read_elements(PILOT / "elements.csv", scope=place)
    lines = read_connections(PILOT / "connections.csv")
    neighbourhoods.add_to_directory(site.service, place, [row.element for row in rows], lines)
    return place


def bodies(site: Site, *names: str) -> str:
    """Make a neighbourhood of some groups."""
    place = neighbourhoods.create(site.service, name="Larkmead")
    some = [Element(id=new_id(), scope=place, kind=Kind.GROUP, name=name) for name in names]
    neighbourhoods.add_to_directory(site.service, place, some)
    return place


def go(page: Page, tab: str) -> None:
    page.get_by_role("navigation", name="Neighbourhood").get_by_role("link", name=tab).click()


def picture(page: Page) -> Locator:
    return page.get_by_role("img", name="Picture of")


def cells(page: Page, row: str) -> list[str]:
    """Return the numbers of a row of the table on this page that has it."""
    found = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=row, exact=True))
    return found.first.get_by_role("cell").all_inner_texts()


def test_the_pilots_published_figures_are_on_the_pages_as_the_api_says_them(
    opens: Open, pilot: str
) -> None:
    page = opens(pilot, "/care")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("32 of 42 people and bodies (76.2%) give care as a gift")
    asked = f"/api/v1/neighbourhoods/{pilot}/reports/all?vocabulary=true"
    report = page.evaluate("(address) => fetch(address).then((answer) => answer.json())", asked)
    assert_published(report)
    wealth, mixing = report["wealth"], report["mixing"]
    expect(page.get_by_role("listitem").filter(has_text="give no care")).to_contain_text("10")
    words = ("Wellbeing and listening", "Company", "Leisure and fun", "Learning and skills")
    for type_, name in zip(MENTIONS, (*words, "Speaking up for someone"), strict=True):
        by_sector = wealth["mentions_by_sector"][type_]
        shown = [by_sector[side] for side in ("formal", "community", "informal")]
        assert cells(page, name)[:5] == [str(n) for n in (*shown, MENTIONS[type_], 0)]

    go(page, "Who is in it")
    expect(heading).to_have_text("42 people and bodies are drawn here")
    page.get_by_role("button", name="Show as a table").click()
    rows = {"People": "person", "Groups": "group", "Charities and hubs": "organisation"}
    shown_sums = [0, 0, 0]
    for name, kind in rows.items():
        *by_side, total = [int(cell) for cell in cells(page, name)]
        assert sum(by_side) == total == report["who"]["by_kind"][kind]
        shown_sums = [a + b for a, b in zip(shown_sums, by_side, strict=False)]
    by_sector = report["who"]["by_sector"]
    assert shown_sums == [by_sector[side] for side in ("formal", "community", "informal")]

    go(page, "Mixing")
    scale = page.get_by_role("img", name="Mixing on a scale")
    here, chance = (f"{MINUS}{abs(mixing[field]):.2f}" for field in ("ei_index", "ei_expected"))
    expect(scale).to_have_accessible_name(
        f"Mixing on a scale from {MINUS}1 to +1: {here} here, {chance} by chance."
    )
    row = mixing["matrix"]["community"]
    assert cells(page, "Community") == [
        str(row[to]) for to in ("formal", "community", "informal", "none")
    ]


@OF_THE_PAGE
@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("Team b", {"care flows": 5, "in contact": 1, "inactive": 1}),
        ("Team d", {"care flows": 2, "in contact": 1, "inactive": 2}),
        ("Convening partner", {"in contact": 23, "inactive": 0}),
    ],
)
def test_the_pilots_published_connections_are_read_from_whoever_has_them(
    opens: Open, pilot: str, name: str, states: dict[str, int]
) -> None:
    """Two teams by state, and 23 bodies that are members of the convening partner."""
    page = opens(pilot)
    page.get_by_role("button", name="Table").click()
    page.get_by_role("searchbox", name="Find by name").fill(name)
    page.get_by_role("button", name=name, exact=True).first.click()
    chosen = page.get_by_role("complementary", name="Chosen")
    chosen.get_by_role("button", name="Show the other").click()
    said = [line.inner_text().split("\n")[-1] for line in chosen.get_by_role("listitem").all()]
    assert {state: said.count(state) for state in states} == states


@OF_THE_PAGE
def test_paper_gets_the_tables_and_the_screen_keeps_the_picture(opens: Open, pilot: str) -> None:
    page = opens(pilot)
    expect(picture(page)).to_be_visible()
    expect(page.get_by_role("region", name="Picture")).to_be_visible()
    page.wait_for_load_state("networkidle")  # what draws on paper comes after the page can be used
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    on_paper = page.get_by_role("img", name="Picture of Clapton pilot: 50 elements")
    expect(on_paper.get_by_text("Convening partner")).to_be_visible()
    expect(on_paper.get_by_text("Worker 1", exact=True)).to_have_count(0)
    expect(page.get_by_role("heading", name="People, bodies and places 50")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(picture(page)).to_be_visible()


@OF_THE_PAGE
def test_one_sheet_for_a_meeting_says_what_the_reports_say(opens: Open, pilot: str) -> None:
    page = opens(pilot)
    page.emulate_media(color_scheme="dark")
    page.get_by_role("link", name="One page for a meeting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Clapton pilot on one page")
    sheet = page.get_by_role("article")
    asked = f"/api/v1/neighbourhoods/{pilot}/reports/all"
    said = page.request.get(asked).json()
    told = [*said["who"]["sentences"], *said["wealth"]["sentences"]]
    for sentence in (*told, *said["bridging"]["sentences"][:3], *said["resilience"]["sentences"]):
        expect(sheet).to_contain_text(sentence)
    rows = sorted(cells(page, f"Team {letter}") for letter in "abcde")
    teams = [one["by_state"] for id_, one in said["teams"].items() if "-team-" in id_]
    assert rows == sorted([str(states[state]) for state in STATES] for states in teams)
    expect(sheet).to_contain_text("All of the map: 50 elements and 72 connections.")
    assert pages_of(page.pdf(prefer_css_page_size=True)) == [(595, 842)]
    page.emulate_media(media="print", color_scheme="dark")
    assert sheet.evaluate("one => getComputedStyle(one).color") == "rgb(24, 37, 59)"
    page.emulate_media(media="screen", color_scheme="light")

    page.get_by_label("What changed since").fill("2010-01-01")
    expect(sheet).to_contain_text("What changed since 1 January 2010")
    page.goto(f"/neighbourhoods/{pilot}/summary?kind=group")
    part = page.request.get(asked, params={"shown": "?kind=group"}).json()
    expect(sheet).to_contain_text("A part of the map, ")
    expect(sheet).to_contain_text("kind: group")
    expect(sheet).to_contain_text(part["wealth"]["sentences"][0])
    page.goto(f"/neighbourhoods/{pilot}/summary?find=nobody")
    expect(sheet).to_contain_text("Nothing here is like that")


def test_what_is_chosen_holds_for_picture_table_and_the_other_pages(
    opens: Open, pilot: str
) -> None:
    """Expected: the pilot has 6 formal, 24 community and 12 informal, and 8 without a sector."""
    page = opens(pilot)
    expect(picture(page)).to_have_accessible_name(re.compile("^Picture of 50 elements and 72 con"))
    page.get_by_role("checkbox", name="Community").uncheck()
    page.get_by_role("checkbox", name="Teams, circles, places").uncheck()
    expect(picture(page)).to_have_accessible_name(re.compile("^Picture of 18 elements and 0 con"))
    page.get_by_role("button", name="Table").click()
    expect(page.get_by_role("heading", name="People, bodies and places 18")).to_be_visible()
    assert "sector=formal,informal" in page.url
    go(page, "Who is in it")
    expect(page.get_by_role("heading", level=1)).to_contain_text("18 people and bodies")
    expect(page.get_by_text("Counted of 18 elements of 50")).to_be_visible()
    go(page, "Network")
    expect(page.get_by_role("heading", name="People, bodies and places 18")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Community")).not_to_be_checked()
    page.reload()
    expect(page.get_by_role("heading", name="People, bodies and places 18")).to_be_visible()
    page.get_by_role("button", name="Show everything").click()
    page.get_by_role("searchbox", name="Find by name").fill("forum")
    expect(page.get_by_role("heading", name="People, bodies and places 1")).to_be_visible()
    page.get_by_role("button", name="Neighbourhood forum").first.click()
    panel = page.get_by_role("complementary", name="Chosen")
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    panel.get_by_role("button", name="Show near it").click()
    assert "near=" in page.url
    page.get_by_role("button", name="2 steps").click()
    assert "steps=2" in page.url

    page.get_by_role("button", name="Save this view").click()
    page.get_by_label("Name", exact=True).fill("Round the forum")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    address, rows = page.url, page.locator("tbody tr").count()
    page.get_by_role("button", name="Show everything").first.click()
    page.get_by_label("Saved views").select_option(label="Round the forum")
    assert page.url == address
    expect(page.locator("tbody tr")).to_have_count(rows)

    page.get_by_role("searchbox", name="Find by name").fill("nobody is called this")
    expect(page.get_by_role("heading", name="Nothing here is like that")).to_be_visible()
    page.get_by_role("button", name="named \u201cnobody is called this\u201d").first.click()
    expect(page.locator("tbody tr")).to_have_count(rows)


@OF_THE_PAGE
def test_a_figure_is_chosen_moved_stays_and_makes_room_for_its_neighbour(
    opens: Open, site: Site
) -> None:
    """Expected: what is alone is drawn in the middle; what is moved is where it was dropped."""
    place = bodies(site, "Tanyard lunch club")
    page = opens(place)
    expect(picture(page)).to_be_visible()
    expect(page.locator(".bands").get_by_text("Community")).to_be_visible()
    panel = page.get_by_role("complementary", name="Chosen")
    picture(page).click()
    expect(panel.get_by_role("heading", name="Tanyard lunch club")).to_be_visible()
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_have_count(0)

    box = picture(page).bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1] + 60, steps=4)
    with page.expect_response("**/layout"):
        page.mouse.move(middle[0] + 120, middle[1] + 120, steps=4)
        page.mouse.up()
    page.reload()
    expect(picture(page)).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.mouse.click(middle[0] + 120, middle[1] + 120)
    expect(panel.get_by_role("heading", name="Tanyard lunch club")).to_be_visible()

    layout = f"/api/v1/neighbourhoods/{place}/layout"
    (before,) = page.request.get(layout).json()["places"]
    surgery, pantry = new_id(), new_id()
    named = {surgery: ("health_care_provider", "Surgery"), pantry: ("group", "Pantry")}
    steps: list[dict[str, Any]] = [
        {"does": "list", "element": {"id": id_, "scope": place, "kind": kind, "name": name}}
        for id_, (kind, name) in named.items()
    ]
    for a, b in ((before["element"], pantry), (pantry, surgery)):
        ends = {"id": new_id(), "type": "collaborates_with", "from": a, "to": b}
        steps.append({"does": "connect", "connection": {**ends, "state": "engaged"}})
    with page.expect_request(lambda asked: asked.method == "PUT" and "layout" in asked.url):
        status = page.evaluate(SEND, [layout.replace("layout", "edits"), new_id(), steps])
    assert status == 200
    expect(picture(page)).to_have_accessible_name(re.compile("^Picture of 3 elements and 2 con"))
    after = {one["element"]: one for one in page.request.get(layout).json()["places"]}
    assert after[before["element"]] == before, "nobody else moves"
    away = [abs(after[pantry][way] - before[way]) for way in ("x", "y")]
    assert max(away) < 0.1, "it is beside what it is connected with"

    # Large by what bridges; the way between two; and taken along as it is shown.
    page.get_by_text("How it looks").click()
    page.get_by_label("Larger means more of").select_option("betweenness")
    panel.get_by_role("button", name="Close").click()
    expect(page.get_by_role("complementary", name="Legend")).to_contain_text("A larger figure")
    assert "size=betweenness" in page.url
    page.get_by_role("searchbox", name="Find by name").fill("Tanyard")
    page.get_by_role("list").get_by_role("button", name="Tanyard lunch club").first.click()
    panel.get_by_role("button", name="Show near it").click()
    expect(picture(page)).to_have_accessible_name(re.compile("^Picture of 2 elements and 1 con"))
    page.get_by_role("searchbox", name="Find the way to").fill("surg")
    page.get_by_role("list").get_by_role("button", name="Surgery").click()
    expect(picture(page)).to_have_accessible_name(re.compile("^Picture of 3 elements and 2 con"))
    assert f"path={surgery}" in page.url
    page.get_by_role("button", name="Take it along").click()
    dialog = page.get_by_role("dialog")
    expected = {
        "Picture (PNG)": b"\x89PNG",
        "Picture (SVG)": b"<svg",
        "Elements (CSV)": "\ufeffName,What it is".encode(),
        "Connections (CSV)": "\ufeffFrom,How,To".encode(),
    }
    for button, begins in expected.items():
        with page.expect_download() as taken:
            dialog.get_by_role("button", name=button).click()
        found = Path(taken.value.path()).read_bytes()
        assert found.startswith(begins)
        assert "PNG" in button or b"Pantry" in found


@OF_THE_PAGE
def test_names_that_are_code_are_only_names(opens: Open, site: Site) -> None:
    page = opens(bodies(site, *HOSTILE))
    expect(picture(page)).to_be_visible()
    page.get_by_role("button", name="Table").click()
    for name in HOSTILE:
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()
    page.get_by_role("searchbox", name="Find by name").fill(HOSTILE[0])
    page.get_by_role("button", name=HOSTILE[0], exact=True).first.click()
    expect(page.get_by_role("heading", name=HOSTILE[0], exact=True)).to_be_visible()
    for tab in TABS[1:]:
        go(page, tab)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).not_to_have_title(re.compile("taken"))
    assert page.locator("main img, main script").count() == 0


def test_what_is_withdrawn_is_gone_from_every_page_which_says_so(opens: Open, site: Site) -> None:
    street = Street(site.service)
    street.told(street.rosa, Told.AGREED)
    gift = street.table.draw_arrow(
        street.rosa, street.table.owner, care_types=("meals",), formality=Formality.GIFTED
    )
    street.share(street.table.owner, street.rosa, gift)
    pages = [opens(street.larkmead, tab) for tab in ("", "/who", "/care", "/mixing")]
    network, _, care, _ = pages
    network.get_by_role("button", name="Table").click()
    expect(network.get_by_role("row").filter(has_text="cares for")).to_have_count(1)
    expect(care.get_by_text("Rosa Delgado")).to_be_visible()
    withdraw(site.service, street.owner, street.table.map_id, about=None)
    for page in pages:
        page.bring_to_front()
        expect(page.get_by_text("Some connections are no longer shared.")).to_be_visible()
        expect(page.get_by_text("Rosa Delgado")).to_have_count(0)
    expect(network.get_by_role("row").filter(has_text="cares for")).to_have_count(0)
    go(network, "Care")
    expect(network.get_by_text("Some connections are no longer shared.")).to_be_visible()


@OF_THE_PAGE
def test_an_empty_neighbourhood_and_one_sided_care_say_so_in_words(opens: Open, site: Site) -> None:
    page = opens(neighbourhoods.create(site.service, name="Nowhere"))
    expect(page.get_by_text("No one has shared anything yet.")).to_be_visible()
    go(page, "Who is in it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nobody is drawn here yet")
    one_sided = opens(bodies(site, "Tanyard lunch club", "Repair café"), "/mixing")
    expect(one_sided.get_by_role("heading", level=1)).to_contain_text("Only one side is drawn")
    assert "NaN" not in one_sided.inner_text("main")

    asked = f"**/neighbourhoods/{one_sided.url.split('/')[4]}/elements?*"
    some = one_sided.request.get(
        one_sided.url.replace("/neigh", "/api/v1/neigh").replace("/mixing", "/elements")
    ).json()
    many = [{**some["items"][0], "id": f"{n:05}", "label": f"Body {n}"} for n in range(50_000)]
    one_sided.route(asked, lambda route: route.fulfill(json={**some, "items": many, "next": None}))
    for query in ("", "?as=picture"):
        one_sided.goto(one_sided.url.split("/mixing")[0].split("?")[0] + query)
        asks = one_sided.get_by_text("What do you want to see first?")
        expect(asks).to_be_visible(timeout=30_000)
        expect(one_sided.get_by_role("button", name="Show the picture anyway")).to_have_count(0)
    one_sided.get_by_role("searchbox", name="Find by name").fill("body 49999")
    expect(one_sided.get_by_text("1 name found")).to_be_visible()
    expect(picture(one_sided)).to_be_visible()


def test_who_joins_the_two_sides_and_what_would_break_without_them(opens: Open, pilot: str) -> None:
    page = opens(pilot, "/bridging")
    asked = f"/api/v1/neighbourhoods/{pilot}/reports/bridging?vocabulary=true"
    said = page.evaluate("(address) => fetch(address).then((answer) => answer.json())", asked)
    expect(page.get_by_role("heading", level=1)).to_contain_text(said["sentences"][0][:-1])
    share = max(said["betweenness"].values())
    first = page.get_by_role("table", name="Bridges").get_by_role("row").nth(1)
    expect(first).to_contain_text(f"{100 * share:.1f}%")
    name = first.locator("bdi").inner_text()

    page.get_by_role("list", name="Who might leave").get_by_role("button", name=name).click()

    expect(page.get_by_text(re.compile(f"Without {name}|On this map {name}")).first).to_be_visible()
    page.get_by_role("link", name="See the network without them").click()
    expect(page.get_by_text("As it would be without")).to_contain_text(name)
    page.get_by_role("button", name="Put back").click()
    expect(page.get_by_text("As it would be without")).to_have_count(0)

    page.goto(f"/neighbourhoods/{pilot}/bridging?state=generative")
    expect(page.get_by_text("Counted of 50 elements of 50: now: care flows")).to_be_visible()
    who = page.get_by_role("list", name="Who might leave").get_by_role("button").first
    name = who.inner_text()
    with page.expect_response("**/departures*") as counted:
        who.click()
    assert "shown=%3Fstate%3Dgenerative" in counted.value.url
    expect(page.get_by_text(counted.value.json()["sentences"][0])).to_be_visible()
    page.get_by_role("link", name="See the network without them").click()
    expect(page.get_by_text("As it would be without")).to_contain_text(name)
    assert "state=generative" in page.url


def test_two_who_might_help_are_introduced_and_it_can_be_taken_back(
    opens: Open, site: Site
) -> None:
    place = neighbourhoods.create(site.service, name="Larkmead")
    nurse, choir = (
        Element(id=new_id(), scope=place, kind=kind, name=name)
        for kind, name in ((Kind.HEALTH_CARE_PROVIDER, "District nurses"), (Kind.GROUP, "Choir"))
    )
    drawn = {"id": new_id(), "type": "collaborates_with", "state": "potential"}
    line = Connection.model_validate({**drawn, "from": nurse.id, "to": choir.id})
    neighbourhoods.add_to_directory(site.service, place, [nurse, choir], [line])

    page = opens(place, "/bridging")
    page.get_by_role("button", name="Introduce them").click()
    expect(page.get_by_text("District nurses and Choir count as in touch now")).to_be_visible()
    expect(page.get_by_text("1 link joins a formal and an informal carer directly")).to_be_visible()
    assert neighbourhoods.view(site.service, place).connections[0].state == "engaged"

    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("button", name="Introduce them")).to_be_visible()
    assert neighbourhoods.view(site.service, place).connections[0].state == "potential"


@OF_THE_PAGE
def test_what_takes_long_to_count_says_so_and_can_be_stopped(
    opens: Open, pilot: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mapping.counting.SMALL", 0)
    monkeypatch.setattr("api.neighbourhoods.REPORT_WITHIN", 0.1)
    with monkeypatch.context() as slow:
        never = (sys.executable, "-c", "import time; time.sleep(60)")
        slow.setattr("mapping.counting._CHILD", never)
        page = opens(pilot, "/care")
        says = page.get_by_text(
            re.compile(r"Counting the care that is given\. \d+ seconds? so far")
        )
        expect(says).to_be_visible(timeout=20_000)
        page.get_by_role("button", name="Stop counting").click()
        expect(page.get_by_role("status")).to_contain_text("Counting was stopped.")

    page.get_by_role("button", name="Count again").click()

    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("give care as a gift", timeout=60_000)


@OF_THE_PAGE
def test_the_figures_can_be_taken_along(opens: Open, pilot: str, tmp_path: Path) -> None:
    page = opens(pilot, "/care")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download CSV").click()
    started.value.save_as(tmp_path / "care.csv")
    with (tmp_path / "care.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["Type of care"]: row for row in csv.DictReader(file)}
    assert rows["Wellbeing and listening"]["Mentions"] == str(MENTIONS["wellness"])
    assert len(rows["Company"]["Given by"].split("; ")) == MENTIONS["social"]


@OF_THE_PAGE
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_every_page_can_be_read_by_everyone(
    opens: Open, site: Site, pilot: str, width: int
) -> None:
    """Expected: axe finds nothing, and nothing makes the page wider than the screen."""
    other = bodies(site, "Lunch club")
    proposes_a_choir(site, pilot)
    opens(other, width=width, height=800)  # who may read both may compare them
    page = opens(pilot)
    for tab in TABS:
        go(page, tab)
        expect(page.get_by_role("link", name=tab, exact=True)).to_have_attribute(
            "aria-current", "page"
        )
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        if tab == "Network":
            page.get_by_role("button", name="Picture", exact=True).click()
            expect(picture(page)).to_be_visible()
            page.get_by_role("button", name="Table", exact=True).click()
        if tab == "Who is in it":
            expects_a_food_bank(page)
        can_be_read(page, width)
    for at, words in (("directory", "Singing on Mondays"), (f"beside/{other}", "Works in both")):
        page.goto(f"/neighbourhoods/{pilot}/{at}")
        expect(page.get_by_text(words)).to_be_visible()
        can_be_read(page, width)


def can_be_read(page: Page, width: int) -> None:
    assert Axe().run(page, options=RULES).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("CARE_MAPPING_PICTURES"):
        name = page.url.split("/neighbourhoods/")[1].replace("/", "-")[36:].split("?")[0]
        page.screenshot(path=Path(folder) / f"read{name}-{width}.png", full_page=True)


def proposes_a_choir(site: Site, place: str) -> None:
    entry = ProposedEntry(kind=Kind.GROUP, name="Choir", opening="Singing on Mondays")
    mo = reader(site.service, account(site.service, "Mo Reed"))
    proposing.suggest(site.service, mo, place, NewProposal(entry=entry))


def expects_a_food_bank(page: Page) -> None:
    """By keyboard alone it is put on the list of what ought to be here, and taken off again."""
    field = page.get_by_label("Add to the list")
    field.focus()
    for what in ("food bank", "repair café"):
        page.keyboard.type(what)
        page.keyboard.press("Enter")
        row = page.get_by_role("row").filter(has_text=what)
        expect(row.get_by_text("Not drawn")).to_be_visible()
        expect(field).to_be_focused()
    page.get_by_role("button", name="Take off repair café").press("Enter")
    expect(row).to_have_count(0)
    expect(field).to_be_focused()
