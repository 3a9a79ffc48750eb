"""A network of care from two tables, CSV or Parquet, for analysis without a store.

More forgiving than `tabular.py`, which reads what is to be kept: here an id may be any text, a kind
or a care type that we do not know is kept, and a connection to nobody is counted, not refused. Rows
become codes some thousands at a time, so a million elements need little more than their network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mapping.columns import NONE, Codes, Numbered, Several, Texts, Truths, hashes_of
from mapping.interchange.batches import Batch, NotPlain, Progress, Wanted, read_columns, where
from mapping.interchange.text import FileTrouble
from mapping.network import KINDS, SECTORS, STATES, TYPES, WORDS, CareNetwork, settled

Say = Callable[[str], None]

_ELEMENTS: Final = Wanted(("id", "kind"), ("id", "name"), ("kind", "sector", "roles", "offers"))
_CONNECTIONS: Final = Wanted(("type", "from", "to"), ("id", "from", "to"), (*WORDS, "care_types"))
_UNKNOWN: Final = -2
_ACTIVE: Final = -3
"""The place of a membership's `active`, which is engaged."""
_EMPTY: Final = "is empty. Write one there"


def from_tables(
    elements: Path,
    connections: Path,
    *,
    say: Say = lambda _: None,
    progress: Progress = lambda _file, _share: None,
) -> CareNetwork:
    """Return the network of two tables, each CSV, or Parquet if its name ends in `.parquet`.

    A blank state reads as unclassified, and a membership's `active` as engaged. Columns that are
    not known are not looked at. In Parquet, several values may be a list or a text with `|`.

    Parameters
    ----------
    elements
        A table with at least `id` and `kind`.
    connections
        A table with at least `type`, `from` and `to`.
    say
        Is told, in a sentence each, what was odd about the files' bytes and how it was read.
    progress
        Is told how far each file has been read.

    Raises
    ------
    FileTrouble
        If a file cannot be read, lacks a column, repeats an id, or has a word that means nothing
        here; it names the file, the line and the field.
    """
    read = partial(read_columns, say=say, progress=progress)
    known = read(elements, _ELEMENTS, partial(_elements, elements))
    drawn = read(connections, _CONNECTIONS, partial(_connections, connections, known.ids))
    sector, from_kind, supported = settled(known.kinds, known.kind, known.own, known.roles)
    return CareNetwork(
        ids=known.ids,
        names=known.names,
        kinds=known.kinds,
        kind=known.kind,
        sector=sector,
        sector_from_kind=from_kind,
        roles=known.roles,
        supported=supported,
        private=np.zeros(len(known.ids), dtype=bool),
        offers=known.offers,
        connection_ids=drawn.ids,
        type=drawn.codes["type"],
        source=drawn.source,
        target=drawn.target,
        state=drawn.codes["state"],
        formality=drawn.codes["formality"],
        frequency=drawn.codes["frequency"],
        care_types=drawn.care_types,
        self_connections=drawn.to_themselves,
        dangling_connections=drawn.dangling,
    )


@dataclass(frozen=True)
class _Elements:
    ids: Texts
    names: Texts
    kinds: tuple[str, ...]
    kind: Codes
    own: Codes
    roles: Several
    offers: Several


def _elements(path: Path, batches: Iterator[Batch]) -> _Elements:
    """Return the elements of a file in the order of their ids."""
    kinds, roles, offers = _Words(), _Sayings(), _Sayings()
    kind, own = _Cells(kinds.code), _Cells(_sector)
    columns = _Columns()
    for batch in batches:
        ids, names = batch.texts["id"], batch.texts["name"]
        _check(
            path,
            batch,
            {
                ("id", _EMPTY): _is_empty(ids),
                ("kind", _EMPTY): kind.codes(batch.cells["kind"]) == NONE,
            },
        )
        columns.add(
            ids=ids,
            names=pc.if_else(pc.equal(names, ""), ids, names),
            lines=batch.lines,
            kind=kind.codes(batch.cells["kind"]),
            own=own.codes(batch.cells["sector"]).astype(np.int8),
            roles=roles.codes(batch.cells["roles"]),
            offers=offers.codes(batch.cells["offers"]),
        )
    ids = columns.texts("ids")
    _check_new(path, ids, columns.codes("lines"))
    order = pc.sort_indices(ids.array).to_numpy()
    words, places = kinds.in_order()
    return _Elements(
        ids=ids.take(order),
        names=columns.texts("names").take(order),
        kinds=words,
        kind=places[columns.codes("kind")[order]],
        own=columns.codes("own")[order],
        roles=roles.several(columns.codes("roles")[order]),
        offers=offers.several(columns.codes("offers")[order]),
    )


