"""The made-up borough as its neighbourhood sees it, and as a release of it would hold it."""

from __future__ import annotations

import random
from dataclasses import replace

from fixtures.borough.make import SECTOR, Borough, generate
from mapping.model import instant
from mapping.releases import Release
from mapping.releases.contents import Contents, contents_of
from mapping.view import View, ViewConnection, ViewElement
from mapping.vocabulary import Kind, Sector

ELEMENTS = 2_300


def borough_view(elements: int = ELEMENTS) -> View:
    """Return everything that a borough sees; all of it is in its directory."""
    return view_of(generate(elements=elements))


def view_of(borough: Borough) -> View:
    return View(
        id="borough",
        name="Borough (made up)",
        view_seq=1,
        elements=tuple(_element(row) for row in borough.elements),
        connections=tuple(_connection(row) for row in borough.connections),
    )


def with_teams(borough: Borough, teams: int = 12) -> Borough:
    """Return a borough with teams, each tied to some of the people and bodies."""
    dice = random.Random(9)
    rows = [
        {**borough.elements[-1], "id": f"borough-team-{n}", "kind": "team", "offers": ""}
        for n in range(teams)
    ]
    lines = [
        {
            **borough.connections[0],
            **{"id": f"team-line-{n}-{k}", "type": "collaborates_with", "care_types": ""},
            **{"from": one["id"], "to": team["id"], "formality": "", "frequency": ""},
            "state": dice.choice(["generative", "engaged", "inactive", "potential"]),
        }
        for n, team in enumerate(rows)
        for k, one in enumerate(dice.sample(borough.elements, n))
    ]
    return replace(
        borough,
        elements=[*borough.elements, *rows],
        connections=[*borough.connections, *lines],
    )


def borough_contents(elements: int = ELEMENTS) -> Contents:
    return contents_of(borough_view(elements), frozenset())


def borough_release() -> Release:
    return Release(
        id="borough-release",
        neighbourhood="borough",
        name="Borough (made up), November 2026",
        made_at=instant(),
        ends_at="2999-01-01T00:00:00Z",
        view_seq=1,
        bodies=1,
        threshold=8,
        round_to=5,
        files=(),
    )


def _element(row: dict[str, str]) -> ViewElement:
    kind, role = Kind(row["kind"]), row["roles"]
    informal = "formal" if role == "care_worker" else "informal"
    sector = informal if kind is Kind.PERSON else SECTOR.get(kind.value)
    return ViewElement(
        id=row["id"],
        kind=kind,
        sector=Sector(sector) if sector else None,
        sector_from_kind=True,
        supported=role == "supported_person",
        individual=kind is Kind.PERSON,
        label=row["name"],
        area=row["area"],
        roles=(role,) if role else (),
        offers=tuple(row["offers"].split("|")) if row["offers"] else (),
        private=False,
    )


def _connection(row: dict[str, str]) -> ViewConnection:
    fields = {name: row[name] or None for name in ("formality", "frequency")}
    return ViewConnection.model_validate(
        {
            **{name: row[name] for name in ("id", "type", "from", "to", "state")},
            **fields,
            "care_types": tuple(row["care_types"].split("|")) if row["care_types"] else (),
            "shared_plan": None,
            "since": None,
            "until": None,
            "hats": (),
            "private": False,
        }
    )
