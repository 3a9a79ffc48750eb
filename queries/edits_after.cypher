// name: edits_after
// summary: A care map's edits after one place, in order.
// audience: internal
// returns: many, at most 1,000
// param scope: id
// param after: integer
// param limit: integer
// column seq: integer
// column fields: map
MATCH (edit:Edit {scope: $scope})
WHERE edit.seq > $after
RETURN edit.seq AS seq, properties(edit) AS fields
ORDER BY seq
LIMIT $limit
