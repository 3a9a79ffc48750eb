"""Releases: dated extracts of a neighbourhood for people who study care, and asking them.

A release has an inner database, which answers the named questions, and an outer extract of files
that may be taken away. Neither holds a name of a person. Who may ask is in `policy.py`; what may be
shown of a number is in `disclosure.py`.
"""

from mapping.releases.asking import SINCE, Table, TooFewPeople, ask, extract
from mapping.releases.formats import as_csv, as_parquet
from mapping.releases.kept import (
    LASTS_DAYS,
    LeftOut,
    Release,
    ReleasedFile,
    ReleaseOver,
    found,
    listed,
    open_now,
    withdraw,
)
from mapping.releases.making import INTERVAL_DAYS, make, tidy
from mapping.releases.measuring import Measure, measures
from mapping.releases.own_cypher import (
    CypherAnswer,
    CypherGuide,
    answer_as_csv,
    cypher_guide,
    run_cypher,
)
from mapping.releases.questions import (
    Question,
    QuestionColumn,
    QuestionParameter,
    UnknownQuestion,
    questions,
)

__all__ = [
    "INTERVAL_DAYS",
    "LASTS_DAYS",
    "SINCE",
    "CypherAnswer",
    "CypherGuide",
    "LeftOut",
    "Measure",
    "Question",
    "QuestionColumn",
    "QuestionParameter",
    "Release",
    "ReleaseOver",
    "ReleasedFile",
    "Table",
    "TooFewPeople",
    "UnknownQuestion",
    "answer_as_csv",
    "as_csv",
    "as_parquet",
    "ask",
    "cypher_guide",
    "extract",
    "found",
    "listed",
    "make",
    "measures",
    "open_now",
    "questions",
    "run_cypher",
    "tidy",
    "withdraw",
]
