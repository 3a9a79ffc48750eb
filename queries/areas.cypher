// name: areas
// summary: The areas of one kind in a neighbourhood, with their outlines.
// audience: internal
// returns: many, at most 20,000
// param scope: id     a neighbourhood
// param kind: text
// column code: text
// column area: map
MATCH (area:Area {scope: $scope, kind: $kind})
RETURN area.code AS code, properties(area) AS area
ORDER BY code
