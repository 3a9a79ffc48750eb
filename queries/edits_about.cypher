// name: edits_about
// summary: The last edits of a directory that are about one of its entries, the last one first.
// audience: internal
// returns: many, at most 1,000
// param scope: id       the neighbourhood
// param about: id
// param limit: integer
// column seq: integer
// column fields: map
MATCH (edit:Edit {scope: $scope})
WHERE $about IN edit.about
RETURN edit.seq AS seq, properties(edit) AS fields
ORDER BY seq DESC
LIMIT $limit
