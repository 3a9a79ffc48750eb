"""How often somebody may ask in a minute."""

from __future__ import annotations

import pytest

from mapping import allowance
from mapping.allowance import WINDOW, Allowance


def test_an_allowance_is_everybodys_own_and_begins_anew_after_a_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1_000.0
    monkeypatch.setattr("mapping.allowance.time.monotonic", lambda: now)
    counts = Allowance(most=2)
    assert [counts.take("lin").left for _ in range(3)] == [1, 0, -1]
    assert counts.take("lin").is_over
    assert not counts.take("otto").is_over
    now += WINDOW
    assert (counts.take("lin").left, counts.take("lin").seconds) == (1, WINDOW)


def test_of_very_many_the_first_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "MOST_WHO", 3)
    counts = Allowance(most=5)
    assert [counts.take(who).left for who in "abcda"] == [4] * 5
