"""What a process remembers of what it read, so that it need not read the same again.

It knows nothing of what it keeps: whether that still holds is for whoever kept it to ask the store.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

ROOM: Final = 500_000
"""How many things are remembered at most, over all keys; the last one used always stays."""


class Kept:
    """What is remembered under one key; `value` is None until something is."""

    def __init__(self) -> None:
        self.value: Any = None
        self.size = 0
        self.turn = threading.Lock()


class Memory:
    """Values by key, the least lately used forgotten first. Safe to share by threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    @contextmanager
    def turn(self, key: str) -> Iterator[Kept]:
        """Give what is kept under a key to one thread at a time, to use or to replace.

        Others who want the same wait, so that it is made once and not by each of them.
        """
        with self._lock:
            kept = self._kept.setdefault(key, Kept())
            self._kept.move_to_end(key)
        with kept.turn:
            yield kept
        self._make_room()

    def forget(self) -> None:
        """Forget everything, as when some of it must be read by nobody any more."""
        with self._lock:
            self._kept.clear()

    def _make_room(self) -> None:
        with self._lock:
            while len(self._kept) > 1 and sum(one.size for one in self._kept.values()) > ROOM:
                self._kept.popitem(last=False)
