"""The app factory: routers in one list, middleware in one list, everything passed in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final, NoReturn

import anyio.to_thread
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from api import (
    acting,
    administration,
    arranging,
    asking,
    care_maps,
    comparisons,
    copies,
    directory,
    drawings,
    erasure,
    events,
    health,
    invitations,
    locality,
    neighbourhoods,
    own_places,
    places,
    proposals,
    quietly,
    releases,
    remarks,
    retention,
    session,
    sharing,
    site,
    team,
    tracings,
    worried,
)
from api.examples import add_examples
from api.middleware import (
    AccessLog,
    Allowances,
    NoLooseErrors,
    OnceOpen,
    OnlyHere,
    OwnOrigin,
    SecureHeaders,
    SmallBodies,
)
from api.opening import Opening
from api.problems import KINDS, Problem, answer_with_problems, responses
from mapping.allowance import Allowance
from mapping.service import Service
from mapping.settings import Settings
from mapping.watching import Watch

ROUTERS: Final[tuple[APIRouter, ...]] = (
    health.router,
    worried.router,
    session.router,
    invitations.router,
    care_maps.router,
    copies.router,
    events.router,
    drawings.router,
    comparisons.router,
    tracings.router,
    erasure.router,
    retention.router,
    sharing.router,
    asking.router,
    acting.router,
    quietly.router,
    team.router,
    own_places.router,
    remarks.router,
    proposals.router,
    locality.router,  # before the reports by name: it is one of them
    neighbourhoods.router,
    places.router,
    arranging.router,
    directory.router,
    releases.router,
    administration.router,
)
THREADS: Final = 64
"""How many endpoints run at once; each waits for the store most of its time."""

EVERYWHERE: Final = responses(
    *("not-signed-in", "other-origin", "too-large", "not-well-formed", "our-fault"),
    *("starting", "store-trouble", "no-space"),
)


def create_app(settings: Settings, open_service: Callable[[], Service]) -> FastAPI:
    """Return the app; nothing is opened until it runs.

    Parameters
    ----------
    settings
        Whether this is the demonstration.
    open_service
        Opens the store and what goes with it. It is called in a thread when the app starts, so
        that pages answer meanwhile; the app closes what it returns.
    """
    app = FastAPI(
        title="Care Mapping",
        version="1",
        summary="Care maps, drawn and shared by the people they are about.",
        lifespan=_lifespan,
        middleware=_middleware(demo=settings.demo),
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
    )
    app.state.settings = settings
    app.state.service = None
    app.state.opening = Opening(app, open_service)
    app.state.watch = Watch()
    app.state.allowance = Allowance()
    app.state.longest_stream = events.LONGEST
    answer_with_problems(app)
    for router in ROUTERS:
        app.include_router(router, prefix="/api/v1", responses=EVERYWHERE)
    app.mount("/assets", site.assets(), name="assets")
    app.mount("/fonts", site.fonts(), name="fonts")
    app.router.default = site.serve_page
    _describe(app)
    return app


def openapi_document() -> dict[str, Any]:
    """Return the OpenAPI document, without a store: the page's client is made from it."""
    return create_app(Settings(demo=False), _never).openapi()


def _middleware(*, demo: bool) -> list[Middleware]:
    """Return what each request goes through, the outermost first."""
    return [
        Middleware(AccessLog),
        Middleware(SecureHeaders),
        # Level 3 takes half the time of 5 on a large map and adds a seventh to what travels.
        Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=3),
        Middleware(NoLooseErrors),
        *([Middleware(OnlyHere)] if demo else []),
        Middleware(OwnOrigin),
        Middleware(SmallBodies),
        Middleware(Allowances),
        Middleware(OnceOpen),
    ]


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    app.state.opening.begin()
    yield
    await anyio.to_thread.run_sync(app.state.watch.close)
    await anyio.to_thread.run_sync(app.state.opening.close)


def _operation_id(route: APIRoute) -> str:
    return route.name


def _describe(app: FastAPI) -> None:
    """Put examples into the OpenAPI document, and a problem's shape instead of the framework's."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        made = app.openapi_schema is None
        document = plain()
        if made:
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas |= shape.pop("$defs")
            schemas["Problem"] = shape
            schemas["Problem"]["properties"]["type"]["enum"] = [f"/problems/{s}" for s in KINDS]
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            add_examples(document)
        return document

    app.openapi = described  # type: ignore[method-assign]


def _never() -> NoReturn:
    raise RuntimeError("This app only describes itself.")
