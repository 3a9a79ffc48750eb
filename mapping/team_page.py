"""The page of a care map's team: who is on it or was asked, hats, connections, and what is missing.

Everything is read in one transaction; what is missing and what may come next is worked out from it
without the store. Changing a team is in `joining.py` and `hats.py`.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from mapping import policy
from mapping.care_maps import account_names
from mapping.credentials import has_ended
from mapping.model import REMOVED, CareMap, Connection, Frozen, Id, day_in_words
from mapping.policy import Reader
from mapping.service import Service
from mapping.store import Row, Transaction
from mapping.store.records import Records
from mapping.team import NOT_ASKED, HatTerm, Member, Team, Yes, open_map, today_here
from mapping.vocabulary import CARE_TYPES, HATS, ConnectionType, State

Standing = Literal["on_team", "asked", "accepted", "declined", "ran_out", "left"]
"""How somebody stands to the team; `accepted` waits for the Team Owner's word."""

SOON: Final = dt.timedelta(days=30)
"""A hat whose last day is this near is asked about again."""


class SaidYes(Frozen):
    """A yes as others read it: by whom, when, and how where it was said in person."""

    side: Literal["person", "owner"]
    by: str
    at: str
    said: str | None


class SaidNo(Frozen):
    """An objection to a hat, with its reason."""

    side: Literal["person", "owner"]
    by: str
    at: str
    reason: str


class TeamHat(Frozen):
    """A hat that somebody on the team wears, or was asked to."""

    hat: str
    until: dt.date
    worn: bool
    run_out: bool
    yes: tuple[SaidYes, ...]
    objections: tuple[SaidNo, ...]


class OnTeam(Frozen):
    """Somebody drawn who is on the team, was asked, or was on it."""

    element_id: Id
    standing: Standing
    since: str | None
    asking_id: Id | None
    accepted_as: str | None
    reason: str | None
    expires_at: str | None
    gives: tuple[str, ...]
    own_account: bool
    yes: tuple[SaidYes, ...]
    hats: tuple[TeamHat, ...]


class TeamPage(Frozen):
    """A team as its map's people see it."""

    can_ask: bool
    can_answer: bool
    members: tuple[OnTeam, ...]
    owner_gives: tuple[str, ...]
    connections: dict[State, tuple[Id, ...]]
    hats_nobody_wears: tuple[str, ...]
    care_nobody_gives: tuple[str, ...]
    not_asked: tuple[Id, ...]
    next: tuple[str, ...]


@dataclass(frozen=True)
class _Read:
    """What a page is made of."""

    care_map: CareMap
    members: Mapping[str, Member]
    askings: Mapping[str, Row]
    claimed: frozenset[str]
    names: Mapping[str, str]
    reasons: Mapping[str, str]
    today: dt.date


def team_page(service: Service, reader: Reader, map_id: str) -> TeamPage:
    """Return the page of a care map's team."""
    records = Records(service.sealer, map_id)
    read = service.read(lambda tx: _look(tx, service, records))
    members = tuple(_members(read))
    on_team = [one.element_id for one in members if one.standing == "on_team"]
    team = {*on_team, *read.care_map.owner_elements}
    return TeamPage(
        can_ask=policy.allows(reader, "team.ask", map_id),
        can_answer=policy.allows(reader, "team.answer", map_id),
        members=members,
        owner_gives=_given_by(read.care_map, {*read.care_map.owner_elements}),
        connections=_by_state(read.care_map, team),
        hats_nobody_wears=_hats_nobody_wears(members),
        care_nobody_gives=_care_nobody_gives(read.care_map, on_team),
        not_asked=_not_asked(read.care_map, members),
        next=tuple(_next(read, members))[:5],
    )


def _look(tx: Transaction, service: Service, records: Records) -> _Read:
    care_map = open_map(tx, records)
    team = Team(tx, records)
    askings = {
        row["fields"]["figure"]: row["fields"]
        for row in tx.rows("askings", team_of=records.map_id)
        if row["fields"].get("answer") != "taken_back"
    }
    claims = tx.rows("claims_on_care_map", care_map=records.map_id)
    accounts = {one["account"] for one in askings.values() if one.get("account")}
    for member in team.members.values():
        accounts |= {one.by for one in member.yes}
        for hat in member.hats:
            accounts |= {yes.by for yes in hat.yes} | {no.by for no in hat.objections}
    reasons = {id_: one["reason"] for id_, one in askings.items() if one.get("reason")}
    opened = service.sealer.open_all(reasons.values())
    return _Read(
        care_map=care_map,
        members=team.members,
        askings=askings,
        claimed=frozenset(row["element_id"] for row in claims),
        names=account_names(tx, service, accounts),
        reasons={id_: text for id_, text in zip(reasons, opened, strict=True) if text},
        today=today_here(),
    )


def _members(read: _Read) -> Iterator[OnTeam]:
    """Yield everybody drawn who has to do with the team, those on it first."""
    drawn = [one for one in read.care_map.figures if one not in read.care_map.owner_elements]
    found = [one for one in (_standing(read, id_) for id_ in drawn) if one is not None]
    order: tuple[Standing, ...] = (
        *("on_team", "accepted", "asked"),
        *("declined", "ran_out", "left"),
    )
    yield from sorted(
        found,
        key=lambda one: (order.index(one.standing), read.care_map.elements[one.element_id].name),
    )


