"""Proposing something for a neighbourhood's directory, deciding on it, and reading the answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from api.problems import responses
from api.rights import CareMapId, NeighbourhoodId, ServiceHere, may
from mapping import deciding, proposing
from mapping.deciding import Decision, ProposalToAnswer
from mapping.directory import Done
from mapping.model import Id
from mapping.policy import Reader
from mapping.proposals import FromMap, NewProposal, Proposal
from mapping.proposing import OfMap

router = APIRouter(tags=["Proposals"])

ON_ONE = responses("not-allowed", "not-found")
PROPOSED = {**ON_ONE, **responses("too-many-tries")}
ProposalId = Annotated[Id, Path(description="Something proposed.")]


@router.post(
    "/neighbourhoods/{neighbourhood_id}/proposals",
    summary="Suggest an entry of a directory, a change of one, or a connection",
    status_code=204,
    responses=PROPOSED,
)
def suggest(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("neighbourhood.suggest"))],
    neighbourhood_id: NeighbourhoodId,
    wanted: NewProposal,
) -> None:
    """Its organisers read it, with your name, and decide; the answer is in `/me/proposals`."""
    proposing.suggest(service, reader, neighbourhood_id, wanted)


@router.get(
    "/neighbourhoods/{neighbourhood_id}/proposals",
    summary="What was proposed for a neighbourhood's directory",
    responses=ON_ONE,
)
def read_proposals(
    service: ServiceHere,
    _reader: Annotated[Reader, Depends(may("neighbourhood.look_after"))],
    neighbourhood_id: NeighbourhoodId,
) -> list[ProposalToAnswer]:
    """Return it with who proposed it and entries it may be already; what waits comes first."""
    return deciding.queue(service, neighbourhood_id)


@router.post(
    "/neighbourhoods/{neighbourhood_id}/proposals/{proposal_id}/answer",
    summary="Agree with what was proposed for a directory, or say why not",
    responses={**ON_ONE, **responses("already-used", "edit-refused")},
)
def decide(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("neighbourhood.look_after"))],
    neighbourhood_id: NeighbourhoodId,
    proposal_id: ProposalId,
    decision: Decision,
) -> Done | None:
    """Return the change that a yes made: undo takes it back. Null if it made none."""
    return deciding.decide(service, reader, neighbourhood_id, proposal_id, decision)


@router.get(
    "/care-maps/{care_map_id}/proposals",
    summary="What of a care map could be proposed for the directory, and what was",
    responses=ON_ONE,
)
def read_proposals_of_map(
    service: ServiceHere,
    _reader: Annotated[Reader, Depends(may("care_map.propose"))],
    care_map_id: CareMapId,
) -> OfMap:
    """Return bodies, groups, services and places drawn there that are no entries yet."""
    return proposing.of_map(service, care_map_id)


@router.post(
    "/care-maps/{care_map_id}/proposals",
    summary="Propose something drawn on a care map for the directory",
    status_code=204,
    responses=PROPOSED,
)
def propose_from_map(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.propose"))],
    care_map_id: CareMapId,
    wanted: FromMap,
) -> None:
    """Only its kind, its name and the fields that you choose leave the map; never a person."""
    proposing.propose_from_map(service, reader, care_map_id, wanted)


@router.get("/me/proposals", summary="What you proposed for a directory, and the answers")
def read_own_proposals(
    service: ServiceHere, reader: Annotated[Reader, Depends(may("proposal.own"))]
) -> list[Proposal]:
    """Return it, the latest first."""
    return proposing.of_reader(service, reader)


@router.delete(
    "/me/proposals/{proposal_id}",
    summary="Take back what you proposed for a directory",
    status_code=204,
    responses=responses("not-found", "already-used"),
)
def take_back_proposal(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("proposal.own"))],
    proposal_id: ProposalId,
) -> None:
    """Take it back while it waits: nobody can read it then."""
    proposing.take_back(service, reader, proposal_id)
