"""What the pilot published, as one check of a report of `all`."""

from __future__ import annotations

from typing import Any, Final

MENTIONS: Final = {
    "wellness": 30,
    "social": 24,
    "recreation": 10,
    "education": 10,
    "advocacy": 5,
}
"""The five types of care whose mentions are published."""


def assert_published(found: dict[str, Any]) -> None:
    """Check every figure that the pilot published: 42, 32 (76.2 %), 10, 20 and the mentions."""
    who, wealth = found["who"], found["wealth"]
    assert who["actors"] == 42
    assert (who["by_kind"]["team"], who["by_kind"]["circle"]) == (5, 3)
    assert who["by_kind"].keys() == {"person", "group", "organisation", "team", "circle"}
    assert wealth["offering_gifted"] == 32
    assert round(100 * wealth["offering_gifted_share"], 1) == 76.2
    assert (wealth["not_offering_gifted"], wealth["giving_no_care"]) == (10, 10)
    assert wealth["types"] == 20
    assert {type_: wealth["mentions"][type_] for type_ in MENTIONS} == MENTIONS
    assert "32 of 42 people and bodies (76.2%) give care as a gift." in wealth["sentences"]
