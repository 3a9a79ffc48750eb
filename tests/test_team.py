"""A team from the map: by both sides' yes, with hats that end, and figures that are one's own.

Both engines. What must be so follows from the issue's sentences, not from the program.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from mapping import (
    consent,
    ending,
    erasure,
    hats,
    invitations,
    joining,
    neighbourhoods,
    own_places,
    policy,
    sharing,
    team_page,
)
from mapping.consent import AboutKind, Detail, Purpose
from mapping.history import history
from mapping.model import new_id
from mapping.own_places import OwnPlace
from mapping.policy import RULES, NotAllowed, NotFound, Reader
from mapping.refusals import AlreadyUsed, NotWellFormed
from mapping.service import Service
from mapping.steps import RubOut
from mapping.team import can_join
from mapping.team_page import OnTeam, TeamPage
from mapping.vocabulary import Told
from tests.drawings import ivys_map
from tests.helpers import reader as reader_of
from tests.tables import new_account, sit_down

SPRING = dt.date.today() + dt.timedelta(days=120)


class Kitchen:
    """Ivy's map, which Nadia draws on, with Rosa and Ben; and accounts for whoever is asked."""

    def __init__(self, service: Service) -> None:
        self.service = service
        sharing.keep_wordings(service, sharing.wordings_on_file())
        self.larkmead = neighbourhoods.create(service, name="Larkmead")
        self.table = sit_down(service, neighbourhood=self.larkmead)
        self.map_id, self.nadia = self.table.map_id, self.table.reader
        self.rosa = self.table.draw_person("Rosa Delgado")
        self.ivy = self._owner("Ivy Adeyemi")

    def _owner(self, name: str) -> Reader:
        account = new_account(self.service, name)
        given = {"account": account, "care_map": self.map_id, "role": "owner", "until": None}
        self.service.write(lambda tx: tx.one("give_care_map_role", **given))
        return reader_of(self.service, account)

    def ask(self, element: str, *gives: str) -> str:
        link = joining.ask(self.service, self.nadia, self.map_id, element, gives=gives)
        return link.link_path.removeprefix("/invitations/")

    def accepts(self, secret: str, name: str) -> Reader:
        somebody = reader_of(self.service, new_account(self.service, name))
        invitations.accept(self.service, somebody, secret)
        return somebody

    def joins(self, element: str, name: str, *gives: str) -> Reader:
        somebody = self.accepts(self.ask(element, *gives), name)
        self.confirms(element)
        return somebody

    def confirms(self, element: str, **how: Any) -> None:
        asking = self.of(element).asking_id
        assert asking
        given = {"by": self.ivy, "it_is_them": True, **how}
        by = given.pop("by")
        joining.confirm(self.service, by, self.map_id, asking, **given)

    def page(self, by: Reader | None = None) -> TeamPage:
        return team_page.team_page(self.service, by or self.ivy, self.map_id)

    def of(self, element: str) -> OnTeam:
        return next(one for one in self.page().members if one.element_id == element)

    def place(self, who: Reader) -> OwnPlace:
        return own_places.own_places(self.service, who).places[0]

    def said(self) -> str:
        entries = history(self.service, self.ivy, self.map_id).entries
        return " ".join(one.sentence for one in entries)

    def shares(self, thing: str, detail: Detail, kind: AboutKind = "element") -> None:
        consent.give(
            self.service,
            self.ivy,
            self.map_id,
            about=[thing],
            about_kind=kind,
            purpose=Purpose.NEIGHBOURHOOD,
            detail=detail,
            wording="neighbourhood-1",
        )

    def seen(self) -> set[str]:
        return {one.label for one in neighbourhoods.view(self.service, self.larkmead).elements}


@pytest.fixture
def kitchen(service: Service) -> Kitchen:
    return Kitchen(service)


