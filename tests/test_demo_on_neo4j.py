"""`serve --demo` with CARE_MAPPING_STORE set: the whole demonstration, kept in a Neo4j.

Expected: what the pilot published, through the API of the served program.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from httpx2 import Client

from benchmarks.served import Place, serve
from mapping.store import Engine
from mapping.store.embedded import Address
from tests.analysis.published import assert_published
from tests.conftest import OpenStores, run_cypher

pytestmark = pytest.mark.timeout(400)


@pytest.fixture
def place(open_stores: OpenStores, tmp_path: Path, request: pytest.FixtureRequest) -> Place:
    """An empty Neo4j, and an empty data folder beside it."""
    engine: Engine = "neo4j"
    request.node.user_properties.append(("store", engine))
    run_cypher(open_stores.get(engine), "MATCH (n) WHERE NOT n:Service DETACH DELETE n")
    return Place(engine, tmp_path / "data", Address(**open_stores.given_neo4j()))


def test_the_whole_demonstration_is_served_from_a_neo4j(place: Place) -> None:
    with serve(place, "--demo") as started:
        address = f"http://127.0.0.1:{started.port}/api/v1"
        with visitor(address, "Organiser") as femi:
            places = {one["name"]: one["id"] for one in femi.get("/me").json()["neighbourhoods"]}
            report = femi.get(f"/neighbourhoods/{places['Clapton pilot']}/reports/all")
            assert_published(report.json())
            shown = femi.get(f"/neighbourhoods/{places['Larkmead']}/places")
            assert len(shown.json()["areas"]) == 25
        with visitor(address, "Analyst") as lin:
            (release,) = lin.get("/releases").json()
            answer = lin.get(f"/releases/{release['id']}/queries/people_by_kind_and_sector")
            kinds = {row["kind"] for row in answer.json()["rows"]}
            assert kinds == {"person", "all"}, "its kinds, and their total"


@contextmanager
def visitor(address: str, title: str) -> Iterator[Client]:
    """Look around as one of the invented people."""
    with Client(base_url=address, timeout=60) as page:
        assert page.get("/health").json()["state"] == "ready"
        (choice,) = [one for one in page.get("/session/choices").json() if one["title"] == title]
        chosen = page.post("/session/choice", json={"account_id": choice["account_id"]})
        assert chosen.status_code == 200, chosen.text
        yield page
