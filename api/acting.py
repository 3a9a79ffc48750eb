"""Acting for the person whose care map it is: on what ground, looked at again, and ended."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from api.problems import responses
from api.rights import CareMapId, ServiceHere, may
from mapping import acting
from mapping.acting import ActingWanted
from mapping.model import Id
from mapping.policy import Reader

router = APIRouter(
    prefix="/care-maps/{care_map_id}/acting",
    tags=["Acting for somebody"],
    responses=responses("not-allowed", "not-found"),
)

MayAct = Annotated[Reader, Depends(may("care_map.act"))]


@router.put("", summary="Say on what ground you act for the person in the middle", status_code=204)
def state_acting(
    service: ServiceHere, reader: MayAct, care_map_id: CareMapId, wanted: ActingWanted
) -> None:
    """Show it to everybody who can open the map; it is looked at again after six months."""
    acting.state(service, reader, care_map_id, wanted)


@router.post(
    "/{account_id}/review",
    summary="Say that it is still right that somebody acts for the person",
    status_code=204,
)
def look_at_acting_again(
    service: ServiceHere, reader: MayAct, care_map_id: CareMapId, account_id: Id
) -> None:
    """Put the next look six months from now."""
    acting.look_again(service, reader, care_map_id, account_id)


@router.delete("/{account_id}", summary="End that somebody acts for the person", status_code=204)
def end_acting(
    service: ServiceHere, reader: MayAct, care_map_id: CareMapId, account_id: Id
) -> None:
    """Take their owner's rights away with it, at once."""
    acting.end(service, reader, care_map_id, account_id)
