"""The layers of the map of areas, made of a locality report and nothing else.

So what a map shows is what the report says: where numbers of people are hidden in the report, none
is in a layer, its legend, its colours or the order of its rows. Not for how much there is in each
area (`classes.py`), nor for drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from mapping.analysis.words import care_type, count_of, listed, some_of
from mapping.locality.classes import step_of, steps
from mapping.locality.layer_answers import AreaSaid, Layer, LayerName, Ring
from mapping.locality.layer_parts import (
    NO_NUMBER,
    Found,
    Points,
    edge,
    hatched,
    layer,
    step_fill,
    step_swatches,
    swatches,
)
from mapping.locality.line_layers import bridges_layer, flows_layer
from mapping.locality.report_words import SURE, of_patterns, of_walks

_THIRDS: Final = ("little", "middling", "much")
_PATTERNS: Final = {
    "high among high": "pattern-hh",
    "low among low": "pattern-ll",
    "high among low": "pattern-hl",
    "low among high": "pattern-lh",
    "no pattern found": "pattern-none",
}


def layer_of(found: Found, name: LayerName, care: str | None, points: Points) -> Layer:
    """Return one layer of the map.

    Parameters
    ----------
    found
        A report, with its words.
    name
        Which layer.
    care
        The type of care that walks go to; None for how many types are near.
    points
        Longitude and latitude of areas by code, and of bodies by id.
    """
    match name:
        case LayerName.WALKS:
            return _walks(found, care)
        case LayerName.NEED:
            return _need(found)
        case LayerName.PATTERNS:
            return _patterns(found)
        case LayerName.FLOWS:
            return flows_layer(found, points)
        case LayerName.BRIDGES:
            return bridges_layer(found, points)


def _walks(found: Found, care: str | None) -> Layer:
    limit = float(found["choices"]["walk_minutes"])
    thirds = [limit / 3, 2 * limit / 3, limit]
    speed = found["choices"]["walk_speed"] / found["choices"]["detour"]
    rings = tuple(Ring(metres=one * speed, words=f"{one:g} min") for one in thirds)
    if care is None:
        return _types_near(found, limit, rings)
    gaps = set((found["gaps"] or {}).get(care, ()))
    areas = {
        code: _walk(found, area, care, thirds, code in gaps)
        for code, area in found["areas"].items()
    }
    fills = ("step-5", "step-4", "step-2", "step-1")
    ends = [f"{one:g}" for one in thirds]
    words = [f"up to {ends[0]} minutes on foot"]
    words += [f"over {one} to {other} minutes" for one, other in pairwise(ends)]
    words.append(f"over {ends[2]} minutes")
    legend = [
        *swatches(areas, zip(fills, words, strict=True)),
        *hatched(areas, {"gap": "gap: far, and more need than the middle area", "far": "far"}),
    ]
    return layer(
        found,
        LayerName.WALKS,
        areas,
        care=care,
        column="On foot",
        sentences=of_walks(found, care),
        legend=legend,
        rings=rings,
    )


def _walk(found: Found, area: Found, care: str, thirds: Sequence[float], is_gap: bool) -> AreaSaid:
    minutes = area["nearest_min"].get(care)
    if minutes is None:
        return AreaSaid(
            fill=NO_NUMBER, hatch=None, words="not offered", order=None,
            sentences=(f"Nobody on the map offers {care_type(care)}.",),
        )  # fmt: skip
    far = minutes > thirds[2]
    nearest = found["names"].get(area["nearest_asset"].get(care), "")
    within = area["within_walk"].get(care, 0)
    said = [f"{care_type(care).capitalize()}: {minutes:.0f} minutes on foot, at {nearest}."]
    if not far:
        how = "place or group offers" if within == 1 else "places and groups offer"
        said.append(f"{within} {how} it within {thirds[2]:g} minutes.")
    if is_gap:
        said.append("A gap: it is far, and there is more need here than in the middle area.")
    step = sum(minutes > one for one in thirds)
    return AreaSaid(
        fill=("step-5", "step-4", "step-2", "step-1")[step],
        hatch="gap" if is_gap else "far" if far else None,
        words=f"{minutes:.0f} min",
        order=round(minutes, 1),
        sentences=(*said, *edge(area)),
    )


def _types_near(found: Found, limit: float, rings: tuple[Ring, ...]) -> Layer:
    types = found["care_types"]
    number = {
        code: sum(minutes <= limit for minutes in area["nearest_min"].values())
        for code, area in found["areas"].items()
    }
    made = steps(list(number.values()))
    areas = {}
    for code, area in found["areas"].items():
        far = [one for one in types if area["nearest_min"].get(one, 0) > limit]
        said = [f"{number[code]} of {count_of(len(types), 'type')} of care are within {limit:g}"
                " minutes on foot."]  # fmt: skip
        if far:
            said.append(f"Farther away: {listed([care_type(one) for one in far])}.")
        areas[code] = AreaSaid(
            fill=step_fill(step_of(number[code], made), len(made)),
            hatch=None,
            words=f"{number[code]} of {len(types)}",
            order=number[code],
            sentences=(*said, *edge(area)),
        )
    return layer(
        found,
        LayerName.WALKS,
        areas,
        column="Types near",
        sentences=of_walks(found, None),
        legend=step_swatches(made, f"types of care within {limit:g} minutes on foot"),
        rings=rings,
    )


def _need(found: Found) -> Layer:
    areas = {}
    need = "need" if found["need"] is None else found["need"]["name"].replace("_", " ")
    for code, area in found["areas"].items():
        pair = area["two_at_once"]
        if pair is None:
            areas[code] = AreaSaid(
                fill=NO_NUMBER, hatch=None, words="not known", order=None,
                sentences=("Care or need is not known here.",),
            )  # fmt: skip
            continue
        care, wants = pair["care_wealth"], pair["need"]
        mentions = area["care_wealth"]["of_bodies"]["mentions"]
        areas[code] = AreaSaid(
            fill=f"two-{care}{wants}",
            hatch=None,
            words=f"{_THIRDS[care]} care, {_THIRDS[wants]} need",
            order=wants - care,
            sentences=(
                f"Care offered for each person is in the {_third(care)} third of these areas, and"
                f" need in the {_third(wants)}.",
                f"Places and groups here name {count_of(mentions, 'offer')} of care for"
                f" {area['population']:,} people; {need} is {area['need']:g}.",
            ),
        )
    worst = [found["areas"][code]["name"] for code, one in areas.items() if one.fill == "two-02"]
    said = ["Care and need are not both known of any area, so they cannot be set side by side."]
    if any(one.order is not None for one in areas.values()):
        its, has = ("its", "has") if len(worst) == 1 else ("their", "have")
        which = f": {some_of(worst)}" if worst else ""
        said = [
            f"{count_of(len(worst), 'area')} {has} little care for {its} people and much need"
            f"{which}."
        ]
        said.append(f"Need is by {need}. Little and much are the lowest and highest third.")
    words = [
        (f"two-{care}{wants}", f"{_THIRDS[care]} care, {_THIRDS[wants]} need")
        for wants in (2, 1, 0)
        for care in (0, 1, 2)
    ]
    return layer(
        found,
        LayerName.NEED,
        areas,
        column="Care and need",
        sentences=said,
        legend=swatches(areas, words, empty=True),
    )


def _third(number: int) -> str:
    return ("lowest", "middle", "highest")[number]


def _patterns(found: Found) -> Layer:
    areas = {}
    for code, area in found["areas"].items():
        pattern = area["pattern"]
        if pattern is None:
            known = area["per_1000"] is not None
            why = "too few areas to test" if known else "not known"
            areas[code] = AreaSaid(
                fill=NO_NUMBER, hatch=None, words=why, order=None,
                sentences=("Single areas are not tested here." if known else
                           "How many there are for each person is not known here.",),
            )  # fmt: skip
            continue
        said = "What is here and around it may be chance."
        if pattern != "no pattern found":
            own, _, around = pattern.split()
            said = f"It has a {own} number for its people, among areas with {around} ones."
        areas[code] = AreaSaid(
            fill=_PATTERNS[pattern],
            hatch=None,
            words=pattern,
            order=len(_PATTERNS) - list(_PATTERNS).index(pattern),
            sentences=(said,),
        )
    whole = found["moran"]
    cautions = []
    if whole:
        sure = "" if whole["p"] <= SURE else " That is too often to conclude anything."
        cautions.append(
            f"Moran's I is {whole['I']:.2f}; {whole['expected']:.2f} would be chance, and chance"
            f" alone gives as much {100 * whole['p']:.2g} times in 100.{sure}"
        )
    return layer(
        found,
        LayerName.PATTERNS,
        areas,
        column="Among its neighbours",
        sentences=of_patterns(found),
        legend=swatches(areas, [(fill, words) for words, fill in _PATTERNS.items()]),
        cautions=cautions,
    )
