"""Saving an edit of a care map, once, and reading the edits that were kept.

An edit is applied, written, recorded and audited in one transaction. Who may send one is asked of
`policy.py` before; what it does to a map is in `edits.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from mapping import audit
from mapping.care_maps import By, account_names
from mapping.edits import NotDone, Outcome, apply, touched
from mapping.model import Frozen, instant
from mapping.policy import NotFound, Reader
from mapping.service import Service
from mapping.sheet import EditRefused
from mapping.steps import Add, Edit, RubOut, Set, Step
from mapping.store import AlreadyThere, Row, Transaction
from mapping.store.keys import KeyTrouble
from mapping.store.maps import part_of_map, write_difference
from mapping.store.records import Records
from mapping.vocabulary import CareMapState, Told


class EditIdReused(Exception):
    """Another edit was kept under this id already."""


class OvertakenBy(Frozen):
    """A value that an edit replaced without its author having seen it, and whose it was."""

    step: int
    stored: Any
    by: By | None
    at: str | None


class Answer(Frozen):
    """What became of an edit that was sent; the same for every time that it is sent."""

    id: str
    seq: int
    at: str
    steps: tuple[Step, ...]
    overtaken: tuple[OvertakenBy, ...]
    skipped: tuple[NotDone, ...]
    left_alone: tuple[NotDone, ...]


class KeptEdit(Frozen):
    """An edit in a map's history, as it took effect."""

    id: str
    seq: int
    at: str
    by: By
    mine: bool
    label: str | None
    undoes: str | None
    steps: tuple[Step, ...]


class _Known(Exception):
    """The edit was kept before."""

    def __init__(self, fields: Row) -> None:
        super().__init__()
        self.fields = fields


def save_edit(service: Service, reader: Reader, edit: Edit) -> Answer:
    """Apply an edit to its map, once, with its record and audit entry.

    Raises
    ------
    EditRefused
        If the edit cannot be applied to any version of this map. Nothing was changed.
    EditIdReused
        If another edit was kept under this id. Nothing was changed.
    NotFound
        If there is no such map.
    """
    digest = _digest(service, edit)
    try:
        return service.write(lambda tx: _keep(tx, service, reader, edit, digest))
    except _Known as known:
        if (known.fields["scope"], known.fields["body_digest"]) != (edit.scope, digest):
            raise EditIdReused from None
        return _answer(service, known.fields)
    except AlreadyThere:
        raise EditRefused(
            "steps", "An id in this edit is in use elsewhere. Use new ids for new things."
        ) from None
    except KeyTrouble as trouble:
        raise EditRefused("steps", str(trouble)) from None


def save_within(
    tx: Transaction, service: Service, reader: Reader, edit: Edit, *, even_closed: bool = False
) -> Answer:
    """Save a new edit within a transaction that does something else as well.

    `even_closed` is for what must be possible on a map that nobody draws on any more.
    """
    return _keep(tx, service, reader, edit, _digest(service, edit), even_closed=even_closed)


def _digest(service: Service, edit: Edit) -> str:
    return service.sealer.digest(edit.model_dump_json(), "edit")


