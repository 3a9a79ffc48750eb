"""The picture of a paper map, where somebody saves it with a care map on purpose."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from api.problems import responses
from api.rights import CareMapId, ServiceHere, may
from mapping import tracings
from mapping.policy import Reader
from mapping.tracings import NewTracing, Placement, Tracing

router = APIRouter(
    prefix="/care-maps/{care_map_id}/tracing",
    tags=["Care maps"],
    responses=responses("not-allowed", "not-found"),
)

MayRead = Annotated[Reader, Depends(may("care_map.read"))]
MayDraw = Annotated[Reader, Depends(may("care_map.edit"))]


@router.get("", summary="The picture of a paper map saved with a care map")
def read_tracing(service: ServiceHere, _reader: MayRead, care_map_id: CareMapId) -> Tracing | None:
    """Return it, or null if there is none."""
    return tracings.read(service, care_map_id)


@router.put("", summary="Save the picture of a paper map with a care map")
def keep_tracing(
    service: ServiceHere, reader: MayDraw, care_map_id: CareMapId, wanted: NewTracing
) -> Tracing:
    """Keep a JPEG picture, without its metadata, in place of the one before."""
    return tracings.keep(service, reader, care_map_id, wanted)


@router.put(
    "/placement", summary="Say where the saved picture of a paper map lies", status_code=204
)
def place_tracing(
    service: ServiceHere, reader: MayDraw, care_map_id: CareMapId, placement: Placement
) -> None:
    """Keep its middle, width and turn."""
    tracings.place(service, reader, care_map_id, placement)


@router.delete("", summary="Remove the saved picture of a paper map", status_code=204)
def remove_tracing(service: ServiceHere, reader: MayDraw, care_map_id: CareMapId) -> None:
    """Take it away for good."""
    tracings.remove(service, reader, care_map_id)
