"""What is kept of each release that was made: finding one, and ending those that are over."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from typing import Final

from mapping.credentials import has_ended
from mapping.model import Frozen, Id
from mapping.policy import NotFound
from mapping.refusals import AlreadyUsed
from mapping.service import Service
from mapping.store import Row

HALF_MADE: Final = "making-"
"""How the name of a folder begins in which a release is being made."""
UNFINISHED: Final = "unfinished"
"""A file in the folder of a release that is not kept yet."""
LASTS_DAYS: Final = 100
"""Days after which a release ends: the words of consent promise it."""


class ReleasedFile(Frozen):
    """A file of the outer extract."""

    name: str
    bytes: int
    sha256: str


class Release(Frozen):
    """A release: what it was made of, when it ends and how its numbers were controlled.

    `people` is made of the shown numbers alone, so that it says nothing of the hidden ones.
    """

    id: Id
    neighbourhood: Id
    name: str
    made_at: str
    ends_at: str
    view_seq: int
    bodies: int
    people: int | None = None
    threshold: int
    round_to: int
    files: tuple[ReleasedFile, ...]
    reason: str | None = None
    withdrawn_at: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether questions to it are no longer answered."""
        return self.withdrawn_at is not None or has_ended(self.ends_at)


class ReleaseOver(AlreadyUsed):
    """The release has ended or was withdrawn."""


def listed(service: Service) -> Sequence[Release]:
    """Return every release that can be asked, the latest first."""
    return [one for one in everything(service) if not one.is_over]


def everything(service: Service) -> list[Release]:
    """Return every release that was made, those that are over among them, the latest first."""
    rows = service.read(lambda tx: tx.rows("releases"))
    return [_release(row["fields"]) for row in rows]


def found(service: Service, release_id: str) -> Release:
    """Return a release.

    Raises
    ------
    NotFound
        If there is none.
    """
    row = service.read(lambda tx: tx.one("release_by_id", id=release_id))
    if row is None:
        raise NotFound
    return _release(row["fields"])


def open_now(service: Service, release_id: str) -> Release:
    """Return a release that can be asked.

    Raises
    ------
    NotFound
        If there is none.
    ReleaseOver
        If it has ended or was withdrawn.
    """
    release = found(service, release_id)
    if release.is_over:
        raise ReleaseOver("This release has ended. Choose a newer one.")
    return release


def remove_ended(service: Service) -> None:
    """Remove the files of releases that are over, and of any that was never finished.

    Called by whoever is alone in making one (`making.py`).
    """
    folder = service.released.folder
    kept = {one.id: one for one in everything(service)}
    for place in folder.iterdir() if folder.is_dir() else ():
        release = kept.get(place.name)
        unfinished = place.name.startswith(HALF_MADE) or (place / UNFINISHED).exists()
        if release.is_over if release else unfinished:
            service.released.forget(place.name)
            service.released_graphs.forget(place.name)
            shutil.rmtree(place)


def fields_of(release: Release) -> Row:
    """Return a release as it is stored."""
    fields = release.model_dump(mode="json", exclude_none=True)
    return {**fields, "files": json.dumps(fields["files"])}


def _release(fields: Row) -> Release:
    return Release.model_validate({**fields, "files": json.loads(fields["files"])})
