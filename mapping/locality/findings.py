"""What the numbers of areas say, in sentences; the first is the finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mapping.analysis.words import care_type, count_of, listed

FEW: Final = 3
"""As many areas are named in a sentence; more are counted."""


@dataclass(frozen=True)
class AreaNumbers:
    """The numbers of one area that sentences are made of."""

    name: str
    number: int
    per_1000: float | None
    need: int | None


def sentences(areas: Sequence[AreaNumbers], care: str | None, outside: int) -> list[str]:
    """Return what stands out, the finding first.

    Parameters
    ----------
    areas
        The areas shown.
    care
        The type of care that is counted; None for every body and place.
    outside
        How many bodies and places have no area here.
    """
    what = care_type(care) if care else "place or group"
    found = _finding(areas, care, what)
    if not areas:
        return found
    if any(one.number for one in areas):
        found += _most(areas, care, what)
    if outside:
        found.append(f"{_places(outside)} not in any of these areas, or nobody said where.")
    return found


def _finding(areas: Sequence[AreaNumbers], care: str | None, what: str) -> list[str]:
    if not areas:
        return ["No areas are loaded yet."]
    total = sum(one.number for one in areas)
    if not total:
        nothing = f"Nobody on this map offers {what}" if care else "Nothing is on this map yet"
        return [f"{nothing}."]
    without = [one for one in areas if not one.number]
    nothing = f"no offer of {what}" if care else f"no {what}"
    if not without:
        every = f"an offer of {what}" if care else f"a {what}"
        return [f"Every area has {every}."]
    if len(without) <= FEW:
        names = listed([one.name for one in without])
        found = [f"{names} {'has' if len(without) == 1 else 'have'} {nothing}."]
    else:
        found = [f"{len(without)} of {len(areas)} areas have {nothing}."]
    return found + _in_need(without, areas)


def _in_need(without: Sequence[AreaNumbers], areas: Sequence[AreaNumbers]) -> list[str]:
    """Say which of the areas without are among the third of all with the most need."""
    third = len([one for one in areas if one.need is not None]) // 3
    poor = [one for one in without if one.need is not None and one.need <= third]
    if not poor:
        return []
    if third == 1:
        return [f"{poor[0].name} is the area with the most need."]
    if len(poor) == third:
        return [f"All of the {third} areas with the most need are among them."]
    if len(poor) > FEW:
        return [f"{len(poor)} of them are among the {third} areas with the most need."]
    verb = "is" if len(poor) == 1 else "are"
    names = listed([one.name for one in poor])
    return [f"{names} {verb} among the {third} areas with the most need."]


def _most(areas: Sequence[AreaNumbers], care: str | None, what: str) -> list[str]:
    rated = [one for one in areas if one.per_1000]
    if not rated:
        return []
    best = max(rated, key=lambda one: (one.per_1000 or 0, one.name))
    offers = f"offers of {what}" if care else "places and groups"
    return [f"{best.name} has the most {offers} for its people: {best.per_1000:.1f} per 1,000."]


def _places(number: int) -> str:
    return f"{count_of(number, 'place or group')} {'is' if number == 1 else 'are'}".replace(
        "place or groups", "places and groups"
    )
