// name: plant
// summary: Make an element.
// audience: internal
// returns: nothing
// param id: id
// param scope: id
CREATE (:Element {id: $id, scope: $scope})
