"""What a caller may choose about questions of place; by default nothing is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

import numpy as np

from mapping.refusals import NotWellFormed

Weight = Literal["none", "frequency"]
Decay = Literal["step", "gaussian"]
Supply = Literal["one", "capacity"]
SameArea = Literal["by_size", "zero"]

DETOUR: Final = 1.3
"""How much longer a walk is than the straight line: 4/pi = 1.27 on a square grid."""

OTHER_DETOURS: Final = (1.2, 1.5)
"""Random pairs in towns, and dense ones: areas whose class changes with them are named."""

WALK_SPEED: Final = 80.0
"""Metres a minute, as English studies of local access take it."""

SLOW_SPEED: Final = 48.0
"""Metres a minute, 0.8 m a second: the mean of English women of 65 and over (Asher 2012)."""

LIMIT: Final = 1e-9
"""A time this little over a limit is on it."""


@dataclass(frozen=True)
class Choices:
    """How to answer questions of place.

    Parameters
    ----------
    detour, walk_speed
        A walk takes the straight line in metres, times `detour`, over `walk_speed` metres a minute.
    walk_minutes
        What is within reach on foot.
    reach_minutes
        How far E2SFCA looks.
    decay
        Its weights: by zones, or falling evenly.
    supply
        What an asset offers in it: one each, or its capacity.
    weight
        Whether flows count connections, or contacts a week.
    same_area
        How far apart two ends in one area are: 0.59 times the root of its size, or not at all.
    within
        How many metres apart bodies may be to be a potential bridge.
    need
        The column of need; found by its name if not given.
    permutations, seed
        How often numbers are dealt out anew for p values, and what the dealing begins with.

    Raises
    ------
    NotWellFormed
        If one of them cannot be taken.
    """

    detour: float = DETOUR
    walk_speed: float = WALK_SPEED
    walk_minutes: float = 15.0
    reach_minutes: float = 30.0
    decay: Decay = "step"
    supply: Supply = "one"
    weight: Weight = "none"
    same_area: SameArea = "by_size"
    within: float = 500.0
    need: str | None = None
    permutations: int = 9_999
    seed: int = 1

    def __post_init__(self) -> None:
        """Check the words and numbers."""
        words: dict[str, Sequence[str]] = {
            "decay": get_args(Decay),
            "supply": get_args(Supply),
            "weight": get_args(Weight),
            "same_area": get_args(SameArea),
        }
        for field, allowed in words.items():
            if getattr(self, field) not in allowed:
                raise NotWellFormed(field, f"Choose one of {', '.join(allowed)}.")
        for field, least, most in (
            ("detour", 1.0, 5.0),
            ("walk_speed", 10.0, 300.0),
            ("walk_minutes", 1.0, 120.0),
            ("reach_minutes", 1.0, 240.0),
            ("within", 0.0, 10_000.0),
            ("permutations", 99, 99_999),
        ):
            if not least <= getattr(self, field) <= most:
                raise NotWellFormed(field, f"Choose from {least:g} to {most:g}.")

    def minutes(self, metres: Any) -> Any:
        """Return how long a straight line of so many metres takes on foot.

        Examples
        --------
        >>> float(Choices().minutes(800))
        13.0
        """
        return np.multiply(metres, self.detour / self.walk_speed)

    def metres(self, minutes: float) -> float:
        """Return how long the straight line is that takes so many minutes on foot.

        Examples
        --------
        >>> round(Choices().metres(15)), round(Choices().metres(30))
        (923, 1846)
        """
        return minutes * self.walk_speed / self.detour


USUAL: Final = Choices()
