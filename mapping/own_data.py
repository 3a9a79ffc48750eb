"""Everything that is kept about the person of an account, for that person: as data and as a page.

It answers by itself, at once. What is about others is left out of it: a map's other figures, the
names of those who did something, the titles of maps that are not the reader's own, and that an
owner stopped the reader quietly, who is safe by it (`quietly.py`). Of their own map the whole can
be taken along as well (`exports.py`). Somebody who is drawn and has no account is not found here.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from mapping import answering, asking, audit, people, proposing, quietly, tokens
from mapping.asking import OwnAsked
from mapping.care_maps import owners_of
from mapping.consent import Consent
from mapping.credentials import last_day
from mapping.model import CareMap, Frozen, Id, instant
from mapping.policy import NotFound, Reader
from mapping.proposals import Asked, Proposal, ProposedEntry
from mapping.service import Service
from mapping.sharing import Wording
from mapping.store import Row, Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.team import open_map
from mapping.tokens import Token

MOST_ENTRIES: Final = 10_000
"""How many of the latest entries of the record are given."""


class SignedIn(Frozen):
    """A sign-in that still holds."""

    since: str
    ends_at: str


class OwnConnection(Frozen):
    """A connection of the reader's own figure; of the other end only what kind of thing it is."""

    type: str
    gives: bool | None
    other_kind: str
    said: dict[str, Any]


class OwnFigure(Frozen):
    """How the reader is drawn, on a map of their own or on somebody else's."""

    element: dict[str, Any]
    figure: dict[str, Any]
    connections: tuple[OwnConnection, ...]


class OwnCareMap(Frozen):
    """A care map that the reader can open, until the end of a day if `until` is one.

    Title and figure are told only where it is theirs alone.
    """

    id: Id
    role: str
    until: dt.date | None
    title: str | None
    drawn_as: OwnFigure | None


class OwnRole(Frozen):
    """A role in a neighbourhood."""

    neighbourhood: str
    role: str
    until: str | None


class OwnConsent(Frozen):
    """A consent that the reader gave, with the words that they were shown."""

    about: str
    purpose: str
    detail: str
    given_at: str
    withdrawn_at: str | None
    wording: str | None


class OwnWords(Frozen):
    """What the reader said was not right, and what came of it."""

    text: str
    made_at: str
    standing: str
    reason: str | None


class OwnProposal(Frozen):
    """What the reader proposed for a directory, and what came of it.

    Of a change it is the field and what it should say, of a connection what kind it is and which
    care: what others wrote of the entries, and who answered, is theirs.
    """

    at: str
    entry: ProposedEntry | None
    field: Asked | None
    now: str | None
    connection: str | None
    care_types: tuple[str, ...]
    why: str
    from_map: bool
    standing: str
    reason: str | None


class OwnEntry(Frozen):
    """Something on record that the reader did, or that was done to their account."""

    at: str
    where: str
    by_you: bool
    action: str


class OwnData(Frozen):
    """All that is kept about the person of an account."""

    made_at: str
    id: Id
    name: str
    email: str
    service_roles: tuple[str, ...]
    signed_in: tuple[SignedIn, ...]
    keys: tuple[Token, ...]
    care_maps: tuple[OwnCareMap, ...]
    drawn_by_others: tuple[OwnFigure, ...]
    neighbourhoods: tuple[OwnRole, ...]
    said: tuple[OwnWords, ...]
    proposed: tuple[OwnProposal, ...]
    asked: tuple[OwnAsked, ...]
    consents: tuple[OwnConsent, ...]
    record: tuple[OwnEntry, ...]
    record_is_whole: bool


