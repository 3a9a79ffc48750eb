"""Every endpoint asks the policy, and answers each role as the table says; the test is generated.

The endpoints come from the app and the rules from `policy.RULES`, so that a new one of either
cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from httpx2 import Response

from api import openapi_document
from api.app import ROUTERS
from mapping import care_maps, drawings, neighbourhoods, tokens
from mapping.policy import RULES
from mapping.service import Service
from tests.api.conftest import Browser
from tests.helpers import account, reader

ROLES = (
    *("nobody", "owner", "editor", "viewer", "organiser", "member"),
    *("analyst", "administrator", "stranger"),
)


@dataclass(frozen=True)
class Endpoint:
    """One method of one path, and the action that it declares."""

    method: str
    path: str
    action: str

    @property
    def about(self) -> str:
        return RULES[self.action].on

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def routes() -> Iterator[tuple[str, APIRoute]]:
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            for method in route.methods or ():
                yield method, route


def declared(route: APIRoute) -> list[str]:
    """Return the actions that a route's dependencies check, however deep they are."""
    found, waiting = [], [route.dependant]
    while waiting:
        dependant = waiting.pop()
        found += [action] if (action := getattr(dependant.call, "action", None)) else []
        waiting += dependant.dependencies
    return found


ENDPOINTS = [
    Endpoint(method, f"/api/v1{route.path}", declared(route)[0])
    for method, route in routes()
    if declared(route)
]


def test_every_endpoint_declares_one_action_of_the_policy() -> None:
    undeclared = [str(route.path) for _, route in routes() if len(declared(route)) != 1]
    assert undeclared == []
    assert {action for _, route in routes() for action in declared(route)} == set(RULES)


def test_an_action_on_a_thing_has_that_thing_in_its_path() -> None:
    names = {"care_map": "{care_map_id}", "neighbourhood": "{neighbourhood_id}"}
    for endpoint in ENDPOINTS:
        for about, name in names.items():
            assert (name in endpoint.path) == (endpoint.about == about), endpoint


def test_the_document_lists_every_endpoint_with_a_name_and_a_summary_of_its_own() -> None:
    document = openapi_document()
    operations = {
        (method.upper(), path): operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }
    assert operations.keys() == {(endpoint.method, endpoint.path) for endpoint in ENDPOINTS}
    for told in ("operationId", "summary"):
        values = [operation[told] for operation in operations.values()]
        assert len(set(values)) == len(values)
    assert document["openapi"].startswith("3.1")


@dataclass(frozen=True)
class World:
    """One care map and one neighbourhood with somebody in every role, and another of each."""

    service: Service
    browser: Browser
    accounts: dict[str, str | None]
    care_map: str
    neighbourhood: str
    other_care_map: str
    other_neighbourhood: str
    pages: dict[str, TestClient] = field(default_factory=dict)
    """Somebody's page by role, which stays signed in until they ask about that."""

    def ask(self, role: str, endpoint: Endpoint, **names: str) -> Response:
        """Ask as somebody with this role, with an empty body where one is due."""
        if role not in self.pages:
            self.pages[role] = self.browser(self.accounts[role])
        page = self.pages[role]
        if endpoint.about in {"open", "signed_in"}:
            del self.pages[role]
        return page.request(
            endpoint.method, filled(endpoint.path, names), json=body_for(endpoint.method)
        )

    def own(self) -> dict[str, str]:
        return {"care_map_id": self.care_map, "neighbourhood_id": self.neighbourhood}

    def others(self) -> dict[str, str]:
        return {"care_map_id": self.other_care_map, "neighbourhood_id": self.other_neighbourhood}


def body_for(method: str) -> Any:
    return {} if method in {"POST", "PUT"} else None


def filled(path: str, names: dict[str, str]) -> str:
    """Return the path with these names in it, and an id that nothing has for any other."""
    parts = [
        names.get(part.strip("{}"), "no-such-thing") if part.startswith("{") else part
        for part in path.split("/")
    ]
    return "/".join(parts)


