"""Who asks, and whether they may: the one dependency that every endpoint declares.

The decision is `mapping/policy.py`'s. Here the reader is found from the request's cookie or key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final, Protocol, cast

from fastapi import Depends, Path, Request, Response

from api.middleware import is_loopback
from mapping import care_maps, people, policy, tokens
from mapping.model import Id
from mapping.policy import RULES, Reader
from mapping.service import Service

COOKIE: Final = "care_mapping_session"
BEARER: Final = "bearer "

CareMapId = Annotated[Id, Path(description="A care map.")]
NeighbourhoodId = Annotated[Id, Path(description="A neighbourhood.")]

_PATH_NAMES: Final = {"care_map": "care_map_id", "neighbourhood": "neighbourhood_id"}


class Checked(Protocol):
    """A dependency that knows which action it checks; it gives the reader, or raises."""

    action: str
    __call__: Callable[..., Any]


def may(action: str) -> Checked:
    """Return a dependency that gives the reader, or refuses.

    Parameters
    ----------
    action
        A name in `policy.RULES`. If its rule is about a care map or neighbourhood, that is the one
        the path names. Whoever reads anything of a care map has it written into its history here,
        so that no endpoint can forget to.
    """
    rule = RULES[action]

    def checked(request: Request) -> Reader | None:
        reader = who_asks(request)
        thing_id = request.path_params.get(_PATH_NAMES.get(rule.on, ""))
        release = request.path_params.get("release_id")
        policy.check(reader, action, thing_id, sometimes=True, release=release)
        if rule.on == "care_map" and request.method == "GET" and reader and thing_id:
            care_maps.note_opened(service_of(request), reader, thing_id)
        return reader

    dependency = cast(Checked, checked)
    dependency.action = action
    return dependency


def anyone(action: str) -> Checked:
    """Return a dependency for an action open to anyone, which does not even look who asks."""
    assert RULES[action].on == "open"

    async def checked() -> None:
        return None

    dependency = cast(Checked, checked)
    dependency.action = action
    return dependency


def who_asks(request: Request) -> Reader | None:
    """Return whose key or session cookie a request carries, if it opens anything."""
    service = service_of(request)
    given = request.headers.get("authorization", "")
    if given[: len(BEARER)].lower() == BEARER:
        return tokens.reader_of_token(service, given[len(BEARER) :].strip())
    secret = request.cookies.get(COOKIE)
    return people.reader_of_session(service, secret) if secret else None


def service_of(request: Request) -> Service:
    """Return the service that the app has opened."""
    return cast(Service, request.app.state.service)


def client_of(request: Request) -> str:
    """Return the address that a request came from."""
    return request.client.host if request.client else "unknown"


ServiceHere = Annotated[Service, Depends(service_of)]
ClientHere = Annotated[str, Depends(client_of)]


def set_cookie(request: Request, response: Response, secret: str) -> None:
    """Give the browser a session's secret, which no script of a page can read."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=int(people.LONGEST.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=not is_loopback(request.headers.get("host", "")),
    )


def drop_cookie(response: Response) -> None:
    """Have the browser forget its session."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")
