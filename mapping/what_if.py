"""What if some people could not come, or some who might help did: pure, on one document.

What care would be lost, the worst first, who would be left, what those who could not come would
lose themselves, and who could share it. Nothing is changed: `imagined` returns another document,
which can be kept as a plan. The arithmetic is `analysis.leaving`'s; it is no forecast.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Final, Literal

from mapping.analysis import leaving as _leaving
from mapping.analysis.leaving import Leaving
from mapping.analysis.reading import CONTACTS
from mapping.analysis.words import care_type, listed, some_of
from mapping.drawn_changes import FREQUENCY_WORDS
from mapping.model import Connection, Document, Frozen, Id
from mapping.network_of_drawing import network_of_drawing
from mapping.refusals import NotWellFormed
from mapping.side_by_side import Sheet, short_names
from mapping.vocabulary import ConnectionType, Kind, State

Level = Literal["none", "much_less", "one", "covered"]
LEVELS: Final[tuple[Level, ...]] = ("none", "much_less", "one", "covered")
"""How bad a loss is, the worst first."""

LEVEL_WORDS: Final[dict[Level, tuple[str, str]]] = {
    "none": ("No one left", "Nobody else on the map gives this care."),
    "much_less": ("Much less left", "What is left is less than half as often as it is now."),
    "one": ("One left", "One other gives it, at least half as often as it is now."),
    "covered": ("Still covered", "Two or more others give it, at least half as often as now."),
}


class Who(Frozen):
    """Somebody on the map."""

    id: Id
    name: str


class Left(Frozen):
    """Somebody who still gives this care, and how often."""

    who: Who
    how_often: str


class Loss(Frozen):
    """One kind of care that somebody would lose; `care_type` is null where none is said."""

    receiver: Who
    care_type: str | None
    what: str
    givers: tuple[Who, ...]
    sentence: str
    left: tuple[Left, ...]
    level: Level
    level_words: str
    contacts_lost: float
    contacts_left: float


class Share(Frozen):
    """Somebody who could share what is lost; `alive` are connections that would come to be."""

    who: Who
    sentence: str
    alive: tuple[Id, ...]


class Possible(Frozen):
    """A connection that is drawn as possible, and whether it is supposed to have come to be."""

    id: Id
    giver: Who
    sentence: str
    alive: bool


class WhatIf(Frozen):
    """What would be otherwise; see the module."""

    title: str
    without: tuple[Who, ...]
    losses: tuple[Loss, ...]
    gains: tuple[str, ...]
    sentences: tuple[str, ...]
    they_lose: tuple[str, ...]
    could_share: tuple[Share, ...]
    possible: tuple[Possible, ...]
    levels: dict[str, str]
    leaving: Leaving


def what_if(document: Document, without: Collection[str], alive: Collection[str]) -> WhatIf:
    """Return what would be otherwise.

    Parameters
    ----------
    document
        A care map, live or kept; it is not changed.
    without
        Ids of those who could not come.
    alive
        Ids of connections drawn as possible that would have come to be.

    Raises
    ------
    NotWellFormed
        If somebody is not on the map, or a connection is not a possible one.
    """
    _check(document, without, alive)
    sheet = Sheet.of(come_to_be(document, alive))
    names = short_names(document.elements)
    found = _leaving.leaving(network_of_drawing(sheet.document), sorted(without))
    who = {id_: Who(id=id_, name=name) for id_, name in names.items()}
    losses = sorted(_losses(sheet, set(without), who), key=_worst_first)
    gains = tuple(_gains(document, sheet, set(alive), set(without), who))
    gone = tuple(who[id_] for id_ in sorted(without, key=names.__getitem__))
    return WhatIf(
        title=_title(gone, losses, gains),
        without=gone,
        losses=tuple(losses),
        gains=gains,
        sentences=tuple(_leaving.sentences(found, names.__getitem__)) if without else (),
        they_lose=tuple(_they_lose(sheet, set(without), who)),
        could_share=tuple(_could_share(document, sheet, losses, set(without), who)),
        possible=tuple(_possible(document, set(alive), who)),
        levels={level: words for level, (_, words) in LEVEL_WORDS.items()},
        leaving=found,
    )


def _check(document: Document, without: Collection[str], alive: Collection[str]) -> None:
    if not set(without) <= {one.id for one in document.elements}:
        raise NotWellFormed("without", "One of these ids is not on this map. Leave it out.")
    if not set(alive) <= {line.id for line in document.connections if _is_possible(document, line)}:
        raise NotWellFormed(
            "alive", "One of these ids is no possible connection on this map. Leave it out."
        )


def _is_possible(document: Document, line: Connection) -> bool:
    might = {one.element_id for one in document.figures if one.potential}
    active = line.state in (State.GENERATIVE, State.ENGAGED)
    return line.state is State.POTENTIAL or (active and bool({line.from_, line.to} & might))


def come_to_be(document: Document, alive: Collection[str]) -> Document:
    """Return a document in which some possible connections have come to be, and their ends too."""
    lines = {line.id: line for line in document.connections}
    ends = {end for id_ in alive for end in (lines[id_].from_, lines[id_].to)}
    return document.model_copy(
        update={
            "connections": tuple(
                line.model_copy(update={"state": State.GENERATIVE})
                if line.id in alive and line.state is State.POTENTIAL
                else line
                for line in document.connections
            ),
            "figures": tuple(
                figure.model_copy(update={"potential": False})
                if figure.element_id in ends
                else figure
                for figure in document.figures
            ),
        }
    )


def imagined(document: Document, without: Collection[str], alive: Collection[str]) -> Document:
    """Return the drawing of what is supposed: the care of those who could not come has stopped.

    Raises
    ------
    NotWellFormed
        As `what_if` does.
    """
    _check(document, without, alive)
    drawn = come_to_be(document, alive)
    gone = set(without)
    stops = (State.GENERATIVE, State.ENGAGED)
    lines = tuple(
        line.model_copy(update={"state": State.INACTIVE})
        if line.state in stops and {line.from_, line.to} & gone
        else line
        for line in drawn.connections
    )
    return drawn.model_copy(update={"connections": lines})


def _title(gone: tuple[Who, ...], losses: list[Loss], gains: tuple[str, ...]) -> str:
    if not gone:
        return "If this came to be" if gains else "Nothing is supposed yet"
    names = listed([one.name for one in gone])
    if not losses:
        return f"Without {names}, nobody would lose care that is drawn here"
    worst = [one for one in losses if one.level == losses[0].level]
    first = worst[0]
    match first.level:
        case "none":
            more = f" and {len(worst) - 1} more" if len(worst) > 1 else ""
            return f"Without {names}, nobody would be left for {first.what}{more}"
        case "much_less":
            return f"Without {names}, there would be much less of {first.what}"
        case "one":
            return f"Without {names}, one other would be left for {first.what}"
        case _:
            return f"Without {names}, all care on the map is still covered"


def _losses(sheet: Sheet, without: set[str], who: dict[str, Who]) -> Iterator[Loss]:
    """Yield each kind of care that each who stays gets from those who could not come."""
    by_what: dict[tuple[str, str | None], list[Connection]] = defaultdict(list)
    for line in sheet.care:
        for type_ in line.care_types or (None,):
            by_what[line.to, type_].append(line)
    for (receiver, type_), lines in by_what.items():
        lost = [line for line in lines if line.from_ in without]
        if receiver in without or not lost:
            continue
        # Where no kind of care is said, anything that others give stands in for it.
        stays = lines if type_ is not None else [one for one in sheet.care if one.to == receiver]
        yield _loss(who, receiver, type_, lost, [one for one in stays if one.from_ not in without])


def _loss(
    who: dict[str, Who],
    receiver: str,
    type_: str | None,
    lost: list[Connection],
    left: list[Connection],
) -> Loss:
    gone, stays = _contacts(lost), _contacts(left)
    others = {line.from_ for line in left}
    level: Level = (
        "none"
        if not others
        else "much_less"
        if stays < gone
        else "one"
        if len(others) == 1
        else "covered"
    )
    kind = care_type(type_) if type_ else "care"
    name = who[receiver].name
    givers = sorted({line.from_ for line in lost}, key=lambda id_: who[id_].name)
    told = [f"{who[line.from_].name} {_frequency(line)}" for line in _by_amount(lost)]
    return Loss(
        receiver=who[receiver],
        care_type=type_,
        what=f"{kind} for {name}",
        givers=tuple(who[id_] for id_ in givers),
        sentence=f"Now from {listed(told)}.",
        left=tuple(
            Left(who=who[line.from_], how_often=_frequency(line)) for line in _by_amount(left)
        ),
        level=level,
        level_words=LEVEL_WORDS[level][0],
        contacts_lost=gone,
        contacts_left=stays,
    )


def _contacts(lines: Iterable[Connection]) -> float:
    return sum(_one(line) for line in lines) / CONTACTS["weekly"]


def _one(line: Connection) -> int:
    return CONTACTS[line.frequency.value if line.frequency else "occasional"]


def _by_amount(lines: Iterable[Connection]) -> list[Connection]:
    return sorted(lines, key=lambda line: (-_one(line), line.from_))


def _frequency(line: Connection) -> str:
    return FREQUENCY_WORDS[line.frequency] if line.frequency else "how often not said"


def _worst_first(loss: Loss) -> tuple[int, float, str, str]:
    return LEVELS.index(loss.level), -loss.contacts_lost, loss.receiver.id, loss.care_type or ""


def _gains(
    document: Document, sheet: Sheet, alive: set[str], without: set[str], who: dict[str, Who]
) -> Iterator[str]:
    """Yield what would be new, of what came to be."""
    before = Sheet.of(document)
    for line in sheet.document.connections:
        if line.id not in alive or {line.from_, line.to} & without:
            continue
        one, other = who[line.from_].name, who[line.to].name
        if line.type is not ConnectionType.CARES_FOR:
            yield f"{one} and {other} would be connected."
            continue
        kinds = listed([care_type(type_) for type_ in line.care_types]) or "care"
        said = f"{one} would give {other} {kinds}"
        often = f", {FREQUENCY_WORDS[line.frequency]}" if line.frequency else ""
        now = {
            old.from_
            for old in before.care
            if old.to == line.to and set(old.care_types) & set(line.care_types)
        } - without
        yield f"{said}{often}. {_how_many_now(len(now))}"


def _how_many_now(number: int) -> str:
    if number == 0:
        return "Nobody else gives that now."
    return f"{number} other{' gives' if number == 1 else 's give'} some of it now."


def _they_lose(sheet: Sheet, without: set[str], who: dict[str, Who]) -> Iterator[str]:
    """Yield the care that those who could not come get from those who stay."""
    for line in _by_amount(sheet.care):
        if line.to not in without or line.from_ in without:
            continue
        kinds = listed([care_type(type_) for type_ in line.care_types])
        what = f": {kinds}" if kinds else ""
        one, other = who[line.from_].name, who[line.to].name
        yield f"{one} cares for {other}{what}, {_frequency(line)}."


def _could_share(
    document: Document,
    sheet: Sheet,
    losses: list[Loss],
    without: set[str],
    who: dict[str, Who],
) -> Iterator[Share]:
    """Yield who might help, then who offers what is lost, then who gives it to somebody else."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for loss in losses:
        if loss.level != "covered":
            wanted[loss.care_type or ""].add(loss.receiver.id)
    receivers = set().union(*wanted.values()) if wanted else set()
    told: set[str] = set(without)
    for line in document.connections:
        if line.type is not ConnectionType.CARES_FOR or not _is_possible(document, line):
            continue
        if line.from_ in told or line.to not in receivers:
            continue
        told.add(line.from_)
        one, other = who[line.from_].name, who[line.to].name
        kinds = listed([care_type(type_) for type_ in line.care_types])
        with_what = f" with {kinds}" if kinds else ""
        yield Share(
            who=who[line.from_], sentence=f"{one} might help {other}{with_what}.", alive=(line.id,)
        )
    yield from _offering(sheet, wanted, told, who)


