"""Who is here: how many people and bodies of each sort, and who is not drawn."""

from __future__ import annotations

import numpy as np
from typing_extensions import TypedDict

from mapping.analysis.options import USUAL, Options
from mapping.analysis.reading import ACTORS, Reading
from mapping.analysis.words import Named, count_of, listed
from mapping.network import SECTORS, CareNetwork, Truths


class Who(TypedDict):
    """The fields of the report; `DEFINITIONS` says what each means."""

    actors: int
    by_kind: dict[str, int]
    by_role: dict[str, int]
    by_sector: dict[str, int]
    missing_kinds: list[str]
    missing_sectors: list[str]
    missing_expected: list[str]
    unconnected: list[str]


DEFINITIONS = {
    "actors": "How many people and bodies there are. Teams, circles and places are besides.",
    "by_kind": "How many there are of each kind, teams, circles and places too.",
    "by_role": "How many have each role. Somebody with two roles counts in both.",
    "by_sector": "How many people and bodies are formal, community or informal, or none of these.",
    "missing_kinds": "Kinds of people and bodies that are not drawn. They may still be there.",
    "missing_sectors": "Sectors of which nobody is drawn. They may still be there.",
    "missing_expected": "Kinds and names that the neighbourhood expects and that are not drawn.",
    "unconnected": "People and bodies on the map that are in touch with nobody on it.",
}


def who(network: CareNetwork, options: Options = USUAL) -> Who:
    """Return who is in a network, by kind, role and sector, and who is missing. O(n).

    Teams, circles, places and unknown kinds are in `by_kind`, and are not actors. An actor is
    unconnected if no active care, collaboration or membership joins it to anything.

    Parameters
    ----------
    network
        n elements and m connections; it is not changed.
    options
        How to read it. `expected` are the neighbourhood's own kinds and names.

    Examples
    --------
    >>> from mapping.analysis.small import small_network
    >>> found = who(small_network("asha>ben gp>asha", formal="gp", alone="zoe"))
    >>> found["by_sector"]
    {'formal': 1, 'community': 0, 'informal': 3, 'none': 0}
    >>> found["unconnected"]
    ['zoe']
    """
    reading = Reading.of(network, options)
    network = reading.network
    by_kind = reading.count(network.kind, network.kinds)
    by_role = network.roles.counts()
    by_sector = reading.count(network.sector[reading.actors], SECTORS)
    return {
        "actors": int(reading.actors.sum()),
        "by_kind": {kind: number for kind, number in sorted(by_kind.items()) if number},
        "by_role": {role: number for role, number in sorted(by_role.items()) if number},
        "by_sector": by_sector,
        "missing_kinds": [kind for kind in ACTORS if kind != "pet" and not by_kind[kind]],
        "missing_sectors": [sector for sector in SECTORS[:3] if not by_sector[sector]],
        "missing_expected": _missing_expected(reading, by_kind),
        "unconnected": reading.ids(reading.actors & ~_tied(reading)),
    }


def _tied(reading: Reading) -> Truths:
    """Return whether each element has a tie, shape (n,)."""
    tied = np.zeros(reading.network.n, dtype=bool)
    for ends in reading.ties:
        tied[ends] = True
    return tied


def _missing_expected(reading: Reading, by_kind: dict[str, int]) -> list[str]:
    if not reading.options.expected:
        return []
    here = {name.casefold() for name in reading.network.names}
    here |= {kind for kind, number in by_kind.items() if number}
    return sorted(one for one in reading.options.expected if one.casefold() not in here)


def sentences(found: Who, _: Named) -> list[str]:
    """Return the report in plain words."""
    by_sector, alone = found["by_sector"], len(found["unconnected"])
    if not found["actors"]:
        return ["Nobody is drawn here yet.", "Add people and bodies to see who is here."]
    return [
        f"{count_of(found['actors'], 'person or body')}"
        f" {'is' if found['actors'] == 1 else 'are'} drawn here.",
        f"{by_sector['formal']} formal, {by_sector['community']} community and"
        f" {by_sector['informal']} informal.",
        *(
            [f"Not drawn yet: {listed([_kind_words(k) for k in found['missing_kinds']])}."]
            if found["missing_kinds"]
            else []
        ),
        "Everyone is in touch with somebody here."
        if not alone
        else f"{alone} {'is' if alone == 1 else 'are'} not joined to anyone on the map.",
    ]


def _kind_words(kind: str) -> str:
    odd = {"person": "people", "business": "businesses"}
    return odd.get(kind, kind.replace("_", " ") + "s")
