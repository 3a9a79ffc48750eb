"""Consent and the neighbourhood's view: what is shared, when it is seen, and that it goes at once.

Both engines. What must be seen follows from the rules of consent, not from the program.
"""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace
from typing import Any

import pytest

from mapping import (
    acting,
    care_maps,
    consent,
    credentials,
    invitations,
    neighbourhoods,
    own_data,
    quietly,
    sharing,
)
from mapping.acting import ActingWanted
from mapping.consent import Detail, Purpose
from mapping.history import history
from mapping.model import Connection, Element, new_id
from mapping.policy import Reader
from mapping.refusals import NotWellFormed
from mapping.releases.contents import contents_of
from mapping.service import Service
from mapping.sharing import Wording
from mapping.steps import Pick, RubOut
from mapping.vocabulary import ConnectionType, Kind, State, Told
from tests.drawings import figure, rename
from tests.helpers import reader as reader_of
from tests.tables import Table, new_account, sit_down

WORDING = "neighbourhood-1"


class Street:
    """Larkmead with a lunch club in its directory, and Ivy's map with Rosa on it."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.larkmead = neighbourhoods.create(service, name="Larkmead")
        self.lunch = self.list_body("Tanyard lunch club")
        sharing.keep_wordings(
            service,
            [
                Wording(id=WORDING, version=1, purpose=Purpose.NEIGHBOURHOOD, text="It shows."),
                Wording(id="evaluation-1", version=1, purpose=Purpose.EVALUATION, text="Counts."),
            ],
        )
        self.table = sit_down(service, neighbourhood=self.larkmead)
        self.owner = self.join("Ivy Adeyemi", self.table)
        self.rosa = self.table.draw_person("Rosa Delgado", note="has a key", relation="next door")
        self.arrow = self.table.draw_arrow(self.rosa, self.table.owner, care_types=("meals",))

    def list_body(self, name: str) -> str:
        body = Element(id=new_id(), scope=self.larkmead, kind=Kind.GROUP, name=name)
        neighbourhoods.add_to_directory(self.service, self.larkmead, [body])
        return body.id

    def join(self, name: str, table: Table, role: str = "owner") -> Reader:
        account = new_account(self.service, name)
        self.service.write(
            lambda tx: tx.one(
                "give_care_map_role",
                account=account,
                care_map=table.map_id,
                role=role,
                until=None,
            )
        )
        return Reader(account_id=account, name=name, care_map_roles={table.map_id: role})

    def share(self, *things: str | Connection, by: Reader | None = None, **how: Any) -> None:
        for thing in things:
            consent.give(
                self.service,
                by or self.owner,
                self.table.map_id,
                about=[thing if isinstance(thing, str) else thing.id],
                about_kind="element" if isinstance(thing, str) else "connection",
                **{
                    "purpose": Purpose.NEIGHBOURHOOD,
                    "detail": Detail.NAMED,
                    "wording": WORDING,
                    **how,
                },
            )

    def told(self, element: str, told: Told) -> None:
        consent.tell(self.service, self.table.reader, self.table.map_id, element, told=told)

    def seen(self) -> set[str]:
        return {one.label for one in neighbourhoods.view(self.service, self.larkmead).elements}

    def lines(self) -> list[tuple[str, str]]:
        view = neighbourhoods.view(self.service, self.larkmead)
        labels = {one.id: one.label for one in view.elements}
        return [(labels[line.from_], labels[line.to]) for line in view.connections]


@pytest.fixture
def street(service: Service) -> Street:
    return Street(service)


def test_nothing_of_a_private_map_is_seen_without_consent(street: Street) -> None:
    street.told(street.rosa, Told.AGREED)
    assert street.seen() == {"Tanyard lunch club"}
    assert street.lines() == []


def test_what_the_owner_shares_is_seen_and_gone_at_once_when_taken_back(street: Street) -> None:
    street.told(street.rosa, Told.AGREED)
    street.share(street.table.owner, street.rosa, street.arrow)
    assert street.seen() == {"Tanyard lunch club", "Rosa Delgado", "Ivy Adeyemi"}
    assert street.lines() == [("Rosa Delgado", "Ivy Adeyemi")]
    consent.withdraw(street.service, street.owner, street.table.map_id, about=[street.rosa])
    assert street.seen() == {"Tanyard lunch club", "Ivy Adeyemi"}
    assert street.lines() == []
    consent.withdraw(street.service, street.owner, street.table.map_id, about=None)
    assert street.seen() == {"Tanyard lunch club"}


@pytest.mark.parametrize(
    ("told", "detail", "label"),
    [
        (Told.NOT_TOLD, Detail.NEIGHBOUR, None),
        (Told.TOLD, Detail.NAMED, None),
        (Told.TOLD, Detail.FIRST_NAME, None),
        (Told.TOLD, Detail.NEIGHBOUR, "a neighbour"),
        (Told.AGREED, Detail.NEIGHBOUR, "a neighbour"),
        (Told.AGREED, Detail.FIRST_NAME, "Rosa"),
        (Told.AGREED, Detail.NAMED, "Rosa Delgado"),
    ],
)
def test_somebody_drawn_is_shown_as_far_as_they_know_and_agreed(
    street: Street, told: Told, detail: Detail, label: str | None
) -> None:
    street.told(street.rosa, told)
    street.share(street.rosa, detail=detail)
    assert street.seen() - {"Tanyard lunch club"} == ({label} if label else set())


def test_who_says_no_later_is_gone_at_once(street: Street) -> None:
    street.told(street.rosa, Told.AGREED)
    street.share(street.rosa)
    street.told(street.rosa, Told.OBJECTED)
    assert street.seen() == {"Tanyard lunch club"}
    with pytest.raises(NotWellFormed, match="said no to being shown"):
        street.share(street.rosa)


def test_a_child_never_leaves_the_map(street: Street) -> None:
    kofi = street.table.draw_person("Kofi")
    street.told(kofi, Told.AGREED)
    street.share(kofi)
    assert "Kofi" in street.seen()
    street.table.say(kofi, "child", was=False, now=True)
    assert "Kofi" not in street.seen()
    with pytest.raises(NotWellFormed, match="Children never leave the map"):
        street.share(kofi)


def test_children_never_leave_the_map_whatever_was_agreed_before(street: Street) -> None:
    """Not in the view, with no line of theirs, in no release, and by nobody's consent."""
    street.told(street.rosa, Told.AGREED)
    street.share(street.rosa, street.table.owner, street.arrow)
    everything = [street.rosa, street.table.owner, street.arrow.id]
    evaluated: dict[str, Any] = {"purpose": Purpose.EVALUATION, "wording": "evaluation-1"}
    street.share(street.rosa, street.table.owner, street.arrow, **evaluated)

    def people_and_lines() -> tuple[int, int]:
        view = neighbourhoods.view(street.service, street.larkmead)
        ids = {one.id for one in view.elements} | {one.id for one in view.connections}
        found = contents_of(view, frozenset(ids))
        return len(found.elements), len(found.connections.get("cares_for", []))

    people, lines = people_and_lines()
    assert lines == 1
    street.table.say(street.rosa, "child", was=False, now=True)
    assert "Rosa Delgado" not in street.seen()
    assert street.lines() == []
    assert people_and_lines() == (people - 1, 0)
    for purpose in ({}, evaluated):
        with pytest.raises(NotWellFormed, match="Children never leave the map"):
            street.share(street.rosa, **purpose)
    shared = {
        one.about: one
        for one in sharing.sharing(street.service, street.owner, street.table.map_id).things
    }
    assert not any(shared[one].seen for one in everything if one != street.table.owner)


