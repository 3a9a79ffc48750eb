"""Somebody at a desk: a signed-in page and a map to draw on, with steps as a page sends them."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from api import create_app
from api.rights import COOKIE
from mapping import care_maps, people
from mapping.model import Document, new_id
from mapping.service import Service
from mapping.settings import Settings
from tests.helpers import account, reader

Json = dict[str, Any]


@dataclass
class Desk:
    """Nadia at her desk: a signed-in page, and the map of Ivy that she draws on."""

    page: TestClient
    map_id: str
    ivy: str

    def person(self, name: str = "Asha", **fields: Any) -> Json:
        id_ = new_id()
        element = {"id": id_, "scope": self.map_id, "kind": "person", "name": name, **fields}
        figure = {"element_id": id_, "x": 300, "y": 0, "presence": "nearby"}
        return {"does": "add", "element": element, "figure": figure}

    def care(self, giver: str, getter: str, **fields: Any) -> Json:
        ends = {"type": "cares_for", "from": giver, "to": getter}
        return {"does": "connect", "connection": {"id": new_id(), **ends, **fields}}

    def set(self, id_: str, field: str, now: Any, **fields: Any) -> Json:
        return {"does": "set", "on": "element", "id": id_, "field": field, "now": now, **fields}

    def edit(self, *steps: Any, **fields: Any) -> Json:
        return {"id": new_id(), "scope": self.map_id, "steps": list(steps), **fields}

    def send(self, edit: Json) -> Any:
        """Send it as JSON in ASCII, which can say half a character."""
        headers = {"Content-Type": "application/json"}
        path = f"/api/v1/care-maps/{self.map_id}/edits"
        return self.page.post(path, content=json.dumps(edit), headers=headers)

    def opened(self) -> Document:
        answer = self.page.get(f"/api/v1/care-maps/{self.map_id}")
        assert answer.status_code == 200, answer.text
        return Document.model_validate(answer.json()["document"])


@contextlib.contextmanager
def desk_at(service: Service, folder: Path) -> Iterator[Desk]:
    """Sit Nadia down at a service that stays open when she leaves."""
    app = create_app(Settings(data=folder), lambda: service)
    app.state.service = service
    nadia = reader(service, account(service, "Nadia Hassan"))
    started = care_maps.create(service, nadia, owner_name="Ivy Adeyemi").document
    page = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    page.cookies.set(COOKIE, people.start_session(service, nadia.account_id))
    yield Desk(page, started.id, started.owner_elements[0])
    page.close()
