"""The process that makes reports: one after another, until whoever started it is gone.

It reads what to make from standard input and writes to standard output which report is begun, then
the whole as JSON. Nothing of anybody is written elsewhere.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from functools import partial
from typing import BinaryIO, Final

from mapping.counting import as_json
from mapping.spare import give_back

POLITENESS: Final = 5
"""How far it steps back behind those who draw, when there is too little for all."""


def main() -> None:
    """Make reports until standard input ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what others print is no answer
    os.nice(POLITENESS)
    while True:
        try:
            network, name, options, at_risk = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            begun = partial(_say, answers, "begun")
            made = as_json(network, name, options, begun, at_risk=at_risk)
            _say(answers, "made", made)
            give_back()
        except Exception as error:
            # Only where it happened: a message may quote a name.
            place = "".join(traceback.format_tb(error.__traceback__)[-3:])
            _say(answers, "failed", f"{type(error).__name__}\n{place}")


def _say(answers: BinaryIO, word: str, said: object) -> None:
    pickle.dump((word, said), answers)
    answers.flush()


if __name__ == "__main__":
    main()
