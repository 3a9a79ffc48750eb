// name: release_by_id
// summary: One release.
// audience: internal
// returns: one
// param id: id
// column fields: map
MATCH (release:Release {id: $id})
RETURN properties(release) AS fields
