"""The demonstration: invented people of invented neighbourhoods, for looking around.

It lives in a data folder of its own and refuses a store that holds anybody's real account. What is
in it comes from `fixtures/`, through the same use cases as everybody's own maps.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from mapping import neighbourhoods, people, releases
from mapping.demo.larkmead import draw_care_maps, give_role
from mapping.interchange.tabular import read_connections, read_elements
from mapping.service import Service
from mapping.sharing import keep_wordings, wordings_on_file
from mapping.store import StoreError

FIXTURES: Final = Path(__file__).parents[2] / "fixtures"

PEOPLE: Final = (
    ("Ivy Adeyemi", "Team Owner", "See your own care map, who can see it, and change your mind."),
    ("Nadia Hassan", "Team starter", "Draw a map with someone at home and build a team from it."),
    ("Rosa Delgado", "Team member", "See the map you are drawn on, and what you give and get."),
    ("Femi Balogun", "Organiser", "See the Larkmead neighbourhood map. No private maps."),
    ("Dr Lin Zhao", "Analyst", "Ask questions of the numbers. No names."),
)
"""Who a visitor can be: name, what they are, and what they can do."""

BOROUGH: Final = 2_300
"""How many people and bodies the made-up borough has: 2,000 people and 300 bodies."""


class NotForDemonstration(StoreError):
    """A store that holds real accounts is not one to look around in."""

    sentence = (
        "This data folder holds real accounts, so the demonstration does not open it. "
        "Start without --demo, or give another folder with --data."
    )


def load(service: Service) -> None:
    """Make the demonstration if it is not there yet; what was half made is made again.

    Raises
    ------
    NotForDemonstration
        If the store holds an account of a real person. Nothing is changed then.
    """
    if people.holds_real_accounts(service):
        raise NotForDemonstration
    made = service.read(lambda tx: tx.one("demonstration"))
    if made and made["made"]:
        return
    service.write(lambda tx: tx.run("clear_demonstration"))
    shutil.rmtree(service.released.folder, ignore_errors=True)
    keep_wordings(service, wordings_on_file())
    accounts = {
        name: people.create_account(
            service,
            name=name,
            email=f"{name.split()[-2].casefold()}@example.org",
            title=title,
            does=does,
            service_roles=["analyst"] if title == "Analyst" else [],
        )
        for name, title, does in PEOPLE
    }
    _make_larkmead(service, accounts)
    _make_pilot(service, accounts)
    releases.make(service, _make_borough(service, accounts))
    service.write(lambda tx: tx.run("note_demonstration"))


def _make_larkmead(service: Service, accounts: Mapping[str, str]) -> None:
    folder = FIXTURES / "larkmead"
    larkmead = _neighbourhood(service, "Larkmead", folder, organiser=accounts["Femi Balogun"])
    _lay_ground(service, larkmead, folder)
    for name in ("Nadia Hassan", "Ivy Adeyemi"):
        give_role(service, accounts[name], neighbourhood=larkmead, role="member")
    draw_care_maps(service, folder / "care-maps", larkmead, accounts)


def _make_pilot(service: Service, accounts: Mapping[str, str]) -> None:
    """Make the neighbourhood that has the figures published of Clapton; no map shares into it."""
    folder = FIXTURES / "pilot"
    _neighbourhood(service, "Clapton pilot", folder, organiser=accounts["Femi Balogun"])


def _make_borough(service: Service, accounts: Mapping[str, str]) -> str:
    """Make a borough large enough to count in; its people are invented, and so may be listed."""
    from fixtures.borough.make import generate

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        generate(elements=BOROUGH).write(folder)
        borough = _neighbourhood(
            service, "Borough (made up)", folder, organiser=accounts["Femi Balogun"]
        )
        _lay_ground(service, borough, folder)
    return borough


def _lay_ground(service: Service, neighbourhood: str, folder: Path) -> None:
    """Take the areas and wards of a folder, and what lies under them if it says."""
    from mapping.places import import_areas, import_underlay  # takes a second to load

    figures, licence = folder / "indicators.csv", "Invented areas and figures."
    import_areas(
        service, neighbourhood, folder / "areas.geojson", indicators=figures, licence=licence
    )
    import_areas(service, neighbourhood, folder / "wards.geojson", kind="ward", licence=licence)
    if (folder / "underlay.geojson").exists():
        import_underlay(service, neighbourhood, folder / "underlay.geojson")


def _neighbourhood(service: Service, name: str, folder: Path, *, organiser: str) -> str:
    """Make a neighbourhood whose directory is the two tables of a folder."""
    id_ = neighbourhoods.create(service, name=name)
    rows = read_elements(folder / "elements.csv", scope=id_)
    lines = read_connections(folder / "connections.csv")
    neighbourhoods.add_to_directory(service, id_, [row.element for row in rows], lines)
    give_role(service, organiser, neighbourhood=id_, role="organiser")
    return id_