def test_nobody_is_on_the_team_until_they_and_the_owner_said_yes(kitchen: Kitchen) -> None:
    secret = kitchen.ask(kitchen.rosa, "meals")
    shown = invitations.look_at(kitchen.service, secret, None)
    assert shown.to_team
    assert shown.inviter_first_name == "Nadia"
    assert not {"Rosa", "Ivy", "meals"} & set(shown.model_dump_json().replace('"', " ").split())
    assert kitchen.of(kitchen.rosa).standing == "asked"

    rosa = kitchen.accepts(secret, "Rosa D")
    assert kitchen.of(kitchen.rosa).standing == "accepted"
    assert kitchen.of(kitchen.rosa).accepted_as == "Rosa D"
    assert own_places.own_places(kitchen.service, rosa).places == ()
    with pytest.raises(AlreadyUsed):
        kitchen.accepts(secret, "Somebody else")
    with pytest.raises(NotAllowed):
        kitchen.confirms(kitchen.rosa, by=kitchen.nadia)

    kitchen.confirms(kitchen.rosa)
    member = kitchen.of(kitchen.rosa)
    assert member.standing == "on_team"
    assert [(yes.side, yes.by) for yes in member.yes] == [
        ("person", "Rosa D"),
        ("owner", "Ivy Adeyemi"),
    ]
    assert kitchen.place(rosa).gives[0].care_types == ("meals",)
    assert "confirmed that it is Rosa Delgado" in kitchen.said()
    rows = kitchen.service.read(lambda tx: tx.rows("consents_in_force", scope=kitchen.map_id))
    [kept] = [row["fields"] for row in rows]
    assert (kept["purpose"], kept["by"], kept["wording"]) == ("team", rosa.account_id, "team-1")


def test_the_page_of_a_team_says_what_is_missing_and_how_its_connections_are(
    kitchen: Kitchen,
) -> None:
    ben = kitchen.table.draw_person("Ben Okafor", potential=True)
    might = kitchen.table.draw_arrow(ben, kitchen.table.owner, state="potential").id
    alone = kitchen.page()
    assert alone.not_asked[0] == ben, "who might help comes first"
    assert "Nobody is on the team yet" in alone.next[0]
    assert {"meals", "errands"} <= {*alone.care_nobody_gives}
    kitchen.joins(kitchen.rosa, "Rosa Delgado", "meals")
    page = kitchen.page()
    assert "meals" not in page.care_nobody_gives
    assert "errands" in page.care_nobody_gives
    assert "rota_wrangler" in page.hats_nobody_wears
    assert "Nobody wears the hat" in page.next[0]
    [gives] = [one.id for one in kitchen.table.stored().connections.values() if one.id != might]
    now = {state.value: lines for state, lines in page.connections.items() if lines}
    assert now == {"generative": (gives,), "potential": (might,)}


def test_an_invitation_is_declined_taken_back_or_not_theirs_and_nothing_is_joined(
    kitchen: Kitchen,
) -> None:
    first = kitchen.ask(kitchen.rosa)
    second = kitchen.ask(kitchen.rosa)  # the link before it stops working
    with pytest.raises(AlreadyUsed):
        joining.decline(kitchen.service, first)
    joining.decline(kitchen.service, second, reason="Not before spring")
    assert (kitchen.of(kitchen.rosa).standing, kitchen.of(kitchen.rosa).reason) == (
        "declined",
        "Not before spring",
    )
    third = kitchen.ask(kitchen.rosa)
    asking = kitchen.of(kitchen.rosa).asking_id
    assert asking
    joining.take_back(kitchen.service, kitchen.nadia, kitchen.map_id, asking)
    with pytest.raises(AlreadyUsed):
        kitchen.accepts(third, "Rosa")
    stranger = kitchen.accepts(kitchen.ask(kitchen.rosa), "A stranger")
    kitchen.confirms(kitchen.rosa, it_is_them=False)
    assert own_places.own_places(kitchen.service, stranger).places == ()
    assert kitchen.page().members == ()
    child = kitchen.table.draw_person("Kofi")
    kitchen.table.say(child, "child", was=False, now=True)
    for nobody in (child, kitchen.table.owner):
        with pytest.raises(NotWellFormed):
            kitchen.ask(nobody)


