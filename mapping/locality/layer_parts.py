"""What the layers of the map have in common: their frame, their colours, their legends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from mapping.locality.classes import Step
from mapping.locality.layer_answers import AreaSaid, Layer, LayerName, LineSaid, Swatch

MOST_LINES: Final = 60
"""More lines than these hide each other, and the map."""

NO_NUMBER: Final = "no-number"
"""The colour of areas without a number."""

Points = Mapping[str, tuple[float, float]]
Found = Mapping[str, Any]
Said = dict[str, AreaSaid]


def layer(
    found: Found,
    name: LayerName,
    areas: Said,
    *,
    column: str,
    sentences: Sequence[str],
    legend: Sequence[Swatch],
    cautions: Sequence[str] = (),
    lines: Sequence[LineSaid] = (),
    **more: Any,
) -> Layer:
    """Return a layer: what it says, and what cannot be concluded from it nor from any other."""
    return Layer(
        name=name,
        column=column,
        sentences=tuple(sentences),
        cautions=(*cautions, *found["cautions"]),
        legend=tuple(legend),
        areas=areas,
        lines=tuple(lines[:MOST_LINES]),
        lines_left_out=max(len(lines) - MOST_LINES, 0),
        **{"care": None, "rings": (), **more},
    )


def edge(area: Found) -> Iterable[str]:
    """Return what is said of an area near the edge, or without streets."""
    return [f"It {flag}." for flag in area["flags"] if flag.startswith(("may have", "has no"))]


def step_fill(step: int, of: int) -> str:
    """Return which of the five colours a step has: few steps are spread over all of them."""
    return f"step-{3 if of < 2 else 1 + int(step * 4 / (of - 1) + 0.5)}"


def step_swatches(made: Sequence[Step], words: str) -> list[Swatch]:
    """Return the lines of a legend of steps; the first says what is counted."""
    return [
        Swatch(
            fill=step_fill(nth, len(made)),
            hatch=None,
            words=(f"{one.low:g}" if one.low == one.high else f"{one.low:g} to {one.high:g}")
            + (f" {words}" if nth == 0 else ""),
            areas=one.areas,
        )
        for nth, one in enumerate(made)
    ]


def swatches(areas: Said, words: Iterable[tuple[str, str]], *, empty: bool = False) -> list[Swatch]:
    """Return lines of a legend, and one for areas without a number; of none, only if `empty`."""
    tally = Counter(one.fill for one in areas.values())
    every = [*words, (NO_NUMBER, "not known")]
    return [
        Swatch(fill=fill, hatch=None, words=said, areas=tally[fill])
        for fill, said in every
        if tally[fill] or (empty and fill != NO_NUMBER)
    ]


def hatched(areas: Said, words: Mapping[str, str]) -> list[Swatch]:
    """Return the lines of a legend for what is hatched."""
    tally = Counter(one.hatch for one in areas.values())
    return [
        Swatch(fill=None, hatch=hatch, words=said, areas=tally[hatch])
        for hatch, said in words.items()
        if tally[hatch]
    ]
