"""The team of a care map: asking, confirming, hats, and writing down what was said in person."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from api.problems import responses
from api.rights import CareMapId, ServiceHere, may
from mapping import hats, joining, team_page
from mapping.invitations import Invited
from mapping.model import Frozen, Id, Line, Slugs
from mapping.policy import Reader
from mapping.team import Hat, Side
from mapping.team_page import TeamPage

router = APIRouter(tags=["Team"])

ON_ONE = responses("not-allowed", "not-found")
ON_ASKING = responses("not-allowed", "not-found", "already-used")

MayAsk = Annotated[Reader, Depends(may("team.ask"))]
MayAnswer = Annotated[Reader, Depends(may("team.answer"))]
Said = Annotated[
    Line | None, Field(description="How it was said in person, where another writes it down.")
]


class Asking(Frozen):
    """Who is asked to join, and what they would give."""

    element_id: Id
    gives: Slugs = ()


class Confirmation(Frozen):
    """Whether who accepted is who was asked."""

    it_is_them: bool
    said: Said = None


class SaidInPerson(Frozen):
    """Who said yes in person, where, and what they give."""

    element_id: Id
    said: Annotated[Line, Field(min_length=1)]
    gives: Slugs = ()


class HatOffered(Frozen):
    """A hat, and the last day of its term."""

    hat: Hat
    until: dt.date


class HatAnswer(Frozen):
    """Whose answer about a hat it is, and a reason where it is no."""

    side: Side
    agrees: bool
    reason: Line | None = None
    said: Said = None


@router.get("/care-maps/{care_map_id}/team", summary="The team of a care map", responses=ON_ONE)
def read_team(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("team.read"))],
    care_map_id: CareMapId,
) -> TeamPage:
    """Return who is on it or was asked, hats, connections by state, and what is missing."""
    return team_page.team_page(service, reader, care_map_id)


@router.post(
    "/care-maps/{care_map_id}/team/askings",
    summary="Ask somebody drawn to join the team",
    status_code=201,
    responses=ON_ONE,
)
def ask_to_join(
    service: ServiceHere, reader: MayAsk, care_map_id: CareMapId, asked: Asking
) -> Invited:
    """Make the link that is given to them; it is shown this one time."""
    return joining.ask(service, reader, care_map_id, asked.element_id, gives=asked.gives)


@router.delete(
    "/care-maps/{care_map_id}/team/askings/{asking_id}",
    summary="Take back that somebody was asked to join",
    status_code=204,
    responses=ON_ASKING,
)
def take_back_asking(
    service: ServiceHere, reader: MayAsk, care_map_id: CareMapId, asking_id: Id
) -> None:
    """Stop the link from working, at once."""
    joining.take_back(service, reader, care_map_id, asking_id)


@router.post(
    "/care-maps/{care_map_id}/team/askings/{asking_id}/confirmation",
    summary="Say whether who accepted is who was asked",
    status_code=204,
    responses=ON_ASKING,
)
def confirm_asking(
    service: ServiceHere,
    reader: MayAnswer,
    care_map_id: CareMapId,
    asking_id: Id,
    given: Confirmation,
) -> None:
    """With a yes they are on the team from now."""
    joining.confirm(
        service, reader, care_map_id, asking_id, it_is_them=given.it_is_them, said=given.said
    )


@router.post(
    "/care-maps/{care_map_id}/team/members",
    summary="Write down that somebody joined the team in person",
    status_code=204,
    responses=ON_ONE,
)
def join_in_person(
    service: ServiceHere, reader: MayAnswer, care_map_id: CareMapId, given: SaidInPerson
) -> None:
    """Keep who wrote it down, and where it was said; everybody on the map sees both."""
    joining.join_in_person(
        service, reader, care_map_id, given.element_id, said=given.said, gives=given.gives
    )


@router.delete(
    "/care-maps/{care_map_id}/team/members/{element_id}",
    summary="Take somebody off the team",
    status_code=204,
    responses=ON_ONE,
)
def end_membership(
    service: ServiceHere, reader: MayAnswer, care_map_id: CareMapId, element_id: Id
) -> None:
    """Their hats end with it, at once."""
    joining.end_membership(service, reader, care_map_id, element_id)


@router.post(
    "/care-maps/{care_map_id}/team/members/{element_id}/hats",
    summary="Ask a member to wear a hat until a day",
    status_code=204,
    responses=ON_ONE,
)
def offer_hat(
    service: ServiceHere,
    reader: MayAsk,
    care_map_id: CareMapId,
    element_id: Id,
    given: HatOffered,
) -> None:
    """They wear it once they and the Team Owner have both said yes."""
    hats.offer(service, reader, care_map_id, element_id, hat=given.hat, until=given.until)


@router.post(
    "/care-maps/{care_map_id}/team/members/{element_id}/hats/{hat}/answer",
    summary="Say yes to a member's hat, or object",
    status_code=204,
    responses=ON_ONE,
)
def answer_hat(
    service: ServiceHere,
    reader: MayAnswer,
    care_map_id: CareMapId,
    element_id: Id,
    hat: Id,
    given: HatAnswer,
) -> None:
    """For the Team Owner, or as the member said it in person."""
    hats.answer(
        service,
        reader,
        care_map_id,
        element_id,
        hat,
        side=given.side,
        agrees=given.agrees,
        reason=given.reason,
        said=given.said,
    )


@router.delete(
    "/care-maps/{care_map_id}/team/members/{element_id}/hats/{hat}",
    summary="Take a hat off a member",
    status_code=204,
    responses=ON_ONE,
)
def take_off_hat(
    service: ServiceHere, reader: MayAsk, care_map_id: CareMapId, element_id: Id, hat: Id
) -> None:
    """At once; they stay on the team."""
    hats.take_off(service, reader, care_map_id, element_id, hat)
