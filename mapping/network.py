"""A network of care as arrays: what every measure is computed from.

n elements and m connections, in the order of their ids and of their source. It holds what was
given and settles nothing that a caller may choose: which states are active and which side a sector
is on are read from it by `analysis/reading.py`. Where it comes from is elsewhere: files in
`interchange/network_tables.py`, a neighbourhood's view in `reports.py`; networkx is here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from mapping.refusals import NotWellFormed
from mapping.vocabulary import (
    KIND_SECTOR,
    ConnectionType,
    Formality,
    Frequency,
    Kind,
    Sector,
    State,
)

if TYPE_CHECKING:
    import networkx

Codes = NDArray[np.int64]
Truths = NDArray[np.bool_]

KINDS: Final = tuple(kind.value for kind in Kind)
SECTORS: Final = (*(sector.value for sector in Sector), "none")
"""An element's sector is a place in this list."""
TYPES: Final = tuple(type_.value for type_ in ConnectionType)
STATES: Final = tuple(state.value for state in State)
FORMALITIES: Final = tuple(formality.value for formality in Formality)
FREQUENCIES: Final = tuple(frequency.value for frequency in Frequency)
NONE: Final = -1
"""The place of what nobody has said."""

SUPPORTED: Final = frozenset({"team_owner", "supported_person"})
"""The roles of a supported person."""


@dataclass(frozen=True)
class ElementFacts:
    """What a source says of one element; `sector` is as `sector_of` settles it."""

    id: str
    kind: str
    name: str
    sector: str
    sector_from_kind: bool
    roles: tuple[str, ...] = ()
    supported: bool = False
    private: bool = False


@dataclass(frozen=True)
class ConnectionFacts:
    """What a source says of one connection, in the words of the domain."""

    id: str
    type: str
    from_: str
    to: str
    state: str
    care_types: tuple[str, ...] = ()
    formality: str | None = None
    frequency: str | None = None


@dataclass(frozen=True, eq=False)
class Several:
    """Several words for each row, compressed.

    Parameters
    ----------
    words
        Every word there is, sorted.
    start
        Where each row begins in `code`, and where the last ends: one more than there are rows.
    code
        Places in `words`, row after row.
    """

    words: tuple[str, ...]
    start: Codes
    code: Codes

    @classmethod
    def of(cls, rows: Sequence[Collection[str]]) -> Several:
        """Return these rows, each word once and in order."""
        words = tuple(sorted({word for row in rows for word in row}))
        place = {word: index for index, word in enumerate(words)}
        sorted_rows = [sorted(set(row)) for row in rows]
        return cls(
            words,
            np.cumsum([0, *(len(row) for row in sorted_rows)]),
            _codes([place[word] for row in sorted_rows for word in row]),
        )

    def __getitem__(self, row: int) -> tuple[str, ...]:
        """Return the words of one row."""
        return tuple(self.words[code] for code in self.code[self.start[row] : self.start[row + 1]])

    def pairs(self, rows: Truths) -> tuple[Codes, Codes]:
        """Return the row and the word of every entry of some rows."""
        row = np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))
        kept = rows[row]
        return row[kept], self.code[kept]

    def only(self, rows: Truths) -> Several:
        """Return some of the rows, with the words that they use."""
        return Several.of([self[row] for row in np.flatnonzero(rows).tolist()])


