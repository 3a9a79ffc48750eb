"""Server-sent events for open pages: that something changed, and nothing of what.

A page that is told asks again, under its own rights. `hello` comes first, so that a page knows that
events reach it; `beat` now and then, so that it knows when they no longer do. A stream ends when
its session or role ends, when the store is away, when this process stops, and after a while
anyway: the browser then opens another.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Annotated, Final

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.datastructures import State

from api.problems import responses
from api.rights import CareMapId, NeighbourhoodId, ServiceHere, may
from mapping import presence, quietly
from mapping.policy import Reader
from mapping.presence import Standing
from mapping.service import Service
from mapping.watching import On, Watch

router = APIRouter(tags=["Together"])

BEAT_EVERY: Final = 15.0
"""Seconds without news after which a page is told that it is still followed."""
LONGEST: Final = 900.0
"""Seconds after which a stream ends, so that none outlives what was forgotten."""
COME_BACK: Final = 2_000
"""Milliseconds after which a browser opens a stream that ended again."""

ON_ONE = responses("not-allowed", "not-found")
STREAM = {**ON_ONE, **responses("too-many-open")}


def app_of(request: Request) -> FastAPI:
    """Return the app, whose state has the watch."""
    app: FastAPI = request.app
    return app


AppHere = Annotated[FastAPI, Depends(app_of)]


class Stream:
    """What one open page is told, as events, until it is over.

    Parameters
    ----------
    state
        The app's: its `watch` follows the page, for at most `longest_stream` seconds.
    service, reader, on, thing
        What the page shows, and to whom; that they may is checked before.
    """

    def __init__(self, state: State, service: Service, reader: Reader, on: On, thing: str) -> None:
        self._news = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._ends = time.monotonic() + state.longest_stream
        self._watch: Watch = state.watch
        self._page = self._watch.follow(service, reader, on, thing, self._wake)

    def __enter__(self) -> Stream:
        """Follow the page."""
        return self

    def __exit__(self, *_: object) -> None:
        """Follow it no more."""
        self._watch.leave(self._page)

    def _wake(self) -> None:
        self._loop.call_soon_threadsafe(self._news.set)

    async def events(self) -> AsyncIterator[ServerSentEvent]:
        """Yield `hello`, then whatever there is to tell, and a `beat` when there is nothing."""
        yield ServerSentEvent(event="hello", raw_data="", retry=COME_BACK)
        while not self._page.ended and (left := self._ends - time.monotonic()) > 0:
            try:
                async with asyncio.timeout(min(left, BEAT_EVERY)):
                    await self._news.wait()
            except TimeoutError:
                yield ServerSentEvent(event="beat", raw_data="")
                continue
            self._news.clear()
            for what in self._page.take():
                yield ServerSentEvent(event=what, raw_data="", id=str(self._page.seq))


async def follow_map(
    app: AppHere,
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.follow"))],
    care_map_id: CareMapId,
) -> AsyncIterator[Stream]:
    """Follow a care map until the answer is over."""
    with Stream(app.state, service, reader, "care_map", care_map_id) as stream:
        yield stream


async def follow_view(
    app: AppHere,
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("neighbourhood.follow"))],
    neighbourhood_id: NeighbourhoodId,
) -> AsyncIterator[Stream]:
    """Follow a neighbourhood's view until the answer is over."""
    with Stream(app.state, service, reader, "neighbourhood", neighbourhood_id) as stream:
        yield stream


@router.get(
    "/care-maps/{care_map_id}/events",
    summary="Be told when something on a care map changed, as it happens",
    response_class=EventSourceResponse,
    responses=STREAM,
)
async def care_map_events(
    stream: Annotated[Stream, Depends(follow_map)],
) -> AsyncIterator[ServerSentEvent]:
    """Send `changed` when there are edits, `here` when somebody came or went, `role`, `ended`.

    And `traced`, when a photograph of a paper map was saved with the map or taken away.
    """
    async for event in stream.events():
        yield event


@router.get(
    "/neighbourhoods/{neighbourhood_id}/events",
    summary="Be told when what a neighbourhood sees changed, as it happens",
    response_class=EventSourceResponse,
    responses=STREAM,
)
async def neighbourhood_events(
    stream: Annotated[Stream, Depends(follow_view)],
) -> AsyncIterator[ServerSentEvent]:
    """Send `changed` when there is another view, `role` and `ended`."""
    async for event in stream.events():
        yield event


@router.get("/care-maps/{care_map_id}/here", summary="Who is at a care map now", responses=ON_ONE)
def read_here(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.read"))],
    care_map_id: CareMapId,
) -> Standing:
    """Return it, with your role now and whom to ask for more."""
    return quietly.who_is_here(service, reader, care_map_id)


@router.put(
    "/care-maps/{care_map_id}/here",
    summary="Say that you are at a care map, where events do not reach you",
    responses=ON_ONE,
)
def say_here(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.follow"))],
    care_map_id: CareMapId,
) -> Standing:
    """Be shown as here for a quarter of a minute, and return who is."""
    presence.say_here(service, reader, care_map_id)
    return quietly.who_is_here(service, reader, care_map_id)
