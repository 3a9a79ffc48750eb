// name: set_elements
// summary: Change fields of elements of one scope; null takes one away.
// audience: internal
// returns: nothing
// param scope: id
// param rows: list of map   each an element's fields, id among them
UNWIND $rows AS row
MATCH (element:Element {id: row.id, scope: $scope})
SET element += row
