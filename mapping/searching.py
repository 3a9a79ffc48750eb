"""Finding a named person who has no account, when they ask what is kept about them.

Names are sealed, so a search opens each of them; whoever searches learns only how many were found.
Each find goes to that map's owner, in the map's history, and to one named reviewer, who sees what
is kept about that person on each map and nothing else of it. All of it is on record, without the
name that was looked for. Somebody who has an account is answered by `own_data.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from mapping import audit, people, policy, throttle
from mapping.model import Frozen, Id, Name, new_id
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Row, Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records

_PAGE: Final = 5_000
MOST_SEARCHES: Final = 10
"""How many names one account may have looked for within a quarter of an hour."""
_OWN: Final = {
    "name",
    "kind",
    "contact",
    "address",
    "area",
    "languages",
    "faith",
    "offers",
    "roles",
}


class Searched(Frozen):
    """A search for a named person: how many were found, on how many maps. No name, no map."""

    id: Id
    found: int
    maps: int


class KeptOfPerson(Frozen):
    """What one care map has about one person who was found; others on it are left out."""

    map: str
    element: dict[str, Any]
    relation: str | None
    note: str | None
    connections: int


def search(service: Service, reader: Reader, *, name: Name, reviewer_email: str) -> Searched:
    """Look for a named person on every care map; tell each map's owner, and the reviewer.

    Parameters
    ----------
    name
        As the person gives it: all its words are looked for, in any order.
    reviewer_email
        Of an account that is nobody's who runs the service, agreed to look at what is found.

    Raises
    ------
    NotWellFormed
        If there is no such reviewer. Nothing was looked for then.
    TooManyTries
        If the account has had its share of searches for now.
    """
    policy.check(reader, "person.search")
    throttle.count_doing(service, "search", reader.account_id, most=MOST_SEARCHES)
    reviewer = _reviewer(service, reader, reviewer_email)
    wanted = _words(name)
    if not wanted:
        raise NotWellFormed("name", "Write the name that the person gives.")
    hits = [row for row in _everybody(service) if wanted <= _words(_opened(service, row))]
    search_id = new_id()

    def work(tx: Transaction) -> None:
        for row in hits:
            audit.record(
                tx,
                service,
                chain=row["scope"],
                account=None,
                action="person.found",
                about=[row["id"]],
                fields=[search_id],
            )
        audit.record(
            tx,
            service,
            chain=audit.SERVICE_CHAIN,
            account=reader.account_id,
            action="person.searched",
            about=[search_id, reviewer],
        )

    service.write(work)
    return Searched(id=search_id, found=len(hits), maps=len({row["scope"] for row in hits}))


def review(service: Service, reader: Reader, search_id: str) -> list[KeptOfPerson]:
    """Return what is kept about those who were found, to the reviewer; each map's history says so.

    Raises
    ------
    NotFound
        If there was no such search, or the reader is not its reviewer.
    """

    def look(tx: Transaction) -> list[tuple[Row, KeptOfPerson]]:
        searched = tx.one("searched", search=search_id)
        if searched is None or reader.account_id not in searched["about"][1:]:
            raise NotFound
        rows = tx.rows("found_by_search", search=search_id)
        return [(row, kept) for row in rows if (kept := _kept(tx, service, row)) is not None]

    found = service.read(look)

    def noted(tx: Transaction) -> None:
        for row, _ in found:
            audit.record(
                tx,
                service,
                chain=row["scope"],
                account=reader.account_id,
                action="person.reviewed",
                about=row["about"],
            )

    service.write(noted)
    return [kept for _, kept in found]


def _reviewer(service: Service, reader: Reader, email: str) -> str:
    index = people.email_index(service, people.normalised(email))
    row = service.read(lambda tx: tx.one("account_by_email", email_index=index))
    if row is None or row["id"] == reader.account_id:
        raise NotWellFormed("reviewer_email", "Give the email of somebody else who has an account.")
    return str(row["id"])


def _everybody(service: Service) -> Iterator[Row]:
    after = ""
    while True:
        page = service.read(partial(_page, after=after))
        yield from page
        if len(page) < _PAGE:
            return
        after = page[-1]["id"]


def _page(tx: Transaction, *, after: str) -> list[Row]:
    return tx.rows("drawn_on_maps", after=after, limit=_PAGE)


def _opened(service: Service, row: Row) -> str:
    return service.sealer.open(row["name"]) or ""


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))


def _kept(tx: Transaction, service: Service, row: Row) -> KeptOfPerson | None:
    care_map = whole_map(tx, Records(service.sealer, row["scope"]))
    (found,) = row["about"]
    if care_map is None or found not in care_map.figures:
        return None
    lines = [one for one in care_map.connections.values() if found in (one.from_, one.to)]
    figure = care_map.figures[found]
    return KeptOfPerson(
        map=care_map.id[-6:],
        element=care_map.elements[found].model_dump(
            mode="json", include=_OWN, exclude_defaults=True
        ),
        relation=figure.relation,
        note=figure.note,
        connections=len(lines),
    )
