"""Two drawings of a care map compared, in sentences, numbers and words for what cannot be said.

Pure: two documents in, a `Comparison` out. The numbers are those of the report `change`
(`measures.md` 8); here they are tied to what is drawn, so that pages, print and tables tell the
same story. Reading drawings from the store is in `comparisons.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from mapping.analysis.change import Change, Given, PersonChange, Redrawing
from mapping.analysis.change_words import only_other_care, sentences
from mapping.analysis.words import amount, contacts, count_of, listed, percent
from mapping.drawn_changes import (
    ChangedConnection,
    ChangedFigure,
    changed_connections,
    changed_figures,
)
from mapping.model import Document, Frozen
from mapping.network_of_drawing import network_of_drawing
from mapping.side_by_side import Pair
from mapping.vocabulary import Formality

Way = Literal["more", "less", "same"]


class Fact(Frozen):
    """One number then and now; null where there is none to tell."""

    label: str
    before: float | None
    after: float | None
    unit: Literal["count", "share"]


class Figure(Frozen):
    """One row of a person's numbers, with what it means."""

    label: str
    field: str
    before: float | None
    after: float | None
    meaning: str


class PersonFound(Frozen):
    """What changed for one person who is cared for; `supported` by their role on the map."""

    element: str
    name: str
    supported: bool
    verdict: str
    verdict_words: str
    displacement: float | None
    sharing: Way | None
    sentences: tuple[str, ...]
    figures: tuple[Figure, ...]


class Comparison(Frozen):
    """What changed from one drawing to another.

    `title` is the finding, `sentences` say it with its numbers. `connections`, `figures` and
    `people` have every change; `cannot` says what cannot be concluded, `definitions` what words
    mean. `change` is the report itself.
    """

    title: str
    same: bool
    sentences: tuple[str, ...]
    facts: tuple[Fact, ...]
    connections: tuple[ChangedConnection, ...]
    unchanged: int
    figures: tuple[ChangedFigure, ...]
    people: tuple[PersonFound, ...]
    cannot: tuple[str, ...]
    definitions: dict[str, str]
    change: Change


VERDICTS: Final[Mapping[str, tuple[str, str]]] = {
    "complemented": (
        "Paid care was added beside given care",
        "Complemented: paid care rose, and at least nine tenths of the given care is still there.",
    ),
    "displaced": (
        "Paid care rose and given care fell",
        "Displaced: paid care rose, and less than nine tenths of the given care is left.",
    ),
    "paid_only": (
        "Paid care rose, and none is given",
        "Paid only: paid care rose, and no care was or is given freely.",
    ),
    "filled_in": (
        "Paid care fell and given care rose",
        "Filled in: paid care fell, and people gave more freely than before.",
    ),
    "reduced": (
        "Paid care fell and given care did not rise",
        "Reduced: paid care fell, and given care did not rise.",
    ),
    "paid_unchanged": ("Paid care is as it was", "Paid care is as it was."),
}
"""Of each verdict: the finding in a few words, and what it means."""

DEFINITIONS: Final = {
    "contacts a week": "How often care happens: several times a day counts 21, every day 7, every"
    " week 1, every month 12 in 52 weeks, now and then 4 in 52. Where nobody said how often, 4 in"
    " 52. It counts how often, not how long or how hard.",
    "given and paid": "As the map says of each connection. Where it does not say, it is neither.",
    "active": "Care that flows, or people who are in contact. What might be and what stopped are"
    " not counted.",
    **{name: words for name, (_, words) in VERDICTS.items()},
    "displacement": "Given contacts gone for each paid one gained. Below 0, given care grew.",
    "as if by so many": "By how many people the care would be given if each gave the same.",
    "evenness": "That number over the number of people who give: 1 is quite even.",
    "greatest share": "How much of all contacts the one who gives most gives.",
    "sharing of all caring": "0 if everybody who gives, gives alike; nearly 1 if one gives all"
    " (Gini).",
}


