"""What is kept of each release that was made: finding one, and ending those that are over."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from typing import Final

from mapping import audit
from mapping.credentials import has_ended
from mapping.model import Frozen, Id, instant
from mapping.policy import NotFound
from mapping.refusals import AlreadyUsed, NotWellFormed
from mapping.service import Service
from mapping.store import Row, Transaction

HALF_MADE: Final = "making-"
"""How the name of a folder begins in which a release is being made."""
_NESTED: Final = ("files", "left_out")
"""What a release has that is stored as JSON."""
LONGEST_REASON: Final = 500
UNFINISHED: Final = "unfinished"
"""A file in the folder of a release that is not kept yet."""
LASTS_DAYS: Final = 100
"""Days after which a release ends: the words of consent promise it."""


class ReleasedFile(Frozen):
    """A file of the outer extract."""

    name: str
    bytes: int
    sha256: str


class LeftOut(Frozen):
    """Something that is not in a release, or not one by one, why, and how much as may be shown."""

    words: str
    number: int | None = None
    hidden: bool = False


class Release(Frozen):
    """A release: what it was made of, when it ends and how its numbers were controlled.

    `people` is made of the shown numbers alone, so that it says nothing of the hidden ones.
    `left_out` is the report for whoever makes it (`left_out.py`).
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
    withdrawn_because: str | None = None
    left_out: tuple[LeftOut, ...] = ()

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
    if release.withdrawn_at is not None:
        raise ReleaseOver("This release was withdrawn. Choose another, and delete its files.")
    if release.is_over:
        raise ReleaseOver("This release has ended. Choose a newer one.")
    return release


def withdraw(
    service: Service, release_id: str, *, because: str, account: str | None = None
) -> Release:
    """Withdraw a release: from now on it answers nothing, and its files here are removed.

    What it answered stays in the ledger, so that a release made in its place tells of nobody by
    its difference from this one.

    Parameters
    ----------
    service
        What the use case works on.
    release_id, because
        Which, and why, for whoever runs the service.
    account
        Whose doing it is; None for the command line.

    Raises
    ------
    NotFound, ReleaseOver
        If there is no such release, or it is over already.
    NotWellFormed
        If no reason is given, or a long one.
    """
    because = because.strip()
    if not 0 < len(because) <= LONGEST_REASON:
        raise NotWellFormed("reason", f"Say why, in at most {LONGEST_REASON} letters.")
    release = open_now(service, release_id).changed(
        withdrawn_at=instant(), withdrawn_because=because
    )

    def work(tx: Transaction) -> None:
        tx.run("withdraw_release", id=release_id, at=release.withdrawn_at, because=because)
        audit.record(
            tx,
            service,
            chain=release.neighbourhood,
            account=account,
            action="release.withdrawn",
            about=[release_id],
            fields=["withdrawn_because"],
        )

    service.write(work)
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
    return {**fields, **{name: json.dumps(fields[name]) for name in _NESTED}}


def _release(fields: Row) -> Release:
    nested = {name: json.loads(fields.get(name, "[]")) for name in _NESTED}
    return Release.model_validate({**fields, **nested})
