"""An app on each store, and browsers that are signed in to it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api import create_app
from api.rights import COOKIE
from mapping import people
from mapping.service import Service
from mapping.settings import Settings
from mapping.store import Store
from tests.helpers import make_service

Browser = Callable[..., TestClient]


@pytest.fixture
def service(store: Store, tmp_path: Path) -> Service:
    return make_service(store, tmp_path)


@pytest.fixture
def app(service: Service, tmp_path: Path) -> Iterator[FastAPI]:
    """An app whose service is open; it is never closed, since others use the same store."""
    made = create_app(Settings(data=tmp_path, demo=service.demo), lambda: service)
    made.state.service = service
    made.state.longest_stream = 0.05  # a test's browser reads a stream to its end
    yield made
    made.state.watch.close()


@pytest.fixture
def browser(app: FastAPI, service: Service) -> Browser:
    """A browser at this computer; with an account's id, signed in as it."""

    def opened(account_id: str | None = None, *, host: str = "localhost") -> TestClient:
        client = TestClient(
            app,
            base_url=f"http://{host}",
            raise_server_exceptions=False,
            follow_redirects=False,
        )
        if account_id is not None:
            client.cookies.set(COOKIE, people.start_session(service, account_id))
        return client

    return opened


def wait_for(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait until something holds."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.01)
