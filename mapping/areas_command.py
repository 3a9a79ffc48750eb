"""`care-mapping areas import`: load the areas of a neighbourhood from a file of boundaries."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from mapping.console import NO_SUCH_NEIGHBOURHOOD, Opened, out, refuse

if TYPE_CHECKING:
    from mapping.places import AreasReport

LONGEST_ID: Final = 64
MOST_NAMED: Final = 8
"""As many codes are named in a line of the report; more are counted."""


def register(app: typer.Typer, opened: Opened) -> None:
    """Add `areas` to a command line.

    Parameters
    ----------
    app
        The command line.
    opened
        Opens the store in a data folder for one command.
    """
    areas = typer.Typer(help="The areas that a neighbourhood's map shows.", no_args_is_help=True)
    app.add_typer(areas, name="areas")

    @areas.callback()
    def _areas() -> None:
        """Hold the commands on areas together, of which there may be one."""

    @areas.command("import")
    def import_(
        file: Annotated[Path, typer.Argument(help="GeoJSON, GeoPackage or a zipped Shapefile.")],
        neighbourhood: Annotated[str, typer.Option(help="The id of the neighbourhood.")],
        kind: Annotated[str | None, typer.Option(help="What they are, such as ward.")] = None,
        code: Annotated[str | None, typer.Option(help="The column of their codes.")] = None,
        name: Annotated[str | None, typer.Option(help="The column of their names.")] = None,
        layer: Annotated[str | None, typer.Option(help="Which layer, if there are more.")] = None,
        indicators: Annotated[
            Path | None, typer.Option(help="A table of population and other figures by area_code.")
        ] = None,
        licence: Annotated[
            str | None, typer.Option(help="The line that must stand on every map of them.")
        ] = None,
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help="Say only what it would do.")
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
        data: Annotated[Path | None, typer.Option(help="The folder of what is kept.")] = None,
    ) -> None:
        """Load areas from a file, in the place of those of the same kind."""
        from mapping.places import import_areas
        from mapping.policy import NotFound

        if not 0 < len(neighbourhood) <= LONGEST_ID:
            refuse(NO_SUCH_NEIGHBOURHOOD)
        with opened(data) as service:
            try:
                report = import_areas(
                    service,
                    neighbourhood,
                    file,
                    kind=kind,
                    code=code,
                    name=name,
                    layer=layer,
                    indicators=indicators,
                    licence=licence,
                    dry_run=dry_run,
                    apart=True,
                )
            except NotFound:
                refuse(NO_SUCH_NEIGHBOURHOOD)
        if as_json:
            typer.echo(json.dumps(asdict(report), indent=1, ensure_ascii=False))
        else:
            _tell(report)


def _tell(report: AreasReport) -> None:
    """Print the report in plain words."""
    vintage = f" of {report.vintage}" if report.vintage else ""
    lines = [f"{report.areas} areas of the kind {report.kind}{vintage}."]
    if report.replaced:
        lines.append(f"They stand in the place of {report.replaced} that were there.")
    if report.repaired:
        lines.append(f"Outlines that were mended: {_named(report.repaired)}.")
    for one, other, size in report.overlaps[:MOST_NAMED]:
        lines.append(f"{one} and {other} overlap by {size:,} square metres.")
    if len(report.overlaps) > MOST_NAMED:
        lines.append(f"{len(report.overlaps) - MOST_NAMED} more pairs overlap.")
    if report.joined is not None:
        figures = f", with {', '.join(report.indicators)}" if report.indicators else ""
        lines.append(f"{report.joined} of them are in the table of figures{figures}.")
    if report.only_in_map:
        lines.append(f"Not in the table: {_named(report.only_in_map)}.")
    if report.only_in_table:
        lines.append(f"Only in the table, and left out: {_named(report.only_in_table)}.")
    if report.dry_run:
        lines.append("Nothing was kept: leave out --dry-run to load them.")
    for line in lines:
        out.print(line, markup=False, highlight=False)


def _named(codes: tuple[str, ...]) -> str:
    more = len(codes) - MOST_NAMED
    return ", ".join(codes[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
