"""After erasure a name is nowhere: no file, edit, drawing, export, log or restored backup has it.

What is searched is everything that can still be opened with every key there is, and the bytes of
every file of the data folder. A backup here is a copy of all nodes and relationships, and of the
key store, put back as an operator would: all but the list of destroyed keys, which only grows.
"""

from __future__ import annotations

import base64
import contextlib
import logging
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapping import audit, drawings, edit_log, erasure, exports, going_back, tracings
from mapping.drawings import Keeping
from mapping.edits import opposite
from mapping.history import history
from mapping.model import REMOVED, new_id
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.sheet import EditRefused
from mapping.steps import RubOut, Set
from mapping.store import Store
from mapping.store.keys import KeyStore, KeyTrouble
from mapping.store.sealing import Sealer
from tests.conftest import OpenStores, run_cypher
from tests.pictures import jpeg
from tests.tables import Table, sit_down

NAME = "Zephyrine Quillfeather"
SAID = ("Zephyrine", "Quillfeather", "wears a green hat", "seven o'clock", "41 Juniper")


@dataclass
class Backup:
    """Everything in a store at one time, and the keys of that time."""

    nodes: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    keys: Path


def backed_up(service: Service, folder: Path) -> Backup:
    keys = folder / f"keys-{new_id()}"
    service.sealer.keys._db.execute("VACUUM INTO ?", (str(keys),))
    return Backup(
        run_cypher(
            service.store,
            "MATCH (n) WHERE NOT n:Service RETURN labels(n)[0] AS label, properties(n) AS fields",
        ),
        run_cypher(
            service.store,
            "MATCH (a)-[r]->(b) RETURN type(r) AS type, labels(a)[0] AS la, a.id AS a,"
            " labels(b)[0] AS lb, b.id AS b, properties(r) AS fields",
        ),
        keys,
    )


def put_back(store: Store, backup: Backup) -> None:
    run_cypher(store, "MATCH (n) WHERE NOT n:Service DETACH DELETE n")
    for label in {one["label"] for one in backup.nodes}:
        rows = [one["fields"] for one in backup.nodes if one["label"] == label]
        run_cypher(store, f"UNWIND $rows AS row CREATE (n:{label}) SET n += row", rows=rows)
    for ends in {(one["la"], one["type"], one["lb"]) for one in backup.lines}:
        la, type_, lb = ends
        rows = [one for one in backup.lines if (one["la"], one["type"], one["lb"]) == ends]
        run_cypher(
            store,
            f"UNWIND $rows AS row MATCH (a:{la} {{id: row.a}}) MATCH (b:{lb} {{id: row.b}})"
            f" CREATE (a)-[r:{type_}]->(b) SET r += row.fields",
            rows=rows,
        )


def reopened(service: Service, backup: Backup, folder: Path) -> Service:
    """Return the service with the keys of a backup, as it is after they were put back."""
    elsewhere = folder / f"restored-{new_id()}"
    elsewhere.mkdir()
    shutil.copy(backup.keys, elsewhere / "keys.sqlite3")
    shutil.copy(folder / "destroyed-keys.txt", elsewhere)
    keys = KeyStore(elsewhere, service.sealer._master)
    return Service(
        service.store,
        Sealer(keys, service.sealer._master),
        service.anchors,
        service.released,
        service.released_graphs,
    )


def can_be_read(service: Service, there: Backup | None = None) -> str:
    """Return everything in the store or in a backup, with all that can be opened in it opened."""
    texts: list[str] = []

    def opened(found: re.Match[str]) -> str:
        text = service.sealer.open(found[0])
        texts.append(text or "")
        return text or ""

    if there is None:
        rows = run_cypher(service.store, "MATCH (n) RETURN properties(n) AS fields")
        rows += run_cypher(service.store, "MATCH ()-[r]->() RETURN properties(r) AS fields")
    else:
        rows = there.nodes + there.lines
    return re.sub(r"k1:[\w.+-]+:[\w+/=]+", opened, str(rows)) + "".join(texts)


def files_of(*folders: Path) -> Iterator[bytes]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield path.read_bytes().rstrip(b"\0")  # databases make their logs long beforehand


def nowhere_in(text: str) -> None:
    for word in SAID:
        assert word not in text


