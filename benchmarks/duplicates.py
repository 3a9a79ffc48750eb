"""How soon a large directory says which of its entries are likely the same."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from typing import Final

from benchmarks.figure import Figure
from benchmarks.served import joined, new_place, serve
from mapping import merging, neighbourhoods
from mapping.model import DirectoryElement, new_id
from mapping.store import Engine
from mapping.vocabulary import Kind

ENTRIES: Final = 10_000
TARGET: Final = 1.0
TIMES: Final = 5

_WHERE: Final = [
    first + last
    for first in ("Mill", "Tan", "Lark", "Kiln", "Salt", "High", "Cold", "Plover", "Heron", "Ash")
    for last in ("field", "ford", "mead", "yard", "ton", "by", "wick", "well", "ley", "gate")
]
_WHAT: Final = (
    *("lunch", "club", "singers", "gardeners", "walkers", "knitters", "kitchen", "hub", "advice"),
    *("befriending", "choir", "church", "hall", "library", "surgery", "pharmacy", "bakery", "cafe"),
    *("nursery", "allotment", "centre", "association", "food", "bank", "repair"),
)


def entries(scope: str, number: int = ENTRIES) -> list[DirectoryElement]:
    """Return entries of a directory, one in a hundred there twice with a word more in its name."""
    chance, made = random.Random(10), list[DirectoryElement]()
    for nth in range(number):
        if nth % 100 == 99:
            twin = chance.choice(made)
            made.append(twin.model_copy(update={"id": new_id(), "name": f"The {twin.name}"}))
            continue
        made.append(
            DirectoryElement(
                id=new_id(),
                scope=scope,
                kind=Kind.GROUP,
                name=" ".join([chance.choice(_WHERE), *chance.sample(_WHAT, 2)]),
                address=f"{chance.randint(1, 200)} {chance.choice(_WHERE)} Road",
                postcode=f"ZZ{chance.randint(1, 9)} {chance.randint(1, 9)}{chance.choice('AB')}Q",
            )
        )
    return made


def likely_duplicates(engine: Engine) -> Iterator[Figure]:
    """Ask a directory for its likely duplicates, with the store read each time."""
    with new_place(engine) as place, serve(place), joined(place) as service:
        id_ = neighbourhoods.create(service, name="Borough")
        neighbourhoods.add_to_directory(service, id_, entries(id_))
        took = []
        for _ in range(TIMES):
            begun = time.perf_counter()
            merging.alike(service, id_)
            took.append(time.perf_counter() - begun)
    what = f"likely duplicates among {ENTRIES:,} entries"
    yield Figure(what, statistics.median(took), "s", TARGET)
