"""Likely duplicates in a neighbourhood's directory, and making two entries one.

Which are likely one is found in `likely_same.py`. Merging
rewires nothing: the other entry is kept, and whatever reads the directory follows it to the one
that stays. So taking it back brings exactly what was there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Final

from pydantic import Field

from mapping import directory, neighbourhoods
from mapping.directory import Done
from mapping.directory_edits import DirectoryEntry, DirectoryStep
from mapping.entries import entries
from mapping.likely_same import Listed, likely_same, listed_from
from mapping.model import Frozen, Id
from mapping.neighbourhoods import View, ViewConnection
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.steps import Set, Tick
from mapping.store import Row, Transaction
from mapping.view import what_is_said
from mapping.vocabulary import Kind

MOST_ALIKE: Final = 200
"""How many likely duplicates are listed, the likeliest first."""

FIELDS: Final = (
    *("name", "kind", "sector", "contact", "address", "postcode", "point", "area"),
    *("opening", "faith", "looked_after_by", "checked_on"),
)
"""The fields of which one value stays."""
LISTS: Final = ("roles", "offers", "access", "languages")
"""The fields whose values are put together."""


class Alike(Frozen):
    """An entry, as it is shown beside one that it may be the same as."""

    id: Id
    name: str
    kind: str
    address: str | None


class LikelySame(Frozen):
    """Two entries that are likely one."""

    one: Alike
    other: Alike
    name: Annotated[int, Field(description="How alike the names are, of 100.")]
    same_address: Annotated[bool, Field(description="Whether both stand at one address.")]


class FieldOfBoth(Frozen):
    """What two entries say of one field, and which stays if nobody chooses."""

    field: str
    kept: Any
    other: Any
    takes_other: bool


class MovingLine(Frozen):
    """A connection of the other entry, which would be the kept one's."""

    id: str
    twice: Annotated[bool, Field(description="The kept one has the same: it is shown once.")]
    between: Annotated[bool, Field(description="It joins the two themselves: it is not shown.")]


class Merging(Frozen):
    """What merging two entries comes to, before it is done."""

    kept: DirectoryEntry
    other: DirectoryEntry
    fields: tuple[FieldOfBoth, ...]
    added: Annotated[
        dict[str, tuple[str, ...]], Field(description="Values of lists that the kept one gets.")
    ]
    lines: tuple[MovingLine, ...]


class MergeWanted(Frozen):
    """A merge as an organiser decided it: its own id, and which fields are the other's."""

    id: Id
    take: Annotated[tuple[str, ...], Field(max_length=len(FIELDS))] = ()


def alike(service: Service, neighbourhood: str, entry: str | None = None) -> list[LikelySame]:
    """Return entries of a directory that are likely the same, the likeliest first.

    Parameters
    ----------
    service
        What the use case works on.
    neighbourhood
        Its id.
    entry
        One entry, if only what may be the same as it is wanted; it is then `one` of each pair.
    """
    rows = service.read(
        lambda tx: tx.rows("names_in_directory", neighbourhood=neighbourhood, scope=neighbourhood)
    )
    listed = [listed_from(row["fields"]) for row in rows if not is_person(row["fields"])]
    return [
        LikelySame(
            one=shown(pair.one),
            other=shown(pair.other),
            name=round(pair.name),
            same_address=pair.same_address,
        )
        for pair in likely_same(listed, of=entry)[:MOST_ALIKE]
    ]


def is_person(fields: Row) -> bool:
    """Return whether an entry, as stored, is one person: they are never taken for each other."""
    return bool(fields["individual"]) or fields["kind"] == Kind.PERSON


def shown(one: Listed) -> Alike:
    """Return an entry as it is shown beside one that it may be the same as."""
    return Alike(id=one.id, name=one.name, kind=one.kind, address=one.address)


