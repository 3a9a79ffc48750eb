"""Drawing together: what saving takes while every page listens, and how soon others are told."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.desks import SECONDS, WARM_UP, WRITERS, Desk, all_at_once, desks, expect, of_times
from benchmarks.figure import Figure
from benchmarks.served import Page, new_place, serve
from mapping.store import Engine


class Listening:
    """A page that is told of changes and reads them, as the pages in a browser do."""

    def __init__(self, port: int, desk: Desk) -> None:
        self.desk = desk
        self.told: list[tuple[int, float]] = []
        self._page = Page(port, desk.cookie)
        self._stream = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        path = f"/api/v1/care-maps/{desk.map_id}/events"
        self._stream.request("GET", path, headers={"Cookie": desk.cookie})
        self._answer = self._stream.getresponse()
        assert self._answer.status == 200, self._answer.status
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        event = b""
        while line := self._answer.readline():
            name, _, value = line.strip().partition(b": ")
            if name == b"event":
                event = value
            elif name == b"id" and event == b"changed":
                self._read_on(int(value))

    def _read_on(self, seq: int) -> None:
        after = self.told[-1][0] if self.told else seq - 1
        path = f"/api/v1/care-maps/{self.desk.map_id}/edits?after={after}"
        expect(200, self._page.ask("GET", path))
        self.told.append((seq, time.perf_counter()))

    def heard(self, seq: int) -> float | None:
        """Return when this page had read an edit; None if it has not."""
        return next((at for place, at in self.told if place >= seq), None)


def together(engine: Engine) -> Iterator[Figure]:
    """Save edits by 20 writers whose pages listen to each other, two a map."""
    with new_place(engine) as place, serve(place) as started:
        seated = desks(place, started)
        pages = [Listening(started.port, desk) for desk in seated]
        kept: list[tuple[Desk, int, float]] = []
        saves: list[Callable[[], None]] = [partial(_save, desk, kept) for desk in seated]
        all_at_once(saves, WARM_UP, pauses=False)
        kept.clear()
        target = 50 if engine == "embedded" else 30
        times = all_at_once(saves, SECONDS, pauses=True)
        yield from of_times(f"save one edit, {WRITERS} drawing and listening", times, target)
        time.sleep(2)
        yield from of_times("another page has read an edit, after", _delays(pages, kept), 2_000)


def _save(desk: Desk, kept: list[tuple[Desk, int, float]]) -> None:
    seq = desk.save()
    kept.append((desk, seq, time.perf_counter()))


def _delays(pages: list[Listening], kept: list[tuple[Desk, int, float]]) -> list[float]:
    """Return how long after its answer each edit was read by the other page of its map."""
    delays = []
    for desk, seq, answered in kept:
        for page in pages:
            if page.desk.map_id == desk.map_id and page.desk is not desk:
                heard = page.heard(seq)
                assert heard is not None, "a page was never told"
                delays.append(heard - answered)
    return delays
