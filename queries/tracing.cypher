// name: tracing
// summary: The picture of a paper map that was saved with a care map, sealed.
// audience: internal
// returns: one
// param scope: id           the care map
// column fields: map
MATCH (tracing:Tracing {id: $scope})
RETURN properties(tracing) AS fields
