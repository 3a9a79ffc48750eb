"""Some measures by one tool on one size, in a process of its own.

Prints a line of JSON when it is ready, when the network is built, and for each measure. What is
soon done is repeated, and the quickest counts: all tools are then equally warm. Its peak memory is
the most that the process had while it was worked out, what was built included.
"""

from __future__ import annotations

import contextlib
import json
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.analysis.generator import Tables
from benchmarks.analysis.tool import BUILD, READY
from benchmarks.analysis.tools import tool_of

REPEAT_UNTIL: Final = 1.0
"""A measure is repeated until so many seconds have gone by."""


def main(name: str, elements: str, connections: str, *measures: str) -> None:
    """Build, measure, and print."""
    tool, tables = tool_of(name), Tables(Path(elements), Path(connections))
    tool.prepare()
    print(json.dumps({"measure": READY}), flush=True)
    _forget_peak()
    built, times = _again_and_again(lambda: tool.build(tables))
    _tell(BUILD, times, tool.measures[BUILD].work(built))
    for measure in measures:
        _forget_peak()
        value, times = _again_and_again(partial(tool.measures[measure].work, built))
        _tell(measure, times, value)


def _again_and_again(work: Callable[[], Any]) -> tuple[Any, list[tuple[float, float]]]:
    """Return what some work returned last, and the seconds of each time."""
    found, spent = _timed(work)
    times, began = [spent], time.perf_counter()
    while time.perf_counter() - began + spent[0] < REPEAT_UNTIL:
        del found
        found, again = _timed(work)
        times.append(again)
    return found, times


def _tell(measure: str, times: list[tuple[float, float]], value: float) -> None:
    """Tell the quickest of some times: a busy machine can make any of them longer, none shorter."""
    told = {
        "seconds": min(wall for wall, _ in times),
        "processor": min(spent for _, spent in times),
        "first": times[0][0],
    }
    print(
        json.dumps({"measure": measure, **told, "value": value, "peak_mb": _peak_mb()}), flush=True
    )


def _forget_peak() -> None:
    """Begin to look for the peak anew; where that cannot be, it is that of all until then."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _timed(work: Callable[[], Any]) -> tuple[Any, tuple[float, float]]:
    """Return what some work returns, its seconds, and those of all processors that worked."""
    began, busy = time.perf_counter(), time.process_time()
    found = work()
    return found, (time.perf_counter() - began, time.process_time() - busy)


def _peak_mb() -> float:
    """Return the most memory that this process has had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


if __name__ == "__main__":
    main(*sys.argv[1:])
