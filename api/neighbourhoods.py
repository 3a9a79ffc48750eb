"""A neighbourhood's map as its organisers and members see it, and its directory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final, TypeVar

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import Field

from api.problems import responses
from api.rights import NeighbourhoodId, ServiceHere, may
from mapping import answering, beside, introductions, neighbourhoods, policy, proposing, reports
from mapping.analysis import ALL, REPORTS, Options
from mapping.analysis.answers import AnyReport, LeavingInWords
from mapping.analysis.options import Community, Supported
from mapping.beside import TwoNeighbourhoods
from mapping.chosen import LONGEST
from mapping.model import Element, Frozen, Id
from mapping.neighbourhoods import ViewConnection, ViewElement
from mapping.policy import NeighbourhoodRole, Reader, allows
from mapping.reports import Underway
from mapping.vocabulary import CARE_TYPES, State

router = APIRouter(
    prefix="/neighbourhoods/{neighbourhood_id}",
    tags=["Neighbourhoods"],
    responses=responses("not-allowed", "not-found"),
)

MOST_AT_ONCE: Final = 20_000

MayRead = Annotated[Reader, Depends(may("neighbourhood.read"))]
MayIntroduce = Annotated[Reader, Depends(may("neighbourhood.introduce"))]
ConnectionId = Annotated[Id, Path(description="A connection of the neighbourhood's own.")]
After = Annotated[str | None, Query(description="`next` of the page before.", max_length=64)]
Limit = Annotated[int, Query(ge=1, le=MOST_AT_ONCE)]

Words = Annotated[tuple[str, ...], Field(max_length=100)]
Shown = Annotated[
    str,
    Field(
        max_length=LONGEST,
        description="What of the map to count: what stands after the question mark in the"
        " address of its pages, such as `near=ID&steps=2`. Nothing is all of it.",
    ),
]
ReportName = Annotated[str, Path(description=f"One of {', '.join([*REPORTS, ALL])}.")]

REPORT_WITHIN: Final = 3.0
"""Seconds that a report is waited for before the answer is how far it is."""

Item = TypeVar("Item", ViewElement, ViewConnection)


class Neighbourhood(Frozen):
    """A neighbourhood and how much is on its map; `view_seq` grows when anything there changes."""

    id: Id
    name: str
    role: NeighbourhoodRole
    elements: int
    connections: int
    view_seq: int
    expected: Annotated[
        tuple[str, ...], Field(description="Kinds, and words of names, that ought to be here.")
    ]
    remarks_waiting: Annotated[
        int | None, Field(description="What was said and waits for an organiser, for organisers.")
    ]
    proposals_waiting: Annotated[
        int | None, Field(description="What was proposed and waits for them, for organisers.")
    ]


class ElementsPage(Frozen):
    """Elements of the map, by id; `next` is None on the last page."""

    items: tuple[ViewElement, ...]
    view_seq: int
    next: str | None


class ConnectionsPage(Frozen):
    """Connections of the map, by id; `next` is None on the last page."""

    items: tuple[ViewConnection, ...]
    view_seq: int
    next: str | None


class Reading(Frozen):
    """How a report is to read the map; by default nothing is chosen."""

    states: Annotated[tuple[State, ...], Field(description="What counts as active.")] = (
        State.GENERATIVE,
        State.ENGAGED,
    )
    community: Annotated[Community, Field(description="The side community is on.")] = "informal"
    supported: Annotated[
        Supported, Field(description="Supported people are between the sides, or on their own.")
    ] = "between"
    to: Annotated[Words, Field(description="Ids or kinds whose care to count alone.")] = ()
    without: Annotated[Words, Field(description="Ids to take away first.")] = ()
    expected: Annotated[Words, Field(description="Kinds and names that ought to be there.")] = ()
    directed: Annotated[bool, Field(description="Betweenness goes the way care flows.")] = False
    two_steps: Annotated[bool, Field(description="Constraint counts contacts of contacts too.")] = (
        False
    )
    vocabulary: Annotated[bool, Field(description="Say which care types are missing.")] = False
    shown: Shown = ""

    def options(self) -> Options:
        """Return it as the analysis takes it."""
        return Options(
            states=[state.value for state in self.states],
            community=self.community,
            supported=self.supported,
            to=self.to,
            without=self.without,
            directed=self.directed,
            two_steps=self.two_steps,
            expected=self.expected,
            vocabulary=CARE_TYPES if self.vocabulary else (),
        )


@router.get("", summary="A neighbourhood")
def read_neighbourhood(
    service: ServiceHere, reader: MayRead, neighbourhood_id: NeighbourhoodId
) -> Neighbourhood:
    """Return its name, your role and how much is on its map."""
    view = neighbourhoods.view(service, neighbourhood_id)
    return Neighbourhood.model_validate(
        {
            "id": view.id,
            "name": view.name,
            "role": reader.neighbourhood_roles[neighbourhood_id],
            "elements": len(view.elements),
            "connections": len(view.connections),
            "view_seq": view.view_seq,
            "expected": view.expected,
            "remarks_waiting": answering.waiting_on(service, neighbourhood_id)
            if allows(reader, "neighbourhood.answer", neighbourhood_id)
            else None,
            "proposals_waiting": proposing.waiting_on(service, neighbourhood_id)
            if allows(reader, "neighbourhood.look_after", neighbourhood_id)
            else None,
        }
    )


@router.get(
    "/elements",
    summary="The people and bodies on a neighbourhood's map",
    response_model=ElementsPage,
)
def list_elements(
    service: ServiceHere,
    _reader: MayRead,
    neighbourhood_id: NeighbourhoodId,
    after: After = None,
    limit: Limit = 1_000,
) -> Response:
    """Return what is in the directory, and what care maps share."""
    view = neighbourhoods.view(service, neighbourhood_id)
    items, more = _page(view.elements, after, limit)
    return _written(ElementsPage.model_construct(items=items, view_seq=view.view_seq, next=more))


@router.get(
    "/connections",
    summary="The connections on a neighbourhood's map",
    response_model=ConnectionsPage,
)
def list_connections(
    service: ServiceHere,
    _reader: MayRead,
    neighbourhood_id: NeighbourhoodId,
    after: After = None,
    limit: Limit = 1_000,
) -> Response:
    """Return its own, and those that care maps share."""
    view = neighbourhoods.view(service, neighbourhood_id)
    items, more = _page(view.connections, after, limit)
    return _written(ConnectionsPage.model_construct(items=items, view_seq=view.view_seq, next=more))


@router.get("/directory", summary="Bodies of a neighbourhood to put on a care map")
def search_directory(
    service: ServiceHere,
    _reader: Annotated[Reader, Depends(may("neighbourhood.directory"))],
    neighbourhood_id: NeighbourhoodId,
    text: Annotated[str, Query(max_length=200)] = "",
) -> Sequence[Element]:
    """Return those whose name has the text in it."""
    return neighbourhoods.search_directory(service, neighbourhood_id, text)


@router.get(
    "/reports/{name}",
    summary="A report of a neighbourhood's map",
    response_model=AnyReport,
    responses={202: {"model": Underway, "description": "It is being made. Ask again."}},
)
def read_report(
    service: ServiceHere,
    reader: MayRead,
    neighbourhood_id: NeighbourhoodId,
    name: ReportName,
    reading: Annotated[Reading, Query()],
) -> Response:
    """Return its `basis`, its fields, `sentences` in plain words, and `definitions` of the fields.

    Of `all`, return the `basis` and every report by its name. A report that takes longer than a few
    seconds is answered by how far it is, with 202: ask again after the seconds of `Retry-After`.
    Fields that tell who would be left without what are for organisers; others get it without them.
    """
    at_risk = allows(reader, "neighbourhood.at_risk", neighbourhood_id)
    made = reports.ask(
        service,
        neighbourhood_id,
        name,
        reading.options(),
        wait=REPORT_WITHIN,
        at_risk=at_risk,
        shown=reading.shown,
    )
    if isinstance(made, Underway):
        return Response(
            made.model_dump_json(), 202, {"Retry-After": "1"}, media_type="application/json"
        )
    return Response(made, media_type="application/json")


@router.get("/beside/{other_id}", summary="Two neighbourhoods beside each other")
def read_beside(
    service: ServiceHere,
    reader: MayRead,
    neighbourhood_id: NeighbourhoodId,
    other_id: Annotated[Id, Path(description="Another neighbourhood that you may read.")],
) -> TwoNeighbourhoods:
    """Return figures of both that do not follow from their sizes, and bodies that work in both."""
    policy.check(reader, "neighbourhood.read", other_id)
    return beside.beside(service, neighbourhood_id, other_id)


@router.delete("/reports/{name}", summary="Stop making a report", status_code=204)
def stop_report(
    service: ServiceHere,
    reader: MayRead,
    neighbourhood_id: NeighbourhoodId,
    name: ReportName,
    reading: Annotated[Reading, Query()],
) -> None:
    """Stop counting what was asked for with the same words; whoever asks again begins it anew."""
    at_risk = allows(reader, "neighbourhood.at_risk", neighbourhood_id)
    reports.stop(
        service, neighbourhood_id, name, reading.options(), at_risk=at_risk, shown=reading.shown
    )


@router.put(
    "/introductions/{connection_id}",
    summary="Introduce the two of a possible connection",
    status_code=204,
)
def introduce(
    service: ServiceHere,
    reader: MayIntroduce,
    neighbourhood_id: NeighbourhoodId,
    connection_id: ConnectionId,
) -> None:
    """Say that they are in touch now; only where the connection is the neighbourhood's own."""
    introductions.introduce(service, reader, neighbourhood_id, connection_id)


