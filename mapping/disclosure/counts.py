"""What may be shown of numbers about people: small ones are hidden, the rest are rounded.

Controlled is a count of people, or of anything made of people: connections, mentions, teams. Such a
count is small when fewer distinct people than the threshold are behind it, however large it is:
twenty visits by one neighbour is one person. A small one is hidden, zero is shown as zero, and any
other is rounded from its own true value, totals too, so rows need not add up. Counts of bodies,
with nobody behind them, are not controlled.

Each number by itself: what goes out together with its totals is for `tables.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

THRESHOLD: Final = 8
"""The fewest distinct people behind a number that is shown."""
ROUND_TO: Final = 5
"""What shown numbers are multiples of."""
LEAST_WHOLE: Final = 50
"""The least shown number that shares are made of: below it rounding may mislead by 8 points."""
HIDDEN_MARK: Final = "*"
"""What stands for a hidden number in a file."""


@dataclass(frozen=True)
class Shown:
    """A number as it may be shown.

    Parameters
    ----------
    value
        The number, or None if it is hidden.
    """

    value: int | None

    @property
    def hidden(self) -> bool:
        """Whether the number is hidden."""
        return self.value is None

    def __str__(self) -> str:
        """Return it as files have it."""
        return HIDDEN_MARK if self.value is None else str(self.value)


HIDDEN: Final = Shown(None)


def shown(
    count: int, people_behind: int | None, *, threshold: int = THRESHOLD, round_to: int = ROUND_TO
) -> Shown:
    """Return a count as it may be shown.

    Parameters
    ----------
    count
        The true count, 0 or more.
    people_behind
        How many distinct people are behind it, on the side that has fewest; a side made of bodies
        does not count. None if nobody is behind it: then it is exact.
    threshold
        The fewest people behind a number that is shown.
    round_to
        What the shown number is a multiple of.

    Raises
    ------
    ValueError
        If a count is below 0, or a number as large as the threshold would be shown as a smaller
        one.

    Examples
    --------
    >>> shown(43, 43), shown(7, 7), shown(20, 1), shown(0, 0), shown(3, None)
    (Shown(value=45), Shown(value=None), Shown(value=None), Shown(value=0), Shown(value=3))
    """
    if count < 0 or (people_behind is not None and people_behind < 0):
        raise ValueError("A count is 0 or more.")
    if round_to < 1 or _rounded(threshold, round_to) < threshold:
        raise ValueError("Choose a rounding that does not make a number smaller than the threshold")
    if people_behind is None or count == 0:
        return Shown(count)
    if min(count, people_behind) < threshold:
        return HIDDEN
    return Shown(_rounded(count, round_to))


def share(part: Shown, whole: Shown, *, per: int = 100) -> Shown:
    """Return how many in a hundred a part is of its whole, made from shown numbers alone.

    Hidden if either is, or if the whole is shown as less than 50. A population that others have
    published is its own shown number.

    Parameters
    ----------
    part, whole
        As they are shown.
    per
        1,000 for a rate per thousand.

    Examples
    --------
    >>> share(Shown(15), Shown(60)), share(Shown(15), Shown(25))
    (Shown(value=25), Shown(value=None))
    >>> share(Shown(15), Shown(1630), per=1000)
    Shown(value=9)
    """
    if part.value is None or whole.value is None or whole.value < LEAST_WHOLE:
        return HIDDEN
    return Shown(_rounded(per * part.value, whole.value) // whole.value)


def _rounded(number: int, to: int) -> int:
    """Return the nearest multiple, halves up, in whole numbers."""
    return (2 * number + to) // (2 * to) * to
