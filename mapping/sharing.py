"""What a care map shares, thing by thing, and the words that consent is given to.

For the page on which a Team Owner decides. Giving and taking back are in `consent.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Literal

from mapping.consent import (
    DETAILS,
    AboutKind,
    Detail,
    InForce,
    Purpose,
    in_force,
    seen_detail,
)
from mapping.model import CareMap, Element, Frozen, Id
from mapping.policy import NotFound, Reader
from mapping.service import Service
from mapping.store import Row, Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.vocabulary import Told

WORDINGS: Final = Path(__file__).parent.parent / "fixtures" / "wording"


class Wording(Frozen):
    """The words that are shown before somebody consents.

    Those of a Team Owner are by purpose; `drawn` is shown to somebody drawn before they say how
    they are seen themselves, `linked` before they say that they are one person on several maps.
    """

    id: Id
    version: int
    purpose: Purpose | Literal["drawn", "linked"]
    text: str


class Neighbour(Frozen):
    """The neighbourhood that things may be shared with."""

    id: Id
    name: str


class SharedThing(Frozen):
    """One thing of a map: whether it is shared, and what is still missing for it to be seen.

    `asks_you` is whether the reader, an owner, has yet to agree to it, or to agree anew since
    another owner went who held it back.
    """

    about: Id
    about_kind: AboutKind
    shared: bool
    seen: bool
    detail: Detail | None
    given_at: str | None
    wording: Id | None
    told: Told | None
    needs: tuple[str, ...]
    asks_you: bool


class Sharing(Frozen):
    """All that a map shares, and the words that may be shown."""

    neighbourhood: Neighbour | None
    evaluation: bool
    wordings: tuple[Wording, ...]
    things: tuple[SharedThing, ...]


def sharing(service: Service, reader: Reader, map_id: str) -> Sharing:
    """Return everything that a map shares, and what each thing still needs to be seen."""
    records = Records(service.sealer, map_id)

    def look(tx: Transaction) -> Sharing:
        care_map = whole_map(tx, records)
        if care_map is None:
            raise NotFound
        shared = in_force(tx, care_map, Purpose.NEIGHBOURHOOD)
        evaluation = in_force(tx, care_map, Purpose.EVALUATION)
        return Sharing(
            neighbourhood=_neighbour(tx, care_map.neighbourhood),
            evaluation=bool(evaluation.things()),
            wordings=wordings_in(tx),
            things=tuple(_things(care_map, shared, reader.account_id)),
        )

    return service.read(look)


def _things(care_map: CareMap, shared: InForce, account: str) -> Iterable[SharedThing]:
    private = [one for one in care_map.document().elements if one.scope == care_map.id]
    details = {one.id: _seen(care_map, one, shared) for one in private}
    for element in private:
        yield _shared_thing(
            shared,
            account,
            element.id,
            "element",
            seen=details[element.id] is not None,
            told=care_map.figures[element.id].told,
            needs=_element_needs(care_map, element, shared),
        )
    for line in care_map.document().connections:
        hidden = [
            care_map.elements[end].name
            for end in (line.from_, line.to)
            if end in details and details[end] is None
        ]
        yield _shared_thing(
            shared,
            account,
            line.id,
            "connection",
            seen=shared.detail(line.id) is not None and not hidden,
            told=None,
            needs=[f"{name} is not shown yet" for name in hidden],
        )


def _seen(care_map: CareMap, element: Element, shared: InForce) -> Detail | None:
    return seen_detail(
        element,
        care_map.figures[element.id].told,
        shared.detail(element.id),
        is_owner=element.id in care_map.owner_elements,
    )


def _shared_thing(
    shared: InForce,
    account: str,
    about: str,
    about_kind: AboutKind,
    *,
    seen: bool,
    told: Told | None,
    needs: Iterable[str],
) -> SharedThing:
    given = shared.of(about)
    waits_for = shared.waits_for(about) if given else frozenset()
    least = min((one.detail for one in given), key=DETAILS.index) if given else None
    return SharedThing(
        about=about,
        about_kind=about_kind,
        shared=bool(given),
        seen=seen,
        detail=shared.detail(about) or least,
        given_at=given[0].given_at if given else None,
        wording=given[0].wording if given else None,
        told=told,
        needs=(*needs, *_agreements_missing(waits_for, account)) if given else (),
        asks_you=account in waits_for,
    )


def _agreements_missing(waits_for: frozenset[str], account: str) -> Iterable[str]:
    if account in waits_for:
        yield "you have to agree"
    others = len(waits_for - {account})
    if others:
        yield f"{others} other {'owner has' if others == 1 else 'owners have'} to agree"


def _element_needs(care_map: CareMap, element: Element, shared: InForce) -> Iterable[str]:
    if shared.detail(element.id) is None or _seen(care_map, element, shared) is not None:
        return
    told = care_map.figures[element.id].told
    if element.child:
        yield "Children never leave the map"
    elif told is Told.OBJECTED:
        yield "They said no to being shown"
    elif told is Told.TOLD:
        yield "They were told, but have not agreed to be named. Show them as a neighbour, or ask"
    else:
        yield "They have not been told yet"


def _neighbour(tx: Transaction, id_: str | None) -> Neighbour | None:
    row = tx.one("neighbourhood", id=id_) if id_ else None
    return Neighbour(id=row["id"], name=row["name"]) if row else None


def wordings_in(tx: Transaction) -> tuple[Wording, ...]:
    """Return the newest wording of each purpose."""
    newest: dict[str, Row] = {}
    for row in tx.rows("wordings"):
        newest[row["purpose"]] = row
    return tuple(Wording.model_validate(row) for _, row in sorted(newest.items()))


def newest_wording(tx: Transaction, purpose: str) -> str | None:
    """Return the id of the newest wording of one purpose, if any is kept."""
    return next((one.id for one in wordings_in(tx) if one.purpose == purpose), None)


def wordings_on_file() -> Iterator[Wording]:
    """Yield the wordings of `fixtures/wording`: a new version is a new file, `team-2.md`."""
    for path in sorted(WORDINGS.glob("*.md")):
        purpose, _, version = path.stem.rpartition("-")
        text = path.read_text(encoding="utf-8")
        yield Wording.model_validate(
            {"id": path.stem, "version": int(version), "purpose": purpose, "text": text}
        )


def keep_wordings(service: Service, wordings: Iterable[Wording]) -> None:
    """Keep wordings that are not kept yet; a kept one never changes."""
    rows = [wording.model_dump(mode="json") for wording in wordings]
    service.write(lambda tx: tx.run("keep_wordings", rows=rows))
