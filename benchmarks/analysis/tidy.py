"""What somebody who has pandas writes to get a network ready for a graph library.

Only what the measures need: active ties, each pair once with its contacts, care ties, and the side
that each element is on. Ours keeps names, types of care, states and lines to tell besides.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.analysis.generator import Tables

_CONTACTS = {"several_daily": 273, "daily": 91, "weekly": 13, "monthly": 3, "occasional": 1}
_TIES = ("cares_for", "collaborates_with", "member_of")
_FORMAL = ("social_care_provider", "health_care_provider", "statutory_service")


@dataclass(frozen=True)
class Tidy:
    """n elements by number, with 0 formal, 1 informal and -1 neither; ties; care ties."""

    n: int
    side: NDArray[np.int64]
    one: NDArray[np.int64]
    other: NDArray[np.int64]
    contacts: NDArray[np.int64]
    giver: NDArray[np.int64]
    receiver: NDArray[np.int64]


def tidied(tables: Tables) -> Tidy:
    """Return the ties of two tables."""
    elements = pd.read_csv(tables.elements, usecols=["id", "kind", "roles"], keep_default_na=False)
    lines = pd.read_csv(
        tables.connections,
        usecols=["type", "from", "to", "frequency", "state"],
        keep_default_na=False,
        dtype={"type": "category", "frequency": "category", "state": "category"},
    )
    lines = lines[lines["state"].isin(["generative", "engaged"]) & lines["type"].isin(_TIES)]
    place = pd.Index(elements["id"])
    ends = pd.DataFrame(
        {
            "from": place.get_indexer(lines["from"]),
            "to": place.get_indexer(lines["to"]),
            "care": (lines["type"] == "cares_for").to_numpy(),
            "contacts": lines["frequency"].map(_CONTACTS).astype(float).fillna(1).to_numpy(),
        }
    )
    ends = ends[(ends["from"] >= 0) & (ends["to"] >= 0) & (ends["from"] != ends["to"])]
    ends["one"] = np.minimum(ends["from"], ends["to"])
    ends["other"] = np.maximum(ends["from"], ends["to"])
    ties = ends.groupby(["one", "other"], as_index=False)["contacts"].sum()
    care = ends.loc[ends["care"], ["from", "to"]].drop_duplicates()
    return Tidy(
        len(elements),
        _side(elements),
        ties["one"].to_numpy(),
        ties["other"].to_numpy(),
        ties["contacts"].to_numpy().astype(np.int64),
        care["from"].to_numpy(),
        care["to"].to_numpy(),
    )


def _side(elements: pd.DataFrame) -> NDArray[np.int64]:
    formal = elements["kind"].isin(_FORMAL) | (elements["roles"] == "care_worker")
    side = np.where(formal, 0, 1)
    return np.where(elements["roles"] == "supported_person", -1, side).astype(np.int64)


def carers(tidy: Tidy) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the ends of the ties between two carers."""
    both = (tidy.side[tidy.one] >= 0) & (tidy.side[tidy.other] >= 0)
    return tidy.one[both], tidy.other[both]


def sides(tidy: Tidy) -> tuple[list[int], list[int]]:
    """Return the formal and the informal carers."""
    formal, informal = np.flatnonzero(tidy.side == 0), np.flatnonzero(tidy.side == 1)
    return formal.tolist(), informal.tolist()
