"""People at desks who draw through the API, many at once, and how long it took them."""

from __future__ import annotations

import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from api.rights import COOKIE
from benchmarks.figure import Figure
from benchmarks.served import Page, Place, Started, joined
from mapping import care_maps, people
from mapping.model import new_id
from mapping.service import Service
from mapping.steps import Edit
from tests.helpers import reader

WRITERS = 20
MAPS = 10
SECONDS = 20.0
WARM_UP = 25.0
"""Seconds of saving that are not counted: the databases plan each query when they first see it."""


class Desk:
    """Somebody who draws on a map through the API."""

    def __init__(self, page: Page, cookie: str, map_id: str, owner: str) -> None:
        self.page = page
        self.cookie = cookie
        self.map_id = map_id
        self.owner = owner

    def save(self) -> int:
        """Draw somebody with an arrow to whose map it is: one edit. Returns its place."""
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
        answer = self.page.ask("POST", path, edit.model_dump(mode="json"))
        expect(200, answer)
        return int(answer[1]["seq"])


def desks(
    place: Place, started: Started, *, writers: int = WRITERS, maps: int = MAPS
) -> list[Desk]:
    """Make writers with a session each; two of them share each map."""
    with joined(place) as service:
        accounts = [_account(service, number) for number in range(writers)]
        seated: list[Desk] = []
        for number, account in enumerate(accounts):
            if number < maps:
                opened = care_maps.create(service, reader(service, account), owner_name="Ivy")
                map_id, owner = opened.document.id, opened.document.owner_elements[0]
            else:
                map_id, owner = seated[number % maps].map_id, seated[number % maps].owner
                give = {"account": account, "care_map": map_id, "role": "editor", "until": None}
                service.write(lambda tx, give=give: tx.one("give_care_map_role", **give))  # type: ignore[misc]
            cookie = f"{COOKIE}={people.start_session(service, account)}"
            seated.append(Desk(Page(started.port, cookie), cookie, map_id, owner))
    return seated


def _account(service: Service, number: int) -> str:
    return people.create_account(service, name="Nadia Hassan", email=f"{number}@example.org")


def all_at_once(saves: list[Callable[[], Any]], seconds: float, *, pauses: bool) -> list[float]:
    """Run each in a thread again and again, and return how long each took."""
    until = time.perf_counter() + seconds
    times: list[float] = []

    def go_on(save: Callable[[], Any], chance: random.Random) -> None:
        while time.perf_counter() < until:
            if pauses:
                time.sleep(chance.uniform(0.5, 1.5))
            times.append(timed(save))

    threads = [
        threading.Thread(target=go_on, args=(save, random.Random(number)))
        for number, save in enumerate(saves)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def timed(work: Callable[[], Any]) -> float:
    """Return the seconds that something took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def of_times(what: str, times: list[float], target: float | None) -> Iterator[Figure]:
    """Yield the middle of some times and what 19 of 20 keep to, in milliseconds."""
    cuts = statistics.quantiles(times, n=20)
    yield Figure(f"{what}: p50", 1000 * cuts[9], "ms")
    yield Figure(f"{what}: p95", 1000 * cuts[18], "ms", target)


def expect(status: int, answer: tuple[int, Any]) -> None:
    """Stop the measure at an answer that is another."""
    assert answer[0] == status, answer
