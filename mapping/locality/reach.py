"""What is within reach for each head, with competition for it counted: E2SFCA.

Enhanced two-step floating catchment areas (Luo and Qi 2009). Every asset is shared among the people
who can reach it, those near by counting more; every area adds up its shares. Their weights and
zones are of people who drove; here they walk.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mapping.locality.choices import LIMIT, Choices
from mapping.locality.ground import Ground, Numbers
from mapping.locality.walking import Ways

PER: Final = 10_000
"""Shares are shown for so many people."""

ZONES: Final = ((1 / 3, 1.0), (2 / 3, 0.68), (1.0, 0.22))
"""Ends of the zones, as shares of the reach (10, 20 and 30 minutes), and what is weighed there."""


def weights(minutes: Numbers, choices: Choices) -> Numbers:
    """Return what a time on foot is weighed; one on a zone's end belongs to the nearer zone.

    With `gaussian` it falls evenly, from 1 at 0 to 0 at the reach (Dai 2010).

    Examples
    --------
    >>> weights(np.array([10.0, 20.0, 30.0, 30.1]), Choices()).tolist()
    [1.0, 0.68, 0.22, 0.0]
    """
    share = np.asarray(minutes, dtype=float) / choices.reach_minutes
    if choices.decay == "gaussian":
        end = np.exp(-0.5)
        falling = (np.exp(-0.5 * share**2) - end) / (1 - end)
        return np.where(share <= 1, falling, 0.0)
    conditions = [share <= end + LIMIT for end, _ in ZONES]
    return np.select(conditions, [weight for _, weight in ZONES], 0.0)


def e2sfca(
    ground: Ground, ways: Ways, assets: NDArray[np.int64], choices: Choices
) -> Numbers | None:
    """Return how much of some assets is within reach for each person of each area, shape (n,).

    R_j = S_j / sum_k P_k W(t_kj), A_i = sum_j R_j W(t_ij): the people of all areas together have
    what is supplied by all assets that anybody reaches. An area with nothing in reach has 0; an
    area whose population nobody has said asks for nothing. None without any population.
    O(pairs within reach).

    Parameters
    ----------
    ground
        n areas.
    ways
        How far it is.
    assets
        Places among the ground's assets.
    choices
        `reach_minutes`, `decay` and `supply`; an asset without a capacity supplies nothing then.
    """
    people = np.nan_to_num(ground.population)
    if not people.any():
        return None
    found = ways.pairs(assets, choices.metres(choices.reach_minutes))
    weight = weights(choices.minutes(found.metres), choices)
    size = len(ground.assets)
    asked = np.bincount(found.asset, people[found.area] * weight, minlength=size)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(asked > 0, supplies(ground, choices) / asked, 0.0)
    each = shares[found.asset] * weight
    return np.bincount(found.area, each, minlength=ground.n).astype(np.float64)


def supplies(ground: Ground, choices: Choices) -> Numbers:
    """Return how much each asset of the ground supplies, shape (assets,)."""
    if choices.supply == "one":
        return np.ones(len(ground.assets))
    return np.array([ground.spots[id_].capacity or 0.0 for id_ in ground.assets])
