"""Reports of a network of care: pure functions, one registry.

`REPORTS` names every report; `report` makes one, or `all`, as plain data ready for JSON. A new
report is one module with `DEFINITIONS`, the function that makes it and `sentences`, and one line
here. Nothing here reads files or a store.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Set
from dataclasses import dataclass
from typing import Any, Final, cast

from mapping.analysis import bridging as _bridging
from mapping.analysis import change as _change
from mapping.analysis import change_words
from mapping.analysis import circles as _circles
from mapping.analysis import leaving as _leaving
from mapping.analysis import mixing as _mixing
from mapping.analysis import potential as _potential
from mapping.analysis import resilience as _resilience
from mapping.analysis import teams as _teams
from mapping.analysis import uncertainty as _uncertainty
from mapping.analysis import wealth as _wealth
from mapping.analysis import who as _who
from mapping.analysis.as_json import pieces, plain
from mapping.analysis.basis import basis
from mapping.analysis.options import USUAL, Options
from mapping.analysis.reading import Reading
from mapping.analysis.words import Named, begun
from mapping.network import NONE, CareNetwork
from mapping.refusals import NotWellFormed

__all__ = [
    "ALL",
    "REPORTS",
    "USUAL",
    "Options",
    "Report",
    "check_name",
    "findings",
    "measures_page",
    "pieces",
    "report",
    "what_if_they_left",
]

ALL: Final = "all"
"""The name that asks for every report."""

NO_EARLIER: Final = (
    "This report compares two drawings, and there is only one here. Give the earlier one as well."
)


@dataclass(frozen=True)
class Report:
    """One report.

    Parameters
    ----------
    title
        The question it answers, for people.
    make
        Returns its fields, from a network and options; from an earlier one before them if it
        `compares`.
    sentences
        Returns the fields in plain words, with the names that the network has.
    definitions
        What each field means, in plain words.
    compares
        Whether it compares two networks.
    of_each
        Whether its fields are ids, and the definitions say what there is of each.
    at_risk
        Fields that tell who would be left without what: not for everybody who may read the rest.
        A field within another is named after it and a dot.
    """

    title: str
    make: Callable[..., Mapping[str, Any]]
    sentences: Callable[[Any, Named], list[str]]
    definitions: Mapping[str, str]
    compares: bool = False
    of_each: bool = False
    at_risk: Set[str] = frozenset()


REPORTS: Final[dict[str, Report]] = {
    "who": Report("Who is here", _who.who, _who.sentences, _who.DEFINITIONS),
    "wealth": Report("Care wealth", _wealth.wealth, _wealth.sentences, _wealth.DEFINITIONS),
    "mixing": Report("Mixing", _mixing.mixing, _mixing.sentences, _mixing.DEFINITIONS),
    "bridging": Report(
        "Bridging",
        _bridging.bridging,
        _bridging.sentences,
        _bridging.DEFINITIONS,
        at_risk=_bridging.AT_RISK,
    ),
    "resilience": Report(
        "Resilience",
        _resilience.resilience,
        _resilience.sentences,
        _resilience.DEFINITIONS,
        at_risk=_resilience.AT_RISK,
    ),
    "teams": Report("Teams", _teams.teams, _teams.sentences, _teams.DEFINITIONS, of_each=True),
    "circles": Report("Circles", _circles.circles, _circles.sentences, _circles.DEFINITIONS),
    "potential": Report(
        "Links that would help most",
        _potential.potential,
        _potential.sentences,
        _potential.DEFINITIONS,
        at_risk=_potential.AT_RISK,
    ),
    "uncertainty": Report(
        "How sure", _uncertainty.uncertainty, _uncertainty.sentences, _uncertainty.DEFINITIONS
    ),
    "change": Report(
        "Change", _change.change, change_words.sentences, change_words.DEFINITIONS, compares=True
    ),
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
    earlier: CareNetwork | None = None,
    begun: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Return one report with its `basis`; of `all`, the `basis` and each report by its name.

    `all` has `change` only where there is an earlier network.

    Parameters
    ----------
    network
        It is not changed.
    name
        A name in `REPORTS`, or `all`.
    options
        How to read the network.
    earlier
        The network as it was drawn before, for `change`.
    begun
        Told the name of each report when its making begins.

    Raises
    ------
    NotWellFormed
        If there is no such report, or it needs an earlier network.
    """
    found: dict[str, Any] = plain(findings(network, name, options, earlier=earlier, begun=begun))
    return found


