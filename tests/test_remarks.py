"""“This is not right”: who may say it of what, who reads and answers it, and what an answer does.

Both engines. Nobody speaks of what they may not see; it is as if it were not there.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from mapping import (
    answering,
    consent,
    edit_log,
    erasure,
    neighbourhoods,
    own_places,
    remarks,
)
from mapping.answering import RemarkAnswer
from mapping.consent import Detail
from mapping.edits import opposite
from mapping.history import history
from mapping.model import new_id
from mapping.policy import NotAllowed, NotFound, Reader
from mapping.refusals import AlreadyUsed, NotWellFormed, TooManyTries
from mapping.remarks import NewRemark, Suggested
from mapping.service import Service
from mapping.vocabulary import ConnectionType, Told
from tests.conftest import Cypher
from tests.helpers import reader as reader_of
from tests.tables import new_account
from tests.test_team import Kitchen


@pytest.fixture
def kitchen(service: Service) -> Kitchen:
    return Kitchen(service)


def somebody(kitchen: Kitchen, name: str, role: str, **thing: str) -> Reader:
    account = new_account(kitchen.service, name)
    given = {"account": account, "role": role, "until": None, **thing}
    query = f"give_{next(iter(thing))}_role"
    kitchen.service.write(lambda tx: tx.one(query, **given))
    return reader_of(kitchen.service, account)


def about(thing: str, text: str = "She moved away", **said: Any) -> NewRemark:
    return NewRemark(**{"about_kind": "element", "about": thing, "text": text, **said})


def waiting(kitchen: Kitchen) -> list[answering.Remark]:
    return answering.of_map(kitchen.service, kitchen.ivy, kitchen.map_id)


def test_what_a_viewer_says_goes_to_the_owner_whose_answer_they_read(kitchen: Kitchen) -> None:
    grace = somebody(kitchen, "Grace Bell", "viewer", care_map=kitchen.map_id)
    here = (kitchen.service, grace, kitchen.map_id)
    remarks.say_on_map(*here, about(kitchen.rosa))
    remarks.say_on_map(*here, about(kitchen.table.owner, "Ivy is her own carer too"))
    [second, first] = waiting(kitchen)
    assert (first.words, first.text, first.by) == ("Rosa Delgado", "She moved away", "Grace Bell")

    yes, no = RemarkAnswer(accepts=True), RemarkAnswer(accepts=False, reason="I like it so")
    to_owner = (kitchen.service, kitchen.ivy, kitchen.map_id)
    with pytest.raises(NotWellFormed, match="why not"):
        answering.answer_on_map(*to_owner, second.id, RemarkAnswer(accepts=False))
    answering.answer_on_map(*to_owner, second.id, no)
    answering.answer_on_map(*to_owner, first.id, yes)
    with pytest.raises(AlreadyUsed):
        answering.answer_on_map(*to_owner, first.id, no)
    mine = answering.of_reader(kitchen.service, grace)
    assert [(one.words, one.standing, one.reason) for one in mine] == [
        ("Ivy Adeyemi", "declined", "I like it so"),
        ("Rosa Delgado", "accepted", None),
    ]
    assert "Grace Bell said that something about Rosa Delgado is not right." in kitchen.said()
    assert "something else" not in kitchen.said()


def test_nobody_speaks_of_what_is_not_there_for_them_and_only_the_owner_answers(
    kitchen: Kitchen,
) -> None:
    grace = somebody(kitchen, "Grace Bell", "viewer", care_map=kitchen.map_id)
    other = Kitchen(kitchen.service)
    for nothing in (new_id(), other.rosa, other.table.draw_arrow(other.rosa, other.table.owner).id):
        for kind in ("element", "connection"):
            with pytest.raises(NotFound):
                remarks.say_on_map(
                    kitchen.service, grace, kitchen.map_id, about(nothing, about_kind=kind)
                )
    remarks.say_on_map(kitchen.service, grace, kitchen.map_id, about(kitchen.rosa))
    for who in (grace, kitchen.nadia):
        with pytest.raises(NotAllowed):
            answering.of_map(kitchen.service, who, kitchen.map_id)
    [said] = waiting(kitchen)
    with pytest.raises(NotFound):
        answering.answer_on_map(
            other.service, other.ivy, other.map_id, said.id, RemarkAnswer(accepts=True)
        )


def test_one_says_so_much_in_a_quarter_of_an_hour_and_no_more(
    kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remarks, "MOST_IN_A_WINDOW", 2)
    grace = somebody(kitchen, "Grace Bell", "viewer", care_map=kitchen.map_id)
    said = (kitchen.service, grace, kitchen.map_id, about(kitchen.rosa))
    for _ in range(2):
        remarks.say_on_map(*said)
    with pytest.raises(TooManyTries):
        remarks.say_on_map(*said)


def test_a_suggested_connection_that_is_agreed_to_is_drawn_and_can_be_undone(
    kitchen: Kitchen,
) -> None:
    grace = somebody(kitchen, "Grace Bell", "viewer", care_map=kitchen.map_id)
    cares: dict[str, Any] = {
        "from": kitchen.rosa,
        "to": kitchen.table.owner,
        "care_types": ("meals",),
    }
    wanted = about(kitchen.rosa, "", suggests=Suggested(**cares))
    here = (kitchen.service, grace, kitchen.map_id)
    remarks.say_on_map(*here, wanted)
    assert kitchen.table.stored().connections == {}
    [said] = waiting(kitchen)
    assert said.suggests == "Rosa Delgado cares for Ivy Adeyemi: meals"
    on = (kitchen.service, kitchen.ivy, kitchen.map_id)
    answering.answer_on_map(*on, said.id, RemarkAnswer(accepts=True))
    [line] = kitchen.table.stored().connections.values()
    ends = (line.type, line.from_, line.to)
    assert ends == (ConnectionType.CARES_FOR, kitchen.rosa, kitchen.table.owner)
    assert line.care_types == ("meals",)
    with pytest.raises(NotWellFormed, match="drawn already"):
        remarks.say_on_map(*here, wanted)
    [drawn] = edit_log.last_edits(*on, limit=1)
    kitchen.table.save(*opposite(drawn.steps), undoes=drawn.id)
    assert kitchen.table.stored().connections == {}
    assert "suggested a line from Rosa Delgado to Ivy Adeyemi" in kitchen.said()


def test_what_a_neighbourhood_shows_goes_to_the_owner_of_its_map_or_to_the_organisers(
    kitchen: Kitchen,
) -> None:
    place = (kitchen.service, kitchen.larkmead)
    member = somebody(kitchen, "Mo Bell", "member", neighbourhood=kitchen.larkmead)
    organiser = somebody(kitchen, "Femi Balogun", "organiser", neighbourhood=kitchen.larkmead)

    def says(said: NewRemark, who: Reader = member) -> None:
        remarks.say_in_neighbourhood(kitchen.service, who, kitchen.larkmead, said)

    with pytest.raises(NotFound):
        says(about(kitchen.rosa))
    consent.tell(kitchen.service, kitchen.nadia, kitchen.map_id, kitchen.rosa, told=Told.TOLD)
    kitchen.shares(kitchen.rosa, Detail.NEIGHBOUR)
    [alias] = [one.id for one in neighbourhoods.view(*place).elements]
    says(about(alias, "They do not live here"))
    with pytest.raises(NotFound):
        says(about("resilience.departures", about_kind="number"))  # told to organisers only
    says(about("who.actors", "There are more of us", about_kind="number"))

    assert [one.text for one in waiting(kitchen)] == ["They do not live here"]
    [said] = answering.of_neighbourhood(*place)
    assert (said.text, said.by) == ("There are more of us", "Mo Bell")
    answering.answer_in_neighbourhood(
        kitchen.service,
        organiser,
        kitchen.larkmead,
        said.id,
        RemarkAnswer(accepts=True, reason="Thanks"),
    )
    own = {one.text: one for one in answering.of_reader(kitchen.service, member)}
    assert own["There are more of us"].reason == "Thanks"
    assert (own["They do not live here"].about, own["They do not live here"].words) == (
        alias,
        "a neighbour",
    )
    consent.withdraw(kitchen.service, kitchen.ivy, kitchen.map_id, about=None)
    own = {one.text: one for one in answering.of_reader(kitchen.service, member)}
    assert own["They do not live here"].words is None
    assert kitchen.rosa not in str(own)


def test_who_is_drawn_says_it_of_their_own_place_and_of_nothing_else(kitchen: Kitchen) -> None:
    rosa = kitchen.joins(kitchen.rosa, "Rosa Delgado")
    own_places.say_not_right(kitchen.service, rosa, kitchen.rosa, "I live nearer than that")
    with pytest.raises(NotFound):
        own_places.say_not_right(kitchen.service, rosa, kitchen.table.owner, "Nor that")
    [said] = waiting(kitchen)
    assert said.text == "I live nearer than that"
    [own] = answering.of_reader(kitchen.service, rosa)
    assert (own.words, own.where) == (answering.OWN, None)


def test_words_are_sealed_and_gone_with_whom_they_name(kitchen: Kitchen, cypher: Cypher) -> None:
    grace = somebody(kitchen, "Grace Bell", "viewer", care_map=kitchen.map_id)
    ben = kitchen.table.draw_person("Ben Okafor")
    here = (kitchen.service, grace, kitchen.map_id)
    remarks.say_on_map(*here, about(kitchen.rosa, "Rosa lives with Ben now"))
    remarks.say_on_map(*here, about(kitchen.table.owner, "Ivy likes tea"))
    [tea, lives] = waiting(kitchen)
    no = RemarkAnswer(accepts=False, reason="Ben says no")
    answering.answer_on_map(kitchen.service, kitchen.ivy, kitchen.map_id, tea.id, no)
    stored = str(cypher("MATCH (r:Remark) RETURN properties(r) AS fields"))
    assert not [word for word in ("Rosa", "Ben", "Ivy", "tea") if word in stored]
    erasure.erase(kitchen.service, kitchen.ivy, kitchen.map_id, ben, "gap")
    [left] = waiting(kitchen)
    assert (left.text, left.reason) == ("Ivy likes tea", None)
    remarks.say_on_map(*here, about(ben, "Is there somebody new?"))
    assert "Is there somebody new?" in [one.text for one in waiting(kitchen)]
    yes = RemarkAnswer(accepts=True)
    with pytest.raises(NotFound):
        answering.answer_on_map(kitchen.service, kitchen.ivy, kitchen.map_id, lives.id, yes)
    told = history(kitchen.service, kitchen.ivy, kitchen.map_id).model_dump_json()
    assert "Ben" not in told


def test_whatever_number_a_page_lets_say_of_is_one_that_a_report_defines() -> None:
    pages = Path(remarks.__file__).parents[1] / "web/src/pages/neighbourhood"
    texts = [page.read_text() for page in pages.glob("*.svelte")]
    named = {one for text in texts for one in re.findall(r"(?:about=\"|of: ')(\w+\.\w+)", text)}
    assert len(named) > 15
    assert {about for about in named if remarks.number_of(about)[1] is None} == set()
