"""Bad input, over HTTP: each gets a sentence that names the field and the fix, and changes nothing.

The expected answers are from the house's table of problems; `tests/durability/` has the trouble
that comes from the machine. Odd names that people truly have are kept as they are.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mapping import care_maps
from mapping.model import new_id, today
from mapping.service import Service
from tests.desk import Desk, Json, desk_at
from tests.helpers import account, assert_problem, reader

NEXT_WEEK = (today() + dt.timedelta(days=7)).isoformat()


@pytest.fixture
def desk(service: Service, tmp_path: Path) -> Iterator[Desk]:
    with desk_at(service, tmp_path) as ready:
        yield ready


def changed(step: Json, path: str, value: Any) -> Json:
    """Return a step with one field inside it changed."""
    step = copy.deepcopy(step)
    *places, last = path.split(".")
    inner = step
    for place in places:
        inner = inner[place]
    inner[last] = value
    return step


def somebody(path: str, value: Any) -> Callable[[Desk], Json]:
    """Return a maker of an edit that draws somebody with one field wrong."""
    return lambda desk: desk.edit(changed(desk.person(), path, value))


def arrow(**fields: Any) -> Callable[[Desk], Json]:
    """Return a maker of an edit that draws somebody with an arrow to Ivy with a field wrong."""

    def make(desk: Desk) -> Json:
        asha = desk.person()
        return desk.edit(asha, desk.care(asha["element"]["id"], desk.ivy, **fields))

    return make


def twice(desk: Desk) -> Json:
    asha = desk.person()
    return desk.edit(asha, asha)


def care_for_oneself(desk: Desk) -> Json:
    return desk.edit(desk.care(desk.ivy, desk.ivy))


BAD_SHAPES: dict[str, tuple[Callable[[Desk], Json], str]] = {
    "501 steps": (lambda desk: desk.edit(*[desk.person()] * 501), "steps"),
    "no step": (lambda desk: desk.edit(), "steps"),
    "an unknown step": (lambda desk: desk.edit({"does": "vanish"}), "steps[0]"),
    "a name of 10,000 letters": (somebody("element.name", "x" * 10_000), "steps[0].element.name"),
    "no name": (somebody("element.name", " \u2003 "), "steps[0].element.name"),
    "half a character": (somebody("element.name", "As\ud83dha"), "steps[0].element.name"),
    "a control character": (somebody("element.name", "As\x00ha"), "steps[0].element.name"),
    "an unknown kind": (somebody("element.kind", "wizard"), "steps[0].element.kind"),
    "an unknown field": (somebody("element.age", 84), "steps[0].element.age"),
    "no number": (somebody("figure.x", "left"), "steps[0].figure.x"),
    "off the sheet": (somebody("figure.x", 1e9), "steps[0].figure.x"),
    "outside its ring": (somebody("figure.presence", "lives_with"), "steps[0].figure"),
    "told in the future": (somebody("figure.told_on", NEXT_WEEK), "steps[0].figure.told_on"),
    "care for oneself": (care_for_oneself, "steps[0].connection"),
    "since next week": (arrow(since=NEXT_WEEK), "steps[1].connection.since"),
    "over before it began": (arrow(since="2024-02-02", until="2024-02-01"), "steps[1].connection"),
    "no such day": (arrow(since="2023-02-29"), "steps[1].connection.since"),
    "an unknown frequency": (arrow(frequency="often"), "steps[1].connection.frequency"),
    "hats on care": (arrow(hats=["rota_wrangler"]), "steps[1].connection"),
    "an id with a slash": (somebody("element.id", "../x"), "steps[0].element.id"),
    "a place no count reaches": (lambda d: d.edit(d.person(), base=2**64), "base"),
    "another map": (lambda desk: {**desk.edit(desk.person()), "scope": "another"}, "scope"),
}


@pytest.mark.parametrize("what", BAD_SHAPES)
def test_an_edit_that_is_not_well_formed_is_refused_with_its_field(desk: Desk, what: str) -> None:
    make, field = BAD_SHAPES[what]
    before = desk.opened()
    problem = assert_problem(desk.send(make(desk)), 422, "not-well-formed", field=field)
    assert problem["detail"].startswith(field)
    assert "Input should" not in problem["detail"]
    assert desk.opened() == before


BAD_FOR_THE_MAP: dict[str, tuple[Callable[[Desk], Json], str]] = {
    "an arrow to nobody": (lambda d: d.edit(d.care(d.ivy, "nobody")), "steps[0].connection.to"),
    "an arrow from nobody": (lambda d: d.edit(d.care("nobody", d.ivy)), "steps[0].connection.from"),
    "the same id twice": (twice, "steps[1].element.id"),
    "an id that is there": (somebody("element.id", "IVY"), "steps[0].element.id"),
    "another map's element": (somebody("element.scope", "another"), "steps[0].element.scope"),
    "a household that is none": (somebody("figure.household", "none"), "steps[0].figure.household"),
    "told before they were drawn": (somebody("figure.told", "agreed"), "steps[0].figure.told"),
    "rubbing out whose map it is": (
        lambda desk: desk.edit(
            {
                "does": "rub_out",
                "element_id": desk.ivy,
                "figure": {**desk.person()["figure"], "element_id": desk.ivy},
            }
        ),
        "steps[0].element_id",
    ),
    "a field that cannot be set": (lambda d: d.edit(d.set(d.ivy, "scope", "x")), "steps[0].field"),
    "a kind that is none": (lambda d: d.edit(d.set(d.ivy, "kind", "wizard")), "steps[0].now"),
    "a name that is a list": (lambda d: d.edit(d.set(d.ivy, "name", ["x"])), "steps[0].now"),
    "a name that is too long": (lambda d: d.edit(d.set(d.ivy, "name", "x" * 201)), "steps[0].now"),
    "undoing nothing": (lambda desk: desk.edit(desk.person(), undoes="nothing"), "undoes"),
}


@pytest.mark.parametrize("what", BAD_FOR_THE_MAP)
def test_an_edit_that_does_not_fit_the_map_is_refused_whole(desk: Desk, what: str) -> None:
    """The wrong step stands after a good one, which must not be kept either."""
    make, field = BAD_FOR_THE_MAP[what]
    edit = make(desk)
    if what == "an id that is there":
        for part, name in (("element", "id"), ("figure", "element_id")):
            edit["steps"][0][part][name] = desk.ivy
    before = desk.opened()
    problem = assert_problem(desk.send(edit), 422, "edit-refused", field=field)
    assert "Input should" not in problem["detail"]
    good = desk.person("Ben")
    field = field.replace("steps[1]", "steps[2]").replace("steps[0]", "steps[1]")
    edit = {**edit, "id": new_id(), "steps": [good, *edit["steps"]]}
    assert_problem(desk.send(edit), 422, "edit-refused", field=field)
    assert desk.opened() == before


def test_an_id_that_another_map_uses_is_refused(desk: Desk, service: Service) -> None:
    nadia = reader(service, account(service, "Rosa Delgado"))
    elsewhere = care_maps.create(service, nadia, owner_name="Tom").document.owner_elements[0]
    step = changed(desk.person(), "element.id", elsewhere)
    step["figure"]["element_id"] = elsewhere
    before = desk.opened()
    assert_problem(desk.send(desk.edit(step)), 422, "edit-refused", field="steps")
    assert desk.opened() == before


def test_an_edit_id_that_was_used_for_something_else_is_refused(desk: Desk) -> None:
    first = desk.edit(desk.person())
    answer = desk.send(first).json()
    before = desk.opened()
    assert_problem(desk.send({**first, "steps": [desk.person()]}), 409, "edit-id-reused")
    assert desk.send(first).json() == answer, "sent again as it was, it gets its first answer"
    assert desk.opened() == before


def test_50_mb_are_refused_at_once(desk: Desk) -> None:
    before = desk.opened()
    path = f"/api/v1/care-maps/{desk.map_id}/edits"
    body = b'{"steps": "' + b"x" * (50 * 2**20) + b'"}'
    assert_problem(desk.page.post(path, content=body), 413, "too-large")
    assert desk.opened() == before


ODD_NAMES = {
    "a script": "<script>alert('Ivy')</script>",
    "quotes and Cypher": "O'Neill\") DETACH DELETE n //",
    "right to left": "שרה كهن",
    "right to left among left": "Sara (\u2067שרה\u2069) Cohen",
    "emoji joined from several": "Nan 👩🏽‍🦽 & co",
    "letters with two marks": "Đặng Thị Mỹ Hạnh",
    "a letter outside the first plane": "𠮷野家",
    "a template": "{{ name }} ${name} %s",
    "200 letters": "x" * 200,
}


@pytest.mark.parametrize("what", ODD_NAMES)
def test_odd_names_are_kept_and_come_back_exactly(desk: Desk, what: str) -> None:
    name = ODD_NAMES[what]
    step = desk.person(name, contact=name, extra={name[:40]: name})
    id_ = step["element"]["id"]
    assert desk.send(desk.edit(step, label=name)).status_code == 200
    element = next(one for one in desk.opened().elements if one.id == id_)
    assert (element.name, element.contact, element.extra) == (name, name, {name[:40]: name})
    answer = desk.page.get(f"/api/v1/care-maps/{desk.map_id}/edits?after=0").json()
    (kept,) = answer["edits"]
    assert (kept["label"], kept["steps"][0]["element"]["name"]) == (name, name)


def test_a_name_is_trimmed_and_its_letters_put_together(desk: Desk) -> None:
    """NFC: e and a mark after it become one letter."""
    step = desk.person("  Rene\u0301e\n Dupont ")
    assert desk.send(desk.edit(step)).status_code == 200
    assert "Ren\u00e9e Dupont" in [element.name for element in desk.opened().elements]
