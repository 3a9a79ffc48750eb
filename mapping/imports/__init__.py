"""Importing files into a neighbourhood's directory: the one pipeline of every format.

A format's reader makes a `Plan` of files; here it is checked whole, compared with what is there,
and what differs is written in batches, under ids made from the neighbourhood, the format and what
the file calls each thing. So an import that was stopped goes on when the same files are given
again, files given twice change nothing, and a changed file updates what it had made, but no field
that an organiser changed since: that stays theirs, and the report says so.

People of a file are written only once somebody states the ground on which they may be seen; until
then nothing of them is kept but the number. Children are never imported. Nothing is merged: what
looks like an entry that is there already is told.
"""

from __future__ import annotations

from mapping.imports.comparing import KeptHere, Known, Likely, Work, check_whole, compare
from mapping.imports.keeping import keep_what_was_changed_here
from mapping.imports.reporting import Counts, ImportReport, Waiting, report
from mapping.imports.writing import Overtaken, Progress, Run
from mapping.interchange.checking import Checked
from mapping.interchange.plan import Plan
from mapping.service import Service

__all__ = [
    "Counts",
    "ImportReport",
    "KeptHere",
    "Likely",
    "Overtaken",
    "Progress",
    "Waiting",
    "carry_out",
    "look",
]


def look(
    service: Service, neighbourhood: str, plan: Plan, *, ground: str | None = None
) -> ImportReport:
    """Return what importing a plan would do, and change nothing.

    Raises
    ------
    NotFound
        If there is no such neighbourhood.
    NotWellFormed
        If the ground is no sentence.
    """
    checked, known = check_whole(service, neighbourhood, plan, ground)
    return report(plan, _compared(service, neighbourhood, checked, known), dry_run=True)


def carry_out(
    service: Service,
    neighbourhood: str,
    plan: Plan,
    *,
    ground: str | None = None,
    account: str | None = None,
    progress: Progress = lambda *_: None,
) -> ImportReport:
    """Import a plan into a neighbourhood's directory, or go on where it was stopped.

    Parameters
    ----------
    service
        The store and the sealer.
    neighbourhood
        The id of the neighbourhood.
    plan
        What the files say.
    ground
        On what ground the individuals among them may be seen, in the words of whoever states it;
        kept with the import. Once stated it holds for the same files given again.
    account
        Whose doing it is; None for the command line.
    progress
        Is told after each batch.

    Raises
    ------
    NotFound
        If there is no such neighbourhood.
    NotWellFormed
        If the ground is no sentence.
    Overtaken
        If another import into the neighbourhood was begun meanwhile.
    """
    checked, known = check_whole(service, neighbourhood, plan, ground)
    work = _compared(service, neighbourhood, checked, known)
    if work.is_any or known.state != "done":
        run = Run(service, plan, account)
        if run.begin(work) != work.view_seq:  # somebody wrote since; from now on only this run does
            work = _compared(service, neighbourhood, checked, known)
        run.write(work, progress)
    return report(plan, work, dry_run=False)


def _compared(service: Service, neighbourhood: str, checked: Checked, known: Known) -> Work:
    """Return what an import comes to, but for what organisers changed here since."""
    work = compare(service, neighbourhood, checked, known)
    work.kept_here = keep_what_was_changed_here(service, work)
    return work
