// name: place_tracing
// summary: Keep where the saved picture of a paper map lies on the sheet.
// audience: internal
// returns: one
// param scope: id           the care map
// param placement: json
// column id: id
MATCH (tracing:Tracing {id: $scope})
SET tracing.placement = $placement
RETURN tracing.id AS id
