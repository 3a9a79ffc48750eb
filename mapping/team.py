"""The team of a care map: who is on it by their own and the Team Owner's yes, and their hats.

A membership is a `MEMBER_OF` connection whose scope is the team itself, not the map: so no drawing,
copy, view or undo reads or changes it. A hat is worn once the person and the Team Owner have both
said yes and nobody objects, until the last day of its term; then it has run out by itself. Asking
somebody is in `joining.py`, what a page shows of a team in `team_page.py`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from mapping import audit
from mapping.model import (
    REMOVED,
    CareMap,
    Element,
    Frozen,
    Id,
    Line,
    Slugs,
    day_of,
    instant,
    new_id,
)
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.vocabulary import HATS, Kind

Side = Literal["person", "owner"]
"""Whose yes it is: the one who joins or wears the hat, or the Team Owner."""

SIDES: Final[tuple[Side, ...]] = ("person", "owner")
LONGEST_TERM: Final = dt.timedelta(days=2 * 366)
"""A hat is asked about again after two years at most."""


def _known_hat(hat: object) -> object:
    if hat not in HATS or hat == "team_member":
        raise ValueError("is not a hat that we know. Choose one of those offered")
    return hat


Hat = Annotated[str, BeforeValidator(_known_hat)]


class Yes(Frozen):
    """A yes, and who gave it or wrote it down.

    `said` is how it was said in person, such as "at the table", where somebody else wrote it down.
    """

    side: Side
    by: Id
    at: str
    said: Line | None = None


class Objection(Frozen):
    """A no to a hat, with its reason."""

    side: Side
    by: Id
    at: str
    reason: Line


class HatTerm(Frozen):
    """A hat that somebody was asked to wear until a day, that day included."""

    hat: Hat
    until: dt.date
    asked_at: str
    yes: tuple[Yes, ...] = ()
    objections: tuple[Objection, ...] = ()

    @property
    def agreed(self) -> bool:
        """Whether both sides said yes, and neither objects."""
        return not self.objections and {one.side for one in self.yes} == set(SIDES)

    def worn_on(self, day: dt.date) -> bool:
        """Whether it is worn on a day."""
        return self.agreed and day <= self.until

    def answered(self, side: Side, answer: Yes | Objection) -> HatTerm:
        """Return it with one side's answer in place of any that this side gave before."""
        yes = tuple(one for one in self.yes if one.side != side)
        objections = tuple(one for one in self.objections if one.side != side)
        if isinstance(answer, Yes):
            return self.changed(yes=(*yes, answer), objections=objections)
        return self.changed(yes=yes, objections=(*objections, answer))


class Member(Frozen):
    """Who is, or was, on a team, with what both sides said and the hats that were asked of them."""

    id: Id
    element_id: Id
    gives: Slugs = ()
    since: dt.date
    left_on: dt.date | None = None
    yes: tuple[Yes, ...] = ()
    hats: tuple[HatTerm, ...] = Field(default=(), max_length=50)

    @property
    def on_team(self) -> bool:
        """Whether they are on the team now."""
        return self.left_on is None

    def hat(self, hat: str) -> HatTerm:
        """Return the term of one hat that was asked of them."""
        for term in self.hats:
            if term.hat == hat:
                return term
        raise NotFound

    def with_hat(self, term: HatTerm) -> Member:
        """Return them with this term in place of any of the same hat."""
        others = tuple(one for one in self.hats if one.hat != term.hat)
        return self.changed(hats=(*others, term))


def team_id(map_id: str) -> str:
    """Return the id of a care map's team: there is one for each."""
    return f"team.{map_id}"


def today_here() -> dt.date:
    """Return the day it is in the United Kingdom: hats run out by it."""
    return day_of(instant())


