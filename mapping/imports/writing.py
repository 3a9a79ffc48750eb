"""Writing what an import comes to: a batch a transaction, each with its audit entry."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

from mapping import audit
from mapping.imports.comparing import Batch, Work
from mapping.interchange.plan import Plan
from mapping.model import instant, new_id
from mapping.service import Service
from mapping.store import StoreError, Transaction

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and of how much."""


class Overtaken(StoreError):
    """Another import into the same neighbourhood was begun while this one was writing."""

    sentence = (
        "Another import into this neighbourhood was begun, so this one stopped. What it wrote is "
        "kept. Give the same command again to go on."
    )


class Run:
    """One run of an import: begun in the store, then written batch by batch.

    Parameters
    ----------
    service
        The store, and the audit's keys.
    plan
        What the files say, of which their names and digests are kept.
    account
        Whose doing it is.
    """

    def __init__(self, service: Service, plan: Plan, account: str | None) -> None:
        self._service = service
        self._plan = plan
        self._account = account
        self._id = new_id()

    def begin(self, work: Work) -> int:
        """Note that this run begins, by which every other stops; return the view's number now."""
        return self._service.write(lambda tx: self._begin(tx, work))

    def write(self, work: Work, progress: Progress) -> None:
        """Write every batch in a transaction of its own, then note that the import is whole.

        Raises
        ------
        Overtaken
            If another run was begun in this neighbourhood since.
        """
        batches = work.batches()
        total, done = sum(len(batch.rows) for batch in batches), 0
        for batch in batches:
            self._service.write(partial(self._write, work=work, batch=batch))
            done += len(batch.rows)
            progress(batch.what, done, total)
        self._service.write(lambda tx: self._finish(tx, work))

    def _begin(self, tx: Transaction, work: Work) -> int:
        self._audit(tx, work, "import.started")
        files = [{"name": file.name, "digest": file.digest} for file in self._plan.files]
        fields = {
            "id": work.known.id,
            "scope": work.neighbourhood,
            "format": self._plan.format,
            "files": json.dumps(files, ensure_ascii=False),
            "ground": work.known.ground,
            "by": self._account,
            "at": instant(),
            "state": "under_way",
        }
        begun = tx.one(
            "begin_import",
            neighbourhood=work.neighbourhood,
            run=self._id,
            id=work.known.id,
            fields=fields,
        )
        assert begun is not None
        return int(begun["view_seq"])

    def _write(self, tx: Transaction, *, work: Work, batch: Batch) -> None:
        self._audit(tx, work, "import.went_on")
        self._go_on(tx, work, rows=len(batch.rows), state="under_way")
        tx.run(batch.query, rows=batch.rows, **batch.parameters)

    def _finish(self, tx: Transaction, work: Work) -> None:
        self._audit(tx, work, "import.carried_out")
        self._go_on(tx, work, rows=0, state="done")

    def _go_on(self, tx: Transaction, work: Work, *, rows: int, state: str) -> None:
        """Advance the view and note how far the import is; stop if another was begun."""
        noted = tx.one(
            "go_on_importing",
            neighbourhood=work.neighbourhood,
            run=self._id,
            id=work.known.id,
            rows=rows,
            state=state,
            at=instant(),
        )
        if noted is None:
            raise Overtaken

    def _audit(self, tx: Transaction, work: Work, action: str) -> None:
        # first in its transaction: the chain's lock makes whoever else writes here wait in turn
        audit.record(
            tx,
            self._service,
            chain=work.neighbourhood,
            account=self._account,
            action=action,
            about=[work.known.id],
            fields=["ground"] if work.known.ground else [],
        )
