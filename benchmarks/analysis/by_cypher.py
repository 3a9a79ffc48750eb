"""The few measures that somebody would ask of the graph database itself, in plain Cypher.

The network is loaded by the bare driver, once for each size and store; what is measured is the
query. The memory is the database's, so it is not told.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import neo4j
import numpy as np

from benchmarks.analysis.running import Result
from benchmarks.analysis.tool import SHARED_WITH_CYPHER
from benchmarks.served import new_place, serve
from mapping.analysis.reading import SIDES, Reading
from mapping.network import FORMALITIES, NONE, STATES, TYPES, CareNetwork
from mapping.store import Engine

QUERIES: Final = Path(__file__).parents[1] / "queries" / "analysis"
LARGEST: Final = 10_000
"""Loading more takes minutes, and says nothing of the queries."""

_BATCH: Final = 2_000
_TIMES: Final = 5


def in_cypher(network: CareNetwork, engine: Engine) -> Iterator[Result]:
    """Yield what a store took for each measure that one would ask of it.

    Parameters
    ----------
    network
        What is loaded first.
    engine
        The store.
    """
    with new_place(engine) as place, serve(place):
        address, database = place.address()
        sign_in = (address.user, address.password)
        with neo4j.GraphDatabase.driver(address.uri, auth=sign_in) as driver:
            _load(driver, database, network)
            for measure, query in SHARED_WITH_CYPHER.items():
                seconds, value = _asked(driver, database, query)
                tool = f"Cypher on {'Neo4j' if engine == 'neo4j' else 'the embedded store'}"
                yield Result(measure, tool, network.n, seconds=seconds, first=seconds, value=value)


def _asked(driver: neo4j.Driver, database: str | None, query: str) -> tuple[float, float]:
    """Return the least seconds of some times, and the answer."""
    text, times, value = _text(query), [], 0.0
    for _ in range(_TIMES):
        began = time.perf_counter()
        records = driver.execute_query(text, database_=database).records
        times.append(time.perf_counter() - began)
        value = float(records[0]["value"])
    return min(times), value


def _load(driver: neo4j.Driver, database: str | None, network: CareNetwork) -> None:
    for rows in _batches(_elements(network)):
        _write(driver, database, "make_elements", rows)
    lines = list(_lines(network))
    for type_ in ("cares_for", "collaborates_with", "member_of"):
        for rows in _batches([line for line in lines if line["type"] == type_]):
            _write(driver, database, f"make_{type_}", rows)


def _write(driver: neo4j.Driver, database: str | None, query: str, rows: list[Any]) -> None:
    with driver.session(database=database) as session:
        session.execute_write(lambda tx: tx.run(_text(query), rows=rows).consume())


def _elements(network: CareNetwork) -> list[dict[str, Any]]:
    side = Reading(network).side
    return [
        {
            "id": id_,
            "side": SIDES[side[row]] if side[row] != NONE else "",
            "supported": bool(network.supported[row]),
        }
        for row, id_ in enumerate(network.ids)
    ]


def _lines(network: CareNetwork) -> Iterator[dict[str, Any]]:
    ids = network.ids.tolist()
    columns = (network.type, network.source, network.target, network.state, network.formality)
    for row, (type_, source, target, state, formality) in enumerate(np.stack(columns).T.tolist()):
        fields = {"care_types": list(network.care_types[row]), "state": STATES[state]}
        if formality != NONE:
            fields["formality"] = FORMALITIES[formality]
        yield {"type": TYPES[type_], "from": ids[source], "to": ids[target], "fields": fields}


def _batches(rows: list[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    return (rows[start : start + _BATCH] for start in range(0, len(rows), _BATCH))


def _text(query: str) -> str:
    return (QUERIES / f"{query}.cypher").read_text(encoding="utf-8")
