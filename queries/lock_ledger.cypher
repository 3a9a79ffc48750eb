// name: lock_ledger
// summary: Let nobody else answer of a neighbourhood's releases until this is kept.
// audience: internal
// returns: nothing
// param neighbourhood: id
// param at: instant
MERGE (ledger:Ledger {id: $neighbourhood})
SET ledger.asked_at = $at
