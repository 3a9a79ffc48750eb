"""Whatever is done in whatever order, nobody is shown what consent is not in force for.

Two care maps with three owners between them, a person who is on both, and a directory. After each
act everything that a neighbourhood's people, analysts and strangers can read is read, from every
address that the program has, and set against what the sentences on consent allow, which
`Believed` works out without the program. In the end whoever was removed for good can be read
nowhere: not in the store, nor a log, nor a backup.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from api import create_app
from api.rights import COOKIE
from mapping import (
    audit,
    consent,
    drawings,
    erasure,
    hats,
    invitations,
    joining,
    neighbourhoods,
    own_places,
    people,
    releases,
    remarks,
    sharing,
    team_page,
)
from mapping.consent import AboutKind, Detail, Purpose
from mapping.drawings import Keeping
from mapping.history import history
from mapping.model import REMOVED, Element, new_id, today
from mapping.policy import NotAllowed, NotFound, Reader
from mapping.refusals import AlreadyUsed, NotWellFormed
from mapping.releases import asking
from mapping.releases.contents import contents_of, evaluated
from mapping.remarks import NewRemark
from mapping.service import Service
from mapping.settings import Settings
from mapping.view import View, alias_of
from mapping.vocabulary import Kind, Told
from tests.api.test_leaks import addresses
from tests.conftest import EXAMPLES
from tests.helpers import account
from tests.helpers import reader as reader_of
from tests.tables import Table, new_account, sit_down
from tests.test_erasure import backed_up, can_be_read, reopened

pytestmark = pytest.mark.timeout(400)  # every address is read, on a store that may be cold

MOST_WALKS = 2
"""How often in one example every address is read after something was taken back."""
DETAILS = ("neighbour", "first_name", "named")
"""From the least that is said to the most."""
MAPS = ("ivys", "joans")
OWNERS = {"ivys": ("ivy", "desmond"), "joans": ("joan",)}
DRAWN = {"ivys": ("rosa", "ben", "ivy"), "joans": ("rosa again", "joan")}
OWN_FIGURE = {"ivy", "joan"}
ARROW = "arrow"
"""From Rosa to Ivy, on Ivy's map."""
MAP_OF = {who: name for name, all_ in DRAWN.items() for who in all_} | {ARROW: "ivys"}
CLAIMABLE = ("rosa", "ben", "rosa again")
ONE_PERSON = ("rosa", "rosa again")
THINGS = (*MAP_OF,)
DETAILED = tuple(one for one in THINGS if one != ARROW)
OWNER = st.sampled_from([one for some in OWNERS.values() for one in some])
MAP_OWNED = {owner: name for name, some in OWNERS.items() for owner in some}
Allowed = (NotWellFormed, NotAllowed, NotFound, AlreadyUsed)


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
    claimed: set[str] = field(default_factory=set)
    on_team: set[str] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    """Who is not drawn any more, with what went with them."""

    def shares(self, thing: str) -> int | None:
        """Return how much every owner agrees to say of a thing; None if any does not."""
        owners = self.owners[MAP_OF[thing]]
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
            all((owner, one) in self.counted for owner in self.owners[MAP_OF[one]])
            for one in some
            if self.shares(one) is not None
        )

    def hidden_words(self) -> set[str]:
        """Return the parts of names that nobody may be shown now."""
        words = {word for who in CLAIMABLE for word in self.names[who].split()}
        for some in self.labels():
            words -= {word for label in some for word in label.split()}
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


