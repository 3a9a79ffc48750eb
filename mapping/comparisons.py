"""Comparing two drawings of a care map, and asking what if, for somebody who may see them.

Reads the documents, has the pure modules say what changed (`comparing.py`) or what would
(`what_if.py`), and records that it was looked at. A plan is compared only when asked for: it has
not happened.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from mapping import audit, drawings
from mapping.comparing import Comparison, compare
from mapping.drawings import Drawing, Keeping, KeptDrawing, Plan
from mapping.model import Document, Frozen, instant
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.rests_on import RestsOn, rests_on
from mapping.service import Service
from mapping.store import Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.what_if import WhatIf, imagined, what_if

COMPARED: Final = "drawing.compared"
ASKED: Final = "what_if.asked"

NOW: Final = "now"
"""What stands for the live map where a drawing's id is asked for."""


class Side(Frozen):
    """One of two drawings that are compared; `kept` is null for the map as it is now."""

    at: str
    kept: KeptDrawing | None
    document: Document


class Compared(Frozen):
    """Two drawings and what changed between them; `swapped` if they were asked the other way."""

    earlier: Side
    later: Side
    swapped: bool
    comparison: Comparison


def compare_drawings(
    service: Service,
    reader: Reader,
    map_id: str,
    *,
    earlier: str | None = None,
    later: str = NOW,
    plans: bool = False,
) -> Compared:
    """Compare two drawings of a care map, the live one among them.

    Parameters
    ----------
    earlier, later
        Ids of kept drawings, or `NOW`. Without an earlier one, the last kept before the other that
        is no plan. Where the dates are the other way round they are swapped, which is said.
    plans
        Whether a plan may be one of them.

    Raises
    ------
    NotFound
        If there is no such map or drawing.
    NotWellFormed
        If there is no drawing to compare with, or one is a plan and plans were not asked for.
    """

    def look(tx: Transaction) -> tuple[Side, Side, list[str], bool]:
        if earlier is None:
            [second] = _sides(tx, service, map_id, later)
            [first] = _sides(tx, service, map_id, _before(service, map_id, second))
        else:
            first, second = _sides(tx, service, map_id, earlier, later)
        about = [side.kept.id for side in sorted((first, second), key=_order) if side.kept]
        return first, second, about, _noted(tx, reader, map_id, COMPARED, about)

    first, second, about, noted = service.read(look)
    _check_plans(first, second, plans=plans)
    swapped = _order(first) > _order(second)
    if swapped:
        first, second = second, first
    if not noted:
        _note(service, reader, map_id, COMPARED, about)
    comparison = _compared(service, first, second)
    return Compared(earlier=first, later=second, swapped=swapped, comparison=comparison)


def _compared(service: Service, first: Side, second: Side) -> Comparison:
    """Return what changed; of kept drawings it is remembered while what they draw is.

    It is asked for again by whoever turns from the page to its print, or swaps the two and back.
    """
    if first.kept is None or second.kept is None:
        return compare(first.document, second.document)
    with service.memory.turn(f"comparison {first.kept.id} {second.kept.id}") as kept:
        earlier, later, _ = kept.value or (None, None, None)
        if earlier is not first.document or later is not second.document:
            found = compare(first.document, second.document)
            kept.value = first.document, second.document, found
            kept.size = len(found.connections) + len(found.figures) + len(found.people)
        remembered: Comparison = kept.value[2]
        return remembered


def _sides(tx: Transaction, service: Service, map_id: str, *which: str) -> list[Side]:
    """Return what is compared, in the order asked; drawings are read together."""
    kept = [one for one in which if one != NOW]
    found = dict(zip(kept, drawings.read_within(tx, service, map_id, *kept), strict=True))
    return [_of_kept(found[one]) if one != NOW else _now(tx, service, map_id) for one in which]


def _now(tx: Transaction, service: Service, map_id: str) -> Side:
    care_map = whole_map(tx, Records(service.sealer, map_id))
    if care_map is None:
        raise NotFound
    return Side(at=instant(), kept=None, document=care_map.document())


def _of_kept(drawing: Drawing) -> Side:
    kept = {name: getattr(drawing, name) for name in KeptDrawing.model_fields}
    return Side(at=drawing.kept_at, kept=KeptDrawing(**kept), document=drawing.document)


def _before(service: Service, map_id: str, second: Side) -> str:
    """Return the last drawing kept before another that is no plan."""
    kept = [
        one.id
        for one in drawings.list_of(service, map_id)
        if one.plan is None and one.kept_at < second.at
    ]
    if not kept:
        raise NotWellFormed(
            "earlier", "No drawing of this map was kept before that. Keep one first, then compare."
        )
    return kept[-1]


def _check_plans(first: Side, second: Side, *, plans: bool) -> None:
    for name, side in (("earlier", first), ("later", second)):
        if side.kept and side.kept.plan and not plans:
            raise NotWellFormed(
                name, f"{name} is a plan, which has not happened. Say plans=true to compare it."
            )


def _order(side: Side) -> tuple[bool, str]:
    """Return what drawings are ordered by: what has not happened comes after all that has."""
    return bool(side.kept and side.kept.plan), side.at


def _noted(tx: Transaction, reader: Reader, map_id: str, action: str, about: list[str]) -> bool:
    """Whether what somebody looks at needs no record: nothing, or on record this hour."""
    return not about or audit.noted_this_hour(tx, map_id, reader.account_id, action, about)


def _note(service: Service, reader: Reader, map_id: str, action: str, about: list[str]) -> None:
    """Record what somebody looked at."""
    account = reader.account_id
    service.write(
        lambda tx: audit.record(
            tx, service, chain=map_id, account=account, action=action, about=about
        )
    )


def ask_what_if(
    service: Service,
    reader: Reader,
    map_id: str,
    without: Collection[str],
    alive: Collection[str],
) -> WhatIf:
    """Return what would be otherwise on the map as it is now; nothing is changed or kept.

    That it was asked is recorded, of whom, since it says what depends on them.

    Raises
    ------
    NotFound
        If there is no such map.
    NotWellFormed
        If somebody is not on the map, or a connection is not a possible one.
    """
    about = [*sorted(without), *sorted(alive)]

    def look(tx: Transaction) -> tuple[Document, bool]:
        document = _now(tx, service, map_id).document
        return document, _noted(tx, reader, map_id, ASKED, about)

    document, noted = service.read(look)
    found = what_if(document, without, alive)
    if not noted:
        _note(service, reader, map_id, ASKED, about)
    return found


def ask_who_it_rests_on(service: Service, reader: Reader, map_id: str) -> RestsOn:
    """Return who the care on the map as it is now rests on; nothing is changed or kept.

    That it was asked is recorded, of whom, as what if is.

    Raises
    ------
    NotFound
        If there is no such map.
    """
    side = service.read(lambda tx: _now(tx, service, map_id))
    found = rests_on(side.document)
    _note(service, reader, map_id, "what_if.asked", sorted(one.id for one in found.only_ones))
    return found


def keep_plan(
    service: Service, reader: Reader, map_id: str, said: Keeping, plan: Plan
) -> KeptDrawing:
    """Keep what if as a plan: a drawing marked so, of the map as it is now.

    Raises
    ------
    NotFound
        If there is no such map.
    NotWellFormed
        If the plan supposes nothing, or something that is not on the map.
    """
    if not plan.without and not plan.alive:
        raise NotWellFormed("without", "This plan supposes nothing. Choose somebody first.")
    return drawings.keep_plan(
        service,
        reader,
        map_id,
        said,
        plan,
        lambda document: imagined(document, plan.without, plan.alive),
    )
