"""A neighbourhood to make releases of: a street of people who care for one another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mapping import consent, neighbourhoods, releases, sharing
from mapping.consent import Detail, Purpose
from mapping.model import Connection, DirectoryElement, Element, new_id
from mapping.policy import Reader
from mapping.releases import Release, Table, asking
from mapping.service import Service
from mapping.sharing import Wording
from mapping.vocabulary import ConnectionType, Formality, Kind, State, Told
from tests.tables import Table as KitchenTable
from tests.tables import new_account, sit_down

WORDINGS = {
    purpose: Wording(id=f"{purpose}-1", version=1, purpose=purpose, text="We ask you.")
    for purpose in (Purpose.NEIGHBOURHOOD, Purpose.EVALUATION)
}


@dataclass
class Street:
    """Larkmead: twelve neighbours, a lunch club, a surgery, and Ivy's map with Rosa on it."""

    service: Service
    larkmead: str
    table: KitchenTable
    owner: Reader
    rosa: str
    arrow: Connection
    listed: dict[str, str]

    def agree(self, *things: str | Connection, purpose: Purpose = Purpose.EVALUATION) -> None:
        for thing in things:
            consent.give(
                self.service,
                self.owner,
                self.table.map_id,
                about=[thing if isinstance(thing, str) else thing.id],
                about_kind="element" if isinstance(thing, str) else "connection",
                purpose=purpose,
                detail=Detail.NAMED,
                wording=WORDINGS[purpose].id,
            )

    def take_back(self, *, purpose: Purpose | None = None) -> None:
        consent.withdraw(self.service, self.owner, self.table.map_id, about=None, purpose=purpose)

    def release(self, reason: str | None = "a test") -> Release:
        return releases.make(self.service, self.larkmead, reason=reason)

    def ask(self, release: Release, query: str, **given: str) -> Table:
        return releases.ask(self.service, release.id, query, given, wait=60)

    def folder(self, release: Release) -> Path:
        return self.service.released.folder / release.id

    def private_words(self) -> set[str]:
        """Every id, alias and name that leads to somebody on the private map."""
        own = {self.table.map_id, self.table.owner, self.rosa, self.arrow.id, "Rosa", "Ivy"}
        view = neighbourhoods.view(self.service, self.larkmead)
        seen = {one.id for one in view.elements if one.private}
        return own | seen | {one.id for one in view.connections if one.private}


FEW = ("care_types_given", "mixing_of_sectors", "people_by_kind_and_sector")


@pytest.fixture
def street(service: Service, monkeypatch: pytest.MonkeyPatch) -> Street:
    """Larkmead, whose releases answer a few questions; `test_questions.py` asks all of them."""
    few = [one for one in releases.questions() if one.name in FEW]
    monkeypatch.setattr(asking, "questions", lambda: few)
    larkmead = neighbourhoods.create(service, name="Larkmead")
    sharing.keep_wordings(service, WORDINGS.values())
    listed = _list_larkmead(service, larkmead)
    table = sit_down(service, neighbourhood=larkmead)
    owner = _owner(service, table)
    rosa = table.draw_person("Rosa Delgado", note="has a key", relation="next door")
    arrow = table.draw_arrow(
        rosa, table.owner, care_types=("respite",), formality="gifted", state="generative"
    )
    consent.tell(service, table.reader, table.map_id, rosa, told=Told.AGREED)
    street = Street(service, larkmead, table, owner, rosa, arrow, listed)
    street.agree(table.owner, rosa, arrow, purpose=Purpose.NEIGHBOURHOOD)
    return street


def _owner(service: Service, table: KitchenTable) -> Reader:
    account = new_account(service, "Ivy Adeyemi")
    fields = {"account": account, "care_map": table.map_id, "role": "owner", "until": None}
    service.write(lambda tx: tx.one("give_care_map_role", **fields))
    return Reader(account_id=account, name="Ivy", care_map_roles={table.map_id: "owner"})


def _list_larkmead(service: Service, larkmead: str) -> dict[str, str]:
    bodies: dict[str, dict[str, Any]] = {
        "Tanyard lunch club": {"kind": Kind.GROUP, "offers": ("meals", "marys_own_soup")},
        "Larkmead Surgery": {"kind": Kind.HEALTH_CARE_PROVIDER, "area": "L06"},
        "Bread from my kitchen": {"kind": Kind.BUSINESS, "at_home": True},
        "Larkmead circle": {"kind": Kind.CIRCLE},
        "Team B": {"kind": Kind.TEAM},
    }
    people: dict[str, dict[str, Any]] = {f"Neighbour {n}": {"kind": Kind.PERSON} for n in range(12)}
    elements: list[Element] = [
        DirectoryElement(id=new_id(), scope=larkmead, name=name, **fields)
        for name, fields in (bodies | people).items()
    ]
    ids = {one.name: one.id for one in elements}
    club, surgery = ids["Tanyard lunch club"], ids["Larkmead Surgery"]
    neighbours = [ids[name] for name in people]
    lines = [
        *(_care(giver, club, "meals", Formality.GIFTED) for giver in neighbours),
        *(_care(giver, club, "money", Formality.GIFTED) for giver in neighbours[:3]),
        *(_care(surgery, getter, "health_care", Formality.PAID) for getter in neighbours),
        _care(club, ids["Larkmead circle"], "space", Formality.GIFTED),
        _care(surgery, ids["Team B"], "coordination", Formality.PAID),
        Connection(
            id=new_id(),
            type=ConnectionType.COLLABORATES_WITH,
            from_=min(club, surgery),
            to=max(club, surgery),
            state=State.ENGAGED,
        ),
    ]
    neighbourhoods.add_to_directory(service, larkmead, elements, lines)
    return ids


def _care(giver: str, getter: str, care_type: str, formality: Formality) -> Connection:
    return Connection(
        id=new_id(),
        type=ConnectionType.CARES_FOR,
        from_=giver,
        to=getter,
        care_types=(care_type,),
        formality=formality,
        state=State.GENERATIVE,
    )
