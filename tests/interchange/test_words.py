"""The words of other programs' maps, and what they are taken for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.interchange import words
from mapping.vocabulary import CARE_TYPES, Kind


@pytest.mark.parametrize(
    ("text", "kind", "guessed"),
    [
        ("Charity", "organisation", False),
        ("social_care_provider", "social_care_provider", False),
        ("GP  practice", "health_care_provider", False),
        ("Mutual Aid", "group", False),
        ("Local charity", "organisation", True),
        ("Friends of the park", "place", True),
        ("Person with dementia", "person", True),
        ("Older people", "person", True),
        ("Carers group", "group", True),
    ],
)
def test_a_kind_is_mapped_where_the_word_is_known_and_else_guessed(
    text: str, kind: str, *, guessed: bool
) -> None:
    found, _, was_guessed = words.kind_of(text)
    assert (found, was_guessed) == (kind, guessed)


def test_a_role_that_a_word_says_is_kept() -> None:
    assert words.kind_of("Care worker") == (Kind.PERSON, {"roles": ("care_worker",)}, False)


@given(st.text())
def test_any_text_at_all_is_answered(text: str) -> None:
    words.kind_of(text)
    words.body_in(text)
    words.connection_of(text)
    assert {care_type for care_type, _ in words.care_types_in(text)} <= set(CARE_TYPES)


@pytest.mark.parametrize(
    ("text", "care_types"),
    [
        ("Community Counselling", {"wellness"}),
        ("Lunch club and befriending", {"meals", "social"}),
        ("Party planning", set()),
        ("Debt advice", {"money", "information"}),
    ],
)
def test_care_types_are_guessed_from_words(text: str, care_types: set[str]) -> None:
    assert {care_type for care_type, _ in words.care_types_in(text)} == care_types


@pytest.mark.parametrize("care_type", CARE_TYPES)
def test_a_care_type_is_known_by_its_id_and_by_its_plain_words(care_type: str) -> None:
    assert words.care_type_of(care_type) == care_type
    assert words.care_type_of(CARE_TYPES[care_type]) == care_type
