"""`care-mapping import`: files of a format into a neighbourhood's directory, and its report."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from mapping.console import NO_SUCH_NEIGHBOURHOOD, Opened, err, out, refuse
from mapping.interchange.formats import FORMATS
from mapping.interchange.text import FileTrouble

if TYPE_CHECKING:
    from mapping.imports import Counts, ImportReport, Progress
    from mapping.interchange.plan import Finding

FIRST: Final = 12
"""How many lines of each list are printed; `--json` and `--report` have all."""

_INTO: Final = "neighbourhood:"


def register(app: typer.Typer, opened: Opened) -> None:
    """Add `import` to a command line.

    Parameters
    ----------
    app
        The command line.
    opened
        Opens the store in a data folder for one command.
    """

    @app.command(name="import")
    def import_(
        name: Annotated[str, typer.Argument(metavar="FORMAT", help=_formats())],
        files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="The files.")],
        neighbourhood: Annotated[
            str | None, typer.Option(help="The id of the neighbourhood they are for.")
        ] = None,
        into: Annotated[
            str | None, typer.Option(help="The same, written as neighbourhood:ID.")
        ] = None,
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help="Say what it would do, and change nothing.")
        ] = False,
        ground: Annotated[
            str | None,
            typer.Option(help="On what ground the people in the files may be seen, in words."),
        ] = None,
        as_json: Annotated[
            bool, typer.Option("--json", help="Print the whole report as JSON.")
        ] = False,
        report_file: Annotated[
            Path | None, typer.Option("--report", help="Write the whole report here, as JSON.")
        ] = None,
        data: Annotated[Path | None, typer.Option(help="The folder of what is kept.")] = None,
    ) -> None:
        """Bring files into a neighbourhood's map, and say what was made of them."""
        format_ = name.casefold().replace("-", "_")
        if format_ not in FORMATS:
            raise typer.BadParameter(f"there is no such format. {_formats()}", param_hint="FORMAT")
        target = _target(neighbourhood, into)
        report = _imported(opened, data, format_, files, target, ground, dry_run=dry_run)
        _tell(report, as_json=as_json, file=report_file)


def _formats() -> str:
    return "One of " + "; ".join(f"{name} ({format_.files})" for name, format_ in FORMATS.items())


def _target(neighbourhood: str | None, into: str | None) -> str:
    if into is not None and neighbourhood is None and into.startswith(_INTO):
        neighbourhood = into.removeprefix(_INTO)
    elif into is not None:
        raise typer.BadParameter("Write it as neighbourhood:ID.", param_hint="--into")
    if not neighbourhood:
        raise typer.BadParameter("Say which neighbourhood.", param_hint="--neighbourhood")
    return neighbourhood


def _imported(
    opened: Opened,
    data: Path | None,
    format_: str,
    files: Sequence[Path],
    neighbourhood: str,
    ground: str | None,
    *,
    dry_run: bool,
) -> ImportReport:
    from mapping import imports
    from mapping.policy import NotFound

    try:
        plan = FORMATS[format_].read(files)
    except FileTrouble as error:
        refuse(f"{error} Nothing was imported.")
    with opened(data) as service:
        try:
            if dry_run:
                return imports.look(service, neighbourhood, plan, ground=ground)
            with _progress() as progress:
                return imports.carry_out(
                    service, neighbourhood, plan, ground=ground, progress=progress
                )
        except NotFound:
            refuse(NO_SUCH_NEIGHBOURHOOD)


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show a bar on a terminal, and a plain line now and then elsewhere."""
    if not err.is_terminal:
        yield _plain_lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, TimeRemainingColumn(), console=err, transient=True) as bar:
        task = bar.add_task("Importing", total=None)
        yield lambda what, done, of: bar.update(
            task, description=f"Importing {what}", completed=done, total=of
        )


def _plain_lines() -> Progress:
    told = [0]

    def tell(what: str, done: int, of: int) -> None:
        tenth = 10 * done // of
        if tenth > told[0]:
            told[0] = tenth
            err.print(f"{done:,} of {of:,} written, now {what}", highlight=False)

    return tell


def _tell(report: ImportReport, *, as_json: bool, file: Path | None) -> None:
    text = json.dumps(report.as_json(), indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    if file:
        try:
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            refuse(f"--report: {file.name} cannot be written ({error.strerror}).")
    if as_json:
        typer.echo(text, nl=False)
        return
    for line in _lines(report):
        out.print(line, markup=False, highlight=False)


def _lines(report: ImportReport) -> Iterator[str]:
    """Yield the report in plain words."""
    yield "This would be imported; nothing was changed." if report.dry_run else "Imported."
    yield f"  Elements: {_counted(report.elements)}."
    yield f"  Connections: {_counted(report.connections)}."
    yield from _waiting(report)
    for title, found in (
        ("Noticed in the files", report.noticed),
        ("Left out", report.left_out),
        ("Guessed: please check", report.guessed),
        ("Put into our words", report.mapped),
    ):
        yield from _listed(title, [_finding(one) for one in found])
    yield from _listed(
        "Kept as it was changed here: the files say something else",
        [f"\u2018{one.name}\u2019, {one.field}." for one in report.kept_here],
    )
    yield from _listed(
        "May be there already: nothing was merged",
        [
            f"{one.file}, row {one.row}: \u2018{one.name}\u2019 is also the name of "
            f"{'an entry of the map' if one.entry else 'another row'}."
            for one in report.likely_duplicates
        ],
    )


def _counted(counts: Counts) -> str:
    said = f"{counts.new:,} new, {counts.changed:,} changed, {counts.same:,} the same as before"
    return said + (f", {counts.retired:,} left retired" if counts.retired else "")


def _waiting(report: ImportReport) -> Iterator[str]:
    waiting = report.waiting
    adults = waiting.people - waiting.children
    if adults:
        yield (
            f"  {_people(adults)} not imported: nobody has stated on what ground they may be seen. "
            "Ask them, then give the ground with --ground and the same files."
        )
    if waiting.children:
        yield f"  {_children(waiting.children)} not imported: children never are."
    if waiting.connections:
        yield f"  {waiting.connections:,} of their connections were not imported either."


def _people(number: int) -> str:
    return "1 person was" if number == 1 else f"{number:,} people were"


def _children(number: int) -> str:
    return "1 child was" if number == 1 else f"{number:,} children were"


def _listed(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{title} ({len(lines):,}):"
        yield from (f"  {line}" for line in lines[:FIRST])
    if len(lines) > FIRST:
        yield f"  and {len(lines) - FIRST:,} more; --json has them all."


def _finding(found: Finding) -> str:
    place = [found.file]
    if found.rows:
        rows = ", ".join(f"{row:,}" for row in found.rows[:3])
        more = found.count - len(found.rows[:3])
        word = "rows" if found.count > 1 else "row"
        place.append(f"{word} {rows}" + (f" and {more:,} more" if more else ""))
    if found.field:
        place.append(found.field)
    return f"{', '.join(place)}: {found.words}."
