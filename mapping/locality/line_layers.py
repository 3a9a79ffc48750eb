"""The layers of the map that are lines: care from area to area, and bridges that could be built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from mapping.analysis.words import care_type, count_of, listed
from mapping.locality.classes import Step, step_of, steps
from mapping.locality.flows import BEYOND
from mapping.locality.layer_answers import AreaSaid, Layer, LayerName, LineSaid
from mapping.locality.layer_parts import (
    NO_NUMBER,
    Found,
    Points,
    layer,
    step_fill,
    step_swatches,
    swatches,
)
from mapping.locality.report_words import of_flows, of_near_bridges

HIDDEN: Final = "hidden to protect people"


def flows_layer(found: Found, points: Points) -> Layer:
    """Return care from area to area, of the numbers that may be shown, and what stays in each."""
    flows = found["flows"]
    pairs = flows["by_pair"]
    shown = [one for one in pairs or () if one["connections"]]
    name = {code: area["name"] for code, area in found["areas"].items()}
    between = [
        one for one in shown if one["from"] != one["to"] and BEYOND not in (one["from"], one["to"])
    ]
    between.sort(key=lambda one: (-one["connections"], one["from"], one["to"]))
    most = max((one["connections"] for one in between), default=1)
    lines = [
        LineSaid(
            key=f"{one['from']} {one['to']}",
            one=name[one["from"]],
            other=name[one["to"]],
            start=points[one["from"]],
            end=points[one["to"]],
            words=str(one["connections"]),
            sentence=f"From {name[one['from']]} to {name[one['to']]}: "
            f"{count_of(one['connections'], 'connection')} of care.",
            weight=1 + round(4 * one["connections"] / most),
            directed=True,
        )
        for one in between
    ]
    hidden = sum(one.get("hidden", False) for one in pairs or ())
    stays = {one["from"]: one["connections"] for one in shown if one["from"] == one["to"]}
    unseen = {one["from"] for one in pairs or () if one.get("hidden") and one["from"] == one["to"]}
    made = steps(list(stays.values())) if stays else []
    areas = {
        code: _kept(pairs is not None, stays.get(code), code in unseen, made)
        for code in found["areas"]
    }
    said = [*of_flows(found)]
    if pairs is None:
        said = ["These areas are too many or too small to show care between them: use larger ones."]
    elif not lines:
        said.append("No care from one of these areas to another can be shown.")
    if hidden:
        said.append(f"{count_of(hidden, 'number')} of care between areas is hidden: few people are"
                    " behind it.")  # fmt: skip
    return layer(
        found,
        LayerName.FLOWS,
        areas,
        column="Care that stays",
        sentences=said,
        cautions=found["hidden_because"],
        legend=[
            *step_swatches(made, "connections of care that stay in the area"),
            *swatches(areas, [("hidden", HIDDEN)]),
        ],
        lines=lines,
    )


def _kept(any_shown: bool, number: int | None, hidden: bool, made: Sequence[Step]) -> AreaSaid:
    if hidden or not any_shown:
        return AreaSaid(
            fill="hidden", hatch=None, words="hidden", order=None,
            sentences=("How much care stays here is hidden to protect people.",),
        )  # fmt: skip
    if number is None:
        return AreaSaid(
            fill=NO_NUMBER, hatch=None, words="none known", order=0,
            sentences=("No care that stays in this area is known.",),
        )  # fmt: skip
    return AreaSaid(
        fill=step_fill(step_of(number, made), len(made)),
        hatch=None,
        words=str(number),
        order=number,
        sentences=(f"{count_of(number, 'connection')} of care begin and end here.",),
    )


def bridges_layer(found: Found, points: Points) -> Layer:
    """Return pairs of bodies near each other and not connected, the likeliest first."""
    names, placed = found["names"], found["placed"]
    pairs = [
        one
        for one in found["potential_bridges"]
        if one["formal"] in points and one["community"] in points
    ]
    lines = [
        LineSaid(
            key=f"{one['formal']} {one['community']}",
            one=names.get(one["formal"], one["formal"]),
            other=names.get(one["community"], one["community"]),
            start=points[one["formal"]],
            end=points[one["community"]],
            words="same building" if one["same_building"] else f"{one['metres']:.0f} m",
            sentence=_bridge_sentence(one, names),
            weight=min(1 + len(one["shared"]), 5),
            directed=False,
        )
        for one in pairs
    ]
    number = Counter(
        code
        for one in pairs
        for code in {placed.get(one["formal"]), placed.get(one["community"])} - {None}
    )
    made = steps([number[code] for code in found["areas"]])
    areas = {
        code: AreaSaid(
            fill=step_fill(step_of(number[code], made), len(made)),
            hatch=None,
            words=str(number[code]),
            order=number[code],
            sentences=(f"{count_of(number[code], 'pair')} near each other and not connected.",),
        )
        for code in found["areas"]
    }
    return layer(
        found,
        LayerName.BRIDGES,
        areas,
        column="Could be bridged",
        sentences=of_near_bridges(found),
        legend=step_swatches(made, "pairs in the area that could be bridged"),
        lines=lines,
    )


def _bridge_sentence(one: Found, names: Mapping[str, str]) -> str:
    where = "in the same building" if one["same_building"] else f"{one['metres']:.0f} metres apart"
    both = f", and both offer {listed([care_type(type_) for type_ in one['shared']])}"
    ends = f"{names.get(one['formal'], '')} and {names.get(one['community'], '')}"
    return f"{ends} are {where} and not connected{both if one['shared'] else ''}."
