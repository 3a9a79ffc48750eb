"""A photograph of a paper map, saved with a care map on purpose: sealed, small and clean."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from fastapi.testclient import TestClient

from mapping import audit, care_maps, tracings
from mapping.service import Service
from tests.api.conftest import Browser
from tests.conftest import Cypher
from tests.helpers import account, assert_problem, reader
from tests.pictures import EXIF, jpeg, segment

PLACEMENT = {"x": 10.0, "y": -5.5, "width": 900.0, "turn": 1.5}


def wanted(picture: bytes, **placement: float) -> dict[str, Any]:
    return {
        "picture": base64.b64encode(picture).decode(),
        "placement": {**PLACEMENT, **placement},
    }


@pytest.fixture
def ivy(service: Service, browser: Browser) -> TestClient:
    """Ivy, at the address of her own map."""
    id_ = account(service, "Ivy Adeyemi")
    started = care_maps.create(service, reader(service, id_), owner_name="Ivy Adeyemi", mine=True)
    page = browser(id_)
    page.base_url = f"http://localhost/api/v1/care-maps/{started.document.id}"
    return page


def test_a_picture_is_saved_without_its_metadata_and_moved_and_removed(ivy: TestClient) -> None:
    assert ivy.get("/tracing").json() is None
    assert ivy.put("/tracing", json=wanted(jpeg(EXIF))).status_code == 200
    saved = ivy.get("/tracing").json()
    assert b"GPS" not in base64.b64decode(saved["picture"])
    assert (saved["placement"], saved["by"]["name"]) == (PLACEMENT, "Ivy Adeyemi")
    assert ivy.put("/tracing/placement", json={**PLACEMENT, "turn": -90}).status_code == 204
    assert ivy.get("/tracing").json()["placement"]["turn"] == -90
    assert ivy.put("/tracing", json=wanted(jpeg(width=24))).status_code == 200
    assert ivy.delete("/tracing").status_code == 204
    assert ivy.get("/tracing").json() is None
    told = [entry["sentence"] for entry in ivy.get("/history").json()["entries"]]
    assert "You removed the photograph of a paper map." in told
    assert told.count("You saved a photograph of a paper map with this map.") == 2


def test_it_is_sealed_in_the_store_and_ends_with_the_maps_key(
    ivy: TestClient, service: Service, cypher: Cypher
) -> None:
    picture = jpeg(segment(0xDB, bytes([1]) + bytes([9] * 64)))
    ivy.put("/tracing", json=wanted(picture))
    (row,) = cypher("MATCH (t:Tracing) RETURN properties(t) AS fields")
    kept = row["fields"]["picture"]
    assert kept.startswith("k1:")
    service.sealer.keys.destroy(row["fields"]["scope"])
    assert tracings.read(service, row["fields"]["scope"]) is None


def test_every_change_of_it_is_audited_without_a_word_of_it(
    ivy: TestClient, service: Service
) -> None:
    ivy.put("/tracing", json=wanted(jpeg()))
    ivy.put("/tracing/placement", json=PLACEMENT)
    ivy.delete("/tracing")
    chain = str(ivy.base_url).rstrip("/").rsplit("/", 1)[1]
    entries = list(audit.entries(service, chain))
    actions = [entry["action"] for entry in entries if entry["action"].startswith("tracing.")]
    assert actions == ["tracing.kept", "tracing.moved", "tracing.removed"]
    assert audit.check(service) == []


def test_what_is_no_picture_or_too_large_is_refused_in_words(ivy: TestClient) -> None:
    for broken in (b"", b"GIF89a", jpeg()[:40]):
        answer = ivy.put("/tracing", json=wanted(broken))
        problem = assert_problem(answer, 422, "not-well-formed", field="picture")
        assert "Choose the photograph again" in problem["detail"]
    large = jpeg(*[segment(0xDB, bytes([1]) + bytes([9] * 60_000))] * 18)
    answer = ivy.put("/tracing", json=wanted(large))
    assert_problem(answer, 422, "not-well-formed", field="picture")
    answer = ivy.put("/tracing", json=wanted(jpeg(), width=1e9))
    assert_problem(answer, 422, "not-well-formed", field="placement.width")
    assert ivy.get("/tracing").json() is None


def test_a_picture_as_large_as_fits_is_kept_whole(ivy: TestClient) -> None:
    whole = jpeg(*[segment(0xDB, bytes([1]) + bytes([9] * 60_000))] * 16)
    assert ivy.put("/tracing", json=wanted(whole)).status_code == 200
    assert len(base64.b64decode(ivy.get("/tracing").json()["picture"])) > 950_000
