"""What if some people stopped together: what care is lost, and who would have to step in.

For a few chosen ones at once. What is said of every single one is in `resilience.py`, and agrees.
Pick-up is arithmetic on what is drawn, not a forecast: say "would need to", never "will".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from typing_extensions import TypedDict

from mapping.analysis.options import USUAL, Options
from mapping.analysis.reading import CONTACTS_UNIT, SIDES, Reading
from mapping.analysis.words import Named, care_type, contacts, listed, some_of
from mapping.network import CareNetwork, Codes, Truths
from mapping.refusals import NotWellFormed

FORMAL, INFORMAL = (SIDES.index(side) for side in ("formal", "informal"))


class LostCare(TypedDict):
    """The care that one who leaves gives to one who stays."""

    giver: str
    receiver: str
    contacts: float
    care_types: list[str]


class Leaving(TypedDict):
    """What would be lost; `DEFINITIONS` says what each means."""

    leaving: list[str]
    loses_all_care: list[str]
    loses_formal: list[str]
    loses_informal: list[str]
    cut_off_from_formal: list[str]
    cut_off_from_informal: list[str]
    cut_off: list[str]
    stranded: int
    lost_care: list[LostCare]
    contacts_lost: float
    care_types_lost: dict[str, list[str]]
    pick_up: dict[str, float]
    pick_up_for: dict[str, dict[str, float]]
    uncovered: dict[str, float]
    uncovered_contacts: float


DEFINITIONS: Final = {
    "leaving": "Who would leave.",
    "loses_all_care": "Supported people who stay, have care now and would have none.",
    "loses_formal": "Supported people who stay, have a formal giver now and would have none.",
    "loses_informal": "Supported people who stay, have an informal giver now and would have none.",
    "cut_off_from_formal": "Supported people who are joined to a formal carer through links on the"
    " map now, and would not be.",
    "cut_off_from_informal": "The same for informal carers.",
    "cut_off": "The same for any carer.",
    "stranded": "Carers who stay, are joined to both sides now, and would be parted from one.",
    "lost_care": "The care that those who leave give to those who stay, in contacts a week.",
    "contacts_lost": "All of it, in contacts a week.",
    "care_types_lost": "For each who stays, types of care that only those who leave give them.",
    "pick_up": "How many contacts a week more each of the others would need to give, if what"
    " somebody loses were shared among their other givers in proportion to what each gives now.",
    "pick_up_for": "The same, for each who loses care.",
    "uncovered": "Contacts a week that each who loses care would go without: nobody else gives.",
    "uncovered_contacts": "All of them together.",
}


def leaving(network: CareNetwork, ids: Collection[str], options: Options = USUAL) -> Leaving:
    """Return what would be lost if some elements left together. O(n + m).

    Who leaves is never among those who lose. People are supported people; a side's carers who leave
    are no longer there to be reached.

    Parameters
    ----------
    network
        n elements and m connections; it is not changed.
    ids
        Who leaves. Of nobody, nothing is lost.
    options
        How to read the network.

    Raises
    ------
    NotWellFormed
        If one of them is not in the network.

    Examples
    --------
    >>> from mapping.analysis.small import small_network
    >>> network = small_network("ben>ada cy>ada gp>ada", formal="gp", supported="ada")
    >>> found = leaving(network, ["gp", "cy"])
    >>> found["loses_formal"], found["pick_up"], found["uncovered_contacts"]
    (['ada'], {'ben': 2.0}, 0.0)
    """
    reading = Reading(network, options)
    network = reading.network
    goes = np.array([id_ in set(ids) for id_ in network.ids], dtype=bool)
    if int(goes.sum()) < len(set(ids)):
        raise NotWellFormed("leaving", "One of these ids is not in the network. Leave it out.")
    people = reading.supported_people & ~goes
    now, then = _components(reading, np.zeros_like(goes)), _components(reading, goes)
    shared = _shared(reading, goes)
    sides = [reading.side == FORMAL, reading.side == INFORMAL]
    off = [
        reading.ids(people & _touches(now, side) & ~_touches(then, side & ~goes))
        for side in (*sides, sides[0] | sides[1])
    ]
    lost = [_without_givers(reading, goes, side) for side in (None, *sides)]
    joined, apart = (
        _touches(parts, sides[0] & stays) & _touches(parts, sides[1] & stays)
        for parts, stays in ((now, np.ones_like(goes)), (then, ~goes))
    )
    return {
        "leaving": reading.ids(goes),
        "loses_all_care": reading.ids(people & lost[0]),
        "loses_formal": reading.ids(people & lost[1]),
        "loses_informal": reading.ids(people & lost[2]),
        "cut_off_from_formal": off[0],
        "cut_off_from_informal": off[1],
        "cut_off": off[2],
        "stranded": int(((sides[0] | sides[1]) & ~goes & joined & ~apart).sum()),
        **shared,
        "care_types_lost": _types_lost(reading, goes),
    }


def _components(reading: Reading, goes: Truths) -> Codes:
    """Return the component of ties that each element is in when some leave, shape (n,)."""
    one, other = reading.ties
    kept = ~(goes[one] | goes[other])
    ends = (np.ones(int(kept.sum()), dtype=np.int8), (one[kept], other[kept]))
    n = reading.network.n
    if not n:
        return np.zeros(0, dtype=np.int64)
    _, labels = connected_components(coo_array(ends, shape=(n, n)), directed=False)
    return np.asarray(labels, dtype=np.int64)


def _touches(components: Codes, carers: Truths) -> Truths:
    """Return whether each element's component holds any of some carers, shape (n,)."""
    holds = np.zeros(len(components), dtype=bool)
    holds[components[carers]] = True
    found: Truths = holds[components]
    return found


