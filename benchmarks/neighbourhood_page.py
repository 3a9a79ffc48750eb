"""How soon a neighbourhood's page can be used: a real server, a real store, a real browser."""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from api.rights import COOKIE
from benchmarks.figure import Figure
from benchmarks.served import Started, joined, new_place, serve
from fixtures.borough.make import generate
from mapping import neighbourhoods, people
from mapping.interchange.tabular import read_connections, read_elements
from mapping.service import Service
from mapping.store import Engine

SIZES: Final = ((1_000, 1.5), (10_000, 3.0))
"""How many elements, and the seconds after which their page is to be usable."""

LATER_OPENINGS: Final = 5

CHROMIUM: Final = os.environ.get("CARE_MAPPING_CHROMIUM", "/usr/bin/chromium")
QUIET: Final = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def neighbourhood_page(engine: Engine) -> Iterator[Figure]:
    """Open the page of generated neighbourhoods: as the first ever, after a change, and again."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        for elements, target in SIZES:
            with new_place(engine) as place, serve(place) as started, joined(place) as service:
                id_, cookie = _generated_neighbourhood(service, elements)
                reader = Reader(browser, started, id_, cookie)
                yield from _opened(service, reader, f"{elements:,} elements", target)
        browser.close()


class Reader:
    """Somebody who opens a neighbourhood's page, each time in a browser that knows nothing."""

    def __init__(self, browser: Browser, started: Started, id_: str, cookie: str) -> None:
        self.browser = browser
        self.address = f"http://127.0.0.1:{started.port}"
        self.neighbourhood = id_
        self.cookie = cookie

    def open(self) -> tuple[float, float]:
        """Return the seconds until the page can be used, and until its connections are there."""
        context = self.browser.new_context()
        context.add_cookies([{"name": COOKIE, "value": self.cookie, "url": self.address}])
        page = context.new_page()
        page.goto(f"{self.address}/neighbourhoods/{self.neighbourhood}", wait_until="commit")
        usable, whole = _seconds_until(page, 0), _seconds_until(page, 1)
        context.close()
        return usable, whole


def _seconds_until(page: Page, table: int) -> float:
    """Return how long after the navigation one of the page's tables had rows."""
    page.locator("table").nth(table).locator("tbody tr").first.wait_for()
    return float(page.evaluate("performance.now()")) / 1000


def _opened(service: Service, reader: Reader, what: str, target: float) -> Iterator[Figure]:
    what = f"neighbourhood of {what}"
    usable, _ = reader.open()
    yield Figure(f"{what}: usable, the first since the program started", usable, "s")
    after_a_change = []
    for _ in range(LATER_OPENINGS):
        service.write(lambda tx: tx.run("advance_view", id=reader.neighbourhood))
        after_a_change.append(reader.open()[0])
    first = statistics.median(after_a_change)
    yield Figure(f"{what}: usable, the first since a change", first, "s", target)
    again = [reader.open() for _ in range(LATER_OPENINGS)]
    yield Figure(f"{what}: usable", statistics.median(one for one, _ in again), "s", target)
    yield Figure(f"{what}: its connections too", statistics.median(two for _, two in again), "s")


def _generated_neighbourhood(service: Service, size: int) -> tuple[str, str]:
    """Make a borough of this many elements, and return its id and an organiser's cookie."""
    id_ = neighbourhoods.create(service, name="Borough")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(elements=size).write(folder)
        rows = read_elements(folder / "elements.csv", scope=id_)
        lines = read_connections(folder / "connections.csv")
    neighbourhoods.add_to_directory(service, id_, [row.element for row in rows], lines)
    account = people.create_account(service, name="Femi Balogun", email="femi@example.org")
    role = {"account": account, "neighbourhood": id_, "role": "organiser", "until": None}
    service.write(lambda tx: tx.one("give_neighbourhood_role", **role))
    return id_, people.start_session(service, account)
