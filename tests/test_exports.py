"""Copies of a care map: what is in them, who may have them, and that the map remembers who did."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast
from xml.etree import ElementTree

import pytest

from benchmarks.pictures import map_of
from mapping import comparisons, drawings
from mapping.drawings import Keeping, Plan
from mapping.exports import Choices, Copies, Paper
from mapping.history import history
from mapping.interchange import tabular
from mapping.interchange.network_tables import from_tables
from mapping.model import Document, day_in_words, day_of
from mapping.policy import NotFound
from mapping.renderer import Renderer, RendererTrouble, print_sheet
from mapping.service import Service
from tests.tables import Table, sit_down


@pytest.fixture
def table(service: Service) -> Table:
    """Nadia at Ivy's table, with Rosa drawn, who comes every day."""
    sitting = sit_down(service)
    rosa = sitting.draw_person("Rosa Delgado")
    sitting.draw_arrow(rosa, sitting.owner, frequency="daily")
    return sitting


def texts(svg: bytes) -> list[str]:
    root = ElementTree.fromstring(svg)
    return ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]


def told(table: Table) -> list[str]:
    return [one.sentence for one in history(table.service, table.reader, table.map_id).entries]


def test_every_copy_holds_the_map_and_stands_in_its_history(table: Table) -> None:
    copies = Copies(table.service, table.reader, table.map_id)
    svg = copies.picture(Choices(), "svg")
    assert "Rosa Delgado" in texts(svg.content)
    assert copies.picture(Choices(), "pdf").content.startswith(b"%PDF")
    assert copies.picture(Choices(paper="a3"), "png").content.startswith(b"\x89PNG")
    easy = copies.easy_read(Choices(names="initials"), "json").content.decode()
    assert "R. D. is nearby." in easy
    assert "Rosa" not in easy
    assert copies.easy_read(Choices(), "pdf").content.startswith(b"%PDF")
    copies.note_print("picture")
    assert told(table)[:6] == [
        "You printed this map.",
        "You took a copy of this map as a list in easy words.",
        "You took a copy of this map as a list in easy words.",
        "You took a copy of this map as a picture.",
        "You took a copy of this map as a PDF.",
        "You took a copy of this map as a picture.",
    ]
    assert svg.filename.startswith("care-map-")


def test_the_tables_are_those_that_analyse_reads(table: Table, tmp_path: Path) -> None:
    table.draw_person("=cmd()|x", x=-300, note="+44 is her number")
    copies = Copies(table.service, table.reader, table.map_id)
    with zipfile.ZipFile(io.BytesIO(copies.data("csv").content)) as archive:
        archive.extractall(tmp_path)
    network = from_tables(tmp_path / "elements.csv", tmp_path / "connections.csv")
    assert len(network.ids) == 3
    text = (tmp_path / "elements.csv").read_text(encoding="utf-8")
    assert "Rosa Delgado" in text
    assert "'=cmd()|x" in text
    assert "'+44" in text
    assert copies.data("csv", "connections").content.startswith(b"id,type,from,to")
    document = json.loads(copies.data("json").content)
    assert document == table.stored().document().model_dump(mode="json")
    assert told(table)[0] == "You took a copy of this map as data, with every name and note."


def test_a_kept_drawing_is_drawn_as_it_was_and_stays_with_its_map(
    service: Service, table: Table
) -> None:
    kept = drawings.keep(service, table.reader, table.map_id)
    table.draw_person("Joseph Cohen", x=-300)
    copies = Copies(service, table.reader, table.map_id, kept.id)
    said = texts(copies.picture(Choices(names="first"), "svg").content)
    assert "Rosa" in said
    assert not any("Joseph" in one or "Delgado" in one for one in said)
    assert any(one.startswith("Drawn ") for one in said)
    assert told(table)[0] == "You took a copy of a drawing of this map as a picture."
    other = sit_down(service)
    with pytest.raises(NotFound):
        Copies(service, other.reader, other.map_id, kept.id)


def test_a_kept_drawing_says_who_was_there_and_a_plan_that_it_has_not_happened(
    service: Service, table: Table
) -> None:
    said = Keeping(sentence="Rosa holds everything up", present=("Ivy Adeyemi", "Nadia Hassan"))
    kept = drawings.keep(service, table.reader, table.map_id, said)
    copies = Copies(service, table.reader, table.map_id, kept.id)
    sheet = copies.picture(Choices(), "svg")
    lines = texts(sheet.content)
    assert f"Drawn {day_in_words(kept.kept_at)} with Nadia Hassan and Ivy Adeyemi." in lines
    assert "\u201cRosa holds everything up\u201d" in lines
    assert "plan" not in sheet.filename

    rosa = next(one.id for one in table.stored().elements.values() if one.name == "Rosa Delgado")
    plan = comparisons.keep_plan(
        service, table.reader, table.map_id, Keeping(sentence="If she moves"), Plan(without=(rosa,))
    )
    copies = Copies(service, table.reader, table.map_id, plan.id)
    sheet = copies.picture(Choices(), "svg")
    lines = texts(sheet.content)
    assert f"A plan of {day_in_words(plan.kept_at)} with Nadia Hassan." in lines
    assert "This is a plan. It has not happened." in lines
    assert sheet.filename == f"care-map-plan-{day_of(plan.kept_at)}.svg"
    easy = json.loads(copies.easy_read(Choices(), "json").content)
    assert easy["when"] == f"This is a plan of {day_in_words(plan.kept_at)}. It has not happened."
    assert easy["remarks"] == ["With Nadia Hassan.", "\u201cIf she moves\u201d"]
    assert not any(
        "cares for" in one["says"] for part in easy["sections"] for one in part["entries"]
    )
    assert copies.easy_read(Choices(), "pdf").content.startswith(b"%PDF")


