// name: drawn_privately
// summary: The ids of everything that is private to a care map.
// audience: internal
// returns: many, at most 500,000
// param scope: id           the care map
// column id: id
MATCH (element:Element {scope: $scope})
RETURN element.id AS id
ORDER BY id
