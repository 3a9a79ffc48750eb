"""A network of care as arrays: what every measure is computed from.

n elements and m connections, in the order of their ids and of their source. It holds what was
given and settles nothing that a caller may choose: which states are active and which side a sector
is on are read from it by `analysis/reading.py`. Where it comes from is elsewhere: files in
`interchange/network_tables.py`, a neighbourhood's view in `reports.py`; networkx is here.

Codes are as narrow as they can be. `source` and `target` are int32, so widen them before they are
multiplied: numpy would not, and say nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from mapping.columns import NONE, Codes, Several, Texts, Truths
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

__all__ = [
    "FORMALITIES",
    "FREQUENCIES",
    "KINDS",
    "NONE",
    "SECTORS",
    "STATES",
    "SUPPORTED",
    "TYPES",
    "WORDS",
    "CareNetwork",
    "Codes",
    "ConnectionFacts",
    "ElementFacts",
    "Several",
    "Texts",
    "Truths",
    "from_networkx",
    "is_supported",
    "make_network",
    "sector_of",
    "settled",
]

KINDS: Final = tuple(kind.value for kind in Kind)
SECTORS: Final = (*(sector.value for sector in Sector), "none")
"""An element's sector is a place in this list."""
TYPES: Final = tuple(type_.value for type_ in ConnectionType)
STATES: Final = tuple(state.value for state in State)
FORMALITIES: Final = tuple(formality.value for formality in Formality)
FREQUENCIES: Final = tuple(frequency.value for frequency in Frequency)

WORDS: Final = {
    "type": TYPES,
    "state": STATES,
    "formality": FORMALITIES,
    "frequency": FREQUENCIES,
}
"""The words that a connection may be described with, by field."""

SUPPORTED: Final = frozenset({"team_owner", "supported_person"})
"""The roles of a supported person."""


class ElementFacts(NamedTuple):
    """What a source says of one element; `sector` is as `sector_of` settles it."""

    id: str
    kind: str
    name: str
    sector: str
    sector_from_kind: bool
    roles: tuple[str, ...] = ()
    supported: bool = False
    private: bool = False
    offers: tuple[str, ...] = ()


