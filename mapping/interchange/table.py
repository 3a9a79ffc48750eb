"""A table of comma-separated values as people's programs write it: the rows of a CSV file.

Commas, semicolons or tabs; names of columns in any capitals, with spaces round them. What columns
mean is decided by who reads it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapping.interchange.text import FileTrouble, Oddity, Text, contents_of, text_of

if TYPE_CHECKING:
    from _csv import Reader

DELIMITERS: Final = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that has something in it: the line it begins on, and its cells by column.

    `overfull` says that it has more cells than there are columns; the others are in `cells`.
    """

    line: int
    cells: dict[str, str]
    overfull: bool


@dataclass(frozen=True)
class Table:
    """A table, whose rows are read one after the other.

    Parameters
    ----------
    file
        Its name.
    columns
        The names of its columns, in small letters and without spaces round them.
    oddities
        What was odd about its bytes.
    lines
        Opens its text anew, to be read line by line.
    delimiter
        What stands between two cells.
    """

    file: str
    columns: tuple[str, ...]
    oddities: tuple[Oddity, ...]
    lines: Callable[[], Iterable[str]]
    delimiter: str

    def rows(self) -> Iterator[Row]:
        """Yield every row that has something in it.

        Raises
        ------
        FileTrouble
            Where the text is not CSV any more, such as at quotes that nothing ends.
        """
        reader = _reader(self.lines(), self.delimiter)
        width, begins = len(self.columns), 0
        try:
            for cells in reader:
                line, begins = begins + 1, reader.line_num
                said = [cell.strip() for cell in cells]
                if line > 1 and any(said):
                    said += [""] * (width - len(said))
                    cells_by_column = dict(zip(self.columns, said, strict=False))
                    yield Row(line, cells_by_column, any(said[width:]))
        except csv.Error as error:
            raise _not_csv(self.file, begins + 1, error) from None

    def require(self, names: Collection[str]) -> None:
        """Raise FileTrouble unless there are these columns, and none twice."""
        for name in names:
            if name not in self.columns:
                raise FileTrouble(
                    f"{self.file}, line 1: has no column {name}. Add it, and try again."
                )
        for name, times in Counter(self.columns).items():
            if name and times > 1:
                raise FileTrouble(
                    f"{self.file}, line 1: has the column {name} twice. Take one away, and try "
                    "again."
                )


def read_table(path: Path, needed: Collection[str] = ()) -> Table:
    """Read a table of which these columns are needed.

    Raises
    ------
    FileTrouble
        If the file cannot be read, is not a table, or has no such column; it says which and why.
    """
    return table_of(text_of(path.name, contents_of(path)), needed)


def table_of(read: Text, needed: Collection[str] = ()) -> Table:
    """Return the table that a text is, like `read_table`."""

    def lines() -> Iterable[str]:
        return io.StringIO(read.text, newline="")

    return _table(read.file, read.oddities, lines, needed)


def long_table(path: Path, needed: Collection[str] = ()) -> Table:
    """Open a table of any length, whose rows are read as they are asked for; only in UTF-8.

    Raises
    ------
    FileTrouble
        If it is not a table, or has no such column.
    UnicodeDecodeError
        Here or while rows are read, where the file is not UTF-8.
    """
    return _table(path.name, (), lambda: _lines_of(path), needed)


def _lines_of(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from file


def _table(
    file: str,
    oddities: tuple[Oddity, ...],
    lines: Callable[[], Iterable[str]],
    needed: Collection[str],
) -> Table:
    first = next((line for line in lines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    try:
        header = next(_reader(lines(), delimiter), [])
    except csv.Error as error:
        raise _not_csv(file, 1, error) from None
    columns = tuple(" ".join(name.split()).casefold() for name in header)
    table = Table(file, columns, oddities, lines, delimiter)
    table.require(needed)
    return table


def _reader(lines: Iterable[str], delimiter: str) -> Reader:
    # strict: quotes that nothing ends would otherwise swallow the rest of the file unseen
    return csv.reader(lines, delimiter=delimiter, strict=True)


def _not_csv(file: str, line: int, error: csv.Error) -> FileTrouble:
    long = "field larger" in str(error)
    words = "has a cell of more than 100,000 letters" if long else "is not CSV that we can read"
    return FileTrouble(f"{file}, line {line}: {words}. Check its quotes.")
