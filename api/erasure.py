"""Removing what is kept, for good: one person of a care map."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends

from api.problems import responses
from api.rights import CareMapId, ServiceHere, may
from mapping import erasure
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
