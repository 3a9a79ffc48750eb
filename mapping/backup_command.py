"""The commands `backup` and `restore`: the embedded store's folder, without its keys."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from mapping.console import Data, Opened, out, refuse
from mapping.refusals import NotWellFormed
from mapping.settings import Settings


def register(app: typer.Typer, opened: Opened) -> None:
    """Add the commands to the command line."""

    @app.command()
    def backup(
        to: Annotated[Path, typer.Argument(help="The file to write.")], data: Data = None
    ) -> None:
        """Back up everything but the keys, encrypted with a passphrase. Stop serving first.

        Names cannot be read from it without the keys: keep copies of them somewhere else.
        """
        from mapping import backups

        with _refusing():
            backups.back_up(_folder(data), to, _passphrase(confirm=True))
        out.print(f"Backed up to {to}. The keys are not in it.", highlight=False)

    @app.command()
    def restore(
        backup: Annotated[Path, typer.Argument(help="The backup.", exists=True, dir_okay=False)],
        data: Data = None,
    ) -> None:
        """Put a backup back, in the place of what there is. Stop serving first.

        Who was removed for good after it was made stays unreadable.
        """
        from mapping import audit, backups

        with _refusing():
            aside = backups.put_back(_folder(data), backup, _passphrase(confirm=False))
        with opened(data) as service:  # the keys that were destroyed are, before anything is read
            service.write(
                lambda tx: audit.record(
                    tx,
                    service,
                    chain=audit.SERVICE_CHAIN,
                    account=None,
                    action="store.restored",
                )
            )
        out.print(f"Restored. What was there before is in {aside}.", highlight=False)


@contextmanager
def _refusing() -> Iterator[None]:
    """Say in plain words what was refused, and end with 1."""
    from mapping.store import StoreError

    try:
        yield
    except NotWellFormed as error:
        refuse(f"{error.field}: {error.detail}")
    except StoreError as error:
        refuse(str(error))


def _folder(data: Path | None) -> Path:
    given = Settings()
    if given.store is not None:
        refuse(
            "This service keeps its maps in a Neo4j. Use `neo4j-admin database dump` and `load`; "
            "the keys that were destroyed are applied when the service starts."
        )
    return data or given.data


def _passphrase(*, confirm: bool) -> str:
    given = os.environ.get("CARE_MAPPING_BACKUP_PASSPHRASE")
    if given is not None:
        return given
    asked: str = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm)
    return asked