def _without_givers(reading: Reading, goes: Truths, side: Truths | None) -> Truths:
    """Return who has a giver, on one side or on any, and has none when some leave, shape (n,)."""
    givers, receivers, _ = reading.care_ties
    counts = givers >= 0 if side is None else side[givers]
    n = reading.network.n
    now = np.bincount(receivers[counts], minlength=n)
    then = np.bincount(receivers[counts & ~goes[givers]], minlength=n)
    left: Truths = (now > 0) & (then == 0)
    return left


class _Shared(TypedDict):
    lost_care: list[LostCare]
    contacts_lost: float
    pick_up: dict[str, float]
    pick_up_for: dict[str, dict[str, float]]
    uncovered: dict[str, float]
    uncovered_contacts: float


def _shared(reading: Reading, goes: Truths) -> _Shared:
    """Return the care that is lost, and how it would be shared among the other givers."""
    givers, receivers, amounts = reading.care_ties
    ids = reading.network.ids
    lost = np.flatnonzero(goes[givers] & ~goes[receivers])
    loses: dict[int, int] = defaultdict(int)
    for row in lost.tolist():
        loses[int(receivers[row])] += int(amounts[row])
    others: dict[int, list[tuple[str, int]]] = {receiver: [] for receiver in loses}
    for row in np.flatnonzero(np.isin(receivers, list(loses)) & ~goes[givers]).tolist():
        others[int(receivers[row])].append((ids[givers[row]], int(amounts[row])))
    pick_up_for, uncovered = {}, {}
    for receiver, amount in sorted(loses.items()):
        total = sum(given for _, given in others[receiver]) * CONTACTS_UNIT
        if total:
            pick_up_for[ids[receiver]] = {
                giver: amount * given / total for giver, given in others[receiver]
            }
        else:
            uncovered[ids[receiver]] = amount / CONTACTS_UNIT
    pick_up: dict[str, float] = defaultdict(float)
    for shares in pick_up_for.values():
        for giver, share in shares.items():
            pick_up[giver] += share
    return {
        "lost_care": _lost_care(reading, lost, goes),
        "contacts_lost": int(amounts[lost].sum()) / CONTACTS_UNIT,
        "pick_up": dict(sorted(pick_up.items())),
        "pick_up_for": pick_up_for,
        "uncovered": uncovered,
        "uncovered_contacts": sum(loses[row] for row in loses if not others[row]) / CONTACTS_UNIT,
    }


def _lost_care(reading: Reading, lost: Codes, goes: Truths) -> list[LostCare]:
    givers, receivers, amounts = reading.care_ties
    ids = reading.network.ids
    types: dict[tuple[int, int], set[str]] = defaultdict(set)
    for giver, receiver, type_ in _typed(reading, goes[reading.network.source]):
        types[giver, receiver].add(type_)
    return [
        {
            "giver": ids[giver],
            "receiver": ids[receiver],
            "contacts": amount / CONTACTS_UNIT,
            "care_types": sorted(types[giver, receiver]),
        }
        for giver, receiver, amount in zip(
            givers[lost].tolist(), receivers[lost].tolist(), amounts[lost].tolist(), strict=True
        )
    ]


