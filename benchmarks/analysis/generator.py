"""An invented neighbourhood of any size, the same for the same seed, written as the two tables.

Made to look like care, not like chance: communities of about 120, four ties of five within one,
services with many contacts and people with few, and some who hang on by a single tie. Names of
nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import csv, parquet

from mapping.vocabulary import CARE_TYPES

PER_ELEMENT: Final = 5
"""Connections for each element."""

_WITHIN: Final = 0.8
_HANGING: Final = 0.12
_COMMUNITY: Final = 120
_SORTS: Final = (
    # kind, role, share, how many contacts such a one draws
    ("person", "supported_person", 0.60, 0.8),
    ("person", "", 0.22, 0.9),
    ("group", "", 0.03, 4.0),
    ("person", "care_worker", 0.10, 3.0),
    ("social_care_provider", "", 0.02, 10.0),
    ("health_care_provider", "", 0.03, 8.0),
)
_FORMAL: Final = (3, 4, 5)
_TYPES: Final = {"cares_for": 0.7, "collaborates_with": 0.2, "member_of": 0.1}
_STATES: Final = {
    "generative": 0.78,
    "engaged": 0.12,
    "inactive": 0.04,
    "potential": 0.04,
    "unclassified": 0.02,
}
_FREQUENCIES: Final = {
    "several_daily": 0.05,
    "daily": 0.2,
    "weekly": 0.4,
    "monthly": 0.2,
    "occasional": 0.1,
    "": 0.05,
}

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Tables:
    """Where the two tables of a neighbourhood are."""

    elements: Path
    connections: Path


def write(folder: Path, elements: int, *, seed: int = 1, ending: str = ".csv") -> Tables:
    """Write the tables of an invented neighbourhood.

    Parameters
    ----------
    folder
        Where to.
    elements
        How many; five times as many connections.
    seed
        The same seed, the same rows.
    ending
        `.csv` or `.parquet`.
    """
    chance = np.random.default_rng(seed)
    sort = chance.choice(len(_SORTS), size=elements, p=[share for *_, share, _ in _SORTS])
    ends = _connected(chance, sort)
    place = chance.permutation(elements)  # neighbours do not stand side by side in a real file
    paths = Tables(folder / f"elements{ending}", folder / f"connections{ending}")
    sort_of_row = np.empty_like(sort)
    sort_of_row[place] = sort
    tables = {
        paths.elements: _elements(sort_of_row),
        paths.connections: _connections(chance, sort_of_row, *(place[end] for end in ends)),
    }
    for path, table in tables.items():
        if ending == ".csv":
            csv.write_csv(table, path, csv.WriteOptions(quoting_style="none"))
        else:
            parquet.write_table(table, path)
    return paths


def _connected(chance: np.random.Generator, sort: Numbers) -> tuple[Numbers, Numbers]:
    """Return the two ends of every connection; no two are connected twice the same way."""
    n = len(sort)
    draws = chance.pareto(2.5, n) + 0.5
    draws *= np.array([weight for *_, weight in _SORTS])[sort]
    hanging = (sort == 0) & (chance.random(n) < _HANGING / _SORTS[0][2])
    draws[hanging] = 0
    begins = _communities(chance, n)
    community = np.repeat(np.arange(len(begins) - 1), np.diff(begins))
    sums = np.concatenate([[0], np.cumsum(draws)])

    def draw(low: Any, high: Any, times: int) -> Numbers:
        at = sums[low] + chance.random(times) * (sums[high] - sums[low])
        drawn: Numbers = np.clip(np.searchsorted(sums, at, side="right") - 1, 0, n - 1)
        return drawn

    def draw_within(of: Numbers) -> Numbers:
        return draw(begins[community[of]], begins[community[of] + 1], len(of))

    alone = np.flatnonzero(hanging)
    wanted = PER_ELEMENT * n - len(alone)
    pairs = np.empty(0, dtype=np.int64)
    while len(pairs) < wanted:
        one = draw(0, n, int((wanted - len(pairs)) * 1.15) + 100)
        within = chance.random(len(one)) < _WITHIN
        other = np.where(within, draw_within(one), draw(0, n, len(one)))
        pairs = np.unique(np.concatenate([pairs, (one * n + other)[one != other]]))
    pairs = chance.permutation(pairs)[:wanted]
    holds = draw_within(alone)
    holds = np.where(holds == alone, (holds + 1) % n, holds)
    gives = chance.random(len(alone)) < 0.5
    one = np.concatenate([pairs // n, np.where(gives, alone, holds)])
    return one, np.concatenate([pairs % n, np.where(gives, holds, alone)])


def _communities(chance: np.random.Generator, n: int) -> Numbers:
    """Return where each community begins, and where the last ends."""
    mean = min(_COMMUNITY, max(n // 25, 10))
    sizes = chance.lognormal(np.log(mean) - 0.32, 0.8, size=2 * n // mean + 10)
    begins = np.cumsum(np.maximum(10, sizes).astype(np.int64))
    return np.concatenate([[0], begins[begins < n], [n]])


def _elements(sort: Numbers) -> pa.Table:
    ids = _numbered("e", len(sort))
    return pa.table(
        {
            "id": ids,
            "kind": np.array([kind for kind, *_ in _SORTS])[sort],
            "name": _numbered("Number ", len(sort)),
            "roles": np.array([role for _, role, *_ in _SORTS])[sort],
        }
    )


def _connections(
    chance: np.random.Generator, sort: Numbers, one: Numbers, other: Numbers
) -> pa.Table:
    order = chance.permutation(len(one))
    one, other = one[order], other[order]
    ids = _numbered("e", len(sort))
    type_ = _chosen(chance, _TYPES, len(one))
    cares = type_ == "cares_for"
    paid = np.where(np.isin(sort[one], _FORMAL), 0.9, 0.02)
    formality = np.where(chance.random(len(one)) < paid, "paid", "gifted")
    known = chance.random(len(one)) < 0.95
    return pa.table(
        {
            "id": _numbered("c", len(one)),
            "type": type_,
            "from": ids.take(pa.array(one)),
            "to": ids.take(pa.array(other)),
            "care_types": np.where(cares, _care_types(chance, len(one)), ""),
            "formality": np.where(cares & known, formality, ""),
            "frequency": _chosen(chance, _FREQUENCIES, len(one)),
            "state": _chosen(chance, _STATES, len(one)),
        }
    )


def _chosen(chance: np.random.Generator, words: dict[str, float], times: int) -> NDArray[Any]:
    return np.array(list(words))[chance.choice(len(words), size=times, p=list(words.values()))]


def _care_types(chance: np.random.Generator, times: int) -> NDArray[Any]:
    """Return up to three care types for each, some types far more common than others."""
    words = list(CARE_TYPES)
    common = 1 / np.arange(1, len(words) + 1)
    sayings = [
        "|".join(chance.choice(words, size=size, replace=False, p=common / common.sum()))
        for size in chance.integers(0, 4, size=400)
    ]
    return np.array(sayings)[chance.integers(0, len(sayings), size=times)]


def _numbered(word: str, times: int) -> pa.Array:
    numbers = pa.array(np.arange(times)).cast(pa.string())
    return pa.compute.binary_join_element_wise(word, numbers, "")