def own_data(service: Service, reader: Reader) -> OwnData:
    """Return all that is kept about the reader; that it was asked for is on record."""
    me = people.me(service, reader)
    keys = tuple(tokens.mine(service, reader))
    said = answering.of_reader(service, reader)
    proposed = proposing.of_reader(service, reader)
    asked = tuple(asking.mine(service, reader, put_away=True))

    def look(tx: Transaction) -> OwnData:
        account = reader.account_id
        roles = tx.rows("roles_of_account", id=account)
        wordings = {row["id"]: Wording.model_validate(row) for row in tx.rows("wordings")}
        entries = tx.rows("audit_of_account", account=account, limit=MOST_ENTRIES)
        return OwnData(
            made_at=instant(),
            id=account,
            name=me.name,
            email=me.email,
            service_roles=me.service_roles,
            signed_in=tuple(
                SignedIn(since=row["made_at"], ends_at=row["expires_at"])
                for row in tx.rows("sessions_of_account", account=account)
            ),
            keys=keys,
            care_maps=tuple(
                _care_map(tx, service, reader, row)
                for row in roles
                if row["thing_id"] in reader.care_map_roles
            ),
            drawn_by_others=tuple(
                _figure(open_map(tx, Records(service.sealer, row["care_map"])), row["element_id"])
                for row in tx.rows("claims_of_account", account=account)
            ),
            said=tuple(
                OwnWords.model_validate(one.model_dump(include={*OwnWords.model_fields}))
                for one in said
            ),
            proposed=tuple(_proposal(one) for one in proposed),
            asked=asked,
            neighbourhoods=tuple(
                OwnRole(neighbourhood=row["name"], role=row["role"], until=row["until"])
                for row in roles
                if row["thing_id"] in reader.neighbourhood_roles
            ),
            consents=tuple(
                _consent(Consent.model_validate(row["fields"]), wordings)
                for row in tx.rows("consents_by", account=account)
            ),
            record=tuple(
                _entry(row, reader, roles)
                for row in entries
                if row["action"] not in quietly.UNTOLD or row["account"] == account
            ),
            record_is_whole=len(entries) < MOST_ENTRIES,
        )

    found = service.read(look)
    service.write(
        lambda tx: audit.record(
            tx,
            service,
            chain=audit.SERVICE_CHAIN,
            account=reader.account_id,
            action="account.data_given",
            about=[reader.account_id],
        )
    )
    return found


def _care_map(tx: Transaction, service: Service, reader: Reader, row: Row) -> OwnCareMap:
    care_map = None
    if owners_of(tx, row["thing_id"]) == {reader.account_id}:
        care_map = whole_map(tx, Records(service.sealer, row["thing_id"]))
        if care_map is None:
            raise NotFound
    return OwnCareMap(
        id=row["thing_id"],
        role=row["role"],
        until=last_day(row["until"]),
        title=care_map.title if care_map else None,
        drawn_as=_figure(care_map, care_map.owner_elements[0])
        if care_map and len(care_map.owner_elements) == 1
        else None,
    )


def _figure(care_map: CareMap, own: str) -> OwnFigure:
    said = {"state", "care_types", "formality", "frequency", "relation", "hats", "since", "until"}
    lines = [one for one in care_map.connections.values() if own in (one.from_, one.to)]
    return OwnFigure(
        element=care_map.elements[own].model_dump(
            mode="json", exclude_defaults=True, exclude={"scope"}
        ),
        figure=care_map.figures[own].model_dump(mode="json", exclude_defaults=True),
        connections=tuple(
            OwnConnection(
                type=line.type.value,
                gives=line.from_ == own if line.type.value == "cares_for" else None,
                other_kind=care_map.elements[
                    line.to if line.from_ == own else line.from_
                ].kind.value,
                said=line.model_dump(mode="json", include=said, exclude_defaults=True),
            )
            for line in lines
        ),
    )


def _proposal(one: Proposal) -> OwnProposal:
    return OwnProposal(
        field=one.change.field if one.change else None,
        now=one.change.now if one.change else None,
        connection=one.connection.type.value if one.connection else None,
        care_types=one.connection.care_types if one.connection else (),
        **{name: getattr(one, name) for name in _SAID_OF_PROPOSAL},
    )


_SAID_OF_PROPOSAL: Final = ("at", "entry", "why", "from_map", "standing", "reason")


def _consent(consent: Consent, wordings: dict[str, Wording]) -> OwnConsent:
    wording = wordings.get(consent.wording)
    return OwnConsent(
        about=consent.about_kind,
        purpose=consent.purpose.value,
        detail=consent.detail.value,
        given_at=consent.given_at,
        withdrawn_at=consent.withdrawn_at,
        wording=f"{wording.text} (version {wording.version})" if wording else None,
    )


def _entry(row: Row, reader: Reader, roles: list[Row]) -> OwnEntry:
    named = {one["thing_id"]: one["name"] for one in roles if one["name"]}
    if row["chain"] == audit.SERVICE_CHAIN:
        where = "the service"
    elif row["chain"] in named:
        where = named[row["chain"]]
    else:
        where = f"care map {row['chain'][-6:]}"
    return OwnEntry(
        at=row["at"],
        where=where,
        by_you=row["account"] == reader.account_id,
        action=row["action"],
    )
