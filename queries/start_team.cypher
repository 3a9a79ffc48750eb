// name: start_team
// summary: Make the team of a care map, unless it is there.
// audience: internal
// returns: nothing
// param id: id
// param fields: map
MERGE (team:Element {id: $id})
ON CREATE SET team += $fields