def test_giving_needs_every_owner_and_taking_back_needs_one(street: Street) -> None:
    desmond = street.join("Desmond Adeyemi", street.table)
    street.share(street.table.owner)
    assert street.seen() == {"Tanyard lunch club"}
    street.share(street.table.owner, by=desmond, detail=Detail.NEIGHBOUR)
    assert street.seen() == {"Tanyard lunch club", "a supported person"}
    consent.withdraw(street.service, desmond, street.table.map_id, about=[street.table.owner])
    assert street.seen() == {"Tanyard lunch club"}


def test_what_an_owner_held_back_is_not_shared_by_their_going(street: Street) -> None:
    """However they go: nothing more is seen than before, until who is left agrees anew."""
    desmond = street.join("Desmond Adeyemi", street.table)
    service, map_id = street.service, street.table.map_id
    rosa, ivy = street.rosa, street.table.owner
    street.told(rosa, Told.AGREED)
    street.share(rosa, ivy)
    street.share(ivy, by=desmond, detail=Detail.NEIGHBOUR)
    before = {"Tanyard lunch club", "a supported person"}

    def of_rosa() -> sharing.SharedThing:
        things = sharing.sharing(service, street.owner, map_id).things
        return next(one for one in things if one.about == rosa)

    assert street.seen() == before
    assert of_rosa().needs == ("1 other owner has to agree",)
    owner = reader_of(service, street.owner.account_id)
    soon = credentials.later(dt.timedelta(seconds=0.5))
    role = {"account": desmond.account_id, "care_map": map_id, "role": "owner"}
    service.write(lambda tx: tx.one("give_care_map_role", **role, until=soon))
    service.write(lambda tx: tx.run("advance_view", id=street.larkmead))
    time.sleep(0.6)
    assert street.seen() == before  # their time ran out
    link = invitations.invite_to_care_map(service, owner, map_id, "viewer").link_path
    invitations.accept(service, reader_of(service, desmond.account_id), link.rsplit("/", 1)[1])
    assert street.seen() == before  # they came back as less
    invitations.remove_person(service, owner, map_id, desmond.account_id)
    assert street.seen() == before  # they were removed
    assert of_rosa().asks_you
    assert of_rosa().needs == ("you have to agree",)
    street.share(rosa, ivy)
    assert street.seen() == {"Tanyard lunch club", "Ivy Adeyemi", "Rosa Delgado"}
    assert not of_rosa().asks_you


