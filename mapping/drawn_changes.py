"""What is drawn otherwise in one of two drawings: connections, figures and homes, in sentences.

Pure. Which connections count as new, stronger or gone is the report `change`'s; here each is
found again on the drawings, so that it can be named and shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Final, Literal

from mapping.analysis.change import Change
from mapping.analysis.change_words import only_other_care
from mapping.analysis.words import care_type, listed
from mapping.model import REMOVED, Connection, Figure, Frozen
from mapping.side_by_side import Key, Pair, Sheet
from mapping.vocabulary import ConnectionType, Formality, Frequency, Presence, State

What = Literal["new", "gone", "stronger", "weaker", "formality", "care_types"]

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
    """One connection that changed, with its ids on either drawing, in a sentence.

    `care_before` and `care_after` are the types of its active care.
    """

    what: What
    type: ConnectionType
    giver: str
    receiver: str
    sentence: str
    before_ids: tuple[str, ...]
    after_ids: tuple[str, ...]
    contacts_before: float | None
    contacts_after: float | None
    care_before: tuple[str, ...]
    care_after: tuple[str, ...]


class ChangedFigure(Frozen):
    """One figure or home that changed, in a sentence."""

    what: Literal["new", "gone", "moved", "home", "other"]
    elements: tuple[str, ...]
    sentence: str


def changed_connections(found: Change, pair: Pair) -> Iterator[ChangedConnection]:
    """Yield every connection that changed: new, stronger, weaker, otherwise given or paid, gone."""
    amounts = {
        (type_, from_, to): one
        for one in found["changed"]
        for type_, from_, to in [one["connection"]]
    }
    # What became stronger or weaker says so there, and whether it is paid for now as well.
    told = {(*key,) for key in (*found["stronger"], *found["weaker"])}
    listed_as: dict[What, list[list[str]]] = {
        "new": found["new"],
        "stronger": found["stronger"],
        "weaker": found["weaker"],
        "formality": [key for key in found["formality_changed"] if (*key,) not in told],
        "care_types": only_other_care(found),
        "gone": found["gone"],
    }
    for what, changed in listed_as.items():
        for type_, from_, to, *_ in changed:
            key = (type_, from_, to)
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
                care_before=_types([line for line in before if pair.before.active(line)]),
                care_after=_types([line for line in after if pair.after.active(line)]),
            )


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
            care = f"{_whose(one)} care for {other} is {_paid(after)} now. It was {_paid(before)}."
            return care + _also_other_care(before, after)
        case "care_types":
            return f"{_whose(one)} care for {other}{_other_care(before, after)}"
        case _:
            also = ""
            if cares and _paid(before) != _paid(after):
                also = f" It is {_paid(after)} now, and was {_paid(before)}."
            also += _also_other_care(before, after)
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
    types = _types(lines)
    return f": {_in_words(types)}" if types else ""


def _types(lines: list[Connection]) -> tuple[str, ...]:
    """Return the types of care of some lines."""
    return tuple(sorted({type_ for line in lines for type_ in line.care_types}))


def _in_words(types: tuple[str, ...]) -> str:
    return listed([care_type(type_) for type_ in types])


def _other_care(before: list[Connection], after: list[Connection]) -> str:
    """Return what care is now and what it was: ": errands now. It was meals."."""
    was, now = _types(before), _types(after)
    if not now:
        return f": nobody says now what it is. It was {_in_words(was)}."
    before_that = f"It was {_in_words(was)}." if was else "Before, nobody said what it was."
    return f": {_in_words(now)} now. {before_that}"


def _also_other_care(before: list[Connection], after: list[Connection]) -> str:
    return f" The care{_other_care(before, after)}" if _types(before) != _types(after) else ""


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
