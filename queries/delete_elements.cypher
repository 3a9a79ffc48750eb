// name: delete_elements
// summary: Delete private elements of one care map that are no longer drawn.
// audience: internal
// returns: nothing
// param scope: id
// param ids: list of id
UNWIND $ids AS id
MATCH (element:Element {id: id, scope: $scope})
DETACH DELETE element
