"""How a map of 60 figures feels, and one of 300: first paint, labels, dragging, what is fetched."""

from __future__ import annotations

import json
import math
import os
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

from api.rights import COOKIE
from benchmarks.figure import Figure
from benchmarks.served import Place, joined, new_place, serve
from mapping import care_maps, edit_log, people
from mapping.model import Connection, Element, new_id, ring_of
from mapping.model import Figure as Drawn
from mapping.service import Service
from mapping.steps import MOST_STEPS, Add, Connect, Edit, Step
from mapping.store import Engine
from mapping.vocabulary import CARE_TYPES, ConnectionType, Frequency, Kind
from tests.helpers import reader

FIGURES: Final = 60
MANY: Final = 300
OPENINGS: Final = 7
DRAGS: Final = 3
TRACED: Final = 5
STEPS: Final = 120
"""Moves of the pointer in one drag, one a frame: two seconds at 60 frames a second."""

CHROMIUM: Final = os.environ.get("CARE_MAPPING_CHROMIUM", "/usr/bin/chromium")
QUIET: Final = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

LABELS: Final = "() => performance.getEntriesByName('place labels').map(one => one.duration)"
MARK: Final = "place labels"
TRACE: Final = ["blink.user_timing", "devtools.timeline"]
FETCHED: Final = """() => [...new Map(performance.getEntriesByType("resource")
    .filter(one => one.name.includes("/assets/"))
    .map(one => [one.name, one.encodedBodySize])).values()]
    .reduce((sum, size) => sum + size, 0)"""
PAINTED: Final = """count => document.querySelectorAll('[data-grip=figure]').length === count
    && performance.now()"""
NAMED: Final = """() => {
    const [first] = performance.getEntriesByName("place labels");
    return first && first.startTime + first.duration;
}"""
WATCH: Final = """() => {
    window.frames_seen = [];
    const look = now => { window.frames_seen.push(now); requestAnimationFrame(look); };
    requestAnimationFrame(look);
}"""


def drawing_page(engine: Engine) -> Iterator[Figure]:
    """Open a map of 60 figures, two arrows each, and one of 300; drag a figure across each.

    They are drawn before, and the program is started anew: the first opening is its first work.
    """
    with new_place(engine) as place:
        with serve(place), joined(place) as service:
            account, cookie = _drawer(service)
            map_id = _drawn_map(service, account, FIGURES)
            great_map_id = _drawn_map(service, account, MANY)
        yield from _opened_and_dragged(place, cookie, map_id, great_map_id)


def _opened_and_dragged(
    place: Place, cookie: str, map_id: str, great_map_id: str
) -> Iterator[Figure]:
    with serve(place) as started, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        address = f"http://127.0.0.1:{started.port}"
        painted, named, frames, labelling, fetched = [], [], [], [], 0
        for opening in range(OPENINGS):
            with _opened(browser, address, map_id, cookie) as page:
                painted.append(_seconds_until_painted(page, FIGURES))
                named.append(_seconds_until_named(page))
                fetched = page.evaluate(FETCHED)
                if opening < DRAGS:
                    frames += _frames_of_a_drag(page, FIGURES)
                labelling += page.evaluate(LABELS)
        writing = [_cpu_of_labels(browser, address, map_id, cookie) for _ in range(TRACED)]
        with _opened(browser, address, great_map_id, cookie) as page:
            _seconds_until_painted(page, MANY)
            great_frames = _frames_of_a_drag(page, MANY)
        browser.close()
    yield Figure(f"open a map of {FIGURES} figures: first paint", max(painted), "s", 1)
    yield Figure(f"open a map of {FIGURES} figures: half of the times", _median(painted), "s")
    yield Figure(f"open a map of {FIGURES} figures: until the names are there", max(named), "s")
    yield Figure(
        "open a map: what is fetched until the names are there",
        fetched / 1000,
        "kB",
        150,
    )
    yield Figure(f"place the labels of {FIGURES} figures, p50", _median(labelling), "ms", 16)
    yield Figure(
        f"place and write the labels of {FIGURES} figures, CPU of the page's thread, p50",
        _median(writing),
        "ms",
    )
    cuts = statistics.quantiles(frames, n=20)
    yield Figure("drag a figure: a frame, p50", cuts[9], "ms")
    yield Figure("drag a figure: a frame, p95", cuts[18], "ms", 1000 / 60 * 1.1)
    great = statistics.quantiles(great_frames, n=20)
    yield Figure(f"drag one of {MANY} figures: a frame, p95", great[18], "ms", 1000 / 30 * 1.1)


