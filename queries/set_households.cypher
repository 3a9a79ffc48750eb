// name: set_households
// summary: Change household outlines of a care map.
// audience: internal
// returns: nothing
// param scope: id
// param rows: list of map   each a household's fields, id among them
UNWIND $rows AS row
MATCH (household:Household {id: row.id, scope: $scope})
SET household += row