def test_a_hat_is_worn_by_both_sides_yes_until_its_day_and_then_runs_out_by_itself(
    kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosa = kitchen.joins(kitchen.rosa, "Rosa Delgado")
    offer: dict[str, Any] = {"hat": "rota_wrangler", "until": SPRING}
    hats.offer(kitchen.service, kitchen.nadia, kitchen.map_id, kitchen.rosa, **offer)
    own_places.answer_hat(kitchen.service, rosa, kitchen.rosa, "rota_wrangler", agrees=True)
    assert not kitchen.of(kitchen.rosa).hats[0].worn  # the Team Owner has not said yes

    def owner_says(agrees: bool, reason: str | None = None) -> None:
        on = (kitchen.service, kitchen.ivy, kitchen.map_id, kitchen.rosa, "rota_wrangler")
        hats.answer(*on, side="owner", agrees=agrees, reason=reason)

    with pytest.raises(NotWellFormed):
        owner_says(agrees=False)
    owner_says(agrees=False, reason="She is tired this month")
    assert not kitchen.of(kitchen.rosa).hats[0].worn
    assert kitchen.of(kitchen.rosa).hats[0].objections[0].reason == "She is tired this month"
    owner_says(agrees=True)
    assert kitchen.of(kitchen.rosa).hats[0].worn
    assert "rota_wrangler" not in kitchen.page().hats_nobody_wears

    monkeypatch.setattr(team_page, "today_here", lambda: SPRING)
    assert kitchen.of(kitchen.rosa).hats[0].worn  # its last day included
    monkeypatch.setattr(team_page, "today_here", lambda: SPRING + dt.timedelta(days=1))
    assert kitchen.of(kitchen.rosa).hats[0].run_out
    assert "rota_wrangler" in kitchen.page().hats_nobody_wears
    assert any("wore the hat" in one for one in kitchen.page().next)


def test_what_is_said_at_the_table_is_written_down_with_who_wrote_it(kitchen: Kitchen) -> None:
    """Neither Rosa nor Ivy uses a computer; Nadia, an editor, writes down what both said."""
    here = (kitchen.service, kitchen.nadia, kitchen.map_id)
    joining.join_in_person(*here, kitchen.rosa, said="at the table", gives=("errands",))
    yes = kitchen.of(kitchen.rosa).yes
    assert {(one.side, one.by, one.said) for one in yes} == {
        ("person", "Nadia Hassan", "at the table"),
        ("owner", "Nadia Hassan", "at the table"),
    }
    hats.offer(*here, kitchen.rosa, hat="profile_holder", until=SPRING)
    for side in ("person", "owner"):
        on = (*here, kitchen.rosa, "profile_holder")
        with pytest.raises((NotAllowed, NotWellFormed)):
            hats.answer(*on, side=side, agrees=True)
        hats.answer(*on, side=side, agrees=True, said="at the table")
    assert kitchen.of(kitchen.rosa).hats[0].worn
    assert "wrote down that Rosa Delgado said yes in person" in kitchen.said()


def test_leaving_works_at_once_and_neither_undo_nor_rubbing_out_changes_a_membership_by_halves(
    kitchen: Kitchen,
) -> None:
    rosa = kitchen.joins(kitchen.rosa, "Rosa Delgado", "meals")
    offer: dict[str, Any] = {"hat": "rota_wrangler", "until": SPRING}
    hats.offer(kitchen.service, kitchen.ivy, kitchen.map_id, kitchen.rosa, **offer)
    own_places.answer_hat(kitchen.service, rosa, kitchen.rosa, "rota_wrangler", agrees=True)
    drawn = kitchen.table.stored()
    assert {line.type for line in drawn.connections.values()} == {"cares_for"}

    own_places.leave(kitchen.service, rosa, kitchen.rosa)
    assert (kitchen.of(kitchen.rosa).standing, kitchen.of(kitchen.rosa).hats) == ("left", ())
    assert not kitchen.place(rosa).on_team
    with pytest.raises(NotFound):
        own_places.leave(kitchen.service, rosa, kitchen.rosa)

    kitchen.joins(kitchen.rosa, "Rosa Delgado")
    stored = kitchen.table.stored()
    gone = kitchen.table.save(RubOut(element_id=kitchen.rosa, figure=stored.figures[kitchen.rosa]))
    assert kitchen.page().members == () or kitchen.of(kitchen.rosa).standing != "on_team"
    kitchen.table.undo(gone)
    assert not [one for one in kitchen.page().members if one.standing == "on_team"]
    assert own_places.own_places(kitchen.service, rosa).places == ()


def test_somebody_sees_and_corrects_their_own_figure_and_nothing_else_of_the_map(
    kitchen: Kitchen,
) -> None:
    rosa = kitchen.joins(kitchen.rosa, "Rosa Delgado", "meals")
    ben = kitchen.table.draw_person("Ben Okafor", note="owes Rosa money")
    kitchen.table.draw_arrow(ben, kitchen.rosa)
    own_places.correct(kitchen.service, rosa, kitchen.rosa, name="Rosa María", contact="0123")
    own_places.say_gives(kitchen.service, rosa, kitchen.rosa, ("company", "errands"))
    place = kitchen.place(rosa)
    assert (place.name, place.contact) == ("Rosa María", "0123")
    assert [one.care_types for one in place.gives] == [("company", "errands")]
    assert kitchen.table.stored().elements[kitchen.rosa].name == "Rosa María"
    assert "Ben" not in place.model_dump_json()
    assert "Rosa Delgado changed" in kitchen.said()
    again = reader_of(kitchen.service, rosa.account_id)
    assert again.care_map_roles == {}
    for not_theirs in (ben, kitchen.table.owner, new_id()):
        with pytest.raises(NotFound):
            own_places.leave(kitchen.service, rosa, not_theirs)
        with pytest.raises(NotFound):
            own_places.correct(kitchen.service, rosa, not_theirs, name="x", contact=None)


def test_who_is_shown_is_for_them_to_say_and_never_more_than_they_said(kitchen: Kitchen) -> None:
    rosa = kitchen.joins(kitchen.rosa, "Rosa Delgado")
    kitchen.shares(kitchen.rosa, Detail.NAMED)
    assert kitchen.seen() == set()

    def says(shown: bool, detail: Detail = Detail.NEIGHBOUR, wording: str = "drawn-1") -> None:
        how: dict[str, Any] = {"shown": shown, "detail": detail, "wording": wording}
        own_places.say_shown(kitchen.service, rosa, kitchen.rosa, **how)

    with pytest.raises(NotWellFormed):
        says(shown=True, wording="neighbourhood-1")
    for detail, label in (
        ("first_name", "Rosa"),
        ("neighbour", "a neighbour"),
        ("named", "Rosa Delgado"),
    ):
        says(shown=True, detail=Detail(detail))
        assert kitchen.seen() == {label}
    says(shown=True, detail=Detail.FIRST_NAME)
    consent.withdraw(kitchen.service, kitchen.ivy, kitchen.map_id, about=None)
    assert kitchen.seen() == set()
    kitchen.shares(kitchen.rosa, Detail.NAMED)
    assert kitchen.seen() == {"Rosa"}
    says(shown=False)
    assert kitchen.seen() == set()
    with pytest.raises(NotAllowed, match="themselves"):
        consent.tell(kitchen.service, kitchen.ivy, kitchen.map_id, kitchen.rosa, told=Told.AGREED)


def test_an_organiser_who_is_on_a_team_sees_as_each_what_each_may_and_no_more(
    kitchen: Kitchen,
) -> None:
    service = kitchen.service
    rosa = kitchen.joins(kitchen.rosa, "Rosa Delgado", "meals")
    role = {"account": rosa.account_id, "neighbourhood": kitchen.larkmead, "role": "organiser"}
    service.write(lambda tx: tx.one("give_neighbourhood_role", **role, until=None))
    both = reader_of(service, rosa.account_id)
    # As an organiser: nothing of the map, whatever they know of it from the team.
    assert kitchen.seen() == set()
    for action in ("care_map.read", "team.read", "care_map.follow", "drawing.read"):
        with pytest.raises(NotFound):
            policy.check(both, action, kitchen.map_id)
    # As somebody drawn: their own place, as before; and what they say of it is theirs to say.
    assert kitchen.place(both).gives[0].care_types == ("meals",)
    own_places.say_shown(
        service, both, kitchen.rosa, shown=True, detail=Detail.NAMED, wording="drawn-1"
    )
    assert kitchen.seen() == set()  # the Team Owner decides as well
    kitchen.shares(kitchen.rosa, Detail.NEIGHBOUR)
    assert kitchen.seen() == {"a neighbour"}  # and more is said to no organiser
    # Leaving the team leaves the neighbourhood's role, and the other way about.
    own_places.leave(service, both, kitchen.rosa)
    assert reader_of(service, rosa.account_id).neighbourhood_roles == {
        kitchen.larkmead: "organiser"
    }


def test_one_person_on_two_maps_counts_as_one_only_by_their_own_word(kitchen: Kitchen) -> None:
    other = Kitchen.__new__(Kitchen)
    other.service, other.larkmead = kitchen.service, kitchen.larkmead
    other.table = sit_down(kitchen.service, neighbourhood=kitchen.larkmead)
    other.map_id, other.nadia = other.table.map_id, other.table.reader
    other.rosa = other.table.draw_person("Rosa from church")
    other.ivy = other._owner("Joan")
    rosa = kitchen.joins(kitchen.rosa, "Rosa Delgado")
    invitations.accept(kitchen.service, rosa, other.ask(other.rosa))
    other.confirms(other.rosa)
    for here, detail in ((kitchen, Detail.NAMED), (other, Detail.NEIGHBOUR)):
        here.shares(here.rosa, detail)
        how: dict[str, Any] = {"shown": True, "detail": Detail.NAMED, "wording": "drawn-1"}
        own_places.say_shown(here.service, rosa, here.rosa, **how)
    assert kitchen.seen() == {"Rosa Delgado", "a neighbour"}
    both = [kitchen.rosa, other.rosa]
    with pytest.raises(NotFound):
        own_places.set_linked(kitchen.service, kitchen.ivy, both, linked=True)
    own_places.set_linked(kitchen.service, rosa, both, linked=True)
    assert kitchen.seen() == {"a neighbour"}  # no more than both maps' owners allow
    own_places.let_go(kitchen.service, rosa, other.rosa)
    assert kitchen.seen() == {"Rosa Delgado", "a neighbour"}
    assert len(own_places.own_places(kitchen.service, rosa).places) == 1
    assert other.page().members[0].standing == "left"


def test_equality_the_team_owner_can_do_to_their_map_whatever_a_professional_can() -> None:
    less = [
        name
        for name, rule in RULES.items()
        if rule.on == "care_map"
        and "owner" not in rule.roles
        and {"editor", "viewer"} & (rule.roles | rule.sometimes.keys())
    ]
    assert less == []


def test_reciprocity_what_a_person_gives_is_drawn_and_counted_like_what_they_get(
    kitchen: Kitchen,
) -> None:
    rosa = kitchen.joins(kitchen.rosa, "Rosa Delgado", "meals")
    kitchen.table.draw_arrow(kitchen.table.owner, kitchen.rosa, care_types=("company", "arts"))
    place, page = kitchen.place(rosa), kitchen.page()
    assert [one.care_types for one in place.gives] == [("meals",)]
    assert [one.care_types for one in place.gets] == [("arts", "company")]
    assert set(page.owner_gives) == {"arts", "company"}
    assert page.members[0].gives == ("meals",)
    assert sum(len(ids) for ids in page.connections.values()) == 2  # one each way


def test_who_is_removed_for_good_is_off_the_team_and_their_figure_is_nobodys(
    kitchen: Kitchen,
) -> None:
    rosa = kitchen.joins(kitchen.rosa, "Rosa Delgado")
    assert kitchen.place(rosa)
    erasure.erase(kitchen.service, kitchen.ivy, kitchen.map_id, kitchen.rosa, "gap")
    assert own_places.own_places(kitchen.service, rosa).places == ()
    assert kitchen.page().members == ()
    assert kitchen.page().not_asked == ()
    with pytest.raises(NotWellFormed, match="removed for good"):
        kitchen.ask(kitchen.rosa)


def test_a_map_that_was_taken_away_is_no_longer_anybodys_place(kitchen: Kitchen) -> None:
    rosa = kitchen.joins(kitchen.rosa, "Rosa Delgado")
    ending.take_away(kitchen.service, kitchen.ivy, kitchen.map_id)
    assert own_places.own_places(kitchen.service, rosa).places == ()
    ending.bring_back(kitchen.service, kitchen.ivy, kitchen.map_id)
    assert kitchen.place(rosa)


@pytest.mark.parametrize("kind", ["pet", "place", "team", "circle"])
def test_only_who_can_answer_for_themselves_is_asked_to_join(kind: str) -> None:
    care_map = ivys_map("Rosa")
    [rosa] = [one for one in care_map.elements.values() if one.name == "Rosa"]
    assert can_join(care_map, rosa.id) == rosa
    other = rosa.changed(kind=kind)
    with pytest.raises(NotWellFormed, match="people and bodies"):
        can_join(care_map.model_copy(update={"elements": {rosa.id: other}}), rosa.id)
