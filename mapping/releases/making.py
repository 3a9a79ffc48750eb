"""Making a release of a neighbourhood: all of it, or nothing.

Files are written into a folder that nobody reads, then renamed; the `Release` is kept last. What a
crash leaves is a folder marked as unfinished that no release names; the next making removes it. A
release is kept only if nothing that the neighbourhood sees has changed since the view was read:
what is withdrawn while one is being made is not in it.
"""

from __future__ import annotations

import calendar
import contextlib
import datetime as dt
import fcntl
import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from mapping import audit, neighbourhoods
from mapping.credentials import later
from mapping.disclosure import LEAST_WHOLE, ROUND_TO, THRESHOLD, Answer, Shown
from mapping.model import instant, new_id
from mapping.refusals import NotWellFormed
from mapping.releases import asking, described, ledger, outer
from mapping.releases.contents import Contents, contents_of, evaluated
from mapping.releases.counting import answer_name, counted
from mapping.releases.kept import (
    HALF_MADE,
    LASTS_DAYS,
    LONGEST_REASON,
    UNFINISHED,
    Release,
    everything,
    fields_of,
    remove_ended,
)
from mapping.releases.left_out import left_out
from mapping.releases.questions import ALL, Question
from mapping.service import Service
from mapping.store import Row, Store, StoreBusy, Transaction
from mapping.view import View
from mapping.vocabulary import Kind

INTERVAL_DAYS: Final = 80
"""Days between two releases of a neighbourhood: from two that are near, changes can be read."""
TRIES: Final = 3
BATCH: Final = 2_000
"""How many rows are written in one transaction."""


class _Making(NotWellFormed):
    """A release is being made by another process."""

    def __init__(self) -> None:
        super().__init__("neighbourhood", "A release is being made now. Wait until it is done.")


class _Changed(Exception):
    """What the neighbourhood sees has changed while a release was being made of it."""


def make(
    service: Service,
    neighbourhood: str,
    *,
    account: str | None = None,
    reason: str | None = None,
) -> Release:
    """Make a release of what a neighbourhood sees now and may be evaluated.

    Parameters
    ----------
    service
        What the use case works on.
    neighbourhood
        Its id.
    account
        Whose doing it is; None for the command line.
    reason
        Why it is made sooner than 80 days after the last one.

    Raises
    ------
    NotFound
        If there is no such neighbourhood.
    NotWellFormed
        If it is too soon and no reason is given, or a release is being made already.
    StoreBusy
        If the neighbourhood was changed again and again meanwhile.
    """
    reason = (reason or "").strip() or None
    if reason and len(reason) > LONGEST_REASON:
        raise NotWellFormed("reason", f"Use at most {LONGEST_REASON} letters.")
    with _alone(service.released.folder):
        remove_ended(service)
        for _ in range(TRIES):
            view = neighbourhoods.view(service, neighbourhood)
            _check_interval(service, neighbourhood, reason)
            with contextlib.suppress(_Changed):
                return _make(service, view, account, reason)
            remove_ended(service)
    raise StoreBusy


def tidy(service: Service) -> None:
    """Remove the files of releases that are over, unless one is being made: that does it too."""
    with contextlib.suppress(_Making), _alone(service.released.folder):
        remove_ended(service)


def _make(service: Service, view: View, account: str | None, reason: str | None) -> Release:
    agreed = evaluated(service, view.id)
    contents = contents_of(view, agreed)
    id_, folder = new_id(), service.released.folder
    made_at = instant()
    release = Release(
        id=id_,
        neighbourhood=view.id,
        name=_name(view.name, made_at),
        made_at=made_at,
        ends_at=later(dt.timedelta(days=LASTS_DAYS)),
        view_seq=view.view_seq,
        bodies=sum(row["kind"] not in {"circle", "place"} for row in contents.bodies),
        people=None,
        threshold=THRESHOLD,
        round_to=ROUND_TO,
        files=(),
        reason=reason,
        left_out=left_out(view, agreed, contents),
    )
    half_made = folder / f"{HALF_MADE}{id_}"
    (half_made / "outer").mkdir(mode=0o700, parents=True)
    with service.released.building(half_made) as made_of:
        _fill(made_of["inner"], contents)
        _fill_graph(made_of["graph"], contents)
        told = _counted(made_of["inner"], release)
    made = service.read(
        partial(
            ledger.settled,
            service=service,
            release=release,
            answers=[answer for _, answer in told.values()],
            whose=contents.whose,
            people=[row["place"] for row in contents.elements if row["kind"] == Kind.PERSON.value],
        )
    )
    answers = {
        answer.question: (
            told[answer.question][0],
            asking.rows_of(answer, told[answer.question][0].name),
        )
        for answer in made.answers
    }
    _write_outer(half_made / "outer", contents, answers, release)
    release = release.changed(
        people=_people_shown(answers), files=outer.digests(half_made / "outer")
    )
    (half_made / UNFINISHED).touch()
    _owner_only(half_made)
    half_made.rename(folder / id_)
    service.write(lambda tx: _keep(tx, service, release, account, made))
    (folder / id_ / UNFINISHED).unlink()
    return release


