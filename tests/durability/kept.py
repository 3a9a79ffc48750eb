"""Whether a store that was killed holds exactly what it said it holds."""

from __future__ import annotations

from collections.abc import Iterator

from mapping import audit
from mapping.edit_log import KeptEdit, edits_after, save_edit
from mapping.edits import EditRefused, apply
from mapping.model import CareMap, Document
from mapping.policy import Reader
from mapping.service import Service
from mapping.steps import Edit
from mapping.store.maps import whole_map
from mapping.store.records import Records
from tests.conftest import run_cypher
from tests.durability.journal import Journal

LOOSE = (
    "MATCH (n) WHERE n.scope = $id AND (n:Element OR n:Household OR n:Edit) "
    "RETURN labels(n)[0] AS what, count(n) AS n ORDER BY what"
)
LINES = "MATCH (:Element)-[r]->(:Element) WHERE r.scope = $id RETURN count(r) AS n"


def send_again(service: Service, reader: Reader, journal: Journal) -> tuple[int, int]:
    """Send the unanswered edits again, as a page does; return how many, and how many were kept."""
    unanswered = journal.unanswered()
    kept_before = 0
    for edit in unanswered:
        before = _seq(service, edit.scope)
        try:
            first = save_edit(service, reader, edit)
        except EditRefused:
            journal.refused(edit)
            continue
        assert first == save_edit(service, reader, edit), "the same edit, the same answer"
        after = _seq(service, edit.scope)
        if first.seq <= before:
            kept_before += 1
            assert after == before, "it was kept before, so nothing changed"
        else:
            assert after == first.seq == before + 1, "it was not, so it is kept now, once"
        journal.answered(first)
    return len(unanswered), kept_before


def troubles(service: Service, journal: Journal) -> Iterator[str]:
    """Yield whatever is lost, doubled, there by half or altered; nothing if all is well."""
    for trouble in audit.check(service):
        yield f"audit chain {trouble.chain}: {trouble.why}"
    begun = journal.begun()
    if begun is None:
        return
    account, maps = begun
    answers, refusals = journal.answers(), journal.refusals()
    kept: dict[str, KeptEdit] = {}
    for start in maps:
        edits = _all_edits(service, account, start.id)
        kept |= {edit.id: edit for edit in edits}
        yield from _troubles_of_map(service, start, edits)
    for edit_id, answer in answers.items():
        there = kept.get(edit_id)
        if there is None:
            yield f"edit {edit_id} was answered and is not there"
        elif (there.seq, there.at, there.steps) != (answer.seq, answer.at, answer.steps):
            yield f"edit {edit_id} is not what was answered"
    yield from (f"edit {edit_id} was refused, and is there" for edit_id in refusals & kept.keys())


def _troubles_of_map(service: Service, start: Document, edits: list[KeptEdit]) -> Iterator[str]:
    records = Records(service.sealer, start.id)
    live = service.read(lambda tx: whole_map(tx, records))
    assert live is not None
    if [edit.seq for edit in edits] != list(range(1, live.edit_seq + 1)):
        yield f"map {start.id}: its edits have a gap or a double"
    if len({edit.id for edit in edits}) != len(edits):
        yield f"map {start.id}: an edit is kept twice"
    replayed = replay(start, edits)
    if replayed.document() != live.document().model_copy(update={"edit_seq": 0}):
        yield f"map {start.id}: what is stored is not what its edits say"
    entries = [e for e in audit.entries(service, start.id) if e["action"] == "care_map.edited"]
    if [entry["about_ids"][0] for entry in entries] != [edit.id for edit in edits]:
        yield f"map {start.id}: the audit trail does not name each edit once, in order"
    rows = run_cypher(service.store, LOOSE, id=start.id)
    wanted = {
        "Element": len(live.elements),
        "Household": len(live.households),
        "Edit": len(edits),
    }
    if {row["what"]: row["n"] for row in rows} != {what: n for what, n in wanted.items() if n}:
        yield f"map {start.id}: something is in the store that is not on the map"
    if run_cypher(service.store, LINES, id=start.id)[0]["n"] != len(live.connections):
        yield f"map {start.id}: a connection is in the store that is not on the map"


def replay(start: Document, edits: list[KeptEdit]) -> CareMap:
    """Return what the edits make of a map, by the pure rules alone."""
    care_map = drawn(start)
    for kept in edits:
        if kept.steps:
            edit = Edit(id=kept.id, scope=start.id, steps=kept.steps)
            outcome = apply(care_map, edit)
            assert outcome.steps == kept.steps, f"edit {kept.id} has its effect, and no other"
            care_map = outcome.care_map
    return care_map


def drawn(document: Document) -> CareMap:
    """Return a document as the map it is of."""
    return CareMap(
        **{name: getattr(document, name) for name in ("id", "title", "owner_elements", "state")},
        elements={one.id: one for one in document.elements},
        figures={one.element_id: one for one in document.figures},
        connections={one.id: one for one in document.connections},
        households={one.id: one for one in document.households},
    )


def _all_edits(service: Service, account: str, map_id: str) -> list[KeptEdit]:
    reader = Reader(account_id=account, name="")
    found: list[KeptEdit] = []
    while page := edits_after(
        service, reader, map_id, after=found[-1].seq if found else 0, limit=1_000
    ):
        found += page
    return found


def _seq(service: Service, map_id: str) -> int:
    row = service.read(lambda tx: tx.one("care_map", id=map_id))
    assert row is not None
    return int(row["fields"]["edit_seq"])
