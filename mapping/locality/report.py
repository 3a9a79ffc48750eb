"""The locality report: every measure of place of one `Ground`, as plain data ready for JSON.

Exact: numbers of people in it are protected by whoever lets it leave the circle. Field names are
those of section 10 of the locality notes; `report_words.py` says them in sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from mapping.locality import flows as care
from mapping.locality import need as provision
from mapping.locality.choices import OTHER_DETOURS, SLOW_SPEED, Choices
from mapping.locality.classes import two_at_once
from mapping.locality.ground import Ground, Numbers
from mapping.locality.indicators import (
    PER,
    Asset,
    Indicator,
    count_assets,
    need_ranks,
    rate,
    smoothed,
)
from mapping.locality.near_bridges import PotentialBridge, does_nearness_bridge, near_bridges
from mapping.locality.neighbours import neighbours
from mapping.locality.patterns import FEWEST_LOCAL, Moran, local_patterns, moran, moran_of_rates
from mapping.locality.reach import e2sfca
from mapping.locality.walking import (
    Nearest,
    StraightLines,
    Ways,
    assets_by_type,
    is_far,
    near_the_edge,
    nearest_by_type,
)

NO_STREET: Final = "has no street near: walks are straight lines"
EDGE: Final = "may have more beyond the edge"
NO_POPULATION: Final = "nobody has said how many live here"

Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class Tables:
    """What goes into a report beside the ground.

    Parameters
    ----------
    indicators
        Columns of figures by area that others publish.
    joined
        How many areas of the map are in their table, and which codes are in one alone.
    """

    indicators: Sequence[Indicator] = ()
    joined: int | None = None
    only_in_table: Sequence[str] = ()
    only_in_map: Sequence[str] = ()


def locality_report(
    ground: Ground,
    tables: Tables,
    choices: Choices,
    *,
    ways: Ways | None = None,
    tell: Tell = lambda _what, _share: None,
) -> dict[str, Any]:
    """Return every measure of place.

    Parameters
    ----------
    ground
        n areas and what stands in them.
    tables
        Figures by area.
    choices
        What the caller chose.
    ways
        How far it is; straight lines if not given.
    tell
        Is told what is being worked out, and how much of all is done.
    """
    ways = ways or StraightLines(ground)
    walk = _with(choices, detour=1.0) if ways.along_streets else choices
    chosen = provision.chosen_need(tables.indicators, choices.need)
    need = provision.need_of(chosen, ground.areas.codes) if chosen else None
    tell("Working out walks", 0.1)
    near = nearest_by_type(ground, ways, walk)
    tell("Working out what is within reach", 0.3)
    reach = {
        type_: e2sfca(ground, ways, some, walk)
        for type_, some in assets_by_type(ground).items()
        if ground.n
    }
    tell("Working out what each area has", 0.5)
    areas = _areas(ground, near, reach, choices, walk)
    for at, area in enumerate(areas.values()):
        area["flags"] += [NO_STREET] if ways.off[at] else []
    metres = {type_: one.metres for type_, one in near.items()}
    _add_need(areas, ground, chosen)
    tell("Looking for patterns", 0.7)
    patterns = _patterns(areas, ground, choices)
    tell("Looking for bridges", 0.9)
    bridges = near_bridges(ground, choices)
    return {
        "areas": areas,
        "placed": dict(sorted(ground.placed.items())),
        "unplaced": [
            {"id": id_, "reason": reason} for id_, reason in sorted(ground.unplaced.items())
        ],
        "placed_nearest": sorted(ground.nearest),
        "outside_these_areas": _outside(ground),
        "care_types": list(near),
        **patterns,
        "need": _said_of(chosen),
        "gaps": provision.gaps(ground, metres, need, walk) if need is not None else None,
        "far": provision.far_areas(ground, metres, walk),
        "far_for_slow_walkers": provision.far_areas(
            ground, metres, _with(walk, walk_speed=SLOW_SPEED)
        ),
        "class_changes": {} if ways.along_streets else _class_changes(ground, metres, choices),
        "along_streets": ways.along_streets,
        "equity": {
            type_: None if some is None else provision.equity(ground, some, need)
            for type_, some in reach.items()
        },
        "potential_bridges": [_bridge(one) for one in bridges.potential],
        "once_connected": [_bridge(one) for one in bridges.once_connected],
        "does_nearness_bridge": [asdict(one) for one in does_nearness_bridge(ground)],
        "flows": _flows(ground, choices),
        "choices": asdict(choices),
        "kind": ground.areas.kind,
        "vintage": ground.areas.vintage,
        "report": {
            "repaired": list(ground.areas.repaired),
            "overlaps": [list(one) for one in ground.areas.overlaps],
            "joined": tables.joined,
            "only_in_table": list(tables.only_in_table),
            "only_in_map": list(tables.only_in_map),
        },
    }


def _areas(
    ground: Ground,
    near: Mapping[str, Nearest],
    reach: Mapping[str, Numbers | None],
    choices: Choices,
    walk: Choices,
) -> dict[str, dict[str, Any]]:
    inside: dict[str, list[str]] = {code: [] for code in ground.areas.codes}
    people = dict.fromkeys(ground.areas.codes, 0)
    for id_, code in ground.placed.items():
        if ground.is_asset(id_):
            inside[code].append(id_)
        people[code] += ground.is_protected(id_)
    wealth, of_assets = care.care_wealth(ground), care.care_wealth(ground, of_assets=True)
    edge = near_the_edge(ground, choices.walk_minutes, choices) if ground.n else ()
    far_edge = near_the_edge(ground, choices.reach_minutes, choices) if ground.n else ()
    names = ground.areas.table.name.tolist()
    columns = _columns(ground, near, reach, walk)
    return {
        code: {
            "name": names[at],
            **_counted(ground, at, inside[code]),
            **{name: of(at) for name, of in columns.items()},
            "care_wealth": _wealth(wealth[code], of_assets[code]),
            "people": {"value": people[code], "hidden": False},
            "flags": _flags(ground, at, bool(edge[at]), bool(far_edge[at]), choices),
        }
        for at, code in enumerate(ground.areas.codes)
    }


def _wealth(every: care.CareWealth, of_assets: care.CareWealth) -> dict[str, Any]:
    return {
        **asdict(every),
        "people": {"value": every.people, "hidden": False},
        "of_people": {"value": every.of_people, "hidden": False},
        "of_bodies": {
            name: value
            for name, value in asdict(of_assets).items()
            if name not in ("people", "of_people")
        },
    }


def _counted(ground: Ground, at: int, inside: Sequence[str]) -> dict[str, Any]:
    people = ground.population[at]
    population = None if np.isnan(people) else int(people)
    counts = count_assets(
        Asset(
            id_,
            ground.kinds[id_],
            None if ground.sectors[id_] == "none" else ground.sectors[id_],
            ground.care_types.get(id_, frozenset()),
        )
        for id_ in inside
    )
    found = rate(counts.all, population)
    return {
        "population": population,
        "counts": asdict(counts),
        "per_1000": PER * counts.all / population if population else None,
        "low": found.low if found else None,
        "high": found.high if found else None,
    }


def _columns(
    ground: Ground,
    near: Mapping[str, Nearest],
    reach: Mapping[str, Numbers | None],
    choices: Choices,
) -> dict[str, Callable[[int], dict[str, Any] | None]]:
    """Return of each field by type of care what makes it for an area."""
    metres = {type_: one.metres.tolist() for type_, one in near.items()}
    minutes = {type_: choices.minutes(one.metres).tolist() for type_, one in near.items()}
    asset = {type_: one.asset.tolist() for type_, one in near.items()}
    within = {type_: one.within.tolist() for type_, one in near.items()}
    heads = {type_: some.tolist() for type_, some in reach.items() if some is not None}
    return {
        "nearest_m": lambda at: {type_: some[at] for type_, some in metres.items()},
        "nearest_min": lambda at: {type_: some[at] for type_, some in minutes.items()},
        "nearest_asset": lambda at: {t: ground.assets[some[at]] for t, some in asset.items()},
        "within_walk": lambda at: {type_: some[at] for type_, some in within.items()},
        "e2sfca": lambda at: {type_: some[at] for type_, some in heads.items()} if heads else None,
    }


def _flags(ground: Ground, at: int, edge: bool, far_edge: bool, choices: Choices) -> list[str]:
    flags = [EDGE] if edge else []
    if far_edge and not edge:
        flags.append(f"{EDGE} within {choices.reach_minutes:g} minutes")
    return flags + ([NO_POPULATION] if np.isnan(ground.population[at]) else [])


def _add_need(areas: dict[str, dict[str, Any]], ground: Ground, chosen: Indicator | None) -> None:
    """Add need, its rank, and thirds of care wealth and need, to each area."""
    ranks = need_ranks(chosen, ground.areas.codes) if chosen else {}
    per_head = [
        None
        if not one["population"]
        else PER * one["care_wealth"]["of_bodies"]["mentions"] / one["population"]
        for one in areas.values()
    ]
    needs = [chosen.values.get(code) if chosen else None for code in areas]
    sign = -1 if chosen and chosen.higher_is_worse is False else 1
    signed = [None if one is None else sign * one for one in needs]
    for (code, area), value, pair in zip(
        areas.items(), needs, two_at_once(per_head, signed), strict=True
    ):
        area["need"] = value
        area["need_rank"] = ranks.get(code)
        area["two_at_once"] = None if pair is None else {"care_wealth": pair[0], "need": pair[1]}


def _patterns(areas: dict[str, dict[str, Any]], ground: Ground, choices: Choices) -> dict[str, Any]:
    """Add to each area its smoothed rate and what it is among its neighbours; return the whole."""
    there = [at for at, one in enumerate(areas.values()) if one["per_1000"] is not None]
    codes = ground.areas.codes
    for area in areas.values():
        area |= {"smoothed_per_1000": None, "pattern": None, "hot_or_cold": None}
    counts = [areas[codes[at]]["counts"]["all"] for at in there]
    people = ground.population[there]
    whole = rates = None
    local = False
    if there:
        for at, value in zip(there, smoothed(counts, people.tolist()), strict=True):
            areas[codes[at]]["smoothed_per_1000"] = PER * value
        values = np.array([areas[codes[at]]["per_1000"] for at in there], dtype=float)
        weights = neighbours(ground.areas.table.geometry.to_numpy()[there], ground.home[there])
        dealing = (choices.permutations, choices.seed)
        whole = moran(values, weights, *dealing)
        rates = moran_of_rates(np.array(counts, float), people, weights, *dealing)
        found = local_patterns(values, weights, *dealing)
        local = found is not None
        for nth, at in enumerate(there if found else ()):
            areas[codes[at]]["pattern"] = found.words[nth] if found else None
            areas[codes[at]]["hot_or_cold"] = found.g_star_words[nth] if found else None
    return {
        "moran": _moran(whole),
        "moran_rate": _moran(rates),
        "patterns": {
            "areas": len(there),
            "without_a_value": ground.n - len(there),
            "too_few_to_be_sure": bool(whole) and len(there) < FEWEST_LOCAL,
            "local": local,
        },
    }


def _moran(found: Moran | None) -> dict[str, float] | None:
    return None if found is None else {"I": found.index, "expected": found.expected, "p": found.p}


def _outside(ground: Ground) -> dict[str, int]:
    """Return how many assets are in no area: outside these, or nobody knows where."""
    assets = [id_ for id_ in ground.unplaced if ground.is_asset(id_)]
    return {"assets": len(assets), "near_enough_to_walk_to": _near_outside(ground)}


def _near_outside(ground: Ground) -> int:
    by_type = assets_by_type(ground)
    near = {ground.assets[at] for some in by_type.values() for at in some.tolist()}
    return len(near - ground.placed.keys())


def _said_of(chosen: Indicator | None) -> dict[str, Any] | None:
    if chosen is None:
        return None
    return {
        "name": chosen.name,
        "column": chosen.column,
        "higher_is_worse": chosen.higher_is_worse is not False,
    }


def _with(choices: Choices, **changes: Any) -> Choices:
    return Choices(**{**asdict(choices), **changes})


def _class_changes(
    ground: Ground, metres: Mapping[str, Numbers], choices: Choices
) -> dict[str, dict[str, list[str]]]:
    """Return by type the areas that are far or not by how much longer walks are taken to be."""
    found: dict[str, dict[str, list[str]]] = {}
    for type_, some in metres.items():
        usual = is_far(some, choices)
        for detour in OTHER_DETOURS:
            other = is_far(some, _with(choices, detour=detour))
            changed = [ground.areas.codes[at] for at in np.flatnonzero(usual != other)]
            if changed:
                found.setdefault(type_, {})[f"{detour}"] = changed
    return found


def _bridge(one: PotentialBridge) -> dict[str, Any]:
    return {
        **asdict(one),
        "shared": list(one.shared),
        "in_common": list(one.in_common),
        "same_building": one.same_building,
    }


def _flows(ground: Ground, choices: Choices) -> dict[str, Any]:
    found = care.care_flows(ground, choices)
    codes = sorted({code for pair in found.by_pair for code in pair} - {care.BEYOND})
    return {
        "by_pair": [
            {"from": giver, "to": receiver, "amount": one.amount, "connections": one.connections}
            for (giver, receiver), one in sorted(found.by_pair.items())
        ],
        "self_containment": found.self_containment(),
        "of_giving": {code: found.of_giving(code) for code in codes},
        "of_receiving": {code: found.of_receiving(code) for code in codes},
        "within_walk": found.within_reach,
        "not_known": found.not_known,
    }


__all__ = ["EDGE", "NO_POPULATION", "Tables", "locality_report"]
