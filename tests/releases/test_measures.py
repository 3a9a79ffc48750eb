"""Measures of a release are made of what its questions show."""

from __future__ import annotations

import pytest

from mapping import releases
from mapping.disclosure import Shown
from mapping.policy import NotFound
from mapping.releases import Measure
from mapping.releases.measuring import _ei_index, _Share, _share
from mapping.service import Service

TIES: dict[tuple[str, ...], int | None] = {
    ("across",): 20,
    ("within_formal",): 30,
    ("within_informal",): 50,
    ("all",): 100,
}
SHARE = _Share("cross_side_share", "Ties that join", "ties_across_sides", ("across",))


def of(numbers: dict[tuple[str, ...], int | None]) -> tuple[Measure, Measure]:
    told = {key: Shown(value) for key, value in numbers.items()}
    return _share(SHARE, told), _ei_index(lambda *_: told)


def test_a_share_and_an_index_come_with_their_whole() -> None:
    share, index = of({**TIES})
    assert (share.value, share.whole) == (20, 100)
    assert (index.value, index.whole) == (-0.6, 100)


@pytest.mark.parametrize("hidden", [("across",), ("within_formal",)])
def test_a_measure_of_a_hidden_number_is_hidden(hidden: tuple[str]) -> None:
    share, index = of({**TIES, hidden: None})
    assert (index.value, index.value_hidden, index.whole) == (None, True, None)
    assert share.value_hidden == (hidden == ("across",))


def test_of_too_few_no_measure_is_made() -> None:
    share, index = of({("across",): 10, ("within_formal",): 15, ("all",): 25})
    assert (share.value, index.value) == (None, None)


def test_a_release_that_is_not_there_has_none(service: Service) -> None:
    with pytest.raises(NotFound):
        releases.measures(service, "nowhere")
