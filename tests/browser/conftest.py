"""A served Care Mapping on each store, and people at browsers of their own."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from api import create_app
from api.serving import Server
from mapping.service import Service
from mapping.settings import Settings

CHROMIUM = os.environ.get("CARE_MAPPING_CHROMIUM", "/usr/bin/chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OF_THE_PAGE = pytest.mark.parametrize("engine", ["embedded"], indirect=True)
"""A test of what a page does with its answers; the journeys through the store run on both."""


class Lent(Service):
    """A service that the server does not close, since the next test uses the same store."""

    def close(self) -> None:
        """Leave everything open."""


class Site:
    """A server that is answering, and can be stopped and started again at the same address."""

    def __init__(self, service: Service, folder: Path) -> None:
        self.service = service
        self._folder = folder
        self._port = 0
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", self._port))
        self._port = self._listening.getsockname()[1]
        given = {field.name: getattr(self.service, field.name) for field in fields(Service)}
        app = create_app(Settings(data=self._folder), lambda: Lent(**given))
        self._server = Server(
            uvicorn.Config(app, log_level="warning", access_log=False, timeout_graceful_shutdown=5)
        )
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._listening]}, daemon=True
        )
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive(), "the server did not stop"
        self._listening.close()


@pytest.fixture
def site(service: Service, tmp_path: Path) -> Iterator[Site]:
    served = Site(service, tmp_path)
    yield served
    served.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@dataclass
class Someone:
    """A person at a browser of their own, which asks no other host for anything."""

    page: Page
    context: BrowserContext
    address: str
    strangers: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    def noted_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.strangers.append(request.url)

    def opens(self, path: str) -> Someone:
        self.page.goto(path)
        return self

    def signs_in(self, email: str, password: str) -> Someone:
        self.opens("/sign-in")
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.get_by_role("heading", level=1, name="Good ").wait_for()
        return self


Sit = Callable[..., Someone]


@pytest.fixture
def sit(chromium: Browser, site: Site) -> Iterator[Sit]:
    """Sit somebody down at a browser: `sit()` at a desk, `sit(width=390)` with a phone."""
    seated: list[Someone] = []

    def sit_down(
        *, width: int = 1280, height: int = 800, touch: bool = False, zone: str = "Europe/London"
    ) -> Someone:
        context = chromium.new_context(
            base_url=site.address,
            viewport={"width": width, "height": height},
            has_touch=touch,
            locale="en-GB",
            timezone_id=zone,
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        someone = Someone(page, context, site.address)
        page.on("request", someone.noted_request)
        page.on("pageerror", lambda error: someone.troubles.append(str(error)))
        seated.append(someone)
        return someone

    yield sit_down
    for someone in seated:
        someone.context.close()
        assert someone.strangers == []
        assert someone.troubles == []
