"""Telling open pages that something changed, whichever process it was changed at.

One `Watch` a process looks into the store twice a second, once for all pages that it follows, and
wakes those for which something is new. It tells only that: what changed, the page asks for itself,
under its own rights. A page stops being followed when its session or its role ends, or when the
store does not answer. It knows nothing of HTTP (`api/events.py`).
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, Literal

from mapping import presence, quietly
from mapping.credentials import has_ended
from mapping.model import instant
from mapping.policy import Reader
from mapping.service import Service
from mapping.store import StoreError, Transaction

EVERY: Final = 0.5
"""Seconds between two looks into the store."""
MOST: Final = 400
"""How many open pages a process follows at once."""
MOST_OF_ONE: Final = 16
"""How many open pages of one account a process follows at once."""

On = Literal["care_map", "neighbourhood"]
What = Literal["changed", "noted", "here", "role", "traced", "ended"]


class TooManyFollowed(Exception):
    """No more pages can be followed at once; the page asks now and then instead."""


@dataclass(frozen=True)
class Seen:
    """How a thing stands for one reader: how far it has come, who is there, what they may.

    `traced` is since when a photograph of a paper map is saved with it, if one is; `noted` is how
    much was done with it but drawing and looking, such as who joined its team.
    """

    seq: int
    here: frozenset[str]
    roles: frozenset[str]
    traced: str | None = None
    noted: int | None = None


@dataclass(eq=False)
class Followed:
    """One open page, and what it has not been told yet."""

    on: On
    thing: str
    account: str
    session: str | None
    wake: Callable[[], None]
    told: Seen | None = None
    renewed: float = 0.0
    ended: bool = False
    _waiting: set[What] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def seq(self) -> int:
        """How far the thing had come when this page was last told of it."""
        return self.told.seq if self.told else 0

    @property
    def place(self) -> tuple[str, str]:
        """Who is where: pages of one account at one care map share a mark."""
        return self.thing, self.account

    def tell(self, *what: What) -> None:
        """Have the page told these, once it takes them."""
        if not what:
            return
        with self._lock:
            self._waiting.update(what)
            self.ended = self.ended or "ended" in what
        with suppress(RuntimeError):  # the page's loop is over: nobody is there to be told
            self.wake()

    def take(self) -> list[What]:
        """Return what is to be told, and forget it."""
        with self._lock:
            waiting, self._waiting = self._waiting, set()
        return sorted(waiting)

    def compare(self, now: Seen | None) -> list[What]:
        """Return what is new since the page was last told; None is that it may no longer see."""
        before, self.told = self.told, now
        if now is None:
            return ["ended"]
        if before is None:
            return ["changed", "here"]
        differs: dict[What, bool] = {
            "changed": now.seq != before.seq,
            "here": now.here != before.here,
            "role": now.roles != before.roles,
            "traced": now.traced != before.traced,
            "noted": now.noted != before.noted,
        }
        return [what for what, is_new in differs.items() if is_new]


class Watch:
    """Follows open pages, with one thread and one look for all of them; stops when closed."""

    def __init__(self) -> None:
        self._name = uuid.uuid4().hex
        self._followed: list[Followed] = []
        self._gone: set[tuple[str, str]] = set()
        self._lock = threading.Lock()
        self._wanted = threading.Event()
        self._closed = threading.Event()
        self._thread: threading.Thread | None = None

    def follow(
        self, service: Service, reader: Reader, on: On, thing: str, wake: Callable[[], None]
    ) -> Followed:
        """Follow a page that a reader has open, until `leave`.

        Parameters
        ----------
        service
            Where to look.
        reader
            Who has it open; that they may is checked before.
        on, thing
            The care map or neighbourhood, by its id.
        wake
            Called from the watch's thread when there is something to take.

        Raises
        ------
        TooManyFollowed
            If this process, or this account at it, has as many as it may.
        """
        page = Followed(on, thing, reader.account_id, reader.session_id, wake)
        with self._lock:
            own = sum(one.account == page.account for one in self._followed)
            if self._closed.is_set() or len(self._followed) >= MOST or own >= MOST_OF_ONE:
                raise TooManyFollowed
            self._followed.append(page)
            self._gone.discard(page.place)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._run, args=[service], name="watching for changes", daemon=True
                )
                self._thread.start()
        self._wanted.set()
        return page

    def leave(self, page: Followed) -> None:
        """Follow a page no more, and let others know if its account has no other one there."""
        with self._lock:
            if page in self._followed:
                self._followed.remove(page)
            same = [one for one in self._followed if one.place == page.place]
            if page.on == "care_map" and page.renewed and not same:
                self._gone.add(page.place)
        self._wanted.set()

    def end(self) -> None:
        """Follow nobody any more, and say so to every page; does not wait."""
        self._closed.set()
        self._wanted.set()
        self._end_all()

    def close(self) -> None:
        """End every page's following, take the marks away, and wait until that is done."""
        self.end()
        if self._thread is not None:
            self._thread.join(5)

    def _end_all(self) -> None:
        for page in self._all():
            page.tell("ended")

    def _all(self) -> list[Followed]:
        with self._lock:
            return list(self._followed)

    def _run(self, service: Service) -> None:
        while not self._closed.is_set():
            self._wanted.wait()
            try:
                self._look(service)
            except StoreError:
                self._end_all()
            except BaseException:
                self._end_all()  # nobody may wait for news that do not come
                raise
            with self._lock:
                if not self._followed and not self._gone and not self._closed.is_set():
                    self._wanted.clear()
            self._closed.wait(EVERY)
        with suppress(StoreError):
            left = {page.place for page in self._all() if page.on == "care_map"} | self._gone
            if left:
                presence.renew(service, [], self._mark_ids(left))

    def _mark_ids(self, places: Iterable[tuple[str, str]]) -> list[str]:
        return [presence.mark_id(self._name, *place) for place in places]

    def _look(self, service: Service) -> None:
        pages = [page for page in self._all() if not page.ended]
        self._renew(service, pages)
        if not pages:
            return
        seen = service.read(lambda tx: _seen(tx, pages))
        for page in pages:
            page.tell(*page.compare(seen[page]))

    def _renew(self, service: Service, pages: Collection[Followed]) -> None:
        """Mark the accounts whose pages are new or were marked a while ago, in one write."""
        now = time.monotonic()
        due = [
            page
            for page in pages
            if page.on == "care_map"
            and (not page.renewed or now - page.renewed > presence.RENEWED_EVERY)
        ]
        with self._lock:
            gone = self._gone - {page.place for page in pages}
            self._gone -= gone
        if not due and not gone:
            return
        rows = {page.place: presence.mark(self._name, page.thing, page.account) for page in due}
        presence.renew(service, rows.values(), self._mark_ids(gone))
        for page in due:
            page.renewed = now


