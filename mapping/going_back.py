"""Bringing the live map back to a drawing that was kept, as one edit that undo takes back.

The drawing stays as it is, and so does everything else that was kept. Who was removed for good
does not come back, nor does a body that the neighbourhood's directory no longer has. What those who
come back were told is asked again. The map's title and review date stay.
"""

from __future__ import annotations

from collections.abc import Collection

from mapping import audit, drawings
from mapping.edit_log import save_within
from mapping.model import CareMap, Document, Frozen, new_id
from mapping.policy import NotFound, Reader
from mapping.redrawing import steps_between
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.steps import MOST_STEPS, Edit
from mapping.store import Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.vocabulary import Told


class WentBack(Frozen):
    """What became of the live map: steps taken, and figures that could not come back."""

    steps: int
    left_out: int
    edit_seq: int


def go_back(service: Service, reader: Reader, map_id: str, drawing_id: str) -> WentBack:
    """Make the live map as it was in a drawing.

    Raises
    ------
    NotFound
        If there is no such map or drawing.
    NotWellFormed
        If so much differs that one edit cannot say it.
    EditRefused
        If the map is closed.
    """
    records = Records(service.sealer, map_id)
    gone = service.sealer.keys.destroyed()

    def work(tx: Transaction) -> WentBack:
        live = whole_map(tx, records)
        if live is None:
            raise NotFound
        then = drawings.read_within(tx, service, map_id, drawing_id)[0].document
        wanted = _as_it_can_be(live, then, gone | _left_directory(tx, live, then))
        steps = tuple(steps_between(live.document(), wanted))
        left_out = len(then.figures) - len(wanted.figures)
        if not steps:
            return WentBack(steps=0, left_out=left_out, edit_seq=live.edit_seq)
        if len(steps) > MOST_STEPS:
            raise NotWellFormed(
                "drawing_id",
                f"More than {MOST_STEPS} things differ, too many to change at once. "
                "Keep the map as it is now, then draw what should change.",
            )
        edit = Edit(id=new_id(), scope=map_id, base=live.edit_seq, steps=steps, label="Go back")
        answer = save_within(tx, service, reader, edit)
        audit.record(
            tx,
            service,
            chain=map_id,
            account=reader.account_id,
            action="drawing.returned",
            about=[drawing_id],
        )
        return WentBack(steps=len(answer.steps), left_out=left_out, edit_seq=answer.seq)

    return service.write(work)


def _left_directory(tx: Transaction, live: CareMap, then: Document) -> frozenset[str]:
    """Return the bodies of a drawing that cannot be picked from the directory any more."""
    bodies = {one.id for one in then.elements if one.scope != live.id} - live.figures.keys()
    if not bodies or live.neighbourhood is None:
        return frozenset(bodies)
    rows = tx.rows(
        "directory_elements_by_id", neighbourhood=live.neighbourhood, element_ids=sorted(bodies)
    )
    return frozenset(bodies - {row["element_id"] for row in rows})


def _as_it_can_be(live: CareMap, then: Document, gone: Collection[str]) -> Document:
    """Return a drawing without what cannot come back, with the map's own fields as they are now."""
    figures = []
    for figure in then.figures:
        if figure.element_id in live.figures:
            figures.append(figure)
        elif figure.element_id not in gone:
            figures.append(figure.changed(told=Told.NOT_TOLD, told_on=None))
    drawn = {one.element_id for one in figures}
    now = live.document()
    # Somebody removed for good reads as removed in the drawing: on the map they stay as they are.
    elements = tuple(
        live.elements[one.id] if one.id in gone and one.id in live.elements else one
        for one in then.elements
        if one.id in drawn
    )
    return now.model_copy(
        update={
            "figures": tuple(figures),
            "elements": elements,
            "connections": tuple(
                line for line in then.connections if {line.from_, line.to} <= drawn
            ),
            "households": then.households,
        }
    )
