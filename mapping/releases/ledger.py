"""The ledger: what releases of a neighbourhood have answered about people, and from whom.

It is asked before an answer is given and written with it, in one transaction; so no answer tells of
single people by its difference from another, of this release or an earlier one, whoever asked. It
knows people by a keyed hash that no release holds, and keeps them when a release is withdrawn or
somebody leaves: only then do numbers stand still. The rules are in `disclosure/differencing.py`.
"""

from __future__ import annotations

import array
import base64
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from mapping.disclosure import Answer, Answered, Shown, settle
from mapping.model import instant, new_id
from mapping.releases import protecting
from mapping.releases.kept import Release
from mapping.service import Service
from mapping.store import Row, Transaction

LETTERS: Final = 16
"""How much of a keyed hash stands for somebody."""


@dataclass(frozen=True)
class Held:
    """Whom a release holds, by their places in the ledger.

    Parameters
    ----------
    places
        For each place in the release the one in the ledger.
    everybody
        All the people, one bit each.
    """

    places: tuple[int, ...]
    everybody: int

    def of(self, answer: Answer) -> Answer:
        """Return an answer of the release with its people by their places in the ledger."""
        numbers = (
            replace(one, people=_bits(self.places[at] for at in _places(one.people)))
            for one in answer.numbers
        )
        return replace(answer, numbers=tuple(numbers))


@dataclass(frozen=True)
class Settled:
    """The answers of a release as they go out, and what the ledger keeps with them.

    They stand as long as the ledger's state is what it was when they were settled.
    """

    answers: tuple[Answer, ...]
    held: Held
    known: str
    state: str


def settled(
    tx: Transaction,
    service: Service,
    release: Release,
    answers: Sequence[Answer],
    *,
    whose: Sequence[str],
    people: Sequence[int],
) -> Settled:
    """Return the answers of a new release as they may go out beside all that was answered before.

    Parameters
    ----------
    tx
        What reads.
    service
        Makes keyed hashes.
    release
        Which is being made.
    answers
        To all that it can be asked, with people by their places in it.
    whose
        For each place in it the id by which the neighbourhood sees that element.
    people
        The places of all people.
    """
    row = tx.one("ledger", neighbourhood=release.neighbourhood)
    known = (row["people"] or "") if row else ""
    place = {known[at : at + LETTERS]: at // LETTERS for at in range(0, len(known), LETTERS)}
    for id_ in whose:
        place.setdefault(_key(service, id_), len(place))
    places = tuple(place[_key(service, id_)] for id_ in whose)
    held = Held(places, _bits(places[at] for at in people))
    answered = tuple(_settle(tx, release, answers, held))
    return Settled(answered, held, "".join(place), state(tx, release.neighbourhood))


def state(tx: Transaction, neighbourhood: str) -> str:
    """Return a digest of all that the ledger holds of a neighbourhood."""
    row = tx.one("ledger", neighbourhood=neighbourhood) or {}
    rows = tx.rows("answers_given", neighbourhood=neighbourhood)
    return hashlib.sha256(json.dumps([row.get("people"), rows]).encode()).hexdigest()


def keep(tx: Transaction, release: Release, made: Settled) -> None:
    """Keep whom a release holds and what it answers, in the transaction that keeps it."""
    tx.run(
        "keep_ledger",
        neighbourhood=release.neighbourhood,
        people=made.known,
        released={
            "id": release.id,
            "places": _packed(array.array("I", made.held.places).tobytes()),
            "everybody": _packed_bits(made.held.everybody),
        },
    )
    _keep_answers(tx, release, made.answers)


def lock(tx: Transaction, neighbourhood: str) -> None:
    """Let nobody else answer of a neighbourhood's releases until this transaction ends."""
    tx.run("lock_ledger", neighbourhood=neighbourhood, at=instant())


def given(service: Service, release: Release, question: str) -> Answer | None:
    """Return what a release has answered to a question; None if nobody has asked it yet."""
    return service.read(lambda tx: _given(tx, release, question))


def answer(service: Service, release: Release, new: Answer, beside: Sequence[Answer]) -> Answer:
    """Settle and keep the answer to a question that a release was not asked before.

    Parameters
    ----------
    new
        With people by their places in the release.
    beside
        The answers to all other questions, counted anew: those that were given stay as they are.
    """

    def settle_one(tx: Transaction) -> Answer:
        lock(tx, release.neighbourhood)
        meanwhile = _given(tx, release, new.question)
        if meanwhile is not None:
            return meanwhile
        row = tx.one("released_people", release=release.id)
        assert row is not None  # kept with the release
        held = Held(
            tuple(array.array("I", base64.b64decode(row["places"]))),
            int.from_bytes(base64.b64decode(row["everybody"]), "little"),
        )
        answers = _settle(tx, release, [new], held, beside)
        _keep_answers(tx, release, answers)
        return answers[0]

    return service.write(settle_one)


def _settle(
    tx: Transaction,
    release: Release,
    answers: Sequence[Answer],
    held: Held,
    beside: Sequence[Answer] = (),
) -> list[Answer]:
    """Settle answers beside all earlier ones, then hide what would tell of others together."""
    rows = tx.rows("answers_given", neighbourhood=release.neighbourhood)
    now = [held.of(one) for one in answers]
    settled = settle(
        now,
        [_unpacked(row) for row in rows],
        everybody=held.everybody,
        threshold=release.threshold,
    )
    given = {row["question"]: _unpacked(row) for row in rows if row["release"] == release.id}
    kept = [(given[one.question], held.of(one)) for one in beside if one.question in given]
    counted = {one.question: one for one in now}
    return protecting.protected(
        [(one, counted[one.question]) for one in settled],
        kept,
        threshold=release.threshold,
        round_to=release.round_to,
    )


def _given(tx: Transaction, release: Release, question: str) -> Answer | None:
    row = tx.one("answer_given", release=release.id, question=question)
    return None if row is None else _unpacked(row)


def _keep_answers(tx: Transaction, release: Release, answers: Iterable[Answer]) -> None:
    at = instant()
    rows = [
        {
            "id": new_id(),
            "neighbourhood": release.neighbourhood,
            "release": release.id,
            "question": one.question,
            "at": at,
            "numbers": json.dumps(
                [
                    [number.code, _packed_bits(number.people), number.shown.value]
                    for number in one.numbers
                ]
            ),
        }
        for one in answers
    ]
    tx.run("keep_answers", answers=rows)


def _unpacked(row: Row) -> Answer:
    numbers: list[Any] = json.loads(row["numbers"])
    return Answer(
        row["question"],
        tuple(
            Answered(tuple(code), int.from_bytes(base64.b64decode(people), "little"), Shown(value))
            for code, people, value in numbers
        ),
    )


def _key(service: Service, id_: str) -> str:
    return service.sealer.digest(id_, "ledger")[:LETTERS]


def _bits(places: Iterable[int]) -> int:
    bits = 0
    for place in places:
        bits |= 1 << place
    return bits


def _places(bits: int) -> list[int]:
    return [at for at, bit in enumerate(reversed(bin(bits)[2:])) if bit == "1"]


def _packed(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _packed_bits(bits: int) -> str:
    return _packed(bits.to_bytes((bits.bit_length() + 7) // 8, "little"))
