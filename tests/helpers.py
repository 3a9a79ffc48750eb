"""Helpers that speak the domain, for tests of use cases and of the API."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from httpx2 import Response

from api.problems import KINDS, MEDIA_TYPE
from mapping import people
from mapping.policy import Reader
from mapping.service import Service
from mapping.store import Store
from mapping.store.anchors import Anchors
from mapping.store.keys import KeyStore
from mapping.store.released import ReleasedServer
from mapping.store.sealing import Sealer

PASSWORD = "three plain words of mine"


def make_service(store: Store, folder: Path, *, demo: bool = False) -> Service:
    """Return a service on a store, with keys and anchors of its own."""
    master = secrets.token_bytes(32)
    sealer, releases = Sealer(KeyStore(folder, master), master), folder / "releases"
    released, graphs = ReleasedServer(releases), ReleasedServer(releases, "graph")
    return Service(store, sealer, Anchors(folder), released, graphs, demo=demo)


def account(service: Service, name: str, *service_roles: str, password: str | None = None) -> str:
    """Make an account for somebody, by default without the slow hash of a password."""
    prepared = people.prepared(
        service,
        name=name,
        email=f"{name.split()[0].lower()}@example.org",
        password=password or PASSWORD,
    )
    prepared["service_roles"] = list(service_roles)
    service.write(lambda tx: people.write_account(tx, service, prepared))
    return str(prepared["id"])


def reader(service: Service, account_id: str) -> Reader:
    """Return an account as a reader, with the roles it has now."""
    found = people.reader_of_session(service, people.start_session(service, account_id))
    assert found is not None
    return found


def assert_problem(
    response: Response, status: int, slug: str, *, field: str | None = None
) -> dict[str, Any]:
    """Check that an answer is this problem, whole and in plain words, and return it."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == MEDIA_TYPE
    body: dict[str, Any] = response.json()
    assert body["type"] == f"/problems/{slug}"
    assert body["status"] == status
    assert body["title"] == KINDS[slug].title
    assert body["detail"].endswith("."), body["detail"]
    assert body.get("field") == field
    assert not any(word in response.text for word in ("Traceback", "pydantic", "neo4j", 'File "'))
    return body
