// name: drawings_by_id
// summary: Some of a care map's dated drawings, whole and sealed.
// audience: internal
// returns: many, at most 50
// param scope: id
// param ids: list of id
// column fields: map
MATCH (drawing:Drawing {scope: $scope})
WHERE drawing.id IN $ids
RETURN properties(drawing) AS fields
ORDER BY drawing.id
