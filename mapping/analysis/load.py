"""How caring is shared out: among all who give, and among those who give to one person.

Contacts are whole numbers of thirteenths of a contact a week (`reading.CONTACTS_UNIT`), so that
sums are exact and equal shares stay equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mapping.analysis.reading import Reading
from mapping.network import Codes

Shares = NDArray[np.float64]

_FEW: Final = 8
"""Values are tallied where they are fewer than so many times the contacts."""


@dataclass(frozen=True, eq=False)
class Received:
    """The care that each element receives, each array of shape (n,).

    Parameters
    ----------
    givers
        How many distinct elements give to it.
    contacts
        Contacts that it receives.
    greatest
        Contacts that come from its greatest giver.
    squares
        Sum over its givers of contacts squared.
    """

    givers: Codes
    contacts: Codes
    greatest: Codes
    squares: Shares

    @property
    def max_share(self) -> Shares:
        """The greatest giver's share, NaN where nobody gives."""
        with np.errstate(invalid="ignore"):
            return self.greatest / self.contacts

    @property
    def effective_givers(self) -> Shares:
        """As many equal givers would share it as evenly: 1 / sum of shares²; NaN of none."""
        with np.errstate(invalid="ignore"):
            return self.contacts.astype(np.float64) ** 2 / self.squares

    @property
    def evenness(self) -> Shares:
        """Effective givers over the givers there are: up to 1, NaN of none."""
        with np.errstate(invalid="ignore"):
            return self.contacts.astype(np.float64) ** 2 / (self.givers * self.squares)


def received(reading: Reading, formality: str | None = None) -> Received:
    """Return the active care that each element receives, or only what is gifted, or paid. O(n + m).

    Parameters
    ----------
    reading
        n elements and m connections.
    formality
        `gifted` or `paid`; without it, all care.
    """
    _, receivers, contacts = (
        reading.care_ties
        if formality is None
        else reading.care_ties_of(reading.formality_is(formality))
    )
    n = reading.network.n
    greatest = np.zeros(n, dtype=np.int64)
    np.maximum.at(greatest, receivers, contacts)
    return Received(
        givers=np.bincount(receivers, minlength=n),
        contacts=_sums(receivers, contacts, n),
        greatest=greatest,
        squares=np.bincount(receivers, contacts.astype(np.float64) ** 2, minlength=n).astype(float),
    )


def given(reading: Reading) -> Codes:
    """Return the contacts of active care that each element gives, shape (n,)."""
    givers, _, contacts = reading.care_ties
    return _sums(givers, contacts, reading.network.n)


def load_gini(contacts: Codes) -> float | None:
    """Return how unevenly caring is shared among those who give: the Gini index of their contacts.

    The sum over ordered pairs of |x_i - x_j|, over 2 g² times their mean, g of them giving. From 0
    (all alike) to 1 - 1/g; None where nobody gives. Source: Gini (1912), Variabilita e mutabilita.

    Parameters
    ----------
    contacts
        What each element gives; those who give nothing are left out.

    Examples
    --------
    >>> load_gini(np.array([7, 1, 7, 1, 0]))
    0.375
    """
    loads, times = _tallied(contacts)
    g, total = int(times.sum()), int((loads * times).sum())
    less = np.cumsum(times) - times
    ranks = 2 * less + times - g  # of all who give as much: twice the mean rank from 0, less g - 1
    return int((ranks * times * loads).sum()) / (g * total) if g else None


def _tallied(contacts: Codes) -> tuple[Codes, Codes]:
    """Return the values above 0 that there are, in order, and how often each is there."""
    if len(contacts) and int(contacts.max()) < _FEW * len(contacts):
        times = np.bincount(contacts)
        values = np.flatnonzero(times[1:]) + 1
        return values, times[values]
    values, times = np.unique(contacts[contacts > 0], return_counts=True)
    return values.astype(np.int64), times


def _sums(rows: Codes, contacts: Codes, n: int) -> Codes:
    """Return the sum of contacts in each row: exact, since sums stay below 2**53."""
    sums: Codes = np.bincount(rows, contacts, minlength=n).astype(np.int64)
    return sums
