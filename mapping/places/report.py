"""The locality report of a neighbourhood, made from its view and its areas and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mapping import neighbourhoods
from mapping.chosen import EVERYTHING, Chosen, chosen_by, open_part, part_of
from mapping.locality.choices import USUAL, Choices
from mapping.locality.ground import Ground, Spot, stand
from mapping.locality.report import Tables, locality_report
from mapping.locality.report_words import in_words, of_area
from mapping.places.loaded import NO_AREAS, Loaded
from mapping.places.outside import A_PART, LARGER_AREAS, for_outside
from mapping.refusals import NotWellFormed
from mapping.reports import network_of
from mapping.service import Service
from mapping.view import View


def report_of_places(
    service: Service,
    neighbourhood: str,
    *,
    kind: str | None = None,
    area: str | None = None,
    choices: Choices = USUAL,
    outside: bool = True,
    shown: str = "",
) -> dict[str, Any]:
    """Return the locality report of a neighbourhood, with its sentences.

    It is made once for each state of the view and each choice, whoever asks.

    Parameters
    ----------
    service
        What the use case works on.
    neighbourhood
        Its id.
    kind
        Which areas, such as `ward`; the smallest if not given.
    area
        The code of one area, to have sentences of it.
    choices
        What was chosen.
    outside
        Whether it is to leave the circle: then numbers of people are hidden or rounded.
    shown
        What of its map to count, as the address of a page says it; by default all of it.

    Raises
    ------
    NotFound
        If there is no such neighbourhood.
    NotWellFormed
        If there is no such kind of area, no such area, or no areas at all.
    """
    view = neighbourhoods.view(service, neighbourhood)
    chosen = chosen_by(shown)
    key = f"locality of {neighbourhood} by {kind} {outside} with {choices} {chosen.key}"
    with service.memory.turn(key) as kept:
        if kept.value is None or kept.value[0] is not view:
            made = _made(service, view, chosen, kind, choices, outside)
            kept.value = (view, made)
            kept.size = len(view.elements) + len(made["areas"])
        found: dict[str, Any] = kept.value[1]
    if area is not None:
        return {**found, "of_area": of_area(found, area)}
    return found


def _made(
    service: Service,
    view: View,
    chosen: Chosen,
    kind: str | None,
    choices: Choices,
    outside: bool,
) -> dict[str, Any]:
    loaded = service.read(lambda tx: Loaded(tx, view.id, kind))
    if not loaded.rows:
        raise NotWellFormed("kind", NO_AREAS)
    whole = open_part(view) if outside and chosen != EVERYTHING else view
    ground = _ground(part_of(whole, chosen), loaded)
    tables = Tables(indicators=loaded.indicators())
    found = locality_report(ground, tables, choices)
    if outside:
        largest = min(loaded.kinds, key=lambda one: (one.areas, one.kind)).kind
        no_people = (
            A_PART if chosen != EVERYTHING else LARGER_AREAS if loaded.kind != largest else None
        )
        found = for_outside(found, ground, choices, no_people=no_people)
    else:
        found |= {"for_outside": False, "hidden_because": []}
    names = {id_: ground.names[id_] for id_ in ground.assets}
    return {
        **in_words(found, names),
        "source": None if loaded.source is None else loaded.source.model_dump(mode="json"),
        "kinds": [one.model_dump() for one in loaded.kinds],
        "population_from": loaded.population_from,
    }


def _ground(view: View, loaded: Loaded) -> Ground:
    where = loaded.where(view.elements)
    loaded.add_up_populations()
    spots = {
        one.id: Spot(
            point=None if one.lon is None or one.id in where.by_area_only else (one.lon, one.lat),
            area=where.area.get(one.id) if one.id in where.by_area_only else None,
            offers=frozenset(one.offers),
            individual=one.individual,
            at_home=one.at_home,
        )
        for one in view.elements
    }
    people: Mapping[str, int] = {
        row["code"]: row["population"] for row in loaded.rows if row.get("population") is not None
    }
    homes = {row["code"]: (row["lon"], row["lat"]) for row in loaded.rows}
    private = frozenset(one.id for one in view.connections if one.private)
    return stand(loaded.outlines(), network_of(view), spots, people, homes, private)
