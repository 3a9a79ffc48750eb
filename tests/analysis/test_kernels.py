"""How kernels come to run: as they stand while small, compiled when ready, kept between starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from mapping.analysis import kernels
from mapping.analysis.kernels import Kernel, Numbers

WALKING = """
from mapping.analysis.depth_first import _walk
print(sum(_walk.compiled().stats.cache_hits.values()))
"""


def double(given: Numbers) -> None:
    for place in range(len(given)):
        given[place] *= 2


@pytest.fixture
def doubling() -> Kernel[[Numbers], None]:
    return Kernel(double, small=3)


def test_small_work_runs_as_it_stands_and_large_work_waits_for_the_compiled(
    doubling: Kernel[[Numbers], None],
) -> None:
    few, many = np.arange(3), np.arange(4)
    doubling(few)
    assert few.tolist() == [0, 2, 4]
    assert not doubling.is_compiled
    doubling(many)
    assert many.tolist() == [0, 2, 4, 6]
    assert doubling.is_compiled


def test_once_compiled_small_work_is_run_compiled_too(doubling: Kernel[[Numbers], None]) -> None:
    doubling.compiled()
    few = np.arange(2)
    doubling(few)
    assert few.tolist() == [0, 2]


def test_side_by_side_returns_in_order_and_raises_what_failed() -> None:
    assert kernels.side_by_side([lambda: 1, lambda: 2, lambda: 3]) == [1, 2, 3]
    with pytest.raises(ZeroDivisionError):
        kernels.side_by_side([lambda: 1 // 0, lambda: 2])


def test_compiled_code_is_kept_for_the_next_start(tmp_path: Path) -> None:
    hits = [int(started(tmp_path / "kept")) for _ in range(2)]
    assert hits == [0, 1]


def test_a_folder_that_cannot_be_written_to_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert started(tmp_path / "file" / "kept") == "0"


def started(folder: Path) -> str:
    """Compile a kernel in a program of its own, and return how often the cache had it."""
    done = subprocess.run(
        [sys.executable, "-c", WALKING],
        env={"NUMBA_CACHE_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()
