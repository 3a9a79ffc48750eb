// name: rubbed_out_before
// summary: Which of these ids an earlier edit of a care map took off it.
// audience: internal
// returns: many, at most 2,000
// param scope: id
// param ids: list of id
// column id: id
MATCH (edit:Edit {scope: $scope})
UNWIND edit.rubbed_out AS gone
WITH DISTINCT gone WHERE gone IN $ids
RETURN gone AS id
ORDER BY id
