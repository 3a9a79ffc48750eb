"""The one door to the graph database, for real Neo4j and the embedded store alike.

Use cases call named queries (`queries/*.cypher`) in managed transactions; everything that can go
wrong comes out as a `StoreError` with a sentence for people. What the queries ask is not decided
here.
"""

from mapping.store.door import Engine, Row, Store, Transaction
from mapping.store.errors import (
    AlreadyThere,
    DataFolderInUse,
    NotAllowedHere,
    OutcomeUnknown,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreTooNew,
    StoreTooSlow,
    StoreUnavailable,
    TooManyRows,
)
from mapping.store.opening import check_free, open_store

__all__ = [
    "AlreadyThere",
    "DataFolderInUse",
    "Engine",
    "NotAllowedHere",
    "OutcomeUnknown",
    "Row",
    "Store",
    "StoreBusy",
    "StoreError",
    "StoreFull",
    "StoreTooNew",
    "StoreTooSlow",
    "StoreUnavailable",
    "TooManyRows",
    "Transaction",
    "check_free",
    "open_store",
]
