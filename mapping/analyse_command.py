"""`care-mapping analyse`: one report, or all, of two tables or of a neighbourhood.

From tables it needs no store and no sign-in, and starts without loading either.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, cast

import typer

from mapping import long_run
from mapping.analysis import ALL, REPORTS, Options, findings, measures_page, pieces
from mapping.analysis.options import ACTIVE, Community, Supported
from mapping.console import NO_SUCH_NEIGHBOURHOOD, Opened, err, out, refuse
from mapping.interchange.network_tables import from_tables
from mapping.interchange.text import FileTrouble
from mapping.network import CareNetwork
from mapping.refusals import NotWellFormed
from mapping.spare import give_back
from mapping.vocabulary import CARE_TYPES, State
from mapping.whole_file import WholeFile


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
        elements: Annotated[
            Path | None, typer.Option(help="A table of elements, CSV or Parquet.")
        ] = None,
        connections: Annotated[
            Path | None, typer.Option(help="A table of connections, CSV or Parquet.")
        ] = None,
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
        directed: Annotated[
            bool, typer.Option(help="Let betweenness go the way care flows.")
        ] = False,
        two_steps: Annotated[
            bool, typer.Option(help="Let constraint count contacts of contacts too.")
        ] = False,
        vocabulary: Annotated[
            bool, typer.Option(help="Also say which of our care types nobody gives.")
        ] = False,
        shown: Annotated[
            str, typer.Option(help="Of a neighbourhood: only what the address of a page chooses.")
        ] = "",
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
                directed=directed,
                two_steps=two_steps,
                vocabulary=CARE_TYPES if vocabulary else (),
                expected=expected or (),
            )
            written = _file(json_file)
            if elements and connections:
                tables = [(elements, connections)]
                if earlier_elements and earlier_connections:
                    tables.append((earlier_elements, earlier_connections))
                found = _of_tables(tables, name, options, written)
            else:
                found = _of_neighbourhood(
                    opened, data, cast(str, neighbourhood), name, options, shown
                )
                if written:
                    written.write(pieces(found))
        except NotWellFormed as error:
            refuse(f"--{error.field}: {error.detail}")
        except FileTrouble as error:
            refuse(str(error))
        except OSError as error:
            refuse(f"--json: {json_file} cannot be written ({error.strerror}).")
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


def _file(json_file: Path | None) -> WholeFile | None:
    """Return the file to write, refused before the work rather than after."""
    if json_file is None or json_file == Path("-"):
        return None
    if not json_file.parent.is_dir():
        refuse(f"--json: there is no folder {json_file.parent}. Make it, or name another.")
    return WholeFile(json_file)


def _of_tables(
    tables: list[tuple[Path, Path]], name: str, options: Options, written: WholeFile | None
) -> dict[str, Any]:
    """Return a report of two tables, and of two earlier ones, and write it if it is to be."""

    def work(tell: long_run.Tell) -> dict[str, Any]:
        def read(elements: Path, connections: Path) -> CareNetwork:
            def progress(file: Path, share: float) -> None:
                tell(f"Reading {file.name}", share)

            return from_tables(elements, connections, say=_say, progress=progress)

        def begun(each: str) -> None:
            give_back()
            tell(f"Working out {REPORTS[each].title.lower()}", 0.0)

        now, earlier, *_ = [*(read(*each) for each in tables), None]
        found = findings(now, name, options, earlier=earlier, begun=begun)
        if written:
            tell(f"Writing {written.path.name}", 0.0)
            written.write(pieces(found))
        return found

    return long_run.run(work, if_stopped=written.leave if written else lambda: None)


def _of_neighbourhood(
    opened: Opened,
    data: Path | None,
    neighbourhood: str,
    name: str,
    options: Options,
    shown: str,
) -> dict[str, Any]:
    from mapping.policy import NotFound
    from mapping.reports import report_of

    with opened(data) as service:
        try:
            return report_of(service, neighbourhood, name, options, shown)
        except NotFound:
            refuse(NO_SUCH_NEIGHBOURHOOD)


def _tell(name: str, found: dict[str, Any], json_file: Path | None) -> None:
    """Print the report in plain words, or as JSON if the file is `-`."""
    if json_file == Path("-"):
        for piece in pieces(found):
            typer.echo(piece, nl=False)
        return
    for each in [one for one in REPORTS if one in found] if name == ALL else [name]:
        fields = found[each] if name == ALL else found
        out.print(REPORTS[each].title, style="bold", markup=False)
        for sentence in fields["sentences"]:
            out.print(f"  {sentence}", markup=False, highlight=False)
    for note in found["basis"]["notes"]:
        out.print(note, markup=False, highlight=False)


def _say(sentence: str) -> None:
    err.print(sentence, markup=False, highlight=False)
