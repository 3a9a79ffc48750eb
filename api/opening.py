"""Opening the store behind an app that already answers, and closing it with the app."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from fastapi import FastAPI

from api.problems import log_trouble
from mapping.service import Service
from mapping.store import StoreError, StoreUnavailable
from mapping.store.keys import KeyTrouble

SHORTEST_PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 30.0
"""Seconds between two tries to reach a store that does not answer; each pause doubles the last."""


class Opening:
    """The store's opening: under way, done (then the app's state has a service), or failed.

    A store that does not answer yet, as a Neo4j that starts beside this program, is tried again
    until it does. Any other trouble needs somebody to do what its sentence says.

    Parameters
    ----------
    app
        Its `state.service` is set once the store is open.
    open_service
        Opens the store and what goes with it; takes seconds.
    """

    def __init__(self, app: FastAPI, open_service: Callable[[], Service]) -> None:
        self.trouble: str | None = None
        self._app = app
        self._open_service = open_service
        self._closed = threading.Event()
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Begin, in a thread of its own."""
        threading.Thread(target=self._run, name="opening the store", daemon=True).start()

    def close(self) -> None:
        """Close the service, now or as soon as it is open."""
        with self._lock:
            self._closed.set()
            service, self._app.state.service = self._app.state.service, None
        if service is not None:
            service.close()

    def _run(self) -> None:
        pause = SHORTEST_PAUSE
        while self._needs_another_try():
            self._closed.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _needs_another_try(self) -> bool:
        if self._closed.is_set():
            return False
        try:
            service = self._open_service()
        except (StoreError, KeyTrouble) as error:
            log_trouble(error)
            self.trouble = str(error)
            return isinstance(error, StoreUnavailable)
        except Exception as error:
            reference = log_trouble(error)
            self.trouble = f"Care Mapping could not start. The log says more, under {reference}."
            return False
        self._hand_over(service)
        return False

    def _hand_over(self, service: Service) -> None:
        with self._lock:
            if not self._closed.is_set():
                self._app.state.service = service
                self.trouble = None
                return
        service.close()
