"""Remarks: what somebody says is not right of a thing they see, or a connection they suggest.

A remark is about an element, a connection or a number of a report. What is private goes to that
map's owner, also where it is seen in the neighbourhood; the rest goes to the neighbourhood's
organisers. Nobody can speak of what they may not see: it answers as if it were not there. Words are
sealed under the keys of those whom they are about or name, so that they go when these are removed.
Reading and answering remarks is in `answering.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Final, Literal

from pydantic import Field

from mapping import audit, neighbourhoods, policy, throttle
from mapping.analysis import REPORTS
from mapping.consent import Purpose
from mapping.drawings import named_in
from mapping.locality.report_words import DEFINITIONS as OF_PLACE
from mapping.model import CareMap, Frozen, Id, Note, Slugs, instant, new_id
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.view import View, alias_of, shared_for
from mapping.vocabulary import ConnectionType

AboutKind = Literal["element", "connection", "number"]

MOST_IN_A_WINDOW: Final = 20
"""How many remarks one account may make within a quarter of an hour."""
NOTHING: Final = "-"
"""What is sealed where a connection is suggested without a word."""


class Suggested(Frozen):
    """A connection that somebody suggests; nothing of it is drawn until it is agreed to.

    `care_types` are what kinds of care are given, if that is said.
    """

    type: Literal[ConnectionType.CARES_FOR, ConnectionType.RELATED_TO] = ConnectionType.CARES_FOR
    from_: Id = Field(alias="from")
    to: Id
    care_types: Slugs = ()


class NewRemark(Frozen):
    """What somebody says: about what, in words; or a connection that they suggest.

    A number is named by its report and field: `who.actors`.
    """

    about_kind: AboutKind
    about: Id
    text: Annotated[Note, Field(max_length=1_000)] = ""
    suggests: Suggested | None = None


def say_on_map(service: Service, reader: Reader, map_id: str, said: NewRemark) -> None:
    """Say something of a care map that one can open.

    Raises
    ------
    NotFound
        If it is not drawn on this map.
    NotWellFormed
        If nothing is said, or the connection is there already.
    TooManyTries
        If one said too much within a quarter of an hour.
    """
    _begin(service, reader, said)
    records = Records(service.sealer, map_id)

    def work(tx: Transaction) -> None:
        care_map = whole_map(tx, records)
        if care_map is None:
            raise NotFound
        _write_of_map(tx, service, reader, care_map, said)

    service.write(work)


def say_in_neighbourhood(
    service: Service, reader: Reader, neighbourhood: str, said: NewRemark
) -> None:
    """Say something of what a neighbourhood's map and its reports show.

    Raises
    ------
    NotFound
        If it is not shown there now, or not to the reader.
    NotWellFormed
        If nothing is said, or a connection is suggested: between entries it is a proposal.
    TooManyTries
        If one said too much within a quarter of an hour.
    """
    _begin(service, reader, said)
    if said.suggests is not None:
        raise NotWellFormed(
            "suggests", "Say it in words here. Between two in the directory, propose it."
        )
    view = neighbourhoods.view(service, neighbourhood)
    if _is_private(reader, view, said):
        service.write(lambda tx: _write_of_shared(tx, service, reader, neighbourhood, said))
        return
    service.sealer.keys.make([remarks_key(neighbourhood)])
    service.write(lambda tx: _write(tx, service, reader, neighbourhood, said, ()))


def _begin(service: Service, reader: Reader, said: NewRemark) -> None:
    throttle.count_doing(service, "remark", reader.account_id, most=MOST_IN_A_WINDOW)
    if not said.text and said.suggests is None:
        raise NotWellFormed("text", "Say in a few words what is not right.")


def _is_private(reader: Reader, view: View, said: NewRemark) -> bool:
    """Say whether it is of somebody's care map; refuse what the reader is not shown."""
    if said.about_kind == "number":
        report, field = number_of(said.about)
        hidden = report in REPORTS and field in REPORTS[report].at_risk
        if field is None:
            raise NotFound
        if hidden and not policy.allows(reader, "neighbourhood.at_risk", view.id):
            raise NotFound
        return False
    shown = view.elements if said.about_kind == "element" else view.connections
    for one in shown:
        if one.id == said.about:
            return one.private
    raise NotFound


def number_of(about: str) -> tuple[str, str | None]:
    """Return the report and the field that a number is named by; no field if there is none."""
    report, _, field = about.partition(".")
    return report, field if field in definitions_of(report) else None


def definitions_of(report: str) -> Mapping[str, str]:
    """Return what the numbers of a report mean, by name; none if there is no such report."""
    if report == "locality":
        return OF_PLACE
    return REPORTS[report].definitions if report in REPORTS else {}


