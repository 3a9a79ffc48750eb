"""Care maps: starting one, opening it, and listing one's own, each in one transaction.

Who may do what is asked of `policy.py` before these are called. Saving what is drawn is in
`edit_log.py`, what is shared with a neighbourhood in `consent.py`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from mapping import audit
from mapping.model import (
    CareMap,
    Document,
    Element,
    Figure,
    Frozen,
    Household,
    Name,
    instant,
    new_id,
)
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Row, Transaction
from mapping.store.maps import whole_map, write_difference
from mapping.store.records import Records
from mapping.vocabulary import CareMapState, Kind, Presence

MOST_MAPS: Final = 200
"""How many care maps are listed for one account."""

OPENING: Final = (
    *("reader_of_session", "account_by_id", "roles_of_account", "done_since"),
    *("care_map", "care_map_figures", "care_map_connections", "care_map_households"),
    *("people_of_care_map", "edits_after", "account_names"),
)
"""The queries that are asked when somebody opens a care map, so that a store can rehearse them."""

REHEARSALS: Final = 5
"""How often a map is read before anybody opens one: after as many a cold Neo4j is at its pace."""


class By(Frozen):
    """An account, as others on the map see it."""

    id: str
    name: str


class OpenMap(Frozen):
    """A care map as one reader opens it."""

    document: Document
    role: str
    edit_seq: int
    owners: int


class MapCard(Frozen):
    """A care map in the list of one's own.

    `last_edit_by` is who drew last, `last_edit_mine` whether that was the reader; `drawings` counts
    those that were kept, plans apart; `remarks_waiting` what others said that the reader answers.
    """

    id: str
    title: str
    role: str
    neighbourhood: str | None
    state: CareMapState
    review_on: dt.date | None
    figures: int
    potential: int
    last_edit_at: str | None
    last_edit_by: By | None
    last_edit_mine: bool
    drawings: int
    last_kept_at: str | None
    remarks_waiting: int
    thumbnail: Document


def create(
    service: Service,
    reader: Reader,
    *,
    owner_name: Name,
    title: Name | None = None,
    neighbourhood: str | None = None,
    mine: bool = False,
) -> OpenMap:
    """Start a care map with its Team Owner in the middle.

    Parameters
    ----------
    owner_name
        The person whose map it is.
    title
        By default "Ivy's care map", with her first name.
    neighbourhood
        The id of a neighbourhood that the reader belongs to, which things may be shared with.
    mine
        Whether the reader is the Team Owner; else they become an editor.

    Raises
    ------
    NotWellFormed
        If the reader belongs to no such neighbourhood.
    """
    if neighbourhood is not None and neighbourhood not in reader.neighbourhood_roles:
        raise NotWellFormed("neighbourhood", "Choose a neighbourhood that you belong to.")
    empty = CareMap(id=new_id(), title=title or f"{owner_name.split()[0]}\u2019s care map")
    started = _with_owner(empty.changed(neighbourhood=neighbourhood), owner_name)
    role = "owner" if mine else "editor"
    service.sealer.keys.make([started.id])
    records = Records(service.sealer, started.id)

    def work(tx: Transaction) -> None:
        tx.run("create_care_map", id=started.id, fields=_stored_fields(records, started))
        write_difference(tx, records, empty, started.model_copy(update={"title": empty.title}))
        tx.one(
            "give_care_map_role",
            account=reader.account_id,
            care_map=started.id,
            role=role,
            until=None,
        )
        audit.record(
            tx, service, chain=started.id, account=reader.account_id, action="care_map.started"
        )

    service.write(work)
    return OpenMap(document=started.document(), role=role, edit_seq=0, owners=int(mine))


def _with_owner(care_map: CareMap, owner_name: str) -> CareMap:
    owner = Element(
        id=new_id(),
        scope=care_map.id,
        kind=Kind.PERSON,
        name=owner_name,
        individual=True,
        roles=("team_owner",),
    )
    home = Household(id=new_id(), x=0, y=10, width=240, height=200)
    figure = Figure(element_id=owner.id, x=0, y=20, presence=Presence.LIVES_WITH, household=home.id)
    return care_map.changed(
        owner_elements=(owner.id,),
        elements={owner.id: owner},
        figures={owner.id: figure},
        households={home.id: home},
    )


def _stored_fields(records: Records, care_map: CareMap) -> Row:
    return {
        "title": records.title(care_map.title),
        "neighbourhood": care_map.neighbourhood,
        "state": care_map.state.value,
        "edit_seq": 0,
        "owner_elements": list(care_map.owner_elements),
    }


def read(service: Service, reader: Reader, map_id: str) -> OpenMap:
    """Open a care map; that it was opened is recorded once an account, map and hour.

    Raises
    ------
    NotFound
        If there is no such map.
    """
    care_map, owners = service.read(lambda tx: _look(tx, service, map_id))
    if care_map is None:
        raise NotFound
    note_opened(service, reader, map_id)
    return OpenMap(
        document=care_map.document(),
        role=reader.care_map_roles[map_id],
        edit_seq=care_map.edit_seq,
        owners=owners,
    )


def rehearse(service: Service) -> None:
    """Go through the opening of a care map, some map, as often as makes a cold store quick.

    A store plans a query when it is first asked, and only learns from real rows to answer fast.
    Nobody sees what is read, so nothing of it is kept, nor recorded.
    """
    service.store.rehearse(OPENING)
    found = service.read(lambda tx: tx.one("a_care_map"))
    if found is None:
        return
    map_id, account = found["id"], new_id()
    for _ in range(REHEARSALS):
        service.read(lambda tx: _noted(tx, map_id, account))
        service.read(lambda tx: _look(tx, service, map_id))

    def opened(tx: Transaction) -> None:
        _note(tx, service, map_id, account)
        raise _OnlyRehearsed  # so that the store takes it back

    with contextlib.suppress(_OnlyRehearsed):
        service.store.write(opened)


class _OnlyRehearsed(Exception):
    """What was written is not meant to be kept."""


def _look(tx: Transaction, service: Service, map_id: str) -> tuple[CareMap | None, int]:
    """Return a map, and how many own it."""
    return whole_map(tx, Records(service.sealer, map_id)), owner_count(tx, map_id)


def _noted(tx: Transaction, map_id: str, account: str) -> bool:
    return audit.noted_this_hour(tx, map_id, account, "care_map.opened")


def _note(tx: Transaction, service: Service, map_id: str, account: str) -> None:
    audit.record(tx, service, chain=map_id, account=account, action="care_map.opened")


def note_opened(service: Service, reader: Reader, map_id: str) -> None:
    """Have it on record that an account looked at a map: once an account, map and hour."""
    hour = instant()[:13]
    with service.memory.turn(f"opened {map_id} {reader.account_id}") as kept:
        if kept.value == hour:
            return
        if not service.read(lambda tx: _noted(tx, map_id, reader.account_id)):
            service.write(lambda tx: _note(tx, service, map_id, reader.account_id))
        kept.value, kept.size = hour, 1


def owner_count(tx: Transaction, map_id: str) -> int:
    """Return how many accounts own a care map now."""
    return len(owners_of(tx, map_id))


def owners_of(tx: Transaction, map_id: str) -> frozenset[str]:
    """Return the accounts that own a care map now."""
    now = instant()
    rows = tx.rows("people_of_care_map", care_map=map_id)
    return frozenset(
        row["account_id"]
        for row in rows
        if row["role"] == "owner" and (row["until"] is None or row["until"] > now)
    )


def list_maps(service: Service, reader: Reader) -> list[MapCard]:
    """Return the care maps that a reader has a role on, the last drawn first."""

    def look(tx: Transaction) -> list[MapCard]:
        mine = sorted(reader.care_map_roles.items())[:MOST_MAPS]
        found = [
            (care_map, role, _last_edit(tx, care_map))
            for map_id, role in mine
            if (care_map := whole_map(tx, Records(service.sealer, map_id))) is not None
        ]
        names = account_names(tx, service, {last["by"] for _, _, last in found if last})
        rows = tx.rows("drawings_kept", scopes=[map_id for map_id, _ in mine]) if mine else []
        kept = {row["scope"]: row for row in rows}
        waiting = _waiting_on(tx, reader, [map_id for map_id, _ in mine])
        return [
            _card(
                care_map,
                role,
                last,
                names,
                {**kept.get(care_map.id, {}), "waiting": waiting.get(care_map.id, 0)},
                reader.account_id,
            )
            for care_map, role, last in found
        ]

    return sorted(service.read(look), key=lambda card: card.last_edit_at or "", reverse=True)


def _waiting_on(tx: Transaction, reader: Reader, ids: Collection[str]) -> dict[str, int]:
    """Return how many remarks wait for this reader's answer, by map."""
    rows = tx.rows("remarks_waiting", scopes=sorted(ids)) if ids else []
    return {
        row["scope"]: row["waiting"]
        for row in rows
        if (role := reader.care_map_roles[row["scope"]]) == "owner"
        or (role == "editor" and owner_count(tx, row["scope"]) == 0)
    }


