"""Reading a Cypher text just closely enough to compare it with its header.

This is not a parser: the databases parse. It finds parameters, the columns of the last RETURN and
relationship patterns, after comments and quoted text are blanked, so that every position is still
the position in the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_COMMENT_OR_QUOTED = re.compile(
    r"""//[^\n]* | /\*.*?\*/ | '(?:\\.|[^'\\])*' | "(?:\\.|[^"\\])*" """, re.VERBOSE | re.DOTALL
)
_PARAMETER = re.compile(r"\$(\w+)")
_RETURN = re.compile(
    r"\bRETURN\b(?P<items>.*?)(?=\bORDER\s+BY\b|\bSKIP\b|\bLIMIT\b|\bUNION\b|;|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_COLUMN = re.compile(r"(?:\s*|.*\bAS\s+)(\w+)\s*\Z", re.DOTALL | re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(MATCH|MERGE|CREATE|WHERE|RETURN|WITH|SET|DELETE|UNWIND|CALL|EXISTS)\b", re.IGNORECASE
)
_BARE_PATTERN = re.compile(r"\)\s*<?--?>?\s*\(")
_WRITES = re.compile(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|DROP)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A word of the text and where it begins."""

    name: str
    at: int


@dataclass(frozen=True)
class Pattern:
    """A relationship pattern: what stands in its brackets, where, and in which clause."""

    inside: str
    at: int
    clause: str


def blank(text: str) -> str:
    """Return the text with comments and quoted text as spaces, at the same positions."""
    return _COMMENT_OR_QUOTED.sub(lambda match: _spaces(match[0]), text)


def parameters(clean: str) -> list[Found]:
    """Return every use of a parameter."""
    return [Found(match[1], match.start()) for match in _PARAMETER.finditer(clean)]


def returned(clean: str) -> list[list[Found]]:
    """Return the columns of each outermost RETURN (a UNION has several).

    A column without a name of its own (`count(*)` without AS) comes with an empty name.
    """
    outermost = _outermost(clean)
    return [list(_columns(match)) for match in _RETURN.finditer(outermost)]


def last_return(clean: str) -> int:
    """Return where the last outermost RETURN begins, or -1."""
    return max((match.start() for match in _RETURN.finditer(_outermost(clean))), default=-1)


def patterns(clean: str) -> Iterator[Pattern]:
    """Find the relationship patterns, those without brackets included."""
    for match in re.finditer(r"-\s*\[", clean):
        begins = match.end()
        inside = clean[begins : _closing(clean, begins)]
        yield Pattern(inside, match.start(), _clause(clean, begins))
    for match in _BARE_PATTERN.finditer(clean):
        yield Pattern("", match.start(), _clause(clean, match.start()))


def writes(clean: str) -> bool:
    """Return whether the text changes anything."""
    return _WRITES.search(clean) is not None


def _columns(match: re.Match[str]) -> Iterator[Found]:
    at = match.start("items")
    for item in match["items"].split(","):
        words = re.sub(r"\A(\s*)DISTINCT\b", r"\1", item, flags=re.IGNORECASE)
        column = _COLUMN.match(words)
        yield Found(column[1] if column else "", at + len(item) - len(item.lstrip()))
        at += len(item) + 1


def _outermost(clean: str) -> str:
    """Return the text with everything inside brackets of any kind as spaces."""
    depth, kept = 0, []
    for letter in clean:
        depth -= letter in ")]}"
        kept.append(letter if depth <= 0 or letter == "\n" else " ")
        depth += letter in "([{"
    return "".join(kept)


def _closing(clean: str, begins: int) -> int:
    depth = 1
    for at in range(begins, len(clean)):
        depth += (clean[at] == "[") - (clean[at] == "]")
        if depth == 0:
            return at
    return len(clean)


def _clause(clean: str, before: int) -> str:
    words = _CLAUSE.findall(clean, 0, before)
    return words[-1].upper() if words else ""


def _spaces(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
