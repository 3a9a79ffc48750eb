"""Care maps: listing, starting, opening and drawing on them; who can open them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.problems import responses
from api.rights import CareMapId, ServiceHere, may
from mapping import access, care_maps, closing, edit_log, history, invitations, review_dates
from mapping.care_maps import MapCard, OpenMap
from mapping.edit_log import Answer, KeptEdit
from mapping.history import History, Only, What
from mapping.invitations import Invited, PeopleOfCareMap
from mapping.model import Frozen, Id, Name
from mapping.policy import CareMapRole, Reader
from mapping.refusals import NotWellFormed
from mapping.review_dates import ReviewDate
from mapping.steps import Edit
from mapping.vocabulary import CareMapState

router = APIRouter(prefix="/care-maps", tags=["Care maps"])

ON_ONE = responses("not-allowed", "not-found")


class NewCareMap(Frozen):
    """Whose map to start; `mine` if it is one's own."""

    owner_name: Name
    title: Name | None = None
    neighbourhood: Id | None = None
    mine: bool = False


class EditsAfter(Frozen):
    """The edits after one place, in order, and the map's place now."""

    edits: tuple[KeptEdit, ...]
    edit_seq: int


class InvitationWanted(Frozen):
    """The role to invite somebody to, and the last day on which they have it; None for no end."""

    role: CareMapRole
    until: dt.date | None = None


class UntilWanted(Frozen):
    """The last day on which somebody can open a care map; None for no end."""

    until: dt.date | None


class StateWanted(Frozen):
    """Whether a care map is to be open for drawing, or closed."""

    state: CareMapState


def only_asked(
    who: Annotated[Id | None, Query(description="Only what this account did.")] = None,
    what: Annotated[What | None, Query(description="Only what is of this kind.")] = None,
    since: Annotated[dt.date | None, Query(description="Not before this day.")] = None,
    until: Annotated[dt.date | None, Query(description="Not after this day.")] = None,
) -> Only:
    """Return which part of a history is asked for."""
    return Only(who=who, what=what, since=since, until=until)


@router.get("", summary="Your care maps")
def list_care_maps(
    service: ServiceHere, reader: Annotated[Reader, Depends(may("care_map.list"))]
) -> list[MapCard]:
    """Return those that you have a role on, the last drawn first."""
    return care_maps.list_maps(service, reader)


@router.post("", summary="Start a care map", status_code=201, responses=responses("not-allowed"))
def start_care_map(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.create"))],
    wanted: NewCareMap,
) -> OpenMap:
    """Start it with its Team Owner in the middle."""
    return care_maps.create(
        service,
        reader,
        owner_name=wanted.owner_name,
        title=wanted.title,
        neighbourhood=wanted.neighbourhood,
        mine=wanted.mine,
    )


@router.get("/{care_map_id}", summary="A care map", responses=ON_ONE)
def read_care_map(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.read"))],
    care_map_id: CareMapId,
) -> OpenMap:
    """Return all that is drawn on it."""
    return care_maps.read(service, reader, care_map_id)


@router.post(
    "/{care_map_id}/edits",
    summary="Save an edit, once",
    responses={**ON_ONE, **responses("edit-id-reused", "edit-refused")},
)
def save_edit(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.edit"))],
    care_map_id: CareMapId,
    edit: Edit,
) -> Answer:
    """Keep all its steps or none; the same edit sent again gets the same answer."""
    if edit.scope != care_map_id:
        raise NotWellFormed("scope", "scope is not the map that this was sent to. Make them equal.")
    return edit_log.save_edit(service, reader, edit)


@router.get("/{care_map_id}/edits", summary="The edits after one place", responses=ON_ONE)
def read_edits(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.read"))],
    care_map_id: CareMapId,
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Annotated[int, Query(ge=1, le=200)] = 200,
    last: Annotated[bool, Query(description="The last ones instead, wherever they begin.")] = False,
) -> EditsAfter:
    """Return them in order, as they took effect."""
    if last:
        edits = edit_log.last_edits(service, reader, care_map_id, limit=limit)
    else:
        edits = edit_log.edits_after(service, reader, care_map_id, after=after, limit=limit)
    return EditsAfter(edits=tuple(edits), edit_seq=edits[-1].seq if edits else after)


