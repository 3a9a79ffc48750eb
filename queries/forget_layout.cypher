// name: forget_layout
// summary: Forget where figures were that a neighbourhood's view does not show any more.
// audience: internal
// returns: nothing
// param scope: id
// param elements: list of id
UNWIND $elements AS element
MATCH (place:Layout {id: element + '.' + $scope})
DELETE place
