"""Dated drawings of a care map: keeping one, listing them, and reading one again.

A drawing is the map's document as it was then. It never changes: no edit reaches it, and keeping
one is no edit. Personal text in it is sealed, each person's under their own key, so that a person
who is removed is unreadable in it too; its digest is over the sealed text, so it still checks.
A plan is a drawing of what has not happened, marked so. Comparing drawings is in `comparisons.py`,
bringing the live map back to one in `going_back.py`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Annotated, Any, Final

import orjson
from pydantic import Field

from mapping import audit, review_dates
from mapping.care_maps import By, account_names
from mapping.model import REMOVED, Document, Frozen, Id, Line, Name, instant, new_id
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Row, Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.vocabulary import CareMapState

MOST_DRAWINGS: Final = 1_000
"""How many drawings one care map may have, plans among them."""
MOST_AT_ONCE: Final = 50
"""How many drawings are read at once with their pictures."""

_CHECKED: Final = ("id", "scope", "kept_at", "kept_by", "sentence", "document")
"""The fields that never change; `redactions` is listed beside them."""
_CHECKED_IF_THERE: Final = ("present", "plan")
"""The same, of drawings that have them."""
_AFTER_ALL: Final = "9999"
"""After every moment there is."""


class Plan(Frozen):
    """What a plan supposes: who could not come, and which possible care came to be."""

    without: tuple[Id, ...] = ()
    alive: tuple[Id, ...] = ()


class KeptDrawing(Frozen):
    """A dated drawing, as it stands in a list of them; `plan` is null for what was so."""

    id: Id
    scope: Id
    kept_at: str
    kept_by: By
    sentence: Line | None
    present: tuple[str, ...] = ()
    plan: Plan | None = None


class Drawing(KeptDrawing):
    """A dated drawing with what it draws, and the ids of those who were removed from it."""

    document: Document
    redactions: tuple[Id, ...]


class DrawingOnTimeline(KeptDrawing):
    """A dated drawing with its small picture, in which no name is read."""

    picture: Document


class Timeline(Frozen):
    """A page of a care map's drawings, the latest first; `next` is where the page before begins."""

    drawings: tuple[DrawingOnTimeline, ...]
    next: Id | None


class Keeping(Frozen):
    """What is said of a drawing when it is kept.

    `id` makes keeping safe to send again. `sentence` is what those who drew it say of it, such as
    "Rosa comes every day now". `review_on` becomes the map's, and is not changed where it is null.
    """

    id: Id = Field(default_factory=new_id)
    sentence: Line | None = None
    present: Annotated[tuple[Name, ...], Field(max_length=30)] = ()
    review_on: dt.date | None = None


def keep(
    service: Service,
    reader: Reader,
    map_id: str,
    said: Keeping | None = None,
    *,
    kept_at: str | None = None,
) -> KeptDrawing:
    """Keep a care map as it is drawn now; the same id again returns what was kept first.

    Parameters
    ----------
    said
        What is said of it.
    kept_at
        An instant other than now; only the demonstration may say one.

    Raises
    ------
    NotFound
        If there is no such map.
    NotWellFormed
        If the review date is past, or the map is closed or has as many drawings as it can have.
    """
    if kept_at is not None and not service.demo:
        raise ValueError("only the demonstration may say when a drawing was kept")
    said = said or Keeping()
    review_dates.check_to_come(said.review_on)
    return _write(service, reader, map_id, said, kept_at=kept_at)


def keep_plan(
    service: Service,
    reader: Reader,
    map_id: str,
    said: Keeping,
    plan: Plan,
    imagined: Callable[[Document], Document],
) -> KeptDrawing:
    """Keep what might be as a plan; the live map stays as it is.

    Parameters
    ----------
    said
        What is said of it; a review date goes with drawings only.
    plan
        What it supposes.
    imagined
        Draws that of the map as it is now.

    Raises
    ------
    NotFound, NotWellFormed
        As `keep` does.
    """
    said = said.model_copy(update={"review_on": None})
    return _write(service, reader, map_id, said, plan=plan, drawn=imagined)


def _as_it_is(document: Document) -> Document:
    return document


