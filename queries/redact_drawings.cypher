// name: redact_drawings
// summary: List beside some drawings who was removed from them; what was kept stays as it is.
// audience: internal
// returns: nothing
// param scope: id           the care map
// param rows: list of map   id, redactions
UNWIND $rows AS row
MATCH (drawing:Drawing {id: row.id, scope: $scope})
SET drawing.redactions = row.redactions
