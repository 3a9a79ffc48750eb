// name: remove_tracing
// summary: Take the saved picture of a paper map away.
// audience: internal
// returns: one
// param scope: id           the care map
// column id: id
MATCH (tracing:Tracing {id: $scope})
WITH tracing, tracing.id AS id
DELETE tracing
RETURN id
