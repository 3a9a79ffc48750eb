"""`care-mapping release` and `care-mapping query`: making releases, and asking them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table as Printed

from mapping.console import AsJson, Data, Opened, out, refuse
from mapping.refusals import AlreadyUsed, NotWellFormed
from mapping.whole_file import WholeFile

if TYPE_CHECKING:
    from mapping.releases import Release, Table
    from mapping.service import Service

STARTS_WITHIN = 60.0
"""Seconds that a command waits for a release to be opened."""


def register(app: typer.Typer, opened: Opened) -> None:
    """Add `release` and `query` to a command line.

    Parameters
    ----------
    app
        The command line.
    opened
        Opens the store in a data folder for one command.
    """
    release = typer.Typer(help="Releases for people who study care.", no_args_is_help=True)
    app.add_typer(release, name="release")
    _add_make(release, opened)
    _add_list_and_show(release, opened)
    _add_withdraw(release, opened)
    _add_questions(release)
    _add_cypher(release, opened)
    _add_query(app, opened)


def _add_make(release: typer.Typer, opened: Opened) -> None:
    @release.command()
    def make(
        neighbourhood: Annotated[str, typer.Option(help="The id of a neighbourhood.")],
        reason: Annotated[
            str | None, typer.Option(help="Why it is made again so soon, if it is.")
        ] = None,
        data: Data = None,
        as_json: AsJson = False,
    ) -> None:
        """Make a release of what a neighbourhood sees now and may be evaluated."""
        from mapping import releases

        with _asked(opened, data, "neighbourhood") as service:
            made = releases.make(service, neighbourhood, reason=reason)
            place = service.released.folder / made.id / "outer"
        if as_json:
            typer.echo(made.model_dump_json(indent=1))
            return
        _tell(made)
        out.print(f"The files to take away are in {place}", highlight=False)


def _add_list_and_show(release: typer.Typer, opened: Opened) -> None:
    @release.command("list")
    def list_them(data: Data = None, as_json: AsJson = False) -> None:
        """List the releases that can be asked."""
        from mapping import releases

        with _asked(opened, data, "release") as service:
            found = releases.listed(service)
        if as_json:
            typer.echo(json.dumps([one.model_dump(mode="json") for one in found], indent=1))
            return
        for one in found:
            out.print(f"{one.id}  {one.name}, until {one.ends_at[:10]}", highlight=False)
        if not found:
            out.print("There is no release yet. Make one with: care-mapping release make")

    @release.command()
    def show(
        release: Annotated[str, typer.Argument(help="The id of a release.")],
        data: Data = None,
        as_json: AsJson = False,
    ) -> None:
        """Say what a release is, and the digests of its files."""
        from mapping import releases

        with _asked(opened, data, "release") as service:
            found = releases.found(service, release)
        if as_json:
            typer.echo(found.model_dump_json(indent=1))
            return
        _tell(found)
        for file in found.files:
            out.print(f"{file.sha256}  {file.name}", highlight=False)


def _add_withdraw(release: typer.Typer, opened: Opened) -> None:
    @release.command()
    def withdraw(
        release: Annotated[str, typer.Argument(help="The id of a release.")],
        reason: Annotated[str, typer.Option(help="Why; only whoever runs the service reads it.")],
        data: Data = None,
    ) -> None:
        """Withdraw a release: it answers nothing any more, and its files here are removed."""
        from mapping import releases

        with _asked(opened, data, "release") as service:
            gone = releases.withdraw(service, release, because=reason)
            releases.tidy(service)
        out.print(
            f"{gone.name} is withdrawn. Tell those who took its files. To make another now:"
            f" care-mapping release make --neighbourhood {gone.neighbourhood} --reason …",
            markup=False,
            highlight=False,
        )


def _add_questions(release: typer.Typer) -> None:
    @release.command()
    def questions(as_json: AsJson = False) -> None:
        """List the questions that a release can be asked, with what each takes."""
        from mapping import releases

        found = releases.questions()
        if as_json:
            typer.echo(json.dumps([one.model_dump(mode="json") for one in found], indent=1))
            return
        for one in found:
            out.print(f"{one.name}: {one.words}", markup=False, highlight=False)
            for takes in one.parameters:
                values = ", ".join(takes.values)
                out.print(f"    {takes.name}: {values}", markup=False, highlight=False)


def _add_cypher(release: typer.Typer, opened: Opened) -> None:
    @release.command()
    def cypher(
        release: Annotated[str, typer.Argument(help="The id of a release.")],
        query: Annotated[Path, typer.Argument(help="A file with one query, or - to type it.")],
        param: Annotated[
            list[str] | None, typer.Option(help="A parameter as name=value; say each.")
        ] = None,
        as_json: AsJson = False,
        data: Data = None,
    ) -> None:
        """Run Cypher of your own on the bodies and ties of a release; the answer is CSV."""
        from mapping import releases

        text = _text_of(query)
        with _asked(opened, data, "release") as service:
            answer = releases.run_cypher(
                service, release, text, _parameters(param or []), wait=STARTS_WITHIN
            )
        if as_json:
            typer.echo(answer.model_dump_json(indent=1))
            return
        typer.echo(releases.answer_as_csv(answer), nl=False)
        for note in answer.notes:
            typer.echo(note, err=True)


def _text_of(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.read()
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise typer.BadParameter(f"{file} cannot be read as text.") from None


def _add_query(app: typer.Typer, opened: Opened) -> None:
    @app.command()
    def query(
        name: Annotated[str, typer.Argument(help="The question's name.")],
        release: Annotated[str, typer.Option(help="The id of a release.")],
        param: Annotated[
            list[str] | None, typer.Option(help="A parameter as name=value; say each.")
        ] = None,
        as_csv: Annotated[bool, typer.Option("--csv", help="Print the answer as CSV.")] = False,
        parquet: Annotated[
            Path | None, typer.Option(help="Write the answer as Parquet into this file.")
        ] = None,
        as_json: AsJson = False,
        data: Data = None,
    ) -> None:
        """Ask a release a question; `care-mapping release questions` lists them."""
        from mapping import releases

        given = _parameters(param or [])
        if as_csv + as_json + (parquet is not None) > 1:
            raise typer.BadParameter("Choose one of --csv, --json and --parquet.")
        with _asked(opened, data, "release") as service:
            table = releases.ask(service, release, name, given, wait=STARTS_WITHIN)
        if parquet is not None:
            WholeFile(parquet).write([releases.as_parquet(table)])
        elif as_csv:
            typer.echo(releases.as_csv(table), nl=False)
        elif as_json:
            typer.echo(table.model_dump_json(indent=1))
        else:
            _print_table(table)


def _parameters(said: list[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for one in said:
        name, is_there, value = one.partition("=")
        if not is_there or not name:
            raise typer.BadParameter("Write it as name=value.", param_hint="--param")
        given[name] = value
    return given


@contextmanager
def _asked(opened: Opened, data: Path | None, about: str) -> Iterator[Service]:
    """Open the store for one command, and answer refusals in plain words."""
    from mapping.policy import NotFound
    from mapping.releases import TooFewPeople, UnknownQuestion

    with opened(data) as service:
        try:
            yield service
        except UnknownQuestion as error:
            refuse(f"{error} See: care-mapping release questions")
        except NotFound:
            refuse(f"There is no such {about}. Check its id.")
        except (AlreadyUsed, TooFewPeople) as error:
            refuse(str(error))
        except NotWellFormed as error:
            refuse(f"{error.field}: {error.detail}")


def _tell(release: Release) -> None:
    people = "fewer than can be told" if release.people is None else f"about {release.people}"
    out.print(f"{release.name} ({release.id})", style="bold", markup=False, highlight=False)
    out.print(
        f"{release.bodies} bodies; people: {people}. Made on {release.made_at[:10]}, to be used"
        f" until {release.ends_at[:10]}.",
        markup=False,
        highlight=False,
    )
    if release.withdrawn_at is not None:
        when = f"Withdrawn on {release.withdrawn_at[:10]}: {release.withdrawn_because}"
        out.print(when, markup=False, highlight=False)
    for one in release.left_out:
        much = "fewer than can be told" if one.hidden else f"about {one.number}"
        told = f" ({much})" if one.hidden or one.number else ""
        out.print(f"- {one.words}{told}", markup=False, highlight=False)


def _print_table(table: Table) -> None:
    printed = Printed(title=f"{table.words}\n{table.release_name}", title_justify="left")
    for column in table.columns:
        printed.add_column(column.words, justify="right" if column.counts_people else "left")
    for row in table.rows:
        printed.add_row(
            *("*" if row.get(f"{one.name}_hidden") else str(row[one.name]) for one in table.columns)
        )
    out.print(printed)
    for note in table.notes:
        out.print(note, markup=False, highlight=False)
