"""Columns of many rows say what Python's own tuples and dictionaries would."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mapping.analysis import findings, pieces, report
from mapping.analysis.by_element import LISTED, Figures, by_element
from mapping.analysis.pairs import merged
from mapping.analysis.small import small_network
from mapping.columns import NONE, Numbered, Several, Texts

WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 300)), max_size=20)


@given(st.lists(WORDS, unique=True), st.lists(WORDS))
def test_texts_read_like_a_tuple_and_find_their_rows(texts: list[str], sought: list[str]) -> None:
    found = Texts.of(texts)
    assert found == tuple(texts)
    assert [found[row] for row in range(len(found))] == texts
    expected = [texts.index(one) if one in texts else NONE for one in sought]
    assert found.places(sought).tolist() == expected
    assert all((one in found) == (one in texts) for one in sought)


def test_texts_that_share_their_first_letters_or_end_early_are_told_apart() -> None:
    texts = [letters * times for times in range(1, 20) for letters in ("a", "aaaaaaaa", "ab")]
    texts = [*sorted(set(texts)), "a\0", "a\0\0"]
    assert Texts.of(texts).places(texts).tolist() == list(range(len(texts)))


def test_what_is_taken_of_texts_finds_its_own_rows() -> None:
    some = Texts.of(["ada", "ben", "cy", "dee"])[1:3]
    assert (list(some), some.places(["cy", "ada"]).tolist()) == (["ben", "cy"], [1, NONE])


def test_connections_without_an_id_are_named_for_their_line_when_somebody_asks() -> None:
    named = Numbered("line-", np.array([2, 4, 7]))
    assert named == ("line-2", "line-4", "line-7")
    assert named.only(np.array([True, False, True])) == ("line-2", "line-7")


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=3)), st.data())
def test_several_words_for_each_row_are_those_that_were_given(
    rows: list[list[str]], data: st.DataObject
) -> None:
    several = Several.of(rows)
    assert [several[row] for row in range(len(several))] == [tuple(sorted(set(r))) for r in rows]
    assert several.counts() == {
        word: sum(word in row for row in rows) for word in sorted({w for r in rows for w in r})
    }
    kept = [data.draw(st.booleans()) for _ in rows]
    whose = [data.draw(st.integers(0, 2)) for _ in rows]
    expected = {
        (of, word)
        for row, is_kept, of in zip(rows, kept, whose, strict=True)
        if is_kept
        for word in row
    }
    of, words = several.distinct(np.array(kept, dtype=bool), of=np.array(whose, dtype=int))
    pairs = [(o, several.words[w]) for o, w in zip(of.tolist(), words.tolist(), strict=True)]
    assert pairs == sorted(expected)
    some = several.only(np.array(kept, dtype=bool))
    assert [some[row] for row in range(len(some))] == [
        tuple(sorted(set(row))) for row, is_kept in zip(rows, kept, strict=True) if is_kept
    ]


@given(PAIRS)
def test_pairs_are_each_there_once_in_order_with_the_sum_of_what_was_given(
    pairs: list[tuple[int, int, int]],
) -> None:
    one, other, weights = (np.array([p[k] for p in pairs], dtype=np.int32) for k in range(3))
    ends_and_sums = merged(5, one, other, weights)
    sums: dict[tuple[int, int], int] = {}
    for a, b, weight in pairs:
        sums[a, b] = sums.get((a, b), 0) + weight
    found = list(zip(*(column.tolist() for column in ends_and_sums), strict=True))
    assert found == [(*key, sums[key]) for key in sorted(sums)]


def test_figures_of_many_elements_read_like_a_dictionary() -> None:
    """All zero or null is left out of many, as the definitions let it be."""
    n = LISTED + 1
    ids = Texts.of(f"{row:06}" for row in range(n))
    share = np.zeros(n)
    share[[3, 7]] = 0.5, math.nan
    found = by_element(ids, share)
    assert (found, found["000003"]) == ({"000003": 0.5}, 0.5)
    assert ("000007" in found, "zoe" in found, len(found)) == (False, False, 1)
    both = by_element(ids, {"share": share, "times": np.arange(n) % 8 == 7}, np.arange(n) < 9)
    assert both == {
        "000003": {"share": 0.5, "times": False},
        "000007": {"share": None, "times": True},
    }
    assert json.loads(b"".join(pieces({"found": both}))) == {"found": dict(both)}


@given(
    st.lists(WORDS, unique=True, max_size=8),
    st.lists(st.floats(allow_infinity=False), min_size=8, max_size=8),
)
def test_figures_are_written_as_they_are_read(names: list[str], numbers: list[float]) -> None:
    """Whatever ids there are, quotes and line ends too, and whatever numbers."""
    ids, rows = Texts.of(names), np.arange(len(names), dtype=np.int32)
    share = np.array(numbers)[: len(names)]
    for columns in (share, {'"so\n"': share, "times": rows}):
        figures = Figures(ids, columns, rows)
        assert json.loads(b"{" + b",".join(figures.written()) + b"}") == figures.whole()


def test_figures_of_few_elements_are_all_there() -> None:
    ids = Texts.of(["ada", "ben", "cy"])
    assert by_element(ids, np.array([0.5, math.nan, 0.0])) == {"ada": 0.5, "ben": None, "cy": 0.0}


def test_json_written_piece_by_piece_says_what_the_report_says() -> None:
    network = small_network("asha>ben:meals gp>asha ben>gp", formal="gp", alone="zoe")
    for name in ("all", "who", "wealth", "mixing"):
        written: Any = json.loads(b"".join(pieces(findings(network, name))))
        assert written == json.loads(json.dumps(report(network, name), allow_nan=False))


def test_an_empty_report_is_written_too() -> None:
    written = json.loads(b"".join(pieces(findings(small_network(""), "all"))))
    assert written["mixing"]["ei_by_element"] == {}
    assert written["wealth"]["givers"] == {}
