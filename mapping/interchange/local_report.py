"""The locality report of files, without a store: exact, for whoever has them has the people."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mapping.interchange.figures import Figures, read_figures
from mapping.interchange.local_tables import read_ground
from mapping.interchange.network_tables import Say
from mapping.locality.areas import load_areas
from mapping.locality.choices import USUAL, Choices
from mapping.locality.ground import Ground, stand
from mapping.locality.report import Tables, Tell, locality_report
from mapping.locality.report_words import in_words, of_area

NO_CONNECTIONS: Final = "No table of connections was given, so pairs may be connected already."


@dataclass(frozen=True)
class Files:
    """The files of one report.

    Parameters
    ----------
    areas
        GeoJSON, GeoPackage or a zipped Shapefile.
    elements, connections
        The tables of elements and of connections.
    population, indicators
        Tables by area; populations may be in either.
    kind, code, layer
        What areas are, the column of their codes, and the layer, where they cannot be told.
    streets
        GraphML or OpenStreetMap's XML, to walk along.
    """

    areas: Path
    elements: Path
    connections: Path | None = None
    population: Path | None = None
    indicators: Path | None = None
    kind: str | None = None
    code: str | None = None
    layer: str | None = None
    streets: Path | None = None


@dataclass(frozen=True)
class OfFiles:
    """What was made of some files.

    Parameters
    ----------
    report
        With its words.
    ground
        What stands where.
    more
        Cautions beside those that every report has.
    """

    report: dict[str, Any]
    ground: Ground
    more: tuple[str, ...]


def report_of_files(
    files: Files,
    choices: Choices = USUAL,
    *,
    area: str | None = None,
    say: Say = lambda _: None,
    tell: Tell = lambda _what, _share: None,
) -> dict[str, Any]:
    """Return the locality report of files, with its sentences.

    Parameters
    ----------
    files
        What it is made of.
    choices
        What was chosen.
    area
        The code of one area, to have sentences of it.
    say
        Is told what was odd about the files' bytes.
    tell
        Is told what is being worked out, and how much of all is done.

    Raises
    ------
    FileTrouble, NotWellFormed
        Naming the file, and what in it cannot be taken.
    """
    found = locality_of_files(files, choices, say=say, tell=tell).report
    return found if area is None else {**found, "of_area": of_area(found, area)}


def locality_of_files(
    files: Files,
    choices: Choices = USUAL,
    *,
    say: Say = lambda _: None,
    tell: Tell = lambda _what, _share: None,
) -> OfFiles:
    """Return the report of files, and what it was made of, to draw it.

    Parameters
    ----------
    files, choices, say, tell
        As for `report_of_files`.
    """
    tell("Reading areas", 0.0)
    areas = load_areas(files.areas, code=files.code, kind=files.kind, layer=files.layer)
    network, spots = read_ground(files.elements, files.connections, say=say)
    people = read_figures(files.population, areas) if files.population else Figures()
    figures = read_figures(files.indicators, areas) if files.indicators else people
    ground = stand(
        areas,
        network,
        spots,
        {**figures.populations, **people.populations},
        {**figures.points, **people.points},
    )
    joined = figures.joined
    tables = Tables(
        indicators=(*figures.indicators, *(people.indicators if files.indicators else ())),
        joined=joined.joined if joined else None,
        only_in_table=joined.only_in_table if joined else (),
        only_in_map=joined.only_in_map if joined else (),
    )
    ways = None
    if files.streets:
        from mapping.locality.streets import StreetWays, load_streets  # networkx, for streets only

        tell("Reading streets", 0.05)
        streets = load_streets(files.streets, areas.table.crs.to_wkt())
        ways = StreetWays(ground, streets, choices.detour)
    found = locality_report(ground, tables, choices, ways=ways, tell=tell)
    found |= {"for_outside": False, "hidden_because": []}
    names = {id_: ground.names[id_] for id_ in ground.assets}
    more = () if files.connections else (NO_CONNECTIONS,)
    return OfFiles(in_words(found, names, more=more), ground, more)