def preview(service: Service, neighbourhood: str, kept: str, other: str) -> Merging:
    """Return what merging one entry into another comes to.

    Raises
    ------
    NotFound
        If the directory does not have both.
    NotWellFormed
        If they cannot be merged.
    """
    ours, theirs = service.read(lambda tx: _both(tx, neighbourhood, kept, other))
    return Merging(
        kept=ours,
        other=theirs,
        fields=tuple(_fields(ours, theirs)),
        added={name: values for name in LISTS if (values := _added(ours, theirs, name))},
        lines=tuple(_moving(neighbourhoods.view(service, neighbourhood), kept, other)),
    )


def merge(
    service: Service, reader: Reader, neighbourhood: str, kept: str, other: str, wanted: MergeWanted
) -> Done:
    """Merge one entry into another, as one change that can be taken back.

    Raises
    ------
    NotFound
        If the directory does not have both.
    NotWellFormed
        If they cannot be merged, or a field is none of `FIELDS`.
    """
    for index, name in enumerate(wanted.take):
        if name not in FIELDS:
            raise NotWellFormed(f"take[{index}]", f"Use one of: {', '.join(FIELDS)}.")

    def steps(tx: Transaction) -> Sequence[DirectoryStep]:
        return list(_steps(*_both(tx, neighbourhood, kept, other), wanted.take))

    asked = f"{kept} {other} {wanted.model_dump_json()}"
    return directory.make(service, reader, neighbourhood, wanted.id, asked, steps)


def _both(
    tx: Transaction, neighbourhood: str, kept: str, other: str
) -> tuple[DirectoryEntry, DirectoryEntry]:
    found = entries(tx, neighbourhood, {kept, other})
    if len(found) < 2 or any(one.scope != neighbourhood for one in found.values()):
        raise NotFound
    for id_ in (kept, other):
        if not found[id_].in_use:
            raise NotWellFormed("other", f"{found[id_].name} is not in the directory any more.")
        if found[id_].is_individual:
            raise NotWellFormed("other", "People are never merged. Each says for themselves.")
    return found[kept], found[other]


def _steps(
    kept: DirectoryEntry, other: DirectoryEntry, take: Iterable[str]
) -> Iterator[DirectoryStep]:
    yield Set(on="element", id=other.id, field="merged_into", now=kept.id)
    for name in FIELDS:
        if name in take:
            was, now = _value(kept, name), _value(other, name)
            yield Set(on="element", id=kept.id, field=name, was=was, now=now)
    for name in LISTS:
        for value in _added(kept, other, name):
            yield Tick(does="tick", on="element", id=kept.id, field=name, value=value)


def _fields(kept: DirectoryEntry, other: DirectoryEntry) -> Iterator[FieldOfBoth]:
    for name in FIELDS:
        ours, theirs = _value(kept, name), _value(other, name)
        if ours != theirs and theirs is not None:
            yield FieldOfBoth(field=name, kept=ours, other=theirs, takes_other=ours is None)


def _value(entry: DirectoryEntry, name: str) -> Any:
    if name == "point":
        return None if entry.lon is None else [entry.lon, entry.lat]
    return entry.model_dump(mode="json")[name]


def _added(kept: DirectoryEntry, other: DirectoryEntry, name: str) -> tuple[str, ...]:
    return tuple(sorted(set(getattr(other, name)) - set(getattr(kept, name))))


def _moving(view: View, kept: str, other: str) -> Iterator[MovingLine]:
    """Yield what is seen of the other's connections, as the kept one's."""
    said = {what_is_said(line) for line in view.connections if kept in (line.from_, line.to)}
    for line in view.connections:
        if other not in (line.from_, line.to):
            continue
        between = kept in (line.from_, line.to)
        yield MovingLine(
            id=line.id,
            twice=not between and not line.private and _moved(line, other, kept) in said,
            between=between,
        )


def _moved(line: ViewConnection, other: str, kept: str) -> tuple[object, ...]:
    ends = {"from_": line.from_, "to": line.to}
    return what_is_said(
        line.model_copy(update={name: kept if end == other else end for name, end in ends.items()})
    )
