"""The questions that a release can be asked: what each is about, takes and gives.

Questions are the queries with `audience: analyst`. Asking one is in `asking.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from mapping.model import Frozen
from mapping.policy import NotFound
from mapping.refusals import NotWellFormed
from queries import COUNTED, FOLDER, TOPICS, WHOM, Query, did_you_mean, load

MOST_LETTERS: Final = 200
ALL: Final = "all"
"""What stands in a row for all the values of a column."""
SHARE: Final = "per_cent"
"""The column with a row's share of the row that has all of a column."""


class UnknownQuestion(NotFound):
    """There is no question of this name."""


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
    """A question that a release can be asked.

    `definition` says exactly what its numbers are; `example` is the end of an address that asks it.
    """

    name: str
    topic: str
    words: str
    definition: str
    parameters: tuple[QuestionParameter, ...]
    columns: tuple[QuestionColumn, ...]
    example: str


@cache
def queries() -> Mapping[str, Query]:
    """Return the query behind each question, by name."""
    return {name: one for name, one in load(FOLDER).items() if one.audience == "analyst"}


def questions() -> Sequence[Question]:
    """Return every question there is, by what they are about."""
    everything = [_question(query) for query in queries().values()]
    return sorted(everything, key=lambda one: (TOPICS.index(one.topic), one.name))


def query_named(name: str) -> Query:
    """Return the query behind a question.

    Raises
    ------
    UnknownQuestion
        If there is none of this name.
    """
    query = queries().get(name)
    if query is None:
        hint = did_you_mean(name[:MOST_LETTERS], queries())
        raise UnknownQuestion(f"There is no such question{hint or '.'} The list has all of them.")
    return query


def chosen(query: Query, given: Mapping[str, str]) -> dict[str, str]:
    """Return a value for each parameter of a question; those not given are the usual ones.

    Raises
    ------
    NotWellFormed
        If the question has no such parameter, or it has no such value.
    """
    known = {one.name: one.values for one in query.parameters}
    for name, value in given.items():
        if name not in known:
            names = f"It takes: {', '.join(known)}." if known else "It takes none."
            hint = did_you_mean(name, known)
            raise NotWellFormed(
                name[:MOST_LETTERS], f"This question has no such parameter{hint or '.'} {names}"
            )
        if value not in known[name]:
            raise NotWellFormed(name, f"Choose one of: {', '.join(known[name])}.")
    return {name: given.get(name, values[0]) for name, values in known.items()}


def every_choice(question: Question) -> list[dict[str, str]]:
    """Return all that can be chosen in a question."""
    choices: list[dict[str, str]] = [{}]
    for one in question.parameters:
        choices = [{**choice, one.name: value} for choice in choices for value in one.values]
    return choices


def columns_of(query: Query) -> tuple[QuestionColumn, ...]:
    """Return the columns of an answer, without those that never go out."""
    never_shown = {*query.controls.values(), WHOM, COUNTED} - set(query.controls)
    told = [
        QuestionColumn(name=one.name, words=one.words, counts_people=one.name in query.controls)
        for one in query.columns
        if one.name not in never_shown
    ]
    if query.adds_up:
        told.append(QuestionColumn(name=SHARE, words="Per cent of all", counts_people=True))
    return tuple(told)


def keys_of(query: Query) -> list[str]:
    """Return the columns of words, which say what a row is of."""
    return [one.name for one in columns_of(query) if not one.counts_people]


def _question(query: Query) -> Question:
    usual = "&".join(f"{one.name}={one.values[0]}" for one in query.parameters)
    return Question(
        name=query.name,
        topic=query.topic,
        words=query.summary,
        definition=query.definition,
        parameters=tuple(
            QuestionParameter(
                name=one.name, words=one.words, values=one.values, usual=one.values[0]
            )
            for one in query.parameters
        ),
        columns=columns_of(query),
        example=f"queries/{query.name}{'?' if usual else ''}{usual}",
    )
