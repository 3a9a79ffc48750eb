"""Asking a release a named question; what comes back is under disclosure control.

A release's answers were settled when it was made: each number beside all that was answered before
(`ledger.py`), and beside every other number of the release (`protecting.py`). Shares and changes
are made of numbers that are shown, and of nothing else. Not protected here: what somebody knows
from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from mapping import audit
from mapping.disclosure import LEAST_WHOLE, Answer, Shown, share
from mapping.model import Frozen, Id
from mapping.policy import Reader
from mapping.refusals import NotWellFormed
from mapping.releases import ledger, outer
from mapping.releases.counting import answer_name, counted
from mapping.releases.kept import Release, open_now
from mapping.releases.questions import (
    ALL,
    SHARE,
    Question,
    QuestionColumn,
    chosen,
    columns_of,
    every_choice,
    keys_of,
    queries,
    query_named,
    questions,
)
from mapping.service import Service
from mapping.store import Row
from mapping.store.released import ANSWERS_WITHIN, ReleaseMissing
from queries import Query

SINCE: Final = "since"
"""What is given beside a question's own parameters: an earlier release, to say what changed."""
BEFORE, CHANGE = "before", "change"


class TooFewPeople(ValueError):
    """So few people are behind an answer that none of its numbers may be shown."""

    def __init__(self) -> None:
        super().__init__(
            "Too few people are behind this answer to show any of its numbers. Choose another"
            " value, a question that asks less closely, or a release of a larger neighbourhood."
        )


class Table(Frozen):
    """An answer: rows with what may be shown.

    A number that counts people is null where it is hidden, and `NAME_hidden` beside it says so.
    """

    release: Id
    release_name: str
    made_at: str
    query: str
    words: str
    definition: str
    parameters: dict[str, str]
    columns: tuple[QuestionColumn, ...]
    rows: tuple[dict[str, str | int | bool | None], ...]
    notes: tuple[str, ...]


def ask(
    service: Service,
    release_id: str,
    query: str,
    given: Mapping[str, str] | None = None,
    *,
    wait: float = ANSWERS_WITHIN,
) -> Table:
    """Return the answer to a question, as it may be shown.

    Parameters
    ----------
    service
        Keeps the releases.
    release_id, query
        Which release, and the question's name.
    given
        Values for the question's parameters; those not given are the usual ones. `since` may be the
        id of an earlier release of the same neighbourhood.
    wait
        How many seconds to wait while the release is being opened.

    Raises
    ------
    NotFound
        If there is no such release or question.
    ReleaseOver
        If the release has ended or was withdrawn.
    NotWellFormed
        If the question has no such parameter, or it has no such value.
    TooFewPeople
        If none of its numbers may be shown.
    ReleaseOpening
        If the release is not open yet after waiting.
    """
    release = open_now(service, release_id)
    question = query_named(query)
    own = {name: value for name, value in (given or {}).items() if name != SINCE}
    choice = chosen(question, own)
    rows = shown_rows(service, release, question, choice, wait)
    columns = columns_of(question)
    since = (given or {}).get(SINCE)
    if since is not None:
        before = shown_rows(service, _earlier(service, release, since), question, choice, wait)
        rows, columns = _changes(question, rows, before), _with_changes(columns)
    numbers = [cell for row in rows for cell in row.values() if isinstance(cell, Shown)]
    if numbers and all(number.hidden for number in numbers):
        raise TooFewPeople
    return Table(
        release=release.id,
        release_name=release.name,
        made_at=release.made_at,
        query=query,
        words=question.summary,
        definition=question.definition,
        parameters=choice if since is None else {**choice, SINCE: since},
        columns=columns,
        rows=tuple(_as_json(row) for row in rows),
        notes=notes(release),
    )


def extract(service: Service, release_id: str, *, reader: Reader | None = None) -> bytes:
    """Return the outer extract as one ZIP file, and note that it was taken.

    Raises
    ------
    NotFound, ReleaseOver
        If there is no such release, or it has ended.
    ReleaseMissing
        If its files are not on this machine.
    """
    release = open_now(service, release_id)
    folder = service.released.folder / release.id / "outer"
    if not folder.is_dir():
        raise ReleaseMissing
    content = outer.zipped(folder, f"care-mapping-{release.made_at[:10]}")
    service.write(
        lambda tx: audit.record(
            tx,
            service,
            chain=release.neighbourhood,
            account=reader.account_id if reader else None,
            action="release.taken",
            about=[release.id],
        )
    )
    return content


