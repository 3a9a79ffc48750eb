// name: keep_layout
// summary: Keep where figures of a neighbourhood's picture are.
// audience: internal
// returns: nothing
// param scope: id
// param rows: list of map   each an element as the view calls it, x and y
UNWIND $rows AS row
MERGE (place:Layout {id: row.element + '.' + $scope})
SET place.scope = $scope, place.element = row.element, place.x = row.x, place.y = row.y
