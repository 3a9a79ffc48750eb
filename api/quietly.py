"""The quiet way of an owner who is controlled by somebody."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from api.problems import responses
from api.rights import CareMapId, ServiceHere, may
from mapping import quietly
from mapping.model import Frozen, Id
from mapping.policy import Reader
from mapping.quietly import Quiet

router = APIRouter(
    prefix="/care-maps/{care_map_id}/quiet",
    tags=["A quiet way"],
    responses=responses("not-allowed", "not-found"),
)

MayBeQuiet = Annotated[Reader, Depends(may("care_map.quiet"))]


class HiddenWanted(Frozen):
    """Whether what one looks at is hidden from another owner."""

    hidden: bool


@router.get("", summary="From whom you hide what you look at")
def read_quiet(service: ServiceHere, reader: MayBeQuiet, care_map_id: CareMapId) -> Quiet:
    """Return it to you alone."""
    return quietly.quiet_of(service, reader, care_map_id)


@router.put(
    "/{account_id}",
    summary="Hide what you look at from another owner, or show it again",
    status_code=204,
)
def set_hidden(
    service: ServiceHere,
    reader: MayBeQuiet,
    care_map_id: CareMapId,
    account_id: Id,
    wanted: HiddenWanted,
) -> None:
    """Leave your looks and copies out of the history that they read; nothing tells them."""
    quietly.set_hidden(service, reader, care_map_id, account_id, hidden=wanted.hidden)


@router.delete("/{account_id}", summary="Stop somebody opening the map, quietly", status_code=204)
def stop_quietly(
    service: ServiceHere, reader: MayBeQuiet, care_map_id: CareMapId, account_id: Id
) -> None:
    """Take their role away at once; to them it is as if there were no map."""
    quietly.stop(service, reader, care_map_id, account_id)