def folders(open_stores: OpenStores, tmp_path: Path) -> list[Path]:
    """Return where anything is kept: keys, anchors, and the files of both databases."""
    return [tmp_path, open_stores._folder, *Path(tempfile.gettempdir()).glob("neo4j-*/data")]


def write_much_of(table: Table) -> str:
    """Draw somebody, and say of them all that can be said in words."""
    id_ = table.draw_person(NAME, note="wears a green hat", relation="Zephyrine next door")
    table.draw_arrow(id_, table.owner, note="comes at seven o'clock")
    table.say(id_, "address", was=None, now="41 Juniper Row")
    table.say(id_, "name", was=NAME, now=f"{NAME}-Ames")
    table.save(
        Set(on="figure", id=id_, field="note", was="wears a green hat", now="Zephyrine sings"),
        label="Change Zephyrine",
    )
    return id_


@pytest.mark.parametrize("leave", ["gap", "nothing"])
def test_after_erasure_and_restore_of_an_older_backup_the_name_is_nowhere(
    service: Service,
    open_stores: OpenStores,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    leave: erasure.Leave,
) -> None:
    caplog.set_level(logging.DEBUG, "care_mapping")
    table = sit_down(service)
    zeph = write_much_of(table)
    ben = table.draw_person("Ben", note="Zephyrine's brother")
    kept = drawings.keep(
        service, table.reader, table.map_id, Keeping(sentence="Zephyrine is back", present=(NAME,))
    )
    picture = tracings.NewTracing(
        picture=base64.b64encode(jpeg()).decode(), placement=tracings.Placement(x=0, y=0, width=100)
    )
    tracings.keep(service, table.reader, table.map_id, picture)
    backup = backed_up(service, tmp_path)
    with_picture = can_be_read(service)
    assert NAME in with_picture
    assert NAME in drawings.read(service, table.map_id, kept.id).document.model_dump_json()

    done = erasure.erase(service, table.reader, table.map_id, zeph, leave)

    assert (done.drawings, done.picture_removed) == (1, True)
    nowhere_in(str([one.value for one in service.memory._kept.values()]))
    # What others were said to be is told, not taken away: it is theirs.
    assert [(one.id, one.field) for one in done.still_named] == [(ben, "note")]
    table.save(Set(on="figure", id=ben, field="note", was="Zephyrine's brother", now=None))
    service.sealer.keys.destroy(ben)  # so that nothing below is about his note

    # The live map has a gap, or nothing; the drawing still checks, and says who is gone.
    live = table.stored()
    assert (zeph in live.figures) is (leave == "gap")
    if leave == "gap":
        assert live.elements[zeph].name == REMOVED
        assert live.figures[zeph].note is None
        assert [line.note for line in live.connections.values()] == [None]
    drawing = drawings.read(service, table.map_id, kept.id)
    assert drawing.redactions == (zeph,)
    assert drawings.altered(service, table.map_id) == []
    went = going_back.go_back(service, table.reader, table.map_id, kept.id)
    assert went.left_out == (1 if leave == "nothing" else 0) + (0 if ben in live.figures else 1)

    told = str(history(service, table.reader, table.map_id))
    assert "You removed somebody for good" in told
    copies = exports.Copies(service, table.reader, table.map_id, kept.id)
    data = copies.data("json").content + copies.data("csv", "elements").content
    edits = str(edit_log.edits_after(service, table.reader, table.map_id, after=0))
    for text in (told, data.decode(), edits, drawing.model_dump_json(), caplog.text):
        nowhere_in(text)
    nowhere_in(can_be_read(service))
    assert audit.check(service) == []

    put_back(service.store, backup)
    restored = reopened(service, backup, tmp_path)
    assert "41 Juniper" not in can_be_read(restored)
    nowhere_in(can_be_read(restored))
    assert tracings.read(restored, table.map_id) is None
    again = Table(restored, table.reader, table.map_id, table.owner)
    assert again.stored().elements[zeph].name == REMOVED
    assert again.stored().elements[table.owner].name == "Ivy Adeyemi"
    restored.sealer.keys.close()
    if leave == "gap":  # once is enough: it is much to read
        for content in files_of(*folders(open_stores, tmp_path)):
            for word in SAID:
                assert word.encode() not in content
                assert word.encode("utf-16-le") not in content


