"""What a writer knows for certain: which edits it sent, and which were answered.

Each line is on the disk before the next thing is done. A kill may cut the last line short; a cut
line says nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mapping.edit_log import Answer
from mapping.model import Document
from mapping.steps import Edit


class Journal:
    """Edits sent and answered, in a folder that no kill touches; with the maps as they began."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._maps = folder / "maps.json"
        self._path = folder / "edits.jsonl"
        self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(self._file, b"\n")

    def close(self) -> None:
        os.close(self._file)

    def begin(self, account: str, maps: list[Document]) -> None:
        """Note the maps that are drawn on, each as it was before its first edit, and by whom."""
        told = {"account": account, "maps": [one.model_dump(mode="json") for one in maps]}
        fresh = self._maps.with_suffix(".new")
        fresh.write_text(json.dumps(told))
        fresh.replace(self._maps)

    def begun(self) -> tuple[str, list[Document]] | None:
        if not self._maps.exists():
            return None
        told = json.loads(self._maps.read_text())
        return told["account"], [Document.model_validate(one) for one in told["maps"]]

    def sending(self, edit: Edit) -> None:
        self._write({"id": edit.id, "sent": edit.model_dump(mode="json")})

    def answered(self, answer: Answer) -> None:
        self._write({"id": answer.id, "answered": answer.model_dump(mode="json")})

    def refused(self, edit: Edit) -> None:
        self._write({"id": edit.id, "refused": True})

    def answers(self) -> dict[str, Answer]:
        """Return every answer that was given, by the edit's id."""
        found = (line for line in self._lines() if "answered" in line)
        return {line["id"]: Answer.model_validate(line["answered"]) for line in found}

    def refusals(self) -> set[str]:
        """Return the ids of the edits that were refused, so nothing of them may be kept."""
        return {line["id"] for line in self._lines() if "refused" in line}

    def unanswered(self) -> list[Edit]:
        """Return the edits that were sent, and of which nobody knows what became of them."""
        lines = list(self._lines())
        settled = {line["id"] for line in lines if "sent" not in line}
        sent = [line["sent"] for line in lines if "sent" in line and line["id"] not in settled]
        return [Edit.model_validate(one) for one in sent]

    def _write(self, line: dict[str, Any]) -> None:
        os.write(self._file, json.dumps(line).encode() + b"\n")
        os.fsync(self._file)

    def _lines(self) -> Iterator[dict[str, Any]]:
        for line in self._path.read_bytes().splitlines():
            try:
                if line:
                    yield json.loads(line)
            except ValueError:
                continue
