"""Reports that take long, made in a process of their own, one after another.

So a long one holds up nobody who draws or reads, and can be stopped. Which report of what, and
whether an old one still holds, is decided in `reports.py`; what a report says in `analysis/`.
"""

from __future__ import annotations

import logging
import pickle
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from mapping.analysis import Options, findings, pieces
from mapping.network import CareNetwork

SMALL: Final = 3_000
"""Elements and connections up to which a report is made at once, where it was asked for."""
Begun = Callable[[str], None]
_CHILD: Final = (sys.executable, "-m", "mapping.counting.child")

_log = logging.getLogger(__name__)


class CountingFailed(Exception):
    """A report could not be made; the log says why."""


@dataclass(eq=False)
class Count:
    """A report that is being made, or was.

    Parameters
    ----------
    network, name, options, at_risk
        What it is made of, as `analysis.findings` takes it.
    begun
        The names of the reports in it of which the making has begun; the last is under way.
    started
        When its turn came, by the clock `time.monotonic`; None while it waits for it.
    answer
        The report as JSON, once it is made.
    """

    network: CareNetwork
    name: str
    options: Options
    at_risk: bool = True
    begun: list[str] = field(default_factory=list)
    started: float | None = None
    answer: bytes | None = None
    stopped: bool = False
    failed: bool = False
    _ended: threading.Event = field(default_factory=threading.Event)

    @property
    def seconds(self) -> float:
        """For how long it has been counted."""
        return 0.0 if self.started is None else time.monotonic() - self.started

    def wait(self, seconds: float) -> bytes | None:
        """Return the report if it is there after so many seconds at most.

        Raises
        ------
        CountingFailed
            If it cannot be made.
        """
        self._ended.wait(seconds)
        if self.failed:
            raise CountingFailed
        return self.answer

    def end(self, answer: bytes | None = None) -> None:
        """Say that there is no more to wait for."""
        self.answer = answer
        self._ended.set()


class Counting:
    """Makes the reports that are begun, in order. Safe to share by threads.

    Its process is started for the first long report, stays for the next, and ends with this one.
    """

    def __init__(self) -> None:
        self._waiting: deque[Count] = deque()
        self._now: Count | None = None
        self._change = threading.Condition()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def begin(
        self, network: CareNetwork, name: str, options: Options, *, at_risk: bool = True
    ) -> Count:
        """Return a report's count: done if the network is small, else in its turn."""
        count = Count(network, name, options, at_risk)
        if network.n + network.m <= SMALL:
            count.end(as_json(network, name, options, at_risk=at_risk))
            return count
        with self._change:
            if self._closed:
                count.stopped = True
                count.end()
                return count
            self._waiting.append(count)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="counting", daemon=True)
                self._thread.start()
            self._change.notify_all()
        return count

    def stop(self, count: Count) -> None:
        """Stop making a report; nothing happens if it is made already."""
        with self._change:
            count.stopped = count.answer is None
            if count in self._waiting:
                self._waiting.remove(count)
                count.end()
            elif count is self._now and self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """Stop everything, and the process."""
        with self._change:
            self._closed = True
            for count in self._waiting:
                count.stopped = True
                count.end()
            self._waiting.clear()
            if self._now is not None:
                self._now.stopped = True
            if self._process is not None:
                self._process.kill()
            self._change.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while count := self._next():
            try:
                answer = self._made(count)
            except (OSError, EOFError, pickle.UnpicklingError):
                answer = None
                self._lose(count)
            self._done_with(count)
            count.end(answer)
        self._end_process()

    def _next(self) -> Count | None:
        with self._change:
            self._change.wait_for(lambda: self._closed or self._waiting)
            if self._closed:
                return None
            self._now = self._waiting.popleft()
            self._now.started = time.monotonic()
            if self._process is None:
                self._process = subprocess.Popen(
                    _CHILD, stdin=subprocess.PIPE, stdout=subprocess.PIPE
                )
            return self._now

    def _made(self, count: Count) -> bytes | None:
        """Have the process make a report, and note what it says meanwhile."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        asked = (count.network, count.name, count.options, count.at_risk)
        pickle.dump(asked, process.stdin)
        process.stdin.flush()
        while True:
            word, said = pickle.load(process.stdout)
            if word == "made":
                answer: bytes = said
                return answer
            if word == "failed":
                _log.error("a report could not be made: %s", said)
                count.failed = True
                return None
            count.begun.append(said)

    def _lose(self, count: Count) -> None:
        """Note that the process is gone: stopped, or by an end that it did not choose."""
        self._end_process()
        with self._change:
            count.failed = not count.stopped
        if count.failed:
            _log.error("the process that makes reports ended while making one")

    def _done_with(self, count: Count) -> None:
        with self._change:
            self._now = None
            stopped = count.stopped
        if stopped:  # and with it the process, if only just after it had answered
            self._end_process()

    def _end_process(self) -> None:
        with self._change:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()


def as_json(
    network: CareNetwork,
    name: str,
    options: Options,
    begun: Begun = lambda _: None,
    *,
    at_risk: bool = True,
) -> bytes:
    """Return a report as JSON; `begun` is told the name of each in it when its making begins."""
    return b"".join(pieces(findings(network, name, options, begun=begun, at_risk=at_risk)))