@dataclass(frozen=True, eq=False)
class CareNetwork:
    """Elements and connections as arrays; connections that cannot count are already left out.

    Parameters
    ----------
    ids, names
        Of the n elements, by id.
    kinds, kind
        Words for kinds, those of the vocabulary first, and the place of each element's, shape (n,).
    sector, sector_from_kind
        Places in `SECTORS`, shape (n,), and whether each is for want of the element's own.
    roles
        Of each element.
    supported, private
        Whether each is a person supported, by role; and whether it is of somebody's care map.
    connection_ids
        Of the m connections.
    type, source, target, state, formality, frequency
        Of each connection, shape (m,): places in `TYPES`, `ids`, `ids`, `STATES`, `FORMALITIES`
        and `FREQUENCIES`, the last two `NONE` where nobody has said.
    care_types
        Of each connection.
    self_connections, dangling_connections
        How many were left out: from an element to itself; with an end that is not here.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    kind: Codes
    sector: Codes
    sector_from_kind: Truths
    roles: Several
    supported: Truths
    private: Truths
    connection_ids: tuple[str, ...]
    type: Codes
    source: Codes
    target: Codes
    state: Codes
    formality: Codes
    frequency: Codes
    care_types: Several
    self_connections: int
    dangling_connections: int

    @property
    def n(self) -> int:
        """How many elements there are."""
        return len(self.ids)

    @property
    def m(self) -> int:
        """How many connections there are that can count."""
        return len(self.connection_ids)

    def kind_is(self, kinds: Collection[str]) -> Truths:
        """Return whether each element is of one of these kinds, shape (n,)."""
        return np.isin(self.kind, [self.kinds.index(kind) for kind in kinds if kind in self.kinds])

    def without(self, ids: Collection[str]) -> CareNetwork:
        """Return the network as it would be if some elements and their connections were not there.

        Raises
        ------
        NotWellFormed
            If one of them is not in the network.
        """
        if not set(ids) <= set(self.ids):
            raise NotWellFormed("without", "One of these ids is not in the network. Leave it out.")
        stays = np.array([id_ not in ids for id_ in self.ids], dtype=bool)
        kept = stays[self.source] & stays[self.target]
        place = np.cumsum(stays) - 1
        return replace(
            self,
            ids=_only(self.ids, stays),
            names=_only(self.names, stays),
            kind=self.kind[stays],
            sector=self.sector[stays],
            sector_from_kind=self.sector_from_kind[stays],
            roles=self.roles.only(stays),
            supported=self.supported[stays],
            private=self.private[stays],
            connection_ids=_only(self.connection_ids, kept),
            type=self.type[kept],
            source=place[self.source[kept]],
            target=place[self.target[kept]],
            state=self.state[kept],
            formality=self.formality[kept],
            frequency=self.frequency[kept],
            care_types=self.care_types.only(kept),
        )

    def to_networkx(self) -> networkx.MultiDiGraph:
        """Return it as a networkx graph; attributes are named as in the tables, ids are keys."""
        import networkx

        graph = networkx.MultiDiGraph()
        for row, id_ in enumerate(self.ids):
            own = {} if self.sector_from_kind[row] else {"sector": SECTORS[self.sector[row]]}
            graph.add_node(
                id_,
                kind=self.kinds[self.kind[row]],
                name=self.names[row],
                roles=self.roles[row],
                **own,
            )
        for row, id_ in enumerate(self.connection_ids):
            graph.add_edge(
                self.ids[self.source[row]],
                self.ids[self.target[row]],
                key=id_,
                type=TYPES[self.type[row]],
                state=STATES[self.state[row]],
                care_types=self.care_types[row],
                formality=_word(FORMALITIES, self.formality[row]),
                frequency=_word(FREQUENCIES, self.frequency[row]),
            )
        return graph


def sector_of(kind: str, own: str | None, roles: Collection[str]) -> tuple[str, bool]:
    """Return an element's sector, and whether it has it for want of its own.

    Its own if that is one of the three; else formal for a person who is a care worker; else its
    kind's; else `none`, which is for want of any.
    """
    if own in set(Sector):
        return str(own), False
    if kind == Kind.PERSON and "care_worker" in roles:
        return Sector.FORMAL.value, True
    if kind in KIND_SECTOR:
        return KIND_SECTOR[Kind(kind)].value, True
    return "none", True


def is_supported(kind: str, roles: Collection[str]) -> bool:
    """Whether an element is a person supported, by role."""
    return kind == Kind.PERSON and not SUPPORTED.isdisjoint(roles)


def make_network(
    elements: Iterable[ElementFacts], connections: Iterable[ConnectionFacts]
) -> CareNetwork:
    """Return the network of these facts; connections that cannot count are left out and counted.

    Parameters
    ----------
    elements
        Each id once.
    connections
        In the words of the vocabulary; ends may be unknown.
    """
    known = sorted(elements, key=lambda one: one.id)
    place = {one.id: row for row, one in enumerate(known)}
    given = list(connections)
    whole = [one for one in given if one.from_ in place and one.to in place]
    usable = [one for one in whole if one.from_ != one.to]
    kinds = (*KINDS, *sorted({one.kind for one in known} - set(KINDS)))
    return CareNetwork(
        ids=tuple(place),
        names=tuple(one.name for one in known),
        kinds=kinds,
        kind=_codes([kinds.index(one.kind) for one in known]),
        sector=_codes([SECTORS.index(one.sector) for one in known]),
        sector_from_kind=np.array([one.sector_from_kind for one in known], dtype=bool),
        roles=Several.of([one.roles for one in known]),
        supported=np.array([one.supported for one in known], dtype=bool),
        private=np.array([one.private for one in known], dtype=bool),
        connection_ids=tuple(one.id for one in usable),
        type=_codes([TYPES.index(one.type) for one in usable]),
        source=_codes([place[one.from_] for one in usable]),
        target=_codes([place[one.to] for one in usable]),
        state=_codes([STATES.index(one.state) for one in usable]),
        formality=_codes([_place(FORMALITIES, one.formality) for one in usable]),
        frequency=_codes([_place(FREQUENCIES, one.frequency) for one in usable]),
        care_types=Several.of([one.care_types for one in usable]),
        self_connections=len(whole) - len(usable),
        dangling_connections=len(given) - len(whole),
    )


def from_networkx(graph: networkx.MultiDiGraph) -> CareNetwork:
    """Return the network of a networkx graph whose attributes are named as in the tables.

    A node has `kind` and may have `name`, `sector` and `roles`; an edge has `type` and may have
    `state`, `care_types`, `formality` and `frequency`, in the words of the vocabulary.
    """
    return make_network(_nodes(graph), _edges(graph))


def _nodes(graph: networkx.MultiDiGraph) -> Iterator[ElementFacts]:
    for node, said in graph.nodes(data=True):
        kind, roles = said["kind"], tuple(said.get("roles") or ())
        sector, from_kind = sector_of(kind, said.get("sector"), roles)
        yield ElementFacts(
            id=str(node),
            kind=kind,
            name=said.get("name") or str(node),
            sector=sector,
            sector_from_kind=from_kind,
            roles=roles,
            supported=is_supported(kind, roles),
        )


def _edges(graph: networkx.MultiDiGraph) -> Iterator[ConnectionFacts]:
    said: Mapping[str, Any]
    for from_, to, key, said in graph.edges(keys=True, data=True):
        yield ConnectionFacts(
            id=str(key),
            type=said["type"],
            from_=str(from_),
            to=str(to),
            state=said.get("state") or State.UNCLASSIFIED.value,
            care_types=tuple(said.get("care_types") or ()),
            formality=said.get("formality"),
            frequency=said.get("frequency"),
        )


def _codes(places: Sequence[int]) -> Codes:
    return np.array(places, dtype=np.int64)


def _place(words: tuple[str, ...], word: str | None) -> int:
    return words.index(word) if word else NONE


def _word(words: tuple[str, ...], place: int) -> str | None:
    return None if place == NONE else words[place]


def _only(words: tuple[str, ...], rows: Truths) -> tuple[str, ...]:
    return tuple(word for word, kept in zip(words, rows, strict=True) if kept)
