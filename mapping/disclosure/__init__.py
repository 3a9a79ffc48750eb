"""What may be shown of numbers about people, section 9 of the locality notes: pure functions.

`counts.py` hides and rounds single numbers; `numbers.py` protects those that go out together,
against a reader who calculates, `tables.py` lays out tables and their totals for it, and
`together.py` protects the answers to many questions; `audit.py` is that reader; `differencing.py`
sets answers against each other; `merging.py` puts rows together that tell the same of everybody;
`amounts.py` is about sums of hours or money, means and the like; `anonymity.py` is about people as
rows. Where numbers come from, and who asks, is not known here.
"""

from mapping.disclosure.amounts import (
    index_shown,
    mean_shown,
    median_shown,
    quartiles_shown,
    sum_may_be_shown,
)
from mapping.disclosure.anonymity import Anonymous, TooFew, anonymous
from mapping.disclosure.audit import Line
from mapping.disclosure.counts import (
    HIDDEN_MARK,
    LEAST_WHOLE,
    ROUND_TO,
    THRESHOLD,
    Shown,
    share,
    shown,
)
from mapping.disclosure.differencing import Answer, Answered, settle
from mapping.disclosure.merging import MergedRows, merge_telling_rows
from mapping.disclosure.numbers import Mark, Number, UseLargerAreas, protect_numbers
from mapping.disclosure.tables import ProtectedTable, protect, protect_nested
from mapping.disclosure.together import Told, protect_together

__all__ = [
    "HIDDEN_MARK",
    "LEAST_WHOLE",
    "ROUND_TO",
    "THRESHOLD",
    "Anonymous",
    "Answer",
    "Answered",
    "Line",
    "Mark",
    "MergedRows",
    "Number",
    "ProtectedTable",
    "Shown",
    "Told",
    "TooFew",
    "UseLargerAreas",
    "anonymous",
    "index_shown",
    "mean_shown",
    "median_shown",
    "merge_telling_rows",
    "protect",
    "protect_nested",
    "protect_numbers",
    "protect_together",
    "quartiles_shown",
    "settle",
    "share",
    "shown",
    "sum_may_be_shown",
]