@dataclass(frozen=True)
class _Connections:
    ids: Texts
    source: Codes
    target: Codes
    codes: Mapping[str, Codes]
    care_types: Several
    to_themselves: int
    dangling: int


def _connections(path: Path, elements: Texts, batches: Iterator[Batch]) -> _Connections:
    """Return the connections of a file that can count, in its order."""
    care_types = _Sayings()
    columns, counted = _Columns(), {"dangling": 0, "to_themselves": 0}
    cells = {name: _Cells(partial(_word, name)) for name in WORDS}
    for batch in batches:
        codes = {name: one.codes(batch.cells[name]).astype(np.int8) for name, one in cells.items()}
        _read_active(codes)
        _check(path, batch, _wrong_words(codes))
        source, target = (elements.places(Texts(batch.texts[end])) for end in ("from", "to"))
        whole = (source != NONE) & (target != NONE)
        usable = whole & (source != target)
        counted["dangling"] += int((~whole).sum())
        counted["to_themselves"] += int((whole & ~usable).sum())
        said = care_types.codes(batch.cells["care_types"])
        columns.add(ids=batch.texts["id"], lines=batch.lines, usable=usable)
        columns.add(source=source[usable], target=target[usable], care_types=said[usable])
        columns.add(**{name: some[usable] for name, some in codes.items()})
    ids, lines = columns.texts("ids"), columns.codes("lines")
    _check_new(path, ids, lines)
    return _Connections(
        ids=_named(ids, lines, columns.codes("usable").astype(bool)),
        source=columns.codes("source"),
        target=columns.codes("target"),
        codes={name: columns.codes(name) for name in WORDS},
        care_types=care_types.several(columns.codes("care_types")),
        **counted,
    )


def _read_active(codes: dict[str, Codes]) -> None:
    """Read a blank state as unclassified, and a membership's `active` as engaged."""
    state = codes["state"]
    state[state == NONE] = STATES.index("unclassified")
    active = state == _ACTIVE
    member = codes["type"] == TYPES.index("member_of")
    state[active] = np.where(member[active], STATES.index("engaged"), _UNKNOWN)


def _wrong_words(codes: dict[str, Codes]) -> dict[tuple[str, str], Truths]:
    """Return for each complaint where it is to be made."""
    wrong = {
        (name, f"is not one that we know. Use {', '.join(WORDS[name])}"): some == _UNKNOWN
        for name, some in codes.items()
    }
    return {("type", f"is empty. Use one of {', '.join(TYPES)}"): codes["type"] == NONE, **wrong}


def _named(ids: Texts, lines: Codes, usable: Truths) -> Texts:
    """Return the ids of the connections that can count; one without is named for its line."""
    numbered = Numbered("line-", lines[usable])
    nameless = pc.equal(ids.array, "").to_numpy(zero_copy_only=False)
    if nameless.all():
        return numbered
    own = ids.only(usable)
    if not nameless.any():
        return own
    return Texts(pc.if_else(pc.equal(own.array, ""), numbered.array, own.array))


class _Cells:
    """Codes of a column's cells: each way of saying something is looked at once."""

    def __init__(self, code_of: Callable[[str], int]) -> None:
        self._code_of = code_of
        self._seen: dict[str, int] = {}

    def codes(self, cells: pa.DictionaryArray) -> Codes:
        """Return the code of each row's cell, shape (rows,)."""
        said = cells.dictionary.to_pylist()
        for cell in said:
            if cell not in self._seen:
                self._seen[cell] = self._code_of(cell.strip())
        table = np.array([self._seen[cell] for cell in said], dtype=np.int32)
        found: Codes = table[cells.indices.to_numpy()]
        return found


