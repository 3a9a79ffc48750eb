"""Kumu's tables, the real export and small ones. Numbers are counted in the files by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from mapping.interchange import kumu
from mapping.interchange.plan import Finding, Plan, What
from mapping.interchange.text import FileTrouble
from tests.interchange.shared import KUMU, real


def plan_of(folder: Path, elements: str, connections: str = "From,To,Type\n") -> Plan:
    paths = [folder / "elements.csv", folder / "connections.csv"]
    for path, text in zip(paths, (elements, connections), strict=True):
        path.write_text(text, encoding="utf-8")
    return kumu.read(paths)


def told(plan: Plan, what: What) -> dict[str, Finding]:
    return {found.words.partition(";")[0]: found for found in plan.findings.of(what)}


def test_the_real_export_is_read_whole() -> None:
    """54 rows and 70; types by `cut`, `sort` and `uniq -c`; the byte by `grep -naP`."""
    plan = kumu.read(real(*KUMU))
    assert (len(plan.elements), len(plan.connections)) == (54, 70)
    assert {element.fields["kind"] for element in plan.elements} == {"organisation"}
    assert {line.fields["type"] for line in plan.connections} == {"collaborates_with"}
    assert plan.elements[0].fields["extra"]["repo url"] == "https://github.com/w3c/did-core/"


def test_the_real_exports_stray_byte_is_told_by_its_row() -> None:
    plan = kumu.read(real(*KUMU))
    (found,) = plan.findings.of("noticed")
    assert (found.file, found.rows) == ("vc-spec-map-elements.csv", [19])
    assert "(A0) was read as Windows-1252: no-break space" in found.words
    (row,) = [one for one in plan.elements if one.row == 19]
    assert row.fields["extra"]["title"] == "XML XSD\xa0 Part 2: Datatypes"


def test_what_was_guessed_of_the_real_export_is_told_with_its_rows() -> None:
    guessed = kumu.read(real(*KUMU)).findings.of("guessed")
    by_file: Counter[tuple[str, str | None]] = Counter()
    for found in guessed:
        by_file[(found.file, found.field)] += found.count
    assert by_file == {
        ("vc-spec-map-elements.csv", "type"): 54,
        ("vc-spec-map-connections.csv", "type"): 70,
        ("vc-spec-map-connections.csv", "to"): 1,
    }
    (capitals,) = [found for found in guessed if found.field == "to"]
    assert capitals.rows == [58]
    assert (
        "\u2018EcdsaSecp256k1-recoverysignature-2020\u2019, which is written otherwise"
        in capitals.words
    )


def test_types_in_the_words_of_whoever_drew_it_become_ours(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        "Label,Type,Tags\nHub,Charity,Food and meals|meals\nSurgery,GP Practice,\n"
        "Ann,Person,\nBo,Hospital volunteer,\nMoor Lane,Residents association,\nThing,,\n",
    )
    assert [(one.source, str(one.fields["kind"])) for one in plan.elements] == [
        ("Hub", "organisation"),
        ("Surgery", "health_care_provider"),
        ("Ann", "person"),
        ("Bo", "person"),
        ("Moor Lane", "organisation"),
        ("Thing", "organisation"),
    ]
    assert plan.elements[0].fields["offers"] == ("meals",)
    guessed = told(plan, "guessed")
    assert "no type is given, so organisation" in guessed
    assert "\u2018Hospital volunteer\u2019 was read as person" in guessed
    assert "\u2018Charity\u2019 was read as organisation" in told(plan, "mapped")


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("Commons Membership", {"type": "member_of", "state": "engaged"}),
        ("Inactive Commons Membership", {"type": "member_of", "state": "inactive"}),
        ("Participating in a shared support plan", {"type": "cares_for", "shared_plan": True}),
        ("Not participating", {"type": "cares_for", "shared_plan": False}),
        ("Supports", {"type": "cares_for"}),
    ],
)
def test_the_service_maps_connection_types_are_ours(
    tmp_path: Path, words: str, fields: dict[str, object]
) -> None:
    """The four types of the Service Map, as `domain.md` says them."""
    plan = plan_of(tmp_path, "Label\nHub\nClub\n", f"From,To,Type\nClub,Hub,{words}\n")
    assert plan.connections[0].fields == fields
    assert not plan.findings.of("guessed")[1:]  # only the kind, of which nothing is given


def test_care_that_goes_both_ways_is_one_connection_each_way(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path, "Label\nAnn\nBo\n", "From,To,Type,Direction\nAnn,Bo,cares for,mutual\n"
    )
    assert [(one.from_, one.to) for one in plan.connections] == [("Ann", "Bo"), ("Bo", "Ann")]
    assert len({one.source for one in plan.connections}) == 2


def test_a_table_without_labels_and_connections_alone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match=r"elements.csv, line 1: has no column label"):
        plan_of(tmp_path, "Name,Type\nHub,Charity\n")
    with pytest.raises(FileTrouble, match=r"no table of elements among these files"):
        kumu.read([tmp_path / "connections.csv"])
