"""The description of the API is whole and honest: whatever is sent, it says what comes back.

Schemathesis draws requests from the description, well and badly formed ones, and looks at the
answers: nothing fails, and status, type and contents are as described. Who may do what is looked
at in `test_rights.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from pydantic import TypeAdapter
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.types import Receive, Scope, Send

from api import openapi_document
from api.examples import BODIES, JSON
from api.rights import COOKIE
from mapping import drawings, people, tokens
from mapping.allowance import Allowance
from mapping.service import Service
from mapping.store import Store
from tests.api.test_rights import give, routes
from tests.conftest import EXAMPLES
from tests.helpers import account, make_service, reader
from tests.releases.conftest import Street, street

__all__ = ["street"]

DRAWN = max(1, EXAMPLES // 50)
"""How many requests are drawn of each operation, as many well as badly formed."""
ORDER = ("get", "put", "post", "delete")
"""What takes things away comes last."""
HONEST = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


class TestExamples:
    def test_every_operation_has_one_and_it_is_as_described(self) -> None:
        """What takes nothing and gives nothing has nothing to show."""
        document = openapi_document()
        shown = {
            operation["operationId"]: list(_shown(operation))
            for methods in document["paths"].values()
            for operation in methods.values()
        }
        assert [name for name, examples in shown.items() if not examples] == ["sign_out"]
        all_of = {
            name: {"prefixItems": [schema for schema, _ in examples]}
            for name, examples in shown.items()
            if examples
        }
        jsonschema_rs.validate(
            {"properties": all_of, "components": document["components"]},
            {name: [example for _, example in examples] for name, examples in shown.items()},
        )

    def test_every_body_may_be_sent(self) -> None:
        wanted = {
            route.name: TypeAdapter[Any](route.body_field.field_info.annotation or object)
            for _, route in routes()
            if route.body_field
        }
        assert wanted.keys() == BODIES.keys()
        for name, body in wanted.items():
            body.validate_python(BODIES[name])


def _shown(operation: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Any]]:
    """Yield each example of an operation with its schema; each body and address has one."""
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path":
            yield parameter["schema"], parameter["example"]
    body = operation.get("requestBody", {}).get("content", {})
    answers = [one for status, one in operation["responses"].items() if status.startswith("2")]
    for content in (body, *(one.get("content", {}) for one in answers)):
        if JSON in content:
            yield content[JSON]["schema"], content[JSON]["example"]


@pytest.fixture
def service(store: Store, tmp_path: Path) -> Iterator[Service]:
    made = make_service(store, tmp_path)
    yield made
    made.released.close()
    made.released_graphs.close()


class Callers:
    """Somebody in each role, and how they show who they are."""

    def __init__(self, street: Street) -> None:
        self._service = service = street.service
        analyst = reader(service, account(service, "Lin Zhao", "analyst"))
        key = tokens.make(service, analyst, label="My notebook", scopes=["read"], days=30)
        self._key = {"Authorization": f"Bearer {key.secret}"}
        self._accounts = {
            "owner": street.owner.account_id,
            "organiser": account(service, "Femi Balogun"),
            "member": account(service, "Mo Bell"),
            "administrator": account(service, "Ade Min", "administrator"),
        }
        for role in ("organiser", "member"):
            give(service, self._accounts[role], role, neighbourhood=street.larkmead)
        self.roles = ("nobody", "analyst", *self._accounts)
        self._cookies: dict[str, dict[str, str]] = {}

    def shows(self, role: str, *, anew: bool) -> dict[str, Any]:
        """Return what a request of theirs carries, from a new session if the last may be over."""
        if role in self._accounts and (anew or role not in self._cookies):
            secret = people.start_session(self._service, self._accounts[role])
            self._cookies[role] = {COOKIE: secret}
        return {
            "cookies": self._cookies.get(role, {}),
            "headers": self._key if role == "analyst" else {},
        }


@pytest.mark.timeout(600)
def test_whatever_is_sent_each_role_is_answered_as_described(street: Street, app: FastAPI) -> None:
    there, callers = _there(street), Callers(street)
    app.state.allowance = Allowance(most=10**9)

    async def running(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["type"] == "http", "the app runs already"
        await app(scope, receive, send)

    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", running)
    operations = sorted(
        (found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)),
        key=lambda one: ORDER.index(one.method),
    )
    assert {one.definition.raw["operationId"] for one in operations} == {
        route.name for _, route in routes()
    }
    wrong = []
    for operation in operations:
        let_through = list(callers.roles)
        for case in _cases(operation, there):
            for role in let_through.copy():
                shown = callers.shows(role, anew="/session" in case.path)
                answer = case.call(app=running, base_url="http://localhost", timeout=120, **shown)
                if answer.status_code in {401, 403} or _knows_nothing_of_it(role, case):
                    let_through.remove(role)  # nothing that is sent is looked at
                try:
                    case.validate_response(answer, checks=HONEST)
                except FailureGroup as failed:
                    wrong.append(f"{operation.label} as {role}: {failed}")
            del let_through[1:]  # what is sent is looked at in the same way, whoever sends it
    assert wrong == []


def _knows_nothing_of_it(role: str, case: Case[Any]) -> bool:
    """Whether all that a role is told of a map or a neighbourhood is that there is none."""
    if "care_map_id" in case.path_parameters:
        return role != "owner"
    return "neighbourhood_id" in case.path_parameters and role in {"analyst", "administrator"}


def _there(street: Street) -> dict[str, str]:
    """Return ids of what is there, by their names in addresses."""
    visitor = account(street.service, "Vi Visitor")
    give(street.service, visitor, "viewer", care_map=street.table.map_id)
    return {
        "care_map_id": street.table.map_id,
        "drawing_id": drawings.keep(street.service, street.owner, street.table.map_id).id,
        "element_id": street.rosa,
        "account_id": visitor,
        "hat": "rota_wrangler",
        "neighbourhood_id": street.larkmead,
        "entry_id": street.listed["Tanyard lunch club"],
        "other_id": street.listed["Larkmead Surgery"],
        "release_id": street.release().id,
    }


def _cases(operation: Any, there: dict[str, str]) -> list[Case[Any]]:
    """Return requests about what is there; badly formed ones where more than an address is sent."""
    found = _drawn(operation, GenerationMode.POSITIVE)
    if operation.body or operation.query:
        found += _drawn(operation, GenerationMode.NEGATIVE)
    names = {"read_report": "wealth", "ask_release": "care_types_given"}
    for case in found:
        known = {**there, "name": names.get(operation.definition.raw["operationId"], "wealth")}
        case.path_parameters = {
            name: known.get(name, value) for name, value in case.path_parameters.items()
        }
    return found


def _drawn(operation: Any, mode: GenerationMode) -> list[Case[Any]]:
    found: list[Case[Any]] = []

    @settings(
        max_examples=DRAWN,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def draw(case: Case[Any]) -> None:
        found.append(case)

    draw()
    return found
