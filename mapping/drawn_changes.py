"""What is drawn otherwise in one of two drawings: connections, figures and homes, in sentences.

Pure. Which connections count as new, stronger or gone is the report `change`'s; here each is
found again on the drawings, so that it can be named and shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

from mapping.analysis.change import Change
from mapping.analysis.words import care_type, listed
from mapping.model import REMOVED, Connection, Document, Element, Figure, Frozen
from mapping.vocabulary import (
    UNDIRECTED,
    ConnectionType,
    Formality,
    Frequency,
    Kind,
    Presence,
    State,
)

What = Literal["new", "gone", "stronger", "weaker", "formality"]
Key = tuple[str, str, str]

_ACTIVE: Final = frozenset({State.GENERATIVE, State.ENGAGED})

FREQUENCY_WORDS: Final = {
    Frequency.SEVERAL_DAILY: "several times a day",
    Frequency.DAILY: "every day",
    Frequency.WEEKLY: "every week",
    Frequency.MONTHLY: "every month",
    Frequency.OCCASIONAL: "now and then",
}
FORMALITY_WORDS: Final = {Formality.GIFTED: "given freely", Formality.PAID: "paid for"}
PRESENCE_WORDS: Final = {
    Presence.LIVES_WITH: "lives with",
    Presence.NEARBY: "nearby",
    Presence.WITHIN_2_HOURS: "within 2 hours",
    Presence.FURTHER_AWAY: "further away",
}
_NEARER: Final = tuple(Presence)


class ChangedConnection(Frozen):
    """One connection that changed, with its ids on either drawing, in a sentence."""

    what: What
    type: ConnectionType
    giver: str
    receiver: str
    sentence: str
    before_ids: tuple[str, ...]
    after_ids: tuple[str, ...]
    contacts_before: float | None
    contacts_after: float | None


class ChangedFigure(Frozen):
    """One figure or home that changed, in a sentence."""

    what: Literal["new", "gone", "moved", "home", "other"]
    elements: tuple[str, ...]
    sentence: str


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
        might = any(
            end in self.figures and self.figures[end].potential for end in (line.from_, line.to)
        )
        return line.state in _ACTIVE and not might

    @property
    def care(self) -> list[Connection]:
        """Active care between those drawn."""
        return [
            line
            for line in self.document.connections
            if line.type is ConnectionType.CARES_FOR and self.active(line)
        ]


def _key(line: Connection) -> Key:
    ends = sorted((line.from_, line.to)) if line.type in UNDIRECTED else [line.from_, line.to]
    return line.type.value, ends[0], ends[1]


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


def short_names(elements: Iterable[Element]) -> dict[str, str]:
    """Return what each is called in a sentence: a first name, or the whole where two share it.

    Examples
    --------
    >>> rosa = Element(id="r", scope="m", kind=Kind.PERSON, name="Rosa Delgado")
    >>> gp = Element(id="g", scope="m", kind=Kind.PERSON, name="Dr Raman")
    >>> short_names([rosa, gp])
    {'r': 'Rosa', 'g': 'Dr Raman'}
    """
    everyone = list(elements)
    firsts = Counter(_first(one.name) for one in everyone if one.kind is Kind.PERSON)
    return {
        one.id: _first(one.name)
        if one.kind is Kind.PERSON and firsts[_first(one.name)] == 1
        else one.name
        for one in everyone
    }


def _first(name: str) -> str:
    words = name.split()
    titled = len(words) > 1 and words[0].casefold().rstrip(".") in _TITLES
    return name if titled or name == REMOVED else words[0]


_TITLES: Final = frozenset(
    ("dr", "doctor", "nurse", "mr", "mrs", "ms", "miss", "mx", "sister", "rev", "prof", "the")
)


def changed_connections(found: Change, pair: Pair) -> Iterator[ChangedConnection]:
    """Yield every connection that changed: new, stronger, weaker, otherwise given or paid, gone."""
    amounts = {
        (type_, from_, to): one
        for one in found["changed"]
        for type_, from_, to in [one["connection"]]
    }
    for what in _WHATS:
        # What became stronger or weaker says so there, and whether it is paid for now as well.
        told = {(*key[:3],) for key in (*found["stronger"], *found["weaker"])}
        for type_, from_, to, *_ in found["formality_changed" if what == "formality" else what]:
            key = (type_, from_, to)
            if what == "formality" and key in told:
                continue
            amount = amounts.get(key)
            before, after = pair.before.by_key.get(key, []), pair.after.by_key.get(key, [])
            yield ChangedConnection(
                what=what,
                type=ConnectionType(type_),
                giver=from_,
                receiver=to,
                sentence=_sentence(what, key, pair),
                before_ids=tuple(line.id for line in before),
                after_ids=tuple(line.id for line in after),
                contacts_before=amount["contacts_before"] if amount else None,
                contacts_after=amount["contacts_after"] if amount else None,
            )


_WHATS: Final[tuple[What, ...]] = ("new", "stronger", "weaker", "formality", "gone")


def _sentence(what: What, key: Key, pair: Pair) -> str:
    type_, from_, to = key
    one, other = pair.name(from_), pair.name(to)
    before = [line for line in pair.before.by_key.get(key, []) if pair.before.active(line)]
    after = [line for line in pair.after.by_key.get(key, []) if pair.after.active(line)]
    was, now = _how(before), _how(after)
    cares = type_ == ConnectionType.CARES_FOR
    tie = _TIES[ConnectionType(type_)]
    match what:
        case "new":
            might = any(line.state is State.POTENTIAL for line in pair.before.by_key.get(key, []))
            start = f"{one} {tie} {other}{_care(after) if cares else ''}{_comma(now)}."
            return f"{start} Before, it was only possible." if might else start
        case "gone":
            still = pair.after.by_key.get(key, [])
            stopped = any(line.state is State.INACTIVE for line in still)
            end = (
                f"{one} no longer {tie} {other}"
                if not stopped
                else (
                    f"{_whose(one)} care for {other} has stopped"
                    if cares
                    else f"{one} no longer {tie} {other}"
                )
            )
            return f"{end}.{f' It was {was}.' if was else ''}"
        case "formality":
            return f"{_whose(one)} care for {other} is {_paid(after)} now. It was {_paid(before)}."
        case _:
            also = ""
            if cares and _paid(before) != _paid(after):
                also = f" It is {_paid(after)} now, and was {_paid(before)}."
            return (
                f"{one} {tie} {other} {_often(after)} now. It was {_often(before)}.{also}"
                if cares
                else f"{one} and {other}: {_often(after)} now. It was {_often(before)}."
            )


_TIES: Final = {
    ConnectionType.CARES_FOR: "cares for",
    ConnectionType.COLLABORATES_WITH: "works with",
    ConnectionType.MEMBER_OF: "is a member of",
    ConnectionType.RELATED_TO: "is related to",
    ConnectionType.LOCATED_AT: "is at",
    ConnectionType.WITHIN: "is within",
}


def _whose(name: str) -> str:
    return f"{name}\u2019" if name.endswith("s") else f"{name}\u2019s"


def _comma(words: str) -> str:
    return f", {words}" if words else ""


def _care(lines: list[Connection]) -> str:
    """Return the care of some lines in words, with a colon before: ": meals and errands"."""
    types = sorted({type_ for line in lines for type_ in line.care_types})
    return f": {listed([care_type(type_) for type_ in types])}" if types else ""


def _how(lines: list[Connection]) -> str:
    """Return how often and how some lines are, what is said of them: "every day, paid for"."""
    often = [_often(lines)] if any(line.frequency for line in lines) else []
    paid = [_paid(lines)] if any(line.formality for line in lines) else []
    return ", ".join([*often, *paid])


def _often(lines: list[Connection]) -> str:
    said = {line.frequency for line in lines}
    if len(lines) == 1 or len(said) == 1:
        [frequency] = said if len(said) == 1 else {lines[0].frequency}
        many = f"{len(lines)} times over, " if len(lines) > 1 else ""
        return many + (FREQUENCY_WORDS[frequency] if frequency else "we do not know how often")
    words = [FREQUENCY_WORDS[one] for one in Frequency if one in said]
    return listed([*words, *(["some not said how often"] if None in said else [])])


def _paid(lines: list[Connection]) -> str:
    said = {line.formality for line in lines}
    words = [FORMALITY_WORDS[one] for one in Formality if one in said]
    return listed([*words, *(["not said how"] if None in said else [])])


def changed_figures(pair: Pair) -> Iterator[ChangedFigure]:
    """Yield who came and went, moved nearer or further, might help before, or lives elsewhere."""
    before, after = pair.before.figures, pair.after.figures
    for id_ in sorted(after.keys() - before.keys(), key=pair.name):
        where = _where(after[id_])
        yield ChangedFigure(
            what="new", elements=(id_,), sentence=f"{pair.name(id_)} is new on the map, {where}."
        )
    for id_ in sorted(before.keys() - after.keys(), key=pair.name):
        yield ChangedFigure(
            what="gone", elements=(id_,), sentence=f"{pair.name(id_)} is no longer on the map."
        )
    both = sorted(before.keys() & after.keys(), key=pair.name)
    for id_ in both:
        yield from _otherwise(pair, id_)
    yield from _homes(pair, both)


def _where(figure: Figure) -> str:
    might = ", and might help" if figure.potential else ""
    lives = figure.presence is Presence.LIVES_WITH
    return ("at home" if lives else PRESENCE_WORDS[figure.presence]) + might


def _otherwise(pair: Pair, id_: str) -> Iterator[ChangedFigure]:
    was, now, name = pair.before.figures[id_], pair.after.figures[id_], pair.name(id_)
    if was.presence is not now.presence:
        nearer = _NEARER.index(now.presence) < _NEARER.index(was.presence)
        how = "nearer" if nearer else "further off"
        sentence = f"{name} is {how}: {_ring(now)} now, {_ring(was)} before."
        yield ChangedFigure(what="moved", elements=(id_,), sentence=sentence)
    if was.potential is not now.potential:
        sentence = (
            f"{name} might help now." if now.potential else f"{name} was only possible before."
        )
        yield ChangedFigure(what="other", elements=(id_,), sentence=sentence)
    one, other = pair.before.elements[id_], pair.after.elements[id_]
    if one.name != other.name and REMOVED not in (one.name, other.name):
        yield ChangedFigure(
            what="other", elements=(id_,), sentence=f"{other.name} was called {one.name} before."
        )
    if one.sector_or_kinds is not other.sector_or_kinds:
        sector = other.sector_or_kinds.value if other.sector_or_kinds else "no one\u2019s"
        yield ChangedFigure(
            what="other", elements=(id_,), sentence=f"{name} counts as {sector} care now."
        )


def _ring(figure: Figure) -> str:
    lives = figure.presence is Presence.LIVES_WITH
    return "at home" if lives else PRESENCE_WORDS[figure.presence]


def _homes(pair: Pair, both: list[str]) -> Iterator[ChangedFigure]:
    """Yield who lives together now and did not, and the other way round, of those on both."""
    was, now = (_together(sheet, set(both)) for sheet in (pair.before, pair.after))
    for pairs, words in ((now - was, "live together now"), (was - now, "no longer live together")):
        for one, other in sorted(pairs, key=lambda two: (pair.name(two[0]), pair.name(two[1]))):
            sentence = f"{pair.name(one)} and {pair.name(other)} {words}."
            yield ChangedFigure(what="home", elements=(one, other), sentence=sentence)


def _together(sheet: Sheet, ids: set[str]) -> set[tuple[str, str]]:
    homes: dict[str, list[str]] = defaultdict(list)
    for id_ in sorted(ids):
        home = sheet.figures[id_].household
        if home is not None:
            homes[home].append(id_)
    return {pair for members in homes.values() for pair in combinations(members, 2)}
