"""What goes into a release: from a neighbourhood's view, what may be evaluated, and no more.

The inner part has people as rows with ids made for it alone and ties in bands; the outer part has
public bodies by name and their ties to each other. No map from these ids to stored ones outlives
the function that made it. Writing either is not here.
"""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeVar

from mapping.consent import Purpose
from mapping.service import Service
from mapping.store import Row, Transaction
from mapping.view import View, ViewConnection, ViewElement, alias_of, shared_for
from mapping.vocabulary import CARE_TYPES, Kind

T = TypeVar("T")

NOT_ACTORS: Final = frozenset({Kind.TEAM, Kind.CIRCLE, Kind.PLACE})
"""What holds people together and gives no care of its own."""
PEOPLE: Final = frozenset({Kind.PERSON, Kind.PET, Kind.TEAM})
"""Kinds that stand for people, whoever lists them: a team is somebody's."""
OTHER: Final = "other"
"""What a care type that is not of the vocabulary is released as: somebody may have typed it."""


@dataclass(frozen=True)
class Contents:
    """What a release holds.

    Parameters
    ----------
    elements, connections
        Of the inner database; connections by type.
    bodies, ties
        Of the outer extract.
    whose
        For each place in the release the view's id of that element: for the ledger, never kept.
    """

    elements: list[Row]
    connections: dict[str, list[Row]]
    bodies: list[Row]
    ties: list[Row]
    whose: list[str]


def contents_of(view: View, evaluated: frozenset[str]) -> Contents:
    """Return what a release of a view holds.

    Parameters
    ----------
    view
        What the neighbourhood sees.
    evaluated
        Of its private things, the ids of those that may be evaluated.
    """
    elements = [one for one in view.elements if not one.private or one.id in evaluated]
    stands_for_people = {one.id: _stands_for_people(one) for one in elements}
    lines = [
        line
        for line in view.connections
        if {line.from_, line.to} <= stands_for_people.keys()
        and (not line.private or _may_count(line, evaluated, stands_for_people))
    ]
    inner_ids = _fresh(one.id for one in elements)
    given, got = _ties(lines)
    bodies, body_ids = _bodies(elements)
    by_type: dict[str, list[Row]] = defaultdict(list)
    for line in lines:
        ends = {"from_id": inner_ids[line.from_], "to_id": inner_ids[line.to]}
        by_type[line.type.value].append({**ends, "fields": _inner_connection(line)})
    mixed = _shuffled(elements)
    return Contents(
        elements=[
            _inner_element(one, inner_ids[one.id], place, given[one.id], got[one.id])
            for place, one in enumerate(mixed)
        ],
        connections={name: _shuffled(rows) for name, rows in by_type.items()},
        bodies=bodies,
        ties=_ties_of_bodies(lines, body_ids),
        whose=[one.id for one in mixed],
    )


def evaluated(service: Service, neighbourhood: str) -> frozenset[str]:
    """Return, as the view's ids, the private things that their owners agreed to have evaluated.

    Somebody who is on several maps is among them only if every map that shares them agrees.
    """
    return service.read(lambda tx: _evaluated(tx, service, neighbourhood))


def _evaluated(tx: Transaction, service: Service, neighbourhood: str) -> frozenset[str]:
    shared, _ = shared_for(tx, neighbourhood, Purpose.NEIGHBOURHOOD)
    agreed, _ = shared_for(tx, neighbourhood, Purpose.EVALUATION)
    about = sorted({thing for one in shared.values() for thing in one.things()})
    if not agreed or not about:
        return frozenset()
    scopes = sorted(shared)
    yes: set[str] = set()
    no: set[str] = set()
    for row in tx.rows("shared_figures", scopes=scopes, about=about):
        own = row["element_id"]
        consents = agreed.get(row["scope"])
        agrees = consents is not None and consents.detail(own) is not None
        alias = alias_of(service, neighbourhood, row["element"].get("person_id") or own)
        (yes if agrees else no).add(alias)
    for scope, consents in agreed.items():
        if scope in shared:
            yes |= {alias_of(service, neighbourhood, thing) for thing in consents.things()}
    return frozenset(yes - no)


