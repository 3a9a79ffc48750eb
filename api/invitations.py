"""Opening an invitation's link, and accepting it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import Field

from api.problems import responses
from api.rights import ClientHere, ServiceHere, may, who_asks
from api.session import signed_in
from mapping import invitations, joining, people
from mapping.acting import ActingWanted
from mapping.invitations import InvitationView
from mapping.model import Frozen, Line
from mapping.people import Me
from mapping.policy import Reader
from mapping.refusals import NotWellFormed

router = APIRouter(tags=["Invitations"])

Secret = Annotated[str, Path(max_length=100, description="The secret at the end of the link.")]


class Acceptance(Frozen):
    """Who accepts; nothing is needed from somebody who is signed in.

    `acting` is on what ground they will own the map for somebody, of an invitation as an owner.
    """

    name: str | None = None
    email: Annotated[str, Field(max_length=300)] | None = None
    password: Annotated[str, Field(max_length=1_000)] | None = None
    acting: ActingWanted | None = None


@router.get(
    "/invitations/{secret}",
    summary="What an invitation is for",
    responses=responses("not-found", "already-used"),
)
def read_invitation(
    service: ServiceHere,
    reader: Annotated[Reader | None, Depends(may("invitation.read"))],
    secret: Secret,
) -> InvitationView:
    """Return the inviter's first name, the role and the day it runs out."""
    return invitations.look_at(service, secret, reader)


@router.post(
    "/invitations/{secret}/acceptance",
    summary="Accept an invitation",
    responses=responses(
        "wrong-sign-in", "not-allowed", "not-found", "already-used", "too-many-tries"
    ),
)
def accept_invitation(
    request: Request,
    response: Response,
    service: ServiceHere,
    client: ClientHere,
    reader: Annotated[Reader | None, Depends(may("invitation.accept"))],
    secret: Secret,
    given: Acceptance,
) -> Me:
    """Accept as who is signed in, else with an account made now."""
    if reader is not None:
        invitations.accept(service, reader, secret, given.acting)
        with_new_role = who_asks(request)
        assert with_new_role is not None
        return people.me(service, with_new_role)
    session = invitations.accept_as_newcomer(
        service,
        secret,
        name=_given(given.name, "name", "Write your name."),
        email=_given(given.email, "email", "Write your email address."),
        password=_given(given.password, "password", "Choose a password."),
        client=client,
        acts=given.acting,
    )
    return signed_in(request, response, service, session)


class Refusal(Frozen):
    """A no, with a reason for whoever asked if one is given."""

    reason: Line | None = None


@router.post(
    "/invitations/{secret}/refusal",
    summary="Say no to an invitation to a team",
    status_code=204,
    responses=responses("not-found", "already-used"),
)
def decline_invitation(
    service: ServiceHere,
    _reader: Annotated[Reader | None, Depends(may("invitation.decline"))],
    secret: Secret,
    given: Refusal,
) -> None:
    """No account is needed; the link is used up."""
    joining.decline(service, secret, reason=given.reason)


def _given(value: str | None, field: str, what_to_do: str) -> str:
    if not value:
        raise NotWellFormed(field, what_to_do)
    return value
