"""Reading bytes as text: what is plain, what is odd and told, and what is no text at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.interchange import text as reading
from mapping.interchange.table import Row, read_table
from mapping.interchange.text import FileTrouble, contents_of, text_of

WORDS = "Zoë\u2019s café, Łódź Street, চা ঘর"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_utf_8_and_utf_16_read_the_same_with_and_without_a_mark(encoding: str) -> None:
    plain = f"id,name\n1,{'x' * 200}\n2,{WORDS}\n"
    assert text_of("a.csv", plain.encode(encoding)).text == plain


@given(
    st.lists(st.sampled_from(["Zoë", "চা ঘর", "plain", "\u2019"]), min_size=1), st.integers(0, 60)
)
def test_a_stray_byte_changes_nothing_but_itself(words: list[str], place: int) -> None:
    lines = "\n".join(words).encode()
    at = place % (len(lines) + 1)
    while at < len(lines) and lines[at] & 0xC0 == 0x80:
        at += 1  # between two letters, not within one
    read = text_of("a.csv", lines[:at] + b"\xe9" + lines[at:])
    assert read.text == lines[:at].decode() + "é" + lines[at:].decode()
    assert [oddity.line for oddity in read.oddities] == [lines[:at].count(b"\n") + 1]


def test_what_a_stray_byte_was_read_as_is_told_with_its_line() -> None:
    """Byte A0 is the no-break space of Windows-1252 (its published table)."""
    (oddity,) = text_of("a.csv", "id,name\nzoë,Zoë\nb,XML XSD".encode() + b"\xa0Part 2\n").oddities
    assert oddity.line == 3
    assert "(A0) was read as Windows-1252: no-break space" in oddity.words
    assert "XML XSD\xa0Part 2" in oddity.words


def test_a_file_in_windows_1252_throughout_is_read_so_line_by_line() -> None:
    plain = "id,name\n1,Café Zoë\n2,Béguinage\n3,Señora\u2019s kitchen\n4,Plain\n"
    read = text_of("a.csv", plain.encode("cp1252"))
    assert read.text == plain


def test_a_file_in_another_encoding_throughout_is_read_in_that_and_told() -> None:
    lines = ["id,name", "1,Общество помощи пожилым людям", "2,Дом культуры и отдыха", "3,Столовая"]
    read = text_of("a.csv", "\n".join(lines).encode("cp1251"))
    assert read.text == "\n".join(lines)
    assert read.oddities[0].words == "the whole file was read as cp1251"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a picture"),
        (b"PK\x03\x04\x14\0\x06\0", "is a spreadsheet or a zip file"),
        (b"\x7fELF\x02\x01\x01\0\0", "is not text"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\xff\xfea\0b", "is not text"),
    ],
)
def test_what_is_no_text_is_told_by_name(data: bytes, words: str) -> None:
    with pytest.raises(FileTrouble, match=rf"^elements.csv {words}.*try again\.$"):
        text_of("elements.csv", data)


def test_an_empty_file_and_one_too_large_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "elements.csv"
    path.write_bytes(b" \n")
    with pytest.raises(FileTrouble, match=r"elements.csv is empty"):
        contents_of(path)
    with path.open("wb") as file:
        file.truncate(200 * 2**20)  # takes no room on the disk
    with pytest.raises(FileTrouble, match=r"has 200 MB. Files of up to 100 MB are read"):
        contents_of(path)
    monkeypatch.setattr(reading, "LARGEST", 10)
    path.write_bytes(b"a" * 11)
    with pytest.raises(FileTrouble, match=r"Send it in parts"):
        contents_of(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_separate_alike(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "elements.csv"
    cells = [[" ID ", "Kind", "Full  Name"], ["a", "group", '"Knit, natter; and tea"']]
    path.write_text("".join(delimiter.join(row) + "\r\n" for row in cells), newline="")
    table = read_table(path)
    assert table.columns == ("id", "kind", "full name")
    cells_of_a = {"id": "a", "kind": "group", "full name": "Knit, natter; and tea"}
    assert list(table.rows()) == [Row(2, cells_of_a, overfull=False)]


def test_a_row_is_known_by_the_line_it_begins_on(tmp_path: Path) -> None:
    path = tmp_path / "elements.csv"
    path.write_text('id,name\n\na,"two\nlines"\nb,one\n')
    assert [(row.line, row.cells["id"]) for row in read_table(path).rows()] == [(3, "a"), (5, "b")]


def test_quotes_that_nothing_ends_are_refused_and_swallow_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "elements.csv"
    path.write_text('id,name\na,"never ends\nb,one\nc,two\n')
    with pytest.raises(FileTrouble, match=r"elements.csv, line 2: is not CSV"):
        list(read_table(path).rows())