def remarks_key(neighbourhood: str) -> str:
    """Return the id of the key that what is said of a neighbourhood's own things is sealed with."""
    return f"remarks.{neighbourhood}"


def _write_of_map(
    tx: Transaction,
    service: Service,
    reader: Reader,
    care_map: CareMap,
    said: NewRemark,
    **seen: str,
) -> None:
    ends = _ends(care_map, said)
    if said.about_kind == "number" or not care_map.figures.keys() >= {*ends}:
        raise NotFound
    if said.suggests is not None:
        _check_suggested(care_map, said.suggests)
    records = Records(service.sealer, care_map.id)
    named = named_in(records, said.text, care_map.document())
    _write(tx, service, reader, care_map.id, said, (*ends, *named), **seen)


def _ends(care_map: CareMap, said: NewRemark) -> tuple[str, ...]:
    """Return the elements that a remark is about, whether or not they are drawn."""
    if said.suggests is not None:
        return said.suggests.from_, said.suggests.to
    if said.about_kind == "connection":
        line = care_map.connections.get(said.about)
        return (line.from_, line.to) if line else (said.about,)
    return (said.about,)


def _check_suggested(care_map: CareMap, wanted: Suggested) -> None:
    ends = (wanted.from_, wanted.to)
    if wanted.from_ == wanted.to:
        raise NotWellFormed("suggests", "Choose two that are not the same.")
    one_way = wanted.type is ConnectionType.CARES_FOR
    if wanted.care_types and not one_way:
        raise NotWellFormed("suggests", "Only care that is given has kinds. Leave them out.")
    for line in care_map.connections.values():
        theirs = (line.from_, line.to)
        same = theirs == ends if one_way else sorted(theirs) == sorted(ends)
        if line.type is wanted.type and same:
            raise NotWellFormed("suggests", "This connection is drawn already.")


def _write_of_shared(
    tx: Transaction, service: Service, reader: Reader, neighbourhood: str, said: NewRemark
) -> None:
    """Write down a remark about a private thing, seen by its alias, for the owner of its map."""
    for map_id, id_ in _shared_as(tx, service, neighbourhood, said):
        care_map = whole_map(tx, Records(service.sealer, map_id))
        if care_map is not None:
            seen = {"seen_in": neighbourhood, "seen_as": said.about}
            _write_of_map(tx, service, reader, care_map, said.changed(about=id_), **seen)
            return
    raise NotFound


def _shared_as(
    tx: Transaction, service: Service, neighbourhood: str, said: NewRemark
) -> Iterable[tuple[str, str]]:
    """Yield the map and id of what a neighbourhood sees by an alias; the first map comes first."""
    shared, _ = shared_for(tx, neighbourhood, Purpose.NEIGHBOURHOOD)
    about = sorted({thing for one in shared.values() for thing in one.things()})
    if said.about_kind == "connection":
        ids = ((map_id, id_, id_) for map_id in sorted(shared) for id_ in shared[map_id].things())
    else:
        rows = tx.rows("shared_figures", scopes=sorted(shared), about=about)
        ids = (
            (row["scope"], row["element_id"], row["element"].get("person_id") or row["element_id"])
            for row in rows
        )
    for map_id, id_, known_as in ids:
        if alias_of(service, neighbourhood, known_as) == said.about:
            yield map_id, id_


def _write(
    tx: Transaction,
    service: Service,
    reader: Reader,
    scope: str,
    said: NewRemark,
    of: tuple[str, ...],
    **seen: str,
) -> None:
    """Write down a remark; `of` are the elements whose keys seal it, none for a neighbourhood's."""
    suggests = said.suggests
    remark = {
        "id": new_id(),
        "scope": scope,
        "by": reader.account_id,
        "about_kind": said.about_kind,
        "about": suggests.from_ if suggests else said.about,
        "of": sorted({*of}),
        "suggests": suggests.model_dump_json() if suggests else None,
        "text": seal(service, scope, said.text or NOTHING, of),
        "made_at": instant(),
        "standing": "waiting",
        **seen,
    }
    tx.run("write_remark", remark=remark)
    audit.record(
        tx,
        service,
        chain=scope,
        account=reader.account_id,
        action="remark.suggested" if suggests else "remark.made",
        about=[suggests.from_, suggests.to] if suggests else [said.about],
    )


def seal(service: Service, scope: str, text: str, of: Iterable[str]) -> str:
    """Return words of a remark sealed under the keys of those whom they are about.

    Of a gap that somebody left who was removed for good, nothing is theirs any more.
    """
    ids = tuple(sorted({*of}))
    if not ids:
        return service.sealer.seal(text, remarks_key(scope))
    gone = service.sealer.keys.destroyed()
    there = tuple(id_ for id_ in ids if id_ not in gone)
    return Records(service.sealer, scope).seal_text(text, there)
