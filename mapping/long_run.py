"""Long work of a command: it shows how far it is, and Ctrl+C ends it at once.

The work runs in a thread of its own, because compiled loops would not let Python hear of Ctrl+C for
many seconds. It must leave nothing behind that matters, for it is not asked before it is ended.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, NoReturn, TypeVar

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from mapping.console import err

Result = TypeVar("Result")
Tell = Callable[[str, float], None]
"""Is told what is being done, and how much of that is, from 0 to 1."""

STOPPED: Final = 130
"""What a command that Ctrl+C ended answers with, as a shell expects."""

QUIET: Final = 2.0
"""Work that is done within so many seconds is not told of."""


def run(work: Callable[[Tell], Result], *, if_stopped: Callable[[], None]) -> Result:
    """Return what some work returns, showing on the way how far it is.

    Parameters
    ----------
    work
        Is given what to tell of its progress.
    if_stopped
        Clears away, if Ctrl+C is pressed; the program ends after it.
    """
    results: list[Result] = []
    troubles: list[BaseException] = []

    def carry_out(tell: Tell) -> None:
        try:
            results.append(work(tell))
        except BaseException as trouble:  # it is raised again where somebody waits for it
            troubles.append(trouble)

    with _shown() as tell:
        thread = threading.Thread(target=carry_out, args=(tell,), daemon=True)
        try:
            thread.start()
            while thread.is_alive():
                thread.join(0.1)
        except KeyboardInterrupt:
            if_stopped()
            _stop()
    if troubles:
        raise troubles[0]
    return results[0]


def _stop() -> NoReturn:
    """End the program although its work goes on."""
    err.show_cursor()
    err.print("\nStopped. Nothing was written.", highlight=False)
    os._exit(STOPPED)


@contextmanager
def _shown() -> Iterator[Tell]:
    """Show a bar on a terminal, and a plain line now and then elsewhere; at first nothing."""
    if not err.is_terminal:
        yield _plain_lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, TimeElapsedColumn(), console=err, transient=True) as bar:
        task = bar.add_task("", total=1, visible=False)
        shows_from = time.monotonic() + QUIET / 4

        def tell(what: str, share: float) -> None:
            visible = time.monotonic() > shows_from
            bar.update(task, description=what, completed=share, visible=visible)

        yield tell


def _plain_lines() -> Tell:
    shows_from, told = time.monotonic() + QUIET, [("", -1)]

    def tell(what: str, share: float) -> None:
        now = (what, int(4 * share))
        if now != told[0] and time.monotonic() > shows_from:
            told[0] = now
            err.print(f"{what}: {share:.0%}" if share else what, highlight=False, markup=False)

    return tell
