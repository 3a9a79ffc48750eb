"""Opening the store behind an app that already answers, and closing it with the app."""

from __future__ import annotations

import threading
from collections.abc import Callable

from fastapi import FastAPI

from api.problems import log_trouble
from mapping.service import Service
from mapping.store import StoreError
from mapping.store.keys import KeyTrouble


class Opening:
    """The store's opening: under way, done (then the app's state has a service), or failed.

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
        self._closed = False
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Begin, in a thread of its own."""
        threading.Thread(target=self._run, name="opening the store", daemon=True).start()

    def close(self) -> None:
        """Close the service, now or as soon as it is open."""
        with self._lock:
            self._closed = True
            service, self._app.state.service = self._app.state.service, None
        if service is not None:
            service.close()

    def _run(self) -> None:
        try:
            service = self._open_service()
        except (StoreError, KeyTrouble) as error:
            log_trouble(error)
            self.trouble = str(error)
        except Exception as error:
            reference = log_trouble(error)
            self.trouble = f"Care Mapping could not start. The log says more, under {reference}."
        else:
            with self._lock:
                if not self._closed:
                    self._app.state.service = service
                    return
            service.close()
