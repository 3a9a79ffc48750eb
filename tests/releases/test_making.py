"""Making a release: what is in it, what never is, and that it is made whole or not at all.

Both stores are the live one in turn; the inner database is a real second server.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import stat
import time
from pathlib import Path

import networkx
import pandas
import pyarrow.parquet as pq
import pytest

from mapping import audit, consent, neighbourhoods, releases
from mapping.consent import Purpose
from mapping.policy import NotFound
from mapping.refusals import NotWellFormed
from mapping.releases import Release, making
from mapping.service import Service
from mapping.store.released import SERVED_IN
from mapping.vocabulary import Told
from tests.releases.conftest import Street


def everything_in(folder: Path) -> bytes:
    """Every byte of a release: names of files, and what is in them."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".csv", ".parquet", ".bucket"}
    parquet = [str(pq.read_table(path).to_pylist()) for path in files if path.suffix == ".parquet"]
    return b"".join([str(files).encode(), *map(str.encode, parquet), *map(Path.read_bytes, files)])


def assert_holds_nothing_of(folder: Path, words: set[str]) -> None:
    held = everything_in(folder)
    assert [word for word in sorted(words) if word.encode() in held] == []


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "outer" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def kinds(street: Street, release: Release) -> dict[tuple[str, str], object]:
    table = street.ask(release, "people_by_kind_and_sector")
    return {(str(row["kind"]), str(row["sector"])): row["people"] for row in table.rows}


def test_what_is_only_for_the_neighbourhood_is_not_in_a_release(street: Street) -> None:
    """Ivy shows Rosa and herself on the map; nobody has asked her about evaluation."""
    release = street.release()
    assert_holds_nothing_of(street.folder(release), street.private_words())
    assert "respite" not in everything_in(street.folder(release)).decode(errors="ignore")
    _who_made_it_reads_what_is_left_out(street, release)
    _it_can_be_withdrawn_with_a_reason(street, release)


def _who_made_it_reads_what_is_left_out(street: Street, release: Release) -> None:
    """Ivy and Rosa are two; the 12 neighbours, a team and a baker at home are 14, shown as 15."""
    assert releases.found(street.service, release.id).left_out == release.left_out
    told = {one.words.split(":")[0]: (one.number, one.hidden) for one in release.left_out}
    assert told["People and bodies of care maps"] == (None, True)
    assert told["Listed people, teams, and bodies at somebody's home"] == (15, False)
    assert any("alike in kind, position and ties in bands" in one for one in told)
    held = everything_in(street.folder(release)).decode(errors="ignore")
    assert not [words for words in told if words in held]


def _it_can_be_withdrawn_with_a_reason(street: Street, release: Release) -> None:
    """It answers nothing from then on, whatever was asked before."""
    assert street.ask(release, "people_by_kind_and_sector").rows
    with pytest.raises(NotWellFormed, match="Say why"):
        releases.withdraw(street.service, release.id, because=" ")
    releases.withdraw(street.service, release.id, because="A body asked us to.")
    kept = releases.found(street.service, release.id)
    assert kept.is_over
    assert kept.withdrawn_because == "A body asked us to."
    with pytest.raises(releases.ReleaseOver, match="was withdrawn"):
        street.ask(release, "people_by_kind_and_sector")
    releases.tidy(street.service)
    assert not street.folder(release).exists()
    with pytest.raises(releases.ReleaseOver):
        releases.withdraw(street.service, release.id, because="Again.")


def test_what_may_be_evaluated_is_there_without_its_name(street: Street) -> None:
    street.agree(street.table.owner, street.rosa, street.arrow)
    release = street.release()
    assert b"respite" in everything_in(street.folder(release))
    answer = street.ask(release, "care_types_given", formality="gifted")
    respite = [row for row in answer.rows if row["care_type"] == "respite"]
    assert respite == [{"care_type": "respite", "mentions": None, "mentions_hidden": True}]
    assert_holds_nothing_of(street.folder(release), street.private_words())


def test_a_release_after_a_withdrawal_does_not_hold_what_was_withdrawn(street: Street) -> None:
    street.agree(street.table.owner, street.rosa, street.arrow)
    words = street.private_words()
    street.take_back(purpose=Purpose.EVALUATION)
    release = street.release()
    assert_holds_nothing_of(street.folder(release), words)
    answer = street.ask(release, "care_types_given", formality="gifted")
    assert "respite" not in {row["care_type"] for row in answer.rows}


