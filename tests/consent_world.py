"""Two care maps, their people and a neighbourhood, and what may be seen of them.

For tests that do things in any order: `World` does them and reads, `Believed` works out from the
sentences on consent, without the program, what may be seen afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from fastapi.testclient import TestClient

from api import create_app
from api.rights import COOKIE
from mapping import (
    consent,
    hats,
    invitations,
    joining,
    neighbourhoods,
    own_places,
    people,
    sharing,
    team_page,
)
from mapping.consent import AboutKind, Detail, Purpose
from mapping.model import REMOVED, Element, new_id, today
from mapping.policy import Reader
from mapping.service import Service
from mapping.settings import Settings
from mapping.steps import Add
from mapping.view import View, alias_of
from mapping.vocabulary import Kind, Told
from tests.api.test_leaks import addresses
from tests.drawings import figure
from tests.helpers import account
from tests.helpers import reader as reader_of
from tests.tables import Table, new_account, sit_down

DETAILS = ("neighbour", "first_name", "named")
"""From the least that is said to the most."""
MAPS = ("ivys", "joans")
OWNERS = {"ivys": ("ivy", "desmond"), "joans": ("joan",)}
DRAWN = {"ivys": ("rosa", "ben", "ivy"), "joans": ("rosa again", "joan")}
OWN_FIGURE = {"ivy", "joan"}
ARROW = "arrow"
"""From Rosa to Ivy, on Ivy's map."""
CHOIR = "choir"
"""Drawn on Ivy's map, where Rosa sings in it; its owners may propose it for the directory."""
CHOIR_SAYS = "Saltmeadow"
"""What else is said of it there, which nobody chooses to send with it."""
MAP_OF = {who: name for name, all_ in DRAWN.items() for who in all_} | {ARROW: "ivys"}
CLAIMABLE = ("rosa", "ben", "rosa again")
ONE_PERSON = ("rosa", "rosa again")
THINGS = (*MAP_OF,)
DETAILED = tuple(one for one in THINGS if one != ARROW)
MAP_OWNED = {owner: name for name, some in OWNERS.items() for owner in some}


