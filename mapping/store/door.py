"""The one door to the graph database: named queries in managed transactions.

It is not where a query is written (`queries/`) nor where it is decided what to ask (the use cases).
"""

import contextlib
import functools
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar

import neo4j
import neo4j.exceptions
import neo4j.graph
import neo4j.time

from mapping.store.errors import (
    NotAllowedHere,
    StoreBusy,
    StoreError,
    TooManyRows,
    in_plain_words,
)
from mapping.store.turns import TooLong, Turns
from queries import Query, did_you_mean

Row = dict[str, Any]
Engine = Literal["embedded", "neo4j"]
T = TypeVar("T")

RETRIED_FOR = 10.0
"""Seconds after which a piece of work is not tried again; a restart of the embedded store fits."""
SLOWEST_QUERY = 30.0
"""Seconds that one transaction may take; the embedded server is told its own when it starts."""
SILENT_FOR = 15.0
"""Seconds without a word after which a server is taken for hung: no caller waits without end."""


_ALREADY_PLAIN = frozenset({str, int, float, bool, type(None)})


class Transaction:
    """One transaction: everything done in it is kept together, or none of it.

    A query is called by its name with its parameters, as its header declares them; a query made for
    each connection type takes `type` too, in lower case.
    """

    def __init__(
        self, driven: neo4j.ManagedTransaction, queries: Mapping[str, Query], *, may_write: bool
    ) -> None:
        self._driven = driven
        self._queries = queries
        self._may_write = may_write

    def rows(self, query: str, /, **parameters: Any) -> list[Row]:
        """Return all rows of a query that returns many."""
        return self._send(query, "many", parameters)

    def one(self, query: str, /, **parameters: Any) -> Row | None:
        """Return the row of a query that returns one, or None."""
        rows = self._send(query, "one", parameters)
        return rows[0] if rows else None

    def run(self, query: str, /, **parameters: Any) -> None:
        """Run a query that returns nothing."""
        self._send(query, "nothing", parameters)

    def ask(self, query: Query, given: Mapping[str, Any]) -> list[Row]:
        """Return the rows of a query, whatever it returns."""
        return self._send(query.name, query.returns, given)

    def _send(self, name: str, returns: str, parameters: Mapping[str, Any]) -> list[Row]:
        query = self._query(name, returns)
        text, values = query.prepare(parameters)
        with plain_errors(name):
            result = self._driven.run(text, values)
            if query.at_most is None:
                return [_row(record) for record in result]
            rows = [_row(record) for record in result.fetch(query.at_most + 1)]
            result.consume()
        if len(rows) > query.at_most:
            raise TooManyRows(
                f"The query {name} gave more than {query.at_most:,} rows. Ask for less at once."
            )
        return rows

    def _query(self, name: str, returns: str) -> Query:
        if name not in self._queries:
            hint = did_you_mean(name, self._queries)
            raise NotAllowedHere(f"There is no query {name}{hint}.")
        query = self._queries[name]
        if query.returns != returns:
            method = {"many": "rows", "one": "one", "nothing": "run"}[query.returns]
            raise NotAllowedHere(f"The query {name} returns {query.returns}: call .{method}().")
        if query.writes and not self._may_write:
            raise NotAllowedHere(f"The query {name} changes something: use it in store.write().")
        return query


