"""No two answers tell of single people by their difference, section 9.4 of the locality notes."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from mapping.disclosure import Answer, Answered, Shown, settle, shown

EVERYBODY = (1 << 40) - 1
SETS = st.sets(st.integers(0, 39)).map(lambda people: sum(1 << one for one in people))
FEW_SETS = st.lists(st.tuples(st.sampled_from("abcd"), SETS), max_size=6)


def first(people: int) -> int:
    """So many people, the same first ones each time."""
    return (1 << people) - 1


def number(code: str, people: int) -> Answered:
    count = people.bit_count()
    return Answered((code,), people, shown(count, count))


def answer(question: str, *numbers: Answered) -> Answer:
    return Answer(question, numbers)


def values(answers: list[Answer]) -> list[list[int | None]]:
    return [[one.shown.value for one in each.numbers] for each in answers]


def test_of_two_answers_that_overlap_but_for_two_people_the_second_is_hidden() -> None:
    """20 get meals; the same but two get meals and are over 80: who are the two?"""
    earlier = [answer("meals", number("all", first(20)))]
    new = [answer("meals over 80", number("all", first(18)))]
    assert values(settle(new, earlier, everybody=EVERYBODY)) == [[None]]


def test_the_same_people_and_quite_other_people_may_both_be_told() -> None:
    earlier = [answer("meals", number("all", first(20)))]
    new = [answer("money", number("all", first(20))), answer("social", number("all", first(12)))]
    assert values(settle(new, earlier, everybody=EVERYBODY)) == [[20], [10]]


def test_two_answers_of_one_release_are_set_against_each_other_too() -> None:
    new = [answer("b", number("all", first(20))), answer("a", number("all", first(21)))]
    assert values(settle(new, [], everybody=EVERYBODY)) == [[20], [None]]


def test_all_but_a_few_tell_of_the_few() -> None:
    assert values(settle([answer("a", number("all", first(38)))], [], everybody=EVERYBODY)) == [
        [None]
    ]


def test_a_number_of_which_few_people_came_or_went_is_shown_as_it_was() -> None:
    """12 were shown as 10; 15 now would be 15. After eight changes it is made anew."""
    then = settle([answer("a", number("all", first(12)))], [], everybody=EVERYBODY)
    later = settle([answer("a", number("all", first(15)))], then, everybody=EVERYBODY)
    assert values(later) == [[10]]
    latest = settle([answer("a", number("all", first(20)))], [*then, *later], everybody=EVERYBODY)
    assert values(latest) == [[20]]


def test_a_small_number_that_grows_by_a_few_stays_hidden() -> None:
    then = settle([answer("a", number("all", first(7)))], [], everybody=EVERYBODY)
    later = settle([answer("a", number("all", first(9)))], then, everybody=EVERYBODY)
    assert values(later) == [[None]]


def test_a_row_that_comes_or_goes_with_a_few_people_does_neither() -> None:
    then = settle([answer("a", number("old", first(5)))], [], everybody=EVERYBODY)
    later = settle([answer("a", number("new", first(3)))], then, everybody=EVERYBODY)
    assert [(one.code, one.shown) for one in later[0].numbers] == [
        (("new",), Shown(0)),
        (("old",), Shown(None)),
    ]


def test_a_number_of_bodies_stays_exact() -> None:
    of_bodies = Answered(("all",), 0, Shown(3))
    assert values(settle([answer("a", of_bodies)], [], everybody=EVERYBODY)) == [[3]]


@given(FEW_SETS, FEW_SETS)
def test_no_two_numbers_that_are_told_differ_by_a_few_people(
    before: list[tuple[str, int]], now: list[tuple[str, int]]
) -> None:
    earlier: list[Answer] = []
    for release in (before, now):
        new = [
            answer(question, number("all", people)) for question, people in dict(release).items()
        ]
        earlier += settle(new, earlier, everybody=EVERYBODY)
    told = [one.people for each in earlier for one in each.numbers if one.tells]
    assert not [
        (one, other)
        for one, other in combinations([*told, EVERYBODY], 2)
        if 1 <= (one ^ other).bit_count() < 8
    ]
