// name: released_people
// summary: Whom of the ledger a release holds: for each place in it, and all together.
// audience: internal
// returns: one
// param release: id
// column places: text
// column everybody: text
MATCH (released:ReleasedPeople {id: $release})
RETURN released.places AS places, released.everybody AS everybody
