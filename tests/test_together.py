"""People at one care map: who is here; open pages are told, whichever process changed it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from mapping import invitations, neighbourhoods, people, presence, quietly
from mapping.policy import Reader
from mapping.service import Service
from mapping.watching import EVERY, MOST_OF_ONE, Followed, TooManyFollowed, Watch, What
from tests.helpers import account, reader
from tests.tables import Table, sit_down

SOON = 20.0
"""Seconds to wait at most; how long it takes is measured in `benchmarks`."""


class Page:
    """An open page, followed by a process's watch; what it was told so far."""

    def __init__(self, watch: Watch, service: Service, who: Reader, thing: str, on: str) -> None:
        self._news = threading.Event()
        self.followed: Followed = watch.follow(service, who, on, thing, self._news.set)  # type: ignore[arg-type]
        self.told: list[What] = []

    def hears(self, what: What, within: float = SOON) -> None:
        until = time.monotonic() + within
        while what not in self.told:
            assert self._news.wait(max(0.0, until - time.monotonic())), (what, self.told)
            self._news.clear()
            self.told += self.followed.take()
        self.told = [one for one in self.told if one != what]

    def hears_nothing(self) -> None:
        time.sleep(2.5 * EVERY)
        assert [*self.told, *self.followed.take()] == []


@pytest.fixture
def table(service: Service) -> Table:
    return sit_down(service)


@pytest.fixture
def process() -> Iterator[Callable[[], Watch]]:
    """Start as many processes' watches as a test wants."""
    started: list[Watch] = []

    def start() -> Watch:
        started.append(Watch())
        return started[-1]

    yield start
    for watch in started:
        watch.close()


def joins(table: Table, name: str, role: str = "editor") -> Reader:
    id_ = account(table.service, name)
    table.service.write(
        lambda tx: tx.one(
            "give_care_map_role", account=id_, care_map=table.map_id, role=role, until=None
        )
    )
    return reader(table.service, id_)


def opens(watch: Watch, table: Table, who: Reader) -> Page:
    page = Page(watch, table.service, who, table.map_id, "care_map")
    page.hears("changed")
    page.hears("here")
    return page


def first_names(table: Table, who: Reader) -> list[str]:
    standing = quietly.who_is_here(table.service, who, table.map_id)
    return sorted(one.first_name for one in standing.here)


def test_an_edit_at_one_process_is_told_at_another(
    table: Table, process: Callable[[], Watch]
) -> None:
    grace = joins(table, "Grace Obi")
    page = opens(process(), table, grace)
    before = page.followed.seq
    table.draw_person("Rosa Delgado")
    page.hears("changed")
    assert page.followed.seq == before + 1
    page.hears_nothing()


def test_who_is_here_is_seen_across_processes_and_goes_when_they_leave(
    table: Table, process: Callable[[], Watch]
) -> None:
    grace, sam = joins(table, "Grace Obi"), joins(table, "Sam Lee", "viewer")
    one, other = process(), process()
    page = opens(one, table, grace)
    assert first_names(table, grace) == ["Grace"]
    theirs = opens(other, table, sam)
    page.hears("here")
    assert first_names(table, grace) == ["Grace", "Sam"]
    second = opens(other, table, sam)
    other.leave(theirs.followed)
    page.hears_nothing()  # Sam has another page open
    other.leave(second.followed)
    page.hears("here")
    assert first_names(table, grace) == ["Grace"]


def test_who_hides_from_an_owner_comes_and_goes_without_a_word_to_them(
    table: Table, process: Callable[[], Watch]
) -> None:
    ivy, otto = joins(table, "Ivy Adeyemi", "owner"), joins(table, "Otto Lang", "owner")
    grace = joins(table, "Grace Obi")
    his, others = opens(process(), table, otto), opens(process(), table, grace)
    his.hears("here")
    hide = (table.service, ivy, table.map_id, otto.account_id)
    quietly.set_hidden(*hide, hidden=True)
    elsewhere = process()
    hers = opens(elsewhere, table, ivy)
    others.hears("here")
    his.hears_nothing()
    elsewhere.leave(hers.followed)
    others.hears("here")
    his.hears_nothing()
    opens(elsewhere, table, ivy)
    others.hears("here")
    quietly.set_hidden(*hide, hidden=False)
    his.hears("here")
    assert "Ivy" in first_names(table, otto)


