"""Copies of a care map that leave the program: pictures, lists in easy words, tables, data.

Each is made from the document that its reader may open anyway, live or kept, and holds no more than
that document; names are cut down as asked. Each is written into the map's audit chain before it is
handed out, so that the Team Owner's history says who took what. Drawing itself is in `renderer`;
who may is `policy.py`'s.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from mapping import audit, drawings
from mapping.drawings import KeptDrawing
from mapping.interchange import tabular
from mapping.interchange.tabular import ElementRow
from mapping.model import Document, Frozen, Id, day_of, instant
from mapping.policy import NotFound, Reader
from mapping.renderer import print_list, print_sheet
from mapping.service import Service
from mapping.store import Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records

Paper = Literal["a4", "a3"]
Way = Literal["landscape", "portrait"]
Names = Literal["full", "first", "initials", "none"]
Part = Literal["lives_with", "nearby", "within_2_hours", "further_away"]
PictureFormat = Literal["svg", "pdf", "png"]
ListFormat = Literal["pdf", "json"]
DataFormat = Literal["csv", "json"]
Tables = Literal["elements", "connections"]
Printed = Literal["picture", "list"]

Thing = TypeVar("Thing", bound=Frozen)

FORMULAS: Final = frozenset("=+-@\t\r")
"""What the first letter of a cell is that a spreadsheet would run."""

PDF: Final = "application/pdf"
_TYPES: Final = {"svg": "image/svg+xml", "pdf": PDF, "png": "image/png"}


class Choices(Frozen):
    """How a copy is made; `part` is the outermost ring that is shown."""

    paper: Paper = "a4"
    way: Way = "landscape"
    names: Names = "full"
    part: Part = "further_away"


class Copy(Frozen):
    """A file; it is never called by a name, since files are sent about and backed up."""

    content: bytes
    media_type: str
    filename: str


class Copies:
    """Copies of one care map, or of one drawing that was kept of it, for one reader.

    Parameters
    ----------
    drawing
        A drawing that was kept; None for the map as it is now.

    Raises
    ------
    NotFound
        If there is no such map, or it has no such drawing.
    """

    def __init__(
        self, service: Service, reader: Reader, map_id: str, drawing: Id | None = None
    ) -> None:
        self._service = service
        self._reader = reader
        self._map_id = map_id
        self._drawing = drawing
        self._document, self._kept = _opened(service, map_id, drawing)
        self._on = day_of(self._kept.kept_at if self._kept else instant()).isoformat()

    def picture(self, choices: Choices, as_: PictureFormat) -> Copy:
        """Draw it on one sheet.

        Raises
        ------
        RendererTrouble
            If it cannot be drawn.
        """
        svg: str = self._drawn("sheet", choices)["svg"]
        content = svg.encode() if as_ == "svg" else print_sheet(svg, as_=as_)
        return self._copy(content, _TYPES[as_], as_, as_)

    def easy_read(self, choices: Choices, as_: ListFormat) -> Copy:
        """Say it in easy words: who is near, and who gives what to whom.

        Raises
        ------
        RendererTrouble
            If it cannot be made.
        """
        easy = self._drawn("easy", choices)
        if as_ == "json":
            return self._copy(_json(easy), "application/json", "easy", "json")
        return self._copy(print_list(easy), PDF, "easy", "pdf")

    def data(self, as_: DataFormat, table: Tables | None = None) -> Copy:
        """Return all that the document says: as JSON, as a table, or as both tables in one file.

        Of a kept drawing each says so inside, and whether it is a plan: JSON under `kept`, tables
        in two columns at their end.
        """
        if as_ == "json":
            body = self._document.model_dump(mode="json")
            told = {"kept": _as_data(self._kept)} if self._kept else {}
            return self._copy(_json({**body, **told}), "application/json", "json", "json")
        tables = _tables(self._document, _as_cells(self._kept))
        if table is not None:
            return self._copy(tables[f"{table}.csv"], "text/csv", "csv", f"{table}.csv")
        return self._copy(_zipped(tables), "application/zip", "csv", "zip")

    def note_print(self, what: Printed) -> None:
        """Write down that a page printed it, which nothing here sees."""
        self._record("print" if what == "picture" else "print_easy")

    def _drawn(self, what: str, choices: Choices) -> dict[str, Any]:
        return self._service.renderer.draw(
            what,
            document=self._document.model_dump(mode="json"),
            moment={"on": self._on, "kept": _in_words(self._kept)},
            choices=choices.model_dump(),
        )

    def _copy(self, content: bytes, media_type: str, how: str, ending: str) -> Copy:
        self._record(how)
        plan = "plan-" if self._kept and self._kept.plan else ""
        filename = f"care-map-{plan}{self._on}.{ending}"
        return Copy(content=content, media_type=media_type, filename=filename)

    def _record(self, how: str) -> None:
        def work(tx: Transaction) -> None:
            audit.record(
                tx,
                self._service,
                chain=self._map_id,
                account=self._reader.account_id,
                action="care_map.copied",
                about=[self._drawing] if self._drawing else [],
                fields=[how],
            )

        self._service.write(work)


def _opened(
    service: Service, map_id: str, drawing: Id | None
) -> tuple[Document, KeptDrawing | None]:
    """Return a document, and what was kept with it if it was kept."""
    if drawing is not None:
        kept = drawings.read(service, map_id, drawing)
        return kept.document, kept
    records = Records(service.sealer, map_id)
    care_map = service.read(lambda tx: whole_map(tx, records))
    if care_map is None:
        raise NotFound
    return care_map.document(), None


def _in_words(kept: KeptDrawing | None) -> dict[str, Any] | None:
    """Return what a sheet says of a kept drawing."""
    if kept is None:
        return None
    by = [kept.kept_by.name, *(name for name in kept.present if name != kept.kept_by.name)]
    return {"by": by, "sentence": kept.sentence, "plan": kept.plan is not None}


def _as_data(kept: KeptDrawing) -> dict[str, Any]:
    """Return what data says of a kept drawing: when it was kept, and what a plan supposes."""
    return kept.model_dump(mode="json", include={"id", "kept_at", "plan"})


def _as_cells(kept: KeptDrawing | None) -> dict[str, str]:
    """Return the same for every row of a table."""
    if kept is None:
        return {}
    return {
        "drawing_kept_on": day_of(kept.kept_at).isoformat(),
        "drawing_is_plan": str(kept.plan is not None).lower(),
    }


def _tables(document: Document, told: Mapping[str, str]) -> dict[str, bytes]:
    """Return `elements.csv` and `connections.csv`, safe to open in a spreadsheet."""
    figures = {figure.element_id: _safe(figure) for figure in document.figures}
    rows = [ElementRow(_safe(element), figures.get(element.id)) for element in document.elements]
    with tempfile.TemporaryDirectory() as folder:
        elements, connections = Path(folder, "elements.csv"), Path(folder, "connections.csv")
        tabular.write_elements(elements, rows, told)
        tabular.write_connections(connections, map(_safe, document.connections), told)
        return {file.name: file.read_bytes() for file in (elements, connections)}


def _safe(thing: Thing) -> Thing:
    """Return a thing whose texts no spreadsheet takes for formulas: `=1+1` becomes `'=1+1`."""
    texts = {name: value for name, value in thing if isinstance(value, str)}
    return thing.model_copy(
        update={name: f"'{text}" for name, text in texts.items() if text[:1] in FORMULAS}
    )


def _zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()
