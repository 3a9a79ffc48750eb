"""An analyst at a browser: asks a release, takes the answer away, and gets a key for a program."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from mapping import people
from mapping.releases import Release
from tests.browser.conftest import OF_THE_PAGE, Sit, Site
from tests.helpers import PASSWORD
from tests.releases.conftest import Street, street

__all__ = ["street"]

pytestmark = pytest.mark.browser

DOCS = Path(__file__).parents[2] / "docs"
CARE_TYPES = "Which types of care are given, and by how many?"


def lin(sit: Sit, **screen: int) -> Page:
    """Sit Dr Lin Zhao down, who studies care."""
    page = sit(**screen).opens("/sign-in").page
    page.get_by_label("Email").fill("lin@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", level=1, name="Questions").wait_for()
    return page


@pytest.fixture
def release(site: Site, street: Street) -> Release:
    people.create_account(
        site.service,
        name="Dr Lin Zhao",
        email="lin@example.org",
        password=PASSWORD,
        service_roles=["analyst"],
    )
    return street.release()


def ask(page: Page, question: str) -> None:
    page.get_by_role("button", name=question).click()
    page.get_by_role("button", name="Run").click()
    page.get_by_role("heading", name="row").wait_for(timeout=60_000)


@pytest.mark.usefixtures("release")
def test_an_analyst_asks_takes_the_file_and_asks_again_by_program(sit: Sit, site: Site) -> None:
    """12 give meals, shown as 10; 3 give money, hidden; a body gives space to a circle."""
    page = lin(sit)
    assert page.url.endswith("/questions")
    ask(page, CARE_TYPES)
    rows = [row.inner_text().split("\t") for row in page.get_by_role("row").all()]
    shown = [[cell.split("\n")[0] for cell in row] for row in rows]
    assert shown[1:] == [
        ["Meals", "10"],
        ["Money and benefits", "*"],
        ["Space and equipment", "1"],
    ]
    expect(page.get_by_text("fewer than 8 people are behind the number")).to_be_visible()
    with page.expect_download() as started:
        page.get_by_role("link", name="CSV").click()
    assert started.value.path().read_text() == "care_type,mentions\nmeals,10\nmoney,*\nspace,1\n"
    assert started.value.suggested_filename.startswith("care_types_given-20")

    page.get_by_role("button", name="Make a new key").click()
    secret = page.get_by_label("New key, shown this once").input_value()
    program = page.get_by_role("region", name="The program").inner_text()
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"CARE_MAPPING_KEY": secret},
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.search(r"money +NaN", done.stdout)
    assert len(program.strip().splitlines()) == 3
    page.get_by_role("button", name="curl").click()
    curl = page.get_by_role("region", name="The program").inner_text()
    asked = subprocess.run(
        ["sh", "-c", curl],
        env={"CARE_MAPPING_KEY": secret, "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "money,*" in asked.stdout
    a_query_of_their_own(page, secret)
    the_notebook_comes_to_a_finding(site, secret)
    page.goto(f"{site.address}/questions")
    expect(page.get_by_text("Last used")).to_be_visible()
    page.get_by_role("button", name="End this key").click()
    expect(page.get_by_role("button", name="End this key")).to_have_count(0)
    again = urllib.request.Request(
        f"{site.address}/api/v1/releases", headers={"Authorization": f"Bearer {secret}"}
    )
    with pytest.raises(urllib.error.HTTPError, match="401"):
        urllib.request.urlopen(again)
    assert "Neighbour" not in json.dumps(page.content())


def the_notebook_comes_to_a_finding(site: Site, secret: str) -> None:
    """The cells of the notebook in `docs/`, one after another, with an analyst's key."""
    cells = json.loads((DOCS / "from-a-key-to-a-finding.ipynb").read_text())["cells"]
    codes = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(codes)],
        env={"CARE_MAPPING_KEY": secret, "CARE_MAPPING_ADDRESS": site.address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    finding = "the care most often gifted is meals (about 10 mentions)"
    assert finding in done.stdout
    assert "Among 3 public bodies and places, Tanyard lunch club joins most others" in done.stdout


def a_query_of_their_own(page: Page, secret: str) -> None:
    """Begin with an example, be told what cannot be, and run the same by program."""
    page.get_by_role("link", name="a query of your own").click()
    page.get_by_role("button", name="What bodies are there?").click()
    page.get_by_role("button", name="Run").click()
    table = page.get_by_role("table")
    table.wait_for(timeout=60_000)
    rows = [row.inner_text().split("\t") for row in table.get_by_role("row").all()]
    assert rows[0] == ["kind", "sector", "bodies"]
    assert ["group", "community", "1"] in rows
    program = page.get_by_role("region", name="The program").inner_text()
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"CARE_MAPPING_KEY": secret},
        capture_output=True,
        text=True,
        check=True,
    )
    assert re.search(r"group +community +1", done.stdout)
    page.get_by_label("Your query").fill("MATCH (somebody:Person) DELETE somebody")
    expect(table).to_have_count(0)
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("alert")).to_contain_text("There are no people")


