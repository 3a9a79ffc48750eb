// name: drawings_that_draw
// summary: The dated drawings of a care map that draw one element, with what was removed from them.
// audience: internal
// returns: many, at most 1,000
// param scope: id           the care map
// param quoted: text        the element's id in quotes, as a drawing's document has it
// column id: id
// column redactions: text   ids, as JSON
MATCH (drawing:Drawing {scope: $scope})
WHERE drawing.document CONTAINS $quoted
RETURN drawing.id AS id, drawing.redactions AS redactions
ORDER BY id