def _keep(
    tx: Transaction,
    service: Service,
    release: Release,
    account: str | None,
    made: ledger.Settled,
) -> None:
    now = tx.one(
        "write_release",
        id=release.id,
        neighbourhood=release.neighbourhood,
        at=release.made_at,
        fields=fields_of(release),
    )
    if now is None or now["view_seq"] != release.view_seq:
        raise _Changed
    ledger.lock(tx, release.neighbourhood)
    if ledger.state(tx, release.neighbourhood) != made.state:
        raise _Changed  # an earlier release was asked something new
    ledger.keep(tx, release, made)
    audit.record(
        tx,
        service,
        chain=release.neighbourhood,
        account=account,
        action="release.made",
        about=[release.id],
        fields=["reason"] if release.reason else [],
    )


def _fill(inner: Store, contents: Contents) -> None:
    for rows in _batches(contents.elements):
        inner.write(partial(_run, query="create_released_elements", rows=rows))
    for type_, lines in contents.connections.items():
        for rows in _batches(lines):
            inner.write(partial(_run, query="create_released_connections", type=type_, rows=rows))


def _fill_graph(graph: Store, contents: Contents) -> None:
    """Write the bodies and their ties, which may be taken away, as a graph to ask in Cypher."""
    for rows in _batches(contents.bodies):
        graph.write(partial(_run, query="create_elements", rows=rows))
    for type_ in sorted({tie["type"] for tie in contents.ties}):
        of_type = [_as_line(tie) for tie in contents.ties if tie["type"] == type_]
        for rows in _batches(of_type):
            graph.write(partial(_run, query="connect", type=type_, rows=rows))


def _as_line(tie: Row) -> Row:
    fields = {name: value for name, value in tie.items() if name not in {"type", "from", "to"}}
    return {"from_id": tie["from"], "to_id": tie["to"], "fields": fields}


def _run(tx: Transaction, *, query: str, **parameters: object) -> None:
    tx.run(query, **parameters)


def _batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


Answers = dict[str, tuple[Question, list[Row]]]
"""For each answer's name its question, and the rows as they go out."""


def _counted(inner: Store, release: Release) -> dict[str, tuple[Question, Answer]]:
    """Return the answer to everything that can be asked, not settled yet."""
    return {
        answer_name(question.name, choice): (
            question,
            counted(inner, question.name, choice, release),
        )
        for question, choice in asking.every_answer()
    }


def _people_shown(answers: Answers) -> int | None:
    """Return how many people there are, as it is shown."""
    rows = answers["people_by_kind_and_sector"][1] if answers else []
    told: list[Shown] = [
        row["people"] for row in rows if (row["kind"], row["sector"]) == (Kind.PERSON.value, ALL)
    ]
    return told[0].value if told else 0


def _write_outer(folder: Path, contents: Contents, answers: Answers, release: Release) -> None:
    outer.write_table(folder, "bodies", outer.BODIES, contents.bodies)
    outer.write_table(folder, "ties", outer.TIES, contents.ties)
    for name, (question, rows) in answers.items():
        outer.write_controlled(folder, name, question.columns, rows)
    described.write_graph(folder, contents.bodies, contents.ties)
    (folder / "README.txt").write_text(
        outer.README.format(
            name=release.name,
            made=release.made_at[:10],
            ends=release.ends_at[:10],
            threshold=release.threshold,
            round_to=release.round_to,
            least=LEAST_WHOLE,
        ),
        encoding="utf-8",
    )
    described.write_description(
        folder,
        release,
        {name: (question.words, question.columns) for name, (question, _) in answers.items()},
    )


def _check_interval(service: Service, neighbourhood: str, reason: str | None) -> None:
    times = [one.made_at for one in everything(service) if one.neighbourhood == neighbourhood]
    soonest = max(times, default=None)
    if soonest is None or reason is not None:
        return
    again = dt.datetime.fromisoformat(soonest) + dt.timedelta(days=INTERVAL_DAYS)
    if again > dt.datetime.now(dt.UTC):
        raise NotWellFormed(
            "reason",
            f"The last release of this neighbourhood was made less than {INTERVAL_DAYS} days ago,"
            " and two that are near tell of single people. Wait until"
            f" {again.date().isoformat()}, or say why it is made again now.",
        )


def _name(neighbourhood: str, made_at: str) -> str:
    when = dt.datetime.fromisoformat(made_at)
    return f"{neighbourhood}, {calendar.month_name[when.month]} {when.year}"


def _owner_only(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Make one release at a time on a machine."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(folder / ".making", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _Making from None
        yield
    finally:
        os.close(lock)
