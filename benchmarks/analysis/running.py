"""Running each measure by each tool at each size, one after the other, and giving up in time."""

from __future__ import annotations

import json
import math
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.analysis import generator
from benchmarks.analysis.shapes import SHAPES, write_shape
from benchmarks.analysis.tool import BUILD, MEASURES, READY, WHOLE
from benchmarks.analysis.tools import TOOLS, tool_of

SIZES: Final = (1_000, 10_000, 100_000, 1_000_000)
LIMIT: Final = 60.0
"""Seconds after which a measure is stopped, and so long again for building before it."""

PREPARING: Final = 600.0
"""Seconds for what is made once on a machine, such as compiled code."""

CLOSE: Final = 1e-6
"""Two tools agree if their numbers differ by no more than this share of the greater."""

_ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True)
class Result:
    """What one tool did of one measure at one size.

    Parameters
    ----------
    seconds
        The wall time of the quickest of some; None if it was not done.
    processor
        The time of all processors in the quickest, which others' work does not lengthen.
    first
        The wall time of the first.
    peak_mb
        The most memory its process had, building included.
    why
        Why it was not done, or what there is to say of it.
    value
        The number by which its answer is told from another's.
    """

    measure: str
    tool: str
    elements: int
    how: str = "exact"
    seconds: float | None = None
    processor: float | None = None
    first: float | None = None
    peak_mb: float | None = None
    value: float | None = None
    why: str = ""

    def as_row(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return asdict(self)


def run(
    sizes: Iterable[int],
    limit: float,
    names: Iterable[str],
    told: Callable[[Result], None],
    before: Sequence[Result] = (),
) -> list[Result]:
    """Return what each tool did of some measures at some sizes.

    Parameters
    ----------
    sizes
        Numbers of elements, from the smallest.
    limit
        Seconds for building, and again for the measure.
    names
        Of measures.
    told
        Is told each result as soon as there is one.
    before
        What was measured before at other sizes: what was over the limit then is not tried.
    """
    results: list[Result] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            tables = generator.write(Path(folder), size)
            for result in _at_size(size, tables, limit, set(names), [*before, *results]):
                results.append(result)
                told(result)
    return results


def run_shapes(size: int, limit: float, told: Callable[[Result], None]) -> list[Result]:
    """Return what this project makes of networks that are hardly any, as `run` does."""
    results: list[Result] = []
    for shape in SHAPES:
        with tempfile.TemporaryDirectory() as folder:
            tables = write_shape(Path(folder), shape, size)
            for done in _measured("care-mapping", tables, limit, [WHOLE]):
                done["measure"] = f"{WHOLE}: {shape}"
                results.append(Result(tool="care-mapping", elements=size, **done))
                told(results[-1])
    return results


def _at_size(
    size: int, tables: generator.Tables, limit: float, names: set[str], before: list[Result]
) -> Iterator[Result]:
    for name in TOOLS:
        tool, wanted = tool_of(name), [one for one in MEASURES if one in names]
        for measure in [one for one in wanted if one not in tool.measures]:
            why = tool.cannot.get(measure, "it has no such report" if measure == WHOLE else "")
            if why:
                yield Result(measure, name, size, how="", why=why)
        tried: list[str] = []
        for measure in [one for one in wanted if one in tool.measures]:
            if beyond := _too_slow(before, measure, name):
                yield Result(measure, name, size, tool.measures[measure].how, why=beyond)
            else:
                tried.append(measure)
        for done in _measured(name, tables, limit, tried):
            measure = done.pop("measure")
            told = {"how": tool.measures[measure].how, "why": tool.cannot.get(measure, "")}
            if measure in names:
                yield Result(measure, name, size, **(told | done))


def _too_slow(before: list[Result], measure: str, tool: str) -> str:
    for result in before:
        if (result.measure, result.tool) == (measure, tool) and "limit" in result.why:
            return f"not tried: over the limit at {result.elements:,}"
    return ""


def _measured(
    tool: str, tables: generator.Tables, limit: float, measures: list[str]
) -> Iterator[dict[str, Any]]:
    """Yield what a tool took for each measure; one that is over the limit ends its process."""
    left = [one for one in measures if one != BUILD]
    if not measures:
        return
    while True:
        process, doing = _start(tool, tables, left), [READY, BUILD, *left]
        for done in _told_in_time(process, limit):
            doing.remove(done["measure"])
            if done["measure"] in measures:
                yield done
        if not doing:
            return
        stopped = process.returncode == -signal.SIGKILL
        why = f"over the limit of {limit:.0f} s" if stopped else "failed"
        if doing[0] in (READY, BUILD):
            yield from ({"measure": one, "why": f"{why}, building"} for one in measures)
            return
        yield {"measure": doing[0], "why": why}
        left = measures = doing[1:]
        if not left:
            return


def _told_in_time(process: subprocess.Popen[str], limit: float) -> Iterator[dict[str, Any]]:
    """Yield what a process tells; end it where it takes longer than the limit from line to line."""
    assert process.stdout is not None
    clock = _Clock(process, PREPARING)
    for line in process.stdout:
        clock.stop()
        yield json.loads(line)
        clock = _Clock(process, limit)
    clock.stop()
    process.wait()


class _Clock:
    """Ends a process after some seconds, unless it is stopped before."""

    def __init__(self, process: subprocess.Popen[str], seconds: float) -> None:
        self._timer = threading.Timer(seconds, process.kill)
        self._timer.start()

    def stop(self) -> None:
        self._timer.cancel()


def _start(tool: str, tables: generator.Tables, measures: list[str]) -> subprocess.Popen[str]:
    files = [str(tables.elements), str(tables.connections)]
    command = [sys.executable, "-m", "benchmarks.analysis.child", tool, *files, *measures]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=_ROOT)


def growth(results: Iterable[Result]) -> float | None:
    """Return the exponent of time by size over the last tenfold of one tool's measure."""
    done = [(one.elements, one.seconds) for one in results if one.seconds]
    if len(done) < 2:
        return None
    (smaller, quick), (greater, slow) = sorted(done)[-2:]
    return math.log(slow / quick) / math.log(greater / smaller)


def agrees(result: Result, ours: Result) -> bool | None:
    """Return whether a tool's answer is ours; None where they cannot be compared."""
    if result.value is None or ours.value is None or "exact" not in (result.how, ours.how):
        return None
    if result.how != ours.how:
        return None
    greater = max(abs(result.value), abs(ours.value))
    return abs(result.value - ours.value) <= CLOSE * greater
