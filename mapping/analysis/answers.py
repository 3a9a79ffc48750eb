"""The shape of each report as it is answered: its fields, and what every report has besides."""

from __future__ import annotations

from typing import Final, NotRequired

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

from mapping.analysis.basis import Basis
from mapping.analysis.bridging import Bridging
from mapping.analysis.change import Change
from mapping.analysis.circles import Circles
from mapping.analysis.leaving import Leaving
from mapping.analysis.mixing import Mixing
from mapping.analysis.potential import Potential
from mapping.analysis.resilience import Resilience
from mapping.analysis.uncertainty import Uncertainty
from mapping.analysis.wealth import Wealth
from mapping.analysis.who import Who

_AND_MORE: Final = ConfigDict(extra="allow")


class InWords(TypedDict):
    """A report in plain words, and what each of its fields means."""

    sentences: list[str]
    definitions: dict[str, str]


class WhoInWords(Who, InWords):
    """Who is here."""


class WealthInWords(Wealth, InWords):
    """Care wealth."""


class MixingInWords(Mixing, InWords):
    """Mixing."""


class BridgingInWords(Bridging, InWords):
    """Bridging."""


class ResilienceInWords(Resilience, InWords):
    """Resilience."""


@with_config(_AND_MORE)
class TeamsInWords(InWords):
    """Teams; each is a field besides these, by its id, as `teams.Team` says."""


class CirclesInWords(Circles, InWords):
    """Circles."""


class PotentialInWords(Potential, InWords):
    """Links that would help most."""


class UncertaintyInWords(Uncertainty, InWords):
    """How sure."""


class ChangeInWords(Change, InWords):
    """Change between two drawings."""


class LeavingInWords(Leaving, InWords):
    """What would be lost if some left together."""


class OnItsBasis(TypedDict):
    """What a report stands on."""

    basis: Basis


class WhoReport(OnItsBasis, WhoInWords):
    """Who is here, and what it stands on."""


class WealthReport(OnItsBasis, WealthInWords):
    """Care wealth, and what it stands on."""


class MixingReport(OnItsBasis, MixingInWords):
    """Mixing, and what it stands on."""


class BridgingReport(OnItsBasis, BridgingInWords):
    """Bridging, and what it stands on."""


class ResilienceReport(OnItsBasis, ResilienceInWords):
    """Resilience, and what it stands on."""


@with_config(_AND_MORE)
class TeamsReport(OnItsBasis, TeamsInWords):
    """Teams, and what they stand on; each is a field besides these, by its id."""


class CirclesReport(OnItsBasis, CirclesInWords):
    """Circles, and what they stand on."""


class PotentialReport(OnItsBasis, PotentialInWords):
    """Links that would help most, and what they stand on."""


class UncertaintyReport(OnItsBasis, UncertaintyInWords):
    """How sure, and what it stands on."""


class ChangeReport(OnItsBasis, ChangeInWords):
    """Change between two drawings, and what the later one stands on."""


class AllReports(OnItsBasis):
    """Every report, and what they stand on."""

    who: WhoInWords
    wealth: WealthInWords
    mixing: MixingInWords
    bridging: BridgingInWords
    resilience: ResilienceInWords
    teams: TeamsInWords
    circles: CirclesInWords
    potential: PotentialInWords
    uncertainty: UncertaintyInWords
    change: NotRequired[ChangeInWords]


AnyReport = (
    WhoReport
    | WealthReport
    | MixingReport
    | BridgingReport
    | ResilienceReport
    | TeamsReport
    | CirclesReport
    | PotentialReport
    | UncertaintyReport
    | ChangeReport
    | AllReports
)
