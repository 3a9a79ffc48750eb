"""A map over time: two drawings of 300 figures compared, and a timeline of 50, through the API."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

import httpx

from api.rights import COOKIE
from benchmarks.drawing_page import FIGURES, drawn_map
from benchmarks.figure import Figure
from benchmarks.served import joined, new_place, serve
from mapping import drawings, edit_log
from mapping.drawings import Keeping
from mapping.model import Connection, Document, Element, new_id, ring_of
from mapping.model import Figure as Drawn
from mapping.policy import Reader
from mapping.service import Service
from mapping.steps import Add, Connect, Edit, Set, Step
from mapping.store import Engine
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.vocabulary import ConnectionType, Formality, Frequency, Kind, State

MANY: Final = 300
KEPT: Final = 50
TIMES: Final = 9


def over_time(engine: Engine) -> Iterator[Figure]:
    """Keep 50 drawings of a map, the last ten of 300 figures; list them, and compare those."""
    with new_place(engine) as place, serve(place) as started:
        with joined(place) as service:
            map_id, cookie = drawn_map(service)
            kept = _kept(service, map_id)
        address = f"http://127.0.0.1:{started.port}/api/v1/care-maps/{map_id}"
        with httpx.Client(cookies={COOKIE: cookie}, timeout=60) as page:
            pairs = [{"earlier": one, "later": other} for one, other in pairwise(kept)]
            again = [pairs[0]] * TIMES
            pages = [{"limit": 20}] * TIMES
            every = [{"limit": KEPT}] * TIMES
            for what, path, asked, target in (
                (
                    f"compare two drawings of {MANY} figures, each time others",
                    "comparison",
                    pairs,
                    50,
                ),
                (f"compare two drawings of {MANY} figures, again", "comparison", again, None),
                (f"timeline of {KEPT} drawings, a page of 20", "drawings", pages, None),
                (f"timeline of {KEPT} drawings, all", "drawings", every, None),
            ):
                taken = _times(page, f"{address}/{path}", asked)
                yield Figure(what, statistics.median(taken), "ms", target)
                yield Figure(f"{what}: the first time", taken[0], "ms")


def _times(page: httpx.Client, address: str, asked: Sequence[dict[str, Any]]) -> list[float]:
    """Return how long each of some answers took, in milliseconds; the first has more to read."""
    taken = []
    for params in asked:
        begun = time.perf_counter()
        page.get(address, params=params).raise_for_status()
        taken.append((time.perf_counter() - begun) * 1_000)
    return taken


def _kept(service: Service, map_id: str) -> list[str]:
    """Keep the map of 60 figures often, then with 300, a tenth changed each time; return those."""
    account = service.read(lambda tx: tx.rows("people_of_care_map", care_map=map_id))[0]
    nadia = Reader(account["account_id"], "Nadia Hassan", care_map_roles={map_id: "editor"})
    for _ in range(KEPT - TIMES - 1):
        drawings.keep(service, nadia, map_id)
    _draw_more(service, nadia, map_id, MANY - FIGURES)
    many = [drawings.keep(service, nadia, map_id, Keeping(sentence="More")).id]
    for _ in range(TIMES):
        _draw_otherwise(service, nadia, map_id)
        many.append(drawings.keep(service, nadia, map_id).id)
    return many


def _draw_more(service: Service, nadia: Reader, map_id: str, number: int) -> None:
    """Draw some more, each giving care to one who is there."""
    now = _document(service, map_id)
    there = [one.id for one in now.elements]
    steps: list[Step] = []
    for place in range(number):
        id_, x, y = new_id(), 460.0 + place, float(place)
        name = f"Rosa Delgado {len(there) + place}"
        element = Element(id=id_, scope=map_id, kind=Kind.PERSON, name=name)
        figure = Drawn(element_id=id_, x=x, y=y, presence=ring_of(x, y))
        line = Connection(
            id=new_id(),
            type=ConnectionType.CARES_FOR,
            from_=id_,
            to=there[place % len(there)],
            state=State.GENERATIVE,
            frequency=list(Frequency)[place % 5],
            formality=list(Formality)[place % 2],
        )
        steps += [Add(element=element, figure=figure), Connect(connection=line)]
    edit_log.save_edit(service, nadia, Edit(id=new_id(), scope=map_id, steps=tuple(steps)))


def _draw_otherwise(service: Service, nadia: Reader, map_id: str) -> None:
    """Make each tenth connection weekly or, if it is, daily."""
    steps: list[Step] = []
    for line in _document(service, map_id).connections[::10]:
        was, weekly = line.frequency, Frequency.WEEKLY
        now = Frequency.DAILY if was is weekly else weekly
        ends: dict[str, Any] = {"type": line.type, "from_": line.from_, "to": line.to}
        step = Set(on="connection", id=line.id, field="frequency", was=was, now=now, **ends)
        steps.append(step)
    edit_log.save_edit(service, nadia, Edit(id=new_id(), scope=map_id, steps=tuple(steps)))


def _document(service: Service, map_id: str) -> Document:
    care_map = service.read(lambda tx: whole_map(tx, Records(service.sealer, map_id)))
    assert care_map is not None
    return care_map.document()