def _seen(tx: Transaction, pages: Collection[Followed]) -> dict[Followed, Seen | None]:
    """Look once for all these pages: how each stands now, None where it may not be seen."""
    care_maps = sorted({page.thing for page in pages if page.on == "care_map"})
    neighbourhoods = sorted({page.thing for page in pages if page.on == "neighbourhood"})
    places: dict[str, int] = {}
    traced: dict[str, str | None] = {}
    noted: dict[str, int | None] = {}
    here: dict[str, set[str]] = {}
    if care_maps:
        for row in tx.rows("edit_places", ids=care_maps):
            places[row["id"]], traced[row["id"]] = row["seq"], row["traced"]
            noted[row["id"]] = row["noted"]
        for row in tx.rows("who_is_here", care_maps=care_maps, now=instant()):
            here.setdefault(row["care_map"], set()).add(row["account"])
    # Whoever is hidden from is not told that somebody came or went, which they could not see.
    several = [map_id for map_id, accounts in here.items() if len(accounts) > 1]
    hiding = quietly.hiding_on(tx, several) if several else {}
    if neighbourhoods:
        places |= {row["id"]: row["seq"] for row in tx.rows("view_places", ids=neighbourhoods)}
    roles = _roles(tx, pages)
    living = _living_sessions(tx, pages)

    def one(page: Followed) -> Seen | None:
        held = roles.get((page.account, page.thing))
        if not held or page.session not in living or page.thing not in places:
            return None
        return Seen(
            places[page.thing],
            frozenset(here.get(page.thing, set()) - hiding.get(page.place, set())),
            frozenset(held),
            traced.get(page.thing),
            noted.get(page.thing),
        )

    return {page: one(page) for page in pages}


def _roles(tx: Transaction, pages: Collection[Followed]) -> dict[tuple[str, str], set[str]]:
    pairs = sorted({(page.account, page.thing) for page in pages})
    asked = [{"account": account, "thing": thing} for account, thing in pairs]
    roles: dict[tuple[str, str], set[str]] = {}
    for row in tx.rows("roles_now", pairs=asked):
        if not has_ended(row["until"]):
            roles.setdefault((row["account"], row["thing"]), set()).add(row["role"])
    return roles


def _living_sessions(tx: Transaction, pages: Collection[Followed]) -> set[str | None]:
    ids = sorted({page.session for page in pages if page.session is not None})
    return {
        row["id"]
        for row in tx.rows("session_ends", ids=ids)
        if not has_ended(row["idle_until"]) and not has_ended(row["expires_at"])
    }