def _keep(
    tx: Transaction,
    service: Service,
    reader: Reader,
    edit: Edit,
    digest: str,
    *,
    even_closed: bool = False,
) -> Answer:
    head = tx.one("advance_care_map", id=edit.scope, edit=edit.id)
    if head is None:
        raise NotFound
    if head["known"] is not None:
        raise _Known(head["known"])
    fields = head["fields"]
    if fields["state"] == CareMapState.CLOSED.value and not even_closed:
        raise EditRefused("scope", "This care map is closed. Open it again before drawing on it.")
    records = Records(service.sealer, edit.scope)
    _check_undone(tx, records, edit)
    before = part_of_map(tx, records, fields, touched(edit))
    outcome = apply(before, edit)
    changed = write_difference(tx, records, before, outcome.care_map)
    overtaken = _overtaken(tx, service, records, edit, outcome)
    answer = Answer(
        id=edit.id,
        seq=fields["edit_seq"],
        at=instant(),
        steps=outcome.steps,
        overtaken=overtaken,
        skipped=outcome.skipped,
        left_alone=outcome.left_alone,
    )
    gone = outcome.care_map.rubbed_out - before.rubbed_out
    if head["consents"]:
        _tell_neighbourhood(tx, fields, changed=changed, gone=gone)
    audit.record(
        tx,
        service,
        chain=edit.scope,
        account=reader.account_id,
        action="care_map.edited",
        about=[edit.id, *sorted(changed)[:50]],
        fields=sorted({step.field for step in outcome.steps if hasattr(step, "field")}),
        end=head,
        edit=_as_kept(records, reader, edit, answer, digest=digest, gone=gone),
    )
    return answer


def _check_undone(tx: Transaction, records: Records, edit: Edit) -> None:
    """Check that an undo takes back an edit of this map, and invents nobody's agreement."""
    if edit.undoes is None:
        return
    undone = tx.one("edit", id=edit.undoes)
    if undone is None or undone["fields"]["scope"] != edit.scope:
        raise EditRefused("undoes", "No edit of this map has this id. Check the id.")
    steps = kept_steps(records, undone["fields"])
    told = {s.element_id: s.figure.told for s in steps if isinstance(s, RubOut)}
    for index, step in enumerate(edit.steps):
        if isinstance(step, Add) and step.figure.told is not told.get(
            step.element.id, Told.NOT_TOLD
        ):
            raise EditRefused(f"steps[{index}].figure.told", "Say what it was before.")


def _overtaken(
    tx: Transaction, service: Service, records: Records, edit: Edit, outcome: Outcome
) -> tuple[OvertakenBy, ...]:
    if not outcome.overtaken:
        return ()
    later = [
        (row["fields"], kept_steps(records, row["fields"]))
        for row in reversed(tx.rows("edits_after", scope=edit.scope, after=edit.base, limit=1_000))
    ]
    found = []
    for one in outcome.overtaken:
        ours = edit.steps[one.step]
        whose = next((fields for fields, steps in later if _says_same(ours, steps)), None)
        names = account_names(tx, service, [whose["by"]]) if whose else {}
        found.append(
            OvertakenBy(
                step=one.step,
                stored=one.stored,
                by=By(id=whose["by"], name=names[whose["by"]]) if whose else None,
                at=whose["at"] if whose else None,
            )
        )
    return tuple(found)


def _says_same(ours: Step, steps: Iterable[Step]) -> bool:
    return isinstance(ours, Set) and any(
        isinstance(s, Set) and (s.on, s.id, s.field) == (ours.on, ours.id, ours.field)
        for s in steps
    )


def _as_kept(
    records: Records,
    reader: Reader,
    edit: Edit,
    answer: Answer,
    *,
    digest: str,
    gone: frozenset[str],
) -> Row:
    """Return an edit's stored fields, its personal text sealed."""
    sent = edit.model_dump(mode="json")["steps"]
    told = answer.model_dump(mode="json")
    took = None if told["steps"] == sent else told["steps"]
    for one in told["overtaken"]:
        named = {**sent[one["step"]], "was": None, "now": None, "stored": one["stored"]}
        records.seal_steps([named])
        one["stored"] = named["stored"]
    records.seal_steps(sent)
    records.seal_steps(took or [])
    body = {
        "steps": sent,
        "took": took,
        **{name: told[name] for name in ("overtaken", "skipped", "left_alone")},
    }
    about = tuple(sorted(touched(edit).elements))
    return {
        "id": edit.id,
        "scope": edit.scope,
        "seq": answer.seq,
        "by": reader.account_id,
        "at": answer.at,
        "made_at": edit.made_at.isoformat() if edit.made_at else None,
        "label": _sealed_label(records, edit.label, about[:8]) if edit.label else None,
        "undoes": edit.undoes,
        "body": json.dumps(body, ensure_ascii=False),
        "body_digest": digest,
        "rubbed_out": sorted(gone),
    }