@OF_THE_PAGE
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_of_questions_passes_axe_and_never_scrolls_sideways(
    sit: Sit, release: Release, width: int
) -> None:
    page = lin(sit, width=width)
    ask(page, "Who gives care to whom")
    assert release.name in page.get_by_label("Release").inner_text()
    well_made(page, width)
    page.get_by_role("link", name="a query of your own").click()
    page.get_by_role("button", name="Who is joined to most").click()
    page.get_by_role("button", name="Run").click()
    page.get_by_role("heading", name="row").wait_for(timeout=60_000)
    if shots := os.environ.get("LOOK"):
        page.screenshot(path=f"{shots}/own-{width}.png", full_page=True)
    well_made(page, width)


@OF_THE_PAGE
@pytest.mark.parametrize("width", [1280, 390])
def test_methods_and_the_api_are_told_without_asking_anybody_else(
    sit: Sit, site: Site, release: Release, width: int
) -> None:
    page = lin(sit, width=width)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="Methods and definitions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Methods and definitions")
    expect(page.get_by_text(f"people below {release.threshold} is hidden")).to_be_visible()
    expect(page.get_by_role("heading", level=3, name=CARE_TYPES)).to_be_visible()
    well_made(page, width)
    page.go_back()
    page.get_by_role("link", name="The API").click()
    expect(page.get_by_role("heading", level=2).nth(1)).to_have_text("Releases")
    page.get_by_label("Find").fill("queries name")
    expect(page.get_by_role("status")).to_have_text("1 operation")
    page.get_by_text("/releases/{release_id}/queries/{name}").click()
    expect(page.get_by_role("row", name="410 This release has ended")).to_be_visible()
    well_made(page, width)
    assert all(one.startswith(site.address) for one in asked)


def well_made(page: Page, width: int) -> None:
    """Fail if a page cannot be used by everybody, in the light or the dark, or scrolls sideways."""
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@OF_THE_PAGE
def test_who_is_no_analyst_finds_no_questions_and_without_a_release_there_is_a_hint(
    sit: Sit, site: Site
) -> None:
    for name, roles in (("Lin Zhao", ["analyst"]), ("Femi Balogun", [])):
        email = f"{name.split()[0].lower()}@example.org"
        people.create_account(
            site.service, name=name, email=email, password=PASSWORD, service_roles=roles
        )
    expect(lin(sit).get_by_text("There is no release to ask yet.")).to_be_visible()
    femi = sit().signs_in("femi@example.org", PASSWORD)
    assert femi.page.get_by_role("link", name="Questions").count() == 0
    femi.opens("/questions")
    expect(femi.page.get_by_role("heading", level=1)).not_to_have_text("Questions")
