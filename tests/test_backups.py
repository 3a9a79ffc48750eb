"""A backup is put back by command: all is there again, but for who was removed meanwhile."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from mapping.cli import app
from mapping.service import open_service
from mapping.settings import Settings
from mapping.store.keys import KeyStore, master_key
from mapping.store.maps import whole_map
from mapping.store.records import Records
from tests.tables import sit_down


def test_restoring_an_older_backup_brings_back_everyone_but_who_was_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, file = tmp_path / "data", tmp_path / "monday.backup"
    monkeypatch.setenv("CARE_MAPPING_BACKUP_PASSPHRASE", "four plain words here")
    with contextlib.closing(open_service(Settings(data=data))) as service:
        table = sit_down(service)
        zeph, rosa = table.draw_person("Zephyrine Quillfeather"), table.draw_person("Rosa")
        refused = run("backup", str(file), "--data", str(data))
        assert (refused.exit_code, file.exists()) == (1, False), "it is being served"
    assert run("backup", str(file), "--data", str(data)).exit_code == 0
    keys = KeyStore(data, master_key(data))
    keys.destroy(zeph)  # as removing her does, after the backup
    keys.close()
    monkeypatch.setenv("CARE_MAPPING_BACKUP_PASSPHRASE", "four other words here")
    wrong = run("restore", str(file), "--data", str(data))
    assert wrong.exit_code == 1
    assert "does not open" in wrong.output
    monkeypatch.setenv("CARE_MAPPING_BACKUP_PASSPHRASE", "four plain words here")
    cut = tmp_path / "cut.backup"
    cut.write_bytes(file.read_bytes()[:-40])
    assert run("restore", str(cut), "--data", str(data)).exit_code == 1

    assert run("restore", str(file), "--data", str(data)).exit_code == 0

    with contextlib.closing(open_service(Settings(data=data))) as service:
        found = service.read(lambda tx: whole_map(tx, Records(service.sealer, table.map_id)))
        assert found is not None
        assert {id_: one.name for id_, one in found.elements.items()} == {
            table.owner: "Ivy Adeyemi",
            zeph: "Someone who was removed",
            rosa: "Rosa",
        }
        checked = run("check", "--json", "--data", str(data))
        assert json.loads(checked.output) == {"sound": True, "troubles": []}
    assert b"Zephyrine" not in file.read_bytes()


def run(*words: str) -> Result:
    return CliRunner().invoke(app, [*words])
