"""Resilience: who would be left without what if somebody left, and how caring is shared out.

Pick-up is arithmetic on what is drawn: "would need to", never "will". Several departures together
are a bad case found, not the worst. A low balance is never a failing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NotRequired

import numpy as np
from typing_extensions import TypedDict

from mapping.analysis.by_element import ByElement, by_element
from mapping.analysis.departures import (
    CUT_OFF,
    LISTED_EACH,
    LISTED_IN_ALL,
    LOSES,
    SHARED_OUT,
    Departure,
    Departures,
)
from mapping.analysis.load import load_gini, received
from mapping.analysis.options import USUAL, Options
from mapping.analysis.reading import CONTACTS_UNIT, Reading
from mapping.analysis.types_given import TypesGiven
from mapping.analysis.words import Named, contacts, count_of, listed, percent, some_of
from mapping.network import CareNetwork, Codes, Truths

GRAVEST: Final = 5
"""So many of the gravest departures are named."""
MOST_STEPS: Final = 5
"""So many leave one after the other, to find a bad case."""


class Step(TypedDict):
    """One more who leaves; the numbers are of all who have left by then."""

    step: int
    element: str
    people_without_care: int
    contacts_lost: float


class Resilience(TypedDict):
    """The fields of the report; `DEFINITIONS` says what each means."""

    departures: NotRequired[Mapping[str, Departure]]
    departures_not_listed: int
    departures_people: NotRequired[Mapping[str, dict[str, int]]]
    widely_shared: Sequence[str]
    single_points_of_failure: NotRequired[Sequence[str]]
    gravest_departures: NotRequired[list[str]]
    combined_departures: NotRequired[list[Step]]
    supported: int
    people_with_one_giver: int
    load_gini: float | None
    givers: int
    max_share: NotRequired[Mapping[str, float]]
    effective_givers: NotRequired[Mapping[str, float]]
    reciprocity: float | None
    reciprocity_corrected: float | None
    reciprocity_weighted: float | None
    given: Mapping[str, float]
    received: Mapping[str, float]
    balance: Mapping[str, float | None]
    supported_who_give: int
    care_type_givers: NotRequired[Mapping[str, dict[str, int]]]
    single_giver_types: int
    single_giver_share: float | None


AT_RISK: Final = frozenset(
    {
        *("departures", "departures_people", "single_points_of_failure"),
        *("gravest_departures", "combined_departures"),
        *("max_share", "effective_givers", "care_type_givers"),
    }
)
"""Fields that tell who would be left without what, or by whose leaving."""

DEFINITIONS: Final = {
    "departures": "For each element, what would be left if it went. loses_all_care: supported"
    " people whose only giver it is. loses_formal, loses_informal: whose only giver of that side it"
    " is. cut_off_from_formal, cut_off_from_informal, cut_off: who have a way over links to a carer"
    " of that side, or of either, now and would have none. stranded: how many carers would no"
    " longer be joined to both sides. contacts_lost: contacts a week that it gives to anyone."
    " pick_up: what each of the others would need to give more, if what somebody loses were shared"
    " among their other givers in proportion to what they give now. uncovered_contacts: what nobody"
    " else gives."
    f" A list has at most {LISTED_EACH:,} entries; of pick_up those who would need to give most.",
    "departures_not_listed": "How many departures are left out of the list, because the gravest"
    f" before them name {LISTED_IN_ALL:,} already.",
    "departures_people": "How many supported people each departure leaves so, listed or not; only"
    " where there are any.",
    "widely_shared": f"Who has more than {SHARED_OUT:,} givers: what they lose is not shared out by"
    " name in pick_up.",
    "single_points_of_failure": "Those without whom somebody supported would have no care at all,"
    " or none from one side.",
    "gravest_departures": f"Up to {GRAVEST} of those, by how many they would leave without any"
    " care, then without care from a side, then cut off.",
    "combined_departures": "A bad case found, not the worst: one after the other leaves whoever"
    " leaves most supported people without care; the numbers are of all who have left by then.",
    "supported": "How many supported people there are.",
    "people_with_one_giver": "How many of them have exactly one giver.",
    "load_gini": "How unevenly caring is shared among those who give, by contacts a week: 0 if all"
    " give alike, nearly 1 if one gives all. With g givers it can be no more than 1 - 1/g.",
    "givers": "How many give care now.",
    "max_share": "For each supported person, the share of their care from the greatest giver.",
    "effective_givers": "For each supported person, as how many equal givers would share their care"
    " as evenly.",
    "reciprocity": "The share of care links that are returned.",
    "reciprocity_corrected": "The same against chance: above 0 is more than chance would give.",
    "reciprocity_weighted": "The share of contacts that are returned.",
    "given": "Contacts a week that each gives.",
    "received": "Contacts a week that each receives.",
    "balance": "From -1 (only receives) to 1 (only gives). A low balance is no failing.",
    "supported_who_give": "How many supported people give care.",
    "care_type_givers": "For each supported person and type of care, how many give it to them.",
    "single_giver_types": "How many of these have one giver only.",
    "single_giver_share": "The share of these that have one giver only.",
}


def resilience(network: CareNetwork, options: Options = USUAL) -> Resilience:
    """Return who would be left without what if somebody left, and how caring is shared out.

    Departures of all elements take O(n + m) and, of those listed, the sum of their receivers'
    in-degrees; the rest O(m). Sources: Hopcroft and Tarjan (1973), Efficient algorithms for graph
    manipulation; Gini (1912), Variabilita e mutabilita; Garlaschelli and Loffredo (2004), Patterns
    of link reciprocity; Squartini et al. (2013), Reciprocity of weighted networks; compare Borgatti
    (2006), Identifying sets of key players.

    Parameters
    ----------
    network
        n elements and m connections; it is not changed.
    options
        How to read it.

    Examples
    --------
    >>> from mapping.analysis.small import small_network
    >>> found = resilience(small_network("gp>ada ben>ada cy>ada", formal="gp", supported="ada"))
    >>> found["gravest_departures"], found["departures"]["gp"]["pick_up"]
    (['gp'], {'ben': 0.5, 'cy': 0.5})
    """
    reading = Reading.of(network, options)
    ids = reading.network.ids
    departures, care = Departures(reading), received(reading)
    people = reading.supported_people
    cared_for = people & (care.givers > 0)
    gives, gets = departures.contacts, care.contacts
    with np.errstate(invalid="ignore"):
        balance = (gives - gets) / (gives + gets)
    return {
        **_of_departures(departures),
        "combined_departures": combined_departures(reading),
        "supported": int(people.sum()),
        "people_with_one_giver": int((people & (care.givers == 1)).sum()),
        "load_gini": load_gini(gives),
        "givers": int((gives > 0).sum()),
        "max_share": by_element(ids, care.max_share, cared_for),
        "effective_givers": by_element(ids, care.effective_givers, cared_for),
        **reciprocity(reading),
        "given": by_element(ids, gives / CONTACTS_UNIT),
        "received": by_element(ids, gets / CONTACTS_UNIT),
        "balance": by_element(ids, balance),
        "supported_who_give": int((people & (gives > 0)).sum()),
        **_of_care_types(reading),
    }


class _OfDepartures(TypedDict):
    departures: Mapping[str, Departure]
    departures_not_listed: int
    departures_people: Mapping[str, dict[str, int]]
    widely_shared: Sequence[str]
    single_points_of_failure: Sequence[str]
    gravest_departures: list[str]


def _of_departures(departures: Departures) -> _OfDepartures:
    ids, counts = departures.reading.network.ids, departures.counts
    return {
        "departures": ByElement(ids, departures.tell, departures.listed),
        "departures_not_listed": len(ids) - len(departures.listed),
        "departures_people": by_element(
            ids,
            dict(zip((*LOSES, *CUT_OFF), counts.T, strict=True)),
            np.asarray(counts.any(axis=1)),
        ),
        "widely_shared": ids.only(departures.widely_shared),
        "single_points_of_failure": ids.only(departures.fails),
        "gravest_departures": ids.take(departures.gravest(GRAVEST)).tolist(),
    }


def combined_departures(reading: Reading) -> list[Step]:
    """Return a bad case of several leaving, found step by step. O(m) a step.

    Each step adds the giver that leaves most supported people, not themselves leaving, with care
    before and none after; of equal ones that with most contacts lost to such people; then by id.
    People are lost only when all their givers go, so the loss grows with the set and this greedy
    search has no guarantee.

    Examples
    --------
    >>> from mapping.analysis.small import small_network
    >>> network = small_network("ben>ada cy>ada ben>dee", supported="ada dee")
    >>> steps = combined_departures(Reading(network))
    >>> [(step["element"], step["people_without_care"]) for step in steps]
    [('ben', 1), ('cy', 2)]
    """
    givers, receivers, amounts = reading.care_ties
    to_people = reading.supported_people[receivers]
    ties = (givers[to_people], receivers[to_people], amounts[to_people])
    gone = np.zeros(reading.network.n, dtype=bool)
    steps: list[Step] = []
    while len(steps) < MOST_STEPS:
        without, lost, may = _if_also(ties, gone)
        if not may.any():
            break
        best = int(np.lexsort((-lost, -without, ~may))[0])
        gone[best] = True
        steps.append(
            {
                "step": len(steps) + 1,
                "element": reading.network.ids[best],
                "people_without_care": int(without[best]),
                "contacts_lost": int(lost[best]) / CONTACTS_UNIT,
            }
        )
    return steps


def _if_also(ties: tuple[Codes, Codes, Codes], gone: Truths) -> tuple[Codes, Codes, Truths]:
    """Return what would be lost if each element left too, after those who have gone.

    How many people would be without care, the contacts lost to people who stay, and whether it
    gives to any of those; shape (n,) each.
    """
    givers, receivers, amounts = ties
    n = len(gone)
    to_those_here = ~gone[receivers]
    by_gone, by_others = to_those_here & gone[givers], to_those_here & ~gone[givers]
    had = np.zeros(n, dtype=bool)
    had[receivers[to_those_here]] = True
    left = np.bincount(receivers[by_others], minlength=n)
    last = by_others & (left[receivers] == 1)
    already = had & (left == 0)
    lost_to = np.bincount(receivers[by_gone], amounts[by_gone], n)
    without = int(already.sum()) + np.bincount(givers[last], minlength=n) - already
    lost = lost_to.sum() + np.bincount(givers[by_others], amounts[by_others], n) - lost_to
    may = np.zeros(n, dtype=bool)
    may[givers[by_others]] = True
    return without, lost.astype(np.int64), may


class Reciprocity(TypedDict):
    """How much care is returned."""

    reciprocity: float | None
    reciprocity_corrected: float | None
    reciprocity_weighted: float | None


def reciprocity(reading: Reading) -> Reciprocity:
    """Return how much care is returned: of ties, against chance, and of contacts."""
    givers, receivers, amounts = reading.care_ties
    n, ties = reading.network.n, len(givers)
    if not ties:
        return {
            "reciprocity": None,
            "reciprocity_corrected": None,
            "reciprocity_weighted": None,
        }
    from scipy import sparse  # a tenth of a second that no other command needs to wait

    care = sparse.coo_array((amounts.astype(np.int64), (givers, receivers)), shape=(n, n)).tocsr()
    returned = care.minimum(care.T.tocsr())
    share, chance = int(returned.count_nonzero()) / ties, ties / (n * (n - 1))
    return {
        "reciprocity": share,
        "reciprocity_corrected": (share - chance) / (1 - chance) if chance < 1 else None,
        "reciprocity_weighted": int(returned.sum()) / int(care.sum()),
    }


class _CareTypes(TypedDict):
    care_type_givers: Mapping[str, dict[str, int]]
    single_giver_types: int
    single_giver_share: float | None


def _of_care_types(reading: Reading) -> _CareTypes:
    """Return how many give each supported person each type of care."""
    given, words = TypesGiven(reading), reading.network.care_types.words
    people, first = np.unique(given.people, return_index=True)
    ends = np.append(first, len(given.givers))
    types, givers = given.types.astype(np.int16), given.givers.astype(np.int32)
    single, cells = int((givers == 1).sum()), len(givers)

    def tell(rows: Codes) -> list[dict[str, int]]:
        """Return it of some people, in order."""
        at = np.searchsorted(people, rows)
        first, last = ends[at], ends[at + 1]
        some = slice(int(first[0]), int(last[-1]))
        names, numbers = [words[type_] for type_ in types[some].tolist()], givers[some].tolist()
        pieces = zip((first - some.start).tolist(), (last - some.start).tolist(), strict=True)
        return [dict(zip(names[a:b], numbers[a:b], strict=True)) for a, b in pieces]

    return {
        "care_type_givers": ByElement(reading.network.ids, tell, people),
        "single_giver_types": single,
        "single_giver_share": single / cells if cells else None,
    }


def sentences(found: Resilience, named: Named) -> list[str]:
    """Return the report in plain words."""
    if not found["givers"]:
        return [
            "No care that flows now is drawn here, so we cannot say what would be lost.",
            "Say who gives care to whom, and how each connection is now.",
        ]
    if not found["supported"]:
        said = [
            "No supported person is drawn here, so we cannot say who would be left without care."
        ]
    else:
        said = [_one_giver(found), *_failures(found, named), *_bad_case(found, named)]
    return [*said, _sharing(found)]


def _one_giver(found: Resilience) -> str:
    alone, give = found["people_with_one_giver"], found["supported_who_give"]
    return (
        f"Of {count_of(found['supported'], 'supported person')}, {alone}"
        f" {'relies' if alone == 1 else 'rely'} on one giver alone, and {give}"
        f" {'gives' if give == 1 else 'give'} care as well."
    )


def _failures(found: Resilience, named: Named) -> list[str]:
    fails = len(found["single_points_of_failure"])
    if not fails:
        return ["Nobody here is the only one who gives somebody formal care, or informal care."]
    gravest = found["gravest_departures"][0]
    lost = found["departures"][gravest]
    losses = [
        f"{some_of([named(id_) for id_ in people])} would be left without {what}"
        for people, what in (
            (lost["loses_all_care"], "any care"),
            (_besides(lost["loses_formal"], lost), "formal care"),
            (_besides(lost["loses_informal"], lost), "informal care"),
        )
        if people
    ]
    return [
        f"{count_of(fails, 'person or body')}"
        f" {'is the only one' if fails == 1 else 'are each the only one'} who gives somebody"
        " supported any care, or care from one side.",
        f"If {named(gravest)} stopped, {'; '.join(losses)}. {_to_make_up(lost, named)}",
    ]


def _besides(people: list[str], lost: Departure) -> list[str]:
    return [id_ for id_ in people if id_ not in set(lost["loses_all_care"])]


def _to_make_up(lost: Departure, named: Named) -> str:
    pick_up = lost["pick_up"]
    most = sorted(pick_up, key=lambda id_: (-pick_up[id_], id_))
    if not most:
        return "Nobody else on the map gives them care, so nobody is there to pick it up."
    shares = [f"{named(id_)} {contacts(pick_up[id_])}" for id_ in most]
    return f"To make up for it the others would need to give more: {some_of(shares)}."


def _bad_case(found: Resilience, named: Named) -> list[str]:
    steps = found["combined_departures"]
    if len(steps) < 2:
        return []
    worst = max(step["people_without_care"] for step in steps)
    if not worst:
        return [f"We found no {len(steps)} who together would leave somebody without any care."]
    number = next(at for at, step in enumerate(steps, 1) if step["people_without_care"] == worst)
    leave = [named(step["element"]) for step in steps[:number]]
    return [
        f"A bad case that we found, perhaps not the worst: without {listed(leave)}, {worst} of"
        f" {count_of(found['supported'], 'supported person')} would have no care."
    ]


def _sharing(found: Resilience) -> str:
    gini, givers = found["load_gini"] or 0.0, found["givers"]
    share = found["single_giver_share"]
    said = "One giver does all the caring"
    if givers > 1:
        said = (
            f"Among the {givers:,} who give care the load is uneven by {gini:.2f} (0: all alike;"
            f" {1 - 1 / givers:.2f}: nearly all on one)"
        )
    if share is None:
        return f"{said}."
    return f"{said}; {percent(share)} of the kinds of care that people get have one giver only."
