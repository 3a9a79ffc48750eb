"""The rows of a table, some thousands at a time and in columns: of a CSV or of a Parquet file.

A plain CSV file is read by arrow, as fast as the disk gives it. Anything that is not plain, such as
quotes, blank lines or another encoding, is read by `table.py`, which knows what to do and tells the
line. What columns mean is decided by who reads them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv, parquet

from mapping.columns import Codes
from mapping.interchange.table import Table, long_table, read_table
from mapping.interchange.text import LARGEST, FileTrouble

Made = TypeVar("Made")
Progress = Callable[[Path, float], None]
"""Is told how far a file has been read, from 0 to 1."""

PARQUET: Final = (".parquet", ".pq")
"""How the name of a Parquet file ends."""

_BLOCK: Final = 8 * 2**20
_ROWS: Final = 100_000
_CELLS: Final = pa.dictionary(pa.int32(), pa.string())


class NotPlain(Exception):
    """A file that must be read with care, from its beginning."""


@dataclass(frozen=True)
class Batch:
    """Some rows that follow each other.

    Parameters
    ----------
    lines
        The line of a CSV file, or the row of a Parquet file, that each row is on, shape (rows,).
    texts
        Of each wanted column of which texts are to be had, one without spaces round it for each
        row; empty where nothing is said.
    cells
        Of each wanted column of which cells are to be had, one for each row; those that are said
        alike are there once (an arrow dictionary), and may have spaces round them.
    careful
        Whether rows without anything are known to be left out.
    """

    lines: Codes
    texts: dict[str, pa.Array]
    cells: dict[str, pa.DictionaryArray]
    careful: bool

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.lines)


@dataclass(frozen=True)
class Wanted:
    """Which columns are wanted: those that must be there, and how each is to be had."""

    needed: tuple[str, ...]
    texts: tuple[str, ...]
    cells: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.texts, *self.cells)


def read_columns(
    path: Path,
    wanted: Wanted,
    make: Callable[[Iterator[Batch]], Made],
    *,
    say: Callable[[str], None],
    progress: Progress,
) -> Made:
    """Return what is made of a file's rows.

    Parameters
    ----------
    path
        A CSV file, or a Parquet file if its name ends so.
    wanted
        The columns. One that need not be there is empty if it is not.
    make
        Is given the rows, and may be given them twice; it can raise `NotPlain` to be given them
        as they are read with care.
    say
        Is told, in a sentence each, what was odd about the file's bytes and how it was read.
    progress
        Is told how far it has been read.

    Raises
    ------
    FileTrouble
        If the file cannot be read, is not a table, or lacks a column.
    """
    if path.suffix.casefold() in PARQUET:
        return make(_of_parquet(path, wanted, progress))
    try:
        return make(_quickly(path, wanted, progress))
    except NotPlain:
        return make(_carefully(path, wanted, say, progress))


def where(path: Path) -> str:
    """Return what a place in a file is called: a line of CSV, or a row of Parquet."""
    return "row" if path.suffix.casefold() in PARQUET else "line"


def _quickly(path: Path, wanted: Wanted, progress: Progress) -> Iterator[Batch]:
    """Yield the rows of a plain CSV file."""
    if not _is_plain(path):
        raise NotPlain
    try:
        table = long_table(path, wanted.needed)
        with pa.OSFile(str(path)) as file:
            yield from _parsed(file, table, wanted, lambda share: progress(path, share))
    except (pa.ArrowInvalid, UnicodeDecodeError):
        raise NotPlain from None


def _parsed(
    file: Any, table: Table, wanted: Wanted, progress: Callable[[float], None]
) -> Iterator[Batch]:
    here = [name for name in wanted.all if name in table.columns]
    numbered = [str(number) for number in range(len(table.columns))]
    place = {name: numbered[table.columns.index(name)] for name in here}
    types = {place[name]: pa.string() if name in wanted.texts else _CELLS for name in here}
    reader = csv.open_csv(
        file,
        read_options=csv.ReadOptions(block_size=_BLOCK, column_names=numbered, skip_rows=1),
        parse_options=csv.ParseOptions(
            delimiter=table.delimiter, quote_char=False, ignore_empty_lines=False
        ),
        convert_options=csv.ConvertOptions(column_types=types, include_columns=[*types]),
    )
    line, size = 2, file.size()
    for read in reader:
        columns = {name: read.column(place[name]) for name in here}
        lines = np.arange(line, line + len(read), dtype=np.int32)
        yield _batch(lines, columns, wanted, careful=False)
        line += len(read)
        progress(file.tell() / size)


def _is_plain(path: Path) -> bool:
    """Whether a file has no quotes after its first line, and nothing that is not text."""
    try:
        with path.open("rb") as file:
            first = file.readline(_BLOCK)
            if not first.strip() or b"\0" in first:
                return False
            return not any(b'"' in block or b"\0" in block for block in iter(_blocks(file), b""))
    except OSError:
        return False


def _blocks(file: Any) -> Callable[[], bytes]:
    return lambda: bytes(file.read(_BLOCK))


def _carefully(
    path: Path, wanted: Wanted, say: Callable[[str], None], progress: Progress
) -> Iterator[Batch]:
    """Yield the rows of any CSV file that can be read."""
    table, size = _table_of(path, wanted.needed), 0
    for oddity in table.oddities:
        line = f", line {oddity.line}" if oddity.line else ""
        say(f"{path.name}{line}: {oddity.words}.")
    rows = table.rows()
    try:
        while some := list(itertools.islice(rows, _ROWS)):
            for row in some:
                if row.overfull:
                    words = "has more cells than there are columns. Put quotes round a text"
                    raise FileTrouble(f"{path.name}, line {row.line}: {words} with a comma in it.")
            columns = {
                name: pa.array([row.cells[name] for row in some])
                for name in wanted.all
                if name in table.columns
            }
            lines = np.array([row.line for row in some], dtype=np.int32)
            yield _batch(lines, columns, wanted, careful=True)
            size += sum(column.nbytes for column in columns.values())
            progress(path, min(size / path.stat().st_size, 1))
    except UnicodeDecodeError:
        raise _not_utf8(path) from None


def _table_of(path: Path, needed: Collection[str]) -> Table:
    try:
        if path.is_file() and path.stat().st_size > LARGEST:
            return long_table(path, needed)
    except UnicodeDecodeError:
        raise _not_utf8(path) from None
    return read_table(path, needed)


def _not_utf8(path: Path) -> FileTrouble:
    return FileTrouble(
        f"{path.name} is not UTF-8 throughout, and too large to guess what else it is. Save it as "
        "CSV in UTF-8, or as Parquet, then try again."
    )


def _of_parquet(path: Path, wanted: Wanted, progress: Progress) -> Iterator[Batch]:
    """Yield the rows of a Parquet file."""
    try:
        file = parquet.ParquetFile(path)
    except OSError as error:
        words = f"cannot be read ({error.strerror}). Check its name."
        raise FileTrouble(f"{path.name} {words}") from None
    except pa.ArrowInvalid:
        raise FileTrouble(f"{path.name} is not Parquet that we can read. Make it anew.") from None
    with file:
        names = _columns_of(path, file.schema_arrow.names, wanted.needed)
        place = {name: names[name] for name in wanted.all if name in names}
        rows, read = file.metadata.num_rows, 0
        for some in file.iter_batches(batch_size=_ROWS, columns=[*place.values()]):
            lines = np.arange(read + 1, read + len(some) + 1, dtype=np.int32)
            columns = {name: _as_text(path, name, some.column(own)) for name, own in place.items()}
            yield _batch(lines, columns, wanted, careful=True)
            read += len(some)
            progress(path, read / rows)


def _columns_of(path: Path, names: Sequence[str], needed: Iterable[str]) -> dict[str, str]:
    """Return a Parquet file's own name of each column, by the name that we know it by."""
    found = {" ".join(name.split()).casefold(): name for name in names}
    for name in needed:
        if name not in found:
            raise FileTrouble(f"{path.name}: has no column {name}. Add it, and try again.")
    if len(found) < len(names):
        raise FileTrouble(f"{path.name}: has a column twice. Take one away, and try again.")
    return found