class Team:
    """A team as it is stored, within one transaction.

    Parameters
    ----------
    tx
        The transaction.
    records
        Of the care map, which seal what was said.
    """

    def __init__(self, tx: Transaction, records: Records) -> None:
        self._tx = tx
        self._records = records
        self.id = team_id(records.map_id)
        self.members = self._read()

    def member(self, element_id: str) -> Member:
        """Return somebody who is on the team now.

        Raises
        ------
        NotFound
            If they are not.
        """
        found = self.members.get(element_id)
        if found is None or not found.on_team:
            raise NotFound
        return found

    def join(self, element_id: str, gives: Sequence[str], yes: Sequence[Yes]) -> None:
        """Take somebody onto the team; who comes back begins anew, without hats."""
        before = self.members.get(element_id)
        member = Member(
            id=before.id if before else new_id(),
            element_id=element_id,
            gives=tuple(gives),
            since=today_here(),
            yes=tuple(yes),
        )
        if before:
            self.keep(member)
            return
        row = {"from_id": element_id, "to_id": self.id, "fields": self._fields(member)}
        self._tx.run("connect", type="member_of", rows=[row])

    def leave(self, member: Member) -> None:
        """Take somebody off the team, with their hats, from this moment."""
        self.keep(member.changed(left_on=today_here(), hats=()))

    def keep(self, member: Member) -> None:
        """Keep what changed of a membership."""
        ends = {"from_id": member.element_id, "to_id": self.id, "id": member.id}
        row = {**ends, "fields": self._fields(member)}
        self._tx.run("set_connections", type="member_of", scope=self.id, rows=[row])

    def _fields(self, member: Member) -> dict[str, object]:
        said = member.model_dump(mode="json", include={"yes", "hats"})
        return {
            "id": member.id,
            "scope": self.id,
            "care_types": list(member.gives),
            "state": "engaged" if member.on_team else "inactive",
            "since": member.since,
            "until": member.left_on,
            "agreed_by": sorted({one.by for one in member.yes}),
            "said": self._records.seal_text(json.dumps(said), (member.element_id,)),
        }

    def _read(self) -> Mapping[str, Member]:
        rows = self._tx.rows("members_of_team", scope=self.id)
        opened = self._records.sealer.open_all(row["fields"]["said"] for row in rows)
        return {
            row["element_id"]: Member(
                id=row["id"],
                element_id=row["element_id"],
                gives=row["fields"].get("care_types") or (),
                since=row["fields"]["since"],
                left_on=row["fields"].get("until"),
                **json.loads(said),
            )
            for row, said in zip(rows, opened, strict=True)
            if said  # who was removed for good is on no team any more
        }


def start_team(service: Service, map_id: str) -> None:
    """Make the key and the element of a map's team, unless they are there."""
    id_ = team_id(map_id)
    service.sealer.keys.make([id_])
    # Its name names nobody: whose team it is stands with the map.
    team = Element(id=id_, scope=map_id, kind=Kind.TEAM, name="The team")
    fields = Records(service.sealer, map_id).element(team)
    service.write(lambda tx: tx.run("start_team", id=id_, fields=fields))


def checked_term(hat: str, until: dt.date) -> HatTerm:
    """Return a term that may be asked for.

    Raises
    ------
    NotWellFormed
        If its last day is past, or further off than two years.
    """
    today = today_here()
    if not today <= until <= today + LONGEST_TERM:
        raise NotWellFormed("until", "Choose a day from today on, within two years.")
    return HatTerm(hat=hat, until=until, asked_at=instant())


NOT_ASKED: Final = frozenset({Kind.PET, Kind.PLACE, Kind.TEAM, Kind.CIRCLE})
"""Kinds that cannot answer for themselves, or are made of people who are asked each."""


def can_join(care_map: CareMap, element_id: str) -> Element:
    """Return somebody drawn who may be asked to join the team.

    Raises
    ------
    NotFound
        If nobody with this id is drawn.
    NotWellFormed
        If it is the Team Owner, a child, nobody who could answer, or was removed for good.
    """
    if element_id not in care_map.figures:
        raise NotFound
    element = care_map.elements[element_id]
    if element_id in care_map.owner_elements:
        raise NotWellFormed("element_id", "The Team Owner is on their team already.")
    if element.child:
        raise NotWellFormed("element_id", "Children are not asked to join a team.")
    if element.name == REMOVED:
        raise NotWellFormed("element_id", "They were removed for good, so nobody can be asked.")
    if element.kind in NOT_ASKED:
        raise NotWellFormed("element_id", "Only people and bodies can be asked to join a team.")
    return element


def open_map(tx: Transaction, records: Records) -> CareMap:
    """Return a care map, whole.

    Raises
    ------
    NotFound
        If there is none.
    """
    care_map = whole_map(tx, records)
    if care_map is None:
        raise NotFound
    return care_map


def written_by(reader: Reader, map_id: str, said: Line | None) -> Line | None:
    """Return how the Team Owner said it, unless it is they who say it."""
    return None if reader.care_map_roles.get(map_id) == "owner" else said


def record_of_team(
    tx: Transaction,
    service: Service,
    reader: Reader,
    map_id: str,
    action: str,
    element_id: str,
    *fields: str,
) -> None:
    """Add an entry to the map's history about somebody of its team."""
    audit.record(
        tx,
        service,
        chain=map_id,
        account=reader.account_id,
        action=action,
        about=[element_id],
        fields=fields,
    )