@pytest.mark.parametrize("way", ["leaves", "quietly stopped", "acting ends"])
def test_whichever_way_an_owner_goes_what_they_held_back_stays_held_back(
    street: Street, way: str
) -> None:
    desmond = street.join("Desmond Adeyemi", street.table)
    service, map_id, other = street.service, street.table.map_id, desmond.account_id
    street.share(street.table.owner)
    if way == "acting ends":
        acting.state(service, desmond, map_id, ActingWanted(ground="own_consent"))
        acting.end(service, street.owner, map_id, other)
    elif way == "leaves":
        invitations.remove_person(service, desmond, map_id, other)
    else:
        quietly.stop(service, street.owner, map_id, other)
    assert street.seen() == {"Tanyard lunch club"}
    street.share(street.table.owner)
    assert street.seen() == {"Tanyard lunch club", "Ivy Adeyemi"}


def test_an_arrow_is_seen_only_with_a_consent_of_its_own_and_both_its_ends(
    street: Street,
) -> None:
    street.told(street.rosa, Told.AGREED)
    street.share(street.rosa, street.table.owner)
    assert street.lines() == []
    street.share(street.arrow)
    assert street.lines() == [("Rosa Delgado", "Ivy Adeyemi")]
    street.told(street.rosa, Told.NOT_TOLD)
    assert street.lines() == []


def test_what_is_rubbed_out_is_no_longer_shared_even_when_undone(street: Street) -> None:
    street.told(street.rosa, Told.AGREED)
    street.share(street.rosa)
    stored = street.table.stored()
    gone = street.table.save(RubOut(element_id=street.rosa, figure=stored.figures[street.rosa]))
    assert street.seen() == {"Tanyard lunch club"}
    street.table.undo(gone)
    assert street.rosa in street.table.stored().figures
    assert street.seen() == {"Tanyard lunch club"}


