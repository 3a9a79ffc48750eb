"""A backup of the embedded store's folder, and putting it back: encrypted, never with the keys.

A backup holds the graph, its anchors and its releases, sealed text as it is. The keys are kept and
backed up apart; which of them were destroyed only grows, and is applied whenever they are opened,
so that who was removed stays unreadable in whatever older backup is put back. A Neo4j has its own
tools for this.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from mapping.refusals import NotWellFormed
from mapping.store import DataFolderInUse
from mapping.store.embedded import in_use_sentence
from mapping.store.opening import lock_folder
from mapping.whole_file import WholeFile

_MARK: Final = b"care-mapping backup 1\n"
_SALT: Final = 16
_PIECE: Final = 1024**2
_TAG: Final = 16
_PARTS: Final = ("graph", "anchors.sqlite3", "releases")
"""What is backed up, of what is in a data folder: never a key."""
_LOGS: Final = ("anchors.sqlite3-wal", "anchors.sqlite3-shm")


def back_up(data: Path, to: Path, passphrase: str) -> None:
    """Write a backup of a data folder that nothing has open.

    Raises
    ------
    DataFolderInUse
        If it is being served: stop it first.
    NotWellFormed
        If there is nothing to back up, or the passphrase is short.
    """
    if not (data / "graph").exists():
        raise NotWellFormed("data", "There is no store in this folder. Check --data.")
    if len(passphrase) < 12:
        raise NotWellFormed("passphrase", "Use 12 letters or more, such as four plain words.")
    with _held(data), TemporaryDirectory(dir=data, prefix=".backup-") as scratch:
        packed = Path(scratch, "packed")
        with tarfile.open(packed, "w:gz", compresslevel=3) as archive:
            for part in (*_PARTS, *_LOGS):
                if (data / part).exists():
                    archive.add(data / part, arcname=part)
        with packed.open("rb") as file:
            WholeFile(to).write(_sealed(file, passphrase))
    to.chmod(0o600)


def put_back(data: Path, backup: Path, passphrase: str) -> Path:
    """Put a backup in the place of what a data folder has; return where that was put aside.

    Raises
    ------
    DataFolderInUse
        If the folder is being served: stop it first.
    NotWellFormed
        If the file is no whole backup or the passphrase does not open it. Nothing was changed.
    """
    with _held(data), TemporaryDirectory(dir=data, prefix=".restore-") as scratch:
        packed, unpacked = Path(scratch, "packed"), Path(scratch, "unpacked")
        with backup.open("rb") as file, packed.open("wb") as plain:
            plain.writelines(_opened(file, passphrase))
        with tarfile.open(packed) as archive:
            archive.extractall(unpacked, filter="data")
        now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d-%H%M%S")
        aside = data / f"before-restore-{now}"
        aside.mkdir(mode=0o700)
        for part in (*_PARTS, *_LOGS):
            if (data / part).exists():
                os.replace(data / part, aside / part)
            if (unpacked / part).exists():
                os.replace(unpacked / part, data / part)
    return aside


@contextmanager
def _held(data: Path) -> Iterator[None]:
    """Hold a data folder, so that nothing opens it meanwhile."""
    lock = lock_folder(data)
    if lock is None:
        raise DataFolderInUse(in_use_sentence(data))
    try:
        yield
    finally:
        os.close(lock)


def _key(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode()))


def _pieces(file: IO[bytes], size: int) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield pieces of a file, each with its number and whether it is the last: none can be cut."""
    piece, number = file.read(size), 0
    while True:
        following = file.read(size)
        yield number.to_bytes(12), piece, b"more" if following else b"last"
        if not following:
            return
        piece, number = following, number + 1


def _sealed(file: IO[bytes], passphrase: str) -> Iterator[bytes]:
    salt = secrets.token_bytes(_SALT)
    key = _key(passphrase, salt)
    yield _MARK + salt
    for number, piece, place in _pieces(file, _PIECE):
        yield key.encrypt(number, piece, place)


def _opened(file: IO[bytes], passphrase: str) -> Iterator[bytes]:
    if file.read(len(_MARK)) != _MARK:
        raise NotWellFormed("backup", "This file is no backup of Care Mapping. Choose another.")
    key = _key(passphrase, file.read(_SALT))
    try:
        for number, piece, place in _pieces(file, _PIECE + _TAG):
            yield key.decrypt(number, piece, place)
    except InvalidTag:
        raise NotWellFormed(
            "passphrase",
            "This passphrase does not open the backup, or the file is damaged. Nothing changed.",
        ) from None
