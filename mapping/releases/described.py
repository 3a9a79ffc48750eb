"""The outer extract in forms that programs know: a graph as GraphML, and what each file has.

The description is a Frictionless Data Package (specs.frictionlessdata.io, version 1): for each
table its fields with types and words, how missing values are written, and its digest. What is in
the tables is decided in `contents.py` and `asking.py`; they are written by `outer.py`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import networkx

from mapping.releases.kept import Release
from mapping.releases.questions import QuestionColumn
from mapping.store import Row

GRAPH: Final = "bodies-and-ties.graphml"
PACKAGE: Final = "datapackage.json"

OF_BODIES: Final = {
    "id": "Made for this release alone",
    "kind": "What it is",
    "name": "Its name",
    "sector": "formal, informal, community or none",
    "offers": "Types of care that it offers, with | between",
    "area": "Where it is: the code of an area",
}
OF_TIES: Final = {
    "type": "How the two are connected",
    "from": "The id of a body: who gives, if it is care",
    "to": "The id of a body",
    "care_types": "Types of care, with | between",
    "formality": "gifted or paid",
    "frequency": "How often",
    "state": "How it is now, as the neighbourhood's directory has it",
}


def write_graph(folder: Path, bodies: Sequence[Row], ties: Sequence[Row]) -> None:
    """Write bodies and their ties as GraphML: lists with | between, and no attribute if unknown."""
    graph = networkx.MultiDiGraph()
    for body in bodies:
        graph.add_node(body["id"], **_attributes(body, without={"id"}))
    for tie in ties:
        graph.add_edge(tie["from"], tie["to"], **_attributes(tie, without={"from", "to"}))
    networkx.write_graphml(graph, folder / GRAPH, prettyprint=True)


def _attributes(row: Row, *, without: set[str]) -> dict[str, str]:
    return {
        name: "|".join(value) if isinstance(value, list | tuple) else str(value)
        for name, value in row.items()
        if name not in without and value not in (None, [], ())
    }


def write_description(
    folder: Path,
    release: Release,
    questions: Mapping[str, tuple[str, Sequence[QuestionColumn]]],
) -> None:
    """Write `datapackage.json` for the files that are in a folder.

    Parameters
    ----------
    folder
        Where the extract's files are.
    release
        Which release it is of.
    questions
        For each table of numbers what it says in words, and its columns.
    """
    tables = [
        _table(folder, "bodies", "Public bodies, groups, circles and places", _words(OF_BODIES)),
        _table(folder, "ties", "How these are connected", _words(OF_TIES)),
        *(
            _table(folder, name, words, [_field(column) for column in columns])
            for name, (words, columns) in sorted(questions.items())
        ),
    ]
    graph = {"name": "graph", "title": "Bodies and ties as a graph", **_file(folder / GRAPH)}
    package = {
        "profile": "data-package",
        "name": f"care-mapping-release-{release.id.lower()}",
        "id": release.id,
        "title": release.name,
        "created": release.made_at,
        "description": f"Can be used until {release.ends_at[:10]}. Read README.txt first.",
        "resources": [*tables, {**graph, "format": "graphml", "mediatype": "application/xml"}],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1)
    (folder / PACKAGE).write_text(f"{text}\n", encoding="utf-8")


def _table(folder: Path, name: str, title: str, fields: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name.lower().replace("_", "-"),
        "title": title,
        **_file(folder / f"{name}.csv"),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": ["", "*"]},
    }


def _file(path: Path) -> dict[str, str]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"path": path.name, "hash": f"sha256:{digest}"}


def _words(fields: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "type": "string", "description": said} for name, said in fields.items()]


def _field(column: QuestionColumn) -> dict[str, str]:
    kind = "integer" if column.counts_people else "string"
    return {"name": column.name, "type": kind, "description": column.words}
