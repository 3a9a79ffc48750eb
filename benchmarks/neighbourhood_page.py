"""How soon a neighbourhood's page can be used: a real server, a real store, a real browser."""

from __future__ import annotations

import os
import random
import statistics
from collections.abc import Iterator, Sequence
from typing import Final

from playwright.sync_api import Browser, Page, sync_playwright

from api.rights import COOKIE
from benchmarks.figure import Figure
from benchmarks.served import Started, joined, new_place, serve
from mapping import neighbourhoods, people
from mapping.model import Connection, DirectoryElement, new_id
from mapping.service import Service
from mapping.store import Engine
from mapping.vocabulary import CARE_TYPES, ConnectionType, Formality, Frequency, Kind, State

SIZES: Final = ((1_000, 1.5), (10_000, 3.0))
"""How many elements, and the seconds after which their page is to be usable."""

CONNECTIONS_EACH: Final = 5
LATER_OPENINGS: Final = 5

KINDS: Final = (
    *[Kind.PERSON] * 12,
    *[Kind.GROUP] * 4,
    *[Kind.ORGANISATION] * 3,
    Kind.BUSINESS,
    Kind.SOCIAL_CARE_PROVIDER,
    Kind.HEALTH_CARE_PROVIDER,
    Kind.STATUTORY_SERVICE,
    Kind.TEAM,
)
"""Kinds in about the shares that a neighbourhood has them."""

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
    """Make a neighbourhood, the same each time, and return its id and an organiser's cookie."""
    id_ = neighbourhoods.create(service, name="Borough")
    elements, lines = generated(id_, size)
    neighbourhoods.add_to_directory(service, id_, elements, lines)
    account = people.create_account(service, name="Femi Balogun", email="femi@example.org")
    role = {"account": account, "neighbourhood": id_, "role": "organiser", "until": None}
    service.write(lambda tx: tx.one("give_neighbourhood_role", **role))
    return id_, people.start_session(service, account)


def generated(
    scope: str, size: int, seed: int = 1
) -> tuple[Sequence[DirectoryElement], Sequence[Connection]]:
    """Return invented elements of a neighbourhood and five times as many connections."""
    chance = random.Random(seed)
    types = list(CARE_TYPES)
    elements = [
        DirectoryElement(
            id=new_id(),
            scope=scope,
            kind=(kind := chance.choice(KINDS)),
            name=f"{kind.value.replace('_', ' ').capitalize()} {number}",
            offers=tuple(chance.sample(types, chance.randrange(3))),
        )
        for number in range(size)
    ]
    lines: list[Connection] = []
    while len(lines) < size * CONNECTIONS_EACH:
        one, other = chance.sample(elements, 2)
        lines.append(
            Connection(
                id=new_id(),
                type=ConnectionType.CARES_FOR,
                from_=one.id,
                to=other.id,
                care_types=tuple(chance.sample(types, chance.randrange(1, 3))),
                formality=chance.choice([*Formality, None]),
                frequency=chance.choice([*Frequency, None]),
                state=chance.choices(list(State), [60, 15, 10, 5, 10])[0],
            )
        )
    return elements, lines
