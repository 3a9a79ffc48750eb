"""Reading what was said to be not right, answering it, and reading the answers to one's own words.

Of a care map its owner answers, of a neighbourhood's own things an organiser. They agree, or say
why not. A suggested connection that is agreed to is drawn by an edit like any other, so that undo
takes it back; anything else they put right themselves. Saying something is in `remarks.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from mapping import audit, neighbourhoods, policy
from mapping.analysis import REPORTS
from mapping.care_maps import account_names, owner_count
from mapping.drawings import named_in
from mapping.edit_log import save_within
from mapping.model import CareMap, Connection, Frozen, Id, Line, instant, new_id
from mapping.policy import NotFound, Reader
from mapping.refusals import AlreadyUsed, NotWellFormed
from mapping.remarks import NOTHING, AboutKind, Suggested, definitions_of, number_of, seal
from mapping.service import Service
from mapping.steps import Connect, Edit
from mapping.store import Row, Transaction
from mapping.store.maps import whole_map
from mapping.store.records import Records
from mapping.view import View
from mapping.vocabulary import CARE_TYPES, ConnectionType, State

OWN: Final = "How you are drawn"
"""What one's own figure is called where the map itself cannot be opened."""

Standing = Literal["waiting", "accepted", "declined"]


class Remark(Frozen):
    """A remark as it is read; `words` say what it is about, null where that is not seen any more.

    `suggests` is a connection that is suggested, in words. `by` is who said it.
    """

    id: Id
    about_kind: AboutKind
    about: Id | None
    words: str | None
    suggests: str | None
    text: str
    by: str
    made_at: str
    standing: Standing
    reason: str | None
    answered_by: str | None
    answered_at: str | None


class OwnRemark(Remark):
    """What one said oneself, and where; the answer is in it."""

    where: str | None


class RemarkAnswer(Frozen):
    """Whether what was said is agreed to; a no has its reason."""

    accepts: bool
    reason: Line | None = None


def of_map(service: Service, reader: Reader, map_id: str) -> list[Remark]:
    """Return what was said of a care map, for who answers it: what waits first.

    Raises
    ------
    NotAllowed
        If the reader is no owner of the map, while it has one.
    """

    def look(tx: Transaction) -> list[Remark]:
        _check_answers(tx, reader, map_id)
        care_map = whole_map(tx, Records(service.sealer, map_id))
        if care_map is None:
            raise NotFound
        return _list(tx, service, map_id, _words_of_map(care_map))

    return service.read(look)


def of_neighbourhood(service: Service, neighbourhood: str) -> list[Remark]:
    """Return what was said of a neighbourhood's own things: what waits first."""
    words = _words_of_view(neighbourhoods.view(service, neighbourhood))
    return service.read(lambda tx: _list(tx, service, neighbourhood, words))


def waiting_on(service: Service, neighbourhood: str) -> int:
    """Return how many remarks wait for an organiser's answer."""
    rows = service.read(lambda tx: tx.rows("remarks_waiting", scopes=[neighbourhood]))
    return sum(row["waiting"] for row in rows)


def of_reader(service: Service, reader: Reader) -> list[OwnRemark]:
    """Return what somebody said, the latest first, with the answers.

    What it was about is named only as far as they see it now.
    """
    rows = service.read(lambda tx: tx.rows("remarks_by", account=reader.account_id))
    seen = _Seen(service, reader)
    found = [row["fields"] for row in rows]
    names = service.read(lambda tx: account_names(tx, service, _answerers(found)))
    return [
        OwnRemark(
            **dict(_remark(service, row, text, seen.words(row), {**names, row["by"]: reader.name})),
            where=seen.where(row),
        )
        for row, text in _opened(service, found)
    ]