def rows_of(answer: Answer, query: str) -> list[Row]:
    """Return a settled answer as a table's rows, with shares; what is 0 is not listed."""
    question = queries()[query]
    [column] = question.controls
    names = keys_of(question)
    numbers = {one.code[:-1]: one.shown for one in answer.numbers if one.shown != Shown(0)}
    rows = [{**dict(zip(names, key, strict=True)), column: numbers[key]} for key in sorted(numbers)]
    if not question.adds_up:
        return rows
    over = names.index(question.adds_up[-1])
    for row, key in zip(rows, sorted(numbers), strict=True):
        whole = numbers.get((*key[:over], ALL, *key[over + 1 :]), Shown(None))
        row[SHARE] = share(numbers[key], whole)
    return rows


def notes(release: Release) -> tuple[str, ...]:
    """Return what a reader of an answer has to know."""
    return (
        f"* means that fewer than {release.threshold} people are behind the number, or that it is"
        " too close to another answer or would tell of one beside others, so it is hidden.",
        f"A number stands still until {release.threshold} people have come or gone behind it.",
        f"Other numbers are rounded to the nearest {release.round_to}, each by itself, so rows need"
        " not add up.",
        "What is not listed is 0, or was 0 until a few people came, or is of a few people who are"
        " hidden together.",
        f"Percentages are made of shown numbers, and only of {LEAST_WHOLE} or more.",
    )


def every_answer() -> Iterable[tuple[Question, dict[str, str]]]:
    """Return each question with each choice that can be made in it."""
    return [(question, choice) for question in questions() for choice in every_choice(question)]


def shown_rows(
    service: Service, release: Release, question: Query, choice: Mapping[str, str], wait: float
) -> list[Row]:
    """Return the answer to a question as rows of what may be shown.

    What a release has answered never changes, so it is read from the ledger once a process.
    """
    name = answer_name(question.name, choice)
    with service.memory.turn(f"answer {release.id} {name}") as kept:
        if kept.value is None:
            rows = rows_of(_answer(service, release, question, choice, wait), question.name)
            kept.value, kept.size = rows, len(rows)
        return list(kept.value)


def _answer(
    service: Service, release: Release, question: Query, choice: Mapping[str, str], wait: float
) -> Answer:
    answer = ledger.given(service, release, answer_name(question.name, choice))
    if answer is not None:
        return answer
    # Asked only since the release was made: the questions have grown.
    store = service.released.store(release.id, wait=wait)
    new = counted(store, question.name, choice, release)
    others = [counted(store, one.name, each, release) for one, each in every_answer()]
    beside = [one for one in others if one.question != new.question]
    return ledger.answer(service, release, new, beside)


def _earlier(service: Service, release: Release, since: str) -> Release:
    """Return the earlier release that an answer is set against."""
    earlier = open_now(service, since)
    if earlier.neighbourhood != release.neighbourhood or earlier.made_at >= release.made_at:
        raise NotWellFormed(SINCE, "Choose an earlier release of the same neighbourhood.")
    return earlier


def _changes(question: Query, now: list[Row], before: list[Row]) -> list[Row]:
    """Return rows with what was shown before, and the difference of what is shown."""
    [column] = question.controls
    names = keys_of(question)
    then = {tuple(row[name] for name in names): row[column] for row in before}
    there = {tuple(row[name] for name in names): row for row in now}
    rows = []
    for key in sorted(then.keys() | there.keys()):
        none: Row = {**dict(zip(names, key, strict=True)), column: Shown(0)}
        row = there.get(key, {**none, SHARE: Shown(None)} if question.adds_up else none)
        was, is_now = then.get(key, Shown(0)), row[column]
        gone = was.value is None or is_now.value is None
        change = Shown(None if gone else is_now.value - was.value)
        rows.append({**row, BEFORE: was, CHANGE: change})
    return rows


def _with_changes(columns: tuple[QuestionColumn, ...]) -> tuple[QuestionColumn, ...]:
    return (
        *columns,
        QuestionColumn(name=BEFORE, words="In the earlier release", counts_people=True),
        QuestionColumn(name=CHANGE, words="Change of what is shown", counts_people=True),
    )


def _as_json(row: Row) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Shown):
            said |= {name: value.value, f"{name}_hidden": value.hidden}
        else:
            said[name] = value
    return said