def test_a_private_element_shows_an_alias_and_nothing_but_what_its_detail_allows(
    street: Street,
) -> None:
    street.told(street.rosa, Told.AGREED)
    street.share(street.rosa, street.arrow, street.table.owner, detail=Detail.NEIGHBOUR)
    view = neighbourhoods.view(street.service, street.larkmead)
    text = view.model_dump_json()
    hidden = [street.rosa, street.table.owner, street.arrow.id, street.table.map_id]
    for word in (*hidden, "Rosa", "Ivy", "has a key", "next door", "nearby", "team_owner"):
        assert word not in text
    assert [one.supported for one in view.elements if one.private] in ([True, False], [False, True])


def test_a_private_arrow_on_a_shared_body_is_never_in_the_view(street: Street) -> None:
    second = street.list_body("Tuesday Singers")
    street.table.save(
        Pick(element_id=street.lunch, figure=figure(street.lunch, note="likes the soup")),
        Pick(element_id=second, figure=figure(second)),
    )
    planted = [
        street.table.draw_arrow(street.lunch, street.table.owner),
        street.table.draw_arrow(street.table.owner, street.lunch),
        street.table.draw_arrow(street.lunch, second, type=ConnectionType.COLLABORATES_WITH),
    ]
    text = neighbourhoods.view(street.service, street.larkmead).model_dump_json()
    for line in planted:
        assert line.id not in text
    assert "soup" not in text
    assert street.table.map_id not in text
    assert street.lines() == []


def test_a_neighbourhood_sees_nothing_that_was_shared_with_another(street: Street) -> None:
    elsewhere = neighbourhoods.create(street.service, name="Fennel Hill")
    street.share(street.table.owner)
    assert neighbourhoods.view(street.service, elsewhere).elements == ()


def test_every_change_of_what_is_seen_advances_the_view(street: Street) -> None:
    def at() -> int:
        return neighbourhoods.view(street.service, street.larkmead).view_seq

    seen = [at()]
    street.told(street.rosa, Told.AGREED)
    seen.append(at())
    street.share(street.rosa)
    seen.append(at())
    street.table.save(rename(street.rosa, "Rosa Delgado", "Rosa Bello"))
    seen.append(at())
    consent.withdraw(street.service, street.owner, street.table.map_id, about=[street.rosa])
    seen.append(at())
    assert seen == sorted(set(seen))
    street.table.save(rename(street.rosa, "Rosa Bello", "Rosa"))
    assert at() == seen[-1]


def test_consent_to_evaluation_ends_with_the_neighbourhoods_and_does_not_come_back_with_it(
    street: Street,
) -> None:
    def evaluated() -> bool:
        return sharing.sharing(street.service, street.owner, street.table.map_id).evaluation

    street.share(street.table.owner)
    street.share(street.table.owner, purpose=Purpose.EVALUATION, wording="evaluation-1")
    assert evaluated()
    consent.withdraw(
        street.service,
        street.owner,
        street.table.map_id,
        about=None,
        purpose=Purpose.NEIGHBOURHOOD,
    )
    assert not evaluated()
    street.share(street.table.owner)
    assert not evaluated()


def test_what_an_owner_shares_is_gone_when_their_time_as_owner_runs_out(street: Street) -> None:
    """Nothing is written at that moment, so what is remembered has to know when it ends."""
    street.share(street.table.owner)
    assert "Ivy Adeyemi" in street.seen()
    soon = credentials.later(dt.timedelta(seconds=0.5))
    role = {"account": street.owner.account_id, "care_map": street.table.map_id, "role": "owner"}
    street.service.write(lambda tx: tx.one("give_care_map_role", **role, until=soon))
    street.service.write(lambda tx: tx.run("advance_view", id=street.larkmead))
    assert "Ivy Adeyemi" in street.seen()
    time.sleep(0.6)
    assert "Ivy Adeyemi" not in street.seen()


def test_who_agreed_keeps_the_words_they_read_when_the_words_change(street: Street) -> None:
    service, map_id = street.service, street.table.map_id
    street.told(street.rosa, Told.AGREED)
    street.share(street.rosa)
    newer = Wording(id="neighbourhood-2", version=2, purpose=Purpose.NEIGHBOURHOOD, text="More.")
    sharing.keep_wordings(service, [newer, newer.changed(id=WORDING, text="Something else")])
    shared = sharing.sharing(service, street.owner, map_id)
    [words] = [one for one in shared.wordings if one.purpose is Purpose.NEIGHBOURHOOD]
    assert words == newer
    assert {one.wording for one in shared.things if one.shared} == {WORDING}
    assert "Rosa Delgado" in street.seen()
    street.share(street.table.owner, wording="neighbourhood-2")
    owner = reader_of(service, street.owner.account_id)
    said = {one.wording for one in own_data.own_data(service, owner).consents}
    assert said == {"It shows. (version 1)", "More. (version 2)"}


