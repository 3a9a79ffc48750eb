"""Copies of a care map that leave the program: pictures for paper, tables, lists.

Each is made from the document that its reader may open anyway, live or kept, and holds no more than
that document; names are cut down as asked. Each is written into the map's audit chain before it is
handed out, so that the Team Owner's history says who took what. Drawing itself is
in `renderer`; who may is `policy.py`'s.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, Literal

from mapping import audit, drawings
from mapping.model import Document, Frozen, Id
from mapping.policy import NotFound, Reader
from mapping.service import Service
from mapping.store import Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records

Paper = Literal["a4", "a3"]
Way = Literal["landscape", "portrait"]
Names = Literal["full", "first", "initials", "none"]
Part = Literal["lives_with", "nearby", "within_2_hours", "further_away"]

NO_NAME: Final = "care-map"
"""What a file is called: never by a name, since files are sent about and backed up."""


class Choices(Frozen):
    """How a picture is drawn; `part` is the outermost ring that is shown."""

    paper: Paper = "a4"
    way: Way = "landscape"
    names: Names = "full"
    part: Part = "further_away"


class Copy(Frozen):
    """A file, and what its reader should know of it, in sentences."""

    content: bytes
    media_type: str
    filename: str
    notes: tuple[str, ...] = ()


def picture(
    service: Service,
    reader: Reader,
    map_id: str,
    *,
    choices: Choices,
    drawing: Id | None = None,
) -> Copy:
    """Draw a care map on one sheet, as SVG.

    Parameters
    ----------
    choices
        Paper, names, and how far out it goes.
    drawing
        A drawing that was kept; None for the map as it is now.

    Raises
    ------
    NotFound
        If there is no such map, or it has no such drawing.
    RendererTrouble
        If it cannot be drawn.
    """
    document, moment = _opened(service, reader, map_id, drawing)
    sheet = service.renderer.draw(
        "sheet",
        document=document.model_dump(mode="json"),
        moment=moment,
        choices=choices.model_dump(),
    )
    _record(service, reader, map_id, drawing, "svg")
    return Copy(
        content=sheet["svg"].encode(),
        media_type="image/svg+xml",
        filename=f"{NO_NAME}-{moment['on']}.svg",
        notes=tuple(sheet["notes"]),
    )


def _opened(
    service: Service, reader: Reader, map_id: str, drawing: Id | None
) -> tuple[Document, dict[str, Any]]:
    """Return a document, and the day and hand that it is from."""
    assert map_id in reader.care_map_roles
    if drawing is not None:
        kept = drawings.read(service, map_id, drawing)
        by = {"by": kept.kept_by.name, "sentence": kept.sentence}
        return kept.document, {"on": kept.kept_at[:10], "kept": by}
    records = Records(service.sealer, map_id)
    care_map = service.read(lambda tx: whole_map(tx, records))
    if care_map is None:
        raise NotFound
    today = dt.datetime.now(dt.UTC).date().isoformat()
    return care_map.document(), {"on": today, "kept": None}


def _record(service: Service, reader: Reader, map_id: str, drawing: Id | None, how: str) -> None:
    def work(tx: Transaction) -> None:
        audit.record(
            tx,
            service,
            chain=map_id,
            account=reader.account_id,
            action="care_map.copied",
            about=[drawing] if drawing else [],
            fields=[how],
        )

    service.write(work)
