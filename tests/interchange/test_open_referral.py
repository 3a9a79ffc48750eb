"""Open Referral UK, the real answers and small ones. Numbers are counted in the files by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mapping.interchange import open_referral
from mapping.interchange.plan import Plan
from mapping.interchange.text import FileTrouble
from tests.interchange.shared import AT_LOCATION, ONE_SERVICE, ORGANISATIONS, SERVICES, real


def plan_of(folder: Path, *rows: Any) -> Plan:
    path = folder / "services.json"
    path.write_text(json.dumps({"contents": rows}), encoding="utf-8")
    return open_referral.read([path])


def words_of(plan: Plan, field: str) -> list[tuple[list[int], str]]:
    return [
        (found.rows, found.words)
        for what in ("noticed", "mapped", "guessed", "left_out")
        for found in plan.findings.of(what)
        if found.field == field
    ]


def test_128_rows_of_one_service_are_one_entry_and_the_wrong_total_is_told() -> None:
    """`total_items` is 31, `contents` has 128 rows, all of them with one id."""
    plan = open_referral.read(real(SERVICES))
    assert [one.fields["name"] for one in plan.elements] == [
        "Example Organization Inc.",
        "Community Counselling",
    ]
    assert words_of(plan, "total_items") == [
        ([], "says 31, but 128 rows follow; all of them were read")
    ]
    (repeated,) = [one for one in plan.findings.of("noticed") if one.field == "id"]
    assert (repeated.count, repeated.rows[0]) == (127, 2)


def test_a_whole_service_brings_its_times_its_access_and_where_to_ask() -> None:
    plan = open_referral.read(real(ONE_SERVICE))
    organisation, service = plan.elements
    assert organisation.fields["kind"] == "organisation"
    assert service.fields["offers"] == ("wellness",)
    assert service.fields["opening"] == "Thursday, Friday 10:00 to 18:00"
    assert service.fields["access"] == ("hearing_loop", "wheelchair")
    assert service.fields["contact"] == "email@example.com, http://example.com/counselling"
    assert service.fields["address"] == "1-30 Main Street, MyCity"
    (line,) = plan.connections
    assert (line.from_, line.to) == (service.source, organisation.source)


def test_a_latitude_of_100_is_told_and_the_service_left_unplaced() -> None:
    for file in (ONE_SERVICE, AT_LOCATION):
        plan = open_referral.read(real(file))
        words = "lat is 100, which is nowhere on earth, so it was left unplaced"
        assert words_of(plan, "latitude") == [([1], words)]
        assert not any({"lon", "lat"} & one.fields.keys() for one in plan.elements)


def test_names_of_people_in_a_service_are_left_out_and_that_is_told() -> None:
    plan = open_referral.read(real(ONE_SERVICE))
    kept = json.dumps([one.fields for one in plan.elements])
    assert "Persona" not in kept
    assert words_of(plan, "contacts")
    assert words_of(plan, "attention")


def test_organisations_are_entries_and_what_contradicts_is_told() -> None:
    plan = open_referral.read(real(ORGANISATIONS, SERVICES))
    assert len(plan.elements) == 10 + 1
    assert plan.elements[0].fields["name"] == "Global Outreach Initiative"
    ((rows, words),) = words_of(plan, "name")
    assert len(rows) == 20
    assert words.endswith("\u2018Global Outreach Initiative\u2019 before; the first is kept")


def test_a_service_that_is_not_active_is_left_out(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"id": "s", "name": "Lunch club", "status": "defunct"})
    assert plan.elements == []
    assert words_of(plan, "status") == [([1], "is defunct, so the service was left out")]


def test_somebody_who_minds_children_at_home_is_shown_by_area_only(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"id": "s", "name": "Sunny Childminding", "status": "active"})
    assert plan.elements[0].fields["at_home"] is True


def test_a_row_without_an_id_is_left_out_and_others_go_on(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, {"name": "Nobody"}, "text", {"id": "o", "name": "Hub"})
    assert [one.source for one in plan.elements] == ["organization o"]
    assert words_of(plan, "id") == [([1, 2], "is missing")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{not json", "is not JSON that we can read"),
        ("[" * 100_000, "is not JSON that we can read"),
        ("{}", "holds no services or organisations"),
        ('{"contents": []}', "holds no services or organisations"),
        ("3", "holds no services or organisations"),
    ],
)
def test_what_is_not_open_referral_is_refused(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "services.json"
    path.write_text(text)
    with pytest.raises(FileTrouble, match=rf"services.json {words}"):
        open_referral.read([path])
