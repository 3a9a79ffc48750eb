"""Looking after a neighbourhood's directory: an entry, its history, and changing what is kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from api.problems import responses
from api.rights import NeighbourhoodId, ServiceHere, may
from mapping import directory, entries, merging
from mapping.care_maps import By
from mapping.directory import Done
from mapping.directory_edits import DirectoryEdit
from mapping.entries import EntryInFull, KeptChange, Unchecked
from mapping.merging import LikelySame, MergeWanted, Merging
from mapping.model import Frozen, Id
from mapping.policy import Reader

router = APIRouter(
    prefix="/neighbourhoods/{neighbourhood_id}",
    tags=["Neighbourhoods"],
    responses=responses("not-allowed", "not-found"),
)

MayRead = Annotated[Reader, Depends(may("neighbourhood.read"))]
MayLookAfter = Annotated[Reader, Depends(may("neighbourhood.look_after"))]
EntryId = Annotated[Id, Path(description="An entry of the directory.")]
OtherId = Annotated[Id, Path(description="The entry that would be no other than the first.")]
ChangeId = Annotated[Id, Path(description="A change of the directory.")]
REFUSED = responses("edit-refused", "edit-id-reused")


class Undoing(Frozen):
    """The new change's own id, so that it is made once however often it is sent."""

    id: Id


@router.get("/entries/{entry_id}", summary="An entry of a neighbourhood's directory")
def read_entry(
    service: ServiceHere, reader: MayRead, neighbourhood_id: NeighbourhoodId, entry_id: EntryId
) -> EntryInFull:
    """Return all that is kept of it, who looks after it, and whether it was checked this year."""
    return entries.entry(service, reader, neighbourhood_id, entry_id)


@router.get("/entries/{entry_id}/history", summary="What was changed of an entry")
def read_entry_history(
    service: ServiceHere,
    _reader: MayLookAfter,
    neighbourhood_id: NeighbourhoodId,
    entry_id: EntryId,
) -> list[KeptChange]:
    """Return the changes of it and of its own connections, the last one first."""
    return entries.history(service, neighbourhood_id, entry_id)


@router.get("/unchecked", summary="Entries that nobody checked for a year")
def list_unchecked(
    service: ServiceHere, _reader: MayLookAfter, neighbourhood_id: NeighbourhoodId
) -> list[Unchecked]:
    """Return them by name, with who looks after each."""
    return entries.unchecked(service, neighbourhood_id)


@router.get("/people", summary="Who may look after an entry")
def list_people(
    service: ServiceHere, _reader: MayLookAfter, neighbourhood_id: NeighbourhoodId
) -> list[By]:
    """Return the neighbourhood's organisers and members, by name."""
    return entries.people(service, neighbourhood_id)


@router.post("/edits", summary="Change a neighbourhood's directory", responses=REFUSED)
def change_directory(
    service: ServiceHere,
    reader: MayLookAfter,
    neighbourhood_id: NeighbourhoodId,
    edit: DirectoryEdit,
) -> Done:
    """Make a change: all of its steps or none, once however often it is sent."""
    return directory.change(service, reader, neighbourhood_id, edit)


@router.post(
    "/edits/{edit_id}/undo", summary="Take a change of a directory back", responses=REFUSED
)
def undo_change(
    service: ServiceHere,
    reader: MayLookAfter,
    neighbourhood_id: NeighbourhoodId,
    edit_id: ChangeId,
    undoing: Undoing,
) -> Done:
    """Take each step back where nobody has changed the same thing since."""
    return directory.undo(service, reader, neighbourhood_id, edit_id, undoing.id)


@router.get("/likely-duplicates", summary="Entries that are likely the same")
def list_likely_duplicates(
    service: ServiceHere,
    _reader: MayLookAfter,
    neighbourhood_id: NeighbourhoodId,
    entry: Annotated[Id | None, Query(description="Only what may be the same as this.")] = None,
) -> list[LikelySame]:
    """Return pairs with nearly the same name, or a like one at one address; likeliest first."""
    return merging.alike(service, neighbourhood_id, entry)


@router.get("/entries/{entry_id}/merging/{other_id}", summary="What merging two entries comes to")
def preview_merging(
    service: ServiceHere,
    _reader: MayLookAfter,
    neighbourhood_id: NeighbourhoodId,
    entry_id: EntryId,
    other_id: OtherId,
) -> Merging:
    """Return what both say, what stays, and which connections would move; nothing is changed."""
    return merging.preview(service, neighbourhood_id, entry_id, other_id)


@router.post(
    "/entries/{entry_id}/merging/{other_id}", summary="Merge two entries", responses=REFUSED
)
def merge_entries(
    service: ServiceHere,
    reader: MayLookAfter,
    neighbourhood_id: NeighbourhoodId,
    entry_id: EntryId,
    other_id: OtherId,
    wanted: MergeWanted,
) -> Done:
    """Merge the other into the entry; undo of this change brings back exactly what was."""
    return merging.merge(service, reader, neighbourhood_id, entry_id, other_id, wanted)