@router.put(
    "/{care_map_id}/state",
    summary="Close a care map, or open it again for drawing",
    status_code=204,
    responses=ON_ONE,
)
def set_care_map_state(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.close"))],
    care_map_id: CareMapId,
    wanted: StateWanted,
) -> None:
    """Stop drawing on it, or go on; everybody who could see it still can."""
    closing.set_state(service, reader, care_map_id, wanted.state)


@router.put(
    "/{care_map_id}/review-date",
    summary="Say when a care map is looked at again, or put that off",
    status_code=204,
    responses={**ON_ONE, **responses("edit-refused")},
)
def set_review_date(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.edit"))],
    care_map_id: CareMapId,
    wanted: ReviewDate,
) -> None:
    """Set the day as an edit of the map, which can be undone; null is no day."""
    review_dates.set_date(service, reader, care_map_id, wanted.review_on)


@router.get("/{care_map_id}/people", summary="Who can open a care map", responses=ON_ONE)
def read_people(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.read"))],
    care_map_id: CareMapId,
) -> PeopleOfCareMap:
    """Return the accounts with a role on it, and the invitations that still work."""
    return invitations.people_of_care_map(service, reader, care_map_id)


@router.delete(
    "/{care_map_id}/people/{account_id}",
    summary="Stop somebody opening a care map, or leave it",
    status_code=204,
    responses=ON_ONE,
)
def remove_person(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.people"))],
    care_map_id: CareMapId,
    account_id: Id,
) -> None:
    """Take their role away at once."""
    invitations.remove_person(service, reader, care_map_id, account_id)


@router.put(
    "/{care_map_id}/people/{account_id}/until",
    summary="Say until when somebody can open a care map",
    status_code=204,
    responses=ON_ONE,
)
def set_until(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.until"))],
    care_map_id: CareMapId,
    account_id: Id,
    wanted: UntilWanted,
) -> None:
    """Keep the day; when it is over they cannot open the map, from that moment."""
    access.set_until(service, reader, care_map_id, account_id, wanted.until)


@router.post(
    "/{care_map_id}/invitations",
    summary="Invite somebody to a care map",
    status_code=201,
    responses=ON_ONE,
)
def invite_to_care_map(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.invite"))],
    care_map_id: CareMapId,
    wanted: InvitationWanted,
) -> Invited:
    """Return a link that works once and for 14 days; it is shown this one time."""
    return invitations.invite_to_care_map(service, reader, care_map_id, wanted.role, wanted.until)


@router.delete(
    "/{care_map_id}/invitations/{invitation_id}",
    summary="Take an invitation back",
    status_code=204,
    responses=ON_ONE,
)
def take_back_invitation(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.invite"))],
    care_map_id: CareMapId,
    invitation_id: Id,
) -> None:
    """End a link that nobody has used."""
    invitations.take_back(service, reader, care_map_id, invitation_id)


@router.get(
    "/{care_map_id}/history", summary="Who saw and changed what, in words", responses=ON_ONE
)
def read_history(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.history"))],
    care_map_id: CareMapId,
    only: Annotated[Only, Depends(only_asked)],
    before: Annotated[int | None, Query(ge=0, le=2**53)] = None,
) -> History:
    """Return a page of it, the latest first; all of it, or one person's, one kind, some days'."""
    return history.history(service, reader, care_map_id, before=before, only=only)


@router.get(
    "/{care_map_id}/history/table",
    summary="The same history as a table",
    response_class=Response,
    responses={
        200: {"description": "when, what and in_words, as CSV.", "content": {"text/csv": {}}},
        **ON_ONE,
    },
)
def read_history_table(
    service: ServiceHere,
    reader: Annotated[Reader, Depends(may("care_map.history"))],
    care_map_id: CareMapId,
    only: Annotated[Only, Depends(only_asked)],
) -> Response:
    """Return it whole as CSV; that you took it along is in it from then on."""
    table = history.as_table(service, reader, care_map_id, only)
    headers = {"Content-Disposition": 'attachment; filename="history.csv"'}
    return Response(table.encode(), media_type="text/csv; charset=utf-8", headers=headers)
