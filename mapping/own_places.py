"""A person's own place on a care map: a figure that is theirs, once its owner confirmed it.

They see how they are drawn and what passes between them and the Team Owner, and nothing else of the
map. They correct their own details and what they give, agree or object to being shown, answer about
hats, and leave. One person on several maps is said to be one only by their own word, and no longer
when they take it back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from mapping import consent, edit_log, hats, remarks
from mapping.consent import Consent, Detail, Purpose, in_force, seen_detail
from mapping.giving import draw_what_they_give
from mapping.joining import leave_team
from mapping.model import CareMap, Frozen, Id, Line, Name, Note, Slugs, instant, new_id
from mapping.people import opened
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.remarks import NewRemark
from mapping.service import Service
from mapping.steps import Edit, Set
from mapping.store import Row, Transaction
from mapping.store.records import Records
from mapping.team import HatTerm, Member, Team, open_map, record_of_team, today_here
from mapping.vocabulary import ConnectionType, Frequency, Kind, Presence, Told

DETAILS_OF_ONES_OWN: Final = ("name", "contact")
"""What a person may correct of how they are written down."""


class Passes(Frozen):
    """Care that is drawn between a person and the Team Owner."""

    care_types: Slugs
    frequency: Frequency | None


class OwnHat(Frozen):
    """A hat that a person wears, was asked to wear, or wore."""

    hat: str
    until: dt.date
    worn: bool
    run_out: bool
    answered: bool


class OwnPlace(Frozen):
    """How one person is drawn on one care map, as they see it themselves."""

    element_id: Id
    owner_first_name: str
    name: str
    kind: Kind
    own_name: bool
    contact: str | None
    relation: str | None
    presence: Presence
    gives: tuple[Passes, ...]
    gets: tuple[Passes, ...]
    on_team: bool
    since: dt.date | None
    hats: tuple[OwnHat, ...]
    neighbourhood: str | None
    told: Told
    agreed_detail: Detail | None
    shown_as: Detail | None
    linked: bool


class Waiting(Frozen):
    """A yes that the Team Owner has not confirmed yet."""

    inviter_first_name: str
    accepted_at: str


class OwnPlaces(Frozen):
    """All places of one account, and what waits for a Team Owner's word."""

    places: tuple[OwnPlace, ...]
    waiting: tuple[Waiting, ...]


def own_places(service: Service, reader: Reader) -> OwnPlaces:
    """Return how an account's person is drawn, on every map that says who they are."""

    def look(tx: Transaction) -> OwnPlaces:
        claims = tx.rows("claims_of_account", account=reader.account_id)
        waiting = tx.rows("askings_accepted_by", account=reader.account_id)
        return OwnPlaces(
            places=tuple(_place(tx, service, claim) for claim in claims),
            waiting=tuple(
                Waiting(
                    inviter_first_name=opened(service, row["inviter_name"]).split()[0],
                    accepted_at=row["used_at"],
                )
                for row in waiting
            ),
        )

    return service.read(look)


def correct(
    service: Service, reader: Reader, element_id: str, *, name: Name, contact: Line | None
) -> None:
    """Correct how one's own figure is named and reached, as an edit like any other.

    Raises
    ------
    NotWellFormed
        If the figure is of the neighbourhood's directory, which an organiser looks after.
    """
    claim, care_map = _own(service, reader, element_id)
    if claim["scope"] != care_map.id:
        raise NotWellFormed("name", "An organiser looks after this name. Ask them to change it.")
    element, now = care_map.elements[element_id], {"name": name, "contact": contact}
    steps = tuple(
        Set(on="element", id=element_id, field=field, was=was, now=now[field])
        for field in DETAILS_OF_ONES_OWN
        if (was := getattr(element, field)) != now[field]
    )
    if steps:
        edit = Edit(id=new_id(), scope=care_map.id, base=care_map.edit_seq, steps=steps)
        edit_log.save_edit(service, reader, edit)


