"""Reading a file of areas apart: in a process of its own, which may use so much memory and no more.

A small file can be made to grow without end when it is read. Here the process that reads it ends,
and the file is refused in words; whatever else goes on in the service does not notice. The answer
comes back as plain data, never as objects that run anything when they are unpacked.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mapping.refusals import NotWellFormed

if TYPE_CHECKING:
    from mapping.locality.areas import Areas

MOST_MEMORY: Final = 3 * 2**30
"""Bytes of addresses that reading one file may take: the largest that is read needs under 2 GB."""

LONGEST: Final = 300.0
"""Seconds that reading one file may take."""

_TOO_MUCH: Final = (
    "Reading it takes more memory or time than there is for one file. Give a generalised version, "
    "or only the areas that are wanted; if it came from somebody else, ask where they have it from."
)
_NO_MEMORY: Final = 3
_REFUSED: Final = 4


def load_areas_apart(path: Path, **asked: str | None) -> Areas:
    """Read areas as `areas.load_areas` does, in a process with a limit to its memory.

    Parameters
    ----------
    path
        The file.
    **asked
        As `load_areas` takes it: code, name, kind, layer.

    Returns
    -------
    Areas
        What is in the file.

    Raises
    ------
    NotWellFormed
        Naming the file, and what in it cannot be taken, or that reading it takes too much.
    """
    told = json.dumps({"path": str(path), "memory": MOST_MEMORY, "asked": asked})
    # One thread: each reserves memory of its own, which counts.
    alone = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "mapping.locality.apart"],
            input=told.encode(),
            capture_output=True,
            timeout=LONGEST,
            check=False,
            env=alone,
        )
    except subprocess.TimeoutExpired:
        raise NotWellFormed(path.name, _TOO_MUCH) from None
    if done.returncode == _REFUSED:
        said = json.loads(done.stdout)
        raise NotWellFormed(said["field"], said["detail"])
    if done.returncode != 0:
        raise NotWellFormed(path.name, _TOO_MUCH)
    return _areas(json.loads(done.stdout))


def _areas(told: dict[str, Any]) -> Areas:
    import geopandas
    import shapely

    from mapping.locality.areas import Areas  # here, so that the limit comes before it is loaded

    outlines = shapely.from_wkb([bytes.fromhex(one) for one in told["outlines"]])
    table = geopandas.GeoDataFrame(
        {"name": told["names"], "geometry": outlines}, index=told["codes"], crs=told["crs"]
    )
    table.index.name = "code"
    table["point"] = table.representative_point()
    table["kind"], table["vintage"] = told["kind"], told["vintage"]
    overlaps = tuple((one, other, size) for one, other, size in told["overlaps"])
    return Areas(table, told["kind"], told["vintage"], tuple(told["repaired"]), overlaps)


def _main() -> int:
    """Read what standard input names, and write the areas to standard output."""
    told = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (told["memory"], told["memory"]))
    from mapping.locality.areas import METRES, load_areas

    try:
        found = load_areas(Path(told["path"]), **told["asked"])
    except NotWellFormed as error:
        json.dump({"field": error.field, "detail": error.detail}, sys.stdout)
        return _REFUSED
    except MemoryError:
        return _NO_MEMORY
    json.dump(
        {
            "codes": found.codes,
            "names": found.table.name.tolist(),
            "outlines": [one.hex() for one in found.table.geometry.to_wkb()],
            "crs": METRES,
            "kind": found.kind,
            "vintage": found.vintage,
            "repaired": found.repaired,
            "overlaps": found.overlaps,
        },
        sys.stdout,
    )
    return 0


if __name__ == "__main__":
    sys.exit(_main())