def _last_edit(tx: Transaction, care_map: CareMap) -> Row | None:
    last = tx.rows("edits_after", scope=care_map.id, after=care_map.edit_seq - 1, limit=1)
    return last[0]["fields"] if last else None


def _card(
    care_map: CareMap,
    role: str,
    last: Row | None,
    names: Mapping[str, str],
    kept: Row,
    reader: str,
) -> MapCard:
    return MapCard(
        id=care_map.id,
        title=care_map.title,
        role=role,
        neighbourhood=care_map.neighbourhood,
        state=care_map.state,
        review_on=care_map.review_on,
        figures=len(care_map.figures),
        potential=sum(figure.potential for figure in care_map.figures.values()),
        last_edit_at=last["at"] if last else None,
        last_edit_by=By(id=last["by"], name=names[last["by"]]) if last else None,
        last_edit_mine=last is not None and last["by"] == reader,
        drawings=kept.get("drawings", 0),
        last_kept_at=kept.get("last_at"),
        remarks_waiting=kept["waiting"],
        thumbnail=care_map.document(),
    )


def account_names(tx: Transaction, service: Service, ids: Iterable[str]) -> dict[str, str]:
    """Return the names of accounts by id, with plain words for one that is gone."""
    wanted = sorted(set(ids))
    rows = tx.rows("account_names", ids=wanted) if wanted else []
    found = {row["id"]: service.sealer.open(row["name"]) for row in rows}
    return {id_: found.get(id_) or "Someone who left" for id_ in wanted}
