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
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from mapping import (
    audit,
    consent,
    deciding,
    drawings,
    ending,
    erasure,
    invitations,
    own_places,
    proposing,
    releases,
    remarks,
)
from mapping.consent import Detail, Purpose
from mapping.deciding import Decision
from mapping.drawings import Keeping
from mapping.history import history
from mapping.model import REMOVED
from mapping.policy import NotAllowed, NotFound
from mapping.proposals import FromMap
from mapping.refusals import AlreadyUsed, NotWellFormed
from mapping.releases import asking
from mapping.releases.contents import contents_of, evaluated
from mapping.remarks import NewRemark
from mapping.service import Service
from mapping.vocabulary import Told
from tests.conftest import EXAMPLES
from tests.consent_world import (
    ARROW,
    CHOIR,
    CLAIMABLE,
    DETAILS,
    MAP_OF,
    MAP_OWNED,
    MAPS,
    ONE_PERSON,
    OWNERS,
    THINGS,
    Believed,
    World,
)
from tests.helpers import reader as reader_of
from tests.test_erasure import backed_up, can_be_read, reopened

# Every address is read, on a store that may be cold.
pytestmark = pytest.mark.timeout(max(400, 8 * EXAMPLES))

MOST_WALKS = 2
"""How often in one example every address is read after something was taken back."""
OWNER = st.sampled_from([one for some in OWNERS.values() for one in some])
Allowed = (NotWellFormed, NotAllowed, NotFound, AlreadyUsed)


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
            b.before_going.discard((Purpose.NEIGHBOURHOOD, owner, thing))
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
                b.before_going.discard((Purpose.EVALUATION, owner, thing))

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
            before = {(one.id, one.label) for one in world.view().elements}
            invitations.remove_person(world.service, ivy, map_id, world.accounts["desmond"])
            self.believed.second_owner_goes()
            assert {(one.id, one.label) for one in world.view().elements} <= before

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

    @rule(who=st.sampled_from(("ivy", "desmond")), at_home=st.booleans())
    def an_owner_proposes_the_choir(self, who: str, at_home: bool) -> None:
        """Only what it is and is called leaves the map, and nothing of who sings there."""
        world, b = self.world, self.believed
        if who not in b.owners["ivys"] or b.choir == "listed":
            return
        wanted = FromMap(element_id=world.ids[CHOIR], at_home=at_home)
        propose = (world.service, world.as_(who), world.tables["ivys"].map_id, wanted)
        assert self.tries(lambda: proposing.propose_from_map(*propose)) == (b.choir != "waiting")
        b.choir = "waiting"

    @rule(accepts=st.booleans())
    def the_organiser_decides_on_the_choir(self, accepts: bool) -> None:
        world, b = self.world, self.believed
        organiser = reader_of(world.service, world.readers["organiser"])
        decision = Decision(accepts=accepts, reason=None if accepts else "Not here")
        waiting = [
            one for one in deciding.queue(world.service, world.place) if one.standing == "waiting"
        ]
        assert len(waiting) == int(b.choir == "waiting")
        for one in waiting:
            deciding.decide(world.service, organiser, world.place, one.id, decision)
            b.choir = "listed" if accepts else "declined"
            self.walk = True

    @rule(name=st.sampled_from(MAPS))
    def a_map_is_taken_away_and_comes_back_unshared(self, name: str) -> None:
        world, b = self.world, self.believed
        own = (world.service, world.as_(OWNERS[name][0]), world.tables[name].map_id)
        ending.take_away(*own)
        b.shared = {key: one for key, one in b.shared.items() if MAP_OF[key[1]] != name}
        b.counted = {key for key in b.counted if MAP_OF[key[1]] != name}
        self.the_neighbourhood_sees_what_it_may_and_no_more()
        ending.bring_back(*own)
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
        hidden = self.believed.hidden_words(role) | unseen | {*world.ids.values()}
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
