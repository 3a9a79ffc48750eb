// name: rubbed_out_ever
// summary: The ids of everything that an edit took off a care map.
// audience: internal
// returns: many, at most 500,000
// param scope: id           the care map
// column id: id
MATCH (edit:Edit {scope: $scope})
UNWIND edit.rubbed_out AS gone
RETURN DISTINCT gone AS id
ORDER BY id
