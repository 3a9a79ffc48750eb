// name: keep_ledger
// summary: Keep whom a neighbourhood's ledger knows, and whom of them a release holds.
// audience: internal
// returns: nothing
// param neighbourhood: id
// param people: text
// param released: map   id, places and everybody, as `releases/ledger.py` packs them
MATCH (ledger:Ledger {id: $neighbourhood})
SET ledger.people = $people
CREATE (people:ReleasedPeople)
SET people += $released