def _sealed_label(records: Records, label: str, about: tuple[str, ...]) -> str | None:
    """Return a label sealed; none is kept of what touches somebody who was removed for good."""
    if not records.sealer.keys.destroyed().isdisjoint(about):
        return None
    return records.seal_text(label, about)


def _tell_neighbourhood(
    tx: Transaction, fields: Row, *, changed: frozenset[str], gone: frozenset[str]
) -> None:
    """End the consents about what was rubbed out, and say if the neighbourhood's view changed."""
    if not changed:
        return
    shared = tx.one("consents_about", scope=fields["id"], about=sorted(changed))
    if shared is None or not shared["consents"]:
        return
    if gone:
        tx.one(
            "withdraw_consents",
            scope=fields["id"],
            about=sorted(gone),
            purposes=["neighbourhood", "evaluation"],
            at=instant(),
        )
    if fields.get("neighbourhood"):
        tx.run("advance_view", id=fields["neighbourhood"])


def edits_after(
    service: Service, reader: Reader, map_id: str, *, after: int, limit: int = 200
) -> list[KeptEdit]:
    """Return a map's edits after one place, in the order they were kept, as they took effect."""
    return _edits(service, reader, map_id, lambda _: after, limit)


def last_edits(
    service: Service, reader: Reader, map_id: str, *, limit: int = 200
) -> list[KeptEdit]:
    """Return a map's last edits, in the order they were kept, as they took effect."""

    def after(tx: Transaction) -> int:
        care_map = tx.one("care_map", id=map_id)
        return max(0, care_map["fields"]["edit_seq"] - limit) if care_map else 0

    return _edits(service, reader, map_id, after, limit)


def _edits(
    service: Service, reader: Reader, map_id: str, after: Callable[[Transaction], int], limit: int
) -> list[KeptEdit]:
    records = Records(service.sealer, map_id)

    def look(tx: Transaction) -> tuple[list[Row], dict[str, str]]:
        rows = tx.rows("edits_after", scope=map_id, after=after(tx), limit=limit)
        fields = [row["fields"] for row in rows]
        return fields, account_names(tx, service, {one["by"] for one in fields})

    kept, names = service.read(look)
    return [
        KeptEdit(
            id=fields["id"],
            seq=fields["seq"],
            at=fields["at"],
            by=By(id=fields["by"], name=names[fields["by"]]),
            mine=fields["by"] == reader.account_id,
            label=service.sealer.open(fields["label"]) if fields.get("label") else None,
            undoes=fields.get("undoes"),
            steps=kept_steps(records, fields),
        )
        for fields in kept
    ]


def kept_steps(records: Records, fields: Row) -> tuple[Step, ...]:
    """Return the steps of a kept edit as they took effect."""
    body = json.loads(fields["body"])
    steps = body["steps"] if body["took"] is None else body["took"]
    records.open_steps(steps)
    return _Steps.model_validate({"steps": steps}).steps


class _Steps(Frozen):
    steps: tuple[Step, ...]


def _answer(service: Service, fields: Row) -> Answer:
    """Return the first answer to a kept edit again."""
    records = Records(service.sealer, fields["scope"])
    body = json.loads(fields["body"])
    for one in body["overtaken"]:
        named = {**body["steps"][one["step"]], "was": None, "now": None, "stored": one["stored"]}
        records.open_steps([named])
        one["stored"] = named["stored"]
    return Answer(
        id=fields["id"],
        seq=fields["seq"],
        at=fields["at"],
        steps=kept_steps(records, fields),
        **{name: body[name] for name in ("overtaken", "skipped", "left_alone")},
    )
