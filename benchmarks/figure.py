"""One figure of a measure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure: less is better, except of edits a second."""

    what: str
    measured: float
    unit: str
    target: float | None = None
