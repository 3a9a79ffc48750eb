// name: ledger
// summary: Whom a neighbourhood's ledger knows, in its order, each by sixteen letters of a keyed hash.
// audience: internal
// returns: one
// param neighbourhood: id
// column people: text?
MATCH (ledger:Ledger {id: $neighbourhood})
RETURN ledger.people AS people
