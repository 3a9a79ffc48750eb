"""A network read with options: what is active, who is on which side, and the views of it.

Definitions are those of `docs/measures.md`. *Care ties* are directed, each giver and receiver once.
*Ties* are undirected, each pair once, whatever runs in it. A *carer* is an element with a side.
Reports of one network read alike share one reading (`Reading.of`), so each view is made once.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mapping.analysis.options import USUAL, Options
from mapping.analysis.pairs import merged
from mapping.network import (
    FORMALITIES,
    FREQUENCIES,
    NONE,
    SECTORS,
    STATES,
    TYPES,
    CareNetwork,
    Codes,
    Truths,
)
from mapping.vocabulary import KIND_SECTOR

ACTORS: Final = tuple(kind.value for kind in KIND_SECTOR)
"""Kinds of actors, in the vocabulary's order; teams, circles and places hold people together."""
POSITIONS: Final = ("formal", "community", "informal", "supported", "none")
SIDES: Final = ("formal", "informal")
CONTACTS_UNIT: Final = 13
"""Contacts are kept as whole numbers of thirteenths of a contact a week, so that sums are exact."""

_KEPT: Final = 3
"""So many readings of one network are kept, the last ones asked for."""

CONTACTS: Final = {
    "several_daily": 273,
    "daily": 91,
    "weekly": 13,
    "monthly": 3,
    "occasional": 1,
}
_CARE: Final = TYPES.index("cares_for")
_TIES: Final = [TYPES.index(type_) for type_ in ("cares_for", "collaborates_with", "member_of")]
_SECTOR_POSITION: Final = np.array([0, 1, 2, 4])
_SIDE: Final = {
    "informal": np.array([0, 1, 1, NONE, NONE]),
    "formal": np.array([0, 0, 1, NONE, NONE]),
    "apart": np.array([0, NONE, 1, NONE, NONE]),
}


class Reading:
    """A network, and how to read it.

    Parameters
    ----------
    network
        n elements and m connections; it is not changed.
    options
        What the caller chose. Elements `without` are gone from `self.network`.
    """

    def __init__(self, network: CareNetwork, options: Options = USUAL) -> None:
        self.network = network.without(options.without) if options.without else network
        self.options = options

    @classmethod
    def of(cls, network: CareNetwork, options: Options = USUAL) -> Reading:
        """Return this reading; asked for again it is the same one, with the views it has made."""
        kept = network.worked_out
        reading: Reading = kept.pop(options, None) or cls(network, options)
        kept[options] = reading
        for oldest in list(kept)[:-_KEPT]:
            kept.pop(oldest, None)
        return reading

    @cached_property
    def actors(self) -> Truths:
        """Whether each element is an actor, shape (n,)."""
        return self.network.kind_is(ACTORS)

    @cached_property
    def position(self) -> Codes:
        """Each element's place in `POSITIONS`, shape (n,)."""
        by_sector: Codes = _SECTOR_POSITION[self.network.sector]
        if self.options.supported == "own":
            return by_sector
        return np.where(self.network.supported, POSITIONS.index("supported"), by_sector)

    @cached_property
    def side(self) -> Codes:
        """Each element's place in `SIDES`, or `NONE`, shape (n,)."""
        sides: Codes = _SIDE[self.options.community][self.position]
        return sides

    @cached_property
    def active(self) -> Truths:
        """Whether each connection is in one of the chosen states, shape (m,)."""
        states = [STATES.index(state) for state in self.options.states]
        return np.isin(self.network.state, states)

    @cached_property
    def care(self) -> Truths:
        """Whether each connection is `cares_for`, active or not, shape (m,)."""
        return np.equal(self.network.type, _CARE)

    @cached_property
    def contacts(self) -> Codes:
        """Contacts a week of each connection, in thirteenths, shape (m,); the least if not said."""
        return self.contacts_by_frequency[self.network.frequency]

    @property
    def contacts_by_frequency(self) -> Codes:
        """Contacts of each of `FREQUENCIES`, and last the least, for `NONE`."""
        least = min(CONTACTS.values())
        return np.array([*(CONTACTS[word] for word in FREQUENCIES), least], dtype=np.int16)

    @cached_property
    def of_ties(self) -> Truths:
        """Whether each connection is of a type that makes a tie, active or not, shape (m,)."""
        return np.isin(self.network.type, _TIES)

    @cached_property
    def joins(self) -> Truths:
        """Whether each connection is active and of a type that makes a tie, shape (m,)."""
        return self.active & self.of_ties

    @cached_property
    def care_ties(self) -> tuple[Codes, Codes, Codes]:
        """Giver, receiver, and contacts a week in thirteenths, of each care tie, in order."""
        return self.care_ties_of(np.ones(self.network.m, dtype=bool))

    def care_ties_of(self, connections: Truths) -> tuple[Codes, Codes, Codes]:
        """Return the care ties that some of the connections make, in the same way."""
        cares = self.care & self.active & connections
        ends = self.network.source[cares], self.network.target[cares]
        return merged(self.network.n, *ends, self.contacts[cares])

    @cached_property
    def strengths(self) -> tuple[Codes, Codes, Codes]:
        """The two ends of each tie, the smaller first, in order; and its contacts in thirteenths.

        Contacts are those of every connection that joins the two, either way.
        """
        source, target = self.network.source[self.joins], self.network.target[self.joins]
        ends = np.minimum(source, target), np.maximum(source, target)
        return merged(self.network.n, *ends, self.contacts[self.joins])

    @property
    def ties(self) -> tuple[Codes, Codes]:
        """The two ends of each tie, the smaller first, in order."""
        return self.strengths[:2]

    @cached_property
    def supported_by_role(self) -> bool:
        """Whether anybody is recorded as a supported person."""
        return bool(self.network.supported.any())

    @cached_property
    def supported_people(self) -> Truths:
        """Supported people, shape (n,); if none is recorded, every person who receives care."""
        return self.network.supported if self.supported_by_role else self.people_cared_for

    @cached_property
    def people_cared_for(self) -> Truths:
        """Every person who receives active care, shape (n,)."""
        receives = np.zeros(self.network.n, dtype=bool)
        receives[self.care_ties[1]] = True
        return receives & self.network.kind_is(["person"])

    def formality_is(self, formality: str) -> Truths:
        """Return whether each connection is gifted, or paid, shape (m,)."""
        return np.equal(self.network.formality, FORMALITIES.index(formality))

    def sector_is(self, sector: str) -> Truths:
        """Return whether each element is of this sector, shape (n,)."""
        return np.equal(self.network.sector, SECTORS.index(sector))

    def ids(self, rows: Truths) -> list[str]:
        """Return the ids of some elements, sorted."""
        return self.network.ids.only(rows).tolist()

    def count(self, codes: Codes, words: tuple[str, ...]) -> dict[str, int]:
        """Return how often each word's place is there, all words named."""
        counts: NDArray[np.int64] = np.bincount(codes, minlength=len(words))
        return dict(zip(words, counts.tolist(), strict=True))
