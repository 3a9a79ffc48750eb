// name: layout
// summary: Where a neighbourhood's picture has its figures.
// audience: internal
// returns: many, at most 100,000
// param scope: id           the neighbourhood
// column element: id        as its view calls it
// column x: number
// column y: number
MATCH (place:Layout {scope: $scope})
RETURN place.element AS element, place.x AS x, place.y AS y
ORDER BY element
