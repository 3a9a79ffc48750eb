"""The named queries, and the loader that reads and checks their headers.

One query a file, `queries/NAME.cypher`: a header of `//` lines says what the query is for, who may
ask it, what it takes and what it gives; the text follows. `load` refuses a folder in which any
header and its text disagree, or in which a text breaks one of the named rules (`_rules.py`), and
says where and why. `queries/schema/` holds the numbered migrations, which `mapping.store` applies;
`queries/examples/` what analysts may begin their own queries of a release's graph with.

This package knows nothing of a database: `mapping.store` is what sends a text anywhere.
"""

from pathlib import Path

from queries._check import ParameterError, did_you_mean
from queries._query import Column, Parameter, Query
from queries._read import QueryFileError, load
from queries._rules import COUNTED, TOPICS, WHOM

__all__ = [
    "COUNTED",
    "FOLDER",
    "TOPICS",
    "WHOM",
    "Column",
    "Parameter",
    "ParameterError",
    "Query",
    "QueryFileError",
    "did_you_mean",
    "examples",
    "load",
]

FOLDER = Path(__file__).parent
"""The folder of the queries that come with the program."""


def examples() -> list[tuple[str, str]]:
    """Return example queries for analysts: each in the words of its first line, and its text."""
    files = sorted((FOLDER / "examples").glob("*.cypher"))
    found = [file.read_text(encoding="utf-8").split("\n", 1) for file in files]
    return [(words.removeprefix("// "), text.rstrip()) for words, text in found]
