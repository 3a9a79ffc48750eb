"""Signing in and out, one's own account, and keys for one's own programs."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field

from api.problems import responses
from api.rights import ClientHere, ServiceHere, anyone, drop_cookie, may, set_cookie
from mapping import own_data, people, tokens
from mapping.model import Frozen, Id
from mapping.own_data import OwnData
from mapping.people import Choice, Me
from mapping.policy import NotSignedIn, Reader
from mapping.service import Service
from mapping.tokens import NewToken, Token

router = APIRouter(tags=["Your account"])


class SignIn(Frozen):
    """An email and password."""

    email: Annotated[str, Field(max_length=300)]
    password: Annotated[str, Field(max_length=1_000)]


class Chosen(Frozen):
    """Which of the invented people to be."""

    account_id: Id


class PasswordChange(Frozen):
    """The password now and the one to have instead."""

    old: Annotated[str, Field(max_length=1_000)]
    new: Annotated[str, Field(max_length=1_000)]


class TokenWanted(Frozen):
    """What a new key is for, what it may do, for how many days, and to which releases."""

    label: str
    scopes: tuple[Literal["read", "draw"], ...]
    days: int = 90
    releases: Annotated[
        tuple[Id, ...],
        Field(max_length=20, description="If any, it opens these and nothing else."),
    ] = ()


@router.get(
    "/session/choices",
    summary="The invented people to look around as; the demonstration only",
    responses=responses("not-found"),
    dependencies=[Depends(anyone("session.start"))],
)
def list_choices(service: ServiceHere) -> list[Choice]:
    """Return who can be chosen."""
    return people.choices(service)


@router.post(
    "/session/choice",
    summary="Sign in as one of the invented people",
    responses=responses("not-found"),
    dependencies=[Depends(anyone("session.start"))],
)
def sign_in_as_choice(
    request: Request, response: Response, service: ServiceHere, chosen: Chosen
) -> Me:
    """Begin a session as them."""
    return signed_in(
        request, response, service, people.sign_in_as_choice(service, chosen.account_id)
    )


@router.post(
    "/session",
    summary="Sign in",
    responses=responses("wrong-sign-in", "too-many-tries"),
    dependencies=[Depends(anyone("session.start"))],
)
def sign_in(
    request: Request, response: Response, service: ServiceHere, client: ClientHere, given: SignIn
) -> Me:
    """Begin a session; the answer sets its cookie."""
    secret = people.sign_in(service, email=given.email, password=given.password, client=client)
    return signed_in(request, response, service, secret)


@router.delete("/session", summary="Sign out", status_code=204, responses=responses("not-allowed"))
def sign_out(
    response: Response, service: ServiceHere, reader: Annotated[Reader, Depends(may("session.end"))]
) -> None:
    """End this session."""
    people.sign_out(service, reader)
    drop_cookie(response)


@router.get("/me", summary="Your account and what it may open")
def read_me(service: ServiceHere, reader: Annotated[Reader, Depends(may("me.read"))]) -> Me:
    """Return it."""
    return people.me(service, reader)


@router.get("/me/data", summary="All that is kept about you")
def read_own_data(
    service: ServiceHere, reader: Annotated[Reader, Depends(may("me.data"))]
) -> OwnData:
    """Return it, with what is about others left out; that you asked is on record."""
    return own_data.own_data(service, reader)


@router.put(
    "/me/password",
    summary="Change your password",
    status_code=204,
    responses=responses("too-many-tries"),
)
def change_password(
    service: ServiceHere,
    client: ClientHere,
    reader: Annotated[Reader, Depends(may("me.password"))],
    given: PasswordChange,
) -> None:
    """Keep it; every other session of the account ends."""
    people.change_password(service, reader, old=given.old, new=given.new, client=client)


@router.post("/tokens", summary="Make a key for a program of yours", status_code=201)
def make_token(
    service: ServiceHere, reader: Annotated[Reader, Depends(may("token.own"))], wanted: TokenWanted
) -> NewToken:
    """Return it with its secret, which is shown this one time."""
    return tokens.make(
        service,
        reader,
        label=wanted.label,
        scopes=wanted.scopes,
        days=wanted.days,
        releases=wanted.releases,
    )


@router.get("/tokens", summary="The keys of your programs")
def list_tokens(
    service: ServiceHere, reader: Annotated[Reader, Depends(may("token.own"))]
) -> list[Token]:
    """Return them without their secrets."""
    return tokens.mine(service, reader)


@router.delete(
    "/tokens/{token_id}",
    summary="End a key",
    status_code=204,
    responses=responses("not-found"),
)
def end_token(
    service: ServiceHere, reader: Annotated[Reader, Depends(may("token.own"))], token_id: Id
) -> None:
    """End it at once."""
    tokens.end(service, reader, token_id)


def signed_in(request: Request, response: Response, service: Service, secret: str) -> Me:
    """Set the cookie of a session just begun, and return whose it is."""
    set_cookie(request, response, secret)
    reader = people.reader_of_session(service, secret)
    if reader is None:
        raise NotSignedIn
    return people.me(service, reader)
