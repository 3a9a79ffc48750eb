"""Reports of a network of care: pure functions, one registry.

`REPORTS` names every report; `report` makes one, or `all`, as plain data ready for JSON. A new
report is one module with `DEFINITIONS`, the function that makes it and `sentences`, and one line
here. Nothing here reads files or a store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from mapping.analysis import mixing as _mixing
from mapping.analysis import wealth as _wealth
from mapping.analysis import who as _who
from mapping.analysis.basis import basis
from mapping.analysis.options import USUAL, Options
from mapping.analysis.reading import Reading
from mapping.network import CareNetwork
from mapping.refusals import NotWellFormed

__all__ = ["ALL", "REPORTS", "USUAL", "Options", "Report", "check_name", "measures_page", "report"]

ALL: Final = "all"
"""The name that asks for every report."""


@dataclass(frozen=True)
class Report:
    """One report.

    Parameters
    ----------
    title
        The question it answers, for people.
    make
        Returns its fields.
    sentences
        Returns the fields in plain words.
    definitions
        What each field means, in plain words.
    """

    title: str
    make: Callable[[CareNetwork, Options], Mapping[str, Any]]
    sentences: Callable[[Any], list[str]]
    definitions: Mapping[str, str]


REPORTS: Final[dict[str, Report]] = {
    "who": Report("Who is here", _who.who, _who.sentences, _who.DEFINITIONS),
    "wealth": Report("Care wealth", _wealth.wealth, _wealth.sentences, _wealth.DEFINITIONS),
    "mixing": Report("Mixing", _mixing.mixing, _mixing.sentences, _mixing.DEFINITIONS),
}
"""Every report there is, by name."""


def check_name(name: str) -> None:
    """Raise unless there is such a report.

    Raises
    ------
    NotWellFormed
        If there is none; its detail names those there are.
    """
    if name != ALL and name not in REPORTS:
        raise NotWellFormed("name", f"There is no such report. Use {', '.join([*REPORTS, ALL])}.")


def report(
    network: CareNetwork,
    name: str,
    options: Options = USUAL,
    *,
    begun: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Return one report with its `basis`; of `all`, the `basis` and each report by its name.

    Parameters
    ----------
    network
        It is not changed.
    name
        A name in `REPORTS`, or `all`.
    options
        How to read the network.
    begun
        Told the name of each report when its making begins.

    Raises
    ------
    NotWellFormed
        If there is no such report.
    """
    check_name(name)
    stands_on = {"basis": cast(dict[str, Any], basis(Reading(network, options)))}
    made = {}
    for each in REPORTS if name == ALL else [name]:
        begun(each)
        made[each] = _made(REPORTS[each], network, options)
    return stands_on | (made if name == ALL else made[name])


def _made(one: Report, network: CareNetwork, options: Options) -> dict[str, Any]:
    fields = one.make(network, options)
    return {
        **fields,
        "sentences": one.sentences(fields),
        "definitions": dict(one.definitions),
    }


_PREAMBLE: Final = """\
# What the reports say

This page is made from the registry in `mapping/analysis` by `care-mapping measures`; a test checks
that it is current. How each number is computed, and its source, stand in the functions there.

- Teams, circles and places are not counted as people or bodies.
- A connection is active if its state is generative or engaged. Others never count, unless asked for
  as a what-if.
- Left out, and counted in `basis`: connections with a missing end, and from one to the same one.
- What cannot be said is null, never 0. Shares are from 0 to 1. Ids are in order.
- Each report has `sentences` in plain words, and `definitions` of its fields. `basis.notes` says
  what to know beside every figure.
"""


def measures_page() -> str:
    """Return `docs/measures.md`, made from the registry."""
    return "\n".join([_PREAMBLE, *(_section(name, one) for name, one in REPORTS.items())])


def _section(name: str, one: Report) -> str:
    rows = [f"| `{field}` | {words} |" for field, words in one.definitions.items()]
    return "\n".join(
        [f"## {one.title}: `{name}`\n", "| field | what it says |\n|---|---|", *rows, ""]
    )
