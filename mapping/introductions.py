"""Introducing two bodies of a neighbourhood's directory whose connection is drawn as possible.

The connection is then `engaged`: they are in touch, and nothing flows yet. An introduction can be
taken back. What stands on somebody's care map is its owner's to bring to life, and is not changed
here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mapping import audit, neighbourhoods
from mapping.neighbourhoods import ViewConnection
from mapping.policy import NotFound, Reader
from mapping.refusals import NotWellFormed
from mapping.service import Service
from mapping.store import Row, Transaction
from mapping.vocabulary import State

_MARK: Final = "introduced"
"""The field of a connection that is there by an introduction, so that it can be taken back."""

_NOT_POSSIBLE: Final = (
    "This connection is not drawn as possible now. Read the page again to see how it stands."
)
_NOT_INTRODUCED: Final = "Nobody introduced these two here, so there is nothing to take back."
_SOMEBODYS: Final = "This is on somebody's own care map. Its owner says who is asked."


def introduce(service: Service, reader: Reader, neighbourhood: str, connection: str) -> None:
    """Say that the two of a possible connection were introduced: they are in touch now.

    Parameters
    ----------
    service
        What the use case works on.
    reader
        Whose doing it is, for the audit.
    neighbourhood
        Its id.
    connection
        A connection of its own directory, as its view shows it.

    Raises
    ------
    NotFound
        If the neighbourhood has no such connection.
    NotWellFormed
        If it is on somebody's care map, or is not a possible one now.
    """

    def change(fields: Row) -> Row:
        if fields["state"] != State.POTENTIAL:
            raise NotWellFormed("connection", _NOT_POSSIBLE)
        return {"state": State.ENGAGED.value, _MARK: True}

    _set(service, reader, neighbourhood, connection, "directory.introduced", change)


def take_back(service: Service, reader: Reader, neighbourhood: str, connection: str) -> None:
    """Take an introduction back: the connection is a possible one again.

    Parameters
    ----------
    service, reader, neighbourhood, connection
        As of `introduce`.

    Raises
    ------
    NotFound
        If the neighbourhood has no such connection.
    NotWellFormed
        If it is not there by an introduction.
    """

    def change(fields: Row) -> Row:
        if not fields.get(_MARK) or fields["state"] != State.ENGAGED:
            raise NotWellFormed("connection", _NOT_INTRODUCED)
        return {"state": State.POTENTIAL.value, _MARK: None}

    _set(service, reader, neighbourhood, connection, "directory.introduction_taken_back", change)


def _set(
    service: Service,
    reader: Reader,
    neighbourhood: str,
    connection: str,
    action: str,
    change: Callable[[Row], Row],
) -> None:
    """Change a connection of a directory, and write down who did."""
    line = _seen(service, neighbourhood, connection)

    def write(tx: Transaction) -> None:
        tx.run("advance_view", id=neighbourhood)  # takes the lock before anything is read
        ends = {"from_ids": [line.from_], "ids": [connection]}
        rows = tx.rows("connections_by_id", scope=neighbourhood, **ends)
        if not rows:
            raise NotFound
        row = {"from_id": rows[0]["from_id"], "to_id": rows[0]["to_id"], "id": connection}
        row["fields"] = change(rows[0]["fields"])
        tx.run("set_connections", type=line.type.value, scope=neighbourhood, rows=[row])
        audit.record(
            tx,
            service,
            chain=neighbourhood,
            account=reader.account_id,
            action=action,
            about=[connection],
        )

    service.write(write)


def _seen(service: Service, neighbourhood: str, connection: str) -> ViewConnection:
    lines = neighbourhoods.view(service, neighbourhood).connections
    line = next((one for one in lines if one.id == connection), None)
    if line is None:
        raise NotFound
    if line.private:
        raise NotWellFormed("connection", _SOMEBODYS)
    return line
