"""Make `edits.json` anew, from the strategies of `tests/drawings.py`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapping.edits import EditRefused, apply, opposite
from mapping.model import CareMap
from mapping.steps import Connect, Edit, RubOut, Set
from mapping.vocabulary import Presence
from tests.drawings import (
    OWNER,
    add,
    care,
    care_maps,
    edit,
    edits_for,
    figure,
    ivys_map,
    rename,
)

FILE = Path(__file__).parent / "edits.json"
HOW_MANY = 16


def case(name: str, care_map: CareMap, sent: Edit) -> dict[str, Any]:
    """Return one case: the map, the edit, and what becomes of it."""
    told = {
        "name": name,
        "map": care_map.model_dump(mode="json"),
        "edit": sent.model_dump(mode="json"),
    }
    try:
        outcome = apply(care_map, sent)
    except EditRefused as refused:
        return {**told, "refused": {"field": refused.field}}
    parts = ("steps", "overtaken", "skipped", "left_alone")
    lists = {
        part: [one.model_dump(mode="json") for one in getattr(outcome, part)] for part in parts
    }
    return {**told, "outcome": {"map": outcome.care_map.model_dump(mode="json"), **lists}}


def _generated() -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = []

    @settings(
        max_examples=HOW_MANY,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def collect(data: st.DataObject) -> None:
        care_map = data.draw(care_maps())
        graces = data.draw(edits_for(care_map, "grace"))
        nadias = data.draw(edits_for(care_map, "nadia"))
        number = len(cases) // 3
        first = apply(care_map, graces)
        second = apply(first.care_map, nadias)
        cases.append(case(f"{number}: Grace draws", care_map, graces))
        cases.append(case(f"{number}: Nadia draws, late", first.care_map, nadias))
        if first.steps:
            undo = edit(*opposite(first.steps), undoes=graces.id)
            cases.append(case(f"{number}: Grace undoes", second.care_map, undo))

    collect()
    return cases


def _refusals() -> Iterator[dict[str, Any]]:
    care_map = ivys_map("rosa")
    owner = figure(OWNER, Presence.LIVES_WITH)
    refused = {
        "a thing that never was": edit(rename("nobody", "", "Mo")),
        "an id in use": edit(add("rosa")),
        "an end that never was": edit(Connect(connection=care("arrow", "rosa", "nobody"))),
        "a field that is not settable": edit(
            Set(on="element", id="rosa", field="scope", now="other")
        ),
        "whose map it is": edit(RubOut(element_id=OWNER, figure=owner)),
        "a body of the directory": edit(rename("lunch", "Lunch", "Dinner")),
    }
    for name, sent in refused.items():
        yield case(name, care_map, sent)


if __name__ == "__main__":
    made = [*_refusals(), *_generated()]
    FILE.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n")
