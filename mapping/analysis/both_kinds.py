"""Both kinds of care: what share of the people supported have care from either side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NotRequired

import numpy as np
from typing_extensions import TypedDict

from mapping.analysis.by_element import by_element
from mapping.analysis.kernels import Numbers
from mapping.analysis.reading import SIDES, Reading


class BothKinds(TypedDict):
    """How many people supported have care from which side, or of which formality."""

    supported: int
    with_both: int
    formal_only: int
    informal_only: int
    with_neither: int
    with_both_share: float | None
    givers_by_side: NotRequired[Mapping[str, dict[str, int]]]


class ByFormality(TypedDict):
    """The same by how care is given: for pay, or as a gift."""

    with_both: int
    paid_only: int
    gifted_only: int
    with_neither: int
    with_both_share: float | None
    givers: NotRequired[Mapping[str, dict[str, int]]]


def both_kinds(reading: Reading) -> BothKinds:
    """Return who has care from both sides: distinct givers of active `cares_for`. O(connections).

    Care from somebody on no side, such as a team, counts for neither. None has a share if nobody is
    supported.

    Parameters
    ----------
    reading
        Its supported people are those by role, or everybody who receives care if there is none.
    """
    givers, receivers, _ = reading.care_ties
    numbers = [
        np.bincount(receivers[reading.side[givers] == side], minlength=reading.network.n)
        for side in range(len(SIDES))
    ]
    people = reading.supported_people
    both, formal, informal, neither = _split(*(number[people] for number in numbers))
    return {
        "supported": both + formal + informal + neither,
        "with_both": both,
        "formal_only": formal,
        "informal_only": informal,
        "with_neither": neither,
        "with_both_share": _share(both, int(people.sum())),
        "givers_by_side": by_element(
            reading.network.ids, dict(zip(SIDES, numbers, strict=True)), people
        ),
    }


def by_formality(reading: Reading) -> ByFormality:
    """Return who has both paid and gifted care, whoever gives it. O(connections).

    Care of which nobody has said whether it is paid counts for neither.
    """
    network = reading.network
    numbers = {}
    for formality in ("paid", "gifted"):
        _, receivers, _ = reading.care_ties_of(reading.formality_is(formality))
        numbers[formality] = np.bincount(receivers, minlength=network.n)
    people = reading.supported_people
    both, paid, gifted, neither = _split(*(number[people] for number in numbers.values()))
    return {
        "with_both": both,
        "paid_only": paid,
        "gifted_only": gifted,
        "with_neither": neither,
        "with_both_share": _share(both, int(people.sum())),
        "givers": by_element(network.ids, numbers, people),
    }


def _split(one: Numbers, other: Numbers) -> tuple[int, int, int, int]:
    """Return how many have both, the one only, the other only, and neither."""
    return (
        int(((one > 0) & (other > 0)).sum()),
        int(((one > 0) & (other == 0)).sum()),
        int(((one == 0) & (other > 0)).sum()),
        int(((one == 0) & (other == 0)).sum()),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
