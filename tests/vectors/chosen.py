"""Make `chosen.json`: an invented map, and what of it addresses choose.

Run it with `python -m tests.vectors.chosen`.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from mapping.chosen import chosen_by, part_of
from mapping.view import View

FILE = Path(__file__).parent / "chosen.json"
KINDS = ("person", "group", "health_care_provider", "team", "circle", "organisation")
SECTORS = {"person": "informal", "group": "community", "health_care_provider": "formal"}
NAMES = ("Rosa", "Café Nord", "Surgery", "Team A", "Main circle", "ÉCOLE  hub")
HOW_MANY = 24
QUERIES = (
    *("", "sector=formal,informal", "kind=person,team", "sector=&kind=person"),
    *("type=cares_for", "state=engaged,potential", "care=meals", "care=arts&sector=community"),
    *("formality=gifted", "formality=unsaid&care=meals", "plan=in", "plan=outside", "plan=unsaid"),
    *("membership=active", "membership=inactive", "membership=none&state=generative"),
    *("team=e3", "circle=e4&team=e3", "near=e0", "near=e0&steps=2", "near=e1&steps=3"),
    *("near=e0&path=e9", "near=e0&path=e7&type=cares_for", "near=e0&path=nobody"),
    *("find=cafe+nord", "find=ecole%20HUB&state=generative", "without=e5,e2", "steps=9&near=e2"),
    *("formality=lent&plan=", "near=e2&steps=2&care=meals&find=rosa&without=e9"),
)


def drawn() -> View:
    """Return an invented map of two dozen elements; the sixth is the convening partner."""
    dice = random.Random(20)
    elements: list[dict[str, Any]] = []
    for number in range(HOW_MANY):
        kind = KINDS[number % len(KINDS)]
        elements.append(
            {
                "id": f"e{number}",
                "kind": kind,
                "sector": SECTORS.get(kind),
                "sector_from_kind": True,
                "supported": False,
                "individual": kind == "person",
                "label": f"{NAMES[number % len(NAMES)]} {number}",
                "roles": ["convening_partner"] if number == len(KINDS) - 1 else [],
                "offers": ["arts"] if kind == "group" and number % 2 else [],
                "private": False,
            }
        )
    lines = [_line(dice, number) for number in range(2 * HOW_MANY)]
    lines += [
        {**_line(dice, HOW_MANY * 3 + n), "type": "member_of", "from": f"e{n}", "to": "e5"}
        for n in (0, 1, 2, 7, 8)
    ]
    return View.model_validate(
        {"id": "place", "name": "Place", "view_seq": 0, "elements": elements, "connections": lines}
    )


def _line(dice: random.Random, number: int) -> dict[str, Any]:
    one, other = dice.sample(range(HOW_MANY), 2)
    return {
        "id": f"c{number}",
        "type": dice.choice(("cares_for", "cares_for", "collaborates_with", "member_of")),
        "from": f"e{one}",
        "to": f"e{other}",
        "care_types": dice.choice(([], ["meals"], ["meals", "arts"])),
        "formality": dice.choice((None, "gifted", "paid")),
        "frequency": None,
        "state": dice.choice(("generative", "engaged", "inactive", "potential")),
        "shared_plan": dice.choice((None, True, False)),
        "since": None,
        "until": None,
        "hats": [],
        "private": False,
    }


def made() -> dict[str, Any]:
    """Return the map and the cases as they are written."""
    view = drawn()
    cases = []
    for query in QUERIES:
        part = part_of(view, chosen_by(query))
        ids = {
            name: [one.id for one in getattr(part, name)] for name in ("elements", "connections")
        }
        cases.append({"query": query, **ids})
    whole = view.model_dump(mode="json", include={"elements", "connections"})
    return {**whole, "cases": cases}


if __name__ == "__main__":
    FILE.write_text(json.dumps(made(), ensure_ascii=False, separators=(",", ":")) + "\n")