class Store:
    """The graph database, whichever engine it is. Made by `open_store`; safe to share by threads.

    A piece of work is a function of a `Transaction`. It may run more than once, when the database
    asks for another try, so it must have no effect outside its transaction: send no message and
    change no variable that it does not return.

    Parameters
    ----------
    engine
        Which database this is. Nothing but a warning in words should need to ask.
    driver
        The driver, which this store closes.
    database
        The database's name, or None for the user's own.
    queries
        The named queries.
    closing
        What else to do when the store is closed: stop the embedded server.
    trouble
        Says why the store cannot answer for now, if that is known; so nobody waits in vain.
    """

    def __init__(
        self,
        *,
        engine: Engine,
        driver: neo4j.Driver,
        database: str | None,
        queries: Mapping[str, Query],
        closing: Callable[[], None] = lambda: None,
        trouble: Callable[[], StoreError | None] = lambda: None,
    ) -> None:
        self.engine: Engine = engine
        self._driver = driver
        self._database = database
        self._queries = queries
        self._closing = closing
        self._trouble = trouble
        self._one_writer = Turns() if engine == "embedded" else None

    def read(self, work: Callable[[Transaction], T]) -> T:
        """Run a piece of work that changes nothing, and return what it returns."""
        return self._run(work, may_write=False)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Run a piece of work, keep all it did, and return what it returns.

        If the work raises, nothing is kept and the exception goes on to the caller. Writers to the
        embedded store take turns: it lets two writers of the same page run into each other instead
        of making one wait, and it finds no lost update between two statements. So a piece of work
        never calls `write` itself: it would wait for its own turn.
        """
        with self._turn():
            return self._run(work, may_write=True)

    def rehearse(self, names: Sequence[str] = (), *, rests: float = 0) -> None:
        """Ask queries that read, for things that are not there.

        A database plans a query when it is first asked, which on a cold Neo4j takes longer than the
        answer. After this nobody waits for that. What fails here is left to whoever needs it.

        Parameters
        ----------
        names
            Which queries; by default every one that reads.
        rests
            How many times as long to rest after a query as it took, for whoever waits meanwhile.
        """
        for query in [self._queries[name] for name in names or self._queries]:
            if query.parameters and not query.writes:
                for type_ in query.types or ("",):
                    given = query.for_nothing() | ({"type": type_} if type_ else {})
                    began = time.monotonic()
                    with contextlib.suppress(StoreError):
                        self.read(functools.partial(Transaction.ask, query=query, given=given))
                    time.sleep(rests * (time.monotonic() - began))

    def close(self) -> None:
        """Close every connection, and stop the server if this process started it."""
        self._driver.close()
        self._closing()

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        if self._one_writer is None:
            yield
            return
        try:
            with self._one_writer.wait(RETRIED_FOR + SLOWEST_QUERY):
                yield
        except TooLong:
            raise StoreBusy from None

    def _run(self, work: Callable[[Transaction], T], *, may_write: bool) -> T:
        deadline = time.monotonic() + RETRIED_FOR
        pause = 0.01
        while True:
            try:
                return self._once(work, may_write=may_write)
            except StoreError as error:
                trouble = self._trouble() if error.is_unexplained else None
                if trouble:
                    raise trouble from None
                if not error.may_be_retried or time.monotonic() + pause > deadline:
                    raise
            time.sleep(pause * random.uniform(0.5, 1.0))
            pause = min(pause * 2, 1.0)

    def _once(self, work: Callable[[Transaction], T], *, may_write: bool) -> T:
        @neo4j.unit_of_work(timeout=SLOWEST_QUERY)
        def managed(driven: neo4j.ManagedTransaction) -> T:
            # The driver has no setting for this: it leaves it to a hint that few servers send.
            driven._connection.socket.set_read_timeout(SILENT_FOR)
            return work(Transaction(driven, self._queries, may_write=may_write))

        # BEGIN travels with the first query, as in the driver's own `execute_query`, which takes
        # one query only: a trip less for every transaction.
        with (
            plain_errors(),
            self._driver.session(database=self._database) as session,
            session._pipelined_begin,
        ):
            return session.execute_write(managed) if may_write else session.execute_read(managed)


@contextlib.contextmanager
def plain_errors(query: str = "") -> Iterator[None]:
    """Let no driver exception out: its message may quote what somebody wrote."""
    try:
        yield
    except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError) as error:
        raise in_plain_words(error, query) from None


def _row(record: neo4j.Record) -> Row:
    return {name: _plain(record[name]) for name in record.keys()}  # noqa: SIM118


def _plain(value: Any) -> Any:
    """Return a value as Python's own: nodes and relationships as maps, dates as dates."""
    kind = type(value)
    if kind in _ALREADY_PLAIN:  # first, and by the type itself: of most values this is all
        return value
    if kind is list:
        return [_plain(one) for one in value]
    if kind is neo4j.time.Date:
        return value.to_native()
    if isinstance(value, Mapping | neo4j.graph.Entity):
        return {name: _plain(one) for name, one in value.items()}
    return value
