"""Until when a care map is kept."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends

from api.problems import responses
from api.rights import CareMapId, ServiceHere, may
from mapping import retention
from mapping.model import Frozen
from mapping.policy import Reader
from mapping.retention import Retention

router = APIRouter(tags=["Removing"], responses=responses("not-allowed", "not-found"))


class KeepUntil(Frozen):
    """The last day on which a map is kept; None until somebody takes it away."""

    keep_until: dt.date | None


@router.get("/care-maps/{care_map_id}/retention", summary="Until when a care map is kept")
def read_retention(
    service: ServiceHere,
    _reader: Annotated[Reader, Depends(may("care_map.read"))],
    care_map_id: CareMapId,
) -> Retention:
    """Return the day, and whether its owners are reminded of it already."""
    return retention.retention(service, care_map_id)


@router.put(
    "/care-maps/{care_map_id}/retention",
    summary="Choose until when a care map is kept",
    status_code=204,
)
def set_retention(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.keep"))],
    care_map_id: CareMapId,
    wanted: KeepUntil,
) -> None:
    """Keep the day, or put it off; when it is over the map is hidden, and erased 30 days later."""
    retention.keep_until(service, reader, care_map_id, wanted.keep_until)
