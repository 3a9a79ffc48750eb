"""A person's own places on care maps: seeing and correcting them, being shown, and leaving."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from api.problems import responses
from api.rights import ServiceHere, may
from mapping import own_places
from mapping.consent import Detail
from mapping.model import Frozen, Id, Line, Name, Slugs
from mapping.own_places import OwnPlaces
from mapping.policy import Reader

router = APIRouter(tags=["Own places"])

ON_ONE = responses("not-allowed", "not-found")

Own = Annotated[Reader, Depends(may("place.own"))]


class OwnDetails(Frozen):
    """How somebody is named and reached, in their own words."""

    name: Name
    contact: Line | None = None


class OwnCare(Frozen):
    """What somebody gives the Team Owner, all of it."""

    gives: Slugs


class OwnShown(Frozen):
    """Whether somebody is shown in the neighbourhood, at most how, and the words they read."""

    shown: bool
    detail: Detail = Detail.NEIGHBOUR
    wording: Id | None = None


class OwnHatAnswer(Frozen):
    """A yes to a hat, or a no with its reason."""

    agrees: bool
    reason: Line | None = None


class SamePerson(Frozen):
    """Which of one's own places are one person, or no longer."""

    places: Annotated[tuple[Id, ...], Field(min_length=1, max_length=200)]
    linked: bool


@router.get("/me/places", summary="How one is drawn oneself", responses=responses("not-allowed"))
def read_own_places(service: ServiceHere, reader: Own) -> OwnPlaces:
    """Return one's own places, and what waits for a Team Owner's word."""
    return own_places.own_places(service, reader)


@router.put(
    "/me/places/{place_id}/details",
    summary="Correct one's own details",
    status_code=204,
    responses=ON_ONE,
)
def correct_own_details(service: ServiceHere, reader: Own, place_id: Id, now: OwnDetails) -> None:
    """Everybody who sees the map sees it at once."""
    own_places.correct(service, reader, place_id, name=now.name, contact=now.contact)


@router.put(
    "/me/places/{place_id}/gives", summary="Say what one gives", status_code=204, responses=ON_ONE
)
def say_own_care(service: ServiceHere, reader: Own, place_id: Id, now: OwnCare) -> None:
    """Draw it so."""
    own_places.say_gives(service, reader, place_id, now.gives)


@router.put(
    "/me/places/{place_id}/shown",
    summary="Agree to be shown in the neighbourhood, or not",
    status_code=204,
    responses=ON_ONE,
)
def say_own_shown(service: ServiceHere, reader: Own, place_id: Id, now: OwnShown) -> None:
    """Let it count at once, on every page."""
    own_places.say_shown(
        service, reader, place_id, shown=now.shown, detail=now.detail, wording=now.wording
    )


@router.put(
    "/me/places/{place_id}/hats/{hat}",
    summary="Say yes to a hat, or object to it",
    status_code=204,
    responses=ON_ONE,
)
def answer_own_hat(
    service: ServiceHere, reader: Own, place_id: Id, hat: Id, given: OwnHatAnswer
) -> None:
    """Keep the answer; a no has a reason."""
    own_places.answer_hat(service, reader, place_id, hat, agrees=given.agrees, reason=given.reason)


@router.delete(
    "/me/places/{place_id}/membership",
    summary="Leave a team",
    status_code=204,
    responses=ON_ONE,
)
def leave_team(service: ServiceHere, reader: Own, place_id: Id) -> None:
    """End the membership and its hats at once."""
    own_places.leave(service, reader, place_id)


@router.delete(
    "/me/places/{place_id}",
    summary="Say that a figure is no longer one's own",
    status_code=204,
    responses=ON_ONE,
)
def let_go_of_place(service: ServiceHere, reader: Own, place_id: Id) -> None:
    """Nothing of that map is seen from then on."""
    own_places.let_go(service, reader, place_id)


@router.put(
    "/me/same-person",
    summary="Say that one's own places are one person, or take it back",
    status_code=204,
    responses=ON_ONE,
)
def set_same_person(service: ServiceHere, reader: Own, now: SamePerson) -> None:
    """Those who read a neighbourhood's map then count one person, or several again."""
    own_places.set_linked(service, reader, now.places, linked=now.linked)
