"""The edits that a neighbourhood's directory accepts, and applying one: pure.

They are those of a care map (`steps.py`) on entries and on the neighbourhood's own connections, but
without a drawing, and with some of their own: listing an entry, saying that two are not the same,
and what the neighbourhood expects to have. An entry is never deleted: it is
`retired` or `merged_into` another, each a field that is set and set back, so that taking an edit
back brings exactly what was there. Who may send one, and keeping it, are not here (`directory.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import BeforeValidator, Field

from mapping.edits import opposite as opposite_on_a_map
from mapping.edits import take
from mapping.model import (
    CareMap,
    Connection,
    DirectoryElement,
    Element,
    Frozen,
    Id,
    Name,
    PastDate,
    as_set,
    today,
)
from mapping.sheet import HOW, LeftAlone, Outcome, Sheet, replaces
from mapping.steps import MOST_STEPS, Connect, Disconnect, Set, Step, Tick
from mapping.vocabulary import ConnectionType, Kind, State

OF_PEOPLE: Final = frozenset({Kind.PERSON, Kind.PET})
"""Kinds that are never entered here: whose they are shares them, from a care map."""

MEMBERSHIPS: Final = frozenset({State.ENGAGED, State.INACTIVE})
"""The states of a membership: active, and inactive."""


MOST_EXPECTED: Final = 100
"""How many kinds and names a neighbourhood may expect."""


class Directory(CareMap):
    """A directory, or a part of one, as a map without figures; and what is expected of it."""

    expected_kinds: tuple[Name, ...] = ()


class DirectoryEntry(DirectoryElement):
    """An entry of a directory, with who looks after it and when it was last checked."""

    looked_after_by: Id | None = None
    checked_on: PastDate | None = None
    retired: PastDate | None = None
    merged_into: Id | None = None
    not_same_as: Annotated[tuple[Id, ...], BeforeValidator(as_set), Field(max_length=500)] = ()

    @property
    def in_use(self) -> bool:
        """Whether it is neither retired nor another entry now."""
        return self.retired is None and self.merged_into is None


class ListEntry(Frozen):
    """Put a new entry into the directory."""

    does: Literal["list"] = "list"
    element: DirectoryEntry


class TellApart(Frozen):
    """Say that two entries are not the same, so that it is not asked again; or that they may be."""

    does: Literal["tell_apart", "tell_apart_no_more"] = "tell_apart"
    one: Id
    other: Id


class Expect(Frozen):
    """Put a kind, or words of a name, on the list of what ought to be here, or take it off."""

    does: Literal["expect", "expect_no_more"] = "expect"
    what: Name


DirectoryStep = Annotated[
    ListEntry | TellApart | Expect | Set | Tick | Connect | Disconnect,
    Field(discriminator="does"),
]
Steps = Annotated[tuple[DirectoryStep, ...], Field(min_length=1, max_length=MOST_STEPS)]


class DirectoryEdit(Frozen):
    """One change to a directory, as an organiser made it."""

    id: Id
    steps: Steps


def apply(directory: CareMap, steps: Iterable[DirectoryStep], *, cautious: bool) -> Outcome:
    """Apply steps to a directory.

    Parameters
    ----------
    directory
        As much of it as `touched` names: its entries and own connections, as a map without figures;
        a `Directory` if it is said what it expects.
    steps
        The steps; all apply, or none.
    cautious
        Whether they take an edit back: a step then takes effect only where the stored value is what
        the step says it was.

    Raises
    ------
    EditRefused
        If any step is not well made for this directory.
    """
    sheet = _Pages(directory, cautious=cautious)
    take(sheet, steps, _HOW, _subject)
    return sheet.outcome()


def opposite(steps: Iterable[Step | DirectoryStep]) -> tuple[DirectoryStep, ...]:
    """Return the steps that take these back; a new entry is retired, since none is deleted."""
    back: list[Any] = []
    for step in reversed(tuple(steps)):
        if isinstance(step, ListEntry):
            day = today().isoformat()
            back.append(Set(on="element", id=step.element.id, field="retired", now=day))
        elif isinstance(step, (TellApart, Expect)):
            once = step.does.removesuffix(_NO_MORE)
            does = once if step.does != once else once + _NO_MORE
            back.append(step.model_copy(update={"does": does}))
        else:
            back += opposite_on_a_map([step])
    return tuple(back)


_NO_MORE: Final = "_no_more"


def touched(steps: Iterable[DirectoryStep]) -> tuple[set[str], set[str], set[str]]:
    """Return the ids of the entries and of the connections that steps are about.

    The third are the entries at whose connections must be looked, to see what is drawn twice.
    """
    entries: set[str] = set()
    lines: set[str] = set()
    starts: set[str] = set()
    for step in steps:
        match step:
            case ListEntry(element=element):
                entries.add(element.id)
            case TellApart():
                entries |= {step.one, step.other}
            case Connect(connection=line) | Disconnect(connection=line):
                entries |= {line.from_, line.to}
                lines.add(line.id)
                starts.add(line.from_)
            case Set(on="element") | Tick(on="element"):
                entries.add(step.id)
                if isinstance(step, Set) and step.field == "merged_into":
                    entries |= {one for one in (step.was, step.now) if isinstance(one, str)}
            case Set() | Tick():
                entries |= {one for one in (step.from_, step.to) if one}
                lines.add(step.id)
                starts |= {step.from_} if step.from_ else set()
    return entries, lines, starts


class _Pages(Sheet):
    """A directory while an edit is being applied to it."""

    settable: ClassVar = {
        "element": frozenset(
            {
                *("name", "kind", "sector", "contact", "address", "postcode", "point", "area"),
                *("at_home", "opening", "faith"),
                *("looked_after_by", "checked_on", "retired", "merged_into"),
            }
        ),
        "connection": frozenset(
            {"formality", "frequency", "state", "shared_plan", "since", "until", "note"}
        ),
    }

    def entry(self, id_: str, where: str) -> Element:
        """Return an entry of this directory."""
        return self.find(self.elements, id_, where, "entry")

    def own(self, id_: str) -> None:
        """Check that an entry is there and this neighbourhood's to change."""
        if self.entry(id_, "id").scope != self.start.id:
            raise self.refuse(
                "id", "Another neighbourhood looks after this entry. Ask its organisers."
            )

    def in_use(self, id_: str, where: str) -> Element:
        """Return an entry that is in use."""
        found = self.entry(id_, where)
        if isinstance(found, DirectoryEntry) and found.in_use:
            return found
        raise self.refuse(where, f"{found.name} is not in the directory any more. Choose another.")


