"""Reading the bytes that people send as text, and saying where that was not plain.

UTF-8 is taken first, with or without a byte order mark, then UTF-16. A byte that is not UTF-8 is
read on its own, so a single stray one changes nothing else in the file; only a file that is in
another encoding throughout is read in that.
"""

from __future__ import annotations

import codecs
import string
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from charset_normalizer import from_bytes

LARGEST: Final = 100 * 1024 * 1024
"""No larger file is read, in bytes."""

_ANOTHER_SCRIPT: Final = 0.4
"""From this share of letters that are not UTF-8 on, a file is in another script's encoding."""
_OTHER_SCRIPTS: Final = (
    "cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "shift_jis", "euc_jp", "gb18030", "big5",
    "euc_kr",
)  # fmt: skip
_NAMES: Final = {"cp1252": "Windows-1252", "utf_16": "UTF-16", "utf_16_le": "UTF-16"}
_SAVE: Final = "Save it as text in UTF-8 (CSV or JSON, as the format asks), then try again."
_LETTERS: Final = tuple(letter.encode() for letter in string.ascii_letters)
_NOT_TABLES: Final = {
    b"PK\x03\x04": "is a spreadsheet or a zip file, whatever its name says",
    b"\xd0\xcf\x11\xe0": "is an old spreadsheet, whatever its name says",
    b"\x89PNG": "is a picture, whatever its name says",
    b"\xff\xd8\xff": "is a picture, whatever its name says",
    b"%PDF": "is a PDF, whatever its name says",
}


class FileTrouble(Exception):
    """A file that cannot be understood; the message names it, the row and the field."""


@dataclass(frozen=True)
class Oddity:
    """Something that was read as best it could be: its line, and what was done in words."""

    line: int | None
    words: str


@dataclass(frozen=True)
class Text:
    """A file's text without a byte order mark, and what was odd about its bytes."""

    file: str
    text: str
    oddities: tuple[Oddity, ...] = ()


def contents_of(path: Path) -> bytes:
    """Return a file's bytes.

    Raises
    ------
    FileTrouble
        If it cannot be read, is empty, or is larger than `LARGEST`.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise FileTrouble(
                f"{path.name} has {size / 2**20:,.0f} MB. Files of up to {LARGEST // 2**20} MB are "
                "read. Send it in parts."
            )
        data = path.read_bytes()
    except OSError as error:
        words = f"cannot be read ({error.strerror}). Check its name."
        raise FileTrouble(f"{path.name} {words}") from None
    if not data.strip():
        raise FileTrouble(f"{path.name} is empty. Choose a file with something in it.")
    return data


def text_of(file: str, data: bytes) -> Text:
    """Return the text of a file's bytes.

    Parameters
    ----------
    file
        The name that a message calls it by.
    data
        Its bytes.

    Raises
    ------
    FileTrouble
        If the bytes are not text at all.
    """
    for begins, words in _NOT_TABLES.items():
        if data.startswith(begins):
            raise FileTrouble(f"{file} {words}. {_SAVE}")
    wide = _wide(data)
    if wide:
        read = _whole(file, data, wide)
    elif b"\0" in data:
        raise _not_text(file)
    else:
        read = _mostly_utf8(file, data.removeprefix(codecs.BOM_UTF8))
    if "\0" in read.text:
        raise _not_text(file)
    return read


def _not_text(file: str) -> FileTrouble:
    return FileTrouble(f"{file} is not text. {_SAVE}")


def _wide(data: bytes) -> str | None:
    """Return which UTF-16 it is, by its mark or by every other byte being 0; else None."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf_16"
    first = data[:1_000]
    for encoding, zeros in (("utf_16_le", first[1::2]), ("utf_16_be", first[::2])):
        if len(zeros) > 1 and zeros.count(0) > 0.8 * len(zeros):
            return encoding
    return None


def _whole(file: str, data: bytes, encoding: str) -> Text:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise _not_text(file) from None
    words = f"the whole file was read as {_NAMES.get(encoding, encoding)}"
    return Text(file, text.removeprefix("\ufeff"), (Oddity(None, words),))


def _mostly_utf8(file: str, data: bytes) -> Text:
    try:
        return Text(file, data.decode())
    except UnicodeDecodeError:
        pass
    other = _other_scripts_encoding(data)
    if other:
        return _whole(file, data, other)
    slips: list[int] = []

    def read_alone(error: UnicodeError) -> tuple[str, int]:
        assert isinstance(error, UnicodeDecodeError)
        slips.append(error.start)
        byte = data[error.start : error.start + 1]
        return byte.decode("cp1252", "replace"), error.start + 1

    codecs.register_error("care-mapping-alone", read_alone)
    return Text(file, data.decode("utf-8", "care-mapping-alone"), tuple(_told(data, slips)))


def _other_scripts_encoding(data: bytes) -> str | None:
    """Return the encoding of a file in another script, or None: one in ours is Windows-1252.

    Encodings of one script look too alike to be guessed from a few accents: asked which it is of
    `Señora`, a good detector said Central European.
    """
    lines = b"\n".join(line for line in data.split(b"\n") if not line.isascii())
    others = sum(byte > 127 for byte in lines)
    letters = others + sum(lines.count(letter) for letter in _LETTERS)
    if others < _ANOTHER_SCRIPT * letters or _has_utf8(lines):
        return None
    best = from_bytes(lines, cp_isolation=list(_OTHER_SCRIPTS)).best()
    return best.encoding if best else None


def _has_utf8(data: bytes) -> bool:
    """Whether any letter beyond ASCII is well said in UTF-8."""
    return not data.decode("utf-8", "ignore").isascii()


def _told(data: bytes, slips: list[int]) -> Iterator[Oddity]:
    """Say of each byte that is not UTF-8 what it was read as, and where; one for each line."""
    line, counted, last = 1, 0, 0
    for at in slips:
        line += data.count(b"\n", counted, at)
        counted = at
        if line == last:
            continue
        last = line
        begins = max(data.rfind(b"\n", 0, at) + 1, at - 12)
        ends = min(n for n in (data.find(b"\n", at), at + 14, len(data)) if n >= 0)
        around = data[begins:ends].decode("cp1252", "replace").strip("\r")
        letter = data[at : at + 1].decode("cp1252", "replace")
        name = unicodedata.name(letter, "an unknown letter").lower()
        yield Oddity(
            line,
            f"a byte that is not UTF-8 ({data[at]:02X}) was read as Windows-1252: {name}, "
            f"in \u2018{around}\u2019",
        )
