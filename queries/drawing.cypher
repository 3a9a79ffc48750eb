// name: drawing
// summary: One dated drawing of a care map, whole and sealed.
// audience: internal
// returns: one
// param id: id
// param scope: id
// column fields: map
MATCH (drawing:Drawing {id: $id})
WHERE drawing.scope = $scope
RETURN properties(drawing) AS fields
