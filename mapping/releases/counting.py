"""What a question gives on a release's inner database, not settled yet.

Rows come with the people behind them and the things that they count; rows for all the values of a
column are added here, so that shares have a whole. What of it goes out is for `ledger.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from mapping.disclosure import Answer, Answered, shown
from mapping.releases.kept import Release
from mapping.releases.questions import ALL, keys_of, queries
from mapping.store import Row, Store
from queries import COUNTED, WHOM, Query


@dataclass(frozen=True)
class _Count:
    """A true number: its row, what it counts, and who is behind it."""

    key: tuple[str, ...]
    number: int
    things: frozenset[int]
    whom: frozenset[int]
    behind: int | None


def answer_name(query: str, chosen: Mapping[str, str]) -> str:
    """Return what the answer to a question is called: the question, and what was chosen in it."""
    return "_".join([query, *chosen.values()])


def counted(store: Store, query: str, chosen: Mapping[str, str], release: Release) -> Answer:
    """Return what a question gives, each number as it may be shown by itself.

    Its people are by their places in the release.
    """
    question = queries()[query]
    [(column, behind)] = question.controls.items()
    rows = [
        _count(question, row, column, behind)
        for row in store.read(lambda tx: tx.rows(query, **chosen))
    ]
    numbers = [
        Answered(
            code=(*one.key, column),
            people=sum(1 << place for place in one.whom),
            shown=shown(
                one.number, one.behind, threshold=release.threshold, round_to=release.round_to
            ),
            things=one.things,
            behind=one.behind,
        )
        for one in [*rows, *_all_together(question, rows)]
    ]
    return Answer(answer_name(query, chosen), tuple(numbers), question.counts)


def _count(query: Query, row: Row, column: str, behind: str) -> _Count:
    whom = frozenset(row[WHOM])
    return _Count(
        key=tuple(row[name] for name in keys_of(query)),
        number=row[column],
        things=frozenset(row[COUNTED]) if COUNTED in row else whom,
        whom=whom,
        behind=row[behind],
    )


def _all_together(query: Query, rows: list[_Count]) -> Iterator[_Count]:
    """Yield a number for all the values of each column that adds up, and of several at once."""
    places = [keys_of(query).index(name) for name in query.adds_up]
    for many in range(1, len(places) + 1):
        for over in combinations(places, many):
            groups: dict[tuple[str, ...], list[_Count]] = {}
            for row in rows:
                key = tuple(ALL if at in over else word for at, word in enumerate(row.key))
                groups.setdefault(key, []).append(row)
            yield from (_together(key, parts) for key, parts in groups.items())


def _together(key: tuple[str, ...], parts: list[_Count]) -> _Count:
    """Put counts together, what is in several of them once."""
    things = frozenset[int]().union(*(one.things for one in parts))
    whom = frozenset[int]().union(*(one.whom for one in parts))
    behind = [one.behind for one in parts if one.behind is not None]
    return _Count(
        key=key,
        number=len(things) or sum(one.number for one in parts),
        things=things,
        whom=whom,
        # Of people all are known; of what two sides do, no fewer than are behind any part.
        behind=len(whom) if whom and things == whom else max(behind, default=None),
    )
