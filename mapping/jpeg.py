"""A JPEG picture without anything but the picture: no place, no time, no camera, no preview in it.

Pages send pictures that they have drawn anew, which leaves nothing else in them. This is the second
lock: whatever was sent, no metadata is kept. Nothing is decoded here, so a broken picture can do no
harm; pages that cannot show one say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

MOST_PIXELS: Final = 16_000_000
"""More than this and a small tablet could not show it."""

_START: Final = b"\xff\xd8"
_END: Final = b"\xff\xd9"
_SCAN: Final = 0xDA
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_KEPT: Final = _FRAMES | {0xC4, 0xDA, 0xDB, 0xDD}
"""Frames, tables, restarts and scans: what a picture is made of. Everything else is about it."""


class NotAPicture(ValueError):
    """These bytes are not a JPEG picture that can be kept."""


def only_the_picture(data: bytes) -> bytes:
    """Return a JPEG picture without its metadata.

    Parameters
    ----------
    data
        The file's bytes.

    Returns
    -------
    bytes
        The same picture: its frames, tables and scans, and nothing of what was said about it
        (JFIF, EXIF, XMP, colour profiles, comments, whatever follows the picture's end).

    Raises
    ------
    NotAPicture
        If it is not a whole JPEG picture, or has more than `MOST_PIXELS`.
    """
    if not data.startswith(_START):
        raise NotAPicture
    kept, pixels = [_START], 0
    for marker, body, scan in _segments(data):
        if marker in _FRAMES:
            pixels = _pixels(body)
        if marker in _KEPT:
            kept.append(bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2) + body + scan)
    if not 0 < pixels <= MOST_PIXELS:
        raise NotAPicture
    return b"".join([*kept, _END])


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield each segment's marker, body, and the scan that follows it, up to the picture's end."""
    at = len(_START)
    while data[at : at + 2] != _END:
        if len(data) < at + 4 or data[at] != 0xFF or data[at + 1] in {0x00, 0xFF}:
            raise NotAPicture
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        body = data[at + 4 : at + 2 + length]
        if length < 2 or len(body) != length - 2:
            raise NotAPicture
        at += 2 + length
        end = _end_of_scan(data, at) if marker == _SCAN else at
        yield marker, body, data[at:end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where a scan's data end: at the next marker that is neither stuffing nor a restart."""
    while True:
        at = data.find(0xFF, at)
        if at < 0 or at + 1 >= len(data):
            raise NotAPicture
        if data[at + 1] not in {0x00, 0xFF, *range(0xD0, 0xD8)}:
            return at
        at += 1 if data[at + 1] == 0xFF else 2


def _pixels(frame: bytes) -> int:
    if len(frame) < 6:
        raise NotAPicture
    return int.from_bytes(frame[1:3]) * int.from_bytes(frame[3:5])