class _Seen:
    """What a reader sees now of the maps and neighbourhoods that they spoke of."""

    def __init__(self, service: Service, reader: Reader) -> None:
        self._service = service
        self._reader = reader
        self._kept: dict[str, tuple[str | None, dict[str, str]] | None] = {}

    def where(self, row: Row) -> str | None:
        found = self._of(row)
        return found[0] if found else None

    def words(self, row: Row) -> dict[str, str]:
        """Return the words of what a remark is about, by its id in the store."""
        found = self._of(row)
        words = found[1] if found else {}
        as_seen = row.get("seen_as")
        return {row["about"]: words[as_seen]} if as_seen in words else {} if as_seen else words

    def _of(self, row: Row) -> tuple[str | None, dict[str, str]] | None:
        scope = row.get("seen_in") or row["scope"]
        if scope not in self._kept:
            self._kept[scope] = self._look(scope)
        return self._kept[scope]

    def _look(self, scope: str) -> tuple[str | None, dict[str, str]] | None:
        if policy.allows(self._reader, "neighbourhood.read", scope):
            view = neighbourhoods.view(self._service, scope)
            return view.name, _words_of_view(view)
        if not policy.allows(self._reader, "care_map.read", scope):
            return self._own_place(scope)
        records = Records(self._service.sealer, scope)
        care_map = self._service.read(lambda tx: whole_map(tx, records))
        return (care_map.title, _words_of_map(care_map)) if care_map else None

    def _own_place(self, scope: str) -> tuple[str | None, dict[str, str]] | None:
        """Return the words for one's own figure on a map that one cannot open."""
        account = self._reader.account_id
        claims = self._service.read(lambda tx: tx.rows("claims_of_account", account=account))
        own = {row["element_id"]: OWN for row in claims if row["care_map"] == scope}
        return (None, own) if own else None


def _words_of_map(care_map: CareMap) -> dict[str, str]:
    names = {id_: care_map.elements[id_].name for id_ in care_map.figures}
    lines = care_map.connections.values()
    return names | {one.id: f"{names[one.from_]} and {names[one.to]}" for one in lines}


def _words_of_view(view: View) -> dict[str, str]:
    names = {one.id: one.label for one in view.elements}
    return names | {one.id: f"{names[one.from_]} and {names[one.to]}" for one in view.connections}


def _answerers(rows: Iterable[Row]) -> set[str]:
    return {row["answered_by"] for row in rows if row.get("answered_by")}


def _list(tx: Transaction, service: Service, scope: str, words: Mapping[str, str]) -> list[Remark]:
    rows = [row["fields"] for row in tx.rows("remarks_of", scope=scope)]
    names = account_names(tx, service, {row["by"] for row in rows} | _answerers(rows))
    found = [_remark(service, row, text, words, names) for row, text in _opened(service, rows)]
    return sorted(found, key=lambda one: one.standing != "waiting")


