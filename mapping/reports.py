"""Reports of a neighbourhood, made from its view and from nothing else.

What a report says is in `analysis/`. Here the view becomes a network of care; what is not shared
never reaches it. A report is made once for each state of the view, whoever asks, and a long one in
a process of its own (`counting/`), so that nobody waits for somebody else's.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Final

from mapping import neighbourhoods
from mapping.analysis import (
    ALL,
    REPORTS,
    USUAL,
    Options,
    check_name,
    report,
    what_if_they_left,
)
from mapping.analysis.kernels import warm_up
from mapping.chosen import Chosen, chosen_by, part_of
from mapping.counting import Count
from mapping.model import Frozen
from mapping.neighbourhoods import View, ViewConnection, ViewElement
from mapping.network import CareNetwork, ConnectionFacts, ElementFacts, make_network
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.vocabulary import Kind

NOTHING_EARLIER: Final = (
    "Of a neighbourhood only its map of now is here. To compare two, keep its tables of both days"
    " and give them to care-mapping analyse change; or compare two drawings of one care map."
)


def report_of(
    service: Service, neighbourhood: str, name: str, options: Options = USUAL, shown: str = ""
) -> dict[str, Any]:
    """Return a report of a neighbourhood as it is seen now.

    Parameters
    ----------
    service
        What the use case works on.
    neighbourhood
        Its id.
    name
        A name in `analysis.REPORTS`, or `all`.
    options
        How to read the network.
    shown
        What of its map to count, as the address of a page says it; by default all of it.

    Raises
    ------
    NotFound
        If there is no such neighbourhood.
    NotWellFormed
        If there is no such report, it compares two maps, or an option cannot be taken.
    """
    _check(name)
    seen = neighbourhoods.view(service, neighbourhood)
    network = _network(service, seen, chosen_by(shown))
    return report(network, name, _expecting(seen, options))


def departures_of(
    service: Service,
    neighbourhood: str,
    ids: Collection[str],
    options: Options = USUAL,
    shown: str = "",
) -> dict[str, Any]:
    """Return what a neighbourhood would lose if some elements of its map left together.

    Parameters
    ----------
    service
        What the use case works on.
    neighbourhood
        Its id.
    ids
        Who leaves, as they are on its map.
    options, shown
        As for `report_of`: who leaves is in what is shown.

    Raises
    ------
    NotFound
        If there is no such neighbourhood.
    NotWellFormed
        If one of them is not on its map, or not any more.
    """
    seen = neighbourhoods.view(service, neighbourhood)
    return what_if_they_left(_network(service, seen, chosen_by(shown)), ids, options)


class Underway(Frozen):
    """A report that is being made: ask again for it.

    `begun` names the reports in it that are made or being made, `of` is how many there are in all,
    and `seconds` for how long it has been counted; 0 while others are before it.
    """

    begun: tuple[str, ...]
    of: int
    seconds: float


def ask(
    service: Service,
    neighbourhood: str,
    name: str,
    options: Options,
    *,
    wait: float,
    at_risk: bool,
    shown: str = "",
) -> bytes | Underway:
    """Return a report of a neighbourhood as JSON, or how far it is after a time.

    It is begun for the first who asks. Made, it is remembered until the view changes.

    Parameters
    ----------
    service
        What the use case works on.
    neighbourhood
        Its id.
    name, options, shown
        As for `report_of`.
    wait
        How many seconds to wait for it.
    at_risk
        Whether whoever asks may know who would be left without what.

    Raises
    ------
    NotFound, NotWellFormed
        As `report_of`.
    CountingFailed
        If it cannot be made.
    """
    _check(name)
    warm_up()
    chosen = chosen_by(shown)
    seen = neighbourhoods.view(service, neighbourhood)
    network, options = _network(service, seen, chosen), _expecting(seen, options)
    with service.memory.turn(_key(neighbourhood, name, options, at_risk, chosen)) as kept:
        count: Count | None = kept.value
        if count is not None and count.network is not network:
            service.counting.stop(count)
            count = None
        if count is None or count.stopped or count.failed:
            count = kept.value = service.counting.begin(network, name, options, at_risk=at_risk)
            kept.size = network.n + network.m
    answer = count.wait(wait)
    if answer is not None:
        return answer
    asked = [one for one in REPORTS.values() if not one.compares] if name == ALL else [name]
    return Underway(begun=tuple(count.begun), of=len(asked), seconds=count.seconds)


def stop(
    service: Service,
    neighbourhood: str,
    name: str,
    options: Options,
    *,
    at_risk: bool,
    shown: str = "",
) -> None:
    """Stop making a report that was asked for; nothing happens if it is not being made.

    Raises
    ------
    NotWellFormed
        If there is no such report.
    """
    _check(name)
    options = _expecting(neighbourhoods.view(service, neighbourhood), options)
    key = _key(neighbourhood, name, options, at_risk, chosen_by(shown))
    with service.memory.turn(key) as kept:
        if kept.value is not None:
            service.counting.stop(kept.value)


def _check(name: str) -> None:
    check_name(name)
    if name != ALL and REPORTS[name].compares:
        raise NotWellFormed("name", NOTHING_EARLIER)


def _key(neighbourhood: str, name: str, options: Options, at_risk: bool, chosen: Chosen) -> str:
    told = "and who is at risk" if at_risk else ""
    return f"report {name} of {neighbourhood} with {options} {told} {chosen.key}"


def _expecting(seen: View, options: Options) -> Options:
    """Return how to read, with what the neighbourhood itself expects unless something else is."""
    return options if options.expected else replace(options, expected=seen.expected)


def _network(service: Service, seen: View, chosen: Chosen) -> CareNetwork:
    """Return the network of a view, made again only when the view was."""
    with service.memory.turn(f"network of {seen.id} {chosen.key}") as kept:
        if kept.value is None or kept.value[0] is not seen:
            kept.value = (seen, network_of(part_of(seen, chosen)))
            kept.size = len(seen.connections)
        network: CareNetwork = kept.value[1]
    return network


def network_of(view: View) -> CareNetwork:
    """Return the network of what a neighbourhood sees."""
    return make_network(
        [_element(one) for one in view.elements], [_connection(one) for one in view.connections]
    )


def _element(seen: ViewElement) -> ElementFacts:
    return ElementFacts(
        id=seen.id,
        kind=seen.kind,
        name=seen.label,
        sector=seen.sector or "none",
        sector_from_kind=seen.sector_from_kind,
        roles=seen.roles,
        supported=seen.supported and seen.kind is Kind.PERSON,
        private=seen.private,
        offers=seen.offers,
    )


def _connection(seen: ViewConnection) -> ConnectionFacts:
    return ConnectionFacts(
        id=seen.id,
        type=seen.type,
        from_=seen.from_,
        to=seen.to,
        state=seen.state,
        care_types=seen.care_types,
        formality=seen.formality,
        frequency=seen.frequency,
    )
