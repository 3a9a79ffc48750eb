"""The named rules that a query's text keeps, each with its reason.

A file may waive one rule by name, `// waives RULE: reason`, where the reason is good.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from queries import _text
from queries._query import CONNECTION_TYPES, Audience, Column, Returns

EACH_TYPE = "EACH_TYPE"


@dataclass(frozen=True)
class Subject:
    """What a rule looks at: the header's promises and the text without comments and quotes."""

    audience: Audience
    returns: Returns
    at_most: int | None
    columns: tuple[Column, ...]
    controls: Mapping[str, str]
    clean: str
    topic: str = ""
    definition: str = ""
    adds_up: tuple[str, ...] = ()


Finding = tuple[int, str]
"""Where the rule is broken and what to do about it."""

_NOT_PORTABLE = {
    r"\bapoc\s*\.": "apoc is not on the embedded store",
    r"\b(?:SHORTEST\s+(?:\d|\$|GROUPS?\b)|(?:ALL|ANY)\s+SHORTEST\b)": "use shortestPath()",
    r"\bCALL\s+(?:db|dbms)\s*\.": "procedures of the database are one engine's own",
    r"\bFULLTEXT\b": "the two engines have different full-text indexes",
    r"\bLOAD\s+CSV\b": "a query never reads files",
    r"(?<![\w.])datetime\s*\(": "instants are stored as UTC text: pass one in",
    r"(?<![\w.])elementId\s*\(": "ids are ours: use the id property",
    r"(?<![\w.])id\s*\(": "ids are ours: use the id property",
}
_COUNTS = frozenset({"integer", "number"})
_NAMES = r"name|title|note|contact|address|postcode|email|document|body|relation|sentence|extra"
_SCOPE = r"scope\s*(?:IN\s+\$scopes|=\s*\$scope)\b"
_RELATIONSHIP = re.compile(
    r"\s*(?P<variable>\w+)?\s*(?::(?P<types>[\w|:&!\s]+))?(?P<length>\*)?", re.DOTALL
)


def portable(subject: Subject) -> Iterator[Finding]:
    """Use only what runs on every engine."""
    for expression, remedy in _NOT_PORTABLE.items():
        for match in re.finditer(expression, subject.clean, re.IGNORECASE):
            words = " ".join(match[0].split())
            yield match.start(), f"{words} does not run on every store: {remedy}"


def bounded(subject: Subject) -> Iterator[Finding]:
    """Many rows have a bound in the header, which the store holds the answer to."""
    if subject.returns == "many" and subject.at_most is None:
        yield 0, "say how many rows it can give: returns: many, at most 1,000"


def ordered(subject: Subject) -> Iterator[Finding]:
    """Rows without ORDER BY come in no promised order."""
    begins = _text.last_return(subject.clean)
    if subject.returns == "many" and begins >= 0:
        tail = subject.clean[begins:]
        if not re.search(r"\bORDER\s+BY\b", tail, re.IGNORECASE):
            yield begins, "many rows need ORDER BY after the last RETURN"


def scoped(subject: Subject) -> Iterator[Finding]:
    """Private connections hang on shared bodies, so every match of one says whose may be seen."""
    for pattern in _text.patterns(subject.clean):
        if pattern.clause != "CREATE" and _is_unscoped(pattern.inside, subject.clean):
            yield pattern.at, "filter this connection by .scope IN $scopes or {scope: $scope}"


def no_names_for_analysts(subject: Subject) -> Iterator[Finding]:
    """Analysts never see a name, a note, an address or a whole node."""
    if subject.audience != "analyst":
        return
    for match in re.finditer(rf"\.({_NAMES})\b|\bproperties\s*\(", subject.clean, re.IGNORECASE):
        yield match.start(), f"an analyst's query may not read {match[0].lstrip('.')}"
    for column in subject.columns:
        if re.fullmatch(rf"{_NAMES}|\w+_name", column.name) or column.type in {"map", "json"}:
            yield 0, f"an analyst's query may not give the column {column.name}: {column.type}"


WHOM: Final = "whom"
"""The column of an analyst's query that says who is behind its numbers: it never goes out."""
COUNTED: Final = "counted"
"""The column that says what its numbers count, each once, if that is not the people behind them: it
never goes out either."""
TOPICS: Final = (
    *("who", "wealth", "mixing", "bridging", "resilience"),
    *("teams", "circles", "change", "place"),
)
"""What questions are about, in the order in which they are listed."""


def controlled(subject: Subject) -> Iterator[Finding]:
    """Say of whom an analyst's query counts: what it counts is under disclosure control."""
    if subject.audience != "analyst":
        return
    numbers = {one.name for one in subject.columns if one.type.removesuffix("?") in _COUNTS}
    for name in sorted(numbers - {*subject.controls, *subject.controls.values()}):
        yield 0, f"say which column has the people behind {name}: controls {name}: COLUMN"
    for name in sorted({*subject.controls, *subject.controls.values()} - numbers):
        yield 0, f"{name} is controlled or behind one, and no column that counts"
    if subject.controls and not any(
        one.name == WHOM and one.type == "list of integer" for one in subject.columns
    ):
        yield 0, f"say who is behind its numbers: column {WHOM}: list of integer"


def explained(subject: Subject) -> Iterator[Finding]:
    """Say what an analyst's query is about, and what exactly it counts and adds up."""
    if subject.audience != "analyst" or not subject.controls:
        return
    if subject.topic not in TOPICS:
        yield 0, f"say what it is about: topic, one of {', '.join(TOPICS)}"
    if not subject.definition.endswith("."):
        yield 0, "say in whole sentences what its numbers are: definition"
    words = {one.name for one in subject.columns if one.type.removesuffix("?") not in _COUNTS}
    for name in subject.adds_up:
        if name not in words - {WHOM, COUNTED}:
            yield 0, f"it cannot add up over {name}, which is no column of words"


RULES: dict[str, Callable[[Subject], Iterator[Finding]]] = {
    "portable": portable,
    "bounded": bounded,
    "ordered": ordered,
    "scoped": scoped,
    "no-names-for-analysts": no_names_for_analysts,
    "controlled": controlled,
    "explained": explained,
}


def _is_unscoped(inside: str, clean: str) -> bool:
    parts = _RELATIONSHIP.match(inside)
    variable, types, length = parts.groups() if parts else (None, None, None)
    named = set(re.findall(r"\w+", types or ""))
    if named and not named & {*CONNECTION_TYPES, EACH_TYPE}:
        return False
    if re.search(r"\bscope\s*:\s*\$scope\b", inside):
        return False
    if length:
        return not re.search(rf"\ball\s*\(\s*(\w+)\s+IN\b[^|]*?\bWHERE\s+\1\.{_SCOPE}", clean, re.I)
    return not (variable and re.search(rf"\b{variable}\.{_SCOPE}", clean, re.IGNORECASE))
