"""What is proposed for a neighbourhood's directory, as it is asked, kept and read.

A new entry, another value of one field of an entry, or a connection between two entries. What is
proposed is sealed; names of entries are not kept with it, but are read as they are now. Proposing
is in `proposing.py`, deciding in `deciding.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from mapping.care_maps import account_names
from mapping.entries import entries
from mapping.model import Frozen, Id, Line, Name, Note, Slugs
from mapping.service import Service
from mapping.store import Row, Transaction
from mapping.vocabulary import ConnectionType, Kind, Sector, State

Standing = Literal["waiting", "accepted", "declined"]
Asked = Literal["name", "kind", "sector", "contact", "address", "postcode", "area", "opening"]
"""The fields of an entry of which another value can be suggested."""
FromMapField = Literal[
    "sector", "offers", "contact", "address", "area", "opening", "access", "languages"
]
"""The fields that may leave a care map beside what it is and its name."""


class ProposedEntry(Frozen):
    """What would be entered."""

    kind: Kind
    name: Name
    sector: Sector | None = None
    offers: Slugs = ()
    contact: Line | None = None
    address: Line | None = None
    postcode: Line | None = None
    area: Line | None = None
    at_home: bool = False
    opening: Line | None = None
    access: Slugs = ()
    languages: Slugs = ()


class ProposedChange(Frozen):
    """Another value of one field of an entry."""

    entry_id: Id
    field: Asked
    now: str | None = None


class ProposedConnection(Frozen):
    """A connection of the neighbourhood's own between two entries that there are."""

    type: Literal[
        ConnectionType.CARES_FOR,
        ConnectionType.COLLABORATES_WITH,
        ConnectionType.MEMBER_OF,
        ConnectionType.LOCATED_AT,
        ConnectionType.WITHIN,
    ]
    from_: Id = Field(alias="from")
    to: Id
    care_types: Slugs = ()
    state: State = State.ENGAGED


class NewProposal(Frozen):
    """What a member suggests: an entry, a change of one, or a connection; and why, in words."""

    entry: ProposedEntry | None = None
    change: ProposedChange | None = None
    connection: ProposedConnection | None = None
    why: Annotated[Note, Field(max_length=500)] = ""


class FromMap(Frozen):
    """What an owner proposes of their map, and which of its fields go with its name."""

    element_id: Id
    fields: tuple[FromMapField, ...] = ()
    at_home: Annotated[bool, Field(description="It is at somebody's home: show its area only.")] = (
        False
    )


class ChangeAsked(ProposedChange):
    """A change that is proposed, and what the entry said when it was."""

    was: str | None = None


class Body(Frozen):
    """What is sealed of a proposal."""

    entry: ProposedEntry | None = None
    change: ChangeAsked | None = None
    connection: ProposedConnection | None = None
    why: str = ""


class Proposal(Body):
    """A proposal as it is read: what, by whom, and what became of it.

    `names` are those of the entries that it is about, as they are now. `made` is the entry that it
    became. `from_map` says that it was drawn on somebody's care map; which one is not told.
    """

    id: Id
    names: dict[Id, str]
    by: str
    at: str
    from_map: bool
    standing: Standing
    reason: str | None
    answered_by: str | None
    answered_at: str | None
    made: Id | None


def read(tx: Transaction, service: Service, rows: Iterable[Row]) -> Iterator[Proposal]:
    """Yield proposals with their words; of what was removed for good there is none any more."""
    some = list(rows)
    opened = service.sealer.open_all(row["body"] for row in some)
    told = [
        (row, Body.model_validate_json(text))
        for row, text in zip(some, opened, strict=True)
        if text is not None
    ]
    whose = {row["by"] for row in some} | {r["answered_by"] for r in some if r.get("answered_by")}
    names = account_names(tx, service, whose)
    listed = _names_now(tx, told)
    for row, body in told:
        yield Proposal(
            **dict(body),
            id=row["id"],
            names={id_: listed[id_] for id_ in entries_of(body) if id_ in listed},
            by=names[row["by"]],
            at=row["at"],
            from_map=row["scope"] != row["neighbourhood"],
            standing=row["standing"],
            reason=service.sealer.open(row["reason"]) if row.get("reason") else None,
            answered_by=names.get(row.get("answered_by", "")),
            answered_at=row.get("answered_at"),
            made=row.get("made"),
        )


def entries_of(body: Body) -> list[str]:
    """Return the entries that a proposal is about; a new one is about none."""
    if body.connection:
        return [body.connection.from_, body.connection.to]
    return [body.change.entry_id] if body.change else []


def _names_now(tx: Transaction, told: Iterable[tuple[Row, Body]]) -> dict[str, str]:
    ids: dict[str, set[str]] = {}
    for row, body in told:
        ids.setdefault(row["neighbourhood"], set()).update(entries_of(body))
    return {
        id_: entry.name
        for neighbourhood, some in ids.items()
        if some
        for id_, entry in entries(tx, neighbourhood, some).items()
    }
