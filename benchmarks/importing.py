"""Importing a large directory of two tables, as `care-mapping import` does, file to report."""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure
from benchmarks.served import Place, joined, new_place, serve
from mapping import neighbourhoods
from mapping.store import Engine

ELEMENTS, CONNECTIONS = 50_000, 250_000

_KINDS = ("group", "organisation", "business", "health_care_provider", "statutory_service")
_OFFERS = ("meals|social", "wellness", "advocacy|information|money", "", "arts")
_STATES = ("generative", "engaged", "inactive", "potential", "")
_FREQUENCIES = ("daily", "weekly", "monthly", "occasional", "")


def importing(engine: Engine) -> Iterator[Figure]:
    """Import 50,000 elements and 250,000 connections by the command, and the same files again."""
    target = 60 if engine == "embedded" else 30
    size = f"{ELEMENTS:,} elements and {CONNECTIONS:,} connections"
    with (
        tempfile.TemporaryDirectory() as folder,
        new_place(engine) as place,
        serve(place),
        joined(place) as service,
    ):
        files = write_tables(Path(folder), ELEMENTS, CONNECTIONS)
        larkmead = neighbourhoods.create(service, name="Larkmead")
        for what, wanted in (("import", target), ("import again, unchanged,", None)):
            yield Figure(f"{what} {size}", _seconds(place, files, larkmead), "s", wanted)
        view = neighbourhoods.view(service, larkmead)
        assert (len(view.elements), len(view.connections)) == (ELEMENTS, CONNECTIONS)


def _seconds(place: Place, files: list[Path], neighbourhood: str) -> float:
    """Return how long the command takes, from its start to its report."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "mapping.cli", "import", "tabular", *map(str, files)]
    subprocess.run(
        [*command, "--neighbourhood", neighbourhood, "--data", str(place.folder)],
        env=place.environment(),
        cwd=Path(__file__).parent.parent,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - began


def write_tables(folder: Path, elements: int, connections: int, *, seed: int = 1) -> list[Path]:
    """Write the two tables of an invented directory, the same for the same seed."""
    chance = random.Random(seed)
    paths = [folder / "elements.csv", folder / "connections.csv"]
    with paths[0].open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "kind", "name", "offers", "lon", "lat", "area"])
        for n in range(elements):
            lon, lat = chance.uniform(-4.92, -4.88), chance.uniform(54, 54.02)
            row = [f"e{n}", chance.choice(_KINDS), f"Body {n}", chance.choice(_OFFERS)]
            writer.writerow([*row, f"{lon:.6f}", f"{lat:.6f}", f"L{n % 25 + 1:02}"])
    with paths[1].open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["id", "type", "from", "to", "care_types", "formality", "frequency", "state"]
        )
        for n in range(connections):
            start = n % elements
            end = (start + chance.randrange(1, elements)) % elements
            care = chance.random() < 0.7
            said = ["cares_for", chance.choice(_OFFERS), chance.choice(("gifted", "paid"))]
            said = said if care else ["collaborates_with", "", ""]
            row = [f"c{n}", said[0], f"e{start}", f"e{end}", *said[1:]]
            writer.writerow([*row, chance.choice(_FREQUENCIES), chance.choice(_STATES)])
    return paths