def findings(
    network: CareNetwork,
    name: str,
    options: Options = USUAL,
    *,
    earlier: CareNetwork | None = None,
    begun: Callable[[str], None] = lambda _: None,
    at_risk: bool = True,
) -> dict[str, Any]:
    """Return what `report` does, with what is said of each element in arrays: `as_json.pieces`.

    Parameters
    ----------
    network, name, options, earlier, begun
        As of `report`.
    at_risk
        Whether to say who would be left without what. If not, those fields are not there, nor is
        any sentence of those reports that names somebody.
    """
    check_name(name)
    found = {"basis": cast(dict[str, Any], basis(Reading.of(network, options)))}
    for each in REPORTS if name == ALL else [name]:
        if name == ALL and REPORTS[each].compares and not earlier:
            continue
        begun(each)
        fields = _made(REPORTS[each], network, options, earlier, at_risk=at_risk)
        found |= {each: fields} if name == ALL else fields
    return found


def _made(
    one: Report,
    network: CareNetwork,
    options: Options,
    earlier: CareNetwork | None,
    *,
    at_risk: bool,
) -> dict[str, Any]:
    if one.compares and earlier is None:
        raise NotWellFormed("earlier", NO_EARLIER)
    networks = [earlier, network] if one.compares else [network]
    fields = one.make(*networks, options)
    hides = one.at_risk and not at_risk
    said = _of_nobody(one, fields) if hides else one.sentences(fields, _named(*networks))
    return {
        **(_without(fields, one.at_risk) if hides else fields),
        "sentences": [begun(sentence) for sentence in said],
        "definitions": dict(one.definitions),
    }


def _without(fields: Mapping[str, Any], names: Set[str]) -> dict[str, Any]:
    """Return fields without some, which may be within others."""
    within = {name.partition(".")[0] for name in names if "." in name}
    found = {}
    for name, value in fields.items():
        if name in within and isinstance(value, Mapping):
            inner = {one.partition(".")[2] for one in names if one.startswith(f"{name}.")}
            found[name] = _without(value, inner)
        elif name not in names:
            found[name] = value
    return found


def _of_nobody(one: Report, fields: Mapping[str, Any]) -> list[str]:
    """Return the sentences that name nobody: those that do not change with what people are called.

    The two names are no words of any sentence.
    """
    said, again = one.sentences(fields, lambda _: "\0"), one.sentences(fields, lambda _: "\1")
    return [sentence for sentence, other in zip(said, again, strict=True) if sentence == other]


def what_if_they_left(
    network: CareNetwork, ids: Collection[str], options: Options = USUAL
) -> dict[str, Any]:
    """Return what would be lost if some left together, in figures and in words.

    Parameters
    ----------
    network, ids, options
        As `leaving.leaving` takes them.

    Raises
    ------
    NotWellFormed
        If one of the ids is not in the network.
    """
    found = _leaving.leaving(network, ids, options)
    return {
        **found,
        "sentences": [begun(one) for one in _leaving.sentences(found, _named(network))],
        "definitions": dict(_leaving.DEFINITIONS),
    }


def _named(*networks: CareNetwork | None) -> Named:
    """Return what names an element as the last network that has it does."""
    known = [network for network in networks if network]

    def named(id_: str) -> str:
        places = ((network, network.ids.places([id_])[0]) for network in reversed(known))
        return next((one.names[row] for one, row in places if row != NONE), id_)

    return named


_PREAMBLE: Final = """\
# What the reports say

This page is made from the registry in `mapping/analysis` by `care-mapping measures`; a test checks
that it is current. How each number is computed, and its source, stand in the functions there.

- Teams, circles and places are not counted as people or bodies.
- A connection is active if its state is generative or engaged. Others never count, unless asked for
  as a what-if.
- Left out, and counted in `basis`: connections with a missing end, and from one to the same one.
- What cannot be said is null, never 0. Shares are from 0 to 1. Ids are in order.
- Of more than 20,000 elements, what is said of each by id leaves out those whose figures are all 0
  or null, so an id that is not there has 0 or nothing. That keeps a million readable; counts and
  shares are over all of them all the same.
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