@pytest.fixture
def world(service: Service, browser: Browser) -> World:
    accounts = {
        role: account(service, role, *([role] if role in {"analyst", "administrator"} else []))
        for role in ROLES
        if role != "nobody"
    }
    neighbourhood = neighbourhoods.create(service, name="Larkmead")
    for role in ("organiser", "member"):
        give(service, accounts[role], role, neighbourhood=neighbourhood)
    owner = accounts["owner"]
    give(service, owner, "member", neighbourhood=neighbourhood)  # to choose it for the map
    care_map = care_maps.create(
        service,
        reader(service, owner),
        owner_name="Ivy",
        neighbourhood=neighbourhood,
        mine=True,
    ).document.id
    give(service, owner, "member", until="2026-01-01T00:00:00Z", neighbourhood=neighbourhood)
    for role in ("editor", "viewer"):
        give(service, accounts[role], role, care_map=care_map)
    for role in ("analyst", "administrator"):  # even if the store says so, it counts for nothing
        give(service, accounts[role], "owner", care_map=care_map)
        give(service, accounts[role], "organiser", neighbourhood=neighbourhood)
    stranger = reader(service, accounts["stranger"])
    other = care_maps.create(service, stranger, owner_name="Otto", mine=True).document.id
    elsewhere = neighbourhoods.create(service, name="Elsewhere")
    return World(
        service, browser, {**accounts, "nobody": None}, care_map, neighbourhood, other, elsewhere
    )


def give(
    service: Service, account_id: str, role: str, *, until: str | None = None, **thing: str
) -> None:
    query = f"give_{next(iter(thing))}_role"
    service.write(lambda tx: tx.one(query, account=account_id, role=role, until=until, **thing))


def roles_in_words(role: str, about: str) -> set[str]:
    """Return the roles on one's own map or neighbourhood: by hand, from the world above."""
    on_map = {"owner": {"owner"}, "editor": {"editor"}, "viewer": {"viewer"}}
    in_neighbourhood = {
        "organiser": {"organiser"},
        "member": {"member"},
        "owner": {"draws_there"},
        "editor": {"draws_there"},
    }
    held = {
        "care_map": on_map,
        "neighbourhood": in_neighbourhood,
        "service": {"administrator": {"administrator"}, "analyst": {"analyst"}},
    }
    return held.get(about, {}).get(role, set())


def expected(role: str, endpoint: Endpoint) -> str:
    """Return what the table says of this role and one's own thing."""
    rule = RULES[endpoint.action]
    if rule.on == "open":
        return "yes"
    if role == "nobody":
        return "not-signed-in"
    if rule.on == "signed_in":
        return "not-allowed" if role in rule.but_not else "yes"
    held = roles_in_words(role, rule.on)
    if held & rule.roles:
        return "yes"
    if held & rule.sometimes.keys():
        return "sometimes"
    return "not-allowed" if held or rule.on == "service" else "not-found"


def names_more(endpoint: Endpoint) -> bool:
    """Whether the path names something besides the care map or neighbourhood."""
    return endpoint.path.count("{") > (endpoint.about in {"care_map", "neighbourhood"})


def told(response: Response) -> str:
    """Return the answer in a word: whether the policy let it through."""
    if response.status_code < 400 or response.status_code == 422:
        return "yes"
    return str(response.json()["type"].removeprefix("/problems/"))


def test_every_endpoint_answers_every_role_as_the_table_says(world: World) -> None:
    wrong = []
    for endpoint in ENDPOINTS:
        for role in ROLES:
            wanted, got = expected(role, endpoint), told(world.ask(role, endpoint, **world.own()))
            # Behind the policy's yes, what an unknown id names is not found.
            more = names_more(endpoint)
            fine = {
                "yes": {"yes", "not-found"} if more or "choice" in endpoint.path else {"yes"},
                "sometimes": {"yes", "not-allowed"},
            }.get(wanted, {wanted})
            if got not in fine:
                wrong.append(f"{endpoint} as {role}: wanted {wanted}, got {got}")
    assert wrong == []


