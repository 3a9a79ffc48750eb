"""All the questions, asked of one made-up borough: on both stores, and beside the analysis.

The borough is released once for all of these tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fixtures.borough.make import Borough, generate
from mapping.analysis import report
from mapping.disclosure import Shown, settle
from mapping.interchange.network_tables import from_tables
from mapping.releases import asking, making, protecting
from mapping.releases.asking import rows_of
from mapping.releases.contents import Contents, contents_of
from mapping.releases.counting import answer_name, counted
from mapping.releases.questions import queries, questions
from mapping.store import Engine, Store
from mapping.store.released import ReleasedServer
from queries import COUNTED, FOLDER, TOPICS, WHOM, load
from tests.conftest import OpenStores, run_cypher
from tests.releases.borough import borough_release, view_of, with_teams

ELEMENTS = 345
CHOICES = [(one.name, choice) for one, choice in asking.every_answer()]
INDEX = "CREATE INDEX released IF NOT EXISTS FOR (n:ReleasedElement) ON (n.id)"
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def borough() -> Borough:
    return with_teams(generate(elements=ELEMENTS))


@pytest.fixture(scope="module")
def contents(borough: Borough) -> Contents:
    return contents_of(view_of(borough), frozenset())


@dataclass(frozen=True)
class Inner:
    """A release's inner database on an engine."""

    store: Store

    @cache  # noqa: B019  one for each engine of a run
    def rows(self, query: str, formality: str = "") -> Rows:
        """Return what a question gives, its lists in an order of their own."""
        chosen = dict(zip((p.name for p in queries()[query].parameters), [formality], strict=False))
        rows = self.store.read(lambda tx: tx.rows(query, **chosen))
        return [
            {k: sorted(set(v)) if isinstance(v, list) else v for k, v in row.items()}
            for row in rows
        ]

    def count(self, query: str, *key: str, formality: str = "gifted", **where: str) -> Counter[str]:
        """Return the numbers of a question by a column, of rows with these values."""
        [column] = queries()[query].controls
        found: Counter[str] = Counter()
        for row in self.rows(query, formality):
            if where.items() <= row.items():
                found["/".join(row[name] for name in key)] += row[column]
        return found


Opened = Callable[[Engine], Inner]


@pytest.fixture(scope="module")
def inner(
    open_stores: OpenStores, contents: Contents, tmp_path_factory: pytest.TempPathFactory
) -> Any:
    """Open the release on an engine: once each."""
    server = ReleasedServer(tmp_path_factory.mktemp("released"))
    with server.building(server.folder) as made_of:
        embedded = made_of["inner"]
        making._fill(embedded, contents)

        @cache
        def opened(engine: Engine) -> Inner:
            if engine == "embedded":
                return Inner(embedded)
            live = open_stores.get(engine)
            run_cypher(live, "MATCH (n:ReleasedElement) DETACH DELETE n")
            here = Store(
                engine=engine,
                driver=live._driver,
                database=live._database,
                queries=load(FOLDER),
            )
            run_cypher(live, INDEX)
            making._fill(here, contents)
            return Inner(here)

        yield opened


def test_there_are_questions_about_everything_that_is_asked() -> None:
    found = questions()
    assert len(found) >= 25
    assert {one.topic for one in found} == set(TOPICS)
    for one in found:
        assert one.words.endswith("?")
        assert one.definition.endswith(".")
        assert one.example.startswith(f"queries/{one.name}")
        assert all(column.words for column in one.columns)


@pytest.mark.parametrize(("query", "chosen"), CHOICES)
def test_each_question_gives_the_same_rows_on_both_stores(
    inner: Opened, engine: Engine, query: str, chosen: dict[str, str]
) -> None:
    """And each number is as many as what it counts, with people behind it or with none."""
    first = next(iter(chosen.values()), "")
    rows = inner(engine).rows(query, first)
    assert rows == inner("embedded").rows(query, first)
    [(column, behind)] = queries()[query].controls.items()
    for row in rows:
        counts = row.get(COUNTED) or row[WHOM]
        assert row[column] == len(counts) or not counts
        assert row[behind] is None or 0 < row[behind] <= len(row[WHOM])
        assert (row[behind] is None) == (not row[WHOM])


