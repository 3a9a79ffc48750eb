"""Drawing and printing a care map, beside the browser's own printing of the same picture."""

from __future__ import annotations

import json
import math
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.drawing_page import CHROMIUM, QUIET
from benchmarks.figure import Figure
from mapping.model import ring_of
from mapping.renderer import Renderer, print_sheet
from mapping.store import Engine

IVY = Path(__file__).parent.parent / "web" / "dev" / "ivy.json"
TIMES = 5
_CHOICES = {"paper": "a4", "way": "landscape", "names": "full", "part": "further_away"}


def pictures(engine: Engine) -> Iterator[Figure]:
    """Draw 60 and 300 figures as SVG, print 60 as PDF, and print the same in Chromium."""
    if engine != "embedded":
        return  # no store has a part in it
    renderer = Renderer()

    def drawn(figures: int) -> str:
        moment = {"on": "2026-11-22", "kept": None}
        sheet = renderer.draw("sheet", document=map_of(figures), moment=moment, choices=_CHOICES)
        svg: str = sheet["svg"]
        return svg

    drawn(25)  # the engine starts
    svgs = [drawn(60 + nth) for nth in range(TIMES)]  # none twice: Typst remembers what it printed
    yield Figure("SVG of 60 figures", _seconds(lambda _: drawn(60)), "s", 0.2)
    yield Figure("SVG of 300 figures", _seconds(lambda _: drawn(300)), "s")
    ours = _seconds(lambda nth: print_sheet(svgs[nth], as_="pdf"))
    yield Figure("PDF of 60 figures, from their SVG", ours, "s", 1.0)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page()

        def printed(nth: int) -> None:
            page.set_content(svgs[nth])
            page.pdf(prefer_css_page_size=True)

        theirs = _seconds(printed)
        browser.close()
    yield Figure("the same printed by an open Chromium", theirs, "s")
    yield Figure("Chromium's time as a multiple of ours", theirs / ours, "times")
    renderer.close()


def _seconds(work: Callable[[int], Any]) -> float:
    """Return how long a piece of work takes, the median of a few."""
    taken = []
    for nth in range(TIMES):
        began = time.perf_counter()
        work(nth)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def map_of(figures: int) -> dict[str, Any]:
    """Return Ivy's map with more neighbours, in a spiral round her, until it has so many."""
    document: dict[str, Any] = json.loads(IVY.read_text(encoding="utf-8"))
    golden, drawn = 2.399963, len(document["figures"])
    for nth in range(drawn, figures):
        share = (nth - drawn + 0.5) / (figures - drawn)
        angle = nth * golden
        x, y = 480 * share**0.5 * math.cos(angle), 360 * share**0.5 * math.sin(angle)
        id_ = f"n{nth:03}"
        person = {**document["elements"][1], "id": id_, "name": f"Neighbour {nth}"}
        place = {"element_id": id_, "x": x, "y": y, "household": None, "presence": ring_of(x, y)}
        arrow = {**document["connections"][0], "id": f"c{nth}", "from": id_, "to": "e00"}
        document["elements"].append(person)
        document["figures"].append({**document["figures"][1], **place})
        document["connections"].append(arrow)
    return document
