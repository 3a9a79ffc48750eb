"""The demonstration: invented people of an invented neighbourhood, for looking around.

It lives in a data folder of its own and refuses a store that holds anybody's real account. What is
in it comes from `fixtures/`, through the same use cases as everybody's own maps.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal

from mapping import care_maps, consent, edit_log, neighbourhoods, people
from mapping.consent import Detail, Purpose
from mapping.interchange.tabular import ElementRow, read_connections, read_elements
from mapping.model import CareMap, Connection, Document, Element, Figure, Household, new_id
from mapping.policy import Reader
from mapping.service import Service
from mapping.sharing import Wording, keep_wordings
from mapping.steps import Add, Connect, Edit, House, Move, Pick, Step, Unhouse
from mapping.store import StoreError
from mapping.vocabulary import Told

FIXTURES: Final = Path(__file__).parent.parent / "fixtures"

PEOPLE: Final = (
    ("Ivy Adeyemi", "Team Owner", "See your own care map, who can see it, and change your mind."),
    ("Nadia Hassan", "Team starter", "Draw a map with someone at home and build a team from it."),
    ("Rosa Delgado", "Team member", "See the map you are drawn on, and what you give and get."),
    ("Femi Balogun", "Organiser", "See the Larkmead neighbourhood map. No private maps."),
    ("Dr Lin Zhao", "Analyst", "Ask questions of the numbers. No names."),
)
"""Who a visitor can be: name, what they are, and what they can do."""


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
    install_wordings(service)
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
    larkmead = _make_larkmead(service, accounts)
    _draw_ivys_map(service, accounts, larkmead)
    _make_pilot(service, accounts)
    service.write(lambda tx: tx.run("note_demonstration"))


def install_wordings(service: Service) -> None:
    """Keep the words that consent is given to, as `fixtures/wording` has them."""
    keep_wordings(
        service,
        (
            Wording(
                id=f"{path.stem}-1", version=1, purpose=Purpose(path.stem), text=path.read_text()
            )
            for path in sorted((FIXTURES / "wording").glob("*.md"))
        ),
    )


def _make_larkmead(service: Service, accounts: Mapping[str, str]) -> str:
    larkmead = _neighbourhood(service, "Larkmead", FIXTURES / "larkmead" / "directory")
    roles = {"Femi Balogun": "organiser", "Nadia Hassan": "member", "Ivy Adeyemi": "member"}
    for name, role in roles.items():
        _give_role(service, accounts[name], neighbourhood=larkmead, role=role)
    return larkmead


def _make_pilot(service: Service, accounts: Mapping[str, str]) -> None:
    """Make the neighbourhood that has the figures published of Clapton; no map shares into it."""
    pilot = _neighbourhood(service, "Clapton pilot", FIXTURES / "pilot")
    _give_role(service, accounts["Femi Balogun"], neighbourhood=pilot, role="organiser")


def _neighbourhood(service: Service, name: str, folder: Path) -> str:
    """Make a neighbourhood whose directory is the two tables of a folder."""
    id_ = neighbourhoods.create(service, name=name)
    rows = read_elements(folder / "elements.csv", scope=id_)
    lines = read_connections(folder / "connections.csv")
    neighbourhoods.add_to_directory(service, id_, [row.element for row in rows], lines)
    return id_


def _give_role(service: Service, account: str, *, role: str, **thing: str) -> None:
    query = "give_care_map_role" if "care_map" in thing else "give_neighbourhood_role"
    service.write(lambda tx: tx.one(query, account=account, role=role, until=None, **thing))


def _draw_ivys_map(service: Service, accounts: Mapping[str, str], larkmead: str) -> None:
    ivy = Reader(
        account_id=accounts["Ivy Adeyemi"],
        name="Ivy Adeyemi",
        neighbourhood_roles={larkmead: "member"},
    )
    started = care_maps.create(
        service, ivy, owner_name="Ivy Adeyemi", neighbourhood=larkmead, mine=True
    ).document
    ivy = replace(ivy, care_map_roles={started.id: "owner"})
    for name, role in (("Nadia Hassan", "editor"), ("Rosa Delgado", "viewer")):
        _give_role(service, accounts[name], care_map=started.id, role=role)
    folder = FIXTURES / "larkmead" / "ivy"
    rows = read_elements(folder / "elements.csv", scope=started.id)
    drawing = _Drawing(service, CareMap.model_validate(_fields_of(started)), rows)
    nadia = replace(ivy, account_id=accounts["Nadia Hassan"], name="Nadia Hassan")
    drawing.draw(nadia, folder)
    _share(service, ivy, started.id, drawing)


def _fields_of(document: Document) -> dict[str, object]:
    fields = document.model_dump()
    return {
        **fields,
        "elements": {one.id: one for one in document.elements},
        "figures": {one.element_id: one for one in document.figures},
        "connections": {},
        "households": {one.id: one for one in document.households},
    }


class _Drawing:
    """Draws the rows of a table on a new care map, as a team starter would: in edits."""

    def __init__(self, service: Service, started: CareMap, rows: list[ElementRow]) -> None:
        self.service = service
        self.started = started
        self.rows = rows
        self.owner = started.owner_elements[0]
        self.ids = {row.element.id: new_id() for row in rows}
        self.ids[rows[0].element.id] = self.owner
        self.lines: dict[str, str] = {}
        self.directory = self._directory()
        self.ids |= {
            row.element.id: self.directory[row.element.name]
            for row in rows
            if row.element.name in self.directory
        }

    def _directory(self) -> dict[str, str]:
        assert self.started.neighbourhood is not None
        view = neighbourhoods.view(self.service, self.started.neighbourhood)
        return {element.label: element.id for element in view.elements}

    def draw(self, reader: Reader, folder: Path) -> None:
        """Draw households, then figures, then connections."""
        steps = [*self._households(folder / "households.csv"), *self._figures()]
        self._save(reader, steps)
        self._save(reader, self._connections(read_connections(folder / "connections.csv")))

    def _save(self, reader: Reader, steps: Iterable[Step]) -> None:
        edit = Edit(id=new_id(), scope=self.started.id, steps=tuple(steps))
        edit_log.save_edit(self.service, reader, edit)

    def _households(self, path: Path) -> Iterable[Step]:
        (first,) = self.started.households.values()
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                self.ids[row["id"]] = new_id()
                yield House(household=Household.model_validate({**row, "id": self.ids[row["id"]]}))
        placed = next(self._placed(row) for row in self.rows if row.figure)
        was = self.started.figures[self.owner].place
        yield Move(element_id=self.owner, was=was, now=placed.place)
        yield Unhouse(household=first)

    def _placed(self, row: ElementRow) -> Figure:
        assert row.figure is not None
        household = row.figure.household
        return row.figure.changed(
            element_id=self.ids[row.element.id],
            household=self.ids[household] if household else None,
        )

    def _figures(self) -> Iterable[Step]:
        for row in self.rows[1:]:
            figure, id_ = self._placed(row), self.ids[row.element.id]
            if id_ in self.directory.values():
                yield Pick(element_id=id_, figure=figure)
            else:
                element: Element = row.element.changed(id=id_, scope=self.started.id)
                yield Add(element=element, figure=figure)

    def _connections(self, lines: list[Connection]) -> Iterable[Step]:
        for line in lines:
            self.lines[line.id] = new_id()
            ends = {"from_": self.ids[line.from_], "to": self.ids[line.to]}
            yield Connect(connection=line.changed(id=self.lines[line.id], **ends))


def _share(service: Service, ivy: Reader, map_id: str, drawing: _Drawing) -> None:
    """Let Ivy share herself, Rosa, who agreed, and four of their connections."""
    consent.tell(service, ivy, map_id, drawing.ids["rosa"], told=Told.AGREED)
    consent.tell(service, ivy, map_id, drawing.ids["halima"], told=Told.TOLD)
    shared: tuple[tuple[Literal["element", "connection"], list[str], Detail], ...] = (
        ("element", [drawing.owner], Detail.NEIGHBOUR),
        ("element", [drawing.ids["rosa"]], Detail.FIRST_NAME),
        ("connection", [drawing.lines[key] for key in ("c1", "c2", "c22", "c23")], Detail.NAMED),
    )
    for about_kind, about, detail in shared:
        consent.give(
            service,
            ivy,
            map_id,
            about=about,
            about_kind=about_kind,
            purpose=Purpose.NEIGHBOURHOOD,
            detail=detail,
            wording="neighbourhood-1",
        )
