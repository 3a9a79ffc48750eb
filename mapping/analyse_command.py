"""`care-mapping analyse`: one report, or all, of two tables or of a neighbourhood.

From tables it needs no store and no sign-in, and starts without loading either.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from mapping.analysis import ALL, REPORTS, Options, measures_page, report
from mapping.analysis.options import ACTIVE, Community, Supported
from mapping.console import NO_SUCH_NEIGHBOURHOOD, Opened, err, out, refuse
from mapping.interchange.network_tables import from_tables
from mapping.interchange.text import FileTrouble
from mapping.refusals import NotWellFormed
from mapping.vocabulary import CARE_TYPES, State

if TYPE_CHECKING:
    pass


def register(app: typer.Typer, opened: Opened) -> None:
    """Add `analyse`, and `measures` that writes the page of what reports say, to a command line.

    Parameters
    ----------
    app
        The command line.
    opened
        Opens the store in a data folder for one command.
    """

    @app.command()
    def analyse(
        name: Annotated[str, typer.Argument(metavar="REPORT", help=_names())],
        elements: Annotated[Path | None, typer.Option(help="A table of elements.")] = None,
        connections: Annotated[Path | None, typer.Option(help="A table of connections.")] = None,
        earlier_elements: Annotated[
            Path | None, typer.Option(help="For change: the earlier table of elements.")
        ] = None,
        earlier_connections: Annotated[
            Path | None, typer.Option(help="For change: the earlier table of connections.")
        ] = None,
        neighbourhood: Annotated[str | None, typer.Option(help="The id of one instead.")] = None,
        json_file: Annotated[
            Path | None, typer.Option("--json", help="Write the report here; - prints it.")
        ] = None,
        states: Annotated[
            list[State] | None, typer.Option(help="What counts as active; say each.")
        ] = None,
        community: Annotated[
            Community, typer.Option(help="The side community is on.")
        ] = "informal",
        supported: Annotated[
            Supported, typer.Option(help="Where supported people stand, between the sides or not.")
        ] = "between",
        to: Annotated[
            list[str] | None, typer.Option(help="An id or kind whose care alone to count.")
        ] = None,
        without: Annotated[list[str] | None, typer.Option(help="An id to take away first.")] = None,
        expected: Annotated[
            list[str] | None, typer.Option(help="A kind or name that ought to be there.")
        ] = None,
        vocabulary: Annotated[
            bool, typer.Option(help="Also say which of our care types nobody gives.")
        ] = False,
        data: Annotated[Path | None, typer.Option(help="The folder of what is kept.")] = None,
    ) -> None:
        """Say who is here, what care is given, how it is mixed, and what changed."""
        _check_usage(name, elements, connections, neighbourhood)
        _check_earlier(name, earlier_elements, earlier_connections, neighbourhood)
        try:
            options = Options(
                states=[state.value for state in states] if states else ACTIVE,
                community=community,
                supported=supported,
                to=to or (),
                without=without or (),
                vocabulary=CARE_TYPES if vocabulary else (),
                expected=expected or (),
            )
            if elements and connections:
                earlier = (
                    from_tables(earlier_elements, earlier_connections, say=_say)
                    if earlier_elements and earlier_connections
                    else None
                )
                later = from_tables(elements, connections, say=_say)
                found = report(later, name, options, earlier=earlier)
            else:
                found = _of_neighbourhood(opened, data, cast(str, neighbourhood), name, options)
        except NotWellFormed as error:
            refuse(f"--{error.field}: {error.detail}")
        except FileTrouble as error:
            refuse(str(error))
        _tell(name, found, json_file)

    @app.command(hidden=True)
    def measures(out: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
        """Write the page that says what the reports say, from their registry."""
        out.write_text(measures_page(), encoding="utf-8")


def _names() -> str:
    return f"One of {', '.join([*REPORTS, ALL])}."


def _check_usage(
    name: str, elements: Path | None, connections: Path | None, neighbourhood: str | None
) -> None:
    if name not in (*REPORTS, ALL):
        raise typer.BadParameter(f"there is no such report. {_names()}", param_hint="REPORT")
    if (elements is None) != (connections is None) or (elements is None) == (neighbourhood is None):
        raise typer.BadParameter(
            "Give --elements and --connections together, or --neighbourhood alone."
        )


def _check_earlier(
    name: str, elements: Path | None, connections: Path | None, neighbourhood: str | None
) -> None:
    given = elements is not None and connections is not None
    if (elements is None) != (connections is None):
        raise typer.BadParameter("Give --earlier-elements and --earlier-connections together.")
    if given and neighbourhood:
        raise typer.BadParameter("Earlier tables are compared with tables. Give --elements too.")
    if given and name != ALL and not REPORTS[name].compares:
        raise typer.BadParameter("Earlier tables are for change, or for all.")
    if not given and name != ALL and REPORTS[name].compares:
        raise typer.BadParameter(
            "It compares two drawings. Give --earlier-elements and --earlier-connections."
        )


def _of_neighbourhood(
    opened: Opened, data: Path | None, neighbourhood: str, name: str, options: Options
) -> dict[str, Any]:
    from mapping.policy import NotFound
    from mapping.reports import report_of

    with opened(data) as service:
        try:
            return report_of(service, neighbourhood, name, options)
        except NotFound:
            refuse(NO_SUCH_NEIGHBOURHOOD)


def _tell(name: str, found: dict[str, Any], json_file: Path | None) -> None:
    """Print the report in plain words, and write it as JSON if a file is given."""
    text = json.dumps(found, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    if json_file == Path("-"):
        typer.echo(text, nl=False)
        return
    for each in [one for one in REPORTS if one in found] if name == ALL else [name]:
        fields = found[each] if name == ALL else found
        out.print(REPORTS[each].title, style="bold", markup=False)
        for sentence in fields["sentences"]:
            out.print(f"  {sentence}", markup=False, highlight=False)
    for note in found["basis"]["notes"]:
        out.print(note, markup=False, highlight=False)
    if json_file:
        try:
            json_file.write_text(text, encoding="utf-8")
        except OSError as error:
            refuse(f"--json: {json_file.name} cannot be written ({error.strerror}).")


def _say(sentence: str) -> None:
    err.print(sentence, markup=False, highlight=False)
