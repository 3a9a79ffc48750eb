// name: drawings_before
// summary: A page of a care map's dated drawings, whole and sealed, the latest first.
// audience: internal
// returns: many, at most 50
// param scope: id
// param at: instant         only drawings kept before this moment,
// param id: text            or at it with a smaller id
// param limit: integer
// column fields: map
MATCH (drawing:Drawing {scope: $scope})
WHERE drawing.kept_at < $at OR (drawing.kept_at = $at AND drawing.id < $id)
RETURN properties(drawing) AS fields
ORDER BY drawing.kept_at DESC, drawing.id DESC
LIMIT $limit
