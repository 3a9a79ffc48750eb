"""The locality report in sentences: of all areas, and of one; and what cannot be concluded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from mapping.analysis.words import Named, care_type, count_of, listed, percent, some_of
from mapping.refusals import NotWellFormed

SURE: Final = 0.05
EVEN: Final = 0.05
"""A concentration index nearer to 0 than this is called even."""

CAUTIONS: Final = (
    "These figures are of areas, not of the people in them.",
    "Other boundaries would give other figures: compare with wards.",
    "Near the edge, what lies outside is not counted.",
    "Things that go together on a map need not cause each other.",
)

LINES: Final = (
    "Walks are straight lines made longer by a fixed part; a river, a railway or a canal makes them"
    " wrong."
)
ALONG_STREETS: Final = "Walks go along the streets of a file; what it lacks cannot be walked."

DEFINITIONS: Final = {
    "per_1000": "Places and groups for every 1,000 people who live in the area. Low and high are"
    " where the rate would lie, 95 times in 100, if chance alone moved it.",
    "smoothed_per_1000": "The same, drawn towards that of all areas, more so where few people"
    " live. Method: empirical Bayes, Marshall 1991.",
    "nearest_m": "Metres in a straight line from where people live in the area, or a point inside"
    " it, to the nearest place or group that offers each type of care.",
    "nearest_min": "The same in minutes on foot: the line is taken 1.3 times as long, at 80 metres"
    " a minute, unless something else was chosen.",
    "within_walk": "How many places and groups offering it are within 15 minutes on foot.",
    "e2sfca": "What is within reach for each person, shared with everybody else who can reach it;"
    " near ones count more. Method: E2SFCA, Luo and Qi 2009; they drove, here people walk.",
    "gaps": "Areas more than 15 minutes on foot from a type of care, with more need than the"
    " middle area; most people times minutes first.",
    "far": "Areas more than 15 minutes on foot from it, whatever their need.",
    "equity": "Above 0: areas with less need have more within reach. Below: areas in need do."
    " Method: concentration index, O'Donnell and others 2008. gini is 0 if all have the same.",
    "moran": "Above expected: near areas are alike. p says how often chance alone would give as"
    " much. Method: Moran's I of per_1000; moran_rate allows for few people swinging more.",
    "pattern": "What an area is among its neighbours, if that is surely no chance. Method: local"
    " Moran's I, false discovery rate of 5 in 100.",
    "care_wealth": "mentions: pairs of somebody and a type of care that they offer or give now."
    " range: how many types. evenness: as varied as so many equally common types.",
    "flows": "Care that is given now, from where givers live to where receivers do.",
    "potential_bridges": "A formal body and one of the community at most 500 metres apart that are"
    " not connected; most care in common first.",
    "does_nearness_bridge": "The share of such pairs that are connected, by how far apart they"
    " are; none for fewer than 10 pairs.",
    "class_changes": "Areas that would be far, or not, if walks were 1.2 or 1.5 times the line.",
}


def in_words(
    found: Mapping[str, Any], names: Mapping[str, str], more: Sequence[str] = ()
) -> dict[str, Any]:
    """Return a report with its sentences, cautions, what its fields mean, and names of assets.

    Parameters
    ----------
    found
        As `locality_report` returns it, or as it may leave the circle.
    names
        Of assets, by id.
    more
        Cautions beside those that every report has.
    """
    return {
        **found,
        "names": dict(names),
        "sentences": report_sentences(found, lambda id_: names.get(id_, id_)),
        "cautions": [*CAUTIONS, ALONG_STREETS if found["along_streets"] else LINES, *more],
        "definitions": dict(DEFINITIONS),
    }


def of_area(found: Mapping[str, Any], code: str) -> dict[str, Any]:
    """Return what a report `in_words` says of one area.

    Raises
    ------
    NotWellFormed
        If there is no such area.
    """
    if code not in found["areas"]:
        raise NotWellFormed("area", "There is no area with this code. Check it.")
    names = found["names"]
    return {
        "code": code,
        "name": found["areas"][code]["name"],
        "sentences": area_sentences(found, code, lambda id_: names.get(id_, id_)),
    }


def report_sentences(found: Mapping[str, Any], named: Named) -> list[str]:
    """Return what a report says of all areas together.

    Parameters
    ----------
    found
        As `locality_report` returns it, or as it may leave the circle.
    named
        The name of the element with an id.
    """
    parts: tuple[Callable[[Mapping[str, Any], Named], list[str]], ...] = (
        _access,
        _standing,
        _equity,
        _patterns,
        _bridges,
        _nearness,
        _flows,
    )
    return [sentence for part in parts for sentence in part(found, named)]


def area_sentences(found: Mapping[str, Any], code: str, named: Named) -> list[str]:
    """Return what a report says of one area.

    Parameters
    ----------
    found, named
        As for `report_sentences`.
    code
        The area's.
    """
    area = found["areas"][code]
    parts = (_of_people, _of_wealth, _of_access, _of_need, _of_pattern)
    said = [sentence for part in parts for sentence in part(found, area)]
    return [*said, *_of_bridges(found, code, named), *_of_edge(area)]


def of_walks(found: Mapping[str, Any], care: str | None) -> list[str]:
    """Return what a report says of walks: to one type of care, or to all."""
    if care is None:
        return _access(found, str)
    lists = {
        field: None if found[field] is None else {care: found[field].get(care, [])}
        for field in ("gaps", "far")
    }
    return _access({**found, **lists}, str)


def of_patterns(found: Mapping[str, Any]) -> list[str]:
    """Return what a report says of areas near each other."""
    return _patterns(found, str)


def of_flows(found: Mapping[str, Any]) -> list[str]:
    """Return what a report says of care between areas."""
    return _flows(found, str)


def of_near_bridges(found: Mapping[str, Any]) -> list[str]:
    """Return what a report says of bodies near each other and not connected."""
    return [*_bridges(found, lambda id_: found["names"].get(id_, id_)), *_nearness(found, str)]


def _names(found: Mapping[str, Any], codes: Sequence[str]) -> str:
    return some_of([found["areas"][code]["name"] for code in codes])


def _standing(found: Mapping[str, Any], _named: Named) -> list[str]:
    areas = found["areas"].values()
    inside = sum(one["counts"]["all"] for one in areas)
    rated = [one for one in areas if one["per_1000"] is not None]
    stand = "stands" if inside == 1 else "stand"
    said = [f"{_bodies(inside)} {stand} in {count_of(len(areas), 'area')}."]
    people = sum(one["population"] for one in rated)
    if people:
        counted = sum(one["counts"]["all"] for one in rated)
        said.append(f"That is {1000 * counted / people:.1f} for every 1,000 people who live there.")
    out = found["outside_these_areas"]["assets"]
    if out:
        said.append(f"{_bodies(out)} more are in none of these areas, or nobody said where.")
    return said


def _bodies(number: int) -> str:
    return f"{number:,} place or group" if number == 1 else f"{number:,} places and groups"


def _access(found: Mapping[str, Any], _named: Named) -> list[str]:
    minutes = f"{found['choices']['walk_minutes']:g} minutes"
    lists, gap = (found["far"], False) if found["gaps"] is None else (found["gaps"], True)
    worst = sorted(lists, key=lambda type_: (-len(lists[type_]), type_))
    said = []
    for type_ in [one for one in worst if lists[one]][:3]:
        codes = lists[type_]
        one = len(codes) == 1
        need = f" and {'has' if one else 'have'} more need than the middle area" if gap else ""
        said.append(
            f"{count_of(len(codes), 'area')} {'is' if one else 'are'} more than {minutes} on foot"
            f" from {care_type(type_)}{need}: {_names(found, codes)}."
        )
    near = [care_type(type_) for type_, codes in found["far"].items() if not codes]
    if near:
        said.append(f"Every area is within {minutes} on foot of {listed(near)}.")
    if found["gaps"] is None and found["far"]:
        said.append("No figures of need were given, so these are far areas and not called gaps.")
    return said


def _equity(found: Mapping[str, Any], _named: Named) -> list[str]:
    index = {
        type_: one["concentration_index"]
        for type_, one in found["equity"].items()
        if one and one["concentration_index"] is not None
    }
    groups = {
        "Areas with less need have more within reach of": [t for t, c in index.items() if c > EVEN],
        "Areas with more need have more within reach of": [
            t for t, c in index.items() if c < -EVEN
        ],
        "Areas with more and with less need have about as much within reach of": [
            t for t, c in index.items() if abs(c) <= EVEN
        ],
    }
    return [
        f"{words} {listed([care_type(type_) for type_ in types])}."
        for words, types in groups.items()
        if types
    ]


def _patterns(found: Mapping[str, Any], _named: Named) -> list[str]:
    whole = found["moran"]
    if whole is None:
        return ["There are too few areas, or too little differs, to say if near ones are alike."]
    said = []
    if whole["p"] <= SURE and whole["I"] > whole["expected"]:
        said.append("Areas near each other have alike numbers of places and groups per person.")
    elif whole["p"] <= SURE:
        said.append("Areas near each other have unlike numbers of places and groups.")
    else:
        said.append("Where areas with many places and groups lie may be chance.")
    if found["patterns"]["too_few_to_be_sure"]:
        said.append("These are too few areas to be sure.")
    high = [c for c, one in found["areas"].items() if one["pattern"] == "high among high"]
    low = [c for c, one in found["areas"].items() if one["pattern"] == "low among low"]
    if high:
        said.append(f"High among high: {_names(found, high)}.")
    if low:
        said.append(f"Low among low: {_names(found, low)}.")
    return said


def _bridges(found: Mapping[str, Any], named: Named) -> list[str]:
    pairs = found["potential_bridges"]
    within = f"{found['choices']['within']:g} metres"
    once = [
        f"{count_of(len(found['once_connected']), 'pair')} within {within} worked together once,"
        " and not now."
    ]
    once = once if found["once_connected"] else []
    if not pairs:
        nothing = "there is no pair of a formal body and one of the community that never worked"
        return [f"Within {within} {nothing} together.", *once]
    best = pairs[0]
    common = listed([care_type(type_) for type_ in best["shared"]])
    both = f", and both offer {common}" if common else ""
    where = (
        "in the same building" if best["same_building"] else f"{best['metres']:.0f} metres apart"
    )
    return [
        f"{count_of(len(pairs), 'pair')} of a formal body and one of the community"
        f" {'is' if len(pairs) == 1 else 'are'} within"
        f" {within} of each other and not connected.",
        f"{named(best['formal'])} and {named(best['community'])} are {where}{both}.",
        *once,
    ]


def _nearness(found: Mapping[str, Any], _named: Named) -> list[str]:
    bands = [one for one in found["does_nearness_bridge"] if one["share"] is not None]
    if len(bands) < 2 or not any(one["connected"] for one in bands):
        return []
    first, last = bands[0], bands[-1]
    how = f"up to {first['to']:g} metres apart" if first["to"] else "far apart"
    return [
        f"Of pairs {how}, {percent(first['share'])} are connected; of those over"
        f" {last['over']:g} metres, {percent(last['share'])}."
    ]


def _flows(found: Mapping[str, Any], _named: Named) -> list[str]:
    flows = found["flows"]
    said = []
    if flows["self_containment"] is not None:
        said.append(f"{percent(flows['self_containment'])} of the care drawn stays in its area.")
    if flows["within_walk"] is not None:
        minutes = f"{found['choices']['walk_minutes']:g} minutes"
        said.append(
            f"{percent(flows['within_walk'])} of it goes no farther than {minutes} on foot."
        )
    if flows["not_known"]:
        number = count_of(flows["not_known"], "connection")
        said.append(f"{number} could not be placed: nobody has said where an end is.")
    return said


def _of_people(_found: Mapping[str, Any], area: Mapping[str, Any]) -> list[str]:
    if area["population"] is None:
        return [f"Nobody has said how many people live in {area['name']}."]
    return [f"{count_of(area['population'], 'person')} live in {area['name']}."]


def _of_wealth(found: Mapping[str, Any], area: Mapping[str, Any]) -> list[str]:
    counts = area["counts"]
    if not counts["all"]:
        return ["No place or group stands here."]
    said = [f"{_bodies(counts['all'])} {'stands' if counts['all'] == 1 else 'stand'} here"]
    if area["per_1000"] is not None:
        rates = [one["per_1000"] for one in found["areas"].values() if one["per_1000"] is not None]
        place = 1 + sum(one > area["per_1000"] for one in rates)
        said.append(
            f", {area['per_1000']:.1f} for every 1,000 people: number {place} of {len(rates)} areas"
        )
    types = sorted(counts["by_care_type"].items(), key=lambda one: (-one[1], one[0]))
    sentences = ["".join(said) + "."]
    if types:
        named = some_of([care_type(type_) for type_, _ in types])
        number = count_of(len(types), "type")
        sentences.append(f"They offer {number} of care, most often {named}.")
    return sentences


def _of_access(found: Mapping[str, Any], area: Mapping[str, Any]) -> list[str]:
    limit = found["choices"]["walk_minutes"]
    minutes = area["nearest_min"]
    far = sorted((type_ for type_ in minutes if minutes[type_] > limit), key=lambda t: -minutes[t])
    if not minutes:
        return []
    if not far:
        return [f"Every type of care on the map is within {limit:g} minutes on foot."]
    said = some_of([f"{care_type(type_)} ({minutes[type_]:.0f} minutes)" for type_ in far])
    return [f"More than {limit:g} minutes on foot away: {said}."]


def _of_need(found: Mapping[str, Any], area: Mapping[str, Any]) -> list[str]:
    if area["need"] is None:
        return []
    name = found["need"]["name"].replace("_", " ")
    ranked = sum(one["need_rank"] is not None for one in found["areas"].values())
    if area["need_rank"] is None:
        return [f"{name} is {area['need']:g} here."]
    return [
        f"By {name}, which is {area['need']:g} here, it is number"
        f" {area['need_rank']} of {ranked} areas; number 1 has the most need."
    ]


def _of_pattern(_found: Mapping[str, Any], area: Mapping[str, Any]) -> list[str]:
    pattern = area["pattern"]
    if pattern in (None, "no pattern found"):
        return []
    own, _, around = pattern.split()
    return [f"It has a {own} number for its people, among areas with {around} ones."]


def _of_bridges(found: Mapping[str, Any], code: str, named: Named) -> list[str]:
    placed = found["placed"]
    pairs = [
        one
        for one in found["potential_bridges"]
        if code in (placed.get(one["formal"]), placed.get(one["community"]))
    ]
    if not pairs:
        return []
    words = some_of([f"{named(one['formal'])} with {named(one['community'])}" for one in pairs])
    return [f"Near each other and not connected: {words}."]


def _of_edge(area: Mapping[str, Any]) -> list[str]:
    return [f"It {flag}." for flag in area["flags"] if flag.startswith(("may have", "has no"))]