def test_a_process_that_stops_takes_its_people_away(
    table: Table, process: Callable[[], Watch]
) -> None:
    grace, sam = joins(table, "Grace Obi"), joins(table, "Sam Lee")
    page = opens(process(), table, grace)
    stopping = process()
    theirs = opens(stopping, table, sam)
    page.hears("here")
    stopping.close()
    theirs.hears("ended")
    page.hears("here")
    assert first_names(table, grace) == ["Grace"]


def test_a_mark_that_nobody_renews_ends_by_itself(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    grace = joins(table, "Grace Obi")
    presence.say_here(table.service, grace, table.map_id)
    assert first_names(table, grace) == ["Grace"]
    monkeypatch.setattr(presence, "instant", lambda: "2999-01-01T00:00:00.000000Z")
    assert first_names(table, grace) == []


def test_only_people_with_a_role_now_are_shown(table: Table) -> None:
    grace, sam = joins(table, "Grace Obi"), joins(table, "Sam Lee")
    for who in (grace, sam):
        presence.say_here(table.service, who, table.map_id)
    table.service.write(
        lambda tx: tx.one("end_care_map_role", account=sam.account_id, care_map=table.map_id)
    )
    assert first_names(table, grace) == ["Grace"]


def test_whom_to_ask_is_the_owner_and_while_there_is_none_an_editor(table: Table) -> None:
    sam = joins(table, "Sam Lee", "viewer")
    assert quietly.who_is_here(table.service, sam, table.map_id).ask == ("Nadia",)
    joins(table, "Ivy Adeyemi", "owner")
    assert quietly.who_is_here(table.service, sam, table.map_id).ask == ("Ivy",)


def test_a_page_ends_when_its_role_or_its_session_ends(
    table: Table, process: Callable[[], Watch]
) -> None:
    grace, sam = joins(table, "Grace Obi"), joins(table, "Sam Lee")
    watch = process()
    page, theirs = opens(watch, table, grace), opens(watch, table, sam)
    people.sign_out(table.service, sam)
    theirs.hears("ended")
    owner = joins(table, "Ivy Adeyemi", "owner")
    invitations.remove_person(table.service, owner, table.map_id, grace.account_id)
    page.hears("ended")


def test_another_role_is_told(table: Table, process: Callable[[], Watch]) -> None:
    grace = joins(table, "Grace Obi")
    page = opens(process(), table, grace)
    table.service.write(
        lambda tx: tx.one(
            "give_care_map_role",
            account=grace.account_id,
            care_map=table.map_id,
            role="viewer",
            until=None,
        )
    )
    page.hears("role")


def test_a_neighbourhoods_page_is_told_of_another_view(
    service: Service, process: Callable[[], Watch]
) -> None:
    larkmead = neighbourhoods.create(service, name="Larkmead")
    id_ = account(service, "Femi Balogun")
    service.write(
        lambda tx: tx.one(
            "give_neighbourhood_role",
            account=id_,
            neighbourhood=larkmead,
            role="organiser",
            until=None,
        )
    )
    page = Page(process(), service, reader(service, id_), larkmead, "neighbourhood")
    page.hears("changed")
    page.hears("here")
    service.write(lambda tx: tx.run("advance_view", id=larkmead))
    page.hears("changed")


def test_no_one_has_more_pages_followed_than_fit(
    table: Table, process: Callable[[], Watch]
) -> None:
    grace = joins(table, "Grace Obi")
    watch = process()
    pages = [opens(watch, table, grace) for _ in range(MOST_OF_ONE)]
    with pytest.raises(TooManyFollowed):
        opens(watch, table, grace)
    watch.leave(pages[0].followed)
    opens(watch, table, grace)


def test_pages_end_when_the_store_goes_away(
    table: Table, process: Callable[[], Watch], monkeypatch: pytest.MonkeyPatch
) -> None:
    from mapping.store import StoreUnavailable

    def gone(*_: object) -> None:
        raise StoreUnavailable("away")

    grace = joins(table, "Grace Obi")
    away = replace(table.service)
    page = Page(process(), away, grace, table.map_id, "care_map")
    page.hears("changed")
    monkeypatch.setattr(Service, "read", gone)
    page.hears("ended")
