"""Analysts' own Cypher, on the graph of a release that may be taken away.

It has public bodies and their ties to each other: nobody is in it, so no number of it is hidden.
What a query may say is in `cypher_rules.py`. That somebody ran one of a release is in the audit
trail of its neighbourhood; what they asked is not.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any, Final

from mapping import audit
from mapping.model import Frozen, Id
from mapping.policy import Reader
from mapping.refusals import NotWellFormed
from mapping.releases.cypher_rules import FUNCTIONS, LABEL, MOST_STEPS, TYPES, check
from mapping.releases.kept import open_now
from mapping.releases.outer import BODIES, TIES, as_cell
from mapping.service import Service
from mapping.store.own_cypher import MOST_ROWS, CannotRun
from mapping.store.released import ANSWERS_WITHIN, ReleaseMissing
from queries import examples

RUN: Final = "release.cypher_run"
WHAT_IS_IN_IT: Final = (
    "This graph has public bodies and what the neighbourhood's own directory says of their ties."
    " Nobody is in it, and nothing from anybody's care map: what it does not say may well be there."
)
NO_GRAPH: Final = (
    "This release was made before releases had a graph to ask. Choose a later one, or download its"
    " tables of bodies and ties."
)


class CypherExample(Frozen):
    """A query to begin with, and what it asks in words."""

    words: str
    cypher: str


class CypherGuide(Frozen):
    """What a query can ask for, and how much."""

    label: str
    properties: tuple[str, ...]
    types: tuple[str, ...]
    connection_properties: tuple[str, ...]
    functions: tuple[str, ...]
    most_rows: int
    most_steps: int
    examples: tuple[CypherExample, ...]


def cypher_guide() -> CypherGuide:
    """Return what there is to ask for in the graph of a release, with examples."""
    return CypherGuide(
        label=LABEL,
        properties=tuple(BODIES),
        types=tuple(sorted(TYPES)),
        connection_properties=tuple(name for name in TIES if name not in {"type", "from", "to"}),
        functions=tuple(sorted(FUNCTIONS)),
        most_rows=MOST_ROWS,
        most_steps=MOST_STEPS,
        examples=tuple(CypherExample(words=words, cypher=text) for words, text in examples()),
    )


class CypherAnswer(Frozen):
    """What a query gave; `more` if rows over the most that are given were left off."""

    release: Id
    release_name: str
    made_at: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool
    notes: tuple[str, ...]


def run_cypher(
    service: Service,
    release_id: str,
    cypher: str,
    given: Mapping[str, object] | None = None,
    *,
    reader: Reader | None = None,
    wait: float = ANSWERS_WITHIN,
) -> CypherAnswer:
    """Run one query on the graph of a release.

    Parameters
    ----------
    service
        Keeps the releases.
    release_id, cypher
        Which release, and a query in openCypher 9.
    given
        Values for the query's parameters, `$name` in it.
    reader
        Who runs it; None for the command line.
    wait
        How many seconds to wait while the graphs are being opened, or others' queries run.

    Raises
    ------
    NotFound, ReleaseOver
        If there is no such release, or it has ended.
    NotWellFormed
        If the query may not be run, with why; or it took too long, or gave too much.
    ReleaseOpening
        If the graph is not open yet after waiting.
    """
    release = open_now(service, release_id)
    check(cypher)
    service.write(
        lambda tx: audit.record(
            tx,
            service,
            chain=release.neighbourhood,
            account=reader.account_id if reader else None,
            action=RUN,
            about=[release.id],
        )
    )
    try:
        found = service.released_graphs.run(release.id, cypher, given or {}, wait=wait)
    except CannotRun as error:
        raise NotWellFormed("cypher", str(error)) from None
    except ReleaseMissing:
        if service.released.has(release.id):
            raise NotWellFormed("release", NO_GRAPH) from None
        raise
    cut = f"Only the first {MOST_ROWS:,} rows are here. Count in the query, or add a LIMIT."
    return CypherAnswer(
        release=release.id,
        release_name=release.name,
        made_at=release.made_at,
        columns=tuple(found.columns),
        rows=tuple(tuple(row) for row in found.rows),
        more=found.more,
        notes=(*([cut] if found.more else []), WHAT_IS_IN_IT),
    )


def answer_as_csv(answer: CypherAnswer) -> str:
    """Return an answer as CSV: lists with | between, what has parts as JSON."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([[_cell(value) for value in row] for row in answer.rows])
    return file.getvalue()


def _cell(value: Any) -> str:
    has_parts = isinstance(value, dict) or (
        isinstance(value, list) and not all(isinstance(one, str) for one in value)
    )
    return as_cell(json.dumps(value, ensure_ascii=False) if has_parts else value)
