"""Until when a care map is kept: a day that its owners choose, with a warning first.

From 60 days before, owners are reminded on their first page and on the map's, and put the day off
by one action. When the day is over the map is taken away as an owner would do it (`ending.py`):
hidden at once, and for 30 days it can be brought back; then its keys are destroyed. Without a day a
map is kept until somebody takes it away.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Final

from mapping import audit, ending, policy
from mapping.model import Frozen, Id, day_of, instant
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Row, Transaction

WARNED_FOR: Final = dt.timedelta(days=60)
"""So long before the day its owners are reminded."""
LEAST: Final = dt.timedelta(days=30)
"""No nearer a day is chosen, so that everybody is warned in time."""
MOST: Final = dt.timedelta(days=50 * 366)


class Retention(Frozen):
    """Until when a map is kept, that day included; None until somebody takes it away."""

    keep_until: dt.date | None
    warned: bool


def retention(service: Service, map_id: str) -> Retention:
    """Return until when a map is kept."""
    head = service.read(lambda tx: tx.one("care_map", id=map_id))
    if head is None:
        raise NotFound
    day = head["fields"].get("keep_until")
    return Retention(keep_until=day, warned=day is not None and is_near(day))


def is_near(day: dt.date) -> bool:
    """Whether owners are reminded of a day already."""
    return day <= day_of(instant()) + WARNED_FOR


def keep_until(service: Service, reader: Reader, map_id: str, day: dt.date | None) -> None:
    """Choose until when a map is kept, or put it off; None for no such day.

    Raises
    ------
    NotWellFormed
        If the day is nearer than 30 days, or too far away to be meant.
    """
    policy.check(reader, "care_map.keep", map_id)
    today = day_of(instant())
    if day and day < today + LEAST:
        raise NotWellFormed(
            "keep_until", "Choose a day 30 days from now or later, so that everybody is warned."
        )
    if day and day > today + MOST:
        raise NotWellFormed("keep_until", "This is too far away. Choose a nearer day, or none.")

    def work(tx: Transaction) -> None:
        audit.record(
            tx,
            service,
            chain=map_id,
            account=reader.account_id,
            action="care_map.keep_until",
            fields=[day.isoformat() if day else "no_end"],
        )
        tx.run("set_care_map", id=map_id, fields={"keep_until": day})

    service.write(work)


def near(tx: Transaction, map_ids: list[str]) -> dict[Id, dt.date]:
    """Return which of some maps come to their day soon, and when."""
    rows = tx.rows("care_maps_kept_until", before=day_of(instant()) + WARNED_FOR)
    return {row["id"]: row["keep_until"] for row in rows if row["id"] in map_ids}


def take_away_what_is_over(service: Service) -> int:
    """Take away the maps whose last day is over; return how many."""
    yesterday = day_of(instant()) - dt.timedelta(days=1)
    rows = service.read(lambda tx: tx.rows("care_maps_kept_until", before=yesterday))
    for row in rows:
        service.write(partial(_take_away, service, row))
    return len(rows)


def _take_away(service: Service, row: Row, tx: Transaction) -> None:
    ending.hide_within(tx, service, row["id"], by=None)
    tx.run("set_care_map", id=row["id"], fields={"keep_until": None})
