"""Larkmead: an invented neighbourhood with its directory, its ground, and twelve care maps.

Each care map is a folder of `fixtures/larkmead/care-maps`: a folder of tables for each dated
drawing, `drawings.csv` that says when, by whom and with what sentence each was kept, `sharing.csv`
that says what its Team Owner shares, and perhaps `team.csv` that says who is on their team.
Everything is done through the same use cases as everybody's own maps.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, cast

from mapping import (
    care_maps,
    consent,
    drawings,
    edit_log,
    hats,
    joining,
    neighbourhoods,
    people,
)
from mapping.consent import AboutKind, Detail, Purpose
from mapping.interchange.tabular import ElementRow, read_connections, read_elements
from mapping.model import Document, Element, Household, new_id
from mapping.policy import Reader
from mapping.redrawing import steps_between
from mapping.service import Service
from mapping.steps import Edit
from mapping.team import today_here
from mapping.vocabulary import Told

Cells = dict[str, str]

REVIEWED_AFTER: Final = dt.timedelta(days=182)
"""When a map is to be looked at again after a drawing was kept of it."""


def draw_care_maps(
    service: Service, folder: Path, neighbourhood: str, accounts: Mapping[str, str]
) -> None:
    """Draw every care map of a folder, with its dated drawings and what it shares.

    Parameters
    ----------
    accounts
        By name. A Team Owner who is not among them is given an account that nobody signs in to.
    """
    directory = {
        one.label: one.id
        for one in neighbourhoods.view(service, neighbourhood).elements
        if not one.private
    }
    # The latest drawn comes last, so that it stands first in a list of one's maps.
    dated = [(_cells(each / "drawings.csv"), each) for each in sorted(folder.iterdir())]
    for kept, each in sorted(dated, key=lambda one: one[0][-1]["kept_at"]):
        paper = _started(
            service, each / kept[0]["kept_at"][:10], neighbourhood, directory, accounts
        )
        for row in kept:
            paper.draw(paper.reader(row["drawn_by"]), row, each / row["kept_at"][:10])
        paper.let_in()
        paper.share(_cells(each / "sharing.csv"))
        if (each / "team.csv").exists():
            paper.make_team(_cells(each / "team.csv"))


def _started(
    service: Service,
    folder: Path,
    neighbourhood: str,
    directory: Mapping[str, str],
    accounts: Mapping[str, str],
) -> _Paper:
    """Start the care map of the first person in a folder's tables, who is its Team Owner."""
    owner = read_elements(folder / "elements.csv", scope="not-yet")[0].element
    account = accounts.get(owner.name) or _account(service, owner.name, neighbourhood)
    reader = Reader(account, owner.name, neighbourhood_roles={neighbourhood: "member"})
    started = care_maps.create(
        service, reader, owner_name=owner.name, neighbourhood=neighbourhood, mine=True
    ).document
    reader = replace(reader, care_map_roles={started.id: "owner"})
    return _Paper(service, reader, started, directory, accounts, owner.id)


def give_role(service: Service, account: str, *, role: str, **thing: str) -> None:
    """Give an account a role on a `care_map` or a `neighbourhood`."""
    query = "give_care_map_role" if "care_map" in thing else "give_neighbourhood_role"
    service.write(lambda tx: tx.one(query, account=account, role=role, until=None, **thing))


def _account(service: Service, name: str, neighbourhood: str) -> str:
    email = f"{name.split()[0].casefold()}@example.org"
    account = people.create_account(service, name=name, email=email)
    give_role(service, account, neighbourhood=neighbourhood, role="member")
    return account


