"""The formats that can be imported: one module a format, and one line here that registers it.

A format is read into a `Plan`; one pipeline (`mapping/imports.py`) does the rest for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mapping.interchange import kumu, open_referral, tabular
from mapping.interchange.plan import Plan


@dataclass(frozen=True)
class Format:
    """A format that files come in.

    Parameters
    ----------
    title
        What people call it.
    files
        Which files it takes, in words.
    read
        Reads them; raises `FileTrouble` where a file cannot be understood.
    """

    title: str
    files: str
    read: Callable[[Sequence[Path]], Plan]


FORMATS: Final[Mapping[str, Format]] = {
    "tabular": Format("Two tables", tabular.FILES, tabular.read),
    "kumu": Format("Kumu", kumu.FILES, kumu.read),
    "open_referral": Format("Open Referral UK", open_referral.FILES, open_referral.read),
}
"""Each format by the name it has on the command line."""
