"""A report as JSON, piece by piece, so that one of a million elements never stands in memory whole.

Each field is on a line of its own. What is not a number is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from mapping.analysis.by_element import ByElement
from mapping.columns import Texts


def pieces(found: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the JSON of a report.

    Parameters
    ----------
    found
        As `findings` returns it.
    """
    yield from _object(found, depth=0)
    yield b"\n"


def plain(found: Any) -> Any:
    """Return a report, or a part of one, in Python's own dictionaries and lists."""
    if isinstance(found, ByElement):
        return found.whole()
    if isinstance(found, Texts):
        return found.tolist()
    if isinstance(found, Mapping):
        return {name: plain(value) for name, value in found.items()}
    return found


def _object(found: Mapping[str, Any], depth: int) -> Iterator[bytes]:
    margin = b"\n" + b" " * (depth + 1)
    between = b"{"
    for name, value in found.items():
        yield between + margin + orjson.dumps(name) + b": "
        yield from _value(value, depth + 1)
        between = b","
    yield b"\n" + b" " * depth + b"}" if found else b"{}"


def _value(value: Any, depth: int) -> Iterator[bytes]:
    if isinstance(value, ByElement):
        yield from _joined(value.written(), b"{}")
    elif isinstance(value, Texts):
        yield from _joined((orjson.dumps(chunk)[1:-1] for chunk in value.chunks()), b"[]")
    elif isinstance(value, Mapping) and any(
        isinstance(one, ByElement | Texts | Mapping) for one in value.values()
    ):
        yield from _object(value, depth)
    else:
        yield orjson.dumps(value)


def _joined(chunks: Iterable[bytes], ends: bytes) -> Iterator[bytes]:
    """Yield one object or list of its insides in pieces."""
    between = ends[:1]
    for chunk in chunks:
        yield between + chunk
        between = b","
    yield ends[1:] if between == b"," else ends