def _cells(path: Path) -> list[Cells]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class _Paper:
    """A care map that is drawn again and again from tables: a row keeps its id throughout."""

    service: Service
    owner: Reader
    document: Document
    directory: Mapping[str, str]
    accounts: Mapping[str, str]
    owner_row: str

    def __post_init__(self) -> None:
        self.ids: dict[str, str] = {self.owner_row: self.document.owner_elements[0]}
        self.drawers: set[str] = set()

    def _id(self, key: str) -> str:
        return self.ids.setdefault(key, new_id())

    def reader(self, name: str) -> Reader:
        """Return the Team Owner, or whoever draws for them, who then may."""
        if name == self.owner.name:
            return self.owner
        account = self.accounts[name]
        if name not in self.drawers:
            self.drawers.add(name)
            give_role(self.service, account, care_map=self.document.id, role="editor")
        return replace(self.owner, account_id=account, name=name)

    def draw(self, reader: Reader, kept: Cells, folder: Path) -> None:
        """Draw what the tables of a folder say, as one edit of the map as it is, and keep it."""
        kept_on = dt.date.fromisoformat(kept["kept_at"][:10])
        now = self._drawing(folder).changed(review_on=kept_on + REVIEWED_AFTER)
        edit = Edit(
            id=new_id(), scope=self.document.id, steps=tuple(steps_between(self.document, now))
        )
        edit_log.save_edit(self.service, reader, edit)
        drawings.keep(
            self.service,
            reader,
            self.document.id,
            drawings.Keeping(sentence=kept["sentence"], present=(reader.name,)),
            kept_at=kept["kept_at"],
        )
        self.document = now

    def let_in(self) -> None:
        """Let those who are drawn and have an account see the map."""
        drawn = {one.name for one in self.document.elements}
        for name in sorted(drawn & self.accounts.keys() - {self.owner.name} - self.drawers):
            give_role(self.service, self.accounts[name], care_map=self.document.id, role="viewer")

    def make_team(self, rows: Iterable[Cells]) -> None:
        """Write down who said yes in person, and which hats they were asked to wear."""
        for row in rows:
            here = (self.service, self.owner, self.document.id, self.ids[row["who"]])
            joining.join_in_person(*here, said=row["said"])
            hats.offer(*here, hat=row["hat"], until=today_here() + REVIEWED_AFTER)
            if row["agreed"]:
                hats.answer(*here, row["hat"], side="person", agrees=True, said=row["said"])

    def _drawing(self, folder: Path) -> Document:
        rows = read_elements(folder / "elements.csv", scope=self.document.id)
        self.ids |= {
            row.element.id: self.directory[row.element.name]
            for row in rows
            if row.element.name in self.directory
        }
        households = [
            {**row, "id": self._id(row["id"])} for row in _cells(folder / "households.csv")
        ]
        lines = [
            line.changed(id=self._id(line.id), from_=self._id(line.from_), to=self._id(line.to))
            for line in read_connections(folder / "connections.csv")
        ]
        return self.document.changed(
            elements=tuple(self._elements(rows)),
            figures=tuple(
                row.figure.changed(
                    element_id=self._id(row.element.id),
                    household=self._id(row.figure.household) if row.figure.household else None,
                )
                for row in rows
                if row.figure
            ),
            connections=tuple(lines),
            households=tuple(Household.model_validate(one) for one in households),
        )

    def _elements(self, rows: Iterable[ElementRow]) -> Iterator[Element]:
        for row in rows:
            id_ = self._id(row.element.id)
            if id_ in self.directory.values():
                yield row.element.changed(id=id_, scope=self.document.neighbourhood)
            else:
                yield row.element.changed(id=id_)

    def share(self, rows: Iterable[Cells]) -> None:
        """Let the Team Owner share what a table says, and note what people drawn said."""
        together: dict[tuple[Purpose, str, str], list[str]] = defaultdict(list)
        for row in rows:
            if row["told"]:
                told, id_ = Told(row["told"]), self.ids[row["about"]]
                consent.tell(self.service, self.owner, self.document.id, id_, told=told)
            purposes = [Purpose.NEIGHBOURHOOD] if row["detail"] else []
            purposes += [Purpose.EVALUATION] if row["evaluation"] else []
            for purpose in purposes:
                about = together[purpose, row["about_kind"], row["detail"]]
                about.append(self.ids[row["about"]])
        for (purpose, about_kind, detail), things in together.items():
            consent.give(
                self.service,
                self.owner,
                self.document.id,
                about=things,
                about_kind=cast("AboutKind", about_kind),
                purpose=purpose,
                detail=Detail(detail),
                wording=f"{purpose.value}-1",
            )
