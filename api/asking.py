"""Asking to see a care map, and the answer of its owner."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path
from pydantic import Field

from api.problems import responses
from api.rights import CareMapId, ServiceHere, may
from mapping import asking, reminders
from mapping.asking import Asked, AskedRole, OwnAsked, Sentence
from mapping.model import Frozen, Id
from mapping.policy import Reader
from mapping.reminders import Reminder

router = APIRouter(tags=["Asking to see a map"])

ON_ONE = responses("not-allowed", "not-found")

HEARD: Final = (
    "We have passed it on, if there is a map at this address. We never say whether there is one."
    " If somebody answers within 30 days, you see it on your first page."
)


class AccessWanted(Frozen):
    """The address of a map, as a page or a message had it, and who asks why."""

    address: Annotated[str, Field(max_length=500)]
    sentence: Sentence


class Heard(Frozen):
    """What everybody is told who asks, whatever is at the address."""

    said: str = HEARD


class LetIn(Frozen):
    """What somebody who asked may do, and the last day on which; None for no end."""

    role: AskedRole
    until: dt.date | None = None


class SaidNo(Frozen):
    """A no, with a kind sentence that whoever asked reads."""

    sentence: Sentence


AskedId = Annotated[Id, Path(description="What somebody asked.")]


@router.post(
    "/access-requests",
    summary="Ask to see a care map",
    status_code=202,
    responses=responses("not-allowed", "too-many-asked"),
)
def ask_for_access(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("access.ask"))],
    wanted: AccessWanted,
) -> Heard:
    """Pass it on to the owners of the map, if there is one; the answer is always the same."""
    asking.ask(service, reader, address=wanted.address, sentence=wanted.sentence)
    return Heard()


@router.get("/me/access-requests", summary="What you asked to see, and what was answered")
def list_own_asked(
    service: ServiceHere, reader: Annotated[Reader, Depends(may("access.own"))]
) -> list[OwnAsked]:
    """Return what you asked within 30 days, the last first."""
    return asking.mine(service, reader)


@router.delete(
    "/me/access-requests/{asked_id}",
    summary="Take back what you asked to see, or put the answer away",
    status_code=204,
    responses=responses("not-found"),
)
def take_back_asked(
    service: ServiceHere, reader: Annotated[Reader, Depends(may("access.own"))], asked_id: AskedId
) -> None:
    """Take it off your list; a no stays a no for its 30 days."""
    asking.take_back(service, reader, asked_id)


@router.get("/me/reminders", summary="What waits for you on your own care maps")
def list_reminders(
    service: ServiceHere, reader: Annotated[Reader, Depends(may("reminder.list"))]
) -> list[Reminder]:
    """Return it map by map; nothing of it is sent anywhere."""
    return reminders.reminders(service, reader)


@router.get(
    "/care-maps/{care_map_id}/access-requests",
    summary="Who asks to see a care map",
    responses=ON_ONE,
)
def list_asked(
    service: ServiceHere,
    _reader: Annotated[Reader, Depends(may("care_map.let_in"))],
    care_map_id: CareMapId,
) -> list[Asked]:
    """Return those who have no answer yet, the first asked first."""
    return asking.waiting(service, care_map_id)


@router.post(
    "/care-maps/{care_map_id}/access-requests/{asked_id}/yes",
    summary="Let somebody in who asked",
    status_code=204,
    responses=ON_ONE,
)
def let_in(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.let_in"))],
    care_map_id: CareMapId,
    asked_id: AskedId,
    wanted: LetIn,
) -> None:
    """Give them the role at once; they see on their first page that they were let in."""
    asking.let_in(service, reader, care_map_id, asked_id, role=wanted.role, until=wanted.until)


@router.post(
    "/care-maps/{care_map_id}/access-requests/{asked_id}/no",
    summary="Say no to somebody who asked",
    status_code=204,
    responses=ON_ONE,
)
def refuse_asked(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.let_in"))],
    care_map_id: CareMapId,
    asked_id: AskedId,
    wanted: SaidNo,
) -> None:
    """Show them the sentence on their first page; by it they learn that there is this map."""
    asking.refuse(service, reader, care_map_id, asked_id, sentence=wanted.sentence)


@router.delete(
    "/care-maps/{care_map_id}/access-requests/{asked_id}",
    summary="Put aside that somebody asks, without an answer",
    status_code=204,
    responses=ON_ONE,
)
def put_asked_aside(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.let_in"))],
    care_map_id: CareMapId,
    asked_id: AskedId,
) -> None:
    """Tell them nothing: to them it is as if there were no map."""
    asking.put_aside(service, reader, care_map_id, asked_id)
