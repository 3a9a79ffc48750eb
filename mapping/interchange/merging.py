"""Rows that are about the same thing made one record: the same id on several rows or in files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mapping.interchange.plan import Plan
from mapping.interchange.words import plain

Json = dict[str, Any]


class Record:
    """What all rows of one id say together, and where the first of them stands."""

    def __init__(self, file: str, row: int, said: Json) -> None:
        self.file = file
        self.row = row
        self.said = dict(said)
        self._elsewhere: dict[str, tuple[str, int]] = {}

    @property
    def id(self) -> str:
        """What the files call it."""
        return str(self.said["id"])

    def fill(self, file: str, row: int, name: str, value: Any) -> None:
        """Take a field of a later row."""
        self.said[name] = value
        self._elsewhere[name] = (file, row)

    def where(self, name: str) -> tuple[str, int]:
        """Return the file and the row that a field is from."""
        return self._elsewhere.get(name, (self.file, self.row))


class Records:
    """Records by id: the first row that says a field counts, later ones fill what is missing."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._by_id: dict[str, Record] = {}

    def __iter__(self) -> Iterator[Record]:
        """Go through the records in the order of their first rows."""
        return iter(self._by_id.values())

    def __contains__(self, id_: str) -> bool:
        """Whether there is a record of this id."""
        return id_ in self._by_id

    def add(self, file: str, row: int, said: Json, *, repeats: str | None = None) -> None:
        """Take a row; `repeats` is what to say if its id was there before."""
        id_ = str(said["id"])
        known = self._by_id.get(id_)
        if known is None:
            self._by_id[id_] = Record(file, row, said)
            return
        if repeats:
            self._plan.findings.note("noticed", file, row, "id", repeats)
        for name, value in said.items():
            mine = known.said.get(name)
            if mine in (None, "", []):
                known.fill(file, row, name, value)
            elif isinstance(mine, list) and isinstance(value, list):
                known.fill(file, row, name, [*mine, *(one for one in value if one not in mine)])
            elif name == "name" and plain(str(mine)) != plain(str(value)):
                told = f"is \u2018{value}\u2019 here, \u2018{mine}\u2019 before; the first is kept"
                self._plan.findings.note("noticed", file, row, name, told)