def say_gives(service: Service, reader: Reader, element_id: str, gives: Slugs) -> None:
    """Say what one gives the Team Owner: it is drawn so, and nothing else is."""
    claim, _ = _own(service, reader, element_id)
    draw_what_they_give(service, reader, claim["care_map"], element_id, gives, only=True)


def say_shown(
    service: Service,
    reader: Reader,
    element_id: str,
    *,
    shown: bool,
    detail: Detail = Detail.NEIGHBOUR,
    wording: str | None = None,
) -> None:
    """Agree to be shown in the neighbourhood, at most so far; or say no, which counts at once.

    Raises
    ------
    NotWellFormed
        If somebody agrees without having been shown the words that they agree to.
    """
    claim, _ = _own(service, reader, element_id)
    records = Records(service.sealer, claim["care_map"])

    def work(tx: Transaction) -> None:
        care_map = open_map(tx, records)
        if element_id not in care_map.figures:
            raise NotFound
        told = Told.AGREED if shown else Told.OBJECTED
        consent.set_told(tx, records, care_map, element_id, told)
        if shown:
            kept = tx.one("wording", id=wording) if wording else None
            if wording is None or kept is None or kept["purpose"] != "drawn":
                raise NotWellFormed("wording", "Read the words that you agree to, then try again.")
            consent.keep(tx, _agreed(reader, care_map, element_id, detail, wording))
        else:
            consent.end_own(tx, care_map.id, element_id, Purpose.NEIGHBOURHOOD)
        consent.tell_neighbourhood(
            tx, service, care_map, reader, "told.by_themselves", [element_id], [told.value]
        )

    service.write(work)


def answer_hat(
    service: Service,
    reader: Reader,
    element_id: str,
    hat: str,
    *,
    agrees: bool,
    reason: Line | None = None,
) -> None:
    """Say yes to a hat, or object to it with a reason."""
    claim, _ = _own(service, reader, element_id)
    hats.say(
        service,
        reader,
        claim["care_map"],
        element_id,
        hat,
        side="person",
        agrees=agrees,
        reason=reason,
        said=None,
    )


def leave(service: Service, reader: Reader, element_id: str) -> None:
    """Leave the team, which counts at once; how one is drawn can still be seen and corrected."""
    claim, _ = _own(service, reader, element_id)
    leave_team(service, reader, claim["care_map"], element_id, action="team.left")


def say_not_right(service: Service, reader: Reader, element_id: str, text: Note) -> None:
    """Say that something about how one is drawn is not right; the map's owner answers.

    Raises
    ------
    NotWellFormed, TooManyTries
        As `remarks.say_on_map` does.
    """
    claim, _ = _own(service, reader, element_id)
    said = NewRemark(about_kind="element", about=element_id, text=text)
    remarks.say_on_map(service, reader, claim["care_map"], said)


def let_go(service: Service, reader: Reader, element_id: str) -> None:
    """Say that a figure is no longer one's own: nothing of that map is seen from then on.

    Whoever is still on the team leaves it first.
    """
    claim, _ = _own(service, reader, element_id)
    map_id = claim["care_map"]
    records = Records(service.sealer, map_id)

    def on_team(tx: Transaction) -> bool:
        member = Team(tx, records).members.get(element_id)
        return member is not None and member.on_team

    if service.read(on_team):
        leave(service, reader, element_id)
    if claim["person_id"]:
        set_linked(service, reader, [element_id], linked=False)

    def work(tx: Transaction) -> None:
        record_of_team(tx, service, reader, map_id, "place.let_go", element_id)
        tx.run("end_claim", account=reader.account_id, element_id=element_id, care_map=map_id)

    service.write(work)


