"""What waits for an owner on their care maps: shown on the first page, and sent nowhere.

Each names a map, and the page is where it is done; who asked and what is said stays there.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Final, Literal

from mapping import access, asking, people, retention
from mapping.model import Frozen, Id, day_of, instant
from mapping.policy import Reader
from mapping.service import Service

What = Literal["asked", "acting_review", "goes"]

REVIEW_SOON: Final = dt.timedelta(days=14)
"""So long before it is due that somebody acts for another is a look again reminded of."""


class Reminder(Frozen):
    """Something that waits on one map: how many of it, or by which day."""

    care_map: Id
    title: str
    what: What
    count: int = 1
    day: dt.date | None = None


def reminders(service: Service, reader: Reader) -> list[Reminder]:
    """Return what waits on the maps that the reader owns."""
    mine = [one for one in people.me(service, reader).care_maps if one.role == "owner"]
    ids = [one.id for one in mine]
    asked, acts, going = service.read(
        lambda tx: (
            asking.waiting_in(tx, ids),
            access.acting_on(tx, ids),
            retention.near(tx, ids),
        )
    )
    soon = day_of(instant()) + REVIEW_SOON
    counts = Counter(row["care_map"] for row in asked)
    return [
        *(
            Reminder(care_map=one.id, title=one.title, what="goes", day=going[one.id])
            for one in mine
            if one.id in going
        ),
        *(
            Reminder(care_map=one.id, title=one.title, what="asked", count=counts[one.id])
            for one in mine
            if counts[one.id]
        ),
        *(
            Reminder(care_map=one.id, title=one.title, what="acting_review", day=row["review_on"])
            for one in mine
            for row in acts
            if row["scope"] == one.id and row["review_on"] <= soon
        ),
    ]