def test_two_maps_that_draw_the_same_neighbour_are_each_asked_and_answer_for_themselves(
    street: Street,
) -> None:
    """Two figures until she says that they are one; a no on one map is no no on the other."""
    other = Street.__new__(Street)
    other.service, other.larkmead = street.service, street.larkmead
    other.table = sit_down(street.service, neighbourhood=street.larkmead)
    other.owner = other.join("Otto Weiss", other.table)
    other.rosa = other.table.draw_person("Rosa Delgado")
    for one in (street, other):
        one.told(one.rosa, Told.AGREED)
        one.share(one.rosa)
    labels = [one.label for one in neighbourhoods.view(street.service, street.larkmead).elements]
    assert labels.count("Rosa Delgado") == 2
    other.told(other.rosa, Told.OBJECTED)
    assert "Rosa Delgado" in street.seen()
    consent.withdraw(street.service, street.owner, street.table.map_id, about=[street.rosa])
    assert street.seen() == {"Tanyard lunch club"}


def test_the_owner_is_told_what_is_still_missing(street: Street) -> None:
    street.share(street.rosa, street.arrow)
    things = {
        t.about: t
        for t in sharing.sharing(street.service, street.owner, street.table.map_id).things
    }
    assert things[street.rosa].shared
    assert not things[street.rosa].seen
    assert things[street.rosa].needs == ("They have not been told yet",)
    assert things[street.arrow.id].needs == (
        "Rosa Delgado is not shown yet",
        "Ivy Adeyemi is not shown yet",
    )


def test_the_history_says_in_words_who_saw_and_changed_what(street: Street) -> None:
    street.told(street.rosa, Told.AGREED)
    street.share(street.rosa)
    care_maps.read(street.service, street.owner, street.table.map_id)
    consent.withdraw(street.service, street.owner, street.table.map_id, about=None)
    told = history(street.service, street.owner, street.table.map_id)
    assert [entry.sentence for entry in told.entries] == [
        "You stopped sharing Rosa Delgado.",
        "You opened this map.",
        "You shared Rosa Delgado.",
        "Nadia Hassan noted that Rosa Delgado agreed to be shown.",
        "Nadia Hassan drew a line from Rosa Delgado to Ivy Adeyemi.",
        "Nadia Hassan drew Rosa Delgado.",
        "Nadia Hassan started this map.",
    ]


def test_opening_a_map_is_recorded_once_an_hour(street: Street) -> None:
    for _ in range(3):
        care_maps.read(street.service, street.owner, street.table.map_id)
    other = replace(street.owner, account_id=street.table.reader.account_id)
    care_maps.read(street.service, other, street.table.map_id)
    told = history(street.service, street.owner, street.table.map_id)
    assert [e.sentence for e in told.entries if "opened" in e.sentence] == [
        "Nadia Hassan opened this map.",
        "You opened this map.",
    ]


def test_an_inactive_arrow_of_the_directory_is_shown_as_such(street: Street) -> None:
    body = Element(id=new_id(), scope=street.larkmead, kind=Kind.ORGANISATION, name="Hub")
    other = Element(id=new_id(), scope=street.larkmead, kind=Kind.GROUP, name="Choir")
    line = Connection(
        id=new_id(),
        type=ConnectionType.MEMBER_OF,
        from_=other.id,
        to=body.id,
        state=State.INACTIVE,
    )
    neighbourhoods.add_to_directory(street.service, street.larkmead, [body, other], [line])
    (shown,) = neighbourhoods.view(street.service, street.larkmead).connections
    assert (shown.id, shown.state, shown.private) == (line.id, State.INACTIVE, False)
