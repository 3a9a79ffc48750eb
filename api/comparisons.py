"""Comparing drawings of a care map, asking what if, and keeping that as a plan."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from api.problems import responses
from api.rights import CareMapId, ServiceHere, may
from mapping import comparisons
from mapping.comparisons import NOW, Compared
from mapping.drawings import Keeping, KeptDrawing, Plan
from mapping.model import Frozen, Id
from mapping.policy import Reader
from mapping.rests_on import RestsOn
from mapping.what_if import WhatIf

router = APIRouter(prefix="/care-maps/{care_map_id}", tags=["Drawings over time"])

ON_ONE = responses("not-allowed", "not-found")
MOST: int = 300

Some = Annotated[list[Id] | None, Query(max_length=MOST)]


class PlanWanted(Frozen):
    """What a plan supposes, and what is said of it."""

    said: Keeping = Field(default_factory=Keeping)
    plan: Plan


@router.get("/comparison", summary="What changed between two drawings", responses=ON_ONE)
def read_comparison(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("drawing.read"))],
    care_map_id: CareMapId,
    earlier: Annotated[
        Id | None, Query(description="A drawing; without it, the last one kept before the other.")
    ] = None,
    later: Annotated[Id, Query(description="A drawing, or `now` for the live map.")] = NOW,
    plans: Annotated[bool, Query(description="Whether one of them may be a plan.")] = False,
) -> Compared:
    """Return both drawings, what changed in sentences and numbers, and what cannot be said."""
    return comparisons.compare_drawings(
        service, reader, care_map_id, earlier=earlier, later=later, plans=plans
    )


@router.get("/what-if", summary="What if some people could not come", responses=ON_ONE)
def read_what_if(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("drawing.read"))],
    care_map_id: CareMapId,
    without: Some = None,
    alive: Some = None,
) -> WhatIf:
    """Return what care would be lost, the worst first, and who could share it.

    That you asked, and of whom, is written in the map's history.
    """
    return comparisons.ask_what_if(service, reader, care_map_id, without or [], alive or [])


@router.get("/rests-on", summary="Who the care on a map rests on", responses=ON_ONE)
def read_who_it_rests_on(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("drawing.read"))],
    care_map_id: CareMapId,
) -> RestsOn:
    """Return in plain words whose leaving would leave somebody without care, and what might help.

    That you asked, and of whom, is written in the map's history.
    """
    return comparisons.ask_who_it_rests_on(service, reader, care_map_id)


@router.post(
    "/plans",
    summary="Keep what if as a plan",
    status_code=201,
    responses={**ON_ONE, **responses("already-there")},
)
def keep_plan(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("drawing.keep"))],
    care_map_id: CareMapId,
    wanted: PlanWanted,
) -> KeptDrawing:
    """Keep it as a drawing marked as a plan; the live map stays as it is."""
    return comparisons.keep_plan(service, reader, care_map_id, wanted.said, wanted.plan)
