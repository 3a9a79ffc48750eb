"""Removing what is kept, for good: one person of a care map, or a whole map."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path

from api.problems import responses
from api.rights import CareMapId, ServiceHere, may
from mapping import ending, erasure
from mapping.ending import Ending
from mapping.erasure import Erased, Leave, Named
from mapping.model import Frozen, Id
from mapping.policy import Reader

router = APIRouter(tags=["Removing"])

ON_ONE = responses("not-allowed", "not-found")


class ErasureWanted(Frozen):
    """Who is removed for good, and what is left of them on the map."""

    element_id: Id
    leave: Leave


@router.get(
    "/care-maps/{care_map_id}/names",
    summary="Whose names a care map and its history can show",
    responses=ON_ONE,
)
def read_names(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.erase"))],
    care_map_id: CareMapId,
) -> list[Named]:
    """Return who can be removed for good: those drawn now, then those taken off before."""
    return erasure.people_to_erase(service, reader, care_map_id)


@router.post(
    "/care-maps/{care_map_id}/erasures",
    summary="Remove somebody from a care map for good",
    responses=ON_ONE,
)
def erase_person(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.erase"))],
    care_map_id: CareMapId,
    wanted: ErasureWanted,
) -> Erased:
    """Make their name and notes unreadable everywhere, in backups too; nothing brings them back."""
    return erasure.erase(service, reader, care_map_id, wanted.element_id, wanted.leave)


class Sure(Frozen):
    """That it was asked first, and said to be wanted."""

    sure: Literal[True]


EndingId = Annotated[Id, Path(description="A care map that was taken away.")]


@router.post(
    "/care-maps/{care_map_id}/ending",
    summary="Take a whole care map away",
    status_code=201,
    responses=ON_ONE,
)
def take_map_away(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.end"))],
    care_map_id: CareMapId,
    _wanted: Sure,
) -> Ending:
    """Hide it from everybody at once; until it is erased after 30 days it can be brought back."""
    return ending.take_away(service, reader, care_map_id)


@router.get("/ending-maps", summary="The care maps that you took away")
def list_ending_maps(
    service: ServiceHere, reader: Annotated[Reader, Depends(may("ending.list"))]
) -> list[Ending]:
    """Return those that can still be brought back, and when each is erased."""
    return ending.list_of(service, reader)


@router.post(
    "/ending-maps/{ending_id}/return",
    summary="Bring a care map back that was taken away",
    status_code=204,
    responses=responses("not-found"),
)
def bring_map_back(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("ending.settle"))],
    ending_id: EndingId,
) -> None:
    """Let everybody open it again who could; what it shared stays unshared."""
    ending.bring_back(service, reader, ending_id)


@router.delete(
    "/ending-maps/{ending_id}",
    summary="Erase a care map that was taken away, now",
    status_code=204,
    responses=responses("not-found"),
)
def erase_map_now(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("ending.settle"))],
    ending_id: EndingId,
) -> None:
    """Make it unreadable everywhere, in backups too; nothing brings it back."""
    ending.erase_now(service, reader, ending_id)