def test_what_one_may_not_see_answers_like_what_does_not_exist(world: World) -> None:
    """Status, body and headers are the same, byte for byte."""
    wrong = []
    for endpoint in ENDPOINTS:
        if endpoint.about not in {"care_map", "neighbourhood"}:
            continue
        for role in ROLES:
            if role == "stranger" and endpoint.about == "care_map":
                continue  # the other map is theirs
            theirs = world.ask(role, endpoint, **world.others())
            nowhere = world.ask(role, endpoint, care_map_id="nowhere", neighbourhood_id="nowhere")
            status = 401 if role == "nobody" else 404
            same = (theirs.content, theirs.headers) == (nowhere.content, nowhere.headers)
            if not same or theirs.status_code != status:
                wrong.append(f"{endpoint} as {role}: {theirs.status_code}")
    assert wrong == []


def test_a_program_does_what_its_key_lets_it_and_no_more(world: World) -> None:
    """As the owner, with a key that reads: everything but reading is refused."""
    owner = reader(world.service, world.accounts["owner"] or "")
    made = tokens.make(world.service, owner, label="Diary", scopes=["read"], days=1)
    for endpoint in ENDPOINTS:
        rule = RULES[endpoint.action]
        if rule.on == "open" or expected("owner", endpoint) != "yes":
            continue
        answer = world.browser().request(
            endpoint.method,
            filled(endpoint.path, world.own()),
            json=body_for(endpoint.method),
            headers={"Authorization": f"Bearer {made.secret}"},
        )
        # Behind the policy, what an unknown id names is not found.
        through = {"yes", "not-found"} if names_more(endpoint) else {"yes"}
        assert told(answer) in (through if rule.scope == "read" else {"not-allowed"}), endpoint


COPIES = (
    *(f"picture?format={one}" for one in ("svg", "pdf", "png")),
    *(f"easy-read?format={one}" for one in ("pdf", "json")),
    *("data?format=json", "data?format=csv", "data?format=csv&table=connections"),
)


def test_every_copy_of_a_map_and_of_what_was_kept_is_for_its_own_people_only(world: World) -> None:
    owner = reader(world.service, world.accounts["owner"] or "")
    kept = drawings.keep(world.service, owner, world.care_map).id
    own = {"owner", "editor", "viewer"}
    for role in ROLES:
        page = world.browser(world.accounts[role])
        wanted = 401 if role == "nobody" else 200 if role in own else 404
        for copy in COPIES:
            for which in (copy, f"{copy}&drawing={kept}"):
                answer = page.get(f"/api/v1/care-maps/{world.care_map}/{which}")
                assert answer.status_code == wanted, (role, which)
    draws = tokens.make(world.service, owner, label="Diary", scopes=["draw"], days=1)
    for copy in COPIES:
        mine = f"/api/v1/care-maps/{world.care_map}/{copy}&drawing={kept}"
        program = world.browser().get(mine, headers={"Authorization": f"Bearer {draws.secret}"})
        assert program.status_code == 403, copy
        # Nor is it found under somebody's own map that it is not of.
        theirs = f"/api/v1/care-maps/{world.other_care_map}/{copy}&drawing={kept}"
        assert world.browser(world.accounts["stranger"]).get(theirs).status_code == 404, copy


def test_a_role_taken_away_is_gone_from_an_open_page(world: World) -> None:
    viewer = world.accounts["viewer"]
    page = world.browser(viewer)
    address = f"/api/v1/care-maps/{world.care_map}"
    assert page.get(address).status_code == 200
    owner = world.browser(world.accounts["owner"])
    assert owner.delete(f"{address}/people/{viewer}").status_code == 204
    assert page.get(address).status_code == 404
