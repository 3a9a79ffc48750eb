"""Running the service: inviting people, and the audit trail. No map is ever opened here."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from api.problems import responses
from api.rights import ServiceHere, may
from mapping import audit, invitations
from mapping.invitations import Invited
from mapping.model import Frozen, Id
from mapping.policy import NeighbourhoodRole, Reader, ServiceRole

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
