"""What is measured, one function a measure; each yields figures with their targets."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from benchmarks import bare
from benchmarks.analysts import analysts
from benchmarks.desks import (
    SECONDS,
    WARM_UP,
    WRITERS,
    all_at_once,
    desks,
    expect,
    of_times,
    timed,
)
from benchmarks.disclosure import disclosure
from benchmarks.drawing_page import drawing_page
from benchmarks.duplicates import likely_duplicates
from benchmarks.figure import Figure
from benchmarks.importing import importing
from benchmarks.locality import locality
from benchmarks.neighbourhood_page import neighbourhood_page
from benchmarks.over_time import over_time
from benchmarks.pictures import pictures
from benchmarks.questions import questions
from benchmarks.served import joined, new_place, serve
from benchmarks.together import together
from mapping import neighbourhoods
from mapping.model import Connection, Element, new_id
from mapping.store import Engine
from mapping.store.records import Records
from mapping.vocabulary import ConnectionType, Kind

FIGURES = 60
OPENINGS = 100
ELEMENTS, CONNECTIONS = 50_000, 250_000


def starting(engine: Engine) -> Iterator[Figure]:
    """Start on an empty folder, again on what is there, and the demonstration."""
    with new_place(engine) as place:
        for name in ("first start", "later start"):
            with serve(place) as started:
                yield Figure(f"{name}: a page answers", started.page, "s", 2)
                yield Figure(f"{name}: ready to draw", started.ready, "s", 8)
    with new_place(engine) as place, serve(place, "--demo") as started:
        yield Figure("first demonstration: ready to draw", started.ready, "s", 8 + 25)


def saving(engine: Engine) -> Iterator[Figure]:
    """Save edits by 20 writers through the API, and the same writes by a bare driver."""
    with new_place(engine) as place, serve(place) as started:
        seated = desks(place, started)
        saves: list[Callable[[], Any]] = [desk.save for desk in seated]
        target = 50 if engine == "embedded" else 30
        all_at_once(saves, WARM_UP, pauses=False)
        times = all_at_once(saves, SECONDS, pauses=True)
        yield from of_times(f"save one edit, {WRITERS} drawing at once", times, target)
        times = all_at_once(saves, SECONDS / 2, pauses=False)
        yield Figure("edits a second, without pauses", len(times) / (SECONDS / 2), "/s")
        address, database = place.address()
        with bare.connected(address, database) as driver:
            saves = [partial(driver.save_edit, desk.map_id, desk.owner) for desk in seated]
            times = all_at_once(saves, SECONDS, pauses=True)
            yield from of_times("the bare driver's script", times, None)
            times = all_at_once(saves, SECONDS / 2, pauses=False)
            yield Figure("bare, a second, without pauses", len(times) / (SECONDS / 2), "/s")


def opening(engine: Engine) -> Iterator[Figure]:
    """Open a care map of 60 figures and as many arrows."""
    with new_place(engine) as place, serve(place) as started:
        desk = desks(place, started, writers=1, maps=1)[0]
        for _ in range(FIGURES - 1):
            desk.save()
        path = f"/api/v1/care-maps/{desk.map_id}"
        times = [timed(lambda: expect(200, desk.page.ask("GET", path))) for _ in range(OPENINGS)]
        yield from of_times(f"open a care map of {FIGURES} figures", times, None)


def loading(engine: Engine) -> Iterator[Figure]:
    """Load a large directory, and the same by a bare driver in batches."""
    target = 60 if engine == "embedded" else 30
    with new_place(engine) as place, serve(place), joined(place) as service:
        larkmead = neighbourhoods.create(service, name="Larkmead")
        elements, lines = _directory(larkmead)
        spent = timed(lambda: neighbourhoods.add_to_directory(service, larkmead, elements, lines))
        yield Figure("load 50,000 elements and 250,000 connections", spent, "s", target)
        other = neighbourhoods.create(service, name="Elsewhere")
        elements, lines = _directory(other)
        rows = [Records.directory_element(one) for one in elements]
        ends = [_bare_row(one, other) for one in lines]
        address, database = place.address()
        with bare.connected(address, database) as driver:
            spent = timed(lambda: driver.load(other, rows, ends))
        yield Figure("the bare driver's batches", spent, "s")


MEASURES: dict[str, Callable[[Engine], Iterator[Figure]]] = {
    "starting": starting,
    "saving": saving,
    "together": together,
    "opening": opening,
    "loading": loading,
    "importing": importing,
    "drawing-page": drawing_page,
    "neighbourhood-page": neighbourhood_page,
    "likely-duplicates": likely_duplicates,
    "pictures": pictures,
    "over-time": over_time,
    "questions": questions,
    "analysts": analysts,
}

WITHOUT_STORE: dict[str, Callable[[], Iterator[Figure]]] = {
    "disclosure": disclosure,
    "locality": locality,
}


def _directory(scope: str) -> tuple[list[Element], list[Connection]]:
    chance = random.Random(1)
    ids = [new_id() for _ in range(ELEMENTS)]
    elements = [
        Element(id=id_, scope=scope, kind=Kind.GROUP, name=f"Group {n}", offers=("meals", "social"))
        for n, id_ in enumerate(ids)
    ]
    ends = ((n % ELEMENTS, chance.randrange(1, ELEMENTS)) for n in range(CONNECTIONS))
    lines = [
        Connection(
            id=new_id(),
            type=ConnectionType.COLLABORATES_WITH,
            from_=ids[start],
            to=ids[(start + step) % ELEMENTS],
        )
        for start, step in ends
    ]
    return elements, lines


def _bare_row(line: Connection, scope: str) -> dict[str, Any]:
    fields = {"id": line.id, "scope": scope, "state": line.state.value}
    return {"from_id": line.from_, "to_id": line.to, "fields": fields}
