// name: edits_that_rubbed_out
// summary: The edits of a care map that took something off it, in order.
// audience: internal
// returns: many, at most 20,000
// param scope: id
// column seq: integer
// column fields: map
MATCH (edit:Edit {scope: $scope})
WHERE size(edit.rubbed_out) > 0
RETURN edit.seq AS seq, properties(edit) AS fields
ORDER BY seq
