"""The network that one care map draws, live or kept: from its document, and from nothing else."""

from __future__ import annotations

from typing import Final

from mapping.model import Connection, Document, Element
from mapping.network import CareNetwork, ConnectionFacts, ElementFacts, is_supported, make_network
from mapping.vocabulary import Kind, State

_NOW: Final = frozenset({State.GENERATIVE, State.ENGAGED})


def network_of_drawing(document: Document) -> CareNetwork:
    """Return the network of one care map.

    A figure drawn as potential is not there yet: its connections that would be active are potential
    ones, as the pages show them. Nobody in it is `private`, which in a network means that somebody
    may be on it twice, from two care maps.

    Parameters
    ----------
    document
        `CareMap.document()`, or that of a drawing that was kept.
    """
    owners = set(document.owner_elements)
    might = {figure.element_id for figure in document.figures if figure.potential}
    return make_network(
        [_element(one, owners) for one in document.elements],
        [_connection(one, might) for one in document.connections],
    )


def _element(drawn: Element, owners: set[str]) -> ElementFacts:
    """Return what is drawn of one element; whose map it is, is its Team Owner."""
    owns = drawn.id in owners and drawn.kind is Kind.PERSON
    roles = tuple(sorted({*drawn.roles, "team_owner"})) if owns else drawn.roles
    return ElementFacts(
        id=drawn.id,
        kind=drawn.kind,
        name=drawn.name,
        sector=drawn.sector_or_kinds or "none",
        sector_from_kind=drawn.sector is None,
        roles=roles,
        supported=is_supported(drawn.kind, roles),
    )


def _connection(drawn: Connection, might: set[str]) -> ConnectionFacts:
    might_be = drawn.state in _NOW and (drawn.from_ in might or drawn.to in might)
    return ConnectionFacts(
        id=drawn.id,
        type=drawn.type,
        from_=drawn.from_,
        to=drawn.to,
        state=State.POTENTIAL if might_be else drawn.state,
        care_types=drawn.care_types,
        formality=drawn.formality,
        frequency=drawn.frequency,
    )
