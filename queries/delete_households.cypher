// name: delete_households
// summary: Delete household outlines of a care map.
// audience: internal
// returns: nothing
// param scope: id
// param ids: list of id
UNWIND $ids AS id
MATCH (household:Household {id: id, scope: $scope})
DELETE household
