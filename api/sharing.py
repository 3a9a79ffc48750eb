"""What a care map shares with its neighbourhood: consent, and what people drawn were told."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import Field

from api.problems import responses
from api.rights import CareMapId, ServiceHere, may
from mapping import consent, sharing
from mapping.consent import Consent, Detail, Purpose
from mapping.model import Frozen, Id, PastDate
from mapping.policy import Reader
from mapping.sharing import Sharing, Wording
from mapping.vocabulary import Told

router = APIRouter(tags=["Sharing"])

ON_ONE = responses("not-allowed", "not-found")
MOST_AT_ONCE = 1_000

Things = Annotated[tuple[Id, ...], Field(min_length=1, max_length=MOST_AT_ONCE)]


class ConsentGiven(Frozen):
    """What is shared, for what, how people are named, and the wording that was shown."""

    about: Things
    about_kind: Literal["element", "connection"]
    purpose: Purpose
    detail: Detail
    wording: Id


class ConsentTakenBack(Frozen):
    """What is no longer shared; without a purpose, for none."""

    about: Things | Literal["everything"]
    purpose: Purpose | None = None


class Withdrawn(Frozen):
    """How many consents were taken back."""

    withdrawn: int


class ToldNow(Frozen):
    """Whether somebody drawn was told, what they said, and when."""

    told: Told
    told_on: PastDate | None = None


@router.get("/wordings", summary="The words that consent is given to")
def list_wordings(
    service: ServiceHere, _reader: Annotated[Reader, Depends(may("wording.read"))]
) -> list[Wording]:
    """Return the newest wording of each purpose."""
    return list(service.read(sharing.wordings_in))


@router.get("/care-maps/{care_map_id}/sharing", summary="What a care map shares", responses=ON_ONE)
def read_sharing(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.read"))],
    care_map_id: CareMapId,
) -> Sharing:
    """Return each thing, whether it is shared, and what is still missing for it to be seen."""
    return sharing.sharing(service, reader, care_map_id)


@router.post(
    "/care-maps/{care_map_id}/consents",
    summary="Share things of a care map",
    status_code=201,
    responses=ON_ONE,
)
def give_consent(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.consent"))],
    care_map_id: CareMapId,
    given: ConsentGiven,
) -> list[Consent]:
    """Record the owner's consent to each thing."""
    return consent.give(
        service,
        reader,
        care_map_id,
        about=given.about,
        about_kind=given.about_kind,
        purpose=given.purpose,
        detail=given.detail,
        wording=given.wording,
    )


@router.post(
    "/care-maps/{care_map_id}/consents/withdrawal",
    summary="Stop sharing things, or everything",
    responses=ON_ONE,
)
def take_back_consent(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.consent"))],
    care_map_id: CareMapId,
    wanted: ConsentTakenBack,
) -> Withdrawn:
    """Take the consents back; it counts at once everywhere."""
    about = None if isinstance(wanted.about, str) else wanted.about
    withdrawn = consent.withdraw(service, reader, care_map_id, about=about, purpose=wanted.purpose)
    return Withdrawn(withdrawn=withdrawn)


@router.put(
    "/care-maps/{care_map_id}/told/{element_id}",
    summary="Say whether somebody drawn was told, and what they said",
    status_code=204,
    responses=ON_ONE,
)
def set_told(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.told"))],
    care_map_id: CareMapId,
    element_id: Id,
    now: ToldNow,
) -> None:
    """Keep it; what the neighbourhood sees of them may change at once."""
    consent.tell(service, reader, care_map_id, element_id, told=now.told, told_on=now.told_on)
