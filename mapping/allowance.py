"""How often somebody may ask in a minute: counted in this process alone.

Asking writes nothing, so that many who ask slow down nobody who draws; several processes count
each for themselves. Who asks is known by a fingerprint of what they showed, never kept anywhere.
Tries to sign in are counted in the store (`throttle.py`).
"""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import dataclass
from typing import Final

WINDOW: Final = 60
"""Seconds that an allowance is for."""
MOST: Final = 300
"""How many questions an allowance has."""
MOST_WHO: Final = 10_000
"""How many who ask are remembered at once; beyond it the oldest begin anew."""


@dataclass(frozen=True)
class Left:
    """What is left of somebody's allowance.

    Parameters
    ----------
    most, left
        Questions in all, and left; below 0 there are none.
    seconds
        Until it begins anew.
    """

    most: int
    left: int
    seconds: int

    @property
    def is_over(self) -> bool:
        """Whether this question was one too many."""
        return self.left < 0


class Allowance:
    """Counts questions by who asks. Safe to share by threads.

    Parameters
    ----------
    most
        How many questions may be asked in a minute.
    """

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._asked: dict[bytes, tuple[float, int]] = {}

    def take(self, who: str) -> Left:
        """Count one question of somebody's."""
        key, now = hashlib.sha256(who.encode(errors="replace")).digest(), time.monotonic()
        with self._lock:
            ends, asked = self._asked.pop(key, (0.0, 0))
            if ends <= now:
                ends, asked = now + WINDOW, 0
            self._asked[key] = (ends, asked + 1)
            if len(self._asked) > MOST_WHO:
                del self._asked[next(iter(self._asked))]
        return Left(self.most, self.most - asked - 1, max(1, round(ends - now)))