def _offering(
    sheet: Sheet, wanted: dict[str, set[str]], told: set[str], who: dict[str, Who]
) -> Iterator[Share]:
    giving: dict[str, set[str]] = defaultdict(set)
    for line in sheet.care:
        giving[line.from_].update(line.care_types)
    for id_, element in sorted(sheet.elements.items(), key=lambda item: who[item[0]].name):
        # Nobody shares what only they themselves would lose.
        types = {type_ for type_, receivers in wanted.items() if receivers - {id_}}
        offers = set(element.offers) & types
        gives = (giving[id_] & types) - offers
        if id_ in told or element.kind is Kind.PET or not (offers or gives):
            continue
        words = [
            f"{verb} {some_of([care_type(one) for one in sorted(types)])}"
            for verb, types in (("offers", offers), ("gives somebody", gives))
            if types
        ]
        yield Share(who=who[id_], sentence=f"{who[id_].name} {listed(words)} now.", alive=())


def _possible(document: Document, alive: set[str], who: dict[str, Who]) -> Iterator[Possible]:
    for line in document.connections:
        if _is_possible(document, line):
            one, other = who[line.from_].name, who[line.to].name
            kinds = listed([care_type(type_) for type_ in line.care_types])
            sentence = f"{one} might help {other}{f' with {kinds}' if kinds else ''}"
            yield Possible(
                id=line.id, giver=who[line.from_], sentence=sentence, alive=line.id in alive
            )
