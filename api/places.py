"""A neighbourhood by area: its numbers, and the page of the map that is drawn from them."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from api import site
from api.problems import responses
from api.rights import NeighbourhoodId, ServiceHere, may
from mapping import neighbourhoods
from mapping.chosen import LONGEST
from mapping.locality.layer_answers import LayerName
from mapping.places import Places, places
from mapping.places.shown import SECTORS
from mapping.policy import Reader

router = APIRouter(
    prefix="/neighbourhoods/{neighbourhood_id}/places",
    tags=["Neighbourhoods"],
    responses=responses("not-allowed", "not-found"),
)

MAP_POLICY: Final = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    ]
)
"""What the map's page may load and do; our own pages may show it in a frame."""

MayRead = Annotated[Reader, Depends(may("neighbourhood.read"))]


@router.get("", summary="A neighbourhood's bodies and places by area")
def read_places(
    service: ServiceHere,
    _reader: MayRead,
    neighbourhood_id: NeighbourhoodId,
    kind: Annotated[
        str | None, Query(description="Which areas, such as ward.", max_length=50)
    ] = None,
    care: Annotated[str | None, Query(description="Only this type of care.", max_length=50)] = None,
    sector: Annotated[
        str | None,
        Query(description=f"Only some of {', '.join(sorted(SECTORS))}.", max_length=100),
    ] = None,
    shown: Annotated[
        str,
        Query(
            max_length=LONGEST,
            description="What of the map to count, as the address of its pages says it.",
        ),
    ] = "",
    layer: Annotated[
        LayerName | None, Query(description="What else the map is to show, beside how much.")
    ] = None,
) -> Places:
    """Return each area with its numbers, what stands where, and what the numbers say."""
    sectors = SECTORS if sector is None else frozenset(filter(None, sector.split(",")))
    return places(
        service, neighbourhood_id, kind=kind, care=care, sectors=sectors, shown=shown, layer=layer
    )


@router.get("/map", summary="The page of the map of areas", response_class=HTMLResponse)
def read_map(
    service: ServiceHere, _reader: MayRead, neighbourhood_id: NeighbourhoodId
) -> HTMLResponse:
    """Return a page that draws what `places` answers, to stand in a frame of our own pages."""
    neighbourhoods.view(service, neighbourhood_id)  # refuses one that does not exist
    from mapping.locality.page import PlaceMap  # folium takes a second to load

    try:
        scripts, styles = site.parts_of(site.MAP)
    except OSError:  # the pages are not built
        raise HTTPException(503) from None
    page = PlaceMap("../places", scripts=scripts[:1], styles=styles).html()
    return HTMLResponse(page, headers={"Content-Security-Policy": MAP_POLICY})
