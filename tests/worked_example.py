"""The worked example of the measures (section 13), as two drawings of Ada's map."""

from __future__ import annotations

from typing import Any

from mapping.model import CareMap, Connection, Document, Element, Figure
from mapping.vocabulary import ConnectionType, Kind, Presence, State

MAP = "ada-map"
PEOPLE = {
    "a": ("Ada", Kind.PERSON, (0.0, 20.0)),
    "b": ("Ben", Kind.PERSON, (-250.0, -60.0)),
    "c": ("Cy", Kind.PERSON, (240.0, -90.0)),
    "g": ("Garden", Kind.GROUP, (210.0, 130.0)),
    "h": ("Home care", Kind.SOCIAL_CARE_PROVIDER, (-210.0, 130.0)),
    "n": ("Nurse", Kind.HEALTH_CARE_PROVIDER, (0.0, -220.0)),
}

Line = tuple[str, str, str, dict[str, Any]]


def care(id_: str, giver: str, types: str, formality: str, frequency: str, **more: Any) -> Line:
    said = {"care_types": types.split(), "formality": formality, "frequency": frequency}
    return id_, giver, "a", {"type": ConnectionType.CARES_FOR, **said, **more}


def working(id_: str, one: str, other: str, frequency: str | None, state: State) -> Line:
    type_ = ConnectionType.COLLABORATES_WITH
    return id_, one, other, {"type": type_, "frequency": frequency, "state": state}


BACK: Line = (
    *("3", "a", "c"),
    {
        "type": ConnectionType.CARES_FOR,
        "care_types": ["listening"],
        "formality": "gifted",
        "frequency": "weekly",
    },
)
EARLIER = (
    care("1", "b", "meals errands", "gifted", "several_daily"),
    care("2", "c", "errands", "gifted", "weekly"),
    BACK,
    care("4", "h", "personal_care", "paid", "weekly"),
    working("6", "g", "c", "monthly", State.POTENTIAL),
)
LATER = (
    care("1", "b", "meals errands", "gifted", "daily"),
    care("2", "c", "errands", "gifted", "weekly"),
    BACK,
    care("4", "h", "personal_care", "paid", "daily"),
    working("5", "n", "h", "monthly", State.ENGAGED),
    working("6", "g", "c", "monthly", State.GENERATIVE),
    care("7", "g", "company", "gifted", "weekly", state=State.POTENTIAL),
    working("8", "b", "h", None, State.POTENTIAL),
)


def drawing(lines: tuple[Line, ...], scope: str = MAP, ada: str = "a") -> Document:
    """Return Ada's map with these lines; `ada` is her id on it."""

    def named(id_: str) -> str:
        return ada if id_ == "a" else id_

    connections = [
        Connection(
            **{"id": id_, "from_": named(from_), "to": named(to), "state": State.GENERATIVE, **said}
        )
        for id_, from_, to, said in lines
    ]
    return CareMap(
        id=scope,
        title="Ada\u2019s care map",
        owner_elements=(ada,),
        elements={
            named(id_): Element(id=named(id_), scope=scope, kind=kind, name=name)
            for id_, (name, kind, _) in PEOPLE.items()
        },
        figures={
            named(id_): Figure(
                element_id=named(id_),
                x=x,
                y=y,
                presence=Presence.LIVES_WITH if id_ == "a" else Presence.NEARBY,
            )
            for id_, (_, _, (x, y)) in PEOPLE.items()
        },
        connections={line.id: line for line in connections},
    ).document()


def earlier() -> Document:
    return drawing(EARLIER)


def later() -> Document:
    return drawing(LATER)
