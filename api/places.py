"""A neighbourhood by area: its numbers, and the page of the map that is drawn from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import HTMLResponse
from pydantic import Field
from starlette.exceptions import HTTPException

from api import site
from api.problems import responses
from api.rights import NeighbourhoodId, ServiceHere, may
from mapping import neighbourhoods
from mapping.chosen import LONGEST
from mapping.locality.layer_answers import LayerName
from mapping.model import Frozen
from mapping.places import Places, places
from mapping.places.shown import SECTORS
from mapping.policy import Reader
from mapping.service import Service

if TYPE_CHECKING:
    from mapping.locality.alone import Built

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

TYPES: Final = {
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
}
"""What each kind of file is."""

MayRead = Annotated[Reader, Depends(may("neighbourhood.read"))]


class Asked(Frozen):
    """What of a neighbourhood is asked by area."""

    kind: Annotated[str | None, Field(description="Which areas, such as ward.", max_length=50)] = (
        None
    )
    care: Annotated[str | None, Field(description="Only this type of care.", max_length=50)] = None
    sector: Annotated[
        str | None,
        Field(description=f"Only some of {', '.join(sorted(SECTORS))}.", max_length=100),
    ] = None
    shown: Annotated[
        str,
        Field(
            max_length=LONGEST,
            description="What of the map to count, as the address of its pages says it.",
        ),
    ] = ""
    layer: Annotated[
        LayerName | None, Field(description="What else the map is to show, beside how much.")
    ] = None

    def found(self, service: Service, neighbourhood: str, *, outside: bool) -> Places:
        """Return what is asked."""
        chosen = SECTORS if self.sector is None else frozenset(filter(None, self.sector.split(",")))
        return places(
            service,
            neighbourhood,
            kind=self.kind,
            care=self.care,
            sectors=chosen,
            shown=self.shown,
            layer=self.layer,
            outside=outside,
        )


class AskedHere(Asked):
    """What of a neighbourhood is asked by area to be shown."""

    outside: Annotated[
        bool, Field(description="As it may leave the circle: not chosen by people or their ties.")
    ] = False


class AskedAsFile(Asked):
    """What of a neighbourhood is asked by area as a file."""

    format: Annotated[
        Literal["geojson", "gpkg", "csv", "html"],
        Field(description="html: a page with every layer, that opens with no network."),
    ]


@router.get("", summary="A neighbourhood's bodies and places by area")
def read_places(
    service: ServiceHere,
    _reader: MayRead,
    neighbourhood_id: NeighbourhoodId,
    asked: Annotated[AskedHere, Query()],
) -> Places:
    """Return each area with its numbers, what stands where, and what the numbers say."""
    return asked.found(service, neighbourhood_id, outside=asked.outside)


@router.get(
    "/file",
    summary="The map of areas as a file: GeoJSON, GeoPackage, CSV, or a page that needs no network",
    response_class=Response,
    responses={200: {"content": {one: {} for one in TYPES.values()}}},
)
def read_map_file(
    service: ServiceHere,
    _reader: MayRead,
    neighbourhood_id: NeighbourhoodId,
    asked: Annotated[AskedAsFile, Query()],
) -> Response:
    """Return the areas with the figures of the page, and what stands where, to be passed on.

    Nobody is in it, nor anything that a care map shares; what is hidden is left empty.
    """
    from mapping.places.files import FileKind, map_file, map_page

    if asked.format == "html":
        built = _built()
        page = map_page(service, neighbourhood_id, built, kind=asked.kind, shown=asked.shown)
        content = page.encode()
    else:
        found = asked.found(service, neighbourhood_id, outside=True)
        content = map_file(found, FileKind(asked.format))
    saved = {"Content-Disposition": f'attachment; filename="map-of-areas.{asked.format}"'}
    return Response(content, media_type=TYPES[asked.format], headers=saved)


def _built() -> Built:
    try:
        return site.map_built()
    except OSError:  # the pages are not built
        raise HTTPException(503) from None


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
