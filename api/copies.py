"""Copies of a care map: as a picture for paper."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from api.problems import responses
from api.rights import CareMapId, ServiceHere, may
from mapping import exports
from mapping.exports import Choices, Copy, Names, Paper, Part, Way
from mapping.model import Id
from mapping.policy import Reader

router = APIRouter(prefix="/care-maps/{care_map_id}", tags=["Copies of care maps"])

MayCopy = Annotated[Reader, Depends(may("care_map.copy"))]
Drawing = Annotated[Id | None, Query(description="A kept drawing; by default the map as it is.")]

_ALONE: Final = "default-src 'none'; sandbox"
"""A picture that is opened on its own runs nothing and loads nothing."""

_FILES: Final[dict[int | str, Any]] = {
    200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}}
}


@router.get(
    "/picture",
    summary="A care map as a picture",
    response_class=Response,
    responses={**_FILES, **responses("not-allowed", "not-found", "cannot-draw")},
)
def read_picture(
    service: ServiceHere,
    reader: MayCopy,
    care_map_id: CareMapId,
    drawing: Drawing = None,
    paper: Annotated[Paper, Query(description="How large the sheet is.")] = "a4",
    way: Annotated[Way, Query(description="Which way up the sheet is.")] = "landscape",
    names: Annotated[Names, Query(description="How much of names is shown.")] = "full",
    part: Annotated[Part, Query(description="The outermost ring that is shown.")] = "further_away",
) -> Response:
    """Draw it on one sheet, with its legend; that it was copied stands in the map's history."""
    choices = Choices(paper=paper, way=way, names=names, part=part)
    return _file(exports.picture(service, reader, care_map_id, choices=choices, drawing=drawing))


def _file(copy: Copy) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{copy.filename}"',
        "Content-Security-Policy": _ALONE,
    }
    return Response(copy.content, media_type=copy.media_type, headers=headers)
