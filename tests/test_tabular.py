"""Reading the two tables, right and wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapping.interchange.tabular import TableTrouble, read_connections, read_elements
from mapping.vocabulary import Kind, Presence, State


def test_only_id_and_kind_are_needed_and_unknown_columns_are_kept(tmp_path: Path) -> None:
    table = tmp_path / "elements.csv"
    table.write_text("id,kind,roles,ward\nasha,person,care_worker|organiser,Springfield\n")
    (row,) = read_elements(table, scope="larkmead")
    assert (row.element.name, row.element.kind) == ("asha", Kind.PERSON)
    assert row.element.roles == ("care_worker", "organiser")
    assert row.element.extra == {"ward": "Springfield"}
    assert row.figure is None


def test_a_place_on_the_sheet_says_its_ring(tmp_path: Path) -> None:
    table = tmp_path / "elements.csv"
    table.write_text("\ufeffid,kind,x,y\nasha,person,300,0\n", encoding="utf-8")
    (row,) = read_elements(table, scope="map")
    assert row.figure
    assert row.figure.presence is Presence.NEARBY


def test_a_connection_without_a_state_reads_as_unclassified(tmp_path: Path) -> None:
    table = tmp_path / "connections.csv"
    table.write_text("type,from,to,care_types\ncares_for,asha,ben,meals|knitting\n")
    (line,) = read_connections(table)
    assert line.state is State.UNCLASSIFIED
    assert line.care_types == ("knitting", "meals")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("type,from\ncares_for,asha\n", "has no column to"),
        ("type,from,to\ncares_for,asha,asha\n", "line 2.*from someone to themselves"),
        ("type,from,to\nfeeds,asha,ben\n", "line 2, type"),
        ("type,from,to,since\ncares_for,a,b,2999-01-01\n", "line 2, since.*in the future"),
    ],
)
def test_a_row_that_cannot_be_read_is_told_by_its_line_and_field(
    tmp_path: Path, text: str, words: str
) -> None:
    table = tmp_path / "connections.csv"
    table.write_text(text)
    with pytest.raises(TableTrouble, match=words):
        read_connections(table)
