"""How a neighbourhood's map is shown, kept for all who read it: places of figures, and saved views.

Places are worked out once by the page that first draws the picture, and stay: what is new is placed
beside what it is connected with, what was moved by hand stays there, and what is not seen any more
loses its place while nothing else moves. A saved view is an address, not a copy of what it showed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

from pydantic import AfterValidator, Field, FiniteFloat

from mapping import audit, neighbourhoods
from mapping.chosen import LONGEST
from mapping.model import Frozen, Id, Name, instant, new_id
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Transaction

MOST_PLACES: Final = 20_000
MOST_VIEWS: Final = 100
_AT_ONCE: Final = 2_000

Share = Annotated[FiniteFloat, Field(ge=-1, le=2)]


class Spot(Frozen):
    """Where a figure is: shares of the sheet's width and height, from its top left."""

    element: Id
    x: Share
    y: Share


class Layout(Frozen):
    """Where a picture has its figures; what has no place yet is not there."""

    places: Annotated[tuple[Spot, ...], Field(max_length=MOST_PLACES)]


def _query(text: str) -> str:
    if text and not text.startswith("?"):
        raise ValueError("is no part of an address. Begin it with ?, or leave it empty")
    return text


class NewView(Frozen):
    """A view to be saved: its name, and what stands in the address from the question mark on."""

    name: Name
    shown: Annotated[str, Field(max_length=LONGEST), AfterValidator(_query)]


class SavedView(NewView):
    """A view of a neighbourhood's map that was given a name."""

    id: Id
    at: str


def layout(service: Service, neighbourhood: str) -> Layout:
    """Return where a neighbourhood's picture has its figures.

    What is not on its map any more loses its place here, so that it has none if it comes back.

    Raises
    ------
    NotFound
        If there is no such neighbourhood.
    """
    seen = _ids(service, neighbourhood)
    rows = service.read(lambda tx: tx.rows("layout", scope=neighbourhood))
    gone = [row["element"] for row in rows if row["element"] not in seen]
    if gone:
        service.write(lambda tx: tx.run("forget_layout", scope=neighbourhood, elements=gone))
    return Layout.model_construct(
        places=tuple(Spot.model_construct(**row) for row in rows if row["element"] in seen)
    )


def place(
    service: Service, reader: Reader, neighbourhood: str, spots: Sequence[Spot], *, moved: bool
) -> None:
    """Keep where figures are.

    Parameters
    ----------
    service
        What the use case works on.
    reader
        Whose doing it is.
    neighbourhood
        Its id.
    spots
        Where they are; what is not on the map is left out.
    moved
        Whether somebody moved them; else a figure that has a place keeps it.

    Raises
    ------
    NotFound
        If there is no such neighbourhood.
    """
    seen = _ids(service, neighbourhood)
    rows = [one.model_dump() for one in spots if one.element in seen]

    def work(tx: Transaction) -> None:
        kept = (
            set() if moved else {row["element"] for row in tx.rows("layout", scope=neighbourhood)}
        )
        fresh = [row for row in rows if row["element"] not in kept]
        for start in range(0, len(fresh), _AT_ONCE):
            tx.run("keep_layout", scope=neighbourhood, rows=fresh[start : start + _AT_ONCE])
        if moved and fresh:
            _note(tx, service, reader, neighbourhood, "picture.arranged", fresh[0]["element"])

    service.write(work)


def views(service: Service, neighbourhood: str) -> list[SavedView]:
    """Return the saved views of a neighbourhood's map, by name."""
    rows = service.read(lambda tx: tx.rows("saved_views", scope=neighbourhood))
    return [SavedView.model_validate(row) for row in rows]


def save_view(service: Service, reader: Reader, neighbourhood: str, view: NewView) -> SavedView:
    """Give a view of a neighbourhood's map a name.

    Raises
    ------
    NotWellFormed
        If the name is taken, or there are too many.
    """
    made = SavedView(id=new_id(), at=instant(), name=view.name, shown=view.shown)

    def work(tx: Transaction) -> None:
        there = tx.rows("saved_views", scope=neighbourhood)
        if any(row["name"].casefold() == view.name.casefold() for row in there):
            raise NotWellFormed("name", "A view has this name. Use another, or remove that one.")
        if len(there) >= MOST_VIEWS:
            raise NotWellFormed("name", f"There are {MOST_VIEWS} views. Remove one first.")
        fields = {**made.model_dump(), "scope": neighbourhood, "by": reader.account_id}
        tx.run("keep_saved_view", view=fields)
        _note(tx, service, reader, neighbourhood, "view.saved", made.id)

    service.write(work)
    return made


def remove_view(service: Service, reader: Reader, neighbourhood: str, view: str) -> None:
    """Take a saved view away; what it shows stays.

    Raises
    ------
    NotFound
        If the neighbourhood has no such view.
    """

    def work(tx: Transaction) -> None:
        if tx.one("remove_saved_view", id=view, scope=neighbourhood) is None:
            raise NotFound
        _note(tx, service, reader, neighbourhood, "view.removed", view)

    service.write(work)


def _ids(service: Service, neighbourhood: str) -> set[str]:
    return {one.id for one in neighbourhoods.view(service, neighbourhood).elements}


def _note(
    tx: Transaction, service: Service, reader: Reader, chain: str, action: str, about: str
) -> None:
    audit.record(tx, service, chain=chain, account=reader.account_id, action=action, about=[about])
