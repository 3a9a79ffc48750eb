// name: edit
// summary: One edit, of whatever care map.
// audience: internal
// returns: one
// param id: id
// column fields: map
MATCH (edit:Edit {id: $id})
RETURN properties(edit) AS fields