def test_the_easy_list_tables_and_data_of_a_kept_drawing_are_of_that_drawing(
    service: Service, table: Table
) -> None:
    kept = drawings.keep(service, table.reader, table.map_id)
    table.draw_person("Joseph Cohen", x=-300)
    copies = Copies(service, table.reader, table.map_id, kept.id)
    for copy in (
        copies.easy_read(Choices(), "json"),
        copies.data("json"),
        copies.data("csv", "elements"),
    ):
        text = copy.content.decode()
        assert "Rosa" in text
        assert "Joseph" not in text


def test_data_of_a_plan_says_inside_that_it_is_one_and_is_read_all_the_same(
    service: Service, table: Table, tmp_path: Path
) -> None:
    rosa = next(one.id for one in table.stored().elements.values() if one.name == "Rosa Delgado")
    kept = drawings.keep(service, table.reader, table.map_id)
    plan = comparisons.keep_plan(
        service, table.reader, table.map_id, Keeping(), Plan(without=(rosa,))
    )
    for one, is_plan in ((kept, "false"), (plan, "true")):
        copies = Copies(service, table.reader, table.map_id, one.id)
        document = json.loads(copies.data("json").content)
        told = document.pop("kept")
        assert told == one.model_dump(mode="json", include={"id", "kept_at", "plan"})
        assert Document.model_validate(document).figures
        with zipfile.ZipFile(io.BytesIO(copies.data("csv").content)) as archive:
            archive.extractall(tmp_path)
        files = [tmp_path / "elements.csv", tmp_path / "connections.csv"]
        for file in files:
            with file.open(encoding="utf-8") as rows:
                said = [
                    (row["drawing_kept_on"], row["drawing_is_plan"]) for row in csv.DictReader(rows)
                ]
            assert set(said) == {(day_of(one.kept_at).isoformat(), is_plan)}
        assert from_tables(*files).ids
        assert len(tabular.read(files).connections) == 1


def test_somebody_removed_for_good_is_on_no_copy_of_what_was_kept(table: Table) -> None:
    said = Keeping(sentence="Rosa holds everything up", present=("Ivy Adeyemi", "Rosa Delgado"))
    kept = drawings.keep(table.service, table.reader, table.map_id, said)
    rosa = next(one.id for one in table.stored().elements.values() if one.name == "Rosa Delgado")
    table.service.sealer.keys.destroy(rosa)
    copies = Copies(table.service, table.reader, table.map_id, kept.id)
    for copy in (
        copies.picture(Choices(), "svg"),
        copies.easy_read(Choices(), "json"),
        copies.data("json"),
        copies.data("csv", "elements"),
    ):
        assert b"Rosa" not in copy.content
    assert any(
        "with Nadia Hassan, Ivy Adeyemi and someone who was removed." in line
        for line in texts(copies.picture(Choices(), "svg").content)
    )


def test_any_script_is_printed_and_one_without_a_font_is_said_in_words(table: Table) -> None:
    table.draw_person("রহিমা খাতুন", x=-300)
    table.draw_person("张伟", x=0, y=-200)
    copies = Copies(table.service, table.reader, table.map_id)
    said = " ".join(texts(copies.picture(Choices(), "svg").content))
    assert "There is no font here for some letters of 1 name (张 伟)" in said
    assert copies.picture(Choices(), "pdf").content.startswith(b"%PDF")


def test_three_hundred_figures_print_on_a4_and_the_sheet_says_that_a3_or_a_part_is_better() -> None:
    renderer = Renderer()
    moment = {"on": "2026-11-22", "kept": None}
    for paper, better in (("a4", "A3, or a part of the map,"), ("a3", "A part of the map")):
        sheet = renderer.draw(
            "sheet",
            document=map_of(300),
            moment=moment,
            choices=Choices(paper=cast(Paper, paper)).model_dump(),
        )
        [note] = sheet["notes"]
        words = f"300 figures are hard to read on {paper.upper()}. {better} is better."
        assert note == words
        lines = texts(sheet["svg"].encode())
        assert words in lines
        written = " ".join(lines)
        assert all(f"Neighbour {nth}" in written for nth in range(30, 300))
    assert print_sheet(sheet["svg"], as_="pdf").startswith(b"%PDF")
    renderer.close()


def test_a_renderer_that_cannot_draw_says_so_and_draws_the_next() -> None:
    renderer = Renderer()
    with pytest.raises(RendererTrouble):
        renderer.draw("sheet", document=None)
    with pytest.raises(RendererTrouble):
        renderer.draw("nothing of ours")
    renderer.close()


def test_pictures_are_drawn_for_a_thread_that_runs_an_event_loop() -> None:
    renderer = Renderer()

    async def asked_from_a_loop() -> None:
        with pytest.raises(RendererTrouble, match="cannot be drawn"):
            renderer.draw("nothing of ours")

    # A thread of its own: a browser's test in this process leaves a loop running in the first.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(asked_from_a_loop())).result()
    renderer.close()