@dataclass
class Believed:
    """What may be seen, worked out from the sentences on consent alone."""

    names: dict[str, str]
    shared: dict[tuple[str, str], int] = field(default_factory=dict)
    counted: set[tuple[str, str]] = field(default_factory=set)
    told: dict[str, Told] = field(default_factory=lambda: dict.fromkeys(CLAIMABLE, Told.NOT_TOLD))
    own: dict[str, int] = field(default_factory=dict)
    owners: dict[str, set[str]] = field(
        default_factory=lambda: {name: set(some) for name, some in OWNERS.items()}
    )
    before_going: set[tuple[Purpose, str, str]] = field(default_factory=set)
    """What was agreed to before the second owner last went: purpose, owner and thing."""
    claimed: set[str] = field(default_factory=set)
    on_team: set[str] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)
    choir: Literal["drawn", "waiting", "declined", "listed"] = "drawn"
    gone: set[str] = field(default_factory=set)
    """Who is not drawn any more, with what went with them."""

    def must_agree(self, thing: str, purpose: Purpose) -> set[str]:
        """Return the owners, and who owned it when any of them agreed and has gone since."""
        owners = self.owners[MAP_OF[thing]]
        before = any((purpose, owner, thing) in self.before_going for owner in owners)
        return owners | ({"desmond"} if before else set())

    def shares(self, thing: str) -> int | None:
        """Return how much every owner agrees to say of a thing; None if any does not."""
        owners = self.must_agree(thing, Purpose.NEIGHBOURHOOD)
        said = [self.shared.get((owner, thing)) for owner in owners]
        if not owners or thing in self.gone or None in said:
            return None
        return min([one for one in said if one is not None] + [self.own.get(thing, 2)])

    def detail(self, who: str) -> int | None:
        """Return how somebody is shown; None if they are not."""
        detail = self.shares(who)
        if detail is None or who in OWN_FIGURE:
            return detail
        fine = self.told[who] is Told.AGREED or (self.told[who] is Told.TOLD and detail == 0)
        return detail if fine else None

    def second_owner_goes(self) -> None:
        self.owners["ivys"].discard("desmond")
        agreed = {Purpose.NEIGHBOURHOOD: {*self.shared}, Purpose.EVALUATION: self.counted}
        self.before_going = {
            (purpose, owner, thing)
            for purpose, keys in agreed.items()
            for owner, thing in keys
            if MAP_OF[thing] == "ivys"
        }

    def labels(self) -> list[set[str]]:
        """Return what each figure that is seen may be called, one person once."""
        seen = {who: one for who in DETAILED if (one := self.detail(who)) is not None}
        both = {who for who in self.linked if who in seen}
        people = [{who} for who in seen if who not in both] + ([both] if both else [])
        least = [min(seen[who] for who in some) for some in people]
        return [
            {self._label(who, most) for who in some if seen[who] == most}
            for some, most in zip(people, least, strict=True)
        ]

    def _label(self, who: str, detail: int) -> str:
        name = self.names[who]
        nobody = "a supported person" if who in OWN_FIGURE else "a neighbour"
        return (nobody, name.split()[0], name)[detail]

    def sees_arrow(self) -> bool:
        both = self.detail("rosa") is not None and self.detail("ivy") is not None
        return both and self.shares(ARROW) is not None

    def may_count(self, who: str) -> bool:
        """Whether somebody who is seen may be in a release: every map that shares them agrees."""
        some = self.linked if who in self.linked else {who}
        return all(
            all((owner, one) in self.counted for owner in self.must_agree(one, Purpose.EVALUATION))
            for one in some
            if self.shares(one) is not None
        )

    def hidden_words(self, role: str) -> set[str]:
        """Return the parts of names, and other words, that somebody may not be shown now."""
        words = {word for who in CLAIMABLE for word in self.names[who].split()}
        for some in self.labels():
            words -= {word for label in some for word in label.split()}
        choir = self.choir != "listed" and (role != "organiser" or self.choir == "drawn")
        words |= {CHOIR_SAYS} | ({"Choir"} if choir else set())
        return words - {*REMOVED.split()}