class ConnectionFacts(NamedTuple):
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
    offers
        Care types that each element gives to anyone who comes, with no connection drawn.
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

    ids: Texts
    names: Texts
    kinds: tuple[str, ...]
    kind: Codes
    sector: Codes
    sector_from_kind: Truths
    roles: Several
    supported: Truths
    private: Truths
    offers: Several
    connection_ids: Texts
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
        return len(self.kind)

    @property
    def m(self) -> int:
        """How many connections there are that can count."""
        return len(self.source)

    @cached_property
    def worked_out(self) -> dict[Hashable, Any]:
        """What was worked out from it, by whoever did: it never changes, so once is enough."""
        return {}

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
        gone = self.ids.places(list(ids))
        if (gone == NONE).any():
            raise NotWellFormed("without", "One of these ids is not in the network. Leave it out.")
        stays = np.ones(self.n, dtype=bool)
        stays[gone] = False
        kept = stays[self.source] & stays[self.target]
        place = (np.cumsum(stays) - 1).astype(np.int32)
        return replace(
            self,
            ids=self.ids.only(stays),
            names=self.names.only(stays),
            kind=self.kind[stays],
            sector=self.sector[stays],
            sector_from_kind=self.sector_from_kind[stays],
            roles=self.roles.only(stays),
            supported=self.supported[stays],
            private=self.private[stays],
            offers=self.offers.only(stays),
            connection_ids=self.connection_ids.only(kept),
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

        ids = self.ids.tolist()
        graph = networkx.MultiDiGraph()
        for row, (id_, name) in enumerate(zip(ids, self.names, strict=True)):
            own = {} if self.sector_from_kind[row] else {"sector": SECTORS[self.sector[row]]}
            graph.add_node(
                id_,
                kind=self.kinds[self.kind[row]],
                name=name,
                roles=self.roles[row],
                supported=bool(self.supported[row]),
                private=bool(self.private[row]),
                offers=self.offers[row],
                **own,
            )
        for row, id_ in enumerate(self.connection_ids):
            graph.add_edge(
                ids[self.source[row]],
                ids[self.target[row]],
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


def settled(
    kinds: Sequence[str], kind: Codes, own: Codes, roles: Several
) -> tuple[Codes, Truths, Truths]:
    """Return sector, whether for want of its own, and whether supported, of each element.

    Parameters
    ----------
    kinds, kind
        Words, and the place of each element's, shape (n,).
    own
        The place in `SECTORS` of each element's own sector, or `NONE`, shape (n,).
    roles
        Of each element.
    """
    sayings = roles.sayings()
    shape = (len(kinds), len(SECTORS) + 1, max(len(sayings), 1))
    each = np.ravel_multi_index((kind, own + 1, roles.which), shape)
    said, which = np.unique(each, return_inverse=True)
    sectors, from_kind, supported = [], [], []
    for one in said.tolist():
        kind_, own_, saying = (int(place) for place in np.unravel_index(one, shape))
        own_ -= 1
        sector, for_want = sector_of(kinds[kind_], _word(SECTORS, own_), sayings[saying])
        sectors.append(SECTORS.index(sector))
        from_kind.append(for_want)
        supported.append(is_supported(kinds[kind_], sayings[saying]))
    return (
        np.array(sectors, dtype=np.int8)[which],
        np.array(from_kind, dtype=bool)[which],
        np.array(supported, dtype=bool)[which],
    )


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
        ids=Texts.of(place),
        names=Texts.of(one.name for one in known),
        kinds=kinds,
        kind=_codes((one.kind for one in known), kinds, np.int32),
        sector=_codes((one.sector for one in known), SECTORS),
        sector_from_kind=np.array([one.sector_from_kind for one in known], dtype=bool),
        roles=Several.of(one.roles for one in known),
        supported=np.array([one.supported for one in known], dtype=bool),
        private=np.array([one.private for one in known], dtype=bool),
        offers=Several.of(one.offers for one in known),
        connection_ids=Texts.of(one.id for one in usable),
        type=_codes((one.type for one in usable), TYPES),
        source=np.array([place[one.from_] for one in usable], dtype=np.int32),
        target=np.array([place[one.to] for one in usable], dtype=np.int32),
        state=_codes((one.state for one in usable), STATES),
        formality=_codes((one.formality or "" for one in usable), FORMALITIES),
        frequency=_codes((one.frequency or "" for one in usable), FREQUENCIES),
        care_types=Several.of(one.care_types for one in usable),
        self_connections=len(whole) - len(usable),
        dangling_connections=len(given) - len(whole),
    )


def from_networkx(graph: networkx.DiGraph | networkx.MultiDiGraph) -> CareNetwork:
    """Return the network of a networkx graph whose attributes are named as in the tables.

    A node has `kind` and may have `name`, `sector`, `roles`, `supported` (else by its roles),
    `private` and `offers`; an edge has `type` and may have `state`, `care_types`, `formality` and
    `frequency`, in the words of the vocabulary. Nodes and keys are known by their text.

    Raises
    ------
    NotWellFormed
        If the graph is undirected, or a node or an edge lacks what it needs or has another word.
    """
    if not graph.is_directed():
        raise NotWellFormed("graph", "Care has a direction. Give a DiGraph or a MultiDiGraph.")
    return make_network(_nodes(graph), _edges(graph))


def _nodes(graph: networkx.DiGraph) -> Iterator[ElementFacts]:
    for node, said in graph.nodes(data=True):
        kind, roles = said.get("kind"), tuple(said.get("roles") or ())
        if not isinstance(kind, str) or not kind:
            raise NotWellFormed("kind", f"Node {node} has none. Say what it is, such as person.")
        sector, from_kind = sector_of(kind, said.get("sector"), roles)
        yield ElementFacts(
            id=str(node),
            kind=kind,
            name=said.get("name") or str(node),
            sector=sector,
            sector_from_kind=from_kind,
            roles=roles,
            supported=said.get("supported", is_supported(kind, roles)),
            private=said.get("private", False),
            offers=tuple(said.get("offers") or ()),
        )


def _edges(graph: networkx.DiGraph) -> Iterator[ConnectionFacts]:
    keyed = graph.edges(keys=True, data=True) if graph.is_multigraph() else None
    plain = ((*ends, row, said) for row, (*ends, said) in enumerate(graph.edges(data=True)))
    said: Mapping[str, Any]
    for from_, to, key, said in keyed if keyed is not None else plain:
        if not said.get("type"):
            raise NotWellFormed("type", f"Edge {from_}, {to} has none. Use {', '.join(TYPES)}.")
        _check_words(said)
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


def _check_words(said: Mapping[str, Any]) -> None:
    for field, words in WORDS.items():
        if said.get(field) and said[field] not in words:
            raise NotWellFormed(field, f"An edge has another word. Use {', '.join(words)}.")


def _codes(said: Iterable[str], words: Sequence[str], type_: type = np.int8) -> Codes:
    """Return the place of each word, `NONE` of an empty one."""
    place = {"": NONE} | {word: row for row, word in enumerate(words)}
    return np.array([place[word] for word in said], dtype=type_)


def _word(words: tuple[str, ...], place: int) -> str | None:
    return None if place == NONE else words[place]