def _standing(read: _Read, id_: str) -> OnTeam | None:
    member, asking = read.members.get(id_), read.askings.get(id_)
    if member and member.on_team:
        return _of_member(read, member, "on_team")
    answer = asking.get("answer") if asking else None
    if asking and answer not in ("joined", "not_them"):
        ran_out = answer is None and has_ended(asking["expires_at"])
        standing: Standing = answer or ("ran_out" if ran_out else "asked")
        waits = standing in ("asked", "accepted")
        return OnTeam(
            element_id=id_,
            standing=standing,
            since=asking.get("used_at") or asking["made_at"],
            asking_id=asking["id"] if waits else None,
            accepted_as=read.names.get(asking.get("account") or ""),
            reason=read.reasons.get(id_),
            expires_at=asking["expires_at"] if standing == "asked" else None,
            gives=tuple(asking["gives"]),
            own_account=id_ in read.claimed,
            yes=(),
            hats=(),
        )
    return _of_member(read, member, "left") if member else None


def _of_member(read: _Read, member: Member, standing: Standing) -> OnTeam:
    since = member.since if standing == "on_team" else member.left_on
    return OnTeam(
        element_id=member.element_id,
        standing=standing,
        since=since.isoformat() if since else None,
        asking_id=None,
        accepted_as=None,
        reason=None,
        expires_at=None,
        gives=_given_by(read.care_map, {member.element_id}),
        own_account=member.element_id in read.claimed,
        yes=tuple(_yes(read, one) for one in member.yes),
        hats=tuple(_hat(read, term) for term in member.hats),
    )


def _yes(read: _Read, yes: Yes) -> SaidYes:
    return SaidYes(side=yes.side, by=read.names[yes.by], at=yes.at, said=yes.said)


def _hat(read: _Read, term: HatTerm) -> TeamHat:
    return TeamHat(
        hat=term.hat,
        until=term.until,
        worn=term.worn_on(read.today),
        run_out=read.today > term.until,
        yes=tuple(_yes(read, one) for one in term.yes),
        objections=tuple(
            SaidNo(side=one.side, by=read.names[one.by], at=one.at, reason=one.reason)
            for one in term.objections
        ),
    )


def _flows(line: Connection) -> bool:
    return line.type is ConnectionType.CARES_FOR and line.state not in (
        State.INACTIVE,
        State.POTENTIAL,
    )


def _given_by(care_map: CareMap, givers: Iterable[str]) -> tuple[str, ...]:
    """Return the care types that some people give on this map, most often drawn first."""
    from_ = set(givers)
    counts = Counter(
        one
        for line in care_map.connections.values()
        if _flows(line) and line.from_ in from_
        for one in line.care_types
    )
    return tuple(one for one, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _by_state(care_map: CareMap, team: set[str]) -> dict[State, tuple[str, ...]]:
    """Return the connections of care and working together that the team has, by state."""
    found: dict[State, list[str]] = {state: [] for state in State}
    for line in care_map.connections.values():
        of_care = line.type in (ConnectionType.CARES_FOR, ConnectionType.COLLABORATES_WITH)
        if of_care and team & {line.from_, line.to}:
            found[line.state].append(line.id)
    return {state: tuple(sorted(ids)) for state, ids in found.items()}


def _hats_nobody_wears(members: Iterable[OnTeam]) -> tuple[str, ...]:
    worn = {hat.hat for one in members for hat in one.hats if hat.worn}
    return tuple(hat for hat in HATS if hat != "team_member" and hat not in worn)


def _care_nobody_gives(care_map: CareMap, on_team: Iterable[str]) -> tuple[str, ...]:
    given = set(_given_by(care_map, on_team))
    return tuple(one for one in CARE_TYPES if one not in given)


def _not_asked(care_map: CareMap, members: Iterable[OnTeam]) -> tuple[str, ...]:
    """Return who is drawn and could still be asked, those who might help first."""
    known = {one.element_id for one in members} | {*care_map.owner_elements}
    ids = [
        id_
        for id_ in care_map.figures
        if id_ not in known
        and not care_map.elements[id_].child
        and care_map.elements[id_].name != REMOVED
        and care_map.elements[id_].kind not in NOT_ASKED
    ]

    def order(id_: str) -> tuple[bool, str]:
        return not care_map.figures[id_].potential, care_map.elements[id_].name

    return tuple(sorted(ids, key=order))


def _next(read: _Read, members: tuple[OnTeam, ...]) -> Iterator[str]:
    """Yield what may be done next, the most pressing first."""

    def name(one: OnTeam) -> str:
        return read.care_map.elements[one.element_id].name.split()[0]

    for one in members:
        if one.standing == "accepted":
            yield f"{name(one)} was asked, and somebody said yes. Say whether it is {name(one)}."
    for one in members:
        for hat in one.hats:
            words = HATS.get(hat.hat, hat.hat).lower()
            if hat.run_out:
                yield f"{name(one)} wore the hat “{words}” until {_day(hat.until)}. Ask again?"
            elif hat.objections:
                yield f"Somebody objects to {name(one)} as {words}. Talk about the reason first."
            elif not hat.worn:
                yield f"{name(one)} as {words} waits for a yes."
            elif hat.until - read.today <= SOON:
                yield f"{name(one)} is {words} until {_day(hat.until)}. Ask before then."
    if not any(one.standing == "on_team" for one in members):
        yield "Nobody is on the team yet. Choose somebody on the map, and ask them to join."
    elif missing := _hats_nobody_wears(members):
        yield f"Nobody wears the hat “{HATS[missing[0]].lower()}”. Choose someone."
    for one in members:
        if one.standing == "ran_out":
            yield f"The link for {name(one)} has run out. Ask again if you like."


def _day(day: dt.date) -> str:
    return day_in_words(day.isoformat())