def band(ties: int) -> str:
    """Return how many others somebody is tied to, in bands: the numbers are a fingerprint."""
    if ties <= 1:
        return "0-1"
    return "2-5" if ties <= 5 else "6+"


def is_public(seen: ViewElement) -> bool:
    """Whether an element is a body, circle or place that anybody may know by its name."""
    return not (seen.private or seen.individual or seen.at_home or seen.kind in PEOPLE)


def _stands_for_people(seen: ViewElement) -> bool:
    return seen.private or seen.individual or seen.kind in PEOPLE


def _may_count(
    line: ViewConnection, evaluated: frozenset[str], stands_for_people: dict[str, bool]
) -> bool:
    """Whether a private connection may be counted.

    One between two public bodies may not: a count of bodies is exact, and this one is known from
    somebody's own map.
    """
    people = stands_for_people[line.from_] or stands_for_people[line.to]
    return line.id in evaluated and people


def _inner_element(seen: ViewElement, id_: str, place: int, given: int, got: int) -> Row:
    sector = seen.sector.value if seen.sector else "none"
    supported = seen.supported and seen.kind is Kind.PERSON
    people = _stands_for_people(seen)
    row: Row = {
        "id": id_,
        "place": place,
        "kind": seen.kind.value,
        "sector": sector,
        "position": "supported" if supported else sector,
        "supported": supported,
        "people": people,
        "actor": seen.kind not in NOT_ACTORS,
        "ties_out": band(given),
        "ties_in": band(got),
    }
    if people:
        # A release has either structure in bands or personal details: of people no area.
        return row
    return {**row, "area": seen.area, "offers": _known(seen.offers)}


def _inner_connection(line: ViewConnection) -> Row:
    return {
        "care_types": _known(line.care_types),
        "formality": line.formality.value if line.formality else None,
        "frequency": line.frequency.value if line.frequency else None,
        "state": line.state.value,
    }


def _bodies(elements: Iterable[ViewElement]) -> tuple[list[Row], dict[str, str]]:
    public = [one for one in elements if is_public(one)]
    ids = _fresh(one.id for one in public)
    rows = [
        {
            "id": ids[one.id],
            "kind": one.kind.value,
            "name": one.label,
            "sector": one.sector.value if one.sector else "none",
            "offers": _known(one.offers),
            "area": one.area,
        }
        for one in public
    ]
    return sorted(rows, key=lambda row: (row["kind"], row["name"], row["id"])), ids


def _ties_of_bodies(lines: Iterable[ViewConnection], ids: dict[str, str]) -> list[Row]:
    """Return what the directory itself says joins two public bodies; what a map says is private."""
    rows = [
        {
            "type": line.type.value,
            "from": ids[line.from_],
            "to": ids[line.to],
            **_inner_connection(line),
        }
        for line in lines
        if not line.private and line.from_ in ids and line.to in ids
    ]
    return sorted(rows, key=lambda row: (row["type"], row["from"], row["to"]))


def _ties(lines: Iterable[ViewConnection]) -> tuple[Counter[str], Counter[str]]:
    """Return to how many others each is tied, outwards and inwards, each once."""
    pairs = {(line.from_, line.to) for line in lines}
    return Counter(one for one, _ in pairs), Counter(other for _, other in pairs)


def _known(care_types: Iterable[str]) -> list[str]:
    return sorted({one if one in CARE_TYPES else OTHER for one in care_types})


def _fresh(ids: Iterable[str]) -> dict[str, str]:
    """Return an id for each that says nothing of it, nor of when it was made."""
    return {id_: secrets.token_hex(12) for id_ in ids}


def _shuffled(rows: Iterable[T]) -> list[T]:
    """Return things in an order that says nothing of the one they came in."""
    mixed = list(rows)
    secrets.SystemRandom().shuffle(mixed)
    return mixed
