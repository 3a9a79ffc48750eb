"""How a neighbourhood's map is shown: where its figures are, and its saved views."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.problems import responses
from api.rights import NeighbourhoodId, ServiceHere, may
from mapping import arranging
from mapping.arranging import Layout, NewView, SavedView
from mapping.model import Id
from mapping.policy import Reader

router = APIRouter(
    prefix="/neighbourhoods/{neighbourhood_id}",
    tags=["Neighbourhoods"],
    responses=responses("not-allowed", "not-found"),
)

MayRead = Annotated[Reader, Depends(may("neighbourhood.read"))]
MayArrange = Annotated[Reader, Depends(may("neighbourhood.arrange"))]
ViewId = Annotated[Id, Path(description="A saved view.")]


class Placed(Layout):
    """Figures and where they are to be; unless they were moved, a place that is kept stays."""

    moved: bool = False


@router.get("/layout", summary="Where a neighbourhood's picture has its figures")
def read_layout(
    service: ServiceHere, _reader: MayRead, neighbourhood_id: NeighbourhoodId
) -> Layout:
    """Return the places that were kept; a figure without one is placed by the page."""
    return arranging.layout(service, neighbourhood_id)


@router.put("/layout", summary="Keep where figures of a picture are", status_code=204)
def place_figures(
    service: ServiceHere, reader: MayArrange, neighbourhood_id: NeighbourhoodId, placed: Placed
) -> None:
    """Keep the places of new figures, or of those that were moved."""
    arranging.place(service, reader, neighbourhood_id, placed.places, moved=placed.moved)


@router.get("/saved-views", summary="The saved views of a neighbourhood's map")
def list_saved_views(
    service: ServiceHere, _reader: MayRead, neighbourhood_id: NeighbourhoodId
) -> list[SavedView]:
    """Return each view's name and address, by name."""
    return arranging.views(service, neighbourhood_id)


@router.post("/saved-views", summary="Save a view of a neighbourhood's map", status_code=201)
def save_view(
    service: ServiceHere, reader: MayArrange, neighbourhood_id: NeighbourhoodId, view: NewView
) -> SavedView:
    """Give what an address shows a name, for everybody who reads this map."""
    return arranging.save_view(service, reader, neighbourhood_id, view)


@router.delete("/saved-views/{view_id}", summary="Remove a saved view", status_code=204)
def remove_saved_view(
    service: ServiceHere, reader: MayArrange, neighbourhood_id: NeighbourhoodId, view_id: ViewId
) -> None:
    """Take its name away; nothing on the map is changed."""
    arranging.remove_view(service, reader, neighbourhood_id, view_id)