def _as_text(path: Path, name: str, column: pa.Array) -> pa.Array:
    """Return a Parquet column as text: several values are put into one cell."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.dictionary_decode()
        kind = column.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        values = column.type.value_type
        if pa.types.is_string(values) or pa.types.is_large_string(values):
            return pc.fill_null(pc.binary_join(column, "|"), "")
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_integer(kind):
        return pc.fill_null(column.cast(pa.large_string()), "")
    if pa.types.is_null(kind):
        return pa.array([""] * len(column))
    raise FileTrouble(f"{path.name}, {name}: holds {kind}, not text. Write it as text.")


def _batch(lines: Codes, columns: dict[str, pa.Array], wanted: Wanted, *, careful: bool) -> Batch:
    nothing = pa.repeat("", len(lines))
    return Batch(
        lines,
        {name: _trimmed(columns.get(name, nothing)) for name in wanted.texts},
        {name: _as_cells(columns.get(name, nothing)) for name in wanted.cells},
        careful,
    )


def _as_cells(column: pa.Array) -> pa.DictionaryArray:
    return column if isinstance(column, pa.DictionaryArray) else column.dictionary_encode()


def _trimmed(column: pa.Array) -> pa.Array:
    """Return texts without spaces round them; mostly there are none, and looking is quicker."""
    texts = column.cast(pa.large_string())
    _, offsets, letters = texts.buffers()
    ends = np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1]
    said = np.diff(ends) > 0
    if letters is None or not said.any():
        return texts
    data = np.frombuffer(letters, dtype=np.uint8)
    edges = np.concatenate([data[ends[:-1][said]], data[ends[1:][said] - 1]])
    if ((edges <= ord(" ")) | (edges >= 128)).any():
        return pc.utf8_trim_whitespace(texts)
    return texts
