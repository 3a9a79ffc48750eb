"""JPEG files made by hand, so that a test knows every byte in them."""

from __future__ import annotations

from typing import Final


def segment(marker: int, body: bytes) -> bytes:
    """Return one segment of a JPEG file."""
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2) + body


EXIF: Final = segment(
    0xE1, b"Exif\0\0II*\0\x08\0\0\0 GPS 54.0466 -2.8007 taken 2026:11:22 with Ivy's phone"
)
"""What a phone writes into a photograph; its words are looked for in whatever is kept."""


def jpeg(*about: bytes, width: int = 16, height: int = 8) -> bytes:
    """Return a grey JPEG with these segments about it; nothing here decodes its scan."""
    frame = bytes([8, *height.to_bytes(2), *width.to_bytes(2), 1, 1, 0x11, 0])
    return b"".join(
        [
            b"\xff\xd8",
            segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"),
            *about,
            segment(0xDB, bytes([0]) + bytes([16] * 64)),
            segment(0xC0, frame),
            segment(0xC4, bytes([0, *([0] * 16)])),
            segment(0xDA, bytes([1, 1, 0, 0, 63, 0])),
            b"\x12\xff\x00\x34\xff\xd0\x56",
            b"\xff\xd9",
        ]
    )
