// name: households_by_id
// summary: Some of a care map's household outlines.
// audience: internal
// returns: many, at most 2,000
// param scope: id
// param ids: list of id
// column id: id
// column fields: map
MATCH (household:Household)
WHERE household.id IN $ids AND household.scope = $scope
RETURN household.id AS id, properties(household) AS fields
ORDER BY id
