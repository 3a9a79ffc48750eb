"""The locality report of a neighbourhood, as JSON and its areas as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field

from api.problems import responses
from api.rights import NeighbourhoodId, ServiceHere, may
from mapping.analysis import pieces
from mapping.chosen import LONGEST
from mapping.locality.answers import LocalityReport
from mapping.locality.choices import Choices, Decay, Weight
from mapping.model import Frozen
from mapping.policy import Reader

router = APIRouter(
    prefix="/neighbourhoods/{neighbourhood_id}/reports/locality",
    tags=["Neighbourhoods"],
    responses=responses("not-allowed", "not-found"),
)

MayRead = Annotated[Reader, Depends(may("neighbourhood.read"))]


class Asked(Frozen):
    """What of the report is asked, and how it is to be worked out."""

    kind: Annotated[str | None, Field(description="Which areas, such as ward.", max_length=50)] = (
        None
    )
    area: Annotated[
        str | None, Field(description="Code of one area, for sentences of it.", max_length=50)
    ] = None
    need: Annotated[
        str | None, Field(description="The column of figures that is need.", max_length=200)
    ] = None
    walk_minutes: Annotated[float, Field(description="What is near.", ge=1, le=120)] = 15
    walk_speed: Annotated[
        float, Field(description="Metres a minute; 48 as older people walk.", ge=10, le=300)
    ] = 80
    detour: Annotated[float, Field(description="How much longer a walk is.", ge=1, le=5)] = 1.3
    within: Annotated[
        float, Field(description="Metres that potential bridges span.", ge=0, le=10_000)
    ] = 500
    decay: Annotated[Decay, Field(description="How what is within reach falls.")] = "step"
    weight: Annotated[Weight, Field(description="How flows count.")] = "none"
    outside: Annotated[
        bool, Field(description="As it may leave the circle: numbers of people protected.")
    ] = True
    shown: Annotated[
        str,
        Field(
            max_length=LONGEST,
            description="What of the map to count, as the address of its pages says it.",
        ),
    ] = ""
    format: Annotated[Literal["json", "csv"], Field(description="csv: areas as a table.")] = "json"

    def choices(self) -> Choices:
        """Return it as the analysis takes it."""
        return Choices(
            need=self.need,
            walk_minutes=self.walk_minutes,
            walk_speed=self.walk_speed,
            detour=self.detour,
            within=self.within,
            decay=self.decay,
            weight=self.weight,
        )


@router.get(
    "",
    summary="The locality report: assets, walks, gaps, patterns and bridges by area",
    response_model=LocalityReport,
    responses={200: {"content": {"text/csv": {}}}},
)
def read_locality(
    service: ServiceHere,
    _reader: MayRead,
    neighbourhood_id: NeighbourhoodId,
    asked: Annotated[Asked, Query()],
) -> Response:
    """Return every measure of place, in figures and in sentences.

    Unless `outside` is false, numbers of people are hidden or rounded, so that it may be passed on.
    """
    from mapping.places import report_of_places

    found = report_of_places(
        service,
        neighbourhood_id,
        kind=asked.kind,
        area=asked.area,
        choices=asked.choices(),
        outside=asked.outside,
        shown=asked.shown,
    )
    if asked.format == "csv":
        return Response(_table(found), media_type="text/csv; charset=utf-8")
    return Response(b"".join(pieces(found)), media_type="application/json")


def _table(found: Mapping[str, Any]) -> str:
    """Return areas as a table, a row an area; what is hidden is `*`."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerows(_rows(found))
    return text.getvalue()


def _rows(found: Mapping[str, Any]) -> Iterator[list[Any]]:
    plain = ("population", "per_1000", "low", "high", "smoothed_per_1000", "need", "need_rank")
    types = found["care_types"]
    yield [
        *("area_code", "name", "assets", *plain, "pattern", "people", "mentions_by_people"),
        *(f"minutes_to_{type_}" for type_ in types),
        *(f"e2sfca_{type_}" for type_ in types),
    ]
    for code, area in found["areas"].items():
        yield [
            *(_cell(code), _cell(area["name"]), area["counts"]["all"]),
            *(area[name] for name in plain),
            *(area["pattern"], _shown(area["people"])),
            _shown(area["care_wealth"]["of_people"]),
            *(area["nearest_min"].get(type_) for type_ in types),
            *((area["e2sfca"] or {}).get(type_) for type_ in types),
        ]


def _shown(number: Mapping[str, Any]) -> Any:
    return "*" if number["hidden"] else number["value"]


def _cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
