"""Keys and sealing: text that only its key opens, and nobody once the key is destroyed."""

from __future__ import annotations

import base64
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.store.keys import KeyStore, KeyTrouble, master_key
from mapping.store.sealing import Sealer


def opened(folder: Path) -> Sealer:
    master = master_key(folder)
    return Sealer(KeyStore(folder, master), master)


@given(text=st.text(st.characters(codec="utf-8")))
def test_what_is_sealed_opens_to_the_same_text(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sealer = opened(tmp_path_factory.mktemp("keys"))
    sealer.keys.make(["rosa", "ben"])
    for about in (("rosa",), ("rosa", "ben")):
        assert sealer.open(sealer.seal(text, *about)) == text
    sealer.keys.close()


def test_the_same_text_is_sealed_differently_each_time(tmp_path: Path) -> None:
    sealer = opened(tmp_path)
    sealer.keys.make(["rosa"])
    assert sealer.seal("Rosa", "rosa") != sealer.seal("Rosa", "rosa")
    assert "Rosa" not in sealer.seal("Rosa", "rosa")


def test_a_text_about_two_is_unreadable_when_either_is_erased(tmp_path: Path) -> None:
    sealer = opened(tmp_path)
    sealer.keys.make(["rosa", "ben"])
    sealed = sealer.seal("They argue on Sundays", "rosa", "ben")
    sealer.keys.destroy("ben")
    assert sealer.open(sealed) is None
    with pytest.raises(KeyTrouble, match="removed for good"):
        sealer.seal("Ben again", "ben")


def test_an_older_copy_of_the_key_store_brings_nobody_back(tmp_path: Path) -> None:
    sealer = opened(tmp_path)
    sealer.keys.make(["rosa"])
    sealed = sealer.seal("Rosa", "rosa")
    sealer.keys.close()
    copy = shutil.copy(tmp_path / "keys.sqlite3", tmp_path / "older")
    sealer = opened(tmp_path)
    sealer.keys.destroy("rosa")
    sealer.keys.close()
    shutil.copy(copy, tmp_path / "keys.sqlite3")
    assert opened(tmp_path).open(sealed) is None


def test_a_destroyed_key_is_not_left_in_the_file(tmp_path: Path) -> None:
    sealer = opened(tmp_path)
    sealer.keys.make(["rosa", "ben"])
    wrapped = sealer.keys._db.execute("SELECT wrapped FROM keys WHERE id = 'rosa'").fetchone()[0]
    sealer.keys.destroy("rosa")
    sealer.keys.close()
    files = [path.read_bytes() for path in tmp_path.glob("keys.sqlite3*")]
    assert not any(wrapped in content for content in files)


def test_another_master_key_is_refused_with_a_plain_sentence(tmp_path: Path) -> None:
    opened(tmp_path).keys.close()
    (tmp_path / "master.key").unlink()
    with pytest.raises(KeyTrouble, match=r"Put the file master\.key back"):
        opened(tmp_path)
    (tmp_path / "master.key").write_text(base64.b64encode(bytes(32)).decode())
    with pytest.raises(KeyTrouble, match="Put back the master key"):
        opened(tmp_path)


def test_only_its_owner_reads_the_key_files(tmp_path: Path) -> None:
    sealer = opened(tmp_path)
    sealer.keys.make(["rosa"])
    sealer.keys.destroy("rosa")
    for name in ("master.key", "keys.sqlite3", "destroyed-keys.txt"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0


def test_fingerprints_differ_by_purpose_and_by_master_key(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    one, other = opened(tmp_path), opened(tmp_path / "other")
    assert one.digest("ivy@example.org", "email") == one.digest("ivy@example.org", "email")
    assert one.digest("ivy@example.org", "email") != one.digest("ivy@example.org", "alias")
    assert one.digest("ivy@example.org", "email") != other.digest("ivy@example.org", "email")
