"""Releases, and asking them questions: what analysts do. Nothing here reads a live map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field

from api.problems import responses
from api.rights import ServiceHere, may
from mapping import releases
from mapping.model import Frozen, Id
from mapping.policy import Reader
from mapping.refusals import NotWellFormed
from mapping.releases import CypherAnswer, CypherGuide, Measure, Question, Release, Table

router = APIRouter(
    prefix="/releases",
    tags=["Releases"],
    responses=responses("not-allowed", "not-found", "too-many-questions"),
)

CSV: Final = "text/csv"
PARQUET: Final = "application/vnd.apache.parquet"
ZIP: Final = "application/zip"
FORMAT: Final = "format"

FOR_MAKERS: Final = {"reason", "withdrawn_because", "left_out"}
"""What whoever made it wrote, and may have named somebody in, and their report: it is for
`care-mapping release show`."""

ReleaseId = Annotated[Id, Path(description="A release.")]
MayRead = Annotated[Reader, Depends(may("release.read"))]

_AS_CSV: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {CSV: {"schema": {"type": "string"}}}, "description": "What it gave."}
}
_AS_ZIP: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}},
        "description": "The files.",
    }
}
_AS_FILES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            CSV: {"schema": {"type": "string"}},
            PARQUET: {"schema": {"type": "string", "format": "binary"}},
        },
        "description": "The answer.",
    }
}


class CypherWanted(Frozen):
    """A query, and what its parameters are."""

    cypher: Annotated[
        str,
        Field(
            description="One query in openCypher 9.",
            examples=["RETURN 1 AS one"],
        ),
    ]
    parameters: Annotated[
        dict[str, str | int | float | bool | list[str] | None],
        Field(description="What stands for `$name` in it.", max_length=20),
    ] = Field(default_factory=dict)


@router.get(
    "",
    summary="The releases that can be asked",
    response_model_exclude={"__all__": FOR_MAKERS},
)
def list_releases(service: ServiceHere, reader: MayRead) -> Sequence[Release]:
    """Return them, the latest first; to a key that is limited to some, those."""
    found = releases.listed(service)
    return [one for one in found if not reader.releases or one.id in reader.releases]


@router.get(
    "/{release_id}",
    summary="A release",
    response_model_exclude=FOR_MAKERS,
    responses=responses("release-over"),
)
def read_release(service: ServiceHere, _reader: MayRead, release_id: ReleaseId) -> Release:
    """Return what it is made of, when it ends, and the digests of its files."""
    return releases.open_now(service, release_id)


@router.get(
    "/{release_id}/extract",
    summary="What may be taken away of a release",
    response_class=Response,
    responses=_AS_ZIP | responses("release-over", "store-trouble", "starting"),
)
def take_extract(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("release.query"))],
    release_id: ReleaseId,
) -> Response:
    """Return all its files as one ZIP: tables as CSV and Parquet, a graph, and what they have.

    That you took it is written down.
    """
    return Response(
        releases.extract(service, release_id, reader=reader),
        media_type=ZIP,
        headers={"Content-Disposition": 'attachment; filename="care-mapping-release.zip"'},
    )


@router.get(
    "/{release_id}/measures",
    summary="The chief measures of a release",
    responses=responses("release-over", "release-opening", "store-trouble"),
)
def list_measures(
    service: ServiceHere,
    _reader: Annotated[Reader, Depends(may("release.query"))],
    release_id: ReleaseId,
) -> Sequence[Measure]:
    """Return shares and indices with their wholes, made of shown numbers alone."""
    return releases.measures(service, release_id)


@router.get(
    "/{release_id}/queries",
    summary="The questions that a release can be asked",
    responses=responses("release-over"),
)
def list_queries(
    service: ServiceHere, _reader: MayRead, release_id: ReleaseId
) -> Sequence[Question]:
    """Return them with what each takes and gives."""
    releases.open_now(service, release_id)
    return releases.questions()


@router.get(
    "/{release_id}/queries/{name}",
    summary="The answer to a question",
    response_model=Table,
    responses=_AS_FILES
    | responses(
        *("release-over", "release-opening", "store-trouble", "starting"),
        *("not-well-formed", "too-few-people"),
    ),
)
def ask_release(
    request: Request,
    service: ServiceHere,
    _reader: Annotated[Reader, Depends(may("release.query"))],
    release_id: ReleaseId,
    name: Annotated[
        str,
        Path(description="A question's name.", max_length=100),
    ],
    wanted: Annotated[
        Literal["json", "csv", "parquet"] | None,
        Query(alias=FORMAT, description="By default what `Accept` asks for, else JSON."),
    ] = None,
    _since: Annotated[
        Id | None,
        Query(
            alias=releases.SINCE,
            description="An earlier release of the same neighbourhood: say what has changed.",
        ),
    ] = None,
) -> Table | Response:
    """Return rows of what may be shown: small numbers hidden, others rounded.

    What the question takes is given as query parameters, as the list of questions says, for example
    `?formality=gifted`.
    """
    table = releases.ask(service, release_id, name, _given(request))
    kind = wanted or _accepted(request)
    if kind == "json":
        return table
    content = releases.as_csv(table).encode() if kind == "csv" else releases.as_parquet(table)
    file = f"{table.query}-{table.made_at[:10]}.{kind}"
    return Response(
        content,
        media_type=f"{CSV}; charset=utf-8" if kind == "csv" else PARQUET,
        headers={"Content-Disposition": f'attachment; filename="{file}"', "Vary": "Accept"},
    )


@router.get(
    "/{release_id}/cypher",
    summary="What Cypher of one's own can ask for",
    responses=responses("release-over"),
)
def read_cypher_guide(service: ServiceHere, _reader: MayRead, release_id: ReleaseId) -> CypherGuide:
    """Return what is in the graph of a release, how much can be asked, and examples."""
    releases.open_now(service, release_id)
    return releases.cypher_guide()


@router.post(
    "/{release_id}/cypher",
    summary="The answer to Cypher of one's own",
    response_model=CypherAnswer,
    responses=_AS_CSV
    | responses("release-over", "release-opening", "store-trouble", "starting", "not-well-formed"),
)
def run_cypher(
    request: Request,
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("release.cypher"))],
    release_id: ReleaseId,
    wanted: CypherWanted,
    form: Annotated[
        Literal["json", "csv"] | None,
        Query(alias=FORMAT, description="By default what `Accept` asks for, else JSON."),
    ] = None,
) -> CypherAnswer | Response:
    """Run one query that reads on the graph of what may be taken away: bodies and their ties.

    Elements have the label `Element`; connections are of types like `CARES_FOR`. It may take ten
    seconds and give 1,000 rows. That you ran one is written down; what you asked is not.
    """
    answer = releases.run_cypher(
        service, release_id, wanted.cypher, wanted.parameters, reader=reader
    )
    if (form or _accepted(request)) != "csv":
        return answer
    return Response(
        releases.answer_as_csv(answer),
        media_type=f"{CSV}; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="cypher.csv"', "Vary": "Accept"},
    )


def _given(request: Request) -> dict[str, str]:
    items = [(name, value) for name, value in request.query_params.multi_items() if name != FORMAT]
    for name, times in Counter(name for name, _ in items).items():
        if times > 1:
            raise NotWellFormed(name, "Give it once.")
    return dict(items)


def _accepted(request: Request) -> str:
    accepted = request.headers.get("accept", "")
    if "application/json" in accepted:
        return "json"
    return "csv" if CSV in accepted else "parquet" if PARQUET in accepted else "json"