@given(data=st.data())
@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_was_done_before_who_is_erased_can_be_read_nowhere(
    service: Service, tmp_path: Path, data: st.DataObject
) -> None:
    """Any order of drawing, renaming, taking off, undoing, keeping, backing up and erasing."""
    table = sit_down(service)
    names: dict[str, set[str]] = {}
    erased: set[str] = set()
    answers: list[edit_log.Answer] = []
    backups = [backed_up(service, tmp_path)]
    acts = data.draw(
        st.lists(
            st.sampled_from(
                ["draw", "draw", "rename", "rub out", "undo", "keep", "back up", "erase"]
            ),
            min_size=5,
            max_size=10,
        )
    )
    for act in (*acts, "erase"):
        there = sorted(table.stored().figures.keys() - {table.owner} - erased)
        if act == "draw" or not there:
            name = f"Qu{len(names)}x{table.map_id[-8:]}"
            id_ = table.draw_person(name, note=f"{name} was here")
            table.draw_arrow(id_, table.owner, note=f"{name} came")
            names[id_] = {name}
            continue
        one = data.draw(st.sampled_from(there))
        element, drawn = table.stored().elements[one], table.stored().figures[one]
        if act == "rename":
            names[one].add(now := f"{element.name}y")
            answers.append(table.say(one, "name", was=element.name, now=now))
        elif act == "rub out":
            answers.append(table.save(RubOut(element_id=one, figure=drawn, element=element)))
        elif act == "undo" and answers:
            answer = answers.pop()
            with contextlib.suppress(EditRefused):  # nothing is written about who is gone
                table.save(*opposite(answer.steps), undoes=answer.id)
        elif act == "keep":
            drawings.keep(service, table.reader, table.map_id, Keeping(sentence=element.name))
        elif act == "back up":
            backups.append(backed_up(service, tmp_path))
        elif act == "erase":
            was = data.draw(st.sampled_from(sorted(names.keys() - erased)))
            leave: erasure.Leave = data.draw(st.sampled_from(["gap", "nothing"]))
            erasure.erase(service, table.reader, table.map_id, was, leave)
            erased.add(was)
    gone = {name for id_ in erased for name in names[id_]}
    assert not [name for name in gone if name in can_be_read(service)]
    assert drawings.altered(service, table.map_id) == []
    assert audit.check(service) == []
    for backup in backups:
        restored = reopened(service, backup, tmp_path)
        assert not [name for name in gone if name in can_be_read(restored, backup)]
        restored.sealer.keys.close()


def test_only_whose_map_it_is_removes_and_only_who_is_theirs(service: Service) -> None:
    table = sit_down(service)
    rosa = table.draw_person("Rosa")
    with pytest.raises(NotWellFormed, match="whole map"):
        erasure.erase(service, table.reader, table.map_id, table.owner, "gap")
    with pytest.raises(NotFound):
        erasure.erase(service, table.reader, table.map_id, new_id(), "gap")
    other = sit_down(service)
    with pytest.raises(NotFound):
        erasure.erase(service, other.reader, other.map_id, rosa, "gap")
    assert table.stored().elements[rosa].name == "Rosa"
    table.save(
        RubOut(
            element_id=rosa,
            figure=table.stored().figures[rosa],
            element=table.stored().elements[rosa],
        )
    )
    named = erasure.people_to_erase(service, table.reader, table.map_id)
    assert [(one.name, one.drawn) for one in named] == [("Rosa", False)]
    erasure.erase(service, table.reader, table.map_id, rosa, "nothing")
    assert erasure.people_to_erase(service, table.reader, table.map_id) == []
    stranger = Reader(account_id="x", name="X")
    with pytest.raises(NotFound):
        erasure.people_to_erase(service, stranger, table.map_id)


def test_work_that_was_stopped_in_the_middle_ends_with_the_key_destroyed(tmp_path: Path) -> None:
    master = b"m" * 32
    keys = KeyStore(tmp_path, master)
    keys.make(["rosa", "ben"])
    with pytest.raises(KeyTrouble), keys.destroying(["ben"]):
        raise KeyTrouble("it was refused")
    assert keys.get("ben") is not None
    with keys.destroying(["rosa"]):  # the power goes here, and what is on the disk is opened again
        again = KeyStore(tmp_path, master)
    assert again.get("rosa") is None
    assert again.get("ben") is not None
    assert again.destroyed() == {"rosa"}
    again.close()
    keys.close()
