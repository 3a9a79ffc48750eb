"""Refusals that several use cases give; each says in plain words what to do next.

Those of rights are in `policy.py`, those of edits in `sheet.py`, those of the store in
`store/errors.py`. Turning any of them into an answer is the API's work.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class NotWellFormed(Exception):
    """What was given for one field cannot be taken.

    Parameters
    ----------
    field
        The field's name as the caller knows it.
    detail
        What is wrong and how to put it right; never the value itself.
    """

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.field = field
        self.detail = detail


class WrongSignIn(Exception):
    """The email and password do not go together; which of them is wrong is never said."""


class TooManyTries(Exception):
    """Somebody tried to sign in too often, or did something else more often than may be.

    Parameters
    ----------
    wait
        After how many seconds to try again.
    what
        What was done too often, as a sentence without its full stop.
    """

    def __init__(self, wait: int, what: str) -> None:
        super().__init__(f"{what}: wait {wait} seconds")
        self.wait = wait
        self.what = what


class AlreadyUsed(Exception):
    """A link that works once was used, taken back or has run out; its text says which."""


def in_our_words(error: Mapping[str, Any]) -> str:
    """Return what pydantic found wrong with a field, as the rest of a sentence about it.

    Parameters
    ----------
    error
        One of a `ValidationError`'s errors. What was written is not repeated.
    """
    kind, context = error["type"], error.get("ctx") or {}
    match kind:
        case "missing":
            return "is missing. Add it."
        case "extra_forbidden":
            return "is not a field that we know here. Leave it out."
        case "value_error" | "assertion_error":
            return str(error["msg"]).split(", ", 1)[-1].rstrip(".") + "."
        case "enum" | "literal_error":
            return f"is not one that we know. Use {context['expected']}."
        case "union_tag_invalid":
            return f"has a kind that we do not know. Use {context['expected_tags']}."
        case "string_too_short" | "too_short":
            return "is empty or too short. Write something."
        case "string_too_long":
            return f"is too long. Use at most {context['max_length']:,} letters."
        case "too_long":
            return f"has too much in it. Send at most {context['max_length']:,} at once."
        case "string_unicode":
            return "has a broken character in it. Type it again, or leave that letter out."
        case "json_invalid":
            return "is not JSON that we can read. Check its brackets and quotes."
        case "greater_than_equal" | "less_than_equal" | "greater_than" | "less_than":
            return "is a number out of range. Choose one nearer to the middle."
        case _:
            return f"is not what belongs here. {_wanted(kind)}"


def _wanted(kind: str) -> str:
    wanted = {
        "string": "Send text.",
        "int": "Send a whole number.",
        "float": "Send a number.",
        "finite": "Send a number.",
        "bool": "Send true or false.",
        "date": "Send a day such as 2026-05-04.",
        "datetime": "Send a moment such as 2026-05-04T10:30:00Z.",
        "list": "Send a list.",
        "tuple": "Send a list.",
        "dict": "Send an object.",
        "model": "Send an object.",
    }
    return wanted.get(kind.split("_")[0], "Check it, then try again.")
