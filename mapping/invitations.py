"""Coming to a role by invitation, and losing it.

An invitation is a link that works once and for 14 days, or until the day on which the access ends
that it gives. Whoever opens it learns the inviter's first name, the role and that day, and nothing
of the map. Who may do what is `policy.py`; how long a role holds is `access.py`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from mapping import access, acting, audit, credentials, people, policy
from mapping.acting import Acting, ActingWanted
from mapping.care_maps import owners_of
from mapping.consent import Purpose
from mapping.credentials import has_ended, last_day, later
from mapping.model import Frozen, Id, instant, new_id
from mapping.people import opened
from mapping.policy import (
    CareMapRole,
    NeighbourhoodRole,
    NotAllowed,
    NotFound,
    Reader,
    ServiceRole,
)
from mapping.refusals import AlreadyUsed, NotWellFormed
from mapping.service import Service
from mapping.sharing import newest_wording, wordings_in
from mapping.store import Row, Transaction

WORKS_FOR: Final = dt.timedelta(days=14)


class Invited(Frozen):
    """An invitation just made; its link is shown this one time."""

    id: Id
    link_path: str
    expires_at: str


class InvitationView(Frozen):
    """An invitation as whoever holds its link sees it; `role` is None if it is to the service.

    One to a team says nothing of the map; `wording` is what is agreed to by accepting it. `until`
    is the last day of the access that it gives, another than when the link itself runs out.
    """

    inviter_first_name: str
    role: str | None
    service_roles: tuple[str, ...]
    expires_at: str
    needs_account: bool
    to_team: bool = False
    wording: str | None = None
    until: dt.date | None = None


class OpenInvitation(Frozen):
    """An invitation to a care map that can still be used.

    `expires_at` is when the link stops working, `until` the last day of the access that it gives.
    """

    id: Id
    role: CareMapRole
    expires_at: str
    until: dt.date | None


class PersonWithRole(Frozen):
    """An account that can open a care map; `until` is the last day on which it can.

    `acting` is on what ground it acts for the person whose map it is, if it does.
    """

    account_id: Id
    name: str
    role: CareMapRole
    until: dt.date | None
    mine: bool
    acting: Acting | None = None


class PeopleOfCareMap(Frozen):
    """Who can open a care map, and who is invited to."""

    people: tuple[PersonWithRole, ...]
    invitations: tuple[OpenInvitation, ...]


def people_of_care_map(service: Service, reader: Reader, care_map_id: str) -> PeopleOfCareMap:
    """Return who can open a care map now, and the invitations that still work."""
    policy.check(reader, "care_map.read", care_map_id)
    accounts, acts, invitations = service.read(
        lambda tx: (
            tx.rows("people_of_care_map", care_map=care_map_id),
            acting.acting_for(service, tx, care_map_id),
            tx.rows("invitations_of_care_map", care_map=care_map_id, now=instant()),
        )
    )
    return PeopleOfCareMap(
        people=tuple(
            PersonWithRole(
                account_id=row["account_id"],
                name=opened(service, row["name"]),
                role=row["role"],
                until=last_day(row["until"]),
                mine=row["account_id"] == reader.account_id,
                acting=acts.get(row["account_id"]),
            )
            for row in accounts
            if not has_ended(row["until"])
        ),
        invitations=tuple(
            OpenInvitation.model_validate({**row, "until": last_day(row["until"])})
            for row in invitations
        ),
    )


def invite_to_care_map(
    service: Service,
    reader: Reader,
    care_map_id: str,
    role: CareMapRole,
    until: dt.date | None = None,
) -> Invited:
    """Invite somebody to a care map; an editor may invite its owner while it has none.

    Parameters
    ----------
    until
        The last day on which they can open the map; None for no end.
    """
    ends_at = access.end_chosen(until)

    def work(tx: Transaction, written: Row) -> None:
        first_owner = role == "owner" and not owners_of(tx, care_map_id)
        policy.check(reader, "care_map.invite", care_map_id, sometimes=first_owner)
        if first_owner and ends_at:
            raise NotWellFormed("until", "A map's only owner has no end. Leave the end out.")
        tx.run("write_invitation", **written)
        _record(tx, service, reader, care_map_id, "invitation.made", written["id"])

    works_until = min(later(WORKS_FOR), ends_at) if ends_at else later(WORKS_FOR)
    what = {"role": role, "until": ends_at, "expires_at": works_until}
    return _invite(service, reader, work, care_map=care_map_id, **what)


def invite_to_service(
    service: Service,
    reader: Reader,
    *,
    service_roles: Sequence[ServiceRole] = (),
    neighbourhood: str | None = None,
    role: NeighbourhoodRole | None = None,
) -> Invited:
    """Invite somebody to an account: for the service, for a neighbourhood, or for neither yet."""
    policy.check(reader, "account.invite")
    if (neighbourhood is None) != (role is None):
        field = "role" if role is None else "neighbourhood"
        raise NotWellFormed(field, "Give a neighbourhood and a role in it, or neither of them.")
    if service_roles and neighbourhood:
        raise NotWellFormed(
            "service_roles", "Administrators and analysts have no role in a neighbourhood."
        )

    def work(tx: Transaction, written: Row) -> None:
        if neighbourhood and not tx.one("neighbourhood", id=neighbourhood):
            raise NotWellFormed("neighbourhood", "There is no neighbourhood with this id.")
        tx.run("write_invitation", **written)
        _record(tx, service, reader, audit.SERVICE_CHAIN, "invitation.made", written["id"])

    return _invite(
        service,
        reader,
        work,
        neighbourhood=neighbourhood,
        role=role,
        service_roles=sorted(set(service_roles)),
    )


def look_at(service: Service, secret: str, reader: Reader | None) -> InvitationView:
    """Return what a link is for, before it is accepted."""
    invitation, wordings = service.read(lambda tx: (_usable(tx, secret), wordings_in(tx)))
    to_team = invitation["team_of"] is not None
    team_words = next((one.text for one in wordings if one.purpose == Purpose.TEAM), None)
    return InvitationView(
        inviter_first_name=opened(service, invitation["inviter_name"]).split()[0],
        role=invitation["role"],
        service_roles=tuple(invitation["service_roles"]),
        expires_at=invitation["expires_at"],
        needs_account=reader is None,
        to_team=to_team,
        wording=team_words if to_team else None,
        until=last_day(invitation["until"]),
    )


def accept(service: Service, reader: Reader, secret: str, acts: ActingWanted | None = None) -> None:
    """Accept an invitation as the reader, who has an account.

    Parameters
    ----------
    acts
        On what ground they will own the map for the person in the middle, if it is not theirs.
    """

    def work(tx: Transaction) -> None:
        invitation = _take(tx, service, secret, reader.account_id, reader)
        _say_they_act(tx, service, invitation, reader.account_id, acts)

    service.write(work)


def accept_as_newcomer(
    service: Service,
    secret: str,
    *,
    name: str,
    email: str,
    password: str,
    client: str,
    acts: ActingWanted | None = None,
) -> str:
    """Accept an invitation without being signed in, and return the secret of a session.

    Makes an account; if the email has one, it is used when the password fits.
    """
    service.read(lambda tx: _usable(tx, secret))
    email = people.normalised(email)
    index = people.email_index(service, email)
    if service.read(lambda tx: tx.one("account_by_email", email_index=index)):
        account_id = people.account_that_fits(
            service, email=email, password=password, client=client
        )
        session = people.start_session(service, account_id)
        known = people.reader_of_session(service, session)
        assert known is not None
        accept(service, known, secret, acts)
        return session
    account = people.prepared(service, name=name, email=email, password=password)

    def work(tx: Transaction) -> None:
        invitation = _usable(tx, secret)
        people.write_account(tx, service, {**account, "service_roles": invitation["service_roles"]})
        _take(tx, service, secret, account["id"], None)
        _say_they_act(tx, service, invitation, account["id"], acts)

    service.write(work)
    return people.start_session(service, account["id"])


def take_back(service: Service, reader: Reader, care_map_id: str, invitation_id: str) -> None:
    """Take back an invitation to a care map that nobody has used."""

    def work(tx: Transaction) -> None:
        removed = tx.one("take_back_invitation", id=invitation_id, care_map=care_map_id)
        of_owner = removed is not None and removed["role"] == "owner"
        first_owner = of_owner and not owners_of(tx, care_map_id)
        policy.check(reader, "care_map.invite", care_map_id, sometimes=first_owner)
        if removed is None:
            raise NotFound
        _record(tx, service, reader, care_map_id, "invitation.withdrawn", invitation_id)

    service.write(work)


def remove_person(service: Service, reader: Reader, care_map_id: str, account_id: str) -> None:
    """Take an account's role on a care map away; it takes effect at once.

    An owner removes anybody; anybody leaves by themselves, but for a map's only owner.
    """
    policy.check(reader, "care_map.people", care_map_id, sometimes=account_id == reader.account_id)

    def work(tx: Transaction) -> None:
        # The entry comes first: it holds the map's chain, so that two owners cannot both leave.
        _record(tx, service, reader, care_map_id, "role.ended", account_id)
        access.check_may_shut_out(tx, care_map_id, reader, account_id)
        if {account_id} in (owners_of(tx, care_map_id), access.owners_without_end(tx, care_map_id)):
            raise NotAllowed(access.KEEPS_AN_OWNER)
        if not access.end_role(tx, care_map_id, account_id):
            raise NotFound

    service.write(work)


def _invite(service: Service, reader: Reader, work: Any, **what: Any) -> Invited:
    secret = credentials.new_secret()
    written = {
        "id": new_id(),
        "by": reader.account_id,
        "secret_hash": credentials.as_kept(secret),
        "care_map": None,
        "neighbourhood": None,
        "service_roles": [],
        "until": None,
        "made_at": instant(),
        "expires_at": later(WORKS_FOR),
        **what,
    }
    service.write(lambda tx: work(tx, written))
    return Invited(
        id=written["id"], link_path=f"/invitations/{secret}", expires_at=written["expires_at"]
    )


def _usable(tx: Transaction, secret: str) -> Row:
    invitation = tx.one("invitation_by_secret", secret_hash=credentials.as_kept(secret))
    if invitation is None:
        raise NotFound
    if invitation["used_at"]:
        raise AlreadyUsed("This link was used already. Sign in, or ask for a new one.")
    if has_ended(invitation["expires_at"]):
        raise AlreadyUsed("This link has run out. Ask for a new one.")
    return invitation


def _take(
    tx: Transaction, service: Service, secret: str, account_id: str, reader: Reader | None
) -> Row:
    """Use an invitation up and give what it offers, within a transaction; return it."""
    invitation = _usable(tx, secret)
    if invitation["by"] == account_id:
        raise NotAllowed("This link is for somebody else. Send it to them.")
    if reader and (reader.service_roles or invitation["service_roles"]):
        raise NotAllowed(
            "An account for running the service is kept apart from people's own. Sign out, then"
            " open this link again with another email."
        )
    if tx.one("use_invitation", id=invitation["id"], now=instant()) is None:
        raise AlreadyUsed("This link was used already. Sign in, or ask for a new one.")
    if invitation["care_map"] and not _still_stands(tx, invitation):
        raise AlreadyUsed("This link does not work any more. Ask the map's owner for a new one.")
    if invitation["team_of"]:
        _note_accepted(tx, service, invitation, account_id)
        return invitation
    scope = invitation["care_map"] or invitation["neighbourhood"]
    # The place in the chain is taken first: it holds the map, so that no end is set meanwhile.
    end = tx.one("advance_chain", chain=scope or audit.SERVICE_CHAIN)
    if scope:
        _give_role(tx, account_id, invitation, reader)
    audit.record(
        tx,
        service,
        end=end,
        chain=scope or audit.SERVICE_CHAIN,
        account=account_id,
        action="invitation.accepted",
        about=[invitation["id"], account_id],
        fields=["role"] if scope else [],
    )
    return invitation


def _say_they_act(
    tx: Transaction,
    service: Service,
    invitation: Row,
    account_id: str,
    acts: ActingWanted | None,
) -> None:
    if acts is None:
        return
    if invitation["role"] != "owner":
        raise NotWellFormed("acting", "Only an owner of a map acts for somebody. Leave this out.")
    acting.state_on_joining(tx, service, account_id, invitation["care_map"], acts)


def _note_accepted(tx: Transaction, service: Service, invitation: Row, account_id: str) -> None:
    """Note who accepted an invitation to a team: nothing is joined until its owner confirms."""
    rows = tx.rows("people_of_care_map", care_map=invitation["team_of"])
    asks = {row["account_id"] for row in rows if row["role"] != "viewer"}
    ended = {row["account_id"] for row in rows if has_ended(row["until"])}
    if invitation["by"] not in asks - ended:
        raise AlreadyUsed("This link does not work any more. Ask for a new one.")
    wording = newest_wording(tx, Purpose.TEAM)
    answer = {"answer": "accepted", "account": account_id, "wording": wording}
    tx.run("set_asking", id=invitation["id"], fields=answer)
    audit.record(
        tx,
        service,
        chain=invitation["team_of"],
        account=account_id,
        action="team.accepted",
        about=[invitation["figure"]],
    )


def _give_role(tx: Transaction, account_id: str, invitation: Row, reader: Reader | None) -> None:
    """Give the role of an invitation; a stronger one that the reader has is kept."""
    if invitation["neighbourhood"]:
        held = reader.neighbourhood_roles.get(invitation["neighbourhood"]) if reader else None
        if held != "organiser":
            given = tx.one(
                "give_neighbourhood_role",
                account=account_id,
                neighbourhood=invitation["neighbourhood"],
                role=invitation["role"],
                until=None,
            )
            if given is None:
                raise NotFound
        return
    access.give_role(
        tx, invitation["care_map"], account_id, invitation["role"], invitation["until"]
    )


def _still_stands(tx: Transaction, invitation: Row) -> bool:
    """Whether the inviter could still send this invitation to a care map."""
    owners = owners_of(tx, invitation["care_map"])
    return invitation["by"] in owners or (invitation["role"] == "owner" and not owners)


def _record(
    tx: Transaction, service: Service, reader: Reader, chain: str, action: str, about: str
) -> None:
    audit.record(tx, service, chain=chain, account=reader.account_id, action=action, about=[about])
