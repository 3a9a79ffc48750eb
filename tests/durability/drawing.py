"""Somebody who draws on shared maps without pause: adds, moves, words, arrows, rubbing out, undo.

What others have drawn they know only roughly, so some of their steps come too late and are skipped,
overtake another's, or are refused, as happens to people.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from mapping.edit_log import Answer
from mapping.edits import opposite
from mapping.model import CareMap, Connection, Element, Figure, Household, Place, new_id, ring_of
from mapping.steps import Add, Connect, Edit, House, Move, RubOut, Set, Step, Tick, Unhouse
from mapping.vocabulary import CARE_TYPES, ConnectionType, Frequency, Kind, State


@dataclass
class Known:
    """What is roughly on a map now; shared by all who draw on it."""

    map_id: str
    owner: str
    people: list[str] = field(default_factory=list)
    lines: list[Connection] = field(default_factory=list)

    @classmethod
    def of(cls, care_map: CareMap) -> Known:
        (owner,) = care_map.owner_elements
        people = [id_ for id_ in care_map.figures if id_ != owner]
        return cls(care_map.id, owner, people, list(care_map.connections.values()))

    def note(self, answer: Answer) -> None:
        for step in answer.steps:
            if isinstance(step, Add):
                self.people.append(step.element.id)
            elif isinstance(step, Connect):
                self.lines.append(step.connection)


class Drawer:
    """Makes one edit after the other."""

    def __init__(self, maps: list[Known], seed: int) -> None:
        self.random = random.Random(seed)
        self.maps = maps
        self.last: dict[str, Answer] = {}

    def next_edit(self) -> tuple[Known, Edit]:
        known = self.random.choice(self.maps)
        last = self.last.pop(known.map_id, None)
        if last and last.steps and self.random.random() < 0.15:
            steps = opposite(last.steps)
            return known, Edit(id=new_id(), scope=known.map_id, steps=steps, undoes=last.id)
        makers = [self.somebody, self.household, self.words, self.rub_out, self.move]
        weights = [4, 1, 4, 2 if len(known.people) < 40 else 8, 3]
        if not known.people or not known.lines:
            makers, weights = [self.somebody], [1]
        (make,) = self.random.choices(makers, weights)
        return known, Edit(id=new_id(), scope=known.map_id, steps=make(known), label="Drew")

    def answered(self, known: Known, answer: Answer) -> None:
        known.note(answer)
        self.last[known.map_id] = answer

    def somebody(self, known: Known) -> tuple[Step, ...]:
        """Draw somebody with up to four arrows: one edit that must not be there by half."""
        add = self._add(known)
        others = self.random.sample(known.people, min(3, len(known.people)))
        lines = [self._line(add.element.id, to) for to in [known.owner, *others]]
        return (add, *(Connect(connection=line) for line in lines))

    def household(self, known: Known) -> tuple[Step, ...]:
        x, y = self._point()
        house = Household(id=new_id(), x=x, y=y, width=200, height=160)
        inside = [self._add(known, house.id) for _ in range(3)]
        steps: tuple[Step, ...] = (House(household=house), *inside)
        return (*steps, Unhouse(household=house)) if self.random.random() < 0.3 else steps

    def words(self, known: Known) -> tuple[Step, ...]:
        line, who = self.random.choice(known.lines), self.random.choice(known.people)
        ends = {"type": line.type, "from": line.from_, "to": line.to}
        now = self.random.choice(list(Frequency)).value
        often = Set(on="connection", id=line.id, field="frequency", now=now, **ends)
        care = Tick(
            does=self.random.choice(["tick", "untick"]),
            on="connection",
            id=line.id,
            field="care_types",
            value=self.random.choice(list(CARE_TYPES)),
            **ends,
        )
        note = Set(on="figure", id=who, field="note", now=f"Likes {self.random.random()}")
        return (often, care, note)

    def rub_out(self, known: Known) -> tuple[Step, ...]:
        who = known.people.pop(self.random.randrange(len(known.people)))
        known.lines[:] = [c for c in known.lines if who not in (c.from_, c.to)]
        return (RubOut(element_id=who, figure=self._figure(who)),)

    def move(self, known: Known) -> tuple[Step, ...]:
        who = self.random.choice(known.people)
        place = self._figure(who).place
        return (Move(element_id=who, was=place, now=place),)

    def _add(self, known: Known, household: str | None = None) -> Add:
        name = self.random.choice(["Asha", "Ben Oduya", "עדה", "Nan 👵🏽"])
        element = Element(id=new_id(), scope=known.map_id, kind=Kind.PERSON, name=name)
        return Add(element=element, figure=self._figure(element.id, household))

    def _line(self, giver: str, getter: str) -> Connection:
        return Connection(
            id=new_id(),
            type=ConnectionType.CARES_FOR,
            from_=giver,
            to=getter,
            care_types=("meals",),
            state=State.GENERATIVE,
        )

    def _figure(self, element_id: str, household: str | None = None) -> Figure:
        x, y = self._point()
        place = Place(x=x, y=y, presence=ring_of(x, y))
        return Figure(element_id=element_id, **{**place.model_dump(), "household": household})

    def _point(self) -> tuple[int, int]:
        return self.random.randint(-520, 520), self.random.randint(-380, 380)
