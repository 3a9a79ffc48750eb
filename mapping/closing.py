"""Closing a care map that is finished with, and opening it again for drawing.

A closed map is still seen by those who could see it, with everything that was kept of it; nobody
draws on it. What it shares is not changed by closing.
"""

from __future__ import annotations

from mapping import audit, policy
from mapping.care_maps import owner_count
from mapping.policy import NotFound, Reader
from mapping.service import Service
from mapping.store import Transaction
from mapping.vocabulary import CareMapState


def set_state(service: Service, reader: Reader, map_id: str, state: CareMapState) -> None:
    """Close a care map or open it again.

    Raises
    ------
    NotAllowed
        If the reader is no owner of it, while it has one.
    NotFound
        If there is no such map.
    """

    def work(tx: Transaction) -> None:
        ownerless = owner_count(tx, map_id) == 0
        policy.check(reader, "care_map.close", map_id, sometimes=ownerless)
        end = tx.one("advance_chain", chain=map_id)
        head = tx.one("care_map", id=map_id)
        if head is None:
            raise NotFound
        closed = state is CareMapState.CLOSED
        tx.run("set_care_map", id=map_id, fields={"state": state.value})
        audit.record(
            tx,
            service,
            chain=map_id,
            account=reader.account_id,
            action="care_map.closed" if closed else "care_map.reopened",
            end=end,
        )

    service.write(work)
