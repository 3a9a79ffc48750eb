"""What a member of a team gives its Team Owner, drawn on the map as an edit like any other."""

from __future__ import annotations

from collections.abc import Sequence

from mapping import edit_log
from mapping.model import CareMap, Connection, new_id
from mapping.policy import Reader
from mapping.service import Service
from mapping.steps import Connect, Edit, Step, Tick
from mapping.store.records import Records
from mapping.team import open_map
from mapping.vocabulary import ConnectionType, State


def draw_what_they_give(
    service: Service,
    reader: Reader,
    map_id: str,
    element_id: str,
    gives: Sequence[str],
    *,
    only: bool = False,
) -> None:
    """Draw what somebody gives the Team Owner, as an edit like any other.

    Parameters
    ----------
    only
        Whether they give nothing else: then what is drawn beside it is taken away.
    """
    records = Records(service.sealer, map_id)
    care_map = service.read(lambda tx: open_map(tx, records))
    steps = tuple(_steps(care_map, element_id, gives, only=only))
    if steps:
        edit = Edit(id=new_id(), scope=map_id, base=care_map.edit_seq, steps=steps)
        edit_log.save_edit(service, reader, edit)


def _steps(care_map: CareMap, giver: str, gives: Sequence[str], *, only: bool) -> list[Step]:
    owner = care_map.owner_elements[0]
    drawn = [
        line
        for line in care_map.connections.values()
        if line.type is ConnectionType.CARES_FOR and (line.from_, line.to) == (giver, owner)
    ]
    given = {one for line in drawn for one in line.care_types}
    new = sorted(set(gives) - given)
    if not drawn:
        line = Connection(
            id=new_id(),
            type=ConnectionType.CARES_FOR,
            from_=giver,
            to=owner,
            care_types=tuple(new),
            state=State.GENERATIVE,
        )
        return [Connect(connection=line)] if new else []
    return [
        *(_tick(drawn[0], "tick", one) for one in new),
        *(
            _tick(line, "untick", one)
            for line in drawn
            for one in line.care_types
            if only and one not in gives
        ),
    ]


def _tick(line: Connection, does: str, value: str) -> Tick:
    return Tick.model_validate(
        {
            "does": does,
            "on": "connection",
            "id": line.id,
            "type": line.type,
            "from": line.from_,
            "to": line.to,
            "field": "care_types",
            "value": value,
        }
    )