class _Words:
    """The kinds that elements are of: those we know, and any other."""

    def __init__(self) -> None:
        self._places = {kind: place for place, kind in enumerate(KINDS)}

    def code(self, cell: str) -> int:
        """Return the place of a word, a new one after all others; `NONE` of nothing."""
        return self._places.setdefault(cell.casefold(), len(self._places)) if cell else NONE

    def in_order(self) -> tuple[tuple[str, ...], Codes]:
        """Return the words, those we do not know sorted, and where each place has gone."""
        words = (*KINDS, *sorted(self._places.keys() - set(KINDS)))
        return words, np.array([words.index(word) for word in self._places], dtype=np.int32)


class _Sayings(_Cells):
    """Several values in a cell, parted by `|`."""

    def __init__(self) -> None:
        self._said: dict[tuple[str, ...], int] = {}
        super().__init__(self._code)

    def _code(self, cell: str) -> int:
        words = tuple(part.strip() for part in cell.split("|") if part.strip())
        return self._said.setdefault(words, len(self._said))

    def several(self, which: Codes) -> Several:
        """Return the values of each row."""
        return Several.saying(list(self._said), which)


class _Columns:
    """Columns put together of those of one batch after another."""

    def __init__(self) -> None:
        self._parts: dict[str, list[pa.Array | Codes]] = {}

    def add(self, **parts: pa.Array | Codes) -> None:
        """Add a batch's part of some columns."""
        for name, part in parts.items():
            self._parts.setdefault(name, []).append(part)

    def texts(self, name: str) -> Texts:
        """Return a column of texts, and forget its parts."""
        parts = pa.chunked_array(self._parts.pop(name, []), pa.large_string())
        return Texts(parts.combine_chunks())

    def codes(self, name: str) -> Codes:
        """Return a column of codes, and forget its parts."""
        return np.concatenate(self._parts.pop(name, [np.empty(0, dtype=np.int32)]))


def _sector(cell: str) -> int:
    """Return the place of an element's own sector; `NONE` if it is not one of the three."""
    word = cell.casefold()
    return SECTORS.index(word) if word in SECTORS[:3] else NONE


def _word(name: str, cell: str) -> int:
    word = cell.casefold()
    if not word:
        return NONE
    if word in WORDS[name]:
        return WORDS[name].index(word)
    return _ACTIVE if (name, word) == ("state", "active") else _UNKNOWN


def _is_empty(texts: pa.Array) -> Truths:
    empty: Truths = pc.equal(texts, "").to_numpy(zero_copy_only=False)
    return empty


def _check(path: Path, batch: Batch, wrong: Mapping[tuple[str, str], Truths]) -> None:
    """Raise for the first row of which there is a complaint, if there is any."""
    found = [(int(rows.argmax()), said) for said, rows in wrong.items() if rows.any()]
    if found:
        row, (field, words) = min(found)
        if not batch.careful and words.startswith("is empty"):
            raise NotPlain  # the row may be blank throughout, which only a careful reading can tell
        raise _trouble(path, int(batch.lines[row]), field, words)


def _check_new(path: Path, ids: Texts, lines: Codes) -> None:
    """Raise where an id is there twice; where nothing is said, none is."""
    hashes = hashes_of(ids.array)
    hashes.sort()
    twice = hashes[1:][hashes[1:] == hashes[:-1]]
    if not len(twice):
        return
    rows = np.flatnonzero(np.isin(hashes_of(ids.array), twice))
    seen: dict[str, int] = {}
    for id_, line in zip(ids.take(rows), lines[rows].tolist(), strict=True):
        if id_ in seen:
            words = f"was used before, on {where(path)} {seen[id_]}. Give each its own"
            raise _trouble(path, line, "id", words)
        if id_:
            seen[id_] = line


def _trouble(path: Path, line: int, field: str, words: str) -> FileTrouble:
    return FileTrouble(f"{path.name}, {where(path)} {line}, {field}: {words}.")
