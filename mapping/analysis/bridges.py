"""Bridges ranked: through whom the two sides are joined most, and what would be lost with each.

Also the same without the convening partner, to which nearly everybody may be tied: a map can look
joined through it alone.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from typing_extensions import TypedDict

from mapping.analysis.betweenness import Betweenness
from mapping.analysis.kernels import Floats, Numbers
from mapping.analysis.reading import SIDES, Reading
from mapping.network import CareNetwork

MOST: Final = 10
CONVENING_PARTNER: Final = "convening_partner"


class Bridge(TypedDict):
    """One that joins the sides, and what would be lost with it.

    `rank` is null where an interval overlaps another's, so that the order is not known.
    """

    element: str
    betweenness: float
    interval: list[float] | None
    rank: int | None
    strands: int
    last_giver_for: int


def bridges(reading: Reading, between: Betweenness | None, stranded: Numbers) -> list[Bridge]:
    """Return those with the greatest betweenness, most first, then by id.

    Parameters
    ----------
    reading
        Of n elements.
    between
        Their betweenness; None if a side is empty, and then there are no bridges.
    stranded
        How many carers each strands by leaving, shape (n,).
    """
    if between is None:
        return []
    found = np.flatnonzero(between.share > 0)
    most = found[np.lexsort((found, -between.share[found]))][: MOST + 1]
    low, high = interval(between)
    ranks = _ranks(between.share[most], low[most], high[most])
    last = _last_giver_for(reading)
    network = reading.network
    return [
        {
            "element": network.ids[row],
            "betweenness": float(between.share[row]),
            "interval": None if between.spread is None else [float(low[row]), float(high[row])],
            "rank": rank,
            "strands": int(stranded[row]),
            "last_giver_for": int(last[row]),
        }
        for row, rank in zip(most[:MOST].tolist(), ranks, strict=False)
    ]


def interval(between: Betweenness) -> tuple[Floats, Floats]:
    """Return the least and the most that each share can be, within 0 and 1."""
    spread = np.zeros(len(between.share)) if between.spread is None else between.spread
    return np.maximum(between.share - spread, 0), np.minimum(between.share + spread, 1)


def convening_partners(network: CareNetwork) -> list[str]:
    """Return the ids of those with the role of convening partner."""
    roles = network.roles
    if CONVENING_PARTNER not in roles.words:
        return []
    rows, words = roles.pairs(np.ones(network.n, dtype=bool))
    return network.ids.take(rows[words == roles.words.index(CONVENING_PARTNER)]).tolist()


def _ranks(share: Floats, low: Floats, high: Floats) -> list[int | None]:
    """Return the rank of each of some shares, in falling order; equal exact shares share one."""
    exact = bool((low == high).all())
    found: list[int | None] = []
    for place in range(len(share)):
        if exact:
            above = int((share > share[place] + _EQUAL).sum())
        else:
            others = np.arange(len(share)) != place
            overlaps = others & (low < high[place]) & (high > low[place])
            above = int((low >= high[place]).sum())
            if overlaps.any():
                found.append(None)
                continue
        found.append(above + 1)
    return found


_EQUAL: Final = 1e-9


def _last_giver_for(reading: Reading) -> Numbers:
    """Return for how many people supported each is the only giver of its side, shape (n,)."""
    givers, receivers, _ = reading.care_ties
    found = np.zeros(reading.network.n, dtype=np.int64)
    for side in range(len(SIDES)):
        counts = (reading.side[givers] == side) & reading.supported_people[receivers]
        number = np.bincount(receivers[counts], minlength=reading.network.n)
        alone = counts & (number[receivers] == 1)
        found += np.bincount(givers[alone], minlength=reading.network.n)
    return found