def compare(earlier: Document, later: Document) -> Comparison:
    """Return what changed between two drawings of one care map.

    Figures are matched by id, connections by their kind and ends.

    Parameters
    ----------
    earlier, later
        Two documents of the same map, in the order of their dates.
    """
    redrawing = Redrawing(network_of_drawing(earlier), network_of_drawing(later))
    found = redrawing.report()
    # The answer is checked as plain data, which a column of texts is not.
    found["basis_earlier"]["supported"] = [*found["basis_earlier"]["supported"]]
    pair = Pair.of(earlier, later)
    people = tuple(_people(found, redrawing, pair))
    lines = tuple(changed_connections(found, pair))
    figures = tuple(changed_figures(pair))
    same = not lines and not figures
    return Comparison(
        title=_title(found, people, redrawing.givers(), same=same),
        same=same,
        sentences=tuple(sentences(found, pair.name)),
        facts=tuple(_facts(pair, redrawing.givers(), people)),
        connections=lines,
        unchanged=found["unchanged"] - len(only_other_care(found)),
        figures=figures,
        people=people,
        cannot=tuple(_cannot(found, pair)),
        definitions=DEFINITIONS,
        change=found,
    )


def _title(
    found: Change,
    people: tuple[PersonFound, ...],
    givers: tuple[int, int],
    *,
    same: bool,
) -> str:
    if same:
        return "Nothing changed between these two drawings"
    if not any(givers):
        return "Neither drawing has care on it, so there is none to compare"
    if not givers[0]:
        return "The earlier drawing has no care on it, so all of it is new"
    if not givers[1]:
        return "The later drawing has no care on it"
    owners = [one for one in people if one.supported]
    if len(owners) != 1 or found["overall"] is None:
        return VERDICTS[found["overall"]][0] if found["overall"] else "What is drawn changed"
    [person] = owners
    finding = _finding(found["people"][person.element])
    shared = {"more": "more evenly", "less": "less evenly", "same": "as evenly as before"}
    if person.sharing is None:
        return finding
    return f"{finding}; care for {person.name} is shared {shared[person.sharing]}"


def _finding(person: PersonChange) -> str:
    if person["verdict"] != "paid_unchanged":
        return VERDICTS[person["verdict"]][0]
    was, now = person["gifted_before"], person["gifted_after"]
    if now == was:
        return "As much care as before, paid and given"
    return f"Given care {'rose' if now > was else 'fell'}, and paid care is as it was"


def _facts(pair: Pair, givers: tuple[int, int], people: tuple[PersonFound, ...]) -> Iterator[Fact]:
    yield Fact(
        label="People and places giving care",
        before=givers[0],
        after=givers[1],
        unit="count",
    )
    paid = [
        sum(1 for line in lines if line.formality is Formality.PAID)
        for lines in (pair.before.care, pair.after.care)
    ]
    yield Fact(label="Paid connections", before=paid[0], after=paid[1], unit="count")
    for person in people:
        if person.supported:
            share = next(one for one in person.figures if one.field == "max_share")
            label = f"Greatest share of {person.name}\u2019s care"
            yield Fact(label=label, before=share.before, after=share.after, unit="share")


def _people(found: Change, redrawing: Redrawing, pair: Pair) -> Iterator[PersonFound]:
    """Yield supported people first, then everybody else who is cared for in both drawings."""
    for id_, person in found["people"].items():
        yield _person(id_, person, found["given_by_people"][id_], pair, supported=True)
    for id_, (person, given) in redrawing.everybody().items():
        if id_ not in found["people"]:
            yield _person(id_, person, given, pair, supported=False)


def _person(
    id_: str, person: PersonChange, given: Given, pair: Pair, *, supported: bool
) -> PersonFound:
    name = pair.name(id_)
    evenness = person["evenness_before"], person["evenness_after"]
    # Checked in one go: there are hundreds of figures on two drawings of many people.
    return PersonFound.model_validate(
        {
            "element": id_,
            "name": name,
            "supported": supported,
            "verdict": person["verdict"],
            "verdict_words": VERDICTS[person["verdict"]][1],
            "displacement": person["displacement"],
            "sharing": _way(*evenness),
            "sentences": tuple(_of_person(name, person, given)),
            "figures": tuple(_figures(person, given)),
        }
    )


