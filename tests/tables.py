"""Kitchen tables: a stored care map and the team starter who draws it, in the domain's words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from mapping import care_maps, edit_log, people
from mapping.edits import opposite
from mapping.model import CareMap, Connection, Document, new_id
from mapping.policy import Reader
from mapping.service import Service
from mapping.steps import Add, Connect, Edit, Set, Step
from mapping.store.maps import whole_map
from mapping.store.records import Records
from tests.drawings import care, figure, person

PASSWORD = "a kettle and two cups"


@dataclass
class Table:
    """A kitchen table: a team starter and the map that is drawn at it."""

    service: Service
    reader: Reader
    map_id: str
    owner: str

    def stored(self) -> CareMap:
        care_map = self.service.read(
            lambda tx: whole_map(tx, Records(self.service.sealer, self.map_id))
        )
        assert care_map is not None
        return care_map

    def edit(self, *steps: Step, **fields: Any) -> Edit:
        return Edit(id=new_id(), scope=self.map_id, steps=steps, **fields)

    def save(self, *steps: Step, **fields: Any) -> edit_log.Answer:
        return edit_log.save_edit(self.service, self.reader, self.edit(*steps, **fields))

    def draw_person(self, name: str, **fields: Any) -> str:
        id_ = new_id()
        element = person(id_, name, scope=self.map_id)
        self.save(Add(element=element, figure=figure(id_, **fields)))
        return id_

    def say(self, element: str, field: str, *, was: Any, now: Any) -> edit_log.Answer:
        return self.save(Set(on="element", id=element, field=field, was=was, now=now))

    def undo(self, answer: edit_log.Answer) -> edit_log.Answer:
        return self.save(*opposite(answer.steps), undoes=answer.id)

    def draw_arrow(self, giver: str, getter: str, **fields: Any) -> Connection:
        line = care(new_id(), giver, getter, **fields)
        self.save(Connect(connection=line))
        return line


def sit_down(service: Service, *, neighbourhood: str | None = None) -> Table:
    account = new_account(service, "Nadia Hassan")
    roles = {neighbourhood: "member"} if neighbourhood else {}
    reader = Reader(account_id=account, name="Nadia Hassan", neighbourhood_roles=roles)
    opened = care_maps.create(
        service, reader, owner_name="Ivy Adeyemi", neighbourhood=neighbourhood
    )
    document: Document = opened.document
    reader = replace(reader, care_map_roles={document.id: "editor"})
    return Table(service, reader, document.id, document.owner_elements[0])


def new_account(service: Service, name: str) -> str:
    email = f"{new_id()}@example.org"
    return people.create_account(service, name=name, email=email, password=PASSWORD)
