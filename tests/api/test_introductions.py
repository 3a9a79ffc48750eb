"""Introducing two bodies that are drawn as a possible connection: who may, and what it changes."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from mapping import neighbourhoods
from mapping.model import Connection, Element, new_id
from mapping.service import Service
from mapping.vocabulary import ConnectionType, Kind, State
from tests.api.conftest import Browser
from tests.helpers import account, assert_problem


@pytest.fixture
def place(service: Service) -> str:
    """A choir and a kitchen that might work together, and do not yet."""
    place = neighbourhoods.create(service, name="Larkmead")
    choir, kitchen = (
        Element(id=new_id(), scope=place, kind=Kind.GROUP, name=name)
        for name in ("Choir", "Kitchen")
    )
    line = Connection.model_validate(
        {
            "id": new_id(),
            "type": ConnectionType.COLLABORATES_WITH,
            "from": choir.id,
            "to": kitchen.id,
            "state": State.POTENTIAL,
        }
    )
    neighbourhoods.add_to_directory(service, place, [choir, kitchen], [line])
    return place


def as_(service: Service, browser: Browser, role: str, place: str) -> TestClient:
    held = account(service, f"{role.title()} Reed")
    service.write(
        lambda tx: tx.one(
            "give_neighbourhood_role", account=held, role=role, until=None, neighbourhood=place
        )
    )
    return browser(held)


def line_of(reader: TestClient, place: str) -> Any:
    return reader.get(f"/api/v1/neighbourhoods/{place}/connections").json()["items"][0]


def test_an_organiser_introduces_two_and_takes_it_back(
    service: Service, browser: Browser, place: str
) -> None:
    organiser = as_(service, browser, "organiser", place)
    line = line_of(organiser, place)
    at = f"/api/v1/neighbourhoods/{place}/introductions/{line['id']}"

    assert_problem(organiser.delete(at), 422, "not-well-formed", field="connection")
    assert organiser.put(at).status_code == 204
    assert line_of(organiser, place) == {**line, "state": "engaged"}
    assert_problem(organiser.put(at), 422, "not-well-formed", field="connection")

    assert organiser.delete(at).status_code == 204
    assert line_of(organiser, place) == line
    rows = service.read(lambda tx: tx.rows("audit_entries", chain=place, after=0, limit=20))
    done = [row["action"] for row in rows]
    assert done[-2:] == ["directory.introduced", "directory.introduction_taken_back"]

    member = as_(service, browser, "member", place)
    assert_problem(member.put(at), 403, "not-allowed")
    assert line_of(member, place) == line
