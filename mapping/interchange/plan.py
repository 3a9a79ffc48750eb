"""What a reader makes of files, before anything is decided: plain facts, and what it did to them.

A reader of a format fills a `Plan`. Nothing in it is checked or has an id of ours yet: that is
`checking.py`; what becomes of it in a neighbourhood is `mapping/imports.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal

What = Literal["noticed", "mapped", "guessed", "left_out"]

KEPT_ROWS: Final = 20
"""How many rows of one finding are listed; all are counted."""


@dataclass(slots=True)
class Finding:
    """One thing that an import's report says, and of which rows.

    Parameters
    ----------
    what
        `noticed` of the files themselves; `mapped` to our words; `guessed`; or `left_out`.
    file, field
        The file, and the column or field of it, if it is about one.
    words
        What was done, in the rest of a sentence.
    rows
        The first rows it is about, counted as lines of a table or places in a list, from 1; none
        if it is about the whole file.
    count
        How many rows it is about.
    """

    what: What
    file: str
    field: str | None
    words: str
    rows: list[int]
    count: int


class Findings:
    """What an import's report says, equal findings of many rows told once."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str | None, str], Finding] = {}

    def note(self, what: What, file: str, row: int | None, field: str | None, words: str) -> None:
        """Note that this was so, in this row."""
        key = (what, file, field, words)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = Finding(what, file, field, words, [], 0)
        found.count += 1
        if row is not None and len(found.rows) < KEPT_ROWS:
            found.rows.append(row)

    def also(self, others: Findings) -> None:
        """Take the findings of another as well."""
        for key, other in others._found.items():
            self._found[key] = Finding(
                other.what, other.file, other.field, other.words, list(other.rows), other.count
            )

    def of(self, what: What) -> list[Finding]:
        """Return those of one sort, by file and first row."""
        found = [one for one in self._found.values() if one.what == what]
        return sorted(found, key=lambda one: (one.file, one.rows[:1] or [0], one.words))


@dataclass(slots=True)
class PlannedElement:
    """An element as a file tells it.

    Parameters
    ----------
    source
        What the file calls it, which connections and later imports find it by.
    file, row
        Where it stands.
    fields
        Fields of `DirectoryElement` without id and scope, not checked yet.
    """

    source: str
    file: str
    row: int
    fields: dict[str, Any]


@dataclass(slots=True)
class PlannedConnection:
    """A connection as a file tells it.

    Parameters
    ----------
    source
        What the file calls it; of what no file names, its ends and type.
    file, row
        Where it stands.
    from_, to
        What the file calls its ends.
    fields
        Fields of `Connection` without id and ends, not checked yet; nothing that cannot be hashed.
    """

    source: str
    file: str
    row: int
    from_: str
    to: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read: its name and the SHA-256 of its bytes."""

    name: str
    digest: str


@dataclass
class Plan:
    """Everything that the files of one import say."""

    format: str
    files: list[SourceFile] = field(default_factory=list)
    elements: list[PlannedElement] = field(default_factory=list)
    connections: list[PlannedConnection] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)


class Occurrences:
    """Names for what no file names: the same again each time the same file is read."""

    def __init__(self) -> None:
        self._times: dict[tuple[str, ...], int] = {}

    def name(self, *parts: str) -> str:
        """Return a name made of these parts, and of how often they came before."""
        times = self._times[parts] = self._times.get(parts, 0) + 1
        return "\x1f".join((*parts, str(times)) if times > 1 else parts)
