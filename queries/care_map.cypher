// name: care_map
// summary: One care map's own fields.
// audience: internal
// returns: one
// param id: id
// column fields: map
MATCH (map:CareMap {id: $id})
RETURN properties(map) AS fields
