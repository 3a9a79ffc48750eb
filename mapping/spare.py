"""Memory that this process holds and does not use, given back to the machine.

Work on large arrays leaves gaps that the next work may not fit into; what is held grows then,
although what is used does not. It is no store of anything.
"""

from __future__ import annotations

import contextlib
import ctypes

import pyarrow as pa


def give_back() -> None:
    """Give back what is not used, where the system can take it: some hundredths of a second."""
    pa.default_memory_pool().release_unused()
    with contextlib.suppress(OSError, AttributeError):  # another C library has no such function
        ctypes.CDLL(None).malloc_trim(0)
