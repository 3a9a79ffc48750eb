"""Dated drawings of a care map: keeping one, the timeline, and going back to one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from api.problems import responses
from api.rights import CareMapId, ServiceHere, may
from mapping import drawings, going_back
from mapping.drawings import MOST_AT_ONCE, Drawing, Keeping, KeptDrawing, Timeline
from mapping.going_back import WentBack
from mapping.model import Id
from mapping.policy import Reader

router = APIRouter(prefix="/care-maps/{care_map_id}", tags=["Drawings over time"])

ON_ONE = responses("not-allowed", "not-found")

DrawingId = Annotated[Id, Path(description="A drawing kept of the care map.")]
SeesDrawings = Annotated[Reader, Depends(may("drawing.read"))]
KeepsDrawings = Annotated[Reader, Depends(may("drawing.keep"))]


@router.get("/drawings", summary="The drawings kept of a care map", responses=ON_ONE)
def read_timeline(
    service: ServiceHere,
    _reader: SeesDrawings,
    care_map_id: CareMapId,
    before: Annotated[Id | None, Query(description="Only those kept before this one.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = MOST_AT_ONCE,
) -> Timeline:
    """Return a page of them, the latest first, with small pictures that hold no names."""
    return drawings.timeline(service, care_map_id, before=before, limit=limit)


@router.post(
    "/drawings",
    summary="Keep a care map as it is drawn now",
    status_code=201,
    responses={**ON_ONE, **responses("edit-refused", "already-there")},
)
def keep_drawing(
    service: ServiceHere, reader: KeepsDrawings, care_map_id: CareMapId, said: Keeping
) -> KeptDrawing:
    """Keep it, dated; it never changes. The same id sent again returns what was kept first."""
    return drawings.keep(service, reader, care_map_id, said)


@router.get("/drawings/{drawing_id}", summary="A drawing as it was kept", responses=ON_ONE)
def read_drawing(
    service: ServiceHere, reader: SeesDrawings, care_map_id: CareMapId, drawing_id: DrawingId
) -> Drawing:
    """Return all that is drawn on it. That you looked is written in the map's history."""
    return drawings.open_drawing(service, reader, care_map_id, drawing_id)


@router.post(
    "/drawings/{drawing_id}/return",
    summary="Bring the live map back to a drawing",
    responses={**ON_ONE, **responses("edit-refused")},
)
def go_back_to_drawing(
    service: ServiceHere, reader: KeepsDrawings, care_map_id: CareMapId, drawing_id: DrawingId
) -> WentBack:
    """Make the live map as it was then, as one edit, which undo takes back."""
    return going_back.go_back(service, reader, care_map_id, drawing_id)
