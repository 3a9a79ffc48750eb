"""A picture is kept without what was said about it, and only if it is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.jpeg import MOST_PIXELS, NotAPicture, only_the_picture
from tests.pictures import EXIF, jpeg, segment


def test_exif_comments_and_profiles_are_left_out() -> None:
    plain = jpeg()
    told = jpeg(EXIF, segment(0xFE, b"Ivy's kitchen"), segment(0xE2, b"ICC_PROFILE\0"))
    assert only_the_picture(told) == only_the_picture(plain)
    assert b"Exif" not in only_the_picture(told)
    assert b"kitchen" not in only_the_picture(told)


def test_what_follows_the_picture_is_left_out() -> None:
    assert only_the_picture(jpeg() + b"PK\x03\x04 hidden files") == only_the_picture(jpeg())


def test_cleaning_twice_is_cleaning_once() -> None:
    once = only_the_picture(jpeg(EXIF))
    assert only_the_picture(once) == once


@given(st.binary(max_size=200))
def test_no_bytes_do_harm(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        only_the_picture(b"\xff\xd8" + data.replace(b"\xff\xc0", b"").replace(b"\xff\xc2", b""))


@given(st.integers(min_value=2, max_value=400))
def test_half_a_picture_is_none(length: int) -> None:
    whole = jpeg(EXIF)
    with pytest.raises(NotAPicture):
        only_the_picture(whole[: min(length, len(whole) - 2)])


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"<svg/>", b"%PDF-1.7"])
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        only_the_picture(data)


def test_a_picture_too_large_to_show_is_refused() -> None:
    assert MOST_PIXELS < 65_000 * 65_000
    with pytest.raises(NotAPicture):
        only_the_picture(jpeg(width=65_000, height=65_000))