@router.delete(
    "/introductions/{connection_id}", summary="Take an introduction back", status_code=204
)
def take_back_introduction(
    service: ServiceHere,
    reader: MayIntroduce,
    neighbourhood_id: NeighbourhoodId,
    connection_id: ConnectionId,
) -> None:
    """Let the connection be a possible one again."""
    introductions.take_back(service, reader, neighbourhood_id, connection_id)


@router.get(
    "/departures", summary="What would be lost if some left together", response_model=LeavingInWords
)
def read_departures(
    service: ServiceHere,
    _reader: Annotated[Reader, Depends(may("neighbourhood.at_risk"))],
    neighbourhood_id: NeighbourhoodId,
    leaving: Annotated[
        list[Id], Query(min_length=1, max_length=50, description="Ids of who leaves.")
    ],
    shown: Annotated[Shown, Query()] = "",
) -> dict[str, Any]:
    """Return who would be left without what, and who would need to give more."""
    return reports.departures_of(service, neighbourhood_id, leaving, shown=shown)


def _written(page: Frozen) -> Response:
    """Return a page as it is: the framework would check each of its many items once more."""
    return Response(page.model_dump_json(), media_type="application/json")


def _page(
    items: Sequence[Item], after: str | None, limit: int
) -> tuple[tuple[Item, ...], str | None]:
    """Return the items whose id comes after one, and the id to ask the next page with."""
    rest = [item for item in items if after is None or item.id > after]
    page = tuple(rest[:limit])
    return page, page[-1].id if len(rest) > limit else None