def set_linked(
    service: Service, reader: Reader, element_ids: Sequence[str], *, linked: bool
) -> None:
    """Say that one's own figures on several maps are one person, or take that back of some.

    Raises
    ------
    NotFound
        If one of them is not one's own.
    NotWellFormed
        If fewer than two are to be linked, or one is a body of a directory.
    """

    def work(tx: Transaction) -> None:
        rows = tx.rows("claims_of_account", account=reader.account_id)
        claims = {row["element_id"]: row for row in rows}
        if not set(element_ids) <= claims.keys():
            raise NotFound
        if linked and len(set(element_ids)) < 2:
            raise NotWellFormed("places", "Choose two places or more that are you.")
        if any(claims[id_]["scope"] != claims[id_]["care_map"] for id_ in element_ids):
            raise NotWellFormed("places", "A body of the directory is the same one on every map.")
        # Never the account's id: who sees the one must not be able to tell the other.
        tx.run("set_person", ids=list(element_ids), person=new_id() if linked else None)
        action = "place.linked" if linked else "place.unlinked"
        for id_ in element_ids:
            map_id = claims[id_]["care_map"]
            record_of_team(tx, service, reader, map_id, action, id_)
            head = tx.one("care_map", id=map_id)
            if head and head["fields"].get("neighbourhood"):
                tx.run("advance_view", id=head["fields"]["neighbourhood"])

    service.write(work)


def _own(service: Service, reader: Reader, element_id: str) -> tuple[Row, CareMap]:
    """Return a reader's own place and its map, or refuse as if there were none."""

    def look(tx: Transaction) -> tuple[Row, CareMap]:
        claim = _claim(tx, reader, element_id)
        return claim, open_map(tx, Records(service.sealer, claim["care_map"]))

    return service.read(look)


def _claim(tx: Transaction, reader: Reader, element_id: str) -> Row:
    for row in tx.rows("claims_of_account", account=reader.account_id):
        if row["element_id"] == element_id:
            return row
    raise NotFound


def _place(tx: Transaction, service: Service, claim: Row) -> OwnPlace:
    records = Records(service.sealer, claim["care_map"])
    care_map, me = open_map(tx, records), claim["element_id"]
    element, figure = care_map.elements[me], care_map.figures[me]
    member = Team(tx, records).members.get(me)
    shared = in_force(tx, care_map, Purpose.NEIGHBOURHOOD)
    own = shared.own(me)
    row = tx.one("neighbourhood", id=care_map.neighbourhood) if care_map.neighbourhood else None
    owner = care_map.owner_elements[0]
    return OwnPlace(
        element_id=me,
        owner_first_name=care_map.elements[owner].name.split()[0],
        name=element.name,
        kind=element.kind,
        own_name=element.scope == care_map.id,
        contact=element.contact if element.scope == care_map.id else None,
        relation=figure.relation,
        presence=figure.presence,
        gives=_passing(care_map, me, owner),
        gets=_passing(care_map, owner, me),
        on_team=member is not None and member.on_team,
        since=member.since if member and member.on_team else None,
        hats=_own_hats(member),
        neighbourhood=row["name"] if row else None,
        told=figure.told,
        agreed_detail=own.detail if own else None,
        shown_as=seen_detail(element, figure.told, shared.detail(me), is_owner=False),
        linked=claim["person_id"] is not None,
    )


def _passing(care_map: CareMap, from_: str, to: str) -> tuple[Passes, ...]:
    return tuple(
        Passes(care_types=line.care_types, frequency=line.frequency)
        for line in care_map.connections.values()
        if line.type is ConnectionType.CARES_FOR and (line.from_, line.to) == (from_, to)
    )


def _own_hats(member: Member | None) -> tuple[OwnHat, ...]:
    if member is None or not member.on_team:
        return ()
    today = today_here()

    def answered(term: HatTerm) -> bool:
        yes = any(one.side == "person" for one in term.yes)
        return yes or any(one.side == "person" for one in term.objections)

    return tuple(
        OwnHat(
            hat=term.hat,
            until=term.until,
            worn=term.worn_on(today),
            run_out=today > term.until,
            answered=answered(term),
        )
        for term in member.hats
    )


def _agreed(
    reader: Reader, care_map: CareMap, element_id: str, detail: Detail, wording: str
) -> Consent:
    return Consent(
        id=new_id(),
        scope=care_map.id,
        about=element_id,
        about_kind="element",
        by=reader.account_id,
        as_="person_drawn",
        purpose=Purpose.NEIGHBOURHOOD,
        to=care_map.neighbourhood,
        detail=detail,
        wording=wording,
        given_at=instant(),
    )
