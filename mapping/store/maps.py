"""Reading a care map from the store, whole or in part, and writing what changed of it.

What may change, and by whom, is decided elsewhere; here two versions of a map are compared and the
difference is written, so that the stored map always equals the pure one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple, TypeVar

from mapping.edits import Touched
from mapping.model import CareMap, Connection, Element
from mapping.store.door import Row, Transaction
from mapping.store.records import Records

T = TypeVar("T")

OWN_FIELDS: Final = ("id", "neighbourhood", "state", "review_on", "edit_seq", "owner_elements")
"""The fields of a care map that are stored as they are; its title is sealed."""


def whole_map(tx: Transaction, records: Records) -> CareMap | None:
    """Return a care map with everything it draws, or None if there is none."""
    id_ = records.map_id
    head = tx.one("care_map", id=id_)
    if head is None:
        return None
    figures = tx.rows("care_map_figures", id=id_)
    lines = tx.rows("care_map_connections", id=id_, scope=id_)
    households = tx.rows("care_map_households", scope=id_)
    return _assembled(records, head["fields"], figures, lines, households)


def part_of_map(tx: Transaction, records: Records, fields: Row, touched: Touched) -> CareMap:
    """Return as much of a care map as an edit touches.

    Parameters
    ----------
    tx
        The transaction that the edit is written in.
    records
        Of this map.
    fields
        The map's own fields, as stored.
    touched
        What the edit reads or changes (`edits.touched`).
    """
    id_ = records.map_id
    elements = set(touched.elements)
    if touched.unhoused:
        inside = tx.rows("figures_in_households", id=id_, households=sorted(touched.unhoused))
        elements |= {row["element_id"] for row in inside}
    figures = _if_any(tx, "figures_by_id", "element_ids", elements, id=id_)
    lines = _lines(tx, id_, touched)
    households = _if_any(tx, "households_by_id", "ids", touched.households, scope=id_)
    care_map = _assembled(records, fields, figures, lines, households)
    picked = touched.picked - care_map.figures.keys()
    return care_map.model_copy(
        update={
            "elements": {**care_map.elements, **_directory(tx, records, fields, picked)},
            "rubbed_out": _rubbed_out(tx, care_map, touched, elements),
        }
    )


def _if_any(
    tx: Transaction, query: str, parameter: str, ids: Iterable[str], **others: Any
) -> list[Row]:
    return tx.rows(query, **{parameter: sorted(ids)}, **others) if ids else []


def _lines(tx: Transaction, id_: str, touched: Touched) -> list[Row]:
    lines: list[Row] = []
    if touched.connection_starts:
        starts, ids = sorted(touched.connection_starts), sorted(touched.connections)
        lines += tx.rows("connections_by_id", scope=id_, from_ids=starts, ids=ids)
    if touched.connected:
        ids = sorted(touched.connected)
        lines += tx.rows("connections_drawn", id=id_, scope=id_, ids=ids)
    if touched.rubbed_out:
        ids = sorted(touched.rubbed_out)
        lines += tx.rows("connections_of_elements", scope=id_, element_ids=ids)
    return lines


def _directory(
    tx: Transaction, records: Records, fields: Row, picked: set[str]
) -> dict[str, Element]:
    neighbourhood = fields.get("neighbourhood")
    if not picked or neighbourhood is None:
        return {}
    rows = tx.rows(
        "directory_elements_by_id", neighbourhood=neighbourhood, element_ids=sorted(picked)
    )
    return {row["element_id"]: records.element_from(row["element"]) for row in rows}


def _rubbed_out(
    tx: Transaction, care_map: CareMap, touched: Touched, elements: set[str]
) -> frozenset[str]:
    missing = (
        (elements - care_map.figures.keys())
        | (touched.connections - care_map.connections.keys())
        | (touched.households - care_map.households.keys())
    ) - touched.made
    rows = _if_any(tx, "rubbed_out_before", "ids", missing, scope=care_map.id)
    return frozenset(row["id"] for row in rows)


def _assembled(
    records: Records,
    fields: Row,
    figures: list[Row],
    lines: list[Row],
    households: list[Row],
) -> CareMap:
    own = {name: fields[name] for name in OWN_FIELDS if fields.get(name) is not None}
    connections = [records.connection_from(row) for row in lines]
    return CareMap(
        **own,
        title=records.title_from(fields["title"]),
        elements={row["element_id"]: records.element_from(row["element"]) for row in figures},
        figures={
            row["element_id"]: records.figure_from(row["element_id"], row["figure"])
            for row in figures
        },
        connections={connection.id: connection for connection in connections},
        households={row["id"]: records.household_from(row["fields"]) for row in households},
    )


class Difference(NamedTuple):
    """What one version of a map has that another has not."""

    new: list[Any]
    changed: list[Any]
    gone: list[Any]


def difference(before: Mapping[str, T], after: Mapping[str, T]) -> Difference:
    """Return what is new, changed and gone between two versions of the same things, by id."""
    return Difference(
        new=[after[key] for key in sorted(after.keys() - before.keys())],
        changed=[
            after[key]
            for key in sorted(after.keys() & before.keys())
            if after[key] is not before[key] and after[key] != before[key]
        ],
        gone=[before[key] for key in sorted(before.keys() - after.keys())],
    )


def write_difference(
    tx: Transaction, records: Records, before: CareMap, after: CareMap
) -> frozenset[str]:
    """Write what changed between two versions of a map.

    Returns
    -------
    frozenset of str
        The ids of every element and connection that is new, changed or gone.
    """
    elements = difference(_private(before), _private(after))
    figures = difference(before.figures, after.figures)
    connections = difference(before.connections, after.connections)
    households = difference(before.households, after.households)
    records.sealer.keys.make(element.id for element in elements.new)
    _write_connections(tx, records, connections, gone_only=True)
    _write_figures(tx, records, elements, figures)
    _write_connections(tx, records, connections, gone_only=False)
    _write_households(tx, records, households)
    _write_own_fields(tx, records, before, after)
    changed = [
        *(
            thing.id
            for kind in (elements, connections)
            for things in _parts(kind)
            for thing in things
        ),
        *(figure.element_id for things in _parts(figures) for figure in things),
    ]
    return frozenset(changed)


def _parts(difference: Difference) -> tuple[list[Any], list[Any], list[Any]]:
    return difference.new, difference.changed, difference.gone


def _private(care_map: CareMap) -> dict[str, Element]:
    return {key: one for key, one in care_map.elements.items() if one.scope == care_map.id}


def _write_figures(
    tx: Transaction, records: Records, elements: Difference, figures: Difference
) -> None:
    id_ = records.map_id

    def drawn(some: list[Any]) -> list[Row]:
        return [{"element_id": f.element_id, "fields": records.figure(f)} for f in some]

    if elements.changed:
        rows = [records.element(one) for one in elements.changed]
        tx.run("set_elements", scope=id_, rows=rows)
    if figures.gone:
        tx.run("rub_out_figures", id=id_, element_ids=[f.element_id for f in figures.gone])
    if elements.gone:
        tx.run("delete_elements", scope=id_, ids=[one.id for one in elements.gone])
    new = {figure.element_id: figure for figure in figures.new}
    made = [
        {"element": records.element(one), "figure": records.figure(new.pop(one.id))}
        for one in elements.new
    ]
    if made:
        tx.run("draw_new_elements", id=id_, rows=made)
    if new:
        tx.run("draw_figures", id=id_, rows=drawn(list(new.values())))
    if figures.changed:
        tx.run("set_figures", id=id_, rows=drawn(figures.changed))


def _write_connections(
    tx: Transaction, records: Records, connections: Difference, *, gone_only: bool
) -> None:
    if gone_only:
        for type_, rows in _by_type(records, connections.gone).items():
            tx.run("disconnect", type=type_, scope=records.map_id, rows=rows)
        return
    for type_, rows in _by_type(records, connections.new).items():
        tx.run("connect", type=type_, rows=rows)
    for type_, rows in _by_type(records, connections.changed).items():
        tx.run("set_connections", type=type_, scope=records.map_id, rows=rows)


def _by_type(records: Records, connections: list[Connection]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for line in connections:
        ends = {"id": line.id, "from_id": line.from_, "to_id": line.to}
        rows[line.type.value].append({**ends, "fields": records.connection(line)})
    return rows


def _write_households(tx: Transaction, records: Records, households: Difference) -> None:
    if households.new:
        tx.run("create_households", rows=[records.household(one) for one in households.new])
    if households.changed:
        rows = [records.household(one) for one in households.changed]
        tx.run("set_households", scope=records.map_id, rows=rows)
    if households.gone:
        tx.run("delete_households", scope=records.map_id, ids=[one.id for one in households.gone])


def _write_own_fields(tx: Transaction, records: Records, before: CareMap, after: CareMap) -> None:
    fields: Row = {}
    if after.title != before.title:
        fields["title"] = records.title(after.title)
    if after.review_on != before.review_on:
        fields["review_on"] = after.review_on
    if fields:
        tx.run("set_care_map", id=after.id, fields=fields)
