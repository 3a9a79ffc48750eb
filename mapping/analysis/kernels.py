"""Kernels: loops over a network that are too slow in Python once the network is large.

A *kernel* is a function of flat arrays, marked `@kernel`. Its text runs in two ways: as it stands,
in Python, which is soon done for a small network and needs nothing; and compiled by numba. It
runs compiled as soon as that is ready. Until then small work runs as it stands, and large work
waits. `warm_up` makes the compiled ones ready behind a program that already answers. Compiled
code is kept between starts in `cache_folder`.

Compiled kernels let other threads run, use one thread each and share nothing, so any number of
requests may call them; `side_by_side` runs several at once.

A kernel calls no other kernel, is given every array that it writes to, and has a type in this
module for each parameter: that is how numba learns them without being asked twice.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Final, Generic, ParamSpec, TypeVar, get_args, get_type_hints

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Places = NDArray[np.int32]
Bytes = NDArray[np.uint8]
Truths = NDArray[np.bool_]
Floats = NDArray[np.float64]

P = ParamSpec("P")
R = TypeVar("R")

SMALL: Final = 30_000
"""A kernel that is not compiled yet runs as it stands on arrays of so many entries together.

That takes about 0.02 s for one that looks at each once.
"""

CACHE_SETTING: Final = "NUMBA_CACHE_DIR"
"""The environment variable, numba's own, that may name the folder of compiled code."""

_MODULES: Final = (
    "betweenness",
    "bridging",
    "brokerage",
    "communities",
    "constraint",
    "cores",
    "cuts",
    "depth_first",
    "forgotten",
    "paths",
)

_compiling = threading.RLock()
_starting = threading.Lock()
_kernels: list[Kernel[Any, Any]] = []


class Kernel(Generic[P, R]):
    """A loop that runs as it stands or compiled, with the same result.

    Parameters
    ----------
    plain
        The function, as it stands.
    small
        It runs as it stands on arrays of so many entries together, if it is not compiled yet.
    """

    def __init__(self, plain: Callable[P, R], small: int = SMALL) -> None:
        self.plain = plain
        self.small = small
        self._compiled: Callable[P, R] | None = None

    @property
    def is_compiled(self) -> bool:
        """Whether it is compiled in this process."""
        return self._compiled is not None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run it, compiled if that is ready or worth waiting for."""
        if self._compiled is None and _entries(args) <= self.small:
            return self.plain(*args, **kwargs)
        return self.compiled()(*args, **kwargs)

    def compiled(self) -> Callable[P, R]:
        """Return it compiled: from the cache if it is there, else after some seconds."""
        if self._compiled is None:
            with _compiling:
                self._compiled = self._compiled or _compile(self.plain)
        return self._compiled


def kernel(plain: Callable[P, R]) -> Kernel[P, R]:
    """Mark a function as a kernel."""
    return kernel_of(SMALL)(plain)


def kernel_of(small: int) -> Callable[[Callable[P, R]], Kernel[P, R]]:
    """Mark a function as a kernel that does more, or less, with each entry than most do."""

    def mark(plain: Callable[P, R]) -> Kernel[P, R]:
        marked = Kernel(plain, small)
        _kernels.append(marked)
        return marked

    return mark


def side_by_side(works: Iterable[Callable[[], R]]) -> list[R]:
    """Run some works at once, one a core, and return what each returned, in order.

    The first that fails ends the wait for those not begun, and its error is raised.
    """
    waiting = list(works)
    if len(waiting) < 2:
        return [work() for work in waiting]
    with ThreadPoolExecutor(cores()) as pool:
        try:
            return list(pool.map(lambda work: work(), waiting))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def compile_all() -> None:
    """Compile every kernel, or load it from the cache; some seconds the first time on a machine."""
    _import_all()
    for one in _kernels:
        one.compiled()


def every() -> tuple[Kernel[Any, Any], ...]:
    """Return every kernel there is."""
    _import_all()
    return tuple(_kernels)


def warm_up() -> None:
    """Make the compiled kernels ready in the background, once in the life of this process.

    Another process, at low priority, compiles what the cache does not have, so that nobody here
    waits for it; then they are loaded from there.
    """
    with _starting:
        if _warming.ident is None:
            _warming.start()


@cache
def cache_folder() -> Path:
    """Return where compiled code is kept: as the setting says, else with the account's caches.

    If that cannot be written to, it is a new folder that lasts as long as the machine keeps it.
    """
    from platformdirs import user_cache_path

    named = os.environ.get(CACHE_SETTING)
    folder = Path(named) if named else user_cache_path("care-mapping", appauthor=False) / "kernels"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="care-mapping-kernels-"))


def _warm_up() -> None:
    command = [sys.executable, "-m", "mapping.analysis.kernels"]
    os.environ[CACHE_SETTING] = str(cache_folder())
    subprocess.run(command, check=False, capture_output=True)
    compile_all()


_warming = threading.Thread(target=_warm_up, name="kernels", daemon=True)


def _import_all() -> None:
    from importlib import import_module

    for module in _MODULES:
        import_module(f"mapping.analysis.{module}")


def _compile(plain: Callable[P, R]) -> Callable[P, R]:
    os.environ[CACHE_SETTING] = str(cache_folder())
    import numba

    types = {np.dtype: numba.from_dtype, int: numba.int64, float: numba.float64}
    hints = [hint for name, hint in get_type_hints(plain).items() if name != "return"]
    signature = tuple(_type_of(hint, types) for hint in hints)
    compiled: Callable[P, R] = numba.njit(signature, nogil=True, cache=True)(plain)
    return compiled


def _type_of(hint: Any, types: Any) -> Any:
    """Return numba's type of a parameter: a flat array, a whole number or another number."""
    if hint in (int, float):
        return types[hint]
    (entry,) = get_args(get_args(hint)[1])
    return types[np.dtype](np.dtype(entry))[::1]


def _entries(args: tuple[Any, ...]) -> int:
    return sum(len(arg) for arg in args if isinstance(arg, np.ndarray))


if __name__ == "__main__":
    from mapping.analysis import kernels  # the module that the marked functions know

    if hasattr(os, "nice"):
        os.nice(10)
    kernels.compile_all()
