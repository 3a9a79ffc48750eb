"""Nobody who is released as a row is one of few, section 9.5 of the locality notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.disclosure import Shown, TooFew, anonymous

WARDS = {"L01": "north", "L02": "north", "L03": "south", "L04": "south"}
LADDERS = {
    "area": [WARDS.__getitem__, lambda _: "all"],
    "household": [lambda size: "3+" if int(size) > 2 else size, lambda _: ""],
    "sector": [],
}
PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "area": st.sampled_from(sorted(WARDS)),
            "household": st.sampled_from("123456"),
            "sector": st.sampled_from(["informal", "formal"]),
            "gets": st.sampled_from(["meals", "money", "respite", "space"]),
        }
    ),
    max_size=80,
)


def people(*groups: tuple[int, str, str]) -> list[dict[str, str]]:
    return [
        {"area": area, "household": household, "sector": "informal"}
        for how_many, area, household in groups
        for _ in range(how_many)
    ]


def test_people_who_are_many_of_a_kind_are_told_as_they_are() -> None:
    found = anonymous(people((8, "L01", "1"), (9, "L02", "2")), LADDERS)
    assert (len(found.people), set(found.steps.values()), found.left_out) == (17, {0}, Shown(0))


def test_the_field_with_most_values_is_said_less_finely_first() -> None:
    """Four in each of five sizes of household, in one area: 3, 4 and 5 become 3+."""
    found = anonymous(
        people((8, "L01", "1"), (8, "L01", "2"), *[(4, "L01", n) for n in "345"]), LADDERS
    )
    assert found.steps == {"area": 0, "household": 1, "sector": 0}
    assert Counter(one["household"] for one in found.people) == {"1": 8, "2": 8, "3+": 12}


def test_a_few_are_left_out_rather_than_blur_all_and_their_number_is_not_told() -> None:
    found = anonymous(people((96, "L01", "1"), (4, "L03", "2")), LADDERS)
    assert (len(found.people), found.left_out) == (96, Shown(None))
    assert set(found.steps.values()) == {0}


def test_people_who_look_alike_do_not_all_get_the_same() -> None:
    """All twelve of L01 get respite; with L02 there are three kinds and none above 80 %."""
    alike = [
        {"area": area, "gets": gets}
        for area, gets, how_many in (
            ("L01", "respite", 12),
            ("L02", "meals", 6),
            ("L02", "money", 6),
            ("L02", "respite", 6),
        )
        for _ in range(how_many)
    ]
    found = anonymous(alike, {"area": LADDERS["area"]}, sensitive=["gets"])
    assert {one["area"] for one in found.people} == {"north"}
    assert len(found.people) == 30


def test_too_few_people_are_refused() -> None:
    with pytest.raises(TooFew, match="Leave fields out"):
        anonymous(people((4, "L01", "1")), LADDERS)


@given(PEOPLE, st.sampled_from([(), ("gets",)]))
def test_each_combination_is_shared_by_enough_and_few_are_left_out(
    many: Sequence[Mapping[str, str]], sensitive: Sequence[str]
) -> None:
    try:
        found = anonymous(many, LADDERS, sensitive=sensitive)
    except TooFew:
        return
    alike = Counter(tuple(one[field] for field in LADDERS) for one in found.people)
    assert all(count >= 8 for count in alike.values())
    assert len(many) - len(found.people) <= 0.05 * len(many)
    for combination in alike if sensitive else ():
        gets = Counter(
            one["gets"]
            for one in found.people
            if tuple(one[field] for field in LADDERS) == combination
        )
        assert len(gets) >= 3
        assert max(gets.values()) <= 0.8 * sum(gets.values())


@given(PEOPLE)
def test_the_order_of_people_does_not_matter(many: Sequence[dict[str, str]]) -> None:
    try:
        found = anonymous(many, LADDERS)
    except TooFew:
        return
    assert anonymous(many[::-1], LADDERS).people == found.people[::-1]
