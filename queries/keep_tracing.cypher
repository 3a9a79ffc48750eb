// name: keep_tracing
// summary: Save the picture of a paper map with a care map, in place of the one before.
// audience: internal
// returns: one
// param scope: id           the care map
// param tracing: map        id, scope, picture, placement, by and at
// column id: id
MATCH (map:CareMap {id: $scope})
MERGE (tracing:Tracing {id: map.id})
SET tracing += $tracing
RETURN tracing.id AS id