def _types_lost(reading: Reading, goes: Truths) -> dict[str, list[str]]:
    """Return the types of care that each who stays gets from nobody but those who leave."""
    network = reading.network
    loses = np.zeros(network.n, dtype=bool)
    loses[network.target[goes[network.source]]] = True
    lost: dict[int, set[str]] = defaultdict(set)
    kept: dict[int, set[str]] = defaultdict(set)
    for giver, receiver, type_ in _typed(reading, (loses & ~goes)[network.target]):
        (lost if goes[giver] else kept)[receiver].add(type_)
    only = {receiver: types - kept[receiver] for receiver, types in sorted(lost.items())}
    return {network.ids[receiver]: sorted(types) for receiver, types in only.items() if types}


def _typed(reading: Reading, connections: Truths) -> Iterator[tuple[int, int, str]]:
    """Yield giver, receiver and type of the active care in some connections."""
    network = reading.network
    rows, types = network.care_types.pairs(reading.care & reading.active & connections)
    for row, type_ in zip(rows.tolist(), types.tolist(), strict=True):
        yield int(network.source[row]), int(network.target[row]), network.care_types.words[type_]


def sentences(found: Leaving, named: Named) -> list[str]:
    """Return in plain words what would be lost."""
    leave = listed([named(id_) for id_ in found["leaving"]])
    if not found["leaving"]:
        return ["Nobody leaves, so nothing is lost."]
    if not found["lost_care"]:
        return [
            f"On this map {leave} gives no care to anyone who stays."
            if len(found["leaving"]) == 1
            else f"On this map {leave} give no care to anyone who stays.",
            *_reach(found, named),
        ]
    receivers = sorted({one["receiver"] for one in found["lost_care"]})
    said = [
        f"Without {leave}, {some_of([named(id_) for id_ in receivers])} would lose"
        f" {contacts(found['contacts_lost'])} of care."
    ]
    return [*said, *_losses(found, named), *_reach(found, named), *_filling(found, named)]


def _losses(found: Leaving, named: Named) -> list[str]:
    none = [named(id_) for id_ in found["loses_all_care"]]
    formal, informal = (
        [named(id_) for id_ in found[field] if id_ not in found["loses_all_care"]]
        for field in ("loses_formal", "loses_informal")
    )
    said = [
        f"{some_of(people)} would be left without {what}."
        for people, what in (
            (none, "any care"),
            (formal, "formal care"),
            (informal, "informal care"),
        )
        if people
    ]
    return said or ["No supported person would be left without care from either side."]


def _reach(found: Leaving, named: Named) -> list[str]:
    off = sorted({*found["cut_off_from_formal"], *found["cut_off_from_informal"]})
    off = [id_ for id_ in off if id_ not in {*found["loses_formal"], *found["loses_informal"]}]
    if not off:
        return []
    return [
        f"{some_of([named(id_) for id_ in off])} would have no way left, by links on the map,"
        " to carers of one side."
    ]


def _filling(found: Leaving, named: Named) -> list[str]:
    most = sorted(found["pick_up"], key=lambda id_: (-found["pick_up"][id_], id_))
    said = []
    if most:
        shares = [f"{named(id_)} about {contacts(found['pick_up'][id_])}" for id_ in most]
        said.append(
            f"To make up for it the others would need to give more: {some_of(shares)}."
            " That is arithmetic on this map, not a forecast."
        )
    if found["uncovered"]:
        alone = [named(id_) for id_ in found["uncovered"]]
        said.append(
            f"Nobody else on the map gives care to {some_of(alone)}:"
            f" {contacts(found['uncovered_contacts'])} would have no one to turn to."
        )
    only = [
        f"{named(id_)} {listed([care_type(type_) for type_ in types])}"
        for id_, types in found["care_types_lost"].items()
        if id_ not in found["uncovered"]
    ]
    return [*said, f"Nobody else gives {'; nor '.join(only[:2])}."] if only else said
