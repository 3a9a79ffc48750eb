"""Small networks from a line of text, for examples and tests."""

from __future__ import annotations

from mapping.network import (
    CareNetwork,
    ConnectionFacts,
    ElementFacts,
    is_supported,
    make_network,
    sector_of,
)


def small_network(
    ties: str, *, formal: str = "", community: str = "", supported: str = "", alone: str = ""
) -> CareNetwork:
    """Return a network of persons who give each other gifted care each week.

    Parameters
    ----------
    ties
        Such as `asha>ben gp>asha:meals|company`: givers and receivers, and types of care.
    formal, community, supported, alone
        Who is of that sector, is a supported person, or is there without a tie.

    Examples
    --------
    >>> network = small_network("asha>ben gp>asha", formal="gp")
    >>> network.ids, network.m
    (('asha', 'ben', 'gp'), 2)
    """
    lines = []
    for number, tie in enumerate(ties.split()):
        ends, _, types = tie.partition(":")
        giver, receiver = ends.split(">")
        care_types = tuple(types.split("|")) if types else ()
        lines.append(
            ConnectionFacts(
                id=str(number),
                type="cares_for",
                from_=giver,
                to=receiver,
                state="generative",
                care_types=care_types,
                formality="gifted",
                frequency="weekly",
            )
        )
    names = {end for line in lines for end in (line.from_, line.to)} | set(alone.split())
    own = dict.fromkeys(formal.split(), "formal")
    own |= dict.fromkeys(community.split(), "community")
    roles = dict.fromkeys(supported.split(), ("supported_person",))
    return make_network(
        [_person(name, own.get(name), roles.get(name, ())) for name in names], lines
    )


def _person(name: str, own: str | None, roles: tuple[str, ...]) -> ElementFacts:
    sector, from_kind = sector_of("person", own, roles)
    return ElementFacts(
        id=name,
        kind="person",
        name=name,
        sector=sector,
        sector_from_kind=from_kind,
        roles=roles,
        supported=is_supported("person", roles),
    )
