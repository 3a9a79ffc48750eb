"""Coming onto the team of a care map by both sides' yes, and leaving it.

Somebody drawn is asked by a link. When they accept, the Team Owner says whether it is them; only
then are they on the team, and the figure is theirs (`own_places.py`). What somebody says in person
is written down by another, with where it was said, and shown so. Membership is no edit: undo does
not touch it. What is stored is in `team.py`, hats are in `hats.py`.
"""

from __future__ import annotations

from mapping import audit, consent, credentials, policy
from mapping.consent import Consent, Detail, Purpose
from mapping.credentials import has_ended, later
from mapping.giving import draw_what_they_give
from mapping.invitations import WORKS_FOR, Invited
from mapping.model import Line, Slugs, instant, new_id
from mapping.policy import NotFound, Reader
from mapping.refusals import AlreadyUsed, NotWellFormed
from mapping.service import Service
from mapping.sharing import newest_wording
from mapping.store import Row, Transaction
from mapping.store.records import Records
from mapping.team import Team, Yes, can_join, open_map, record_of_team, start_team, written_by


def ask(
    service: Service, reader: Reader, map_id: str, element_id: str, *, gives: Slugs = ()
) -> Invited:
    """Ask somebody drawn to join the team, and return the link that is given to them.

    A link that was made for them before and not used stops working.

    Raises
    ------
    NotFound, NotWellFormed
        If nobody with this id can be asked, or they are on the team already.
    """
    records = Records(service.sealer, map_id)
    start_team(service, map_id)
    secret = credentials.new_secret()
    written = {
        "id": new_id(),
        "by": reader.account_id,
        "secret_hash": credentials.as_kept(secret),
        "team_of": map_id,
        "figure": element_id,
        "gives": list(gives),
        "made_at": instant(),
        "expires_at": later(WORKS_FOR),
    }

    def work(tx: Transaction) -> None:
        record_of_team(tx, service, reader, map_id, "team.asked", element_id)
        can_join(open_map(tx, records), element_id)
        _refuse_a_member(Team(tx, records), element_id)
        for one in tx.rows("askings", team_of=map_id):
            if one["fields"]["figure"] == element_id and not one["fields"].get("answer"):
                _became(tx, one["id"], "taken_back", used_at=instant())
        tx.run("write_asking", **written)

    service.write(work)
    return Invited(
        id=written["id"], link_path=f"/invitations/{secret}", expires_at=written["expires_at"]
    )


def take_back(service: Service, reader: Reader, map_id: str, asking_id: str) -> None:
    """Take back a link that nobody has answered: it stops working at once."""

    def work(tx: Transaction) -> None:
        asking = _asking(tx, map_id, asking_id)
        record_of_team(tx, service, reader, map_id, "team.asking_withdrawn", asking["figure"])
        if asking.get("answer") not in (None, "accepted"):
            raise AlreadyUsed("This was answered already. Read the page again.")
        _became(tx, asking_id, "taken_back", used_at=instant())

    service.write(work)


def decline(service: Service, secret: str, *, reason: Line | None = None) -> None:
    """Say no to an invitation to a team: the link is used up, and whoever asked reads the answer.

    Parameters
    ----------
    reason
        In their own words, if they gave any.
    """

    def work(tx: Transaction) -> None:
        hash_ = credentials.as_kept(secret)
        invitation = tx.one("invitation_by_secret", secret_hash=hash_)
        if invitation is None or invitation["team_of"] is None:
            raise NotFound
        map_id, figure = invitation["team_of"], invitation["figure"]
        if has_ended(invitation["expires_at"]) or not tx.one(
            "use_invitation", id=invitation["id"], now=instant()
        ):
            raise AlreadyUsed("This link was used already, or is older than 14 days.")
        why = Records(service.sealer, map_id).seal_text(reason, (figure,)) if reason else None
        _became(tx, invitation["id"], "declined", reason=why)
        audit.record(
            tx, service, chain=map_id, account=None, action="team.declined", about=[figure]
        )

    service.write(work)


