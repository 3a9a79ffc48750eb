"""What the commands share: where they write, how they refuse, and the options that recur.

What a command does is in its use case; which commands there are, in `cli.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, NoReturn

import typer
from rich.console import Console

if TYPE_CHECKING:
    from mapping.service import Service

Opened = Callable[[Path | None], "AbstractContextManager[Service]"]
"""Opens the store in a data folder for one command."""

Data = Annotated[Path | None, typer.Option("--data", help="The folder that holds everything kept.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]

NO_SUCH_NEIGHBOURHOOD: Final = "There is no such neighbourhood. Check its id."

out: Final = Console(soft_wrap=True)
err: Final = Console(stderr=True, soft_wrap=True)


def refuse(sentence: str) -> NoReturn:
    """Say why a command was refused, and end it with 1."""
    err.print(sentence, markup=False, highlight=False)
    raise typer.Exit(1)
