"""A tool that is measured: how it builds a network from two tables, and what it can work out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from benchmarks.analysis.generator import Tables

How = Literal["exact", "sampled", "best of some runs"]


READY: Final = "ready"
"""What a process tells before it begins."""

BUILD: Final = "read two CSV files and build"
WHOLE: Final = "every report, as JSON"
MEASURES: Final = (
    BUILD,
    "assortativity of the sides",
    "reciprocity",
    "core",
    "cut points",
    "bridge ties",
    "constraint",
    "effective size",
    "disjoint paths",
    "betweenness between sides, exact",
    "betweenness, sampled",
    "communities",
    WHOLE,
)
"""What is measured beside graph libraries, by the names that the table has."""

SHARED_WITH_CYPHER: Final = {
    "care types given": "care_types_given",
    "links between the sides": "links_between_the_sides",
    "people with one giver": "people_with_one_giver",
}
"""What one would ask of the database itself, and the query that does."""


@dataclass(frozen=True)
class Measure:
    """How a tool works a measure out.

    Parameters
    ----------
    work
        Given what was built, returns the number by which its answer is told from another.
    how
        Whether it is exact.
    """

    work: Callable[[Any], float]
    how: How = "exact"


@dataclass(frozen=True)
class Tool:
    """A tool, and what it can do of what is measured.

    Parameters
    ----------
    name
        As it is called in the table.
    version
        Returns which it is.
    build
        Reads two tables into what the measures are worked out from: what somebody who uses it
        would write.
    measures
        By the names in `MEASURES`; what is not there it cannot do.
    cannot
        Why not, of some of those, in words.
    prepare
        Makes ready what is made once on a machine, such as compiled code.
    """

    name: str
    version: Callable[[], str]
    build: Callable[[Tables], Any]
    measures: Mapping[str, Measure]
    cannot: Mapping[str, str] = field(default_factory=dict)
    prepare: Callable[[], None] = lambda: None
