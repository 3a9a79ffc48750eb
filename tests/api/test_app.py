"""What holds for every request: headers, origins, sizes, errors, the log, starting and the pages.

Nothing here asks the store for anything, so there is none.
"""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import anyio
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api import create_app, opening, site
from api.middleware import LARGEST_BODY
from api.problems import KINDS
from mapping.service import Service
from mapping.settings import Settings
from mapping.store import StoreError, StoreFull, StoreUnavailable
from tests.api.conftest import wait_for
from tests.helpers import assert_problem


def app_with(open_service: Callable[[], Any], **settings: Any) -> FastAPI:
    return create_app(Settings(**settings), cast(Callable[[], Service], open_service))


@pytest.fixture
def app() -> FastAPI:
    """An app whose store was opened, as far as it knows."""
    made = app_with(lambda: None)
    made.state.service = SimpleNamespace(demo=False)
    return made


@pytest.fixture
def page(app: FastAPI) -> TestClient:
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pages as the build leaves them, but small."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html><title>Care Mapping</title>")
    (tmp_path / "assets" / "index-3f9a.js").write_text("export {};")
    (tmp_path / "favicon.svg").write_text("<svg/>")
    parts = {
        "src/editor/CareMapEditor.svelte": {"file": "assets/editor-1a.js", "imports": ["_svelte"]},
        "_svelte": {"file": "assets/index-3f9a.js", "css": ["assets/look-7c.css"]},
    }
    (tmp_path / "parts.json").write_text(json.dumps(parts))
    monkeypatch.setattr(site, "PAGES", tmp_path)
    return tmp_path