def test_who_says_no_after_a_release_is_in_no_later_one_and_that_one_ends_by_itself(
    street: Street,
) -> None:
    """As the words say that she agreed to: it ends within 100 days, the next leaves her out."""
    street.agree(street.table.owner, street.rosa, street.arrow)
    words = street.private_words()
    before = street.release()
    consent.tell(
        street.service, street.table.reader, street.table.map_id, street.rosa, told=Told.OBJECTED
    )
    after = street.release()
    made, ends = (dt.datetime.fromisoformat(at).date() for at in (before.made_at, before.ends_at))
    assert ends - made <= dt.timedelta(days=100)
    assert b"respite" in everything_in(street.folder(before))
    # Its counting database has none of it; what the first one told may stand, hidden as it was.
    held = list(street.folder(after).rglob("*.bucket"))
    assert held
    assert not [path for path in held if b"respite" in path.read_bytes()]
    assert_holds_nothing_of(street.folder(after), words)


def _what_has_changed_is_told_of_shown_numbers(
    street: Street, before: Release, after: Release
) -> None:
    """12 give meals as before; 3 give money, which is hidden, and so is how it changed."""
    told = street.ask(after, "care_types_given", since=before.id)
    assert told.parameters == {"formality": "gifted", "since": before.id}
    rows = {row["care_type"]: row for row in told.rows}
    assert [rows["meals"][name] for name in ("mentions", "before", "change")] == [10, 10, 0]
    assert [rows["money"][name] for name in ("mentions", "before", "change")] == [None] * 3
    assert rows["money"]["change_hidden"]
    header, meals, *_ = releases.as_csv(told).splitlines()
    assert (header, meals) == ("care_type,mentions,before,change", "meals,10,10,0")
    assert pq.read_table(io.BytesIO(releases.as_parquet(told))).column("change").to_pylist()[0] == 0
    for when, since in ((before, after), (after, after)):
        with pytest.raises(NotWellFormed, match="earlier release of the same") as refused:
            street.ask(when, "care_types_given", since=since.id)
        assert refused.value.field == "since"


