// name: delete_underlay
// summary: Delete what is drawn under the areas of a neighbourhood.
// audience: internal
// returns: nothing
// param scope: id     a neighbourhood
MATCH (feature:Underlay {scope: $scope})
DELETE feature
