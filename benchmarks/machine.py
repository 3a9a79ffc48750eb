"""What a figure was measured on: without it a number of seconds says nothing."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

_LIBRARIES: Final = ("numpy", "scipy", "numba", "pyarrow", "networkx", "igraph", "networkit")


def circumstances() -> dict[str, Any]:
    """Return when and on what something is measured."""
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": _commit(),
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_gb": _memory_gb(),
        "system": platform.system(),
        "python": platform.python_version(),
        "load": load(),
        "libraries": {name: one for name in _LIBRARIES if (one := _version(name))},
    }


def in_words(told: dict[str, Any]) -> str:
    """Return the circumstances as the title of a table."""
    return "{cores} cores, {processor}, {memory_gb} GB, load {load}, Python {python}".format(**told)


def load() -> float:
    """Return how many processes wanted a core lately: with more than there are, others worked."""
    return round(os.getloadavg()[0], 1)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _commit() -> str:
    git = ["git", "describe", "--always", "--dirty"]
    done = subprocess.run(git, cwd=Path(__file__).parent, capture_output=True, text=True)
    return done.stdout.strip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor())


def _memory_gb() -> float:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)
