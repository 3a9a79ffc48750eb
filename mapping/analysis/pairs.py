"""Pairs of elements, repeated ones put together: what the views of a network are made of."""

from __future__ import annotations

import numpy as np

from mapping.columns import Codes


def merged(n: int, one: Codes, other: Codes, weights: Codes) -> tuple[Codes, Codes, Codes]:
    """Return each pair once, in order, with the sum of what was given for it. O(n + pairs).

    Parameters
    ----------
    n
        How many elements there are.
    one, other
        The elements of each pair, shape (pairs,); may repeat.
    weights
        Whole numbers, of each, shape (pairs,).

    Returns
    -------
    tuple
        The elements of each pair, int32, and its sum, int64.
    """
    from scipy import sparse  # a tenth of a second that no other command needs to wait

    given = weights.astype(np.int64)
    rows = sparse.coo_array((given, (one, other)), shape=(n, n)).tocsr()
    rows.sum_duplicates()
    each = np.repeat(np.arange(n, dtype=np.int32), np.diff(rows.indptr))
    return each, rows.indices.astype(np.int32, copy=False), rows.data
