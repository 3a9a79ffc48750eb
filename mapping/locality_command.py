"""`care-mapping locality`: the locality report of files, or of a neighbourhood.

From files it needs no store and no sign-in, and is exact: whoever has the files has the people.
Of a neighbourhood it is as it may leave the circle.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from mapping import long_run
from mapping.console import NO_SUCH_NEIGHBOURHOOD, Data, Opened, err, out, refuse
from mapping.refusals import NotWellFormed
from mapping.whole_file import WholeFile

if TYPE_CHECKING:
    from mapping.interchange.local_report import Files, OfFiles
    from mapping.locality.alone import Built
    from mapping.locality.choices import Choices

SLOW: Final = "slow"
"""A walking speed in a word: 48 metres a minute."""


MapScript = Callable[[], "Built"]
"""Reads the built script that draws maps."""


def register(app: typer.Typer, opened: Opened, map_script: MapScript) -> None:
    """Add `locality` to a command line.

    Parameters
    ----------
    app
        The command line.
    opened
        Opens the store in a data folder for one command.
    map_script
        Reads the built script that draws maps.
    """

    @app.command()
    def locality(
        areas: Annotated[
            Path | None, typer.Option(help="GeoJSON, GeoPackage or a zipped Shapefile.")
        ] = None,
        elements: Annotated[
            Path | None, typer.Option(help="A table with id, kind, and lon and lat or area.")
        ] = None,
        connections: Annotated[
            Path | None, typer.Option(help="A table of connections; none is known without it.")
        ] = None,
        population: Annotated[
            Path | None, typer.Option(help="A table of area_code and population, lon, lat.")
        ] = None,
        indicators: Annotated[
            Path | None, typer.Option(help="A table of figures by area, such as deprivation.")
        ] = None,
        streets: Annotated[
            Path | None, typer.Option(help="Streets to walk along: GraphML, or OpenStreetMap XML.")
        ] = None,
        neighbourhood: Annotated[str | None, typer.Option(help="The id of one instead.")] = None,
        kind: Annotated[str | None, typer.Option(help="What the areas are, such as ward.")] = None,
        code: Annotated[str | None, typer.Option(help="The column of their codes.")] = None,
        layer: Annotated[str | None, typer.Option(help="Which layer, if there are more.")] = None,
        area: Annotated[
            str | None, typer.Option(help="The code of one area, to be told of it.")
        ] = None,
        need: Annotated[str | None, typer.Option(help="The column that is need.")] = None,
        walk_minutes: Annotated[float, typer.Option(help="What is near, in minutes.")] = 15.0,
        walk_speed: Annotated[
            str, typer.Option(help="Metres a minute, or slow: 48, as older people walk.")
        ] = "80",
        detour: Annotated[float, typer.Option(help="How much longer a walk is.")] = 1.3,
        within: Annotated[float, typer.Option(help="Metres that potential bridges span.")] = 500.0,
        decay: Annotated[str, typer.Option(help="How reach falls: step or gaussian.")] = "step",
        supply: Annotated[str, typer.Option(help="What each offers: one or capacity.")] = "one",
        weight: Annotated[str, typer.Option(help="How flows count: none or frequency.")] = "none",
        shown: Annotated[
            str, typer.Option(help="Of a neighbourhood: only what the address of a page chooses.")
        ] = "",
        seed: Annotated[int, typer.Option(help="What chance begins with.")] = 1,
        json_file: Annotated[
            Path | None, typer.Option("--json", help="Write the report here; - prints it.")
        ] = None,
        map_file: Annotated[
            Path | None,
            typer.Option("--map", help="Write a map here, .html, that opens with no network."),
        ] = None,
        data: Data = None,
    ) -> None:
        """Say what stands where, who is far from what, and what lies together on the map."""
        files = areas is not None and elements is not None
        if files == (neighbourhood is not None) or (areas is None) != (elements is None):
            raise typer.BadParameter("Give --areas and --elements together, or --neighbourhood.")
        try:
            from mapping.interchange.local_report import Files

            choices = _choices(
                walk_speed,
                need=need,
                walk_minutes=walk_minutes,
                detour=detour,
                within=within,
                decay=decay,
                supply=supply,
                weight=weight,
                seed=seed,
            )
            written, drawn = _file(json_file, "--json"), _file(map_file, "--map")
            script = map_script() if drawn else None
            if areas is not None and elements is not None:
                files_given = Files(
                    areas, elements, connections, population, indicators, kind, code, layer, streets
                )
                made = _of_files(files_given, choices, [written, drawn])
                found = made.report if area is None else _told_of(made, area)
                if drawn and script:
                    drawn.write([_map(made, choices, script, areas.name)])
            else:
                part = Part(str(neighbourhood), kind, shown, choices)
                found, page = _of_neighbourhood(opened, data, part, area, script)
                if drawn and page:
                    drawn.write([page.encode()])
            _write(found, json_file, written)
        except NotWellFormed as error:
            refuse(f"{error.field}: {error.detail}")
        except OSError as error:
            refuse(f"{error.filename or json_file} cannot be written ({error.strerror}).")


def _choices(walk_speed: str, **more: Any) -> Choices:
    from mapping.locality.choices import SLOW_SPEED, Choices

    try:
        speed = SLOW_SPEED if walk_speed == SLOW else float(walk_speed)
    except ValueError:
        raise NotWellFormed("walk_speed", "Give metres a minute, or slow.") from None
    return Choices(walk_speed=speed, **more)


def _file(path: Path | None, option: str) -> WholeFile | None:
    """Return the file to write, refused before the work rather than after."""
    if path is None or path == Path("-"):
        return None
    if not path.parent.is_dir():
        refuse(f"{option}: there is no folder {path.parent}. Make it, or name another.")
    return WholeFile(path)


def _of_files(files: Files, choices: Choices, written: Sequence[WholeFile | None]) -> OfFiles:
    from mapping.interchange.local_report import locality_of_files
    from mapping.interchange.text import FileTrouble

    def work(tell: long_run.Tell) -> OfFiles:
        return locality_of_files(files, choices, say=_say, tell=tell)

    def leave() -> None:
        for one in written:
            if one:
                one.leave()

    try:
        return long_run.run(work, if_stopped=leave)
    except FileTrouble as error:
        refuse(str(error))


def _told_of(made: OfFiles, area: str) -> dict[str, Any]:
    from mapping.locality.report_words import of_area

    return {**made.report, "of_area": of_area(made.report, area)}


def _map(made: OfFiles, choices: Choices, script: Built, name: str) -> bytes:
    """Return the map as a file of its own, as it may be passed on."""
    from mapping.locality.alone import map_alone
    from mapping.locality.areas import GSS
    from mapping.locality.report_words import in_words
    from mapping.places.importing import ONS_LICENCE
    from mapping.places.outside import for_outside

    found = for_outside(made.report, made.ground, choices)
    report = in_words(found, made.report["names"], more=made.more)
    licence = f" {ONS_LICENCE}" if all(map(GSS.fullmatch, made.ground.areas.codes)) else ""
    vintage = f" of {report['vintage']}" if report["vintage"] else ""
    source = f"Areas{vintage} from {name}.{licence}"
    return map_alone(report, made.ground, script, title=f"Map of {name}", source=source).encode()


@dataclass(frozen=True)
class Part:
    """What of which neighbourhood is told, and how it is worked out."""

    neighbourhood: str
    kind: str | None
    shown: str
    choices: Choices


def _of_neighbourhood(
    opened: Opened, data: Path | None, part: Part, area: str | None, script: Built | None
) -> tuple[dict[str, Any], str | None]:
    """Return the report, and the map if there is a script to draw it with."""
    from mapping.places import report_of_places
    from mapping.places.files import map_page
    from mapping.policy import NotFound

    asked: dict[str, Any] = {"kind": part.kind, "shown": part.shown, "choices": part.choices}
    with opened(data) as service:
        try:
            found = report_of_places(service, part.neighbourhood, area=area, **asked)
            if script is None:
                return found, None
            return found, map_page(service, part.neighbourhood, script, **asked)
        except NotFound:
            refuse(NO_SUCH_NEIGHBOURHOOD)


def _write(found: dict[str, Any], json_file: Path | None, written: WholeFile | None) -> None:
    """Write the report, and say it in words; or print it as JSON if the file is `-`."""
    from mapping.analysis import pieces

    if json_file == Path("-"):
        for piece in pieces(found):
            typer.echo(piece, nl=False)
        return
    if written:
        written.write(pieces(found))
    told = found.get("of_area") or {"sentences": found["sentences"], "name": "All areas"}
    out.print(told["name"], style="bold", markup=False, highlight=False)
    for sentence in told["sentences"]:
        out.print(f"  {sentence}", markup=False, highlight=False)
    for caution in (*found["hidden_because"], *found["cautions"]):
        out.print(caution, markup=False, highlight=False)


def _say(sentence: str) -> None:
    err.print(sentence, markup=False, highlight=False)
