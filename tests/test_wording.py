"""The words that people consent to can be read at the age of eleven, and never change unseen."""

from __future__ import annotations

import re

import pytest

from mapping.sharing import Wording, wordings_on_file

WORDINGS = {one.id: one for one in wordings_on_file()}
FOR = {"team", "neighbourhood", "evaluation", "drawn", "linked"}


def syllables(word: str) -> int:
    """Return about how many syllables an English word has."""
    sounded = re.sub(r"(?<=[^aeiouyl])es?$|(?<=[^aeiouytd])ed$", "", word.casefold())
    return max(1, len(re.findall(r"[aeiouy]+", sounded or word)))


def reading_age(text: str) -> float:
    """Return the age at which a text is read with ease: the grade of Flesch and Kincaid, plus 5."""
    sentences = len(re.findall(r"[.?!:](?:\s|$)", text))
    words = re.findall(r"[A-Za-z']+", text)
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59 + 5


def test_there_is_a_text_for_each_thing_that_is_agreed_to() -> None:
    assert {one.purpose for one in WORDINGS.values()} == FOR
    assert all(one.id == f"{one.purpose}-{one.version}" for one in WORDINGS.values())


@pytest.mark.parametrize("wording", WORDINGS.values(), ids=list(WORDINGS))
def test_it_can_be_read_at_the_age_of_eleven(wording: Wording) -> None:
    assert reading_age(wording.text) <= 11


def test_the_formula_gives_what_is_published_of_it() -> None:
    """ "The cat sat on the mat" has a grade of -1.45; a sentence of long words is far above."""
    assert reading_age("The cat sat on the mat.") == pytest.approx(3.55, abs=0.01)
    hard = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
    assert reading_age(hard) == pytest.approx(11.3 + 5, abs=1.5)