class World:
    """The two maps, their people and a neighbourhood, and what can be done there."""

    def __init__(self, service: Service, folder: Path) -> None:
        self.service, self.folder = service, folder
        mark = new_id()[-6:]
        self.names = {
            "rosa": f"Rosa{mark} Delgado{mark}",
            "ben": f"Ben{mark} Okafor{mark}",
            "rosa again": f"Rosy{mark} Church{mark}",
            "ivy": "Ivy Adeyemi",
            "joan": "Ivy Adeyemi",
        }
        sharing.keep_wordings(service, sharing.wordings_on_file())
        self.place = neighbourhoods.create(service, name="Larkmead")
        club = Element(id=new_id(), scope=self.place, kind=Kind.GROUP, name="Lunch club")
        neighbourhoods.add_to_directory(service, self.place, [club])
        self.club = club.id
        self.tables = {name: sit_down(service, neighbourhood=self.place) for name in MAPS}
        self.ids = {
            who: self.table(who).draw_person(name, note=f"{name} has a key")
            for who, name in self.names.items()
            if who not in OWN_FIGURE
        }
        self.ids |= {"ivy": self.tables["ivys"].owner, "joan": self.tables["joans"].owner}
        self._draw_choir()
        self.ids[ARROW] = self.tables["ivys"].draw_arrow(self.ids["rosa"], self.ids["ivy"]).id
        self.accounts = {
            who: new_account(service, f"Somebody {mark}") for who in (*MAP_OWNED, "rosa", "ben")
        }
        self.accounts["rosa again"] = self.accounts["rosa"]
        for owner, name in MAP_OWNED.items():
            self.give(self.accounts[owner], "owner", care_map=self.tables[name].map_id)
        self.readers = {
            "organiser": account(service, f"F{mark}"),
            "member": account(service, f"M{mark}"),
            "analyst": account(service, f"A{mark}", "analyst"),
            "administrator": account(service, f"D{mark}", "administrator"),
        }
        for role in ("organiser", "member"):
            self.give(self.readers[role], role, neighbourhood=self.place)
        app = create_app(Settings(data=folder), lambda: service)
        app.state.service = service
        app.state.longest_stream = 0.02  # a stream is read to its end
        self.app = app
        self.pages = {role: self._page(app, id_) for role, id_ in self.readers.items()}

    def _draw_choir(self) -> None:
        table, id_ = self.tables["ivys"], new_id()
        said = {"kind": Kind.GROUP, "name": "Choir", "contact": f"Ask at {CHOIR_SAYS}"}
        choir = Element(id=id_, scope=table.map_id, **said)
        table.save(Add(element=choir, figure=figure(id_, x=300, y=0)))
        self.ids[CHOIR] = id_
        self.ids["sings"] = table.draw_arrow(self.ids["rosa"], id_).id

    def _page(self, app: Any, id_: str) -> TestClient:
        page = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
        page.cookies.set(COOKIE, people.start_session(self.service, id_))
        return page

    def close(self) -> None:
        for page in self.pages.values():
            page.close()
        self.app.state.watch.close()

    def table(self, thing: str) -> Table:
        return self.tables[MAP_OF[thing]]

    def give(self, who: str, role: str, **thing: str) -> None:
        query = f"give_{next(iter(thing))}_role"
        self.service.write(lambda tx: tx.one(query, account=who, role=role, until=None, **thing))

    def as_(self, who: str) -> Reader:
        return reader_of(self.service, self.accounts[who])

    def view(self) -> View:
        return neighbourhoods.view(self.service, self.place)

    def alias(self, thing: str) -> str:
        return alias_of(self.service, self.place, self.ids[thing])

    def share(self, owner: str, thing: str, detail: int, purpose: Purpose) -> None:
        kind: AboutKind = "connection" if thing == ARROW else "element"
        consent.give(
            self.service,
            self.as_(owner),
            self.table(thing).map_id,
            about=[self.ids[thing]],
            about_kind=kind,
            purpose=purpose,
            detail=Detail(DETAILS[detail]),
            wording=f"{purpose.value}-1",
        )

    def join(self, who: str) -> None:
        owner = self.as_(OWNERS[MAP_OF[who]][0])
        map_id, id_ = self.table(who).map_id, self.ids[who]
        link = joining.ask(self.service, owner, map_id, id_).link_path
        invitations.accept(self.service, self.as_(who), link.rsplit("/", 1)[1])
        page = team_page.team_page(self.service, owner, map_id)
        [asking_id] = [one.asking_id for one in page.members if one.element_id == id_]
        joining.confirm(self.service, owner, map_id, asking_id or "", it_is_them=True)

    def wear_a_hat(self, who: str) -> None:
        owner, map_id = self.as_(OWNERS[MAP_OF[who]][0]), self.table(who).map_id
        here = (self.service, owner, map_id, self.ids[who])
        hats.offer(*here, hat="rota_wrangler", until=today())
        hats.answer(*here, "rota_wrangler", side="owner", agrees=True)
        own_places.answer_hat(
            self.service, self.as_(who), self.ids[who], "rota_wrangler", agrees=True
        )
        hats.take_off(*here, "rota_wrangler")

    def everything_read(self, role: str, *others: str) -> Iterator[tuple[str, str]]:
        """Yield what each address answers somebody, for the neighbourhood, a map and others."""
        things = (self.place, self.tables["ivys"].map_id, *others)
        for address in sorted({one for thing in things for one in addresses(thing)}):
            yield address, self.pages[role].get(address, params={"leaving": self.club}).text
