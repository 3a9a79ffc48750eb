"""The day on which a care map is looked at again: setting it, putting it off, having none.

It is a field of the map like its title, so that a change of it is an edit: it stands in the
history, open pages follow it and undo takes it back. Pages say when it is near or past.
"""

from __future__ import annotations

import datetime as dt

from mapping.edit_log import save_within
from mapping.model import Frozen, new_id
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.steps import Edit, Set
from mapping.store import Transaction


class ReviewDate(Frozen):
    """When a care map is looked at again; null is that no day is said."""

    review_on: dt.date | None


def set_date(service: Service, reader: Reader, map_id: str, day: dt.date | None) -> None:
    """Say when a map is looked at again, or that no day is said.

    Raises
    ------
    NotFound
        If there is no such map.
    NotWellFormed
        If the day is past, or the map is closed.
    """
    check_to_come(day)
    service.write(lambda tx: set_within(tx, service, reader, map_id, day))


def check_to_come(day: dt.date | None) -> None:
    """Refuse a day that is past everywhere on earth."""
    if day is not None and day < _first_today():
        raise NotWellFormed("review_on", "review_on is in the past. Choose a day to come.")


def set_within(
    tx: Transaction, service: Service, reader: Reader, map_id: str, day: dt.date | None
) -> None:
    """Set it within a transaction, as an edit of the map; the same day again is none."""
    head = tx.one("care_map", id=map_id)
    if head is None:
        raise NotFound
    was = head["fields"].get("review_on")
    if was == day:
        return
    said = [one.isoformat() if one else None for one in (was, day)]
    step = Set(on="map", id=map_id, field="review_on", was=said[0], now=said[1])
    save_within(tx, service, reader, Edit(id=new_id(), scope=map_id, steps=(step,)))


def _first_today() -> dt.date:
    """Return the date that it still is somewhere on earth."""
    return (dt.datetime.now(dt.UTC) - dt.timedelta(hours=12)).date()
