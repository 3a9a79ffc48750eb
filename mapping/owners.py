"""Who owns a care map, and who owned it before: what they held back stays held back.

Sharing needs every owner, so an owner's going would take away the last thing in the way. What
was agreed to before they went therefore counts no further than they agreed too, until those who
own the map now agree anew. How a role is given and ended is `access.py`; what counts as agreed is
`consent.py`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from mapping.model import instant
from mapping.store import Transaction


class Owners(NamedTuple):
    """The accounts that own a map now, and of those that did the instant of their going.

    `ends_at` is when the first of them stops owning it by itself, if any does.
    """

    now: frozenset[str]
    gone: Mapping[str, str]
    ends_at: str | None = None


NOBODY = Owners(frozenset(), {})


def owners_of_maps(tx: Transaction, scopes: Iterable[str]) -> dict[str, Owners]:
    """Return who owns each of some care maps, and who did."""
    wanted = sorted(scopes)
    if not wanted:
        return {}
    at = instant()
    now: dict[str, dict[str, str | None]] = defaultdict(dict)
    gone: dict[str, dict[str, str]] = {
        row["scope"]: json.loads(row["gone"]) for row in tx.rows("owners_gone", scopes=wanted)
    }
    for row in tx.rows("people_of_care_maps", scopes=wanted):
        scope, account, until = row["scope"], row["account_id"], row["until"]
        if row["role"] != "owner":
            continue
        if until is None or until > at:
            now[scope][account] = until
        else:
            gone.setdefault(scope, {})[account] = until
    return {
        scope: Owners(
            frozenset(now[scope]),
            {who: when for who, when in gone.get(scope, {}).items() if who not in now[scope]},
            min((until for until in now[scope].values() if until), default=None),
        )
        for scope in wanted
    }


def note_going(tx: Transaction, map_id: str, account_id: str) -> None:
    """Keep that an account owned a map until now, or until its role ended, if it did."""
    rows = tx.rows("people_of_care_map", care_map=map_id)
    held = next((row for row in rows if row["account_id"] == account_id), None)
    if held is None or held["role"] != "owner":
        return
    now = instant()
    noted = tx.rows("owners_gone", scopes=[map_id])
    gone = json.loads(noted[0]["gone"]) if noted else {}
    gone[account_id] = min(held["until"] or now, now)
    tx.run("set_care_map", id=map_id, fields={"owners_gone": json.dumps(gone)})
