"""Reading the two tables, right and wrong."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapping.interchange.tabular import (
    CONNECTION_COLUMNS,
    ELEMENT_COLUMNS,
    FIGURE_COLUMNS,
    ElementRow,
    read,
    read_connections,
    read_elements,
    write_connections,
    write_elements,
)
from mapping.interchange.text import FileTrouble
from mapping.model import Connection, DirectoryElement, Element, Figure, ring_of
from mapping.vocabulary import (
    ConnectionType,
    Formality,
    Frequency,
    Kind,
    Presence,
    Relation,
    Sector,
    State,
)


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
    with pytest.raises(FileTrouble, match=words):
        read_connections(table)


LETTERS = st.characters(exclude_categories=("Cc", "Cs"))
TEXTS = st.text(LETTERS, min_size=1, max_size=40).map(
    lambda text: " ".join(Element(id="x", scope="x", kind=Kind.PET, name=f"x{text}").name.split())
)
IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,20}", fullmatch=True)
SLUGS = st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True)
SEVERAL_SLUGS = st.lists(SLUGS, max_size=3).map(tuple)
OURS = {*ELEMENT_COLUMNS, *FIGURE_COLUMNS, "scope"}


@st.composite
def element_rows(draw: st.DrawFn) -> ElementRow:
    fields = {
        "id": draw(IDS),
        "scope": "larkmead",
        "kind": draw(st.sampled_from(Kind)),
        "name": draw(TEXTS),
        "sector": draw(st.none() | st.sampled_from(Sector)),
        "individual": draw(st.booleans()),
        "at_home": draw(st.booleans()),
        "contact": draw(st.none() | TEXTS),
        "area": draw(st.none() | TEXTS),
        "extra": draw(st.dictionaries(SLUGS.filter(lambda name: name not in OURS), TEXTS)),
        **{name: draw(SEVERAL_SLUGS) for name in ("roles", "offers", "access", "languages")},
    }
    if draw(st.booleans()):
        lon, lat = draw(st.floats(-180, 180)), draw(st.floats(-90, 90))
        return ElementRow(DirectoryElement(**fields, lon=lon, lat=lat), None)
    x, y = draw(st.floats(-900, 900)), draw(st.floats(-900, 900))
    place = {"x": x, "y": y, "presence": ring_of(x, y)}
    figure = Figure(element_id=fields["id"], **place, note=draw(st.none() | TEXTS))
    return ElementRow(Element(**fields), figure)


@st.composite
def connections(draw: st.DrawFn) -> Connection:
    from_ = draw(IDS)
    type_ = draw(st.sampled_from(ConnectionType))
    fields: dict[str, object] = {}
    if type_ is ConnectionType.CARES_FOR:
        fields = {
            "care_types": draw(SEVERAL_SLUGS),
            "formality": draw(st.none() | st.sampled_from(Formality)),
            "shared_plan": draw(st.none() | st.booleans()),
        }
    elif type_ is ConnectionType.RELATED_TO:
        fields = {"relation": draw(st.none() | st.sampled_from(Relation))}
    elif type_ is ConnectionType.MEMBER_OF:
        fields = {"hats": draw(SEVERAL_SLUGS)}
    return Connection(
        id=draw(IDS),
        type=type_,
        from_=from_,
        to=draw(IDS.filter(lambda id_: id_ != from_)),
        frequency=draw(st.none() | st.sampled_from(Frequency)),
        state=draw(st.sampled_from(State)),
        since=draw(st.none() | st.dates(max_value=dt.date(2026, 1, 1))),
        note=draw(st.none() | TEXTS),
        **fields,
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(element_rows(), min_size=1, max_size=4), st.lists(connections(), max_size=4))
def test_what_we_write_reads_back_the_same(
    tmp_path: Path, rows: list[ElementRow], lines: list[Connection]
) -> None:
    elements, drawn = tmp_path / "elements.csv", tmp_path / "connections.csv"
    write_elements(elements, rows)
    write_connections(drawn, lines)
    assert read_elements(elements, scope="larkmead") == rows
    assert read_connections(drawn) == lines


def test_which_table_is_which_is_told_by_its_columns(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("Type;From;To;State;extra\nMember_of;ada;hub;active;1\n")
    other.write_text("id\tKind\tward\tnote\nada\tperson\tNorth\tshy\nhub\tGroup\t\t\n")
    plan = read([one, other])
    assert [one.fields for one in plan.elements] == [
        {"kind": "person", "name": "ada", "extra": {"ward": "North"}},
        {"kind": "group", "name": "hub", "extra": {}},
    ]
    assert plan.connections[0].fields == {"type": "member_of", "state": "engaged"}
    left_out = [(found.field, found.words) for found in plan.findings.of("left_out")]
    assert left_out == [
        ("extra", "was left out: connections keep nothing of it"),
        ("note", "was left out: it belongs to the drawing of a care map"),
    ]


def test_every_field_of_the_model_has_its_column() -> None:
    """The columns of `design.md`."""
    elements = "id, kind, name, sector, roles, offers, individual, at_home, lon, lat, area"
    lines = (
        "id, type, from, to, care_types, formality, frequency, state, relation, hats, "
        "shared_plan, since, until, note"
    )
    assert set(elements.split(", ")) <= set(ELEMENT_COLUMNS)
    assert set(lines.split(", ")) == set(CONNECTION_COLUMNS)
