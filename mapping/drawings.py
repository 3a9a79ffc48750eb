"""Dated drawings of a care map: keeping one, listing them, and reading one again.

A drawing is the map's document as it was then. It never changes: no edit reaches it, and keeping
one is no edit. Personal text in it is sealed, each person's under their own key, so that a person
who is removed is unreadable in it too; its digest is over the sealed text, so it still checks.
Comparing drawings is not here.
"""

from __future__ import annotations

import json
import re
from typing import Final

from mapping import audit
from mapping.care_maps import By, account_names
from mapping.model import Document, Frozen, Id, Line, instant, new_id
from mapping.policy import NotFound, Reader
from mapping.service import Service
from mapping.store import Row, Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records

_CHECKED: Final = ("id", "scope", "kept_at", "kept_by", "sentence", "document")
"""The fields that never change; `redactions` is listed beside them."""


class KeptDrawing(Frozen):
    """A dated drawing, as it stands in a list of them."""

    id: Id
    scope: Id
    kept_at: str
    kept_by: By
    sentence: Line | None


class Drawing(KeptDrawing):
    """A dated drawing with what it draws, and the ids of those who were removed from it."""

    document: Document
    redactions: tuple[Id, ...]


def keep(
    service: Service,
    reader: Reader,
    map_id: str,
    *,
    sentence: Line | None = None,
    kept_at: str | None = None,
) -> KeptDrawing:
    """Keep a care map as it is drawn now.

    Parameters
    ----------
    sentence
        What those who drew it say of it, such as "Rosa comes every day now".
    kept_at
        An instant other than now; only the demonstration may say one.

    Raises
    ------
    NotFound
        If there is no such map.
    """
    if kept_at is not None and not service.demo:
        raise ValueError("only the demonstration may say when a drawing was kept")
    records = Records(service.sealer, map_id)
    kept = KeptDrawing(
        id=new_id(),
        scope=map_id,
        kept_at=kept_at or instant(),
        kept_by=By(id=reader.account_id, name=reader.name),
        sentence=sentence,
    )

    def work(tx: Transaction) -> None:
        # The chain is held first, so that no edit comes between the parts that are read.
        end = tx.one("advance_chain", chain=map_id)
        care_map = whole_map(tx, records)
        if care_map is None:
            raise NotFound
        tx.run("keep_drawing", drawing=_as_kept(records, kept, care_map.document()))
        audit.record(
            tx,
            service,
            chain=map_id,
            account=reader.account_id,
            action="drawing.kept",
            about=[kept.id],
            end=end,
        )

    service.write(work)
    return kept


def _as_kept(records: Records, kept: KeptDrawing, document: Document) -> Row:
    """Return a drawing's stored fields, its personal text sealed and the whole fingerprinted."""
    body = document.model_dump(mode="json")
    records.seal_document(body)
    sentence = kept.sentence
    fields: Row = {
        "id": kept.id,
        "scope": kept.scope,
        "kept_at": kept.kept_at,
        "kept_by": kept.kept_by.id,
        "sentence": records.seal_text(sentence, _named_in(sentence, document))
        if sentence
        else None,
        "document": json.dumps(body, ensure_ascii=False),
    }
    return {**fields, "digest": _digest(records, fields), "redactions": "[]"}


def _named_in(sentence: str, document: Document) -> tuple[str, ...]:
    """Return the ids of those whose first name a sentence says, so that it goes when they do."""
    words = set(re.findall(r"\w+", sentence.casefold()))
    return tuple(
        element.id
        for element in document.elements
        if words & set(re.findall(r"\w+", element.name.casefold())[:1])
    )


def _digest(records: Records, fields: Row) -> str:
    text = json.dumps([fields.get(name) for name in _CHECKED], ensure_ascii=False)
    return records.sealer.digest(text, "drawing")


def list_of(service: Service, map_id: str) -> list[KeptDrawing]:
    """Return the drawings kept of a care map, the first kept first."""

    def look(tx: Transaction) -> list[KeptDrawing]:
        rows = tx.rows("drawings_of_care_map", scope=map_id)
        names = account_names(tx, service, {row["kept_by"] for row in rows})
        return [_kept_from(service, {**row, "scope": map_id}, names) for row in rows]

    return service.read(look)


def _kept_from(service: Service, fields: Row, names: dict[str, str]) -> KeptDrawing:
    sentence = fields.get("sentence")
    return KeptDrawing(
        id=fields["id"],
        scope=fields["scope"],
        kept_at=fields["kept_at"],
        kept_by=By(id=fields["kept_by"], name=names[fields["kept_by"]]),
        sentence=service.sealer.open(sentence) if sentence else None,
    )


def read(service: Service, map_id: str, drawing_id: str) -> Drawing:
    """Return a drawing as it was kept; a name whose key was destroyed reads as removed.

    Raises
    ------
    NotFound
        If this map has no such drawing.
    """

    def look(tx: Transaction) -> Drawing:
        fields = _fields(tx, map_id, drawing_id)
        names = account_names(tx, service, [fields["kept_by"]])
        document = json.loads(fields["document"])
        Records(service.sealer, map_id).open_document(document)
        return Drawing(
            **dict(_kept_from(service, fields, names)),
            document=document,
            redactions=json.loads(fields["redactions"]),
        )

    return service.read(look)


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
