"""Who is here: how many people and bodies of each sort, and who is not drawn."""

from __future__ import annotations

import re

import numpy as np
import pyarrow.compute as pc
from typing_extensions import TypedDict

from mapping.analysis.options import USUAL, Options
from mapping.analysis.reading import ACTORS, Reading
from mapping.analysis.words import Named, count_of, listed
from mapping.network import KINDS, SECTORS, CareNetwork, Truths


class Who(TypedDict):
    """The fields of the report; `DEFINITIONS` says what each means."""

    actors: int
    by_kind: dict[str, int]
    by_role: dict[str, int]
    by_sector: dict[str, int]
    missing_kinds: list[str]
    missing_sectors: list[str]
    expected_here: dict[str, int]
    missing_expected: list[str]
    unconnected: list[str]


DEFINITIONS = {
    "actors": "How many people and bodies there are. Teams, circles and places are besides.",
    "by_kind": "How many there are of each kind, teams, circles and places too.",
    "by_role": "How many have each role. Somebody with two roles counts in both.",
    "by_sector": "How many people and bodies are formal, community or informal, or none of these.",
    "missing_kinds": "Kinds of people and bodies that are not drawn. They may still be there.",
    "missing_sectors": "Sectors of which nobody is drawn. They may still be there.",
    "expected_here": "Of the kinds and names that the neighbourhood expects, how many are drawn of"
    " each: of a kind, all of it; of a name, all whose name has these words in it.",
    "missing_expected": "Kinds and names that the neighbourhood expects and that are not drawn."
    " They may still be there.",
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
    expected = {one: _how_many(network, one, by_kind) for one in sorted({*options.expected})}
    return {
        "actors": int(reading.actors.sum()),
        "by_kind": {kind: number for kind, number in sorted(by_kind.items()) if number},
        "by_role": {role: number for role, number in sorted(by_role.items()) if number},
        "by_sector": by_sector,
        "missing_kinds": [kind for kind in ACTORS if kind != "pet" and not by_kind[kind]],
        "missing_sectors": [sector for sector in SECTORS[:3] if not by_sector[sector]],
        "expected_here": expected,
        "missing_expected": [one for one, number in expected.items() if not number],
        "unconnected": reading.ids(reading.actors & ~_tied(reading)),
    }


def _tied(reading: Reading) -> Truths:
    """Return whether each element has a tie, shape (n,)."""
    tied = np.zeros(reading.network.n, dtype=bool)
    for ends in reading.ties:
        tied[ends] = True
    return tied


def _how_many(network: CareNetwork, expected: str, by_kind: dict[str, int]) -> int:
    """Return how many are drawn of a kind, or with these words, whole, in their names."""
    if expected.casefold() in by_kind:
        return by_kind[expected.casefold()]
    words = r"\s+".join(re.escape(word) for word in expected.split())
    if not words:
        return 0
    pattern = rf"(^|[^\pL\pN]){words}($|[^\pL\pN])"
    found = pc.match_substring_regex(network.names.array, pattern, ignore_case=True)
    return pc.sum(found).as_py() or 0


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
        *_of_expected(found),
        "Everyone is in touch with somebody here."
        if not alone
        else f"{alone} {'is' if alone == 1 else 'are'} not joined to anyone on the map.",
    ]


def _of_expected(found: Who) -> list[str]:
    """Return who is here and who is missing against the neighbourhood's own list."""
    expected, missing = len(found["expected_here"]), found["missing_expected"]
    if not expected:
        return []
    if not missing:
        return [
            f"Everything on the list of what to expect here is drawn: {expected} of {expected}."
        ]
    words = listed([_expected_words(one) for one in missing])
    return [
        f"Of {expected} on the list of what to expect here, {expected - len(missing)}"
        f" {'is' if expected - len(missing) == 1 else 'are'} drawn.",
        f"Expected, and not drawn: {words}. {'It' if len(missing) == 1 else 'They'} may still be"
        " there.",
    ]


def _expected_words(one: str) -> str:
    return _kind_words(one) if one in KINDS else one


def _kind_words(kind: str) -> str:
    odd = {"person": "people", "business": "businesses"}
    return odd.get(kind, kind.replace("_", " ") + "s")
