"""Analysts who ask a release, many at once, and what it does to those who draw meanwhile."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode

from benchmarks.desks import SECONDS, WARM_UP, WRITERS, all_at_once, desks, of_times
from benchmarks.figure import Figure
from benchmarks.questions import ELEMENTS, borough_of, key_of
from benchmarks.served import Page, joined, new_place, serve
from mapping import releases
from mapping.releases import asking
from mapping.store import Engine

ANALYSTS = 50


def analysts(engine: Engine) -> Iterator[Figure]:
    """Let 20 people draw alone, then beside 50 who ask about once a second each, with keys."""
    with new_place(engine) as place, serve(place) as started:
        with joined(place) as service:
            release = releases.make(service, borough_of(service)).id
            keys = [key_of(service, number) for number in range(ANALYSTS)]
        questions = [
            f"/api/v1/releases/{release}/queries/{one.name}?{urlencode(choice)}"
            for one, choice in asking.every_answer()
        ]
        saves: list[Callable[[], Any]] = [desk.save for desk in desks(place, started)]
        all_at_once(saves, WARM_UP, pauses=False)
        target = 50 if engine == "embedded" else 30
        alone = all_at_once(saves, SECONDS, pauses=True)
        yield from of_times(f"save one edit, {WRITERS} drawing, nobody asking", alone, target)
        # A connection that is not used for five seconds is closed: these are opened only now.
        pages = [Page(started.port, headers={"Authorization": f"Bearer {key}"}) for key in keys]
        asks: list[Callable[[], Any]] = [
            partial(_ask, page, questions, random.Random(nth)) for nth, page in enumerate(pages)
        ]
        all_at_once([*saves, *asks], WARM_UP / 5, pauses=True)
        drawn: list[float] = []
        drawing = threading.Thread(
            target=lambda: drawn.extend(all_at_once(saves, SECONDS, pauses=True))
        )
        drawing.start()
        asked = all_at_once(asks, SECONDS, pauses=True)
        drawing.join()
        yield from of_times(f"save one edit, {WRITERS} drawing, {ANALYSTS} asking", drawn, target)
        what = f"ask a release of {ELEMENTS:,} elements, {ANALYSTS} at once"
        yield from of_times(what, asked, 500)


def _ask(page: Page, questions: list[str], chance: random.Random) -> None:
    status, said = page.ask("GET", chance.choice(questions))
    assert status in {200, 422}, said
