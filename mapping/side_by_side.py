"""Two drawings of a care map side by side: their parts at hand, and what everybody is called.

Pure. What is drawn otherwise in one of them is in `drawn_changes.py`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mapping.model import REMOVED, Connection, Document, Element, Figure
from mapping.vocabulary import UNDIRECTED, ConnectionType, Kind, State

Key = tuple[str, str, str]
"""The type and the ends of a connection, by which two drawings' are matched."""

_ACTIVE: Final = frozenset({State.GENERATIVE, State.ENGAGED})


@dataclass(frozen=True)
class Sheet:
    """One drawing with its parts at hand."""

    document: Document
    elements: dict[str, Element]
    figures: dict[str, Figure]
    by_key: dict[Key, list[Connection]]

    @classmethod
    def of(cls, document: Document) -> Sheet:
        """Return a document with its parts at hand."""
        by_key: dict[Key, list[Connection]] = defaultdict(list)
        for line in document.connections:
            by_key[_key(line)].append(line)
        return cls(
            document,
            {one.id: one for one in document.elements},
            {one.element_id: one for one in document.figures},
            dict(by_key),
        )

    def active(self, line: Connection) -> bool:
        """Whether care flows in a connection, or its ends are in contact, as drawn."""
        return line.state in _ACTIVE and self._might.isdisjoint((line.from_, line.to))

    @cached_property
    def _might(self) -> frozenset[str]:
        return frozenset(one.element_id for one in self.document.figures if one.potential)

    @cached_property
    def care(self) -> list[Connection]:
        """Active care between those drawn."""
        return [
            line
            for line in self.document.connections
            if line.type is ConnectionType.CARES_FOR and self.active(line)
        ]


def _key(line: Connection) -> Key:
    ends = sorted((line.from_, line.to)) if line.type in UNDIRECTED else [line.from_, line.to]
    return line.type, ends[0], ends[1]


@dataclass(frozen=True)
class Pair:
    """Two drawings side by side."""

    before: Sheet
    after: Sheet
    names: dict[str, str]

    @classmethod
    def of(cls, earlier: Document, later: Document) -> Pair:
        """Return two documents side by side, each figure with the name it is called by."""
        whole = {one.id: one for document in (earlier, later) for one in document.elements}
        return cls(Sheet.of(earlier), Sheet.of(later), short_names(whole.values()))

    def name(self, id_: str) -> str:
        """Return what somebody is called in a sentence."""
        return self.names.get(id_, "someone")

    @property
    def removed(self) -> int:
        """How many of those drawn were removed for good."""
        both = {**self.before.elements, **self.after.elements}
        return sum(1 for one in both.values() if one.name == REMOVED)

    def _one_drawing_only(self) -> tuple[list[Element], list[Element]]:
        gone = self.before.elements.keys() - self.after.elements.keys()
        new = self.after.elements.keys() - self.before.elements.keys()
        return (
            [self.before.elements[id_] for id_ in sorted(gone)],
            [self.after.elements[id_] for id_ in sorted(new)],
        )

    def drawn_again(self) -> Iterator[str]:
        """Yield the names that went and came, as if drawn again."""
        gone, new = self._one_drawing_only()
        private = {one.name.casefold() for one in new if one.scope == self.after.document.id}
        for one in gone:
            if one.name != REMOVED and one.name.casefold() in private:
                yield one.name

    def became_directory(self) -> Iterator[str]:
        """Yield the names that went and came as a body of the neighbourhood's directory."""
        gone, new = self._one_drawing_only()
        shared = {one.name.casefold() for one in new if one.scope != self.after.document.id}
        for one in gone:
            if one.scope == self.before.document.id and one.name.casefold() in shared:
                yield one.name


def short_names(elements: Collection[Element]) -> dict[str, str]:
    """Return what each is called in a sentence: a first name, or the whole where two share it.

    Examples
    --------
    >>> rosa = Element(id="r", scope="m", kind=Kind.PERSON, name="Rosa Delgado")
    >>> gp = Element(id="g", scope="m", kind=Kind.PERSON, name="Dr Raman")
    >>> short_names([rosa, gp])
    {'r': 'Rosa', 'g': 'Dr Raman'}
    """
    names = {one.id: one.name for one in elements}
    firsts = {one.id: _first(one.name) for one in elements if one.kind is Kind.PERSON}
    times = Counter(firsts.values())
    return {**names, **{id_: first for id_, first in firsts.items() if times[first] == 1}}


def _first(name: str) -> str:
    words = name.split()
    titled = len(words) > 1 and words[0].casefold().rstrip(".") in _TITLES
    return name if titled or name == REMOVED else words[0]


_TITLES: Final = frozenset(
    ("dr", "doctor", "nurse", "mr", "mrs", "ms", "miss", "mx", "sister", "rev", "prof", "the")
)
