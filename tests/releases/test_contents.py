"""What of a neighbourhood's view goes into a release: pure, of views made by hand."""

from __future__ import annotations

from typing import Any

from mapping.releases.contents import Contents, band, contents_of
from mapping.view import View, ViewConnection, ViewElement
from mapping.vocabulary import ConnectionType, Formality, Kind, Sector, State


def seen(id_: str, kind: Kind = Kind.PERSON, *, private: bool = True, **fields: Any) -> ViewElement:
    given = {"sector": Sector.INFORMAL, "sector_from_kind": True, "supported": False, **fields}
    return ViewElement(
        id=id_, kind=kind, individual=kind is Kind.PERSON, label=id_, private=private, **given
    )


def care(id_: str, giver: str, getter: str, *, private: bool = True) -> ViewConnection:
    return ViewConnection.model_validate(
        {
            "id": id_,
            "type": ConnectionType.CARES_FOR,
            "from": giver,
            "to": getter,
            "care_types": ["meals"],
            "formality": Formality.GIFTED,
            "state": State.GENERATIVE,
            "frequency": None,
            "shared_plan": None,
            "since": "2026-05-04",
            "until": None,
            "hats": [],
            "private": private,
        }
    )


def released(things: list[ViewElement], lines: list[ViewConnection], *evaluated: str) -> Contents:
    view = View(
        id="larkmead", name="Larkmead", view_seq=7, elements=tuple(things), connections=tuple(lines)
    )
    return contents_of(view, frozenset(evaluated))


def test_a_private_arrow_needs_its_own_consent_and_those_of_its_ends() -> None:
    people = [seen("rosa"), seen("ivy")]
    for agreed, arrows in (
        (("rosa", "ivy", "arrow"), 1),
        (("rosa", "ivy"), 0),
        (("rosa", "arrow"), 0),
    ):
        found = released(people, [care("arrow", "rosa", "ivy")], *agreed)
        assert len(found.connections.get("cares_for", [])) == arrows


def test_what_a_map_says_of_two_public_bodies_is_not_counted() -> None:
    """A count of bodies is exact, and this one is somebody's own."""
    bodies = [seen(name, Kind.GROUP, private=False) for name in ("club", "choir")]
    private, public = care("arrow", "club", "choir"), care("line", "choir", "club", private=False)
    found = released(bodies, [private, public], "arrow")
    assert len(found.connections["cares_for"]) == len(found.ties) == 1


def test_ids_are_made_anew_and_differ_in_each_part() -> None:
    club = [seen("club", Kind.GROUP, private=False)]
    ids = {
        row["id"]
        for found in (released(club, []), released(club, []))
        for row in (*found.elements, *found.bodies)
    }
    assert len(ids) == 4
    assert "club" not in ids


def test_people_are_told_by_bands_and_have_no_area_date_or_label() -> None:
    rosa = seen("rosa", private=False, area="L06", roles=("organiser",), supported=True)
    others = [seen(f"neighbour-{n}", private=False) for n in range(6)]
    lines = [care(f"line-{n}", "rosa", one.id, private=False) for n, one in enumerate(others)]
    found = released([rosa, *others], lines)
    [row] = [row for row in found.elements if row["ties_out"] == "6+"]
    assert row.pop("id")
    assert found.whose[row.pop("place")] == "rosa"
    assert row == {
        "kind": "person",
        "sector": "informal",
        "position": "supported",
        "supported": True,
        "people": True,
        "actor": True,
        "ties_out": "6+",
        "ties_in": "0-1",
    }
    said = {name for line in found.connections["cares_for"] for name in line["fields"]}
    assert said == {"care_types", "formality", "frequency", "state"}
    assert found.bodies == []


def test_numbers_of_ties_come_in_three_bands() -> None:
    assert [band(n) for n in (0, 1, 2, 5, 6, 40)] == ["0-1", "0-1", "2-5", "2-5", "6+", "6+"]