def test_what_is_withdrawn_while_a_release_is_made_is_not_in_it(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The view was read before the withdrawal; the release is kept after it."""
    street.agree(street.table.owner, street.rosa, street.arrow)
    write_outer = making._write_outer

    def withdrawn_meanwhile(*given: object) -> None:
        monkeypatch.setattr(making, "_write_outer", write_outer)
        street.take_back()
        write_outer(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "_write_outer", withdrawn_meanwhile)
    release = street.release()
    answer = street.ask(release, "care_types_given", formality="gifted")
    assert "respite" not in {row["care_type"] for row in answer.rows}
    assert len(releases.listed(street.service)) == 1


def test_public_bodies_and_their_ties_are_in_the_files_by_name(street: Street) -> None:
    """Not the person, the team, nor the baker at home; a type somebody made up reads `other`."""
    folder = street.folder(street.release())
    bodies = rows_of(folder, "bodies")
    assert {row["name"]: (row["kind"], row["offers"], row["area"]) for row in bodies} == {
        "Tanyard lunch club": ("group", "meals|other", ""),
        "Larkmead Surgery": ("health_care_provider", "", "L06"),
        "Larkmead circle": ("circle", "", ""),
    }
    names = {row["id"]: row["name"] for row in bodies}
    ties = {(row["type"], names[row["from"]], names[row["to"]]) for row in rows_of(folder, "ties")}
    assert ("cares_for", "Tanyard lunch club", "Larkmead circle") in ties
    assert {kind for kind, *_ in ties} == {"cares_for", "collaborates_with"}
    assert len(ties) == 2
    assert_holds_nothing_of(folder, {*street.listed.values(), "Neighbour", "Team B", "kitchen"})


def test_both_kinds_of_file_say_the_same_and_hide_the_same(street: Street) -> None:
    """12 give meals, shown as 10; 3 give money, hidden; a body gives space to a circle, exact."""
    folder = street.folder(street.release())
    cells = {
        row["care_type"]: row["mentions"] for row in rows_of(folder, "care_types_given_gifted")
    }
    assert cells == {"meals": "10", "money": "*", "space": "1"}
    parquet = pq.read_table(folder / "outer" / "care_types_given_gifted.parquet").to_pylist()
    assert {row["care_type"]: (row["mentions"], row["mentions_hidden"]) for row in parquet} == {
        "meals": (10, False),
        "money": (None, True),
        "space": (1, False),
    }
    assert "fewer than 8 people" in (folder / "outer" / "README.txt").read_text()


def test_programs_open_the_files_as_a_graph_and_as_a_described_package(street: Street) -> None:
    """Every table and the graph are described, with the digest and the columns they have."""
    folder = street.folder(street.release()) / "outer"
    graph = networkx.read_graphml(folder / "bodies-and-ties.graphml", force_multigraph=True)
    named = {data["name"]: id_ for id_, data in graph.nodes(data=True)}
    assert set(named) == {"Tanyard lunch club", "Larkmead Surgery", "Larkmead circle"}
    club, circle = named["Tanyard lunch club"], named["Larkmead circle"]
    assert graph.nodes[club]["offers"] == "meals|other"
    [tie] = graph.get_edge_data(club, circle).values()
    assert (tie["type"], tie["care_types"]) == ("cares_for", "space")
    package = json.loads((folder / "datapackage.json").read_text())
    tables = {one["path"]: one for one in package["resources"]}
    assert {path.name for path in folder.glob("*.csv")} == tables.keys() - {
        "bodies-and-ties.graphml"
    }
    for path, table in tables.items():
        content = (folder / path).read_bytes()
        assert table["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if path.endswith(".csv"):
            missing = table["schema"]["missingValues"]
            read = pandas.read_csv(folder / path, na_values=missing, keep_default_na=False)
            fields = table["schema"]["fields"]
            assert list(read.columns) == [field["name"] for field in fields]
            numbers = [field["name"] for field in fields if field["type"] == "integer"]
            assert all(pandas.api.types.is_numeric_dtype(read[name]) for name in numbers)
    assert_holds_nothing_of(folder.parent, {*street.listed.values(), "Neighbour", "Team B"})


def test_a_release_says_what_it_is(street: Street) -> None:
    release = street.release(reason=None)
    assert release.name.startswith("Larkmead, ")
    assert release.bodies == 2  # the lunch club and the surgery
    assert release.people == 10  # twelve neighbours
    named = {file.name for file in release.files}
    assert named == {path.name for path in (street.folder(release) / "outer").iterdir()}
    assert releases.listed(street.service) == [release]
    assert releases.found(street.service, release.id) == release
    modes = {stat.S_IMODE(path.stat().st_mode) for path in street.folder(release).rglob("*")}
    assert modes == {0o700, 0o600}
    last = list(audit.entries(street.service, street.larkmead))[-1]
    assert (last["action"], last["about_ids"]) == ("release.made", [release.id])
    assert audit.check(street.service) == []


def test_the_next_release_is_80_days_later_or_has_a_reason(street: Street) -> None:
    before = street.release(reason=None)
    with pytest.raises(NotWellFormed, match="less than 80 days ago") as raised:
        street.release(reason=" ")
    assert raised.value.field == "reason"
    after = street.release(reason="A consent was taken back.")
    assert after.reason == "A consent was taken back."
    _what_has_changed_is_told_of_shown_numbers(street, before, after)


def test_a_crash_leaves_no_half_release(
    street: Street, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    for place in ("_write_outer", "_keep"):
        with monkeypatch.context() as patched:
            patched.setattr(making, place, crash)
            with pytest.raises(KeyboardInterrupt):
                street.release()
        assert releases.listed(service) == []
    release = street.release()
    left = {path.name for path in service.released.folder.iterdir() if path.is_dir()}
    assert left - set(SERVED_IN.values()) == {release.id}


def test_the_files_of_a_release_that_has_ended_are_removed(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = street.release()
    monkeypatch.setattr(releases.kept, "has_ended", lambda end: end == release.ends_at)
    with pytest.raises(releases.ReleaseOver, match="has ended"):
        street.ask(release, "people_by_kind_and_sector")
    releases.tidy(street.service)
    assert not street.folder(release).exists()
    assert releases.listed(street.service) == []


def test_a_neighbourhood_that_is_not_there_is_not_found(service: Service) -> None:
    with pytest.raises(NotFound):
        releases.make(service, "nowhere")


def test_a_release_of_an_empty_neighbourhood_says_nobody_is_there(service: Service) -> None:
    empty = neighbourhoods.create(service, name="Empty")
    begun = time.monotonic()
    release = releases.make(service, empty)
    assert (release.bodies, release.people) == (0, 0)
    assert releases.ask(service, release.id, "mixing_of_sectors", wait=60).rows == ()
    assert time.monotonic() - begun < 60
