"""Two tables read for analysis: what is forgiven, and what is refused by file, line and field."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fixtures.pilot import make
from mapping.analysis import report
from mapping.interchange.network_tables import from_tables
from mapping.interchange.text import FileTrouble
from mapping.network import CareNetwork

PILOT = Path(make.__file__).parent
TWO = "id,kind\nada,person\nhub,organisation\n"
NONE = "type,from,to\n"


def read(folder: Path, elements: str | bytes = TWO, connections: str | bytes = NONE) -> CareNetwork:
    paths = (folder / "elements.csv", folder / "connections.csv")
    for path, text in zip(paths, (elements, connections), strict=True):
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return from_tables(*paths)


def said(network: CareNetwork) -> dict[str, object]:
    """Return everything that a network says, names and ids of connections too."""
    names = dict(zip(network.ids, network.names, strict=True))
    edges = sorted(map(str, network.to_networkx().edges(keys=True, data=True)))
    return {"report": report(network, "all"), "names": names, "connections": edges}


def as_parquet(path: Path, *, lists: bool) -> Path:
    """Write a table of texts as Parquet, with nulls for what is empty, and some as lists."""
    with path.open(newline="") as file:
        rows = [{name: cell or None for name, cell in row.items()} for row in csv.DictReader(file)]
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    for name in {"roles", "care_types"} & columns.keys() if lists else set():
        columns[name] = [cell.split("|") if cell else None for cell in columns[name]]
    table = pa.table({name: pa.array(cells) for name, cells in columns.items()})
    written = path.with_suffix(".parquet")
    pq.write_table(table, written)
    return written


@pytest.mark.parametrize("lists", [False, True])
def test_parquet_says_what_the_same_tables_say_as_csv(tmp_path: Path, lists: bool) -> None:
    paths = [
        Path(shutil.copy(PILOT / name, tmp_path / name))
        for name in ("elements.csv", "connections.csv")
    ]
    written = [as_parquet(path, lists=lists) for path in paths]
    assert said(from_tables(*written)) == said(from_tables(*paths))


def test_a_plain_file_is_read_quickly_to_the_same_network_as_with_care(tmp_path: Path) -> None:
    """The same rows with quotes round every cell are read another way, line by line."""
    plain, quoted = tmp_path / "plain", tmp_path / "quoted"
    for folder in (plain, quoted):
        folder.mkdir()
    for name in ("elements.csv", "connections.csv"):
        with (PILOT / name).open(newline="") as file:
            rows = [[cell.replace(",", ";") for cell in row] for row in csv.reader(file)]
        with (plain / name).open("w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        with (quoted / name).open("w", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    quickly, with_care = (
        from_tables(folder / "elements.csv", folder / "connections.csv")
        for folder in (plain, quoted)
    )
    assert said(quickly) == said(with_care)


def test_spaces_and_blank_rows_mean_nothing_whichever_way_a_file_is_read(tmp_path: Path) -> None:
    lines = "id,type,from,to,state\n 1 ,cares_for, ada ,hub,engaged\n"
    network = read(tmp_path, connections=lines)
    assert list(network.connection_ids) == ["1"]
    network = read(tmp_path, TWO + ",\n\n  , \n", lines + ",,,,\n,member_of,ada,hub,active\n")
    assert list(network.connection_ids) == ["1", "line-4"]
    assert network.state.tolist() == [1, 1]


def test_what_is_wrong_in_parquet_is_told_by_row_and_field(tmp_path: Path) -> None:
    elements, connections = tmp_path / "elements.parquet", tmp_path / "connections.parquet"
    pq.write_table(pa.table({"ID": [7, 8], "kind": ["person", "group"]}), elements)
    ends = {"type": ["cares_for", "cares_for"], "from": ["7", "8"], "to": ["8", "7"]}
    pq.write_table(pa.table({**ends, "state": ["engaged", "lively"]}), connections)
    with pytest.raises(FileTrouble, match=r"connections.parquet, row 2, state: is not one that"):
        from_tables(elements, connections)
    pq.write_table(pa.table({**ends, "state": [0.5, 0.5]}), connections)
    with pytest.raises(FileTrouble, match=r"connections.parquet, state: holds double, not text"):
        from_tables(elements, connections)
    pq.write_table(pa.table({"from": ["7"], "to": ["8"]}), connections)
    with pytest.raises(FileTrouble, match=r"connections.parquet: has no column type. Add it"):
        from_tables(elements, connections)
    connections.write_text("type,from,to\n")
    with pytest.raises(FileTrouble, match=r"connections.parquet is not Parquet that we can read"):
        from_tables(elements, connections)
    with pytest.raises(FileTrouble, match=r"gone.parquet cannot be read .* Check its name"):
        from_tables(elements, tmp_path / "gone.parquet")


def test_a_blank_state_is_unclassified_and_an_active_membership_engaged(tmp_path: Path) -> None:
    network = read(
        tmp_path,
        connections="type,from,to,state\nmember_of,ada,hub,active\ncares_for,ada,hub,\n",
    )
    basis = report(network, "who")["basis"]
    assert basis["connections_by_state"]["engaged"] == 1
    assert basis["connections_by_state"]["unclassified"] == 1
    assert "1 of 2 connections have no state yet" in basis["notes"][0]


def test_a_connection_to_nobody_or_to_oneself_is_left_out_and_counted(tmp_path: Path) -> None:
    lines = "cares_for,ada,zoe\ncares_for,ada,ada\ncares_for,ada,\nrelated_to,ada,hub\n"
    basis = report(read(tmp_path, connections=NONE + lines), "who")["basis"]
    counted = ("connections", "dangling_connections", "self_connections", "ties")
    assert [basis[field] for field in counted] == [4, 2, 1, 0]


def test_kinds_and_care_types_that_we_do_not_know_are_kept_and_told(tmp_path: Path) -> None:
    network = read(
        tmp_path,
        "\ufeffid,Kind,ward\nada,person,North\nx,spaceship,\n",
        "type,from,to,care_types,formality,state\ncares_for,ada,x,knitting|meals,gifted,engaged\n",
    )
    found = report(network, "all")
    assert found["basis"]["unknown_care_types"] == ["knitting"]
    assert found["basis"]["unknown_kinds"] == ["spaceship"]
    assert found["wealth"]["mentions"] == {"knitting": 1, "meals": 1}
    assert (found["who"]["actors"], found["basis"]["without_sector"]) == (1, 1)


def test_paid_care_from_somebody_informal_only_by_kind_is_doubted(tmp_path: Path) -> None:
    lines = "type,from,to,formality,state\ncares_for,ada,hub,paid,generative\n"
    basis = report(read(tmp_path, connections=lines), "who")["basis"]
    assert basis["doubtful_sector"] == ["ada"]
    assert "If they are care workers, mark them so." in basis["notes"][0]


@pytest.mark.parametrize(
    ("elements", "connections", "words"),
    [
        ("", NONE, "elements.csv is empty"),
        ("id,name\nada,Ada\n", NONE, "elements.csv, line 1: has no column kind"),
        (TWO, "type,from\n", "connections.csv, line 1: has no column to"),
        ("id,kind,id\n", NONE, "line 1: has the column id twice"),
        (TWO + "ada,person\n", NONE, "line 4, id: was used before, on line 2"),
        (TWO + ",person\n", NONE, "line 4, id: is empty"),
        (TWO + "zoe,\n", NONE, "line 4, kind: is empty"),
        (TWO + "zoe,person,Zoe, of No. 4\n", NONE, "line 4: has more cells than there are columns"),
        (
            TWO,
            "id,type,from,to\n1,cares_for,ada,hub\n1,cares_for,hub,ada\n",
            "line 3, id: was used",
        ),
        (TWO, NONE + "feeds,ada,hub\n", "line 2, type: is not one that we know. Use cares_for"),
        (TWO, "type,from,to,state\ncares_for,ada,hub,active\n", "line 2, state: is not one"),
        (TWO, "type,from,to,formality\ncares_for,ada,hub,free\n", "line 2, formality: is not one"),
        (TWO, "type,from,to,frequency\ncares_for,ada,hub,often\n", "line 2, frequency: is not"),
        (b"PK\x03\x04\xff\xfe\x00", NONE, "elements.csv is a spreadsheet"),
    ],
)
def test_what_cannot_be_read_is_told_by_file_line_and_field(
    tmp_path: Path, elements: str | bytes, connections: str, words: str
) -> None:
    with pytest.raises(FileTrouble) as refused:
        read(tmp_path, elements, connections)
    assert words in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_file_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match=r"elements.csv cannot be read"):
        from_tables(tmp_path / "elements.csv", tmp_path / "connections.csv")


def test_a_byte_that_is_not_utf_8_is_read_and_told_by_its_line(tmp_path: Path) -> None:
    """Byte EF is the i with two dots of Windows-1252 (its published table)."""
    elements = tmp_path / "elements.csv"
    elements.write_bytes(b"id;kind;name\nada;person;Ada\nzoe;person;Ana\xefs\n")
    (tmp_path / "connections.csv").write_text(NONE)
    said: list[str] = []
    network = from_tables(elements, tmp_path / "connections.csv", say=said.append)
    assert list(network.names) == ["Ada", "Anaïs"]
    assert len(said) == 1
    assert said[0].startswith("elements.csv, line 3: a byte that is not UTF-8 (EF) was read as")


def test_quotes_that_nothing_ends_are_told_and_swallow_no_rows(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble, match=r"elements.csv, line 4: is not CSV"):
        read(tmp_path, TWO + 'zoe,person,"never ends\nkim,person,Kim\n')
