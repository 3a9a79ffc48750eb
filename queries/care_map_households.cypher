// name: care_map_households
// summary: Every household outline of a care map.
// audience: internal
// returns: many, at most 1,000
// param scope: id           the care map
// column id: id
// column fields: map
MATCH (household:Household {scope: $scope})
RETURN household.id AS id, properties(household) AS fields
ORDER BY id
