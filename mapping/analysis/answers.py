"""The shape of each report as it is answered: its fields, and what every report has besides."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from mapping.analysis.basis import Basis
from mapping.analysis.change import Change
from mapping.analysis.mixing import Mixing
from mapping.analysis.wealth import Wealth
from mapping.analysis.who import Who


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


class ChangeInWords(Change, InWords):
    """Change between two drawings."""


class OnItsBasis(TypedDict):
    """What a report stands on."""

    basis: Basis


class WhoReport(OnItsBasis, WhoInWords):
    """Who is here, and what it stands on."""


class WealthReport(OnItsBasis, WealthInWords):
    """Care wealth, and what it stands on."""


class MixingReport(OnItsBasis, MixingInWords):
    """Mixing, and what it stands on."""


class ChangeReport(OnItsBasis, ChangeInWords):
    """Change between two drawings, and what the later one stands on."""


class AllReports(OnItsBasis):
    """Every report, and what they stand on."""

    who: WhoInWords
    wealth: WealthInWords
    mixing: MixingInWords
    change: NotRequired[ChangeInWords]


AnyReport = WhoReport | WealthReport | MixingReport | ChangeReport | AllReports
