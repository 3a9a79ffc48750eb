"""Two neighbourhoods beside each other, for somebody who may read both.

Only what does not follow from their sizes is compared: shares, breadth and Yule's Q. The E-I index
is not: with few formal carers chance alone gives a low one, so a small side would look like a
choice (`measures.md` 4). Each figure is that of the neighbourhood's own report.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from mapping import neighbourhoods, reports
from mapping.analysis import REPORTS
from mapping.analysis.words import listed
from mapping.model import Frozen, Id
from mapping.service import Service

How = Literal["number", "share", "index"]

WHY_NOT_E_I: Final = (
    "How formal and informal care mix is compared by Yule's Q, which does not change with how many"
    " there are on each side. The E-I index does: with 5 formal and 95 informal carers, chance"
    " alone gives about -0.81. So it is not compared here."
)

_SHOWN: Final[tuple[tuple[str, str, str, How], ...]] = (
    ("who", "actors", "People and bodies", "number"),
    ("wealth", "offering_gifted_share", "Share that gives care as a gift", "share"),
    ("wealth", "breadth", "As varied as this many equally common types of gifted care", "number"),
    ("wealth", "offers_unused_total", "Offers nobody uses yet", "number"),
    ("wealth", "gone_idle_total", "Gifts of care gone idle", "number"),
    ("mixing", "carer_ties", "Links between carers", "number"),
    ("mixing", "cross_side_ties", "Links between formal and informal carers", "number"),
    ("mixing", "yule_q", "Kept apart (+1) or drawn together (-1): Yule's Q", "index"),
)


class Beside(Frozen):
    """One of the two."""

    id: Id
    name: str


class ComparedFigure(Frozen):
    """A figure of both; null where it cannot be said."""

    report: str
    field: str
    words: str
    how: How
    one: float | None
    other: float | None
    definition: str


class InBoth(Frozen):
    """A body that works in both: it is one element, listed in two directories."""

    id: Id
    name: str
    kind: str


class TwoNeighbourhoods(Frozen):
    """Two neighbourhoods beside each other, in figures and in words."""

    one: Beside
    other: Beside
    figures: tuple[ComparedFigure, ...]
    in_both: tuple[InBoth, ...]
    sentences: tuple[str, ...]
    why: Annotated[str, Field(description="Why mixing is compared by Yule's Q, not by E-I.")]


def beside(service: Service, one: str, other: str) -> TwoNeighbourhoods:
    """Return two neighbourhoods beside each other.

    Parameters
    ----------
    service
        What the use case works on.
    one, other
        Their ids; whoever asks may read both.

    Raises
    ------
    NotFound
        If there is no such neighbourhood.
    """
    ours, theirs = (neighbourhoods.view(service, id_) for id_ in (one, other))
    found = [
        {name: reports.report_of(service, id_, name) for name in _NAMES} for id_ in (one, other)
    ]
    figures = tuple(
        ComparedFigure(
            report=report,
            field=field,
            words=words,
            how=how,
            one=found[0][report][field],
            other=found[1][report][field],
            definition=REPORTS[report].definitions[field],
        )
        for report, field, words, how in _SHOWN
    )
    listed_there = {element.id for element in theirs.elements if not element.private}
    in_both = tuple(
        InBoth(id=element.id, name=element.label, kind=element.kind.value)
        for element in ours.elements
        if not element.private and element.id in listed_there
    )
    return TwoNeighbourhoods(
        one=Beside(id=ours.id, name=ours.name),
        other=Beside(id=theirs.id, name=theirs.name),
        figures=figures,
        in_both=in_both,
        sentences=(
            _mixing(ours.name, found[0]["mixing"], theirs.name, found[1]["mixing"]),
            _shared(in_both),
        ),
        why=WHY_NOT_E_I,
    )


_NAMES: Final = tuple(sorted({report for report, *_ in _SHOWN}))


def _mixing(one: str, ours: dict[str, Any], other: str, theirs: dict[str, Any]) -> str:
    """Return in plain words where formal and informal care are more drawn together."""
    q, p = ours["yule_q"], theirs["yule_q"]
    unsaid = [name for name, value in ((one, q), (other, p)) if value is None]
    if unsaid:
        return (
            f"How formal and informal care mix cannot be said of {listed(unsaid)}: too little of"
            " one side is drawn."
        )
    if round(q, 2) == round(p, 2):
        return f"Formal and informal care are as much drawn together in {one} as in {other}."
    closer, further = (one, other) if q < p else (other, one)
    return f"Formal and informal care are more drawn together in {closer} than in {further}."


def _shared(in_both: tuple[InBoth, ...]) -> str:
    if not in_both:
        return "No body is listed in both."
    works = "is" if len(in_both) == 1 else "are"
    return f"{_entries(len(in_both))} {works} listed in both, each as one element."


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number:,} entries"
