"""What is measured, one function a measure; each yields figures with their targets."""

from __future__ import annotations

import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from api.rights import COOKIE
from benchmarks import bare
from benchmarks.drawing_page import drawing_page
from benchmarks.figure import Figure
from benchmarks.importing import importing
from benchmarks.neighbourhood_page import neighbourhood_page
from benchmarks.pictures import pictures
from benchmarks.served import Page, Place, Started, joined, new_place, serve
from mapping import care_maps, neighbourhoods, people
from mapping.model import Connection, Element, new_id
from mapping.service import Service
from mapping.steps import Edit
from mapping.store import Engine
from mapping.store.records import Records
from mapping.vocabulary import ConnectionType, Kind
from tests.helpers import reader

WRITERS = 20
MAPS = 10
SECONDS = 20.0
WARM_UP = 25.0
"""Seconds of saving that are not counted: the databases plan each query when they first see it."""
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
        desks = _desks(place, started)
        saves: list[Callable[[], None]] = [desk.save for desk in desks]
        target = 50 if engine == "embedded" else 30
        _all_at_once(saves, WARM_UP, pauses=False)
        times = _all_at_once(saves, SECONDS, pauses=True)
        yield from _of_times(f"save one edit, {WRITERS} drawing at once", times, target)
        times = _all_at_once(saves, SECONDS / 2, pauses=False)
        yield Figure("edits a second, without pauses", len(times) / (SECONDS / 2), "/s")
        address, database = place.address()
        with bare.connected(address, database) as driver:
            saves = [partial(driver.save_edit, desk.map_id, desk.owner) for desk in desks]
            times = _all_at_once(saves, SECONDS, pauses=True)
            yield from _of_times("the bare driver's script", times, None)
            times = _all_at_once(saves, SECONDS / 2, pauses=False)
            yield Figure("bare, a second, without pauses", len(times) / (SECONDS / 2), "/s")


def opening(engine: Engine) -> Iterator[Figure]:
    """Open a care map of 60 figures and as many arrows."""
    with new_place(engine) as place, serve(place) as started:
        desk = _desks(place, started, writers=1, maps=1)[0]
        for _ in range(FIGURES - 1):
            desk.save()
        path = f"/api/v1/care-maps/{desk.map_id}"
        times = [_timed(lambda: _expect(200, desk.page.ask("GET", path))) for _ in range(OPENINGS)]
        yield from _of_times(f"open a care map of {FIGURES} figures", times, None)


def loading(engine: Engine) -> Iterator[Figure]:
    """Load a large directory, and the same by a bare driver in batches."""
    target = 60 if engine == "embedded" else 30
    with new_place(engine) as place, serve(place), joined(place) as service:
        larkmead = neighbourhoods.create(service, name="Larkmead")
        elements, lines = _directory(larkmead)
        spent = _timed(lambda: neighbourhoods.add_to_directory(service, larkmead, elements, lines))
        yield Figure("load 50,000 elements and 250,000 connections", spent, "s", target)
        other = neighbourhoods.create(service, name="Elsewhere")
        elements, lines = _directory(other)
        rows = [Records.directory_element(one) for one in elements]
        ends = [_bare_row(one, other) for one in lines]
        address, database = place.address()
        with bare.connected(address, database) as driver:
            spent = _timed(lambda: driver.load(other, rows, ends))
        yield Figure("the bare driver's batches", spent, "s")


MEASURES: dict[str, Callable[[Engine], Iterator[Figure]]] = {
    "starting": starting,
    "saving": saving,
    "opening": opening,
    "loading": loading,
    "importing": importing,
    "drawing-page": drawing_page,
    "neighbourhood-page": neighbourhood_page,
    "pictures": pictures,
}


class Desk:
    """Somebody who draws on a map through the API."""

    def __init__(self, page: Page, map_id: str, owner: str) -> None:
        self.page = page
        self.map_id = map_id
        self.owner = owner

    def save(self) -> None:
        """Draw somebody with an arrow to whose map it is: one edit."""
        id_ = new_id()
        element = {"id": id_, "scope": self.map_id, "kind": "person", "name": "Asha Patel"}
        figure = {"element_id": id_, "x": 300, "y": 0, "presence": "nearby"}
        arrow = {"id": new_id(), "type": "cares_for", "from": id_, "to": self.owner}
        steps = [
            {"does": "add", "element": element, "figure": figure},
            {"does": "connect", "connection": {**arrow, "state": "generative"}},
        ]
        edit = Edit.model_validate({"id": new_id(), "scope": self.map_id, "steps": steps})
        path = f"/api/v1/care-maps/{self.map_id}/edits"
        _expect(200, self.page.ask("POST", path, edit.model_dump(mode="json")))


def _desks(
    place: Place, started: Started, *, writers: int = WRITERS, maps: int = MAPS
) -> list[Desk]:
    """Make writers with a session each; two of them share each map."""
    with joined(place) as service:
        accounts = [_account(service, number) for number in range(writers)]
        desks: list[Desk] = []
        for number, account in enumerate(accounts):
            if number < maps:
                opened = care_maps.create(service, reader(service, account), owner_name="Ivy")
                map_id, owner = opened.document.id, opened.document.owner_elements[0]
            else:
                map_id, owner = desks[number % maps].map_id, desks[number % maps].owner
                give = {"account": account, "care_map": map_id, "role": "editor", "until": None}
                service.write(lambda tx, give=give: tx.one("give_care_map_role", **give))  # type: ignore[misc]
            cookie = f"{COOKIE}={people.start_session(service, account)}"
            desks.append(Desk(Page(started.port, cookie), map_id, owner))
    return desks


def _account(service: Service, number: int) -> str:
    return people.create_account(service, name="Nadia Hassan", email=f"{number}@example.org")


def _all_at_once(saves: list[Callable[[], None]], seconds: float, *, pauses: bool) -> list[float]:
    """Run each in a thread again and again, and return how long each took."""
    until = time.perf_counter() + seconds
    times: list[float] = []

    def go_on(save: Callable[[], None], chance: random.Random) -> None:
        while time.perf_counter() < until:
            if pauses:
                time.sleep(chance.uniform(0.5, 1.5))
            times.append(_timed(save))

    threads = [
        threading.Thread(target=go_on, args=(save, random.Random(number)))
        for number, save in enumerate(saves)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _of_times(what: str, times: list[float], target: float | None) -> Iterator[Figure]:
    cuts = statistics.quantiles(times, n=20)
    yield Figure(f"{what}: p50", 1000 * cuts[9], "ms")
    yield Figure(f"{what}: p95", 1000 * cuts[18], "ms", target)


def _expect(status: int, answer: tuple[int, Any]) -> None:
    assert answer[0] == status, answer


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
