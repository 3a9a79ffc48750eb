"""Copies of a care map: pictures for paper, a list in easy words, tables and data."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response

from api.problems import responses
from api.rights import CareMapId, ServiceHere, may
from mapping.exports import (
    Choices,
    Copies,
    Copy,
    DataFormat,
    ListFormat,
    Names,
    Paper,
    Part,
    PictureFormat,
    Printed,
    Tables,
    Way,
)
from mapping.model import Frozen, Id
from mapping.policy import Reader

router = APIRouter(prefix="/care-maps/{care_map_id}", tags=["Copies of care maps"])

ON_ONE: Final = responses("not-allowed", "not-found")

MayCopy = Annotated[Reader, Depends(may("care_map.copy"))]
KeptDrawing = Annotated[
    Id | None, Query(alias="drawing", description="A kept drawing; by default the map as it is.")
]
HowNamed = Annotated[Names, Query(description="How much of names is shown.")]
HowFar = Annotated[Part, Query(description="The outermost ring that is shown.")]

_ALONE: Final = "default-src 'none'; sandbox"
"""A copy that is opened on its own runs nothing and loads nothing."""


class Print(Frozen):
    """What was printed from a page: the map as it is, or a kept drawing of it."""

    what: Printed
    drawing: Id | None = None


def _files(*types: str) -> dict[int | str, dict[str, Any]]:
    file, data = {"type": "string", "format": "binary"}, {"type": "object"}
    content = {one: {"schema": data if one == "application/json" else file} for one in types}
    return {200: {"description": "The copy.", "content": content}}


@router.get(
    "/picture",
    summary="A care map as a picture",
    response_class=Response,
    responses={
        **_files("image/svg+xml", "application/pdf", "image/png"),
        **ON_ONE,
        **responses("cannot-draw"),
    },
)
def read_picture(
    service: ServiceHere,
    reader: MayCopy,
    care_map_id: CareMapId,
    drawing: KeptDrawing = None,
    as_: Annotated[PictureFormat, Query(alias="format")] = "svg",
    paper: Annotated[Paper, Query(description="How large the sheet is.")] = "a4",
    way: Annotated[Way, Query(description="Which way up the sheet is.")] = "landscape",
    names: HowNamed = "full",
    part: HowFar = "further_away",
) -> Response:
    """Draw it on one sheet, with its legend; that it was copied stands in the map's history."""
    choices = Choices(paper=paper, way=way, names=names, part=part)
    return _file(Copies(service, reader, care_map_id, drawing).picture(choices, as_))


@router.get(
    "/easy-read",
    summary="A care map as a list in easy words",
    response_class=Response,
    responses={
        **_files("application/pdf", "application/json"),
        **ON_ONE,
        **responses("cannot-draw"),
    },
)
def read_easy_words(
    service: ServiceHere,
    reader: MayCopy,
    care_map_id: CareMapId,
    drawing: KeptDrawing = None,
    as_: Annotated[ListFormat, Query(alias="format")] = "pdf",
    names: HowNamed = "full",
    part: HowFar = "further_away",
) -> Response:
    """Say in plain sentences, one idea a line, who is near and who gives what to whom."""
    choices = Choices(names=names, part=part)
    return _file(Copies(service, reader, care_map_id, drawing).easy_read(choices, as_))


@router.get(
    "/data",
    summary="All that a care map says, as tables or data",
    response_class=Response,
    responses={**_files("application/zip", "text/csv", "application/json"), **ON_ONE},
)
def read_data(
    service: ServiceHere,
    reader: MayCopy,
    care_map_id: CareMapId,
    drawing: KeptDrawing = None,
    as_: Annotated[DataFormat, Query(alias="format")] = "json",
    table: Annotated[Tables | None, Query(description="One table alone, of `csv`.")] = None,
) -> Response:
    """Return the document whole: JSON, or `elements.csv` and `connections.csv` in one zip file.

    The tables are those that `care-mapping analyse` reads. A copy of a kept drawing says so inside,
    and whether it is a plan: the JSON under `kept`, each table in the columns `drawing_kept_on` and
    `drawing_is_plan`.
    """
    return _file(Copies(service, reader, care_map_id, drawing).data(as_, table))


@router.post(
    "/prints",
    summary="Write down that a page printed a care map",
    status_code=204,
    responses=ON_ONE,
)
def note_print(
    service: ServiceHere, reader: MayCopy, care_map_id: CareMapId, printed: Print
) -> None:
    """Let the map's history say so; a page does this before it prints."""
    Copies(service, reader, care_map_id, printed.drawing).note_print(printed.what)


def _file(copy: Copy) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{copy.filename}"',
        "Content-Security-Policy": _ALONE,
    }
    return Response(copy.content, media_type=copy.media_type, headers=headers)
