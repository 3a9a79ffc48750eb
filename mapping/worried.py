"""What whoever runs the service says to somebody who is worried about someone: a text file.

Plain paragraphs, parted by empty lines; nothing in them is taken for markup. Without a file the
page says so, and names nobody.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

MOST: Final = 20_000
"""So many letters of the file are shown."""


def paragraphs(file: Path | None) -> tuple[str, ...]:
    """Return the paragraphs of the file; none if there is no file, or it cannot be read."""
    if file is None:
        return ()
    try:
        text = file.read_text(encoding="utf-8-sig", errors="replace")[:MOST]
    except OSError:
        return ()
    lines = "\n".join(line.strip() for line in text.splitlines())
    return tuple(part.strip() for part in lines.split("\n\n") if part.strip())
