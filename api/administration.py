"""Running the service: inviting people, and the audit trail. No map is ever opened here."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from api.problems import responses
from api.rights import ServiceHere, may
from mapping import audit, invitations, searching
from mapping.invitations import Invited
from mapping.model import Frozen, Id, Name
from mapping.policy import NeighbourhoodRole, Reader, ServiceRole
from mapping.searching import KeptOfPerson, Searched

router = APIRouter(tags=["Running the service"], responses=responses("not-allowed"))


class AccountInvitation(Frozen):
    """What the person invited may do; nothing for an account of their own."""

    service_roles: tuple[ServiceRole, ...] = ()
    neighbourhood: Id | None = None
    role: NeighbourhoodRole | None = None


class AuditEntry(Frozen):
    """One thing that was seen or changed, in ids and names of fields."""

    n: int
    at: str
    account: str | None
    action: str
    about_ids: tuple[str, ...]
    fields: tuple[str, ...]


@router.post("/accounts/invitations", summary="Invite somebody to the service", status_code=201)
def invite_to_service(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("account.invite"))],
    wanted: AccountInvitation,
) -> Invited:
    """Return a link that works once and for 14 days; it is shown this one time."""
    return invitations.invite_to_service(
        service,
        reader,
        service_roles=wanted.service_roles,
        neighbourhood=wanted.neighbourhood,
        role=wanted.role,
    )


class PersonAsking(Frozen):
    """The name that a person gives who asks what is kept about them, and who reviews it."""

    name: Name
    reviewer_email: Annotated[str, Field(max_length=300)]


@router.post("/searches", summary="Look for a named person who asks", status_code=201)
def search_for_person(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("person.search"))],
    wanted: PersonAsking,
) -> Searched:
    """Return how many were found; each map's owner and the reviewer are told, nobody else."""
    return searching.search(service, reader, name=wanted.name, reviewer_email=wanted.reviewer_email)


@router.get(
    "/searches/{search_id}",
    summary="What was found of a person who asks",
    responses=responses("not-found"),
)
def review_search(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("person.review"))],
    search_id: Id,
) -> list[KeptOfPerson]:
    """Return what is kept about them, to the reviewer; each map's history says who looked."""
    return searching.review(service, reader, search_id)


@router.get("/audit", summary="The audit trail, without names")
def read_audit(
    service: ServiceHere,
    _reader: Annotated[Reader, Depends(may("audit.read"))],
    chain: Id = audit.SERVICE_CHAIN,
    before: Annotated[
        int, Query(ge=1, le=audit.PAST_THE_END, description="`n` of the last entry had.")
    ] = audit.PAST_THE_END,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 50,
) -> list[AuditEntry]:
    """Return a chain's entries before one place, the latest first."""
    rows: list[dict[str, Any]] = service.read(
        lambda tx: tx.rows("latest_audit_entries", chain=chain, before=before, limit=limit)
    )
    return [
        AuditEntry.model_validate({name: row[name] for name in AuditEntry.model_fields})
        for row in rows
    ]
