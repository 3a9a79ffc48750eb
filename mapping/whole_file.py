"""A file that is there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


class WholeFile:
    """A file that is written beside its place, and put there when it is whole.

    Parameters
    ----------
    path
        Where it is to be. What is there stays until the new one is whole. Something that is not a
        file, such as a pipe, is written to as it is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._is_file = path.is_file() or not path.exists()
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")

    def write(self, pieces: Iterable[bytes]) -> None:
        """Write it.

        Raises
        ------
        OSError
            If it cannot be written; nothing of it is left then.
        """
        if not self._is_file:
            with self.path.open("wb") as file:
                file.writelines(pieces)
            return
        try:
            with self._part.open("wb") as file:
                file.writelines(pieces)
            self._part.replace(self.path)
        finally:
            self.leave()

    def leave(self) -> None:
        """Leave nothing of a file that is not whole."""
        self._part.unlink(missing_ok=True)