def _opened(service: Service, rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    """Yield remarks with their words; those about somebody who was removed are no more."""
    some = list(rows)
    texts = service.sealer.open_all(row["text"] for row in some)
    for row, text in zip(some, texts, strict=True):
        if text is not None:
            yield row, "" if text == NOTHING else text


def _remark(
    service: Service, row: Row, text: str, words: Mapping[str, str], names: Mapping[str, str]
) -> Remark:
    seen = row["about"] in words or row["about_kind"] == "number"
    return Remark(
        id=row["id"],
        about_kind=row["about_kind"],
        about=row["about"] if seen and not row.get("seen_as") else row.get("seen_as"),
        words=words.get(row["about"]) or _number(row["about"]),
        suggests=_suggested(row, words),
        text=text,
        by=names[row["by"]],
        made_at=row["made_at"],
        standing=row["standing"],
        reason=service.sealer.open(row["reason"]) if row.get("reason") else None,
        answered_by=names.get(row.get("answered_by", "")),
        answered_at=row.get("answered_at"),
    )


def _number(about: str) -> str | None:
    report, field = number_of(about)
    title = REPORTS[report].title if report in REPORTS else "Near and far"
    return f"{title}: {definitions_of(report)[field]}" if field else None


def _suggested(row: Row, words: Mapping[str, str]) -> str | None:
    if not row.get("suggests"):
        return None
    wanted = Suggested(**json.loads(row["suggests"]))
    one, other = words.get(wanted.from_, "somebody"), words.get(wanted.to, "somebody")
    if wanted.type is not ConnectionType.CARES_FOR:
        return f"{one} and {other} are related"
    kinds = ", ".join(CARE_TYPES.get(kind, kind).lower() for kind in wanted.care_types)
    return f"{one} cares for {other}{f': {kinds}' if kinds else ''}"


def answer_on_map(
    service: Service, reader: Reader, map_id: str, remark_id: str, answer: RemarkAnswer
) -> None:
    """Agree with what was said of a care map, or say why not; a suggested connection is drawn.

    Raises
    ------
    NotAllowed
        If the reader is no owner of the map, while it has one.
    NotFound, AlreadyUsed
        If there is no such remark, or it was answered.
    NotWellFormed
        If a no has no reason.
    EditRefused
        If the suggested connection can no longer be drawn. Nothing is answered then.
    """
    records = Records(service.sealer, map_id)

    def work(tx: Transaction) -> None:
        _check_answers(tx, reader, map_id)
        row = _answered(tx, service, reader, map_id, remark_id, answer)
        care_map = whole_map(tx, records)
        if care_map is None:
            raise NotFound
        if answer.reason:
            of = {*row["of"], *named_in(records, answer.reason, care_map.document())}
            tx.run(
                "set_remark",
                id=remark_id,
                fields={"reason": seal(service, map_id, answer.reason, of)},
            )
        if answer.accepts and row.get("suggests"):
            wanted = Suggested(**json.loads(row["suggests"]))
            line = Connection(id=new_id(), state=State.GENERATIVE, **dict(wanted))
            edit = Edit(id=new_id(), scope=map_id, steps=(Connect(connection=line),))
            save_within(tx, service, reader, edit)

    service.write(work)


def answer_in_neighbourhood(
    service: Service, reader: Reader, neighbourhood: str, remark_id: str, answer: RemarkAnswer
) -> None:
    """Agree with what was said of a neighbourhood's own things, or say why not.

    Raises
    ------
    NotFound, AlreadyUsed, NotWellFormed
        As `answer_on_map` does.
    """

    def work(tx: Transaction) -> None:
        _answered(tx, service, reader, neighbourhood, remark_id, answer)
        if answer.reason:
            reason = seal(service, neighbourhood, answer.reason, ())
            tx.run("set_remark", id=remark_id, fields={"reason": reason})

    service.write(work)


def _check_answers(tx: Transaction, reader: Reader, map_id: str) -> None:
    ownerless = owner_count(tx, map_id) == 0
    policy.check(reader, "care_map.answer", map_id, sometimes=ownerless)


def _answered(
    tx: Transaction,
    service: Service,
    reader: Reader,
    scope: str,
    remark_id: str,
    answer: RemarkAnswer,
) -> Row:
    """Note that a remark was answered, and return it."""
    if not answer.accepts and not answer.reason:
        raise NotWellFormed("reason", "Say in a few words why not. Whoever said it reads it.")
    # The chain is held first, so that two cannot answer at once.
    end = tx.one("advance_chain", chain=scope)
    found = tx.one("remark", id=remark_id, scope=scope)
    if found is None or not list(_opened(service, [found["fields"]])):
        raise NotFound
    row: Row = found["fields"]
    if row["standing"] != "waiting":
        raise AlreadyUsed("This was answered already. Read the page again.")
    standing = "accepted" if answer.accepts else "declined"
    fields = {
        "standing": standing,
        "answered_by": reader.account_id,
        "answered_at": instant(),
    }
    tx.run("set_remark", id=remark_id, fields=fields)
    audit.record(
        tx,
        service,
        chain=scope,
        account=reader.account_id,
        action=f"remark.{standing}",
        about=[row["about"]],
        end=end,
    )
    return row