def _list(sheet: _Pages, step: ListEntry) -> list[Any]:
    element = step.element
    if element.scope != sheet.start.id:
        raise sheet.refuse("element.scope", f"Say {sheet.start.id}: the neighbourhood.")
    if element.is_individual or element.child or element.kind in OF_PEOPLE:
        raise sheet.refuse("element.kind", _NO_PEOPLE)
    if not element.in_use:
        raise sheet.refuse("element.retired", "Leave it out: a new entry is in use.")
    sheet.new(sheet.elements, element.id, "element.id", "entry")
    sheet.elements[element.id] = element
    return [step]


def _tell_apart(sheet: _Pages, step: TellApart) -> list[Any]:
    for where, id_ in (("one", step.one), ("other", step.other)):
        sheet.entry(id_, where)
    if step.one == step.other:
        raise sheet.refuse("other", "Choose two that are not the same entry.")
    first, second = sorted((step.one, step.other))
    sheet.own(first)
    entry = sheet.elements[first]
    assert isinstance(entry, DirectoryEntry)
    known, apart = set(entry.not_same_as), step.does == "tell_apart"
    if (second in known) is apart:
        return []
    changed = known | {second} if apart else known - {second}
    sheet.elements[first] = entry.changed(not_same_as=tuple(changed))
    return [step]


def _expect(sheet: _Pages, step: Expect) -> list[Any]:
    assert isinstance(sheet.start, Directory)
    known = sheet.map_fields.get("expected_kinds", sheet.start.expected_kinds)
    there = [one for one in known if one.casefold() == step.what.casefold()]
    expects = step.does == "expect"
    if bool(there) is expects:
        return []
    if expects and len(known) >= MOST_EXPECTED:
        raise sheet.refuse("what", f"The list has {MOST_EXPECTED}. Take one off first.")
    now = {*known, step.what} if expects else {*known} - {*there}
    sheet.map_fields["expected_kinds"] = tuple(sorted(now, key=str.casefold))
    return [step]


def _set(sheet: _Pages, step: Set) -> list[Any]:
    if step.on != "element":
        done = HOW[Set](sheet, step)
        _check_state(sheet, sheet.connections.get(step.id), "now")
        return done
    sheet.own(step.id)
    if step.field == "kind" and step.now in {kind.value for kind in OF_PEOPLE}:
        raise sheet.refuse("now", _NO_PEOPLE)
    if step.field == "merged_into" and step.now is not None:
        _check_merging(sheet, step)
    return _set_point(sheet, step) if step.field == "point" else HOW[Set](sheet, step)


