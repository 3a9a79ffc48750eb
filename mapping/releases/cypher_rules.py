"""What analysts' own Cypher may say: it reads, is bounded, and asks only for what is there.

Read by a parser of openCypher 9, and allowed by what its tree holds: whatever the parser does not
know, or this does not name, is refused before a database sees it. The database's own user can only
read in any case (`store/released.py`). Running it is in `own_cypher.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

from mapping.refusals import NotWellFormed
from mapping.vocabulary import ConnectionType, Kind

LONGEST: Final = 3_000
"""Letters of a query: what is longer takes the parser more than half a second."""
DEEPEST: Final = 20
"""Brackets within brackets; the parser goes down once for each."""
MOST_STEPS: Final = 4
"""How many connections a path may follow one after another."""
LABEL: Final = "Element"
TYPES: Final = frozenset(one.value.upper() for one in ConnectionType)
PEOPLE: Final = frozenset({Kind.PERSON.value, Kind.PET.value, Kind.TEAM.value})

FUNCTIONS: Final = frozenset({
    "abs", "avg", "ceil", "coalesce", "collect", "count", "endnode", "floor", "head", "keys",
    "labels", "last", "left", "length", "ltrim", "max", "min", "nodes", "percentilecont",
    "percentiledisc", "properties", "range", "relationships", "replace", "reverse", "right",
    "round", "rtrim", "sign", "size", "split", "sqrt", "startnode", "stdev", "stdevp",
    "substring", "sum", "tail", "toboolean", "tofloat", "tointeger", "tolower", "tostring",
    "toupper", "trim", "type",
})  # fmt: skip
"""What may be called. Nothing that differs from one time to the next, and no procedure."""

NO_PEOPLE: Final = (
    "There are no people, pets or teams in this graph: it has only what may be taken away."
    " Questions that count people, with small numbers hidden, are on the list of questions."
)


def check(text: str) -> None:
    """Check that a query only reads, is bounded, and asks for what is in the graph.

    Parameters
    ----------
    text
        One query in openCypher 9, without a semicolon in it.

    Raises
    ------
    NotWellFormed
        If it is not so, with what to put right.
    """
    _check_size(text)
    for node in _tree(text):
        look = _LOOKED_AT.get(type(node).__name__)
        if look is not None:
            look(node)


def _check_size(text: str) -> None:
    if not text.strip():
        raise _refused("Write a query first; the page has some to begin with.")
    if len(text) > LONGEST:
        raise _refused(f"Use at most {LONGEST:,} letters.")
    if "\\u" in text.lower():
        raise _refused("Write letters as they are, not as \\u and a number.")
    depth = deepest = 0
    for letter in text:
        depth += (letter in "([{") - (letter in ")]}")
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        raise _refused(f"Put at most {DEEPEST} brackets within one another.")


def _tree(text: str) -> Iterator[Any]:
    """Return every part of the parsed query, the whole first."""
    # Imported when first needed: its tables take half a second, and few ever ask.
    from antlr4 import CommonTokenStream, InputStream, PredictionMode
    from antlr4.error.Errors import ParseCancellationException
    from antlr4.error.ErrorStrategy import BailErrorStrategy
    from antlr4_cypher import CypherLexer, CypherParser

    lexer = CypherLexer(InputStream(text))
    tokens = CommonTokenStream(lexer)
    parser = CypherParser(tokens)
    for part in (lexer, parser):
        part.removeErrorListeners()  # they print
    parser._errHandler = BailErrorStrategy()
    parser._interp.predictionMode = PredictionMode.SLL
    tokens.fill()
    _check_read_whole(text, tokens.tokens[:-1])
    # The parser knows UNION, but no space before it.
    tokens.tokens = [
        one
        for one, after in pairwise([*tokens.tokens, None])
        if after is None or (one.type, after.type) != (CypherLexer.SP, CypherLexer.UNION)
    ]
    try:
        waiting = [parser.script()]
    except ParseCancellationException as error:
        [why] = error.args
        raise _unread(text, why.offendingToken.start) from None
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(getattr(node, "children", None) or ())


def _check_read_whole(text: str, tokens: Iterable[Any]) -> None:
    """Check that every letter is part of a token: the lexer leaves out what it does not know."""
    reached = 0
    for token in tokens:
        if token.start != reached:
            raise _unread(text, reached)
        reached = token.stop + 1
    if reached != len(text):
        raise _unread(text, reached)


def _unread(text: str, at: int) -> NotWellFormed:
    before = text[:at]
    line, letter = before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
    return _refused(
        f"It could not be read from line {line}, letter {letter} on. It must be one query of"
        " openCypher 9. It may have EXISTS { }, but neither CALL { } nor COUNT { }."
    )


def _refuse_writing(_node: Any) -> None:
    raise _refused(
        "It may only read. Leave out CREATE, MERGE, SET, REMOVE and DELETE: a release does not"
        " change."
    )


def _refuse_procedures(_node: Any) -> None:
    raise _refused("It may call no procedure. Leave out CALL.")


def _check_function(node: Any) -> None:
    name = node.invocationName().getText().lower()
    if name not in FUNCTIONS:
        known = ", ".join(sorted(FUNCTIONS))
        raise _refused(f"It calls a function that is not there. These are: {known}.")


def _check_labels(node: Any) -> None:
    for name in _names(node):
        if name.lower() in PEOPLE:
            raise _refused(NO_PEOPLE)
        if name != LABEL:
            raise _refused(
                f"There is one label, {LABEL}. Ask for a kind as (body {{kind: 'group'}})."
            )


def _check_types(node: Any) -> None:
    if not TYPES.issuperset(_names(node)):
        raise _refused(f"Connections are of these types: {', '.join(sorted(TYPES))}.")


def _check_range(node: Any) -> None:
    steps = re.findall(r"\d+", node.getText())
    bounded = ".." not in node.getText() or not node.getText().rstrip().endswith("..")
    if not steps or not bounded or int(steps[-1]) > MOST_STEPS:
        raise _refused(
            f"A path may be {MOST_STEPS} connections long at most, and says so: [*1..{MOST_STEPS}]."
        )


def _check_text(node: Any) -> None:
    if node.getText()[1:-1].lower() in PEOPLE:
        raise _refused(NO_PEOPLE)


def _names(node: Any) -> Iterator[str]:
    """Return the names in a list of labels or types, without the marks round odd ones."""
    for name in node.name():
        yield name.getText().strip("`")


def _refused(sentence: str) -> NotWellFormed:
    return NotWellFormed("cypher", sentence)


_LOOKED_AT: Final[dict[str, Callable[[Any], None]]] = {
    "UpdatingStatementContext": _refuse_writing,
    "StandaloneCallContext": _refuse_procedures,
    "QueryCallStContext": _refuse_procedures,
    "FunctionInvocationContext": _check_function,
    "NodeLabelsContext": _check_labels,
    "RelationshipTypesContext": _check_types,
    "RangeLitContext": _check_range,
    "CharLitContext": _check_text,
    "StringLitContext": _check_text,
}