def test_the_questions_agree_with_the_analysis_of_the_same_network(
    inner: Opened, borough: Borough, tmp_path: Path
) -> None:
    """Which reads the tables and shares no line with the queries."""
    borough.write(tmp_path)
    tables = (tmp_path / "elements.csv", tmp_path / "connections.csv")
    told = report(from_tables(*tables), "all")
    ask = inner("embedded").count
    assert ask("care_types_given", "care_type") == told["wealth"]["mentions"]
    paid = ask("care_types_given", "care_type", formality="paid")
    assert paid == told["wealth"]["paid_mentions"]
    assert ask("unused_care", "care_type") == told["wealth"]["unused"]
    gives = ask("who_gives_care", "gives")
    assert (gives["yes"], gives.total()) == (
        told["wealth"]["offering_gifted"],
        told["who"]["actors"],
    )
    matrix = told["mixing"]["matrix"]
    pairs = ask("mixing_of_sectors", "giver", "getter")
    pairs += ask("mixing_of_sectors", "giver", "getter", formality="paid")
    assert pairs == {
        f"{giver}/{getter}": many
        for giver, row in matrix.items()
        for getter, many in row.items()
        if many
    }
    sides = ask("ties_across_sides", "sides")
    within = told["mixing"]["within_side_ties"]
    assert (sides["across"], sides["within_formal"], sides["within_informal"]) == (
        told["mixing"]["cross_side_ties"],
        within["formal"],
        within["informal"],
    )
    bridging, both = told["bridging"], ask("care_from_both_sides", "care_from")
    names = ("with_both", "formal_only", "informal_only", "with_neither")
    assert [both[name] for name in ("both", "formal", "informal", "neither")] == [
        len(bridging[name]) if isinstance(bridging[name], list) else bridging[name]
        for name in names
    ]
    resilience = told["resilience"]
    one = resilience["people_with_one_giver"]
    many = len(one) if isinstance(one, list) else one
    assert ask("people_by_number_of_givers", "givers")["1"] == many
    back = ask("care_returned", "returned")
    assert back["yes"] / back.total() == pytest.approx(resilience["reciprocity"])


def test_what_goes_out_of_a_release_is_small_nowhere_and_adds_up_to_nothing_small(
    inner: Opened, contents: Contents
) -> None:
    """Every number of every question, as all of them go out together."""
    release, store = borough_release(), inner("embedded").store
    answers = [counted(store, name, chosen, release) for name, chosen in CHOICES]
    people = sum(1 << row["place"] for row in contents.elements if row["kind"] == "person")
    settled = settle(answers, [], everybody=people)
    out = protecting.protected(
        [(one, answer) for one, answer in zip(settled, answers, strict=True)],
        [],
        threshold=release.threshold,
        round_to=release.round_to,
    )
    exact = {
        (answer.question, one.code)
        for answer in answers
        for one in answer.numbers
        if one.behind is None
    }
    numbers = {(answer.question, one.code): one.shown for answer in out for one in answer.numbers}
    controlled = [shown for code, shown in numbers.items() if code not in exact]
    assert all(one.value is None or one.value == 0 or one.value >= 10 for one in controlled)
    # Of 300 people; with more than half hidden larger areas would have to be offered.
    assert sum(one.hidden for one in controlled) < len(controlled) / 2
    assert any(one.value and one.value % 5 for code, one in numbers.items() if code in exact)
    names = {answer_name(name, chosen): name for name, chosen in CHOICES}
    for answer in out:
        for row in rows_of(answer, names[answer.question]):
            share = row.get("per_cent", Shown(0)).value
            assert share is None or 0 <= share <= 110
