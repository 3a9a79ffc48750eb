"""Asking a release a named question; what comes back is under disclosure control.

Questions are the queries with `audience: analyst`; they run on a release's inner database and on
nothing else. They were chosen so that what they answer does not add up: care types count givers,
mixing counts pairs, and who is here counts people, so no two split the same people in two ways;
none has a total; and no value of a parameter stands for all the others. What an answer tells beside
one with nearly the same people is for the ledger (`ledger.py`). Not protected here: what somebody
knows from elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from mapping.disclosure import LEAST_WHOLE, Answer, Answered, Shown, shown
from mapping.model import Frozen, Id
from mapping.policy import NotFound
from mapping.refusals import NotWellFormed
from mapping.releases import ledger
from mapping.releases.kept import Release, open_now
from mapping.releases.outer import as_cell
from mapping.service import Service
from mapping.store import Row, Store
from mapping.store.released import ANSWERS_WITHIN
from queries import FOLDER, WHOM, Query, did_you_mean, load

MOST_LETTERS: Final = 200


class QuestionParameter(Frozen):
    """Something to choose in a question: one of the values, the first of them unless said."""

    name: str
    words: str
    values: tuple[str, ...]
    usual: str


class QuestionColumn(Frozen):
    """A column of an answer, in plain words, and whether it counts people."""

    name: str
    words: str
    counts_people: bool


class Question(Frozen):
    """A question that a release can be asked."""

    name: str
    words: str
    parameters: tuple[QuestionParameter, ...]
    columns: tuple[QuestionColumn, ...]


class Table(Frozen):
    """An answer: rows with what may be shown.

    A number that counts people is null where it is hidden, and `NAME_hidden` beside it says so.
    """

    release: Id
    release_name: str
    made_at: str
    query: str
    words: str
    parameters: dict[str, str]
    columns: tuple[QuestionColumn, ...]
    rows: tuple[dict[str, str | int | bool | None], ...]
    notes: tuple[str, ...]


def questions() -> Sequence[Question]:
    """Return every question there is, by name."""
    return [_question(query) for query in _queries().values()]


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
        Values for the question's parameters; those not given are the usual ones.
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
    ReleaseOpening
        If the release is not open yet after waiting.
    """
    release = open_now(service, release_id)
    question = _queries().get(query)
    if question is None:
        raise NotFound
    chosen = _chosen(question, given or {})
    answer = ledger.given(service, release, answer_name(query, chosen))
    if answer is None:
        # Asked only since the release was made: the questions have grown.
        store = service.released.store(release_id, wait=wait)
        answer = ledger.answer(service, release, counted(store, query, chosen, release))
    rows = rows_of(answer, query)
    return Table(
        release=release.id,
        release_name=release.name,
        made_at=release.made_at,
        query=query,
        words=question.summary,
        parameters=chosen,
        columns=_columns(question),
        rows=tuple(_as_json(row) for row in rows),
        notes=notes(release),
    )


def answer_name(query: str, chosen: Mapping[str, str]) -> str:
    """Return what the answer to a question is called: the question, and what was chosen in it."""
    return "_".join([query, *chosen.values()])


def counted(store: Store, query: str, chosen: Mapping[str, str], release: Release) -> Answer:
    """Return what a question gives on a release's inner database, not settled yet.

    Each number is as it may be shown by itself, with the people behind it by their places.
    """
    question = _queries()[query]
    names = _row_names(question)
    numbers = [
        Answered(
            code=(*(row[name] for name in names), column),
            people=sum(1 << place for place in set(row[WHOM])),
            shown=shown(
                row[column],
                row[behind],
                threshold=release.threshold,
                round_to=release.round_to,
            ),
        )
        for row in store.read(lambda tx: tx.rows(query, **chosen))
        for column, behind in question.controls.items()
    ]
    return Answer(answer_name(query, chosen), tuple(numbers))


def rows_of(answer: Answer, query: str) -> list[Row]:
    """Return a settled answer as a table's rows; what is 0 is not listed."""
    names = _row_names(_queries()[query])
    rows: dict[tuple[str, ...], Row] = {}
    for one in answer.numbers:
        row = rows.setdefault(one.code[:-1], dict(zip(names, one.code[:-1], strict=True)))
        row[one.code[-1]] = one.shown
    columns = _queries()[query].controls
    return [row for row in rows.values() if any(row[name] != Shown(0) for name in columns)]


def notes(release: Release) -> tuple[str, ...]:
    """Return what a reader of an answer has to know."""
    return (
        f"* means that fewer than {release.threshold} people are behind the number, or that it is"
        " too close to another answer, so it is hidden.",
        f"A number stands still until {release.threshold} people have come or gone behind it.",
        f"Other numbers are rounded to the nearest {release.round_to}, each by itself, so rows need"
        " not add up.",
        "What is not listed is 0, or was 0 until a few people came.",
        f"Make percentages of shown numbers only, and only of {LEAST_WHOLE} or more.",
    )


def as_csv(table: Table) -> str:
    """Return an answer as CSV, with * for what is hidden."""
    names = [column.name for column in table.columns]
    lines = [names, *([_cell(row, name) for name in names] for row in table.rows)]
    return "".join(",".join(line) + "\n" for line in lines)


def usual(question: Question) -> dict[str, str]:
    """Return a question's parameters with their usual values."""
    return {one.name: one.usual for one in question.parameters}


@cache
def _queries() -> dict[str, Query]:
    return {name: one for name, one in load(FOLDER).items() if one.audience == "analyst"}


def _chosen(query: Query, given: Mapping[str, str]) -> dict[str, str]:
    known = {one.name: one.values for one in query.parameters}
    for name, value in given.items():
        if name not in known:
            names = f"It takes: {', '.join(known)}." if known else "It takes none."
            hint = did_you_mean(name, known)
            raise NotWellFormed(
                name[:MOST_LETTERS], f"This question has no such parameter{hint}. {names}"
            )
        if value not in known[name]:
            raise NotWellFormed(name, f"Choose one of: {', '.join(known[name])}.")
    return {name: given.get(name, values[0]) for name, values in known.items()}


def _question(query: Query) -> Question:
    return Question(
        name=query.name,
        words=query.summary,
        parameters=tuple(
            QuestionParameter(
                name=one.name, words=one.words, values=one.values, usual=one.values[0]
            )
            for one in query.parameters
        ),
        columns=_columns(query),
    )


def _columns(query: Query) -> tuple[QuestionColumn, ...]:
    never_shown = {*query.controls.values(), WHOM} - set(query.controls)
    return tuple(
        QuestionColumn(name=one.name, words=one.words, counts_people=one.name in query.controls)
        for one in query.columns
        if one.name not in never_shown
    )


def _row_names(query: Query) -> list[str]:
    return [one.name for one in _columns(query) if not one.counts_people]


def _as_json(row: Row) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, Shown):
            said |= {name: value.value, f"{name}_hidden": value.hidden}
        else:
            said[name] = value
    return said


def _cell(row: Mapping[str, Any], name: str) -> str:
    return "*" if row.get(f"{name}_hidden") else as_cell(row[name])