def confirm(
    service: Service,
    reader: Reader,
    map_id: str,
    asking_id: str,
    *,
    it_is_them: bool,
    said: Line | None = None,
) -> None:
    """Say whether who accepted is who was asked; if so, they are on the team from now.

    Parameters
    ----------
    said
        How the Team Owner said it in person, where an editor writes it down.
    """
    policy.check(reader, "team.answer", map_id, sometimes=bool(said))
    records = Records(service.sealer, map_id)
    asking = service.read(lambda tx: _accepted(tx, map_id, asking_id))
    if it_is_them:
        draw_what_they_give(service, reader, map_id, asking["figure"], asking["gives"])

    def work(tx: Transaction) -> None:
        action = "team.joined" if it_is_them else "team.not_them"
        record_of_team(tx, service, reader, map_id, action, asking["figure"])
        _accepted(tx, map_id, asking_id)
        _became(tx, asking_id, "joined" if it_is_them else "not_them")
        if not it_is_them:
            return
        account, now = asking["account"], instant()
        yes = (
            Yes(side="person", by=account, at=asking["used_at"]),
            Yes(side="owner", by=reader.account_id, at=now, said=written_by(reader, map_id, said)),
        )
        Team(tx, records).join(asking["figure"], asking["gives"], yes)
        claim = {"element_id": asking["figure"], "care_map": map_id}
        tx.run("claim_figure", account=account, since=now, **claim)
        _keep_consent(tx, map_id, asking["figure"], account, asking.get("wording"))

    service.write(work)


def join_in_person(
    service: Service,
    reader: Reader,
    map_id: str,
    element_id: str,
    *,
    said: Line,
    gives: Slugs = (),
) -> None:
    """Write down that somebody said yes to joining the team in person, who may have no account.

    Parameters
    ----------
    said
        Where and how, such as "at the table". From an editor it stands for both sides' yes.
    """
    policy.check(reader, "team.answer", map_id, sometimes=True)
    records = Records(service.sealer, map_id)
    start_team(service, map_id)
    service.read(lambda tx: can_join(open_map(tx, records), element_id))
    draw_what_they_give(service, reader, map_id, element_id, gives)

    def work(tx: Transaction) -> None:
        record_of_team(tx, service, reader, map_id, "team.joined_in_person", element_id)
        team, now = Team(tx, records), instant()
        _refuse_a_member(team, element_id)
        yes = (
            Yes(side="person", by=reader.account_id, at=now, said=said),
            Yes(side="owner", by=reader.account_id, at=now, said=written_by(reader, map_id, said)),
        )
        team.join(element_id, gives, yes)
        for one in tx.rows("askings", team_of=map_id):
            if one["fields"]["figure"] == element_id and not one["fields"].get("answer"):
                _became(tx, one["id"], "taken_back", used_at=now)
        wording = newest_wording(tx, Purpose.TEAM)
        _keep_consent(tx, map_id, element_id, reader.account_id, wording, ground="in_person")

    service.write(work)


def end_membership(service: Service, reader: Reader, map_id: str, element_id: str) -> None:
    """Take somebody off the team, as its owner."""
    policy.check(reader, "team.answer", map_id)
    leave_team(service, reader, map_id, element_id, action="team.ended")


def leave_team(
    service: Service, reader: Reader, map_id: str, element_id: str, *, action: str
) -> None:
    """End a membership and its hats from this moment, and the consent to it."""
    records = Records(service.sealer, map_id)

    def work(tx: Transaction) -> None:
        record_of_team(tx, service, reader, map_id, action, element_id)
        team = Team(tx, records)
        team.leave(team.member(element_id))
        consent.end_own(tx, map_id, element_id, Purpose.TEAM)

    service.write(work)


def _refuse_a_member(team: Team, element_id: str) -> None:
    member = team.members.get(element_id)
    if member and member.on_team:
        raise NotWellFormed("element_id", "They are on the team already.")


def _asking(tx: Transaction, map_id: str, asking_id: str) -> Row:
    for row in tx.rows("askings", team_of=map_id):
        if row["id"] == asking_id:
            fields: Row = row["fields"]
            return fields
    raise NotFound


def _accepted(tx: Transaction, map_id: str, asking_id: str) -> Row:
    """Return an invitation that was accepted and waits for the owner's word."""
    asking = _asking(tx, map_id, asking_id)
    if asking.get("answer") != "accepted":
        raise AlreadyUsed("Nobody has to be confirmed here now. Read the page again.")
    return asking


def _became(tx: Transaction, asking_id: str, answer: str, **fields: object) -> None:
    tx.run("set_asking", id=asking_id, fields={"answer": answer, **fields})


def _keep_consent(
    tx: Transaction,
    map_id: str,
    element_id: str,
    by: str,
    wording: str | None,
    ground: str | None = None,
) -> None:
    consent.keep(
        tx,
        Consent(
            id=new_id(),
            scope=map_id,
            about=element_id,
            about_kind="element",
            by=by,
            as_="person_drawn",
            ground=ground,
            purpose=Purpose.TEAM,
            detail=Detail.NAMED,
            wording=wording or "none-was-kept",
            given_at=instant(),
        ),
    )
