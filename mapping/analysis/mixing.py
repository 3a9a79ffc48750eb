"""Mixing: whether formal and informal carers are tied to each other or keep apart.

*Carer ties* are ties with a carer, who has a side, at both ends; each pair once, whatever runs in
it. Supported people, teams, circles and places have no side. Carers without a tie count in the
sizes of the sides and in what chance would give.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from typing_extensions import TypedDict

from mapping.analysis.by_element import by_element
from mapping.analysis.options import USUAL, Options
from mapping.analysis.reading import CONTACTS_UNIT, POSITIONS, SIDES, Reading
from mapping.analysis.words import Named, count_of
from mapping.network import CareNetwork, Codes

ENOUGH_CARERS: Final = 10
"""With fewer carers, or one on a side, no z is given."""

BEYOND_CHANCE: Final = 2
"""Fewer standard deviations than this are said to be no more than chance can do."""

Table = dict[str, dict[str, int]]


class Mixing(TypedDict):
    """The fields of the report; `DEFINITIONS` says what each means."""

    matrix: Table
    matrix_contacts: dict[str, dict[str, float]]
    sides: dict[str, int]
    carer_ties: int
    cross_side_ties: int
    within_side_ties: dict[str, int]
    ei_index: float | None
    ei_by_side: dict[str, float | None]
    ei_by_element: Mapping[str, float | None]
    ei_expected: float | None
    ei_sd: float | None
    ei_z: float | None
    yule_q: float | None
    coleman: dict[str, float | None]
    assortativity_sides: float | None
    assortativity_sectors: float | None


DEFINITIONS = {
    "matrix": "Who gives care to whom: how many give (rows) to how many (columns), by sector.",
    "matrix_contacts": "The same, in contacts a week.",
    "sides": "How many formal and informal carers there are. Community counts as informal unless"
    " chosen otherwise; people who are supported stand between.",
    "carer_ties": "Links between two carers. Two who are linked in several ways count once.",
    "cross_side_ties": "Links between a formal and an informal carer.",
    "within_side_ties": "Links between two formal carers, and between two informal ones.",
    "ei_index": "Whether carers link across (+1) or among their own (-1). Sizes mislead: read it"
    " beside what chance would give.",
    "ei_by_side": "The same, for the links of one side.",
    "ei_by_element": "The same, for the links of one carer.",
    "ei_expected": "What chance would give with sides of this size.",
    "ei_sd": "How far chance would stray from that, one standard deviation.",
    "ei_z": "How many standard deviations the map is from chance. Not given for fewer than"
    f" {ENOUGH_CARERS} carers, or fewer than two on a side.",
    "yule_q": "Whether the sides keep apart (+1) or are drawn together (-1), whatever their sizes.",
    "coleman": "Whether one side keeps to itself more (+1) or less (-1) than chance.",
    "assortativity_sides": "Whether like is linked with like (+1) or with unlike (-1), against"
    " chance from how many links each side has.",
    "assortativity_sectors": "The same for formal, community and informal.",
}


@dataclass(frozen=True)
class CarerTies:
    """Carer ties in numbers.

    Parameters
    ----------
    sizes
        How many carers each side has, in the order of `SIDES`.
    within, across
        How many carer ties lie within each side, and between them.
    shared_ends
        How many pairs of carer ties have an end in common.
    """

    sizes: tuple[int, int]
    within: tuple[int, int]
    across: int
    shared_ends: int

    @property
    def carers(self) -> int:
        """How many carers there are on both sides."""
        return sum(self.sizes)

    @property
    def total(self) -> int:
        """How many carer ties there are."""
        return sum(self.within) + self.across


def mixing(network: CareNetwork, options: Options = USUAL) -> Mixing:
    """Return how formal and informal care are mixed, beside what chance would give. O(m).

    Parameters
    ----------
    network
        n elements and m connections; it is not changed.
    options
        How to read it. `community` and `supported` say who is on which side.

    Examples
    --------
    Asha cares for Ben; the GP, who alone is formal, cares for both.

    >>> from mapping.analysis.small import small_network
    >>> found = mixing(small_network("asha>ben gp>asha gp>ben", formal="gp"))
    >>> found["cross_side_ties"], found["ei_index"], found["ei_expected"]
    (2, 0.3333333333333333, 0.3333333333333333)
    """
    reading = Reading.of(network, options)
    one, other = carer_ends(reading)
    ties = carer_ties(reading)
    expected, sd, z = ei_by_chance(ties)
    return {
        "matrix": _matrix(reading),
        "matrix_contacts": _matrix_contacts(reading),
        "sides": dict(zip(SIDES, ties.sizes, strict=True)),
        "carer_ties": ties.total,
        "cross_side_ties": ties.across,
        "within_side_ties": dict(zip(SIDES, ties.within, strict=True)),
        "ei_index": ei_index(ties.across, sum(ties.within)),
        "ei_by_side": {
            side: ei_index(ties.across, within)
            for side, within in zip(SIDES, ties.within, strict=True)
        },
        "ei_by_element": _ei_by_element(reading),
        "ei_expected": expected,
        "ei_sd": sd,
        "ei_z": z,
        "yule_q": yule_q(ties),
        "coleman": {side: coleman(ties, place) for place, side in enumerate(SIDES)},
        "assortativity_sides": assortativity(reading.side[one], reading.side[other]),
        "assortativity_sectors": assortativity(reading.position[one], reading.position[other]),
    }


def ei_index(across: int, within: int) -> float | None:
    """Return how far ties cross between the sides, from -1 to 1: (across - within) / all.

    None without a tie. Source: Krackhardt and Stern (1988), Informal networks and organizational
    crises.

    Examples
    --------
    >>> ei_index(across=2, within=1)
    0.3333333333333333
    """
    return (across - within) / (across + within) if across + within else None


def ei_by_chance(ties: CarerTies) -> tuple[float | None, float | None, float | None]:
    """Return the E-I index that chance would give, its standard deviation, and the map's z.

    The sides are shuffled over the N carers and the m ties kept. With p the chance that a tie
    crosses, p' that two with an end in common both do, p'' that two apart both do, and h pairs of
    ties with an end in common: E[x] = m p and Var x = m p + 2 h p' + 2 (m (m - 1) / 2 - h) p'' -
    E[x]². Exact. z is None unless N is at least 10, both sides at least 2 and the deviation above
    0; all are None without a tie. Source: join counts, Cliff and Ord (1981), Spatial Processes.
    """
    if not ties.total:
        return None, None, None
    (formal, informal), carers, m = ties.sizes, ties.carers, ties.total
    p = _ratio(2 * formal * informal, carers * (carers - 1))
    p2 = p / 2
    p3 = _ratio(
        4 * formal * (formal - 1) * informal * (informal - 1),
        math.perm(carers, 4),
    )
    apart = m * (m - 1) // 2 - ties.shared_ends
    variance = m * p + 2 * ties.shared_ends * p2 + 2 * apart * p3 - (m * p) ** 2
    expected, sd = float(2 * p - 1), 2 * math.sqrt(variance) / m
    enough = carers >= ENOUGH_CARERS and min(ties.sizes) > 1 and sd > 0
    found = ei_index(ties.across, sum(ties.within))
    z = (found - expected) / sd if found is not None and enough else None
    return expected, sd, z


def yule_q(ties: CarerTies) -> float | None:
    """Return whether the sides keep apart (1) or are drawn together (-1), whatever their sizes.

    (ad - bc) / (ad + bc): a ties and b non-ties within sides, c ties and d non-ties across. None
    if that divides by 0. Source: Yule (1900), On the association of attributes.
    """
    a, c = sum(ties.within), ties.across
    b = sum(math.comb(size, 2) for size in ties.sizes) - a
    d = math.prod(ties.sizes) - c
    return (a * d - b * c) / (a * d + b * c) if a * d + b * c else None


def coleman(ties: CarerTies, side: int) -> float | None:
    """Return whether one side keeps to itself more (1) or less (-1) than chance.

    o = 2w / (2w + x) is the share of its tie ends that stay within, e = (size - 1) / (N - 1) what
    chance would give: (o - e) / (1 - e) if o >= e, else (o - e) / e. None where one of these
    divides by 0. Source: Coleman (1958), Relational analysis.
    """
    ends = 2 * ties.within[side] + ties.across
    if not ends or ties.carers < 2:
        return None
    o = Fraction(2 * ties.within[side], ends)
    e = Fraction(ties.sizes[side] - 1, ties.carers - 1)
    scale = 1 - e if o >= e else e
    return float((o - e) / scale) if scale else None


def assortativity(one: Codes, other: Codes) -> float | None:
    """Return whether like is tied with like (1) or with unlike (-1), against chance.

    (tr e - sum a²) / (1 - sum a²): e the shares of tie ends by group, both directions, and a its
    row sums. None if all ends are of one group. Source: Newman (2003), Mixing patterns in networks.

    Parameters
    ----------
    one, other
        The group at either end of each tie, shape (ties,).

    Examples
    --------
    >>> assortativity(np.array([0, 1]), np.array([0, 2]))
    0.2
    """
    ends = 2 * len(one)
    alike = 2 * int((one == other).sum())
    squares = sum(int(number) ** 2 for number in np.bincount(np.concatenate([one, other])))
    return (ends * alike - squares) / (ends**2 - squares) if ends**2 > squares else None


def carer_ties(reading: Reading) -> CarerTies:
    """Return the carer ties of a reading in numbers."""
    one, other = carer_ends(reading)
    across = reading.side[one] != reading.side[other]
    degrees = np.bincount(np.concatenate([one, other]), minlength=reading.network.n)
    formal, informal = (int((reading.side == place).sum()) for place in range(2))
    w_formal, w_informal = (
        int((~across & (reading.side[one] == place)).sum()) for place in range(2)
    )
    return CarerTies(
        sizes=(formal, informal),
        within=(w_formal, w_informal),
        across=int(across.sum()),
        shared_ends=int((degrees * (degrees - 1) // 2).sum()),
    )


def carer_ends(reading: Reading) -> tuple[Codes, Codes]:
    """Return the two ends of each carer tie."""
    one, other = reading.ties
    between = (reading.side[one] >= 0) & (reading.side[other] >= 0)
    return one[between], other[between]


def _ratio(part: int, whole: int) -> Fraction:
    """Return part / whole, or 0 where there is no whole: a term of nothing."""
    return Fraction(part, whole) if whole else Fraction(0)


def _ei_by_element(reading: Reading) -> Mapping[str, float | None]:
    one, other = carer_ends(reading)
    across = reading.side[one] != reading.side[other]
    crossing, staying = (
        np.bincount(np.concatenate([one[kept], other[kept]]), minlength=reading.network.n)
        for kept in (across, ~across)
    )
    with np.errstate(invalid="ignore"):
        index = (crossing - staying) / (crossing + staying)
    return by_element(reading.network.ids, index, reading.side >= 0)


def _matrix(reading: Reading) -> Table:
    return _named(_tabled(reading, None).astype(np.int64).tolist())


def _matrix_contacts(reading: Reading) -> dict[str, dict[str, float]]:
    named = _named(_tabled(reading, reading.care_ties[2]).astype(np.int64).tolist())
    return {
        giver: {receiver: sum_ / CONTACTS_UNIT for receiver, sum_ in row.items()}
        for giver, row in named.items()
    }


def _tabled(reading: Reading, weights: Codes | None) -> NDArray[Any]:
    """Return the sum of the weights of care ties, or their number, by position of the two ends."""
    givers, receivers, _ = reading.care_ties
    k = len(POSITIONS)
    cells = reading.position[givers] * k + reading.position[receivers]
    return np.bincount(cells, weights, minlength=k * k).reshape(k, k)


def _named(rows: Sequence[Sequence[int]]) -> Table:
    return {
        giver: dict(zip(POSITIONS, row, strict=True))
        for giver, row in zip(POSITIONS, rows, strict=True)
    }


def sentences(found: Mixing, _: Named) -> list[str]:
    """Return the report in plain words."""
    sides, index, expected = found["sides"], found["ei_index"], found["ei_expected"]
    said = [
        f"{count_of(sum(sides.values()), 'carer')} drawn: {sides['formal']} on the formal side,"
        f" {sides['informal']} on the informal side."
    ]
    if not all(sides.values()):
        return [*said, "Only one side is drawn, so we cannot say how the two are joined."]
    if index is None or expected is None:
        return [*said, "No carer is linked with another yet, so there is nothing to compare."]
    said.append(
        f"{found['cross_side_ties']} of the {count_of(found['carer_ties'], 'link')} between carers"
        f" join{'s' if found['cross_side_ties'] == 1 else ''} a formal and an informal one."
    )
    compared = (
        "about as often as"
        if index == expected
        else ("more often than" if index > expected else "less often than")
    )
    said.append(
        f"Carers link across {compared} chance would give with sides of this size"
        f" ({index:.2f} beside {expected:.2f}, from -1 to 1)."
    )
    if found["ei_z"] is None:
        said.append("There are too few carers, or too few links, to say if that is only chance.")
    elif abs(found["ei_z"]) < BEYOND_CHANCE:
        said.append("A difference as small as that can come about by chance.")
    return said