def _write(
    service: Service,
    reader: Reader,
    map_id: str,
    said: Keeping,
    *,
    drawn: Callable[[Document], Document] = _as_it_is,
    plan: Plan | None = None,
    kept_at: str | None = None,
) -> KeptDrawing:
    records = Records(service.sealer, map_id)
    kept = KeptDrawing(
        id=said.id,
        scope=map_id,
        kept_at=kept_at or instant(),
        kept_by=By(id=reader.account_id, name=reader.name),
        sentence=said.sentence or None,
        present=said.present,
        plan=plan,
    )

    def work(tx: Transaction) -> KeptDrawing:
        known = tx.one("drawing", id=kept.id, scope=map_id)
        if known is not None:
            names = account_names(tx, service, [known["fields"]["kept_by"]])
            return _kept_from(service, known["fields"], names)
        if said.review_on is not None:
            review_dates.set_within(tx, service, reader, map_id, said.review_on)
        # The chain is held first, so that no edit comes between the parts that are read.
        end = tx.one("advance_chain", chain=map_id)
        care_map = whole_map(tx, records)
        if care_map is None:
            raise NotFound
        _check_room(tx, map_id, care_map.state)
        tx.run("keep_drawing", drawing=_as_kept(records, kept, drawn(care_map.document())))
        audit.record(
            tx,
            service,
            chain=map_id,
            account=reader.account_id,
            action="drawing.planned" if plan else "drawing.kept",
            about=[kept.id],
            end=end,
        )
        return kept

    return service.write(work)


def _check_room(tx: Transaction, map_id: str, state: CareMapState) -> None:
    if state is CareMapState.CLOSED:
        raise NotWellFormed("id", "This care map is closed. Open it again before keeping drawings.")
    counted = tx.rows("drawings_kept", scopes=[map_id])
    if counted and counted[0]["drawings"] + counted[0]["plans"] >= MOST_DRAWINGS:
        raise NotWellFormed("id", f"This map has {MOST_DRAWINGS:,} drawings, as many as it can.")


def _as_kept(records: Records, kept: KeptDrawing, document: Document) -> Row:
    """Return a drawing's stored fields, its personal text sealed and the whole fingerprinted."""
    # What says nothing is left out, as everywhere in the store: the whole is a third the size.
    body = document.model_dump(mode="json", exclude_defaults=True)
    records.seal_document(body)

    def sealed(text: str) -> str:
        return records.seal_text(text, named_in(records, text, document))

    fields: Row = {
        "id": kept.id,
        "scope": kept.scope,
        "kept_at": kept.kept_at,
        "kept_by": kept.kept_by.id,
        "sentence": sealed(kept.sentence) if kept.sentence else None,
        "document": json.dumps(body, ensure_ascii=False),
        "present": json.dumps([sealed(name) for name in kept.present]) if kept.present else None,
        "plan": kept.plan.model_dump_json() if kept.plan else None,
    }
    return {**fields, "digest": _digest(records, fields), "redactions": "[]"}


def named_in(records: Records, text: str, document: Document) -> tuple[str, ...]:
    """Return the ids of those whose first name a text says, so that it goes when they do."""
    words = set(re.findall(r"\w+", text.casefold()))
    gone = records.sealer.keys.destroyed()
    return tuple(
        element.id
        for element in document.elements
        if element.id not in gone and words & set(re.findall(r"\w+", element.name.casefold())[:1])
    )


def _digest(records: Records, fields: Row) -> str:
    checked: list[Any] = [fields.get(name) for name in _CHECKED]
    checked += [fields[name] for name in _CHECKED_IF_THERE if fields.get(name) is not None]
    return records.sealer.digest(json.dumps(checked, ensure_ascii=False), "drawing")


def list_of(service: Service, map_id: str) -> list[KeptDrawing]:
    """Return the drawings kept of a care map, the first kept first."""

    def look(tx: Transaction) -> list[KeptDrawing]:
        rows = tx.rows("drawings_of_care_map", scope=map_id)
        names = account_names(tx, service, {row["kept_by"] for row in rows})
        return [_kept_from(service, {**row, "scope": map_id}, names) for row in rows]

    return service.read(look)


def timeline(
    service: Service, map_id: str, *, before: str | None = None, limit: int = MOST_AT_ONCE
) -> Timeline:
    """Return a page of a care map's drawings with small pictures, the latest first.

    Parameters
    ----------
    before
        The id of a drawing: only those kept before it.
    limit
        How many, at most `MOST_AT_ONCE`.

    Raises
    ------
    NotFound
        If `before` is no drawing of this map.
    """

    def look(tx: Transaction) -> Timeline:
        at = _fields(tx, map_id, before)["kept_at"] if before else _AFTER_ALL
        rows = tx.rows("drawings_before", scope=map_id, at=at, id=before or "", limit=limit)
        found = [row["fields"] for row in rows]
        names = account_names(tx, service, {fields["kept_by"] for fields in found})
        shown = tuple(_on_timeline(service, fields, names) for fields in found)
        return Timeline(drawings=shown, next=shown[-1].id if len(shown) == limit else None)

    return service.read(look)


