"""What can go wrong at the door to the graph database, each in a sentence that says what to do.

No driver exception leaves the door, and none of these carries a parameter's value: a database's own
message may quote a name.
"""

import neo4j.exceptions as driver


class StoreError(Exception):
    """Something went wrong in the store; nothing of the piece of work was kept.

    Parameters
    ----------
    sentence
        What happened and what to do, for people.

    Attributes
    ----------
    code
        The database's own code for it and the query's name, for logs. Never its message, which
        may quote what somebody wrote.
    """

    sentence = (
        "The store could not do this, and nothing was changed. Look at the log, then try again."
    )

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)
        self.code = ""
        self.may_be_retried = False

    @property
    def is_unexplained(self) -> bool:
        """Whether the database did not say enough to tell people why."""
        return type(self) in {StoreError, StoreUnavailable, OutcomeUnknown}


class StoreUnavailable(StoreError):
    """The store cannot be reached just now."""

    sentence = "The store is not answering. Nothing was changed. Wait a moment, then try again."


class OutcomeUnknown(StoreUnavailable):
    """The connection was lost while saving: the work was kept whole, or not at all."""

    sentence = (
        "The connection to the store was lost while saving, so we cannot tell whether it was kept."
        " Send the same change again: it is only ever kept once."
    )


class StoreBusy(StoreUnavailable):
    """Others were writing the same thing all the time that we tried."""

    sentence = "Many people are saving at once. Nothing was changed. Try again in a moment."


class StoreTooSlow(StoreError):
    """A query ran longer than the store allows."""

    sentence = (
        "This took too long, so it was stopped and nothing was changed. Ask for less at once."
    )


class StoreTooNew(StoreError):
    """The data was written by a later version of the program."""


class StoreFull(StoreError):
    """There is no room left on the disk."""

    sentence = "The disk is full, so nothing was saved. Free some space, then try again."


class DataFolderInUse(StoreError):
    """Another process has this data folder open."""


class AlreadyThere(StoreError):
    """Something with this id, or another value that must be the only one, is there already."""

    sentence = "Something with this id is there already. Nothing was changed."


class TooManyRows(StoreError):
    """A query gave more rows than its header promises; none is given, so none is left out."""


class NotAllowedHere(StoreError):
    """A query was used in a way that its header does not allow."""


RETRIED_CODES = {
    "Neo.TransientError.Transaction.DeadlockDetected": (
        "two writers wait for each other; the embedded store also says this when another writer"
        " changed the same page first"
    ),
    "Neo.TransientError.Transaction.LockAcquisitionTimeout": "another writer held it too long",
    "Neo.TransientError.Transaction.LockClientStopped": "a lock was taken back to free a deadlock",
    "Neo.TransientError.Transaction.Outdated": "the database changed state under the transaction",
    "Neo.TransientError.General.DatabaseUnavailable": "the database is starting",
    "Neo.TransientError.Database.DatabaseUnavailable": "the database is starting",
    "Neo.TransientError.General.TransactionMemoryLimit": "memory is short while others work",
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": "memory is short while others work",
    "Neo.ClientError.Cluster.NotALeader": "another member of the cluster leads now",
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": "another member leads now",
}
"""The answers of a database after which the same work is tried again, and why it may succeed."""

STOPPED = "Neo.DatabaseError.Transaction.TransactionStartFailed"
"""What Neo4j answers after it has stopped a database that could not go on."""
STOPPED_SAVING = frozenset({
    "Neo.DatabaseError.Transaction.TransactionCommitFailed",
    "Neo.DatabaseError.Transaction.TransactionLogError",
})  # fmt: skip
"""What Neo4j answers when it stops while saving. Seen with a full disk: the work may be whole in
its log, and is then there after it has been started again.
"""

RETRIED_EXCEPTIONS: dict[type[Exception], str] = {
    driver.ServiceUnavailable: "the server is restarting; what was not committed was rolled back",
    driver.SessionExpired: "the connection was closed; what was not committed was rolled back",
}
"""Losses of a connection after which the same work is tried again, and why that is safe."""


def in_plain_words(error: driver.Neo4jError | driver.DriverError, query: str = "") -> StoreError:
    """Return the store's own error for a driver exception, and whether to try again.

    Parameters
    ----------
    error
        What the driver raised.
    query
        The name of the query that was sent, if one was.
    """
    if isinstance(error, driver.ResultFailedError) and isinstance(
        error.__cause__, driver.Neo4jError
    ):
        error = error.__cause__  # the driver tells of a failure once more when it rolls back
    if isinstance(error, driver.Neo4jError):
        plain = _of_the_database(error, error.code or "")
        plain.may_be_retried = error.code in RETRIED_CODES
    elif isinstance(error, driver.IncompleteCommit):
        plain = OutcomeUnknown()
    elif isinstance(error, tuple(RETRIED_EXCEPTIONS)):
        plain = StoreUnavailable()
        plain.may_be_retried = True
    else:
        plain = StoreError()
    plain.code = " in ".join(filter(None, [getattr(error, "code", type(error).__name__), query]))
    return plain


def _of_the_database(error: driver.Neo4jError, code: str) -> StoreError:
    message = error.message or ""
    if "No space left" in message:
        return StoreFull()
    if isinstance(error, driver.ConstraintError) or "ConstraintValidationFailed" in code:
        return AlreadyThere()
    if code in RETRIED_CODES:
        return StoreBusy()
    if code in STOPPED_SAVING:
        return OutcomeUnknown(
            "The database stopped while saving, as it does when its disk is full, so we cannot tell"
            " whether it was kept. Whoever runs it must free some space and start it again. Then"
            " send the same change again: it is only ever kept once."
        )
    if code == STOPPED:
        return StoreUnavailable(
            "The database has stopped, as it does when its disk is full. Nothing was changed."
            " Whoever runs it must free some space and start it again."
        )
    if "TransactionTimedOut" in code or "ExecutionTimeout" in code:
        return StoreTooSlow()
    if ".Security." in code:
        return StoreUnavailable(
            "The store does not accept this user name and password. Check the settings."
        )
    return StoreError()
