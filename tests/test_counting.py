"""Reports made in a process of their own: the same, one after another, and to be stopped."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Iterator

import pytest

from mapping import counting
from mapping.analysis import USUAL, report
from mapping.counting import Counting, CountingFailed
from mapping.network import CareNetwork, ConnectionFacts, ElementFacts, make_network


def ring(people: int) -> CareNetwork:
    """People of whom each cares for the next."""
    return make_network(
        [ElementFacts(f"p{n}", "person", f"P {n}", "informal", True) for n in range(people)],
        [
            ConnectionFacts(f"c{n}", "cares_for", f"p{n}", f"p{(n + 1) % people}", "generative")
            for n in range(people)
        ],
    )


@pytest.fixture
def made_apart() -> Iterator[Counting]:
    with contextlib.closing(Counting()) as started:
        yield started


def test_a_small_network_is_counted_at_once_and_needs_no_process(made_apart: Counting) -> None:
    count = made_apart.begin(ring(3), "who", USUAL)

    assert json.loads(count.wait(0) or "") == report(ring(3), "who")
    assert made_apart._process is None


def test_a_large_one_is_counted_apart_and_says_the_same(made_apart: Counting) -> None:
    large = ring(counting.SMALL)
    first, second = (made_apart.begin(large, name, USUAL) for name in ("who", "wealth"))

    assert json.loads(second.wait(60) or "") == report(large, "wealth")
    assert json.loads(first.wait(0) or "") == report(large, "who")
    assert first.begun == ["who"]


def test_one_that_is_stopped_holds_up_no_other(made_apart: Counting) -> None:
    long, next_, never = (
        made_apart.begin(ring(people), "all", USUAL) for people in (60_000, 2_000, 50_000)
    )
    deadline = time.monotonic() + 60
    while not long.begun and time.monotonic() < deadline:
        time.sleep(0.01)

    made_apart.stop(never)
    made_apart.stop(long)

    assert long.wait(5) is None
    assert never.wait(0) is None
    assert next_.wait(60) is not None
    made_apart.stop(next_)
    assert not next_.stopped, "what is made stays"


def test_a_process_that_ends_by_itself_fails_one_report_and_not_the_next(
    made_apart: Counting,
) -> None:
    lost = made_apart.begin(ring(60_000), "all", USUAL)
    while made_apart._process is None:
        time.sleep(0.01)
    made_apart._process.kill()

    with pytest.raises(CountingFailed):
        lost.wait(60)
    assert made_apart.begin(ring(2_000), "who", USUAL).wait(60) is not None


def test_closing_ends_what_is_under_way_and_begins_nothing_more() -> None:
    closed = Counting()
    under_way = closed.begin(ring(60_000), "all", USUAL)

    closed.close()

    assert under_way.wait(5) is None
    assert closed.begin(ring(2_000), "who", USUAL).wait(5) is None