def _on_timeline(service: Service, fields: Row, names: dict[str, str]) -> DrawingOnTimeline:
    picture = orjson.loads(fields["document"])
    Records.bare_document(picture)
    return DrawingOnTimeline(**dict(_kept_from(service, fields, names)), picture=picture)


def _kept_from(service: Service, fields: Row, names: dict[str, str]) -> KeptDrawing:
    sentence, present, plan = (fields.get(name) for name in ("sentence", "present", "plan"))
    return KeptDrawing(
        id=fields["id"],
        scope=fields["scope"],
        kept_at=fields["kept_at"],
        kept_by=By(id=fields["kept_by"], name=names[fields["kept_by"]]),
        sentence=service.sealer.open(sentence) if sentence else None,
        present=tuple(service.sealer.open(one) or REMOVED for one in json.loads(present or "[]")),
        plan=Plan.model_validate_json(plan) if plan else None,
    )


def read(service: Service, map_id: str, drawing_id: str) -> Drawing:
    """Return a drawing as it was kept; a name whose key was destroyed reads as removed.

    Raises
    ------
    NotFound
        If this map has no such drawing.
    """
    return service.read(lambda tx: read_within(tx, service, map_id, drawing_id)[0])


def read_within(tx: Transaction, service: Service, map_id: str, *ids: str) -> list[Drawing]:
    """Return drawings as they were kept, in the order asked, in a transaction that reads more."""
    rows = tx.rows("drawings_by_id", scope=map_id, ids=sorted(set(ids))) if ids else []
    found = {row["fields"]["id"]: row["fields"] for row in rows}
    if found.keys() != set(ids):
        raise NotFound
    names = account_names(tx, service, {fields["kept_by"] for fields in found.values()})
    return [_read(service, found[id_], names) for id_ in ids]


def _read(service: Service, fields: Row, names: dict[str, str]) -> Drawing:
    return Drawing(
        **dict(_kept_from(service, fields, names)),
        document=_document(service, fields),
        redactions=json.loads(fields["redactions"]),
    )


def _document(service: Service, fields: Row) -> Document:
    """Return what was drawn; remembered while it is stored so and no key was destroyed since."""
    now = fields["document"], service.sealer.keys.destroyed()
    with service.memory.turn(f"drawing {fields['id']}") as kept:
        if kept.value is None or kept.value[0] != now:
            sealed = orjson.loads(fields["document"])
            Records(service.sealer, fields["scope"]).open_document(sealed)
            document = Document.model_validate(sealed)
            kept.value = now, document
            kept.size = len(document.elements) + len(document.connections)
        found: Document = kept.value[1]
        return found


def open_drawing(service: Service, reader: Reader, map_id: str, drawing_id: str) -> Drawing:
    """Open a drawing for somebody; that they did is recorded once an account, drawing and hour.

    Raises
    ------
    NotFound
        If this map has no such drawing.
    """

    def look(tx: Transaction) -> tuple[Drawing, bool]:
        [drawing] = read_within(tx, service, map_id, drawing_id)
        about, account = [drawing_id], reader.account_id
        return drawing, audit.noted_this_hour(tx, map_id, account, "drawing.opened", about)

    drawing, noted = service.read(look)
    if not noted:
        service.write(
            lambda tx: audit.record(
                tx,
                service,
                chain=map_id,
                account=reader.account_id,
                action="drawing.opened",
                about=[drawing_id],
            )
        )
    return drawing


def _fields(tx: Transaction, map_id: str, drawing_id: str) -> Row:
    row = tx.one("drawing", id=drawing_id, scope=map_id)
    if row is None:
        raise NotFound
    fields: Row = row["fields"]
    return fields


def altered(service: Service, map_id: str) -> list[str]:
    """Return the ids of a care map's drawings that are not as they were kept; ought to be none."""
    records = Records(service.sealer, map_id)

    def look(tx: Transaction) -> list[str]:
        ids = [row["id"] for row in tx.rows("drawings_of_care_map", scope=map_id)]
        kept = [_fields(tx, map_id, id_) for id_ in ids]
        return [one["id"] for one in kept if one.get("digest") != _digest(records, one)]

    return service.read(look)
