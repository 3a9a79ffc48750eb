"""What a figure stands on: how much was counted, what was left out, and what is doubtful."""

from __future__ import annotations

from typing import Final

import numpy as np
from typing_extensions import TypedDict

from mapping.analysis.reading import Reading
from mapping.analysis.words import count_of, listed
from mapping.network import KINDS, NONE, STATES
from mapping.vocabulary import CARE_TYPES

MANY_UNCLASSIFIED: Final = 10
"""Where more than so many in a hundred connections are unclassified, it is said."""


class Basis(TypedDict):
    """What every report says of what it stands on; `notes` are in plain words."""

    elements: int
    connections: int
    states: list[str]
    connections_by_state: dict[str, int]
    self_connections: int
    dangling_connections: int
    care_connections: int
    care_ties: int
    ties: int
    sector_from_kind: int
    without_sector: int
    missing_frequency: int
    missing_formality: int
    supported_from: str
    supported: list[str]
    doubtful_sector: list[str]
    maybe_repeated_people: int
    unknown_care_types: list[str]
    unknown_kinds: list[str]
    notes: list[str]


def basis(reading: Reading) -> Basis:
    """Return what the reports of a reading stand on."""
    network = reading.network
    cares = reading.care & reading.active
    unsaid = network.sector == 3
    said: Basis = {
        "elements": network.n,
        "connections": network.m + network.self_connections + network.dangling_connections,
        "states": [state for state in STATES if state in reading.options.states],
        "connections_by_state": reading.count(network.state, STATES),
        "self_connections": network.self_connections,
        "dangling_connections": network.dangling_connections,
        "care_connections": int(cares.sum()),
        "care_ties": len(reading.care_ties[0]),
        "ties": len(reading.ties[0]),
        "sector_from_kind": int((network.sector_from_kind & ~unsaid).sum()),
        "without_sector": int(unsaid.sum()),
        "missing_frequency": int((network.frequency[cares] == NONE).sum()),
        "missing_formality": int((network.formality[cares] == NONE).sum()),
        "supported_from": "role" if reading.supported_by_role else "receives_care",
        "supported": reading.ids(reading.supported_people),
        "doubtful_sector": doubtful_sector(reading),
        "maybe_repeated_people": _maybe_repeated(reading),
        "unknown_care_types": sorted(set(network.care_types.words) - CARE_TYPES.keys()),
        "unknown_kinds": list(network.kinds[len(KINDS) :]),
        "notes": [],
    }
    said["notes"] = _notes(reading, said)
    return said


def doubtful_sector(reading: Reading) -> list[str]:
    """Return persons informal only by kind who give active paid care: workers not marked so."""
    network = reading.network
    paid = reading.care & reading.active & reading.formality_is("paid")
    gives = np.zeros(network.n, dtype=bool)
    gives[network.source[paid]] = True
    by_kind = network.kind_is(["person"]) & network.sector_from_kind & reading.sector_is("informal")
    return reading.ids(gives & by_kind)


def _maybe_repeated(reading: Reading) -> int:
    """Return how many private people there are, if any two of them could be the same one."""
    private = int((reading.network.private & reading.network.kind_is(["person"])).sum())
    return private if private > 1 else 0


def _notes(reading: Reading, said: Basis) -> list[str]:
    """Return in plain words what a reader must know beside every figure."""
    left_out = said["self_connections"] + said["dangling_connections"]
    unclassified = said["connections_by_state"]["unclassified"]
    many = unclassified * 100 > MANY_UNCLASSIFIED * max(reading.network.m, 1)
    notes = {
        f"This is a what-if. It counts {listed(said['states'])} connections"
        + (", and leaves some out." if reading.options.without else "."): (
            reading.options.is_what_if
        ),
        f"{count_of(left_out, 'connection')} could not be counted: an end is missing, or it goes"
        " from one to the same one.": bool(left_out),
        f"{unclassified} of {count_of(reading.network.m, 'connection')} have no state yet, so they"
        " are not counted. Say how each is now to make these figures surer.": many,
        f"{count_of(len(said['doubtful_sector']), 'person')} counted as unpaid gives paid care."
        " If they are care workers, mark them so.": bool(said["doubtful_sector"]),
        f"Up to {said['maybe_repeated_people']} people may be drawn on more than one care map and"
        " counted more than once.": bool(said["maybe_repeated_people"]),
    }
    return [note for note, holds in notes.items() if holds]
