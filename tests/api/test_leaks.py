"""Nothing private leaves: a private arrow is planted on every directory element, then looked for.

Every answer that an organiser, a member, an analyst, an administrator or a stranger can get is
read, from every address that the program has, so that a new one cannot be forgotten.
"""

from __future__ import annotations

from typing import Any

from fastapi.routing import APIRoute

from api.app import ROUTERS
from mapping import neighbourhoods
from mapping.model import Element, new_id
from mapping.service import Service
from mapping.steps import Pick
from mapping.vocabulary import Kind
from tests.api.conftest import Browser
from tests.drawings import figure
from tests.helpers import account
from tests.tables import sit_down

BODIES = 4


def plant(service: Service) -> tuple[str, list[str]]:
    """Draw a private arrow on each body of a directory; return the place and what may not leak."""
    place = neighbourhoods.create(service, name="Larkmead")
    bodies = [
        Element(id=new_id(), scope=place, kind=Kind.GROUP, name=f"Group {n}") for n in range(BODIES)
    ]
    neighbourhoods.add_to_directory(service, place, bodies)
    table = sit_down(service, neighbourhood=place)
    secrets = [table.map_id, table.owner, "Ivy", "spare key", table.reader.account_id]
    for body in bodies:
        drawn = figure(body.id, note="has the spare key", relation="spare key")
        table.save(Pick(element_id=body.id, figure=drawn))
        secrets += [
            table.draw_arrow(body.id, table.owner, note="spare key").id,
            table.draw_arrow(table.owner, body.id, care_types=("meals",)).id,
        ]
    return place, secrets


def addresses(id_: str) -> list[str]:
    """Return every address that answers a GET, with this id put in, and reports by name."""
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    return [
        "/api/v1"
        + route.path.format(**{**dict.fromkeys(route.param_convertors, id_), "name": "all"})
        for route in routes
        if "GET" in (route.methods or ())
    ]


def test_no_answer_to_anyone_without_a_role_holds_a_planted_arrow(
    service: Service, browser: Browser
) -> None:
    place, secrets = plant(service)
    map_id = secrets[0]
    readers = {
        "organiser": account(service, "Femi Balogun"),
        "member": account(service, "Mo Bell"),
        "stranger": account(service, "Sid Stone"),
        "analyst": account(service, "Lin Zhao", "analyst"),
        "administrator": account(service, "Ade Min", "administrator"),
    }
    for role in ("organiser", "member"):
        give(service, readers[role], place, role)
    seen = 0
    for who, account_id in readers.items():
        client = browser(account_id)
        for wanted in (place, map_id):
            for address in addresses(wanted):
                answer = client.get(address)
                hidden = [s for s in secrets if s in answer.text and not _own(s, who, address)]
                assert hidden == [], f"{who} reads {hidden} at {address}"
                seen += answer.status_code == 200
    assert seen > len(readers)


def _own(secret: str, who: str, address: str) -> bool:
    """The administrator's audit trail names accounts by their ids, and nothing of any map."""
    return who == "administrator" and address.endswith("/audit") and len(secret) == 36


def give(service: Service, account_id: str, place: str, role: str) -> Any:
    return service.write(
        lambda tx: tx.one(
            "give_neighbourhood_role",
            account=account_id,
            neighbourhood=place,
            role=role,
            until=None,
        )
    )
