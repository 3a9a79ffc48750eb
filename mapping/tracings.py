"""The picture of a paper map that a care map is traced from, where somebody saves it on purpose.

Until then it is on their own device only, and nothing here knows of it. A care map has one at most.
It is sealed under the map's key and one of its own, so that whoever reads the database sees nothing
of it, it ends with the map, and once it is removed or replaced no backup shows it; only those with
a role on the map get it. What a picture may be is `jpeg.py`.
"""

from __future__ import annotations

import base64
import json
from typing import Annotated, Final

from pydantic import Field

from mapping import audit
from mapping.care_maps import By, account_names
from mapping.jpeg import only_the_picture
from mapping.model import Frozen, instant, new_id
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Transaction

LARGEST: Final = 1_000_000
"""Bytes of a picture; a page draws it smaller until it fits."""

Place = Annotated[float, Field(ge=-20_000, le=20_000, allow_inf_nan=False)]


class Placement(Frozen):
    """Where a picture lies on the sheet: its middle, its width, and its turn in degrees."""

    x: Place
    y: Place
    width: Annotated[float, Field(ge=20, le=20_000, allow_inf_nan=False)]
    turn: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)] = 0.0


class NewTracing(Frozen):
    """A picture to save with a map: a JPEG as base64, and where it lies."""

    picture: Annotated[str, Field(max_length=LARGEST * 4 // 3 + 8)]
    placement: Placement


class Tracing(Frozen):
    """The picture saved with a map, and who saved it when."""

    picture: str
    placement: Placement
    by: By
    at: str


def keep(service: Service, reader: Reader, map_id: str, wanted: NewTracing) -> Tracing:
    """Save a picture with a care map, in place of the one before.

    Raises
    ------
    NotWellFormed
        If it is not a JPEG picture, or a larger one than fits. Nothing was saved.
    NotFound
        If there is no such map.
    """
    picture = base64.b64encode(_checked(wanted.picture)).decode()
    kept = Tracing(
        picture=picture,
        placement=wanted.placement,
        by=By(id=reader.account_id, name=reader.name),
        at=instant(),
    )
    key = new_id()
    service.sealer.keys.make([key])
    fields = {
        "id": map_id,
        "scope": map_id,
        "key": key,
        "picture": service.sealer.seal(picture, key, map_id),
        "placement": kept.placement.model_dump_json(),
        "by": reader.account_id,
        "at": kept.at,
    }

    def work(tx: Transaction) -> None:
        _record(tx, service, reader, map_id, "tracing.kept")
        if tx.one("keep_tracing", scope=map_id, tracing=fields) is None:
            raise NotFound

    with service.destroying(key_of(service, map_id)):
        service.write(work)
    return kept


def key_of(service: Service, map_id: str) -> list[str]:
    """Return the key of the picture saved with a care map, if it has one of its own."""
    row = service.read(lambda tx: tx.one("tracing", scope=map_id))
    key = row["fields"].get("key") if row else None
    return [key] if key else []


def _checked(picture: str) -> bytes:
    try:
        found = only_the_picture(base64.b64decode(picture, validate=True))
    except ValueError:  # not base64, not even its letters, or no picture
        raise NotWellFormed(
            "picture", "This is not a whole JPEG picture. Choose the photograph again."
        ) from None
    if len(found) > LARGEST:
        raise NotWellFormed("picture", "This picture is larger than 1 MB. Make it smaller.")
    return found


def read(service: Service, map_id: str) -> Tracing | None:
    """Return the picture saved with a care map, or None if there is none."""

    def look(tx: Transaction) -> Tracing | None:
        row = tx.one("tracing", scope=map_id)
        picture = service.sealer.open(row["fields"]["picture"]) if row else None
        if row is None or picture is None:
            return None
        fields = row["fields"]
        names = account_names(tx, service, [fields["by"]])
        return Tracing(
            picture=picture,
            placement=Placement.model_validate(json.loads(fields["placement"])),
            by=By(id=fields["by"], name=names[fields["by"]]),
            at=fields["at"],
        )

    return service.read(look)


def place(service: Service, reader: Reader, map_id: str, placement: Placement) -> None:
    """Keep where the saved picture lies now; without a picture nothing happens."""

    def work(tx: Transaction) -> None:
        text = placement.model_dump_json()
        if tx.one("place_tracing", scope=map_id, placement=text) is not None:
            _record(tx, service, reader, map_id, "tracing.moved")

    service.write(work)


def remove(service: Service, reader: Reader, map_id: str) -> None:
    """Take the saved picture away for good; without one nothing happens."""
    with service.destroying(key_of(service, map_id)):
        service.write(lambda tx: remove_within(tx, service, reader, map_id))


def remove_within(tx: Transaction, service: Service, reader: Reader, map_id: str) -> bool:
    """Take the picture away within a transaction; who calls it destroys its key (`key_of`)."""
    if tx.one("remove_tracing", scope=map_id) is None:
        return False
    _record(tx, service, reader, map_id, "tracing.removed")
    return True


def _record(tx: Transaction, service: Service, reader: Reader, map_id: str, action: str) -> None:
    audit.record(
        tx, service, chain=map_id, account=reader.account_id, action=action, about=[map_id]
    )