class WhateverIsDone(RuleBasedStateMachine):
    """Acts in any order, and after each what may be seen, and no more."""

    make: Callable[[], World]

    def __init__(self) -> None:
        super().__init__()
        self.world = self.make()
        self.believed = Believed(dict(self.world.names))
        self.backup: Any = None
        self.erased: set[str] = set()
        self.released = 0
        self.walk = False
        self.walks = 0

    def tries(self, act: Callable[[], object]) -> bool:
        """Do something; what is refused changes nothing."""
        try:
            act()
        except Allowed:
            return False
        return True

    def shares(self, owner: str, thing: str, detail: int) -> None:
        b, world = self.believed, self.world
        if owner not in b.owners[MAP_OF[thing]] or thing in b.gone:
            return
        if self.tries(lambda: world.share(owner, thing, detail, Purpose.NEIGHBOURHOOD)):
            b.shared[owner, thing] = detail
        else:
            assert b.told.get(thing) is Told.OBJECTED

    @rule(owner=OWNER, thing=st.sampled_from(THINGS), detail=st.integers(0, 2))
    def one_owner_shares(self, owner: str, thing: str, detail: int) -> None:
        self.shares(owner, thing, detail)

    @rule(name=st.sampled_from(MAPS), detail=st.integers(0, 2))
    def all_owners_share_everything(self, name: str, detail: int) -> None:
        for owner in OWNERS[name]:
            for thing in (one for one in THINGS if MAP_OF[one] == name):
                self.shares(owner, thing, detail)

    @rule(owner=OWNER)
    def an_owner_agrees_to_evaluation(self, owner: str) -> None:
        b = self.believed
        for thing in THINGS:
            if MAP_OF[thing] != MAP_OWNED[owner] or owner not in b.owners[MAP_OF[thing]]:
                continue
            if thing not in b.gone and self.tries(
                partial(self.world.share, owner, thing, 2, Purpose.EVALUATION)
            ):
                b.counted.add((owner, thing))

    @rule(owner=OWNER, thing=st.sampled_from((*THINGS, "everything")))
    def an_owner_stops_sharing(self, owner: str, thing: str) -> None:
        b, world, name = self.believed, self.world, MAP_OWNED[owner]
        if owner not in b.owners[name] or MAP_OF.get(thing, name) != name:
            return
        about = None if thing == "everything" else [world.ids[thing]]
        consent.withdraw(world.service, world.as_(owner), world.tables[name].map_id, about=about)
        ended = [one for one in THINGS if MAP_OF[one] == name and thing in (one, "everything")]
        b.shared = {key: one for key, one in b.shared.items() if key[1] not in ended}
        b.counted = {key for key in b.counted if key[1] not in ended}
        self.walk = True

    @rule(who=st.sampled_from(CLAIMABLE), told=st.sampled_from(Told))
    def somebody_is_told(self, who: str, told: Told) -> None:
        world, owner = self.world, OWNERS[MAP_OF[who]][0]
        tell = (world.service, world.as_(owner), world.table(who).map_id, world.ids[who])
        if self.tries(lambda: consent.tell(*tell, told=told)):
            assert who not in self.believed.claimed | self.believed.gone
            self.believed.told[who] = told
            self.walk = self.walk or told is Told.OBJECTED
        else:
            assert who in self.believed.claimed | self.believed.gone

    @rule(who=st.sampled_from(CLAIMABLE))
    def somebody_joins(self, who: str) -> None:
        if self.tries(lambda: self.world.join(who)):
            assert who not in self.believed.gone
            self.believed.claimed.add(who)
            self.believed.on_team.add(who)

    @rule(who=st.sampled_from(CLAIMABLE))
    def somebody_wears_a_hat_until_it_ends(self, who: str) -> None:
        if self.tries(lambda: self.world.wear_a_hat(who)):
            assert who in self.believed.on_team & self.believed.claimed

    @rule(who=st.sampled_from(CLAIMABLE), detail=st.integers(0, 2))
    def somebody_agrees_to_be_shown(self, who: str, detail: int) -> None:
        how: dict[str, Any] = {"detail": Detail(DETAILS[detail]), "wording": "drawn-1"}
        if self._says(who, lambda *own: own_places.say_shown(*own, shown=True, **how)):
            self.believed.told[who], self.believed.own[who] = Told.AGREED, detail
            self.walk = True

    @rule(who=st.sampled_from(CLAIMABLE))
    def somebody_objects(self, who: str) -> None:
        if self._says(who, lambda *own: own_places.say_shown(*own, shown=False)):
            self.believed.told[who] = Told.OBJECTED
            self.believed.own.pop(who, None)
            self.walk = True

    @rule(who=st.sampled_from(CLAIMABLE))
    def somebody_leaves(self, who: str) -> None:
        if who in self.believed.on_team and self._says(who, own_places.leave):
            self.believed.on_team.discard(who)

    @rule(who=st.sampled_from(CLAIMABLE))
    def somebody_lets_go(self, who: str) -> None:
        if self._says(who, own_places.let_go):
            for some in (self.believed.claimed, self.believed.on_team, self.believed.linked):
                some.discard(who)

    def _says(self, who: str, act: Callable[..., object]) -> bool:
        """Have somebody do something of their own figure, which works while it is theirs."""
        own = (self.world.service, self.world.as_(who), self.world.ids[who])
        done = self.tries(lambda: act(*own))
        assert done == (who in self.believed.claimed)
        return done

    @rule(linked=st.booleans())
    def somebody_says_that_they_are_one_person(self, linked: bool) -> None:
        both = [self.world.ids[who] for who in ONE_PERSON]
        rosa = self.world.as_("rosa")
        link = (self.world.service, rosa, both)
        if self.tries(lambda: own_places.set_linked(*link, linked=linked)):
            self.believed.linked = set(ONE_PERSON) if linked else set()
        else:
            assert not set(ONE_PERSON) <= self.believed.claimed

    @rule(there=st.booleans())
    def the_second_owner_leaves_or_comes_back(self, there: bool) -> None:
        world, owners = self.world, self.believed.owners["ivys"]
        map_id, ivy = world.tables["ivys"].map_id, world.as_("ivy")
        if there and "desmond" not in owners:
            link = invitations.invite_to_care_map(world.service, ivy, map_id, "owner").link_path
            invitations.accept(world.service, world.as_("desmond"), link.rsplit("/", 1)[1])
            owners.add("desmond")
        elif not there and "desmond" in owners:
            account_id = world.accounts["desmond"]
            invitations.remove_person(world.service, ivy, map_id, account_id)
            owners.discard("desmond")

    @rule(who=st.sampled_from(CLAIMABLE))
    def somebody_is_spoken_of(self, who: str) -> None:
        """The organiser says that what they see of somebody is not right, and names them."""
        world = self.world
        organiser = reader_of(world.service, world.readers["organiser"])
        seen_as = self._aliases().get(who)
        said = NewRemark(about_kind="element", about=seen_as or world.alias(who), text="Not so.")
        say = (world.service, organiser, world.place, said)
        assert self.tries(lambda: remarks.say_in_neighbourhood(*say)) == (seen_as is not None)
        if who not in self.believed.gone:
            own = NewRemark(
                about_kind="element", about=world.ids[who], text=self.believed.names[who]
            )
            owner = world.as_(OWNERS[MAP_OF[who]][0])
            remarks.say_on_map(world.service, owner, world.table(who).map_id, own)

    def _aliases(self) -> dict[str, str]:
        """Return by which alias each figure that is seen is seen, if it is nobody else as well."""
        seen = {one.id for one in self.world.view().elements}
        some = {who: self.world.alias(who) for who in CLAIMABLE}
        return {who: alias for who, alias in some.items() if alias in seen}

    @rule(who=st.sampled_from(CLAIMABLE), leave=st.sampled_from(("gap", "nothing")))
    def somebody_is_removed_for_good(self, who: str, leave: erasure.Leave) -> None:
        world, b = self.world, self.believed
        if who in self.erased:
            return
        owner, map_id = world.as_(OWNERS[MAP_OF[who]][0]), world.table(who).map_id
        drawings.keep(world.service, owner, map_id, Keeping(sentence=f"{world.names[who]} came"))
        self.backup = self.backup or backed_up(world.service, world.folder)
        erasure.erase(world.service, owner, map_id, world.ids[who], leave)
        ends = {who, ARROW} if who == "rosa" else {who}
        b.shared = {key: one for key, one in b.shared.items() if key[1] not in ends}
        b.counted = {key for key in b.counted if key[1] not in ends}
        for some in (b.claimed, b.on_team, b.linked):
            some.discard(who)
        b.own.pop(who, None)
        b.told[who], b.names[who] = Told.NOT_TOLD, REMOVED
        if leave == "nothing":
            b.gone |= ends
        self.erased.add(who)
        self.walk = True

    @precondition(lambda self: self.released < 1)
    @rule()
    def a_release_is_made(self) -> None:
        """Whom it counts is checked all along; no file and no answer of it names anybody."""
        self.released += 1
        release = releases.make(self.world.service, self.world.place, reason="a test")
        folder = self.world.service.released.folder / release.id
        for file in folder.rglob("*"):
            content = file.read_bytes() if file.is_file() else b""
            for word in (*self.world.names["rosa"].split(), *self.world.ids.values()):
                assert word.encode() not in content, file.name
        self.reads("analyst", release.id)

    @invariant()
    def the_neighbourhood_sees_what_it_may_and_no_more(self) -> None:
        view, b = self.world.view(), self.believed
        seen = sorted(one.label for one in view.elements if one.private)
        wanted = sorted(b.labels(), key=sorted)
        assert len(seen) == len(wanted), (seen, wanted)
        for label in seen:
            fits = next((one for one in wanted if label in one), None)
            assert fits is not None, (label, wanted)
            wanted.remove(fits)
        assert len(view.connections) == int(b.sees_arrow())

    @invariant()
    def a_release_made_now_counts_whom_it_may_and_no_more(self) -> None:
        world, b = self.world, self.believed
        view = world.view()
        private = {one.id for one in view.elements if one.private}
        may = evaluated(world.service, world.place)
        released = private & {*contents_of(view, may).whose}
        wanted = {who for who in MAP_OF if who != ARROW and b.detail(who) is not None}
        together = {who for who in b.linked if who in wanted}
        alone = [who for who in wanted - together if b.may_count(who)]
        assert len(released) == len(alone) + int(any(b.may_count(who) for who in together))

    @invariant()
    def no_address_answers_what_may_not_be_seen(self) -> None:
        """After something was taken back; each time would find nothing more, and take long."""
        if self.walk and self.walks < MOST_WALKS:
            self.walk = False
            self.walks += 1
            self.reads("organiser")

    def reads(self, role: str, *others: str) -> None:
        world = self.world
        seen = {one.id for one in world.view().elements}
        unseen = {world.alias(who) for who in CLAIMABLE} - seen
        hidden = self.believed.hidden_words() | unseen | {*world.ids.values()}
        hidden |= {table.map_id for table in world.tables.values()}
        hidden |= {world.accounts[who] for who in CLAIMABLE}
        for address, text in world.everything_read(role, *others):
            there = [
                one for one in hidden if one in text and not _of_the_service(role, one, address)
            ]
            assert there == [], f"{role} reads {there} at {address}"

    def teardown(self) -> None:
        """Look everywhere once more; those who were removed are nowhere."""
        world = self.world
        for role in ("member", "administrator"):
            self.reads(role)
        for name, table in world.tables.items():
            told = history(world.service, world.as_(OWNERS[name][0]), table.map_id)
            assert "something else" not in told.model_dump_json()
        assert audit.check(world.service) == []
        gone = [word for who in self.erased for word in world.names[who].split()]
        there = can_be_read(world.service) if gone else ""
        assert [word for word in gone if word in there] == []
        if self.backup:
            restored = reopened(world.service, self.backup, world.folder)
            with contextlib.closing(restored.sealer.keys):
                there = can_be_read(restored, self.backup)
            assert [word for word in gone if word in there] == []
        world.close()


def _of_the_service(role: str, word: str, address: str) -> bool:
    """The administrator's audit trail names accounts by their ids, and nothing of any map."""
    return role == "administrator" and address.endswith("/audit") and len(word) == 36


def test_whatever_is_done_nothing_is_shown_whose_consent_is_not_in_force(
    service: Service,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    few = [one for one in releases.questions() if one.name == "people_by_kind_and_sector"]
    monkeypatch.setattr(asking, "questions", lambda: few)
    caplog.set_level(logging.DEBUG, "care_mapping")
    made: list[World] = []

    def make() -> World:
        made.append(World(service, tmp_path))
        return made[-1]

    monkeypatch.setattr(WhateverIsDone, "make", staticmethod(make), raising=False)
    run_state_machine_as_test(
        WhateverIsDone,
        settings=settings(
            max_examples=max(2, EXAMPLES // 25),
            stateful_step_count=12,
            suppress_health_check=list(HealthCheck),
        ),
    )
    words = {word for world in made for name in world.names.values() for word in name.split()}
    assert not [word for word in words - {"Ivy", "Adeyemi"} if word in caplog.text]
