"""Who the care on one map rests on: pure, on one document, in the words of those on it.

What the analysis says of a neighbourhood, said of one care map: whether care comes from both sides,
who is the only one to give it, who joins the two sides, which possible links would help most, and
how sure that is. A care map is one person's view, so nothing here is compared with other maps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from mapping.analysis.bridging import Bridging, bridging
from mapping.analysis.departures import Departure
from mapping.analysis.potential import potential, suggested
from mapping.analysis.resilience import Resilience, resilience
from mapping.analysis.words import contacts, count_of, listed, percent, some_of
from mapping.model import Document, Frozen, Id
from mapping.network_of_drawing import network_of_drawing
from mapping.side_by_side import short_names

MUCH: Final = 0.1
"""Through somebody with a smaller share than this not much leads."""
MOST: Final = 3
"""So many who join the sides, and so many possible links, are told of."""

FORMAL: Final = "formal care (paid, or from a service)"
INFORMAL: Final = "informal care (family, friends, neighbours, groups)"

SURE: Final = (
    "This counts what is drawn, and a care map is the view of one person. Who is not drawn may"
    " still be there, and links among the others are often left out. Read it together, and draw"
    " what is missing."
)


class OnlyOne(Frozen):
    """Somebody without whom another would be left without care, or without care of one side."""

    id: Id
    name: str
    sentence: str
    to_make_up: str


class MightHelp(Frozen):
    """A connection that is drawn as possible, and what it would fill."""

    connection: Id
    sentence: str


class RestsOn(Frozen):
    """Who the care on a map rests on; see the module."""

    title: str
    sentences: tuple[str, ...]
    only_ones: tuple[OnlyOne, ...]
    joins: tuple[str, ...]
    might_help: tuple[MightHelp, ...]
    how_sure: str


def rests_on(document: Document) -> RestsOn:
    """Return who the care on a map rests on.

    Parameters
    ----------
    document
        A care map, live or kept; it is not changed.
    """
    network, names = network_of_drawing(document), short_names(document.elements)
    joined, relied = bridging(network), resilience(network)
    only_ones = tuple(_only_ones(relied, names))
    possible = potential(network)
    return RestsOn(
        title=_title(only_ones, relied),
        sentences=(*_both_kinds(joined, names), *_shares(relied, names)),
        only_ones=only_ones,
        joins=tuple(_joins(joined, names)),
        might_help=tuple(
            MightHelp(
                connection=one["connection"],
                sentence=suggested(one, possible["connections"], names.__getitem__),
            )
            for one in possible["suggestions"][:MOST]
        ),
        how_sure=SURE,
    )


def _title(only_ones: tuple[OnlyOne, ...], relied: Resilience) -> str:
    if not relied["givers"]:
        return "No care that flows now is drawn yet"
    if not only_ones:
        return "Nobody here carries this care alone"
    return f"This care rests on {some_of([one.name for one in only_ones])}"


def _both_kinds(joined: Bridging, names: Mapping[str, str]) -> Iterator[str]:
    """Yield of each supported person from which side care comes."""
    for id_, givers in joined["givers_by_side"].items():
        name, formal, informal = names[id_], givers["formal"], givers["informal"]
        if formal and informal:
            yield (
                f"{name} has {FORMAL} from {count_of(formal, 'giver')}, and {INFORMAL} from"
                f" {informal}."
            )
        elif formal or informal:
            there, missing = (FORMAL, INFORMAL) if formal else (INFORMAL, FORMAL)
            givers_there = count_of(formal or informal, "giver")
            yield f"{name} has {there} from {givers_there}. No {missing} is drawn."
        else:
            yield f"No care for {name} that flows now is drawn."


def _shares(relied: Resilience, names: Mapping[str, str]) -> Iterator[str]:
    """Yield of each supported person how much of their care comes from one giver."""
    for id_, share in relied["max_share"].items():
        if share is not None and share > 1 / 2:
            yield f"{percent(share)} of the contacts that {names[id_]} has come from one giver."


def _only_ones(relied: Resilience, names: Mapping[str, str]) -> Iterator[OnlyOne]:
    """Yield the gravest of those who are the only giver that somebody has, or of a side."""
    for id_ in relied["gravest_departures"]:
        lost = relied["departures"][id_]
        yield OnlyOne(
            id=id_,
            name=names[id_],
            sentence=f"Only {names[id_]} gives {_what(lost, names)}.",
            to_make_up=_to_make_up(lost, names),
        )


def _what(lost: Departure, names: Mapping[str, str]) -> str:
    everything = set(lost["loses_all_care"])
    said = {
        "any care": lost["loses_all_care"],
        FORMAL: [id_ for id_ in lost["loses_formal"] if id_ not in everything],
        INFORMAL: [id_ for id_ in lost["loses_informal"] if id_ not in everything],
    }
    return listed(
        [f"{some_of([names[id_] for id_ in ids])} {what}" for what, ids in said.items() if ids]
    )


def _to_make_up(lost: Departure, names: Mapping[str, str]) -> str:
    more = sorted(lost["pick_up"].items(), key=lambda one: (-one[1], one[0]))
    if not more:
        return "Nobody else on the map gives them care."
    shares = [f"{names[id_]} {contacts(amount)}" for id_, amount in more]
    return f"To make up for it, the others would need to give more: {some_of(shares)}."


def _joins(joined: Bridging, names: Mapping[str, str]) -> Iterator[str]:
    """Yield how the two sides are in touch, and through whom besides those who are supported."""
    if not all(joined["carers"].values()):
        return
    ties, people = joined["cross_side_ties"], set(joined["givers_by_side"])
    if ties:
        yield f"{count_of(ties, 'link')} {_join(ties)} a formal and an informal carer directly."
    else:
        yield "No formal carer here is linked with an informal one directly. They may never speak."
    bridges: list[Any] = [one for one in joined["bridges"] if one["element"] not in people]
    for one in bridges[:MOST]:
        if one["betweenness"] >= MUCH:
            yield (
                f"{percent(one['betweenness'])} of the shortest ways between formal and informal"
                f" carers lead through {names[one['element']]}."
            )


def _join(number: int) -> str:
    return "joins" if number == 1 else "join"