def _way(before: float | None, after: float | None) -> Way | None:
    if before is None or after is None:
        return None
    return "same" if before == after else "more" if after > before else "less"


def _of_person(name: str, person: PersonChange, given: Given) -> Iterator[str]:
    yield f"{_finding(person)}: {_contacts_then_now(person)}."
    if person["displacement"] is not None and person["verdict"] == "displaced":
        gone = amount(person["displacement"])
        yield f"For each paid contact gained, {gone} given ones went."
    was, now = person["max_share_before"], person["max_share_after"]
    if was is not None and now is not None:
        carries = "as much as" if was == now else "less than" if now < was else "more than"
        yield (
            f"Whoever gives {name} the most gives {percent(now)} of it, {carries} before"
            f" ({percent(was)})."
            if was != now
            else f"Whoever gives {name} the most gives {percent(now)} of it, as before."
        )
    if given["before"] == given["after"]:
        yield f"{name} gives {contacts(given['after'])} of care, as before."
    else:
        yield f"{name} gives {contacts(given['after'])} of care; it was {amount(given['before'])}."


def _contacts_then_now(person: PersonChange) -> str:
    pairs = [
        ("paid", person["paid_before"], person["paid_after"]),
        ("given", person["gifted_before"], person["gifted_after"]),
    ]
    told = []
    for word, before, after in pairs:
        told.append(
            f"{word} {contacts(after)}, as before"
            if before == after
            else f"{word} from {amount(before)} to {contacts(after)}"
        )
    return listed(told)


_FIGURES: Final = (
    ("Paid contacts a week", "paid", "Care that is paid for."),
    ("Given contacts a week", "gifted", "Care that is given freely."),
    ("People giving freely", "gifted_givers", "How many give freely."),
    ("As if by so many", "effective_givers", DEFINITIONS["as if by so many"]),
    ("Evenness", "evenness", DEFINITIONS["evenness"]),
    ("Greatest share", "max_share", DEFINITIONS["greatest share"]),
)
"""Of each number of a person: its label, its field in the report, and what it means."""


def _figures(person: PersonChange, given: Given) -> Iterator[dict[str, object]]:
    """Yield what makes the rows of `Figure`."""
    values: Mapping[str, object] = person
    for label, field, meaning in _FIGURES:
        yield {
            "label": label,
            "field": field,
            "before": values[f"{field}_before"],
            "after": values[f"{field}_after"],
            "meaning": meaning,
        }
    yield {
        "label": "Contacts a week they give",
        "field": "given",
        "before": given["before"],
        "after": given["after"],
        "meaning": "Care that they give to others, all kinds.",
    }


def _cannot(found: Change, pair: Pair) -> Iterator[str]:
    yield "Two drawings show what happened together, not why."
    if any(state == "absent" for *_, state in found["new"]):
        yield (
            "What is new on the drawing may have been there before, and nobody drew it. Ask when"
            " it began."
        )
    unsaid = len(found["frequency_not_said"])
    if unsaid:
        yield (
            f"In {count_of(unsaid, 'change')} one drawing does not say how often, so perhaps only"
            " the drawing became fuller."
        )
    neither = sum(
        1 for lines in (pair.before.care, pair.after.care) for c in lines if not c.formality
    )
    if neither:
        yield (
            "Some care is neither said to be given nor paid for, so it counts as neither."
            f" That is {count_of(neither, 'connection')} on the two drawings."
        )
    if not found["people"]:
        yield "The person whose map this is stands on one drawing only, so we cannot compare."
    for name in pair.drawn_again():
        yield (
            f"{name} was taken off and drawn again. We cannot tell that it is the same one, so it"
            " counts as gone and as new."
        )
    for name in pair.became_directory():
        yield (
            f"{name} is now drawn from the neighbourhood\u2019s directory. If it is the same one,"
            " its care is neither new nor gone."
        )
    if pair.removed:
        yield (
            f"{count_of(pair.removed, 'person')} was removed for good and has no name here; their"
            " lines still count."
            if pair.removed == 1
            else f"{count_of(pair.removed, 'person')} were removed for good and have no names here;"
            " their lines still count."
        )
