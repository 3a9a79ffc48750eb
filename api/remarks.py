"""Saying that something one sees is not right, answering it, and reading the answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.problems import responses
from api.rights import CareMapId, NeighbourhoodId, ServiceHere, may
from mapping import answering, own_places, remarks
from mapping.answering import OwnRemark, Remark, RemarkAnswer
from mapping.model import Frozen, Id, Note
from mapping.policy import Reader
from mapping.remarks import NewRemark

router = APIRouter(tags=["Remarks"])

ON_ONE = responses("not-allowed", "not-found")
SAID = {**ON_ONE, **responses("too-many-tries")}
ANSWERED = {**ON_ONE, **responses("already-used")}

RemarkId = Annotated[Id, Path(description="What somebody said.")]


class OwnWords(Frozen):
    """What is not right about how one is drawn oneself."""

    text: Note


@router.post(
    "/care-maps/{care_map_id}/remarks",
    summary="Say that something on a care map is not right, or suggest a connection",
    status_code=204,
    responses=SAID,
)
def say_on_map(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.remark"))],
    care_map_id: CareMapId,
    said: NewRemark,
) -> None:
    """Its owner reads it, with your name, and answers; the answer is in `/me/remarks`."""
    remarks.say_on_map(service, reader, care_map_id, said)


@router.get(
    "/care-maps/{care_map_id}/remarks", summary="What was said of a care map", responses=ON_ONE
)
def read_remarks_of_map(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.answer"))],
    care_map_id: CareMapId,
) -> list[Remark]:
    """Return it with who said it; what waits for an answer comes first."""
    return answering.of_map(service, reader, care_map_id)


@router.post(
    "/care-maps/{care_map_id}/remarks/{remark_id}/answer",
    summary="Agree with what was said of a care map, or say why not",
    status_code=204,
    responses={**ANSWERED, **responses("edit-refused")},
)
def answer_on_map(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.answer"))],
    care_map_id: CareMapId,
    remark_id: RemarkId,
    answer: RemarkAnswer,
) -> None:
    """Draw a suggested connection that is agreed to, as an edit that can be undone."""
    answering.answer_on_map(service, reader, care_map_id, remark_id, answer)


@router.post(
    "/neighbourhoods/{neighbourhood_id}/remarks",
    summary="Say that something a neighbourhood's pages show is not right",
    status_code=204,
    responses=SAID,
)
def say_in_neighbourhood(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("neighbourhood.remark"))],
    neighbourhood_id: NeighbourhoodId,
    said: NewRemark,
) -> None:
    """Send what a care map shares to that map's owner, the rest to the organisers."""
    remarks.say_in_neighbourhood(service, reader, neighbourhood_id, said)


@router.get(
    "/neighbourhoods/{neighbourhood_id}/remarks",
    summary="What was said of a neighbourhood's own things",
    responses=ON_ONE,
)
def read_remarks_of_neighbourhood(
    service: ServiceHere,
    _reader: Annotated[Reader, Depends(may("neighbourhood.answer"))],
    neighbourhood_id: NeighbourhoodId,
) -> list[Remark]:
    """Return it with who said it; what waits for an answer comes first."""
    return answering.of_neighbourhood(service, neighbourhood_id)


@router.post(
    "/neighbourhoods/{neighbourhood_id}/remarks/{remark_id}/answer",
    summary="Agree with what was said of a neighbourhood's own things, or say why not",
    status_code=204,
    responses=ANSWERED,
)
def answer_in_neighbourhood(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("neighbourhood.answer"))],
    neighbourhood_id: NeighbourhoodId,
    remark_id: RemarkId,
    answer: RemarkAnswer,
) -> None:
    """Keep the answer for whoever said it; what is wrong is put right where it stands."""
    answering.answer_in_neighbourhood(service, reader, neighbourhood_id, remark_id, answer)


@router.get("/me/remarks", summary="What you said was not right, and the answers")
def read_own_remarks(
    service: ServiceHere, reader: Annotated[Reader, Depends(may("remark.own"))]
) -> list[OwnRemark]:
    """Return it, the latest first."""
    return answering.of_reader(service, reader)


@router.post(
    "/me/places/{place_id}/remarks",
    summary="Say that something about how one is drawn is not right",
    status_code=204,
    responses=SAID,
)
def say_of_own_place(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("place.own"))],
    place_id: Id,
    said: OwnWords,
) -> None:
    """Send it to the map's owner, who answers."""
    own_places.say_not_right(service, reader, place_id, said.text)