class TestStarting:
    @pytest.mark.usefixtures("built")
    def test_pages_and_health_answer_while_the_store_opens(self) -> None:
        let_it_open = threading.Event()
        closed = []
        opened = SimpleNamespace(demo=False, close=lambda: closed.append(True))

        def open_service() -> Any:
            let_it_open.wait(10)
            return opened

        with TestClient(app_with(open_service), base_url="http://localhost") as page:
            assert page.get("/").status_code == 200
            health = page.get("/api/v1/health").json()
            assert (health["state"], health["demo"]) == ("starting", False)
            answer = page.get("/api/v1/me")
            assert_problem(answer, 503, "starting")
            assert answer.headers["retry-after"] == "1"
            let_it_open.set()
            wait_for(lambda: page.get("/api/v1/health").json()["state"] == "ready")
            assert_problem(page.get("/api/v1/me"), 401, "not-signed-in")
        assert closed == [True]

    def test_a_store_that_does_not_open_is_told_in_its_own_sentence(self) -> None:
        def open_service() -> Any:
            raise StoreError("Another Care Mapping has this folder open. Stop it first.")

        with TestClient(app_with(open_service), base_url="http://localhost") as page:
            wait_for(lambda: page.get("/api/v1/health").json()["state"] == "trouble")
            health = page.get("/api/v1/health")
            assert health.status_code == 200
            assert health.json()["detail"].startswith("Another Care Mapping has this folder open.")
            assert_problem(page.get("/api/v1/me"), 503, "store-trouble")

    def test_a_store_that_does_not_answer_yet_is_tried_again_until_it_does(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(opening, "SHORTEST_PAUSE", 0.01)
        tries = iter([StoreUnavailable(), StoreUnavailable()])
        opened = SimpleNamespace(demo=False, close=lambda: None)

        def open_service() -> Any:
            for trouble in tries:
                raise trouble
            return opened

        with TestClient(app_with(open_service), base_url="http://localhost") as page:
            wait_for(lambda: page.get("/api/v1/health").json()["state"] == "ready")
            assert_problem(page.get("/api/v1/me"), 401, "not-signed-in")

    def test_an_error_that_nobody_expected_is_not_told_but_logged(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        def open_service() -> Any:
            raise RuntimeError("about Ivy Adeyemi")

        with TestClient(app_with(open_service), base_url="http://localhost") as page:
            wait_for(lambda: page.get("/api/v1/health").json()["state"] == "trouble")
            detail = page.get("/api/v1/health").json()["detail"]
        assert "Ivy" not in detail + caplog.text
        assert "RuntimeError" in caplog.text

    def test_a_store_that_opens_after_the_app_has_stopped_is_closed(self) -> None:
        let_it_open, closed = threading.Event(), threading.Event()

        def open_service() -> Any:
            let_it_open.wait(10)
            return SimpleNamespace(demo=False, close=closed.set)

        with TestClient(app_with(open_service)):
            pass
        let_it_open.set()
        assert closed.wait(5)


class TestHeaders:
    @pytest.mark.parametrize("path", ["/", "/api/v1/health", "/api/v1/none", "/assets/none.js"])
    def test_every_answer_keeps_the_page_to_us(self, page: TestClient, path: str) -> None:
        headers = page.get(path).headers
        policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
        assert policy["default-src"] == "'self'"
        assert policy["frame-ancestors"] == "'none'"
        assert "unsafe" not in policy["style-src"] + policy["default-src"]
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"

    def test_answers_of_the_api_are_never_kept(self, page: TestClient) -> None:
        assert page.get("/api/v1/health").headers["cache-control"] == "no-store"
        assert page.get("/api/v1/none").headers["cache-control"] == "no-store"

    def test_json_is_sent_small(self, page: TestClient) -> None:
        answer = page.get("/api/v1/openapi.json", headers={"Accept-Encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip"


class TestOrigins:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "http://elsewhere.example"},
            {"Origin": "http://localhost:9999"},
            {"Origin": "null"},
            {"Origin": "http://elsewhere.example", "Sec-Fetch-Site": "none"},
        ],
    )
    def test_another_site_changes_nothing(self, page: TestClient, headers: dict[str, str]) -> None:
        for method in ("POST", "PUT", "DELETE"):
            answer = page.request(method, "/api/v1/session", headers=headers)
            assert_problem(answer, 403, "other-origin")

    @pytest.mark.parametrize(
        "headers",
        [{}, {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}],
    )
    def test_our_own_pages_and_programs_do(self, page: TestClient, headers: dict[str, str]) -> None:
        answer = page.post("/api/v1/session", json={}, headers=headers)
        assert_problem(answer, 422, "not-well-formed", field="email")


class TestBodies:
    def test_a_body_of_50_mb_is_refused_by_its_length(self, page: TestClient) -> None:
        answer = page.post(
            "/api/v1/session", content=b"{}", headers={"Content-Length": str(50 * 2**20)}
        )
        assert_problem(answer, 413, "too-large")

    def test_a_body_in_pieces_is_refused_as_soon_as_it_is_too_large(self, page: TestClient) -> None:
        def endless() -> Iterator[bytes]:
            for _ in range(LARGEST_BODY // 2**16 + 2):
                yield b" " * 2**16

        assert_problem(page.post("/api/v1/session", content=endless()), 413, "too-large")

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            (b'{"email": "\\ud83d", "password": "x"}', "email"),
            (b'{"email": "\\ud83d\\ude00", "password": "x\\udc00"}', "password"),
            (b'{"steps": [{"now": 1}, {"now": {"name": ["\\uD800"]}}]}', "steps[1].now.name[0]"),
            (b'{"\\ud800": 1}', None),
            (b'{"email": "\xff"}', None),
        ],
    )
    def test_half_a_character_is_refused_with_the_name_of_its_field(
        self, page: TestClient, body: bytes, field: str | None
    ) -> None:
        answer = page.post(
            "/api/v1/session", content=body, headers={"Content-Type": "application/json"}
        )
        assert_problem(answer, 422, "not-well-formed", field=field)

    def test_a_whole_character_in_two_escapes_is_taken(self, page: TestClient) -> None:
        answer = page.post(
            "/api/v1/session",
            content=b'{"email": "\\ud83d\\ude00"}',
            headers={"Content-Type": "application/json"},
        )
        assert_problem(answer, 422, "not-well-formed", field="password")

    @pytest.mark.parametrize(
        "body", [b"{", b"[" * 100_000, b"nothing", b'{"email": ' + b"9" * 5_000 + b"}"]
    )
    def test_what_is_not_json_is_refused(self, page: TestClient, body: bytes) -> None:
        answer = page.post(
            "/api/v1/session", content=body, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == 422
        assert answer.json()["type"] == "/problems/not-well-formed"

    def test_every_wrong_field_is_named_and_nothing_is_repeated(self, page: TestClient) -> None:
        answer = page.post("/api/v1/session", json={"email": ["Ivy Adeyemi"], "pasword": "secret"})
        problem = assert_problem(answer, 422, "not-well-formed", field="email")
        assert {error["field"] for error in problem["errors"]} == {"email", "password", "pasword"}
        assert "Ivy" not in answer.text
        assert "secret" not in answer.text


class TestErrors:
    def test_an_unknown_address_of_the_api_is_a_problem(self, page: TestClient) -> None:
        assert_problem(page.get("/api/v1/none"), 404, "not-found")
        assert_problem(page.get("/api/none"), 404, "not-found")
        assert_problem(page.post("/api/v1/none", json={}), 404, "not-found")

    def test_a_method_that_is_not_there_is_a_problem(self, page: TestClient) -> None:
        answer = page.patch("/api/v1/health", json={})
        assert_problem(answer, 405, "no-such-way")
        assert answer.headers["allow"] == "GET"

    @pytest.mark.parametrize(
        ("error", "status", "slug"),
        [
            (RuntimeError("Ivy Adeyemi"), 500, "our-fault"),
            (StoreUnavailable(), 503, "store-trouble"),
            (StoreFull(), 507, "no-space"),
        ],
    )
    def test_trouble_in_an_endpoint_is_a_problem(
        self,
        app: FastAPI,
        page: TestClient,
        caplog: pytest.LogCaptureFixture,
        error: Exception,
        status: int,
        slug: str,
    ) -> None:
        def fail() -> None:
            raise error

        app.add_api_route("/api/v1/trouble", fail)
        app.router.routes.insert(0, app.router.routes.pop())
        answer = page.get("/api/v1/trouble")
        assert_problem(answer, status, slug)
        assert "Ivy" not in answer.text + caplog.text
        assert answer.headers["content-security-policy"]
        if slug == "our-fault":
            reference = answer.json()["detail"].split()[-1].rstrip(".")
            assert f"{reference} RuntimeError at " in caplog.text

    def test_every_kind_of_problem_says_what_to_do_in_a_plain_sentence(self) -> None:
        for kind in KINDS.values():
            assert kind.detail.endswith(".")
            assert not kind.title.endswith(".")


def test_the_log_has_the_route_and_no_name_secret_or_question(
    page: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "care_mapping.access"):
        page.get("/api/v1/health?name=Ivy")
        page.get("/invitations/a-secret")
        page.get("/api/v1/care-maps/some-map/people?text=Ivy")
    logged = [record.getMessage() for record in caplog.records if "access" in record.name]
    assert logged[0].startswith("GET /api/v1/health 200 ")
    assert "GET /api/v1/care-maps/{care_map_id}/people 401 " in logged[2]
    assert not any(word in " ".join(logged) for word in ("Ivy", "a-secret", "some-map"))


class TestPages:
    @pytest.mark.parametrize(
        ("path", "status"),
        [
            *(("/", 200), ("/sign-in", 200), ("/care-maps/1/sharing", 200), ("/care-maps/1/", 200)),
            *(("/neighbourhoods/1", 200), ("/invitations/s", 200), ("/nowhere", 404)),
        ],
    )
    def test_every_page_is_the_one_file_that_draws_them(
        self, built: Path, page: TestClient, path: str, status: int
    ) -> None:
        answer = page.get(path)
        assert (answer.status_code, answer.text) == (status, (built / "index.html").read_text())
        assert answer.headers["cache-control"] == "no-cache"

    @pytest.mark.usefixtures("built")
    def test_an_address_that_the_pages_know_is_no_error(self, page: TestClient) -> None:
        router = (Path(site.__file__).parents[1] / "web/src/router.ts").read_text()
        tabs = re.findall(r"'(\w+)'", router.split("NEIGHBOURHOOD_TABS = [")[1].split("]")[0])
        known = re.findall(r"\[/\^(\S+?)\$/, ", router)
        assert len(known) > 20
        known += [f"/neighbourhoods/1/{tab}" for tab in tabs if tab != "network"]
        for pattern in known:
            address = pattern.replace("\\/", "/").replace("([^/]+)", "1")
            assert page.get(address).status_code == 200, address

    @pytest.mark.usefixtures("built")
    def test_a_browser_is_told_at_once_what_the_page_of_a_care_map_asks_for(
        self, app: FastAPI
    ) -> None:
        asked = TestClient(app)
        map_id = "01a22b86-287e-7efc-b480-f2d81009c603"
        told = asked.get(f"/care-maps/{map_id}").headers["Link"]
        care_map = f"/api/v1/care-maps/{map_id}"
        assert told.split(", ") == [
            f"<{care_map}>; rel=preload; as=fetch; crossorigin",
            f"<{care_map}/edits?last=true>; rel=preload; as=fetch; crossorigin",
            "</api/v1/me>; rel=preload; as=fetch; crossorigin",
            "</assets/editor-1a.js>; rel=modulepreload",
            "</assets/index-3f9a.js>; rel=modulepreload",
            "</assets/look-7c.css>; rel=preload; as=style",
        ]
        for other in ("/", f"/care-maps/{map_id}/sharing", "/care-maps/a>;b", "/care-maps/%3E"):
            assert "Link" not in asked.get(other).headers

    def test_code_is_sent_small_to_whoever_can_read_that_and_whole_to_others(
        self, built: Path
    ) -> None:
        code = (built / "assets" / "index-3f9a.js").read_text()
        asked = TestClient(app_with(lambda: None))
        for accepted, encoding in (("gzip, br", "gzip"), ("identity", None)):
            for _ in range(2):  # made small, then remembered
                answer = asked.get("/assets/index-3f9a.js", headers={"Accept-Encoding": accepted})
                assert (answer.text, answer.headers.get("content-encoding")) == (code, encoding)
                assert answer.headers["content-type"].startswith("text/javascript")

    @pytest.mark.usefixtures("built")
    def test_parts_with_hashed_names_are_kept_for_good(self) -> None:
        made = app_with(lambda: None)
        answer = TestClient(made).get("/assets/index-3f9a.js")
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert "immutable" not in TestClient(made).get("/assets/none.js").headers.get(
            "cache-control", ""
        )

    @pytest.mark.usefixtures("built")
    def test_no_file_outside_the_pages_is_served(self, page: TestClient) -> None:
        assert page.get("/favicon.svg").text == "<svg/>"
        for path in ("/..%2fpyproject.toml", "/%2e%2e/pyproject.toml", "/assets/..%2f..%2fapp.py"):
            assert page.get(path).status_code == 404

    def test_pages_that_are_not_built_say_how(
        self, page: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(site, "PAGES", tmp_path / "none")
        answer = page.get("/")
        assert answer.status_code == 503
        assert "make install" in answer.text


def test_half_a_request_is_none(app: FastAPI) -> None:
    """Somebody who goes away while sending has sent nothing, even if it reads like JSON."""
    sent: list[Any] = []
    messages: Iterator[dict[str, Any]] = iter(
        [
            {"type": "http.request", "body": b'{"email": "a", "password": "b"}', "more_body": True},
            {"type": "http.disconnect"},
        ]
    )
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/v1/session",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"content-type", b"application/json")],
    }

    async def receive() -> dict[str, Any]:
        return next(messages)

    async def send(message: Any) -> None:
        sent.append(message)

    anyio.run(app, scope, receive, send)
    assert sent == []
