// name: delete_areas
// summary: Delete the areas of one kind, which others are to stand in the place of.
// audience: internal
// returns: nothing
// param scope: id     a neighbourhood
// param kind: text
MATCH (area:Area {scope: $scope, kind: $kind})
DELETE area
