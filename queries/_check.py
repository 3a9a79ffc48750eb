"""The types that a header may name, and checking a value against one before it is sent.

A null id must never reach MERGE, and a text that no store can hold is refused here, with the name
of the parameter, before anything is written.
"""

import datetime
import difflib
from collections.abc import Iterable, Mapping
from typing import Any

LONGEST_ID = 64
LEAST_INTEGER, GREATEST_INTEGER = -(2**63), 2**63 - 1

PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "id": (str,),
    "text": (str,),
    "integer": (int,),
    "number": (int, float),
    "truth": (bool,),
    "date": (datetime.date,),
    "instant": (str,),
    "map": (Mapping,),
    "json": (str,),
}
VOCABULARIES = frozenset({
    "about_kind", "access", "action", "care_type", "connection_type", "consent_detail", "detail",
    "figure_state", "formality", "frequency", "ground", "hat", "kind", "language", "map_state",
    "presence", "purpose", "relation", "role", "sector", "service_role", "state", "told", "view",
})  # fmt: skip
"""Words of the domain that a header may use as a type; their values are text."""

TYPE_NAMES = frozenset(PYTHON_TYPES) | VOCABULARIES


ANY: dict[str, Any] = {
    "integer": 1,
    "number": 1.5,
    "truth": True,
    "date": datetime.date(2026, 1, 31),
    "map": {"id": "nothing has this id"},
    "json": "{}",
}


class ParameterError(ValueError):
    """A query was called with a value that it does not take."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint naming the nearest known word, or nothing."""
    near = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]}?" if near else ""


def any_value(declared: str) -> Any:
    """Return some value of a declared type; an id that nothing has, and no word of a vocabulary."""
    declared = declared.removesuffix("?")
    if declared.startswith("list of "):
        return [any_value(declared.removeprefix("list of "))]
    return ANY.get(declared, "nothing has this id")


def check_value(query: str, name: str, declared: str, value: Any) -> None:
    """Raise ParameterError unless the value is of the declared type and can be stored."""
    problem = _problem(declared, value)
    if problem:
        raise ParameterError(f"The query {query} cannot take this `{name}`: {problem}.")


def _problem(declared: str, value: Any) -> str | None:
    """Return what is wrong with the value, in words that never repeat it."""
    if declared.endswith("?"):
        if value is None:
            return None
        declared = declared.removesuffix("?")
    if value is None:
        return "it may not be empty"
    if declared.startswith("list of "):
        return _problem_of_list(declared.removeprefix("list of "), value)
    wanted = PYTHON_TYPES.get(declared, (str,))
    is_other_truth = isinstance(value, bool) and declared != "truth"
    if is_other_truth or not isinstance(value, wanted):
        return f"it must be {declared}, not {type(value).__name__}"
    if declared == "date" and isinstance(value, datetime.datetime):
        return "it must be a date without a time"
    if declared == "id" and not 0 < len(str(value).strip()) <= len(str(value)) <= LONGEST_ID:
        return f"an id is text of 1 to {LONGEST_ID} characters"
    return _not_storable(value)


def _problem_of_list(item: str, value: Any) -> str | None:
    if not isinstance(value, list | tuple):
        return f"it must be a list, not {type(value).__name__}"
    return next((found for one in value if (found := _problem(item, one))), None)


def _not_storable(value: Any) -> str | None:
    """Return why a store cannot hold this value, looking into lists and maps."""
    if isinstance(value, str):
        if value.isascii():
            return None
        try:
            value.encode()
        except UnicodeEncodeError:
            return "it has half of a character in it (a lone surrogate); type that part again"
    elif isinstance(value, int) and not LEAST_INTEGER <= value <= GREATEST_INTEGER:
        return "the number is too large"
    elif isinstance(value, Mapping):
        return _not_storable([*value.keys(), *value.values()])
    elif isinstance(value, list | tuple):
        return next((found for one in value if (found := _not_storable(one))), None)
    return None
