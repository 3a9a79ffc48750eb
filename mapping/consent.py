"""Consent: what of a care map its Team Owner shares, with whom and why, and taking it back.

A consent is about one element or one connection, for one purpose, at one level of detail, to one
neighbourhood; it is dated, names the wording that was shown, and can be taken back at any time.
Where a map has several owners, a thing is shared while all of them consent: giving needs all,
taking back needs one. What a neighbourhood then sees is worked out in `neighbourhoods.py`, and what
a map shares is listed in `sharing.py`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, Literal

from pydantic import Field

from mapping import audit
from mapping.model import CareMap, Element, Frozen, Id, PastDate, instant, new_id
from mapping.owners import NOBODY, Owners, owners_of_maps
from mapping.policy import NotAllowed, NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.vocabulary import Kind, Told


class Purpose(StrEnum):
    """What something is shared for."""

    TEAM = "team"
    NEIGHBOURHOOD = "neighbourhood"
    EVALUATION = "evaluation"


class Detail(StrEnum):
    """How somebody is named to others, the least first."""

    NEIGHBOUR = "neighbour"
    FIRST_NAME = "first_name"
    NAMED = "named"


DETAILS: Final = tuple(Detail)
"""From the least to the most that is said."""

REST_ON_IT: Final = {Purpose.NEIGHBOURHOOD: (Purpose.EVALUATION,)}
"""The purposes whose consent ends when that to another does."""

AboutKind = Literal["element", "connection"]

SPEAKS_FOR_ITSELF: Final = frozenset({Kind.PET, Kind.PLACE})
"""Kinds that nobody can tell or ask, so that no answer of theirs is needed."""


class Consent(Frozen):
    """One consent, as it is kept."""

    id: Id
    scope: Id
    about: Id
    about_kind: AboutKind
    by: Id
    as_: Literal["owner", "person_drawn", "acting_for"] = Field(default="owner", alias="as")
    ground: str | None = None
    purpose: Purpose
    to: Id | None = None
    detail: Detail
    wording: Id
    given_at: str
    withdrawn_at: str | None = None


class InForce:
    """The consents in force for one map and purpose, taken over all its owners.

    Parameters
    ----------
    consents
        Of one map and purpose, not withdrawn.
    owners
        Who owns the map now, and who did. Without any now, nothing is shared.
    """

    def __init__(self, consents: Iterable[Consent], owners: Owners) -> None:
        self._owners = owners
        self._by_thing: dict[str, dict[str, Consent]] = defaultdict(dict)
        self._own: dict[str, Consent] = {}
        for consent in consents:
            if consent.as_ == "person_drawn":
                self._own[consent.about] = consent
            else:
                self._by_thing[consent.about][consent.by] = consent

    def detail(self, about: str) -> Detail | None:
        """Return the least detail that all owners agreed to, or None if any has not agreed.

        Where the person drawn said themselves how they are shown, it is no more than that; nor more
        than an owner said who has gone since, until every other has agreed anew.
        """
        if not self._owners.now or self.waits_for(about):
            return None
        given = self._by_thing[about]
        counts = [given[owner] for owner in self._owners.now]
        first = min(one.given_at for one in counts)
        counts += [given[who] for who, at in self._owners.gone.items() if first <= at]
        agreed = [one.detail for one in counts]
        own = self._own.get(about)
        return min([*agreed, own.detail] if own else agreed, key=DETAILS.index)

    def waits_for(self, about: str) -> frozenset[str]:
        """Return the owners who have not agreed to share a thing, or have to agree anew.

        What somebody held back who owned the map is not shared by their going.
        """
        given = self._by_thing.get(about, {})
        held_until = max(
            (at for who, at in self._owners.gone.items() if who not in given), default=""
        )
        return frozenset(
            owner
            for owner in self._owners.now
            if owner not in given or given[owner].given_at <= held_until
        )

    def own(self, about: str) -> Consent | None:
        """Return what the person drawn themselves agreed to, if they have said it here."""
        return self._own.get(about)

    def of(self, about: str) -> list[Consent]:
        """Return the consents of those who own the map about one thing, the first given first."""
        given = self._by_thing.get(about, {}).values()
        mine = [one for one in given if one.by in self._owners.now]
        return sorted(mine, key=lambda one: one.given_at)

    def things(self) -> set[str]:
        """Return the ids of all things that every owner shares."""
        return {about for about in self._by_thing if self.detail(about) is not None}


def seen_detail(
    element: Element, told: Told, detail: Detail | None, *, is_owner: bool
) -> Detail | None:
    """Return how an element is shown in the neighbourhood, or None if it is not.

    It is shown when every owner consents, it is no child, and the person drawn agreed, or was told
    and is shown as a neighbour only. Owners agree for themselves; pets and places are not asked.

    Parameters
    ----------
    element
        A private element.
    told
        Whether the person drawn was told, and what they said.
    detail
        What all owners agreed to (`InForce.detail`).
    is_owner
        Whether it is the Team Owner's own figure.
    """
    if detail is None or element.child:
        return None
    if is_owner or element.kind in SPEAKS_FOR_ITSELF or told is Told.AGREED:
        return detail
    return detail if told is Told.TOLD and detail is Detail.NEIGHBOUR else None


def in_force(tx: Transaction, care_map: CareMap, purpose: Purpose) -> InForce:
    """Return the consents in force of one map, to its neighbourhood, for one purpose."""
    consents = _consents(tx, care_map.id)
    return InForce(
        [one for one in consents if one.purpose is purpose and one.to == care_map.neighbourhood],
        owners_of_maps(tx, [care_map.id]).get(care_map.id, NOBODY),
    )


def _consents(tx: Transaction, map_id: str) -> list[Consent]:
    rows = tx.rows("consents_in_force", scope=map_id)
    return [Consent.model_validate(row["fields"]) for row in rows]


def owners_consents(tx: Transaction, map_id: str) -> list[Consent]:
    """Return the consents in force that owners of a map gave, apart from those of people drawn."""
    return [one for one in _consents(tx, map_id) if one.as_ != "person_drawn"]


def give(
    service: Service,
    reader: Reader,
    map_id: str,
    *,
    about: Sequence[str],
    about_kind: AboutKind,
    purpose: Purpose,
    detail: Detail,
    wording: str,
) -> list[Consent]:
    """Record an owner's consent about some things of their map.

    A consent already in force about the same thing and purpose is replaced.

    Raises
    ------
    NotWellFormed
        If a thing is not on the map, is a child, or objected to being shown; if the wording is not
        of this purpose; or if the map belongs to no neighbourhood. Nothing is recorded then.
    """
    records = Records(service.sealer, map_id)

    def work(tx: Transaction) -> list[Consent]:
        care_map = whole_map(tx, records)
        if care_map is None:
            raise NotFound
        _check(tx, care_map, about, about_kind, purpose, wording)
        now = instant()
        ground = _ground_of(tx, map_id, reader.account_id)
        given = [
            Consent(
                id=new_id(),
                as_="acting_for" if ground else "owner",
                ground=ground,
                scope=map_id,
                about=thing,
                about_kind=about_kind,
                by=reader.account_id,
                purpose=purpose,
                to=care_map.neighbourhood,
                detail=detail,
                wording=wording,
                given_at=now,
            )
            for thing in dict.fromkeys(about)
        ]
        replaced = [
            one.id
            for one in owners_consents(tx, map_id)
            if one.by == reader.account_id and one.about in about and one.purpose is purpose
        ]
        tx.one("withdraw_consents_by_id", scope=map_id, ids=replaced, at=now)
        tx.run("create_consents", rows=[consent.model_dump(mode="json") for consent in given])
        tell_neighbourhood(
            tx, service, care_map, reader, "consent.given", about, [purpose.value, detail.value]
        )
        return given

    return service.write(work)


def _ground_of(tx: Transaction, map_id: str, account_id: str) -> str | None:
    """Return on what ground an owner acts for the person whose map it is, if they do."""
    rows = tx.rows("acting_on", scopes=[map_id])
    return next((row["ground"] for row in rows if row["account"] == account_id), None)


def _check(
    tx: Transaction,
    care_map: CareMap,
    about: Sequence[str],
    about_kind: AboutKind,
    purpose: Purpose,
    wording: str,
) -> None:
    if care_map.neighbourhood is None:
        raise NotWellFormed("purpose", "This map belongs to no neighbourhood to share with yet.")
    shown = tx.one("wording", id=wording)
    if shown is None or shown["purpose"] != purpose.value:
        raise NotWellFormed("wording", "Say which words were shown: one of the wordings offered.")
    things: Mapping[str, Any] = (
        care_map.figures if about_kind == "element" else care_map.connections
    )
    for index, thing in enumerate(about):
        where = f"about[{index}]"
        if thing not in things:
            raise NotWellFormed(where, f"No {about_kind} on this map has this id. Check the id.")
        if about_kind == "element" and care_map.elements[thing].child:
            raise NotWellFormed(where, "Children never leave the map. Leave this one out.")
        if about_kind == "element" and care_map.figures[thing].told is Told.OBJECTED:
            raise NotWellFormed(where, "This person said no to being shown. Leave them out.")


def withdraw(
    service: Service,
    reader: Reader,
    map_id: str,
    *,
    about: Sequence[str] | None,
    purpose: Purpose | None = None,
) -> int:
    """Take back consents about some things, or about everything; it counts at once.

    Parameters
    ----------
    about
        The ids of things, or None for everything.
    purpose
        One purpose, or None for all. Evaluation is of what the neighbourhood sees, so consent to
        it ends with the neighbourhood's: sharing again later does not bring it back.

    Returns
    -------
    int
        How many consents were taken back, of every owner: taking back needs one.
    """
    ended = (purpose, *REST_ON_IT.get(purpose, ())) if purpose else tuple(Purpose)
    purposes = [one.value for one in ended]
    records = Records(service.sealer, map_id)

    def work(tx: Transaction) -> int:
        care_map = whole_map(tx, records)
        if care_map is None:
            raise NotFound
        given = [one for one in owners_consents(tx, map_id) if about is None or one.about in about]
        if not given:
            return 0
        ids = [one.id for one in given if one.purpose in ended]
        row = tx.one("withdraw_consents_by_id", scope=map_id, ids=ids, at=instant())
        chosen = sorted({one.about for one in given})
        tell_neighbourhood(tx, service, care_map, reader, "consent.withdrawn", chosen, purposes)
        return int(row["withdrawn"]) if row else 0

    return service.write(work)


def tell(
    service: Service,
    reader: Reader,
    map_id: str,
    element_id: str,
    *,
    told: Told,
    told_on: PastDate | None = None,
) -> None:
    """Record whether a person drawn was told of it, and what they said.

    Raises
    ------
    NotFound
        If no such figure is on the map.
    """
    records = Records(service.sealer, map_id)

    def work(tx: Transaction) -> None:
        care_map = whole_map(tx, records)
        if care_map is None or element_id not in care_map.figures:
            raise NotFound
        claims = tx.rows("claims_on_care_map", care_map=map_id)
        if any(row["element_id"] == element_id for row in claims):
            raise NotAllowed("They say this themselves now, from their own account. Ask them.")
        set_told(tx, records, care_map, element_id, told, told_on)
        tell_neighbourhood(tx, service, care_map, reader, "told.set", [element_id], [told.value])

    service.write(work)


def keep(tx: Transaction, given: Consent) -> None:
    """Keep the consent of somebody drawn, in place of any of theirs to the same."""
    end_own(tx, given.scope, given.about, given.purpose)
    tx.run("create_consents", rows=[given.model_dump(mode="json")])


def end_own(tx: Transaction, map_id: str, element_id: str, purpose: Purpose) -> None:
    """End what somebody drawn themselves consented to, for one purpose."""
    ids = [
        one.id
        for one in _consents(tx, map_id)
        if one.as_ == "person_drawn" and one.about == element_id and one.purpose is purpose
    ]
    tx.one("withdraw_consents_by_id", scope=map_id, ids=ids, at=instant())


def set_told(
    tx: Transaction,
    records: Records,
    care_map: CareMap,
    element_id: str,
    told: Told,
    told_on: dt.date | None = None,
) -> None:
    """Write down whether somebody drawn was told, by default today."""
    day = told_on or (None if told is Told.NOT_TOLD else dt.datetime.now(dt.UTC).date())
    figure = care_map.figures[element_id].changed(told=told, told_on=day)
    row = {"element_id": element_id, "fields": records.figure(figure)}
    tx.run("set_figures", id=care_map.id, rows=[row])


def tell_neighbourhood(
    tx: Transaction,
    service: Service,
    care_map: CareMap,
    reader: Reader,
    action: str,
    about: Sequence[str],
    fields: Sequence[str],
) -> None:
    """Record a change of what is shared, and note that the neighbourhood's view may differ."""
    if care_map.neighbourhood:
        tx.run("advance_view", id=care_map.neighbourhood)
    audit.record(
        tx,
        service,
        chain=care_map.id,
        account=reader.account_id,
        action=action,
        about=about,
        fields=fields,
    )
