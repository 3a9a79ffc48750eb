"""Refusals that several use cases give; each says in plain words what to do next.

Those of rights are in `policy.py`, those of edits in `sheet.py`, those of the store in
`store/errors.py`. Turning any of them into an answer is the API's work.
"""

from __future__ import annotations


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
    """Somebody tried to sign in too often.

    Parameters
    ----------
    wait
        After how many seconds to try again.
    """

    def __init__(self, wait: int) -> None:
        super().__init__(f"wait {wait} seconds")
        self.wait = wait


class AlreadyUsed(Exception):
    """A link that works once was used, taken back or has run out; its text says which."""
