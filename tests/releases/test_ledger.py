"""No release tells of single people beside what it or an earlier one has answered.

Both stores keep the ledger in turn.
"""

from __future__ import annotations

import pytest

from mapping import neighbourhoods, releases
from mapping.model import DirectoryElement, Element, new_id
from mapping.releases import Release, asking, ledger
from mapping.vocabulary import Formality, Kind
from tests.releases.conftest import Street, _care


def gifts(street: Street, release: Release) -> dict[object, object]:
    answer = street.ask(release, "care_types_given", formality="gifted")
    return {row["care_type"]: row["mentions"] for row in answer.rows}


def neighbours_move_in(street: Street, gives: dict[str, int]) -> None:
    """As many as give most, and a garden club that they give it to."""
    here = street.larkmead
    club = DirectoryElement(id=new_id(), scope=here, name="Garden club", kind=Kind.GROUP)
    people = [
        DirectoryElement(id=new_id(), scope=here, name=f"Newcomer {n}", kind=Kind.PERSON)
        for n in range(max(gives.values()))
    ]
    lines = [
        _care(one.id, club.id, care_type, Formality.GIFTED)
        for care_type, givers in gives.items()
        for one in people[:givers]
    ]
    elements: list[Element] = [club, *people]
    neighbourhoods.add_to_directory(street.service, here, elements, lines)


def test_three_newcomers_do_not_move_a_number_and_eight_do(street: Street) -> None:
    """12 give meals, shown as 10; with three more it would be 15."""
    first = street.release()
    neighbours_move_in(street, {"meals": 3})
    second = street.release()
    assert gifts(street, second)["meals"] == gifts(street, first)["meals"] == 10
    assert second.people == first.people == 10
    neighbours_move_in(street, {"meals": 5})
    third = street.release()
    assert gifts(street, third)["meals"] == 20
    assert third.people == 20
    assert gifts(street, first)["meals"] == 10


def test_a_kind_of_care_that_a_few_bring_is_not_in_the_next_release(street: Street) -> None:
    """Else the next release would say that somebody new gives it."""
    street.release()
    neighbours_move_in(street, {"respite": 2})
    assert "respite" not in gifts(street, street.release())


def test_of_two_kinds_of_care_given_by_nearly_the_same_people_one_is_hidden(
    street: Street,
) -> None:
    """Twelve tend gardens, and ten of them run errands: who are the two?"""
    neighbours_move_in(street, {"gardening": 12, "errands": 10})
    told = gifts(street, street.release())
    assert (told["errands"], told["gardening"], told["meals"]) == (10, None, 10)


def test_a_question_that_is_new_to_a_release_is_answered_beside_what_it_has_answered(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The release is made by a program that does not know the question yet."""
    known = [one for one in releases.questions() if one.name != "care_types_given"]
    with monkeypatch.context() as older:
        older.setattr(asking, "questions", lambda: known)
        release = street.release()
    assert gifts(street, release) == {"meals": 10, "money": None, "space": 1}
    assert gifts(street, release) == {"meals": 10, "money": None, "space": 1}


def test_a_release_that_is_not_kept_leaves_nothing_in_the_ledger(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "keep", crash)
        with pytest.raises(KeyboardInterrupt):
            street.release()
    neighbours_move_in(street, {"meals": 3})
    assert gifts(street, street.release())["meals"] == 15


def test_the_ledger_knows_nobody_by_name_or_id(street: Street) -> None:
    street.agree(street.table.owner, street.rosa, street.arrow)
    release = street.release()
    known, people = street.service.read(
        lambda tx: (
            tx.one("ledger", neighbourhood=street.larkmead),
            tx.one("released_people", release=release.id),
        )
    )
    kept = f"{known} {people}"
    words = street.private_words() | set(street.listed.values()) | set(street.listed)
    assert [word for word in words if word in kept] == []