@contextmanager
def _opened(browser: Browser, site: str, map_id: str, cookie: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": COOKIE, "value": cookie, "url": site}])
    page = context.new_page()
    page.goto(f"{site}/care-maps/{map_id}", wait_until="commit")
    yield page
    context.close()


def _seconds_until_painted(page: Page, figures: int) -> float:
    found: Any = page.wait_for_function(PAINTED, arg=figures).json_value()
    return float(found) / 1000


def _seconds_until_named(page: Page) -> float:
    """Return when the first names were placed: a moment after the figures are seen."""
    found: Any = page.wait_for_function(NAMED).json_value()
    return float(found) / 1000


def _cpu_of_labels(browser: Browser, site: str, map_id: str, cookie: str) -> float:
    """Return the CPU time of the task that places the first names and writes them, in milliseconds.

    Other than the clock's, it does not grow while the machine does something else. It is read from
    a trace: of the page's own calls, the shortest that the placing lies in.
    """
    browser.start_tracing(categories=TRACE)
    with _opened(browser, site, map_id, cookie) as page:
        _seconds_until_named(page)
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    marks = [one for one in events if one["name"] == MARK]
    begins, ends = (next(one for one in marks if one["ph"] == phase) for phase in "be")
    calls = [
        one
        for one in events
        if one["name"] == "FunctionCall"
        and one["pid"] == begins["pid"]
        and one["ts"] <= begins["ts"]
        and one["ts"] + one["dur"] >= ends["ts"]
    ]
    cpu: int = min(calls, key=lambda one: one["dur"])["tdur"]
    return cpu / 1000


def _frames_of_a_drag(page: Page, figures: int) -> list[float]:
    """Return how long each frame of a drag took, in milliseconds."""
    page.wait_for_timeout(500)
    box = page.locator("[data-grip=figure]").nth(figures // 2).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y + 12)
    page.evaluate(WATCH)
    for step in range(STEPS):
        turn = 2 * math.pi * step / STEPS
        page.mouse.move(x + 60 * math.cos(turn), y + 60 * math.sin(turn))
    frames: list[float] = page.evaluate("() => window.frames_seen")
    page.mouse.up()
    return [later - earlier for earlier, later in pairwise(frames)]


def _median(times: list[float]) -> float:
    return statistics.median(times)


def drawn_map(service: Service) -> tuple[str, str]:
    """Draw a map with two arrows for most figures, and return its id and a drawer's cookie."""
    account, cookie = _drawer(service)
    return _drawn_map(service, account, FIGURES), cookie


def _drawer(service: Service) -> tuple[str, str]:
    """Return the account of somebody who draws, and their cookie."""
    account = people.create_account(service, name="Nadia Hassan", email="nadia@example.org")
    return account, people.start_session(service, account)


def _drawn_map(service: Service, account: str, figures: int) -> str:
    """Draw a map with two arrows for most figures, and return its id."""
    nadia = reader(service, account)
    opened = care_maps.create(service, nadia, owner_name="Ivy Adeyemi").document
    owner = opened.owner_elements[0]
    steps: list[Step] = []
    ids = [owner]
    for number in range(1, figures):
        id_ = new_id()
        x, y = _place(number, figures)
        steps.append(
            Add(
                element=Element(
                    id=id_, scope=opened.id, kind=Kind.PERSON, name=f"Rosa Delgado {number}"
                ),
                figure=Drawn(element_id=id_, x=x, y=y, presence=ring_of(x, y)),
            )
        )
        for getter in {owner, ids[number // 2]}:
            line = Connection(
                id=new_id(),
                type=ConnectionType.CARES_FOR,
                from_=id_,
                to=getter,
                care_types=tuple(CARE_TYPES)[number % 5 : number % 5 + 2],
                frequency=list(Frequency)[number % 5],
            )
            steps.append(Connect(connection=line))
        ids.append(id_)
    for start in range(0, len(steps), MOST_STEPS):
        some = tuple(steps[start : start + MOST_STEPS])
        edit = Edit(id=new_id(), scope=opened.id, steps=some)
        edit_log.save_edit(service, reader(service, account), edit)
    return opened.id


def _place(number: int, figures: int) -> tuple[float, float]:
    """Return a point of a spiral that fills all the rings, sunflower fashion."""
    turn = number * math.pi * (3 - math.sqrt(5))
    out = math.sqrt(number / figures)
    return round(520 * out * math.cos(turn), 1), round(380 * out * math.sin(turn), 1)
