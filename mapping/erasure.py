"""Removing somebody from a care map for good: their name and notes, everywhere and in backups.

Their key is destroyed, so that every copy of what was said under it is unreadable at once: the live
map, kept edits, drawings, and backups of these. What is left of them is an unnamed gap, or nothing.
The saved photograph of a paper map goes too, since it may show the name. Words about somebody in
what was said of others are not theirs to take away; where the live map has such words is told.
Removing a whole map is `ending.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final, Literal

from mapping import audit, policy, tracings
from mapping.care_maps import owner_count
from mapping.edit_log import kept_steps, save_within
from mapping.model import REMOVED, CareMap, Document, Frozen, Id, instant, new_id
from mapping.policy import NotFound, Reader
from mapping.redrawing import steps_between
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.steps import MOST_STEPS, Edit, RubOut
from mapping.store import Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.team import team_id
from mapping.vocabulary import Told

Leave = Literal["gap", "nothing"]
"""What is left of somebody on the live map: a figure without a name, or no figure."""

_KEPT: Final = frozenset({"id", "scope", "kind", "sector", "individual", "child", "roles"})
"""What an unnamed gap still says of somebody."""
_PURPOSES: Final = ("team", "neighbourhood", "evaluation")


class Named(Frozen):
    """Somebody who can be removed: drawn now, or taken off the map and still in its history."""

    id: Id
    name: str
    drawn: bool


class StillNamed(Frozen):
    """A field of the live map whose words name somebody who was removed."""

    on: Literal["map", "element", "figure", "connection"]
    id: Id
    field: str


class Erased(Frozen):
    """How many drawings now say that somebody is gone, and where the name still stands."""

    drawings: int
    picture_removed: bool
    still_named: tuple[StillNamed, ...]


def people_to_erase(service: Service, reader: Reader, map_id: str) -> list[Named]:
    """Return whose names a care map or its history can still show, those drawn now first."""
    records = Records(service.sealer, map_id)

    def look(tx: Transaction) -> list[Named]:
        _check(tx, reader, map_id)
        care_map = whole_map(tx, records)
        if care_map is None:
            raise NotFound
        drawn = {
            one.id: one.name
            for one in care_map.elements.values()
            if one.scope == map_id and one.id not in care_map.owner_elements
        }
        before = {
            step.element.id: step.element.name
            for row in tx.rows("edits_that_rubbed_out", scope=map_id)
            for step in kept_steps(records, row["fields"])
            if isinstance(step, RubOut) and step.element and step.element.name != REMOVED
        }
        gone = {id_: name for id_, name in before.items() if id_ not in drawn}
        return [
            Named(id=id_, name=name, drawn=some is drawn)
            for some in (drawn, gone)
            for id_, name in sorted(some.items(), key=lambda one: one[1].casefold())
        ]

    return service.read(look)


def erase(service: Service, reader: Reader, map_id: str, element_id: str, leave: Leave) -> Erased:
    """Remove somebody for good; asked again it does no harm.

    Parameters
    ----------
    element_id
        Somebody private to the map: drawn now, or taken off it before.
    leave
        What is left of them where they are drawn.

    Raises
    ------
    NotAllowed
        If the reader is no owner of the map, while it has one.
    NotFound
        If nobody of this id was ever drawn on this map.
    NotWellFormed
        If it is a body of the directory, or the person whose map it is.
    """
    records = Records(service.sealer, map_id)
    service.read(lambda tx: _check_erasable(tx, records, reader, element_id))
    keys = [element_id, *tracings.key_of(service, map_id)]
    with service.destroying(keys):
        return service.write(lambda tx: _erase(tx, service, reader, records, element_id, leave))


def _check(tx: Transaction, reader: Reader, map_id: str) -> None:
    ownerless = owner_count(tx, map_id) == 0
    policy.check(reader, "care_map.erase", map_id, sometimes=ownerless)


def _check_erasable(tx: Transaction, records: Records, reader: Reader, element_id: str) -> None:
    _check(tx, reader, records.map_id)
    care_map = whole_map(tx, records)
    if care_map is None:
        raise NotFound
    if element_id in care_map.owner_elements:
        raise NotWellFormed(
            "element_id", "This is whose map it is. Take the whole map away instead."
        )
    if element_id in care_map.figures:
        if care_map.elements[element_id].scope != records.map_id:
            raise NotWellFormed(
                "element_id",
                "This entry belongs to the neighbourhood. Take it off your map instead.",
            )
    elif not (
        records.sealer.is_private(element_id)
        and tx.rows("rubbed_out_before", scope=records.map_id, ids=[element_id])
    ):
        raise NotFound


def _erase(
    tx: Transaction,
    service: Service,
    reader: Reader,
    records: Records,
    element_id: str,
    leave: Leave,
) -> Erased:
    # The entry comes first: it holds the chain, so that nothing is drawn or kept meanwhile.
    audit.record(
        tx,
        service,
        chain=records.map_id,
        account=reader.account_id,
        action="element.erased",
        about=[element_id],
        fields=[leave],
    )
    before = whole_map(tx, records)
    if before is None:
        raise NotFound
    if element_id in before.figures:
        _change_live_map(tx, service, reader, before, element_id, leave)
    team = team_id(records.map_id)
    tx.run("let_go_of", care_map=records.map_id, element_id=element_id, scope=team)
    tx.run("remove_askings_of", team_of=records.map_id, figure=element_id)
    redacted = _list_redactions(tx, records.map_id, element_id)
    removed = tracings.remove_within(tx, service, reader, records.map_id)
    after = whole_map(tx, records)
    assert after is not None
    name = before.elements[element_id].name if element_id in before.elements else REMOVED
    return Erased(
        drawings=redacted,
        picture_removed=removed,
        still_named=tuple(_still_named(after, element_id, name)),
    )


def _change_live_map(
    tx: Transaction,
    service: Service,
    reader: Reader,
    care_map: CareMap,
    element_id: str,
    leave: Leave,
) -> None:
    """Leave a gap or nothing, as edits, so that open pages follow; end consents about them."""
    before = care_map.document()
    after = _with_gap(before, element_id) if leave == "gap" else _without(before, element_id)
    steps = tuple(steps_between(before, after))
    for start in range(0, len(steps), MOST_STEPS):
        some = steps[start : start + MOST_STEPS]
        edit = Edit(id=new_id(), scope=before.id, base=before.edit_seq, steps=some)
        save_within(tx, service, reader, edit, even_closed=True)
    ends = [one.id for one in before.connections if element_id in (one.from_, one.to)]
    about = [element_id, *ends]
    tx.one(
        "withdraw_consents", scope=before.id, about=about, purposes=list(_PURPOSES), at=instant()
    )
    if leave == "gap":
        unclaimed = {"id": element_id, "extra": None, "person_id": None}
        tx.run("set_elements", scope=before.id, rows=[unclaimed])
        untold = {"told": Told.NOT_TOLD.value, "told_on": None}
        tx.run("set_figures", id=before.id, rows=[{"element_id": element_id, "fields": untold}])
    if before.neighbourhood:
        tx.run("advance_view", id=before.neighbourhood)


def _with_gap(document: Document, element_id: str) -> Document:
    """Return a drawing in which somebody has no name, and nothing is said in words of them."""
    elements = tuple(
        one.model_validate(
            {**{name: value for name, value in one if name in _KEPT}, "name": REMOVED}
        )
        if one.id == element_id
        else one
        for one in document.elements
    )
    figures = tuple(
        one.changed(relation=None, note=None) if one.element_id == element_id else one
        for one in document.figures
    )
    lines = tuple(
        one.changed(note=None) if element_id in (one.from_, one.to) else one
        for one in document.connections
    )
    return document.model_copy(
        update={"elements": elements, "figures": figures, "connections": lines}
    )


def _without(document: Document, element_id: str) -> Document:
    return document.model_copy(
        update={
            "elements": tuple(one for one in document.elements if one.id != element_id),
            "figures": tuple(one for one in document.figures if one.element_id != element_id),
            "connections": tuple(
                one for one in document.connections if element_id not in (one.from_, one.to)
            ),
        }
    )


def _list_redactions(tx: Transaction, map_id: str, element_id: str) -> int:
    """List somebody beside every drawing that draws them; return how many do."""
    found = tx.rows("drawings_that_draw", scope=map_id, quoted=json.dumps(element_id))
    rows = [
        {
            "id": row["id"],
            "redactions": json.dumps(sorted({*json.loads(row["redactions"]), element_id})),
        }
        for row in found
    ]
    if rows:
        tx.run("redact_drawings", scope=map_id, rows=rows)
    return len(rows)


def _still_named(care_map: CareMap, element_id: str, name: str) -> Iterator[StillNamed]:
    """Yield where words about others still say a first name."""
    first = re.findall(r"\w+", name.casefold())[:1]
    if name == REMOVED or not first:
        return

    def says(text: str | None) -> bool:
        return text is not None and first[0] in re.findall(r"\w+", text.casefold())

    if says(care_map.title):
        yield StillNamed(on="map", id=care_map.id, field="title")
    for figure in care_map.figures.values():
        for field in ("relation", "note"):
            if figure.element_id != element_id and says(getattr(figure, field)):
                yield StillNamed(on="figure", id=figure.element_id, field=field)
    for line in care_map.connections.values():
        if says(line.note):
            yield StillNamed(on="connection", id=line.id, field="note")
