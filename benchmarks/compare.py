"""`python -m benchmarks compare A B`: two kept runs side by side, and what became slower."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

NOTICEABLE: Final = 1.2
"""A figure that is so many times another is said to be slower or quicker; less is noise."""

Key = tuple[str, ...]


def figures_of(path: Path) -> tuple[dict[str, Any], dict[Key, tuple[float, str]]]:
    """Return when and where a run was, and its figures with their units, by what they are of."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    found: dict[Key, tuple[float, str]] = {}
    for row in kept.pop("figures", []):
        found[row["measure"], row["store"], row["what"]] = (row["measured"], row["unit"])
    for row in kept.pop("results", []):
        if row["seconds"] is not None:
            key = (row["measure"], row["tool"], f"{row['elements']:,} elements")
            found[key] = (row["seconds"], "s")
            found[(*key[:2], f"{key[2]}, peak memory")] = (row["peak_mb"], "MB")
    return kept, found


def compare(one: Path, other: Path, console: Console) -> int:
    """Print two runs side by side, and return how many figures became noticeably worse."""
    (was_at, was), (is_at, now) = figures_of(one), figures_of(other)
    shown = Table("what", "by", "at", "before", "after", "after / before")
    worse = 0
    for key in [key for key in now if key in was]:
        (before, unit), (after, _) = was[key], now[key]
        ratio = after / before if before else float("nan")
        grows_better = unit == "/s"
        is_worse = ratio < 1 / NOTICEABLE if grows_better else ratio > NOTICEABLE
        worse += is_worse
        verdict = f"[bold]{ratio:.2f}[/bold]" if is_worse else f"{ratio:.2f}"
        shown.add_row(*key, f"{before:,.4g} {unit}", f"{after:,.4g} {unit}", verdict)
    for name, at in (("before", was_at), ("after", is_at)):
        console.print(f"{name}: {_told(at)}", markup=False, highlight=False)
    console.print(shown)
    only = len(was.keys() ^ now.keys())
    if only:
        console.print(f"{only} figures are in one of them only.")
    return worse


def _told(kept: dict[str, Any]) -> str:
    said = ("measured_at", "commit", "processor", "cores", "memory_gb", "python", "load")
    return ", ".join(f"{name} {kept[name]}" for name in said if name in kept)