def _set_point(sheet: _Pages, step: Set) -> list[Any]:
    """Say where an entry is: lon and lat are one value, since neither is anything alone."""
    entry = sheet.entry(step.id, "id")
    assert isinstance(entry, DirectoryElement)
    stored = None if entry.lon is None else [entry.lon, entry.lat]
    if step.now is not None and not (isinstance(step.now, (list, tuple)) and len(step.now) == 2):
        raise sheet.refuse("now", "Give lon and lat as two numbers, or nothing.")
    lon, lat = step.now or (None, None)
    changed = entry.changed(lon=lon, lat=lat)
    now = None if changed.lon is None else [changed.lon, changed.lat]
    if not replaces(sheet, step, stored, now):
        return []
    sheet.elements[step.id] = changed
    return [step.model_copy(update={"was": stored, "now": now})]


def _check_merging(sheet: _Pages, step: Set) -> None:
    target = sheet.entry(str(step.now), "now")
    if sheet.cautious and isinstance(target, DirectoryEntry) and not target.in_use:
        raise LeftAlone("What it was merged into is not in the directory any more")
    into = sheet.in_use(str(step.now), "now")
    if into.id == step.id:
        raise sheet.refuse("now", "An entry cannot be merged with itself. Choose another.")
    if into.is_individual or sheet.entry(step.id, "id").is_individual:
        raise sheet.refuse("now", "People are never merged here. Each says for themselves.")


def _tick(sheet: _Pages, step: Tick) -> list[Any]:
    if step.on == "element":
        sheet.own(step.id)
    return HOW[Tick](sheet, step)


def _connect(sheet: _Pages, step: Connect) -> list[Any]:
    line = step.connection
    # One that comes back is not seen while one of its ends is not.
    find = sheet.entry if sheet.cautious else sheet.in_use
    start, end = find(line.from_, "connection.from"), find(line.to, "connection.to")
    _check_ends(sheet, line, start.kind, end.kind)
    _check_state(sheet, line, "connection.state")
    sheet.new(sheet.connections, line.id, "connection.id", "connection")
    alike = {(one.type, one.from_, one.to) for one in sheet.connections.values()}
    if (line.type, line.from_, line.to) in alike:
        if sheet.cautious:
            raise LeftAlone("The two are connected in this way again already")
        raise sheet.refuse(
            "connection.to", "The two are connected in this way already. Change that connection."
        )
    sheet.connections[line.id] = line
    return [step]


def _check_ends(sheet: _Pages, line: Connection, start: Kind, end: Kind) -> None:
    places = {Kind.PLACE, Kind.CIRCLE}
    match line.type:
        case ConnectionType.MEMBER_OF:
            fits, words = end not in OF_PEOPLE | {Kind.PLACE}, "a team, a circle or a body"
        case ConnectionType.LOCATED_AT:
            fits, words = end is Kind.PLACE, "a place"
        case ConnectionType.WITHIN:
            fits, words = {start, end} <= places, "a place or circle, from one"
        case ConnectionType.RELATED_TO:
            fits, words = {start, end} <= OF_PEOPLE, "a person, from a person"
        case _:
            return
    if not fits:
        raise sheet.refuse("connection.to", f"This kind of connection goes to {words}.")


def _check_state(sheet: _Pages, line: Connection | None, where: str) -> None:
    if line and line.type is ConnectionType.MEMBER_OF and line.state not in MEMBERSHIPS:
        raise sheet.refuse(where, "A membership is engaged (active) or inactive. Say which.")


_NO_PEOPLE: Final = (
    "A person is not entered here: they share themselves from a care map, by their own yes."
)

_HOW: Final[Mapping[type, Callable[[Any, Any], list[Any]]]] = {
    ListEntry: _list,
    TellApart: _tell_apart,
    Expect: _expect,
    Set: _set,
    Tick: _tick,
    Connect: _connect,
    Disconnect: HOW[Disconnect],
}


def _subject(step: DirectoryStep) -> tuple[str, ...]:
    match step:
        case ListEntry(element=element):
            return ("entry", element.id)
        case TellApart():
            return ("apart", *sorted((step.one, step.other)))
        case Expect():
            return ("expected", step.what.casefold())
        case Set():
            return (step.on, step.id, step.field)
        case Tick():
            return (step.on, step.id, step.field, step.value)
        case Connect(connection=line) | Disconnect(connection=line):
            return ("connection", line.id)
